//! One request and its answer: headers, errors, the session that ends in between, the network that goes away, and the
//! build of the app that the server serves by now.

use contract::{BUILD_HEADER, IDEMPOTENCY_HEADER};
use gloo_net::http::{Method, Request, RequestBuilder, Response};
use leptos::prelude::*;
use serde::{Serialize, de::DeserializeOwned};
use web_sys::AbortSignal;

use super::ApiError;
use crate::{browser, session::Session};

/// Makes requests for one visit of the app; copied freely.
#[derive(Clone, Copy)]
pub struct Client {
    session: Session,
    is_reachable: RwSignal<bool>,
    is_outdated: RwSignal<bool>,
}

/// A request that can be sent again.
pub(super) struct Outgoing<'a> {
    pub method: Method,
    /// Below `/api/v1`.
    pub path: &'a str,
    pub body: Option<String>,
    pub idempotency_key: Option<&'a str>,
    pub abort: Option<&'a AbortSignal>,
    /// Goes on when the tab is closed meanwhile.
    pub outlives_page: bool,
}

impl Client {
    pub fn provide(session: Session) -> Self {
        let client = Self {
            session,
            is_reachable: RwSignal::new(true),
            is_outdated: RwSignal::new(false),
        };
        provide_context(client);
        client
    }

    /// Whether the last request reached the server.
    pub fn is_reachable(self) -> bool {
        self.is_reachable.get()
    }

    /// Whether the server serves another build of the app than the one that runs here.
    pub fn is_outdated(self) -> bool {
        self.is_outdated.get_untracked()
    }

    /// Asks whether the server is there again, after it was not.
    pub async fn probe(self) {
        if let Ok(answer) = RequestBuilder::new("/healthz").send().await {
            self.note(&answer);
        }
    }

    pub(super) async fn get<T: DeserializeOwned>(self, path: &str) -> Result<T, ApiError> {
        parse(
            &self
                .exchange(&Outgoing {
                    method: Method::GET,
                    path,
                    body: None,
                    idempotency_key: None,
                    abort: None,
                    outlives_page: false,
                })
                .await?,
        )
    }

    /// A write whose answer matters.
    pub(super) async fn send<T: DeserializeOwned>(
        self,
        method: Method,
        path: &str,
        body: &impl Serialize,
        idempotency_key: Option<&str>,
    ) -> Result<T, ApiError> {
        parse(
            &self
                .write(method, path, Some(json(body)?), idempotency_key)
                .await?,
        )
    }

    /// A write whose answer says no more than that it worked.
    pub(super) async fn command(
        self,
        method: Method,
        path: &str,
        body: Option<String>,
    ) -> Result<(), ApiError> {
        self.write(method, path, body, None).await.map(drop)
    }

    /// A write that the person did not ask for: that the session has ended, the next thing that they do may tell.
    pub(super) async fn report(
        self,
        method: Method,
        path: &str,
        body: Option<String>,
    ) -> Result<(), ApiError> {
        let outgoing = Outgoing {
            method,
            path,
            body,
            idempotency_key: None,
            abort: None,
            outlives_page: false,
        };
        self.send_once(&outgoing).await.map(drop)
    }

    async fn write(
        self,
        method: Method,
        path: &str,
        body: Option<String>,
        idempotency_key: Option<&str>,
    ) -> Result<String, ApiError> {
        self.exchange(&Outgoing {
            method,
            path,
            body,
            idempotency_key,
            abort: None,
            outlives_page: false,
        })
        .await
    }

    /// Sends until there is an answer that the page should see: an ended session is first mended in place.
    pub(super) async fn exchange(self, outgoing: &Outgoing<'_>) -> Result<String, ApiError> {
        loop {
            match self.send_once(outgoing).await {
                Err(ApiError::SignedOut) if self.session.is_believed() => {
                    self.session.sign_in_again().await?;
                }
                answer => return answer,
            }
        }
    }

    async fn send_once(self, outgoing: &Outgoing<'_>) -> Result<String, ApiError> {
        let mut request = RequestBuilder::new(&format!("/api/v1{}", outgoing.path))
            .method(outgoing.method.clone())
            .abort_signal(outgoing.abort);
        if let Some(key) = outgoing.idempotency_key {
            request = request.header(IDEMPOTENCY_HEADER, key);
        }
        let sent = match &outgoing.body {
            Some(body) => match request
                .header("content-type", "application/json")
                .body(body.clone())
            {
                Ok(request) => outgoing.prepared(request).send().await,
                Err(error) => Err(error),
            },
            None => match request.build() {
                Ok(request) => outgoing.prepared(request).send().await,
                Err(error) => Err(error),
            },
        };
        let Ok(answer) = sent else {
            // A request that its page took back says nothing about the network.
            if !outgoing.abort.is_some_and(AbortSignal::aborted) {
                self.is_reachable.set(false);
            }
            return Err(ApiError::Offline);
        };
        self.note(&answer);
        let body = answer.text().await.map_err(|_| ApiError::Offline)?;
        if answer.ok() {
            Ok(body)
        } else {
            Err(ApiError::from_answer(answer.status(), &body))
        }
    }

    fn note(self, answer: &Response) {
        // A worker or a proxy in between answers 502 to 504 when the server is gone; its own errors are its own.
        let is_reachable = !matches!(answer.status(), 502 | 504);
        if self.is_reachable.get_untracked() != is_reachable {
            self.is_reachable.set(is_reachable);
        }
        let Some(serving) = answer.headers().get(BUILD_HEADER) else {
            return;
        };
        let running = browser::meta("kizuna-build").filter(|build| !build.is_empty());
        if running.is_some_and(|running| running != serving) {
            self.is_outdated.set(true);
        }
    }
}

impl Outgoing<'_> {
    /// A browser that knows no `keepalive` sends the request as any other.
    fn prepared(&self, request: Request) -> Request {
        if !self.outlives_page {
            return request;
        }
        let raw: web_sys::Request = request.into();
        let options = web_sys::RequestInit::new();
        let _ = js_sys::Reflect::set(&options, &"keepalive".into(), &true.into());
        match web_sys::Request::new_with_request_and_init(&raw, &options) {
            Ok(lasting) => lasting.into(),
            Err(_) => raw.into(),
        }
    }
}

pub fn use_client() -> Client {
    expect_context()
}

pub(super) fn json(body: &impl Serialize) -> Result<String, ApiError> {
    serde_json::to_string(body).map_err(|_| ApiError::Server {
        request_id: String::new(),
    })
}

/// An answer that does not fit its type is the server's fault, as another version of it may be.
pub(super) fn parse<T: DeserializeOwned>(body: &str) -> Result<T, ApiError> {
    serde_json::from_str(body).map_err(|_| ApiError::Server {
        request_id: String::new(),
    })
}
