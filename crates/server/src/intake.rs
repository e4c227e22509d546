//! The one way in for events, whichever way they are sent: checked, kept, counted, and told what became of each.

use contract::{
    AccountId, EventAward, EventFate, EventOutcome, FieldError, KeptReason, MemberId, TakenBack,
    WalletOwner,
};
use jiff::Timestamp;
use loyalty::earning::{Arrival, Award, Recipient};
use loyalty::{Event, Versions};
use serde_json::Value;
use storage::Db;
use storage::programme::{self, Directory, Report, Taken};

use crate::cloud_event::{CloudEvent, unknown_account, unknown_member};
use crate::problem::field_error;

/// Where events go, by which rules they count, and when they come in.
pub struct Intake<'a> {
    pub db: &'a Db,
    pub programme: &'a Versions,
    pub now: Timestamp,
}

impl Intake<'_> {
    /// Keeps what is sound, books what it earns, and says of each what became of it, in the order in which they came. The sound
    /// ones are one transaction.
    pub async fn take_in(&self, values: &[Value]) -> storage::Result<Vec<EventOutcome>> {
        let read: Vec<_> = values.iter().map(CloudEvent::read).collect();
        let directory = directory(self.db, read.iter().flatten()).await?;
        let checked = read.into_iter().map(|event| {
            event.and_then(|event| self.report(&directory, event).map_err(|error| vec![error]))
        });
        let checked: Vec<Result<Report, Vec<FieldError>>> = checked.collect();
        let reports: Vec<Report> = checked.iter().flatten().cloned().collect();
        let taken = if reports.is_empty() {
            Vec::new()
        } else {
            let (versions, reports, now) = (self.programme, &reports, self.now);
            let take_in = self
                .db
                .write(|tx| async move { programme::take_in(&tx, versions, reports, now).await });
            take_in.await?
        };
        let mut taken = taken.into_iter();
        let outcomes = checked.into_iter().zip(values).map(|(checked, value)| {
            let text = |name: &str| Some(value.get(name)?.as_str()?.to_owned());
            let mut outcome = EventOutcome {
                source: text("source"),
                id: text("id"),
                fate: EventFate::Refused,
                reason: None,
                awards: Vec::new(),
                taken_back: Vec::new(),
                errors: Vec::new(),
            };
            match checked {
                Err(errors) => outcome.errors = errors,
                Ok(report) => {
                    let taken = taken.next().unwrap_or(Taken::Known);
                    self.tell(&directory, &report, taken, &mut outcome);
                }
            }
            outcome
        });
        Ok(outcomes.collect())
    }

    /// The event with the company and the person that it names, unless there are none or its time has not come.
    fn report(&self, directory: &Directory, event: CloudEvent) -> Result<Report, FieldError> {
        let account = event.account;
        let zone = directory.zone(account).ok_or_else(unknown_account)?;
        let find = |name: &String| directory.member(account, name).ok_or_else(unknown_member);
        let member = event.member.as_ref().map(find).transpose()?;
        let time = event.time.unwrap_or(self.now);
        if self.programme.arrival(time, self.now, zone) == Arrival::TooEarly {
            return Err(field_error("/time", "future", "lies in the future"));
        }
        Ok(Report {
            account,
            member,
            subject: event.subject,
            event: Event {
                id: event.id,
                source: event.source,
                kind: event.kind,
                account: AccountId(account.to_string()),
                member: member.map(|member| MemberId(member.to_string())),
                time,
                reverses: event.reverses,
                data: event.parsed,
            },
            data: event.data,
        })
    }

    fn tell(
        &self,
        directory: &Directory,
        report: &Report,
        taken: Taken,
        outcome: &mut EventOutcome,
    ) {
        let Taken::Fresh { awards, taken_back } = taken else {
            outcome.fate = EventFate::Known;
            return;
        };
        outcome.awards = awards.iter().map(view).collect();
        let taken = taken_back.into_iter().map(|(recipient, points)| {
            let (wallet, member) = wallet(&recipient);
            TakenBack {
                wallet,
                member,
                points,
            }
        });
        outcome.taken_back = taken.collect();
        let (event, versions) = (&report.event, self.programme);
        let arrives_late = || {
            let zone = directory.zone(report.account);
            zone.is_some_and(|zone| {
                versions.arrival(event.time, self.now, zone) == Arrival::TooLate
            })
        };
        outcome.reason = if versions.iter().next().is_none() {
            Some(KeptReason::NoProgramme)
        } else if event.reverses.is_some() {
            None
        } else if !versions.looks_at(&event.kind) {
            Some(KeptReason::UnknownType)
        } else if arrives_late() {
            Some(KeptReason::TooLate)
        } else {
            None
        };
        outcome.fate = match outcome.reason {
            Some(_) => EventFate::Kept,
            None => EventFate::Accepted,
        };
    }
}

async fn directory<'a>(
    db: &Db,
    events: impl Iterator<Item = &'a CloudEvent>,
) -> storage::Result<Directory> {
    let (mut accounts, mut people) = (Vec::new(), Vec::new());
    for event in events {
        accounts.push(event.account);
        people.extend(event.member.as_deref());
    }
    accounts.sort_unstable();
    accounts.dedup();
    people.sort_unstable();
    people.dedup();
    programme::directory(db, &accounts, &people).await
}

fn view(award: &Award) -> EventAward {
    let (wallet, member) = wallet(&award.recipient);
    EventAward {
        rule: award.rule.clone(),
        version: award.version.clone(),
        wallet,
        member,
        points: award.points,
        left_out: award.left_out,
    }
}

fn wallet(recipient: &Recipient) -> (WalletOwner, Option<MemberId>) {
    match recipient {
        Recipient::Account => (WalletOwner::Company, None),
        Recipient::Member(member) => (WalletOwner::Member, Some(member.clone())),
    }
}
