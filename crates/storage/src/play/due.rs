//! Whom play has yet to look at, and looking at them.

use std::collections::BTreeSet;

use jiff::civil::Date;
use jiff::{Timestamp, ToSpan as _};
use loyalty::Versions;
use loyalty::programme::{BadgeCondition, Programme};
use sea_orm::{FromQueryResult, Value};
use uuid::Uuid;

use super::award::Judge;
use crate::accounts::time_zone;
use crate::calendar::{day, start_of};
use crate::db::{bulk_placeholders, execute, rows};
use crate::ledger::Ledger;
use crate::programme::Report;
use crate::{Db, Result, Tx};

/// Members of one transaction: others wait for the account meanwhile.
const BATCH: i64 = 20;
/// Accounts that are asked for at once.
const ACCOUNTS: i64 = 100;
/// Days around an anniversary, since the account's day and the time of joining need not agree.
const AROUND: i64 = 2;

#[derive(FromQueryResult)]
struct AccountRow {
    account_id: Uuid,
}

#[derive(FromQueryResult)]
struct MemberRow {
    member_id: Uuid,
}

#[derive(FromQueryResult)]
struct LookRow {
    id: Uuid,
    time_zone: String,
    version: Option<String>,
    day: Option<String>,
}

/// Notes whose events play must look at again. The caller holds the account's lock.
pub(crate) async fn note_due(
    tx: &Tx,
    versions: &Versions,
    account: Uuid,
    reports: &[&Report],
) -> Result<()> {
    let mut members: BTreeSet<Uuid> = BTreeSet::new();
    for report in reports {
        let event = &report.event;
        if let Some(reversed) = &event.reverses {
            let sql = "SELECT member_id FROM event WHERE source = $1 AND external_id = $2 AND account_id = $3 AND member_id IS NOT NULL";
            let values = [
                reversed.source.as_str().into(),
                reversed.id.as_str().into(),
                account.into(),
            ];
            let found: Vec<MemberRow> = rows(tx.connection(), sql, values).await?;
            members.extend(found.into_iter().map(|row| row.member_id));
        } else if versions.plays_with(&event.kind) {
            members.extend(report.member);
        }
    }
    let members: Vec<Uuid> = members.into_iter().collect();
    for batch in members.chunks(500) {
        let sql = format!(
            "INSERT INTO play_due (member_id, account_id) VALUES {} ON CONFLICT DO NOTHING",
            bulk_placeholders(tx.connection(), batch.len(), 2)
        );
        let values = batch
            .iter()
            .flat_map(|member| -> [Value; 2] { [(*member).into(), account.into()] });
        execute(tx.connection(), &sql, values).await?;
    }
    Ok(())
}

/// Looks at everyone who is due, and says at how many.
pub async fn run_due(db: &Db, versions: &Versions, now: Timestamp) -> Result<usize> {
    let mut looked = 0;
    loop {
        let sql = "SELECT DISTINCT account_id FROM play_due ORDER BY account_id LIMIT $1";
        let accounts: Vec<AccountRow> = rows(db.reader(), sql, [ACCOUNTS.into()]).await?;
        if accounts.is_empty() {
            return Ok(looked);
        }
        let before = looked;
        for AccountRow { account_id } in accounts {
            let judge = |tx| async move { judge(&tx, versions, account_id, now).await };
            looked += db.write(judge).await?;
        }
        if looked == before {
            // Others have taken them.
            return Ok(looked);
        }
    }
}

/// Takes some members of the account out and judges them; says how many they were.
async fn judge(tx: &Tx, versions: &Versions, account: Uuid, now: Timestamp) -> Result<usize> {
    let zone = Ledger::open(tx, account).await?.zone().clone();
    let sql = "
        DELETE FROM play_due WHERE member_id IN
            (SELECT member_id FROM play_due WHERE account_id = $1 ORDER BY member_id LIMIT $2)
        RETURNING member_id";
    let taken: Vec<MemberRow> = rows(tx.connection(), sql, [account.into(), BATCH.into()]).await?;
    let Some(programme) = versions.at(now, &zone) else {
        return Ok(taken.len());
    };
    let mut judge = Judge::new(tx, versions, programme, account, zone, now);
    for row in &taken {
        judge.member(row.member_id).await?;
    }
    judge.finish().await?;
    Ok(taken.len())
}

