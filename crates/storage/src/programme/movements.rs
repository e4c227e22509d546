//! Where the points came from and went: the transfers of a wallet with the events behind them.

use contract::{Movement, MovementId, Page, Wallet};
use loyalty::ledger::Purpose;
use sea_orm::FromQueryResult;
use uuid::Uuid;

use super::home::wallets;
use crate::db::rows;
use crate::entity::column::{Coded, Moment};
use crate::{AccountScope, Db, PageRequest, Result};

/// Movements of the company's wallet and of the own one, newest first; both when `wallet` is absent.
pub async fn movements(
    db: &Db,
    scope: &AccountScope,
    wallet: Option<Wallet>,
    page: &PageRequest,
) -> Result<Page<Movement>> {
    let after = page
        .after::<(i64, Uuid)>()?
        .unwrap_or((i64::MAX, Uuid::max()));
    let reach = page.reach();
    let mut found = Vec::new();
    for open in wallets(db, scope).await? {
        let whose = if open.member_id.is_some() {
            Wallet::Mine
        } else {
            Wallet::Company
        };
        if wallet.is_none_or(|wanted| wanted == whose) {
            // Each wallet on its own, since an index orders one wallet only.
            let lines = of_wallet(db, open.id, after, reach).await?;
            found.extend(lines.into_iter().map(|line| (whose, line)));
        }
    }
    found.sort_by_key(|(_, line)| std::cmp::Reverse(line.key()));
    found.truncate(usize::try_from(reach).unwrap_or(usize::MAX));
    let view = |(wallet, line): (Wallet, Line)| Movement {
        id: MovementId(line.id.to_string()),
        wallet,
        points: line.points,
        event_type: line
            .kind
            .unwrap_or_else(|| format!("points.{}", line.purpose.0.word())),
        subject: line.subject.or(line.why).unwrap_or_default(),
        occurred_at: line.occurred_at.rfc3339(),
    };
    Ok(page.page(found, |(_, line)| line.key(), view))
}

#[derive(FromQueryResult)]
struct Line {
    id: Uuid,
    points: i64,
    occurred_at: Moment,
    purpose: Coded<Purpose>,
    /// Of the event; absent when no event caused it.
    kind: Option<String>,
    subject: Option<String>,
    /// In words, when there is no event: one that comes with an event is the programme's own.
    why: Option<String>,
}

impl Line {
    fn key(&self) -> (i64, Uuid) {
        (self.occurred_at.0.as_microsecond(), self.id)
    }
}

async fn of_wallet(db: &Db, wallet: Uuid, (at, id): (i64, Uuid), reach: u64) -> Result<Vec<Line>> {
    let sql = "
        SELECT t.id, CASE WHEN t.credit_id = t.holder_id THEN t.points ELSE -t.points END AS points,
            t.occurred_at, t.purpose, e.kind, e.subject, t.why
        FROM transfer t LEFT JOIN event e ON e.id = t.event_id
        WHERE t.holder_id = $1 AND (t.occurred_at, t.id) < ($2, $3)
        ORDER BY t.occurred_at DESC, t.id DESC
        LIMIT $4";
    let reach = i64::try_from(reach).unwrap_or(i64::MAX);
    rows(
        db.reader(),
        sql,
        [wallet.into(), at.into(), id.into(), reach.into()],
    )
    .await
}
