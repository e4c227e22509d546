//! Numbers worked by hand, and what always holds.

use std::collections::BTreeMap;

use jiff::civil::date;
use proptest::prelude::*;

use super::*;
use crate::fixture::{berlin, time};
use crate::score::{Group, Score};

fn score(value: u8) -> Score {
    Score::new(value).expect("is a score")
}

/// So many answers of each group, with scores from its edge.
pub(super) fn counted(promoters: u64, passives: u64, detractors: u64) -> Distribution {
    let mut counted = Distribution::default();
    counted.add(score(9), promoters);
    counted.add(score(8), passives);
    counted.add(score(6), detractors);
    counted
}

fn close(one: f64, other: f64) -> bool {
    (one - other).abs() < 5e-7
}

#[test]
fn the_score_is_exact_and_rounds_halves_away_from_zero() {
    for (groups, net, of, rounded) in [
        ((60, 20, 20), 40, 100, 40),
        ((0, 0, 1), -1, 1, -100),
        ((1, 1, 0), 1, 2, 50),
        // 0.5, −0.5 and 33⅓.
        ((1, 199, 0), 1, 200, 1),
        ((0, 199, 1), -1, 200, -1),
        ((1, 2, 0), 1, 3, 33),
    ] {
        let score = counted(groups.0, groups.1, groups.2).score();
        assert_eq!(score, Some(NetScore { net, of }), "{groups:?}");
        assert_eq!(score.map(NetScore::rounded), Some(rounded), "{groups:?}");
    }
    assert_eq!(Distribution::default().score(), None);
}

/// By hand for the first line: n + c = 103, p = 60.75 / 103 = 0.589806, d = 20.75 / 103 = 0.201456, p − d = 0.388350,
/// p + d − (p − d)² = 0.791262 − 0.150815 = 0.640447; its root over 103 is 0.078854, times 1.959964 is 0.154551; so
/// 0.388350 ± 0.154551. The others likewise, to six digits with decimal arithmetic.
#[test]
fn intervals_are_those_worked_by_hand() {
    let table = [
        (60, 20, 20, None, 23.379_880, 54.290_022),
        (10, 4, 6, None, -17.541_310, 52.323_918),
        // Everybody agrees, and a sample of twenty still proves little.
        (20, 0, 0, None, 69.683_344, 100.0),
        (0, 0, 20, None, -100.0, -69.683_344),
        (0, 5, 0, None, -30.005_698, 30.005_698),
        // The centre is drawn so far inwards that the score itself would lie outside: it is held.
        (1, 0, 0, None, -48.498_649, 100.0),
        // Of few people: half of twenty, half of two hundred, all but one, two thirds.
        (5, 0, 5, Some(20), -40.336_883, 40.336_883),
        (60, 20, 20, Some(200), 28.371_478, 50.440_403),
        (19, 0, 0, Some(20), 98.036_738, 100.0),
        (450, 300, 250, Some(1_500), 17.073_659, 22.886_354),
        // Everybody was heard: nothing is left to chance, also when the count of people lags behind.
        (7, 2, 3, Some(12), 100.0 / 3.0, 100.0 / 3.0),
        (7, 2, 3, Some(11), 100.0 / 3.0, 100.0 / 3.0),
        (1, 0, 0, Some(1), 100.0, 100.0),
    ];
    for (promoters, passives, detractors, population, low, high) in table {
        let counted = counted(promoters, passives, detractors);
        let found = interval(&counted, population).expect("there are answers");
        assert!(
            close(found.low, low) && close(found.high, high),
            "{promoters}/{passives}/{detractors} of {population:?}: {found:?}"
        );
    }
    assert_eq!(interval(&Distribution::default(), Some(10)), None);
}

