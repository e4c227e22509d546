//! A browser as the suite sees one: requests, cookies, answers.

use std::collections::HashMap;

use axum::Router;
use axum::body::{Body, to_bytes};
use axum::http::{HeaderMap, Method, Request, StatusCode, header};
use axum::response::Response;
use serde_json::{Value, json};
use tower::ServiceExt;
use uuid::Uuid;

use super::stream::Stream;

/// A browser: keeps cookies, says that its requests come from the portal's own pages.
#[derive(Clone)]
pub struct Client {
    pub(super) router: Router,
    pub cookies: HashMap<String, String>,
    pub headers: HeaderMap,
}

impl Client {
    pub async fn get(&mut self, path: &str) -> Answer {
        self.send(Method::GET, path, None).await
    }

    pub async fn post(&mut self, path: &str, body: Value) -> Answer {
        self.send(Method::POST, path, Some(body)).await
    }

    pub async fn patch(&mut self, path: &str, body: Value) -> Answer {
        self.send(Method::PATCH, path, Some(body)).await
    }

    pub async fn put(&mut self, path: &str, body: Value) -> Answer {
        self.send(Method::PUT, path, Some(body)).await
    }

    pub async fn delete(&mut self, path: &str) -> Answer {
        self.send(Method::DELETE, path, None).await
    }

    pub async fn sign_in(&mut self, email: &str, password: &str) -> Answer {
        self.post(
            "/api/v1/session",
            json!({ "email": email, "password": password }),
        )
        .await
    }

    /// Invites with a key of its own.
    pub async fn invite(&mut self, email: &str) -> Answer {
        self.invite_as(email, &Uuid::new_v4().to_string()).await
    }

    pub async fn invite_as(&mut self, email: &str, key: &str) -> Answer {
        let body = json!({
            "email": email, "name": "New Person", "role": "member", "persona": "lead", "locale": "en"
        });
        self.keyed("/api/v1/members", body, key).await
    }

    /// Posts with an `Idempotency-Key`.
    pub async fn keyed(&mut self, path: &str, body: Value, key: &str) -> Answer {
        self.headers.insert("idempotency-key", key.parse().unwrap());
        let answer = self.post(path, body).await;
        self.headers.remove("idempotency-key");
        answer
    }

    pub async fn send(&mut self, method: Method, path: &str, body: Option<Value>) -> Answer {
        let bytes = body.map(|body| serde_json::to_vec(&body).unwrap());
        self.send_bytes(method, path, bytes).await
    }

    pub async fn send_bytes(
        &mut self,
        method: Method,
        path: &str,
        body: Option<Vec<u8>>,
    ) -> Answer {
        Answer::read(self.respond(method, path, body).await).await
    }

    async fn respond(&mut self, method: Method, path: &str, body: Option<Vec<u8>>) -> Response {
        let mut request = Request::builder().method(method).uri(path);
        let headers = request.headers_mut().unwrap();
        headers.insert(header::HOST, "localhost".parse().unwrap());
        headers.insert("sec-fetch-site", "same-origin".parse().unwrap());
        if body.is_some() {
            headers.insert(header::CONTENT_TYPE, "application/json".parse().unwrap());
        }
        if !self.cookies.is_empty() {
            let cookies: Vec<_> = self
                .cookies
                .iter()
                .map(|(name, value)| format!("{name}={value}"))
                .collect();
            headers.insert(header::COOKIE, cookies.join("; ").parse().unwrap());
        }
        for (name, value) in &self.headers {
            headers.insert(name, value.clone());
        }
        let request = request
            .body(body.map_or_else(Body::empty, Body::from))
            .unwrap();
        let response = self.router.clone().oneshot(request).await.unwrap();
        self.keep_cookies(response.headers());
        response
    }

    /// The same browser at another process of the portal.
    pub fn at(&self, router: &Router) -> Self {
        Self {
            router: router.clone(),
            ..self.clone()
        }
    }

    /// Opens a stream of events from now on.
    pub async fn listen(&mut self, path: &str) -> Stream {
        let response = self.respond(Method::GET, path, None).await;
        assert_eq!(response.status(), StatusCode::OK, "{path}");
        Stream::of(response)
    }

    /// Comes back to a stream after the event of this id.
    pub async fn listen_after(&mut self, path: &str, id: &str) -> Stream {
        self.headers.insert("last-event-id", id.parse().unwrap());
        let stream = self.listen(path).await;
        self.headers.remove("last-event-id");
        stream
    }

    fn keep_cookies(&mut self, headers: &HeaderMap) {
        for cookie in headers.get_all(header::SET_COOKIE) {
            let (pair, attributes) = cookie.to_str().unwrap().split_once(';').unwrap();
            let (name, value) = pair.split_once('=').unwrap();
            if attributes.contains("Max-Age=0") {
                self.cookies.remove(name);
            } else {
                self.cookies.insert(name.into(), value.into());
            }
        }
    }
}

/// What came back.
#[derive(Debug)]
pub struct Answer {
    pub status: StatusCode,
    pub headers: HeaderMap,
    pub bytes: Vec<u8>,
    pub text: String,
}

impl Answer {
    async fn read(response: Response) -> Self {
        let (parts, body) = response.into_parts();
        // A stream has no end to read to.
        let kind = parts.headers.get(header::CONTENT_TYPE);
        let is_stream = kind.is_some_and(|kind| kind == "text/event-stream");
        let body = if is_stream { Body::empty() } else { body };
        let bytes = to_bytes(body, 16 << 20).await.unwrap();
        let text = String::from_utf8_lossy(&bytes).into_owned();
        Self {
            status: parts.status,
            headers: parts.headers,
            bytes: bytes.into(),
            text,
        }
    }

    pub fn json(&self) -> Value {
        serde_json::from_str(&self.text).unwrap_or_else(|_| panic!("not JSON: {}", self.text))
    }

    /// The body of an answer that must be a success.
    #[track_caller]
    pub fn ok(&self) -> Value {
        assert!(self.status.is_success(), "{}: {}", self.status, self.text);
        if self.text.is_empty() {
            Value::Null
        } else {
            self.json()
        }
    }

    /// Status and kind of a problem document.
    #[track_caller]
    pub fn problem(&self) -> (u16, String) {
        let content_type = self.header("content-type");
        assert_eq!(
            content_type, "application/problem+json",
            "{}: {}",
            self.status, self.text
        );
        let problem = self.json();
        assert_eq!(problem["status"], self.status.as_u16());
        assert_eq!(problem["request_id"], self.header("x-request-id"));
        let kind = problem["type"]
            .as_str()
            .unwrap()
            .trim_start_matches("/problems/");
        (self.status.as_u16(), kind.to_owned())
    }

    /// The codes of the fields that are wrong, as `pointer code`.
    pub fn field_codes(&self) -> Vec<String> {
        let problem = self.json();
        let errors = problem["errors"].as_array().cloned().unwrap_or_default();
        let code = |error: &Value| {
            format!(
                "{} {}",
                error["pointer"].as_str().unwrap(),
                error["code"].as_str().unwrap()
            )
        };
        errors.iter().map(code).collect()
    }

    pub fn header(&self, name: &str) -> String {
        self.headers
            .get(name)
            .map(|value| value.to_str().unwrap().to_owned())
            .unwrap_or_default()
    }
}

/// Status and kind as [`Answer::problem`] gives them.
pub fn problem(status: u16, kind: &str) -> (u16, String) {
    (status, kind.to_owned())
}
