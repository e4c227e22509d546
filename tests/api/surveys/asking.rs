//! Who is asked, when, and never again too soon.

use std::fs;

use serde_json::{Value, json};

use super::{AKI, MIO, Portal, REN, answer, ask, asked, feedback, now, survey};
use crate::harness::problem;

#[tokio::test]
async fn nobody_is_asked_on_the_first_visit() {
    let portal = Portal::start().await;
    let mut first = portal.app.signed_in(MIO).await;
    assert_eq!(now(&mut first, "home").await, Value::Null);
    assert_eq!(ask(&mut first).await.problem(), problem(409, "conflict"));
    let reasons = feedback(&mut first).await["surveys"][0]["reasons"].clone();
    assert_eq!(reasons, json!([{ "kind": "first_visit" }]));
    // The same session on another day is another visit, and so is another session.
    portal.pass(13 * 3_600);
    assert_eq!(now(&mut first, "home").await["survey"], "relationship");
    let mut second = portal.visitor(REN).await;
    assert_eq!(now(&mut second, "home").await["survey"], "relationship");
}

#[tokio::test]
async fn a_question_is_asked_where_it_belongs_and_recorded_once() {
    let portal = Portal::start().await;
    let mut mio = portal.visitor(MIO).await;
    assert_eq!(now(&mut mio, "rewards").await, Value::Null);
    let question = now(&mut mio, "home").await;
    assert_eq!(
        (&question["ask"], &question["kind"], &question["earns"]),
        (&Value::Null, &json!("nps"), &json!(true))
    );
    assert_eq!(
        question["because"],
        json!({ "persona": null, "tier": null, "life_stage": null, "sampled": 3, "audience": 3 })
    );
    assert!(
        feedback(&mut mio).await["asks"]
            .as_array()
            .unwrap()
            .is_empty()
    );
    let whys = question["whys"].as_array().unwrap();
    let of = |why: &Value| (why["group"].clone(), why["from"].clone());
    assert_eq!(
        whys.iter().map(of).collect::<Vec<_>>(),
        [
            (json!("promoter"), json!(9)),
            (json!("passive"), json!(7)),
            (json!("detractor"), json!(0)),
        ]
    );
    let first = ask(&mut mio).await.ok();
    // Another tab shows the same question, and so does the next page.
    assert_eq!(ask(&mut mio).await.ok()["ask"], first["ask"]);
    assert_eq!(now(&mut mio, "movements").await["ask"], first["ask"]);
    assert_eq!(now(&mut mio, "rewards").await, Value::Null);
    let view = feedback(&mut mio).await;
    assert_eq!(view["asks"].as_array().unwrap().len(), 1);
    assert_eq!(view["asks"][0]["state"], "open");
    // Who says nothing is left alone after a week, and is not asked again in the wave.
    portal.pass(8 * 86_400);
    let mut mio = portal.visitor(MIO).await;
    assert_eq!(now(&mut mio, "home").await, Value::Null);
    let kinds: Vec<Value> = feedback(&mut mio).await["surveys"][0]["reasons"]
        .as_array()
        .unwrap()
        .iter()
        .map(|reason| reason["kind"].clone())
        .collect();
    assert_eq!(kinds, ["asked", "asked_in_this_wave"]);
}

#[tokio::test]
async fn not_now_never_and_an_answer_are_three_things() {
    let portal = Portal::start().await;
    let (mut mio, mut ren, mut aki) = (
        portal.visitor(MIO).await,
        portal.visitor(REN).await,
        portal.visitor(AKI).await,
    );
    let first = asked(&mut mio).await;
    for _ in 0..2 {
        mio.post(&format!("{first}/not_now"), json!({})).await.ok();
    }
    assert_eq!(now(&mut mio, "home").await, Value::Null);
    let second = asked(&mut ren).await;
    for _ in 0..2 {
        ren.post(&format!("{second}/never"), json!({})).await.ok();
    }
    let third = asked(&mut aki).await;
    answer(&mut aki, &third, json!(9)).await.ok();
    let late = aki.post(&format!("{third}/not_now"), json!({})).await;
    assert_eq!(late.field_codes(), [" answered"]);

    for (client, state, is_never, earliest) in [
        (&mut mio, "not_now", false, "at"),
        (&mut ren, "never", true, "never"),
        (&mut aki, "answered", false, "at"),
    ] {
        let view = feedback(client).await;
        assert_eq!(view["asks"][0]["state"], state);
        assert_eq!(view["is_never"], is_never, "{state}");
        let next = &view["surveys"][0]["earliest"]["kind"];
        // No wave follows, so what does not forbid for ever ends with this survey.
        assert!([earliest, "not_by_this_survey"].contains(&next.as_str().unwrap()));
    }
    // "Never" is taken back by the member alone, and "not now" may become "never".
    ren.put("/api/v1/feedback/wish", json!({ "is_never": false }))
        .await
        .ok();
    assert_eq!(feedback(&mut ren).await["is_never"], false);
    mio.post(&format!("{first}/never"), json!({})).await.ok();
    assert_eq!(feedback(&mut mio).await["is_never"], true);
}

