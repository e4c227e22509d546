use contract::{Locale, MailState};
use jiff::SignedDuration;
use storage::outbox::{self, NewMail};
use storage::{Error, PageRequest, resets};

use crate::fixture::{benches, now};

const LEASE: SignedDuration = SignedDuration::from_secs(60);

#[tokio::test]
async fn two_processes_never_take_the_same_mail() {
    for bench in benches().await {
        for number in 0..10 {
            let mail = &NewMail {
                to: format!("{number}@example.com"),
                locale: Locale::En,
                subject: "Subject".to_owned(),
                body: "Body".to_owned(),
                secret: None,
            };
            bench
                .db
                .write(|tx| async move { outbox::enqueue(&tx, mail, now(0)).await })
                .await
                .unwrap();
        }
        let claim = |limit, seconds| {
            let db = bench.db.clone();
            async move {
                let claim =
                    |tx| async move { outbox::claim_due(&tx, limit, LEASE, now(seconds)).await };
                db.write(claim).await.unwrap()
            }
        };
        let (one, two) = tokio::join!(claim(6, 1), claim(6, 1));
        assert_eq!(one.len() + two.len(), 10);
        assert!(
            one.iter()
                .all(|mail| two.iter().all(|other| other.id != mail.id))
        );
        assert!(claim(10, 60).await.is_empty(), "leased");

        let (sent, failed) = (one[0].id, two[0].id);
        bench
            .db
            .write(|tx| async move { outbox::mark_sent(&tx, sent, now(2)).await })
            .await
            .unwrap();
        bench
            .db
            .write(|tx| async move { outbox::mark_failed(&tx, failed, "no route", None).await })
            .await
            .unwrap();
        let retried = claim(10, 62).await;
        assert_eq!(retried.len(), 8);
        let operator = bench.operator().await;
        let listed = outbox::list(&bench.db, &operator, &PageRequest::default())
            .await
            .unwrap()
            .items;
        assert_eq!(
            listed
                .iter()
                .filter(|mail| mail.state == MailState::Waiting)
                .count(),
            8
        );
        let failed = listed
            .iter()
            .find(|mail| mail.state == MailState::Failed)
            .unwrap();
        assert_eq!(failed.last_error.as_deref(), Some("no route"));
    }
}

#[tokio::test]
async fn a_reset_request_is_worked_off_once() {
    for bench in benches().await {
        let db = &bench.db;
        for _ in 0..3 {
            let add =
                |tx| async move { resets::add(&tx, "Ken@Example.com ", Locale::Ja, now(0)).await };
            db.write(add).await.unwrap();
        }
        let claim = |tx| async move { resets::claim_next(&tx, now(1), LEASE).await };
        let claimed = db.write(claim).await.unwrap().unwrap();
        assert_eq!(
            (claimed.email.as_str(), claimed.locale),
            ("ken@example.com", Locale::Ja)
        );
        assert!(db.write(claim).await.unwrap().is_none());
        let finish = |tx| async move { resets::finish(&tx, claimed.id).await };
        db.write(finish).await.unwrap();
        assert!(matches!(db.write(finish).await, Err(Error::NotFound)));
    }
}
