//! Reading: what a page shows, kept for the next visit and brought up to date behind it.
//!
//! What was read before is shown at once while it is asked for again; a page therefore waits only the first time. What came
//! with the page is asked for again when it is on the screen, since a page out of the browser's own history may be old. A lost
//! network heals itself: what failed for it is asked for again as soon as the server answers.

use std::collections::{HashMap, HashSet};
use std::marker::PhantomData;

use gloo_net::http::Method;
use leptos::prelude::*;
use send_wrapper::SendWrapper;
use serde::de::DeserializeOwned;
use web_sys::AbortController;

use super::client::{Outgoing, parse};
use super::{ApiError, use_client};
use crate::browser;

/// Until what came with the page is asked for again, in milliseconds: its drawing needs the network and the processor first.
const DRAWN_WITHIN: i32 = 500;

/// What a page knows of what it asked for.
#[derive(Clone, Debug, PartialEq)]
pub enum Reading<T> {
    Loading,
    Ready(T),
    Failed(ApiError),
}

/// Bodies of answers by path, for as long as the tab lives and the person stays the same.
#[derive(Clone, Copy)]
pub struct Kept {
    bodies: StoredValue<HashMap<String, String>>,
    /// Paths whose answers came with the page and were not asked for since.
    served: StoredValue<HashSet<String>>,
}

impl Kept {
    pub fn provide() -> Self {
        let kept = Self {
            bodies: StoredValue::default(),
            served: StoredValue::default(),
        };
        provide_context(kept);
        kept
    }

    fn get(self, path: &str) -> Option<String> {
        self.bodies.with_value(|kept| kept.get(path).cloned())
    }

    fn put(self, path: &str, body: &str) {
        let _ = self
            .bodies
            .try_update_value(|kept| kept.insert(path.to_owned(), body.to_owned()));
    }

    /// Takes over answers that came with the page.
    pub fn fill(self, answers: HashMap<String, String>) {
        self.served.set_value(answers.keys().cloned().collect());
        self.bodies.set_value(answers);
    }

    /// Whether the answer came with the page; the second call says no.
    fn was_served(self, path: &str) -> bool {
        let taken = self.served.try_update_value(|served| served.remove(path));
        taken.unwrap_or(false)
    }

    /// Forgets everything, as when another person signs in.
    pub fn clear(self) {
        self.served.update_value(HashSet::clear);
        self.bodies.update_value(HashMap::clear);
    }
}

/// A reading that goes on: it follows its path and can be asked for again.
///
/// It keeps the text of the answer and not what it means: an unchanged text changes nothing on the page, and one kind of
/// reading serves for every type.
pub struct Read<T> {
    body: Memo<Reading<String>>,
    answer: LocalResource<Answer>,
    means: PhantomData<fn() -> T>,
}

impl<T> Clone for Read<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T> Copy for Read<T> {}

impl<T: DeserializeOwned> Read<T> {
    pub fn get(&self) -> Reading<T> {
        match self.body.get() {
            Reading::Loading => Reading::Loading,
            Reading::Failed(error) => Reading::Failed(error),
            Reading::Ready(body) => match parse(&body) {
                Ok(value) => Reading::Ready(value),
                Err(error) => Reading::Failed(error),
            },
        }
    }

    /// What was read, if it was.
    pub fn ready(&self) -> Option<T> {
        match self.get() {
            Reading::Ready(value) => Some(value),
            _ => None,
        }
    }

    /// Notes that whoever runs this is interested in what was read.
    pub fn track(&self) {
        self.body.track();
    }

    /// Asks again and keeps showing what is there meanwhile. Once the page has gone there is nobody to ask for.
    pub fn refetch(&self) {
        if self.body.try_with_untracked(|_| ()).is_some() {
            self.answer.refetch();
        }
    }
}

#[derive(Clone)]
struct Answer {
    path: String,
    body: Result<String, ApiError>,
}

/// Reads a path below `/api/v1` and follows it as it changes.
pub fn use_read<T>(path: impl Fn() -> String + Send + Sync + 'static) -> Read<T> {
    let path = Memo::new(move |_| path());
    let kept: Kept = expect_context();
    let answer = request(path, kept);
    let body = Memo::new(move |before: Option<&Reading<String>>| {
        let path = path.get();
        let latest = answer
            .get()
            .filter(|answer| answer.path == path)
            .map(|answer| answer.body);
        match latest {
            Some(Ok(body)) => Reading::Ready(body),
            // What was read before is worth more than the news that it cannot be read now.
            Some(Err(error)) => match kept.get(&path).filter(|_| error == ApiError::Offline) {
                Some(body) => Reading::Ready(body),
                None => Reading::Failed(error),
            },
            None => match (kept.get(&path), before) {
                (Some(body), _) => Reading::Ready(body),
                // While another path is on its way, what stands there stays: nothing flickers as one types.
                (None, Some(Reading::Ready(body))) => Reading::Ready(body.clone()),
                (None, _) => Reading::Loading,
            },
        }
    });
    Read {
        body,
        answer,
        means: PhantomData,
    }
}

fn request(path: Memo<String>, kept: Kept) -> LocalResource<Answer> {
    let client = use_client();
    let asked = StoredValue::new(String::new());
    let answer = LocalResource::new(move || {
        let path = path.get();
        asked.set_value(path.clone());
        let abort = AbortController::new().ok().map(SendWrapper::new);
        let signal = abort.as_ref().map(|abort| abort.signal());
        on_cleanup(move || {
            if let Some(abort) = abort {
                abort.abort();
            }
        });
        async move {
            if kept.was_served(&path) {
                browser::pause(DRAWN_WITHIN).await;
            }
            let outgoing = Outgoing {
                method: Method::GET,
                path: &path,
                body: None,
                idempotency_key: None,
                abort: signal.as_ref(),
                outlives_page: false,
            };
            let body = client.exchange(&outgoing).await;
            if let Ok(body) = &body {
                kept.put(&path, body);
            }
            Answer { path, body }
        }
    });
    // A resource does not notice what changes between its creation and its first turn: then it is asked again.
    Effect::new(move || {
        answer.track();
        if path.with(|path| asked.with_value(|asked| asked != path)) {
            answer.refetch();
        }
    });
    // Only a change from unreachable to reachable asks again; the first run only starts listening.
    Effect::new(move |was: Option<bool>| {
        let is = client.is_reachable();
        let failed_for_it = answer
            .try_get_untracked()
            .flatten()
            .is_some_and(|answer| answer.body == Err(ApiError::Offline));
        if was == Some(false) && is && failed_for_it {
            answer.refetch();
        }
        is
    });
    answer
}
