//! Benefits that were agreed with one account alone.

use contract::{
    AgreeBenefit, AgreedBenefit, AgreedBenefitId, AgreedBenefitView, AuditAction, Locale,
};
use sea_orm::FromQueryResult;
use uuid::Uuid;

use super::texts::{chosen, kept, read};
use crate::audit::{self, NewEntry};
use crate::db::{execute, row, rows};
use crate::entity::column::Moment;
use crate::moment::new_id;
use crate::{AccountScope, Db, Error, Occasion, Result, StaffScope, Tx};

/// Keeps what was agreed; texts and days were checked. For success managers and operators; [`Error::NotFound`] for an
/// unknown account.
pub async fn agree(
    tx: &Tx,
    scope: &StaffScope,
    account: Uuid,
    new: &AgreeBenefit,
    occasion: Occasion<'_>,
) -> Result<AgreedBenefitView> {
    scope.looks_after_accounts()?;
    let id = new_id(occasion.now);
    let sql = "
        INSERT INTO agreed_benefit (id, account_id, text, from_day, until_day, agreed_by)
        SELECT $1, id, $3, $4, $5, $6 FROM account WHERE id = $2";
    let values = [
        id.into(),
        account.into(),
        kept(&new.text)?.into(),
        new.from.as_str().into(),
        new.until.clone().into(),
        scope.member.into(),
    ];
    if execute(tx.connection(), sql, values).await? == 0 {
        return Err(Error::NotFound);
    }
    let text = chosen(new.text.clone(), Locale::En);
    note(
        tx,
        scope,
        AuditAction::BenefitAgreed,
        (account, text),
        occasion,
    )
    .await?;
    let sql = format!("{SELECT} WHERE b.id = $1");
    let made: Option<BenefitRow> = row(tx.connection(), &sql, [id.into()]).await?;
    made.ok_or(Error::NotFound)?.view()
}

/// Ends it now; one that has ended stays so. For success managers and operators.
pub async fn end_agreed(
    tx: &Tx,
    scope: &StaffScope,
    id: Uuid,
    occasion: Occasion<'_>,
) -> Result<()> {
    scope.looks_after_accounts()?;
    let sql = "SELECT account_id, text FROM agreed_benefit WHERE id = $1";
    let found: Option<Known> = row(tx.connection(), sql, [id.into()]).await?;
    let Known { account_id, text } = found.ok_or(Error::NotFound)?;
    let sql = "UPDATE agreed_benefit SET ended_at = $1 WHERE id = $2 AND ended_at IS NULL";
    let values = [occasion.now.as_microsecond().into(), id.into()];
    if execute(tx.connection(), sql, values).await? > 0 {
        let what = (account_id, chosen(read(&text)?, Locale::En));
        note(tx, scope, AuditAction::BenefitEnded, what, occasion).await?;
    }
    Ok(())
}

/// All of an account, the newest first, for the vendor's staff.
pub(crate) async fn of_account(db: &Db, account: Uuid) -> Result<Vec<AgreedBenefitView>> {
    let sql = format!("{SELECT} WHERE b.account_id = $1 ORDER BY b.id DESC");
    let found: Vec<BenefitRow> = rows(db.reader(), &sql, [account.into()]).await?;
    found.into_iter().map(BenefitRow::view).collect()
}

/// Those of the person's company that hold today or will.
pub(super) async fn mine(
    db: &Db,
    scope: &AccountScope,
    locale: Locale,
    today: &str,
) -> Result<Vec<AgreedBenefit>> {
    let sql = format!(
        "{SELECT} WHERE b.account_id = $1 AND b.ended_at IS NULL AND (b.until_day IS NULL OR b.until_day >= $2)
         ORDER BY b.from_day, b.id"
    );
    let values = [scope.account.into(), today.into()];
    let found: Vec<BenefitRow> = rows(db.reader(), &sql, values).await?;
    let mine = |row: BenefitRow| {
        Ok(AgreedBenefit {
            id: AgreedBenefitId(row.id.to_string()),
            text: chosen(read(&row.text)?, locale),
            from: row.from_day,
            until: row.until_day,
        })
    };
    found.into_iter().map(mine).collect()
}

async fn note(
    tx: &Tx,
    scope: &StaffScope,
    action: AuditAction,
    (account, text): (Uuid, String),
    occasion: Occasion<'_>,
) -> Result<()> {
    let entry = NewEntry {
        action,
        actor: Some(scope.member),
        account: Some(account),
        subject: None,
        detail: Some(text),
    };
    audit::append(tx, &entry, occasion).await
}

const SELECT: &str = "
    SELECT b.id, b.text, b.from_day, b.until_day, m.name AS agreed_by, b.ended_at
    FROM agreed_benefit b JOIN member m ON m.id = b.agreed_by";

#[derive(FromQueryResult)]
struct Known {
    account_id: Uuid,
    text: String,
}

#[derive(FromQueryResult)]
struct BenefitRow {
    id: Uuid,
    text: String,
    from_day: String,
    until_day: Option<String>,
    agreed_by: String,
    ended_at: Option<Moment>,
}

impl BenefitRow {
    fn view(self) -> Result<AgreedBenefitView> {
        Ok(AgreedBenefitView {
            id: AgreedBenefitId(self.id.to_string()),
            text: read(&self.text)?,
            from: self.from_day,
            until: self.until_day,
            agreed_by: self.agreed_by,
            ended_at: self.ended_at.map(Moment::rfc3339),
        })
    }
}
