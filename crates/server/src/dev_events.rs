//! Development only: tells the open page what to load anew.

use std::convert::Infallible;

use axum::extract::State;
use axum::http::header;
use axum::response::sse::{Event, KeepAlive, Sse};
use axum::response::{IntoResponse, Response};
use futures_util::Stream;
use tokio::sync::broadcast;
use tokio::sync::broadcast::error::RecvError;

use crate::problem::AppError;
use crate::state::AppState;

/// The script that development pages carry. It is a file, since the security policy allows no inline script.
const SCRIPT: &str = r#"const events = new EventSource("/dev/events");
events.onmessage = ({ data }) => {
  if (data !== "style") return location.reload();
  fetch("/", { cache: "reload" }).then((answer) => answer.text()).then((html) => {
    const fresh = new DOMParser().parseFromString(html, "text/html").querySelector("link[rel=stylesheet]");
    const old = document.querySelector("link[rel=stylesheet]");
    if (!fresh || !old || fresh.href === old.href) return;
    const link = document.createElement("link");
    link.rel = "stylesheet";
    link.href = fresh.href;
    link.onload = () => old.remove();
    old.after(link);
  });
};
"#;

/// What changed, sent to every open page.
#[derive(Clone)]
pub struct DevEvents(broadcast::Sender<&'static str>);

impl DevEvents {
    pub fn new() -> Self {
        Self(broadcast::channel(16).0)
    }

    /// Tells of a change; nobody listening is fine.
    pub fn send(&self, what: &'static str) {
        let _ = self.0.send(what);
    }
}

pub async fn stream_events(State(state): State<AppState>) -> Response {
    match &state.dev_events {
        Some(events) => Sse::new(listen(events.0.subscribe()))
            .keep_alive(KeepAlive::default())
            .into_response(),
        None => AppError::NotFound.into_response(),
    }
}

pub async fn script() -> Response {
    ([(header::CONTENT_TYPE, "text/javascript")], SCRIPT).into_response()
}

fn listen(
    mut receiver: broadcast::Receiver<&'static str>,
) -> impl Stream<Item = Result<Event, Infallible>> {
    async_stream::stream! {
        loop {
            match receiver.recv().await {
                Ok(what) => yield Ok(Event::default().data(what)),
                Err(RecvError::Lagged(_)) => yield Ok(Event::default().data("app")),
                Err(RecvError::Closed) => return,
            }
        }
    }
}
