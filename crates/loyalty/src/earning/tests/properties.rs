//! What always holds, whatever happens in whatever order.

use std::collections::HashMap;
use std::sync::LazyLock;

use jiff::{SignedDuration, ToSpan as _};
use num_bigint::BigInt;
use proptest::collection::vec;
use proptest::prelude::*;

use super::*;
use crate::money::Money;
use crate::programme::calendar::day_of;
use crate::tier::Tracker;

/// Caps of every kind, so tight that most events meet one.
const CAPS: [(&str, &str); 4] = [
    (
        "cap = [{ points = 10, per = \"day\", by = \"member\" }]",
        "cap = [{ points = 15, per = \"day\", by = \"member\" }, { points = 44, per = \"month\", by = \"account\" }]",
    ),
    (
        "points = 120\n",
        "points = 120\ncap = [{ points = 300, per = \"period\", by = \"member\" }]\n",
    ),
    ("points = 4_000", "points = 200"),
    ("points = 10_000", "points = 400"),
];

static CAPPED: LazyLock<Versions> = LazyLock::new(|| versions(&CAPS));
/// The same, and lessons count more with the tier, which a few events move.
static TIERED: LazyLock<Versions> = LazyLock::new(|| {
    let multiplied = (
        "id = \"survey\"",
        "id = \"survey\"\nmultiplier = { silver = \"11/10\", gold = \"3/2\" }\nrounding = \"half_even\"",
    );
    versions(&[&CAPS[..], &[multiplied]].concat())
});

/// Days around the end of summer time and of a month, close together so that windows are shared.
fn moment() -> impl Strategy<Value = Timestamp> {
    let start: Timestamp = "2026-10-24T00:00:00Z".parse().expect("is a time");
    (0..9_i64, 0..48_i64).prop_map(move |(day, half_hour)| {
        start + SignedDuration::from_hours(24 * day) + SignedDuration::from_mins(30 * half_hour)
    })
}

/// What happened, and by whom; the last number may make it a correction of an earlier one.
fn history() -> impl Strategy<Value = Vec<Event>> {
    let one = (moment(), 0..4_usize, 0..3_usize, 0..14_usize);
    vec(one, 1..8).prop_map(|drawn| {
        let mut events: Vec<Event> = Vec::with_capacity(drawn.len());
        for (number, (time, kind, member, corrects)) in drawn.into_iter().enumerate() {
            let kinds = [
                "product.used",
                "lesson.finished",
                "survey.answered",
                "purchase.completed",
            ];
            let mut event = if kind == 3 {
                purchase("", 1_234_567, "EUR", "2026-01-01T00:00:00Z")
            } else {
                event(
                    "",
                    kinds[kind],
                    ["aiko", "ben", "chen"][member],
                    "2026-01-01T00:00:00Z",
                )
            };
            event.id = number.to_string();
            event.time = time;
            event.reverses = events.get(corrects).map(Event::reference);
            events.push(event);
        }
        events
    })
}

fn shuffled() -> impl Strategy<Value = (Vec<Event>, Vec<Event>)> {
    history().prop_flat_map(|events| (Just(events.clone()), Just(events).prop_shuffle()))
}

