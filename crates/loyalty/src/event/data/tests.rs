//! Data as senders write it, right and wrong.

use serde_json::json;

use super::*;

fn errors(data: &Value) -> Vec<String> {
    let errors = EventData::parse(data).expect_err("something is wrong");
    errors.iter().map(ToString::to_string).collect()
}

#[test]
fn reads_a_purchase() {
    let data = json!({
        "amount": 1_800_000, "currency": "EUR", "order": "N-26004", "rush": false, "rating": 4.5,
        "products": [{ "id": "pump", "quantity": 2 }], "lines": [1], "buyer": { "name": "x" }, "note": null,
    });
    let read = EventData::parse(&data).expect("all is well");
    let money = read.money.expect("an amount is there");

    assert_eq!(
        (money.amount(), money.currency().code()),
        (1_800_000, "EUR")
    );
    assert_eq!(read.products[0].quantity, 2);
    let names: Vec<_> = read.attributes.keys().collect();
    assert_eq!(names, ["order", "rating", "rush"]);
    assert_eq!(read.attributes["rating"].to_string(), "9/2");
}

#[test]
fn tells_everything_that_is_wrong() {
    let data = json!({
        "amount": 12.5, "currency": "EURO",
        "products": [{ "quantity": 0 }, 7, { "id": " ", "quantity": 1.5 }],
        "a/b": 1e300,
    });
    assert_eq!(
        errors(&data),
        [
            "/amount: must be a whole number: amounts are in minor units, such as cents",
            "/currency: `EURO` is no currency code of ISO 4217, such as EUR or JPY",
            "/products/0/id: is missing",
            "/products/0/quantity: must be at least 1",
            "/products/1: must be a list of objects with `id` and `quantity`",
            "/products/2/id: must be a text that is not empty",
            "/products/2/quantity: must be a whole number: amounts are in minor units, such as cents",
            "/a~1b: has more than 15 digits",
        ]
    );
}

#[test]
fn refuses_amounts_that_nobody_pays() {
    let of = |amount: Value| errors(&json!({ "amount": amount, "currency": "JPY" }));
    assert!(of(json!(-5))[0].contains("reverses the first"));
    for huge in [json!(u64::MAX), json!(i64::MAX), json!(1e30)] {
        assert!(of(huge)[0].contains("more than anyone pays"));
    }
    assert_eq!(of(json!("5")), ["/amount: must be a number"]);
    assert_eq!(errors(&json!({ "amount": 5 })), ["/currency: is missing"]);
    assert_eq!(
        errors(&json!({ "currency": "JPY" })),
        ["/amount: is missing"]
    );
    assert_eq!(errors(&json!([])), [": must be an object"]);
    assert_eq!(EventData::parse(&Value::Null), Ok(EventData::default()));
}

#[test]
fn reads_what_is_taken_back() {
    let read = |data: Value| {
        EventData::parse_reverses(&data, "shop")
            .map(|found| found.map(|EventRef { source, id }| (source, id)))
    };
    let named = |source: &str, id: &str| Ok(Some((source.to_owned(), id.to_owned())));
    assert_eq!(read(json!({})), Ok(None));
    assert_eq!(read(json!({ "reverses": "7" })), named("shop", "7"));
    assert_eq!(
        read(json!({ "reverses": { "source": "crm", "id": "8" } })),
        named("crm", "8")
    );
    assert!(read(json!({ "reverses": 7 })).is_err());
    assert!(read(json!({ "reverses": { "id": "8" } })).is_err());
}
