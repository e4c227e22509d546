//! The team board, how one is shown on it, and the league of the company.

use axum::Json;
use axum::extract::State;
use contract::{BoardCap, BoardChoice, BoardShown, BoardView, LeagueView, Locale, Problem};
use jiff::civil::Date;
use loyalty::board::{Kind, Window, check_nickname};
use loyalty::programme::Owner;
use serde::Deserialize;
use storage::board::{self, Asked};
use storage::{AccountScope, Scope, accounts};

use crate::award_view::window as window_view;
use crate::json::{Body, Params};
use crate::policy::Customer;
use crate::problem::AppError;
use crate::state::AppState;

#[derive(Debug, Deserialize, utoipa::IntoParams)]
#[into_params(parameter_in = Query)]
pub struct BoardParams {
    /// `week`, `month`, `quarter`, `year` or `all` for the one of today, else `2026-W10`, `2026-03`, `2026-Q1` or `2026`;
    /// this week when absent.
    window: Option<String>,
    /// The people of one team alone.
    team: Option<String>,
    /// Of a window that is over: with what was booked after it had closed.
    #[serde(default)]
    revised: bool,
    #[param(value_type = Option<Locale>)]
    #[serde(default)]
    locale: Locale,
}

#[derive(Debug, Deserialize, utoipa::IntoParams)]
#[into_params(parameter_in = Query)]
pub struct WindowParams {
    /// As of the board; this month when absent.
    window: Option<String>,
}

/// Who earned how much in a window: the first twenty, the own row with its neighbours, the teams beside one another.
#[utoipa::path(get, path = "/board", tag = "board", params(BoardParams),
    responses(
        (status = 200, body = BoardView),
        (status = 422, body = Problem, content_type = "application/problem+json", description = "No such window or team"),
    ))]
pub async fn get_board(
    State(state): State<AppState>,
    Customer(scope): Customer,
    Params(params): Params<BoardParams>,
) -> Result<Json<BoardView>, AppError> {
    let (db, now) = (&state.db, state.clock.now());
    let today = today(&state, &scope).await?;
    let asked = Asked {
        window: window(params.window.as_deref(), Kind::Week, today)?,
        team: params.team.filter(|team| !team.is_empty()),
        is_revised: params.revised,
    };
    let found = board::board(db, &state.boards, &scope, &asked, now).await;
    let mut view = match found {
        Err(storage::Error::NotFound) if asked.team.is_some() => {
            let detail = "the company has no such team";
            return Err(AppError::invalid("/team", "unknown", detail));
        }
        found => found?,
    };
    if let Some(ranking) = &mut view.ranking {
        ranking.caps = caps(&state, today, params.locale);
    }
    Ok(Json(view))
}

/// How colleagues see the person who asks.
#[utoipa::path(get, path = "/board/me", tag = "board", responses((status = 200, body = BoardChoice)))]
pub async fn get_my_board(
    State(state): State<AppState>,
    Customer(scope): Customer,
) -> Result<Json<BoardChoice>, AppError> {
    Ok(Json(board::choice(&state.db, &scope).await?))
}

/// Chooses it: by name, by a nickname, as an unnamed gap, or not at all. In every window, also those of the past.
#[utoipa::path(put, path = "/board/me", tag = "board", request_body = BoardChoice, responses(
    (status = 200, body = BoardChoice),
    (status = 409, body = Problem, content_type = "application/problem+json", description = "Somebody is called so, or like it"),
    (status = 422, body = Problem, content_type = "application/problem+json"),
))]
pub async fn put_my_board(
    State(state): State<AppState>,
    Customer(scope): Customer,
    Body(mut wanted): Body<BoardChoice>,
) -> Result<Json<BoardChoice>, AppError> {
    wanted.nickname = match (wanted.shown, wanted.nickname) {
        (BoardShown::Nickname, nickname) => Some(checked_name(
            nickname.as_deref().unwrap_or_default(),
            "/nickname",
        )?),
        _ => None,
    };
    let (scope, wanted) = (&scope, &wanted);
    let put = state
        .db
        .write(|tx| async move { board::put_choice(&tx, scope, wanted).await });
    Ok(Json(put.await?))
}

/// The company beside others of a similar size, each by its alias.
#[utoipa::path(get, path = "/board/league", tag = "board", params(WindowParams),
    responses(
        (status = 200, body = LeagueView),
        (status = 422, body = Problem, content_type = "application/problem+json", description = "No such window"),
    ))]
pub async fn get_league(
    State(state): State<AppState>,
    Customer(scope): Customer,
    Params(params): Params<WindowParams>,
) -> Result<Json<LeagueView>, AppError> {
    let today = today(&state, &scope).await?;
    let window = window(params.window.as_deref(), Kind::Month, today)?;
    let now = state.clock.now();
    Ok(Json(board::league(&state.db, &scope, window, now).await?))
}

/// A nickname or an alias as it is kept, or what is wrong with it.
pub fn checked_name(text: &str, pointer: &str) -> Result<String, AppError> {
    check_nickname(text)
        .map_err(|problem| AppError::invalid(pointer, problem.code(), &problem.to_string()))
}

async fn today(state: &AppState, scope: &AccountScope) -> Result<Date, AppError> {
    let scope = Scope::Customer(scope.clone());
    Ok(accounts::today(&state.db, &scope, state.clock.now()).await?)
}

fn window(text: Option<&str>, default: Kind, today: Date) -> Result<Window, AppError> {
    let Some(text) = text.filter(|text| !text.is_empty()) else {
        return Ok(Window::containing(default, today));
    };
    Window::parse(text, today).map_err(|_| {
        let detail = "must be week, month, quarter, year, all, or a window that has begun: 2026-W10, 2026-03, 2026-Q1, 2026";
        AppError::invalid("/window", "unknown", detail)
    })
}

/// The caps on what people earn, by the version that is in force.
fn caps(state: &AppState, today: Date, locale: Locale) -> Vec<BoardCap> {
    let Some(programme) = state.programme.on(today) else {
        return Vec::new();
    };
    let of_people = programme
        .rules
        .iter()
        .filter(|rule| rule.wallet == Owner::Member);
    let caps = of_people.flat_map(|rule| {
        rule.caps.iter().map(|cap| BoardCap {
            rule: rule.name.get(locale).to_owned(),
            points: cap.points,
            per: window_view(cap.per),
            is_by_member: cap.by == Owner::Member,
        })
    });
    caps.collect()
}
