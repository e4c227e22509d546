//! Gifts, agreed benefits and offers: who sees which, and that no account sees another's.

use jiff::ToSpan as _;
use serde_json::{Value, json};

use crate::harness::{Client, TestApp, problem};

const SUE: &str = "sue@vendor.example";
const MIO: &str = "mio@hoshino.example";

async fn seen(app: &TestApp, who: &str) -> Value {
    let mut client: Client = app.signed_in(who).await;
    client.get("/api/v1/benefits?locale=ja").await.ok()
}

fn texts(benefits: &Value, list: &str, field: &str) -> Vec<String> {
    let items = benefits[list].as_array().unwrap();
    let text = |item: &Value| item[field].as_str().unwrap().to_owned();
    items.iter().map(text).collect()
}

fn of(app: &TestApp, company: &'static str, what: &str) -> String {
    format!("/api/v1/accounts/{}/{what}", app.accounts[company])
}

#[tokio::test]
async fn a_gift_is_seen_by_those_for_whom_it_is() {
    let app = TestApp::start().await;
    let mut sue = app.signed_in(SUE).await;
    let gifts = of(&app, "Hoshino", "gifts");
    let gift =
        json!({ "text": "A seat at the user day", "note": "Thank you for the test of 5.0." });
    for _ in 0..2 {
        sue.keyed(&gifts, gift.clone(), "a").await.ok();
    }
    let own = json!({ "text": "A book", "note": "For your talk.", "points": 40,
        "member": app.people[MIO].to_string() });
    sue.keyed(&gifts, own, "b").await.ok();

    let mio = seen(&app, MIO).await;
    assert_eq!(
        texts(&mio, "gifts", "text"),
        ["A book", "A seat at the user day"]
    );
    assert_eq!(mio["gifts"][0]["given_by"], "Sue Success");
    assert_eq!(mio["gifts"][0]["points"], 40);
    let ren = seen(&app, "ren@hoshino.example").await;
    assert_eq!(texts(&ren, "gifts", "text"), ["A seat at the user day"]);
    // Account admins see what their people were given.
    let aki = seen(&app, "aki@hoshino.example").await;
    assert_eq!(texts(&aki, "gifts", "text").len(), 2);
    assert_eq!(aki["gifts"][0]["member_name"], "Mio Member");
    assert_eq!(
        seen(&app, "anna@nordlicht.example").await["gifts"],
        json!([])
    );
    let home = app.signed_in(MIO).await;
    assert_eq!({ home }.get("/api/v1/home").await.ok()["my_points"], 40);
}

#[tokio::test]
async fn points_beside_a_gift_stay_within_what_one_person_gives_alone() {
    let app = TestApp::start().await;
    let mut sue = app.signed_in(SUE).await;
    let gifts = of(&app, "Hoshino", "gifts");
    let gift = |points: i64| json!({ "text": "Points", "note": "Thank you.", "points": points });
    sue.keyed(&gifts, gift(700), "a").await.ok();
    for (points, code) in [
        (301, "above_limit"),
        (1_001, "above_limit"),
        (-1, "malformed"),
    ] {
        let answer = sue.keyed(&gifts, gift(points), "b").await;
        assert_eq!(answer.problem(), problem(422, "invalid"));
        assert_eq!(answer.field_codes(), [format!("/points {code}")]);
    }
    // Nothing of a gift that was refused is left, and no adjustment waits for it.
    assert_eq!(texts(&seen(&app, MIO).await, "gifts", "text").len(), 1);
    let waiting = sue.get("/api/v1/adjustments?state=waiting").await.ok();
    assert_eq!(waiting["items"], json!([]));
    let foreign = json!({ "text": "A book", "note": "Hello.", "member": app.people["max@nordlicht.example"].to_string() });
    let answer = sue.keyed(&gifts, foreign, "c").await;
    assert_eq!(answer.problem(), problem(404, "not-found"));
}

