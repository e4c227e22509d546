//! The files of a reader's search indexes: what they answer, who gets which, and how they travel.

use std::collections::{BTreeMap, BTreeSet};
use std::io::Read;
use std::sync::Arc;

use contract::{AccountId, Locale, Persona, Tier};
use jiff::SignedDuration;
use knowledge::search::{Answer, Hit, Searcher, excerpt};
use knowledge::{Library, Reader};
use serde_json::{Value, json};

use crate::harness::{Client, TestApp, problem};

const MEMBER: &str = "mio@hoshino.example";
const STAFF: &str = "wri@vendor.example";

fn article(title: &str, more: &str, body: &str) -> String {
    format!("---\ntitle: {title}\nsummary: About it.\nupdated: 2026-11-01\n{more}---\n{body}\n")
}

/// What every member may read.
fn open_articles() -> Vec<(String, String)> {
    vec![
        (
            "en/start/welcome.md".to_owned(),
            article(
                "Welcome",
                "",
                "Hello there.\n\n## Your invoices\n\nPaid by card.",
            ),
        ),
        (
            "en/start/second.md".to_owned(),
            article("Second", "", "More to read."),
        ),
        (
            "ja/start/welcome.md".to_owned(),
            article("ようこそ", "", "検索のしかた。"),
        ),
        (
            "synonyms.toml".to_owned(),
            "en = [[\"invoice\", \"bill\"]]\n".to_owned(),
        ),
    ]
}

/// With what no practitioner of a bronze company may read, each in every language.
fn all_articles() -> Vec<(String, String)> {
    let gates = [
        ("tier", "audience:\n  minimum_tier: gold\n"),
        ("persona", "audience:\n  personas: [executive]\n"),
        ("account", "audience:\n  accounts: [other]\n"),
        ("draft", "draft: true\n"),
        ("later", "publish_at: 2999-01-01\n"),
    ];
    let mut all = open_articles();
    for (name, gate) in gates {
        for locale in Locale::ALL {
            all.push((
                format!("{locale}/start/gated-{name}.md"),
                article(
                    &format!("Zeppelin {name} 秘密"),
                    gate,
                    "A xylophone, 非公開 and ゼッペリン.",
                ),
            ));
        }
    }
    all
}

async fn app(articles: Vec<(String, String)>) -> TestApp {
    let articles: Vec<_> = articles
        .iter()
        .map(|(path, text)| (path.as_str(), text.as_str()))
        .collect();
    TestApp::with_articles(&articles).await
}

async fn file(client: &mut Client, name: &str) -> Vec<u8> {
    let answer = client.get(&format!("/api/v1/search/files/{name}")).await;
    assert_eq!(answer.status, 200, "{name}: {}", answer.text);
    answer.bytes
}

/// Searches as a browser does.
async fn search(client: &mut Client, root: &str, query: &str) -> Vec<Hit> {
    let mut searcher = Searcher::open(&file(client, root).await).unwrap();
    loop {
        match searcher.search(query, 10) {
            Answer::Found(hits) => return hits,
            Answer::Need(names) => {
                for name in names {
                    let content = file(client, &name).await;
                    searcher.add(&name, &content).unwrap();
                }
            }
        }
    }
}

fn roots(index: &Value) -> Vec<String> {
    let others = index["others"].as_array().unwrap();
    let all = [index].into_iter().chain(others);
    all.map(|index| index["root"].as_str().unwrap().to_owned())
        .collect()
}

/// Every file of the indexes of all languages, as another process would build them.
fn files(library: &Library, reader: &Reader, app: &TestApp) -> BTreeMap<String, Vec<u8>> {
    let mut files = BTreeMap::new();
    for locale in Locale::ALL {
        let index = library
            .selection(locale, reader, app.state.clock.now())
            .index();
        files.extend(index.files.into_iter().chain(index.texts));
    }
    files
}

fn member() -> Reader {
    Reader {
        persona: Some(Persona::Practitioner),
        tier: Tier::Bronze,
        account: Some(AccountId("any".to_owned())),
        is_staff: false,
    }
}

