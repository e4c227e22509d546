//! What all answers to a survey say, to read and to download.

use axum::Json;
use axum::extract::{Path, State};
use axum::http::{HeaderValue, header};
use axum::response::{IntoResponse, Response};
use contract::{ResultCell, SurveyLine, SurveyResults};
use serde::Deserialize;
use storage::surveys;

use crate::csv;
use crate::json::Params;
use crate::policy::Staff;
use crate::problem::AppError;
use crate::state::AppState;

#[derive(Debug, Deserialize, utoipa::IntoParams)]
#[into_params(parameter_in = Query)]
pub struct ResultParams {
    /// The first day of a wave; all of them when absent.
    wave: Option<String>,
}

/// Lists the surveys that ask or have asked.
#[utoipa::path(get, path = "/survey-results", tag = "surveys",
    responses((status = 200, body = Vec<SurveyLine>)))]
pub async fn list_survey_results(
    State(state): State<AppState>,
    Staff(scope): Staff,
) -> Result<Json<Vec<SurveyLine>>, AppError> {
    Ok(Json(
        surveys::survey_lines(&state.db, &scope, &state.surveys).await?,
    ))
}

/// The score with its interval, rates, trend and groups. Groups of fewer than five answers are hidden.
#[utoipa::path(get, path = "/survey-results/{name}", tag = "surveys",
    params(("name" = String, Path), ResultParams),
    responses((status = 200, body = SurveyResults)))]
pub async fn get_survey_results(
    State(state): State<AppState>,
    Staff(scope): Staff,
    Path(name): Path<String>,
    Params(params): Params<ResultParams>,
) -> Result<Json<SurveyResults>, AppError> {
    let wave = params.wave.as_deref();
    let found = surveys::survey_results(&state.db, &scope, &state.surveys, &name, wave);
    Ok(Json(found.await?))
}

/// The same as a table.
#[utoipa::path(get, path = "/survey-results/{name}/table.csv", tag = "surveys",
    params(("name" = String, Path), ResultParams),
    responses((status = 200, content_type = "text/csv", body = String)))]
pub async fn get_survey_results_csv(
    State(state): State<AppState>,
    Staff(scope): Staff,
    Path(name): Path<String>,
    Params(params): Params<ResultParams>,
) -> Result<Response, AppError> {
    let wave = params.wave.as_deref();
    let found = surveys::survey_results(&state.db, &scope, &state.surveys, &name, wave).await?;
    let body: String = lines(&found)
        .iter()
        .map(|cells| csv::line(cells.iter().map(String::as_str)))
        .collect();
    let headers = [
        (header::CONTENT_TYPE, "text/csv; charset=utf-8"),
        (
            header::CONTENT_DISPOSITION,
            "attachment; filename=\"survey-results.csv\"",
        ),
    ];
    let headers = headers.map(|(name, value)| (name, HeaderValue::from_static(value)));
    Ok((headers, body).into_response())
}

/// One line for each group, the whole first; what is hidden says so.
fn lines(found: &SurveyResults) -> Vec<Vec<String>> {
    let head = "group,key,name,score,low,high,account_score,account_low,account_high,answers,asked,members,accounts_heard,accounts";
    let mut lines = vec![head.split(',').map(str::to_owned).collect()];
    let mut add = |group: &str, key: &str, name: &str, cell: &ResultCell| {
        let mut line = vec![group.to_owned(), key.to_owned(), name.to_owned()];
        match cell {
            ResultCell::Shown(summary) => {
                let scores = [
                    summary.score,
                    summary.low,
                    summary.high,
                    summary.account_score,
                    summary.account_low,
                    summary.account_high,
                ];
                let counts = [
                    summary.answers,
                    summary.asked,
                    summary.members,
                    summary.accounts_heard,
                    summary.accounts,
                ];
                line.extend(scores.map(|score| format!("{score:.1}")));
                line.extend(counts.map(|count| count.to_string()));
            }
            ResultCell::Hidden => line.extend(
                ["hidden".to_owned()]
                    .into_iter()
                    .chain(vec![String::new(); 10]),
            ),
            ResultCell::Empty => line.extend(vec![String::new(); 11]),
        }
        lines.push(line);
    };
    add("all", "", "", &found.total);
    for (group, points) in [("wave", &found.waves), ("month", &found.months)] {
        for point in points {
            add(group, &point.key, "", &point.cell);
        }
    }
    for (group, members) in [
        ("account", &found.accounts),
        ("tier", &found.tiers),
        ("persona", &found.personas),
        ("language", &found.languages),
        ("life_stage", &found.life_stages),
    ] {
        for member in members {
            let name = member.name.as_deref().unwrap_or_default();
            add(group, &member.key, name, &member.cell);
        }
    }
    lines
}
