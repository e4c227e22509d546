//! Challenges of the own company: everyone takes part or not; account admins make them of the programme's templates.

use std::fmt::Write as _;

use axum::Json;
use axum::extract::State;
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use contract::{
    ChallengeState, ChallengeView, Challenges, CreateChallenge, FieldError, Locale, Problem,
};
use jiff::civil::Date;
use loyalty::play::{ChallengeProblem, check_challenge};
use storage::play::{self, NewChallenge};
use storage::{AccountScope, Occasion, Scope, accounts};
use uuid::Uuid;

use super::LocaleParam;
use crate::address::ClientAddress;
use crate::csv;
use crate::idempotency::{self, IdempotencyKey};
use crate::json::{Body, Params, PathId};
use crate::policy::Customer;
use crate::problem::{AppError, field_error};
use crate::state::AppState;

/// The challenges of the company with who takes part; for account admins also what new ones can be made of.
#[utoipa::path(get, path = "/challenges", tag = "programme", params(LocaleParam),
    responses((status = 200, body = Challenges)))]
pub async fn list_challenges(
    State(state): State<AppState>,
    Customer(scope): Customer,
    Params(LocaleParam { locale }): Params<LocaleParam>,
) -> Result<Json<Challenges>, AppError> {
    let now = state.clock.now();
    let found = play::challenges(&state.db, &scope, &state.programme, locale, now).await?;
    Ok(Json(found))
}

/// The same as a file, a line for each challenge.
#[utoipa::path(get, path = "/challenges.csv", tag = "programme", params(LocaleParam),
    responses((status = 200, body = String, content_type = "text/csv")))]
pub async fn get_challenges_csv(
    State(state): State<AppState>,
    Customer(scope): Customer,
    Params(LocaleParam { locale }): Params<LocaleParam>,
) -> Result<Response, AppError> {
    let now = state.clock.now();
    let found = play::challenges(&state.db, &scope, &state.programme, locale, now).await?;
    let headers = [
        (header::CONTENT_TYPE, "text/csv; charset=utf-8"),
        (
            header::CONTENT_DISPOSITION,
            "attachment; filename=\"challenges.csv\"",
        ),
    ];
    Ok((headers, file(&found, locale)).into_response())
}

/// Makes a challenge of a template. Needs an `Idempotency-Key`.
#[utoipa::path(post, path = "/challenges", tag = "programme", request_body = CreateChallenge,
    params(LocaleParam, ("Idempotency-Key" = String, Header, description = "Makes it safe to repeat")),
    responses(
        (status = 201, body = ChallengeView),
        (status = 409, body = Problem, content_type = "application/problem+json", description = "The year allows no more of the template"),
        (status = 422, body = Problem, content_type = "application/problem+json"),
    ))]
pub async fn create_challenge(
    State(state): State<AppState>,
    Customer(scope): Customer,
    key: IdempotencyKey,
    address: ClientAddress,
    Params(LocaleParam { locale }): Params<LocaleParam>,
    Body(asked): Body<CreateChallenge>,
) -> Result<Response, AppError> {
    let new = &check(&state, &scope, &asked).await?;
    let (now, address) = (state.clock.now(), &address.0.to_string());
    let who = Scope::Customer(scope.clone());
    let (scope, versions) = (&scope, &state.programme);
    let create = key.once(&state, &who, &asked, |tx| async move {
        let occasion = Occasion { now, address };
        let id = play::create(&tx, scope, versions, new, occasion).await?;
        let made = play::challenge(&tx, scope, versions, id, locale, now).await?;
        idempotency::answer(StatusCode::CREATED, &made)
    });
    Ok(create.await?.answer)
}

/// Takes part, with all that the person has done since the first day. Again changes nothing.
#[utoipa::path(put, path = "/challenges/{id}/part", tag = "programme", params(("id" = String, Path), LocaleParam),
    responses(
        (status = 200, body = ChallengeView),
        (status = 409, body = Problem, content_type = "application/problem+json", description = "It is over, or was reached"),
    ))]
pub async fn join_challenge(
    State(state): State<AppState>,
    Customer(scope): Customer,
    PathId(id): PathId,
    address: ClientAddress,
    Params(LocaleParam { locale }): Params<LocaleParam>,
) -> Result<Json<ChallengeView>, AppError> {
    take_part(&state, &scope, (id, true), &address, locale).await
}

/// Takes no part any more: what the person did counts no longer.
#[utoipa::path(delete, path = "/challenges/{id}/part", tag = "programme", params(("id" = String, Path), LocaleParam),
    responses(
        (status = 200, body = ChallengeView),
        (status = 409, body = Problem, content_type = "application/problem+json", description = "It is over, or was reached"),
    ))]
pub async fn leave_challenge(
    State(state): State<AppState>,
    Customer(scope): Customer,
    PathId(id): PathId,
    address: ClientAddress,
    Params(LocaleParam { locale }): Params<LocaleParam>,
) -> Result<Json<ChallengeView>, AppError> {
    take_part(&state, &scope, (id, false), &address, locale).await
}

/// Calls a challenge off that was not reached.
#[utoipa::path(delete, path = "/challenges/{id}", tag = "programme", params(("id" = String, Path)),
    responses(
        (status = 204, description = "It is gone"),
        (status = 409, body = Problem, content_type = "application/problem+json", description = "It was reached"),
    ))]
