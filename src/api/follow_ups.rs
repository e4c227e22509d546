//! What the vendor's staff do about answers, and who looks after which company on which days.

use contract::{
    AccountId, AddNote, CloseFollowUp, FollowUpId, SetSuccessManager, WorkCalendarView,
};
use gloo_net::http::Method;

use super::client::json;
use super::{ApiError, Client};

pub fn follow_ups_path(is_closed: bool, is_mine: bool) -> String {
    format!("/follow-ups?closed={is_closed}&mine={is_mine}&limit=50")
}

pub fn success_manager_path(account: &AccountId) -> String {
    format!("/accounts/{account}/success-manager")
}

pub fn work_calendar_path() -> String {
    "/work-calendar".to_owned()
}

pub async fn add_note(
    client: Client,
    id: &FollowUpId,
    note: &AddNote,
    key: &str,
) -> Result<(), ApiError> {
    let path = format!("/follow-ups/{id}/notes");
    client.send(Method::POST, &path, note, Some(key)).await
}

pub async fn take_follow_up(client: Client, id: &FollowUpId) -> Result<(), ApiError> {
    let path = format!("/follow-ups/{id}/owner");
    client.command(Method::PUT, &path, None).await
}

pub async fn close_follow_up(
    client: Client,
    id: &FollowUpId,
    closing: &CloseFollowUp,
    key: &str,
) -> Result<(), ApiError> {
    let path = format!("/follow-ups/{id}/outcome");
    client.send(Method::POST, &path, closing, Some(key)).await
}

pub async fn set_success_manager(
    client: Client,
    account: &AccountId,
    set: &SetSuccessManager,
) -> Result<(), ApiError> {
    let body = Some(json(set)?);
    client
        .command(Method::PUT, &success_manager_path(account), body)
        .await
}

pub async fn set_work_calendar(client: Client, days: &WorkCalendarView) -> Result<(), ApiError> {
    let body = Some(json(days)?);
    client
        .command(Method::PUT, &work_calendar_path(), body)
        .await
}
