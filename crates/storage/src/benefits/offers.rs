//! What partners of the vendor offer its customers: all of them, or some by tier, persona and account.

use std::collections::HashMap;

use contract::{AuditAction, CreateOffer, Locale, Offer, OfferId, OfferView, Page, Persona, Tier};
use sea_orm::{FromQueryResult, Value};
use uuid::Uuid;

use super::texts::{chosen, kept, read};
use crate::audit::{self, NewEntry};
use crate::db::{execute, placeholders, row, rows};
use crate::entity::column::{Code, Moment};
use crate::moment::new_id;
use crate::{AccountScope, Db, Error, Occasion, PageRequest, Result, StaffScope, Tx};

/// Makes an offer for all accounts, or for those of `accounts` when there are any; texts and days were checked. For success
/// managers and operators; [`Error::NotFound`] when one of the accounts is unknown.
pub async fn create_offer(
    tx: &Tx,
    scope: &StaffScope,
    new: &CreateOffer,
    accounts: &[Uuid],
    occasion: Occasion<'_>,
) -> Result<OfferView> {
    scope.looks_after_accounts()?;
    let id = new_id(occasion.now);
    let sql = "
        INSERT INTO offer (id, title, text, link, code, tiers, personas, is_for_all, from_day, until_day, created_by)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)";
    let values = [
        id.into(),
        kept(&new.title)?.into(),
        kept(&new.text)?.into(),
        new.link.clone().into(),
        new.code.clone().into(),
        words(&new.tiers).into(),
        words(&new.personas).into(),
        accounts.is_empty().into(),
        new.from.as_str().into(),
        new.until.clone().into(),
        scope.member.into(),
    ];
    execute(tx.connection(), sql, values).await?;
    for account in accounts {
        let sql = "INSERT INTO offer_account (offer_id, account_id) SELECT $1, id FROM account WHERE id = $2";
        if execute(tx.connection(), sql, [id.into(), (*account).into()]).await? == 0 {
            return Err(Error::NotFound);
        }
    }
    let title = chosen(new.title.clone(), Locale::En);
    note(tx, scope, AuditAction::OfferCreated, title, occasion).await?;
    let sql = format!("{SELECT} WHERE o.id = $1");
    let made: Option<OfferRow> = row(tx.connection(), &sql, [id.into()]).await?;
    let names =
        "SELECT oa.offer_id, a.name FROM offer_account oa JOIN account a ON a.id = oa.account_id
        WHERE oa.offer_id = $1 ORDER BY a.name";
    let names: Vec<Named> = rows(tx.connection(), names, [id.into()]).await?;
    let names = names.into_iter().map(|named| named.name).collect();
    made.ok_or(Error::NotFound)?.view(names)
}

/// Ends it now; one that has ended stays so. For success managers and operators.
pub async fn end_offer(
    tx: &Tx,
    scope: &StaffScope,
    id: Uuid,
    occasion: Occasion<'_>,
) -> Result<()> {
    scope.looks_after_accounts()?;
    let found: Option<Titled> = row(
        tx.connection(),
        "SELECT title FROM offer WHERE id = $1",
        [id.into()],
    )
    .await?;
    let title = chosen(read(&found.ok_or(Error::NotFound)?.title)?, Locale::En);
    let sql = "UPDATE offer SET ended_at = $1 WHERE id = $2 AND ended_at IS NULL";
    let values = [occasion.now.as_microsecond().into(), id.into()];
    if execute(tx.connection(), sql, values).await? > 0 {
        note(tx, scope, AuditAction::OfferEnded, title, occasion).await?;
    }
    Ok(())
}

