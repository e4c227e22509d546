//! One event, one version: what each rule gives.

use jiff::civil::Date;
use serde::Serialize;

use super::{AppliedCap, Award, Basis, Context, Multiplier, Recipient};
use crate::event::Event;
use crate::money::Currency;
use crate::programme::calendar::day_of;
use crate::programme::{EarningRule, Owner, PointsRule, Programme};
use crate::ratio::Ratio;

/// No event is worth more, whatever rate and amount meet: sums of many awards stay within an `i64`.
const LARGEST_AWARD: i64 = 1_000_000_000_000;

/// What the version gives for the event, rule by rule in the order of the file. The version must be the one in force at the
/// event's time.
pub fn award(programme: &Programme, event: &Event, context: &Context<'_>) -> Vec<Award> {
    let day = day_of(event.time, context.zone);
    if !programme.earns_on(day) {
        return Vec::new();
    }
    programme
        .rules_for(event)
        .filter_map(|rule| award_by(programme, rule, event, day, context))
        .collect()
}

fn award_by(
    programme: &Programme,
    rule: &EarningRule,
    event: &Event,
    day: Date,
    context: &Context<'_>,
) -> Option<Award> {
    let recipient = recipient(rule, event).ok()?;
    let basis = basis(rule, event).ok()?;
    let multiplier = (!rule.multipliers.is_empty()).then(|| Multiplier {
        tier: context.tier,
        by: rule.multiplier(context.tier),
    });
    let by = multiplier.map_or(Ratio::ONE, |multiplier| multiplier.by);
    let before_caps = exact(&basis, by, rule)
        .unwrap_or(LARGEST_AWARD)
        .min(LARGEST_AWARD);
    let narrowest = rule
        .caps
        .iter()
        .map(|cap| {
            let counted = context.counted.in_window(rule, cap, event, day);
            (cap.points.saturating_sub(counted).max(0), counted, cap)
        })
        .min_by_key(|(room, _, _)| *room)
        .filter(|(room, _, _)| *room < before_caps);
    let points = narrowest.map_or(before_caps, |(room, _, _)| room);
    Some(Award {
        event: event.reference(),
        time: event.time,
        version: programme.version.clone(),
        rule: rule.id.clone(),
        recipient,
        basis,
        multiplier,
        rounding: rule.rounding,
        before_caps,
        cap: narrowest.map(|(_, counted, cap)| AppliedCap {
            points: cap.points,
            per: cap.per,
            by: cap.by,
            from: cap.per.start(day),
            counted,
        }),
        points,
        left_out: before_caps - points,
    })
}

/// Computed as one fraction and rounded once; none when it is no `i64`.
fn exact(basis: &Basis, multiplier: Ratio, rule: &EarningRule) -> Option<i64> {
    match basis {
        Basis::Fixed(points) => multiplier.of(*points, rule.rounding),
        Basis::PerAmount {
            money,
            points,
            minor_units,
        } => Ratio::new(*points, *minor_units)
            .ok()?
            .times(multiplier)?
            .of(money.amount(), rule.rounding),
    }
}

/// A rule that looked at the event and gave nothing.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Missed {
    pub rule: String,
    pub reason: MissedReason,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum MissedReason {
    /// The points would be a person's, and the event names nobody.
    NoMember,
    /// The points go by the amount, and the event has none.
    NoAmount,
    /// The rule has no rate for the currency.
    NoRate(Currency),
}

/// Why rules that look at the event give nothing for it.
pub fn missed(programme: &Programme, event: &Event) -> Vec<Missed> {
    let reason_of = |rule: &EarningRule| recipient(rule, event).err().or(basis(rule, event).err());
    programme
        .rules_for(event)
        .filter_map(|rule| {
            reason_of(rule).map(|reason| Missed {
                rule: rule.id.clone(),
                reason,
            })
        })
        .collect()
}

fn recipient(rule: &EarningRule, event: &Event) -> Result<Recipient, MissedReason> {
    match rule.wallet {
        Owner::Account => Ok(Recipient::Account),
        Owner::Member => event
            .member
            .clone()
            .map(Recipient::Member)
            .ok_or(MissedReason::NoMember),
    }
}

fn basis(rule: &EarningRule, event: &Event) -> Result<Basis, MissedReason> {
    let rates = match &rule.points {
        PointsRule::Fixed(points) => return Ok(Basis::Fixed(*points)),
        PointsRule::PerAmount(rates) => rates,
    };
    let money = event.data.money.ok_or(MissedReason::NoAmount)?;
    let rate = rates
        .iter()
        .find(|rate| rate.currency == money.currency())
        .ok_or(MissedReason::NoRate(money.currency()))?;
    Ok(Basis::PerAmount {
        money,
        points: rate.points,
        minor_units: rate.minor_units,
    })
}
