use contract::RedemptionState::{Approved, Declined, Fulfilled, Waiting};
use contract::{Locale, Role, Tier};
use jiff::Timestamp;
use storage::demo::{self, DemoSummary};
use storage::{Error, PageRequest, Scope, accounts, audit, members, programme, rewards, waiting};

use crate::fixture::{Bench, LIMITS, at, benches, now, versions};

async fn seeded(bench: &Bench, at: Timestamp) -> DemoSummary {
    demo::seed(&bench.db, at, "hash").await.unwrap()
}

#[tokio::test]
async fn the_demo_is_made_once_and_every_page_has_something_to_show() {
    for bench in benches().await {
        let first = seeded(&bench, now(0)).await;
        assert_eq!((first.is_new, first.accounts, first.members), (true, 4, 60));
        assert_eq!(first.sign_ins.len(), 4 * 2 + 3);
        let again = seeded(&bench, now(3600)).await;
        assert_eq!((again.is_new, again.events), (false, first.events));

        let found = members::credentials_by_email(&bench.db, "mika.tanaka@hoshino.example")
            .await
            .unwrap()
            .unwrap();
        assert_eq!(
            (found.role, found.password_hash.as_deref()),
            (Role::AccountAdmin, Some("hash"))
        );
        let Scope::Customer(mika) = bench.signed_in(found.id, "mika", 0).await else {
            panic!("a customer")
        };
        let numbers = programme::home_numbers(&bench.db, &versions(), &mika, Locale::Ja, now(0))
            .await
            .unwrap();
        assert_eq!(
            numbers.tier.map(|tier| (tier.current, tier.next)),
            Some((Tier::Gold, None))
        );
        assert!(numbers.company_points > 0 && numbers.my_points > 0);
        assert!(numbers.months.iter().all(|month| month.earned > 0));
        assert!(numbers.months.iter().any(|month| month.spent > 0));
        let facts = waiting::facts(&bench.db, &mika, now(0)).await.unwrap();
        assert_eq!(
            (
                facts.open_invitations,
                facts.expired_invitations,
                facts.active_admins
            ),
            (2, 1, 2)
        );
        assert_eq!(facts.members_without_team, 1);
        let history = audit::list_for_account(&bench.db, &mika, &PageRequest::default())
            .await
            .unwrap();
        assert!(history.items.len() > 40);
        let people = members::list(&bench.db, &mika, None, &PageRequest::default())
            .await
            .unwrap()
            .items;
        assert_eq!(people.len(), 24);
        assert!(
            accounts::view(&bench.db, &versions(), &mika, now(0))
                .await
                .unwrap()
                .active_members
                == 20
        );
        let listed = accounts::list(
            &bench.db,
            &versions(),
            &bench.operator().await,
            &PageRequest::default(),
            now(0),
        )
        .await
        .unwrap();
        let tiers: Vec<Tier> = listed.items.iter().map(|account| account.tier).collect();
        assert_eq!(
            tiers,
            [Tier::Bronze, Tier::Gold, Tier::Silver, Tier::Silver]
        );
        assert_eq!(accounts::count_real(&bench.db).await.unwrap(), 0);
        assert!(LIMITS.idle < LIMITS.absolute);
    }
}

#[tokio::test]
async fn a_company_close_to_gold_is_told_when() {
    let bench = benches().await.remove(0);
    seeded(&bench, now(0)).await;
    let found = members::credentials_by_email(&bench.db, "jonas.weber@nordlicht.example")
        .await
        .unwrap()
        .unwrap();
    let Scope::Customer(jonas) = bench.signed_in(found.id, "jonas", 0).await else {
        panic!("a customer")
    };
    let tier = programme::home_numbers(&bench.db, &versions(), &jonas, Locale::En, now(0))
        .await
        .unwrap()
        .tier
        .unwrap();
    let next = tier.next.unwrap();
    assert_eq!((tier.current, next.tier), (Tier::Silver, Tier::Gold));
    let part = &next.parts[0];
    assert_eq!(part.need, 10_000);
    assert!((9_000..10_000).contains(&part.have), "{}", part.have);
    let expected = part.expected_on.as_deref();
    assert!(expected.unwrap().starts_with("2026-12"));
}

#[tokio::test]
async fn a_database_with_real_companies_refuses_the_demo() {
    for bench in benches().await {
        bench.account("A real company").await;
        let refused = demo::seed(&bench.db, at(0).now, "hash").await;
        assert!(matches!(refused, Err(Error::Refused(_))));
        assert!(
            accounts::find_by_name(&bench.db, "Hoshino Precision")
                .await
                .unwrap()
                .is_none()
        );
    }
}

#[tokio::test]
async fn people_of_the_demo_have_asked_for_rewards() {
    for bench in benches().await {
        let versions = crate::rewards::programme(&[]);
        let made = demo::seed(&bench.db, now(0), "hash").await;
        assert!(made.unwrap().is_new);
        let person = async |email: &str| {
            let found = members::credentials_by_email(&bench.db, email).await;
            let found = found.unwrap().unwrap();
            match bench.signed_in(found.id, email, 0).await {
                Scope::Customer(scope) => scope,
                Scope::Staff(_) => panic!("a customer"),
            }
        };
        let mika = person("mika.tanaka@hoshino.example").await;
        let (filter, page) = (rewards::Filter::default(), PageRequest::default());
        let list = rewards::list(
            &bench.db,
            &mika,
            &versions,
            filter,
            Locale::Ja,
            &page,
            now(0),
        );
        let states = list.await.unwrap().items.into_iter().map(|item| item.state);
        let expected = [Waiting, Fulfilled, Approved, Fulfilled, Declined];
        assert_eq!(states.collect::<Vec<_>>(), expected);
        let facts = waiting::facts(&bench.db, &mika, now(0)).await.unwrap();
        assert_eq!((facts.requests_to_decide, facts.rewards_ready), (1, 1));
        let grace = person("grace.bennett@brightwell.example").await;
        let catalogue = rewards::catalogue(&bench.db, &grace, &versions, Locale::En, now(0));
        assert_eq!(catalogue.await.unwrap().approvers, 0);
        let verified = storage::ledger::verify(&bench.db, |_| {}).await.unwrap();
        assert!(verified.iter().all(|account| account.findings.is_empty()));
    }
}
