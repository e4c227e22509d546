//! Asking for a new password.

use axum::extract::State;
use axum::http::{HeaderMap, StatusCode, header};
use contract::{Locale, Problem, RequestReset};
use storage::resets;

use crate::address::ClientAddress;
use crate::json::Body;
use crate::problem::AppError;
use crate::state::AppState;
use crate::throttling::Tries;

use super::members::check_email;

/// Asks for a link that sets a new password.
///
/// Known and unknown addresses are answered alike and at once: the mail is written afterwards.
#[utoipa::path(post, path = "/password-resets", tag = "session", request_body = RequestReset, responses(
    (status = 202, description = "If the address is someone's, a mail is on its way"),
    (status = 422, body = Problem, content_type = "application/problem+json"),
    (status = 429, body = Problem, content_type = "application/problem+json", description = "Too many tries"),
))]
pub async fn create_password_reset(
    State(state): State<AppState>,
    address: ClientAddress,
    headers: HeaderMap,
    Body(body): Body<RequestReset>,
) -> Result<StatusCode, AppError> {
    let now = state.clock.now();
    let email = &check_email(&body.email).map_err(|error| AppError::Invalid(vec![error]))?;
    Tries::anonymous("reset", address, now)
        .admit(&state)
        .await?;
    let locale = preferred_locale(&headers);
    let add = state
        .db
        .write(|tx| async move { resets::add(&tx, email, locale, now).await });
    add.await?;
    Ok(StatusCode::ACCEPTED)
}

/// The first language of the browser that the portal speaks.
fn preferred_locale(headers: &HeaderMap) -> Locale {
    let languages = headers
        .get(header::ACCEPT_LANGUAGE)
        .and_then(|value| value.to_str().ok());
    languages
        .unwrap_or_default()
        .split(',')
        .find_map(|language| match language.split(['-', ';']).next()?.trim() {
            "en" => Some(Locale::En),
            "ja" => Some(Locale::Ja),
            "zh" => Some(Locale::ZhHant),
            _ => None,
        })
        .unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_known_language_is_taken() {
        let locale = |text: &str| {
            preferred_locale(&HeaderMap::from_iter([(
                header::ACCEPT_LANGUAGE,
                text.parse().unwrap(),
            )]))
        };
        assert_eq!(locale("de-DE,ja;q=0.8,en;q=0.5"), Locale::Ja);
        assert_eq!(locale("zh-TW,zh;q=0.9"), Locale::ZhHant);
        assert_eq!(locale("fr"), Locale::En);
    }
}
