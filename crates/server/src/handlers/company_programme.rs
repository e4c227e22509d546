//! The programme's state of the own company, for its account admins: tiers over time, who earned what, and one month as JSON
//! and as a file.

use std::fmt::Write as _;

use axum::Json;
use axum::extract::State;
use axum::http::header;
use axum::response::{IntoResponse, Response};
use contract::{CompanyProgramme, MonthReport, Problem, Tier, WalletOwner};
use jiff::civil::Date;
use serde::Deserialize;
use storage::{Scope, accounts, programme};

use crate::json::Params;
use crate::policy::Customer;
use crate::problem::AppError;
use crate::state::AppState;

#[derive(Debug, Deserialize, utoipa::IntoParams)]
#[into_params(parameter_in = Query)]
pub struct SpanParams {
    /// The first day, `YYYY-MM-DD`; of this year when absent.
    from: Option<String>,
    /// The last day; today when absent.
    to: Option<String>,
}

#[derive(Debug, Deserialize, utoipa::IntoParams)]
#[into_params(parameter_in = Query)]
pub struct MonthParams {
    /// `YYYY-MM`; this month when absent.
    month: Option<String>,
}

/// Tiers over time, and who earned what over some days.
#[utoipa::path(get, path = "/account/programme", tag = "programme", params(SpanParams),
    responses(
        (status = 200, body = CompanyProgramme),
        (status = 422, body = Problem, content_type = "application/problem+json"),
    ))]
pub async fn get_company_programme(
    State(state): State<AppState>,
    Customer(scope): Customer,
    Params(params): Params<SpanParams>,
) -> Result<Json<CompanyProgramme>, AppError> {
    let now = state.clock.now();
    let today = accounts::today(&state.db, &Scope::Customer(scope.clone()), now).await?;
    let from = day("/from", params.from.as_deref(), today.first_of_year())?;
    let to = day("/to", params.to.as_deref(), today)?;
    if to < from {
        let detail = "not before the first day";
        return Err(AppError::invalid("/to", "malformed", detail));
    }
    let (db, versions) = (&state.db, &state.programme);
    let found = programme::of_company(db, &scope, versions, (from, to), now).await?;
    Ok(Json(found))
}

/// What one month brought and took, by kind.
#[utoipa::path(get, path = "/account/report", tag = "programme", params(MonthParams),
    responses(
        (status = 200, body = MonthReport),
        (status = 422, body = Problem, content_type = "application/problem+json"),
    ))]
pub async fn get_report(
    State(state): State<AppState>,
    Customer(scope): Customer,
    Params(params): Params<MonthParams>,
) -> Result<Json<MonthReport>, AppError> {
    let (db, now) = (&state.db, state.clock.now());
    let today = accounts::today(db, &Scope::Customer(scope.clone()), now).await?;
    let month = month(params.month.as_deref(), today)?;
    let report = programme::month_report(db, &scope, &state.programme, month, now).await?;
    Ok(Json(report))
}

/// The same as a file: a line for each kind, then the sums.
#[utoipa::path(get, path = "/account/report.csv", tag = "programme", params(MonthParams),
    responses(
        (status = 200, body = String, content_type = "text/csv"),
        (status = 422, body = Problem, content_type = "application/problem+json"),
    ))]
pub async fn get_report_csv(
    State(state): State<AppState>,
    Customer(scope): Customer,
    Params(params): Params<MonthParams>,
) -> Result<Response, AppError> {
    let (db, now) = (&state.db, state.clock.now());
    let today = accounts::today(db, &Scope::Customer(scope.clone()), now).await?;
    let month = month(params.month.as_deref(), today)?;
    let report = programme::month_report(db, &scope, &state.programme, month, now).await?;
    let file = format!("attachment; filename=\"points-{}.csv\"", report.month);
    let headers = [
        (header::CONTENT_TYPE, "text/csv; charset=utf-8".to_owned()),
        (header::CONTENT_DISPOSITION, file),
    ];
    Ok((headers, csv(&report)).into_response())
}

fn day(pointer: &str, text: Option<&str>, default: Date) -> Result<Date, AppError> {
    let Some(text) = text else { return Ok(default) };
    let day = text.parse::<Date>().ok();
    let day = day.filter(|day| day.to_string() == text && (2000..=2200).contains(&day.year()));
    day.ok_or_else(|| AppError::invalid(pointer, "malformed", "must be a day, YYYY-MM-DD"))
}

fn month(text: Option<&str>, today: Date) -> Result<Date, AppError> {
    let Some(text) = text else {
        return Ok(today.first_of_month());
    };
    let first = format!("{text}-01");
    day("/month", Some(&first), today)
        .map_err(|_| AppError::invalid("/month", "malformed", "must be a month, YYYY-MM"))
}

/// RFC 4180, with the mark by which spreadsheets know UTF-8.
fn csv(report: &MonthReport) -> String {
    let mut text = String::from("\u{feff}month,company,tier,wallet,what,entries,points\r\n");
    let tier = match report.tier {
        Tier::Bronze => "bronze",
        Tier::Silver => "silver",
        Tier::Gold => "gold",
    };
    let start = format!("{},{},{tier}", cell(&report.month), cell(&report.company));
    for line in &report.lines {
        let wallet = match line.wallet {
            WalletOwner::Company => "company",
            WalletOwner::Member => "people",
        };
        let (what, entries, points) = (cell(&line.event_type), line.entries, line.points);
        let _ = write!(text, "{start},{wallet},{what},{entries},{points}\r\n");
    }
    let sums = [
        ("earned", report.earned),
        ("spent", report.spent),
        ("expired", report.expired),
    ];
    for (what, points) in sums {
        let _ = write!(text, "{start},all,{what},,{points}\r\n");
    }
    text
}

/// A text as a cell. What a spreadsheet would run as a formula gets an apostrophe in front, as it is shown then.
fn cell(text: &str) -> String {
    let is_formula =
        text.starts_with(['=', '+', '-', '@', '\t', '\r', '\n', '＝', '＋', '－', '＠']);
    let text = if is_formula {
        format!("'{text}")
    } else {
        text.to_owned()
    };
    if text.contains([',', '"', '\r', '\n', ';']) {
        format!("\"{}\"", text.replace('"', "\"\""))
    } else {
        text
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_cell_is_a_formula() {
        assert_eq!(cell("=1+1"), "'=1+1");
        assert_eq!(cell("@SUM(A1,\"x\")"), "\"'@SUM(A1,\"\"x\"\")\"");
        assert_eq!(cell("Hoshino, Ltd."), "\"Hoshino, Ltd.\"");
        assert_eq!(cell("purchase.completed"), "purchase.completed");
    }
}
