//! What a search came to, as a list to choose from: articles, those in other languages, or the way on where there are none.

use contract::ArticleIndex;
use leptos::prelude::*;
use search_worker::{Answer, Failure as Reason, Found, Piece};

use super::{Asked, Chooser, Outcome};
use crate::api::{self, ApiError, Read, use_read};
use crate::components::{AskUs, Button, Empty, Failure, Icon, Skeleton, skeleton};
use crate::language::use_language;
use crate::route::Route;

/// What of an answer is shown.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Shown {
    pub hits: Vec<Found>,
    /// Written in other languages than the reader's.
    pub others: Vec<Found>,
    /// Of all that answered, the best first; the filter chooses among them.
    pub categories: Vec<String>,
}

impl Shown {
    /// Everything, or what is in one category.
    pub fn of(outcome: &Outcome, category: &str) -> Self {
        let Outcome::Answered(Answer { hits, others, .. }) = outcome else {
            return Self::default();
        };
        let mut categories: Vec<String> = Vec::new();
        for found in hits.iter().chain(others) {
            if !categories.contains(&found.category) {
                categories.push(found.category.clone());
            }
        }
        // A filter that fits nothing any more filters nothing.
        let filter = categories.iter().find(|known| *known == category);
        let is_wanted = |found: &&Found| filter.is_none_or(|wanted| found.category == *wanted);
        Self {
            hits: hits.iter().filter(is_wanted).cloned().collect(),
            others: others.iter().filter(is_wanted).cloned().collect(),
            categories,
        }
    }

    pub fn count(&self) -> usize {
        self.hits.len() + self.others.len()
    }
}

#[component]
pub fn Results(asked: Asked, on_open: Callback<()>) -> impl IntoView {
    let Asked {
        question,
        category,
        outcome,
        shown,
        chooser,
        ask: on_question,
        filter: on_category,
        ..
    } = asked;
    let language = use_language();
    let index = use_read::<ArticleIndex>(move || api::index_path(language.get()));
    let count = t!(
        search.count,
        count = i32::try_from(shown.with(Shown::count)).unwrap_or(i32::MAX),
        n = shown.with(Shown::count)
    );
    let said = move || outcome.with(Outcome::is_complete).then(|| count.get());
    let state = Memo::new(move |_| outcome.with(State::of));
    let body = move || match state.get() {
        State::Idle => ().into_any(),
        State::Waiting => skeleton(Skeleton::Rows(3)),
        State::Failed(reason) => {
            let again = Callback::new(move |()| on_question.run(question.get_untracked()));
            view! { <Failure error=error_of(reason) on_retry=again/> }.into_any()
        }
        State::Nothing => view! { <Nothing question outcome on_question/> }.into_any(),
        State::Some => view! {
            <Categories shown category index on_category/>
            <List shown index chooser on_open/>
        }
        .into_any(),
    };
    view! {
        <p class="visually-hidden" role="status">{said}</p>
        {body}
    }
}

#[derive(Clone, Copy, Debug, PartialEq)]
enum State {
    Idle,
    Waiting,
    Failed(Reason),
    Nothing,
    Some,
}

impl State {
    fn of(outcome: &Outcome) -> Self {
        match outcome {
            Outcome::Idle => Self::Idle,
            Outcome::Waiting => Self::Waiting,
            Outcome::Failed(reason) => Self::Failed(*reason),
            Outcome::Answered(answer) => {
                let is_empty = answer.hits.is_empty() && answer.others.is_empty();
                match (is_empty, answer.is_complete) {
                    (false, _) => Self::Some,
                    (true, true) => Self::Nothing,
                    (true, false) => Self::Waiting,
                }
            }
        }
    }
}

const fn error_of(reason: Reason) -> ApiError {
    match reason {
        Reason::Offline => ApiError::Offline,
        Reason::SignedOut => ApiError::SignedOut,
        Reason::Broken => ApiError::Server {
            request_id: String::new(),
        },
    }
}

