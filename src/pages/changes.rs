//! `/kb/new`: what is new and changed in the knowledge base, by day, and the way to follow it in a feed reader.

mod feed;

use contract::ArticleChange;
use leptos::prelude::*;

use crate::api::{self, use_read};
use crate::components::{ArticleLine, Chip, Empty, Icon, Load, PageHeading, Skeleton, Tone};
use crate::format::{self, Style};
use crate::language::use_language;
use crate::route::Route;

use feed::Feed;

#[component]
pub fn Changes() -> impl IntoView {
    let language = use_language();
    let changes = use_read::<Vec<ArticleChange>>(move || api::changes_path(language.get()));
    view! {
        <nav class="crumbs" aria-label=t!(kb.you_are_here)>
            <ol><li><a href=Route::Knowledge.href()>{t!(kb.title)}</a></li></ol>
        </nav>
        <header class="page-head">
            <PageHeading title=t!(changes.title)/>
            <p class="page-head__lead muted">{t!(changes.lead)}</p>
        </header>
        <div class="changes">
            <section class="card" aria-label=t!(changes.title)>
                <Load read=changes shape=Skeleton::Rows(10) let:changes>
                    <Days changes/>
                </Load>
            </section>
            <Feed/>
        </div>
    }
}

#[component]
fn Days(changes: Vec<ArticleChange>) -> impl IntoView {
    if changes.is_empty() {
        return view! { <Empty icon=Icon::Book title=t!(kb.empty) hint=t!(kb.empty_hint)/> }
            .into_any();
    }
    let locale = use_language().get_untracked();
    by_day(&changes)
        .into_iter()
        .map(|(day, changes)| {
            let lines = changes.iter().cloned().map(line).collect_view();
            view! {
                <h2 class="day">{format::date(locale, day, Style::Full)}</h2>
                <ul class="article-list">{lines}</ul>
            }
        })
        .collect_view()
        .into_any()
}

fn line(change: ArticleChange) -> impl IntoView {
    let (label, tone) = if change.is_new {
        (t!(changes.new), Tone::Good)
    } else {
        (t!(changes.changed), Tone::Plain)
    };
    view! {
        <ArticleLine article=change.article names_category=true tells_summary=true omits_date=true>
            <Chip label tone/>
        </ArticleLine>
    }
}

/// Cuts a list that is sorted by day into its days.
fn by_day(changes: &[ArticleChange]) -> Vec<(&str, &[ArticleChange])> {
    changes
        .chunk_by(|a, b| a.article.updated == b.article.updated)
        .map(|chunk| (chunk[0].article.updated.as_str(), chunk))
        .collect()
}

#[cfg(test)]
mod tests {
    use contract::{ArticleSummary, Locale};

    use super::*;

    #[test]
    fn days_keep_the_order_of_the_list() {
        let changes = ["2026-11-20", "2026-11-20", "2026-11-02"].map(|day| ArticleChange {
            article: ArticleSummary {
                category: "start".to_owned(),
                category_title: String::new(),
                slug: "welcome".to_owned(),
                title: String::new(),
                summary: String::new(),
                tags: Vec::new(),
                locale: Locale::En,
                minutes: 1,
                updated: day.to_owned(),
            },
            is_new: true,
        });
        let days: Vec<(&str, usize)> = by_day(&changes)
            .into_iter()
            .map(|(day, changes)| (day, changes.len()))
            .collect();
        assert_eq!(days, [("2026-11-20", 2), ("2026-11-02", 1)]);
    }
}
