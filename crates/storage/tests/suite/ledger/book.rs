use contract::Wallet;
use jiff::SignedDuration;
use loyalty::Points;
use loyalty::ledger::{Holder, Outcome, Purpose, derived};
use serde_json::json;
use storage::ledger::{self, Adjustment, StatementFilter};
use storage::programme::{self, Award, Change, NewEvent};
use storage::{Conflict, Error, PageRequest};
use uuid::Uuid;

use super::Scene;
use crate::fixture::{benches, now};

#[tokio::test]
async fn a_correction_takes_its_own_points_first_and_what_is_gone_is_owed() {
    for bench in &benches().await {
        let scene = Scene::new(bench).await;
        scene.earn("old", Wallet::Company, 0, 50, None).await;
        scene.earn("wrong", Wallet::Company, 1, 100, None).await;
        let lines = ledger::statement(
            &bench.db,
            &scene.ken,
            Wallet::Company,
            &StatementFilter::default(),
            &PageRequest::default(),
        )
        .await
        .unwrap();
        let wrong = lines.items[0].clone();
        assert_eq!(wrong.id, derived(wrong.event.unwrap(), "award 0").0);
        scene.hold(1, Wallet::Company, 2, 70).await.unwrap();
        let correction = Change::Corrected(Points::new(100), Some(wrong.id));
        scene
            .award("back", Wallet::Company, 3, correction, None)
            .await
            .unwrap();
        assert_eq!(scene.balance(Wallet::Company).await, 0);
        scene.earn("next", Wallet::Company, 4, 15, None).await;
        assert_eq!(scene.balance(Wallet::Company).await, 0, "twenty were owed");
        // What the hold gives back settles the rest.
        scene.resolve(1, Outcome::Voided, 5).await.unwrap();
        assert_eq!(scene.balance(Wallet::Company).await, 65);
        let home = programme::home_numbers(&bench.db, &scene.ken, contract::Locale::En, now(6))
            .await
            .unwrap();
        assert_eq!((home.company_points, home.tier.points), (65, 65));
        assert_eq!(scene.findings().await, Vec::<String>::new());
    }
}

#[tokio::test]
async fn an_adjustment_counts_once_and_never_lifts_the_tier() {
    for bench in &benches().await {
        let (scene, operator) = (Scene::new(bench).await, bench.operator().await);
        let adjust = async |number: u128, points: i64| {
            let (operator, adjustment) = (
                &operator,
                &Adjustment {
                    id: Uuid::from_u128(number),
                    account: scene.ken.account,
                    holder: Holder::Member(scene.ken.member),
                    points: Points::new(points),
                    expires_at: None,
                    // Finer than the database keeps: the repetition must still be seen as one.
                    occurred_at: now(0) + SignedDuration::from_nanos(1),
                    why: "An apology".to_owned(),
                },
            );
            bench
                .db
                .write(|tx| async move { ledger::adjust(&tx, operator, adjustment, now(1)).await })
                .await
        };
        adjust(1, 80).await.unwrap();
        adjust(1, 80).await.unwrap();
        adjust(2, -30).await.unwrap();
        adjust(2, -30).await.unwrap();
        assert!(matches!(
            adjust(1, 81).await,
            Err(Error::Conflict(Conflict::TransferDiffers))
        ));
        assert!(matches!(
            adjust(3, -51).await,
            Err(Error::Conflict(Conflict::NotEnoughPoints))
        ));
        assert!(matches!(
            adjust(4, 0).await,
            Err(Error::Conflict(Conflict::NoPoints))
        ));
        let home = programme::home_numbers(&bench.db, &scene.ken, contract::Locale::En, now(6))
            .await
            .unwrap();
        assert_eq!(
            (home.my_points, home.my_points_this_week, home.tier.points),
            (50, 50, 0)
        );
        let movements = programme::movements(&bench.db, &scene.ken, None, &PageRequest::default())
            .await
            .unwrap();
        let first = &movements.items[0];
        assert_eq!(
            (first.event_type.as_str(), first.subject.as_str()),
            ("points.adjusted", "An apology")
        );
        assert_eq!(scene.findings().await, Vec::<String>::new());
    }
}

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
        };
        assert_eq!(lines(&stretch, 9).await, [(10, 22), (-4, 12)]);
        let nothing = StatementFilter {
            to: Some(now(-1)),
            ..StatementFilter::default()
        };
        assert_eq!(lines(&nothing, 9).await, []);
    }
}
