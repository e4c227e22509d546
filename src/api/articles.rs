//! `/articles`: the knowledge base.

use contract::Locale;

pub fn index_path(locale: Locale) -> String {
    format!("/articles?locale={locale}")
}

pub fn article_path(category: &str, slug: &str, locale: Locale) -> String {
    format!("/articles/{category}/{slug}?locale={locale}")
}
