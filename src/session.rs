//! Who is signed in, and what happens when the session ends while the app is open.
//!
//! An ended session does not throw the page away: requests that met it wait here while a dialog asks for the password, and
//! go on after it. It knows nothing of HTTP; the client asks it.

use contract::{Me, Role};
use futures_channel::oneshot;
use leptos::prelude::*;

use crate::api::{ApiError, Kept};
use crate::browser;
use crate::language::Language;
use crate::theme::ThemeChoice;

#[derive(Clone, Debug, PartialEq)]
pub enum SessionState {
    /// Not yet asked.
    Unknown,
    SignedOut,
    SignedIn(Me),
    /// Could not be asked.
    Failed(ApiError),
}

/// What follows the person who is signed in.
#[derive(Clone, Copy)]
pub struct Belongings {
    pub language: Language,
    pub theme: ThemeChoice,
    /// What was read for one person is not for another.
    pub kept: Kept,
}

#[derive(Clone, Copy)]
pub struct Session {
    state: RwSignal<SessionState>,
    belongings: Belongings,
    /// Whether the server ended a session that the app believed in; the dialog is open while it is.
    has_ended: RwSignal<bool>,
    waiting: StoredValue<Vec<oneshot::Sender<()>>>,
}

impl Session {
    pub fn provide(belongings: Belongings) -> Self {
        let session = Self {
            state: RwSignal::new(SessionState::Unknown),
            belongings,
            has_ended: RwSignal::new(false),
            waiting: StoredValue::new(Vec::new()),
        };
        provide_context(session);
        session
    }

    pub fn with<T>(self, look: impl FnOnce(&SessionState) -> T) -> T {
        self.state.with(look)
    }

    /// The signed-in person.
    pub fn me(self) -> Option<Me> {
        self.state.with(|state| match state {
            SessionState::SignedIn(me) => Some(me.clone()),
            _ => None,
        })
    }

    /// For views that are drawn anew with the page.
    pub fn me_untracked(self) -> Option<Me> {
        untrack(|| self.me())
    }

    /// Whether the page should show what only account admins can do; the server decides whether they may.
    pub fn is_admin_untracked(self) -> bool {
        self.me_untracked()
            .is_some_and(|me| me.role == Role::AccountAdmin)
    }

    /// Whether the app believes that someone is signed in.
    pub fn is_believed(self) -> bool {
        self.state
            .with_untracked(|state| matches!(state, SessionState::SignedIn(_)))
    }

    pub fn has_ended(self) -> bool {
        self.has_ended.get()
    }

    /// Language and theme are those of the person before anything is shown to them.
    pub fn set(self, state: SessionState) {
        let before = self.me_untracked().map(|me| me.id);
        if let SessionState::SignedIn(me) = &state
            && before.as_ref() != Some(&me.id)
        {
            self.belongings.language.set(me.locale);
            self.belongings.theme.set(me.theme);
        } else if state == SessionState::SignedOut {
            self.belongings.kept.clear();
            browser::forget(browser::SEARCHES);
            browser::forget(browser::ANSWER);
        }
        if self.state.with_untracked(|now| *now != state) {
            self.state.set(state);
        }
    }

    /// Opens the dialog and waits until the person has signed in again.
    ///
    /// # Errors
    /// `SignedOut` when the person leaves instead.
    pub async fn sign_in_again(self) -> Result<(), ApiError> {
        let (done, signed_in) = oneshot::channel();
        self.waiting.update_value(|waiting| waiting.push(done));
        self.has_ended.set(true);
        signed_in.await.map_err(|_| ApiError::SignedOut)
    }

    /// The person is back: requests that waited go on.
    pub fn resume(self, me: Me) {
        self.has_ended.set(false);
        self.set(SessionState::SignedIn(me));
        for waiting in self.take_waiting() {
            // A request whose page has gone waits no longer.
            let _ = waiting.send(());
        }
    }

    /// The person does not come back: requests that waited fail.
    pub fn leave(self) {
        self.has_ended.set(false);
        drop(self.take_waiting());
        self.set(SessionState::SignedOut);
    }

    fn take_waiting(self) -> Vec<oneshot::Sender<()>> {
        self.waiting
            .try_update_value(std::mem::take)
            .unwrap_or_default()
    }
}

pub fn use_session() -> Session {
    expect_context()
}
