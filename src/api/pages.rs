//! Reading long lists: the first page like any reading, the others when the reader asks for more.

use contract::Page;
use leptos::{prelude::*, task::spawn_local};
use serde::de::DeserializeOwned;

use super::{ApiError, Read, Reading, use_client, use_read};

/// What of the list is here.
#[derive(Clone, Debug, PartialEq)]
struct More<T> {
    items: Vec<T>,
    next_cursor: Option<String>,
}

/// A list that grows at its end.
pub struct Pages<T: Send + Sync + 'static> {
    first: Read<Page<T>>,
    more: RwSignal<Option<More<T>>>,
    path: Memo<String>,
    is_pending: RwSignal<bool>,
    problem: RwSignal<Option<ApiError>>,
}

impl<T: Send + Sync> Clone for Pages<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T: Send + Sync> Copy for Pages<T> {}

/// Reads the list at a path; `limit` and `cursor` are added here.
pub fn use_pages<T>(path: impl Fn() -> String + Send + Sync + 'static) -> Pages<T>
where
    T: DeserializeOwned + Clone + PartialEq + Send + Sync + 'static,
{
    let path = Memo::new(move |_| path());
    let first = use_read(move || path.get());
    let pages = Pages {
        first,
        more: RwSignal::new(None),
        path,
        is_pending: RwSignal::new(false),
        problem: RwSignal::new(None),
    };
    // A new first page makes the ones after it old.
    Effect::new(move || {
        first.track();
        pages.more.set(None);
        pages.problem.set(None);
    });
    pages
}

impl<T> Pages<T>
where
    T: DeserializeOwned + Clone + PartialEq + Send + Sync + 'static,
{
    /// Everything read so far.
    pub fn get(&self) -> Reading<Vec<T>> {
        match self.first.get() {
            Reading::Loading => Reading::Loading,
            Reading::Failed(error) => Reading::Failed(error),
            Reading::Ready(mut page) => {
                self.more.with(|more| {
                    if let Some(more) = more {
                        page.items.extend(more.items.iter().cloned());
                    }
                });
                Reading::Ready(page.items)
            }
        }
    }

    pub fn has_more(&self) -> bool {
        self.next_cursor().is_some()
    }

    pub fn is_pending(&self) -> bool {
        self.is_pending.get()
    }

    /// Why the last call for more failed.
    pub fn problem(&self) -> Option<ApiError> {
        self.problem.get()
    }

    pub fn refetch(&self) {
        self.first.refetch();
    }

    pub fn load_more(&self) {
        let Some(cursor) = untrack(|| self.next_cursor()) else {
            return;
        };
        if self.is_pending.get_untracked() {
            return;
        }
        let client = use_client();
        let this = *self;
        let path = self.path.get_untracked();
        let separator = if path.contains('?') { '&' } else { '?' };
        let address = format!("{path}{separator}cursor={cursor}");
        this.is_pending.set(true);
        this.problem.set(None);
        spawn_local(async move {
            let answer = client.get::<Page<T>>(&address).await;
            // The page or its filter may have gone meanwhile.
            if this.path.try_get_untracked().as_ref() != Some(&path) {
                return;
            }
            this.is_pending.set(false);
            match answer {
                Ok(page) => this.more.update(|more| {
                    let more = more.get_or_insert_with(|| More {
                        items: Vec::new(),
                        next_cursor: None,
                    });
                    more.items.extend(page.items);
                    more.next_cursor = page.next_cursor;
                }),
                Err(error) => this.problem.set(Some(error)),
            }
        });
    }

    fn next_cursor(&self) -> Option<String> {
        match self.more.get() {
            Some(more) => more.next_cursor,
            None => self.first.ready()?.next_cursor,
        }
    }
}
