//! What always holds of the board, against the simplest thing that can be right: a sort.

use std::collections::BTreeMap;

use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp};
use proptest::prelude::*;
use uuid::Uuid;

use crate::board::{Kind, NEVER, NextPlace, Place, Seat, Standings, Timing, Window};
use crate::fixture::berlin;

const PEOPLE: u128 = 12;
const TEAMS: [Option<&str>; 3] = [None, Some("a"), Some("b")];

#[derive(Clone, Copy, Debug)]
enum Step {
    /// An event, or with negative points a correction.
    Add {
        who: u128,
        points: i64,
        at: i64,
    },
    Sit {
        who: u128,
        team: usize,
    },
    Leave {
        who: u128,
    },
}

fn step() -> impl Strategy<Value = Step> {
    let who = 1..=PEOPLE;
    prop_oneof![
        6 => (who.clone(), -6..12_i64, 0..40_i64).prop_map(|(who, points, at)| Step::Add { who, points, at }),
        2 => (who.clone(), 0..TEAMS.len()).prop_map(|(who, team)| Step::Sit { who, team }),
        1 => who.prop_map(|who| Step::Leave { who }),
    ]
}

/// The board as it should be, with nothing clever in it.
#[derive(Default)]
struct Naive {
    points: BTreeMap<u128, (i64, i64)>,
    seats: BTreeMap<u128, Seat>,
}

impl Naive {
    fn take(&mut self, step: Step) {
        match step {
            Step::Add { who, points, at } => {
                let entry = self.points.entry(who).or_insert((0, NEVER));
                entry.0 += points;
                if points > 0 {
                    entry.1 = entry.1.max(at);
                }
            }
            Step::Sit { who, team } => {
                self.seats.insert(who, seat(team));
            }
            Step::Leave { who } => {
                self.seats.insert(who, Seat::Left);
            }
        }
    }

    /// Points, when they were reached, and who, in the order of the page.
    fn sorted(&self, team: Option<&str>) -> Vec<(i64, i64, u128)> {
        let is_in = |who: &u128| match self.seats.get(who) {
            Some(Seat::Taken { team: sits }) => team.is_none() || sits.as_deref() == team,
            Some(Seat::Left) | None => false,
        };
        let ranked = self
            .points
            .iter()
            .filter(|(who, (points, _))| *points > 0 && is_in(who));
        let mut all: Vec<_> = ranked
            .map(|(who, (points, reached))| (-points, *reached, *who))
            .collect();
        all.sort_unstable();
        all.into_iter()
            .map(|(points, reached, who)| (-points, reached, who))
            .collect()
    }

    fn places(&self, team: Option<&str>) -> Vec<Place> {
        let all = self.sorted(team);
        let place = |(points, _, who): &(i64, i64, u128)| Place {
            member: Uuid::from_u128(*who),
            rank: 1 + all.iter().filter(|other| other.0 > *points).count(),
            is_tie: all.iter().filter(|other| other.0 == *points).count() > 1,
            points: *points,
        };
        all.iter().map(place).collect()
    }

    fn next(&self, who: u128, team: Option<&str>) -> Option<NextPlace> {
        let points = self.points.get(&who).map_or(0, |entry| entry.0);
        let places = self.places(team);
        let wanted = if points > 0 {
            places
                .iter()
                .map(|place| place.points)
                .filter(|one| *one > points)
                .min()?
        } else {
            1
        };
        let rank = 1 + places.iter().filter(|place| place.points > wanted).count();
        Some(NextPlace {
            rank,
            missing: wanted - points,
        })
    }
}

fn seat(team: usize) -> Seat {
    Seat::Taken {
        team: TEAMS[team].map(str::to_owned),
    }
}

fn take(board: &mut Standings, step: Step) {
    match step {
        Step::Add { who, points, at } => {
            let reached = if points > 0 { at } else { NEVER };
            board.add(Uuid::from_u128(who), points, reached);
        }
        Step::Sit { who, team } => {
            board.seat(Uuid::from_u128(who), seat(team));
        }
        Step::Leave { who } => board.seat(Uuid::from_u128(who), Seat::Left),
    }
}

fn played(steps: &[Step]) -> Standings {
    let mut board = Standings::default();
    for step in steps {
        take(&mut board, *step);
    }
    board
}

/// An event and when it was booked, in minutes around the end of a quarter in which the clock changes.
fn booked() -> impl Strategy<Value = (u128, i64, i64, i64)> {
    (1..=PEOPLE, -6..12_i64, -9_000..9_000_i64, 0..9_000_i64)
}

