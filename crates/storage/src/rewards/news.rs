//! Whom a redemption concerns, and what to tell them: the caller makes mails of it within the same transaction.

use contract::{Locale, RedemptionState, RewardFulfilment};
use loyalty::Versions;
use sea_orm::FromQueryResult;
use uuid::Uuid;

use super::rows::{RedemptionRow, reward_name};
use crate::db::{row, rows};
use crate::entity::column::Coded;
use crate::{Error, Result, Tx};

/// Someone who gets a mail.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Person {
    pub email: String,
    pub name: String,
    pub locale: Locale,
}

/// What happened to a redemption.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct News {
    pub redemption: Uuid,
    pub state: RedemptionState,
    pub fulfilment: RewardFulfilment,
    pub cost: i64,
    pub asked_by: String,
    /// What was said with it: by who asked while it waits, else by who decided or fulfilled it.
    pub note: Option<String>,
    /// As the programme names it, the version in which it was asked for, and what it is called in the company's language.
    pub reward: String,
    pub version: String,
    pub title: String,
}

/// News, and those whom they are for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Told {
    pub news: News,
    pub people: Vec<Person>,
}

impl News {
    pub(super) fn of(row: &RedemptionRow, note: Option<&str>) -> Self {
        Self {
            redemption: row.id,
            state: row.state.0,
            fulfilment: row.fulfilment.0,
            cost: row.cost,
            asked_by: row.asked_by.clone(),
            note: note.map(str::to_owned),
            reward: row.reward.clone(),
            version: row.version.clone(),
            title: row.title.clone(),
        }
    }

    /// What the reward is called.
    pub fn reward_name(&self, versions: &Versions, locale: Locale) -> String {
        reward_name(versions, &self.version, &self.reward, &self.title, locale)
    }
}

#[derive(FromQueryResult)]
struct PersonRow {
    email: String,
    name: String,
    locale: Coded<Locale>,
}

impl From<PersonRow> for Person {
    fn from(row: PersonRow) -> Self {
        Self {
            email: row.email,
            name: row.name,
            locale: row.locale.0,
        }
    }
}

/// Those who may decide on a request of this person.
pub(super) async fn approvers(tx: &Tx, account: Uuid, asker: Uuid) -> Result<Vec<Person>> {
    let sql = "
        SELECT email, name, locale FROM member
        WHERE account_id = $1 AND status = 'active' AND role = 'account_admin' AND id <> $2 ORDER BY id";
    let found: Vec<PersonRow> = rows(tx.connection(), sql, [account.into(), asker.into()]).await?;
    Ok(found.into_iter().map(Person::from).collect())
}

/// Who asked, as long as they can read it.
pub(super) async fn asker(tx: &Tx, id: Uuid) -> Result<Vec<Person>> {
    let sql = "SELECT email, name, locale, status FROM member WHERE id = $1";
    let found: Option<AskerRow> = row(tx.connection(), sql, [id.into()]).await?;
    let found = found.ok_or(Error::NotFound)?;
    let is_active = found.status.0 == contract::MemberStatus::Active;
    let person = Person {
        email: found.email,
        name: found.name,
        locale: found.locale.0,
    };
    Ok(is_active.then_some(person).into_iter().collect())
}

#[derive(FromQueryResult)]
struct AskerRow {
    email: String,
    name: String,
    locale: Coded<Locale>,
    status: Coded<contract::MemberStatus>,
}
