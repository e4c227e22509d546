//! Tells the vendor's writers what was searched for and whether it led anywhere; they write what is missing.

use contract::FinishedSearch;
use leptos::{prelude::*, task::spawn_local};

use super::Outcome;
use crate::api::{self, Client, use_client};
use crate::language::use_language;

/// Shorter ones are on the way to something else.
const LEAST: usize = 2;

/// The search that goes on: told once, when a result was opened or the reader left.
#[derive(Clone, Copy)]
pub struct Told {
    client: Client,
    last: StoredValue<Option<FinishedSearch>>,
}

impl Told {
    pub fn follow(question: Signal<String>, outcome: Signal<Outcome>) -> Self {
        let language = use_language();
        let told = Self {
            client: use_client(),
            last: StoredValue::new(None),
        };
        Effect::new(move || {
            let query = question.get().trim().to_owned();
            let Outcome::Answered(answer) = outcome.get() else {
                return;
            };
            if !answer.is_complete || query.chars().count() < LEAST {
                return;
            }
            let results = answer.hits.len() + answer.others.len();
            told.last.set_value(Some(FinishedSearch {
                query,
                locale: language.get_untracked(),
                results: u32::try_from(results).unwrap_or(u32::MAX),
                was_opened: false,
            }));
        });
        on_cleanup(move || told.leave());
        told
    }

    pub fn open(self) {
        self.tell(true);
    }

    pub fn leave(self) {
        self.tell(false);
    }

    fn tell(self, was_opened: bool) {
        let last = self.last.try_update_value(Option::take).flatten();
        let Some(mut search) = last else { return };
        search.was_opened = was_opened;
        let client = self.client;
        spawn_local(async move {
            // It is worth nothing to the reader: when it fails, nobody is told.
            let _ = api::finish_search(client, &search).await;
        });
    }
}
