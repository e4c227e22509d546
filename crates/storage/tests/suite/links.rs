use contract::{LinkKind, Locale, Role};
use storage::links::{self, Redemption};
use storage::{Error, Scope, TokenHash, members};

use crate::fixture::{at, benches, now};

fn redemption() -> Redemption {
    Redemption {
        password_hash: "new".to_owned(),
        name: Some("Rin Mori".to_owned()),
        locale: Some(Locale::Ja),
    }
}

#[tokio::test]
async fn an_invitation_activates_once() {
    for bench in benches().await {
        let admin = bench
            .person(
                bench.account("Hoshino").await,
                "Mika Tanaka",
                Role::AccountAdmin,
            )
            .await;
        let id = bench.invited(&admin, "rin").await;
        let (hash, choice) = (&TokenHash::of("rin"), &redemption());
        let redeem = |tx| async move { links::redeem(&tx, hash, choice, at(1)).await };
        let redeemed = bench.db.write(redeem).await.unwrap();
        assert_eq!((redeemed.member, redeemed.kind), (id, LinkKind::Invitation));
        let found = members::credentials_by_email(&bench.db, "rin@example.com")
            .await
            .unwrap()
            .unwrap();
        assert_eq!(
            (found.name.as_str(), found.password_hash.as_deref()),
            ("Rin Mori", Some("new"))
        );
        assert!(matches!(
            bench.db.write(redeem).await,
            Err(Error::LinkExpired)
        ));
        assert!(
            links::inspect(&bench.db, hash, now(2))
                .await
                .unwrap()
                .is_none()
        );
    }
}

#[tokio::test]
async fn a_link_works_until_its_last_second() {
    for bench in benches().await {
        let admin = bench
            .person(
                bench.account("Hoshino").await,
                "Mika Tanaka",
                Role::AccountAdmin,
            )
            .await;
        bench.invited(&admin, "rin").await;
        let (hash, choice, week) = (&TokenHash::of("rin"), &redemption(), 7 * 24 * 3600);
        assert!(
            links::inspect(&bench.db, hash, now(week - 1))
                .await
                .unwrap()
                .is_some()
        );
        assert!(
            links::inspect(&bench.db, hash, now(week))
                .await
                .unwrap()
                .is_none()
        );
        let late = bench
            .db
            .write(|tx| async move { links::redeem(&tx, hash, choice, at(week)).await })
            .await;
        assert!(matches!(late, Err(Error::LinkExpired)));
        bench
            .db
            .write(|tx| async move { links::redeem(&tx, hash, choice, at(week - 1)).await })
            .await
            .unwrap();
    }
}

#[tokio::test]
async fn a_reset_ends_every_session_and_replaces_older_links() {
    for bench in benches().await {
        let member = bench
            .person(bench.account("Hoshino").await, "Ken Sato", Role::Member)
            .await
            .member;
        bench.signed_in(member, "phone", 1).await;
        let issue = async |token: &str| {
            let hash = &TokenHash::of(token);
            let made =
                |tx| async move { links::issue_reset(&tx, member, hash, now(3600), now(1)).await };
            bench.db.write(made).await.unwrap();
        };
        issue("first").await;
        issue("second").await;
        let choice = &redemption();
        let first = &TokenHash::of("first");
        let old = bench
            .db
            .write(|tx| async move { links::redeem(&tx, first, choice, at(2)).await })
            .await;
        assert!(matches!(old, Err(Error::LinkExpired)));
        let second = &TokenHash::of("second");
        bench
            .db
            .write(|tx| async move { links::redeem(&tx, second, choice, at(2)).await })
            .await
            .unwrap();
        assert!(bench.scope("phone", 3).await.is_none());
        let found = members::credentials_by_email(&bench.db, "ken.sato@example.com")
            .await
            .unwrap()
            .unwrap();
        assert_eq!(found.name, "Ken Sato", "a reset changes the password alone");
    }
}

#[tokio::test]
async fn deactivation_and_a_changed_password_kill_links_and_sessions() {
    for bench in benches().await {
        let account = bench.account("Hoshino").await;
        let admin = &bench
            .person(account, "Mika Tanaka", Role::AccountAdmin)
            .await;
        let member = bench.person(account, "Ken Sato", Role::Member).await.member;
        let db = &bench.db;
        let here = &bench.signed_in(member, "here", 1).await;
        bench.signed_in(member, "there", 1).await;
        let hash = &TokenHash::of("reset");
        db.write(
            |tx| async move { links::issue_reset(&tx, member, hash, now(3600), now(1)).await },
        )
        .await
        .unwrap();

        db.write(|tx| async move { members::set_password(&tx, here, "new", at(2)).await })
            .await
            .unwrap();
        assert!(matches!(
            bench.scope("here", 3).await,
            Some(Scope::Customer(_))
        ));
        assert!(bench.scope("there", 3).await.is_none());
        assert!(links::inspect(db, hash, now(3)).await.unwrap().is_none());

        db.write(|tx| async move { members::deactivate(&tx, admin, member, at(4)).await })
            .await
            .unwrap();
        assert!(bench.scope("here", 5).await.is_none());
        let issue = db
            .write(
                |tx| async move { links::issue_reset(&tx, member, hash, now(3600), now(5)).await },
            )
            .await;
        assert!(issue.is_err());
        // Coming back does not bring the old session to life.
        db.write(|tx| async move { members::reactivate(&tx, admin, member, at(6)).await })
            .await
            .unwrap();
        assert!(bench.scope("here", 7).await.is_none());
    }
}
