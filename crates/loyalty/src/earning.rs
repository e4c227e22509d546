//! From facts to points: which rule gives what for an event, and why it is neither more nor less.
//!
//! The awards of an account are a function of the set of its events, in the one order of time, source and id. In which
//! order they were reported makes no difference: decision 009 tells what follows from it.

mod award;
mod counted;
mod recount;

use contract::{MemberId, Tier};
use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};

use crate::event::{Attribute, Event, EventRef};
use crate::money::Money;
use crate::programme::{ArrivalRules, EarningRule, Filter, Owner, Programme, Window};
use crate::ratio::{Ratio, Rounding};

pub use award::{Missed, MissedReason, award, missed};
pub use counted::Counted;
pub(crate) use recount::in_order;
pub use recount::{Adjustment, Recount, activities, adjust, recompute, recount};

/// Points that one rule gave for one event, with all that made them so many.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Award {
    pub event: EventRef,
    pub time: Timestamp,
    /// The version in force at the event's time.
    pub version: String,
    pub rule: String,
    pub recipient: Recipient,
    pub basis: Basis,
    /// None when the rule gives every tier the same.
    pub multiplier: Option<Multiplier>,
    pub rounding: Rounding,
    /// What the rule would give without caps, rounded.
    pub before_caps: i64,
    /// The cap that left least room, when it left less than that.
    pub cap: Option<AppliedCap>,
    /// What is given. Never negative; zero when caps or rounding left nothing.
    pub points: i64,
    /// What the cap kept back.
    pub left_out: i64,
}

/// Whose wallet it is.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Recipient {
    Account,
    Member(MemberId),
}

/// What the points were counted from.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Basis {
    Fixed(i64),
    /// So many points for each so many minor units of the amount.
    PerAmount {
        money: Money,
        points: i64,
        minor_units: i64,
    },
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Multiplier {
    /// The account's tier when the event happened.
    pub tier: Tier,
    pub by: Ratio,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AppliedCap {
    /// The most within the window.
    pub points: i64,
    pub per: Window,
    pub by: Owner,
    /// The first day of the window.
    pub from: jiff::civil::Date,
    /// What had been counted in the window before this event.
    pub counted: i64,
}

/// What an award depends on beside rule and event.
#[derive(Clone, Copy, Debug)]
pub struct Context<'a> {
    /// The account's tier at the event's time.
    pub tier: Tier,
    /// The account's zone: days, months and periods turn there.
    pub zone: &'a TimeZone,
    /// What the events before this one counted toward caps.
    pub counted: &'a Counted,
}

/// Whether an event still counts when it is reported.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Arrival {
    InTime,
    /// It is kept and earns nothing.
    TooLate,
    /// It lies in the future and is refused.
    TooEarly,
}

impl ArrivalRules {
    /// To be asked once, when the event is reported: what was accepted stays accepted.
    pub fn arrival(&self, happened: Timestamp, now: Timestamp) -> Arrival {
        let age = now.duration_since(happened);
        if age > SignedDuration::from_hours(24 * i64::from(self.late_days)) {
            Arrival::TooLate
        } else if age < -SignedDuration::from_mins(i64::from(self.early_minutes)) {
            Arrival::TooEarly
        } else {
            Arrival::InTime
        }
    }
}

impl Programme {
    /// The rules that look at the event. A correction earns nothing.
    pub fn rules_for<'a>(&'a self, event: &'a Event) -> impl Iterator<Item = &'a EarningRule> {
        self.rules
            .iter()
            .filter(move |rule| event.reverses.is_none() && rule.looks_at(event))
    }
}

impl EarningRule {
    fn looks_at(&self, event: &Event) -> bool {
        self.event.matches(&event.kind) && self.filters.iter().all(|filter| filter.admits(event))
    }
}

impl Filter {
    /// `amount` is in minor units and `currency` its code; a field that is not there admits nothing.
    pub(crate) fn admits(&self, event: &Event) -> bool {
        match self {
            Self::Equals { field, value } => field_of(event, field).as_ref() == Some(value),
            Self::AtLeast { field, value } => {
                matches!(field_of(event, field), Some(Attribute::Number(number)) if number >= *value)
            }
            Self::ProductIn(products) => event
                .data
                .products
                .iter()
                .any(|line| products.contains(&line.id)),
        }
    }
}

fn field_of(event: &Event, name: &str) -> Option<Attribute> {
    let money = event.data.money;
    match name {
        "amount" => money.map(|money| Attribute::Number(Ratio::whole(money.amount()))),
        "currency" => money.map(|money| Attribute::Text(money.currency().code().to_owned())),
        other => event.data.attributes.get(other).cloned(),
    }
}

#[cfg(test)]
mod tests;
