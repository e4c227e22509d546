//! `/benefits`, `/account/programme`, `/account/report`: what the programme brings the company beside points.

use contract::Locale;

pub fn benefits_path(locale: Locale) -> String {
    format!("/benefits?locale={locale}")
}

/// Days as `YYYY-MM-DD`; the server chooses those that are empty.
pub fn company_programme_path(from: &str, to: &str) -> String {
    format!("/account/programme{}", query(&[("from", from), ("to", to)]))
}

/// A month as `YYYY-MM`; this one when empty.
pub fn report_path(month: &str) -> String {
    format!("/account/report{}", query(&[("month", month)]))
}

/// Where the browser itself fetches the file from.
pub fn report_file_href(month: &str) -> String {
    format!("/api/v1/account/report.csv{}", query(&[("month", month)]))
}

/// Only letters, digits and hyphens: what else stands in an address was no day, and is asked for as one.
fn query(parts: &[(&str, &str)]) -> String {
    let plain = |value: &str| -> String {
        let is_plain = |letter: &char| letter.is_ascii_alphanumeric() || *letter == '-';
        value.chars().filter(is_plain).collect()
    };
    let given = parts.iter().filter(|(_, value)| !value.is_empty());
    let given: Vec<String> = given
        .map(|(name, value)| format!("{name}={}", plain(value)))
        .collect();
    if given.is_empty() {
        String::new()
    } else {
        format!("?{}", given.join("&"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_is_given_is_asked_for() {
        assert_eq!(company_programme_path("", ""), "/account/programme");
        assert_eq!(
            company_programme_path("2026-01-01", "2026-02-01&x=1"),
            "/account/programme?from=2026-01-01&to=2026-02-01x1"
        );
    }
}
