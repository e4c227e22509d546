//! How far a file is read, for who watches: a bar on a terminal, nothing where the output goes elsewhere.

use std::io::{IsTerminal as _, Write as _};
use std::time::{Duration, Instant};

const WIDTH: u64 = 30;
const DRAWN_EVERY: Duration = Duration::from_millis(100);

pub(super) struct Progress {
    bytes: u64,
    began: Instant,
    drawn: Option<Instant>,
    is_watched: bool,
}

impl Progress {
    pub fn of(bytes: u64) -> Self {
        Self {
            bytes,
            began: Instant::now(),
            drawn: None,
            is_watched: std::io::stderr().is_terminal(),
        }
    }

    pub fn show(&mut self, read: u64, events: u64) {
        let is_fresh = self.drawn.is_some_and(|at| at.elapsed() < DRAWN_EVERY);
        if !self.is_watched || is_fresh {
            return;
        }
        self.drawn = Some(Instant::now());
        let bar = bar(read, self.bytes);
        let rate = u128::from(events) * 1000 / self.began.elapsed().as_millis().max(1);
        // Somebody who closed the terminal looks no more.
        let _ = write!(std::io::stderr(), "\r{bar} {events} events, {rate}/s\x1b[K");
    }

    /// Gives the line back.
    pub fn end(&self) {
        if self.drawn.is_some() {
            let _ = write!(std::io::stderr(), "\r\x1b[K");
        }
    }
}

fn bar(read: u64, all: u64) -> String {
    let read = read.min(all);
    let percent = (read * 100).checked_div(all).unwrap_or(100);
    let full = usize::try_from(percent * WIDTH / 100).unwrap_or(0);
    let empty = usize::try_from(WIDTH).unwrap_or(0).saturating_sub(full);
    format!("[{}{}] {percent:>3}%", "#".repeat(full), " ".repeat(empty))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_bar_fills_up() {
        assert_eq!(bar(0, 10), format!("[{}]   0%", " ".repeat(30)));
        assert_eq!(
            bar(5, 10),
            format!("[{}{}]  50%", "#".repeat(15), " ".repeat(15))
        );
        assert_eq!(bar(11, 10), format!("[{}] 100%", "#".repeat(30)));
        assert_eq!(bar(0, 0), format!("[{}] 100%", "#".repeat(30)));
    }
}
