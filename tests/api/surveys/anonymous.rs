//! An anonymous answer truly is one: nothing that is kept leads from it to who gave it.

use sea_orm::{ConnectionTrait, Database, Statement};
use serde_json::{Value, json};

use super::{MIO, Portal, REN, asked, feedback};
use crate::harness::{Client, problem};

const RECEIPT: &str = "a receipt made by chance";

async fn portal() -> Portal {
    let follow_up = "[follow_up]\ngroups = [\"detractor\"]\nowner = \"success_manager\"\n\
                     due_working_days = 2\noffers = [\"reference\", \"referral\", \"advisory_board\"]\n";
    Portal::with(&[
        ("anonymous = false", "anonymous = true"),
        ("earns = true", "earns = false"),
        (follow_up, ""),
    ])
    .await
}

async fn answer(client: &mut Client, ask: &str, answer: u8, receipt: Option<&str>) -> Value {
    let body = json!({ "answer": answer, "receipt": receipt });
    let answer = client.put(&format!("{ask}/answer"), body).await;
    json!([answer.status.as_u16(), answer.field_codes()])
}

/// Every row of a table as one text.
async fn all_of(portal: &Portal, table: &str) -> Vec<String> {
    let db = Database::connect(portal.app.database_url()).await.unwrap();
    let backend = db.get_database_backend();
    let columns = "id, survey, wave, ask_id, member_id, account_id, answered_at, undo_until, settled_at, value";
    let sql = format!("SELECT {columns} FROM {table}");
    let rows = db.query_all_raw(Statement::from_string(backend, sql)).await;
    let text = |row: &sea_orm::QueryResult| {
        let id: uuid::Uuid = row.try_get("", "id").unwrap();
        let names: [Option<uuid::Uuid>; 3] =
            ["ask_id", "member_id", "account_id"].map(|name| row.try_get("", name).unwrap());
        let times: [Option<i64>; 3] =
            ["answered_at", "undo_until", "settled_at"].map(|name| row.try_get("", name).unwrap());
        format!("v{} {names:?} {times:?}", id.get_version_num())
    };
    rows.unwrap().iter().map(text).collect()
}

#[tokio::test]
async fn an_anonymous_answer_has_no_name_no_company_and_no_time() {
    let portal = portal().await;
    let (mut mio, mut ren) = (portal.visitor(MIO).await, portal.visitor(REN).await);
    let (one, two) = (asked(&mut mio).await, asked(&mut ren).await);
    assert_eq!(
        answer(&mut mio, &one, 2, None).await,
        json!([422, ["/receipt required"]])
    );
    assert_eq!(answer(&mut mio, &one, 2, Some("short")).await[0], 422);
    assert_eq!(answer(&mut mio, &one, 2, Some(RECEIPT)).await[0], 200);
    portal.pass(60);
    let other = "another receipt made by chance";
    assert_eq!(answer(&mut ren, &two, 9, Some(other)).await[0], 200);
    portal.pass(60);
    assert_eq!(portal.settle().await, 2);
    let rows = all_of(&portal, "survey_response").await;
    assert_eq!(rows.len(), 2);
    assert_eq!(rows[0], rows[1], "nothing tells one giver from the other");
    assert!(rows[0].starts_with("v4 [None, None, None] "), "{}", rows[0]);

    // The member sees that it was answered, and not what.
    let view = feedback(&mut mio).await;
    assert_eq!(view["asks"][0]["state"], "answered");
    assert_eq!(view["asks"][0]["answer"], Value::Null);
    let home = mio.get("/api/v1/home").await.ok();
    assert_eq!(home["my_points"], 0);
}

#[tokio::test]
async fn only_the_receipt_finds_it_again() {
    let portal = portal().await;
    let mut mio = portal.visitor(MIO).await;
    let ask = asked(&mut mio).await;
    assert_eq!(answer(&mut mio, &ask, 2, Some(RECEIPT)).await[0], 200);
    assert_eq!(answer(&mut mio, &ask, 3, Some(RECEIPT)).await[0], 200);
    let forged = "some other receipt of mine";
    assert_eq!(
        answer(&mut mio, &ask, 10, Some(forged)).await,
        json!([409, [" answered"]])
    );
    let path = format!("{ask}/why");
    let why = |receipt: &str| json!({ "text": "x", "receipt": receipt });
    assert_eq!(
        mio.put(&path, why(forged)).await.problem(),
        problem(409, "conflict")
    );
    mio.put(&path, why(RECEIPT)).await.ok();
    let undo = format!("{ask}/answer?receipt=a%20receipt%20made%20by%20chance");
    portal.pass(11);
    assert_eq!(mio.delete(&undo).await.problem(), problem(409, "conflict"));
    portal.settle().await;
    assert_eq!(answer(&mut mio, &ask, 3, Some(RECEIPT)).await[0], 200);
    assert_eq!(answer(&mut mio, &ask, 10, Some(RECEIPT)).await[0], 409);
    // Once the wave is over the receipt is forgotten too.
    portal.pass(30 * 86_400);
    server::jobs::follow_waves(&portal.app.state).await.unwrap();
    let mut mio = portal.visitor(MIO).await;
    assert_eq!(answer(&mut mio, &ask, 3, Some(RECEIPT)).await[0], 409);
}

#[tokio::test]
async fn it_can_be_taken_back_by_its_receipt() {
    let portal = portal().await;
    let mut mio = portal.visitor(MIO).await;
    let ask = asked(&mut mio).await;
    assert_eq!(answer(&mut mio, &ask, 2, Some(RECEIPT)).await[0], 200);
    let undo = format!("{ask}/answer?receipt=a%20receipt%20made%20by%20chance");
    mio.delete(&undo).await.ok();
    assert_eq!(feedback(&mut mio).await["asks"][0]["state"], "open");
    assert!(all_of(&portal, "survey_response").await.is_empty());
}
