//! The demo must hold on whatever day it is made.

use std::collections::{HashMap, HashSet};

use contract::Tier;
use jiff::ToSpan as _;
use uuid::Uuid;

use super::*;
use crate::demo::cast::companies;
use crate::demo::people::settle_all;

/// Points earned by year, and the events.
fn told(cast: &Cast, now: Timestamp) -> (HashMap<i16, i64>, Vec<NewEvent>) {
    let zone = TimeZone::get(cast.company.time_zone).unwrap();
    let settled = settle_all(cast, &zone, now);
    let events = tell(cast, &settled, &zone, now);
    let mut years = HashMap::new();
    for event in &events {
        *years
            .entry(event.occurred_at.to_zoned(zone.clone()).year())
            .or_default() += earned_by(event);
    }
    (years, events)
}

fn tier(points: i64) -> Tier {
    match points {
        10_000.. => Tier::Gold,
        4_000.. => Tier::Silver,
        _ => Tier::Bronze,
    }
}

/// Days all over two years, the turns of the years among them.
fn days() -> Vec<Timestamp> {
    let days = [
        "2026-01-01T00:00:00Z",
        "2026-01-01T12:00:00Z",
        "2027-12-31T23:59:59Z",
        "2028-02-29T09:00:00Z",
    ];
    let mut days: Vec<Timestamp> = days.iter().map(|day| day.parse().unwrap()).collect();
    let first: Timestamp = "2026-01-02T08:00:00Z".parse().unwrap();
    days.extend((0..24).map(|step: i64| first + (step * 31 * 24).hours()));
    days
}

#[test]
fn the_tiers_differ_on_any_day() {
    for now in days() {
        let tiers = companies().map(|cast| {
            let (years, _) = told(&cast, now);
            let year = now
                .to_zoned(TimeZone::get(cast.company.time_zone).unwrap())
                .year();
            let points = |year: i16| years.get(&year).copied().unwrap_or(0);
            tier(points(year).max(points(year - 1)))
        });
        assert_eq!(
            tiers,
            [Tier::Gold, Tier::Silver, Tier::Silver, Tier::Bronze],
            "{now}"
        );
    }
}

#[test]
fn nothing_is_of_the_future_nor_told_twice_nor_overspent() {
    for now in days() {
        for cast in companies() {
            let (_, events) = told(&cast, now);
            let ids: HashSet<&str> = events
                .iter()
                .map(|event| event.external_id.as_str())
                .collect();
            assert_eq!(ids.len(), events.len());
            let mut balances: HashMap<Option<Uuid>, i64> = HashMap::new();
            for event in &events {
                assert!(event.occurred_at <= now);
                let balance = balances.entry(event.member).or_default();
                *balance += balance_of(event);
                assert!(
                    *balance >= 0,
                    "{now} {} {}",
                    cast.company.name,
                    event.subject
                );
            }
        }
    }
}

#[test]
fn every_company_buys_learns_and_spends() {
    let now = "2026-11-22T09:00:00Z".parse().unwrap();
    for cast in companies() {
        let (_, events) = told(&cast, now);
        let count = |kind: &str| events.iter().filter(|event| event.kind == kind).count();
        for kind in [
            "purchase.completed",
            "lesson.finished",
            "product.used",
            "survey.answered",
            "reward.redeemed",
        ] {
            assert!(count(kind) >= 2, "{} {kind}", cast.company.name);
        }
        assert!(count("purchase.reversed") >= 1, "{}", cast.company.name);
    }
}
