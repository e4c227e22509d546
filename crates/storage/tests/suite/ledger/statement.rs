use contract::{Role, Wallet};
use jiff::SignedDuration;
use loyalty::Points;
use loyalty::ledger::Purpose;
use serde_json::json;
use storage::PageRequest;
use storage::ledger::{self, StatementFilter, StatementLine};
use storage::programme::{self, Award, Change, NewEvent};
use uuid::Uuid;

use super::Scene;
use crate::fixture::{benches, now};

#[tokio::test]
async fn a_statement_runs_through_pages_and_a_past_balance_stays() {
    for bench in &benches().await {
        let scene = Scene::new(bench).await;
        for number in 0..25 {
            scene
                .earn(
                    &format!("c{number}"),
                    Wallet::Company,
                    number * 10,
                    10,
                    None,
                )
                .await;
            scene
                .earn(
                    &format!("m{number}"),
                    Wallet::Mine,
                    number * 10 + 1,
                    1,
                    None,
                )
                .await;
        }
        let mut seen = Vec::new();
        let mut request = PageRequest {
            limit: Some(7),
            cursor: None,
        };
        loop {
            let page = ledger::statement(
                &bench.db,
                &scene.ken,
                Wallet::Company,
                &StatementFilter::default(),
                &request,
            )
            .await
            .unwrap();
            seen.extend(page.items);
            request.cursor = page.next_cursor;
            if request.cursor.is_none() {
                break;
            }
        }
        let balances: Vec<i64> = seen.iter().rev().map(|line| line.balance.get()).collect();
        assert_eq!(
            balances,
            (1..=25).map(|number| number * 10).collect::<Vec<_>>()
        );
        assert!(
            seen.iter()
                .all(|line| line.purpose == Purpose::Earned && line.subject.is_some())
        );

        assert_eq!(scene.balance_at(Wallet::Company, now(105)).await, 110);
        assert_eq!(
            scene
                .balance_at(Wallet::Company, now(110) - SignedDuration::from_micros(1))
                .await,
            110
        );
        assert_eq!(scene.balance_at(Wallet::Company, now(110)).await, 120);
        assert_eq!(scene.balance_at(Wallet::Company, now(-1)).await, 0);
        // A fact of long ago that comes in now.
        let late = now(-5_000);
        let event = &[NewEvent {
            account: scene.ken.account,
            member: None,
            source: "test".to_owned(),
            external_id: "late".to_owned(),
            kind: "purchase.completed".to_owned(),
            subject: "Late".to_owned(),
            occurred_at: late,
            received_at: now(500),
            data: json!({}),
            awards: vec![Award::plain(None, Change::Earned(Points::new(7)))],
        }];
        bench
            .db
            .write(|tx| async move { programme::record_events(&tx, event).await })
            .await
            .unwrap();
        assert_eq!(scene.balance_at(Wallet::Company, now(105)).await, 110);
        assert_eq!(scene.balance(Wallet::Company).await, 257);
    }
}

#[tokio::test]
async fn a_statement_is_filtered_by_time_and_purpose_and_keeps_its_balances() {
    for bench in &benches().await {
        let scene = Scene::new(bench).await;
        for number in 0..6 {
            scene
                .earn(&number.to_string(), Wallet::Company, number * 10, 10, None)
                .await;
            scene
                .hold(
                    number.unsigned_abs().into(),
                    Wallet::Company,
                    number * 10 + 5,
                    4,
                )
                .await
                .unwrap();
        }
        let lines = async |filter: &StatementFilter, limit: u32| {
            let request = PageRequest {
                limit: Some(limit),
                cursor: None,
            };
            let page =
                ledger::statement(&bench.db, &scene.ken, Wallet::Company, filter, &request).await;
            let lines = page.unwrap().items;
            lines
                .iter()
                .map(|line| (line.points.get(), line.balance.get()))
                .collect::<Vec<_>>()
        };
        let held = StatementFilter {
            purposes: vec![Purpose::Held],
            ..StatementFilter::default()
        };
        assert_eq!(lines(&held, 3).await, [(-4, 36), (-4, 30), (-4, 24)]);
        let stretch = StatementFilter {
            from: Some(now(10)),
            to: Some(now(20)),
            purposes: vec![Purpose::Held, Purpose::Earned],
            happened: None,
        };
        assert_eq!(lines(&stretch, 9).await, [(10, 22), (-4, 12)]);
        let nothing = StatementFilter {
            to: Some(now(-1)),
            ..StatementFilter::default()
        };
        assert_eq!(lines(&nothing, 9).await, []);
    }
}

#[tokio::test]
async fn a_number_shows_where_it_came_from() {
    for bench in &benches().await {
        let scene = Scene::new(bench).await;
        let rin = bench
            .person(scene.ken.account, "Rin Mori", Role::Member)
            .await;
        scene.earn("1", Wallet::Mine, 0, 30, None).await;
        scene.earn("2", Wallet::Mine, 1, 30, None).await;
        scene.hold(1, Wallet::Mine, 2, 45).await.unwrap();
        let transfer = Uuid::from_u128(1);
        let origins = ledger::origins(&bench.db, &scene.ken, transfer)
            .await
            .unwrap();
        let told: Vec<_> = origins
            .iter()
            .map(|origin| (origin.subject.as_deref().unwrap(), origin.points.get()))
            .collect();
        assert_eq!(told, [("Order 1", 30), ("Order 2", 15)]);
        assert!(
            ledger::origins(&bench.db, &rin, transfer)
                .await
                .unwrap()
                .is_empty()
        );

        let lines = own_lines(&scene).await;
        let first = lines
            .iter()
            .find(|line| line.id == origins[0].transfer)
            .unwrap();
        let event = first.event.unwrap();
        let lines = ledger::of_event(&bench.db, &scene.ken, event)
            .await
            .unwrap();
        assert_eq!(
            (lines.len(), lines[0].why.as_deref()),
            (1, Some("rule orders of 2026-11"))
        );
        assert!(
            ledger::of_event(&bench.db, &rin, event)
                .await
                .unwrap()
                .is_empty()
        );
    }
}

/// All lines of Ken's own statement, newest first.
async fn own_lines(scene: &Scene<'_>) -> Vec<StatementLine> {
    let (filter, page) = (&StatementFilter::default(), &PageRequest::default());
    let all = ledger::statement(&scene.bench.db, &scene.ken, Wallet::Mine, filter, page).await;
    all.unwrap().items
}
