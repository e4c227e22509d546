//! A score with all that must stand beside it.

use serde::Serialize;

use super::distribution::{Distribution, NetScore};
use super::interval::{Estimate, Interval, float, interval};
use super::tally::Tally;

/// A part of a whole, both counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Fraction {
    pub part: u64,
    pub of: u64,
}

/// Whom a survey concerned.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Reach {
    /// Members who belong to the audience.
    pub members: u64,
    /// Accounts with such members.
    pub accounts: u64,
    /// Members who were asked.
    pub asked: u64,
}

/// Every account counts alike, so that one big customer cannot hide the rest.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct AccountWeighted {
    /// The mean of the accounts' own scores, −100 to 100.
    pub score: f64,
    pub interval: Interval,
    pub accounts: u64,
}

/// What a group of answers says.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Summary {
    pub distribution: Distribution,
    /// Every answer counts alike.
    pub score: NetScore,
    pub interval: Interval,
    pub by_account: AccountWeighted,
    /// Answers of those who were asked.
    pub response_rate: Fraction,
    /// Answers of all in the audience.
    pub coverage: Fraction,
    /// Accounts that were heard of all in the audience.
    pub account_coverage: Fraction,
}

impl Fraction {
    /// The whole is never less than the part: whoever answered was asked, also while the counts are a moment apart.
    pub fn new(part: u64, of: u64) -> Self {
        Self {
            part,
            of: of.max(part),
        }
    }

    /// 0 to 100; nothing of nothing.
    pub fn percent(self) -> Option<f64> {
        (self.of > 0).then(|| 100.0 * float(self.part) / float(self.of))
    }
}

impl Summary {
    /// Nothing while nobody has answered.
    pub fn of<A: Ord>(tally: &Tally<A>, reach: Reach) -> Option<Self> {
        let distribution = tally.total();
        let score = distribution.score()?;
        let answers = distribution.answers();
        Some(Self {
            distribution,
            score,
            interval: interval(&distribution, Some(reach.members.max(answers)))?,
            by_account: account_weighted(tally, reach.accounts)?,
            response_rate: Fraction::new(answers, reach.asked),
            coverage: Fraction::new(answers, reach.members),
            account_coverage: Fraction::new(tally.accounts(), reach.accounts),
        })
    }
}

fn account_weighted<A: Ord>(tally: &Tally<A>, accounts_in_all: u64) -> Option<AccountWeighted> {
    let scores = || {
        tally
            .distributions()
            .filter_map(Distribution::score)
            .map(|score| score.value() / 100.0)
    };
    let accounts = tally.accounts();
    let (sum, squares) = scores().fold((0.0, 0.0), |(sum, squares), score| {
        (sum + score, squares + score * score)
    });
    let estimate = Estimate::of(sum, squares, accounts, Some(accounts_in_all.max(accounts)))?;
    let score = 100.0 * sum / float(accounts);
    Some(AccountWeighted {
        score,
        interval: estimate.interval(score),
        accounts,
    })
}
