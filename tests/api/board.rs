//! The team board: true ranks, whatever is shown of whom, in windows that stay as they were when they closed.

use axum::http::StatusCode;
use contract::{Locale, Persona, Role};
use serde_json::{Value, json};
use storage::Occasion;
use storage::members::{self, NewMember};

use crate::harness::{Client, TestApp, problem};

const AKI: &str = "aki@hoshino.example";
const MIO: &str = "mio@hoshino.example";
const REN: &str = "ren@hoshino.example";

/// Rank, name or what stands in its place, and points of each row.
pub fn rows(list: &Value) -> Vec<String> {
    let row = |row: &Value| {
        let tie = if row["is_tie"] == true { "=" } else { "" };
        let name = row["name"].as_str().unwrap_or(row["who"].as_str().unwrap());
        let me = if row["is_me"] == true { " (me)" } else { "" };
        format!("{}{tie} {name} {}{me}", row["rank"], row["points"])
    };
    list.as_array().unwrap().iter().map(row).collect()
}

pub async fn top(client: &mut Client, query: &str) -> Vec<String> {
    let view = client.get(&format!("/api/v1/board{query}")).await.ok();
    assert_eq!(view["state"], "on", "{view}");
    rows(&view["ranking"]["top"])
}

async fn choose(client: &mut Client, shown: &str) {
    let choice = json!({ "shown": shown });
    client.put("/api/v1/board/me", choice).await.ok();
}

#[tokio::test]
async fn colleagues_are_ranked_with_their_ties() {
    let app = TestApp::start().await;
    app.earn(MIO, 120).await;
    app.earn(REN, 60).await;
    app.earn(AKI, 120).await;
    let mut ren = app.signed_in(REN).await;
    let view = ren.get("/api/v1/board").await.ok();
    let ranking = &view["ranking"];
    let expected = [
        "1= Mio Member 120",
        "1= Aki Admin 120",
        "3 Ren Second 60 (me)",
    ];
    assert_eq!(
        rows(&ranking["top"]),
        expected,
        "who reached it first stands first"
    );
    assert_eq!(ranking["me"]["rank"], 3);
    assert_eq!(ranking["me"]["next"], json!({ "rank": 1, "missing": 60 }));
    assert_eq!(ranking["window"]["kind"], "week");
    assert_eq!(ranking["ranked"], 3);
    assert_eq!(
        ranking["caps"],
        json!([{ "rule": "A day's use of the product", "points": 10, "per": "day", "is_by_member": true }])
    );
    // Points of the company are nobody's.
    app.earn_for("Hoshino", 5_000).await;
    for window in ["month", "quarter", "year", "all"] {
        assert_eq!(
            top(&mut ren, &format!("?window={window}")).await,
            expected,
            "{window}"
        );
    }
    // Whoever has none is told how to come on the board.
    let mut anna = app.signed_in("anna@nordlicht.example").await;
    let view = anna.get("/api/v1/board").await.ok();
    assert_eq!(view["ranking"]["top"], json!([]));
    let me = &view["ranking"]["me"];
    assert_eq!((&me["rank"], &me["points"]), (&Value::Null, &json!(0)));
    assert_eq!(me["next"], json!({ "rank": 1, "missing": 1 }));
}

#[tokio::test]
async fn the_own_row_is_there_with_its_neighbours_at_any_rank() {
    let app = TestApp::start().await;
    join(&app, 30).await;
    app.earn(REN, 5).await;
    let mut ren = app.signed_in(REN).await;
    let ranking = ren.get("/api/v1/board").await.ok()["ranking"].clone();
    assert_eq!(ranking["top"].as_array().unwrap().len(), 20);
    assert_eq!(
        (&ranking["me"]["rank"], &ranking["ranked"]),
        (&json!(31), &json!(31))
    );
    let around = [
        "29 Person 28 102",
        "30 Person 29 101",
        "31 Ren Second 5 (me)",
    ];
    assert_eq!(rows(&ranking["around"]), around);
    assert_eq!(ranking["me"]["next"], json!({ "rank": 30, "missing": 96 }));
    // Just below the first the neighbours are no rows twice.
    app.earn(REN, 105).await;
    let ranking = ren.get("/api/v1/board").await.ok()["ranking"].clone();
    let around = [
        "21= Person 20 110",
        "21= Ren Second 110 (me)",
        "23 Person 21 109",
        "24 Person 22 108",
    ];
    assert_eq!(rows(&ranking["around"]), around);
}