fn minute(minutes: i64) -> Timestamp {
    let end: Timestamp = "2026-03-31T22:00:00Z".parse().expect("is a time");
    end + SignedDuration::from_mins(minutes)
}

fn counted(
    window: Window,
    events: &[(u128, i64, i64, i64)],
    zone: &TimeZone,
    takes: impl Fn(Timing) -> bool,
) -> BTreeMap<u128, i64> {
    let mut sums = BTreeMap::new();
    for (who, points, occurred, delay) in events {
        let timing = window.timing(minute(*occurred), minute(occurred + delay), zone);
        if timing.is_some_and(&takes) {
            *sums.entry(*who).or_default() += points;
        }
    }
    sums
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(600) })]

    #[test]
    fn ranks_are_those_of_a_sort(steps in prop::collection::vec(step(), 0..120)) {
        let (mut board, mut naive) = (Standings::default(), Naive::default());
        for step in steps {
            take(&mut board, step);
            naive.take(step);
            for team in TEAMS {
                let wanted = naive.places(team);
                prop_assert_eq!(board.len(team), wanted.len());
                prop_assert_eq!(board.places(team, 0, 100), wanted.clone());
                prop_assert_eq!(board.places(team, 3, 2), wanted.iter().skip(3).take(2).copied().collect::<Vec<_>>());
                for who in 1..=PEOPLE {
                    let id = Uuid::from_u128(who);
                    let at = wanted.iter().position(|place| place.member == id);
                    prop_assert_eq!(board.position(id, team), at);
                    prop_assert_eq!(board.place(id, team), at.map(|at| wanted[at]));
                    prop_assert_eq!(board.next_place(id, team), naive.next(who, team));
                }
            }
            for team in TEAMS.into_iter().flatten() {
                let sum: i64 = naive.places(Some(team)).iter().map(|place| place.points).sum();
                prop_assert_eq!(board.team_points(team), sum);
            }
        }
    }

    /// Two processes that hear of the same things in another order agree, as long as each person's seat is the same in the end.
    #[test]
    fn the_order_of_events_changes_nothing(
        (one, other) in prop::collection::vec(step(), 0..60).prop_flat_map(|steps| (Just(steps.clone()), Just(steps).prop_shuffle())),
    ) {
        let seats: Vec<Step> = (1..=PEOPLE).map(|who| Step::Sit { who, team: 1 }).collect();
        let whole = |steps: Vec<Step>| played(&[steps, seats.clone()].concat());
        let (one, other) = (whole(one), whole(other));
        for team in TEAMS {
            prop_assert_eq!(one.places(team, 0, 100), other.places(team, 0, 100));
        }
    }

    /// What a window was when it closed is said by what was booked until then, whatever is booked later; and with what came
    /// late it is what the ledger says.
    #[test]
    fn a_closed_window_stays(events in prop::collection::vec(booked(), 0..60)) {
        let zone = berlin();
        for kind in [Kind::Week, Kind::Month, Kind::Quarter] {
            let window = Window::at(kind, minute(-1), &zone);
            let end = window.ends_at(&zone).expect("ends");
            let until: Vec<_> = events.iter().copied().filter(|(_, _, at, delay)| minute(at + delay) < end).collect();
            let at_the_end = counted(window, &until, &zone, |_| true);
            let later = counted(window, &events, &zone, |timing| timing == Timing::InTime);
            prop_assert_eq!(at_the_end, later);
            let revised = counted(window, &events, &zone, |_| true);
            let mut of_ledger: BTreeMap<u128, i64> = BTreeMap::new();
            for (who, points, at, _) in &events {
                if Window::at(kind, minute(*at), &zone) == window {
                    *of_ledger.entry(*who).or_default() += points;
                }
            }
            prop_assert_eq!(revised, of_ledger);
        }
    }

    /// Every day lies in one window of each kind, and the windows follow one another without a gap.
    #[test]
    fn windows_fill_the_calendar(days in 0..73_000_i64) {
        let day = jiff::civil::date(2000, 1, 8).saturating_add(jiff::Span::new().days(days));
        for kind in [Kind::Week, Kind::Month, Kind::Quarter, Kind::Year] {
            let window = Window::containing(kind, day);
            prop_assert!(window.holds(day) && window.first() <= day && Some(day) <= window.last());
            prop_assert_eq!(window.to_string().parse::<Window>(), Ok(window));
            let next = window.next().expect("goes on");
            prop_assert_eq!(Some(next.first()), window.last().and_then(|day| day.tomorrow().ok()));
            prop_assert_eq!(next.previous(), Some(window));
        }
    }
}