/// One press shows what is in one category alone, another everything again.
#[component]
fn Categories(
    shown: Memo<Shown>,
    category: Signal<String>,
    index: Read<ArticleIndex>,
    on_category: Callback<String>,
) -> impl IntoView {
    let categories = Memo::new(move |_| shown.with(|shown| shown.categories.clone()));
    let is_needed = move || categories.with(Vec::len) > 1;
    view! {
        <Show when=is_needed>
            <div class="found-filter" role="group" aria-label=t!(search.filter)>
                <For each=move || categories.get() key=Clone::clone let:slug>
                    <CategoryButton slug category index on_category/>
                </For>
            </div>
        </Show>
    }
}

#[component]
fn CategoryButton(
    slug: String,
    category: Signal<String>,
    index: Read<ArticleIndex>,
    on_category: Callback<String>,
) -> impl IntoView {
    let title = title_of(index, slug.clone());
    let own = slug.clone();
    let is_pressed = Memo::new(move |_| category.with(|category| *category == own));
    let press = move |_| {
        on_category.run(if is_pressed.get_untracked() {
            String::new()
        } else {
            slug.clone()
        });
    };
    view! {
        <button type="button" class="found-filter__button" aria-pressed=move || is_pressed.get().to_string() on:click=press>
            {title}
        </button>
    }
}

#[component]
fn List(
    shown: Memo<Shown>,
    index: Read<ArticleIndex>,
    chooser: Chooser,
    on_open: Callback<()>,
) -> impl IntoView {
    let options = move |all: Vec<Found>, from: usize| {
        all.into_iter()
            .enumerate()
            .map(|(at, found)| view! { <Choice found at=from + at index chooser on_open/> })
            .collect_view()
    };
    let heading = format!("{}-others", chooser.list_id());
    let labelled_by = heading.clone();
    let others = move || {
        let Shown { hits, others, .. } = shown.get();
        let labelled_by = labelled_by.clone();
        let heading = heading.clone();
        (!others.is_empty()).then(|| {
            view! {
                <div role="group" aria-labelledby=labelled_by>
                    <p class="found-list__others" id=heading role="presentation">{t!(search.others)}</p>
                    {options(others, hits.len())}
                </div>
            }
        })
    };
    view! {
        <div class="found-list" role="listbox" id=chooser.list_id() aria-label=t!(search.results)>
            {move || options(shown.get().hits, 0)}
            {others}
        </div>
    }
}

#[component]
fn Choice(
    found: Found,
    at: usize,
    index: Read<ArticleIndex>,
    chooser: Chooser,
    on_open: Callback<()>,
) -> impl IntoView {
    let ui = use_language().get_untracked();
    let is_foreign = found.locale != ui;
    let lang = is_foreign.then(|| found.locale.tag());
    let href = href(&found, is_foreign);
    let category = title_of(index, found.category.clone());
    let place = (!found.heading.is_empty())
        .then(|| view! { " › " <span lang=lang>{marked(found.heading.clone())}</span> });
    let chip = is_foreign.then(|| {
        view! { <span class="chip" lang=found.locale.tag()>{found.locale.own_name()}</span> }
    });
    let excerpt = (!found.excerpt.is_empty()).then(
        || view! { <span class="found__excerpt" lang=lang>{marked(found.excerpt.clone())}</span> },
    );
    view! {
        <a
            class="found"
            role="option"
            tabindex="-1"
            id=chooser.option_id(at)
            href=href
            aria-selected=move || chooser.is_chosen(at).to_string()
            on:mousemove=move |_| chooser.choose(at)
            on:click=move |_| on_open.run(())
        >
            <span class="found__title"><span lang=lang>{marked(found.title)}</span> {chip}</span>
            <span class="found__place">{category} {place}</span>
            {excerpt}
        </a>
    }
}

fn href(found: &Found, is_foreign: bool) -> String {
    let route = Route::Article {
        category: found.category.clone(),
        slug: found.slug.clone(),
        language: is_foreign.then_some(found.locale),
    };
    if found.anchor.is_empty() {
        route.href()
    } else {
        format!("{}#{}", route.href(), found.anchor)
    }
}

