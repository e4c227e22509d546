//! What stands in the help sheet: the articles of the page, one of them to read, or a question to ask.

use contract::{ArticleSummary, Help, Locale};
use leptos::prelude::*;
use search_worker::Found;

use super::HelpDesk;
use super::reading::Reading;
use crate::api::{self, use_read};
use crate::components::{AskUs, Button, Empty, Icon, Load, Look, Skeleton, skeleton};
use crate::language::use_language;
use crate::navigation;
use crate::route::Route;
use crate::search::{Outcome, Shown, Told, marked, use_answers};

const ASK: &str = "help-ask";

/// What is shown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Place {
    /// What helps with the page.
    Start,
    Article {
        category: String,
        slug: String,
    },
    Question,
}

/// Where the reader is in the panel, and the way back.
#[derive(Clone, Copy)]
pub struct Trail(RwSignal<Vec<Place>>);

impl Trail {
    fn new() -> Self {
        Self(RwSignal::new(Vec::new()))
    }

    fn here(self) -> Place {
        let last = self.0.with(|places| places.last().cloned());
        last.unwrap_or(Place::Start)
    }

    pub fn go(self, place: Place) {
        self.0.update(|places| places.push(place));
    }

    /// Goes one step back; the focus is then where it was before the step.
    pub fn back(self) {
        let left = self.0.try_update(Vec::pop).flatten();
        let id = match left {
            Some(Place::Article { category, slug }) => line_id(&category, &slug),
            _ => ASK.to_owned(),
        };
        request_animation_frame(move || navigation::focus(&id));
    }
}

#[component]
pub fn Panel() -> impl IntoView {
    let desk: HelpDesk = expect_context();
    let trail = Trail::new();
    let here = Memo::new(move |_| trail.here());
    move || match here.get() {
        Place::Start => view! { <Start trail/> }.into_any(),
        Place::Article { category, slug } => view! { <Reading category slug trail/> }.into_any(),
        Place::Question => {
            let back = Callback::new(move |()| trail.back());
            view! {
                <div class="help">
                    <div class="help__bar"><BackButton trail/></div>
                    <AskUs text=desk.question on_cancel=back/>
                </div>
            }
            .into_any()
        }
    }
}

/// The articles of the page, and whom to ask when none of them fits.
#[component]
fn Start(trail: Trail) -> impl IntoView {
    let ask = move |_| trail.go(Place::Question);
    let desk: HelpDesk = expect_context();
    let question = RwSignal::new(String::new());
    let is_searching = Memo::new(move |_| question.with(|text| !text.trim().is_empty()));
    view! {
        <div class="help">
            <search class="filter">
                <label class="filter__label">
                    <Icon name=Icon::Search/>
                    <span class="visually-hidden">{t!(search.title)}</span>
                    <input
                        class="field__input"
                        type="search"
                        placeholder=t!(search.hint)
                        autocomplete="off"
                        prop:value=question
                        on:input=move |event| question.set(event_target_value(&event))
                    />
                </label>
            </search>
            <Show when=move || is_searching.get() fallback=move || view! { <ForThisPage trail/> }>
                <Matches question=question.into() trail/>
            </Show>
            <footer class="help__foot">
                <p class="help__doubt">{t!(help.nothing_fits)}</p>
                <div class="row">
                    <button type="button" class="button" id=ASK on:click=ask>
                        <Icon name=Icon::Mail/>
                        <span>{t!(ask.open)}</span>
                    </button>
                    <a class="button button--quiet" href=Route::Knowledge.href() on:click=move |_| desk.close()>
                        {t!(kb.all)}
                    </a>
                </div>
            </footer>
        </div>
    }
}

#[component]
fn ForThisPage(trail: Trail) -> impl IntoView {
    let language = use_language();
    let route: Memo<Route> = expect_context();
    let help = use_read::<Help>(move || api::help_path(route.get().context(), language.get()));
    view! {
        <section class="help__articles" aria-labelledby="help-lead">
            <p id="help-lead" class="small muted">{t!(help.lead)}</p>
            <Load read=help shape=Skeleton::Rows(4) let:help>
                <Articles articles=help.articles trail/>
            </Load>
        </section>
    }
}

/// What a search in the panel finds, to be read in the panel.
#[component]
fn Matches(question: Signal<String>, trail: Trail) -> impl IntoView {
    let outcome = use_answers(question);
    Told::follow(question, outcome);
    let count = t!(
        search.count,
        count = i32::try_from(outcome.with(found).len()).unwrap_or(i32::MAX),
        n = outcome.with(found).len()
    );
    let said = move || outcome.with(Outcome::is_complete).then(|| count.get());
    let ui = use_language().get_untracked();
    let lines = move || match outcome.get() {
        Outcome::Waiting | Outcome::Idle => skeleton(Skeleton::Rows(3)),
        outcome => {
            let lines = found(&outcome)
                .into_iter()
                .map(|found| {
                    let foreign = Some(found.locale).filter(|locale| *locale != ui);
                    let address = (found.category, found.slug);
                    line(
                        address,
                        foreign,
                        marked(found.title),
                        marked(found.excerpt),
                        trail,
                    )
                })
                .collect_view();
            view! { <ul class="help__list">{lines}</ul> }.into_any()
        }
    };
    view! {
        <p class="small muted" role="status">{said}</p>
        {lines}
    }
}

fn found(outcome: &Outcome) -> Vec<Found> {
    let Shown { hits, others, .. } = Shown::of(outcome, "");
    hits.into_iter().chain(others).collect()
}

#[component]
fn Articles(articles: Vec<ArticleSummary>, trail: Trail) -> impl IntoView {
    if articles.is_empty() {
        return view! { <Empty icon=Icon::Book title=t!(help.none) hint=t!(help.none_hint)/> }
            .into_any();
    }
    let ui = use_language().get_untracked();
    let lines = articles
        .into_iter()
        .map(|article| {
            let foreign = Some(article.locale).filter(|locale| *locale != ui);
            let address = (article.category, article.slug);
            let (title, about) = (article.title.into_any(), article.summary.into_any());
            line(address, foreign, title, about, trail)
        })
        .collect_view();
    view! { <ul class="help__list">{lines}</ul> }.into_any()
}

/// An article that is opened in the panel.
fn line(
    (category, slug): (String, String),
    foreign: Option<Locale>,
    title: AnyView,
    about: AnyView,
    trail: Trail,
) -> impl IntoView {
    let id = line_id(&category, &slug);
    let open = move |_| {
        trail.go(Place::Article {
            category: category.clone(),
            slug: slug.clone(),
        });
    };
    view! {
        <li>
            <button type="button" class="help__article found-match" id=id lang=foreign.map(Locale::tag) on:click=open>
                <strong>{title}</strong>
                <span>{about}</span>
            </button>
        </li>
    }
}

fn line_id(category: &str, slug: &str) -> String {
    format!("help-{category}-{slug}")
}

/// The way back at the head of what was opened in the panel.
#[component]
pub fn BackButton(trail: Trail) -> impl IntoView {
    let back = Callback::new(move |()| trail.back());
    view! { <Button label=t!(help.back) icon=Icon::Back look=Look::Quiet on_press=back/> }
}
