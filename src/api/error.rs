//! What can go wrong with a request, as far as a page can act on it.

use contract::{FieldError, Problem};

#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ApiError {
    #[error("the server cannot be reached")]
    Offline,
    #[error("nobody is signed in")]
    SignedOut,
    #[error("the email address or the password is wrong")]
    WrongCredentials,
    #[error("not allowed")]
    Forbidden,
    #[error("not found")]
    NotFound,
    #[error("the input is refused")]
    Invalid(Vec<FieldError>),
    #[error("in conflict with what is there")]
    Conflict(Vec<FieldError>),
    /// The seconds to wait.
    #[error("too many requests")]
    TooMany(u32),
    #[error("the link is used up or expired")]
    LinkExpired,
    /// With the id under which the server's log tells more.
    #[error("the server failed")]
    Server { request_id: String },
}

impl ApiError {
    /// Reads a refusal. The type of the problem decides; the status only where the type is not ours, as when a proxy answered.
    pub fn from_answer(status: u16, body: &str) -> Self {
        let problem: Option<Problem> = serde_json::from_str(body).ok();
        let kind = problem
            .as_ref()
            .and_then(|p| p.kind.strip_prefix("/problems/"))
            .unwrap_or_default()
            .to_owned();
        let request_id = problem
            .as_ref()
            .map(|p| p.request_id.clone())
            .unwrap_or_default();
        let retry_after = problem.as_ref().and_then(|p| p.retry_after);
        let errors = problem.map(|p| p.errors).unwrap_or_default();
        match (kind.as_str(), status) {
            ("wrong-credentials", _) => Self::WrongCredentials,
            ("signed-out", _) | ("", 401) => Self::SignedOut,
            ("forbidden", _) | ("", 403) => Self::Forbidden,
            ("not-found", _) | ("", 404) => Self::NotFound,
            ("invalid" | "idempotency-mismatch", _) | ("", 422) => Self::Invalid(errors),
            ("conflict" | "idempotency-in-flight", _) | ("", 409) => Self::Conflict(errors),
            ("too-many-requests", _) | ("", 429) => Self::TooMany(retry_after.unwrap_or(10)),
            ("link-expired", _) | ("", 410) => Self::LinkExpired,
            _ => Self::Server { request_id },
        }
    }

    /// The code of the first complaint about a field, named by its JSON pointer.
    pub fn field(&self, pointer: &str) -> Option<&str> {
        self.errors()
            .iter()
            .find(|error| error.pointer == pointer)
            .map(|error| error.code.as_str())
    }

    /// Whether the refusal carries a code, whatever the field.
    pub fn has_code(&self, code: &str) -> bool {
        self.errors().iter().any(|error| error.code == code)
    }

    fn errors(&self) -> &[FieldError] {
        match self {
            Self::Invalid(errors) | Self::Conflict(errors) => errors,
            _ => &[],
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_problem_type_decides() {
        let body =
            r#"{"type":"/problems/wrong-credentials","title":"","status":401,"request_id":"r"}"#;
        assert_eq!(ApiError::from_answer(401, body), ApiError::WrongCredentials);
        let body = r#"{"type":"/problems/too-many-requests","title":"","status":429,"request_id":"r","retry_after":7}"#;
        assert_eq!(ApiError::from_answer(429, body), ApiError::TooMany(7));
        let body = r#"{"type":"/problems/internal","title":"","status":500,"request_id":"r-1"}"#;
        assert_eq!(
            ApiError::from_answer(500, body),
            ApiError::Server {
                request_id: "r-1".to_owned()
            }
        );
    }

    #[test]
    fn an_answer_that_is_not_ours_is_read_by_its_status() {
        assert_eq!(ApiError::from_answer(404, "<html>"), ApiError::NotFound);
        assert_eq!(
            ApiError::from_answer(502, ""),
            ApiError::Server {
                request_id: String::new()
            }
        );
    }

    #[test]
    fn complaints_are_found_by_pointer_and_code() {
        let body = r#"{"type":"/problems/invalid","title":"","status":422,"request_id":"r",
            "errors":[{"pointer":"/email","code":"not_an_email","detail":"no"}]}"#;
        let error = ApiError::from_answer(422, body);
        assert_eq!(error.field("/email"), Some("not_an_email"));
        assert_eq!(error.field("/name"), None);
        assert!(error.has_code("not_an_email"));
    }
}
