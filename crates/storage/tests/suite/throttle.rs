use jiff::SignedDuration;
use storage::throttle::{self, Key, Policy};

use crate::fixture::{benches, now};

const POLICY: Policy = Policy {
    free: 3,
    first: SignedDuration::from_secs(1),
    longest: SignedDuration::from_secs(60),
    forget_after: SignedDuration::from_hours(1),
};

#[tokio::test]
async fn failures_slow_down_and_are_forgotten() {
    for bench in benches().await {
        let keys = &[
            (Key::email("Ken@Example.com"), POLICY),
            (Key::address("192.0.2.7"), POLICY),
        ];
        let admit = async |seconds| {
            bench
                .db
                .write(|tx| async move { throttle::admit(&tx, keys, now(seconds)).await })
                .await
                .unwrap()
        };
        assert_eq!(
            [admit(0).await, admit(0).await, admit(0).await],
            [None, None, None]
        );
        assert_eq!(admit(0).await, Some(SignedDuration::from_secs(1)));
        assert_eq!(admit(1).await, None);
        assert_eq!(admit(2).await, Some(SignedDuration::from_secs(1)));
        assert_eq!(admit(3).await, None);
        assert_eq!(admit(4).await, Some(SignedDuration::from_secs(3)));
        assert_eq!(admit(4 + 3600 * 2).await, None);
        assert_eq!(admit(4 + 3600 * 2).await, None);

        let email = &[Key::email("ken@example.com")];
        bench
            .db
            .write(|tx| async move { throttle::clear(&tx, email).await })
            .await
            .unwrap();
        assert_eq!(
            throttle::wait(&bench.db, email, now(8000)).await.unwrap(),
            None
        );
    }
}

#[tokio::test]
async fn many_tries_at_once_do_not_slip_through() {
    for bench in benches().await {
        let keys = [(Key::email("ken@example.com"), POLICY)];
        let tries = (0..20).map(|_| {
            let (db, keys) = (bench.db.clone(), keys.clone());
            tokio::spawn(async move {
                let keys = &keys;
                db.write(|tx| async move { throttle::admit(&tx, keys, now(0)).await })
                    .await
                    .unwrap()
            })
        });
        let mut passed = 0;
        for attempt in tries.collect::<Vec<_>>() {
            passed += i32::from(attempt.await.unwrap().is_none());
        }
        assert_eq!(passed, 3);
    }
}

/// The clocks of two processes differ a little, and of two requests that came together the later may be counted first.
#[tokio::test]
async fn a_try_that_is_free_holds_up_no_other_whatever_their_clocks_say() {
    for bench in benches().await {
        let keys = &[(Key::address("192.0.2.7"), POLICY)];
        for seconds in [10, 9] {
            let admitted = bench
                .db
                .write(|tx| async move { throttle::admit(&tx, keys, now(seconds)).await });
            assert_eq!(admitted.await.unwrap(), None, "at {seconds} s");
        }
    }
}

#[tokio::test]
async fn a_right_password_takes_back_one_try_of_the_address() {
    for bench in benches().await {
        let (key, keys) = (
            Key::address("192.0.2.7"),
            &[(Key::address("192.0.2.7"), POLICY)],
        );
        let key = std::slice::from_ref(&key);
        for _ in 0..10 {
            let admitted = bench
                .db
                .write(|tx| async move { throttle::admit(&tx, keys, now(0)).await })
                .await
                .unwrap();
            assert_eq!(admitted, None);
            bench
                .db
                .write(|tx| async move { throttle::take_back(&tx, key).await })
                .await
                .unwrap();
        }
    }
}
