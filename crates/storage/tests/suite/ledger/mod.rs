mod book;
mod holds;
mod play;
mod races;
mod statement;
mod verify;

use contract::{Role, Wallet};
use jiff::Timestamp;
use loyalty::Points;
use loyalty::ledger::{Holder, Outcome};
use serde_json::json;
use storage::ledger::{self, NewHold};
use storage::programme::{self, Award, Change, NewEvent};
use storage::{AccountScope, Result};
use uuid::Uuid;

use crate::fixture::{Bench, now};

const HOUR: i64 = 3_600;

/// A small play: what the company and one person earned, spent, hold and lost.
pub struct Scene<'a> {
    pub bench: &'a Bench,
    pub ken: AccountScope,
}

impl<'a> Scene<'a> {
    pub async fn new(bench: &'a Bench) -> Self {
        let account = bench.account("Hoshino").await;
        let ken = bench.person(account, "Ken Sato", Role::Member).await;
        Self { bench, ken }
    }

    /// An event whose award is the company's or Ken's.
    pub async fn award(
        &self,
        id: &str,
        to: Wallet,
        at: i64,
        change: Change,
        lives: Option<i64>,
    ) -> Result<()> {
        let holder = match to {
            Wallet::Company => Holder::Account,
            Wallet::Mine => Holder::Member(self.ken.member),
        };
        let events = &[NewEvent {
            account: self.ken.account,
            member: holder.member(),
            source: "test".to_owned(),
            external_id: id.to_owned(),
            kind: "purchase.completed".to_owned(),
            subject: format!("Order {id}"),
            occurred_at: now(at),
            received_at: now(at),
            data: json!({}),
            awards: vec![Award {
                to: holder,
                change,
                expires_at: lives.map(|seconds| now(at + seconds)),
                why: Some("rule orders of 2026-11".to_owned()),
            }],
        }];
        let recorded = self
            .bench
            .db
            .write(|tx| async move { programme::record_events(&tx, events).await });
        recorded.await.map(drop)
    }

    pub async fn earn(&self, id: &str, to: Wallet, at: i64, points: i64, lives: Option<i64>) {
        let change = Change::Earned(Points::new(points));
        self.award(id, to, at, change, lives).await.unwrap();
    }

    pub async fn hold(&self, id: u128, from: Wallet, at: i64, points: i64) -> Result<()> {
        hold(
            &self.bench.db,
            &self.ken,
            Uuid::from_u128(id),
            from,
            at,
            points,
        )
        .await
    }

    pub async fn resolve(&self, id: u128, outcome: Outcome, at: i64) -> Result<()> {
        let (account, id) = (self.ken.account, Uuid::from_u128(id));
        let ended =
            |tx| async move { ledger::resolve(&tx, account, id, outcome, None, now(at)).await };
        self.bench.db.write(ended).await
    }

    pub async fn balance(&self, wallet: Wallet) -> i64 {
        self.balance_at(wallet, Timestamp::MAX).await
    }

    pub async fn balance_at(&self, wallet: Wallet, at: Timestamp) -> i64 {
        ledger::balance_at(&self.bench.db, &self.ken, wallet, at)
            .await
            .unwrap()
            .get()
    }

    /// What the check finds; the sentences of all accounts.
    pub async fn findings(&self) -> Vec<String> {
        let verified = ledger::verify(&self.bench.db, |_| {}).await.unwrap();
        verified
            .into_iter()
            .flat_map(|account| account.findings)
            .collect()
    }
}

pub async fn hold(
    db: &storage::Db,
    scope: &AccountScope,
    id: Uuid,
    from: Wallet,
    at: i64,
    points: i64,
) -> Result<()> {
    let new = &NewHold {
        id,
        from,
        points: Points::new(points),
        occurred_at: now(at),
        run_out_at: now(at + 14 * 24 * HOUR),
        why: Some("A course".to_owned()),
    };
    db.write(|tx| async move { ledger::hold(&tx, scope, new, now(at)).await })
        .await
}
