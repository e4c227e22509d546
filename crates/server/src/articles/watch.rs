//! Sees that the folder of articles has changed, and reads it again.
//!
//! The system's notices make it quick. They are not relied upon: on network mounts and in some containers there are none,
//! and a folder that is swapped as a whole leaves them behind. So the folder is also listed every few seconds, and a
//! change is what differs between two listings.

use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::time::{Duration, Instant};

use anyhow::{Context, ensure};
use knowledge::Library;
use notify::{RecommendedWatcher, RecursiveMode, Watcher};

use super::Listing;

/// Writers save several files at once; the set is read again when it has been quiet for this long.
const QUIET: Duration = Duration::from_millis(150);
/// Even while files keep changing the set is read after this long.
const LONGEST_WAIT: Duration = Duration::from_secs(2);
const LISTED_EVERY: Duration = Duration::from_secs(2);
/// Listing takes at most this part of one processor, however many files there are.
const LISTING_SHARE: u32 = 200;

/// Watches until it is dropped.
#[derive(Debug)]
pub struct Watch {
    sender: Sender<Signal>,
}

impl Drop for Watch {
    fn drop(&mut self) {
        // The thread is gone already when nobody receives this.
        let _ = self.sender.send(Signal::Stop);
    }
}

#[derive(Clone, Copy, Debug)]
enum Signal {
    Change,
    Stop,
}

/// Calls back with each new set, or with why the folder gave none. `seen` is what the set in use was read from.
pub fn watch(
    folder: &Path,
    seen: Listing,
    on_change: impl FnMut(anyhow::Result<Library>) + Send + 'static,
) -> anyhow::Result<Watch> {
    start(folder, seen, true, on_change)
}

fn start(
    folder: &Path,
    seen: Listing,
    takes_notices: bool,
    on_change: impl FnMut(anyhow::Result<Library>) + Send + 'static,
) -> anyhow::Result<Watch> {
    let (sender, signals) = channel();
    let mut watching = Watching {
        folder: std::path::absolute(folder)?,
        notices: None,
        sender: takes_notices.then(|| sender.clone()),
        seen: Seen::Files(seen),
        every: LISTED_EVERY,
        on_change,
    };
    std::thread::Builder::new()
        .name("articles".into())
        .spawn(move || watching.run(&signals))?;
    Ok(Watch { sender })
}

/// What was found the last time.
#[derive(Debug, PartialEq, Eq)]
enum Seen {
    Files(Listing),
    Nothing(std::io::ErrorKind),
}

struct Watching<F> {
    folder: PathBuf,
    /// Absent where the system gives none.
    notices: Option<RecommendedWatcher>,
    /// Where notices go; absent when none are wanted.
    sender: Option<Sender<Signal>>,
    seen: Seen,
    every: Duration,
    on_change: F,
}

impl<F: FnMut(anyhow::Result<Library>)> Watching<F> {
    fn run(&mut self, signals: &Receiver<Signal>) {
        self.listen();
        // Something may have changed before anyone listened.
        self.look();
        while wait(signals, self.every) {
            self.look();
        }
    }

    fn look(&mut self) {
        let started = Instant::now();
        let found = self.find();
        self.every = LISTED_EVERY.max(started.elapsed() * LISTING_SHARE);
        if found == self.seen {
            return;
        }
        // Folders may have come or been swapped: listen there first, then list, so that no later change is missed.
        self.listen();
        self.seen = self.find();
        let outcome = match &self.seen {
            Seen::Nothing(kind) => Err(anyhow::anyhow!(
                "cannot read the articles in {}: {kind}",
                self.folder.display()
            )),
            Seen::Files(listing) => super::read(&self.folder, listing).and_then(not_empty),
        };
        (self.on_change)(outcome);
    }

    fn find(&self) -> Seen {
        match Listing::of(&self.folder) {
            Ok(listing) => Seen::Files(listing),
            Err(error) => Seen::Nothing(error.kind()),
        }
    }

    fn listen(&mut self) {
        let Some(sender) = &self.sender else { return };
        match listen(&self.folder, sender.clone()) {
            Ok(watcher) => self.notices = Some(watcher),
            Err(error) => {
                if self.notices.take().is_some() || matches!(self.seen, Seen::Files(_)) {
                    let (error, seconds) = (format!("{error:#}"), self.every.as_secs());
                    tracing::warn!(
                        error,
                        seconds,
                        "no notices of changed articles: they are looked for"
                    );
                }
            }
        }
    }
}

/// A folder whose files are just being put there, or a mount that is not there yet, is no reason to serve nothing.
fn not_empty(library: Library) -> anyhow::Result<Library> {
    ensure!(!library.is_empty(), "the folder holds no article");
    Ok(library)
}

/// Until there is something to look at; false when it is time to stop.
fn wait(signals: &Receiver<Signal>, every: Duration) -> bool {
    match signals.recv_timeout(every) {
        Ok(Signal::Stop) | Err(RecvTimeoutError::Disconnected) => return false,
        Err(RecvTimeoutError::Timeout) => return true,
        Ok(Signal::Change) => {}
    }
    let started = Instant::now();
    while started.elapsed() < LONGEST_WAIT {
        match signals.recv_timeout(QUIET) {
            Ok(Signal::Change) => {}
            Err(RecvTimeoutError::Timeout) => break,
            Ok(Signal::Stop) | Err(RecvTimeoutError::Disconnected) => return false,
        }
    }
    true
}

/// Listens to the folder, and where one of the folders on the way to it is a link, to what may swap that link.
fn listen(folder: &Path, sender: Sender<Signal>) -> anyhow::Result<RecommendedWatcher> {
    let doors = doors(folder);
    let (inside, around) = (folder.to_owned(), doors.clone());
    let mut watcher = notify::recommended_watcher(move |event: notify::Result<notify::Event>| {
        let Ok(event) = event else { return };
        let concerns = |path: &PathBuf| path.starts_with(&inside) || around.contains(path);
        // Reading the files is no change; without this the reload would wake itself.
        if !event.kind.is_access() && event.paths.iter().any(concerns) {
            // The receiver is gone only when the watch has ended.
            let _ = sender.send(Signal::Change);
        }
    })?;
    for parent in doors.iter().filter_map(|door| door.parent()) {
        watcher
            .watch(parent, RecursiveMode::NonRecursive)
            .with_context(|| format!("cannot watch {}", parent.display()))?;
    }
    watcher
        .watch(folder, RecursiveMode::Recursive)
        .with_context(|| format!("cannot watch {}", folder.display()))?;
    Ok(watcher)
}

/// The folder, and every link on the way to it: what is replaced when the set is swapped as a whole.
fn doors(folder: &Path) -> Vec<PathBuf> {
    folder
        .ancestors()
        .filter(|path| *path == folder || path.is_symlink())
        .map(Path::to_owned)
        .collect()
}

#[cfg(test)]
mod tests;
