//! One dated version of the programme's rules: what earns, which tiers there are, what points are good for.
//!
//! A version is read from one file and never changes once in force. It knows nothing of any account, and reading it is the
//! only way to make one, so that what is here has been checked.

pub(crate) mod calendar;
mod check;
mod difference;
mod folder;
mod kind;
mod play;
mod read;
mod succession;
mod versions;

use contract::{Persona, Role, Tier};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::event::Attribute;
use crate::money::Currency;
use crate::ratio::{Ratio, Rounding};

pub use calendar::{Period, Span, Window};
pub use check::check;
pub use difference::{Difference, Moved, differences};
pub use folder::{File, Shown, check_all};
pub use kind::KindPattern;
pub use play::{
    Badge, BadgeCondition, CHALLENGE_REACHED, ChallengeTemplate, STREAK_KEPT, StreakRules,
    TEMPLATE, What,
};
pub use rule_file::Texts;
pub use succession::{SuccessionProblem, check_succession};
pub use versions::Versions;

/// One file of `program/`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Programme {
    /// The file's name without its ending, such as `2026-01-kizuna`.
    pub version: String,
    /// The first day, in each account's own time zone.
    pub valid_from: Date,
    /// How many days ahead the next version is shown.
    pub notice_days: u16,
    pub title: Texts,
    pub arrival: ArrivalRules,
    pub rules: Vec<EarningRule>,
    pub tiers: TierRules,
    pub rewards: Vec<Reward>,
    pub badges: Vec<Badge>,
    /// Without it weeks are not counted.
    pub streak: Option<StreakRules>,
    pub challenges: Vec<ChallengeTemplate>,
    pub spending: SpendingLimits,
    /// Without it points never expire.
    pub expiry: Option<Expiry>,
    /// Set in the last version of a programme.
    pub ends: Option<Ending>,
}

/// Which events still count when they are reported.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct ArrivalRules {
    /// An event older than so many days is kept and earns nothing.
    pub late_days: u16,
    /// A clock may be wrong by so much; an event further in the future is refused.
    pub early_minutes: u16,
}

/// Turns events into points.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct EarningRule {
    pub id: String,
    pub event: KindPattern,
    /// All of them must hold.
    pub filters: Vec<Filter>,
    pub wallet: Owner,
    pub points: PointsRule,
    pub rounding: Rounding,
    /// What a tier earns more; a tier that is not named earns once.
    pub multipliers: Vec<(Tier, Ratio)>,
    pub caps: Vec<Cap>,
    pub name: Texts,
    pub text: Texts,
}

/// Whose points they are: the company's or one person's.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Owner {
    Account,
    Member,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum PointsRule {
    Fixed(i64),
    /// By currency; an amount in another currency earns nothing.
    PerAmount(Vec<Rate>),
}

/// So many points for each so many minor units.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Rate {
    pub currency: Currency,
    pub points: i64,
    pub minor_units: i64,
}

/// What an event's data must say.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Filter {
    Equals {
        field: String,
        value: Attribute,
    },
    AtLeast {
        field: String,
        value: Ratio,
    },
    /// One of the products at least was bought.
    ProductIn(Vec<String>),
}

/// The most points that a rule gives within a window.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Cap {
    pub points: i64,
    pub per: Window,
    pub by: Owner,
}

/// How an account's tier comes about.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct TierRules {
    pub span: Span,
    /// How many further calendar periods a tier stays after the one it was reached in.
    pub keep_periods: u16,
    /// How many days a tier stays after it would end.
    pub grace_days: u16,
    /// The events whose amounts are spend.
    pub spend_from: Vec<KindPattern>,
    /// Lowest first; the first has no thresholds.
    pub levels: Vec<TierLevel>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct TierLevel {
    pub tier: Tier,
    /// Reaching any one of them is enough.
    pub thresholds: Vec<Threshold>,
    pub name: Texts,
    pub benefits: Vec<TierBenefit>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Threshold {
    pub dimension: Dimension,
    /// Points, minor units or events.
    pub at: i64,
}

/// What a threshold counts.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Dimension {
    /// Points earned by the company and its people.
    Points,
    /// Amounts in one currency.
    Spend(Currency),
    /// Events of a kind.
    Activities(KindPattern),
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct TierBenefit {
    pub id: String,
    /// Empty: for everyone.
    pub personas: Vec<Persona>,
    pub text: Texts,
}

/// What points are good for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Reward {
    pub id: String,
    pub cost: i64,
    /// The wallet that pays.
    pub wallet: Owner,
    /// None: as many as are asked for.
    pub stock: Option<i64>,
    /// How often within a calendar year; none: as often as wanted.
    pub limit_per_member: Option<i64>,
    pub limit_per_account: Option<i64>,
    /// Empty: for all.
    pub tiers: Vec<Tier>,
    /// Empty: for all.
    pub personas: Vec<Persona>,
    pub needs_approval: bool,
    pub fulfilment: Fulfilment,
    pub name: Texts,
    pub text: Texts,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Fulfilment {
    /// A code is given out at once.
    Code,
    /// The vendor's staff does something.
    Staff,
}

/// Who may spend how much without somebody else's word.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct SpendingLimits {
    /// Of one redemption from one's own wallet. More needs an account admin's approval.
    pub member_without_approval: i64,
    /// Of one redemption from the company's wallet.
    pub account_without_approval: i64,
    /// Who may ask for something from the company's wallet.
    pub account_roles: Vec<Role>,
    /// Points are held so many days for an approval.
    pub approval_days: u16,
}

/// When points run out, the oldest first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Expiry {
    /// At the end of the day so many months after they were earned.
    RollingMonths(u16),
    /// At the end of the calendar period so many periods after the one they were earned in.
    PeriodEnd { period: Period, keep_periods: u16 },
}

/// The end of the programme.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Ending {
    /// The last day that earns.
    pub earning_until: Date,
    /// The last day on which points can be spent.
    pub redeeming_until: Date,
}

impl TierRules {
    pub fn level(&self, tier: Tier) -> Option<&TierLevel> {
        self.levels.iter().find(|level| level.tier == tier)
    }

    /// The tier of an account that has nothing yet.
    pub fn lowest(&self) -> Tier {
        self.levels.first().map_or(Tier::Bronze, |level| level.tier)
    }
}

impl EarningRule {
    pub fn multiplier(&self, tier: Tier) -> Ratio {
        self.multipliers
            .iter()
            .find(|(of, _)| *of == tier)
            .map_or(Ratio::ONE, |(_, multiplier)| *multiplier)
    }
}

impl Programme {
    pub fn rule(&self, id: &str) -> Option<&EarningRule> {
        self.rules.iter().find(|rule| rule.id == id)
    }

    pub fn reward(&self, id: &str) -> Option<&Reward> {
        self.rewards.iter().find(|reward| reward.id == id)
    }

    /// Whether an event of the day earns anything, as far as the programme's end goes.
    pub fn earns_on(&self, day: Date) -> bool {
        self.ends.is_none_or(|ends| day <= ends.earning_until)
    }

    /// Whether points can be spent on the day.
    pub fn redeems_on(&self, day: Date) -> bool {
        self.ends.is_none_or(|ends| day <= ends.redeeming_until)
    }
}
