use contract::RewardReach::{No, Now, Soon};
use contract::{
    AccountSpending, Locale, Persona, RedemptionState, RewardRefusal, UpdateMember, Wallet,
};
use storage::rewards::{self, RedemptionConflict};
use storage::{Conflict, Error, ledger, members};
use uuid::Uuid;

use super::{DAY, HOUR, Scene, occasion, refusal, why};
use crate::fixture::{Bench, benches, now};

const FREE: (&str, &str) = (
    "limit_per_member = 2\nneeds_approval = true",
    "limit_per_member = 2\nneeds_approval = false",
);

async fn spending(scene: &Scene<'_>, wanted: &AccountSpending) {
    let mika = &scene.mika;
    let put = |tx| async move { rewards::put_spending(&tx, mika, wanted, occasion(0)).await };
    scene.bench.db.write(put).await.unwrap();
}

const OPEN: AccountSpending = AccountSpending {
    admins: None,
    members_may_ask: true,
    members: Some(500),
    own: Some(200),
};

#[tokio::test]
async fn the_catalogue_says_what_can_be_had_now_and_why_not() {
    for bench in &benches().await {
        let scene = Scene::new(bench, &[]).await;
        scene.earn(&scene.mika, Wallet::Company, 900).await;
        scene.earn(&scene.yuto, Wallet::Mine, 350).await;
        let catalogue = async |who| {
            rewards::catalogue(&bench.db, who, &scene.versions, Locale::Ja, now(HOUR))
                .await
                .unwrap()
        };
        let of_mika = catalogue(&scene.mika).await;
        assert_eq!((of_mika.company_points, of_mika.my_points), (900, 0));
        assert_eq!((of_mika.approval_days, of_mika.approvers), (14, 1));
        let told = of_mika.items.iter().map(|item| {
            let id = item.id.as_str();
            (id, item.reach, item.why, item.missing, item.left)
        });
        let told: Vec<_> = told.collect();
        let tier = Some(RewardRefusal::Tier);
        assert_eq!(
            told,
            [
                ("workshop-on-site", No, tier, None, Some(12)),
                ("line-assessment", No, tier, None, Some(8)),
                ("remote-workshop", Now, None, None, Some(24)),
                ("advanced-course-seats", Now, None, None, Some(60)),
                ("conference-seat", Soon, None, Some(400), Some(40)),
                ("reference-books", Soon, None, Some(200), Some(100)),
            ]
        );
        assert_eq!(of_mika.items[2].name, "オンラインワークショップ");
        assert!(of_mika.items[2].needs_approval);
        let of_yuto = catalogue(&scene.yuto).await;
        assert_eq!((of_yuto.my_points, of_yuto.approvers), (350, 2));
        assert_eq!(of_yuto.items[2].why, Some(RewardRefusal::Role));
        assert_eq!(of_yuto.items[5].reach, Now);
    }
}

#[tokio::test]
async fn what_needs_nobodys_word_is_given_at_once() {
    for bench in &benches().await {
        let code = (
            "limit_per_member = 1\nneeds_approval = true",
            "limit_per_member = 1\nneeds_approval = false",
        );
        let scene = Scene::new(bench, &[FREE, code]).await;
        spending(
            &scene,
            &AccountSpending {
                own: Some(400),
                ..OPEN
            },
        )
        .await;
        scene.earn(&scene.yuto, Wallet::Mine, 1_000).await;
        let seat = scene.ask(&scene.yuto, "conference-seat", 0).await.unwrap();
        assert_eq!(seat.people, [], "nobody has to decide");
        let seat = scene.look(&scene.yuto, seat.news.redemption).await.unwrap();
        assert_eq!(seat.state, RedemptionState::Fulfilled);
        assert!(seat.code.unwrap().starts_with("KZ-"));
        let id = seat.id.0.parse().unwrap();
        assert_eq!(
            scene.look(&scene.mika, id).await.unwrap().code,
            None,
            "it is Yuto's own"
        );

        let books = scene.asked(&scene.yuto, "reference-books", 1).await;
        assert_eq!(scene.state(books).await, RedemptionState::Approved);
        assert_eq!(scene.balance(&scene.yuto, Wallet::Mine).await, 400);
        // Approved, it is held until it is fulfilled, however long that takes.
        ledger::run_due(&bench.db, now(30 * DAY)).await.unwrap();
        assert_eq!(scene.state(books).await, RedemptionState::Approved);
        assert_eq!(scene.balance(&scene.yuto, Wallet::Mine).await, 400);
        let above = AccountSpending {
            own: Some(199),
            ..OPEN
        };
        spending(&scene, &above).await;
        let books = scene.asked(&scene.yuto, "reference-books", 2).await;
        assert_eq!(scene.state(books).await, RedemptionState::Waiting);
        assert_eq!(scene.findings().await, Vec::<String>::new());
    }
}

