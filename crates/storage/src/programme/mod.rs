//! Points and tiers: facts come in, balances and sums are kept beside them, so that a number costs the same at any size.

pub(crate) mod activity;
mod dashboard;
mod directory;
mod facts;
mod gap;
mod given;
mod home;
mod intake;
mod movements;
mod of_account;
mod of_company;
mod overrides;
mod record;
mod shown;
pub mod standing;
mod view;

pub use dashboard::dashboard;
pub use directory::{Directory, directory};
pub(crate) use facts::events_of_member;
pub use facts::{accounts_with_facts, facts};
pub use home::{HomeNumbers, home_numbers};
pub use intake::{Report, Taken, take_in};
pub use movements::{MovementFilter, MovementRecord, movement_record, movements, movements_of};
pub use of_account::{give_tier, of_account};
pub use of_company::{month_report, of_company};
pub use overrides::{
    NewTierOverride, TierOverride, end_tier_override, set_tier_override, tier_overrides,
};
pub use record::{Award, Change, NewEvent, Recorded, record_events};
pub use shown::{keep_shown_versions, shown_versions};
pub use standing::{Standing, tier_history};
pub use view::counts;
