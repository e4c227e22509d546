//! `/console/gaps`: what to write next, by what readers missed.

use contract::{
    Locale, MissingContext, StaleTranslation, UnansweredSearch, UnhelpfulArticle, WritingGaps,
};
use leptos::prelude::*;

use crate::api::{self, use_read};
use crate::components::{Button, Icon, Load, PageHeading, Skeleton};
use crate::console::route::ConsoleRoute;
use crate::format::{self, Style};
use crate::language::use_language;

/// Lines that are drawn at first, and added by each press.
const STEP: usize = 10;

#[component]
pub fn Gaps() -> impl IntoView {
    let language = use_language();
    let gaps = use_read::<WritingGaps>(move || api::writing_gaps_path(language.get()));
    view! {
        <header class="page-head">
            <PageHeading title=t!(console.gaps)/>
            <p class="page-head__lead muted">{t!(console.gaps_lead)}</p>
        </header>
        <Load read=gaps shape=Skeleton::Cards(2) let:gaps>
            <Sections gaps/>
        </Load>
    }
}

#[component]
fn Sections(gaps: WritingGaps) -> impl IntoView {
    let locale = use_language().get_untracked();
    view! {
        <div class="gaps">
            <Section
                title=t!(console.searches)
                hint=t!(console.searches_hint)
                none=t!(console.searches_none)
                lines=gaps.searches.into_iter().map(|search| self::search(locale, search).into_any()).collect()
            />
            <Section
                title=t!(console.unhelpful)
                hint=t!(console.unhelpful_hint)
                none=t!(console.unhelpful_none)
                lines=gaps.unhelpful.into_iter().map(|article| unhelpful(locale, article).into_any()).collect()
            />
            <Section
                title=t!(console.contexts)
                hint=t!(console.contexts_hint)
                none=t!(console.contexts_none)
                lines=gaps.contexts.into_iter().map(|context| self::context(context).into_any()).collect()
            />
            <Section
                title=t!(console.translations)
                hint=t!(console.translations_hint)
                none=t!(console.translations_none)
                lines=gaps.translations.into_iter().map(|waiting| translation(locale, waiting).into_any()).collect()
            />
        </div>
    }
}

/// One kind of gap: its lines, the first few at first.
#[component]
fn Section(
    title: Signal<String>,
    hint: Signal<String>,
    none: Signal<String>,
    lines: Vec<AnyView>,
) -> impl IntoView {
    let count = lines.len();
    let limit = RwSignal::new(STEP);
    let lines = lines
        .into_iter()
        .enumerate()
        .map(|(index, line)| {
            let is_beyond = move || index >= limit.get();
            view! { <li class="entries__entry" hidden=is_beyond>{line}</li> }
        })
        .collect_view();
    let content = if count == 0 {
        view! { <p class="gaps__none"><Icon name=Icon::Check/> <span>{none}</span></p> }.into_any()
    } else {
        view! { <ul class="entries">{lines}</ul> }.into_any()
    };
    let has_more = move || count > limit.get();
    let more = Callback::new(move |()| limit.update(|limit| *limit += STEP));
    view! {
        <section class="card">
            <header class="gaps__head">
                <h2>{title}</h2>
                <p class="small muted">{hint}</p>
            </header>
            {content}
            <Show when=has_more>
                <div class="more"><Button label=t!(shell.show_more) on_press=more/></div>
            </Show>
        </section>
    }
}

fn search(locale: Locale, search: UnansweredSearch) -> impl IntoView {
    let mut about = vec![say!(
        locale,
        console.search_times,
        count = i32::try_from(search.searches).unwrap_or(i32::MAX),
        n = search.searches
    )];
    if search.without_result > 0 {
        about.push(say!(
            locale,
            console.search_empty,
            n = search.without_result
        ));
    }
    if search.without_click > 0 {
        about.push(say!(
            locale,
            console.search_unopened,
            n = search.without_click
        ));
    }
    about.push(say!(
        locale,
        console.search_last,
        date = format::date(locale, &search.last_on, Style::Short)
    ));
    view! {
        <div class="entries__head">
            <strong lang=search.locale.tag()>"“" {search.query} "”"</strong>
            <span class="small muted" lang=search.locale.tag()>{search.locale.own_name()}</span>
        </div>
        <p class="small muted">{about.join(" · ")}</p>
    }
}

fn unhelpful(locale: Locale, article: UnhelpfulArticle) -> impl IntoView {
    let href = ConsoleRoute::preview(locale, &article.category, &article.slug).href();
    let votes = say!(
        locale,
        console.vote_counts,
        helpful = article.helpful,
        unhelpful = article.unhelpful
    );
    let reasons = article
        .reasons
        .into_iter()
        .map(|reason| view! { <li><blockquote class="gaps__words">{reason}</blockquote></li> })
        .collect_view();
    view! {
        <div class="entries__head">
            <a href=href>{article.category} "/" {article.slug}</a>
            <span class="small muted">{votes}</span>
        </div>
        <ul class="gaps__reasons">{reasons}</ul>
    }
}

fn context(missing: MissingContext) -> impl IntoView {
    let languages: Vec<_> = missing
        .locales
        .into_iter()
        .map(|locale| view! { <span class="chip chip--off" lang=locale.tag()>{locale.own_name()}</span> })
        .collect();
    view! {
        <div class="entries__head">
            <code class="gaps__page">{missing.page}</code>
            <span class="states">{languages}</span>
        </div>
    }
}

fn translation(locale: Locale, waiting: StaleTranslation) -> impl IntoView {
    let href = ConsoleRoute::preview(waiting.locale, &waiting.category, &waiting.slug).href();
    let (state, class) = if waiting.is_missing {
        (say!(locale, console.missing), "chip chip--off")
    } else {
        (say!(locale, console.stale), "chip chip--warn")
    };
    view! {
        <div class="entries__head">
            <a href=href>{waiting.title}</a>
            <span class=class>
                <b lang=waiting.locale.tag()>{waiting.locale.own_name()}</b>
                <span>{state}</span>
            </span>
        </div>
    }
}
