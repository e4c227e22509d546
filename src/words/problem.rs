//! Refusals and failures in words.

use contract::{FieldError, Locale};
use leptos::prelude::*;

use super::reward;
use crate::api::ApiError;
use crate::language::use_language;

/// A failure in one sentence.
pub fn sentence(locale: Locale, error: &ApiError) -> String {
    match error {
        ApiError::Offline => say!(locale, error.offline_form),
        ApiError::SignedOut => say!(locale, error.signed_out),
        ApiError::WrongCredentials => say!(locale, sign_in.wrong),
        ApiError::Forbidden => say!(locale, error.forbidden),
        ApiError::NotFound => say!(locale, error.missing),
        ApiError::Invalid(_) | ApiError::Conflict(_) if error.has_code("last_admin") => {
            say!(locale, field.last_admin)
        }
        ApiError::Conflict(_) if error.has_code("taken") => say!(locale, field.taken),
        ApiError::Conflict(_) if error.has_code("not_enough") => say!(locale, field.not_enough),
        ApiError::Conflict(_) if error.has_code("own_request") => say!(locale, field.own_request),
        ApiError::Conflict(_) if error.has_code("used_up") => say!(locale, field.used_up),
        ApiError::Conflict(_) if error.has_code("challenge_over") => {
            say!(locale, field.challenge_over)
        }
        ApiError::Conflict(_) if error.has_code("already_decided") => {
            say!(locale, field.already_decided)
        }
        ApiError::Invalid(_) => say!(locale, error.invalid),
        ApiError::Conflict(errors) => {
            reward::refused(locale, errors).unwrap_or_else(|| say!(locale, error.conflict))
        }
        ApiError::TooMany(seconds) => {
            let count = i32::try_from(*seconds).unwrap_or(i32::MAX);
            say!(locale, error.too_many, count = count, n = seconds)
        }
        ApiError::LinkExpired => say!(locale, error.link_expired),
        ApiError::Server { .. } => say!(locale, error.server),
    }
}

/// The complaint about one field as a signal for the field to show.
pub fn of_field(
    problem: Signal<Option<ApiError>>,
    pointer: &'static str,
) -> Signal<Option<String>> {
    let language = use_language();
    Signal::derive(move || {
        let is_password = matches!(pointer, "/password" | "/new");
        problem.with(|problem| {
            let code = problem.as_ref()?.field(pointer)?;
            Some(field(language.get(), code, is_password))
        })
    })
}

fn field(locale: Locale, code: &str, is_password: bool) -> String {
    match (code, is_password) {
        ("too_short", true) => say!(locale, field.password_too_short),
        ("too_long", true) => say!(locale, field.password_too_long),
        ("required", _) => say!(locale, field.required),
        ("too_short", _) => say!(locale, field.too_short),
        ("too_long", _) => say!(locale, field.too_long),
        ("too_common", _) => say!(locale, field.too_common),
        ("not_an_email", _) => say!(locale, field.not_an_email),
        ("taken", _) => say!(locale, field.taken),
        ("wrong", _) => say!(locale, field.wrong),
        ("last_admin", _) => say!(locale, field.last_admin),
        ("above_limit", _) => say!(locale, field.above_limit),
        ("not_enough", _) => say!(locale, field.not_enough),
        ("over", _) => say!(locale, field.over),
        ("before_start", _) => say!(locale, field.before_start),
        ("too_few_days", _) => say!(locale, field.too_few_days),
        ("too_many_days", _) => say!(locale, field.too_many_days),
        ("too_far", _) => say!(locale, field.too_far),
        ("goal_too_low", _) => say!(locale, field.goal_too_low),
        ("goal_too_high", _) => say!(locale, field.goal_too_high),
        ("used_up", _) => say!(locale, field.used_up),
        ("languages", _) => say!(locale, care.languages),
        ("not_allowed", _) => say!(locale, field.not_allowed),
        _ => say!(locale, field.malformed),
    }
}

/// The refusal for input that the app itself can see is wrong, in the shape of the server's; nothing when all is well.
pub fn refuse(complaints: &[(&str, Option<&str>)]) -> Option<ApiError> {
    let errors: Vec<FieldError> = complaints
        .iter()
        .filter_map(|(pointer, code)| {
            Some(FieldError {
                pointer: (*pointer).to_owned(),
                code: (*code)?.to_owned(),
                detail: String::new(),
            })
        })
        .collect();
    (!errors.is_empty()).then_some(ApiError::Invalid(errors))
}

pub fn required(text: &str) -> Option<&'static str> {
    text.trim().is_empty().then_some("required")
}

/// A text that must say something, in at most so many characters.
pub fn long_text(text: &str, longest: usize) -> Option<&'static str> {
    match text.trim().chars().count() {
        0 => Some("required"),
        1 | 2 => Some("too_short"),
        count if count > longest => Some("too_long"),
        _ => None,
    }
}

/// Only what is surely no address; the server looks closer.
pub fn email(text: &str) -> Option<&'static str> {
    required(text).or_else(|| (!text.trim().contains('@')).then_some("not_an_email"))
}

/// The length that the server asks of a new password; whether it is too common only the server knows.
pub fn new_password(text: &str) -> Option<&'static str> {
    match text.chars().count() {
        0 => Some("required"),
        1..=11 => Some("too_short"),
        12..=128 => None,
        _ => Some("too_long"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn new_passwords_are_measured_in_characters() {
        assert_eq!(new_password(""), Some("required"));
        assert_eq!(new_password("elevenchars"), Some("too_short"));
        assert_eq!(new_password("パスワードは十二文字です"), None);
        assert_eq!(new_password(&"a".repeat(129)), Some("too_long"));
    }

    #[test]
    fn long_texts_are_measured_in_characters() {
        assert_eq!(long_text("  ", 3), Some("required"));
        assert_eq!(long_text("何？", 3), Some("too_short"));
        assert_eq!(long_text("何故？", 3), None);
        assert_eq!(long_text("何故か？", 3), Some("too_long"));
    }

    #[test]
    fn complaints_become_one_refusal() {
        assert_eq!(refuse(&[("/email", None)]), None);
        let refusal = refuse(&[("/email", email("nobody")), ("/name", required(" "))]);
        let refusal = refusal.expect("two complaints");
        assert_eq!(refusal.field("/email"), Some("not_an_email"));
        assert_eq!(refusal.field("/name"), Some("required"));
    }
}
