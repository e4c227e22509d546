//! What a company decided about its points; until it did, what the programme says.

use contract::{AccountSpending, AuditAction};
use jiff::Timestamp;
use loyalty::Versions;
use loyalty::ledger::{Limit, SpendingRules};
use sea_orm::{ConnectionTrait, FromQueryResult};
use uuid::Uuid;

use crate::accounts::{self, time_zone};
use crate::audit::{self, NewEntry};
use crate::db::{execute, row};
use crate::{AccountScope, Db, Occasion, Result, Tx};

#[derive(FromQueryResult)]
struct RulesRow {
    admins: Option<i64>,
    members_may_ask: bool,
    members: Option<i64>,
    own: Option<i64>,
}

/// The rules of the company. Account admins only.
pub async fn spending(
    db: &Db,
    scope: &AccountScope,
    versions: &Versions,
    now: Timestamp,
) -> Result<AccountSpending> {
    scope.admin()?;
    let account = accounts::find(db, scope.account).await?;
    let zone = time_zone(&account.time_zone)?;
    let programme = versions.at(now, &zone);
    let default = programme.map(|programme| SpendingRules::of_programme(&programme.spending));
    Ok(view(rules(db.reader(), scope.account, default).await?))
}

/// Sets the rules of the company from now on; what waits already goes on waiting. Account admins only.
pub async fn put_spending(
    tx: &Tx,
    scope: &AccountScope,
    wanted: &AccountSpending,
    occasion: Occasion<'_>,
) -> Result<AccountSpending> {
    scope.admin()?;
    let before = stored(tx.connection(), scope.account).await?.map(view);
    if before.as_ref() == Some(wanted) {
        return Ok(wanted.clone());
    }
    let sql = "
        INSERT INTO spending_rules (account_id, admins, members_may_ask, members, own) VALUES ($1, $2, $3, $4, $5)
        ON CONFLICT (account_id) DO UPDATE SET admins = excluded.admins,
            members_may_ask = excluded.members_may_ask, members = excluded.members, own = excluded.own";
    let values = [
        scope.account.into(),
        wanted.admins.into(),
        wanted.members_may_ask.into(),
        wanted.members.into(),
        wanted.own.into(),
    ];
    execute(tx.connection(), sql, values).await?;
    let entry = NewEntry {
        action: AuditAction::SpendingChanged,
        actor: Some(scope.member),
        account: Some(scope.account),
        subject: None,
        detail: Some(told(before.as_ref(), wanted)),
    };
    audit::append(tx, &entry, occasion).await?;
    Ok(wanted.clone())
}

/// The company's own rules, else `default`, else that everything needs an admin's word.
pub(super) async fn rules(
    connection: &impl ConnectionTrait,
    account: Uuid,
    default: Option<SpendingRules>,
) -> Result<SpendingRules> {
    const CLOSED: SpendingRules = SpendingRules {
        admins: Limit::Nothing,
        members: None,
        own: Limit::Nothing,
    };
    let own = stored(connection, account).await?;
    Ok(own.or(default).unwrap_or(CLOSED))
}

async fn stored(connection: &impl ConnectionTrait, account: Uuid) -> Result<Option<SpendingRules>> {
    let sql =
        "SELECT admins, members_may_ask, members, own FROM spending_rules WHERE account_id = $1";
    let found: Option<RulesRow> = row(connection, sql, [account.into()]).await?;
    Ok(found.map(|row| SpendingRules {
        admins: Limit::of(row.admins),
        members: row.members_may_ask.then_some(Limit::of(row.members)),
        own: Limit::of(row.own),
    }))
}

fn view(rules: SpendingRules) -> AccountSpending {
    AccountSpending {
        admins: rules.admins.points(),
        members_may_ask: rules.members.is_some(),
        // Where nobody may ask, nothing is free either.
        members: rules.members.unwrap_or(Limit::Nothing).points(),
        own: rules.own.points(),
    }
}

/// The change in the words that the audit log keeps.
fn told(before: Option<&AccountSpending>, wanted: &AccountSpending) -> String {
    let limit =
        |limit: Option<i64>| limit.map_or_else(|| "any".to_owned(), |points| points.to_string());
    let of = |rules: &AccountSpending| {
        let members = if rules.members_may_ask {
            limit(rules.members)
        } else {
            "none".to_owned()
        };
        [limit(rules.admins), members, limit(rules.own)]
    };
    let wanted = of(wanted);
    let before = before.map_or_else(|| ["default"; 3].map(str::to_owned), of);
    let fields = ["admins", "members", "own"];
    let changes = fields.iter().zip(before.iter().zip(&wanted));
    changes
        .filter(|(_, (before, after))| before != after)
        .map(|(field, (before, after))| format!("{field}: {before} → {after}"))
        .collect::<Vec<_>>()
        .join("; ")
}
