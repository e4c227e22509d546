//! `/kb/{category}/{slug}`: one article, in the reader's language or the nearest there is.

mod after_vote;
mod body;
mod bookmark;
mod contents;
mod reading;
mod verdict;

use contract::{ArticleLink, ArticleView, Locale, MyReading};
use leptos::prelude::*;

use super::category::Missing;
use crate::api::{self, ApiError, Read, Reading, use_read};
use crate::components::{Failure, PageHeading, Skeleton, skeleton};
use crate::format::{self, Style};
use crate::language::use_language;
use crate::route::Route;

use body::Body;
use bookmark::Bookmark;
use contents::{Contents, Folded};
use reading::watch_reading;
use verdict::{Subject, Verdict};

pub use after_vote::AfterVote;

#[component]
pub fn Article(category: String, slug: String) -> impl IntoView {
    let language = use_language();
    let route: Memo<Route> = expect_context();
    let chosen = Memo::new(move |_| match route.get() {
        Route::Article { language, .. } => language,
        _ => None,
    });
    let mine = {
        let path = api::my_reading_path(&category, &slug);
        use_read::<MyReading>(move || path.clone())
    };
    let article = use_read::<ArticleView>(move || {
        api::article_path(
            &category,
            &slug,
            chosen.get().unwrap_or_else(|| language.get()),
        )
    });
    move || {
        language.get();
        match article.get() {
            Reading::Loading => {
                view! { <div class="reading"><div>{skeleton(Skeleton::Article)}</div></div> }
                    .into_any()
            }
            Reading::Failed(ApiError::NotFound) => {
                view! { <PageHeading title=t!(kb.article_missing)/> <Missing/> }.into_any()
            }
            Reading::Failed(error) => {
                let retry = Callback::new(move |()| article.refetch());
                view! { <Failure error on_retry=retry is_page=true/> }.into_any()
            }
            Reading::Ready(article) => view! { <Text article mine chosen/> }.into_any(),
        }
    }
}

#[component]
fn Text(
    article: ArticleView,
    mine: Read<MyReading>,
    chosen: Memo<Option<Locale>>,
) -> impl IntoView {
    let shown = article.summary.locale;
    let anchors = article
        .contents
        .iter()
        .map(|entry| entry.anchor.clone())
        .collect();
    let folded = article.contents.clone();
    let has_contents = article.contents.len() > 1;
    let subject = Subject::of(&article);
    watch_reading(&article);
    view! {
        <div class="reading">
            <article class="article" lang=shown.tag()>
                <Crumbs article=article.clone()/>
                <PageHeading title=Signal::stored(article.summary.title.clone()) lang=shown.tag()/>
                <div class="article__facts">
                    <About article=article.clone()/>
                    <Bookmark article=article.summary.clone() mine/>
                </div>
                <LanguageNotice article=article.clone() chosen/>
                {has_contents.then(|| view! { <Folded entries=folded/> })}
                <Body html=article.html anchors/>
                <Verdict subject mine/>
                <Neighbours previous=article.previous next=article.next/>
            </article>
            <aside class="reading__side">
                {has_contents.then(|| view! { <Contents entries=article.contents lang=shown/> })}
                <Related links=article.related/>
            </aside>
        </div>
    }
}

#[component]
fn Crumbs(article: ArticleView) -> impl IntoView {
    let ui = use_language().get_untracked();
    let href = Route::Category {
        category: article.summary.category,
    }
    .href();
    view! {
        <nav class="crumbs" aria-label=t!(kb.you_are_here) lang=ui.tag()>
            <ol>
                <li><a href=Route::Knowledge.href()>{t!(kb.title)}</a></li>
                <li><a href=href>{article.summary.category_title}</a></li>
            </ol>
        </nav>
    }
}

/// How long it takes, how fresh it is, and in which other languages it exists.
#[component]
fn About(article: ArticleView) -> impl IntoView {
    let ui = use_language().get_untracked();
    let summary = article.summary;
    let count = i32::try_from(summary.minutes).unwrap_or(i32::MAX);
    let minutes = say!(ui, kb.minutes_read, count = count, n = summary.minutes);
    let updated = say!(
        ui,
        kb.updated,
        date = format::date(ui, &summary.updated, Style::Full)
    );
    let others: Vec<_> = article
        .locales
        .into_iter()
        .filter(|locale| *locale != summary.locale)
        .map(|locale| {
            let route = Route::Article { category: summary.category.clone(), slug: summary.slug.clone(), language: Some(locale) };
            view! { <a href=route.href() lang=locale.tag() hreflang=locale.tag()>{locale.own_name()}</a> }
        })
        .collect();
    let also = (!others.is_empty()).then(|| {
        view! { <span class="about__languages">{t!(kb.also_in)} " " {others}</span> }
    });
    view! {
        <p class="about" lang=ui.tag()>
            <span>{minutes}</span>
            <span>{updated}</span>
            {also}
        </p>
    }
}

/// Why the article is not in the reader's language, when it is not.
#[component]
fn LanguageNotice(article: ArticleView, chosen: Memo<Option<Locale>>) -> impl IntoView {
    let ui = use_language().get_untracked();
    let shown = article.summary.locale;
    if shown == ui {
        return None;
    }
    let has_mine = article.locales.contains(&ui) && chosen.get_untracked().is_some();
    let sentence = if has_mine {
        t!(kb.chosen, shown = shown.own_name())
    } else {
        t!(
            kb.fallback,
            wanted = ui.own_name(),
            shown = shown.own_name()
        )
    };
    let mine = has_mine.then(|| {
        let route = Route::article(&article.summary.category, &article.summary.slug);
        view! { " " <a href=route.href()>{t!(kb.in_mine, wanted = ui.own_name())}</a> }
    });
    Some(view! { <p class="notice" lang=ui.tag()>{sentence} {mine}</p> })
}

#[component]
fn Related(links: Vec<ArticleLink>) -> impl IntoView {
    if links.is_empty() {
        return None;
    }
    let lines = links
        .into_iter()
        .map(|link| view! { <li>{anchor(&link)}</li> })
        .collect_view();
    Some(view! {
        <nav class="related" aria-labelledby="related">
            <h2 id="related">{t!(kb.related)}</h2>
            <ul>{lines}</ul>
        </nav>
    })
}

#[component]
fn Neighbours(previous: Option<ArticleLink>, next: Option<ArticleLink>) -> impl IntoView {
    if previous.is_none() && next.is_none() {
        return None;
    }
    let ui = use_language().get_untracked();
    let side = |class: &'static str, label: Signal<String>, link: Option<ArticleLink>| {
        link.map(|link| view! { <p class=class><span class="small muted">{label}</span> {anchor(&link)}</p> })
    };
    Some(view! {
        <nav class="neighbours" aria-label=t!(kb.neighbours) lang=ui.tag()>
            {side("neighbours__previous", t!(kb.previous), previous)}
            {side("neighbours__next", t!(kb.next), next)}
        </nav>
    })
}

/// A link to another article, in the language it is written in.
fn anchor(link: &ArticleLink) -> impl IntoView + use<> {
    let href = Route::article(&link.category, &link.slug).href();
    view! { <a href=href lang=link.locale.tag()>{link.title.clone()}</a> }
}