#[tokio::test]
async fn the_same_redemption_again_changes_nothing() {
    for bench in &benches().await {
        let scene = Scene::new(bench, &[]).await;
        scene.earn(&scene.mika, Wallet::Company, 2_000).await;
        let id = Uuid::now_v7();
        for at in 0..3 {
            let told = scene
                .ask_as(&scene.mika, id, "remote-workshop", at)
                .await
                .unwrap();
            assert_eq!((told.news.redemption, told.people.len()), (id, 1));
        }
        assert_eq!(scene.balance(&scene.mika, Wallet::Company).await, 1_200);
        assert_eq!(scene.left(&scene.mika, "remote-workshop").await, Some(23));
        let other = scene
            .ask_as(&scene.mika, id, "advanced-course-seats", 4)
            .await;
        assert!(matches!(
            other,
            Err(Error::Conflict(Conflict::TransferDiffers))
        ));
        let stranger = scene.ask_as(&scene.kenta, id, "remote-workshop", 4).await;
        assert!(matches!(
            stranger,
            Err(Error::Conflict(Conflict::TransferDiffers))
        ));
    }
}

#[tokio::test]
async fn every_refusal_says_why_and_leaves_nothing_half_done() {
    for bench in &benches().await {
        let changes = [
            (
                "limit_per_account = 4",
                "limit_per_account = 2\npersonas = [\"practitioner\"]",
            ),
            ("stock = 60", "stock = 1"),
        ];
        let scene = Scene::new(bench, &changes).await;
        let Scene { mika, yuto, .. } = &scene;
        assert_eq!(
            refusal(scene.ask(mika, "no-such", 0).await),
            RewardRefusal::Gone
        );
        assert_eq!(
            refusal(scene.ask(mika, "line-assessment", 0).await),
            RewardRefusal::Tier
        );
        assert_eq!(
            refusal(scene.ask(mika, "remote-workshop", 0).await),
            RewardRefusal::Points
        );
        assert_eq!(
            refusal(scene.ask(yuto, "remote-workshop", 0).await),
            RewardRefusal::Role
        );
        scene.earn(mika, Wallet::Company, 3_900).await;
        scene.earn(yuto, Wallet::Mine, 5_000).await;
        // The sum of all counts, so the tier is there now.
        scene.ask(mika, "line-assessment", 0).await.unwrap();
        assert_eq!(
            refusal(scene.ask(mika, "line-assessment", 0).await),
            RewardRefusal::AccountLimit
        );
        scene.ask(mika, "remote-workshop", 0).await.unwrap();
        scene.ask(mika, "remote-workshop", 0).await.unwrap();
        assert_eq!(
            refusal(scene.ask(mika, "remote-workshop", 0).await),
            RewardRefusal::AccountLimit
        );
        scene.ask(mika, "advanced-course-seats", 0).await.unwrap();
        assert_eq!(
            refusal(scene.ask(mika, "advanced-course-seats", 0).await),
            RewardRefusal::SoldOut
        );
        scene.ask(yuto, "conference-seat", 0).await.unwrap();
        assert_eq!(
            refusal(scene.ask(yuto, "conference-seat", 0).await),
            RewardRefusal::MemberLimit
        );
        become_executive(&scene, bench).await;
        assert_eq!(
            refusal(scene.ask(mika, "remote-workshop", 0).await),
            RewardRefusal::Persona
        );
        assert_eq!(
            scene.balance(mika, Wallet::Company).await,
            3_900 - 1_000 - 1_600 - 450
        );
        assert_eq!(scene.balance(yuto, Wallet::Mine).await, 4_600);
        assert_eq!(scene.findings().await, Vec::<String>::new());
    }
}

async fn become_executive(scene: &Scene<'_>, bench: &Bench) {
    let (kenta, mika) = (&scene.kenta, scene.mika.member);
    let change = &UpdateMember {
        role: None,
        persona: Some(Persona::Executive),
        team: None,
    };
    let update = |tx| async move { members::update(&tx, kenta, mika, change, occasion(0)).await };
    bench.db.write(update).await.unwrap();
}

#[tokio::test]
async fn a_tier_lost_a_second_ago_gives_nothing() {
    for bench in &benches().await {
        let scene = Scene::new(bench, &[]).await;
        scene.earn(&scene.mika, Wallet::Company, 4_000).await;
        // Earned in 2026, silver stays through 2027: the last second of it, in Tokyo.
        let start = now(0).as_second();
        let end: jiff::Timestamp = "2027-12-31T15:00:00Z".parse().unwrap();
        let last = end.as_second() - start - 1;
        scene
            .ask(&scene.mika, "line-assessment", last)
            .await
            .unwrap();
        let late = scene.ask(&scene.mika, "line-assessment", last + 1).await;
        assert_eq!(refusal(late), RewardRefusal::Tier);
        assert_eq!(scene.balance(&scene.mika, Wallet::Company).await, 3_000);
    }
}

