//! `/rewards`, `/redemptions`, `/fulfilments` and `/account/spending`.

use contract::{
    AccountSpending, CreateRedemption, Locale, RedemptionId, RedemptionNote, RedemptionState,
    RedemptionView,
};
use gloo_net::http::Method;

use super::{ApiError, Client};

pub fn rewards_path(locale: Locale) -> String {
    format!("/rewards?locale={locale}")
}

/// The own redemptions, or those of the company for its admins.
pub fn redemptions_path(locale: Locale, is_company: bool) -> String {
    let mine = !is_company;
    format!("/redemptions?mine={mine}&limit=50&locale={locale}")
}

pub fn spending_path() -> String {
    "/account/spending".to_owned()
}

/// Those to see to, or those that are done.
pub fn fulfilments_path(locale: Locale, is_done: bool) -> String {
    let state = if is_done { "fulfilled" } else { "approved" };
    format!("/fulfilments?state={state}&limit=50&locale={locale}")
}

/// The same key makes a repeated request the same one.
pub async fn create_redemption(
    client: Client,
    wanted: &CreateRedemption,
    key: &str,
) -> Result<RedemptionView, ApiError> {
    client
        .send(Method::POST, "/redemptions", wanted, Some(key))
        .await
}

pub async fn approve_redemption(
    client: Client,
    id: &RedemptionId,
    note: &RedemptionNote,
    key: &str,
) -> Result<RedemptionView, ApiError> {
    decide(client, id, "approval", note, key).await
}

pub async fn refuse_redemption(
    client: Client,
    id: &RedemptionId,
    note: &RedemptionNote,
    key: &str,
) -> Result<RedemptionView, ApiError> {
    decide(client, id, "refusal", note, key).await
}

pub async fn cancel_redemption(
    client: Client,
    id: &RedemptionId,
    note: &RedemptionNote,
    key: &str,
) -> Result<RedemptionView, ApiError> {
    decide(client, id, "cancellation", note, key).await
}

pub async fn fulfil_redemption(
    client: Client,
    id: &RedemptionId,
    note: &RedemptionNote,
    key: &str,
) -> Result<RedemptionState, ApiError> {
    let path = format!("/redemptions/{id}/fulfilment");
    client.send(Method::POST, &path, note, Some(key)).await
}

pub async fn withdraw_redemption(
    client: Client,
    id: &RedemptionId,
    note: &RedemptionNote,
    key: &str,
) -> Result<RedemptionState, ApiError> {
    let path = format!("/redemptions/{id}/withdrawal");
    client.send(Method::POST, &path, note, Some(key)).await
}

pub async fn put_spending(
    client: Client,
    wanted: &AccountSpending,
) -> Result<AccountSpending, ApiError> {
    client
        .send(Method::PUT, "/account/spending", wanted, None)
        .await
}

async fn decide(
    client: Client,
    id: &RedemptionId,
    how: &str,
    note: &RedemptionNote,
    key: &str,
) -> Result<RedemptionView, ApiError> {
    let path = format!("/redemptions/{id}/{how}");
    client.send(Method::POST, &path, note, Some(key)).await
}
