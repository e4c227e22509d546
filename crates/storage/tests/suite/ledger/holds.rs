use contract::Wallet;
use loyalty::Points;
use loyalty::ledger::Outcome;
use storage::ledger::{self, RunDue};
use storage::{Conflict, Error, programme};
use uuid::Uuid;

use super::{HOUR, Scene};
use crate::fixture::{benches, now, versions};

#[tokio::test]
async fn a_hold_takes_the_oldest_points_and_gives_the_same_back() {
    for bench in &benches().await {
        let scene = Scene::new(bench).await;
        scene.earn("old", Wallet::Company, 0, 100, Some(HOUR)).await;
        scene
            .earn("new", Wallet::Company, 10, 100, Some(9 * HOUR))
            .await;
        scene.hold(1, Wallet::Company, 20, 150).await.unwrap();
        // The same hold again, as after a lost answer.
        scene.hold(1, Wallet::Company, 20, 150).await.unwrap();
        assert_eq!(scene.balance(Wallet::Company).await, 50);
        let expiring = ledger::expiring(&bench.db, &scene.ken, Wallet::Company, now(0))
            .await
            .unwrap();
        assert_eq!(expiring, Points::new(50), "what is held runs out nowhere");
        scene.resolve(1, Outcome::Voided, 30).await.unwrap();
        scene.resolve(1, Outcome::Voided, 31).await.unwrap();
        assert!(matches!(
            scene.resolve(1, Outcome::Posted, 32).await,
            Err(Error::Conflict(Conflict::HoldResolved))
        ));
        assert_eq!(scene.balance(Wallet::Company).await, 200);
        let home = programme::home_numbers(
            &bench.db,
            &versions(),
            &scene.ken,
            contract::Locale::En,
            now(40),
        )
        .await
        .unwrap();
        assert_eq!(
            (home.months[11].spent, home.company_points_this_month),
            (0, 200)
        );
        // The older lot runs out as if nothing had happened.
        assert_eq!(
            ledger::run_due(&bench.db, now(2 * HOUR)).await.unwrap(),
            RunDue { lots: 1, holds: 0 }
        );
        assert_eq!(scene.balance(Wallet::Company).await, 100);
        assert_eq!(scene.findings().await, Vec::<String>::new());
    }
}

#[tokio::test]
async fn a_posted_hold_is_spent_and_a_foreign_one_is_not_there() {
    for bench in &benches().await {
        let scene = Scene::new(bench).await;
        scene.earn("1", Wallet::Mine, 0, 100, None).await;
        scene.hold(1, Wallet::Mine, 1, 60).await.unwrap();
        let other = bench.account("Nordlicht").await;
        let id = Uuid::from_u128(1);
        let foreign = |tx| async move {
            ledger::resolve(&tx, other, id, Outcome::Posted, None, now(2)).await
        };
        assert!(matches!(
            bench.db.write(foreign).await,
            Err(Error::NotFound)
        ));
        scene.resolve(1, Outcome::Posted, 2).await.unwrap();
        assert_eq!(scene.balance(Wallet::Mine).await, 40);
        assert!(matches!(
            scene.hold(2, Wallet::Mine, 3, 41).await,
            Err(Error::Conflict(Conflict::NotEnoughPoints))
        ));
        assert!(matches!(
            scene.hold(1, Wallet::Mine, 1, 40).await,
            Err(Error::Conflict(Conflict::TransferDiffers))
        ));
        assert!(matches!(
            scene.hold(3, Wallet::Mine, 3, -1).await,
            Err(Error::Conflict(Conflict::NoPoints))
        ));
        assert_eq!(scene.findings().await, Vec::<String>::new());
    }
}

#[tokio::test]
async fn holds_and_points_run_out_once_though_two_processes_look() {
    for bench in &benches().await {
        let scene = Scene::new(bench).await;
        for number in 0..70 {
            scene
                .earn(&number.to_string(), Wallet::Mine, number, 10, Some(HOUR))
                .await;
        }
        scene.earn("last", Wallet::Mine, 100, 5, None).await;
        // More lots than are read at once.
        scene.hold(1, Wallet::Mine, 200, 690).await.unwrap();
        let then = now(15 * 24 * HOUR);
        let (one, two) = (bench.db.clone(), bench.db.clone());
        let runs = (
            tokio::spawn(async move { ledger::run_due(&one, then).await }),
            tokio::spawn(async move { ledger::run_due(&two, then).await }),
        );
        let (one, two) = (
            runs.0.await.unwrap().unwrap(),
            runs.1.await.unwrap().unwrap(),
        );
        assert_eq!((one.lots + two.lots, one.holds + two.holds), (70, 1));
        assert_eq!(scene.balance(Wallet::Mine).await, 5);
        assert_eq!(scene.findings().await, Vec::<String>::new());
    }
}

#[tokio::test]
async fn points_that_ran_out_a_second_ago_cannot_be_spent() {
    for bench in &benches().await {
        let scene = Scene::new(bench).await;
        scene.earn("1", Wallet::Company, 0, 100, Some(HOUR)).await;
        scene.earn("2", Wallet::Company, 1, 30, None).await;
        let too_late = scene.hold(1, Wallet::Company, HOUR + 1, 31).await;
        assert!(matches!(
            too_late,
            Err(Error::Conflict(Conflict::NotEnoughPoints))
        ));
        assert_eq!(
            scene.balance(Wallet::Company).await,
            130,
            "nothing half done"
        );
        scene.hold(1, Wallet::Company, HOUR + 1, 30).await.unwrap();
        assert_eq!(scene.balance(Wallet::Company).await, 0);
        assert_eq!(scene.findings().await, Vec::<String>::new());
    }
}
