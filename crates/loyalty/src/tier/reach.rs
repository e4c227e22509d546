//! How much of the past a standing needs, so that whoever keeps the activities reads no more than that.

use jiff::ToSpan as _;
use jiff::civil::Date;

use crate::programme::{Span, Versions};

/// The first day whose activities can still make a difference to the tier of `today`, whichever version counted them. What
/// happened before it belongs to history alone.
pub fn needed_since(versions: &Versions, today: Date) -> Date {
    let begun = versions
        .iter()
        .filter(|version| version.valid_from <= today);
    begun
        .map(|version| {
            let rules = &version.tiers;
            let held = today.saturating_sub(i64::from(rules.grace_days).days());
            match rules.span {
                Span::Calendar(period) => {
                    let kept = i32::from(period.months()) * i32::from(rules.keep_periods);
                    period.start(held).saturating_sub(kept.months())
                }
                Span::RollingMonths(months) => held.saturating_sub(i32::from(months).months()),
            }
        })
        .min()
        .unwrap_or(today)
}

/// Whether a month's activities may be added up before they are counted: no version begins within a month, and all count by
/// periods of whole months.
pub fn counts_whole_months(versions: &Versions) -> bool {
    versions.iter().all(|version| {
        version.valid_from.day() == 1 && matches!(version.tiers.span, Span::Calendar(_))
    })
}
