//! The awards of the demo's events, as the programme that is shipped gives them, with their reasons and their ends.

use contract::{AccountId, MemberId};
use jiff::tz::TimeZone;
use loyalty::earning::{Award as Earned, Recipient, recompute};
use loyalty::ledger::Holder;
use loyalty::{Event, EventData, EventRef, Points, Versions, check};
use serde_json::json;
use std::collections::HashMap;

use crate::programme::{Award, Change, NewEvent};
use crate::{Error, Result};

const FILES: [(&str, &str); 3] = [
    (
        "2024-01-kizuna.toml",
        include_str!("../../../../program/2024-01-kizuna.toml"),
    ),
    (
        "2026-01-kizuna.toml",
        include_str!("../../../../program/2026-01-kizuna.toml"),
    ),
    (
        "2026-09-kizuna.toml",
        include_str!("../../../../program/2026-09-kizuna.toml"),
    ),
];

/// The versions that the demo's companies live under.
pub(super) fn versions() -> Result<Versions> {
    let read = FILES.iter().map(|(name, text)| {
        let (programme, problems) = check(name, text);
        let told: Vec<String> = problems.iter().map(ToString::to_string).collect();
        programme.ok_or_else(|| Error::Unreadable(told.join("\n")))
    });
    Ok(Versions::new(read.collect::<Result<_>>()?))
}

/// Gives the events what the programme gives for them. Corrections and what is spent stay as they are told.
pub(super) fn award(events: &mut [NewEvent], versions: &Versions, zone: &TimeZone) {
    let earning = |event: &&NewEvent| {
        let is_earned = |award: &Award| matches!(award.change, Change::Earned(_));
        event.awards.iter().any(is_earned)
    };
    let plain: Vec<Event> = events.iter().filter(earning).map(in_rules).collect();
    let mut given: HashMap<EventRef, Vec<Earned>> = HashMap::new();
    for award in recompute(versions, &plain, &[], zone) {
        given.entry(award.event.clone()).or_default().push(award);
    }
    for event in events {
        let name = EventRef {
            source: event.source.clone(),
            id: event.external_id.clone(),
        };
        if let Some(earned) = given.remove(&name) {
            let ends = versions.expires(event.occurred_at, zone);
            event.awards = earned
                .iter()
                .map(|earned| explained(earned, ends))
                .collect();
        }
        for award in &mut event.awards {
            if let Change::Corrected(points, _) = award.change {
                let was = json!({ "recount": { "given": points.get(), "awards": [] } });
                award.why = Some(was.to_string());
            }
        }
    }
}

fn explained(earned: &Earned, expires_at: Option<jiff::Timestamp>) -> Award {
    let to = match &earned.recipient {
        Recipient::Account => Holder::Account,
        Recipient::Member(member) => Holder::from(member.0.parse().ok()),
    };
    Award {
        to,
        change: Change::Earned(Points::new(earned.points)),
        expires_at,
        why: serde_json::to_string(earned).ok(),
    }
}

fn in_rules(event: &NewEvent) -> Event {
    Event {
        id: event.external_id.clone(),
        source: event.source.clone(),
        kind: event.kind.clone(),
        account: AccountId(event.account.to_string()),
        member: event.member.map(|member| MemberId(member.to_string())),
        time: event.occurred_at,
        reverses: None,
        data: EventData::parse(&event.data).unwrap_or_default(),
    }
}
