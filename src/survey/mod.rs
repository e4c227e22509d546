//! Being asked: a small panel that blocks nothing, at a moment when nobody is in the middle of something.
//!
//! What stands here comes with the first download and only asks the server whether there is anything to ask; the panel and all
//! that it needs is fetched when there is. It must not know who may be asked when: the server decides.

mod draft;
mod moment;
mod panel;
mod scale;
mod talk;
mod why;

use contract::SurveyPage;
use leptos::{prelude::*, task::spawn_local};

use crate::api::{self, use_client};
use crate::app::lazy::{self, LazyLater};
use crate::browser;
use crate::route::Route;
use crate::session::use_session;

pub use panel::Panel;

/// Whoever goes to and fro is not looked up every time.
const LOOK_EVERY: f64 = 60_000.0;

/// Where the reader is, as far as surveys are concerned; copied freely.
#[derive(Clone, Copy)]
pub struct Place(Memo<Option<SurveyPage>>, Memo<Route>);

impl Place {
    fn page(self) -> Option<SurveyPage> {
        self.0.get_untracked()
    }

    /// What the reader has just done: the article that is open.
    fn subject(self) -> Option<String> {
        self.1.with_untracked(|route| match route {
            Route::Article { category, slug, .. } => Some(format!("{category}/{slug}")),
            _ => None,
        })
    }
}

/// Looks whether there is something to ask, on every page where surveys may ask.
#[component]
pub fn SurveyHost(route: Memo<Route>) -> impl IntoView {
    let client = use_client();
    let session = use_session();
    let page = Memo::new(move |_| page_of(&route.get()));
    provide_context(Place(page, route));
    let is_wanted = RwSignal::new(false);
    let looked = StoredValue::new((None, 0.0));
    let look = move || {
        let Some(here) = page.try_get_untracked().flatten() else {
            return;
        };
        let member = session.me_untracked().map(|me| me.id);
        if is_wanted.get_untracked() || member.as_ref().is_some_and(draft::is_waiting) {
            is_wanted.set(true);
            return;
        }
        let (last, at) = looked.get_value();
        let now = browser::now();
        if last == Some(here) && now - at < LOOK_EVERY {
            return;
        }
        looked.set_value((Some(here), now));
        spawn_local(async move {
            if api::has_question(client, here).await == Ok(true) {
                let _ = is_wanted.try_set(true);
            }
        });
    };
    Effect::new(move || {
        if page.get().is_some() {
            browser::after_the_page(look);
        }
    });
    view! { <LazyLater part=lazy::SURVEY is_wanted/> }
}

/// Nobody is asked while looking for help or changing something.
const fn page_of(route: &Route) -> Option<SurveyPage> {
    match route {
        Route::Home => Some(SurveyPage::Home),
        Route::Article { .. } => Some(SurveyPage::Article),
        Route::Rewards => Some(SurveyPage::Rewards),
        Route::Movements { .. } => Some(SurveyPage::Movements),
        Route::Company { .. } => Some(SurveyPage::Company),
        _ => None,
    }
}
