//! Pages, and parts of pages, whose code is fetched when they are first opened, so that the first download holds only what
//! everyone needs.
//!
//! What is named here is cut out of the app's program by the build (`xtask/src/app/split.rs`), with all that it alone uses:
//! its components, the types of its answers, its texts. What is in one chunk comes together. A part learns from the context
//! what it is about.

use std::future::Future;
use std::pin::{Pin, pin};
use std::task::{Context, Poll, Waker};

use leptos::prelude::*;
use leptos::task::spawn_local;
use leptos::wasm_split::{SplitLoaderError, wasm_split};

use crate::api::{ApiError, use_client};
use crate::browser::after_the_page;
use crate::components::{Failure, Skeleton, skeleton, use_toasts};
use crate::language::use_language;
use crate::navigation::reload_once;
use crate::pages;
use crate::search::{Palette, PaletteProps};

use super::top::use_palette;

/// How the code is fetched, and how it draws once it is there.
#[derive(Clone, Copy)]
pub struct LazyView {
    /// Whether the code came.
    fetch: fn() -> Pin<Box<dyn Future<Output = bool>>>,
    /// Nothing while the code is not there.
    draw: fn() -> Option<AnyView>,
    /// What stands there meanwhile.
    shape: Skeleton,
}

/// `NAME = function, fetching function, chunk, view, shape`
macro_rules! lazy_views {
    ($($name:ident = $draw:ident, $fetch:ident, $chunk:ident, $view:expr, $shape:expr;)*) => {$(
        pub const $name: LazyView = LazyView {
            fetch: || Box::pin(async { $fetch().await.is_ok() }),
            draw: || at_once($draw()),
            shape: $shape,
        };

        #[wasm_split($chunk, wasm_split_path = ::leptos::wasm_split, fallible, preload($fetch))]
        fn $draw() -> Result<AnyView, SplitLoaderError> {
            Ok($view.into_any())
        }
    )*};
}

