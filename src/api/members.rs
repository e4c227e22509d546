//! `/members`: the people of the company.

use contract::{InviteMember, MemberId, MemberView, UpdateMember};
use gloo_net::http::Method;
use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};

use super::{ApiError, Client};

pub fn members_path(search: &str) -> String {
    format!(
        "/members?limit=50&q={}",
        utf8_percent_encode(search, NON_ALPHANUMERIC)
    )
}

/// The same key makes a repeated invitation the same one.
pub async fn invite_member(
    client: Client,
    invitation: &InviteMember,
    key: &str,
) -> Result<MemberView, ApiError> {
    client
        .send(Method::POST, "/members", invitation, Some(key))
        .await
}

pub async fn update_member(
    client: Client,
    id: &MemberId,
    change: &UpdateMember,
) -> Result<MemberView, ApiError> {
    client
        .send(Method::PATCH, &format!("/members/{id}"), change, None)
        .await
}

pub async fn deactivate_member(client: Client, id: &MemberId) -> Result<(), ApiError> {
    client
        .command(Method::POST, &format!("/members/{id}/deactivation"), None)
        .await
}

pub async fn reactivate_member(client: Client, id: &MemberId) -> Result<(), ApiError> {
    client
        .command(Method::DELETE, &format!("/members/{id}/deactivation"), None)
        .await
}

pub async fn resend_invitation(client: Client, id: &MemberId) -> Result<(), ApiError> {
    client
        .command(Method::POST, &format!("/members/{id}/invitation"), None)
        .await
}

pub async fn withdraw_invitation(client: Client, id: &MemberId) -> Result<(), ApiError> {
    client
        .command(Method::DELETE, &format!("/members/{id}/invitation"), None)
        .await
}
