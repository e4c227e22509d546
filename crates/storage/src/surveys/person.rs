//! What is known of the member who could be asked.

use contract::{AccountId, LifeStage, Locale, MemberId, Persona, Tier};
use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;
use loyalty::Versions;
use sea_orm::{ConnectionTrait, FromQueryResult};
use survey::asking::{Asked, Contact, ContactKind};
use uuid::Uuid;

use super::words;
use crate::accounts::time_zone;
use crate::calendar::day;
use crate::db::{number, row, rows};
use crate::entity::column::{Coded, Moment};
use crate::programme::standing;
use crate::{AccountScope, Error, Result};

/// Who comes back after so long comes for another visit, though the session is the same.
const VISIT_HOURS: i64 = 12;

/// A member with all that the rules of asking look at.
pub(super) struct Person {
    pub member: MemberId,
    pub account: AccountId,
    pub joined: Timestamp,
    pub persona: Option<Persona>,
    pub locale: Locale,
    pub tier: Tier,
    pub customer_since: Date,
    pub zone: TimeZone,
    pub history: Vec<Contact>,
}

/// The groups that a member belongs to.
#[derive(Clone, Copy, Debug)]
pub(super) struct Groups {
    pub tier: Tier,
    pub persona: Option<Persona>,
    pub locale: Locale,
    pub life_stage: LifeStage,
}

#[derive(FromQueryResult)]
struct PersonRow {
    created_at: Moment,
    joined_at: Option<Moment>,
    persona: Option<Coded<Persona>>,
    locale: Coded<Locale>,
    time_zone: String,
    customer_since: String,
}

impl Person {
    pub async fn load(
        connection: &impl ConnectionTrait,
        versions: &Versions,
        scope: &AccountScope,
        now: Timestamp,
    ) -> Result<Self> {
        let sql = "
            SELECT m.created_at, m.joined_at, m.persona, m.locale, a.time_zone, a.customer_since
            FROM member m JOIN account a ON a.id = m.account_id WHERE m.id = $1 AND m.account_id = $2";
        let values = [scope.member.into(), scope.account.into()];
        let found: Option<PersonRow> = row(connection, sql, values).await?;
        let found = found.ok_or(Error::NotFound)?;
        let zone = time_zone(&found.time_zone)?;
        let standing =
            standing::of_account_on(connection, versions, scope.account, &zone, now).await?;
        Ok(Self {
            member: MemberId(scope.member.to_string()),
            account: AccountId(scope.account.to_string()),
            joined: found.joined_at.unwrap_or(found.created_at).0,
            persona: found.persona.map(|persona| persona.0),
            locale: found.locale.0,
            tier: standing.tier,
            customer_since: customer_since(&found.customer_since)?,
            zone,
            history: history(connection, scope.member).await?,
        })
    }

    pub fn asked(&self) -> Asked<'_> {
        Asked {
            member: &self.member,
            account: &self.account,
            joined: self.joined,
            persona: self.persona,
            tier: self.tier,
            customer_since: self.customer_since,
            zone: &self.zone,
            history: &self.history,
        }
    }

    pub fn groups(&self, now: Timestamp) -> Groups {
        let stage = survey::LifeStage::on(day(now, &self.zone), self.customer_since);
        Groups {
            tier: self.tier,
            persona: self.persona,
            locale: self.locale,
            life_stage: words::life_stage(stage),
        }
    }
}

pub(super) fn customer_since(text: &str) -> Result<Date> {
    text.parse()
        .map_err(|_| Error::Unreadable(format!("{text} is not a day")))
}

#[derive(FromQueryResult)]
struct ContactRow {
    survey: String,
    kind: Coded<ContactKind>,
    at: Moment,
}

/// Everything between the member and any survey, in the order in which it was recorded.
pub(super) async fn history(
    connection: &impl ConnectionTrait,
    member: Uuid,
) -> Result<Vec<Contact>> {
    let sql = "SELECT survey, kind, at FROM survey_contact WHERE member_id = $1 ORDER BY at, id";
    let found: Vec<ContactRow> = rows(connection, sql, [member.into()]).await?;
    let contact = |row: ContactRow| Contact {
        survey: row.survey,
        at: row.at.0,
        kind: row.kind.0,
    };
    Ok(found.into_iter().map(contact).collect())
}

/// Which visit this is, counted no further than the second.
pub(super) async fn visit(
    connection: &impl ConnectionTrait,
    scope: &AccountScope,
    now: Timestamp,
) -> Result<u32> {
    let sql = "
        SELECT count(*) FROM (
            SELECT 1 FROM audit WHERE actor_id = $1 AND action = 'signed_in' LIMIT 2) AS sign_ins";
    let sign_ins = number(connection, sql, [scope.member.into()]).await?;
    if sign_ins > 1 {
        return Ok(2);
    }
    let sql = "SELECT created_at FROM session WHERE id = $1";
    let began = number(connection, sql, [scope.session.into()]).await?;
    let age = now.as_microsecond().saturating_sub(began);
    let is_back = began > 0 && age >= VISIT_HOURS * 3_600_000_000;
    Ok(if is_back { 2 } else { 1 })
}