/// So many people with 130, 129, … points.
async fn join(app: &TestApp, count: i64) {
    let account = app.accounts["Hoshino"];
    for number in 0..count {
        let member = &NewMember {
            email: format!("{number}@hoshino.example"),
            name: format!("Person {number}"),
            role: Role::Member,
            persona: Some(Persona::Practitioner),
            team: None,
            locale: Locale::En,
        };
        let occasion = Occasion {
            now: app.state.clock.now(),
            address: "",
        };
        let create = app.state.db.write(|tx| async move {
            members::create_member(&tx, account, member, "none", occasion).await
        });
        let id = create.await.unwrap();
        app.earn_as(account, id, 130 - number).await;
    }
}

#[tokio::test]
async fn everyone_chooses_what_others_see() {
    let app = TestApp::start().await;
    app.earn(MIO, 30).await;
    app.earn(REN, 20).await;
    app.earn(AKI, 10).await;
    let (mut mio, mut ren) = (app.signed_in(MIO).await, app.signed_in(REN).await);
    assert_eq!(
        mio.get("/api/v1/board/me").await.ok(),
        json!({ "shown": "name" })
    );

    let nickname = json!({ "shown": "nickname", "nickname": "Kestrel" });
    mio.put("/api/v1/board/me", nickname).await.ok();
    let answer = ren.get("/api/v1/board").await;
    assert!(!answer.text.contains("Mio") && !answer.text.contains(&app.people[MIO].to_string()));
    assert_eq!(rows(&answer.json()["ranking"]["top"])[0], "1 Kestrel 30");

    // An unnamed gap keeps the place, and says neither who nor how many.
    choose(&mut mio, "hidden").await;
    let expected = ["1 hidden null", "2 Ren Second 20 (me)", "3 Aki Admin 10"];
    assert_eq!(top(&mut ren, "").await, expected);
    assert_eq!(top(&mut mio, "").await[0], "1 Mio Member 30 (me)");

    // Who leaves has never been there, in any window.
    choose(&mut mio, "left").await;
    for window in ["", "?window=month", "?window=all"] {
        let expected = ["1 Ren Second 20 (me)", "2 Aki Admin 10"];
        assert_eq!(top(&mut ren, window).await, expected);
    }
    let left = mio.get("/api/v1/board").await.ok();
    assert_eq!(left, json!({ "state": "left", "ranking": null }));

    choose(&mut mio, "name").await;
    assert_eq!(top(&mut ren, "").await[0], "1 Mio Member 30");
}

#[tokio::test]
async fn who_hides_the_own_points_is_a_gap_until_choosing_otherwise() {
    let app = TestApp::start().await;
    app.earn(MIO, 30).await;
    let (mut mio, mut ren) = (app.signed_in(MIO).await, app.signed_in(REN).await);
    mio.patch("/api/v1/me", json!({ "hides_points": true }))
        .await
        .ok();
    assert_eq!(top(&mut ren, "").await, ["1 hidden null"]);
    choose(&mut mio, "name").await;
    assert_eq!(top(&mut ren, "").await, ["1 Mio Member 30"]);
}

#[tokio::test]
async fn a_nickname_is_readable_and_nobody_elses() {
    let app = TestApp::start().await;
    let (mut mio, mut ren) = (app.signed_in(MIO).await, app.signed_in(REN).await);
    let put = async |client: &mut Client, nickname: &str| {
        let choice = json!({ "shown": "nickname", "nickname": nickname });
        client.put("/api/v1/board/me", choice).await
    };
    for (nickname, code) in [
        ("", "required"),
        ("  ", "required"),
        ("x", "too_short"),
        (&"x".repeat(31), "too_long"),
        ("<b>Mio</b>", "markup"),
        ("a\tb", "control"),
        ("abc\u{202e}def", "direction"),
        ("M\u{200b}io", "invisible"),
        ("Fast  Fox", "spaces"),
    ] {
        let answer = put(&mut mio, nickname).await;
        assert_eq!(answer.problem(), problem(422, "invalid"), "{nickname:?}");
        assert_eq!(
            answer.field_codes(),
            [format!("/nickname {code}")],
            "{nickname:?}"
        );
    }
    for nickname in [
        "Ren Second",
        "ren-second",
        "ＲＥＮ ＳＥＣＯＮＤ",
        "Rеn Secоnd",
    ] {
        let answer = put(&mut mio, nickname).await;
        assert_eq!(answer.problem(), problem(409, "conflict"), "{nickname}");
        assert_eq!(answer.field_codes(), ["/nickname taken"], "{nickname}");
    }
    put(&mut mio, "Kestrel").await.ok();
    assert_eq!(
        put(&mut ren, "KE5TREL").await.status,
        StatusCode::OK,
        "a five is no s"
    );
    assert_eq!(
        put(&mut ren, "kestreI").await.field_codes(),
        ["/nickname taken"]
    );
    // The name of another company's person is as free as any.
    put(&mut ren, "Anna Admin").await.ok();
    let kept = mio.get("/api/v1/board/me").await.ok();
    assert_eq!(kept, json!({ "shown": "nickname", "nickname": "Kestrel" }));
}

