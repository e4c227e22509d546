//! Whom reported events are about: companies by id, their people by id or address.

use std::collections::HashMap;

use jiff::tz::TimeZone;
use sea_orm::{FromQueryResult, Value};
use uuid::Uuid;

use super::record::BATCH;
use crate::accounts::time_zone;
use crate::db::{placeholders, rows};
use crate::members::folded;
use crate::{Db, Result};

/// Companies and people that a batch of events names, as far as there are such.
#[derive(Clone, Debug, Default)]
pub struct Directory {
    zones: HashMap<Uuid, TimeZone>,
    people: HashMap<(Uuid, String), Uuid>,
}

#[derive(FromQueryResult)]
struct AccountRow {
    id: Uuid,
    time_zone: String,
}

#[derive(FromQueryResult)]
struct MemberRow {
    id: Uuid,
    account_id: Uuid,
    email_folded: String,
}

/// Looks up companies by id, and people by id or e-mail address.
pub async fn directory(db: &Db, accounts: &[Uuid], people: &[&str]) -> Result<Directory> {
    let mut directory = Directory::default();
    for batch in accounts.chunks(BATCH) {
        let sql = format!(
            "SELECT id, time_zone FROM account WHERE id IN {}",
            placeholders(1, batch.len())
        );
        let ids = batch.iter().map(|id| Value::from(*id));
        let found: Vec<AccountRow> = rows(db.reader(), &sql, ids).await?;
        for row in found {
            directory.zones.insert(row.id, time_zone(&row.time_zone)?);
        }
    }
    let (mut ids, mut emails) = (Vec::new(), Vec::new());
    for name in people {
        match Uuid::parse_str(name) {
            Ok(id) => ids.push(Value::from(id)),
            Err(_) => emails.push(Value::from(folded(name))),
        }
    }
    for (column, values) in [("id", ids), ("email_folded", emails)] {
        for batch in values.chunks(BATCH) {
            let sql = format!(
                "SELECT id, account_id, email_folded FROM member WHERE account_id IS NOT NULL AND {column} IN {}",
                placeholders(1, batch.len())
            );
            let found: Vec<MemberRow> = rows(db.reader(), &sql, batch.iter().cloned()).await?;
            for row in found {
                let account = row.account_id;
                let both = [row.id.to_string(), row.email_folded];
                let entries = both.map(|name| ((account, name), row.id));
                directory.people.extend(entries);
            }
        }
    }
    Ok(directory)
}

impl Directory {
    /// The time zone of a company; none when there is no such company.
    pub fn zone(&self, account: Uuid) -> Option<&TimeZone> {
        self.zones.get(&account)
    }

    /// A person of the company by id or address. Somebody else's is as unknown as nobody's.
    pub fn member(&self, account: Uuid, name: &str) -> Option<Uuid> {
        let name = Uuid::parse_str(name).map_or_else(|_| folded(name), |id| id.to_string());
        self.people.get(&(account, name)).copied()
    }
}