fn staff() -> Reader {
    Reader {
        persona: None,
        tier: Tier::Gold,
        account: None,
        is_staff: true,
    }
}

#[tokio::test]
async fn a_browser_searches_in_the_files_it_is_sent() {
    let app = app(open_articles()).await;
    let mut client = app.signed_in(MEMBER).await;
    let index = client.get("/api/v1/search?locale=en").await.ok();
    assert_eq!(index["articles"], 2);
    let others = index["others"].as_array().unwrap();
    let locales: Vec<_> = others.iter().map(|other| &other["locale"]).collect();
    assert_eq!(locales, [&json!("ja"), &json!("zh-Hant")]);

    let [english, japanese, chinese] = roots(&index).try_into().unwrap();
    let hits = search(&mut client, &english, "bills").await;
    assert_eq!(
        (hits[0].category.as_str(), hits[0].slug.as_str()),
        ("start", "welcome")
    );
    assert_eq!(
        (hits[0].title.as_str(), hits[0].updated.as_str()),
        ("Welcome", "2026-11-01")
    );
    let text = file(&mut client, &hits[0].text).await;
    let place = excerpt(&text, "card").unwrap();
    assert_eq!(
        (place.anchor.as_str(), &place.text[place.marks[0].clone()]),
        ("your-invoices", "card")
    );

    assert_eq!(
        search(&mut client, &japanese, "検索").await[0].title,
        "ようこそ"
    );
    assert!(search(&mut client, &chinese, "welcome").await.is_empty());
    let own = client.get("/api/v1/search?locale=ja").await.ok();
    assert_eq!(
        (&own["root"], &own["articles"]),
        (&json!(japanese), &json!(1))
    );
}

#[tokio::test]
async fn an_index_holds_no_byte_of_what_its_reader_may_not_open() {
    let app = app(all_articles()).await;
    let mut client = app.signed_in(MEMBER).await;
    let mut writer = app.signed_in(STAFF).await;
    let library = app.state.library.load_full();
    let without = Library::build(open_articles(), None).unwrap();
    let own = files(&without, &member(), &app);
    let index = client.get("/api/v1/search").await.ok();
    assert!(roots(&index).iter().all(|root| own.contains_key(root)));
    assert_eq!(index["articles"], 2);
    for (name, content) in &own {
        assert!(file(&mut client, name).await == *content, "{name}");
    }
    let of_staff = files(&library, &staff(), &app);
    let foreign: BTreeSet<_> = of_staff
        .keys()
        .filter(|name| !own.contains_key(*name))
        .collect();
    assert!(foreign.len() >= 15, "{foreign:?}");
    for name in foreign {
        assert!(file(&mut writer, name).await == of_staff[name], "{name}");
        let path = format!("/api/v1/search/files/{name}");
        let answer = client.get(&path).await;
        assert_eq!(answer.problem(), problem(404, "not-found"), "{name}");
    }
    let root = &roots(&index)[0];
    for query in ["zeppelin", "xylophone", "秘密", "gated"] {
        assert!(search(&mut client, root, query).await.is_empty(), "{query}");
    }
    let root = &roots(&writer.get("/api/v1/search").await.ok())[0];
    let slugs: BTreeSet<_> = search(&mut writer, root, "zeppelin 秘密")
        .await
        .into_iter()
        .map(|hit| hit.slug)
        .collect();
    let expected = ["gated-account", "gated-persona", "gated-tier"];
    assert_eq!(slugs, expected.map(str::to_owned).into());
}