/// All offers, the newest first. For success managers and operators.
pub async fn list_offers(
    db: &Db,
    scope: &StaffScope,
    page: &PageRequest,
) -> Result<Page<OfferView>> {
    scope.looks_after_accounts()?;
    let after = page.after::<Uuid>()?.unwrap_or(Uuid::max());
    let reach = i64::try_from(page.reach()).unwrap_or(i64::MAX);
    let sql = format!("{SELECT} WHERE o.id < $1 ORDER BY o.id DESC LIMIT $2");
    let found: Vec<OfferRow> = rows(db.reader(), &sql, [after.into(), reach.into()]).await?;
    let mut accounts: HashMap<Uuid, Vec<String>> = HashMap::new();
    if !found.is_empty() {
        let sql = format!(
            "SELECT oa.offer_id, a.name FROM offer_account oa JOIN account a ON a.id = oa.account_id
             WHERE oa.offer_id IN {} ORDER BY a.name",
            placeholders(1, found.len())
        );
        let ids = found.iter().map(|row| Value::from(row.id));
        let named: Vec<Named> = rows(db.reader(), &sql, ids).await?;
        for Named { offer_id, name } in named {
            accounts.entry(offer_id).or_default().push(name);
        }
    }
    let views = found
        .into_iter()
        .map(|row| {
            let accounts = accounts.remove(&row.id).unwrap_or_default();
            Ok((row.id, row.view(accounts)?))
        })
        .collect::<Result<Vec<_>>>()?;
    Ok(page.page(views, |(id, _)| *id, |(_, view)| view))
}

/// Those that hold today for the person's company, its tier and the person's persona.
pub(super) async fn mine(
    db: &Db,
    scope: &AccountScope,
    tier: Tier,
    locale: Locale,
    today: &str,
) -> Result<Vec<Offer>> {
    let sql = format!(
        "{SELECT} WHERE o.ended_at IS NULL AND o.from_day <= $2 AND (o.until_day IS NULL OR o.until_day >= $2)
             AND (o.is_for_all OR EXISTS (SELECT 1 FROM offer_account x WHERE x.offer_id = o.id AND x.account_id = $1))
         ORDER BY o.id DESC"
    );
    let values = [scope.account.into(), today.into()];
    let found: Vec<OfferRow> = rows(db.reader(), &sql, values).await?;
    let mut offers = Vec::new();
    for row in found {
        let is_for_tier = row.tiers.is_empty() || has(&row.tiers, tier);
        let is_for_persona = row.personas.is_empty()
            || scope
                .persona
                .is_some_and(|persona| has(&row.personas, persona));
        if is_for_tier && is_for_persona {
            offers.push(Offer {
                id: OfferId(row.id.to_string()),
                title: chosen(read(&row.title)?, locale),
                text: chosen(read(&row.text)?, locale),
                link: row.link,
                code: row.code,
                until: row.until_day,
            });
        }
    }
    Ok(offers)
}

async fn note(
    tx: &Tx,
    scope: &StaffScope,
    action: AuditAction,
    title: String,
    occasion: Occasion<'_>,
) -> Result<()> {
    let entry = NewEntry {
        action,
        actor: Some(scope.member),
        account: None,
        subject: None,
        detail: Some(title),
    };
    audit::append(tx, &entry, occasion).await
}

fn words<T: Code>(cases: &[T]) -> String {
    let words: Vec<_> = cases.iter().map(|case| case.word()).collect();
    words.join(" ")
}

fn has<T: Code>(words: &str, case: T) -> bool {
    words.split_whitespace().any(|word| word == case.word())
}

fn cases<T: Code>(words: &str) -> Result<Vec<T>> {
    let case = |word: &str| T::parse(word).ok_or_else(|| Error::Unreadable(format!("{word:?}")));
    words.split_whitespace().map(case).collect()
}

const SELECT: &str = "
    SELECT o.id, o.title, o.text, o.link, o.code, o.tiers, o.personas, o.from_day, o.until_day, m.name AS created_by,
        o.ended_at
    FROM offer o JOIN member m ON m.id = o.created_by";

#[derive(FromQueryResult)]
struct Titled {
    title: String,
}

#[derive(FromQueryResult)]
struct Named {
    offer_id: Uuid,
    name: String,
}

#[derive(FromQueryResult)]
struct OfferRow {
    id: Uuid,
    title: String,
    text: String,
    link: Option<String>,
    code: Option<String>,
    tiers: String,
    personas: String,
    from_day: String,
    until_day: Option<String>,
    created_by: String,
    ended_at: Option<Moment>,
}

impl OfferRow {
    fn view(self, accounts: Vec<String>) -> Result<OfferView> {
        Ok(OfferView {
            id: OfferId(self.id.to_string()),
            title: read(&self.title)?,
            text: read(&self.text)?,
            link: self.link,
            code: self.code,
            tiers: cases::<Tier>(&self.tiers)?,
            personas: cases::<Persona>(&self.personas)?,
            accounts,
            from: self.from_day,
            until: self.until_day,
            created_by: self.created_by,
            ended_at: self.ended_at.map(Moment::rfc3339),
        })
    }
}
