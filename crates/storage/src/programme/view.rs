//! Standings and benefits as they go to the app.

use contract::{
    Benefit, ComingVersion, Counts, GoalPart, Locale, Persona, Tier, TierGoal, TierStanding,
};
use jiff::civil::Date;
use loyalty::programme::{Dimension, Programme};
use loyalty::tier::{Goal, Standing};
use loyalty::{Versions, differences};

pub(super) fn tier_standing(told: &Standing) -> TierStanding {
    TierStanding {
        current: told.tier,
        held_until: told.held_until.map(|day| day.to_string()),
        is_in_grace: told.is_in_grace,
        is_given: told.is_overridden,
        counted_from: told.counted_from.to_string(),
        counted_to: told.counted_to.to_string(),
        next: told.next.as_ref().map(goal),
        keep: told.keep.as_ref().map(goal),
        outlook: told.outlook.tier,
    }
}

fn goal(goal: &Goal) -> TierGoal {
    let part = |part: &loyalty::tier::GoalPart| GoalPart {
        counts: counts(&part.dimension),
        have: part.have,
        need: part.need,
        missing: part.missing,
        expected_on: part.expected_on.map(|day| day.to_string()),
    };
    TierGoal {
        tier: goal.tier,
        by: goal.by.map(|day| day.to_string()),
        is_reached: goal.is_reached,
        parts: goal.parts.iter().map(part).collect(),
    }
}

/// What a threshold counts.
pub fn counts(dimension: &Dimension) -> Counts {
    match dimension {
        Dimension::Points => Counts::default(),
        Dimension::Spend(currency) => Counts {
            currency: Some(currency.to_string()),
            event: None,
        },
        Dimension::Activities(kind) => Counts {
            currency: None,
            event: Some(kind.to_string()),
        },
    }
}

/// What the tiers bring a persona, lowest tier first. Who has none reads what is for everyone.
pub(super) fn benefits(
    programme: Option<&Programme>,
    current: Tier,
    persona: Option<Persona>,
    locale: Locale,
) -> Vec<Benefit> {
    let levels = programme
        .into_iter()
        .flat_map(|programme| &programme.tiers.levels);
    levels
        .flat_map(|level| {
            let for_reader = level.benefits.iter().filter(move |benefit| {
                benefit.personas.is_empty()
                    || persona.is_some_and(|persona| benefit.personas.contains(&persona))
            });
            for_reader.map(move |benefit| Benefit {
                tier: level.tier,
                text: benefit.text.get(locale).to_owned(),
                is_unlocked: level.tier <= current,
            })
        })
        .collect()
}

/// The next version after today, with how much it changes.
pub(super) fn coming(versions: &Versions, today: Date) -> Option<ComingVersion> {
    let next = versions.coming(today).next()?;
    let changes = versions
        .on(today)
        .map_or(0, |now| differences(now, next).len());
    Some(ComingVersion {
        version: next.version.clone(),
        valid_from: next.valid_from.to_string(),
        changes: u32::try_from(changes).unwrap_or(u32::MAX),
    })
}
