//! The wallets of an account, and whose they are.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// Whose points they are to spend: the company's, or those of one of its people.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Holder {
    Account,
    Member(Uuid),
}

/// One side of a transfer. Written as a word on the wire: `issued`, `account`, `member:ID`, `owed:account` …
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(into = "String", try_from = "String")]
pub enum Wallet {
    /// Where points come from; the only one, with [`Self::Owed`], that goes below zero. The negative of its balance is
    /// what the vendor has given and not taken back.
    Issued,
    /// Points that may be spent.
    Of(Holder),
    /// Points set aside until a redemption is decided.
    Held,
    Redeemed,
    Expired,
    /// What a correction took that was no longer there, as a negative balance. The holder's next points settle it first.
    Owed(Holder),
}

/// A wallet without its holder.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum WalletKind {
    Issued,
    Account,
    Member,
    Held,
    Redeemed,
    Expired,
    Owed,
}

#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{0:?} is not a wallet")]
pub struct UnknownWallet(String);

impl Holder {
    /// The person, if it is one's.
    pub const fn member(self) -> Option<Uuid> {
        match self {
            Self::Account => None,
            Self::Member(id) => Some(id),
        }
    }
}

impl From<Option<Uuid>> for Holder {
    fn from(member: Option<Uuid>) -> Self {
        member.map_or(Self::Account, Self::Member)
    }
}

impl Wallet {
    pub const fn kind(self) -> WalletKind {
        match self {
            Self::Issued => WalletKind::Issued,
            Self::Of(Holder::Account) => WalletKind::Account,
            Self::Of(Holder::Member(_)) => WalletKind::Member,
            Self::Held => WalletKind::Held,
            Self::Redeemed => WalletKind::Redeemed,
            Self::Expired => WalletKind::Expired,
            Self::Owed(_) => WalletKind::Owed,
        }
    }

    /// The holder, of a wallet that can be spent from.
    pub const fn spendable(self) -> Option<Holder> {
        match self {
            Self::Of(holder) => Some(holder),
            _ => None,
        }
    }

    /// The person whose wallet or whose debt it is.
    pub const fn member(self) -> Option<Uuid> {
        match self {
            Self::Of(holder) | Self::Owed(holder) => holder.member(),
            _ => None,
        }
    }

    /// The wallet of a kind, and of a person where the kind has one.
    pub fn of_kind(kind: WalletKind, member: Option<Uuid>) -> Option<Self> {
        match (kind, member) {
            (WalletKind::Issued, None) => Some(Self::Issued),
            (WalletKind::Account, None) => Some(Self::Of(Holder::Account)),
            (WalletKind::Member, Some(member)) => Some(Self::Of(Holder::Member(member))),
            (WalletKind::Held, None) => Some(Self::Held),
            (WalletKind::Redeemed, None) => Some(Self::Redeemed),
            (WalletKind::Expired, None) => Some(Self::Expired),
            (WalletKind::Owed, member) => Some(Self::Owed(member.into())),
            _ => None,
        }
    }
}

impl fmt::Display for Wallet {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Issued => formatter.write_str("issued"),
            Self::Held => formatter.write_str("held"),
            Self::Redeemed => formatter.write_str("redeemed"),
            Self::Expired => formatter.write_str("expired"),
            Self::Of(holder) => holder.fmt(formatter),
            Self::Owed(holder) => write!(formatter, "owed:{holder}"),
        }
    }
}

impl fmt::Display for Holder {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Account => formatter.write_str("account"),
            Self::Member(id) => write!(formatter, "member:{id}"),
        }
    }
}

impl FromStr for Wallet {
    type Err = UnknownWallet;

    fn from_str(text: &str) -> Result<Self, UnknownWallet> {
        let holder = |text: &str| match text {
            "account" => Some(Holder::Account),
            _ => text
                .strip_prefix("member:")
                .and_then(|id| Uuid::parse_str(id).ok())
                .map(Holder::Member),
        };
        let wallet = match text {
            "issued" => Some(Self::Issued),
            "held" => Some(Self::Held),
            "redeemed" => Some(Self::Redeemed),
            "expired" => Some(Self::Expired),
            _ => match text.strip_prefix("owed:") {
                Some(rest) => holder(rest).map(Self::Owed),
                None => holder(text).map(Self::Of),
            },
        };
        wallet.ok_or_else(|| UnknownWallet(text.to_owned()))
    }
}

impl From<Wallet> for String {
    fn from(wallet: Wallet) -> Self {
        wallet.to_string()
    }
}

impl TryFrom<String> for Wallet {
    type Error = UnknownWallet;

    fn try_from(text: String) -> Result<Self, UnknownWallet> {
        text.parse()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_wallet_comes_back_from_its_word_and_from_its_kind() {
        let ken = Holder::Member(Uuid::from_u128(7));
        for wallet in [
            Wallet::Issued,
            Wallet::Of(Holder::Account),
            Wallet::Of(ken),
            Wallet::Held,
            Wallet::Redeemed,
            Wallet::Expired,
            Wallet::Owed(Holder::Account),
            Wallet::Owed(ken),
        ] {
            assert_eq!(wallet.to_string().parse(), Ok(wallet));
            assert_eq!(
                Wallet::of_kind(wallet.kind(), wallet.member()),
                Some(wallet)
            );
        }
        assert!("member:ken".parse::<Wallet>().is_err());
        assert!("owed:held".parse::<Wallet>().is_err());
        assert_eq!(Wallet::of_kind(WalletKind::Member, None), None);
    }
}
