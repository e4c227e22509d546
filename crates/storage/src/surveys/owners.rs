//! Who looks after which company, and on which days.

use contract::{
    AuditAction, MemberId, SetSuccessManager, StaffChoice, SuccessManagerView, WorkCalendarView,
};
use sea_orm::FromQueryResult;
use uuid::Uuid;

use super::follow_ups::calendar;
use crate::accounts::{find, time_zone};
use crate::audit::{self, NewEntry};
use crate::db::{execute, number, row, rows};
use crate::{Db, Error, Occasion, Result, StaffScope, Tx};

#[derive(FromQueryResult)]
struct StaffRow {
    id: Uuid,
    name: String,
}

const CHOICES: &str = "
    SELECT id, name FROM member
    WHERE account_id IS NULL AND status = 'active' AND role IN ('success_manager', 'operator') ORDER BY name_folded, id";

/// For success managers and operators.
pub async fn success_manager(
    db: &Db,
    scope: &StaffScope,
    account: Uuid,
) -> Result<SuccessManagerView> {
    scope.looks_after_accounts()?;
    find(db, account).await?;
    let sql = "
        SELECT m.id, m.name FROM account_care c JOIN member m ON m.id = c.success_manager_id
        WHERE c.account_id = $1 AND m.status = 'active'";
    let current: Option<StaffRow> = row(db.reader(), sql, [account.into()]).await?;
    let choices: Vec<StaffRow> = rows(db.reader(), CHOICES, []).await?;
    let choice = |row: StaffRow| StaffChoice {
        id: MemberId(row.id.to_string()),
        name: row.name,
    };
    Ok(SuccessManagerView {
        current: current.map(|row| MemberId(row.id.to_string())),
        choices: choices.into_iter().map(choice).collect(),
    })
}

/// From now on this one takes care of the account's answers; open follow-ups stay with who has them.
/// [`Error::NotFound`] for an unknown account and for anybody who could not.
pub async fn set_success_manager(
    tx: &Tx,
    scope: &StaffScope,
    account: Uuid,
    set: &SetSuccessManager,
    occasion: Occasion<'_>,
) -> Result<()> {
    scope.looks_after_accounts()?;
    let connection = tx.connection();
    let sql = "SELECT count(*) FROM account WHERE id = $1";
    if number(connection, sql, [account.into()]).await? == 0 {
        return Err(Error::NotFound);
    }
    let chosen = match &set.member {
        None => None,
        Some(named) => {
            let choices: Vec<StaffRow> = rows(connection, CHOICES, []).await?;
            let found = choices
                .into_iter()
                .find(|row| row.id.to_string() == named.0);
            Some(found.ok_or(Error::NotFound)?.id)
        }
    };
    if let Some(chosen) = chosen {
        let sql = "
                INSERT INTO account_care (account_id, success_manager_id, set_by, set_at) VALUES ($1, $2, $3, $4)
                ON CONFLICT (account_id) DO UPDATE SET success_manager_id = $2, set_by = $3, set_at = $4";
        let values = [
            account.into(),
            chosen.into(),
            scope.member.into(),
            occasion.now.as_microsecond().into(),
        ];
        execute(connection, sql, values).await?;
    } else {
        let sql = "DELETE FROM account_care WHERE account_id = $1";
        execute(connection, sql, [account.into()]).await?;
    }
    let entry = NewEntry {
        action: AuditAction::SuccessManagerSet,
        actor: Some(scope.member),
        account: Some(account),
        subject: chosen,
        detail: None,
    };
    audit::append(tx, &entry, occasion).await
}

#[derive(FromQueryResult)]
struct CalendarRow {
    time_zone: String,
    weekend: String,
    holidays: String,
}

/// The own days; nothing while none were set.
pub async fn work_calendar(db: &Db, scope: &StaffScope) -> Result<Option<WorkCalendarView>> {
    let sql = "SELECT time_zone, weekend, holidays FROM work_calendar WHERE member_id = $1";
    let found: Option<CalendarRow> = row(db.reader(), sql, [scope.member.into()]).await?;
    Ok(found.map(|row| WorkCalendarView {
        time_zone: row.time_zone,
        weekend: words_of(&row.weekend),
        holidays: row.holidays.split_whitespace().map(str::to_owned).collect(),
    }))
}

/// [`Error::UnknownTimeZone`] for a zone that is none, [`Error::Unreadable`] for days that are none or leave no day to work.
pub async fn set_work_calendar(tx: &Tx, scope: &StaffScope, days: &WorkCalendarView) -> Result<()> {
    time_zone(&days.time_zone)?;
    let weekend: Vec<String> = days.weekend.iter().map(u8::to_string).collect();
    let (weekend, holidays) = (weekend.join(" "), days.holidays.join(" "));
    calendar(&weekend, &holidays)?;
    let sql = "
        INSERT INTO work_calendar (member_id, time_zone, weekend, holidays) VALUES ($1, $2, $3, $4)
        ON CONFLICT (member_id) DO UPDATE SET time_zone = $2, weekend = $3, holidays = $4";
    let values = [
        scope.member.into(),
        days.time_zone.as_str().into(),
        weekend.into(),
        holidays.into(),
    ];
    execute(tx.connection(), sql, values).await?;
    Ok(())
}

fn words_of(weekend: &str) -> Vec<u8> {
    let days = weekend.split_whitespace();
    days.filter_map(|word| word.parse().ok()).collect()
}
