//! `/kb/{category}`: the articles of one topic.

use contract::ArticleIndex;
use leptos::prelude::*;

use crate::api::{self, use_read};
use crate::components::{ArticleList, Empty, Icon, Load, PageHeading, Skeleton};
use crate::language::use_language;
use crate::route::Route;

#[component]
pub fn Category(category: String) -> impl IntoView {
    let language = use_language();
    let index = use_read::<ArticleIndex>(move || api::index_path(language.get()));
    view! {
        <nav class="crumbs" aria-label=t!(kb.you_are_here)>
            <ol><li><a href=Route::Knowledge.href()>{t!(kb.title)}</a></li></ol>
        </nav>
        <Load read=index shape=Skeleton::Cards(1) is_page=true let:index>
            {match index.categories.into_iter().find(|found| found.slug == category) {
                Some(found) => view! {
                    <header class="page-head"><PageHeading title=Signal::stored(found.title)/></header>
                    <section class="card"><ArticleList articles=found.articles tells_summary=true/></section>
                }
                .into_any(),
                None => view! { <PageHeading title=t!(kb.category_missing)/> <Missing/> }.into_any(),
            }}
        </Load>
    }
}

/// Nothing of that name in the knowledge base.
#[component]
pub fn Missing() -> impl IntoView {
    view! {
        <Empty icon=Icon::Search title=t!(kb.missing_hint)>
            <a class="button button--main" href=Route::Knowledge.href()>{t!(kb.all)}</a>
        </Empty>
    }
}
