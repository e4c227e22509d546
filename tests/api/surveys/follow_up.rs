//! What an answer sets going once it can no longer be taken back.

use serde_json::{Value, json};

use super::{AKI, MIO, Portal, REN, answer, asked, feedback};

#[tokio::test]
async fn a_low_answer_is_taken_up_and_earns_what_a_high_one_does() {
    let portal = Portal::start().await;
    for (who, score) in [(MIO, 0), (REN, 10), (AKI, 7)] {
        let mut client = portal.visitor(who).await;
        let ask = asked(&mut client).await;
        answer(&mut client, &ask, json!(score)).await.ok();
    }
    assert_eq!(
        portal.settle().await,
        0,
        "within ten seconds nothing is settled"
    );
    portal.pass(11);
    assert_eq!(portal.settle().await, 3);
    for (who, is_taken_up) in [(MIO, true), (REN, false), (AKI, false)] {
        let mut client = portal.app.signed_in(who).await;
        let home = client.get("/api/v1/home").await.ok();
        assert_eq!(home["my_points"], 50, "{who}");
        let follow_up = feedback(&mut client).await["asks"][0]["follow_up"].clone();
        assert_eq!(follow_up != Value::Null, is_taken_up, "{who}: {follow_up}");
        if is_taken_up {
            assert_eq!(
                (
                    &follow_up["is_open"],
                    &follow_up["owner"],
                    &follow_up["outcome"]
                ),
                (&json!(true), &Value::Null, &Value::Null)
            );
            let today = portal.app.state.clock.now();
            let due: jiff::civil::Date = follow_up["due_on"].as_str().unwrap().parse().unwrap();
            let days = due
                .since(today.to_zoned(jiff::tz::TimeZone::UTC).date())
                .unwrap();
            // Two working days, with a weekend between or not, and a day for the zone.
            assert!((1..=5).contains(&days.get_days()), "{due}");
        }
    }
}

#[tokio::test]
async fn a_promoter_takes_up_what_is_offered() {
    let portal = Portal::start().await;
    let mut mio = portal.visitor(MIO).await;
    let ask = asked(&mut mio).await;
    let interest = format!("{ask}/interest");
    let wanted = json!({ "offer": "referral" });
    let early = mio.put(&interest, wanted.clone()).await;
    assert_eq!(early.field_codes(), [" not_answered"]);
    answer(&mut mio, &ask, json!(7)).await.ok();
    let passive = mio.put(&interest, wanted.clone()).await;
    assert_eq!(passive.field_codes(), [" not_answered"]);
    answer(&mut mio, &ask, json!(9)).await.ok();
    for _ in 0..2 {
        mio.put(&interest, wanted.clone()).await.ok();
    }
    let follow_up = feedback(&mut mio).await["asks"][0]["follow_up"].clone();
    assert_eq!(follow_up["is_open"], true);
    // What somebody acts on already is not taken back.
    let undo = mio.delete(&format!("{ask}/answer")).await;
    assert_eq!(undo.field_codes(), [" answered"]);
}