#[tokio::test]
async fn the_name_of_who_is_gone_goes() {
    let app = TestApp::start().await;
    app.earn(MIO, 30).await;
    app.earn(REN, 20).await;
    let (mut aki, mut ren) = (app.signed_in(AKI).await, app.signed_in(REN).await);
    assert_eq!(top(&mut ren, "").await[0], "1 Mio Member 30");
    let end = format!("/api/v1/members/{}/deactivation", app.people[MIO]);
    aki.post(&end, json!({})).await.ok();
    let answer = ren.get("/api/v1/board").await;
    assert!(!answer.text.contains("Mio"), "{}", answer.text);
    let expected = ["1 former null", "2 Ren Second 20 (me)"];
    assert_eq!(rows(&answer.json()["ranking"]["top"]), expected);
}

#[tokio::test]
async fn a_company_may_have_no_board() {
    let app = TestApp::start().await;
    app.earn(MIO, 30).await;
    let (mut aki, mut mio) = (app.signed_in(AKI).await, app.signed_in(MIO).await);
    let settings = aki.get("/api/v1/account/board").await.ok();
    assert_eq!(settings, json!({ "is_on": true, "is_in_league": false }));
    let off = json!({ "is_on": false, "is_in_league": false });
    aki.put("/api/v1/account/board", off).await.ok();
    let view = mio.get("/api/v1/board").await.ok();
    assert_eq!(view, json!({ "state": "off", "ranking": null }));
    assert_eq!(
        mio.get("/api/v1/board/live").await.problem(),
        problem(404, "not-found")
    );
    let log = aki.get("/api/v1/audit").await.ok();
    assert_eq!(log["items"][0]["action"], "board_changed");
    assert_eq!(log["items"][0]["detail"], "board: yes → no");
    let on = json!({ "is_on": true, "is_in_league": false });
    aki.put("/api/v1/account/board", on).await.ok();
    assert_eq!(top(&mut mio, "").await, ["1 Mio Member 30 (me)"]);
}

#[tokio::test]
async fn teams_are_compared_by_seat_and_filter_the_board() {
    let app = TestApp::start().await;
    join(&app, 4).await;
    let mut aki = app.signed_in(AKI).await;
    let people = aki.get("/api/v1/members?limit=50").await.ok();
    for person in people["items"].as_array().unwrap() {
        let name = person["name"].as_str().unwrap();
        let team = match name {
            "Person 0" | "Person 1" | "Person 2" | "Person 3" => "Makers",
            "Mio Member" | "Ren Second" | "Aki Admin" => "Thinkers",
            _ => continue,
        };
        let path = format!("/api/v1/members/{}", person["id"].as_str().unwrap());
        aki.patch(&path, json!({ "team": team })).await.ok();
    }
    // 400 points of three seats are more than 514 of four.
    app.earn(REN, 300).await;
    app.earn(MIO, 100).await;
    let ranking = aki.get("/api/v1/board").await.ok()["ranking"].clone();
    assert_eq!(
        ranking["teams"],
        json!([
            { "name": "Thinkers", "seats": 3, "rank": 1, "average_tenths": 1333, "is_mine": true },
            { "name": "Makers", "seats": 4, "rank": 2, "average_tenths": 1285, "is_mine": false },
        ])
    );
    assert_eq!(
        top(&mut aki, "?team=Thinkers").await,
        ["1 Ren Second 300", "2 Mio Member 100"]
    );
    let makers = aki.get("/api/v1/board?team=Makers").await.ok()["ranking"].clone();
    assert_eq!(rows(&makers["top"])[3], "4 Person 3 127");
    assert_eq!(
        (&makers["me"]["rank"], &makers["me"]["next"]),
        (&Value::Null, &Value::Null)
    );
    // Too few seats would tell what one person has.
    let mut mio = app.signed_in(MIO).await;
    choose(&mut mio, "left").await;
    let teams = aki.get("/api/v1/board").await.ok()["ranking"]["teams"].clone();
    assert_eq!(
        teams[1],
        json!({ "name": "Thinkers", "seats": 2, "rank": null, "average_tenths": null, "is_mine": true })
    );
}