/// A text with its matches marked.
pub fn marked(pieces: Vec<Piece>) -> AnyView {
    pieces
        .into_iter()
        .map(|piece| {
            if piece.is_match {
                view! { <mark>{piece.text}</mark> }.into_any()
            } else {
                piece.text.into_any()
            }
        })
        .collect_view()
        .into_any()
}

/// What the category is called; its slug until that is known.
fn title_of(index: Read<ArticleIndex>, slug: String) -> Signal<String> {
    Signal::derive(move || {
        let index = index.ready();
        let known = index.and_then(|index| {
            let mut categories = index.categories.into_iter();
            categories.find(|category| category.slug == slug)
        });
        known.map_or_else(|| slug.clone(), |category| category.title)
    })
}

/// Nothing was found: what may have been meant, and the way to people.
#[component]
fn Nothing(
    question: Signal<String>,
    outcome: Signal<Outcome>,
    on_question: Callback<String>,
) -> impl IntoView {
    let near = move || match outcome.get() {
        Outcome::Answered(answer) => answer.near,
        _ => Vec::new(),
    };
    let title = t!(search.none, q = question.get().trim().to_owned());
    let asks = RwSignal::new(false);
    let text = RwSignal::new(String::new());
    let start = Callback::new(move |()| asks.set(true));
    let stop = Callback::new(move |()| asks.set(false));
    view! {
        <Empty icon=Icon::Search title hint=t!(search.none_hint)>
            <Show when=move || !near().is_empty()>
                <div class="found-near" role="group" aria-label=t!(search.near)>
                    <span class="small muted">{t!(search.near)}</span>
                    <For each=near key=Clone::clone let:term>
                        <NearTerm term on_question/>
                    </For>
                </div>
            </Show>
            <Show
                when=move || asks.get()
                fallback=move || view! { <Button label=t!(ask.open) icon=Icon::Mail on_press=start/> }
            >
                <div class="found-ask"><AskUs text query=question on_cancel=stop/></div>
            </Show>
        </Empty>
    }
}

#[component]
fn NearTerm(term: String, on_question: Callback<String>) -> impl IntoView {
    let asked = term.clone();
    view! {
        <button type="button" class="found-filter__button" on:click=move |_| on_question.run(asked.clone())>{term}</button>
    }
}

#[cfg(test)]
mod tests {
    use contract::Locale;

    use super::*;

    fn found(category: &str, slug: &str) -> Found {
        Found {
            locale: Locale::En,
            category: category.to_owned(),
            slug: slug.to_owned(),
            title: Vec::new(),
            heading: Vec::new(),
            anchor: String::new(),
            excerpt: Vec::new(),
        }
    }

    fn outcome() -> Outcome {
        Outcome::Answered(Answer {
            hits: vec![found("start", "a"), found("team", "b"), found("start", "c")],
            others: vec![found("data", "d")],
            ..Answer::default()
        })
    }

    #[test]
    fn a_filter_keeps_one_category_and_the_choice_of_all() {
        let shown = Shown::of(&outcome(), "start");
        assert_eq!((shown.hits.len(), shown.others.len()), (2, 0));
        assert_eq!(shown.categories, ["start", "team", "data"]);
        assert_eq!(Shown::of(&outcome(), "").count(), 4);
    }

    #[test]
    fn a_filter_that_fits_nothing_hides_nothing() {
        assert_eq!(Shown::of(&outcome(), "elsewhere").count(), 4);
        assert_eq!(Shown::of(&Outcome::Waiting, "start"), Shown::default());
    }

    #[test]
    fn nothing_is_only_said_when_everything_was_looked_through() {
        let mut answer = Answer::default();
        assert_eq!(
            State::of(&Outcome::Answered(answer.clone())),
            State::Waiting
        );
        answer.is_complete = true;
        assert_eq!(State::of(&Outcome::Answered(answer)), State::Nothing);
    }

    #[test]
    fn a_result_leads_to_its_section() {
        let mut found = found("start", "a");
        found.anchor = "招待".to_owned();
        assert_eq!(href(&found, false), "/kb/start/a#招待");
        assert_eq!(href(&found, true), "/kb/start/a?lang=en#招待");
    }
}
