//! Tiers: over what they count, thresholds in order, benefits.

use std::collections::BTreeMap;

use contract::Tier;

use super::conditions::read_kind;
use super::{MOST_POINTS, read_all, small};
use crate::money::{Currency, Money};
use crate::programme::{
    Dimension, KindPattern, Period, Span, Threshold, TierBenefit, TierLevel, TierRules,
};
use rule_file::Ids;
use rule_file::{Fields, as_whole};
use rule_file::{LONGEST_NAME, LONGEST_TEXT, PERSONAS, TIERS, one_of, read_texts, some_of};

pub(super) const PERIODS: [(&str, Period); 3] = [
    ("year", Period::Year),
    ("half", Period::Half),
    ("quarter", Period::Quarter),
];

/// A threshold, and the byte at which it stands.
type PlacedThreshold = (Threshold, usize);

/// `[tiers]` with its list of `[[tiers.level]]`.
pub(super) fn read_tiers(fields: &mut Fields<'_>) -> Option<TierRules> {
    let mut fields = fields.table("tiers")?;
    let span = read_span(&mut fields);
    let keep_periods = read_keep_periods(&mut fields, span);
    let grace_days = fields.whole_or("grace_days", 0..=730, 0);
    let spend_from: Option<Vec<KindPattern>> = fields
        .list("spend_from")
        .iter()
        .map(|node| read_kind(fields.problems, "spend_from", node))
        .collect::<Vec<_>>()
        .into_iter()
        .collect();
    let levels = read_levels(&mut fields, spend_from.as_ref().is_some_and(Vec::is_empty));
    fields.finish();
    Some(TierRules {
        span: span?,
        keep_periods: small(keep_periods?),
        grace_days: small(grace_days?),
        spend_from: spend_from?,
        levels: levels?,
    })
}

/// Either `period` or `rolling_months`.
fn read_span(fields: &mut Fields<'_>) -> Option<Span> {
    let (period, rolling) = (fields.optional("period"), fields.optional("rolling_months"));
    match (period, rolling) {
        (Some(node), None) => one_of(fields.problems, "period", node, &PERIODS).map(Span::Calendar),
        (None, Some(node)) => as_whole(fields.problems, "rolling_months", node, 1..=60)
            .map(|months| Span::RollingMonths(small(months))),
        _ => {
            let message = "tiers count over either a calendar `period` or `rolling_months`";
            fields.error(fields.place, "missing-field", message);
            None
        }
    }
}

fn read_keep_periods(fields: &mut Fields<'_>, span: Option<Span>) -> Option<i64> {
    let node = fields.optional("keep_periods");
    match (node, span) {
        (Some(node), Some(Span::RollingMonths(_))) => {
            let message =
                "`keep_periods` needs a calendar `period`; rolling months have `grace_days`";
            fields.error(node.span().start, "wrong-value", message);
            None
        }
        (Some(node), _) => as_whole(fields.problems, "keep_periods", node, 0..=20),
        (None, _) => Some(0),
    }
}

fn read_levels(fields: &mut Fields<'_>, has_no_spend: bool) -> Option<Vec<TierLevel>> {
    let mut levels: Vec<TierLevel> = Vec::new();
    let mut highest: BTreeMap<Dimension, i64> = BTreeMap::new();
    let mut previous: Option<Tier> = None;
    let mut ids = Ids::new("benefit");
    let mut is_right = true;
    for node in fields.list("level") {
        let level = Fields::of(fields.problems, "level", node)
            .map(|level| read_level(level, &mut ids, has_no_spend));
        let Some((tier, thresholds, level)) = level else {
            is_right = false;
            continue;
        };
        let place = node.span().start;
        if let Some(tier) = tier {
            check_order(fields, previous, tier, &thresholds, place);
            previous = previous.max(Some(tier));
        }
        for (threshold, place) in &thresholds {
            let before = highest.insert(threshold.dimension.clone(), threshold.at);
            if before.is_some_and(|before| before >= threshold.at) {
                let message = format!(
                    "the threshold must be above that of the tier before, {}",
                    before.unwrap_or_default()
                );
                fields.error(*place, "out-of-order", message);
            }
        }
        match level {
            Some(level) => levels.push(level),
            None => is_right = false,
        }
    }
    if is_right && levels.is_empty() {
        let message = "there is no [[tiers.level]]: the lowest is bronze, without thresholds";
        fields.error(fields.place, "missing-field", message);
    }
    is_right.then_some(levels)
}

