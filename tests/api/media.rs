//! Images and videos of articles, for those who may open an article that shows them.

use std::collections::HashMap;

use server::settings::GivenSettings;
use tempfile::TempDir;

use crate::harness::{TestApp, problem};

const DRAWING: &str = "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 8 9\"/>";
const VIDEO: &str = "\0\0\0\u{20}ftypisom and the rest of it";

async fn app() -> (TestApp, TempDir) {
    let folder = tempfile::tempdir().unwrap();
    let article = |audience: &str, body: &str| {
        format!("---\ntitle: A\nsummary: B\nupdated: 2026-11-01\n{audience}---\n{body}\n")
    };
    let files = [
        ("media/open/a.svg", DRAWING.to_owned()),
        ("media/gold.svg", DRAWING.to_owned()),
        ("media/tour.mp4", VIDEO.to_owned()),
        ("media/tour.poster.svg", DRAWING.to_owned()),
        ("media/unused.svg", DRAWING.to_owned()),
        (
            "en/start/a.md",
            article("", "![A](/media/open/a.svg)\n\n![Tour](/media/tour.mp4)"),
        ),
        (
            "en/start/b.md",
            article("audience:\n  minimum_tier: gold\n", "![A](/media/gold.svg)"),
        ),
    ];
    let files: Vec<_> = files
        .into_iter()
        .map(|(path, text)| (path.to_owned(), text))
        .collect();
    for (path, text) in files.iter().filter(|(path, _)| path.starts_with("media/")) {
        let place = folder.path().join(path);
        std::fs::create_dir_all(place.parent().unwrap()).unwrap();
        std::fs::write(place, text).unwrap();
    }
    std::fs::write(folder.path().join("secret.svg"), DRAWING).unwrap();
    let settings = GivenSettings {
        articles: Some(folder.path().to_owned()),
        ..GivenSettings::default()
    };
    (TestApp::with(files, HashMap::new(), settings).await, folder)
}

#[tokio::test]
async fn readers_see_what_their_articles_show_and_nothing_else() {
    let (app, folder) = app().await;
    let mut member = app.signed_in("mio@hoshino.example").await;
    let drawing = member.get("/media/open/a.svg").await;
    assert_eq!(
        (drawing.status.as_u16(), drawing.text.as_str()),
        (200, DRAWING)
    );
    assert_eq!(drawing.header("content-type"), "image/svg+xml");
    assert_eq!(drawing.header("cache-control"), "private, no-cache");
    assert_eq!(drawing.header("x-content-type-options"), "nosniff");
    for path in [
        "gold.svg",
        "unused.svg",
        "none.svg",
        "..%2fsecret.svg",
        "open/..%2f..%2fsecret.svg",
        "open%2f",
    ] {
        let answer = member.get(&format!("/media/{path}")).await;
        assert_eq!(answer.problem(), problem(404, "not-found"), "{path}");
    }
    let mut staff = app.signed_in("wri@vendor.example").await;
    assert_eq!(staff.get("/media/gold.svg").await.status, 200);
    let nobody = app.client().get("/media/open/a.svg").await;
    assert_eq!(nobody.problem(), problem(401, "signed-out"));

    std::fs::remove_file(folder.path().join("media/open/a.svg")).unwrap();
    let gone = member.get("/media/open/a.svg").await;
    assert_eq!(gone.problem(), problem(404, "not-found"));
}

#[tokio::test]
async fn a_drawing_that_is_opened_by_itself_runs_nothing() {
    let (app, _folder) = app().await;
    let mut member = app.signed_in("mio@hoshino.example").await;
    let drawing = member.get("/media/open/a.svg").await;
    let policy = drawing.header("content-security-policy");
    assert!(
        policy.contains("sandbox")
            && policy.contains("default-src 'none'")
            && !policy.contains("script-src"),
        "{policy}"
    );
    let page = member.get("/api/v1/articles/start/a").await;
    let policy = page.header("content-security-policy");
    assert!(policy.contains("media-src 'self'"), "{policy}");
    let html = page.json()["html"].as_str().unwrap().to_owned();
    assert!(html.contains("width=\"8\" height=\"9\""), "{html}");
}

#[tokio::test]
async fn a_video_comes_in_parts() {
    let (app, _folder) = app().await;
    let mut member = app.signed_in("mio@hoshino.example").await;
    member.headers.insert("range", "bytes=4-7".parse().unwrap());
    let part = member.get("/media/tour.mp4").await;
    assert_eq!((part.status.as_u16(), part.text.as_str()), (206, "ftyp"));
    assert_eq!(part.header("content-type"), "video/mp4");
    let range = format!("bytes 4-7/{}", VIDEO.len());
    assert_eq!(part.header("content-range"), range);
    member
        .headers
        .insert("range", "bytes=9999-".parse().unwrap());
    assert_eq!(member.get("/media/tour.mp4").await.status, 416);
    member.headers.remove("range");

    let whole = member.get("/media/tour.mp4").await;
    let tag = whole.header("last-modified");
    member
        .headers
        .insert("if-modified-since", tag.parse().unwrap());
    assert_eq!(member.get("/media/tour.mp4").await.status, 304);
}
