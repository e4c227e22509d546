//! The rules of the programme as members read them: in their language, with what a version changes.

use serde_json::{Value, json};

use crate::harness::{TestApp, problem};

const MIO: &str = "mio@hoshino.example";

#[tokio::test]
async fn the_rules_are_told_in_three_languages_with_what_changed() {
    let app = TestApp::start().await;
    let mut mio = app.signed_in(MIO).await;
    let now = mio.get("/api/v1/programme/rules?locale=ja").await.ok();
    assert_eq!(
        (&now["version"], &now["state"]),
        (&json!("2026-09-kizuna"), &json!("in_force"))
    );
    assert_eq!(
        now["rules"][2]["caps"],
        json!([{ "points": 10, "per": "day", "is_by_member": true }])
    );
    assert_eq!(now["tiers"]["levels"][1]["thresholds"][0]["at"], 4_000);
    assert_eq!(
        now["tiers"]["levels"][2]["benefits"][0]["text"],
        "専任エンジニア"
    );
    assert_eq!(now["versions"].as_array().unwrap().len(), 3);
    let what = |view: &Value| -> Vec<String> {
        let changes = view["changes"].as_array().unwrap();
        let word = |change: &Value| format!("{} {}", change["what"], change["name"]);
        changes.iter().map(word).collect()
    };
    assert_eq!(
        what(&now),
        [
            "\"rule_added\" \"チャレンジの達成\"",
            "\"badges_added\" \"はじめての記事、読者の声、レッスン10回、はじめてのコース修了、8週連続、ご一緒に1年、ご紹介ありがとう\"",
            "\"streak_added\" \"\"",
            "\"challenges_added\" \"みんなでレッスン、みんなで読む、みんなでコース修了\"",
        ]
    );
    assert_eq!(
        (&now["badges"][0]["shape"], &now["streak"]["points"]),
        (&json!("book"), &json!(0))
    );
    assert_eq!(now["challenges"][0]["points"], 300);
    let second = mio
        .get("/api/v1/programme/rules?version=2026-01-kizuna&locale=ja")
        .await
        .ok();
    assert_eq!(second["badges"], json!([]));
    assert_eq!(
        what(&second),
        [
            "\"reward_cost_changed\" \"訪問ワークショップ\"",
            "\"reward_added\" \"オンラインワークショップ\"",
            "\"notice_changed\" \"\"",
        ]
    );
    let first = mio
        .get("/api/v1/programme/rules?version=2024-01-kizuna&locale=zh-Hant")
        .await
        .ok();
    assert_eq!(
        (&first["state"], &first["valid_to"]),
        (&json!("past"), &json!("2025-12-31"))
    );
    assert_eq!(what(&first), [""; 0]);
    let none = mio
        .get("/api/v1/programme/rules?version=2030-01-none")
        .await;
    assert_eq!(none.problem(), problem(404, "not-found"));
}
