//! Whom a survey asks, how many of them, and when.

use jiff::civil::Date;
use rule_file::{Fields, Mistake, PERSONAS, Placed, TIERS, some_of};

use super::{LIFE_STAGES, place_of};
use crate::definition::{Audience, Sample, Wave, WaveRule};

pub(super) fn read_audience(fields: &mut Fields<'_>) -> Option<Audience> {
    let least = i64::from(Audience::LEAST_TENURE);
    let Some(node) = fields.optional("audience") else {
        return Some(Audience {
            personas: Vec::new(),
            tenure_days: Audience::LEAST_TENURE,
            tiers: Vec::new(),
            life_stages: Vec::new(),
        });
    };
    let mut inner = Fields::of(fields.problems, "audience", node)?;
    let personas = some_of(&mut inner, "personas", &PERSONAS);
    let tenure_days = inner.whole_or("tenure_days", least..=3_650, least);
    let tiers = some_of(&mut inner, "tiers", &TIERS);
    let life_stages = some_of(&mut inner, "life_stages", &LIFE_STAGES);
    inner.finish();
    Some(Audience {
        personas: personas?,
        tenure_days: small(tenure_days?),
        tiers: tiers?,
        life_stages: life_stages?,
    })
}

/// Either a part or a number.
pub(super) fn read_sample(fields: &mut Fields<'_>) -> Option<Sample> {
    let mut inner = fields.table("sample")?;
    let names: Vec<&str> = inner.entries().map(|(name, _, _)| name).collect();
    let has = |name: &str| names.contains(&name);
    let sample = match (has("percent"), has("members_per_account")) {
        (true, false) => inner
            .whole("percent", 1..=100)
            .and_then(|percent| u8::try_from(percent).ok())
            .map(Sample::Percent),
        (false, true) => inner
            .whole("members_per_account", 1..=10_000)
            .map(|most| Sample::MembersPerAccount(small(most))),
        _ => {
            let message = "a sample is either `percent` or `members_per_account`";
            inner.error(inner.place, "wrong-value", message);
            return None;
        }
    };
    inner.finish();
    sample
}

/// Either `[[wave]]` with dates, or `[waves]` that repeat.
pub(super) fn read_waves(fields: &mut Fields<'_>) -> Option<WaveRule> {
    let repeating = fields.optional("waves");
    let dated = fields.optional("wave");
    match (repeating, dated) {
        (Some(node), None) => Fields::of(fields.problems, "waves", node).and_then(read_repeating),
        (None, Some(_)) => read_dates(fields),
        _ => {
            let message = "a survey has either `[waves]` that repeat or `[[wave]]` with dates";
            fields.error(place_of(fields, "wave"), "no-waves", message);
            None
        }
    }
}

fn read_repeating(mut fields: Fields<'_>) -> Option<WaveRule> {
    let first = fields.date("first");
    let months = fields.whole("every_months", 1..=60);
    // The shortest month has 28 days.
    let longest = months.map_or(i64::MAX, |months| months * 28);
    let has_days = fields.entries().any(|(name, _, _)| name == "days");
    let days = if has_days {
        fields.whole("days", 1..=longest).map(Some)
    } else {
        fields.optional("days");
        Some(None)
    };
    fields.finish();
    Some(WaveRule::Every {
        first: first?.value,
        months: small(months?),
        days: days?.map(small),
    })
}

fn read_dates(fields: &mut Fields<'_>) -> Option<WaveRule> {
    let mut waves: Vec<Wave> = Vec::new();
    let mut is_right = true;
    for node in fields.list("wave") {
        let Some(mut inner) = Fields::of(fields.problems, "wave", node) else {
            is_right = false;
            continue;
        };
        let from = inner.date("from");
        let until = inner.date("until");
        inner.finish();
        let (Some(from), Some(until)) = (from, until) else {
            is_right = false;
            continue;
        };
        is_right &= is_in_order(fields, waves.last(), &from, &until);
        waves.push(Wave {
            from: from.value,
            until: until.value,
        });
    }
    if waves.is_empty() && is_right {
        fields.error(place_of(fields, "wave"), "no-waves", "`wave` is empty");
        return None;
    }
    is_right.then_some(WaveRule::Dates(waves))
}

fn is_in_order(
    fields: &Fields<'_>,
    before: Option<&Wave>,
    from: &Placed<Date>,
    until: &Placed<Date>,
) -> bool {
    let (place, message) = if until.value < from.value {
        (until.place, "a wave ends before it begins")
    } else if until.value.year() - from.value.year() > 10 {
        (until.place, "a wave lasts longer than ten years")
    } else if before.is_some_and(|before| from.value <= before.until) {
        let message = "waves follow each other; none begins before the one above has ended";
        (from.place, message)
    } else {
        return true;
    };
    fields.error(place, "out-of-order", message);
    false
}

/// Nothing spreads a wave over all its days.
pub(super) fn read_spread(
    fields: &mut Fields<'_>,
    waves: Option<&WaveRule>,
) -> Result<Option<u16>, Mistake> {
    let Some(node) = fields.optional("pace") else {
        return Ok(None);
    };
    let shortest = match waves {
        Some(WaveRule::Dates(waves)) => waves.iter().map(|wave| i64::from(wave.days())).min(),
        Some(WaveRule::Every { months, days, .. }) => {
            Some(days.map_or(i64::from(*months) * 28, i64::from))
        }
        None => None,
    };
    let mut inner = Fields::of(fields.problems, "pace", node).ok_or(Mistake)?;
    let days = inner.whole("spread_days", 1..=shortest.unwrap_or(3_650).clamp(1, 3_650));
    inner.finish();
    days.map(|days| Some(small(days))).ok_or(Mistake)
}

/// A number that was checked to be small.
pub(super) fn small(number: i64) -> u16 {
    u16::try_from(number).unwrap_or(u16::MAX)
}
