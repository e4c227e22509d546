//! Who may ask for what: the router's own list of routes, walked with everyone.

use axum::http::Method;
use serde_json::json;
use server::Policy;
use uuid::Uuid;

use crate::harness::TestApp;

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
        Policy::Operator => name == "op",
        Policy::AuditReader => name == "aki" || name == "op",
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
