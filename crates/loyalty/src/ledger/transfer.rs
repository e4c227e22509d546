//! One movement of points between two wallets.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::wallet::Wallet;
use crate::Points;

/// Names a transfer for ever. Points that were earned are named by the transfer that brought them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(transparent)]
pub struct TransferId(pub Uuid);

/// Names a hold; also the id of the transfer that set the points aside.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(transparent)]
pub struct HoldId(pub Uuid);

/// An immutable movement of points: `debit` gives them, `credit` receives them.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Transfer {
    pub id: TransferId,
    pub debit: Wallet,
    pub credit: Wallet,
    /// Always more than zero.
    pub points: Points,
    pub purpose: Purpose,
    /// When what it stands for happened, which may be long before it was booked.
    pub occurred_at: Timestamp,
    /// When the points run out that it brings; none for those that never do.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub expires_at: Option<Timestamp>,
    /// The event that caused it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub event: Option<Uuid>,
    /// The hold that it begins or resolves.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub hold: Option<HoldId>,
    /// The earlier points that it takes first, before the oldest: those that expire, or those earned by mistake.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub lot: Option<TransferId>,
    /// Why, in words or as the programme explains it; kept as it was given.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub why: Option<String>,
}

/// What a transfer is for. Each has its own pairs of wallets.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Purpose {
    /// By the programme's rules.
    Earned,
    /// By a person of the vendor: given or taken.
    Adjusted,
    /// Earned by mistake and taken back.
    Corrected,
    /// Taken from new points for what a correction could not take.
    Recovered,
    /// Set aside for a redemption.
    Held,
    /// Redeemed, at once or after a hold.
    Spent,
    /// Given back by a hold that was voided.
    Released,
    /// Given back by a hold that nobody decided in time.
    RanOut,
    /// Not used in time.
    Expired,
}

/// How a hold ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Outcome {
    Posted,
    Voided,
    RanOut,
}

impl Purpose {
    /// The word that is hashed and stored.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Earned => "earned",
            Self::Adjusted => "adjusted",
            Self::Corrected => "corrected",
            Self::Recovered => "recovered",
            Self::Held => "held",
            Self::Spent => "spent",
            Self::Released => "released",
            Self::RanOut => "ran_out",
            Self::Expired => "expired",
        }
    }

    /// Whether points may move so for this purpose.
    pub fn allows(self, debit: Wallet, credit: Wallet) -> bool {
        use Wallet::{Expired, Held, Issued, Of, Owed, Redeemed};
        match (self, debit, credit) {
            (Self::Earned | Self::Adjusted, Issued, Of(_))
            | (Self::Adjusted, Of(_), Issued)
            | (Self::Corrected, Of(_) | Owed(_), Issued)
            | (Self::Held, Of(_), Held)
            | (Self::Spent, Of(_) | Held, Redeemed)
            | (Self::Released | Self::RanOut, Held, Of(_))
            | (Self::Expired, Of(_), Expired) => true,
            (Self::Recovered, Of(holder), Owed(debtor)) => holder == debtor,
            _ => false,
        }
    }
}

impl Outcome {
    /// The purpose of the transfer that resolves a hold so.
    pub const fn purpose(self) -> Purpose {
        match self {
            Self::Posted => Purpose::Spent,
            Self::Voided => Purpose::Released,
            Self::RanOut => Purpose::RanOut,
        }
    }
}

impl Transfer {
    /// Whether it brings new points, which leave in the order in which they came.
    pub const fn brings_points(&self) -> bool {
        matches!(self.debit, Wallet::Issued)
    }

    /// The holder whose points it changes; none when only a hold is posted or a debt noted.
    pub const fn holder(&self) -> Option<super::Holder> {
        match (self.debit.spendable(), self.credit.spendable()) {
            (Some(holder), _) | (None, Some(holder)) => Some(holder),
            (None, None) => None,
        }
    }

    /// What it adds to a wallet: negative when the wallet gives.
    pub fn change_of(&self, wallet: Wallet) -> Result<Points, crate::Overflow> {
        let received = if self.credit == wallet {
            self.points
        } else {
            Points::ZERO
        };
        let given = if self.debit == wallet {
            self.points
        } else {
            Points::ZERO
        };
        received.minus(given)
    }
}
