//! Programmes, events and zones for tests.

use contract::{AccountId, MemberId};
use jiff::tz::TimeZone;

use crate::event::{Event, EventData};
use crate::programme::{Programme, check};

/// The programme that the repository ships.
pub const REAL: &str = include_str!("../../../program/2026-01-kizuna.toml");

/// The shipped programme with stretches of its text replaced, each once.
pub fn changed(file: &str, changes: &[(&str, &str)]) -> Programme {
    let mut text = REAL.to_owned();
    for (from, to) in changes {
        assert!(text.contains(from), "the file holds {from}");
        text = text.replacen(from, to, 1);
    }
    let (programme, problems) = check(file, &text);
    let told: Vec<_> = problems.iter().map(ToString::to_string).collect();
    programme.unwrap_or_else(|| panic!("{}", told.join("\n")))
}

/// Central Europe, whose clocks change on the last Sundays of March and October.
pub fn berlin() -> TimeZone {
    TimeZone::posix("CET-1CEST,M3.5.0,M10.5.0/3").expect("is a zone")
}

/// An event of the shop for one account, without data. A time without a zone is UTC's.
pub fn event(id: &str, kind: &str, member: &str, time: &str) -> Event {
    Event {
        id: id.to_owned(),
        source: "shop".to_owned(),
        kind: kind.to_owned(),
        account: AccountId("acme".to_owned()),
        member: (!member.is_empty()).then(|| MemberId(member.to_owned())),
        time: time.parse().expect("is a time"),
        reverses: None,
        data: EventData::default(),
    }
}

/// A purchase of so many minor units.
pub fn purchase(id: &str, amount: i64, currency: &str, time: &str) -> Event {
    let data = serde_json::json!({ "amount": amount, "currency": currency });
    Event {
        data: EventData::parse(&data).expect("is an amount"),
        ..event(id, "purchase.completed", "", time)
    }
}

/// The event that takes another one back.
pub fn correction(id: &str, of: &Event, time: &str) -> Event {
    Event {
        reverses: Some(of.reference()),
        ..event(id, "correction.entered", "", time)
    }
}
