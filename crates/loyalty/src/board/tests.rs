//! The rules of the board by example. What always holds is in `properties`.

mod nickname;
mod properties;

use jiff::Timestamp;
use jiff::civil::{Date, date};
use uuid::Uuid;

use super::{Average, Kind, NEVER, NextPlace, Seat, SeatBand, Standings, Timing, Window, ranked};
use crate::fixture::berlin;

const TODAY: Date = date(2026, 3, 4);

fn member(number: u128) -> Uuid {
    Uuid::from_u128(number)
}

fn time(text: &str) -> Timestamp {
    text.parse().expect("is a time")
}

#[test]
fn windows_have_one_name() {
    let name_of = |kind| Window::containing(kind, date(2026, 8, 31)).to_string();
    let names = Kind::ALL.map(name_of);
    assert_eq!(names, ["2026-W36", "2026-08", "2026-Q3", "2026", "all"]);
    for name in names {
        let window = Window::parse(&name, date(2026, 12, 31)).expect("is a window");
        assert_eq!(window.to_string(), name);
    }
    // The days around New Year belong to a week of one of the years.
    let week = |day| Window::containing(Kind::Week, day).to_string();
    assert_eq!(week(date(2027, 1, 1)), "2026-W53");
    assert_eq!(week(date(2024, 12, 30)), "2025-W01");
}

#[test]
fn a_kind_stands_for_its_window_of_today() {
    let of = |text| Window::parse(text, TODAY).map(|window| window.to_string());
    assert_eq!(of("week").as_deref(), Ok("2026-W10"));
    assert_eq!(of("quarter").as_deref(), Ok("2026-Q1"));
    assert_eq!(of("all").as_deref(), Ok("all"));
}

#[test]
fn what_is_no_window_is_refused() {
    for text in [
        "",
        "day",
        "Week",
        "2025-W53",
        "2026-W00",
        "2026-W1",
        "2026-13",
        "2026-3",
        "2026-00",
        "2026-Q5",
        "2026-Q0",
        "2026-q1",
        "02026",
        "26",
        "1999",
        "2201",
        "2026-03-01",
        "-2026",
        "2026-W10 ",
        "２０２６",
        "+2026",
        "2026-+3",
        "2026-Q+1",
    ] {
        assert!(Window::parse(text, date(2026, 12, 31)).is_err(), "{text:?}");
    }
    // Tomorrow's have not begun.
    for text in ["2026-W11", "2026-04", "2026-Q2", "2027"] {
        assert!(Window::parse(text, TODAY).is_err(), "{text}");
    }
}

#[test]
fn windows_follow_the_clock_of_the_company_through_its_changes() {
    let zone = berlin();
    let hours = |name: &str| {
        let window: Window = name.parse().expect("is a window");
        let before = window.previous().and_then(|one| one.ends_at(&zone));
        let (from, to) = (
            before.expect("has one"),
            window.ends_at(&zone).expect("ends"),
        );
        assert_eq!(Window::at(window.kind(), from, &zone), window);
        assert_ne!(Window::at(window.kind(), to, &zone), window);
        to.duration_since(from).as_hours()
    };
    // Clocks went forward on 29 March 2026 and back on 25 October.
    assert_eq!(hours("2026-W12"), 7 * 24);
    assert_eq!(hours("2026-W13"), 7 * 24 - 1);
    assert_eq!(hours("2026-W43"), 7 * 24 + 1);
    assert_eq!(hours("2026-03"), 31 * 24 - 1);
    assert_eq!(hours("2026-10"), 31 * 24 + 1);
    assert_eq!(hours("2026-Q1"), 90 * 24 - 1);
    assert_eq!(hours("2026"), 365 * 24);
    let all: Window = "all".parse().expect("is a window");
    assert_eq!(
        (all.ends_at(&zone), all.previous(), all.next()),
        (None, None, None)
    );
}

