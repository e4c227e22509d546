//! Challenges and awards as rows.

use jiff::Timestamp;
use jiff::civil::Date;
use loyalty::Versions;
use loyalty::play::Goal;
use loyalty::programme::{Badge, ChallengeTemplate, Programme};
use sea_orm::{ConnectionTrait, FromQueryResult};
use uuid::Uuid;

use crate::db::row;
use crate::entity::column::Moment;
use crate::{Error, Result};

pub(super) const COLUMNS: &str = "c.id, c.template, c.version, c.starts_on, c.ends_on, c.goal, c.created_at, c.reached_at, c.reports";

#[derive(Clone, Debug, FromQueryResult)]
pub(super) struct ChallengeRow {
    pub id: Uuid,
    pub template: String,
    pub version: String,
    pub starts_on: String,
    pub ends_on: String,
    pub goal: i64,
    pub created_at: Moment,
    pub reached_at: Option<Moment>,
    /// How often it was reported as reached.
    pub reports: i64,
}

/// [`Error::NotFound`] when the account has no such challenge.
pub(super) async fn of_account(
    connection: &impl ConnectionTrait,
    account: Uuid,
    id: Uuid,
) -> Result<ChallengeRow> {
    let sql = format!("SELECT {COLUMNS} FROM challenge c WHERE c.id = $1 AND c.account_id = $2");
    let found: Option<ChallengeRow> = row(connection, &sql, [id.into(), account.into()]).await?;
    found.ok_or(Error::NotFound)
}

impl ChallengeRow {
    /// By the version under which it was made; nothing when that version is not known any more.
    pub(super) fn template<'v>(&self, versions: &'v Versions) -> Option<&'v ChallengeTemplate> {
        version(versions, &self.version)?.challenge(&self.template)
    }

    pub(super) fn goal<'v>(&self, template: &'v ChallengeTemplate) -> Result<Goal<'v>> {
        Ok(Goal {
            what: &template.what,
            starts_on: self.first_day()?,
            ends_on: self.last_day()?,
            goal: self.goal,
        })
    }

    pub(super) fn first_day(&self) -> Result<Date> {
        read_day(&self.starts_on)
    }

    pub(super) fn last_day(&self) -> Result<Date> {
        read_day(&self.ends_on)
    }

    /// The name under which it is reported as reached for the so many-th time.
    pub(super) fn report(&self, number: i64) -> String {
        format!("challenge:{}:{number}", self.id)
    }
}

#[derive(Clone, Debug, FromQueryResult)]
pub(super) struct AwardRow {
    pub badge: String,
    pub version: String,
    pub earned_at: Moment,
    pub reason: String,
}

impl AwardRow {
    /// In the words of the version that gave it.
    pub(super) fn badge<'v>(&self, versions: &'v Versions) -> Option<(&'v Programme, &'v Badge)> {
        let version = version(versions, &self.version)?;
        Some((version, version.badge(&self.badge)?))
    }
}

#[derive(FromQueryResult)]
struct JoinedRow {
    joined_at: Option<Moment>,
}

/// When the person joined; nothing for somebody who was invited only. [`Error::NotFound`] when not of the account.
pub(super) async fn joined_at(
    connection: &impl ConnectionTrait,
    account: Uuid,
    member: Uuid,
) -> Result<Option<Timestamp>> {
    let sql = "SELECT joined_at FROM member WHERE id = $1 AND account_id = $2";
    let found: Option<JoinedRow> = row(connection, sql, [member.into(), account.into()]).await?;
    let joined = found.ok_or(Error::NotFound)?.joined_at;
    Ok(joined.map(|at| at.0))
}

fn version<'v>(versions: &'v Versions, name: &str) -> Option<&'v Programme> {
    versions.iter().find(|version| version.version == name)
}

fn read_day(text: &str) -> Result<Date> {
    text.parse()
        .map_err(|_| Error::Unreadable(format!("{text} is no day")))
}