#[test]
fn a_difference_counts_when_chance_does_not_explain_it() {
    let change = |earlier: (u64, u64, u64), later: (u64, u64, u64), population| {
        compare(
            (&counted(earlier.0, earlier.1, earlier.2), population),
            (&counted(later.0, later.1, later.2), population),
        )
    };
    // 40 and 50 of a hundred each: centres 0.388350 and 0.485437, errors 0.078854 and 0.074253; 1.96 √(…) is 0.212288.
    assert_eq!(
        change((60, 20, 20), (65, 20, 15), None),
        Change::NotSignificant
    );
    // The same scores of a thousand each.
    assert_eq!(
        change((600, 200, 200), (650, 200, 150), None),
        Change::Up { by: 10.0 }
    );
    assert_eq!(
        change((650, 200, 150), (600, 200, 200), None),
        Change::Down { by: 10.0 }
    );
    // Everybody answered both times: one answer more is a change, and none is none.
    assert_eq!(
        change((6, 2, 2), (7, 1, 2), Some(10)),
        Change::Up { by: 10.0 }
    );
    assert_eq!(
        change((6, 2, 2), (6, 2, 2), Some(10)),
        Change::NotSignificant
    );
    assert_eq!(change((0, 0, 0), (6, 2, 2), None), Change::NotComparable);
}

