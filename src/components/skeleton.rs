//! Grey shapes in the place of what is loading, so that nothing jumps when it comes.

use leptos::prelude::*;

use crate::language::use_language;

/// What is loading.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Skeleton {
    /// So many lines of a list.
    Rows(usize),
    /// The cards of home.
    Home,
    /// An article.
    Article,
    /// Cards of articles.
    Cards(usize),
    /// A line of facts.
    Facts,
}

pub fn skeleton(shape: Skeleton) -> AnyView {
    // Said once, for those who do not see the shapes.
    let locale = use_language().get_untracked();
    let shapes = match shape {
        Skeleton::Rows(count) => blocks("bone bone--row", count),
        Skeleton::Cards(count) => blocks("bone bone--card", count),
        Skeleton::Facts => blocks("bone bone--facts", 1),
        Skeleton::Home => home(),
        Skeleton::Article => article(),
    };
    view! {
        <div class="skeleton" role="status">
            <span class="visually-hidden">{say!(locale, shell.loading)}</span>
            {shapes}
        </div>
    }
    .into_any()
}

fn blocks(class: &'static str, count: usize) -> AnyView {
    (0..count)
        .map(|_| view! { <div class=class></div> })
        .collect_view()
        .into_any()
}

fn home() -> AnyView {
    view! {
        <div class="home-grid">
            <div class="bone bone--programme"></div>
            <div class="bone bone--programme"></div>
        </div>
        <div class="home-stats">{blocks("bone bone--stat", 3)}</div>
        <div class="home-grid">
            <div class="bone bone--chart"></div>
            <div class="bone bone--chart"></div>
        </div>
    }
    .into_any()
}

fn article() -> AnyView {
    view! {
        <div class="bone bone--line bone--short"></div>
        <div class="bone bone--title"></div>
        <div class="bone bone--line bone--short"></div>
        {blocks("bone bone--line", 4)}
        <div class="bone bone--line bone--short"></div>
        {blocks("bone bone--line", 5)}
    }
    .into_any()
}
