//! The team board: who of a company earned how much in a window of the calendar, and what follows from it.
//!
//! Points come from the ledger alone; what is here adds nothing to them. It knows neither names nor a database: whoever
//! shows a ranking decides what stands at a place, and the ranks stay true whatever is shown there.

mod average;
mod league;
mod nickname;
mod ranking;
mod standings;
mod window;

pub use average::{Average, ranked};
pub use league::{SMALLEST_LEAGUE, SeatBand};
pub use nickname::{NicknameProblem, check_nickname, is_confusable, skeleton};
pub use ranking::{Key, Ranking};
pub use standings::{NEVER, NextPlace, Place, Seat, Standings};
pub use window::{Kind, NoSuchWindow, Timing, Window};

#[cfg(test)]
mod tests;
