use contract::{Role, UpdateMember};
use storage::links::{self, Redemption};
use storage::{AccountScope, Conflict, Db, Error, TokenHash, members};

use crate::fixture::{at, benches, invitation, new_member};

/// Few enough for a quick suite, many enough for a race to show.
const ROUNDS: usize = 8;

async fn demote(db: Db, by: AccountScope, whom: uuid::Uuid) -> Result<(), Error> {
    let change = UpdateMember {
        role: Some(Role::Member),
        ..Default::default()
    };
    let (by, change) = (&by, &change);
    db.write(|tx| async move { members::update(&tx, by, whom, change, at(1)).await })
        .await
        .map(|_| ())
}

#[tokio::test(flavor = "multi_thread")]
async fn two_admins_who_demote_each_other_leave_one() {
    for bench in benches().await {
        for round in 0..ROUNDS {
            let account = bench.account(&format!("Company {round}")).await;
            let one = bench
                .person(account, &format!("One {round}"), Role::AccountAdmin)
                .await;
            let two = bench
                .person(account, &format!("Two {round}"), Role::AccountAdmin)
                .await;
            let (of_two, of_one) = (two.member, one.member);
            let first = tokio::spawn(demote(bench.db.clone(), one.clone(), of_two));
            let second = tokio::spawn(demote(bench.db.clone(), two, of_one));
            let outcomes = [first.await.unwrap(), second.await.unwrap()];
            assert_eq!(
                outcomes.iter().filter(|outcome| outcome.is_ok()).count(),
                1,
                "{outcomes:?}"
            );
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn two_admins_who_resign_at_once_leave_one() {
    for bench in benches().await {
        for round in 0..ROUNDS {
            let account = bench.account(&format!("Company {round}")).await;
            let one = bench
                .person(account, &format!("One {round}"), Role::AccountAdmin)
                .await;
            let two = bench
                .person(account, &format!("Two {round}"), Role::AccountAdmin)
                .await;
            let (own_one, own_two) = (one.member, two.member);
            let first = tokio::spawn(demote(bench.db.clone(), one, own_one));
            let second = tokio::spawn(demote(bench.db.clone(), two, own_two));
            let outcomes = [first.await.unwrap(), second.await.unwrap()];
            let refused = |outcome: &&Result<(), Error>| {
                matches!(outcome, Err(Error::Conflict(Conflict::LastAdmin)))
            };
            assert_eq!(outcomes.iter().filter(refused).count(), 1, "{outcomes:?}");
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_link_redeemed_twice_at_once_works_once() {
    for bench in benches().await {
        let admin = bench
            .person(
                bench.account("Hoshino").await,
                "Mika Tanaka",
                Role::AccountAdmin,
            )
            .await;
        for round in 0..ROUNDS {
            let token = format!("token{round}");
            bench.invited(&admin, &token).await;
            let redeem = |db: Db, token: String| async move {
                let choice = &Redemption {
                    password_hash: "hash".to_owned(),
                    name: None,
                    locale: None,
                };
                let hash = &TokenHash::of(&token);
                db.write(|tx| async move { links::redeem(&tx, hash, choice, at(1)).await })
                    .await
                    .map(|_| ())
            };
            let first = tokio::spawn(redeem(bench.db.clone(), token.clone()));
            let second = tokio::spawn(redeem(bench.db.clone(), token));
            let outcomes = [first.await.unwrap(), second.await.unwrap()];
            let late = |outcome: &&Result<(), Error>| matches!(outcome, Err(Error::LinkExpired));
            assert_eq!(outcomes.iter().filter(late).count(), 1, "{outcomes:?}");
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn an_address_invited_twice_at_once_is_invited_once() {
    for bench in benches().await {
        let admin = bench
            .person(
                bench.account("Hoshino").await,
                "Mika Tanaka",
                Role::AccountAdmin,
            )
            .await;
        for round in 0..ROUNDS {
            let invite = |db: Db, admin: AccountScope, name: String, token: String| async move {
                let (member, letter, admin) = (
                    &new_member(&name, Role::Member),
                    &invitation(&token),
                    &admin,
                );
                db.write(
                    |tx| async move { members::invite(&tx, admin, member, letter, at(1)).await },
                )
                .await
                .map(|_| ())
            };
            let first = invite(
                bench.db.clone(),
                admin.clone(),
                format!("Rin {round}"),
                format!("a{round}"),
            );
            let second = invite(
                bench.db.clone(),
                admin.clone(),
                format!("RIN {round}"),
                format!("b{round}"),
            );
            let (first, second) = (tokio::spawn(first), tokio::spawn(second));
            let outcomes = [first.await.unwrap(), second.await.unwrap()];
            let taken = |outcome: &&Result<(), Error>| {
                matches!(outcome, Err(Error::Conflict(Conflict::EmailTaken)))
            };
            assert_eq!(outcomes.iter().filter(taken).count(), 1, "{outcomes:?}");
        }
    }
}
