//! An answer is kept once, changed within ten seconds, and never lost.

use serde_json::{Value, json};

use super::{AKI, MAX, MIO, Portal, answer, ask, asked, feedback, now};
use crate::harness::problem;

#[tokio::test]
async fn what_is_no_answer_is_told() {
    let portal = Portal::start().await;
    let mut mio = portal.visitor(MIO).await;
    let ask = asked(&mut mio).await;
    for wrong in [
        json!(11),
        json!(-1),
        json!("ten"),
        json!("9"),
        json!(9.5),
        json!([9]),
        json!(true),
        Value::Null,
    ] {
        let refused = answer(&mut mio, &ask, wrong.clone()).await;
        assert_eq!(refused.problem(), problem(422, "invalid"), "{wrong}");
        assert_eq!(refused.field_codes(), ["/answer not_on_scale"]);
    }
    let detail = answer(&mut mio, &ask, json!(11)).await.json()["detail"].clone();
    assert_eq!(
        detail,
        "/answer: the answer must be a whole number from 0 to 10"
    );
    assert_eq!(feedback(&mut mio).await["asks"][0]["state"], "open");
}

#[tokio::test]
async fn an_answer_can_be_repeated_and_changed_for_ten_seconds() {
    let portal = Portal::start().await;
    let mut mio = portal.visitor(MIO).await;
    let ask = asked(&mut mio).await;
    let first = answer(&mut mio, &ask, json!(6)).await.ok();
    assert_eq!(first["group"], "detractor");
    portal.pass(5);
    let changed = answer(&mut mio, &ask, json!(9)).await.ok();
    assert_eq!(
        (&changed["group"], &changed["answer"]),
        (&json!("promoter"), &json!(9))
    );
    assert_eq!(changed["offers"].as_array().unwrap().len(), 3);
    // The window does not move on with the change.
    assert_eq!(changed["undo_until"], first["undo_until"]);
    portal.pass(6);
    let second = answer(&mut mio, &ask, json!(0)).await;
    assert_eq!(second.problem(), problem(409, "conflict"));
    assert_eq!(second.field_codes(), [" answered"]);
    // The same answer sent again, as after a lost network, is no second one.
    assert_eq!(answer(&mut mio, &ask, json!(9)).await.ok()["answer"], 9);
    assert_eq!(feedback(&mut mio).await["asks"][0]["answer"]["answer"], 9);
}

#[tokio::test]
async fn an_answer_can_be_taken_back_for_ten_seconds() {
    let portal = Portal::start().await;
    let mut mio = portal.visitor(MIO).await;
    let ask = asked(&mut mio).await;
    mio.delete(&format!("{ask}/answer")).await.ok();
    answer(&mut mio, &ask, json!(3)).await.ok();
    assert_eq!(now(&mut mio, "home").await, Value::Null);
    for _ in 0..2 {
        mio.delete(&format!("{ask}/answer")).await.ok();
    }
    let shown = now(&mut mio, "home").await;
    assert_eq!(
        format!("/api/v1/surveys/asks/{}", shown["ask"].as_str().unwrap()),
        ask
    );
    answer(&mut mio, &ask, json!(7)).await.ok();
    portal.pass(11);
    let late = mio.delete(&format!("{ask}/answer")).await;
    assert_eq!(late.field_codes(), [" answered"]);
    assert_eq!(portal.settle().await, 1);
    assert_eq!(feedback(&mut mio).await["asks"][0]["answer"]["answer"], 7);
}

