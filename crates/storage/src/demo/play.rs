//! What people of the demo read, judged and finished, the badges that follow, and the challenges of their companies.

use contract::Role;
use jiff::civil::Date;
use jiff::tz::TimeZone;
use jiff::{Timestamp, ToSpan as _};
use loyalty::Versions;
use serde_json::json;
use uuid::Uuid;

use super::company::{Cast, PersonStanding};
use super::people::{Settled, SettledPerson};
use super::random::Random;
use super::work::Stage;
use crate::play::{self, NewChallenge, SOURCE};
use crate::programme::{NewEvent, record_events};
use crate::{AccountScope, Occasion, Result, Tx};

/// Articles that there are, by their addresses and titles.
const ARTICLES: [(&str, &str); 6] = [
    ("start/welcome", "Welcome to the portal"),
    ("start/find-an-answer", "Find an answer"),
    ("programme/what-tiers-mean", "What tiers mean"),
    ("programme/how-points-are-earned", "How points are earned"),
    ("people/invite-colleagues", "Invite colleagues"),
    ("value/first-30-days", "The first 30 days"),
];
/// Of four people of the first company three take part.
const OUT_OF: usize = 4;

/// For every company what was read; for the first one two challenges, of which one was reached.
pub(super) async fn insert(
    tx: &Tx,
    cast: &Cast,
    settled: &Settled,
    zone: &TimeZone,
    versions: &Versions,
    now: Timestamp,
) -> Result<()> {
    let stage = Stage::new(zone, now);
    let mut events = Vec::new();
    for (index, person) in settled.people.iter().enumerate() {
        if person.left_at.is_none() {
            events.extend(read_by(cast, settled.account, index, person, &stage));
        }
    }
    record_events(tx, &events).await?;
    if cast.company.number == 1 {
        challenges(tx, cast, settled, versions, &stage).await?;
    }
    play::look_at_all(tx, versions, settled.account, now).await
}

/// Who came later has read less; a few have finished a course.
fn read_by(
    cast: &Cast,
    account: Uuid,
    index: usize,
    person: &SettledPerson,
    stage: &Stage<'_>,
) -> Vec<NewEvent> {
    let Some(joined) = person.joined_at else {
        return Vec::new();
    };
    let number = u64::try_from(index).unwrap_or(0);
    let mut random = Random::of(&[cast.company.number, number, 16]);
    let event = |kind: &str, what: &str, subject: &str, at: Timestamp| NewEvent {
        account,
        member: Some(person.id),
        source: SOURCE.to_owned(),
        external_id: format!("{kind}:{}:{what}", person.id),
        kind: kind.to_owned(),
        subject: subject.to_owned(),
        occurred_at: at,
        received_at: at,
        data: json!({ "article": what }),
        awards: Vec::new(),
    };
    let mut events = Vec::new();
    for (place, (address, title)) in ARTICLES.iter().enumerate() {
        let days = i64::try_from(5 + 13 * place + index % 7).unwrap_or(5);
        let at = stage.office_hour(stage.working_day_before(days), &mut random);
        if at <= joined || (place + index).is_multiple_of(3) {
            continue;
        }
        events.push(event("article.read", address, title, at));
        if (place + index).is_multiple_of(2) {
            events.push(event("article.voted", address, title, at + 1.minute()));
        }
    }
    if index % 5 == 1 {
        let lessons = cast.company.words.lessons;
        let at = stage.office_hour(stage.working_day_before(40), &mut random);
        if let Some(course) = lessons.first().filter(|_| at > joined) {
            events.push(event("course.finished", "course", course, at));
        }
    }
    events
}

/// A challenge that was reached in the last months, and one that goes on.
async fn challenges(
    tx: &Tx,
    cast: &Cast,
    settled: &Settled,
    versions: &Versions,
    stage: &Stage<'_>,
) -> Result<()> {
    let Some(admin) = settled.people.first() else {
        return Ok(());
    };
    let past = (stage.days_ago(63), stage.days_ago(33));
    let now = (stage.days_ago(12), stage.today.saturating_add(18.days()));
    for (template, (starts_on, ends_on), goal) in [
        ("lessons-together", past, 5),
        ("articles-together", now, 40),
    ] {
        let scope = scope(settled, admin, true);
        // The rules of challenges are younger than two months on some days of the first year.
        let begins = on(stage, starts_on);
        let has_template = versions
            .at(begins.now, stage.zone)
            .is_some_and(|version| version.challenge(template).is_some());
        if !has_template {
            continue;
        }
        let new = NewChallenge {
            template: template.to_owned(),
            starts_on,
            ends_on,
            goal,
        };
        let id = play::create(tx, &scope, versions, &new, begins).await?;
        let people = settled.people.iter().zip(&cast.people).enumerate();
        for (index, (person, of)) in people {
            let is_active = of.standing == PersonStanding::Active;
            let is_there = person.joined_at.is_some_and(|joined| joined < begins.now);
            if is_active && is_there && index % OUT_OF != 3 && of.role != Role::AccountAdmin {
                let scope = self::scope(settled, person, false);
                play::join(tx, &scope, versions, id, begins).await?;
            }
        }
    }
    Ok(())
}

fn scope(settled: &Settled, person: &SettledPerson, is_admin: bool) -> AccountScope {
    AccountScope {
        account: settled.account,
        member: person.id,
        session: Uuid::nil(),
        is_admin,
        persona: None,
    }
}

/// Nine in the morning of the day.
fn on(stage: &Stage<'_>, day: Date) -> Occasion<'static> {
    let morning = day.at(9, 0, 0, 0).to_zoned(stage.zone.clone());
    Occasion {
        now: morning.map_or(stage.now, |morning| morning.timestamp()),
        address: "",
    }
}
