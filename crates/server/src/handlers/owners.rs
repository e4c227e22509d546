//! Who looks after which company, and on which days of their own.

use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use contract::{Problem, SetSuccessManager, SuccessManagerView, WorkCalendarView};
use jiff::civil::Date;
use storage::surveys;
use storage::{Error, Occasion};

use crate::address::ClientAddress;
use crate::json::{Body, PathId};
use crate::policy::Staff;
use crate::problem::AppError;
use crate::state::AppState;

const MOST_HOLIDAYS: usize = 100;

/// Who looks after the company, and who could.
#[utoipa::path(get, path = "/accounts/{id}/success-manager", tag = "vendor", params(("id" = String, Path)),
    responses((status = 200, body = SuccessManagerView)))]
pub async fn get_success_manager(
    State(state): State<AppState>,
    Staff(scope): Staff,
    PathId(account): PathId,
) -> Result<Json<SuccessManagerView>, AppError> {
    Ok(Json(
        surveys::success_manager(&state.db, &scope, account).await?,
    ))
}

/// From now on this one takes care of the company's answers.
#[utoipa::path(put, path = "/accounts/{id}/success-manager", tag = "vendor", request_body = SetSuccessManager,
    params(("id" = String, Path)),
    responses(
        (status = 204, description = "Set"),
        (status = 404, body = Problem, content_type = "application/problem+json", description = "No such company, or nobody who could"),
    ))]
pub async fn put_success_manager(
    State(state): State<AppState>,
    Staff(scope): Staff,
    PathId(account): PathId,
    address: ClientAddress,
    Body(set): Body<SetSuccessManager>,
) -> Result<StatusCode, AppError> {
    let (now, address) = (state.clock.now(), &address.0.to_string());
    let (scope, set) = (&scope, &set);
    let put = state.db.write(|tx| async move {
        let occasion = Occasion { now, address };
        surveys::set_success_manager(&tx, scope, account, set, occasion).await
    });
    put.await?;
    Ok(StatusCode::NO_CONTENT)
}

/// The reader's own working days; null while none were set.
#[utoipa::path(get, path = "/work-calendar", tag = "vendor",
    responses((status = 200, body = Option<WorkCalendarView>)))]
pub async fn get_work_calendar(
    State(state): State<AppState>,
    Staff(scope): Staff,
) -> Result<Json<Option<WorkCalendarView>>, AppError> {
    Ok(Json(surveys::work_calendar(&state.db, &scope).await?))
}

/// Sets the reader's own working days, by which follow-ups are due.
#[utoipa::path(put, path = "/work-calendar", tag = "vendor", request_body = WorkCalendarView,
    responses(
        (status = 204, description = "Kept"),
        (status = 422, body = Problem, content_type = "application/problem+json"),
    ))]
pub async fn put_work_calendar(
    State(state): State<AppState>,
    Staff(scope): Staff,
    Body(mut days): Body<WorkCalendarView>,
) -> Result<StatusCode, AppError> {
    check(&mut days)?;
    let (scope, days) = (&scope, &days);
    let put = state
        .db
        .write(|tx| async move { surveys::set_work_calendar(&tx, scope, days).await });
    match put.await {
        Err(Error::UnknownTimeZone(_)) => {
            let detail = "an IANA name, such as Asia/Tokyo";
            Err(AppError::invalid("/time_zone", "unknown", detail))
        }
        put => Ok(put.map(|()| StatusCode::NO_CONTENT)?),
    }
}

fn check(days: &mut WorkCalendarView) -> Result<(), AppError> {
    days.weekend.sort_unstable();
    days.weekend.dedup();
    if days.weekend.iter().any(|day| !(1..=7).contains(day)) || days.weekend.len() == 7 {
        let detail = "days from 1 to 7, and one that is worked";
        return Err(AppError::invalid("/weekend", "malformed", detail));
    }
    let is_day = |day: &String| {
        day.parse::<Date>()
            .is_ok_and(|read| read.to_string() == *day)
    };
    if days.holidays.len() > MOST_HOLIDAYS || !days.holidays.iter().all(is_day) {
        let detail = "at most 100 dates, such as 2026-12-25";
        return Err(AppError::invalid("/holidays", "malformed", detail));
    }
    days.holidays.sort_unstable();
    Ok(())
}