#[tokio::test]
async fn who_never_wants_to_be_asked_is_not() {
    let portal = Portal::start().await;
    let mut mio = portal.visitor(MIO).await;
    mio.put("/api/v1/feedback/wish", json!({ "is_never": true }))
        .await
        .ok();
    assert_eq!(now(&mut mio, "home").await, Value::Null);
    assert_eq!(ask(&mut mio).await.field_codes(), ["/survey not_now"]);
    mio.put("/api/v1/feedback/wish", json!({ "is_never": false }))
        .await
        .ok();
    assert_eq!(now(&mut mio, "home").await["survey"], "relationship");
}

#[tokio::test(flavor = "multi_thread")]
async fn no_more_of_a_company_are_asked_than_are_sampled() {
    let changes = [("members_per_account = 100", "members_per_account = 1")];
    let portal = Portal::with(&changes).await;
    let mut asking = Vec::new();
    for who in [MIO, REN, AKI, MIO, REN, AKI] {
        let mut client = portal.visitor(who).await;
        asking.push(tokio::spawn(async move {
            let asked = ask(&mut client).await;
            (asked.status == 201).then(|| asked.json()["ask"].clone())
        }));
    }
    let mut asks = Vec::new();
    for one in asking {
        asks.extend(one.await.unwrap());
    }
    // Both tabs of the one who is asked show the same question.
    asks.dedup();
    assert_eq!(asks.len(), 1, "{asks:?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn one_limit_holds_over_all_surveys() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("relationship.toml"), survey(&[])).unwrap();
    let other = survey(&[("id = \"relationship\"", "id = \"other\"")]);
    fs::write(folder.path().join("other.toml"), other).unwrap();
    let portal = Portal::in_folder(folder).await;
    for _ in 0..3 {
        let mut tries = Vec::new();
        for name in ["relationship", "other", "relationship", "other"] {
            let mut client = portal.visitor(MIO).await;
            tries.push(tokio::spawn(async move {
                let body = json!({ "survey": name, "page": "home" });
                let key = uuid::Uuid::new_v4().to_string();
                client
                    .keyed("/api/v1/surveys/asks", body, &key)
                    .await
                    .status
            }));
        }
        for one in tries {
            assert!([201, 409].contains(&one.await.unwrap().as_u16()));
        }
    }
    let mut mio = portal.visitor(MIO).await;
    let asks = feedback(&mut mio).await["asks"].as_array().unwrap().len();
    assert_eq!(asks, 1);
}

#[tokio::test]
async fn the_next_question_of_a_sitting_is_no_further_contact() {
    let folder = tempfile::tempdir().unwrap();
    let first = survey(&[("earns = true", "earns = true\nnext = \"effort\"")]);
    fs::write(folder.path().join("relationship.toml"), first).unwrap();
    let second = survey(&[
        ("id = \"relationship\"", "id = \"effort\""),
        ("pages = [\"home\", \"movements\"]", "pages = [\"company\"]"),
    ]);
    fs::write(folder.path().join("effort.toml"), second).unwrap();
    let portal = Portal::in_folder(folder).await;
    let mut mio = portal.visitor(MIO).await;
    let first = asked(&mut mio).await;
    let id = first.rsplit('/').next().unwrap().to_owned();
    let next = json!({ "survey": "effort", "page": "home", "after": id });
    let early = mio.keyed("/api/v1/surveys/asks", next.clone(), "a").await;
    assert_eq!(early.problem(), problem(409, "conflict"));
    let answered = answer(&mut mio, &first, json!(8)).await.ok();
    assert_eq!(answered["next"], "effort");
    let second = mio.keyed("/api/v1/surveys/asks", next, "b").await.ok();
    assert_eq!(second["survey"], "effort");
    let alone = json!({ "survey": "effort", "page": "company" });
    let mut ren = portal.visitor(REN).await;
    let other = ren.keyed("/api/v1/surveys/asks", alone, "c").await;
    assert_eq!(other.status, 201);
}
