//! Articles as a list of links with what one wants to know before opening one.

use contract::ArticleSummary;
use leptos::prelude::*;

use crate::format::{self, Style};
use crate::language::use_language;
use crate::route::Route;

#[component]
pub fn ArticleList(
    articles: Vec<ArticleSummary>,
    /// Whether the list mixes categories, so that each line names its own.
    #[prop(optional)]
    names_category: bool,
    /// Whether each line tells what the article is about.
    #[prop(optional)]
    tells_summary: bool,
) -> impl IntoView {
    let lines = articles
        .into_iter()
        .map(|article| view! { <ArticleLine article names_category tells_summary/> })
        .collect_view();
    view! { <ul class="article-list">{lines}</ul> }
}

/// One line of a list; the whole of it opens the article.
#[component]
pub fn ArticleLine(
    article: ArticleSummary,
    #[prop(optional)] names_category: bool,
    #[prop(optional)] tells_summary: bool,
    /// Whether the list already says when the article was updated.
    #[prop(optional)]
    omits_date: bool,
    /// What stands at the end of the line.
    #[prop(optional)]
    children: Option<Children>,
) -> impl IntoView {
    let locale = use_language().get_untracked();
    let href = Route::article(&article.category, &article.slug).href();
    // A text in another language says so to screen readers and fonts.
    let lang = (article.locale != locale).then(|| article.locale.tag());
    let count = i32::try_from(article.minutes).unwrap_or(i32::MAX);
    let mut about = Vec::new();
    if names_category {
        about.push(article.category_title);
    }
    about.push(say!(locale, kb.minutes, count = count, n = article.minutes));
    if !omits_date {
        let date = format::date(locale, &article.updated, Style::Short);
        about.push(say!(locale, kb.updated, date = date));
    }
    if lang.is_some() {
        about.push(article.locale.own_name().to_owned());
    }
    view! {
        <li class="article-list__line">
            <a class="article-list__link" href=href lang=lang>{article.title}</a>
            {tells_summary.then(|| view! { <p class="article-list__summary" lang=lang>{article.summary}</p> })}
            <p class="article-list__about">{about.join(" · ")}</p>
            {children.map(|children| view! { <div class="article-list__end">{children()}</div> })}
        </li>
    }
}
