//! Draws samples from customers whose true score is known, and counts how often the interval holds it.
//!
//! `cargo test -p survey simulation -- --nocapture` prints the numbers. They are the same each time: chance has a seed.

use super::*;
use crate::fixture::Chance;
use crate::score::{Group, Score};

/// Promoters, passives and detractors in percent: from very good to bad.
const MIXES: [(u64, u64); 6] = [(70, 20), (60, 25), (50, 30), (40, 30), (30, 40), (20, 30)];
const SAMPLES: u32 = 20_000;

fn score_of(mix: (u64, u64)) -> f64 {
    #[expect(clippy::cast_precision_loss, reason = "percentages are small")]
    let score = (2 * mix.0 + mix.1) as f64 - 100.0;
    score
}

/// One of a hundred people of the mix.
fn group(mix: (u64, u64), number: u64) -> Group {
    match number {
        number if number < mix.0 => Group::Promoter,
        number if number < mix.0 + mix.1 => Group::Passive,
        _ => Group::Detractor,
    }
}

fn distribution(counts: [u64; 3]) -> Distribution {
    tests::counted(counts[0], counts[1], counts[2])
}

/// Draws from endlessly many people, or from so many without asking anyone twice.
fn sample(chance: &mut Chance, mix: (u64, u64), n: u64, population: Option<u64>) -> Distribution {
    let mut left = population.map(|all| {
        [
            all * mix.0 / 100,
            all * mix.1 / 100,
            all * (100 - mix.0 - mix.1) / 100,
        ]
    });
    let mut counts = [0; 3];
    for _ in 0..n {
        let drawn = match &mut left {
            None => match group(mix, chance.below(100)) {
                Group::Promoter => 0,
                Group::Passive => 1,
                Group::Detractor => 2,
            },
            Some(left) => {
                let number = chance.below(left.iter().sum());
                let drawn =
                    usize::from(number >= left[0]) + usize::from(number >= left[0] + left[1]);
                left[drawn] -= 1;
                drawn
            }
        };
        counts[drawn] += 1;
    }
    distribution(counts)
}

/// In percent.
fn coverage(mix: (u64, u64), n: u64, population: Option<u64>) -> f64 {
    let mut chance = Chance(n ^ mix.0 << 32 ^ population.unwrap_or(0) << 16);
    let truth = score_of(mix);
    let held = (0..SAMPLES)
        .filter(|_| {
            let counted = sample(&mut chance, mix, n, population);
            let found = interval(&counted, population).expect("there are answers");
            // The truth is a whole number, which a float may miss by a hair.
            found.low - 1e-9 <= truth && truth <= found.high + 1e-9
        })
        .count();
    100.0 * f64::from(u32::try_from(held).expect("is small")) / f64::from(SAMPLES)
}

fn within(what: &str, found: f64, range: std::ops::RangeInclusive<f64>) {
    eprintln!("{what}: {found:.2}%");
    assert!(range.contains(&found), "{what}: {found}");
}

#[test]
fn simulation_the_interval_holds_the_true_score_in_93_to_97_of_100_samples() {
    for n in [20, 100, 1_000] {
        for mix in MIXES {
            let what = format!("n = {n}, {}% promoters, {}% passives", mix.0, mix.1);
            within(&what, coverage(mix, n, None), 93.0..=97.0);
        }
    }
}

#[test]
fn simulation_it_does_so_for_a_part_of_few_people_as_well() {
    for (n, population) in [(20, 100), (100, 300), (300, 400), (1_000, 2_000)] {
        for mix in MIXES {
            let what = format!(
                "n = {n} of {population}, {}% promoters, {}% passives",
                mix.0, mix.1
            );
            within(&what, coverage(mix, n, Some(population)), 93.0..=97.0);
        }
    }
}

#[test]
fn simulation_without_a_change_one_in_twenty_comparisons_at_most_finds_one() {
    for n in [20, 100, 1_000] {
        for mix in MIXES {
            let mut chance = Chance(n ^ mix.0 << 32);
            let found = (0..SAMPLES)
                .filter(|_| {
                    let [earlier, later] = [(); 2].map(|()| sample(&mut chance, mix, n, None));
                    compare((&earlier, None), (&later, None)) != Change::NotSignificant
                })
                .count();
            let percent =
                100.0 * f64::from(u32::try_from(found).expect("is small")) / f64::from(SAMPLES);
            let what = format!(
                "changes seen where there is none, n = {n}, {}% promoters",
                mix.0
            );
            within(&what, percent, 3.0..=6.0);
        }
    }
}

/// Accounts of four answers each, whose people are of one of the mixes. The truth is the mean of these.
#[test]
fn simulation_the_interval_by_account_holds_the_mean_of_all_accounts() {
    let truth = MIXES.iter().map(|mix| score_of(*mix)).sum::<f64>() / 6.0;
    let reach = Reach {
        members: 40_000_000,
        accounts: 10_000_000,
        asked: 0,
    };
    for accounts in [20, 100] {
        let mut chance = Chance(accounts);
        let held = (0..SAMPLES)
            .filter(|_| {
                let mut tally = Tally::default();
                for account in 0..accounts {
                    let mix = MIXES[usize::try_from(chance.below(6)).expect("is small")];
                    let counted = sample(&mut chance, mix, 4, None);
                    for score in Score::ALL {
                        tally.add(account, score, counted.count(score));
                    }
                }
                let summary = Summary::of(&tally, reach).expect("there are answers");
                let found = summary.by_account.interval;
                found.low <= truth && truth <= found.high
            })
            .count();
        let percent =
            100.0 * f64::from(u32::try_from(held).expect("is small")) / f64::from(SAMPLES);
        within(&format!("{accounts} accounts"), percent, 93.0..=97.0);
    }
}

/// Where nearly everybody is of one group, a normal curve fits a small sample badly, and the coverage leaves the range
/// that holds otherwise.
#[test]
fn simulation_nearly_all_alike_is_covered_less_exactly() {
    for n in [20, 100, 1_000] {
        for mix in [(95, 5), (90, 5), (5, 10), (0, 5)] {
            let what = format!("n = {n}, {}% promoters, {}% passives", mix.0, mix.1);
            within(&what, coverage(mix, n, None), 92.0..=100.0);
        }
    }
}
