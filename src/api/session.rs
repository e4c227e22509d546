//! `/session`, `/sessions`, `/me`, `/password-resets`: who is signed in, and where.

use contract::{ChangePassword, CurrentSession, Me, RequestReset, SessionId, SignIn, UpdateMe};
use gloo_net::http::Method;

use super::client::json;
use super::{ApiError, Client};

/// Who is signed in, if anyone.
pub async fn current_session(client: Client) -> Result<CurrentSession, ApiError> {
    client.get("/session").await
}

pub async fn sign_in(client: Client, who: &SignIn) -> Result<Me, ApiError> {
    client.send(Method::POST, "/session", who, None).await
}

pub async fn sign_out(client: Client) -> Result<(), ApiError> {
    client.command(Method::DELETE, "/session", None).await
}

pub async fn update_me(client: Client, change: &UpdateMe) -> Result<Me, ApiError> {
    client.send(Method::PATCH, "/me", change, None).await
}

pub async fn change_password(client: Client, change: &ChangePassword) -> Result<(), ApiError> {
    client
        .command(Method::PUT, "/me/password", Some(json(change)?))
        .await
}

pub async fn request_reset(client: Client, request: &RequestReset) -> Result<(), ApiError> {
    client
        .command(Method::POST, "/password-resets", Some(json(request)?))
        .await
}

pub fn sessions_path() -> String {
    "/sessions".to_owned()
}

pub async fn end_session(client: Client, id: &SessionId) -> Result<(), ApiError> {
    client
        .command(Method::DELETE, &format!("/sessions/{id}"), None)
        .await
}

pub async fn end_other_sessions(client: Client) -> Result<(), ApiError> {
    client.command(Method::DELETE, "/sessions", None).await
}
