use contract::Wallet;
use jiff::SignedDuration;
use loyalty::Points;
use loyalty::ledger::{Holder, Outcome, derived};
use storage::ledger::{self, Adjustment, StatementFilter};
use storage::programme::{self, Change};
use storage::{Conflict, Error, PageRequest};
use uuid::Uuid;

use super::Scene;
use crate::fixture::{benches, have, now, versions};

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
        let home = programme::home_numbers(
            &bench.db,
            &versions(),
            &scene.ken,
            contract::Locale::En,
            now(6),
        )
        .await
        .unwrap();
        assert_eq!((home.company_points, have(home.tier.as_ref())), (65, 65));
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
        let home = programme::home_numbers(
            &bench.db,
            &versions(),
            &scene.ken,
            contract::Locale::En,
            now(6),
        )
        .await
        .unwrap();
        assert_eq!(
            (
                home.my_points,
                home.my_points_this_week,
                have(home.tier.as_ref())
            ),
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