/// Puts in everyone of the accounts for which another version is in force than when they were last looked at, and those whose
/// time together may have come with the day. Says of how many accounts.
pub async fn look_back(db: &Db, versions: &Versions, now: Timestamp) -> Result<usize> {
    let sql = "
        SELECT a.id, a.time_zone, l.version, l.day FROM account a LEFT JOIN play_look l ON l.account_id = a.id ORDER BY a.id";
    let found: Vec<LookRow> = rows(db.reader(), sql, []).await?;
    let mut looked = 0;
    for row in &found {
        let zone = time_zone(&row.time_zone)?;
        let today = day(now, &zone);
        let Some(programme) = versions.on(today) else {
            continue;
        };
        let is_same_version = row.version.as_deref() == Some(programme.version.as_str());
        let last = row.day.as_deref().and_then(|day| day.parse().ok());
        if is_same_version && last == Some(today) {
            continue;
        }
        let spans = last
            .filter(|_| is_same_version)
            .map(|last| anniversaries(programme, last, today));
        let mut joined = Vec::new();
        for (from, to) in spans.iter().flatten() {
            joined.push((start_of(*from, &zone)?, start_of(*to, &zone)?));
        }
        let (joined, is_everyone) = (&joined, spans.is_none());
        let look = db.write(|tx| async move {
            Ledger::open(&tx, row.id).await?;
            put_in(&tx, row.id, joined, is_everyone).await?;
            note_look(&tx, row.id, programme, today).await
        });
        look.await?;
        looked += 1;
    }
    Ok(looked)
}

/// Looks at everyone of one account at once, as far as the version in force goes.
pub(crate) async fn look_at_all(
    tx: &Tx,
    versions: &Versions,
    account: Uuid,
    now: Timestamp,
) -> Result<()> {
    let zone = Ledger::open(tx, account).await?.zone().clone();
    let Some(programme) = versions.at(now, &zone) else {
        return Ok(());
    };
    put_in(tx, account, &[], true).await?;
    while judge(tx, versions, account, now).await? > 0 {}
    note_look(tx, account, programme, day(now, &zone)).await
}

async fn note_look(tx: &Tx, account: Uuid, programme: &Programme, today: Date) -> Result<()> {
    let sql = "
        INSERT INTO play_look (account_id, version, day) VALUES ($1, $2, $3)
        ON CONFLICT (account_id) DO UPDATE SET version = excluded.version, day = excluded.day";
    let values = [
        account.into(),
        programme.version.as_str().into(),
        today.to_string().into(),
    ];
    execute(tx.connection(), sql, values).await?;
    Ok(())
}

/// Days on which those joined whose time together came between the two days.
fn anniversaries(programme: &Programme, last: Date, today: Date) -> Vec<(Date, Date)> {
    let months = programme
        .badges
        .iter()
        .filter_map(|badge| match badge.condition {
            BadgeCondition::Together { months } => Some(i32::from(months)),
            BadgeCondition::Events { .. } | BadgeCondition::Streak { .. } => None,
        });
    let before = |day: Date, months: i32| day.saturating_sub(months.months());
    months
        .map(|months| {
            (
                before(last, months).saturating_sub(AROUND.days()),
                before(today, months).saturating_add(AROUND.days()),
            )
        })
        .collect()
}

async fn put_in(
    tx: &Tx,
    account: Uuid,
    joined: &[(Timestamp, Timestamp)],
    is_everyone: bool,
) -> Result<()> {
    const SQL: &str = "
        INSERT INTO play_due (member_id, account_id)
        SELECT id, account_id FROM member
        WHERE account_id = $1 AND joined_at >= $2 AND joined_at < $3
        ON CONFLICT DO NOTHING";
    let always = [(Timestamp::MIN, Timestamp::MAX)];
    let spans = if is_everyone { &always[..] } else { joined };
    for (from, to) in spans {
        let values = [
            account.into(),
            from.as_microsecond().into(),
            to.as_microsecond().into(),
        ];
        execute(tx.connection(), SQL, values).await?;
    }
    Ok(())
}