#[test]
fn what_is_booked_after_the_end_is_late() {
    let zone = berlin();
    let week: Window = "2026-W13".parse().expect("is a window");
    let timing = |occurred, booked| week.timing(time(occurred), time(booked), &zone);
    // The week ends at 22:00 UTC, an hour earlier than it began.
    let last = "2026-03-29T21:59:59Z";
    assert_eq!(timing(last, last), Some(Timing::InTime));
    assert_eq!(timing(last, "2026-03-29T22:00:00Z"), Some(Timing::Late));
    assert_eq!(timing("2026-03-29T22:00:00Z", "2026-03-30T00:00:00Z"), None);
    assert_eq!(timing("2026-03-22T22:59:59Z", "2026-03-25T00:00:00Z"), None);
    assert_eq!(
        timing("2026-03-22T23:00:00Z", "2026-03-25T00:00:00Z"),
        Some(Timing::InTime)
    );
}

#[test]
fn ties_share_a_rank_and_stand_in_the_order_of_who_was_first() {
    let mut board = Standings::default();
    for number in 1..=5 {
        let team = Some(if number % 2 == 0 { "even" } else { "odd" }.to_owned());
        board.seat(member(number), Seat::Taken { team });
    }
    for (number, points, at) in [(1, 10, 7), (2, 20, 9), (3, 20, 3), (4, 5, 1), (5, 0, 1)] {
        board.add(member(number), points, at);
    }
    let shown = |board: &Standings, team| -> Vec<(u128, usize, bool)> {
        let places = board.places(team, 0, 10).into_iter();
        places
            .map(|place| (place.member.as_u128(), place.rank, place.is_tie))
            .collect()
    };
    assert_eq!(
        shown(&board, None),
        [(3, 1, true), (2, 1, true), (1, 3, false), (4, 4, false)]
    );
    assert_eq!(shown(&board, Some("even")), [(2, 1, false), (4, 2, false)]);
    assert_eq!(shown(&board, Some("none")), []);
    assert_eq!(board.team_points("odd"), 30);
    assert_eq!(
        board.place(member(5), None),
        None,
        "nothing earned, no rank"
    );

    let next = |board: &Standings, number| board.next_place(member(number), None);
    assert_eq!(
        next(&board, 2),
        None,
        "nobody is above who shares the first rank"
    );
    assert_eq!(
        next(&board, 1),
        Some(NextPlace {
            rank: 1,
            missing: 10
        })
    );
    assert_eq!(
        next(&board, 4),
        Some(NextPlace {
            rank: 3,
            missing: 5
        })
    );
    assert_eq!(
        next(&board, 5),
        Some(NextPlace {
            rank: 5,
            missing: 1
        })
    );

    // Who leaves is counted by nobody, and is back where they were when they return.
    board.seat(member(3), Seat::Left);
    assert_eq!(
        shown(&board, None),
        [(2, 1, false), (1, 2, false), (4, 3, false)]
    );
    assert_eq!(
        (board.team_points("odd"), board.points(member(3))),
        (10, 20)
    );
    board.seat(
        member(3),
        Seat::Taken {
            team: Some("odd".to_owned()),
        },
    );
    assert_eq!(shown(&board, None)[0], (3, 1, true));
    // A correction takes points, and the place with them.
    board.add(member(3), -20, NEVER);
    assert_eq!(board.place(member(3), None), None);
}

#[test]
fn averages_do_not_favour_the_large() {
    let of = |points, seats| Average::new(points, seats).expect("has seats");
    let all = vec![
        (of(1_000, 100), "large"),
        (of(30, 2), "small"),
        (of(45, 3), "three"),
        (of(0, 4), "none"),
    ];
    let order: Vec<_> = ranked(all)
        .into_iter()
        .map(|(rank, average, who)| (rank, average.tenths(), who))
        .collect();
    assert_eq!(
        order,
        [
            (1, 150, "small"),
            (1, 150, "three"),
            (3, 100, "large"),
            (4, 0, "none")
        ]
    );
    assert!(Average::new(5, 0).is_none());
    // Too near for a division of whole numbers to tell.
    assert!(of(1_000_000_001, 3_000_000_000) > of(1, 3));
    assert_eq!(of(1, 20).tenths(), 1, "half a tenth is rounded up");
}

#[test]
fn every_company_belongs_to_one_band() {
    for seats in 1..3_000_u32 {
        let band = SeatBand::of(seats).expect("has one");
        assert!(band.holds(seats));
    }
    assert_eq!(SeatBand::of(0), None);
    assert_ne!(SeatBand::of(9), SeatBand::of(10));
    assert_eq!(SeatBand::of(1_000), SeatBand::of(50_000));
}