#[tokio::test]
async fn files_are_kept_for_ever_and_come_compressed() {
    let app = app(open_articles()).await;
    let mut client = app.signed_in(MEMBER).await;
    let answer = client.get("/api/v1/search").await;
    let root = answer.ok()["root"].as_str().unwrap().to_owned();
    let tag = answer.header("etag");
    client.headers.insert("if-none-match", tag.parse().unwrap());
    assert_eq!(client.get("/api/v1/search").await.status, 304);
    client.headers.remove("if-none-match");

    let path = format!("/api/v1/search/files/{root}");
    let plain = client.get(&path).await;
    assert_eq!(plain.header("content-type"), "application/octet-stream");
    assert_eq!(plain.header("content-encoding"), "");
    assert_eq!(
        plain.header("cache-control"),
        "private, max-age=31536000, immutable"
    );
    let vary: BTreeSet<_> = plain.headers.get_all("vary").iter().collect();
    assert!(vary.iter().any(|value| *value == "accept-encoding"));
    assert!(vary.iter().any(|value| *value == "cookie"));
    for (accepted, expected) in [("gzip, br", "br"), ("gzip", "gzip"), ("br;q=0, *", "gzip")] {
        let accepted = accepted.parse().unwrap();
        client.headers.insert("accept-encoding", accepted);
        let answer = client.get(&path).await;
        assert_eq!(answer.header("content-encoding"), expected);
        let mut content = Vec::new();
        if expected == "br" {
            brotli::BrotliDecompress(&mut answer.bytes.as_slice(), &mut content).unwrap();
        } else {
            let mut decoder = flate2::read::GzDecoder::new(answer.bytes.as_slice());
            decoder.read_to_end(&mut content).unwrap();
        }
        assert!(content == plain.bytes, "{expected}");
    }
}

#[tokio::test]
async fn a_new_set_and_an_article_that_comes_out_make_a_new_index() {
    let mut articles = open_articles();
    let app = app(articles.clone()).await;
    let tomorrow = app.state.clock.now() + SignedDuration::from_hours(24);
    articles.push((
        "en/start/news.md".to_owned(),
        article("News", &format!("publish_at: {tomorrow}\n"), "Tidings."),
    ));
    let mut client = app.signed_in(MEMBER).await;
    let before = client.get("/api/v1/search").await.ok();
    let library = Library::build(articles, None).unwrap();
    app.state.library.store(Arc::new(library));
    let still = client.get("/api/v1/search").await.ok();
    assert_eq!(before, still, "what waits changes no byte");

    app.advance(SignedDuration::from_hours(25));
    let mut client = app.signed_in(MEMBER).await;
    let after = client.get("/api/v1/search").await.ok();
    assert_eq!(after["articles"], 3);
    assert_ne!(before["root"], after["root"]);
    assert_eq!(before["others"], after["others"]);
    let old = roots(&before)[0].clone();
    let gone = client.get(&format!("/api/v1/search/files/{old}")).await;
    assert_eq!(gone.problem(), problem(404, "not-found"));
    let hits = search(&mut client, &roots(&after)[0], "tidings").await;
    assert_eq!(hits[0].slug, "news");
}

#[tokio::test]
async fn a_reader_whose_rights_grow_gets_another_index() {
    let app = app(all_articles()).await;
    let mut client = app.signed_in(MEMBER).await;
    let before = client.get("/api/v1/search").await.ok();
    let mut admin = app.signed_in("aki@hoshino.example").await;
    assert_eq!(admin.get("/api/v1/search").await.ok(), before);
    let id = app.people[MEMBER];
    let change = json!({ "persona": Persona::Executive });
    admin
        .patch(&format!("/api/v1/members/{id}"), change)
        .await
        .ok();
    let after = client.get("/api/v1/search").await.ok();
    assert_eq!(after["articles"], 3);
    let hits = search(&mut client, &roots(&after)[0], "zeppelin").await;
    assert_eq!(hits[0].slug, "gated-persona");
}

#[tokio::test]
async fn strange_names_and_strangers_get_nothing() {
    let app = app(open_articles()).await;
    let mut client = app.signed_in(MEMBER).await;
    for name in [
        "none",
        "root-0000000000000000.bin",
        "..%2fsynonyms.toml",
        "%00",
    ] {
        let answer = client.get(&format!("/api/v1/search/files/{name}")).await;
        assert_eq!(answer.problem(), problem(404, "not-found"), "{name}");
    }
    let refused = client.get("/api/v1/search?locale=de").await;
    assert_eq!(refused.problem(), problem(422, "invalid"));
    for path in ["/api/v1/search", "/api/v1/search/files/none"] {
        let answer = app.client().get(path).await;
        assert_eq!(answer.problem(), problem(401, "signed-out"), "{path}");
    }
}
