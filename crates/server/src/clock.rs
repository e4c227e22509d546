//! The time, as something that a test can set.

use std::sync::atomic::{AtomicI64, Ordering};

use jiff::{SignedDuration, Timestamp};

/// The system's clock, moved by an offset that is zero outside tests.
#[derive(Debug, Default)]
pub struct Clock {
    offset_seconds: AtomicI64,
}

impl Clock {
    pub fn now(&self) -> Timestamp {
        let offset = SignedDuration::from_secs(self.offset_seconds.load(Ordering::Relaxed));
        Timestamp::now()
            .saturating_add(offset)
            .unwrap_or(Timestamp::MAX)
    }

    /// Moves the clock, for tests of what runs out.
    pub fn advance(&self, by: SignedDuration) {
        self.offset_seconds
            .fetch_add(by.as_secs(), Ordering::Relaxed);
    }
}
