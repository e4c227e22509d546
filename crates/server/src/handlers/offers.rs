//! What partners of the vendor offer its customers.

use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use contract::{CreateOffer, FieldError, LocalText, OfferView, Page, Problem};
use storage::{Occasion, Scope, benefits};
use url::Url;
use uuid::Uuid;

use crate::address::ClientAddress;
use crate::idempotency::{self, IdempotencyKey};
use crate::json::{Body, Params, PathId};
use crate::policy::Staff;
use crate::problem::{AppError, field_error};
use crate::state::AppState;

use super::PageParams;
use super::benefits::{check_days, check_texts};

const LONGEST_TITLE: usize = 100;
const LONGEST_TEXT: usize = 1_000;
const LONGEST_LINK: usize = 500;
const LONGEST_CODE: usize = 60;

/// Lists the offers, the newest first, also those that are over.
#[utoipa::path(get, path = "/offers", tag = "vendor", params(PageParams),
    responses((status = 200, body = Page<OfferView>)))]
pub async fn list_offers(
    State(state): State<AppState>,
    Staff(scope): Staff,
    Params(page): Params<PageParams>,
) -> Result<Json<Page<OfferView>>, AppError> {
    Ok(Json(
        benefits::list_offers(&state.db, &scope, &page.into()).await?,
    ))
}

/// Makes an offer of a partner, for all companies or some. Needs an `Idempotency-Key`.
#[utoipa::path(post, path = "/offers", tag = "vendor", request_body = CreateOffer,
    params(("Idempotency-Key" = String, Header, description = "Makes the offer safe to repeat")),
    responses(
        (status = 201, body = OfferView),
        (status = 422, body = Problem, content_type = "application/problem+json"),
    ))]
pub async fn create_offer(
    State(state): State<AppState>,
    Staff(scope): Staff,
    key: IdempotencyKey,
    address: ClientAddress,
    Body(mut asked): Body<CreateOffer>,
) -> Result<Response, AppError> {
    let errors = check(&mut asked);
    if !errors.is_empty() {
        return Err(AppError::Invalid(errors));
    }
    let accounts = asked.accounts.iter().map(|id| Uuid::parse_str(&id.0));
    let accounts = accounts.collect::<Result<Vec<Uuid>, _>>();
    let accounts = &accounts.map_err(|_| AppError::NotFound)?;
    let (now, address, new) = (state.clock.now(), &address.0.to_string(), &asked);
    let (who, scope) = (Scope::Staff(scope.clone()), &scope);
    let create = key.once(&state, &who, new, |tx| async move {
        let occasion = Occasion { now, address };
        let offer = benefits::create_offer(&tx, scope, new, accounts, occasion).await?;
        idempotency::answer(StatusCode::CREATED, &offer)
    });
    Ok(create.await?.answer)
}

/// Ends an offer now.
#[utoipa::path(delete, path = "/offers/{id}", tag = "vendor", params(("id" = String, Path)),
    responses((status = 204, description = "It is shown no more")))]
pub async fn end_offer(
    State(state): State<AppState>,
    Staff(scope): Staff,
    address: ClientAddress,
    PathId(id): PathId,
) -> Result<StatusCode, AppError> {
    let (now, scope, address) = (state.clock.now(), &scope, &address.0.to_string());
    let end = state.db.write(|tx| async move {
        benefits::end_offer(&tx, scope, id, Occasion { now, address }).await
    });
    end.await?;
    Ok(StatusCode::NO_CONTENT)
}

fn check(asked: &mut CreateOffer) -> Vec<FieldError> {
    let mut errors = check_texts("/title", &mut asked.title, LONGEST_TITLE);
    errors.extend(check_texts("/text", &mut asked.text, LONGEST_TEXT));
    if errors.is_empty() && languages(&asked.title) != languages(&asked.text) {
        let detail = "title and text must be in the same languages";
        errors.push(field_error("/text/en", "languages", detail));
    }
    errors.extend(check_days(&asked.from, asked.until.as_deref()));
    for field in [&mut asked.link, &mut asked.code] {
        *field = field.take().map(|text| text.trim().to_owned());
        *field = field.take().filter(|text| !text.is_empty());
    }
    if let Some(link) = &asked.link
        && !is_link(link)
    {
        let detail = "an address that begins with https://";
        errors.push(field_error("/link", "malformed", detail));
    }
    let code = asked.code.as_deref().unwrap_or_default();
    if code.chars().count() > LONGEST_CODE {
        errors.push(field_error("/code", "too_long", "at most 60 characters"));
    }
    errors
}

fn languages(text: &LocalText) -> [bool; 3] {
    [&text.en, &text.ja, &text.zh_hant].map(Option::is_some)
}

/// People open it from the portal, so it must be a page and nothing that a browser runs.
fn is_link(link: &str) -> bool {
    link.chars().count() <= LONGEST_LINK
        && Url::parse(link).is_ok_and(|url| url.scheme() == "https" && url.has_host())
}
