//! What happens on the board of the company, as it happens: server-sent events.
//!
//! A message says that something changed and nothing of whom; the page asks for the board anew. Its id is the place in the
//! order of the database, so whoever comes back with it is told what was missed, by any process.

use std::convert::Infallible;
use std::time::Duration;

use axum::extract::State;
use axum::http::{HeaderMap, HeaderName, HeaderValue};
use axum::response::sse::{Event, KeepAlive, Sse};
use axum::response::{IntoResponse, Response};
use contract::{BoardEvent, Problem};
use futures_util::Stream;
use serde::Deserialize;
use storage::AccountScope;
use storage::board::{self, Head, Told};
use tokio::sync::broadcast::error::RecvError;

use crate::json::Params;
use crate::live_boards::Listening;
use crate::policy::Customer;
use crate::problem::AppError;
use crate::state::AppState;

/// After this the browser comes back, and it is asked again who it is.
const LONGEST: Duration = Duration::from_mins(5);
/// A line that keeps whatever stands between from closing a quiet connection.
const QUIET: Duration = Duration::from_secs(15);
const RETRY: Duration = Duration::from_secs(1);

#[derive(Debug, Deserialize, utoipa::IntoParams)]
#[into_params(parameter_in = Query)]
pub struct LiveParams {
    /// The id of the last event that is known; `Last-Event-ID` counts before it. From now on when both are absent.
    after: Option<String>,
}

/// Events of the board. Each message's data is `"points"`, `"people"` or `"much"`.
#[utoipa::path(get, path = "/board/live", tag = "board", params(LiveParams),
    responses(
        (status = 200, body = BoardEvent, content_type = "text/event-stream"),
        (status = 404, body = Problem, content_type = "application/problem+json", description = "The company has no board, or the person has left it"),
    ))]
pub async fn stream_board(
    State(state): State<AppState>,
    Customer(scope): Customer,
    headers: HeaderMap,
    Params(params): Params<LiveParams>,
) -> Result<Response, AppError> {
    if !board::takes_part(&state.db, &scope).await? {
        return Err(AppError::NotFound);
    }
    let last = headers
        .get("last-event-id")
        .and_then(|value| value.to_str().ok())
        .map(str::to_owned)
        .or(params.after);
    let listening = state.live_boards.listen(&state, scope.account).await?;
    let missed = missed(&state, &scope, last.as_deref(), listening.head).await?;
    let from = match last.as_deref().map(str::parse::<Head>) {
        Some(Ok(head)) => head,
        _ => listening.head,
    };
    let stream =
        Sse::new(tell(listening, missed, from)).keep_alive(KeepAlive::new().interval(QUIET));
    // A proxy that collects the answer before passing it on would keep the page waiting.
    let direct = HeaderName::from_static("x-accel-buffering");
    Ok(([(direct, HeaderValue::from_static("no"))], stream).into_response())
}

/// What happened since the last event that is known, up to where listening begins.
async fn missed(
    state: &AppState,
    scope: &AccountScope,
    last: Option<&str>,
    to: Head,
) -> Result<Vec<Told>, AppError> {
    match last.map(str::parse) {
        None => Ok(Vec::new()),
        Some(Ok(from)) => Ok(board::told_since(&state.db, scope.account, from, to).await?),
        // Of another version: the page asks for everything anew.
        Some(Err(_)) => Ok(vec![Told {
            event: BoardEvent::Much,
            head: to,
        }]),
    }
}

fn tell(
    mut listening: Listening,
    missed: Vec<Told>,
    from: Head,
) -> impl Stream<Item = Result<Event, Infallible>> {
    async_stream::stream! {
        yield Ok(Event::default().retry(RETRY).comment("open"));
        let mut known = from;
        for told in missed {
            known = known.with(told.head);
            yield Ok(message(told.event, known));
        }
        let end = tokio::time::sleep(LONGEST);
        tokio::pin!(end);
        loop {
            let heard = tokio::select! {
                () = &mut end => return,
                heard = listening.receiver.recv() => heard,
            };
            let told = match heard {
                Ok(told) => told,
                // Too much at once for this connection: what was skipped is told as one.
                Err(RecvError::Lagged(_)) => Told { event: BoardEvent::Much, head: known },
                Err(RecvError::Closed) => return,
            };
            // The page may have asked for the board after this had happened.
            if told.event == BoardEvent::Much || known.with(told.head) != known {
                known = known.with(told.head);
                yield Ok(message(told.event, known));
            }
        }
    }
}

fn message(event: BoardEvent, head: Head) -> Event {
    let data = match event {
        BoardEvent::Points => "\"points\"",
        BoardEvent::People => "\"people\"",
        BoardEvent::Much => "\"much\"",
    };
    Event::default().id(head.to_string()).data(data)
}
