//! Events of the portal itself. They come in like those of any other system, once under their name.

use contract::{AccountId, MemberId};
use jiff::Timestamp;
use loyalty::{Event, EventData};
use serde_json::Value;
use uuid::Uuid;

use crate::programme::Report;
use crate::{Error, Result};

/// The source that the portal names itself by.
pub(crate) const SOURCE: &str = "kizuna";

/// What the portal has to report.
pub(super) struct Own<'a> {
    pub account: Uuid,
    pub member: Option<Uuid>,
    pub kind: &'a str,
    pub id: String,
    pub subject: String,
    pub time: Timestamp,
    pub data: Value,
}

impl Own<'_> {
    pub(super) fn report(self) -> Result<Report> {
        let unreadable = |what: String| Error::Unreadable(format!("{}: {what}", self.id));
        let parsed = EventData::parse(&self.data).map_err(|errors| {
            let all: Vec<_> = errors.iter().map(ToString::to_string).collect();
            unreadable(all.join("; "))
        })?;
        let reverses = EventData::parse_reverses(&self.data, SOURCE)
            .map_err(|error| unreadable(error.to_string()))?;
        Ok(Report {
            account: self.account,
            member: self.member,
            subject: self.subject,
            event: Event {
                id: self.id,
                source: SOURCE.to_owned(),
                kind: self.kind.to_owned(),
                account: AccountId(self.account.to_string()),
                member: self.member.map(|member| MemberId(member.to_string())),
                time: self.time,
                reverses,
                data: parsed,
            },
            data: self.data,
        })
    }
}

/// Takes back what the portal had reported.
pub(super) fn taken_back<'a>(
    account: Uuid,
    member: Option<Uuid>,
    (kind, subject): (&'a str, &str),
    id: &str,
    time: Timestamp,
) -> Own<'a> {
    Own {
        account,
        member,
        kind,
        id: format!("{id}:back"),
        subject: subject.to_owned(),
        time,
        data: serde_json::json!({ "reverses": id }),
    }
}
