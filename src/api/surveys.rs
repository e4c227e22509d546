//! Being asked, answering, and what becomes of it.

use contract::{
    CreateAsk, GiveAnswer, GiveInterest, GiveWhy, SurveyAnswered, SurveyNow, SurveyPage,
    SurveyQuestion, SurveyWish,
};
use gloo_net::http::Method;
use serde::Deserialize;
use serde::de::IgnoredAny;

use super::client::{Outgoing, json, parse};
use super::{ApiError, Client};

pub fn feedback_path() -> String {
    "/feedback".to_owned()
}

fn now_path(page: SurveyPage) -> String {
    let page = match page {
        SurveyPage::Home => "home",
        SurveyPage::Article => "article",
        SurveyPage::Rewards => "rewards",
        SurveyPage::Movements => "movements",
        SurveyPage::Company => "company",
    };
    format!("/surveys/now?page={page}")
}

/// Whether there is something to ask; what it is matters only to the panel, which is fetched then.
pub async fn has_question(client: Client, page: SurveyPage) -> Result<bool, ApiError> {
    #[derive(Deserialize)]
    struct Any {
        question: Option<IgnoredAny>,
    }
    let now: Any = client.get(&now_path(page)).await?;
    Ok(now.question.is_some())
}

pub async fn survey_now(client: Client, page: SurveyPage) -> Result<SurveyNow, ApiError> {
    client.get(&now_path(page)).await
}

/// The question is shown now.
pub async fn create_ask(
    client: Client,
    ask: &CreateAsk,
    key: &str,
) -> Result<SurveyQuestion, ApiError> {
    let sent = client.send(Method::POST, "/surveys/asks", ask, Some(key));
    sent.await
}

/// Keeps the answer, also when the tab is closed in the same moment.
pub async fn put_answer(
    client: Client,
    ask: &str,
    answer: &GiveAnswer,
) -> Result<SurveyAnswered, ApiError> {
    let path = format!("/surveys/asks/{ask}/answer");
    parse(&outliving(client, Method::PUT, &path, Some(json(answer)?)).await?)
}

pub async fn undo_answer(client: Client, ask: &str, receipt: Option<&str>) -> Result<(), ApiError> {
    let path = format!("/surveys/asks/{ask}/answer");
    let path = crate::route::with_query(&path, "receipt", receipt.unwrap_or_default());
    client.command(Method::DELETE, &path, None).await
}

pub async fn put_why(client: Client, ask: &str, why: &GiveWhy) -> Result<(), ApiError> {
    let path = format!("/surveys/asks/{ask}/why");
    let sent = outliving(client, Method::PUT, &path, Some(json(why)?));
    sent.await.map(drop)
}

pub async fn decline(client: Client, ask: &str, is_never: bool) -> Result<(), ApiError> {
    let word = if is_never { "never" } else { "not_now" };
    let path = format!("/surveys/asks/{ask}/{word}");
    outliving(client, Method::POST, &path, None).await.map(drop)
}

pub async fn put_interest(
    client: Client,
    ask: &str,
    interest: GiveInterest,
) -> Result<(), ApiError> {
    let path = format!("/surveys/asks/{ask}/interest");
    let body = Some(json(&interest)?);
    client.command(Method::PUT, &path, body).await
}

pub async fn put_wish(client: Client, wish: SurveyWish) -> Result<(), ApiError> {
    let body = Some(json(&wish)?);
    client.command(Method::PUT, "/feedback/wish", body).await
}

async fn outliving(
    client: Client,
    method: Method,
    path: &str,
    body: Option<String>,
) -> Result<String, ApiError> {
    let outgoing = Outgoing {
        method,
        path,
        body,
        idempotency_key: None,
        abort: None,
        outlives_page: true,
    };
    client.exchange(&outgoing).await
}
