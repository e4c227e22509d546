//! A believable installation: four client companies, their people, and two years of events up to now.
//!
//! Everything is made from fixed lists and a seeded generator, so that the same day always brings the same demo. It goes
//! through the same functions as real facts, so its numbers are as true as theirs.

mod beside;
mod board;
mod cast;
mod company;
mod history;
mod people;
mod play;
mod purchases;
mod random;
mod redemptions;
mod rewards;
mod rules;
pub mod scale;
mod story;
mod work;

use contract::Role;
use jiff::Timestamp;
use jiff::tz::TimeZone;
use sea_orm::{ColumnTrait as _, EntityTrait as _, PaginatorTrait as _, QueryFilter as _};

use crate::db::number;
use crate::entity::{account, member};
use crate::ledger::run_account;
use crate::programme::record_events;
use crate::{Db, Error, Result, Tx};

/// The password of everyone in the demo.
pub const PASSWORD: &str = "kizuna-demo-2026";

/// One way to sign in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SignIn {
    pub email: String,
    pub name: String,
    pub role: Role,
    /// Absent for the vendor's staff.
    pub company: Option<String>,
}

/// What the demo holds.
#[derive(Clone, Debug)]
pub struct DemoSummary {
    /// Whether this run made it; false when it was there.
    pub is_new: bool,
    pub accounts: u64,
    /// People of the companies, without the vendor's staff.
    pub members: u64,
    pub events: u64,
    pub sign_ins: Vec<SignIn>,
}

/// Fills an empty database. Does nothing on one that holds the demo; [`Error::Refused`] when a real company exists.
pub async fn seed(db: &Db, now: Timestamp, password_hash: &str) -> Result<DemoSummary> {
    let is_new = db
        .write(|tx| async move { seed_once(&tx, now, password_hash).await })
        .await?;
    summary(db, is_new).await
}

/// Looks and fills in one transaction, so that a crash leaves no half of a demo and two at once make one.
async fn seed_once(tx: &Tx, now: Timestamp, password_hash: &str) -> Result<bool> {
    let connection = tx.connection();
    let real = account::Entity::find()
        .filter(account::Column::IsDemo.eq(false))
        .count(connection)
        .await?;
    if real > 0 {
        return Err(Error::Refused(
            "this database holds real companies: the demo needs one of its own".to_owned(),
        ));
    }
    if account::Entity::find().count(connection).await? > 0 {
        return Ok(false);
    }
    people::insert_staff(tx, now, password_hash).await?;
    let versions = rules::versions()?;
    for cast in cast::companies() {
        let zone = TimeZone::get(cast.company.time_zone)
            .map_err(|_| Error::UnknownTimeZone(cast.company.time_zone.to_owned()))?;
        let settled = people::insert_company(tx, &cast, &zone, now, password_hash).await?;
        history::insert(tx, &cast, &settled, now).await?;
        let mut events = story::tell(&cast, &settled, &zone, now);
        rules::award(&mut events, &versions, &zone);
        record_events(tx, &events).await?;
        // What ran out on the way.
        run_account(tx, settled.account, &|_| Vec::new(), now).await?;
        redemptions::insert(tx, &cast, &settled, &zone, &versions, now).await?;
        play::insert(tx, &cast, &settled, &zone, &versions, now).await?;
        board::insert(tx, &cast, &settled, now).await?;
    }
    if let Some(first) = cast::companies().first() {
        beside::insert(tx, first.company.name, now).await?;
    }
    Ok(true)
}

async fn summary(db: &Db, is_new: bool) -> Result<DemoSummary> {
    let reader = db.reader();
    let of_companies = member::Entity::find().filter(member::Column::AccountId.is_not_null());
    let events = number(reader, "SELECT count(*) FROM event", []).await?;
    Ok(DemoSummary {
        is_new,
        accounts: account::Entity::find().count(reader).await?,
        members: of_companies.count(reader).await?,
        events: u64::try_from(events).unwrap_or(0),
        sign_ins: cast::sign_ins(),
    })
}
