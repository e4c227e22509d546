//! The tiers of the programme, lowest first, and what each brings.

use std::collections::btree_map::{BTreeMap, Entry};

use contract::{Benefit, Locale, Tier};
use sea_orm::{ConnectionTrait, EntityTrait as _, FromQueryResult, Set};

use crate::db::{execute, rows};
use crate::entity::column::{Code as _, Coded};
use crate::entity::tier_benefit;
use crate::{Db, Result, Tx};

/// One tier of the programme.
#[derive(Clone, Debug)]
pub struct TierRule {
    pub tier: Tier,
    pub starts_at: i64,
    /// In the order of display; languages that lack one show the English.
    pub benefits: Vec<(Locale, Vec<String>)>,
}

/// The tiers by the points at which they begin.
#[derive(Clone, Debug)]
pub(super) struct Ladder(Vec<(Tier, i64)>);

/// Replaces the tiers and their benefits.
pub async fn upsert_tiers(tx: &Tx, tiers: &[TierRule]) -> Result<()> {
    execute(tx.connection(), "DELETE FROM tier_benefit", []).await?;
    execute(tx.connection(), "DELETE FROM tier", []).await?;
    for rule in tiers {
        let sql = "INSERT INTO tier (tier, starts_at) VALUES ($1, $2)";
        execute(
            tx.connection(),
            sql,
            [rule.tier.word().into(), rule.starts_at.into()],
        )
        .await?;
        for (locale, texts) in &rule.benefits {
            let benefits = (1..)
                .zip(texts)
                .map(|(position, text)| tier_benefit::ActiveModel {
                    tier: Set(Coded(rule.tier)),
                    position: Set(position),
                    locale: Set(Coded(*locale)),
                    text: Set(text.clone()),
                });
            tier_benefit::Entity::insert_many(benefits)
                .exec_without_returning(tx.connection())
                .await?;
        }
    }
    Ok(())
}

impl Ladder {
    pub(super) async fn load(connection: &impl ConnectionTrait) -> Result<Self> {
        let tiers: Vec<Step> = rows(
            connection,
            "SELECT tier, starts_at FROM tier ORDER BY starts_at",
            [],
        )
        .await?;
        Ok(Self(
            tiers
                .into_iter()
                .map(|step| (step.tier.0, step.starts_at))
                .collect(),
        ))
    }

    /// The highest tier that these points reach. Bronze is where everyone begins.
    pub(super) fn reached(&self, points: i64) -> (Tier, i64) {
        self.0
            .iter()
            .rev()
            .find(|(_, starts_at)| *starts_at <= points)
            .copied()
            .unwrap_or((Tier::Bronze, 0))
    }

    /// The tier after this one.
    pub(super) fn after(&self, tier: Tier) -> Option<(Tier, i64)> {
        let here = self.start_of(tier);
        self.0
            .iter()
            .find(|(_, starts_at)| *starts_at > here)
            .copied()
    }

    /// The points at which the tier begins; zero for one that the programme does not know.
    pub(super) fn start_of(&self, tier: Tier) -> i64 {
        self.0
            .iter()
            .find(|(known, _)| *known == tier)
            .map_or(0, |step| step.1)
    }
}

/// All benefits, lowest tier first, in the reader's language or else in English.
pub(super) async fn benefits(
    db: &Db,
    ladder: &Ladder,
    current: Tier,
    locale: Locale,
) -> Result<Vec<Benefit>> {
    let sql = "
        SELECT tier, position, locale, text FROM tier_benefit WHERE locale IN ($1, $2) ORDER BY tier, position";
    let values = [locale.word().into(), Locale::En.word().into()];
    let texts: Vec<tier_benefit::Model> = rows(db.reader(), sql, values).await?;
    let mut chosen: BTreeMap<(Tier, i32), tier_benefit::Model> = BTreeMap::new();
    for text in texts {
        match chosen.entry((text.tier.0, text.position)) {
            Entry::Vacant(place) => {
                place.insert(text);
            }
            Entry::Occupied(mut place) if text.locale.0 == locale => {
                place.insert(text);
            }
            Entry::Occupied(_) => {}
        }
    }
    let benefit = |text: tier_benefit::Model| Benefit {
        tier: text.tier.0,
        text: text.text,
        is_unlocked: ladder.start_of(text.tier.0) <= ladder.start_of(current),
    };
    Ok(chosen.into_values().map(benefit).collect())
}

#[derive(FromQueryResult)]
struct Step {
    tier: Coded<Tier>,
    starts_at: i64,
}

#[cfg(test)]
impl Ladder {
    pub(super) fn of_articles() -> Self {
        Self(vec![
            (Tier::Bronze, 0),
            (Tier::Silver, 4_000),
            (Tier::Gold, 10_000),
        ])
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_tier_begins_at_its_very_number() {
        let ladder = Ladder::of_articles();
        assert_eq!(ladder.reached(3_999).0, Tier::Bronze);
        assert_eq!(ladder.reached(4_000).0, Tier::Silver);
        assert_eq!(ladder.reached(-5).0, Tier::Bronze);
        assert_eq!(ladder.after(Tier::Silver), Some((Tier::Gold, 10_000)));
        assert_eq!(ladder.after(Tier::Gold), None);
    }
}
