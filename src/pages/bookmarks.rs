//! `/kb/bookmarks`: the articles that this person wants to find again.

use contract::ArticleSummary;
use leptos::prelude::*;

use crate::api::{self, Read, use_client, use_read, use_write};
use crate::browser;
use crate::components::{ArticleLine, Empty, Icon, Load, PageHeading, Skeleton, use_toasts};
use crate::language::use_language;
use crate::navigation;
use crate::route::Route;
use crate::words::problem;

#[component]
pub fn Bookmarks() -> impl IntoView {
    let language = use_language();
    let bookmarks = use_read::<Vec<ArticleSummary>>(move || api::bookmarks_path(language.get()));
    view! {
        <nav class="crumbs" aria-label=t!(kb.you_are_here)>
            <ol><li><a href=Route::Knowledge.href()>{t!(kb.title)}</a></li></ol>
        </nav>
        <header class="page-head">
            <PageHeading title=t!(bookmarks.title)/>
            <p class="page-head__lead muted">{t!(bookmarks.lead)}</p>
        </header>
        <section class="card" aria-label=t!(bookmarks.title)>
            <Load read=bookmarks shape=Skeleton::Rows(5) let:articles>
                <List articles bookmarks/>
            </Load>
        </section>
    }
}

#[component]
fn List(articles: Vec<ArticleSummary>, bookmarks: Read<Vec<ArticleSummary>>) -> impl IntoView {
    if articles.is_empty() {
        return view! {
            <Empty icon=Icon::Bookmark title=t!(bookmarks.none) hint=t!(bookmarks.none_hint)>
                <a class="button button--main" href=Route::Knowledge.href()>{t!(kb.all)}</a>
            </Empty>
        }
        .into_any();
    }
    let lines = articles
        .into_iter()
        .map(|article| {
            let kept = article.clone();
            view! {
                <ArticleLine article names_category=true tells_summary=true>
                    <Remove article=kept bookmarks/>
                </ArticleLine>
            }
        })
        .collect_view();
    view! { <ul class="article-list">{lines}</ul> }.into_any()
}

#[component]
fn Remove(article: ArticleSummary, bookmarks: Read<Vec<ArticleSummary>>) -> impl IntoView {
    let client = use_client();
    let language = use_language();
    let toasts = use_toasts();
    let write = use_write();
    let label = t!(bookmarks.remove, title = article.title.clone());
    let remove = move |_| {
        let (category, slug) = (article.category.clone(), article.slug.clone());
        write.run(async move {
            let removed = api::set_bookmark(client, &category, &slug, false).await;
            let locale = language.get_untracked();
            match &removed {
                Ok(()) => {
                    toasts.say(say!(locale, kb.unbookmarked));
                    bookmarks.refetch();
                    if browser::address() == Route::Bookmarks.href() {
                        // The button that had the focus goes with its line.
                        navigation::focus("main");
                    }
                }
                Err(error) => toasts.say(problem::sentence(locale, error)),
            }
            removed
        });
    };
    view! {
        <button type="button" class="icon-button" aria-label=label title=label aria-busy=move || write.is_pending().get().then_some("true") on:click=remove>
            <Icon name=Icon::Close/>
        </button>
    }
}
