//! The statements of the company's wallet and of the own one, as the app reads them, and where one entry came from.

use std::cmp::Reverse;

use contract::{
    EventDetail, MoneyView, Movement, MovementId, MovementKind, Page, TakenPoints, Wallet,
};
use jiff::civil::Date;
use jiff::{SignedDuration, Timestamp, ToSpan as _};
use loyalty::EventData;
use loyalty::ledger::{Outcome, Purpose};
use sea_orm::FromQueryResult;
use uuid::Uuid;

use crate::accounts::find_zone;
use crate::calendar::{day, start_of};
use crate::db::row;
use crate::entity::column::Moment;
use crate::ledger::{self, StatementFilter, StatementLine};
use crate::{AccountScope, Db, Error, PageRequest, Result};

/// Earlier points that are shown of what an entry took.
const MOST_TAKEN: usize = 50;

/// Which entries; all by default. Days are those on which it happened, in the company's time zone, both included.
#[derive(Clone, Copy, Debug, Default)]
pub struct MovementFilter {
    pub wallet: Option<Wallet>,
    pub kind: Option<MovementKind>,
    pub from: Option<Date>,
    pub to: Option<Date>,
}

/// Entries of the company's wallet and of the own one, newest first; both when `wallet` is absent.
pub async fn movements(
    db: &Db,
    scope: &AccountScope,
    wallet: Option<Wallet>,
    page: &PageRequest,
) -> Result<Page<Movement>> {
    let filter = MovementFilter {
        wallet,
        ..MovementFilter::default()
    };
    movements_of(db, scope, &filter, page).await
}

/// The same, of what the filter leaves.
pub async fn movements_of(
    db: &Db,
    scope: &AccountScope,
    filter: &MovementFilter,
    page: &PageRequest,
) -> Result<Page<Movement>> {
    let wanted = StatementFilter {
        happened: happened(db, scope, filter).await?,
        purposes: filter.kind.map_or_else(Vec::new, purposes),
        ..StatementFilter::default()
    };
    if let Some(wallet) = filter.wallet {
        let found = ledger::statement(db, scope, wallet, &wanted, page).await?;
        return Ok(Page {
            items: found.items.into_iter().map(movement).collect(),
            next_cursor: found.next_cursor,
        });
    }
    // Each wallet on its own, since an index orders one wallet only; positions order the whole book.
    let one_more = PageRequest {
        limit: Some(u32::try_from(page.reach()).unwrap_or(u32::MAX)),
        cursor: page.cursor.clone(),
    };
    let mut found = Vec::new();
    for wallet in [Wallet::Company, Wallet::Mine] {
        let lines = ledger::statement(db, scope, wallet, &wanted, &one_more).await?;
        found.extend(lines.items);
    }
    found.sort_by_key(|line| Reverse(line.position));
    Ok(page.page(found, |line| line.position, movement))
}

/// The moments between which it happened; none where neither day is given.
async fn happened(
    db: &Db,
    scope: &AccountScope,
    filter: &MovementFilter,
) -> Result<Option<(Timestamp, Timestamp)>> {
    if filter.from.is_none() && filter.to.is_none() {
        return Ok(None);
    }
    let zone = find_zone(db.reader(), scope.account).await?;
    let from = match filter.from {
        Some(from) => start_of(from, &zone)?,
        None => Timestamp::MIN,
    };
    let until = match filter.to {
        Some(to) => start_of(to.saturating_add(1.day()), &zone)?,
        None => Timestamp::MAX,
    };
    Ok(Some((from, until)))
}

fn purposes(kind: MovementKind) -> Vec<Purpose> {
    match kind {
        MovementKind::Earned => vec![Purpose::Earned],
        MovementKind::Spent => vec![
            Purpose::Held,
            Purpose::Spent,
            Purpose::Released,
            Purpose::RanOut,
        ],
        MovementKind::Expired => vec![Purpose::Expired],
        MovementKind::Changed => {
            vec![Purpose::Adjusted, Purpose::Corrected, Purpose::Recovered]
        }
    }
}

