//! `/console/follow-ups`: answers that need a person, the one that is due first at the top.

mod calendar;
mod close;
mod line;
mod note;

use contract::FollowUpView;
use leptos::prelude::*;

use crate::api::{self, Pages, use_pages};
use crate::components::{Button, Dialog, Empty, Icon, LoadPages, PageHeading, Skeleton};
use crate::console::route::ConsoleRoute;
use crate::language::use_language;

use calendar::CalendarDialog;
use close::Close;
use line::Line;
use note::Note;

/// What is about to be done.
#[derive(Clone, Debug, PartialEq)]
enum Intent {
    Note(FollowUpView),
    Close(FollowUpView),
}

/// What the parts of the page share.
#[derive(Clone, Copy)]
struct Desk {
    follow_ups: Pages<FollowUpView>,
    intent: RwSignal<Option<Intent>>,
}

impl Desk {
    /// What was asked for is done. The page may have been left meanwhile.
    fn done(self) {
        let _ = self.intent.try_set(None);
        self.follow_ups.refetch();
    }
}

#[component]
pub fn FollowUps() -> impl IntoView {
    let route: Memo<ConsoleRoute> = expect_context();
    let is_closed = Memo::new(move |_| route.get() == ConsoleRoute::FollowUps { is_closed: true });
    let is_mine = RwSignal::new(false);
    let is_setting_days = RwSignal::new(false);
    let desk = Desk {
        follow_ups: use_pages(move || api::follow_ups_path(is_closed.get(), is_mine.get())),
        intent: RwSignal::new(None),
    };
    let set_days = Callback::new(move |()| is_setting_days.set(true));
    view! {
        <header class="page-head page-head--split">
            <PageHeading title=t!(follow_up.title)/>
            <Button label=t!(follow_up.days) icon=Icon::List on_press=set_days/>
        </header>
        <p class="page-head__lead muted">{t!(follow_up.lead)}</p>
        <nav class="switch" aria-label=t!(follow_up.which)>
            <Tab is_closed=false chosen=is_closed/>
            <Tab is_closed=true chosen=is_closed/>
        </nav>
        <label class="check check--plain">
            <input type="checkbox" prop:checked=is_mine on:change=move |event| is_mine.set(event_target_checked(&event))/>
            <span>{t!(follow_up.only_mine)}</span>
        </label>
        <section class="card">
            {move || {
                let empty = if is_closed.get() { none_closed } else { none };
                view! {
                    <LoadPages pages=desk.follow_ups shape=Skeleton::Rows(6) empty let:follow_ups>
                        <List follow_ups desk/>
                    </LoadPages>
                }
            }}
        </section>
        <Question desk/>
        <CalendarDialog is_open=is_setting_days/>
    }
}

#[component]
fn Tab(is_closed: bool, chosen: Memo<bool>) -> impl IntoView {
    let label = if is_closed {
        t!(follow_up.closed)
    } else {
        t!(follow_up.open)
    };
    let current = move || (chosen.get() == is_closed).then_some("page");
    view! {
        <a class="switch__tab" href=ConsoleRoute::FollowUps { is_closed }.href() aria-current=current>{label}</a>
    }
}

fn none() -> AnyView {
    view! { <Empty icon=Icon::Check title=t!(follow_up.none) hint=t!(follow_up.none_hint)/> }
        .into_any()
}

fn none_closed() -> AnyView {
    view! { <Empty icon=Icon::List title=t!(follow_up.none_closed)/> }.into_any()
}

#[component]
fn List(follow_ups: Vec<FollowUpView>, desk: Desk) -> impl IntoView {
    let lines = follow_ups
        .into_iter()
        .map(|follow_up| view! { <Line follow_up desk/> })
        .collect_view();
    view! { <ul class="entries">{lines}</ul> }
}

#[component]
fn Question(desk: Desk) -> impl IntoView {
    let language = use_language();
    let is_open = RwSignal::new(false);
    Effect::new(move || is_open.set(desk.intent.with(Option::is_some)));
    Effect::new(move || {
        if !is_open.get() && desk.intent.with_untracked(Option::is_some) {
            desk.intent.set(None);
        }
    });
    let title = Signal::derive(move || {
        let locale = language.get();
        match desk.intent.get() {
            Some(Intent::Note(it)) => say!(locale, follow_up.note_title, name = it.member_name),
            Some(Intent::Close(it)) => say!(locale, follow_up.close_title, name = it.member_name),
            None => String::new(),
        }
    });
    let form = move || {
        desk.intent.get().map(|intent| match intent {
            Intent::Note(follow_up) => view! { <Note follow_up desk/> }.into_any(),
            Intent::Close(follow_up) => view! { <Close follow_up desk/> }.into_any(),
        })
    };
    view! { <Dialog is_open title>{form}</Dialog> }
}
