//! Facts from the vendor's other systems.

use axum::Json;
use axum::body::Bytes;
use axum::extract::rejection::BytesRejection;
use axum::extract::{FromRequest, Request, State};
use axum::http::{HeaderMap, StatusCode, header};
use contract::{
    AccountId, EventAward, EventFate, EventOutcome, EventsTaken, FieldError, KeptReason, MemberId,
    Problem, TakenBack, WalletOwner,
};
use jiff::Timestamp;
use loyalty::Event;
use loyalty::earning::{Arrival, Award, Recipient};
use serde_json::Value;
use storage::programme::{self, Directory, Report, Taken};

use crate::cloud_event::{CloudEvent, unknown_account, unknown_member};
use crate::problem::{AppError, field_error};
use crate::state::AppState;

/// Bytes of a whole batch.
pub const LARGEST_BATCH: usize = 2 * 1024 * 1024;
const MOST_EVENTS: usize = 1_000;

/// One event or a batch, as `CloudEvents` 1.0 tells them apart; with plain JSON a list is a batch.
pub enum Sent {
    Single(Value),
    Batch(Vec<Value>),
}

/// Takes events in: one event of `CloudEvents` 1.0 as JSON, or a batch of at most 1,000.
///
/// `account` names the company by id, `member` a person of it by id or e-mail address. An event counts once for ever by
/// `source` and `id`, so whatever was not answered can be sent again. Each is answered by itself, and a mistake in one does not
/// touch the others. `data.reverses` takes an earlier event back.
#[utoipa::path(post, path = "/events", tag = "events",
    request_body(content(
        (Object = "application/cloudevents+json"),
        (Vec<Object> = "application/cloudevents-batch+json"),
        (Object = "application/json"),
    )),
    responses(
        (status = 200, body = EventsTaken),
        (status = 413, body = Problem, content_type = "application/problem+json", description = "More than 2 MiB"),
        (status = 422, body = Problem, content_type = "application/problem+json", description = "A single event with mistakes, or no JSON"),
    ))]
pub async fn create_events(
    State(state): State<AppState>,
    sent: Sent,
) -> Result<Json<EventsTaken>, AppError> {
    match sent {
        Sent::Batch(values) => Ok(Json(EventsTaken {
            items: take_in(&state, &values).await?,
        })),
        Sent::Single(value) => {
            let items = take_in(&state, &[value]).await?;
            let refused = items.iter().find(|item| item.fate == EventFate::Refused);
            match refused {
                Some(item) => Err(AppError::Invalid(item.errors.clone())),
                None => Ok(Json(EventsTaken { items })),
            }
        }
    }
}

impl FromRequest<AppState> for Sent {
    type Rejection = AppError;

    async fn from_request(request: Request, state: &AppState) -> Result<Self, AppError> {
        let kind = media_type(request.headers());
        let is_json = matches!(
            kind.as_str(),
            "application/json"
                | "application/cloudevents+json"
                | "application/cloudevents-batch+json"
        );
        if !is_json {
            return Err(AppError::UnsupportedMediaType);
        }
        let refuse = |rejection: BytesRejection| match rejection.status() {
            StatusCode::PAYLOAD_TOO_LARGE => AppError::TooLarge,
            _ => malformed(&rejection.body_text()),
        };
        let bytes = Bytes::from_request(request, state).await.map_err(refuse)?;
        let value: Value =
            serde_json::from_slice(&bytes).map_err(|error| malformed(&error.to_string()))?;
        match (value, kind.as_str()) {
            (Value::Array(_), "application/cloudevents+json") => Err(malformed("not one event")),
            (Value::Array(values), _) if values.len() > MOST_EVENTS => {
                let detail = "at most 1,000 events at once";
                Err(AppError::invalid("", "too_many", detail))
            }
            (Value::Array(values), _) => Ok(Self::Batch(values)),
            (_, "application/cloudevents-batch+json") => Err(malformed("not a list of events")),
            (value, _) => Ok(Self::Single(value)),
        }
    }
}

fn media_type(headers: &HeaderMap) -> String {
    let value = headers.get(header::CONTENT_TYPE);
    let value = value.and_then(|value| value.to_str().ok());
    let kind = value.and_then(|value| value.split(';').next());
    kind.unwrap_or_default().trim().to_ascii_lowercase()
}

fn malformed(detail: &str) -> AppError {
    AppError::invalid("", "malformed", detail)
}

