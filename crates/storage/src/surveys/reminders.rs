//! Who is told of a follow-up: its owner when it opens, and again on its day while it is open. Each once, as all notices.

use jiff::Timestamp;
use jiff::civil::Date;
use sea_orm::FromQueryResult;
use survey::OwnerRule;
use uuid::Uuid;

use crate::accounts::time_zone;
use crate::calendar::day;
use crate::db::rows;
use crate::entity::column::Coded;
use crate::notices::{Receiver, claim, receivers};
use crate::{Db, Error, Result, Tx};

/// Looked at in one turn; the next turn finds the rest.
const BATCH: i64 = 200;

/// A follow-up of which somebody should hear.
#[derive(Clone, Debug)]
pub struct Reminder {
    follow_up: Uuid,
    about: String,
    owner: Option<Uuid>,
    owner_rule: OwnerRule,
    pub account_name: String,
    pub member_name: String,
    pub due_on: Date,
    /// It has just opened; otherwise its day has come.
    pub is_new: bool,
}

#[derive(FromQueryResult)]
struct Row {
    id: Uuid,
    owner_id: Option<Uuid>,
    owner_rule: Coded<OwnerRule>,
    reopened: i32,
    due_on: String,
    time_zone: String,
    account_name: String,
    member_name: String,
    was_told: bool,
}

// What is told of an opening names how often it was opened, so that it is told of again when it opens again.
const OPEN: &str = "
    SELECT f.id, f.owner_id, f.owner_rule, f.reopened, f.due_on, f.time_zone, a.name AS account_name,
        m.name AS member_name,
        EXISTS (SELECT 1 FROM notice n WHERE n.receiver_id = f.id AND n.about = 'follow-up ' || f.reopened) AS was_told
    FROM follow_up f JOIN account a ON a.id = f.account_id JOIN member m ON m.id = f.member_id
    WHERE f.state = 'open' AND NOT EXISTS (
        SELECT 1 FROM notice n WHERE n.receiver_id = f.id AND n.about = 'due ' || f.due_on)
    ORDER BY f.due_on, f.id LIMIT $1";

/// What nobody was told of yet.
pub async fn due_reminders(db: &Db, now: Timestamp) -> Result<Vec<Reminder>> {
    let found: Vec<Row> = rows(db.reader(), OPEN, [BATCH.into()]).await?;
    let mut due = Vec::new();
    for row in found {
        let due_on: Date = row
            .due_on
            .parse()
            .map_err(|_| Error::Unreadable(format!("{} is not a day", row.due_on)))?;
        let today = day(now, &time_zone(&row.time_zone)?);
        let about = if !row.was_told {
            format!("follow-up {}", row.reopened)
        } else if due_on <= today {
            format!("due {}", row.due_on)
        } else {
            continue;
        };
        due.push(Reminder {
            follow_up: row.id,
            about,
            owner: row.owner_id,
            owner_rule: row.owner_rule.0,
            account_name: row.account_name,
            member_name: row.member_name,
            due_on,
            is_new: !row.was_told,
        });
    }
    Ok(due)
}

impl Reminder {
    /// Claims it and gives who is told: the owner, or all who could take it. Nobody when another process was quicker.
    pub async fn claim(&self, tx: &Tx, now: Timestamp) -> Result<Vec<Receiver>> {
        if !claim(tx, self.follow_up, &self.about, now).await? {
            return Ok(Vec::new());
        }
        match (self.owner, self.owner_rule) {
            (Some(owner), _) => receivers(tx, "id = $1", owner).await,
            (None, OwnerRule::SuccessManager) => receivers(tx, ALL_MANAGERS, Uuid::nil()).await,
            (None, OwnerRule::Writer) => receivers(tx, ALL_WRITERS, Uuid::nil()).await,
        }
    }
}

const ALL_MANAGERS: &str =
    "account_id IS NULL AND role IN ('success_manager', 'operator') AND id <> $1";
const ALL_WRITERS: &str = "account_id IS NULL AND role = 'writer' AND id <> $1";
