//! The terms around the rules: late events, spending, expiry, the end.

use contract::Role;
use jiff::civil::Date;

use super::tiers::PERIODS;
use super::{MOST_POINTS, small};
use crate::programme::{ArrivalRules, Ending, Expiry, SpendingLimits};
use rule_file::{Fields, Mistake, Placed, as_whole};
use rule_file::{one_of, some_of};

const ROLES: [(&str, Role); 2] = [
    ("member", Role::Member),
    ("account_admin", Role::AccountAdmin),
];

pub(super) fn read_arrival(fields: &mut Fields<'_>) -> Option<ArrivalRules> {
    let mut fields = fields.table("arrival")?;
    let late_days = fields.whole("late_days", 1..=3_650);
    let early_minutes = fields.whole("early_minutes", 0..=1_440);
    fields.finish();
    Some(ArrivalRules {
        late_days: small(late_days?),
        early_minutes: small(early_minutes?),
    })
}

pub(super) fn read_spending(fields: &mut Fields<'_>) -> Option<SpendingLimits> {
    let mut fields = fields.table("spending")?;
    let member = fields.whole("member_without_approval", 0..=MOST_POINTS);
    let account = fields.whole("account_without_approval", 0..=MOST_POINTS);
    let roles = some_of(&mut fields, "account_roles", &ROLES);
    let approval_days = fields.whole("approval_days", 1..=365);
    if roles.as_ref().is_some_and(Vec::is_empty) {
        let message =
            "`account_roles` must name who may ask for something from the company's wallet";
        fields.error(fields.place, "missing-field", message);
    }
    fields.finish();
    Some(SpendingLimits {
        member_without_approval: member?,
        account_without_approval: account?,
        account_roles: roles?,
        approval_days: small(approval_days?),
    })
}

/// Nothing is points that never expire.
pub(super) fn read_expiry(fields: &mut Fields<'_>) -> Result<Option<Expiry>, Mistake> {
    let Some(node) = fields.optional("expiry") else {
        return Ok(None);
    };
    let mut fields = Fields::of(fields.problems, "expiry", node).ok_or(Mistake)?;
    let (rolling, period) = (
        fields.optional("rolling_months"),
        fields.optional("period_end"),
    );
    let keep_node = fields.optional("keep_periods");
    let keep_periods = match keep_node {
        Some(node) => as_whole(fields.problems, "keep_periods", node, 0..=80),
        None => Some(0),
    };
    let expiry = match (rolling, period) {
        (Some(_), None) if keep_node.is_some() => {
            let message =
                "`keep_periods` needs a `period_end`; with rolling months it means nothing";
            fields.error(fields.place, "wrong-value", message);
            None
        }
        (Some(node), None) => as_whole(fields.problems, "rolling_months", node, 1..=240)
            .map(|months| Expiry::RollingMonths(small(months))),
        (None, Some(node)) => one_of(fields.problems, "period_end", node, &PERIODS)
            .zip(keep_periods)
            .map(|(period, keep)| Expiry::PeriodEnd {
                period,
                keep_periods: small(keep),
            }),
        _ => {
            let message = "points expire either after `rolling_months` or at a `period_end`";
            fields.error(fields.place, "missing-field", message);
            None
        }
    };
    fields.finish();
    expiry.map(Some).ok_or(Mistake)
}

/// Nothing is a programme that goes on.
pub(super) fn read_ending(
    fields: &mut Fields<'_>,
    valid_from: Option<&Placed<Date>>,
) -> Result<Option<Ending>, Mistake> {
    let Some(node) = fields.optional("ends") else {
        return Ok(None);
    };
    let mut fields = Fields::of(fields.problems, "ends", node).ok_or(Mistake)?;
    let earning = fields.date("earning_until");
    let redeeming = fields.date("redeeming_until");
    if let (Some(earning), Some(start)) = (&earning, valid_from)
        && earning.value < start.value.yesterday().unwrap_or(start.value)
    {
        let message = "earning would end before this version begins";
        fields.error(earning.place, "impossible-date", message);
    }
    if let (Some(earning), Some(redeeming)) = (&earning, &redeeming)
        && redeeming.value < earning.value
    {
        let message = "redeeming must go on at least as long as earning";
        fields.error(redeeming.place, "impossible-date", message);
    }
    fields.finish();
    let (earning, redeeming) = earning.zip(redeeming).ok_or(Mistake)?;
    Ok(Some(Ending {
        earning_until: earning.value,
        redeeming_until: redeeming.value,
    }))
}