async fn take_in(state: &AppState, values: &[Value]) -> Result<Vec<EventOutcome>, AppError> {
    let now = state.clock.now();
    let read: Vec<_> = values.iter().map(CloudEvent::read).collect();
    let directory = directory(state, read.iter().flatten()).await?;
    let checked = read.into_iter().map(|event| {
        event.and_then(|event| report(state, &directory, event, now).map_err(|error| vec![error]))
    });
    let checked: Vec<Result<Report, Vec<FieldError>>> = checked.collect();
    let reports: Vec<Report> = checked.iter().flatten().cloned().collect();
    let taken = if reports.is_empty() {
        Vec::new()
    } else {
        let (versions, reports) = (&state.programme, &reports);
        let take_in = state
            .db
            .write(|tx| async move { programme::take_in(&tx, versions, reports, now).await });
        take_in.await?
    };
    let mut taken = taken.into_iter();
    let outcomes = checked.into_iter().zip(values).map(|(checked, value)| {
        let text = |name: &str| Some(value.get(name)?.as_str()?.to_owned());
        let mut outcome = EventOutcome {
            source: text("source"),
            id: text("id"),
            fate: EventFate::Refused,
            reason: None,
            awards: Vec::new(),
            taken_back: Vec::new(),
            errors: Vec::new(),
        };
        match checked {
            Err(errors) => outcome.errors = errors,
            Ok(report) => {
                let taken = taken.next().unwrap_or(Taken::Known);
                tell(state, &directory, &report, taken, now, &mut outcome);
            }
        }
        outcome
    });
    Ok(outcomes.collect())
}

async fn directory(
    state: &AppState,
    events: impl Iterator<Item = &CloudEvent>,
) -> Result<Directory, AppError> {
    let (mut accounts, mut people) = (Vec::new(), Vec::new());
    for event in events {
        accounts.push(event.account);
        people.extend(event.member.as_deref());
    }
    accounts.sort_unstable();
    accounts.dedup();
    people.sort_unstable();
    people.dedup();
    Ok(programme::directory(&state.db, &accounts, &people).await?)
}

/// The event with the company and the person that it names, unless there are none or its time has not come.
fn report(
    state: &AppState,
    directory: &Directory,
    event: CloudEvent,
    now: Timestamp,
) -> Result<Report, FieldError> {
    let account = event.account;
    let zone = directory.zone(account).ok_or_else(unknown_account)?;
    let find = |name: &String| directory.member(account, name).ok_or_else(unknown_member);
    let member = event.member.as_ref().map(find).transpose()?;
    let time = event.time.unwrap_or(now);
    if state.programme.arrival(time, now, zone) == Arrival::TooEarly {
        return Err(field_error("/time", "future", "lies in the future"));
    }
    Ok(Report {
        account,
        member,
        subject: event.subject,
        event: Event {
            id: event.id,
            source: event.source,
            kind: event.kind,
            account: AccountId(account.to_string()),
            member: member.map(|member| MemberId(member.to_string())),
            time,
            reverses: event.reverses,
            data: event.parsed,
        },
        data: event.data,
    })
}

fn tell(
    state: &AppState,
    directory: &Directory,
    report: &Report,
    taken: Taken,
    now: Timestamp,
    outcome: &mut EventOutcome,
) {
    let Taken::Fresh { awards, taken_back } = taken else {
        outcome.fate = EventFate::Known;
        return;
    };
    outcome.awards = awards.iter().map(view).collect();
    let taken = taken_back.into_iter().map(|(recipient, points)| {
        let (wallet, member) = wallet(&recipient);
        TakenBack {
            wallet,
            member,
            points,
        }
    });
    outcome.taken_back = taken.collect();
    let (event, versions) = (&report.event, &state.programme);
    let arrives_late = || {
        let zone = directory.zone(report.account);
        zone.is_some_and(|zone| versions.arrival(event.time, now, zone) == Arrival::TooLate)
    };
    outcome.reason = if versions.iter().next().is_none() {
        Some(KeptReason::NoProgramme)
    } else if event.reverses.is_some() {
        None
    } else if !versions.looks_at(&event.kind) {
        Some(KeptReason::UnknownType)
    } else if arrives_late() {
        Some(KeptReason::TooLate)
    } else {
        None
    };
    outcome.fate = match outcome.reason {
        Some(_) => EventFate::Kept,
        None => EventFate::Accepted,
    };
}

fn view(award: &Award) -> EventAward {
    let (wallet, member) = wallet(&award.recipient);
    EventAward {
        rule: award.rule.clone(),
        version: award.version.clone(),
        wallet,
        member,
        points: award.points,
        left_out: award.left_out,
    }
}

fn wallet(recipient: &Recipient) -> (WalletOwner, Option<MemberId>) {
    match recipient {
        Recipient::Account => (WalletOwner::Company, None),
        Recipient::Member(member) => (WalletOwner::Member, Some(member.clone())),
    }
}
