use contract::{Locale, MemberStatus, Persona, Role, Theme, UpdateMe, UpdateMember};
use storage::{Conflict, Error, PageRequest, Scope, members, outbox};

use crate::fixture::{at, benches, invitation, new_member};

#[tokio::test]
async fn pages_stay_stable_while_people_come() {
    for bench in benches().await {
        let account = bench.account("Hoshino").await;
        let admin = bench
            .person(account, "Mika Tanaka", Role::AccountAdmin)
            .await;
        for name in ["Aoi Abe", "Sora Ito", "ken sato", "Zoe Yamada"] {
            bench.person(account, name, Role::Member).await;
        }
        let first = PageRequest {
            limit: Some(2),
            cursor: None,
        };
        let page = members::list(&bench.db, &admin, None, &first)
            .await
            .unwrap();
        bench.person(account, "Aaa First", Role::Member).await;
        let mut names: Vec<String> = page.items.into_iter().map(|member| member.name).collect();
        let mut cursor = page.next_cursor;
        while cursor.is_some() {
            let page = members::list(
                &bench.db,
                &admin,
                None,
                &PageRequest {
                    limit: Some(2),
                    cursor,
                },
            )
            .await
            .unwrap();
            names.extend(page.items.into_iter().map(|member| member.name));
            cursor = page.next_cursor;
        }
        assert_eq!(
            names,
            [
                "Aoi Abe",
                "ken sato",
                "Mika Tanaka",
                "Sora Ito",
                "Zoe Yamada"
            ]
        );
    }
}

#[tokio::test]
async fn members_see_active_colleagues_and_admins_everyone() {
    for bench in benches().await {
        let account = bench.account("Hoshino").await;
        let admin = bench
            .person(account, "Mika Tanaka", Role::AccountAdmin)
            .await;
        let member = bench.person(account, "Ken Sato", Role::Member).await;
        let gone = bench.person(account, "Rin Mori", Role::Member).await.member;
        let (a, change) = (
            &admin,
            &UpdateMember {
                team: Some(" Assembly ".to_owned()),
                ..Default::default()
            },
        );
        bench
            .db
            .write(|tx| async move { members::update(&tx, a, gone, change, at(1)).await })
            .await
            .unwrap();
        bench
            .db
            .write(|tx| async move { members::deactivate(&tx, a, gone, at(2)).await })
            .await
            .unwrap();
        let invited = bench.invited(&admin, "Yui Oda").await;

        let all = PageRequest::default();
        let seen = members::list(&bench.db, &member, None, &all)
            .await
            .unwrap()
            .items;
        let names: Vec<&str> = seen.iter().map(|member| member.name.as_str()).collect();
        assert_eq!(names, ["Ken Sato", "Mika Tanaka"]);
        assert!(seen[0].is_me && seen.iter().all(|member| member.last_seen_at.is_none()));
        assert!(matches!(
            members::find(&bench.db, &member, gone).await,
            Err(Error::NotFound)
        ));

        let seen = members::list(&bench.db, &admin, Some("ASSEM"), &all)
            .await
            .unwrap()
            .items;
        assert_eq!((seen.len(), seen[0].team.as_deref()), (1, Some("Assembly")));
        assert!(
            members::list(&bench.db, &member, Some("assem"), &all)
                .await
                .unwrap()
                .items
                .is_empty()
        );
        assert!(
            members::list(&bench.db, &admin, Some("%"), &all)
                .await
                .unwrap()
                .items
                .is_empty()
        );
        let invited = members::find(&bench.db, &admin, invited).await.unwrap();
        assert_eq!(invited.status, MemberStatus::Invited);
        assert_eq!(
            invited.invitation_expires_at.as_deref(),
            Some("2026-11-29T03:00:00Z")
        );
    }
}