fn movement(line: StatementLine) -> Movement {
    let is_redeemed = line.outcome == Some(Outcome::Posted);
    let done = if is_redeemed {
        "redeemed"
    } else {
        line.purpose.word()
    };
    // What comes with an event as its reason is the programme's own, not words for people.
    let subject = match line.event {
        Some(_) => line.subject,
        None => line.why,
    };
    Movement {
        id: MovementId(line.id.to_string()),
        wallet: line.wallet,
        points: line.points.get(),
        balance: line.balance.get(),
        event_type: line.event_type.unwrap_or_else(|| format!("points.{done}")),
        purpose: line.purpose.word().to_owned(),
        subject: subject.unwrap_or_default(),
        occurred_at: line.occurred_at.to_string(),
        booked_at: line.booked_at.to_string(),
    }
}

/// One entry with all that is known of it.
#[derive(Clone, Debug)]
pub struct MovementRecord {
    pub movement: Movement,
    pub position: i64,
    pub event: Option<EventDetail>,
    /// As it is kept: the programme's own form where there is an event, words where there is none.
    pub why: Option<String>,
    /// What is left of the points that it brought, and the last day on which they can be used.
    pub left: Option<(i64, Option<Date>)>,
    pub taken: Vec<TakenPoints>,
    pub related: Vec<Movement>,
}

/// Where an entry came from. [`Error::NotFound`] for one of another wallet.
pub async fn movement_record(db: &Db, scope: &AccountScope, id: Uuid) -> Result<MovementRecord> {
    let line = ledger::line(db, scope, id).await?;
    let zone = find_zone(db.reader(), scope.account).await?;
    let event = match line.event {
        Some(event) => Some(event_detail(db, scope, event).await?),
        None => None,
    };
    let left = ledger::left(db, scope, id).await?;
    let left = left.map(|(points, ends)| {
        let last = ends.map(|at| day(at - SignedDuration::from_nanos(1), &zone));
        (points.get(), last)
    });
    let mut taken = Vec::new();
    for origin in ledger::origins(db, scope, id)
        .await?
        .into_iter()
        .take(MOST_TAKEN)
    {
        taken.push(TakenPoints {
            movement: movement(ledger::line(db, scope, origin.transfer).await?),
            points: origin.points.get(),
        });
    }
    let mut related = ledger::of_hold(db, scope, id).await?;
    if let Some(event) = line.event {
        related.extend(ledger::of_event(db, scope, event).await?);
    }
    related.retain(|other| other.id != id);
    related.dedup_by_key(|other| other.id);
    Ok(MovementRecord {
        position: line.position,
        why: line.why.clone(),
        movement: movement(line),
        event,
        left,
        taken,
        related: related.into_iter().map(movement).collect(),
    })
}

#[derive(FromQueryResult)]
struct EventRow {
    source: String,
    external_id: String,
    kind: String,
    subject: String,
    occurred_at: Moment,
    received_at: Moment,
    data: String,
}

async fn event_detail(db: &Db, scope: &AccountScope, event: Uuid) -> Result<EventDetail> {
    let sql = "
        SELECT source, external_id, kind, subject, occurred_at, received_at, data FROM event
        WHERE id = $1 AND account_id = $2";
    let found: Option<EventRow> =
        row(db.reader(), sql, [event.into(), scope.account.into()]).await?;
    let found = found.ok_or(Error::NotFound)?;
    let data = serde_json::from_str(&found.data).unwrap_or_default();
    let money = EventData::parse(&data).ok().and_then(|data| data.money);
    Ok(EventDetail {
        kind: found.kind,
        subject: found.subject,
        occurred_at: found.occurred_at.rfc3339(),
        received_at: found.received_at.rfc3339(),
        source: found.source,
        id: found.external_id,
        amount: money.map(|money| MoneyView {
            amount: money.amount(),
            currency: money.currency().to_string(),
        }),
    })
}
