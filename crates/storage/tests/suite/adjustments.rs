//! Adjustments by hand: a second person decides once, on every database.

use contract::{AdjustmentState, Role};
use loyalty::Versions;
use sea_orm::ConnectionTrait as _;
use storage::adjustments::{self, Decision, NewAdjustment, Which};
use storage::{Conflict, Error, PageRequest, StaffScope};
use uuid::Uuid;

use crate::fixture::{Bench, at, benches};

const LIMIT: i64 = 100;

async fn ask(bench: &Bench, scope: &StaffScope, account: Uuid, points: i64) -> Uuid {
    let new = &NewAdjustment {
        account,
        member: None,
        points,
        reason: "by hand".to_owned(),
    };
    let versions = &Versions::default();
    let asked = bench
        .db
        .write(|tx| async move { adjustments::ask(&tx, scope, versions, new, LIMIT, at(0)).await });
    asked.await.unwrap().id.0.parse().unwrap()
}

#[tokio::test(flavor = "multi_thread")]
async fn two_who_decide_at_once_book_once() {
    for bench in benches().await {
        let account = bench.account("Hoshino").await;
        let asker = bench.operator().await;
        let id = ask(&bench, &asker, account, 500).await;
        let decider = bench.staff("Sue Success", Role::SuccessManager).await;
        let decide = |decision| {
            let (db, scope) = (bench.db.clone(), decider.clone());
            tokio::spawn(async move {
                let (scope, versions) = (&scope, &Versions::default());
                db.write(|tx| async move {
                    let decision = (decision, None);
                    adjustments::decide(&tx, scope, versions, id, decision, at(1)).await
                })
                .await
            })
        };
        let (one, other) = (decide(Decision::Approve), decide(Decision::Refuse));
        let outcomes = [one.await.unwrap(), other.await.unwrap()];
        let done = outcomes.iter().filter(|outcome| outcome.is_ok()).count();
        assert_eq!(done, 1, "{outcomes:?}");
        let late = outcomes
            .iter()
            .filter(|outcome| matches!(outcome, Err(Error::Conflict(Conflict::AlreadyDecided))));
        assert_eq!(late.count(), 1, "{outcomes:?}");

        let which = Which::default();
        let page = PageRequest::default();
        let list = adjustments::list(&bench.db, &decider, which, &page).await;
        let state = list.unwrap().items[0].state;
        let broken = storage::ledger::verify(&bench.db, |account| {
            assert!(account.findings.is_empty(), "{:?}", account.findings);
            let booked = u64::from(state == AdjustmentState::Booked);
            assert_eq!(account.entries, booked);
        });
        broken.await.unwrap();
    }
}

#[tokio::test]
async fn nobody_decides_what_they_asked_for() {
    for bench in benches().await {
        let account = bench.account("Hoshino").await;
        let asker = bench.operator().await;
        let id = ask(&bench, &asker, account, 500).await;
        let (scope, versions) = (&asker, &Versions::default());
        let own = bench.db.write(|tx| async move {
            let decision = (Decision::Approve, None);
            adjustments::decide(&tx, scope, versions, id, decision, at(1)).await
        });
        let own = own.await;
        assert!(
            matches!(own, Err(Error::Conflict(Conflict::OwnRequest))),
            "{own:?}"
        );
        // The table says the same, whatever the program does.
        let around = bench.side_door().await;
        let forced = around
            .execute_unprepared("UPDATE adjustment SET decided_by = asked_by")
            .await;
        assert!(forced.is_err());
    }
}

#[tokio::test]
async fn writers_adjust_nothing() {
    for bench in benches().await {
        let account = bench.account("Hoshino").await;
        let writer = &bench.staff("Wim Writer", Role::Writer).await;
        let new = &NewAdjustment {
            account,
            member: None,
            points: 1,
            reason: "by hand".to_owned(),
        };
        let versions = &Versions::default();
        let asked = bench.db.write(|tx| async move {
            adjustments::ask(&tx, writer, versions, new, LIMIT, at(0)).await
        });
        assert!(matches!(asked.await, Err(Error::Forbidden)));
    }
}
