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
use crate::components::{Failure, Skeleton, skeleton};
use crate::navigation::reload_once;
use crate::pages;

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
    MOVEMENTS = movements, fetch_movements, programme, pages::Movements(), Skeleton::Rows(8);
    COMPANY = company, fetch_company, company, pages::Company(), Skeleton::Facts;
    HISTORY = history, fetch_history, company, pages::History(), Skeleton::Rows(6);
    BOOKMARKS = bookmarks, fetch_bookmarks, lists, pages::Bookmarks(), Skeleton::Rows(6);
    CHANGES = changes, fetch_changes, lists, pages::Changes(), Skeleton::Rows(10);
    AFTER_VOTE = after_vote, fetch_after_vote, help, pages::AfterVote(), Skeleton::Rows(2);
    HELP = help, fetch_help, help, super::help::Panel(), Skeleton::Rows(4);
    PROFILE = profile, fetch_profile, profile, pages::Profile(), Skeleton::Rows(4);
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
) -> impl IntoView {
    let client = use_client();
    let code = RwSignal::new(Code::OnItsWay);
    let fetch = move || {
        spawn_local(async move {
            let came = (what.fetch)().await;
            // A deploy since the page was loaded took its files along.
            if !came && client.is_outdated() {
                reload_once();
            }
            let _ = code.try_set(if came { Code::Here } else { Code::Lost });
        });
    };
    fetch();
    let retry = Callback::new(move |()| {
        code.set(Code::OnItsWay);
        fetch();
    });
    move || match code.get() {
        Code::OnItsWay => skeleton(what.shape),
        Code::Here => (what.draw)().unwrap_or_else(|| ().into_any()),
        Code::Lost => {
            view! { <Failure error=ApiError::Offline on_retry=retry is_page/> }.into_any()
        }
    }
}

/// What a future gives when it need not wait.
fn at_once<E>(future: impl Future<Output = Result<AnyView, E>>) -> Option<AnyView> {
    match pin!(future).poll(&mut Context::from_waker(Waker::noop())) {
        Poll::Ready(view) => view.ok(),
        Poll::Pending => None,
    }
}