fn tally(accounts: &[(&'static str, u64, u64, u64)]) -> Tally<&'static str> {
    let mut tally = Tally::default();
    for (account, promoters, passives, detractors) in accounts {
        tally.add(*account, score(10), *promoters);
        tally.add(*account, score(7), *passives);
        tally.add(*account, score(0), *detractors);
    }
    tally
}

#[test]
fn one_big_customer_cannot_hide_the_rest() {
    let tally = tally(&[
        ("big", 90, 10, 0),
        ("one", 0, 0, 2),
        ("two", 0, 1, 1),
        ("three", 0, 0, 1),
    ]);
    let reach = Reach {
        members: 420,
        accounts: 8,
        asked: 210,
    };
    let summary = Summary::of(&tally, reach).expect("there are answers");
    // 86 of 105; and (0.9 − 1 − 0.5 − 1) / 4.
    assert_eq!((summary.score.rounded(), summary.score.of), (82, 105));
    assert!(close(summary.by_account.score, -40.0));
    assert_eq!(summary.by_account.accounts, 4);
    // f = (8 − 4) / (8 − 1) = 0.571429, c = 1.714286, centre −1.6 / 5.714286 = −0.28, mean of squares
    // (0.81 + 1 + 0.25 + 1 + 0.857143) / 5.714286 = 0.6855, variance 0.6071, error √(0.6071 / 5.714286 · 0.571429) = 0.246394.
    let Interval { low, high } = summary.by_account.interval;
    assert!(
        (low + 76.292_4).abs() < 1e-3 && (high - 20.292_4).abs() < 1e-3,
        "{low} {high}"
    );
    assert_eq!(summary.response_rate.percent(), Some(50.0));
    assert_eq!(summary.coverage.percent(), Some(25.0));
    assert_eq!(summary.account_coverage.percent(), Some(50.0));
}

#[test]
fn rates_never_exceed_the_whole() {
    assert_eq!(Fraction::new(3, 2).percent(), Some(100.0));
    assert_eq!(Fraction::new(0, 0).percent(), None);
    assert_eq!(Fraction::new(0, 7).percent(), Some(0.0));
}

fn shown(sizes: &[u64]) -> String {
    let groups: BTreeMap<usize, _> = sizes
        .iter()
        .enumerate()
        .map(|(key, size)| (key, (tally(&[("a", *size, 0, 0)]), Reach::default())))
        .collect();
    by_group(groups)
        .into_values()
        .map(|cell| match cell {
            Cell::Shown(_) => 's',
            Cell::Hidden => 'h',
            Cell::Empty => '-',
        })
        .collect()
}

#[test]
fn groups_below_five_are_not_shown_and_cannot_be_reckoned() {
    assert_eq!(shown(&[5, 40, 0]), "ss-");
    // Alone it would be the total less the others, so the smallest of these goes as well.
    assert_eq!(shown(&[4, 40, 9]), "hsh");
    assert_eq!(shown(&[1, 2, 40, 50]), "hhhs");
    // Together they are five: nobody can be told apart.
    assert_eq!(shown(&[3, 2, 40, 50]), "hhss");
    assert_eq!(shown(&[4]), "h");
    assert_eq!(
        tally(&[("a", 4, 0, 0)]).cell(Reach::default()),
        Cell::Hidden
    );
}

#[test]
fn a_trend_compares_with_the_last_month_that_is_shown() {
    let month = |day| Month::of(day);
    let november = Month::at(time("2026-10-31T23:00:00Z"), &berlin());
    assert_eq!(november.to_string(), "2026-11");
    let months: Vec<String> = november
        .through(month(date(2027, 1, 5)))
        .map(String::from)
        .collect();
    assert_eq!(months, ["2026-11", "2026-12", "2027-01"]);
    assert_eq!(month(date(2027, 1, 1)).through(november).count(), 0);

    let reach = Reach {
        members: 10_000,
        accounts: 10,
        asked: 5_000,
    };
    let groups = november
        .through(month(date(2027, 2, 1)))
        .zip([(600, 200, 200), (0, 0, 0), (610, 190, 200), (100, 200, 700)])
        .map(|(month, (promoters, passives, detractors))| {
            (
                month,
                (tally(&[("a", promoters, passives, detractors)]), reach),
            )
        });
    let points = trend(groups.collect());
    let changes: Vec<_> = points.iter().map(|point| point.change).collect();
    assert_eq!(
        changes,
        [
            Change::NotComparable,
            Change::NotComparable,
            Change::NotSignificant,
            Change::Down { by: 101.0 }
        ]
    );
    assert_eq!(points[1].cell, Cell::Empty);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(10_000))]

    #[test]
    fn an_interval_holds_its_score_and_is_a_number(
        counts in proptest::array::uniform11(0..2_000_u64),
        population in proptest::option::of(0..50_000_u64),
    ) {
        let mut counted = Distribution::default();
        for (score, count) in Score::ALL.into_iter().zip(counts) {
            counted.add(score, count % 7 * (count / 7));
        }
        let Some(score) = counted.score() else {
            prop_assert_eq!(interval(&counted, population), None);
            return Ok(());
        };
        let Interval { low, high } = interval(&counted, population).expect("there are answers");
        prop_assert!((-100.0..=100.0).contains(&low) && (-100.0..=100.0).contains(&high));
        prop_assert!(low <= score.value() && score.value() <= high, "{} {} {}", low, score.value(), high);
        prop_assert!((score.value() - f64::from(i32::try_from(score.rounded()).expect("is small"))).abs() <= 0.5 + 1e-9);
        // The more of all are heard, the less is left open.
        let answers = counted.answers();
        let near = interval(&counted, Some(answers + 1)).expect("there are answers");
        prop_assert!(near.high - near.low <= high - low + 1e-9 || population.is_some_and(|all| all <= answers));
        prop_assert_eq!(compare((&counted, population), (&counted, population)), Change::NotSignificant);
    }

    /// Nobody's answers can be reckoned from a table: what is hidden is none, five together, or all there is.
    #[test]
    fn what_is_hidden_stays_hidden(sizes in proptest::collection::vec(0..12_u64, 1..8)) {
        let cells = shown(&sizes);
        let hidden: u64 = cells.chars().zip(&sizes).filter(|(cell, _)| *cell == 'h').map(|(_, size)| size).sum();
        let seen = cells.contains('s');
        prop_assert!(hidden == 0 || hidden >= LEAST_SHOWN || !seen, "{}", cells);
        for (cell, size) in cells.chars().zip(&sizes) {
            prop_assert!((cell == '-') == (*size == 0));
            prop_assert!(cell != 's' || *size >= LEAST_SHOWN);
        }
    }

    #[test]
    fn counting_in_parts_is_counting_at_once(scores in proptest::collection::vec((0..=10_u8, 0..3_usize), 0..40)) {
        let scores: Vec<(Score, usize)> = scores.into_iter().map(|(value, part)| (score(value), part)).collect();
        let at_once: Distribution = scores.iter().map(|(score, _)| *score).collect();
        let mut merged = Distribution::default();
        for part in 0..3 {
            merged.merge(&scores.iter().filter(|(_, of)| *of == part).map(|(score, _)| *score).collect());
        }
        prop_assert_eq!(at_once, merged);
        let groups: u64 = [Group::Promoter, Group::Passive, Group::Detractor].map(|group| at_once.of_group(group)).iter().sum();
        prop_assert_eq!(groups, at_once.answers());
    }
}