#[tokio::test]
async fn the_reason_is_kept_as_it_was_typed_last() {
    let portal = Portal::start().await;
    let mut mio = portal.visitor(MIO).await;
    let ask = asked(&mut mio).await;
    let path = format!("{ask}/why");
    let early = mio.put(&path, json!({ "text": "because" })).await;
    assert_eq!(early.field_codes(), [" not_answered"]);
    answer(&mut mio, &ask, json!(6)).await.ok();
    for text in ["because", "because we waited\u{7} three days "] {
        mio.put(&path, json!({ "text": text })).await.ok();
    }
    let kept = feedback(&mut mio).await["asks"][0]["answer"].clone();
    assert_eq!(kept["why"], "because we waited three days");
    let long = mio.put(&path, json!({ "text": "あ".repeat(4_001) })).await;
    assert_eq!(long.field_codes(), ["/text too_long"]);
    let huge = mio.put(&path, json!({ "text": "x".repeat(100_000) })).await;
    assert_eq!(huge.problem(), problem(413, "too-large"));
    assert_eq!(
        feedback(&mut mio).await["asks"][0]["answer"]["why"],
        "because we waited three days"
    );
    mio.put(&path, json!({ "text": "" })).await.ok();
    assert_eq!(
        feedback(&mut mio).await["asks"][0]["answer"]["why"],
        Value::Null
    );
}

#[tokio::test]
async fn a_closed_wave_takes_no_answer() {
    let portal = Portal::start().await;
    let mut mio = portal.visitor(MIO).await;
    let mut aki = portal.visitor(AKI).await;
    let (ask, late) = (asked(&mut mio).await, asked(&mut aki).await);
    portal.pass(21 * 86_400);
    let mut mio = portal.visitor(MIO).await;
    answer(&mut mio, &ask, json!(6)).await.ok();
    portal.pass(3 * 86_400);
    let (mut mio, mut aki) = (portal.visitor(MIO).await, portal.visitor(AKI).await);
    let closed = answer(&mut aki, &late, json!(6)).await;
    assert_eq!(closed.problem(), problem(409, "conflict"));
    assert_eq!(closed.field_codes(), [" closed"]);
    let why = mio.put(&format!("{ask}/why"), json!({ "text": "x" })).await;
    assert_eq!(why.field_codes(), [" closed"]);
}

#[tokio::test]
async fn somebody_elses_question_is_as_if_absent() {
    let portal = Portal::start().await;
    let mut mio = portal.visitor(MIO).await;
    let ask = asked(&mut mio).await;
    // A colleague is as much a stranger to it as somebody of another company.
    for who in [AKI, MAX] {
        let mut other = portal.visitor(who).await;
        let answers = [
            answer(&mut other, &ask, json!(0)).await,
            other.delete(&format!("{ask}/answer")).await,
            other
                .put(&format!("{ask}/why"), json!({ "text": "x" }))
                .await,
            other.post(&format!("{ask}/not_now"), json!({})).await,
            other.post(&format!("{ask}/never"), json!({})).await,
            other
                .put(&format!("{ask}/interest"), json!({ "offer": "referral" }))
                .await,
        ];
        for answer in answers {
            assert_eq!(answer.problem(), problem(404, "not-found"), "{who}");
        }
        let view = feedback(&mut other).await;
        assert!(view["asks"].as_array().unwrap().is_empty());
    }
    assert_eq!(feedback(&mut mio).await["asks"][0]["state"], "open");
}

#[tokio::test(flavor = "multi_thread")]
async fn sent_from_many_tabs_at_once_it_counts_once() {
    let portal = Portal::start().await;
    let mut mio = portal.visitor(MIO).await;
    let path = asked(&mut mio).await;
    let mut sending = Vec::new();
    for _ in 0..8 {
        let (mut client, path) = (mio.clone(), path.clone());
        sending.push(tokio::spawn(async move {
            let sent = answer(&mut client, &path, json!(10)).await;
            assert_eq!(sent.ok()["answer"], 10);
            assert_eq!(ask(&mut client).await.problem(), problem(409, "conflict"));
        }));
    }
    for one in sending {
        one.await.unwrap();
    }
    portal.pass(11);
    let settle = || server::jobs::settle_answers(&portal.app.state);
    let (one, two) = tokio::join!(settle(), settle());
    assert_eq!(one.unwrap() + two.unwrap(), 1);
    assert_eq!(portal.settle().await, 0);
    let home = mio.get("/api/v1/home").await.ok();
    assert_eq!(home["my_points"], 50);
}
