//! Votes, bookmarks, questions, searches, the feed: what readers do with articles.

use serde_json::{Value, json};

use crate::harness::{Client, TestApp, problem};

fn article(title: &str, more: &str) -> String {
    format!(
        "---\ntitle: {title}\nsummary: About <{title}> & more.\nupdated: 2026-11-01\n{more}---\nHello.\n"
    )
}

async fn app() -> TestApp {
    TestApp::with_articles(&[
        (
            "en/start/welcome.md",
            &article("Welcome", "contexts: [home]\n"),
        ),
        (
            "en/start/second.md",
            &article("Second", "contexts: [company]\n"),
        ),
        (
            "en/start/secret.md",
            &article(
                "For leads alone",
                "contexts: [home]\naudience:\n  personas: [lead]\n",
            ),
        ),
    ])
    .await
}

fn slugs(list: &Value) -> Vec<&str> {
    let articles = list.as_array().unwrap();
    articles
        .iter()
        .map(|article| article["slug"].as_str().unwrap())
        .collect()
}

#[tokio::test]
async fn a_vote_counts_once_and_can_be_changed() {
    let app = app().await;
    let mut mio = app.signed_in("mio@hoshino.example").await;
    let path = "/api/v1/articles/start/welcome";
    assert_eq!(
        mio.get(&format!("{path}/mine")).await.ok(),
        json!({ "is_bookmarked": false, "vote": null })
    );
    for is_helpful in [true, false] {
        let vote = json!({ "is_helpful": is_helpful, "reason": "  too short ", "locale": "en" });
        mio.put(&format!("{path}/vote"), vote).await.ok();
    }
    assert_eq!(
        mio.get(&format!("{path}/mine")).await.ok()["vote"],
        json!({ "is_helpful": false, "reason": "too short", "locale": "en" })
    );
    let mut ren = app.signed_in("ren@hoshino.example").await;
    assert_eq!(
        ren.get(&format!("{path}/mine")).await.ok()["vote"],
        Value::Null
    );
    let long = json!({ "is_helpful": false, "reason": "x".repeat(1001), "locale": "en" });
    assert_eq!(
        mio.put(&format!("{path}/vote"), long).await.field_codes(),
        ["/reason too_long"]
    );
}

#[tokio::test]
async fn what_cannot_be_opened_cannot_be_voted_on_or_kept() {
    let app = app().await;
    let mut mio = app.signed_in("mio@hoshino.example").await;
    let vote = json!({ "is_helpful": true, "locale": "en" });
    for slug in ["secret", "none"] {
        let path = format!("/api/v1/articles/start/{slug}");
        let gone = problem(404, "not-found");
        assert_eq!(
            mio.put(&format!("{path}/vote"), vote.clone())
                .await
                .problem(),
            gone
        );
        assert_eq!(
            mio.put(&format!("{path}/bookmark"), json!({}))
                .await
                .problem(),
            gone
        );
        assert_eq!(mio.get(&format!("{path}/mine")).await.problem(), gone);
    }
}

#[tokio::test]
async fn bookmarks_are_found_again_and_can_be_taken_out() {
    let app = app().await;
    let mut mio = app.signed_in("mio@hoshino.example").await;
    for slug in ["welcome", "second", "welcome"] {
        let path = format!("/api/v1/articles/start/{slug}/bookmark");
        assert_eq!(mio.put(&path, json!({})).await.status, 204);
        app.advance(jiff::SignedDuration::from_secs(1));
    }
    let list = mio.get("/api/v1/bookmarks?locale=ja").await.ok();
    assert_eq!(slugs(&list), ["second", "welcome"]);
    mio.delete("/api/v1/articles/start/second/bookmark")
        .await
        .ok();
    mio.delete("/api/v1/articles/start/second/bookmark")
        .await
        .ok();
    assert_eq!(slugs(&mio.get("/api/v1/bookmarks").await.ok()), ["welcome"]);
    let mut ren = app.signed_in("ren@hoshino.example").await;
    assert_eq!(ren.get("/api/v1/bookmarks").await.ok(), json!([]));
}

#[tokio::test]
async fn help_names_the_articles_of_a_page_that_the_reader_may_open() {
    let app = app().await;
    let mut mio = app.signed_in("mio@hoshino.example").await;
    let help = |page: &'static str| {
        let mut client = mio.clone();
        async move { client.get(&format!("/api/v1/help?page={page}")).await.ok()["articles"].clone() }
    };
    assert_eq!(slugs(&help("home").await), ["welcome"]);
    assert_eq!(slugs(&help("company").await), ["second"]);
    assert_eq!(help("no-such-page").await, json!([]));
    assert_eq!(
        mio.get("/api/v1/help").await.problem(),
        problem(422, "invalid")
    );
}

