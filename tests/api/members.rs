//! The people of a company.

use serde_json::{Value, json};

use crate::harness::{TestApp, problem};

fn names(page: &Value) -> Vec<&str> {
    page["items"]
        .as_array()
        .unwrap()
        .iter()
        .map(|member| member["name"].as_str().unwrap())
        .collect()
}

#[tokio::test]
async fn members_see_active_colleagues_and_admins_see_everyone() {
    let app = TestApp::start().await;
    let mut admin = app.signed_in("aki@hoshino.example").await;
    admin.invite("new@hoshino.example").await.ok();
    let ren = app.people["ren@hoshino.example"];
    admin
        .post(&format!("/api/v1/members/{ren}/deactivation"), json!({}))
        .await
        .ok();

    let page = admin.get("/api/v1/members").await.ok();
    assert_eq!(
        names(&page),
        ["Aki Admin", "Mio Member", "New Person", "Ren Second"]
    );
    let mut member = app.signed_in("mio@hoshino.example").await;
    let page = member.get("/api/v1/members").await.ok();
    assert_eq!(names(&page), ["Aki Admin", "Mio Member"]);
    for colleague in page["items"].as_array().unwrap() {
        assert_eq!(colleague["last_seen_at"], Value::Null);
        assert_eq!(colleague["is_me"], colleague["name"] == "Mio Member");
    }
}

#[tokio::test]
async fn people_are_found_by_name_email_and_team_and_come_in_pages() {
    let app = TestApp::start().await;
    let mut admin = app.signed_in("aki@hoshino.example").await;
    let mio = app.people["mio@hoshino.example"];
    admin
        .patch(
            &format!("/api/v1/members/{mio}"),
            json!({ "team": "100%_Quality" }),
        )
        .await
        .ok();
    for (q, found) in [
        ("MIO", vec!["Mio Member"]),
        ("ren%40hosh", vec!["Ren Second"]),
        ("quality", vec!["Mio Member"]),
        ("0%25_q", vec!["Mio Member"]),
        ("%25", vec!["Mio Member"]),
        ("zzz", vec![]),
    ] {
        let page = admin.get(&format!("/api/v1/members?q={q}")).await.ok();
        assert_eq!(names(&page), found, "{q}");
    }
    let mut seen = Vec::new();
    let mut cursor = String::new();
    loop {
        let page = admin
            .get(&format!("/api/v1/members?limit=1{cursor}"))
            .await
            .ok();
        seen.extend(names(&page).into_iter().map(ToOwned::to_owned));
        let Some(next) = page["next_cursor"].as_str() else {
            break;
        };
        cursor = format!("&cursor={next}");
    }
    assert_eq!(seen, ["Aki Admin", "Mio Member", "Ren Second"]);
    let answer = admin.get("/api/v1/members?cursor=nonsense").await;
    assert_eq!(answer.problem(), problem(422, "invalid"));
    let answer = admin.get("/api/v1/members?limit=many").await;
    assert_eq!(answer.problem(), problem(422, "invalid"));
}

#[tokio::test]
async fn a_deactivated_person_is_out_at_once_and_can_come_back() {
    let app = TestApp::start().await;
    let mut admin = app.signed_in("aki@hoshino.example").await;
    let mut person = app.signed_in("mio@hoshino.example").await;
    let path = format!(
        "/api/v1/members/{}/deactivation",
        app.people["mio@hoshino.example"]
    );
    assert_eq!(
        admin.post(&path, json!({})).await.ok()["status"],
        "deactivated"
    );
    assert_eq!(
        person.get("/api/v1/me").await.problem(),
        problem(401, "signed-out")
    );
    let again = person
        .sign_in("mio@hoshino.example", crate::harness::PASSWORD)
        .await;
    assert_eq!(again.problem(), problem(401, "wrong-credentials"));
    assert_eq!(admin.delete(&path).await.ok()["status"], "active");
    app.signed_in("mio@hoshino.example").await;
}

#[tokio::test]
async fn the_last_admin_can_be_neither_demoted_nor_deactivated() {
    let app = TestApp::start().await;
    let mut admin = app.signed_in("aki@hoshino.example").await;
    let aki = app.people["aki@hoshino.example"];
    let demote = admin
        .patch(
            &format!("/api/v1/members/{aki}"),
            json!({ "role": "member" }),
        )
        .await;
    assert_eq!(
        (demote.problem(), demote.field_codes()),
        (problem(409, "conflict"), vec!["/role last_admin".into()])
    );
    let remove = admin
        .post(&format!("/api/v1/members/{aki}/deactivation"), json!({}))
        .await;
    assert_eq!(remove.problem(), problem(409, "conflict"));
}

#[tokio::test]
async fn of_two_admins_who_demote_one_another_one_remains() {
    let app = TestApp::start().await;
    let mut aki = app.signed_in("aki@hoshino.example").await;
    let mio_path = format!("/api/v1/members/{}", app.people["mio@hoshino.example"]);
    let aki_path = format!("/api/v1/members/{}", app.people["aki@hoshino.example"]);
    aki.patch(&mio_path, json!({ "role": "account_admin" }))
        .await
        .ok();
    let mut mio = app.signed_in("mio@hoshino.example").await;
    let (one, two) = tokio::join!(
        aki.patch(&mio_path, json!({ "role": "member" })),
        mio.patch(&aki_path, json!({ "role": "member" })),
    );
    let done = [&one, &two]
        .iter()
        .filter(|answer| answer.status == 200)
        .count();
    assert_eq!(done, 1, "{} / {}", one.text, two.text);
}

#[tokio::test]
async fn a_change_of_role_counts_from_the_next_request_on() {
    let app = TestApp::start().await;
    let mut admin = app.signed_in("aki@hoshino.example").await;
    let mut person = app.signed_in("mio@hoshino.example").await;
    assert_eq!(
        person.invite("x@hoshino.example").await.problem(),
        problem(403, "forbidden")
    );
    let path = format!("/api/v1/members/{}", app.people["mio@hoshino.example"]);
    let body = json!({ "role": "account_admin", "persona": "lead", "team": "Quality" });
    let changed = admin.patch(&path, body).await.ok();
    assert_eq!(
        (&changed["persona"], &changed["team"]),
        (&json!("lead"), &json!("Quality"))
    );
    person.invite("x@hoshino.example").await.ok();
    assert_eq!(
        admin.patch(&path, json!({ "team": " " })).await.ok()["team"],
        Value::Null
    );
    assert_eq!(
        admin
            .patch(&path, json!({ "role": "operator" }))
            .await
            .field_codes(),
        ["/role not_allowed"]
    );
}

#[tokio::test]
async fn what_does_not_fit_a_persons_state_is_a_conflict() {
    let app = TestApp::start().await;
    let mut admin = app.signed_in("aki@hoshino.example").await;
    let mio = app.people["mio@hoshino.example"];
    let resend = admin
        .post(&format!("/api/v1/members/{mio}/invitation"), json!({}))
        .await;
    assert_eq!(resend.problem(), problem(409, "conflict"));
    let reactivate = admin
        .delete(&format!("/api/v1/members/{mio}/deactivation"))
        .await;
    assert_eq!(reactivate.problem(), problem(409, "conflict"));
    let nobody = admin
        .patch("/api/v1/members/not-an-id", json!({ "role": "member" }))
        .await;
    assert_eq!(nobody.problem(), problem(404, "not-found"));
}
