//! `/kb`: every article that this person may open, by topic, and the way to search them.

use contract::{ArticleCategory, ArticleIndex};
use leptos::prelude::*;

use crate::api::{self, use_read};
use crate::components::{ArticleList, Empty, Icon, Load, PageHeading, Skeleton};
use crate::language::use_language;
use crate::route::Route;

#[component]
pub fn Knowledge() -> impl IntoView {
    let language = use_language();
    let index = use_read::<ArticleIndex>(move || api::index_path(language.get()));
    view! {
        <header class="page-head">
            <PageHeading title=t!(kb.title)/>
            <p class="page-head__lead muted">{t!(kb.lead)}</p>
        </header>
        <Load read=index shape=Skeleton::Cards(5) let:index>
            {topics(index)}
        </Load>
    }
}

fn topics(index: ArticleIndex) -> AnyView {
    let is_empty = index
        .categories
        .iter()
        .all(|category| category.articles.is_empty());
    if is_empty {
        return view! { <Empty icon=Icon::Book title=t!(kb.empty) hint=t!(kb.empty_hint)/> }
            .into_any();
    }
    let topics = index.categories.into_iter().map(topic).collect_view();
    view! { <div class="topics">{topics}</div> }.into_any()
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
