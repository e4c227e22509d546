use std::sync::atomic::{AtomicU32, Ordering};
use std::time::Duration;

use storage::idempotency::{self, Answer, Attempt, Outcome};
use storage::{Error, accounts};
use uuid::Uuid;

use crate::fixture::{at, benches, now};

const BODY: [u8; 32] = [1; 32];
const OTHER_BODY: [u8; 32] = [2; 32];

fn answer() -> Answer {
    Answer {
        status: 201,
        body: "{}".to_owned(),
    }
}

#[tokio::test]
async fn the_same_key_has_one_effect() {
    for bench in benches().await {
        let runs = &AtomicU32::new(0);
        let attempt = Attempt {
            person: Uuid::nil(),
            key: "key",
            fingerprint: &BODY,
        };
        let run = async |attempt| {
            let effect = |_tx| async move {
                runs.fetch_add(1, Ordering::SeqCst);
                Ok(answer())
            };
            idempotency::run(&bench.db, attempt, now(0), effect)
                .await
                .unwrap()
        };
        assert_eq!(run(attempt).await, Outcome::Fresh(answer()));
        assert_eq!(run(attempt).await, Outcome::Replay(answer()));
        assert_eq!(
            run(Attempt {
                fingerprint: &OTHER_BODY,
                ..attempt
            })
            .await,
            Outcome::Mismatch
        );
        assert_eq!(runs.load(Ordering::SeqCst), 1);
        let other = Attempt {
            person: Uuid::max(),
            fingerprint: &OTHER_BODY,
            ..attempt
        };
        assert_eq!(run(other).await, Outcome::Fresh(answer()));
    }
}

#[tokio::test]
async fn a_key_at_work_is_said_to_be() {
    for bench in benches().await {
        let attempt = Attempt {
            person: Uuid::nil(),
            key: "key",
            fingerprint: &BODY,
        };
        let slow = |_tx| async move {
            tokio::time::sleep(Duration::from_millis(300)).await;
            Ok(answer())
        };
        let second = async {
            tokio::time::sleep(Duration::from_millis(100)).await;
            // Another process: a database handle of its own.
            let settings = storage::DatabaseSettings {
                url: bench.url.clone(),
                max_connections: 2,
            };
            let elsewhere = storage::Db::open(&settings).await.unwrap();
            let db = if elsewhere.kind() == storage::DatabaseKind::Postgres {
                &elsewhere
            } else {
                &bench.db
            };
            idempotency::run(db, attempt, now(0), |_tx| async move { Ok(answer()) }).await
        };
        let (first, second) =
            tokio::join!(idempotency::run(&bench.db, attempt, now(0), slow), second);
        assert_eq!(first.unwrap(), Outcome::Fresh(answer()));
        assert_eq!(second.unwrap(), Outcome::InFlight);
    }
}

#[tokio::test]
async fn a_failed_effect_keeps_nothing() {
    for bench in benches().await {
        let attempt = Attempt {
            person: Uuid::nil(),
            key: "key",
            fingerprint: &BODY,
        };
        let account = &accounts::NewAccount {
            name: "Hoshino".to_owned(),
            locale: contract::Locale::Ja,
            time_zone: "Asia/Tokyo".to_owned(),
            customer_since: "2024-01-01".parse().unwrap(),
            is_demo: false,
        };
        let failing = |tx| async move {
            accounts::create(&tx, account, at(0)).await?;
            Err(Error::NotFound)
        };
        assert!(
            idempotency::run(&bench.db, attempt, now(0), failing)
                .await
                .is_err()
        );
        assert!(!accounts::has_any(&bench.db).await.unwrap());
        let working = |_tx| async move { Ok(answer()) };
        let outcome = idempotency::run(&bench.db, attempt, now(1), working)
            .await
            .unwrap();
        assert_eq!(outcome, Outcome::Fresh(answer()));
    }
}
