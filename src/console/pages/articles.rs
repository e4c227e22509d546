//! `/console`: every article with its state in each language, and the way to its preview.

use std::time::Duration;

use contract::{Locale, WritingArticle, WritingLanguage, WritingState};
use leptos::prelude::*;
use leptos_router::hooks::use_navigate;

use crate::api::{self, use_read};
use crate::components::{Button, Empty, Icon, Load, PageHeading, Skeleton};
use crate::console::route::ConsoleRoute;
use crate::console::segments::Segments;
use crate::format::{self, Style};
use crate::language::use_language;
use crate::navigation::in_place_as_it_stands;

/// Long enough not to draw at every letter, short enough not to be felt.
const TYPING_PAUSE: Duration = Duration::from_millis(150);
/// Rows that are drawn at first, and added by each press.
const STEP: usize = 50;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Which {
    All,
    /// Those with work to do in some language.
    Open,
}

#[component]
pub fn Articles() -> impl IntoView {
    let language = use_language();
    let route: Memo<ConsoleRoute> = expect_context();
    let filter = Memo::new(move |_| match route.get() {
        ConsoleRoute::Articles { filter } => filter,
        _ => String::new(),
    });
    let which = RwSignal::new(Which::All);
    let articles =
        use_read::<Vec<WritingArticle>>(move || api::writing_articles_path(language.get()));
    view! {
        <header class="page-head page-head--split">
            <div class="page-head">
                <PageHeading title=t!(console.articles)/>
                <p class="page-head__lead muted">{t!(console.articles_lead)}</p>
            </div>
            <a class="button button--main" href=ConsoleRoute::PREVIEW.href()>
                <Icon name=Icon::Plus/>
                <span>{t!(console.new_article)}</span>
            </a>
        </header>
        <section class="card" aria-label=t!(console.articles)>
            <div class="card__head card__head--tools">
                <Search filter/>
                <Segments
                    label=t!(console.which)
                    value=which
                    choices=vec![(Which::All, t!(console.all)), (Which::Open, t!(console.open))]
                />
            </div>
            <Load read=articles shape=Skeleton::Rows(8) let:articles>
                <List articles filter which/>
            </Load>
        </section>
    }
}

/// Filters while one types; the text lives in the address.
#[component]
fn Search(filter: Memo<String>) -> impl IntoView {
    let navigate = use_navigate();
    let mut typed = debounce(TYPING_PAUSE, move |filter: String| {
        navigate(
            &ConsoleRoute::Articles { filter }.href(),
            in_place_as_it_stands(),
        );
    });
    view! {
        <search class="filter filter--small">
            <label class="filter__label">
                <Icon name=Icon::Search/>
                <span class="visually-hidden">{t!(kb.filter)}</span>
                <input
                    class="field__input"
                    type="search"
                    placeholder=t!(console.filter_hint)
                    prop:value=filter
                    on:input=move |event| typed(event_target_value(&event))
                />
            </label>
        </search>
    }
}

#[component]
fn List(
    articles: Vec<WritingArticle>,
    filter: Memo<String>,
    which: RwSignal<Which>,
) -> impl IntoView {
    let limit = RwSignal::new(STEP);
    let has_articles = !articles.is_empty();
    let found = Memo::new(move |_| {
        let which = which.get();
        filter.with(|filter| filtered(&articles, filter, which))
    });
    let content = move || {
        let limit = limit.get();
        found.with(|found| match found.len() {
            0 if has_articles => view! {
                <Empty icon=Icon::Search title=t!(console.articles_unmatched) hint=t!(company.none_hint)/>
            }
            .into_any(),
            0 => view! {
                <Empty icon=Icon::Book title=t!(kb.empty) hint=t!(console.articles_none_hint)/>
            }
            .into_any(),
            _ => view! { <Table articles=found.iter().take(limit).cloned().collect()/> }.into_any(),
        })
    };
    let has_more = move || found.with(Vec::len) > limit.get();
    let more = Callback::new(move |()| limit.update(|limit| *limit += STEP));
    view! {
        {content}
        <Show when=has_more>
            <div class="more"><Button label=t!(shell.show_more) on_press=more/></div>
        </Show>
    }
}

#[component]
fn Table(articles: Vec<WritingArticle>) -> impl IntoView {
    let locale = use_language().get_untracked();
    let rows = articles
        .iter()
        .map(|article| row(locale, article))
        .collect_view();
    view! {
        <table class="table stack">
            <thead>
                <tr>
                    <th scope="col">{t!(console.article)}</th>
                    <th scope="col">{t!(console.languages)}</th>
                    <th scope="col">{t!(console.votes)}</th>
                </tr>
            </thead>
            <tbody>{rows}</tbody>
        </table>
    }
}

