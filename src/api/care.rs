//! What the vendor's staff do for single companies: adjustments, gifts, agreed benefits, offers, and keys of programs.

use contract::{
    AccountId, AdjustPoints, AdjustmentId, AdjustmentView, AgreeBenefit, AgreedBenefitId,
    AgreedBenefitView, ApiKeyId, CreateApiKey, CreateOffer, DecideAdjustment, GiftView, GiveGift,
    GiveTier, NewApiKey, OfferId, OfferView, TierOverrideId,
};
use gloo_net::http::Method;

use super::{ApiError, Client};

/// An id of the address, which may be none: it is asked for as it stands, and is not found.
pub fn account_programme_path(id: &str) -> String {
    let is_plain = |letter: &char| letter.is_ascii_alphanumeric() || *letter == '-';
    let id: String = id.chars().filter(is_plain).collect();
    format!("/accounts/{id}/programme")
}

pub fn adjustments_path(only_waiting: bool) -> String {
    let state = if only_waiting { "state=waiting&" } else { "" };
    format!("/adjustments?{state}limit=50")
}

pub fn offers_path() -> String {
    "/offers?limit=50".to_owned()
}

pub fn api_keys_path() -> String {
    "/api-keys?limit=50".to_owned()
}

pub async fn adjust_points(
    client: Client,
    account: &AccountId,
    asked: &AdjustPoints,
    key: &str,
) -> Result<AdjustmentView, ApiError> {
    let path = format!("/accounts/{account}/adjustments");
    client.send(Method::POST, &path, asked, Some(key)).await
}

pub async fn decide_adjustment(
    client: Client,
    id: &AdjustmentId,
    is_approved: bool,
    key: &str,
) -> Result<AdjustmentView, ApiError> {
    let word = if is_approved { "approval" } else { "refusal" };
    let path = format!("/adjustments/{id}/{word}");
    let words = DecideAdjustment::default();
    client.send(Method::POST, &path, &words, Some(key)).await
}

pub async fn give_gift(
    client: Client,
    account: &AccountId,
    gift: &GiveGift,
    key: &str,
) -> Result<GiftView, ApiError> {
    let path = format!("/accounts/{account}/gifts");
    client.send(Method::POST, &path, gift, Some(key)).await
}

pub async fn agree_benefit(
    client: Client,
    account: &AccountId,
    benefit: &AgreeBenefit,
    key: &str,
) -> Result<AgreedBenefitView, ApiError> {
    let path = format!("/accounts/{account}/benefits");
    client.send(Method::POST, &path, benefit, Some(key)).await
}

pub async fn end_benefit(client: Client, id: &AgreedBenefitId) -> Result<(), ApiError> {
    client
        .command(Method::DELETE, &format!("/agreed-benefits/{id}"), None)
        .await
}

pub async fn create_offer(
    client: Client,
    offer: &CreateOffer,
    key: &str,
) -> Result<OfferView, ApiError> {
    client.send(Method::POST, "/offers", offer, Some(key)).await
}

pub async fn end_offer(client: Client, id: &OfferId) -> Result<(), ApiError> {
    client
        .command(Method::DELETE, &format!("/offers/{id}"), None)
        .await
}

/// No key makes it safe to repeat, since the secret is told once: a name that is taken is refused instead.
pub async fn create_api_key(client: Client, asked: &CreateApiKey) -> Result<NewApiKey, ApiError> {
    client.send(Method::POST, "/api-keys", asked, None).await
}

pub async fn end_api_key(client: Client, id: &ApiKeyId) -> Result<(), ApiError> {
    client
        .command(Method::DELETE, &format!("/api-keys/{id}"), None)
        .await
}

pub async fn give_tier(
    client: Client,
    account: &AccountId,
    given: &GiveTier,
    key: &str,
) -> Result<TierOverrideId, ApiError> {
    let path = format!("/accounts/{account}/tiers");
    client.send(Method::POST, &path, given, Some(key)).await
}

pub async fn end_tier(client: Client, id: &TierOverrideId) -> Result<(), ApiError> {
    client
        .command(Method::DELETE, &format!("/given-tiers/{id}"), None)
        .await
}
