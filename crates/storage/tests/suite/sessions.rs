use contract::Role;
use storage::{Error, Scope, operations, sessions};

use crate::fixture::{LIMITS, at, benches, now};

const DAY: i64 = 24 * 3600;

#[tokio::test]
async fn a_session_ends_when_idle_and_in_any_case() {
    for bench in benches().await {
        let member = bench
            .person(bench.account("Hoshino").await, "Ken Sato", Role::Member)
            .await
            .member;
        bench.signed_in(member, "token", 0).await;
        assert!(
            bench.scope("token", 14 * DAY).await.is_none(),
            "idle for 14 days"
        );
        assert!(bench.scope("other", 0).await.is_none());
        let mut day = 0;
        while day < 90 {
            assert!(bench.scope("token", day * DAY).await.is_some(), "day {day}");
            noted(&bench, day).await;
            day += 10;
        }
        assert!(
            bench.scope("token", 90 * DAY).await.is_none(),
            "90 days after sign-in"
        );
    }
}

/// Waits until the use at that day has been noted in the background.
async fn noted(bench: &crate::fixture::Bench, day: i64) {
    let expected = now(day * DAY).to_string();
    for _ in 0..500 {
        let scope = bench.scope("token", day * DAY).await.unwrap();
        let seen = sessions::list(&bench.db, &scope, LIMITS, now(day * DAY))
            .await
            .unwrap();
        if seen[0].last_seen_at == expected {
            return;
        }
        tokio::time::sleep(std::time::Duration::from_millis(10)).await;
    }
    panic!("the use on day {day} was never noted");
}

#[tokio::test]
async fn people_end_their_own_sessions_only() {
    for bench in benches().await {
        let account = bench.account("Hoshino").await;
        let ken = bench.person(account, "Ken Sato", Role::Member).await.member;
        let rin = bench.person(account, "Rin Mori", Role::Member).await.member;
        let here = &bench.signed_in(ken, "here", 1).await;
        bench.signed_in(ken, "there", 2).await;
        bench.signed_in(ken, "anywhere", 3).await;
        let foreign = bench.signed_in(rin, "rin", 3).await.session();
        let db = &bench.db;

        let listed = sessions::list(db, here, LIMITS, now(4)).await.unwrap();
        assert_eq!(
            listed.iter().filter(|session| session.is_current).count(),
            1
        );
        assert_eq!((listed.len(), listed[2].is_current), (3, true));
        let refused = db
            .write(|tx| async move { sessions::end(&tx, here, foreign, at(4)).await })
            .await;
        assert!(matches!(refused, Err(Error::NotFound)));
        let ended = db
            .write(|tx| async move { sessions::end_others(&tx, here, at(4)).await })
            .await
            .unwrap();
        assert_eq!(ended, 2);
        assert!(bench.scope("there", 5).await.is_none());
        assert!(bench.scope("rin", 5).await.is_some());
        db.write(|tx| async move { sessions::end_current(&tx, here, at(5)).await })
            .await
            .unwrap();
        db.write(|tx| async move { sessions::end_current(&tx, here, at(5)).await })
            .await
            .unwrap();
        assert!(bench.scope("here", 6).await.is_none());
    }
}

#[tokio::test]
async fn a_sweep_removes_what_has_ended() {
    for bench in benches().await {
        let member = bench
            .person(bench.account("Hoshino").await, "Ken Sato", Role::Member)
            .await
            .member;
        bench.signed_in(member, "old", 0).await;
        let fresh = bench.signed_in(member, "fresh", 10 * DAY).await;
        assert!(matches!(fresh, Scope::Customer(_)));
        let swept = bench
            .db
            .write(|tx| async move { operations::sweep(&tx, LIMITS, now(15 * DAY)).await })
            .await
            .unwrap();
        assert_eq!(swept.sessions, 1);
        assert_eq!(operations::counts(&bench.db).await.unwrap().sessions, 1);
    }
}
