//! What open pages are told: that something happened, in an order that every process agrees on, and nothing of whom.

use std::collections::HashMap;
use std::fmt;
use std::str::FromStr;

use contract::{BoardEvent, BoardShown};
use sea_orm::{FromQueryResult, Value};
use uuid::Uuid;

use super::choice::choice;
use super::earnings::earnings;
use super::settings::is_on;
use super::standing::Head;
use crate::db::{placeholders, rows};
use crate::{AccountScope, Db, Result};

/// More than this are told as one.
const MUCH: i64 = 200;
/// Accounts of one statement.
const BATCH: usize = 500;

/// One event, and how far whoever heard it has followed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Told {
    pub event: BoardEvent,
    pub head: Head,
}

#[derive(FromQueryResult)]
struct Row {
    id: Uuid,
    ledger: i64,
    people: i64,
}

/// How far accounts have come.
pub async fn heads(db: &Db, accounts: &[Uuid]) -> Result<HashMap<Uuid, Head>> {
    let mut heads = HashMap::with_capacity(accounts.len());
    for batch in accounts.chunks(BATCH) {
        let sql = format!(
            "SELECT a.id, coalesce((SELECT h.position FROM ledger_head h WHERE h.account_id = a.id), 0) AS ledger,
                coalesce((SELECT max(c.position) FROM board_change c WHERE c.account_id = a.id), 0) AS people
             FROM account a WHERE a.id IN {}",
            placeholders(1, batch.len())
        );
        let ids = batch.iter().map(|id| Value::from(*id));
        let found: Vec<Row> = rows(db.reader(), &sql, ids).await?;
        heads.extend(found.into_iter().map(|row| {
            let Row { id, ledger, people } = row;
            (id, Head { ledger, people })
        }));
    }
    Ok(heads)
}

/// What happened between two heads of an account, oldest first: each earning and each change of people by itself, or one event
/// for all when they are many.
pub async fn told_since(db: &Db, account: Uuid, from: Head, to: Head) -> Result<Vec<Told>> {
    let span = (from.ledger, to.ledger);
    let mut told = Vec::new();
    let changes = to.people.saturating_sub(from.people).max(0);
    let points = earnings(db.reader(), account, span, MUCH + 1).await?;
    let count = changes.saturating_add(i64::try_from(points.len()).unwrap_or(i64::MAX));
    if count > MUCH {
        return Ok(vec![Told {
            event: BoardEvent::Much,
            head: to,
        }]);
    }
    let mut head = from;
    for (ledger, _) in points {
        head = Head { ledger, ..head };
        told.push(Told {
            event: BoardEvent::Points,
            head,
        });
    }
    for people in (from.people + 1)..=to.people {
        head = Head { people, ..head };
        told.push(Told {
            event: BoardEvent::People,
            head,
        });
    }
    Ok(told)
}

impl Head {
    /// The furthest of both in each of its parts.
    #[must_use]
    pub fn with(self, other: Self) -> Self {
        Self {
            ledger: self.ledger.max(other.ledger),
            people: self.people.max(other.people),
        }
    }
}

/// Whether the company has a board, and the person who asks has not left it.
pub async fn takes_part(db: &Db, scope: &AccountScope) -> Result<bool> {
    let is_on = is_on(db.reader(), scope.account).await?;
    Ok(is_on && choice(db, scope).await?.shown != BoardShown::Left)
}

impl fmt::Display for Head {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{}.{}", self.ledger, self.people)
    }
}

/// A text that is no id of an event.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NoHead;

impl FromStr for Head {
    type Err = NoHead;

    fn from_str(text: &str) -> Result<Self, NoHead> {
        let (ledger, people) = text.split_once('.').ok_or(NoHead)?;
        let number = |text: &str| {
            text.parse()
                .ok()
                .filter(|number| *number >= 0)
                .ok_or(NoHead)
        };
        Ok(Self {
            ledger: number(ledger)?,
            people: number(people)?,
        })
    }
}
