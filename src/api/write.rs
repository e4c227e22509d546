//! Writing: one thing that a person asks the portal to do, whether it is under way, and why it was refused.

use std::cell::RefCell;
use std::pin::Pin;
use std::rc::Rc;

use leptos::{prelude::*, task::spawn_local};
use serde::Serialize;

use super::ApiError;
use crate::browser;

#[derive(Clone, Debug, PartialEq)]
enum State {
    Idle,
    Pending,
    Refused(ApiError),
}

type Deed = Pin<Box<dyn Future<Output = Result<(), ApiError>>>>;
/// Outlives the page, as the deed that it follows does.
type Waiting = Rc<RefCell<Option<Deed>>>;

/// A write that can be asked for again and again; copied freely.
#[derive(Clone, Copy)]
pub struct Write {
    state: RwSignal<State>,
    waiting: StoredValue<Waiting, LocalStorage>,
}

pub fn use_write() -> Write {
    Write {
        state: RwSignal::new(State::Idle),
        waiting: StoredValue::new_local(Waiting::default()),
    }
}

/// Gives the idempotency key of what is sent: the same again is the same thing, anything else another one.
pub fn use_key<T: Serialize + 'static>() -> Callback<T, String> {
    let last = StoredValue::new((String::new(), String::new()));
    Callback::new(move |sent: T| {
        let text = serde_json::to_string(&sent).unwrap_or_default();
        last.try_update_value(|(known, key)| {
            if *known != text {
                *known = text;
                *key = browser::random_id();
            }
            key.clone()
        })
        .unwrap_or_else(browser::random_id)
    })
}

impl Write {
    /// Does it, unless it is being done already. What follows success belongs at the end of the deed.
    ///
    /// It goes on when its page is left: what was asked for is done. A deed must therefore not expect its page to be there.
    pub fn run(self, deed: impl Future<Output = Result<(), ApiError>> + 'static) {
        if self.state.get_untracked() != State::Pending {
            self.start(Box::pin(deed));
        }
    }

    /// Does it after what is being done, and of several that wait only the last: for choices that apply at once.
    pub fn follow(self, deed: impl Future<Output = Result<(), ApiError>> + 'static) {
        if self.state.get_untracked() == State::Pending {
            let _ = self
                .waiting
                .with_value(|waiting| waiting.replace(Some(Box::pin(deed))));
        } else {
            self.start(Box::pin(deed));
        }
    }

    fn start(self, mut deed: Deed) {
        self.state.set(State::Pending);
        let waiting = self.waiting.get_value();
        spawn_local(async move {
            let done = loop {
                let done = deed.await;
                match waiting.take() {
                    Some(next) => deed = next,
                    None => break done,
                }
            };
            let state = match done {
                Ok(()) => State::Idle,
                Err(error) => State::Refused(error),
            };
            let _ = self.state.try_set(state);
        });
    }

    pub fn is_pending(self) -> Signal<bool> {
        Signal::derive(move || self.state.with(|state| *state == State::Pending))
    }

    /// Why it was refused, until it is asked for again.
    pub fn problem(self) -> Signal<Option<ApiError>> {
        Signal::derive(move || {
            self.state.with(|state| match state {
                State::Refused(error) => Some(error.clone()),
                _ => None,
            })
        })
    }

    /// Refuses without asking the server.
    pub fn refuse(self, error: ApiError) {
        self.state.set(State::Refused(error));
    }
}
