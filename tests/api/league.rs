//! Companies beside companies: by their own wish, of a similar size, and under no name but the one they chose. And what the
//! account admins see of the play in their own company.

use serde_json::{Value, json};

use crate::harness::{Client, TestApp, problem};

const AKI: &str = "aki@hoshino.example";
const ANNA: &str = "anna@nordlicht.example";
const MIO: &str = "mio@hoshino.example";

async fn enter(client: &mut Client, alias: &str) -> crate::harness::Answer {
    let settings = json!({ "is_on": true, "is_in_league": true, "alias": alias });
    client.put("/api/v1/account/board", settings).await
}

#[tokio::test]
async fn a_league_knows_companies_by_their_alias_alone() {
    let app = TestApp::start().await;
    app.earn(MIO, 300).await;
    app.earn("max@nordlicht.example", 240).await;
    let (mut aki, mut anna) = (app.signed_in(AKI).await, app.signed_in(ANNA).await);
    let league = async |client: &mut Client| client.get("/api/v1/board/league").await.ok();
    let out = league(&mut aki).await;
    assert_eq!((&out["state"], &out["rows"]), (&json!("out"), &json!([])));

    enter(&mut aki, "Red Fox").await.ok();
    let alone = league(&mut aki).await;
    assert_eq!(
        (&alone["state"], &alone["rows"]),
        (&json!("alone"), &json!([]))
    );
    assert_eq!(alone["seats"], json!({ "from": 1, "to": 9 }));

    enter(&mut anna, "Blue Whale").await.ok();
    let answer = anna.get("/api/v1/board/league").await;
    assert!(!answer.text.to_lowercase().contains("hoshino"));
    // 240 points of two seats are more than 300 of three.
    let row = |rank: i64, alias: &str, tenths: i64, is_mine: bool| json!({ "rank": rank, "is_tie": false, "alias": alias, "average_tenths": tenths, "is_mine": is_mine });
    let expected = json!([
        row(1, "Blue Whale", 1_200, true),
        row(2, "Red Fox", 1_000, false)
    ]);
    assert_eq!(answer.json()["rows"], expected);
    // Members see it too, and who leaves the board counts no more, neither as points nor as a seat.
    let mut mio = app.signed_in(MIO).await;
    mio.put("/api/v1/board/me", json!({ "shown": "left" }))
        .await
        .ok();
    assert_eq!(
        league(&mut mio).await["rows"][1],
        row(2, "Red Fox", 0, true)
    );

    let settings = json!({ "is_on": true, "is_in_league": false, "alias": "Blue Whale" });
    anna.put("/api/v1/account/board", settings).await.ok();
    assert_eq!(league(&mut aki).await["state"], "alone");
}

#[tokio::test]
async fn an_alias_is_readable_free_and_no_name() {
    let app = TestApp::start().await;
    let (mut aki, mut anna) = (app.signed_in(AKI).await, app.signed_in(ANNA).await);
    for (alias, code) in [
        ("", "required"),
        ("...", "required"),
        ("Fox\u{202e}", "direction"),
        ("<i>", "markup"),
        ("Hoshino", "own_name"),
        ("ＨＯＳＨＩＮＯ Fans", "own_name"),
    ] {
        let answer = enter(&mut aki, alias).await;
        assert_eq!(answer.problem(), problem(422, "invalid"), "{alias:?}");
        assert_eq!(
            answer.field_codes(),
            [format!("/alias {code}")],
            "{alias:?}"
        );
    }
    // Another company's name is refused as little as any word: a refusal would say that there is such a company.
    enter(&mut aki, "Nordlicht").await.ok();
    enter(&mut aki, "Red Fox").await.ok();
    assert_eq!(
        enter(&mut anna, "red-fox").await.field_codes(),
        ["/alias taken"]
    );
    let kept = anna.get("/api/v1/account/board").await.ok();
    assert_eq!(
        kept,
        json!({ "is_on": true, "is_in_league": false }),
        "nothing half done"
    );
}

#[tokio::test]
async fn admins_see_how_many_take_part_and_not_who() {
    let app = TestApp::start().await;
    app.earn(MIO, 30).await;
    let mut aki = app.signed_in(AKI).await;
    let answer = aki.get("/api/v1/account/participation").await;
    assert!(!answer.text.contains("Mio"));
    let found = answer.ok();
    let months = found["months"].as_array().unwrap();
    let last = &months[11];
    assert_eq!(months.len(), 12);
    assert_eq!(
        (&last["seats"], &last["earned"], &last["points"]),
        (&json!(3), &json!(1), &json!(30))
    );
    assert_eq!(months[0]["seats"], 0, "nobody was there a year ago");
    assert_eq!((&found["active"], &found["never"]), (&json!(3), &json!(2)));

    let file = aki.get("/api/v1/account/participation.csv").await;
    assert_eq!(file.header("content-type"), "text/csv; charset=utf-8");
    let lines: Vec<&str> = file.text.trim_start_matches('\u{feff}').lines().collect();
    assert_eq!(lines[0], "month,people,took_part,points");
    assert_eq!(
        lines[12],
        format!("{},3,1,30", last["month"].as_str().unwrap())
    );

    // Who has left the board is not even a number.
    let mut mio = app.signed_in(MIO).await;
    mio.put("/api/v1/board/me", json!({ "shown": "left" }))
        .await
        .ok();
    let found: Value = aki.get("/api/v1/account/participation").await.ok();
    assert_eq!((&found["active"], &found["never"]), (&json!(2), &json!(2)));
    assert_eq!(
        (
            &found["months"][11]["earned"],
            &found["months"][11]["points"]
        ),
        (&json!(0), &json!(0))
    );
}