#[tokio::test]
async fn an_agreed_benefit_holds_for_its_days_and_its_company() {
    let app = TestApp::start().await;
    let mut sue = app.signed_in(SUE).await;
    let path = of(&app, "Hoshino", "benefits");
    let today = app
        .state
        .clock
        .now()
        .to_zoned(jiff::tz::TimeZone::get("Asia/Tokyo").unwrap())
        .date();
    let day = |days: i64| today.saturating_add(days.days()).to_string();
    let both = json!({ "text": { "en": "A named engineer", "ja": "専任エンジニア" }, "from": day(-9), "until": day(0) });
    let made = sue.keyed(&path, both, "a").await.ok();
    let over = json!({ "text": { "en": "Over" }, "from": day(-9), "until": day(-1) });
    sue.keyed(&path, over, "b").await.ok();
    let coming = json!({ "text": { "zh-Hant": "專屬窗口" }, "from": day(9) });
    sue.keyed(&path, coming, "c").await.ok();

    let mio = seen(&app, MIO).await;
    assert_eq!(
        texts(&mio, "agreed", "text"),
        ["専任エンジニア", "專屬窗口"]
    );
    assert_eq!(mio["agreed"][1]["from"], json!(day(9)));
    assert_eq!(
        seen(&app, "max@nordlicht.example").await["agreed"],
        json!([])
    );

    let end = format!("/api/v1/agreed-benefits/{}", made["id"].as_str().unwrap());
    for _ in 0..2 {
        sue.delete(&end).await.ok();
    }
    assert_eq!(
        texts(&seen(&app, MIO).await, "agreed", "text"),
        ["專屬窗口"]
    );
    let mut aki = app.signed_in("aki@hoshino.example").await;
    let history = aki.get("/api/v1/audit").await.ok();
    let ended = |entry: &&Value| entry["action"] == "benefit_ended";
    assert_eq!(
        history["items"]
            .as_array()
            .unwrap()
            .iter()
            .filter(ended)
            .count(),
        1
    );
}

#[tokio::test]
async fn an_offer_finds_its_audience() {
    let app = TestApp::start().await;
    let mut sue = app.signed_in(SUE).await;
    let offer = |title: &str, more: Value| {
        let mut offer = json!({ "title": { "en": title }, "text": { "en": "Ten per cent less." }, "from": "2020-01-01" });
        offer
            .as_object_mut()
            .unwrap()
            .extend(more.as_object().unwrap().clone());
        offer
    };
    let hoshino = app.accounts["Hoshino"].to_string();
    for (index, offer) in [
        offer(
            "for all",
            json!({ "link": "https://partner.example/kizuna", "code": "KIZUNA-10" }),
        ),
        offer("for gold", json!({ "tiers": ["gold"] })),
        offer("for bronze", json!({ "tiers": ["bronze", "silver"] })),
        offer("for leads", json!({ "personas": ["lead"] })),
        offer("for practitioners", json!({ "personas": ["practitioner"] })),
        offer("for Hoshino", json!({ "accounts": [hoshino] })),
        offer("over", json!({ "until": "2020-12-31" })),
        offer("coming", json!({ "from": "2199-01-01" })),
    ]
    .into_iter()
    .enumerate()
    {
        sue.keyed("/api/v1/offers", offer, &index.to_string())
            .await
            .ok();
    }
    let all = ["for practitioners", "for bronze", "for all"];
    let hoshinos = ["for Hoshino", "for practitioners", "for bronze", "for all"];
    assert_eq!(texts(&seen(&app, MIO).await, "offers", "title"), hoshinos);
    let max = seen(&app, "max@nordlicht.example").await;
    assert_eq!(texts(&max, "offers", "title"), all);
    assert_eq!(max["offers"][2]["code"], "KIZUNA-10");

    let list = sue.get("/api/v1/offers").await.ok();
    assert_eq!(list["items"].as_array().unwrap().len(), 8);
    assert_eq!(list["items"][2]["accounts"], json!(["Hoshino"]));
    let oldest = list["items"][7]["id"].as_str().unwrap();
    sue.delete(&format!("/api/v1/offers/{oldest}")).await.ok();
    let left = seen(&app, "max@nordlicht.example").await;
    assert_eq!(texts(&left, "offers", "title"), all[..2]);
}

#[tokio::test]
async fn an_offer_with_mistakes_is_refused() {
    let app = TestApp::start().await;
    let mut sue = app.signed_in(SUE).await;
    let sound = json!({ "title": { "en": "Less" }, "text": { "en": "Ten per cent less." }, "from": "2026-01-01" });
    for (field, value, code) in [
        ("title", json!({}), "/title/en required"),
        ("title", json!({ "ja": "値引き" }), "/text/en languages"),
        ("text", json!({ "en": "x" }), "/text/en too_short"),
        ("link", json!("javascript:alert(1)"), "/link malformed"),
        ("link", json!("http://partner.example"), "/link malformed"),
        ("code", json!("x".repeat(61)), "/code too_long"),
        ("from", json!("2026-1-1"), "/from malformed"),
        ("until", json!("2025-12-31"), "/until malformed"),
        ("tiers", json!(["diamond"]), " malformed"),
    ] {
        let mut offer = sound.clone();
        offer[field] = value;
        let answer = sue.keyed("/api/v1/offers", offer, "a").await;
        assert_eq!(answer.problem(), problem(422, "invalid"));
        assert_eq!(answer.field_codes(), [code], "{field}");
    }
    let mut unknown = sound.clone();
    unknown["accounts"] = json!([uuid::Uuid::now_v7().to_string()]);
    let answer = sue.keyed("/api/v1/offers", unknown, "b").await;
    assert_eq!(answer.problem(), problem(404, "not-found"));
    assert_eq!(sue.get("/api/v1/offers").await.ok()["items"], json!([]));
}
