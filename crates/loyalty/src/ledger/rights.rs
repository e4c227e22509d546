//! Who may spend from which wallet, and from where on someone else has to agree.

use contract::Role;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::wallet::Holder;
use crate::Points;
use crate::programme::SpendingLimits;

/// How much may be taken without approval.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Limit {
    /// Every redemption needs approval.
    Nothing,
    UpTo(Points),
    Everything,
}

/// What a company has decided about its points.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SpendingRules {
    /// Of an account admin, from the company's wallet.
    pub admins: Limit,
    /// Of anyone else, from the company's wallet; none when only admins may ask at all.
    pub members: Option<Limit>,
    /// Of everyone, from the own wallet.
    pub own: Limit,
}

/// Someone wants to spend.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Ask {
    pub spender: Uuid,
    pub is_admin: bool,
    pub from: Holder,
    pub points: Points,
    /// What the spender took from this wallet without approval in the window that limits are counted in.
    pub spent_before: Points,
    /// The reward needs approval whatever it costs.
    pub always_asks: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Decision {
    Allowed,
    NeedsApproval,
    Refused(Refusal),
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// The wallet is another person's.
    NotTheirs,
    /// The company lets admins alone spend its points.
    AdminsOnly,
    NotPositive,
}

/// Someone wants to agree to a redemption.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Approver {
    pub member: Uuid,
    pub is_admin: bool,
}

/// Whether it may be spent. Whether the points are there is the book's question.
pub fn decide(rules: &SpendingRules, ask: &Ask) -> Decision {
    if !ask.points.is_positive() {
        return Decision::Refused(Refusal::NotPositive);
    }
    let limit = match ask.from {
        Holder::Member(owner) if owner != ask.spender => {
            return Decision::Refused(Refusal::NotTheirs);
        }
        Holder::Member(_) => rules.own,
        Holder::Account if ask.is_admin => rules.admins,
        Holder::Account => match rules.members {
            Some(limit) => limit,
            None => return Decision::Refused(Refusal::AdminsOnly),
        },
    };
    if !ask.always_asks && limit.covers(ask.spent_before, ask.points) {
        Decision::Allowed
    } else {
        Decision::NeedsApproval
    }
}

/// Whether the person may agree: an admin, and never to an own request.
pub fn may_approve(approver: &Approver, spender: Uuid) -> bool {
    approver.is_admin && approver.member != spender
}

impl SpendingRules {
    /// What the programme says for companies that decided nothing themselves.
    pub fn of_programme(limits: &SpendingLimits) -> Self {
        let company = Limit::of(Some(limits.account_without_approval));
        let members_may_ask = limits.account_roles.contains(&Role::Member);
        Self {
            admins: company,
            members: members_may_ask.then_some(company),
            own: Limit::of(Some(limits.member_without_approval)),
        }
    }
}

impl Limit {
    /// None is without a limit.
    pub fn of(points: Option<i64>) -> Self {
        match points {
            None => Self::Everything,
            Some(..=0) => Self::Nothing,
            Some(points) => Self::UpTo(Points::new(points)),
        }
    }

    /// As [`Self::of`] takes it.
    pub const fn points(self) -> Option<i64> {
        match self {
            Self::Nothing => Some(0),
            Self::UpTo(points) => Some(points.get()),
            Self::Everything => None,
        }
    }

    fn covers(self, before: Points, points: Points) -> bool {
        match self {
            Self::Nothing => false,
            Self::Everything => true,
            // A sum beyond all counting is beyond every limit.
            Self::UpTo(limit) => before.plus(points).is_ok_and(|sum| sum <= limit),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const KEN: Uuid = Uuid::from_u128(1);
    const RIN: Uuid = Uuid::from_u128(2);
    const RULES: SpendingRules = SpendingRules {
        admins: Limit::UpTo(Points::new(1_000)),
        members: Some(Limit::Nothing),
        own: Limit::Everything,
    };

    fn ask(is_admin: bool, from: Holder, points: i64) -> Ask {
        Ask {
            spender: KEN,
            is_admin,
            from,
            points: Points::new(points),
            spent_before: Points::ZERO,
            always_asks: false,
        }
    }

    #[test]
    fn an_admin_spends_up_to_the_limit_and_asks_above() {
        let company = |points| ask(true, Holder::Account, points);
        assert_eq!(decide(&RULES, &company(1_000)), Decision::Allowed);
        assert_eq!(decide(&RULES, &company(1_001)), Decision::NeedsApproval);
        let spent = Ask {
            spent_before: Points::new(600),
            ..company(500)
        };
        assert_eq!(decide(&RULES, &spent), Decision::NeedsApproval);
        let endless = Ask {
            spent_before: Points::MAX,
            ..company(500)
        };
        assert_eq!(decide(&RULES, &endless), Decision::NeedsApproval);
    }

    #[test]
    fn a_member_asks_for_the_companys_points_or_may_not() {
        let company = ask(false, Holder::Account, 10);
        assert_eq!(decide(&RULES, &company), Decision::NeedsApproval);
        let closed = SpendingRules {
            members: None,
            ..RULES
        };
        assert_eq!(
            decide(&closed, &company),
            Decision::Refused(Refusal::AdminsOnly)
        );
    }

    #[test]
    fn own_points_are_the_owners_alone() {
        assert_eq!(
            decide(&RULES, &ask(false, Holder::Member(KEN), 10)),
            Decision::Allowed
        );
        let of_rin = ask(true, Holder::Member(RIN), 10);
        assert_eq!(
            decide(&RULES, &of_rin),
            Decision::Refused(Refusal::NotTheirs)
        );
    }

    #[test]
    fn a_reward_may_ask_at_any_price_and_nothing_is_not_spent() {
        let dear = Ask {
            always_asks: true,
            ..ask(true, Holder::Account, 1)
        };
        assert_eq!(decide(&RULES, &dear), Decision::NeedsApproval);
        let nothing = ask(true, Holder::Account, 0);
        assert_eq!(
            decide(&RULES, &nothing),
            Decision::Refused(Refusal::NotPositive)
        );
    }

    #[test]
    fn nobody_approves_an_own_request() {
        let admin = |member| Approver {
            member,
            is_admin: true,
        };
        assert!(may_approve(&admin(RIN), KEN));
        assert!(!may_approve(&admin(KEN), KEN));
        assert!(!may_approve(
            &Approver {
                member: RIN,
                is_admin: false
            },
            KEN
        ));
    }
}
