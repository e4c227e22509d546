//! Surveys, zones and chance for tests.

use jiff::Timestamp;
use jiff::tz::TimeZone;

use crate::definition::{Survey, check};

pub const REAL: &str = include_str!("../../../surveys/relationship.toml");
pub const ARTICLE: &str = include_str!("../../../surveys/article.toml");

pub fn survey(file: &str, text: &str) -> Survey {
    let (survey, problems) = check(file, text);
    let told: Vec<_> = problems.iter().map(ToString::to_string).collect();
    survey.unwrap_or_else(|| panic!("{}", told.join("\n")))
}

/// The relationship survey as it is shipped.
pub fn real() -> Survey {
    changed(&[])
}

/// The same with stretches of its text replaced, each once.
pub fn changed(changes: &[(&str, &str)]) -> Survey {
    let mut text = REAL.to_owned();
    for (from, to) in changes {
        assert!(text.contains(from), "the file holds {from}");
        text = text.replacen(from, to, 1);
    }
    survey("relationship.toml", &text)
}

pub fn time(text: &str) -> Timestamp {
    text.parse().expect("is a time")
}

/// Central Europe, whose clocks change on the last Sundays of March and October.
pub fn berlin() -> TimeZone {
    TimeZone::posix("CET-1CEST,M3.5.0,M10.5.0/3").expect("is a zone")
}

/// The same sequence from the same seed: Steele, Lea, Flood, "Fast splittable pseudorandom number generators" (2014).
pub struct Chance(pub u64);

impl Chance {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    /// Below the number. Its bias is below 2⁻⁴⁰ for the small numbers of tests.
    pub fn below(&mut self, number: u64) -> u64 {
        self.next() % number
    }
}
