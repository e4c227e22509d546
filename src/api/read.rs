//! Reading: what a page shows, kept for the next visit and brought up to date behind it.
//!
//! What was read before is shown at once while it is asked for again; a page therefore waits only the first time. A lost
//! network heals itself: what failed for it is asked for again as soon as the server answers.

use std::collections::HashMap;

use gloo_net::http::Method;
use leptos::prelude::*;
use send_wrapper::SendWrapper;
use serde::de::DeserializeOwned;
use web_sys::AbortController;

use super::client::{Outgoing, parse};
use super::{ApiError, use_client};

/// What a page knows of what it asked for.
#[derive(Clone, Debug, PartialEq)]
pub enum Reading<T> {
    Loading,
    Ready(T),
    Failed(ApiError),
}

impl<T> Reading<T> {
    pub fn ready(&self) -> Option<&T> {
        match self {
            Self::Ready(value) => Some(value),
            _ => None,
        }
    }
}

/// Bodies of answers by path, for as long as the tab lives and the person stays the same.
#[derive(Clone, Copy)]
pub struct Kept(StoredValue<HashMap<String, String>>);

impl Kept {
    pub fn provide() -> Self {
        let kept = Self(StoredValue::new(HashMap::new()));
        provide_context(kept);
        kept
    }

    /// Forgets everything, as when another person signs in.
    pub fn clear(self) {
        self.0.update_value(HashMap::clear);
    }
}

/// A reading that goes on: it follows its path and can be asked for again.
pub struct Read<T: Send + Sync + 'static> {
    reading: Memo<Reading<T>>,
    raw: RawRead,
}

impl<T: Send + Sync> Clone for Read<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T: Send + Sync> Copy for Read<T> {}

impl<T: Clone + PartialEq + Send + Sync + 'static> Read<T> {
    pub fn get(&self) -> Reading<T> {
        self.reading.get()
    }

    pub fn with<U>(&self, look: impl FnOnce(&Reading<T>) -> U) -> U {
        self.reading.with(look)
    }

    /// Asks again and keeps showing what is there meanwhile.
    pub fn refetch(&self) {
        self.raw.answer.refetch();
    }
}

#[derive(Clone)]
struct Answer {
    path: String,
    body: Result<String, ApiError>,
}

#[derive(Clone, Copy)]
struct RawRead {
    path: Memo<String>,
    answer: LocalResource<Answer>,
    kept: Kept,
}

/// Reads a path below `/api/v1` and follows it as it changes.
pub fn use_read<T>(path: impl Fn() -> String + Send + Sync + 'static) -> Read<T>
where
    T: DeserializeOwned + Clone + PartialEq + Send + Sync + 'static,
{
    let raw = raw_read(Memo::new(move |_| path()));
    let reading = Memo::new(move |before: Option<&Reading<T>>| match raw.body() {
        Some(Ok(body)) => match parse(&body) {
            Ok(value) => Reading::Ready(value),
            Err(error) => Reading::Failed(error),
        },
        Some(Err(error)) => Reading::Failed(error),
        // While another path is on its way, what stands there stays: nothing flickers as one types.
        None => before
            .filter(|reading| reading.ready().is_some())
            .cloned()
            .unwrap_or(Reading::Loading),
    });
    Read { reading, raw }
}

fn raw_read(path: Memo<String>) -> RawRead {
    let client = use_client();
    let kept: Kept = expect_context();
    let answer = LocalResource::new(move || {
        let path = path.get();
        let abort = AbortController::new().ok().map(SendWrapper::new);
        let signal = abort.as_ref().map(|abort| abort.signal());
        on_cleanup(move || {
            if let Some(abort) = abort {
                abort.abort();
            }
        });
        async move {
            let outgoing = Outgoing {
                method: Method::GET,
                path: &path,
                body: None,
                idempotency_key: None,
                abort: signal.as_ref(),
            };
            let body = client.exchange(&outgoing).await;
            if let Ok(body) = &body {
                let _ = kept
                    .0
                    .try_update_value(|kept| kept.insert(path.clone(), body.clone()));
            }
            Answer { path, body }
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
    RawRead { path, answer, kept }
}

impl RawRead {
    /// The best answer for the path of now: the latest, else the one kept from before.
    fn body(self) -> Option<Result<String, ApiError>> {
        let path = self.path.get();
        let latest = self
            .answer
            .get()
            .filter(|answer| answer.path == path)
            .map(|answer| answer.body);
        match latest {
            Some(Ok(body)) => Some(Ok(body)),
            // What was read before is worth more than the news that it cannot be read now.
            Some(Err(ApiError::Offline)) => Some(self.before(&path).ok_or(ApiError::Offline)),
            Some(Err(error)) => Some(Err(error)),
            None => self.before(&path).map(Ok),
        }
    }

    fn before(self, path: &str) -> Option<String> {
        self.kept.0.with_value(|kept| kept.get(path).cloned())
    }
}
