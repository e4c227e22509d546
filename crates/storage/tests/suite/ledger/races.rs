use contract::{Role, Wallet};
use jiff::Timestamp;
use loyalty::Points;
use loyalty::ledger::Outcome;
use storage::programme::{self, Award, Change, NewEvent};
use storage::{AccountScope, Conflict, DatabaseSettings, Db, Error, Result, ledger};
use uuid::Uuid;

use super::{Scene, hold};
use crate::fixture::{Bench, benches, now};

/// As many clients as want the last points at once.
const CLIENTS: usize = 64;

/// The database as three processes have it open; SQLite belongs to one.
async fn processes(bench: &Bench) -> Vec<Db> {
    if bench.db.kind() == storage::DatabaseKind::Sqlite {
        return vec![bench.db.clone()];
    }
    let mut all = Vec::new();
    for _ in 0..3 {
        let settings = DatabaseSettings {
            url: bench.url.clone(),
            max_connections: 8,
        };
        all.push(Db::open(&settings).await.unwrap());
    }
    all
}

/// Runs one task for each client, spread over the processes.
async fn all_at_once<F, Fut>(processes: &[Db], task: F) -> Vec<Result<()>>
where
    F: Fn(Db, usize) -> Fut,
    Fut: Future<Output = Result<()>> + Send + 'static,
{
    let spread = processes.iter().cycle().take(CLIENTS).enumerate();
    let tasks: Vec<_> = spread
        .map(|(client, db)| tokio::spawn(task(db.clone(), client)))
        .collect();
    let mut outcomes = Vec::new();
    for task in tasks {
        outcomes.push(task.await.unwrap());
    }
    outcomes
}

fn is_refused(outcome: &Result<()>) -> bool {
    matches!(outcome, Err(Error::Conflict(Conflict::NotEnoughPoints)))
}

#[tokio::test(flavor = "multi_thread")]
async fn sixty_four_clients_get_the_points_of_ten() {
    for bench in &benches().await {
        let scene = Scene::new(bench).await;
        for number in 0..100 {
            scene
                .earn(&number.to_string(), Wallet::Company, number, 10, None)
                .await;
        }
        let processes = processes(bench).await;
        let outcomes = all_at_once(&processes, |db, client| {
            let (ken, id) = (scene.ken.clone(), Uuid::from_u128(client as u128));
            async move { hold(&db, &ken, id, Wallet::Company, 200, 95).await }
        });
        let outcomes = outcomes.await;
        let given = outcomes.iter().filter(|outcome| outcome.is_ok()).count();
        let refused = outcomes
            .iter()
            .filter(|outcome| is_refused(outcome))
            .count();
        assert_eq!((given, refused), (10, CLIENTS - 10), "{outcomes:?}");
        assert_eq!(scene.balance(Wallet::Company).await, 50);
        assert_eq!(scene.findings().await, Vec::<String>::new());
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_hold_told_sixty_four_times_is_one_and_ends_once() {
    for bench in &benches().await {
        let scene = Scene::new(bench).await;
        scene.earn("1", Wallet::Mine, 0, 1_000, None).await;
        let (processes, id) = (processes(bench).await, Uuid::from_u128(1));
        let held = all_at_once(&processes, |db, _| {
            let ken = scene.ken.clone();
            async move { hold(&db, &ken, id, Wallet::Mine, 1, 300).await }
        });
        assert!(held.await.iter().all(Result::is_ok));
        assert_eq!(scene.balance(Wallet::Mine).await, 700);
        // Half post it, half void it.
        let ended = all_at_once(&processes, |db, client| {
            let account = scene.ken.account;
            let outcome = if client % 2 == 0 {
                Outcome::Posted
            } else {
                Outcome::Voided
            };
            async move {
                let end = |tx| async move {
                    ledger::resolve(&tx, account, id, outcome, None, now(2)).await
                };
                db.write(end).await
            }
        });
        let ended = ended.await;
        assert_eq!(
            ended.iter().filter(|outcome| outcome.is_ok()).count(),
            CLIENTS / 2
        );
        let balance = scene.balance(Wallet::Mine).await;
        assert_eq!(balance, if ended[0].is_ok() { 700 } else { 1_000 });
        assert_eq!(scene.findings().await, Vec::<String>::new());
    }
}

fn order(scope: &AccountScope, id: usize, at: Timestamp) -> NewEvent {
    NewEvent {
        account: scope.account,
        member: None,
        source: "erp".to_owned(),
        external_id: format!("{}-{id}", scope.account),
        kind: "purchase.completed".to_owned(),
        subject: "An order".to_owned(),
        occurred_at: at,
        received_at: at,
        data: serde_json::json!({}),
        awards: vec![Award::plain(None, Change::Earned(Points::new(1)))],
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn batches_over_the_same_companies_in_any_order_wait_for_one_another() {
    for bench in &benches().await {
        let scene = Scene::new(bench).await;
        let mut scopes = vec![scene.ken.clone()];
        for name in ["Nordlicht", "Brightwell"] {
            let account = bench.account(name).await;
            scopes.push(
                bench
                    .person(account, &format!("Of {name}"), Role::Member)
                    .await,
            );
        }
        let processes = processes(bench).await;
        let outcomes = all_at_once(&processes, |db, client| {
            // Each fact is told by two clients, and the companies turn.
            let mut events: Vec<NewEvent> = scopes
                .iter()
                .map(|scope| order(scope, client / 2, now(1)))
                .collect();
            events.rotate_left(client % 3);
            async move {
                let events = &events;
                let write = |tx| async move { programme::record_events(&tx, events).await };
                db.write(write).await.map(drop)
            }
        });
        assert!(outcomes.await.iter().all(Result::is_ok));
        for scope in &scopes {
            let balance =
                ledger::balance_at(&bench.db, scope, Wallet::Company, Timestamp::MAX).await;
            assert_eq!(balance.unwrap(), Points::new(32));
        }
        assert_eq!(scene.findings().await, Vec::<String>::new());
    }
}