fn row(locale: Locale, article: &WritingArticle) -> impl IntoView + use<> {
    let first = article
        .languages
        .iter()
        .filter(|language| language.state != WritingState::Missing)
        .min_by_key(|language| language.locale != locale)
        .map_or(locale, |language| language.locale);
    let href = ConsoleRoute::preview(first, &article.category, &article.slug).href();
    let chips = article
        .languages
        .iter()
        .map(|language| chip(locale, article, language))
        .collect_view();
    let votes = match (article.helpful, article.unhelpful) {
        (0, 0) => say!(locale, console.no_votes),
        (helpful, unhelpful) => say!(
            locale,
            console.vote_counts,
            helpful = helpful,
            unhelpful = unhelpful
        ),
    };
    view! {
        <tr>
            <th scope="row">
                <a class="article-name" href=href>{article.title.clone()}</a>
                <span class="log__detail small muted">{article.category.clone()} "/" {article.slug.clone()}</span>
            </th>
            <td data-label=say!(locale, console.languages)><span class="states">{chips}</span></td>
            <td class="muted small" data-label=say!(locale, console.votes)>{votes}</td>
        </tr>
    }
}

/// The state in one language, which leads to its preview; what is missing leads to a new file.
fn chip(
    locale: Locale,
    article: &WritingArticle,
    language: &WritingLanguage,
) -> impl IntoView + use<> {
    let href = ConsoleRoute::preview(language.locale, &article.category, &article.slug).href();
    let (state, class) = match language.state {
        WritingState::Published => (say!(locale, console.published), "chip chip--good"),
        WritingState::Draft => (say!(locale, console.draft), "chip"),
        WritingState::Scheduled => (say!(locale, console.scheduled), "chip"),
        WritingState::Stale => (say!(locale, console.stale), "chip chip--warn"),
        WritingState::ReviewOverdue => (say!(locale, console.review_overdue), "chip chip--warn"),
        WritingState::Missing => (say!(locale, console.missing), "chip chip--off"),
    };
    let updated = language.updated.as_ref().map(|day| {
        say!(
            locale,
            kb.updated,
            date = format::date(locale, day, Style::Short)
        )
    });
    view! {
        <a class=format!("{class} states__state") href=href title=updated>
            <b lang=language.locale.tag()>{language.locale.own_name()}</b>
            <span>{state}</span>
        </a>
    }
}

/// The articles in which every word occurs somewhere: title, category or slug.
fn filtered(articles: &[WritingArticle], filter: &str, which: Which) -> Vec<WritingArticle> {
    let words: Vec<String> = filter.split_whitespace().map(str::to_lowercase).collect();
    articles
        .iter()
        .filter(|article| {
            let text = format!("{} {}/{}", article.title, article.category, article.slug);
            let text = text.to_lowercase();
            words.iter().all(|word| text.contains(word))
        })
        .filter(|article| which == Which::All || is_open(article))
        .cloned()
        .collect()
}

fn is_open(article: &WritingArticle) -> bool {
    let is_done = |language: &WritingLanguage| {
        matches!(
            language.state,
            WritingState::Published | WritingState::Scheduled
        )
    };
    !article.languages.iter().all(is_done)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn article(title: &str, state: WritingState) -> WritingArticle {
        WritingArticle {
            category: "start".to_owned(),
            slug: "sign-in".to_owned(),
            title: title.to_owned(),
            languages: vec![WritingLanguage {
                locale: Locale::En,
                state,
                updated: None,
            }],
            helpful: 0,
            unhelpful: 0,
        }
    }

    #[test]
    fn every_word_must_occur_in_title_or_address() {
        let articles = [article("Password", WritingState::Published)];
        assert_eq!(filtered(&articles, "PASS sign", Which::All).len(), 1);
        assert_eq!(filtered(&articles, "pass tier", Which::All).len(), 0);
        assert_eq!(filtered(&articles, " ", Which::All).len(), 1);
    }

    #[test]
    fn work_is_what_readers_do_not_have_as_it_should_be() {
        let articles = [
            article("a", WritingState::Published),
            article("b", WritingState::Scheduled),
            article("c", WritingState::Draft),
            article("d", WritingState::Missing),
        ];
        let open = filtered(&articles, "", Which::Open);
        let titles: Vec<_> = open.iter().map(|article| article.title.as_str()).collect();
        assert_eq!(titles, ["c", "d"]);
    }
}
