//! `/team`: who of the company earned how much in a window, as it happens.

mod beside;
mod motion;
mod place;
mod rows;
mod windows;

use contract::{BoardRanking, BoardState, BoardView};
use leptos::prelude::*;

use crate::api::{self, ApiError, Reading, use_live_board, use_read};
use crate::components::{Empty, Failure, Icon, Look, PageHeading, Skeleton, skeleton};
use crate::language::use_language;
use crate::route::{Ranking, Route};
use crate::session::use_session;

use beside::{FairPlay, League, Teams};
use place::{MyPlace, Podium};
use rows::Rows;
use windows::{Filters, WindowNotes};

/// What there is to see.
#[derive(Clone, Debug, PartialEq)]
enum Shown {
    Loading,
    Ranking,
    Off,
    Left,
    NoWindow,
    Failed(ApiError),
}

#[component]
pub fn Team() -> impl IntoView {
    let language = use_language();
    let route: Memo<Route> = expect_context();
    let asked = Memo::new(move |_| match route.get() {
        Route::Team(ranking) => ranking,
        _ => Ranking::default(),
    });
    let read = use_read::<BoardView>(move || api::board_path(language.get(), &asked.get()));
    let shown = Memo::new(move |_| match read.get() {
        Reading::Loading => Shown::Loading,
        Reading::Failed(error) if error.has_code("unknown") => Shown::NoWindow,
        Reading::Failed(error) => Shown::Failed(error),
        Reading::Ready(view) => match view.state {
            BoardState::On => Shown::Ranking,
            BoardState::Off => Shown::Off,
            BoardState::Left => Shown::Left,
        },
    });
    let ranking = Memo::new(move |_| read.ready().and_then(|view| view.ranking));
    let retry = Callback::new(move |()| read.refetch());
    use_live_board(
        Signal::derive(move || shown.get() == Shown::Ranking),
        Signal::derive(move || ranking.get().map(|ranking| ranking.event)),
        retry,
    );
    let content = move || match shown.get() {
        Shown::Loading => skeleton(Skeleton::Rows(10)),
        Shown::Ranking => view! { <Board ranking asked/> }.into_any(),
        Shown::Off => view! { <Off/> }.into_any(),
        Shown::Left => view! { <Left/> }.into_any(),
        Shown::NoWindow => view! { <NoWindow/> }.into_any(),
        Shown::Failed(error) => view! { <Failure error on_retry=retry/> }.into_any(),
    };
    view! {
        <header class="page-head">
            <PageHeading title=t!(team.title)/>
            <p class="page-head__lead muted">
                {t!(team.lead)} " " <a href=Route::Challenges.href()>{t!(play.to_challenges)}</a> " "
                <a href=Route::Badges.href()>{t!(play.to_badges)}</a>
            </p>
        </header>
        {content}
    }
}

/// What the parts of the page share: the ranking as it is now.
#[derive(Clone, Copy)]
struct Now(Memo<Option<BoardRanking>>);

impl Now {
    /// A part of the ranking, which changes only when it does.
    fn part<T: PartialEq + Send + Sync + 'static>(
        self,
        of: fn(&BoardRanking) -> T,
    ) -> Memo<Option<T>> {
        Memo::new(move |_| self.0.with(|ranking| ranking.as_ref().map(of)))
    }
}

#[component]
fn Board(ranking: Memo<Option<BoardRanking>>, asked: Memo<Ranking>) -> impl IntoView {
    let now = Now(ranking);
    view! {
        <Filters now asked/>
        <WindowNotes now asked/>
        <div class="board">
            <div class="board__main">
                <MyPlace now/>
                <section class="card board__ranking" aria-labelledby="ranking">
                    <Podium now/>
                    <Rows now/>
                </section>
            </div>
            <div class="board__side">
                <Teams now/>
                <League now/>
                <FairPlay now/>
            </div>
        </div>
    }
}

#[component]
fn Off() -> impl IntoView {
    let is_admin = use_session().is_admin_untracked();
    let hint = if is_admin {
        t!(team.off_admin)
    } else {
        t!(team.off_hint)
    };
    let way = is_admin.then(|| {
        view! { <a class=Look::Main.class() href=Route::BoardSettings.href()>{t!(team.settings)}</a> }
    });
    view! {
        <section class="card">
            <Empty icon=Icon::Podium title=t!(team.off) hint>{way}</Empty>
        </section>
    }
}

#[component]
fn Left() -> impl IntoView {
    view! {
        <section class="card">
            <Empty icon=Icon::Podium title=t!(team.left) hint=t!(team.left_hint)>
                <a class=Look::Main.class() href=Route::Profile.href()>{t!(team.how_shown)}</a>
            </Empty>
        </section>
    }
}

#[component]
fn NoWindow() -> impl IntoView {
    view! {
        <section class="card">
            <Empty icon=Icon::Clock title=t!(team.no_window) hint=t!(team.no_window_hint)>
                <a class=Look::Main.class() href=Route::TEAM.href()>{t!(team.this_week)}</a>
            </Empty>
        </section>
    }
}