/// Takes events one by one as they are reported and keeps what was given, as a ledger would.
fn follow(versions: &Versions, reported: &[Event]) -> Result<Vec<Award>, TestCaseError> {
    let zone = berlin();
    let mut given: Vec<Award> = Vec::new();
    for (index, event) in reported.iter().enumerate() {
        let known = &reported[..=index];
        let right = recompute(versions, known, &[], &zone);
        let taken_back = |other: &&Event| event.reverses == Some(other.reference());
        let touched = known.iter().find(taken_back).unwrap_or(event);
        let changes = adjust(&given, &right);
        match recount(versions, touched, &zone) {
            Recount::Everything => {}
            Recount::Nothing => {
                prop_assert!(
                    changes
                        .iter()
                        .all(|change| change.event == touched.reference())
                );
            }
            Recount::Since(start) => {
                let later: Vec<Event> = known
                    .iter()
                    .filter(|event| event.time >= start)
                    .cloned()
                    .collect();
                let again = recompute(versions, &later, &[], &zone);
                let tail: Vec<Award> = right
                    .iter()
                    .filter(|award| award.time >= start)
                    .cloned()
                    .collect();
                prop_assert_eq!(again, tail);
                let before = given.iter().filter(|award| award.time < start);
                prop_assert!(before.eq(right.iter().filter(|award| award.time < start)));
            }
        }
        let total = |awards: &[Award]| awards.iter().map(|award| award.points).sum::<i64>();
        let moved: i64 = changes.iter().map(Adjustment::points).sum();
        prop_assert_eq!(total(&given) + moved, total(&right));
        given = right;
    }
    Ok(given)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(10_000))]

    #[test]
    fn any_order_gives_the_same_awards((events, reported) in shuffled(), is_tiered in any::<bool>()) {
        let versions = if is_tiered { &*TIERED } else { &*CAPPED };
        let given = follow(versions, &reported)?;
        prop_assert_eq!(given, recompute(versions, &events, &[], &berlin()));
    }

    #[test]
    fn caps_are_never_exceeded(events in history()) {
        let zone = berlin();
        let awards = recompute(&TIERED, &events, &[], &zone);
        let programme = TIERED.iter().next().expect("there is one version");
        let mut counted: HashMap<_, i64> = HashMap::new();
        for award in &awards {
            prop_assert_eq!(award.before_caps, award.points + award.left_out);
            prop_assert!(award.points >= 0 && (award.left_out > 0) == award.cap.is_some());
            let member = events.iter().find(|event| event.reference() == award.event).and_then(|event| event.member.clone());
            for cap in &programme.rule(&award.rule).expect("the rule is there").caps {
                let who = (cap.by == Owner::Member).then_some(member.clone());
                let window = (award.rule.as_str(), who, cap.per, cap.per.start(day_of(award.time, &zone)));
                let sum = counted.entry(window).or_default();
                *sum += award.points;
                prop_assert!(*sum <= cap.points);
            }
        }
    }

    #[test]
    fn a_correction_nets_to_zero(events in history(), chosen in any::<prop::sample::Index>()) {
        let zone = berlin();
        let event = chosen.get(&events).clone();
        let before = recompute(&CAPPED, &events, &[], &zone);
        let mut all = events.clone();
        all.push(correction("back", &event, "2026-12-01T00:00:00Z"));
        let after = recompute(&CAPPED, &all, &[], &zone);
        prop_assert!(after.iter().all(|award| award.event != event.reference()));
        let of_event = |awards: &[Award]| -> i64 {
            awards.iter().filter(|award| award.event == event.reference()).map(|award| award.points).sum()
        };
        let taken: i64 = adjust(&before, &after)
            .iter()
            .filter(|change| change.event == event.reference())
            .map(Adjustment::points)
            .sum();
        prop_assert_eq!(of_event(&before) + taken, 0);
        // What has no cap is as it was.
        let free = |awards: &[Award]| -> Vec<Award> {
            let others = awards.iter().filter(|award| award.event != event.reference());
            others.filter(|award| award.rule == "survey" || award.rule == "purchase").cloned().collect()
        };
        prop_assert_eq!(free(&before), free(&after));
    }

    #[test]
    fn a_new_version_takes_nothing_that_was_earned(events in history(), days in 0..12_i64, harder in 0..5_usize) {
        let zone = berlin();
        let start = jiff::civil::date(2026, 10, 23).saturating_add(days.days());
        let next = &NEXT[harder];
        let next = Programme { valid_from: start, ..next.clone() };
        let old = TIERED.clone();
        let both = Versions::new(old.iter().cloned().chain([next]).collect());
        let begins = crate::programme::calendar::start_of(start, &zone);
        let (alone, with_next) = (recompute(&old, &events, &[], &zone), recompute(&both, &events, &[], &zone));
        let earned = |awards: &[Award]| -> Vec<Award> { awards.iter().filter(|award| award.time < begins).cloned().collect() };
        prop_assert_eq!(earned(&alone), earned(&with_next));
        for award in earned(&alone) {
            prop_assert_eq!(old.expires(award.time, &zone), both.expires(award.time, &zone));
        }
        // At any later moment the account has at least the tier that it had been granted before the start.
        let follow = |versions| {
            let mut tracker = Tracker::new(versions, &[], &zone);
            for event in in_order(&events) {
                let awards = if event.time < begins { &alone } else { &with_next };
                let points = awards.iter().filter(|award| award.event == event.reference()).map(|award| award.points).sum();
                tracker.record(crate::tier::Activity::of(event, points));
            }
            tracker.advance("2029-01-01T00:00:00Z".parse().expect("is a time"));
            tracker
        };
        let (before, after) = (follow(&old), follow(&both));
        for grant in before.grants().iter().filter(|grant| grant.from < begins) {
            for moment in [grant.from, begins, grant.until - SignedDuration::from_secs(1)] {
                prop_assert!(after.tier_at(moment) >= grant.tier);
            }
        }
    }

    #[test]
    fn rounding_is_exact(
        amount in 0..=Money::LARGEST,
        points in 1..=1_000_000_i64,
        minor_units in prop_oneof![1..=1_000_i64, 1..=Money::LARGEST],
        above in 1..=1_000_i64,
        below in 1..=1_000_i64,
        is_small in any::<bool>(),
    ) {
        let amount = if is_small { amount % 2_000 } else { amount };
        let (up, down) = (BigInt::from(amount) * points * above, BigInt::from(minor_units) * below);
        let ratio = Ratio::new(points, minor_units).ok().zip(Ratio::new(above, below).ok());
        let ratio = ratio.and_then(|(rate, by)| rate.times(by)).expect("fits");
        let floor = &up / &down;
        let rest = &up % &down;
        let ceil = if rest == BigInt::ZERO { floor.clone() } else { &floor + 1 };
        let doubled = &rest * 2;
        let is_up = doubled > down || (doubled == down && &floor % 2 == BigInt::from(1));
        let nearest = if is_up { &floor + 1 } else { floor.clone() };
        for (rounding, expected) in [(Rounding::Floor, floor), (Rounding::Ceil, ceil), (Rounding::HalfEven, nearest)] {
            prop_assert_eq!(ratio.of(amount, rounding), i64::try_from(expected).ok());
        }
    }
}

