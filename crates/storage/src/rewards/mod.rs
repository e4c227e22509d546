//! What points are good for: the catalogue as one person sees it, what was asked for, and what became of it.
//!
//! The rules are those of `loyalty::rewards` and `loyalty::ledger::decide`, asked again inside the transaction that redeems.
//! A redemption, the movement of its points, what is gone of the stock, the line in the audit log and the mails of the caller
//! are one transaction. Whoever writes here locks the account's head first and the reward's stock after it, several rewards
//! in the order of their ids; nobody who holds a stock waits for a head. Ids of transfers follow from the redemption's, so
//! that a repetition moves nothing again.
//!
//! Points are held until a redemption is decided and fulfilled, and spent when it is. What was asked for in time is kept: a
//! tier that is lost later takes no request back.

mod decide;
mod fulfil;
mod list;
mod news;
mod ready;
mod redeem;
mod rows;
mod run_out;
mod shop;
mod spending;
mod stock;

use contract::RewardRefusal;

pub use decide::{approve, cancel, decline};
pub use fulfil::{fulfil, fulfilments, withdraw};
pub use list::{Filter, find, find_within, list};
pub use news::{News, Person, Told};
pub use redeem::{NewRedemption, new_id, redeem};
pub use shop::catalogue;
pub use spending::{put_spending, spending};

pub(crate) use ready::ready;
pub(crate) use run_out::{Ended, give_back};

/// Why a redemption is not what the request takes it for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum RedemptionConflict {
    #[error("the reward cannot be had: {0:?}")]
    Refused(RewardRefusal),
    #[error("the request was decided already")]
    Decided,
    #[error("nobody decided in time")]
    RanOut,
    #[error("nobody decides on an own request")]
    OwnRequest,
    #[error("who asked has left the company")]
    AskerLeft,
    #[error("it is approved, and the vendor sees to it")]
    Approved,
    #[error("it is not waiting to be fulfilled")]
    NotApproved,
}