/// The lowest tier is everyone's and asks for nothing; every other asks for something and comes after the lower ones.
fn check_order(
    fields: &Fields<'_>,
    previous: Option<Tier>,
    tier: Tier,
    thresholds: &[PlacedThreshold],
    place: usize,
) {
    match previous {
        None if tier != Tier::Bronze => {
            fields.error(place, "out-of-order", "the first level must be bronze");
        }
        None if !thresholds.is_empty() => {
            let message = "the lowest tier is everyone's and has no threshold";
            fields.error(place, "wrong-value", message);
        }
        Some(previous) if tier <= previous => {
            let message = "levels stand in the order bronze, silver, gold, each once";
            fields.error(place, "out-of-order", message);
        }
        Some(_) if thresholds.is_empty() => {
            let message = "the tier needs a threshold: `points`, `spend` or `activities`";
            fields.error(place, "missing-field", message);
        }
        _ => {}
    }
}

/// What could be read of a level, so that its order is checked though something else in it is wrong.
fn read_level(
    mut fields: Fields<'_>,
    ids: &mut Ids,
    has_no_spend: bool,
) -> (Option<Tier>, Vec<PlacedThreshold>, Option<TierLevel>) {
    let tier = fields
        .required("id")
        .and_then(|node| one_of(fields.problems, "tier", node, &TIERS));
    let thresholds = read_thresholds(&mut fields, has_no_spend);
    let name = read_texts(&mut fields, "name", LONGEST_NAME);
    let benefits = read_all(&mut fields, "benefit", |benefit| read_benefit(benefit, ids));
    fields.finish();
    let placed = thresholds.clone().unwrap_or_default();
    let level = tier.zip(thresholds).zip(name).zip(benefits).map(
        |(((tier, thresholds), name), benefits)| TierLevel {
            tier,
            thresholds: thresholds
                .into_iter()
                .map(|(threshold, _)| threshold)
                .collect(),
            name,
            benefits,
        },
    );
    (tier, placed, level)
}

fn read_benefit(mut fields: Fields<'_>, ids: &mut Ids) -> Option<TierBenefit> {
    let id = ids.read(&mut fields);
    let personas = some_of(&mut fields, "personas", &PERSONAS);
    let text = read_texts(&mut fields, "text", LONGEST_TEXT);
    fields.finish();
    Some(TierBenefit {
        id: id?,
        personas: personas?,
        text: text?,
    })
}

/// `points`, `spend` by currency, `activities`: reaching any one is enough.
fn read_thresholds(fields: &mut Fields<'_>, has_no_spend: bool) -> Option<Vec<PlacedThreshold>> {
    let mut found = Vec::new();
    let mut is_right = true;
    if let Some(node) = fields.optional("points") {
        match as_whole(fields.problems, "points", node, 1..=MOST_POINTS) {
            Some(at) => found.push(placed(Dimension::Points, at, node.span().start)),
            None => is_right = false,
        }
    }
    if let Some(node) = fields.optional("spend") {
        if has_no_spend {
            let message = "`spend` needs the kinds of events whose amounts count: tiers.spend_from";
            fields.error(node.span().start, "missing-field", message);
            is_right = false;
        }
        match Fields::of(fields.problems, "spend", node).and_then(|table| read_spend(&table)) {
            Some(spend) => found.extend(spend),
            None => is_right = false,
        }
    }
    for node in fields.list("activities") {
        let place = node.span().start;
        match Fields::of(fields.problems, "activities", node).and_then(read_activities) {
            Some((kind, at)) => found.push(placed(Dimension::Activities(kind), at, place)),
            None => is_right = false,
        }
    }
    is_right.then_some(found)
}

fn placed(dimension: Dimension, at: i64, place: usize) -> PlacedThreshold {
    (Threshold { dimension, at }, place)
}

/// `{ EUR = 20000000 }`, in minor units
fn read_spend(table: &Fields<'_>) -> Option<Vec<PlacedThreshold>> {
    let mut found = Vec::new();
    let mut is_right = true;
    for (code, place, node) in table.entries() {
        let currency = code
            .parse::<Currency>()
            .map_err(|problem| table.error(place, "unknown-currency", format!("{problem}")));
        let at = as_whole(table.problems, "spend", node, 1..=Money::LARGEST);
        match (currency, at) {
            (Ok(currency), Some(at)) => found.push(placed(Dimension::Spend(currency), at, place)),
            _ => is_right = false,
        }
    }
    is_right.then_some(found)
}

/// `{ event = "lesson.finished", count = 40 }`
fn read_activities(mut fields: Fields<'_>) -> Option<(KindPattern, i64)> {
    let kind = fields
        .required("event")
        .and_then(|node| read_kind(fields.problems, "event", node));
    let count = fields.whole("count", 1..=1_000_000);
    fields.finish();
    kind.zip(count)
}
