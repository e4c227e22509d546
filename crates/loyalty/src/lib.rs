//! The rules of the loyalty programme: from facts to points, tiers and rewards.
//!
//! The same code runs natively and in the browser. It must not know of files, HTTP, a database or a clock: facts, texts and
//! the present moment come in as arguments, and the same arguments give the same answer.

pub mod board;
pub mod earning;
mod event;
#[cfg(test)]
mod fixture;
pub mod ledger;
mod money;
pub mod play;
mod points;
pub mod programme;
mod ratio;
pub mod replay;
pub mod rewards;
pub mod tier;

pub use event::{Attribute, DataError, DataProblem, Event, EventData, EventRef, ProductLine};
pub use money::{Currency, Money, MoneyProblem};
pub use points::{Overflow, Points};
pub use programme::{Programme, Versions, check, check_all, check_succession, differences};
pub use ratio::{Ratio, RatioProblem, Rounding};
