//! The statement of a wallet: its entries, and where one came from.

use axum::Json;
use axum::extract::State;
use contract::{Movement, MovementDetail, MovementKind, Page, Problem, Wallet};
use jiff::civil::Date;
use serde::Deserialize;
use storage::programme::{self, MovementFilter};
use storage::{AccountScope, PageRequest};
use uuid::Uuid;

use super::LocaleParam;
use crate::award_view;
use crate::json::{Params, PathId};
use crate::policy::Customer;
use crate::problem::AppError;
use crate::state::AppState;

/// Which entries of a statement.
#[derive(Debug, Deserialize, utoipa::IntoParams)]
#[into_params(parameter_in = Query)]
pub struct MovementParams {
    /// The company's wallet or the own one; both when absent.
    #[param(inline)]
    wallet: Option<Wallet>,
    #[param(inline)]
    kind: Option<MovementKind>,
    /// The first day on which it happened, in the company's time zone.
    #[param(value_type = Option<String>, format = Date)]
    from: Option<Date>,
    /// The last day.
    #[param(value_type = Option<String>, format = Date)]
    to: Option<Date>,
    limit: Option<u32>,
    cursor: Option<String>,
}

impl MovementParams {
    pub fn filter(&self) -> MovementFilter {
        MovementFilter {
            wallet: self.wallet,
            kind: self.kind,
            from: self.from,
            to: self.to,
        }
    }
}

/// Lists the entries of the company's wallet and of the own one in the order in which they were booked, newest first, each
/// with the balance after it.
#[utoipa::path(get, path = "/movements", tag = "programme", params(MovementParams),
    responses((status = 200, body = Page<Movement>)))]
pub async fn list_movements(
    State(state): State<AppState>,
    Customer(scope): Customer,
    Params(params): Params<MovementParams>,
) -> Result<Json<Page<Movement>>, AppError> {
    let filter = params.filter();
    let page = PageRequest {
        limit: params.limit,
        cursor: params.cursor,
    };
    Ok(Json(
        programme::movements_of(&state.db, &scope, &filter, &page).await?,
    ))
}

/// Where one entry came from: the event, the rule, the points it took, and what belongs to it.
#[utoipa::path(get, path = "/movements/{id}", tag = "programme", params(("id" = String, Path), LocaleParam),
    responses(
        (status = 200, body = MovementDetail),
        (status = 404, body = Problem, content_type = "application/problem+json", description = "No such entry of a wallet that is open to the person"),
    ))]
pub async fn get_movement(
    State(state): State<AppState>,
    Customer(scope): Customer,
    PathId(id): PathId,
    Params(LocaleParam { locale }): Params<LocaleParam>,
) -> Result<Json<MovementDetail>, AppError> {
    detail(&state, &scope, id, locale).await.map(Json)
}

async fn detail(
    state: &AppState,
    scope: &AccountScope,
    id: Uuid,
    locale: contract::Locale,
) -> Result<MovementDetail, AppError> {
    let record = programme::movement_record(&state.db, scope, id).await?;
    let why = record.why.as_deref().unwrap_or_default();
    let has_event = record.event.is_some();
    let (left, last_day) = record.left.unzip();
    Ok(MovementDetail {
        award: award_view::award(&state.programme, why, locale),
        recounted_from: award_view::recounted_from(why),
        note: (!has_event && !why.is_empty()).then(|| why.to_owned()),
        movement: record.movement,
        position: record.position,
        event: record.event,
        left,
        last_day: last_day.flatten().map(|day| day.to_string()),
        taken: record.taken,
        related: record.related,
    })
}
