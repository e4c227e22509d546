//! Open pages of the board: told at once, by any process, and of everything when they come back.

use std::time::{Duration, Instant};

use serde_json::json;

use crate::harness::{Stream, TestApp};

const MIO: &str = "mio@hoshino.example";
const REN: &str = "ren@hoshino.example";
const LIVE: &str = "/api/v1/board/live";

async fn data(stream: &mut Stream, count: usize) -> Vec<String> {
    let mut all = Vec::new();
    for _ in 0..count {
        all.push(stream.next().await.expect("a message").data);
    }
    all
}

#[tokio::test]
async fn an_open_page_hears_of_points_and_people_within_a_second() {
    let app = TestApp::start().await;
    let mut ren = app.signed_in(REN).await;
    let mut page = ren.listen(LIVE).await;
    let begun = Instant::now();
    app.earn(MIO, 30).await;
    assert_eq!(data(&mut page, 1).await, ["\"points\""]);
    assert!(
        begun.elapsed() < Duration::from_secs(1),
        "{:?}",
        begun.elapsed()
    );
    let mut mio = app.signed_in(MIO).await;
    let hidden = json!({ "shown": "hidden" });
    mio.put("/api/v1/board/me", hidden).await.ok();
    assert_eq!(data(&mut page, 1).await, ["\"people\""]);
    // What concerns nobody's rank, and another company, is no message.
    app.earn_for("Hoshino", 500).await;
    app.earn("max@nordlicht.example", 500).await;
    assert!(page.next().await.is_none());
}

#[tokio::test]
async fn nothing_is_missed_between_two_connections_even_to_another_process() {
    let app = TestApp::start().await;
    let other = app.another_process().await;
    let mut ren = app.signed_in(REN).await;
    let mut page = ren.listen(LIVE).await;
    app.earn(MIO, 1).await;
    let last = page.next().await.unwrap().id;
    drop(page);
    for points in 2..=6 {
        app.earn(MIO, points).await;
    }
    let mut mio = app.signed_in(MIO).await;
    mio.put("/api/v1/board/me", json!({ "shown": "hidden" }))
        .await
        .ok();

    let mut elsewhere = ren.at(&other);
    let mut page = elsewhere.listen_after(LIVE, &last).await;
    let missed = data(&mut page, 6).await;
    assert_eq!(missed[..5], ["\"points\""; 5]);
    assert_eq!(missed[5], "\"people\"");
    // And it goes on with what the first process writes.
    app.earn(REN, 7).await;
    let told = page.next().await.unwrap();
    assert_eq!(told.data, "\"points\"");
    assert!(page.next().await.is_none(), "each is told once");

    // A page that has read the board later than its last message hears of nothing old.
    let event = elsewhere.get("/api/v1/board").await.ok()["ranking"]["event"].clone();
    assert_eq!(event, told.id);
    let path = format!("{LIVE}?after={}", event.as_str().unwrap());
    assert!(ren.listen(&path).await.next().await.is_none());
    // An id that means nothing asks for everything.
    assert_eq!(
        data(&mut ren.listen_after(LIVE, "x").await, 1).await,
        ["\"much\""]
    );
}

#[tokio::test]
async fn a_flood_is_told_as_one() {
    let app = TestApp::start().await;
    let mut ren = app.signed_in(REN).await;
    let before = ren.get("/api/v1/board").await.ok()["ranking"]["event"].clone();
    app.earn_often(MIO, 300).await;
    let path = format!("{LIVE}?after={}", before.as_str().unwrap());
    let mut page = ren.listen(&path).await;
    assert_eq!(data(&mut page, 1).await, ["\"much\""]);
    assert!(page.next().await.is_none());
}

#[tokio::test]
async fn who_has_left_hears_nothing() {
    let app = TestApp::start().await;
    let mut mio = app.signed_in(MIO).await;
    mio.put("/api/v1/board/me", json!({ "shown": "left" }))
        .await
        .ok();
    assert_eq!(mio.get(LIVE).await.status, 404);
}
