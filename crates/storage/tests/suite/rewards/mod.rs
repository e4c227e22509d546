mod decide;
mod races;
mod redeem;

use std::collections::BTreeMap;

use contract::{Locale, RedemptionState, RedemptionView, RewardRefusal, Role, Wallet};
use jiff::Timestamp;
use loyalty::ledger::Holder;
use loyalty::{Points, Versions};
use serde_json::json;
use storage::programme::{self, Award, Change, NewEvent};
use storage::rewards::{self, NewRedemption, RedemptionConflict, Told};
use storage::{AccountScope, Conflict, Db, Error, Occasion, Result, ledger};
use uuid::Uuid;

use crate::fixture::{Bench, now};

const FILE: &str = include_str!("../../../../../program/2026-01-kizuna.toml");
pub const HOUR: i64 = 3_600;
pub const DAY: i64 = 24 * HOUR;

/// The real programme with words replaced.
pub fn programme(changes: &[(&str, &str)]) -> Versions {
    let mut text = FILE.to_owned();
    for (from, to) in changes {
        assert!(text.contains(from), "{from:?} is not in the programme");
        text = text.replace(from, to);
    }
    let files = [("2026-01-kizuna.toml".to_owned(), text)];
    let today = "2026-11-24".parse().unwrap();
    let (versions, problems) = loyalty::check_all(&files, &BTreeMap::new(), today);
    versions.unwrap_or_else(|| panic!("{problems:?}"))
}

/// A company with two admins and a member, all with points, and the programme.
pub struct Scene<'a> {
    pub bench: &'a Bench,
    pub versions: Versions,
    pub mika: AccountScope,
    pub kenta: AccountScope,
    pub yuto: AccountScope,
}

impl<'a> Scene<'a> {
    pub async fn new(bench: &'a Bench, changes: &[(&str, &str)]) -> Self {
        let account = bench.account("Hoshino").await;
        let person = async |name, role| bench.person(account, name, role).await;
        Self {
            bench,
            versions: programme(changes),
            mika: person("Mika Tanaka", Role::AccountAdmin).await,
            kenta: person("Kenta Hoshino", Role::AccountAdmin).await,
            yuto: person("Yuto Sato", Role::Member).await,
        }
    }

    pub async fn earn(&self, who: &AccountScope, to: Wallet, points: i64) {
        earn(&self.bench.db, who, to, points).await;
    }

    pub async fn ask(&self, who: &AccountScope, reward: &str, at: i64) -> Result<Told> {
        self.ask_as(who, Uuid::now_v7(), reward, at).await
    }

    pub async fn ask_as(
        &self,
        who: &AccountScope,
        id: Uuid,
        reward: &str,
        at: i64,
    ) -> Result<Told> {
        redeem(&self.bench.db, who, &self.versions, id, reward, now(at)).await
    }

    pub async fn asked(&self, who: &AccountScope, reward: &str, at: i64) -> Uuid {
        self.ask(who, reward, at).await.unwrap().news.redemption
    }

    pub async fn approve(&self, who: &AccountScope, id: Uuid, at: i64) -> Result<Told> {
        let code = &code();
        let approve = |tx| async move {
            rewards::approve(&tx, who, id, Some("Yes"), code, occasion(at)).await
        };
        self.bench.db.write(approve).await
    }

    pub async fn decline(&self, who: &AccountScope, id: Uuid, at: i64) -> Result<Told> {
        let decline = |tx| async move { rewards::decline(&tx, who, id, None, occasion(at)).await };
        self.bench.db.write(decline).await
    }

    pub async fn cancel(&self, who: &AccountScope, id: Uuid, at: i64) -> Result<Told> {
        let cancel = |tx| async move { rewards::cancel(&tx, who, id, None, occasion(at)).await };
        self.bench.db.write(cancel).await
    }

    pub async fn look(&self, who: &AccountScope, id: Uuid) -> Result<RedemptionView> {
        let (db, versions) = (&self.bench.db, &self.versions);
        rewards::find(db, who, versions, id, Locale::En, now(HOUR)).await
    }

    pub async fn state(&self, id: Uuid) -> RedemptionState {
        self.look(&self.mika, id).await.unwrap().state
    }

    pub async fn balance(&self, who: &AccountScope, wallet: Wallet) -> i64 {
        ledger::balance_at(&self.bench.db, who, wallet, Timestamp::MAX)
            .await
            .unwrap()
            .get()
    }

    /// What is left of a reward, as its catalogue says.
    pub async fn left(&self, who: &AccountScope, reward: &str) -> Option<i64> {
        let (db, versions) = (&self.bench.db, &self.versions);
        let catalogue = rewards::catalogue(db, who, versions, Locale::En, now(HOUR));
        let catalogue = catalogue.await.unwrap();
        let item = catalogue.items.iter().find(|item| item.id == reward);
        item.unwrap().left
    }

    pub async fn findings(&self) -> Vec<String> {
        let verified = ledger::verify(&self.bench.db, |_| {}).await.unwrap();
        let findings = verified.into_iter().flat_map(|account| account.findings);
        findings.collect()
    }
}

pub async fn redeem(
    db: &Db,
    who: &AccountScope,
    versions: &Versions,
    id: Uuid,
    reward: &str,
    at: Timestamp,
) -> Result<Told> {
    let wanted = &NewRedemption {
        id,
        reward: reward.to_owned(),
        note: Some("Please".to_owned()),
        code: code(),
    };
    let occasion = Occasion {
        now: at,
        address: "192.0.2.7",
    };
    db.write(|tx| async move { rewards::redeem(&tx, who, versions, wanted, occasion).await })
        .await
}

pub fn code() -> String {
    format!("KZ-{}", Uuid::new_v4().simple())
}

pub fn occasion(at: i64) -> Occasion<'static> {
    crate::fixture::at(at)
}

/// An event that gives points.
pub async fn earn(db: &Db, who: &AccountScope, to: Wallet, points: i64) {
    let holder = match to {
        Wallet::Company => Holder::Account,
        Wallet::Mine => Holder::Member(who.member),
    };
    let events = &[NewEvent {
        account: who.account,
        member: holder.member(),
        source: "test".to_owned(),
        external_id: Uuid::new_v4().to_string(),
        kind: "purchase.completed".to_owned(),
        subject: "Order".to_owned(),
        occurred_at: now(-DAY),
        received_at: now(-DAY),
        data: json!({}),
        awards: vec![Award {
            to: holder,
            change: Change::Earned(Points::new(points)),
            expires_at: None,
            why: None,
        }],
    }];
    db.write(|tx| async move { programme::record_events(&tx, events).await })
        .await
        .unwrap();
}

/// Why it was refused.
pub fn why<T: std::fmt::Debug>(outcome: Result<T>) -> RedemptionConflict {
    match outcome {
        Err(Error::Conflict(Conflict::Redemption(why))) => why,
        other => panic!("{other:?}"),
    }
}

pub fn refusal<T: std::fmt::Debug>(outcome: Result<T>) -> RewardRefusal {
    match why(outcome) {
        RedemptionConflict::Refused(refusal) => refusal,
        other => panic!("{other:?}"),
    }
}
