//! What many calls took.

use std::fmt;
use std::time::Duration;

pub struct Times {
    pub p50: Duration,
    pub p99: Duration,
    calls: usize,
}

impl Times {
    pub fn of(mut times: Vec<Duration>) -> Self {
        times.sort();
        let at = |share: usize| {
            let at = (times.len() * share / 100).min(times.len().saturating_sub(1));
            times.get(at).copied().unwrap_or_default()
        };
        Self {
            p50: at(50),
            p99: at(99),
            calls: times.len(),
        }
    }
}

impl fmt::Display for Times {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { p50, p99, calls } = self;
        write!(formatter, "p50 {p50:.2?}, p99 {p99:.2?} of {calls}")
    }
}
