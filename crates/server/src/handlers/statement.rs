//! Statements to take along: as a table for a spreadsheet, and as the document that anyone can verify.

use axum::Json;
use axum::body::{Body, Bytes};
use axum::extract::State;
use axum::http::header;
use axum::response::{IntoResponse, Response};
use contract::{Locale, Movement, Wallet};
use loyalty::ledger::Statement;
use serde::Deserialize;
use storage::ledger::{self, Stretch};
use storage::programme::{self, MovementFilter};
use storage::{AccountScope, PageRequest};

use super::LocaleParam;
use super::movements::MovementParams;
use crate::csv;
use crate::json::Params;
use crate::policy::Customer;
use crate::problem::AppError;
use crate::state::AppState;

/// Entries read at once.
const BATCH: u32 = 200;

#[derive(Debug, Deserialize, utoipa::IntoParams)]
#[into_params(parameter_in = Query)]
pub struct StatementParams {
    /// The company's wallet or the own one.
    #[param(inline)]
    wallet: Wallet,
}

/// The whole statement of a wallet with the hash of every entry; entries of others are there as digests alone. Whoever has it
/// can check that nothing was changed, left out or put in.
#[utoipa::path(get, path = "/statement", tag = "programme", params(StatementParams),
    responses((status = 200, body = Object)))]
pub async fn get_statement(
    State(state): State<AppState>,
    Customer(scope): Customer,
    Params(params): Params<StatementParams>,
) -> Result<Json<Statement>, AppError> {
    let whole = Stretch::default();
    Ok(Json(
        ledger::export(&state.db, &scope, params.wallet, whole).await?,
    ))
}

/// The entries that the filter leaves as comma-separated values, newest first. It comes as it is read, at any length.
#[utoipa::path(get, path = "/statement.csv", tag = "programme", params(MovementParams, LocaleParam),
    responses((status = 200, body = String, content_type = "text/csv")))]
pub async fn get_statement_csv(
    State(state): State<AppState>,
    Customer(scope): Customer,
    Params(params): Params<MovementParams>,
    Params(LocaleParam { locale }): Params<LocaleParam>,
) -> Result<Response, AppError> {
    let filter = params.filter();
    // The first page before anything is answered, so that a filter which cannot be read is a problem document.
    let first = page(&state, &scope, &filter, None).await?;
    let headings = headings(locale);
    let body = async_stream::stream! {
        let mut page_now = first;
        // The mark tells spreadsheets that it is UTF-8.
        yield Ok::<Bytes, std::io::Error>(Bytes::from(format!("\u{feff}{headings}")));
        loop {
            let lines: String = page_now.items.iter().map(line).collect();
            yield Ok(Bytes::from(lines));
            let Some(cursor) = page_now.next_cursor else { return };
            match page(&state, &scope, &filter, Some(cursor)).await {
                Ok(next) => page_now = next,
                Err(error) => {
                    // The answer ends without its end, which the browser reports as a failed download.
                    yield Err(std::io::Error::other(format!("{error:?}")));
                    return;
                }
            }
        }
    };
    Ok((
        [
            (header::CONTENT_TYPE, "text/csv; charset=utf-8"),
            (
                header::CONTENT_DISPOSITION,
                "attachment; filename=\"kizuna-statement.csv\"",
            ),
        ],
        Body::from_stream(body),
    )
        .into_response())
}

async fn page(
    state: &AppState,
    scope: &AccountScope,
    filter: &MovementFilter,
    cursor: Option<String>,
) -> Result<contract::Page<Movement>, AppError> {
    let request = PageRequest {
        limit: Some(BATCH),
        cursor,
    };
    Ok(programme::movements_of(&state.db, scope, filter, &request).await?)
}

fn headings(locale: Locale) -> String {
    csv::line(match locale {
        Locale::En => [
            "happened", "booked", "wallet", "what", "event", "subject", "points", "balance",
            "entry",
        ],
        Locale::Ja => [
            "発生日時",
            "記帳日時",
            "ウォレット",
            "区分",
            "イベント",
            "内容",
            "ポイント",
            "残高",
            "明細番号",
        ],
        Locale::ZhHant => [
            "發生時間",
            "入帳時間",
            "錢包",
            "類別",
            "事件",
            "內容",
            "點數",
            "餘額",
            "明細編號",
        ],
    })
}

fn line(movement: &Movement) -> String {
    let wallet = match movement.wallet {
        Wallet::Company => "company",
        Wallet::Mine => "mine",
    };
    csv::line([
        movement.occurred_at.as_str(),
        &movement.booked_at,
        wallet,
        &movement.purpose,
        &movement.event_type,
        &movement.subject,
        &movement.points.to_string(),
        &movement.balance.to_string(),
        &movement.id.0,
    ])
}
