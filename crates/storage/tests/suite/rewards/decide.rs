use contract::{Locale, RedemptionState, Role, UpdateMember, Wallet};
use storage::rewards::{self, Filter, RedemptionConflict};
use storage::{Error, PageRequest, StaffScope, members};
use uuid::Uuid;

use super::{HOUR, Scene, occasion, why};
use crate::fixture::{benches, now};

#[tokio::test]
async fn an_admin_agrees_to_anothers_request_and_staff_fulfil_it() {
    for bench in &benches().await {
        let scene = Scene::new(bench, &[]).await;
        scene.earn(&scene.mika, Wallet::Company, 1_000).await;
        let asked = scene.ask(&scene.mika, "remote-workshop", 0).await.unwrap();
        assert_eq!(asked.people[0].name, "Kenta Hoshino");
        let id = asked.news.redemption;
        assert_eq!(
            why(scene.approve(&scene.mika, id, 1).await),
            RedemptionConflict::OwnRequest
        );
        assert!(matches!(
            scene.approve(&scene.yuto, id, 1).await,
            Err(Error::Forbidden)
        ));
        let told = scene.approve(&scene.kenta, id, 2).await.unwrap();
        assert_eq!(told.people[0].name, "Mika Tanaka");
        assert_eq!(scene.state(id).await, RedemptionState::Approved);
        for again in [
            scene.approve(&scene.kenta, id, 3).await,
            scene.decline(&scene.kenta, id, 3).await,
            scene.cancel(&scene.mika, id, 3).await,
        ] {
            assert_eq!(why(again), RedemptionConflict::Approved);
        }

        let operator = &bench.operator().await;
        let writer = &StaffScope {
            role: Role::Writer,
            ..operator.clone()
        };
        let list = async |who, state| {
            let page = PageRequest::default();
            rewards::fulfilments(&bench.db, who, state, &scene.versions, Locale::En, &page).await
        };
        assert!(matches!(
            list(writer, RedemptionState::Approved).await,
            Err(Error::Forbidden)
        ));
        let open = list(operator, RedemptionState::Approved).await.unwrap();
        assert_eq!(open.items.len(), 1);
        assert_eq!(open.items[0].account_name, "Hoshino");
        let fulfil = async |who| {
            let write = |tx| async move {
                rewards::fulfil(&tx, who, id, Some("On 3 December"), occasion(4)).await
            };
            bench.db.write(write).await
        };
        assert!(matches!(fulfil(writer).await, Err(Error::Forbidden)));
        assert_eq!(
            fulfil(operator).await.unwrap().people[0].name,
            "Mika Tanaka"
        );
        assert_eq!(why(fulfil(operator).await), RedemptionConflict::NotApproved);
        let seen = scene.look(&scene.mika, id).await.unwrap();
        assert_eq!(
            (seen.state, seen.fulfilment_note.as_deref()),
            (RedemptionState::Fulfilled, Some("On 3 December"))
        );
        assert_eq!(
            list(operator, RedemptionState::Fulfilled)
                .await
                .unwrap()
                .items
                .len(),
            1
        );
        assert_eq!(scene.balance(&scene.mika, Wallet::Company).await, 200);
        assert_eq!(scene.findings().await, Vec::<String>::new());
    }
}

#[tokio::test]
async fn a_code_is_given_with_the_word_of_an_admin() {
    for bench in &benches().await {
        let scene = Scene::new(bench, &[]).await;
        scene.earn(&scene.yuto, Wallet::Mine, 400).await;
        let id = scene.asked(&scene.yuto, "conference-seat", 0).await;
        assert_eq!(scene.look(&scene.yuto, id).await.unwrap().code, None);
        scene.approve(&scene.mika, id, 1).await.unwrap();
        let seen = scene.look(&scene.yuto, id).await.unwrap();
        assert_eq!(
            (seen.state, seen.decided_by.as_deref()),
            (RedemptionState::Fulfilled, Some("Mika Tanaka"))
        );
        assert!(seen.code.unwrap().starts_with("KZ-"));
        assert_eq!(scene.balance(&scene.yuto, Wallet::Mine).await, 0);
    }
}

