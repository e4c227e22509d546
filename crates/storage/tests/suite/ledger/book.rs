use contract::Wallet;
use jiff::SignedDuration;
use loyalty::Points;
use loyalty::ledger::{Holder, Outcome, derived};
use storage::ledger::{self, Adjustment, StatementFilter};
use storage::programme::{self, Award, Change, Difference};
use storage::{Conflict, Error, PageRequest};
use uuid::Uuid;

use super::Scene;
use super::statement::own_lines;
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
async fn a_difference_is_booked_once_under_its_event() {
    for bench in &benches().await {
        let scene = Scene::new(bench).await;
        scene.earn("1", Wallet::Mine, 0, 30, None).await;
        let first = own_lines(&scene).await.remove(0);
        let event = first.event.unwrap();
        let ken = Holder::Member(scene.ken.member);
        let difference = |id: u128, change| Difference {
            id: Uuid::from_u128(id),
            event,
            occurred_at: now(0),
            award: Award::plain(ken, change),
        };
        let differences = &[
            difference(1, Change::Corrected(Points::new(40), Some(first.id))),
            difference(2, Change::Earned(Points::new(25))),
        ];
        let account = scene.ken.account;
        for _ in 0..2 {
            let book = |tx| async move {
                programme::book_differences(&tx, account, differences, now(9)).await
            };
            bench.db.write(book).await.unwrap();
            // Thirty less forty is ten below, which the twenty-five settle.
            assert_eq!(scene.balance(Wallet::Mine).await, 15);
        }
        let lines = ledger::of_event(&bench.db, &scene.ken, event)
            .await
            .unwrap();
        assert_eq!(
            lines
                .iter()
                .map(|line| line.points.get())
                .collect::<Vec<_>>(),
            [30, -30, 25]
        );
        assert_eq!(scene.findings().await, Vec::<String>::new());
    }
}
