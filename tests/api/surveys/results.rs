//! What all answers say: with interval, rates and reach, and nothing of groups that are too small to hide in.

use serde_json::{Value, json};

use super::{AKI, MAX, MIO, Portal, REN, answer, asked};

const PATH: &str = "/api/v1/survey-results/relationship";
const ANNA: &str = "anna@nordlicht.example";

async fn portal(scores: &[(&str, u8)]) -> Portal {
    let portal = Portal::start().await;
    server::jobs::follow_waves(&portal.app.state).await.unwrap();
    for (who, score) in scores {
        let mut client = portal.visitor(who).await;
        let ask = asked(&mut client).await;
        answer(&mut client, &ask, json!(score)).await.ok();
    }
    portal.pass(11);
    assert_eq!(portal.settle().await, scores.len());
    portal
}

async fn results(portal: &Portal) -> Value {
    let mut sue = portal.app.signed_in("sue@vendor.example").await;
    sue.get(PATH).await.ok()
}

#[tokio::test]
async fn a_score_stands_beside_its_interval_and_its_reach() {
    let scores = [(MIO, 10), (REN, 9), (AKI, 9), (MAX, 3), (ANNA, 8)];
    let portal = portal(&scores).await;
    let found = results(&portal).await;
    let total = &found["total"];
    assert_eq!(total["kind"], "shown");
    // Three promoters and one detractor of five.
    assert_eq!(total["score"], 40.0);
    // All five in the audience have answered, so that nothing is uncertain.
    assert_eq!(
        (&total["low"], &total["high"]),
        (&json!(40.0), &json!(40.0))
    );
    // 100 of the one company and −50 of the other, each alike.
    assert_eq!(total["account_score"], 25.0);
    for (name, count) in [
        ("answers", 5),
        ("asked", 5),
        ("members", 5),
        ("accounts", 2),
        ("accounts_heard", 2),
    ] {
        assert_eq!(total[name], count, "{name}");
    }
    assert_eq!(
        total["distribution"],
        json!([0, 0, 0, 1, 0, 0, 0, 0, 1, 2, 1])
    );
    assert_eq!(found["waves"][0]["change"]["kind"], "not_comparable");
    // Three and two: neither company is shown, nor could one be reckoned from the other.
    let kinds: Vec<_> = found["accounts"]
        .as_array()
        .unwrap()
        .iter()
        .map(|group| group["cell"]["kind"].clone())
        .collect();
    assert_eq!(kinds, ["hidden", "hidden"]);
    assert_eq!(found["personas"][0]["cell"]["score"], 40.0);

    let mut sue = portal.app.signed_in("sue@vendor.example").await;
    let list = sue.get("/api/v1/survey-results").await.ok();
    assert_eq!(
        (&list[0]["survey"], &list[0]["answers"]),
        (&json!("relationship"), &json!(5))
    );
    let table = sue.get(&format!("{PATH}/table.csv")).await;
    let lines: Vec<&str> = table.text.lines().collect();
    assert!(lines[0].starts_with("group,key,name,score,low,high"));
    assert_eq!(lines[1], "all,,,40.0,40.0,40.0,25.0,25.0,25.0,5,5,5,2,2");
}

#[tokio::test]
async fn four_answers_are_not_shown() {
    let portal = portal(&[(MIO, 0), (REN, 1), (AKI, 2), (MAX, 3)]).await;
    let found = results(&portal).await;
    assert_eq!(found["total"], json!({ "kind": "hidden" }));
    assert_eq!(found["given"], json!([]));
    let other = format!("{PATH}-not");
    let mut sue = portal.app.signed_in("sue@vendor.example").await;
    assert_eq!(sue.get(&other).await.status, 404);
    let mut wim = portal.app.signed_in("wri@vendor.example").await;
    assert_eq!(wim.get(PATH).await.status, 403);
}
