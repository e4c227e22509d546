use contract::Role;
use storage::{Conflict, Error, PageRequest, accounts};

use crate::fixture::{at, benches, now, versions};

#[tokio::test]
async fn a_company_sees_itself_and_staff_see_all() {
    for bench in benches().await {
        let hoshino = bench.account("Hoshino").await;
        bench.account("Brightwell").await;
        let admin = bench
            .person(hoshino, "Mika Tanaka", Role::AccountAdmin)
            .await;
        let member = bench.person(hoshino, "Ken Sato", Role::Member).await;
        bench.invited(&admin, "Rin Mori").await;

        let view = accounts::view(&bench.db, &versions(), &admin, now(0))
            .await
            .unwrap();
        assert_eq!(
            (
                view.name.as_str(),
                view.active_members,
                view.open_invitations
            ),
            ("Hoshino", 2, 1)
        );
        assert_eq!(
            accounts::view(&bench.db, &versions(), &member, now(0))
                .await
                .unwrap()
                .open_invitations,
            0
        );

        let operator = bench.operator().await;
        let first = PageRequest {
            limit: Some(1),
            cursor: None,
        };
        let page = accounts::list(&bench.db, &versions(), &operator, &first, now(0))
            .await
            .unwrap();
        assert_eq!(page.items[0].name, "Brightwell");
        let second = PageRequest {
            limit: Some(1),
            cursor: page.next_cursor,
        };
        let page = accounts::list(&bench.db, &versions(), &operator, &second, now(0))
            .await
            .unwrap();
        assert_eq!(
            (page.items[0].name.as_str(), page.items[0].active_members),
            ("Hoshino", 2)
        );
        assert!(page.next_cursor.is_none());

        assert_eq!(
            accounts::find_by_name(&bench.db, "Hoshino").await.unwrap(),
            Some(hoshino)
        );
        assert_eq!(accounts::count_real(&bench.db).await.unwrap(), 2);
    }
}

#[tokio::test]
async fn a_name_is_given_once_and_a_time_zone_must_exist() {
    for bench in benches().await {
        bench.account("Hoshino").await;
        let mut account = accounts::NewAccount {
            name: "Hoshino".to_owned(),
            locale: contract::Locale::En,
            time_zone: "Asia/Tokyo".to_owned(),
            customer_since: "2024-01-01".parse().unwrap(),
            is_demo: true,
        };
        let again = &account;
        let error = bench
            .db
            .write(|tx| async move { accounts::create(&tx, again, at(0)).await })
            .await
            .unwrap_err();
        assert!(
            matches!(error, Error::Conflict(Conflict::AccountNameTaken)),
            "{error}"
        );

        account.time_zone = "Asia/Nowhere".to_owned();
        let wrong = &account;
        let error = bench
            .db
            .write(|tx| async move { accounts::create(&tx, wrong, at(0)).await })
            .await
            .unwrap_err();
        assert!(matches!(error, Error::UnknownTimeZone(_)), "{error}");
    }
}