lazy_views! {
    PROGRAMME = programme, fetch_programme, programme, pages::Programme(), Skeleton::Home;
    RULES = rules, fetch_rules, programme, pages::Rules(), Skeleton::Rows(8);
    MOVEMENTS = movements, fetch_movements, programme, pages::Movements(), Skeleton::Rows(8);
    BENEFITS = benefits, fetch_benefits, programme, pages::Benefits(), Skeleton::Cards(3);
    COMPANY_PROGRAMME = company_programme, fetch_company_programme, programme, pages::CompanyProgramme(), Skeleton::Rows(6);
    REPORT = report, fetch_report, programme, pages::Report(), Skeleton::Rows(6);
    MOVEMENT = movement, fetch_movement, programme, pages::Movement(), Skeleton::Rows(4);
    REWARDS = rewards, fetch_rewards, programme, pages::Rewards(), Skeleton::Cards(6);
    REDEMPTIONS = redemptions, fetch_redemptions, programme, pages::Redemptions(), Skeleton::Rows(6);
    SPENDING = spending, fetch_spending, programme, pages::Spending(), Skeleton::Rows(3);
    BADGES = badges, fetch_badges, team, pages::Badges(), Skeleton::Cards(3);
    CHALLENGES = challenges, fetch_challenges, team, pages::Challenges(), Skeleton::Cards(2);
    TOGETHER = together, fetch_together, together, pages::Together(), Skeleton::Rows(2);
    TEAM = team, fetch_team, team, pages::Team(), Skeleton::Rows(10);
    BOARD_SETTINGS = board_settings, fetch_board_settings, team, pages::BoardSettings(), Skeleton::Rows(6);
    COMPANY = company, fetch_company, company, pages::Company(), Skeleton::Facts;
    HISTORY = history, fetch_history, company, pages::History(), Skeleton::Rows(6);
    SEARCH = search, fetch_search, search, pages::Search(), Skeleton::Rows(4);
    PALETTE = palette, fetch_palette, search, Palette(PaletteProps::builder().is_open(use_palette().0).build()), Skeleton::Rows(4);
    BOOKMARKS = bookmarks, fetch_bookmarks, lists, pages::Bookmarks(), Skeleton::Rows(6);
    CHANGES = changes, fetch_changes, lists, pages::Changes(), Skeleton::Rows(10);
    AFTER_VOTE = after_vote, fetch_after_vote, help, pages::AfterVote(), Skeleton::Rows(2);
    HELP = help, fetch_help, help, super::help::Panel(), Skeleton::Rows(4);
    PROFILE = profile, fetch_profile, profile, pages::Profile(), Skeleton::Rows(4);
    FEEDBACK = feedback, fetch_feedback, profile, pages::Feedback(), Skeleton::Rows(6);
    SURVEY = survey, fetch_survey, survey, crate::survey::Panel(), Skeleton::Rows(1);
    FORGOT_PASSWORD = forgot_password, fetch_forgot_password, gate, pages::ForgotPassword(), Skeleton::Rows(2);
    WELCOME = welcome, fetch_welcome, gate, pages::Welcome(), Skeleton::Rows(3);
    RESET_PASSWORD = reset_password, fetch_reset_password, gate, pages::ResetPassword(), Skeleton::Rows(2);
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Code {
    OnItsWay,
    Here,
    Lost,
}

/// What is named as soon as its code is there, its shape until then, and the way on if the code does not come.
#[component]
pub fn Lazy(
    what: LazyView,
    /// Whether it is the whole page, whose failure needs a heading of its own.
    #[prop(optional)]
    is_page: bool,
    /// Whether it is a part that leaves the line and the processor to the rest of its page first.
    #[prop(optional)]
    is_last: bool,
) -> impl IntoView {
    let code = RwSignal::new(Code::OnItsWay);
    let fetch = use_fetch(what, code);
    if is_last {
        after_the_page(move || fetch.run(()));
    } else {
        fetch.run(());
    }
    move || match code.get() {
        Code::OnItsWay => skeleton(what.shape),
        Code::Here => (what.draw)().unwrap_or_else(|| ().into_any()),
        Code::Lost => {
            view! { <Failure error=ApiError::Offline on_retry=fetch is_page/> }.into_any()
        }
    }
}

/// A part of every page that is fetched when it is first opened. Until then there is nothing to see; when it does not come,
/// that is said, and it is closed again.
#[component]
pub fn LazyPart(part: LazyView, is_open: RwSignal<bool>) -> impl IntoView {
    let language = use_language();
    let toasts = use_toasts();
    let code = RwSignal::new(Code::OnItsWay);
    let fetch = use_fetch(part, code);
    Effect::new(move || {
        if is_open.get() && code.get_untracked() != Code::Here {
            fetch.run(());
        }
    });
    Effect::new(move || {
        if code.get() == Code::Lost {
            is_open.set(false);
            toasts.say(say!(language.get_untracked(), error.offline));
        }
    });
    move || match code.get() {
        Code::Here => (part.draw)(),
        Code::OnItsWay | Code::Lost => None,
    }
}

/// A part that comes by itself, later. Nobody waits for it, so that nothing is said when it does not come.
#[component]
pub fn LazyLater(part: LazyView, is_wanted: RwSignal<bool>) -> impl IntoView {
    let code = RwSignal::new(Code::OnItsWay);
    let fetch = use_fetch(part, code);
    Effect::new(move || {
        if is_wanted.get() && code.get_untracked() != Code::Here {
            fetch.run(());
        }
    });
    move || (code.get() == Code::Here).then(|| (part.draw)())
}

fn use_fetch(what: LazyView, code: RwSignal<Code>) -> Callback<()> {
    let client = use_client();
    Callback::new(move |()| {
        code.set(Code::OnItsWay);
        spawn_local(async move {
            let came = (what.fetch)().await;
            // A deploy since the page was loaded took its files along.
            if !came && client.is_outdated() {
                reload_once();
            }
            let _ = code.try_set(if came { Code::Here } else { Code::Lost });
        });
    })
}

/// What a future gives when it need not wait.
fn at_once<E>(future: impl Future<Output = Result<AnyView, E>>) -> Option<AnyView> {
    match pin!(future).poll(&mut Context::from_waker(Waker::noop())) {
        Poll::Ready(view) => view.ok(),
        Poll::Pending => None,
    }
}