pub async fn delete_challenge(
    State(state): State<AppState>,
    Customer(scope): Customer,
    PathId(id): PathId,
    address: ClientAddress,
) -> Result<StatusCode, AppError> {
    let (now, address, scope) = (state.clock.now(), &address.0.to_string(), &scope);
    let call_off = state.db.write(|tx| async move {
        let occasion = Occasion { now, address };
        play::call_off(&tx, scope, id, occasion).await
    });
    call_off.await?;
    Ok(StatusCode::NO_CONTENT)
}

async fn take_part(
    state: &AppState,
    scope: &AccountScope,
    (id, is_in): (Uuid, bool),
    address: &ClientAddress,
    locale: Locale,
) -> Result<Json<ChallengeView>, AppError> {
    let (now, address) = (state.clock.now(), &address.0.to_string());
    let versions = &state.programme;
    let change = state.db.write(|tx| async move {
        let occasion = Occasion { now, address };
        if is_in {
            play::join(&tx, scope, versions, id, occasion).await?;
        } else {
            play::leave(&tx, scope, versions, id, occasion).await?;
        }
        play::challenge(&tx, scope, versions, id, locale, now).await
    });
    Ok(Json(change.await?))
}

/// All that is wrong with what is asked for, or the challenge.
async fn check(
    state: &AppState,
    scope: &AccountScope,
    asked: &CreateChallenge,
) -> Result<NewChallenge, AppError> {
    let now = state.clock.now();
    let today = accounts::today(&state.db, &Scope::Customer(scope.clone()), now).await?;
    let programme = state.programme.on(today);
    let template = programme.and_then(|programme| programme.challenge(&asked.template));
    let mut errors = Vec::new();
    if template.is_none() {
        errors.push(field_error(
            "/template",
            "unknown",
            "there is no such template",
        ));
    }
    let mut day = |pointer, text: &str| {
        let day = text.parse::<Date>().ok();
        if day.is_none() {
            errors.push(field_error(pointer, "malformed", "a day, YYYY-MM-DD"));
        }
        day
    };
    let starts_on = day("/starts_on", &asked.starts_on);
    let ends_on = day("/ends_on", &asked.ends_on);
    if let (Some(template), Some(starts_on), Some(ends_on)) = (template, starts_on, ends_on) {
        let new = loyalty::play::NewChallenge {
            starts_on,
            ends_on,
            goal: asked.goal,
        };
        let problems = check_challenge(template, &new, today);
        errors.extend(problems.into_iter().map(told));
        if errors.is_empty() {
            return Ok(NewChallenge {
                template: asked.template.clone(),
                starts_on,
                ends_on,
                goal: asked.goal,
            });
        }
    }
    Err(AppError::Invalid(errors))
}

fn told(problem: ChallengeProblem) -> FieldError {
    use ChallengeProblem as What;
    let (pointer, code, detail) = match problem {
        What::EndsBeforeItStarts => ("/ends_on", "before_start", "it would end before it starts"),
        What::Over => ("/ends_on", "over", "the day is over"),
        What::TooFarAhead => ("/starts_on", "too_far", "more than a year ahead"),
        What::TooShort => (
            "/ends_on",
            "too_few_days",
            "fewer days than the rules ask for",
        ),
        What::TooLong => (
            "/ends_on",
            "too_many_days",
            "more days than the rules allow",
        ),
        What::GoalTooLow => ("/goal", "goal_too_low", "less than the rules ask for"),
        What::GoalTooHigh => ("/goal", "goal_too_high", "more than the rules allow"),
    };
    field_error(pointer, code, detail)
}

fn file(found: &Challenges, locale: Locale) -> String {
    let head = match locale {
        Locale::En => [
            "challenge",
            "from",
            "to",
            "goal",
            "counted",
            "people",
            "state",
            "reached on",
            "points",
        ],
        Locale::Ja => [
            "チャレンジ",
            "開始日",
            "終了日",
            "目標",
            "達成数",
            "参加者数",
            "状態",
            "達成日",
            "ポイント",
        ],
        Locale::ZhHant => [
            "挑戰",
            "開始日",
            "結束日",
            "目標",
            "已完成",
            "參加人數",
            "狀態",
            "達成日",
            "點數",
        ],
    };
    let mut text = csv::line(head);
    for one in &found.challenges {
        let numbers = [one.goal, one.counted, one.people, one.points].map(|n| n.to_string());
        let [goal, counted, people, points] = &numbers;
        let cells = [
            one.name.as_str(),
            &one.starts_on,
            &one.ends_on,
            goal,
            counted,
            people,
            state(one.state, locale),
            one.reached_on.as_deref().unwrap_or_default(),
            if one.state == ChallengeState::Reached {
                points
            } else {
                "0"
            },
        ];
        let _ = write!(text, "{}", csv::line(cells));
    }
    text
}

const fn state(state: ChallengeState, locale: Locale) -> &'static str {
    let [en, ja, zh] = match state {
        ChallengeState::Coming => ["coming", "開始前", "即將開始"],
        ChallengeState::Open => ["open", "実施中", "進行中"],
        ChallengeState::Reached => ["reached", "達成", "已達成"],
        ChallengeState::Ended => ["ended", "終了", "已結束"],
    };
    match locale {
        Locale::En => en,
        Locale::Ja => ja,
        Locale::ZhHant => zh,
    }
}
