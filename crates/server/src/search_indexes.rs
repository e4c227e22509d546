//! The search indexes of readers: built when they are first asked for, shared by all who have the same rights, and kept
//! for a while.
//!
//! An index is known by its selection: the set of articles, the language, and which of them are open. It holds nothing
//! else, so what a reader may not open cannot be in a file of theirs. These are copies and no truth: another process
//! builds the same bytes under the same names.
//!
//! What it costs, measured on 2,500 articles a language with 10 to 14 MB of text: a quarter of a second of one processor to
//! build an index, with some 40 MB of memory meanwhile; indexes are built one after the other, so that holds once, however
//! many audiences come at once. An index then takes one to three megabytes, and as much again for what was compressed.
//! Those that were not used for longest go when all together exceed [`MOST_BYTES`]. Texts of articles, from which snippets
//! come, are kept once for all audiences: as much as the articles have text. With twenty articles all of that is
//! milliseconds and a few hundred kilobytes.

mod files;

use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use contract::Locale;
use futures_util::FutureExt;
use futures_util::future::{BoxFuture, Shared};
use jiff::Timestamp;
use knowledge::Selection;
use tokio::sync::Semaphore;

pub use self::files::{File, IndexFiles};
use crate::problem::AppError;

/// What all indexes together may take, uncompressed and without texts.
const MOST_BYTES: usize = 64 * 1024 * 1024;
/// So many are kept whatever they take: one reader's.
const LEAST_KEPT: usize = Locale::ALL.len();

/// Whoever asks while an index is being built waits for the same one.
type Build = Shared<BoxFuture<'static, Result<Arc<IndexFiles>, Arc<str>>>>;

pub struct SearchIndexes {
    /// Those used last come last.
    kept: Mutex<Vec<Kept>>,
    texts: Texts,
    /// Only one index is built at a time.
    place: Arc<Semaphore>,
}

struct Kept {
    selection: Selection,
    build: Build,
}

impl Default for SearchIndexes {
    fn default() -> Self {
        Self {
            kept: Mutex::default(),
            texts: Texts::default(),
            place: Arc::new(Semaphore::new(1)),
        }
    }
}

impl SearchIndexes {
    /// The index of these articles, built on threads of its own unless it is there.
    pub async fn get(
        &self,
        selection: &Selection,
        now: Timestamp,
    ) -> Result<Arc<IndexFiles>, AppError> {
        let build = self.find_or_begin(selection, now);
        let outcome = build.await;
        if outcome.is_err() {
            // The next who asks may have more luck.
            locked(&self.kept).retain(|kept| kept.selection != *selection);
        }
        outcome.map_err(AppError::internal)
    }

    /// Forgets everything: there is a new set of articles.
    pub fn clear(&self) {
        locked(&self.kept).clear();
        self.texts.forget_unused();
    }

    fn find_or_begin(&self, selection: &Selection, now: Timestamp) -> Build {
        let mut kept = locked(&self.kept);
        kept.retain(|kept| kept.selection.until().is_none_or(|until| now < until));
        let known = kept.iter().position(|kept| kept.selection == *selection);
        let found = known.map_or_else(
            || Kept {
                selection: selection.clone(),
                build: self.begin(selection.clone()),
            },
            |at| kept.remove(at),
        );
        let build = found.build.clone();
        kept.push(found);
        if trim(&mut kept) {
            self.texts.forget_unused();
        }
        build
    }

    /// The work goes on when everyone who asked for it has left.
    fn begin(&self, selection: Selection) -> Build {
        let (place, texts) = (self.place.clone(), self.texts.clone());
        let work = tokio::spawn(async move {
            let _place = place.acquire_owned().await?;
            let build = move || Arc::new(IndexFiles::new(selection.index(), &texts));
            anyhow::Ok(tokio::task::spawn_blocking(build).await?)
        });
        let outcome = async move {
            match work.await {
                Ok(outcome) => outcome.map_err(|error| error.to_string().into()),
                Err(error) => Err(error.to_string().into()),
            }
        };
        outcome.boxed().shared()
    }
}

/// Drops those used longest ago while all together take too much. Whether any was.
fn trim(kept: &mut Vec<Kept>) -> bool {
    let size = |kept: &Kept| match kept.build.peek() {
        Some(Ok(files)) => files.size(),
        _ => 0,
    };
    let mut total: usize = kept.iter().map(size).sum();
    let mut surplus = 0;
    while total > MOST_BYTES && kept.len() - surplus > LEAST_KEPT {
        total -= size(&kept[surplus]);
        surplus += 1;
    }
    kept.drain(..surplus);
    surplus > 0
}

/// The texts of articles by the names of their files, which tell their content: one for all indexes that hold it.
#[derive(Clone, Debug, Default)]
pub struct Texts(Arc<Mutex<HashMap<String, Arc<File>>>>);

impl Texts {
    /// These texts with their names, each the one that is known already if it is.
    fn share(&self, texts: Vec<(String, Vec<u8>)>) -> Vec<(String, Arc<File>)> {
        let mut known = locked(&self.0);
        let shared = texts.into_iter().map(|(name, content)| {
            let file = known.entry(name.clone());
            let file = file.or_insert_with(|| Arc::new(File::new(content)));
            (name, file.clone())
        });
        shared.collect()
    }

    fn forget_unused(&self) {
        locked(&self.0).retain(|_, file| Arc::strong_count(file) > 1);
    }
}

/// Whoever panicked has left these maps whole: nothing in here stops halfway.
fn locked<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

#[cfg(test)]
mod tests;