/// Harder rules of every kind to follow the others.
static NEXT: LazyLock<[Programme; 5]> = LazyLock::new(|| {
    let next = |changes: &[(&str, &str)]| {
        let start = [("valid_from = 2026-01-01", "valid_from = 2026-10-01")];
        changed("2026-10-next.toml", &[&start, changes].concat())
    };
    [
        next(&[
            ("points = 4_000", "points = 40_000"),
            ("points = 10_000", "points = 100_000"),
        ]),
        // Tiers are as easy as before, and stay for a shorter time.
        next(&[
            CAPS[2],
            CAPS[3],
            (
                "period = \"year\"\nkeep_periods = 1",
                "period = \"quarter\"",
            ),
        ]),
        next(&[
            CAPS[2],
            CAPS[3],
            ("period = \"year\"\nkeep_periods = 1", "rolling_months = 1"),
            ("points = 500", "points = 1"),
        ]),
        next(&[(
            "[expiry]\nperiod_end = \"year\"\nkeep_periods = 1",
            "[expiry]\nrolling_months = 1",
        )]),
        // The end leaves points the time that they were promised.
        next(&[(
            "notice_days = 60",
            "notice_days = 60\nends = { earning_until = 2026-12-31, redeeming_until = 2027-12-31 }",
        )]),
    ]
});