#[tokio::test]
async fn another_companys_people_are_as_if_absent() {
    for bench in benches().await {
        let admin = bench
            .person(
                bench.account("Hoshino").await,
                "Mika Tanaka",
                Role::AccountAdmin,
            )
            .await;
        let other = bench
            .person(
                bench.account("Nordlicht").await,
                "Jonas Weber",
                Role::AccountAdmin,
            )
            .await;
        let (a, id) = (&admin, other.member);
        let change = &UpdateMember {
            role: Some(Role::Member),
            ..Default::default()
        };
        assert!(matches!(
            members::find(&bench.db, a, id).await,
            Err(Error::NotFound)
        ));
        assert!(matches!(
            members::invitee(&bench.db, a, id).await,
            Err(Error::NotFound)
        ));
        let db = &bench.db;
        let update = db
            .write(|tx| async move { members::update(&tx, a, id, change, at(1)).await })
            .await;
        assert!(matches!(update, Err(Error::NotFound)));
        let deactivate = db
            .write(|tx| async move { members::deactivate(&tx, a, id, at(1)).await })
            .await;
        assert!(matches!(deactivate, Err(Error::NotFound)));
        let withdraw = db
            .write(|tx| async move { members::withdraw(&tx, a, id, at(1)).await })
            .await;
        assert!(matches!(withdraw, Err(Error::NotFound)));
    }
}

#[tokio::test]
async fn only_admins_manage_and_nobody_becomes_staff() {
    for bench in benches().await {
        let account = bench.account("Hoshino").await;
        let admin = &bench
            .person(account, "Mika Tanaka", Role::AccountAdmin)
            .await;
        let member = &bench.person(account, "Ken Sato", Role::Member).await;
        let db = &bench.db;
        let (guest, letter) = (&new_member("Rin Mori", Role::Member), &invitation("rin"));
        let refused = db
            .write(|tx| async move { members::invite(&tx, member, guest, letter, at(1)).await })
            .await;
        assert!(matches!(refused, Err(Error::Forbidden)));
        let change = &UpdateMember {
            role: Some(Role::Operator),
            ..Default::default()
        };
        let id = member.member;
        let refused = db
            .write(|tx| async move { members::update(&tx, admin, id, change, at(1)).await })
            .await;
        assert!(matches!(refused, Err(Error::Forbidden)));
        let staff = &new_member("Eve", Role::Operator);
        let refused = db
            .write(|tx| async move { members::invite(&tx, admin, staff, letter, at(1)).await })
            .await;
        assert!(matches!(refused, Err(Error::Forbidden)));

        // An admin whose rights were taken since the scope was read has none any more.
        let second = &bench.person(account, "Aoi Abe", Role::AccountAdmin).await;
        let demote = &UpdateMember {
            role: Some(Role::Member),
            ..Default::default()
        };
        let id = second.member;
        db.write(|tx| async move { members::update(&tx, admin, id, demote, at(1)).await })
            .await
            .unwrap();
        let refused = db
            .write(|tx| async move { members::invite(&tx, second, guest, letter, at(1)).await })
            .await;
        assert!(matches!(refused, Err(Error::Forbidden)));
    }
}

#[tokio::test]
async fn an_invitation_is_sent_again_and_taken_back() {
    for bench in benches().await {
        let admin = &bench
            .person(
                bench.account("Hoshino").await,
                "Mika Tanaka",
                Role::AccountAdmin,
            )
            .await;
        let id = bench.invited(admin, "first").await;
        let db = &bench.db;
        let again = &invitation("second");
        db.write(|tx| async move { members::resend(&tx, admin, id, again, at(5)).await })
            .await
            .unwrap();
        let hash = storage::TokenHash::of;
        assert!(
            storage::links::inspect(db, &hash("first"), at(6).now)
                .await
                .unwrap()
                .is_none()
        );
        let view = storage::links::inspect(db, &hash("second"), at(6).now)
            .await
            .unwrap()
            .unwrap();
        assert_eq!(view.account_name.as_deref(), Some("Hoshino"));
        assert_eq!(view.invited_by.as_deref(), Some("Mika Tanaka"));
        let mails = outbox::list(db, &bench.operator().await, &PageRequest::default())
            .await
            .unwrap()
            .items;
        assert_eq!(mails.len(), 2);

        db.write(|tx| async move { members::withdraw(&tx, admin, id, at(7)).await })
            .await
            .unwrap();
        assert!(matches!(
            members::find(db, admin, id).await,
            Err(Error::NotFound)
        ));
        assert!(
            storage::links::inspect(db, &hash("second"), at(8).now)
                .await
                .unwrap()
                .is_none()
        );
        // The address is free again.
        bench.invited(admin, "first").await;
    }
}

