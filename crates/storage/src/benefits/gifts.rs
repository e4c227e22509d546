//! Thank-yous that no rule asks for, with a note, and with points if the giver likes.

use contract::{AuditAction, GiftId, GiftView};
use loyalty::Versions;
use sea_orm::FromQueryResult;
use uuid::Uuid;

use crate::adjustments::{self, NewAdjustment};
use crate::audit::{self, NewEntry};
use crate::db::{execute, row, rows};
use crate::entity::column::Moment;
use crate::moment::new_id;
use crate::{AccountScope, Conflict, Db, Error, Occasion, Result, StaffScope, Tx};

/// How many are shown; a vendor gives a few a year.
const SHOWN: i64 = 100;

#[derive(Clone, Debug)]
pub struct NewGift {
    pub account: Uuid,
    /// Of the account; for the whole company when absent.
    pub member: Option<Uuid>,
    pub text: String,
    pub note: String,
    /// Not below zero.
    pub points: i64,
}

/// Gives something. For success managers and operators; [`Conflict::AboveLimit`] when the points beside it are more than one
/// person gives alone. [`Error::NotFound`] for an unknown account and for a person who is not of it.
pub async fn give(
    tx: &Tx,
    scope: &StaffScope,
    versions: &Versions,
    new: &NewGift,
    limit: i64,
    occasion: Occasion<'_>,
) -> Result<GiftView> {
    scope.looks_after_accounts()?;
    if new.points > 0 {
        let points = &NewAdjustment {
            account: new.account,
            member: new.member,
            points: new.points,
            reason: new.text.clone(),
        };
        let adjustment = adjustments::ask(tx, scope, versions, points, limit, occasion).await?;
        if adjustment.state != contract::AdjustmentState::Booked {
            return Err(Error::Conflict(Conflict::AboveLimit));
        }
    }
    require_recipient(tx, new).await?;
    let id = new_id(occasion.now);
    let sql = "
        INSERT INTO gift (id, account_id, member_id, text, note, points, given_by, given_at)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8)";
    let values = [
        id.into(),
        new.account.into(),
        new.member.into(),
        new.text.as_str().into(),
        new.note.as_str().into(),
        new.points.into(),
        scope.member.into(),
        occasion.now.as_microsecond().into(),
    ];
    execute(tx.connection(), sql, values).await?;
    let entry = NewEntry {
        action: AuditAction::GiftGiven,
        actor: Some(scope.member),
        account: Some(new.account),
        subject: new.member,
        detail: Some(new.text.clone()),
    };
    audit::append(tx, &entry, occasion).await?;
    let sql = format!("{SELECT} WHERE g.id = $1");
    let made: Option<GiftRow> = row(tx.connection(), &sql, [id.into()]).await?;
    Ok(made.ok_or(Error::NotFound)?.view())
}

/// All of an account, the newest first, for the vendor's staff.
pub(crate) async fn of_account(db: &Db, account: Uuid) -> Result<Vec<GiftView>> {
    let sql = format!("{SELECT} WHERE g.account_id = $1 ORDER BY g.id DESC LIMIT $2");
    let found: Vec<GiftRow> = rows(db.reader(), &sql, [account.into(), SHOWN.into()]).await?;
    Ok(found.into_iter().map(GiftRow::view).collect())
}

/// Those of the company and of the person. Account admins see those of their people too: many firms forbid their staff to
/// take gifts in secret.
pub(super) async fn mine(db: &Db, scope: &AccountScope) -> Result<Vec<GiftView>> {
    let sql = format!(
        "{SELECT} WHERE g.account_id = $1 AND (g.member_id IS NULL OR g.member_id = $2 OR $3) ORDER BY g.id DESC LIMIT $4"
    );
    let values = [
        scope.account.into(),
        scope.member.into(),
        scope.is_admin.into(),
        SHOWN.into(),
    ];
    let found: Vec<GiftRow> = rows(db.reader(), &sql, values).await?;
    Ok(found.into_iter().map(GiftRow::view).collect())
}

/// [`Error::NotFound`] without the account, or when the person is not of it.
async fn require_recipient(tx: &Tx, new: &NewGift) -> Result<()> {
    let (account, connection) = (new.account.into(), tx.connection());
    let found: Option<Id> = match new.member {
        Some(member) => {
            let sql = "SELECT id FROM member WHERE account_id = $1 AND id = $2";
            row(connection, sql, [account, member.into()]).await?
        }
        None => {
            row(
                connection,
                "SELECT id FROM account WHERE id = $1",
                [account],
            )
            .await?
        }
    };
    found.map(|Id { .. }| ()).ok_or(Error::NotFound)
}

#[derive(FromQueryResult)]
struct Id {
    #[expect(dead_code, reason = "only whether there is a row counts")]
    id: Uuid,
}

const SELECT: &str = "
    SELECT g.id, g.text, g.note, g.points, m.name AS member_name, giver.name AS given_by, g.given_at
    FROM gift g JOIN member giver ON giver.id = g.given_by LEFT JOIN member m ON m.id = g.member_id";

#[derive(FromQueryResult)]
struct GiftRow {
    id: Uuid,
    text: String,
    note: String,
    points: i64,
    member_name: Option<String>,
    given_by: String,
    given_at: Moment,
}

impl GiftRow {
    fn view(self) -> GiftView {
        GiftView {
            id: GiftId(self.id.to_string()),
            text: self.text,
            note: self.note,
            points: self.points,
            member_name: self.member_name,
            given_by: self.given_by,
            given_at: self.given_at.rfc3339(),
        }
    }
}