#[tokio::test]
async fn limits_begin_anew_with_the_companys_year() {
    for bench in &benches().await {
        let scene = Scene::new(bench, &[]).await;
        scene.earn(&scene.yuto, Wallet::Mine, 5_000).await;
        let end: jiff::Timestamp = "2026-12-31T15:00:00Z".parse().unwrap();
        let last = end.as_second() - now(0).as_second() - 1;
        scene
            .ask(&scene.yuto, "conference-seat", last)
            .await
            .unwrap();
        let again = scene.ask(&scene.yuto, "conference-seat", last).await;
        assert_eq!(refusal(again), RewardRefusal::MemberLimit);
        scene
            .ask(&scene.yuto, "conference-seat", last + 1)
            .await
            .unwrap();
    }
}

#[tokio::test]
async fn a_programme_that_has_ended_gives_nothing() {
    for bench in &benches().await {
        let ends =
            "notice_days = 60\nends = { earning_until = 2026-06-30, redeeming_until = 2026-10-31 }";
        let scene = Scene::new(bench, &[("notice_days = 60", ends)]).await;
        scene.earn(&scene.mika, Wallet::Company, 2_000).await;
        let late = scene.ask(&scene.mika, "remote-workshop", 0).await;
        assert_eq!(refusal(late), RewardRefusal::Ended);
    }
}

#[tokio::test]
async fn a_company_opens_and_closes_its_wallet() {
    for bench in &benches().await {
        let changes = [(
            "limit_per_account = 4\nneeds_approval = true",
            "limit_per_account = 4\nneeds_approval = false",
        )];
        let scene = Scene::new(bench, &changes).await;
        scene.earn(&scene.mika, Wallet::Company, 9_000).await;
        let read = async |who| rewards::spending(&bench.db, who, &scene.versions, now(0)).await;
        let programme = AccountSpending {
            admins: Some(0),
            members_may_ask: false,
            members: Some(0),
            own: Some(0),
        };
        assert_eq!(read(&scene.mika).await.unwrap(), programme);
        assert!(matches!(read(&scene.yuto).await, Err(Error::Forbidden)));
        spending(&scene, &OPEN).await;
        assert_eq!(read(&scene.kenta).await.unwrap(), OPEN);
        let own = scene.asked(&scene.mika, "remote-workshop", 0).await;
        assert_eq!(scene.state(own).await, RedemptionState::Approved);
        let of_yuto = scene.asked(&scene.yuto, "remote-workshop", 0).await;
        assert_eq!(scene.state(of_yuto).await, RedemptionState::Waiting);
        spending(
            &scene,
            &AccountSpending {
                members_may_ask: false,
                members: Some(0),
                ..OPEN
            },
        )
        .await;
        assert_eq!(
            refusal(scene.ask(&scene.yuto, "remote-workshop", 0).await),
            RewardRefusal::Role
        );
        // What waits goes on waiting.
        scene.approve(&scene.mika, of_yuto, 1).await.unwrap();
    }
}

#[tokio::test]
async fn a_request_runs_out_with_its_hold_and_gives_everything_back() {
    for bench in &benches().await {
        let scene = Scene::new(bench, &[("stock = 24", "stock = 1")]).await;
        scene.earn(&scene.mika, Wallet::Company, 800).await;
        let id = scene.asked(&scene.mika, "remote-workshop", 0).await;
        let due = now(14 * DAY);
        // A second before the job looks, it is late already.
        assert_eq!(
            why(scene.approve(&scene.kenta, id, 14 * DAY).await),
            RedemptionConflict::RanOut
        );
        let told = std::sync::Mutex::new(Vec::new());
        let mails = |news: &rewards::Told| {
            told.lock().unwrap().push(news.clone());
            Vec::new()
        };
        let done = ledger::run_due_telling(&bench.db, due, &mails)
            .await
            .unwrap();
        assert_eq!(done.holds, 1);
        let told = told.into_inner().unwrap();
        assert_eq!(told[0].people[0].name, "Mika Tanaka");
        assert_eq!(scene.state(id).await, RedemptionState::RanOut);
        assert_eq!(scene.balance(&scene.mika, Wallet::Company).await, 800);
        assert_eq!(scene.left(&scene.mika, "remote-workshop").await, Some(1));
        assert_eq!(ledger::run_due(&bench.db, due).await.unwrap().holds, 0);
        scene
            .ask(&scene.kenta, "remote-workshop", 15 * DAY)
            .await
            .unwrap();
        assert_eq!(
            why(scene.cancel(&scene.mika, id, 15 * DAY).await),
            RedemptionConflict::RanOut
        );
        assert_eq!(scene.findings().await, Vec::<String>::new());
    }
}
