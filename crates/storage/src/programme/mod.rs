//! Points and tiers: facts come in, balances and sums are kept beside them, so that a number costs the same at any size.
//!
//! A tier that was reached holds to the end of the following year: the tier of a company is the higher of what it
//! reached in this calendar year and in the last, each in the company's own time zone.

mod directory;
mod facts;
mod gap;
mod given;
mod home;
mod intake;
mod movements;
mod of_account;
mod of_company;
mod record;
mod recount;
pub(crate) mod standing;
mod tiers;

pub use directory::{Directory, directory};
pub use facts::{accounts_with_facts, facts};
pub use home::{HomeNumbers, home_numbers};
pub use intake::{Report, Taken, take_in};
pub use movements::movements;
pub use of_account::of_account;
pub use of_company::{month_report, of_company};
pub use record::{Award, Change, NewEvent, Recorded, record_events};
pub use recount::{Difference, book_differences};
pub use tiers::{TierRule, upsert_tiers};
