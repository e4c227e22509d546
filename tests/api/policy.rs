//! Who may ask for what: the router's own list of routes, walked with everyone.

use axum::http::Method;
use contract::ApiKeyScope;
use serde_json::json;
use server::Policy;
use uuid::Uuid;

use crate::harness::{Client, TestApp};

const EVERYONE: [Option<&str>; 6] = [
    None,
    Some("mio@hoshino.example"),
    Some("aki@hoshino.example"),
    Some("wri@vendor.example"),
    Some("sue@vendor.example"),
    Some("op@vendor.example"),
];

/// Whether the policy admits the person, said again here in plain words so that a slip in the code shows.
fn is_admitted(policy: Policy, who: Option<&str>) -> bool {
    let Some(who) = who else {
        return policy == Policy::Public;
    };
    let (name, side) = who.split_once('@').unwrap();
    let is_customer = side == "hoshino.example";
    match policy {
        Policy::Public | Policy::SignedIn => true,
        Policy::Customer => is_customer,
        Policy::AccountAdmin => name == "aki",
        Policy::Staff => !is_customer,
        Policy::SuccessManager => name == "sue" || name == "op",
        Policy::Operator => name == "op",
        Policy::AuditReader => name == "aki" || name == "op",
        Policy::ApiKey(_) => false,
    }
}

#[tokio::test]
async fn every_route_admits_exactly_those_of_its_policy() {
    let app = TestApp::start().await;
    let routes = server::route_table(app.state.clone());
    assert!(
        routes.len() > 20,
        "the table is not the router's: {routes:?}"
    );
    for who in EVERYONE {
        for route in &routes {
            // Signed in anew for each route, since one of them signs out.
            let mut client = match who {
                Some(email) => app.signed_in(email).await,
                None => app.client(),
            };
            let path = route.path.replace("{id}", &Uuid::now_v7().to_string());
            let path = path.replace("{category}", "none").replace("{slug}", "none");
            let path = path.replace("{*path}", "none").replace("{name}", "none");
            let method: Method = route.method.parse().unwrap();
            let body = (method != Method::GET && method != Method::DELETE).then(|| json!({}));
            let answer = client.send(method, &path, body).await;
            let status = answer.status.as_u16();
            let what = format!(
                "{who:?} {} {} -> {status} {}",
                route.method, route.path, answer.text
            );
            match (is_admitted(route.policy, who), who) {
                (true, _) => assert!(![401, 403, 405].contains(&status) && status < 500, "{what}"),
                (false, None) => assert_eq!(status, 401, "{what}"),
                (false, Some(_)) => assert_eq!(status, 403, "{what}"),
            }
        }
    }
}

#[tokio::test]
async fn a_key_opens_the_routes_of_its_scope_and_no_other() {
    let app = TestApp::start().await;
    let mut with_scope = app.program(&[ApiKeyScope::Events]).await;
    let mut without = app.program(&[]).await;
    let mut unknown = app.client();
    let bearer = "Bearer kizuna_of_nobody".parse().unwrap();
    unknown.headers.insert("authorization", bearer);
    let routes = server::route_table(app.state.clone());
    let for_keys = |policy: Policy| matches!(policy, Policy::ApiKey(_));
    assert!(routes.iter().any(|route| for_keys(route.policy)));
    for route in routes.iter().filter(|route| route.policy != Policy::Public) {
        let method: Method = route.method.parse().unwrap();
        let path = route.path.replace("{id}", &Uuid::now_v7().to_string());
        let body = (method != Method::GET && method != Method::DELETE).then(|| json!({}));
        let status = async |client: &mut Client| {
            let answer = client.send(method.clone(), &path, body.clone()).await;
            answer.status.as_u16()
        };
        let statuses = [
            status(&mut with_scope).await,
            status(&mut without).await,
            status(&mut unknown).await,
        ];
        let expected = if for_keys(route.policy) {
            [422, 403, 401]
        } else {
            [401; 3]
        };
        assert_eq!(statuses, expected, "{} {}", route.method, route.path);
    }
}

#[tokio::test]
async fn a_key_that_was_ended_opens_nothing() {
    let app = TestApp::start().await;
    let mut program = app.program(&[ApiKeyScope::Events]).await;
    let events = "/api/v1/events";
    assert_eq!(program.post(events, json!([])).await.status, 200);
    let mut operator = app.signed_in("op@vendor.example").await;
    let keys = operator.get("/api/v1/api-keys").await.ok();
    assert!(keys["items"][0]["last_used_at"].is_string());
    let id = keys["items"][0]["id"].as_str().unwrap();
    operator
        .delete(&format!("/api/v1/api-keys/{id}"))
        .await
        .ok();
    assert_eq!(program.post(events, json!([])).await.status, 401);
}

#[tokio::test]
async fn the_document_names_exactly_the_routes_of_the_table() {
    let app = TestApp::start().await;
    let document: serde_json::Value =
        serde_json::from_str(&server::openapi_json(app.state.clone())).unwrap();
    let mut documented: Vec<String> = document["paths"]
        .as_object()
        .unwrap()
        .iter()
        .flat_map(|(path, item)| {
            item.as_object()
                .unwrap()
                .keys()
                .map(move |method| format!("{} {path}", method.to_uppercase()))
        })
        .collect();
    let mut registered: Vec<String> = server::route_table(app.state.clone())
        .iter()
        .filter(|route| route.path.starts_with("/api/"))
        .map(|route| format!("{} {}", route.method, route.path))
        .collect();
    documented.sort();
    registered.sort();
    assert_eq!(documented, registered);
}