#[tokio::test]
async fn a_question_reaches_the_staff_once_with_where_it_was_asked() {
    let app = app().await;
    let mut mio = app.signed_in("mio@hoshino.example").await;
    let question = json!({ "text": " How do I weigh a cloud? ", "query": "cloud", "page": "/kb/search?q=cloud", "locale": "en" });
    for _ in 0..2 {
        assert_eq!(
            mio.keyed("/api/v1/questions", question.clone(), "k")
                .await
                .status,
            201
        );
    }
    let asked = app
        .signed_in("wri@vendor.example")
        .await
        .get("/api/v1/questions")
        .await
        .ok();
    let items = asked["items"].as_array().unwrap();
    assert_eq!(items.len(), 1);
    assert_eq!(
        (
            &items[0]["text"],
            &items[0]["member_name"],
            &items[0]["account_name"],
            &items[0]["page"]
        ),
        (
            &json!("How do I weigh a cloud?"),
            &json!("Mio Member"),
            &json!("Hoshino"),
            &json!("/kb/search?q=cloud")
        )
    );
    for (text, page, code) in [
        ("?", "/kb", "/text too_short"),
        (&"x".repeat(2001), "/kb", "/text too_long"),
        ("how?", "https://evil.example", "/page malformed"),
    ] {
        let question = json!({ "text": text, "page": page, "locale": "en" });
        let answer = mio
            .keyed(
                "/api/v1/questions",
                question,
                code.split(' ').next().unwrap(),
            )
            .await;
        assert_eq!(answer.field_codes(), [code]);
    }
}

#[tokio::test]
async fn the_feed_is_private_follows_its_readers_rights_and_can_be_replaced() {
    let app = app().await;
    let mut mio = app.signed_in("mio@hoshino.example").await;
    let address = |answer: Value| {
        let url = answer["url"].as_str().unwrap().to_owned();
        url.strip_prefix("http://localhost:8080")
            .unwrap()
            .to_owned()
    };
    let first = address(mio.post("/api/v1/feed?locale=ja", json!({})).await.ok());
    let mut reader = app.client();
    let feed = reader.get(&first).await;
    assert_eq!(
        feed.header("content-type"),
        "application/atom+xml; charset=utf-8"
    );
    assert!(
        feed.text.contains("<title>ナレッジの新着</title>"),
        "{}",
        feed.text
    );
    assert!(
        feed.text.contains("About &lt;Welcome&gt; &amp; more."),
        "{}",
        feed.text
    );
    assert!(!feed.text.contains("leads alone"), "{}", feed.text);

    let second = address(mio.post("/api/v1/feed", json!({})).await.ok());
    assert_eq!(
        reader.get(&first).await.problem(),
        problem(404, "not-found")
    );
    assert_eq!(reader.get(&second).await.status, 200);
    deactivate(&app, "mio@hoshino.example").await;
    assert_eq!(
        reader.get(&second).await.problem(),
        problem(404, "not-found")
    );
}

#[tokio::test]
async fn a_feed_can_be_ended_and_opens_nothing_else() {
    let app = app().await;
    let mut mio = app.signed_in("mio@hoshino.example").await;
    let url = mio.post("/api/v1/feed", json!({})).await.ok();
    let path = url["url"]
        .as_str()
        .unwrap()
        .strip_prefix("http://localhost:8080")
        .unwrap();
    let token = path
        .split('/')
        .next_back()
        .unwrap()
        .split('?')
        .next()
        .unwrap();
    let mut thief: Client = app.client();
    thief.cookies.insert("__Host-kizuna".into(), token.into());
    assert_eq!(thief.get("/api/v1/me").await.status, 401);
    let mine = mio.get("/api/v1/feed").await.ok();
    assert!(mine["made_at"].is_string(), "{mine}");
    mio.delete("/api/v1/feed").await.ok();
    let none = json!({ "made_at": null });
    assert_eq!(mio.get("/api/v1/feed").await.ok(), none);
    assert_eq!(thief.get(path).await.status, 404);
}

#[tokio::test]
async fn changes_are_listed_newest_first_and_say_what_is_new() {
    let on = |day: &str, text: String| text.replace("2026-11-01", day);
    let app = TestApp::with_articles(&[
        ("en/start/old.md", &article("Old", "")),
        (
            "en/start/new.md",
            &on("2026-11-19", article("New", "publish_at: 2026-11-20\n")),
        ),
        (
            "en/start/mended.md",
            &on("2026-11-10", article("Mended", "publish_at: 2026-11-09\n")),
        ),
    ])
    .await;
    let mut mio = app.signed_in("mio@hoshino.example").await;
    let changes = mio.get("/api/v1/changes").await.ok();
    let found: Vec<_> = changes
        .as_array()
        .unwrap()
        .iter()
        .map(|change| (&change["article"]["slug"], &change["is_new"]))
        .collect();
    let expected = [("new", true), ("mended", false), ("old", false)]
        .map(|(slug, is_new)| (json!(slug), json!(is_new)));
    assert_eq!(found, expected.each_ref().map(|(slug, is)| (slug, is)));
}

async fn deactivate(app: &TestApp, email: &str) {
    let mut admin = app.signed_in("aki@hoshino.example").await;
    let id = app.people[email];
    admin
        .post(&format!("/api/v1/members/{id}/deactivation"), json!({}))
        .await
        .ok();
}
