use contract::{RedemptionState, RewardRefusal, Role, Wallet};
use storage::rewards::{self, RedemptionConflict};
use storage::{AccountScope, Conflict, DatabaseSettings, Db, Error, Result};
use uuid::Uuid;

use super::{Scene, code, earn, occasion, redeem};
use crate::fixture::{Bench, benches, now};

/// As many clients as want the last pieces at once.
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

/// Everyone asks at once, spread over the processes.
async fn all_ask(scene: &Scene<'_>, people: &[AccountScope], reward: &str) -> Vec<Result<Uuid>> {
    let processes = processes(scene.bench).await;
    let spread = people.iter().cycle().zip(processes.iter().cycle());
    let asks: Vec<_> = spread
        .take(CLIENTS)
        .map(|(who, db)| {
            let (who, db, versions) = (who.clone(), db.clone(), scene.versions.clone());
            let reward = reward.to_owned();
            tokio::spawn(async move {
                let told = redeem(&db, &who, &versions, Uuid::now_v7(), &reward, now(0));
                told.await.map(|told| told.news.redemption)
            })
        })
        .collect();
    let mut outcomes = Vec::new();
    for ask in asks {
        outcomes.push(ask.await.unwrap());
    }
    outcomes
}

/// How many got it; everyone else was told why not.
fn given(outcomes: &[Result<Uuid>], refusal: RewardRefusal) -> usize {
    let is_refused = |outcome: &&Result<Uuid>| {
        let why = RedemptionConflict::Refused(refusal);
        matches!(outcome, Err(Error::Conflict(Conflict::Redemption(found))) if *found == why)
    };
    let given = outcomes.iter().filter(|outcome| outcome.is_ok()).count();
    let refused = outcomes.iter().filter(is_refused).count();
    assert_eq!(given + refused, CLIENTS, "{outcomes:?}");
    given
}

#[tokio::test(flavor = "multi_thread")]
async fn sixty_four_clients_of_four_companies_get_the_last_ten() {
    for bench in &benches().await {
        let changes = [("stock = 24\nlimit_per_account = 4", "stock = 10")];
        let scene = Scene::new(bench, &changes).await;
        let mut people = vec![scene.mika.clone()];
        for name in ["Nordlicht", "Brightwell", "Chengyang"] {
            let account = bench.account(name).await;
            let admin = format!("Admin of {name}");
            people.push(bench.person(account, &admin, Role::AccountAdmin).await);
        }
        for who in &people {
            earn(&bench.db, who, Wallet::Company, 100_000).await;
        }
        let outcomes = all_ask(&scene, &people, "remote-workshop").await;
        assert_eq!(given(&outcomes, RewardRefusal::SoldOut), 10);
        assert_eq!(scene.left(&scene.mika, "remote-workshop").await, Some(0));
        let mut balances = 0;
        for who in &people {
            balances += scene.balance(who, Wallet::Company).await;
        }
        assert_eq!(balances, 400_000 - 10 * 800);
        assert_eq!(scene.findings().await, Vec::<String>::new());
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn sixty_four_clients_of_one_company_spend_no_more_than_is_there() {
    for bench in &benches().await {
        let changes = [("stock = 24\nlimit_per_account = 4", "stock = 100")];
        let scene = Scene::new(bench, &changes).await;
        scene
            .earn(&scene.mika, Wallet::Company, 10 * 800 + 799)
            .await;
        let people = [scene.mika.clone(), scene.kenta.clone()];
        let outcomes = all_ask(&scene, &people, "remote-workshop").await;
        assert_eq!(given(&outcomes, RewardRefusal::Points), 10);
        assert_eq!(scene.balance(&scene.mika, Wallet::Company).await, 799);
        assert_eq!(scene.left(&scene.mika, "remote-workshop").await, Some(90));
        assert_eq!(scene.findings().await, Vec::<String>::new());
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_limit_holds_though_all_ask_at_once() {
    for bench in &benches().await {
        let scene = Scene::new(bench, &[]).await;
        scene.earn(&scene.mika, Wallet::Company, 1_000_000).await;
        let people = [scene.mika.clone(), scene.kenta.clone()];
        let outcomes = all_ask(&scene, &people, "remote-workshop").await;
        assert_eq!(given(&outcomes, RewardRefusal::AccountLimit), 4);
    }
}

/// Decides on `id` from every process at once, each client in its own way.
async fn all_decide(scene: &Scene<'_>, id: Uuid) -> Vec<Result<RedemptionState>> {
    let processes = processes(scene.bench).await;
    let decisions: Vec<_> = processes
        .iter()
        .cycle()
        .take(CLIENTS)
        .enumerate()
        .map(|(client, db)| {
            let (db, who, asker) = (db.clone(), scene.kenta.clone(), scene.mika.clone());
            tokio::spawn(async move {
                let (who, asker, code) = (&who, &asker, &code());
                let decide = |tx| async move {
                    let at = occasion(1);
                    match client % 3 {
                        0 => rewards::approve(&tx, who, id, None, code, at).await,
                        1 => rewards::decline(&tx, who, id, None, at).await,
                        _ => rewards::cancel(&tx, asker, id, None, at).await,
                    }
                };
                db.write(decide).await.map(|told| told.news.state)
            })
        })
        .collect();
    let mut outcomes = Vec::new();
    for decision in decisions {
        outcomes.push(decision.await.unwrap());
    }
    outcomes
}

#[tokio::test(flavor = "multi_thread")]
async fn of_many_decisions_at_once_one_counts() {
    for bench in &benches().await {
        let scene = Scene::new(bench, &[]).await;
        scene.earn(&scene.mika, Wallet::Company, 800).await;
        let id = scene.asked(&scene.mika, "remote-workshop", 0).await;
        let outcomes = all_decide(&scene, id).await;
        let counted: Vec<_> = outcomes.iter().flatten().copied().collect();
        assert_eq!(counted.len(), 1, "{outcomes:?}");
        assert_eq!(scene.state(id).await, counted[0]);
        let is_told = |outcome: &&Result<RedemptionState>| {
            matches!(outcome, Err(Error::Conflict(Conflict::Redemption(_))))
        };
        assert_eq!(outcomes.iter().filter(is_told).count(), CLIENTS - 1);
        let kept = counted[0] == RedemptionState::Approved;
        let balance = scene.balance(&scene.mika, Wallet::Company).await;
        assert_eq!(balance, if kept { 0 } else { 800 });
        let left = scene.left(&scene.mika, "remote-workshop").await;
        assert_eq!(left, Some(if kept { 23 } else { 24 }));
        assert_eq!(scene.findings().await, Vec::<String>::new());
    }
}
