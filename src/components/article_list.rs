//! Articles as a list of links with what one wants to know before opening one.

use contract::{ArticleSummary, Locale};
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
    let locale = use_language().get_untracked();
    let lines = articles
        .into_iter()
        .map(|article| line(locale, article, names_category, tells_summary))
        .collect_view();
    view! { <ul class="article-list">{lines}</ul> }
}

fn line(
    locale: Locale,
    article: ArticleSummary,
    names_category: bool,
    tells_summary: bool,
) -> impl IntoView {
    let href = Route::article(&article.category, &article.slug).href();
    // A text in another language says so to screen readers and fonts.
    let lang = (article.locale != locale).then(|| article.locale.tag());
    let count = i32::try_from(article.minutes).unwrap_or(i32::MAX);
    let mut about = vec![
        say!(locale, kb.minutes, count = count, n = article.minutes),
        say!(
            locale,
            kb.updated,
            date = format::date(locale, &article.updated, Style::Short)
        ),
    ];
    if names_category {
        about.insert(0, article.category_title);
    }
    if lang.is_some() {
        about.push(article.locale.own_name().to_owned());
    }
    view! {
        <li class="article-list__line">
            <a class="article-list__link" href=href lang=lang>{article.title}</a>
            {tells_summary.then(|| view! { <p class="article-list__summary" lang=lang>{article.summary}</p> })}
            <p class="article-list__about">{about.join(" · ")}</p>
        </li>
    }
}