#[tokio::test]
async fn statuses_allow_only_what_fits_them() {
    for bench in benches().await {
        let account = bench.account("Hoshino").await;
        let admin = &bench
            .person(account, "Mika Tanaka", Role::AccountAdmin)
            .await;
        let member = bench.person(account, "Ken Sato", Role::Member).await.member;
        let db = &bench.db;
        let own = admin.member;
        let last = db
            .write(|tx| async move { members::deactivate(&tx, admin, own, at(1)).await })
            .await;
        assert!(matches!(last, Err(Error::Conflict(Conflict::LastAdmin))));
        let early = db
            .write(|tx| async move { members::reactivate(&tx, admin, member, at(1)).await })
            .await;
        assert!(matches!(
            early,
            Err(Error::Conflict(Conflict::NotDeactivated))
        ));
        let not_invited = db
            .write(|tx| async move { members::withdraw(&tx, admin, member, at(1)).await })
            .await;
        assert!(matches!(
            not_invited,
            Err(Error::Conflict(Conflict::NotInvited))
        ));
        db.write(|tx| async move { members::deactivate(&tx, admin, member, at(1)).await })
            .await
            .unwrap();
        let back = db
            .write(|tx| async move { members::reactivate(&tx, admin, member, at(2)).await })
            .await
            .unwrap();
        assert_eq!(back.status, MemberStatus::Active);
    }
}

#[tokio::test]
async fn people_change_their_own_profile() {
    for bench in benches().await {
        let scope = bench
            .person(
                bench.account("Hoshino").await,
                "Mika Tanaka",
                Role::AccountAdmin,
            )
            .await;
        let scope = &Scope::Customer(scope);
        let change = &UpdateMe {
            name: Some("田中 美香".to_owned()),
            locale: Some(Locale::Ja),
            theme: Some(Theme::Dark),
            hides_points: Some(true),
        };
        let me = bench
            .db
            .write(|tx| async move { members::update_me(&tx, scope, change).await })
            .await
            .unwrap();
        assert_eq!(
            (me.name.as_str(), me.locale, me.theme),
            ("田中 美香", Locale::Ja, Theme::Dark)
        );
        assert_eq!(members::me(&bench.db, scope).await.unwrap(), me);
        assert_eq!(me.persona, Some(Persona::Practitioner));
        let found = members::credentials_by_email(&bench.db, " MIKA.tanaka@example.COM")
            .await
            .unwrap()
            .unwrap();
        assert_eq!(found.name, "田中 美香");
    }
}

#[tokio::test]
async fn a_hash_that_is_renewed_never_undoes_a_change_of_the_password() {
    for bench in benches().await {
        let account = bench.account("Hoshino").await;
        let ken = bench.person(account, "Ken", Role::Member).await.member;
        let renew = async |old: &'static str, new: &'static str| {
            let renew = |tx| async move { members::rehash_password(&tx, ken, old, new).await };
            bench.db.write(renew).await.unwrap();
            let person = members::credentials_by_email(&bench.db, "ken@example.com").await;
            person.unwrap().unwrap().password_hash.unwrap()
        };
        assert_eq!(renew("an earlier hash", "renewed").await, "hash");
        assert_eq!(renew("hash", "renewed").await, "renewed");
    }
}
