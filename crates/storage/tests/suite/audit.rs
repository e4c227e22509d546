use contract::{AuditAction, Role};
use sea_orm::ConnectionTrait as _;
use storage::{Error, PageRequest, audit, members};

use crate::fixture::{at, benches};

#[tokio::test]
async fn the_log_refuses_change_and_removal() {
    for bench in benches().await {
        bench.account("Hoshino").await;
        let side = bench.side_door().await;
        for tampering in [
            "UPDATE audit SET detail = 'nothing happened'",
            "DELETE FROM audit",
        ] {
            let error = side
                .execute_unprepared(tampering)
                .await
                .unwrap_err()
                .to_string();
            assert!(error.contains("the audit log only grows"), "{error}");
        }
    }
}

#[tokio::test]
async fn admins_read_what_was_done_to_their_company_and_operators_everything() {
    for bench in benches().await {
        let hoshino = bench.account("Hoshino").await;
        let admin = bench
            .person(hoshino, "Mika Tanaka", Role::AccountAdmin)
            .await;
        let member = bench.person(hoshino, "Ken Sato", Role::Member).await;
        let other = bench.account("Nordlicht").await;
        bench.person(other, "Jonas Weber", Role::AccountAdmin).await;
        bench.signed_in(member.member, "token", 1).await;
        let (admin, id) = (&admin, member.member);
        bench
            .db
            .write(|tx| async move { members::deactivate(&tx, admin, id, at(2)).await })
            .await
            .unwrap();

        let all = PageRequest::default();
        let own = audit::list_for_account(&bench.db, admin, &all)
            .await
            .unwrap()
            .items;
        assert_eq!(own[0].action, AuditAction::MemberDeactivated);
        assert_eq!(own[0].actor.as_deref(), Some("Mika Tanaka"));
        assert_eq!(own[0].subject.as_deref(), Some("Ken Sato"));
        assert!(
            own.iter()
                .all(|entry| entry.action != AuditAction::SignedIn && entry.account_name.is_none())
        );
        assert!(
            own.iter()
                .all(|entry| entry.subject.as_deref() != Some("Jonas Weber"))
        );
        assert!(matches!(
            audit::list_for_account(&bench.db, &member, &all).await,
            Err(Error::Forbidden)
        ));

        let operator = bench.operator().await;
        let everything = audit::list_all(&bench.db, &operator, &all)
            .await
            .unwrap()
            .items;
        let signed_in = everything
            .iter()
            .find(|entry| entry.action == AuditAction::SignedIn)
            .unwrap();
        assert_eq!(signed_in.account_name.as_deref(), Some("Hoshino"));
    }
}
