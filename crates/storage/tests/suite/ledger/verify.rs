use contract::{Role, Wallet};
use loyalty::Points;
use loyalty::ledger::Outcome;
use sea_orm::ConnectionTrait as _;
use storage::ledger::{self, Stretch};

use super::{HOUR, Scene};
use crate::fixture::{benches, now};

#[tokio::test]
async fn a_downloaded_statement_verifies_and_hides_a_colleagues_points() {
    for bench in &benches().await {
        let scene = Scene::new(bench).await;
        let rin = bench
            .person(scene.ken.account, "Rin Mori", Role::Member)
            .await;
        scene.earn("1", Wallet::Company, 0, 100, None).await;
        scene.earn("2", Wallet::Mine, 10, 40, None).await;
        scene.earn("3", Wallet::Company, 20, 100, None).await;
        let of_rin = ledger::export(&bench.db, &rin, Wallet::Company, Stretch::default())
            .await
            .unwrap();
        let verified = loyalty::ledger::verify(&of_rin).unwrap();
        assert_eq!(
            (verified.open, verified.sealed, verified.closing.balance),
            (2, 1, Points::new(200))
        );
        let text = serde_json::to_string(&of_rin).unwrap();
        assert!(!text.contains(&scene.ken.member.to_string()));

        let part = Stretch {
            from: Some(now(5)),
            to: Some(now(15)),
        };
        let mine = ledger::export(&bench.db, &scene.ken, Wallet::Mine, part)
            .await
            .unwrap();
        assert_eq!((mine.opening.position, mine.lines.len()), (1, 1));
        assert_eq!(
            loyalty::ledger::verify(&mine).unwrap().closing.balance,
            Points::new(40)
        );
        let empty = ledger::export(&bench.db, &rin, Wallet::Mine, part)
            .await
            .unwrap();
        assert_eq!(loyalty::ledger::verify(&empty).unwrap().open, 0);
    }
}

#[tokio::test]
async fn the_ledger_refuses_change_and_removal() {
    for bench in &benches().await {
        let scene = Scene::new(bench).await;
        scene.earn("1", Wallet::Company, 0, 100, None).await;
        scene.hold(1, Wallet::Company, 1, 60).await.unwrap();
        scene.resolve(1, Outcome::Posted, 2).await.unwrap();
        let side = bench.side_door().await;
        for tampering in [
            "UPDATE transfer SET points = points + 1",
            "DELETE FROM transfer",
            "UPDATE event SET subject = 'nothing'",
            "DELETE FROM event",
            "UPDATE lot SET expires_at = 1",
            "DELETE FROM lot",
            "UPDATE lot_use SET points = 1",
            "DELETE FROM lot_use",
            "UPDATE hold SET run_out_at = 1",
            "DELETE FROM hold",
        ] {
            let error = side
                .execute_unprepared(tampering)
                .await
                .unwrap_err()
                .to_string();
            assert!(
                error.contains("the ledger only grows"),
                "{tampering}: {error}"
            );
        }
        let again = side
            .execute_unprepared("UPDATE hold SET outcome = 'voided'")
            .await;
        assert!(again.unwrap_err().to_string().contains("a hold ends once"));
        let overdraft = side
            .execute_unprepared("UPDATE wallet SET balance = -1 WHERE kind = 'account'")
            .await;
        assert!(overdraft.is_err());
    }
}

#[tokio::test]
async fn whatever_is_changed_behind_its_back_is_found() {
    for bench in &benches().await {
        let scene = Scene::new(bench).await;
        for number in 0..6 {
            scene
                .earn(
                    &number.to_string(),
                    Wallet::Company,
                    number,
                    100,
                    Some(HOUR),
                )
                .await;
        }
        scene.hold(1, Wallet::Company, 10, 60).await.unwrap();
        assert_eq!(scene.findings().await, Vec::<String>::new());
        let side = bench.side_door().await;
        let guards: &[&str] = match side.get_database_backend() {
            sea_orm::DbBackend::Postgres => &[
                "ALTER TABLE transfer DISABLE TRIGGER ALL",
                "ALTER TABLE lot_use DISABLE TRIGGER ALL",
            ],
            _ => &[
                "DROP TRIGGER transfer_no_update",
                "DROP TRIGGER transfer_no_delete",
                "DROP TRIGGER lot_use_no_update",
            ],
        };
        for guard in guards {
            side.execute_unprepared(guard).await.unwrap();
        }
        // Each change, how to undo it, and where it shows.
        for (change, undo, shown) in [
            (
                "UPDATE lot_use SET points = 59",
                "UPDATE lot_use SET points = 60",
                "by entry 7",
            ),
            (
                "UPDATE wallet SET balance = 541 WHERE kind = 'account'",
                "UPDATE wallet SET balance = 540 WHERE kind = 'account'",
                "wallet account",
            ),
            (
                "UPDATE lot SET remaining = 41 WHERE position = 1",
                "UPDATE lot SET remaining = 40 WHERE position = 1",
                "lot ",
            ),
            (
                "UPDATE month_points SET spent = 61",
                "UPDATE month_points SET spent = 60",
                "month 2026-11 of company",
            ),
            (
                "UPDATE tier_activity SET points = 1",
                "UPDATE tier_activity SET points = 600",
                "activity 2026-11-22 purchase.completed",
            ),
            (
                "UPDATE expiring_points SET points = 1",
                "UPDATE expiring_points SET points = 540",
                "ending day",
            ),
            (
                "UPDATE ledger_head SET position = 8",
                "UPDATE ledger_head SET position = 7",
                "entries 8 to 8 are missing",
            ),
            (
                "UPDATE transfer SET points = 99 WHERE position = 3",
                "UPDATE transfer SET points = 100 WHERE position = 3",
                "entry 3 ",
            ),
            (
                "UPDATE transfer SET why = 'gift' WHERE position = 7",
                "UPDATE transfer SET why = 'A course' WHERE position = 7",
                "entry 7 ",
            ),
            (
                "UPDATE transfer SET position = 9 WHERE position = 4",
                "UPDATE transfer SET position = 4 WHERE position = 9",
                "entry 4 ",
            ),
        ] {
            side.execute_unprepared(change).await.unwrap();
            let findings = scene.findings().await;
            assert!(
                findings.len() == 1 && findings[0].contains(shown),
                "{change}: {findings:?}"
            );
            side.execute_unprepared(undo).await.unwrap();
        }
        assert_eq!(scene.findings().await, Vec::<String>::new());
        side.execute_unprepared("UPDATE hold SET outcome = 'posted'")
            .await
            .unwrap();
        assert!(scene.findings().await[0].starts_with("hold "));
    }
}
