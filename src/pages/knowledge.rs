//! `/kb`: every article that this person may open, by topic, with a filter that lives in the address.

use contract::{ArticleCategory, ArticleIndex};
use leptos::prelude::*;
use leptos_router::hooks::use_navigate;

use crate::api::{self, use_read};
use crate::components::{ArticleList, Button, Empty, Icon, Load, Look, PageHeading, Skeleton};
use crate::language::use_language;
use crate::navigation::in_place_as_it_stands;
use crate::route::Route;

#[component]
pub fn Knowledge() -> impl IntoView {
    let language = use_language();
    let route: Memo<Route> = expect_context();
    let index = use_read::<ArticleIndex>(move || api::index_path(language.get()));
    let filter = Memo::new(move |_| match route.get() {
        Route::Knowledge { filter } => filter,
        _ => String::new(),
    });
    view! {
        <header class="page-head--split">
            <div class="page-head">
                <PageHeading title=t!(kb.title)/>
                <p class="page-head__lead muted">{t!(kb.lead)}</p>
            </div>
            <nav class="topics-lists" aria-label=t!(kb.more_lists)>
                <a class="button" href=Route::Changes.href()><Icon name=Icon::Spark/> {t!(changes.title)}</a>
                <a class="button" href=Route::Bookmarks.href()><Icon name=Icon::Bookmark/> {t!(bookmarks.title)}</a>
            </nav>
        </header>
        <Filter filter/>
        <Load read=index shape=Skeleton::Cards(5) let:index>
            <Topics index filter/>
        </Load>
    }
}

#[component]
fn Filter(filter: Memo<String>) -> impl IntoView {
    let set = use_set_filter();
    view! {
        <search class="filter">
            <label class="filter__label">
                <Icon name=Icon::Search/>
                <span class="visually-hidden">{t!(kb.filter)}</span>
                <input
                    class="field__input"
                    type="search"
                    placeholder=t!(kb.filter_hint)
                    prop:value=filter
                    on:input=move |event| set.run(event_target_value(&event))
                />
            </label>
        </search>
    }
}

/// Writes the filter into the address, without a step of history for each letter.
fn use_set_filter() -> Callback<String> {
    let navigate = use_navigate();
    Callback::new(move |filter: String| {
        navigate(&Route::Knowledge { filter }.href(), in_place_as_it_stands());
    })
}

#[component]
fn Topics(index: ArticleIndex, filter: Memo<String>) -> impl IntoView {
    let is_empty = index
        .categories
        .iter()
        .all(|category| category.articles.is_empty());
    let found = Memo::new(move |_| filtered(&index.categories, &filter.get()));
    let total = move || {
        found.with(|found| {
            found
                .iter()
                .map(|category| category.articles.len())
                .sum::<usize>()
        })
    };
    let count = t!(
        kb.count,
        count = i32::try_from(total()).unwrap_or(i32::MAX),
        n = total()
    );
    let set = use_set_filter();
    let content = move || {
        if is_empty {
            return view! { <Empty icon=Icon::Book title=t!(kb.empty) hint=t!(kb.empty_hint)/> }
                .into_any();
        }
        let found = found.get();
        if found.is_empty() {
            let clear = Callback::new(move |()| set.run(String::new()));
            return view! {
                <Empty icon=Icon::Search title=t!(kb.none, q = filter.get()) hint=t!(kb.none_hint)>
                    <Button label=t!(kb.clear) look=Look::Main on_press=clear/>
                </Empty>
            }
            .into_any();
        }
        let topics = found.into_iter().map(topic).collect_view();
        view! { <div class="topics">{topics}</div> }.into_any()
    };
    view! {
        <p class="visually-hidden" role="status">{move || (!filter.get().is_empty()).then(|| count.get())}</p>
        {content}
    }
}

fn topic(category: ArticleCategory) -> impl IntoView {
    let id = format!("topic-{}", category.slug);
    let labelled_by = id.clone();
    let href = Route::Category {
        category: category.slug,
    }
    .href();
    view! {
        <section class="card" aria-labelledby=labelled_by>
            <header class="card__head"><h2 id=id><a href=href>{category.title}</a></h2></header>
            <ArticleList articles=category.articles tells_summary=true/>
        </section>
    }
}

/// The articles in whose title, summary or tags every word of the filter occurs.
fn filtered(categories: &[ArticleCategory], filter: &str) -> Vec<ArticleCategory> {
    let words: Vec<String> = filter
        .to_lowercase()
        .split_whitespace()
        .map(str::to_owned)
        .collect();
    categories
        .iter()
        .map(|category| {
            let mut category = category.clone();
            category.articles.retain(|article| {
                let text = format!(
                    "{} {} {}",
                    article.title,
                    article.summary,
                    article.tags.join(" ")
                )
                .to_lowercase();
                words.iter().all(|word| text.contains(word))
            });
            category
        })
        .filter(|category| !category.articles.is_empty())
        .collect()
}

#[cfg(test)]
mod tests {
    use contract::{ArticleSummary, Locale};

    use super::*;

    fn categories() -> Vec<ArticleCategory> {
        let article = |title: &str, tag: &str| ArticleSummary {
            category: "start".to_owned(),
            category_title: "Getting started".to_owned(),
            slug: title.to_lowercase(),
            title: title.to_owned(),
            summary: "About it".to_owned(),
            tags: vec![tag.to_owned()],
            locale: Locale::En,
            minutes: 2,
            updated: "2026-11-20".to_owned(),
        };
        vec![ArticleCategory {
            slug: "start".to_owned(),
            title: "Getting started".to_owned(),
            articles: vec![
                article("Sign in", "password"),
                article("パスワード", "招待"),
            ],
        }]
    }

    #[test]
    fn every_word_must_occur_somewhere() {
        assert_eq!(filtered(&categories(), "SIGN pass").len(), 1);
        assert_eq!(filtered(&categories(), "sign nothing"), []);
        assert_eq!(
            filtered(&categories(), "招待")[0].articles[0].title,
            "パスワード"
        );
    }

    #[test]
    fn no_filter_shows_everything() {
        assert_eq!(filtered(&categories(), "  ")[0].articles.len(), 2);
    }
}