#[tokio::test]
async fn what_is_refused_or_taken_back_is_there_again() {
    for bench in &benches().await {
        let scene = Scene::new(bench, &[("stock = 24", "stock = 1")]).await;
        scene.earn(&scene.mika, Wallet::Company, 800).await;
        let id = scene.asked(&scene.mika, "remote-workshop", 0).await;
        assert_eq!(
            why(scene.decline(&scene.mika, id, 1).await),
            RedemptionConflict::OwnRequest
        );
        scene.decline(&scene.kenta, id, 1).await.unwrap();
        assert_eq!(
            why(scene.approve(&scene.kenta, id, 2).await),
            RedemptionConflict::Decided
        );
        let id = scene.asked(&scene.mika, "remote-workshop", 3).await;
        assert!(matches!(
            scene.cancel(&scene.kenta, id, 4).await,
            Err(Error::Forbidden)
        ));
        assert!(matches!(
            scene.cancel(&scene.yuto, id, 4).await,
            Err(Error::NotFound)
        ));
        scene.cancel(&scene.mika, id, 4).await.unwrap();
        // Approved, the vendor alone takes it back, with a reason.
        let id = scene.asked(&scene.mika, "remote-workshop", 5).await;
        scene.approve(&scene.kenta, id, 6).await.unwrap();
        let operator = &bench.operator().await;
        let withdraw = |tx| async move {
            rewards::withdraw(&tx, operator, id, "The trainer is ill", occasion(7)).await
        };
        let told = bench.db.write(withdraw).await.unwrap();
        assert_eq!(told.news.note.as_deref(), Some("The trainer is ill"));
        assert_eq!(
            why(bench.db.write(withdraw).await),
            RedemptionConflict::Decided
        );
        assert_eq!(scene.state(id).await, RedemptionState::Cancelled);
        assert_eq!(scene.balance(&scene.mika, Wallet::Company).await, 800);
        assert_eq!(scene.left(&scene.mika, "remote-workshop").await, Some(1));
        assert_eq!(scene.findings().await, Vec::<String>::new());
    }
}

#[tokio::test]
async fn who_lost_the_role_or_left_is_asked_again_inside() {
    for bench in &benches().await {
        let scene = Scene::new(bench, &[]).await;
        scene.earn(&scene.yuto, Wallet::Mine, 800).await;
        let id = scene.asked(&scene.yuto, "conference-seat", 0).await;
        let (mika, kenta) = (&scene.mika, scene.kenta.member);
        let demote = |role| UpdateMember {
            role: Some(role),
            persona: None,
            team: None,
        };
        let change = &demote(Role::Member);
        let update =
            |tx| async move { members::update(&tx, mika, kenta, change, occasion(1)).await };
        bench.db.write(update).await.unwrap();
        // Kenta's session still says admin.
        assert!(matches!(
            scene.approve(&scene.kenta, id, 2).await,
            Err(Error::Forbidden)
        ));
        let yuto = scene.yuto.member;
        let leave = |tx| async move { members::deactivate(&tx, mika, yuto, occasion(3)).await };
        bench.db.write(leave).await.unwrap();
        assert_eq!(
            why(scene.approve(&scene.mika, id, 4).await),
            RedemptionConflict::AskerLeft
        );
        assert!(matches!(
            scene.ask(&scene.yuto, "reference-books", 4).await,
            Err(Error::Forbidden)
        ));
        assert_eq!(scene.decline(&scene.mika, id, 5).await.unwrap().people, []);
        assert_eq!(scene.balance(&scene.yuto, Wallet::Mine).await, 800);
    }
}

#[tokio::test]
async fn people_see_their_own_and_admins_the_companys() {
    for bench in &benches().await {
        let scene = Scene::new(bench, &[]).await;
        scene.earn(&scene.mika, Wallet::Company, 800).await;
        scene.earn(&scene.yuto, Wallet::Mine, 400).await;
        let workshop = scene.asked(&scene.mika, "remote-workshop", 0).await;
        let seat = scene.asked(&scene.yuto, "conference-seat", 1).await;
        let list = async |who, state, is_mine| {
            let (filter, page) = (Filter { state, is_mine }, PageRequest::default());
            let list = rewards::list(
                &bench.db,
                who,
                &scene.versions,
                filter,
                Locale::En,
                &page,
                now(HOUR),
            );
            let items = list.await.unwrap().items.into_iter();
            items
                .map(|item| (item.id.0.parse().unwrap(), item.can_decide, item.can_cancel))
                .collect::<Vec<(Uuid, bool, bool)>>()
        };
        assert_eq!(
            list(&scene.mika, None, false).await,
            [(seat, true, false), (workshop, false, true)]
        );
        assert_eq!(
            list(&scene.mika, None, true).await,
            [(workshop, false, true)]
        );
        assert_eq!(
            list(&scene.kenta, Some(RedemptionState::Waiting), false)
                .await
                .len(),
            2
        );
        assert_eq!(list(&scene.yuto, None, false).await, [(seat, false, true)]);
        assert_eq!(
            list(&scene.mika, Some(RedemptionState::Fulfilled), false).await,
            []
        );
        assert!(matches!(
            scene.look(&scene.yuto, workshop).await,
            Err(Error::NotFound)
        ));
        let other = bench.account("Nordlicht").await;
        let stranger = &bench.person(other, "Anna Admin", Role::AccountAdmin).await;
        assert!(matches!(
            scene.look(stranger, seat).await,
            Err(Error::NotFound)
        ));
        for foreign in [
            scene.approve(stranger, seat, 2).await,
            scene.decline(stranger, seat, 2).await,
            scene.cancel(stranger, seat, 2).await,
        ] {
            assert!(matches!(foreign, Err(Error::NotFound)), "{foreign:?}");
        }
    }
}
