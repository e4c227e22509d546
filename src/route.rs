//! Every address of the app: the one place that reads them and the one place that writes them.
//!
//! It knows nothing of pages or of the browser, so that both directions are tested as plain Rust.

use std::str::FromStr;

use contract::{Locale, Wallet};
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, percent_decode_str, utf8_percent_encode};

/// What a query value may hold unescaped.
const QUERY_VALUE: &AsciiSet = &NON_ALPHANUMERIC
    .remove(b'-')
    .remove(b'_')
    .remove(b'.')
    .remove(b'~')
    .remove(b'/');

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Route {
    Home,
    SignIn {
        next: Option<String>,
    },
    ForgotPassword,
    /// An invitation; the token stands behind `#`, where it reaches no server log.
    Welcome,
    ResetPassword,
    Knowledge,
    /// The results of a search, perhaps of one category alone.
    Search {
        question: String,
        category: String,
    },
    Category {
        category: String,
    },
    Article {
        category: String,
        slug: String,
        language: Option<Locale>,
    },
    Bookmarks,
    /// What is new and changed in the knowledge base.
    Changes,
    Company {
        search: String,
    },
    History,
    Movements {
        wallet: Wallet,
    },
    Rewards,
    /// What was asked for: by oneself, or by anyone of the company.
    Redemptions {
        is_company: bool,
    },
    /// How much may be spent without an account admin's word.
    Spending,
    Profile,
    NotFound,
}

/// An entry of the menu.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Section {
    Home,
    Knowledge,
    Rewards,
    Company,
    Profile,
}

impl Route {
    pub const SEARCH: Self = Self::Search {
        question: String::new(),
        category: String::new(),
    };
    pub const COMPANY: Self = Self::Company {
        search: String::new(),
    };

    /// Reads a path and the query behind `?`. Every address has a route; an unknown one is `NotFound`.
    pub fn parse(path: &str, query: &str) -> Self {
        let segments: Vec<&str> = path
            .split('/')
            .filter(|segment| !segment.is_empty())
            .collect();
        match segments.as_slice() {
            [] => Self::Home,
            ["sign-in"] => Self::SignIn {
                next: value(query, "next").filter(|next| is_safe_next(next)),
            },
            ["forgot-password"] => Self::ForgotPassword,
            ["welcome"] => Self::Welcome,
            ["reset-password"] => Self::ResetPassword,
            ["kb"] => Self::Knowledge,
            ["kb", "search"] => Self::Search {
                question: value(query, "q").unwrap_or_default(),
                category: value(query, "in").unwrap_or_default(),
            },
            ["kb", "bookmarks"] => Self::Bookmarks,
            ["kb", "new"] => Self::Changes,
            ["kb", category] => Self::Category {
                category: (*category).to_owned(),
            },
            ["kb", category, slug] => Self::Article {
                category: (*category).to_owned(),
                slug: (*slug).to_owned(),
                language: value(query, "lang").and_then(|tag| Locale::from_str(&tag).ok()),
            },
            ["company"] => Self::Company {
                search: value(query, "q").unwrap_or_default(),
            },
            ["company", "history"] => Self::History,
            ["movements"] => Self::Movements {
                wallet: match value(query, "wallet").as_deref() {
                    Some("mine") => Wallet::Mine,
                    _ => Wallet::Company,
                },
            },
            ["company", "spending"] => Self::Spending,
            ["rewards"] => Self::Rewards,
            ["rewards", "redemptions"] => Self::Redemptions {
                is_company: value(query, "of").as_deref() == Some("company"),
            },
            ["profile"] => Self::Profile,
            _ => Self::NotFound,
        }
    }

    /// The address, ready for `href`.
    pub fn href(&self) -> String {
        match self {
            Self::Home | Self::NotFound => "/".to_owned(),
            Self::SignIn { next } => {
                with_query("/sign-in", "next", next.as_deref().unwrap_or_default())
            }
            Self::ForgotPassword => "/forgot-password".to_owned(),
            Self::Welcome => "/welcome".to_owned(),
            Self::ResetPassword => "/reset-password".to_owned(),
            Self::Knowledge => "/kb".to_owned(),
            Self::Search { question, category } => {
                let address = with_query("/kb/search", "q", question);
                let filter = with_query("", "in", category);
                // Both have their own `?`.
                let joint = if address.contains('?') { "&" } else { "?" };
                address + &filter.replacen('?', joint, 1)
            }
            Self::Category { category } => format!("/kb/{category}"),
            Self::Article {
                category,
                slug,
                language,
            } => {
                let tag = language.map(Locale::tag).unwrap_or_default();
                with_query(&format!("/kb/{category}/{slug}"), "lang", tag)
            }
            Self::Bookmarks => "/kb/bookmarks".to_owned(),
            Self::Changes => "/kb/new".to_owned(),
            Self::Company { search } => with_query("/company", "q", search),
            Self::History => "/company/history".to_owned(),
            Self::Movements {
                wallet: Wallet::Company,
            } => "/movements".to_owned(),
            Self::Movements {
                wallet: Wallet::Mine,
            } => "/movements?wallet=mine".to_owned(),
            Self::Rewards => "/rewards".to_owned(),
            Self::Redemptions { is_company } => {
                let of = if *is_company { "company" } else { "" };
                with_query("/rewards/redemptions", "of", of)
            }
            Self::Spending => "/company/spending".to_owned(),
            Self::Profile => "/profile".to_owned(),
        }
    }

    pub fn article(category: &str, slug: &str) -> Self {
        Self::Article {
            category: category.to_owned(),
            slug: slug.to_owned(),
            language: None,
        }
    }

    /// The route without what lives in its query: two routes with the same page keep the page, its texts and its scroll.
    pub fn page(&self) -> Self {
        match self {
            Self::SignIn { .. } => Self::SignIn { next: None },
            Self::Search { .. } => Self::SEARCH,
            Self::Article { category, slug, .. } => Self::article(category, slug),
            Self::Company { .. } => Self::COMPANY,
            Self::Movements { .. } => Self::Movements {
                wallet: Wallet::Company,
            },
            Self::Redemptions { .. } => Self::Redemptions { is_company: false },
            other => other.clone(),
        }
    }

    /// What articles call the page in their `contexts`. Who is lost is helped as on the home page.
    pub const fn context(&self) -> &'static str {
        match self {
            Self::Home | Self::NotFound => "home",
            Self::SignIn { .. } => "sign-in",
            Self::ForgotPassword => "forgot-password",
            Self::Welcome => "welcome",
            Self::ResetPassword => "reset-password",
            Self::Knowledge | Self::Category { .. } | Self::Article { .. } => "kb",
            Self::Search { .. } => "search",
            Self::Bookmarks => "bookmarks",
            Self::Changes => "new",
            Self::Company { .. } => "company",
            Self::History => "history",
            Self::Movements { .. } => "movements",
            Self::Rewards => "rewards",
            Self::Redemptions { .. } => "redemptions",
            Self::Spending => "spending",
            Self::Profile => "profile",
        }
    }

    /// Whether it is for people who are not signed in.
    pub const fn is_public(&self) -> bool {
        matches!(
            self,
            Self::SignIn { .. } | Self::ForgotPassword | Self::Welcome | Self::ResetPassword
        )
    }

    /// The entry of the menu that is lit while it is open.
    pub const fn section(&self) -> Option<Section> {
        match self {
            Self::Home | Self::Movements { .. } => Some(Section::Home),
            Self::Knowledge
            | Self::Search { .. }
            | Self::Category { .. }
            | Self::Article { .. }
            | Self::Bookmarks
            | Self::Changes => Some(Section::Knowledge),
            Self::Rewards | Self::Redemptions { .. } => Some(Section::Rewards),
            Self::Company { .. } | Self::History | Self::Spending => Some(Section::Company),
            Self::Profile => Some(Section::Profile),
            _ => None,
        }
    }
}

/// Whether a sign-in may lead there: a path of this very site, never another origin in disguise.
fn is_safe_next(next: &str) -> bool {
    next.starts_with('/')
        && !next.starts_with("//")
        && !next.contains('\\')
        && !next.chars().any(char::is_control)
        && !next.starts_with("/sign-in")
}

/// A path with one name in its query, or without a query when there is nothing to say.
pub fn with_query(path: &str, name: &str, value: &str) -> String {
    if value.is_empty() {
        path.to_owned()
    } else {
        format!("{path}?{name}={}", utf8_percent_encode(value, QUERY_VALUE))
    }
}

/// The first value of a name in a query, decoded; nothing when it is absent or empty.
pub fn value(query: &str, name: &str) -> Option<String> {
    query
        .trim_start_matches('?')
        .split('&')
        .filter_map(|pair| pair.split_once('='))
        .find(|(key, _)| *key == name)
        .map(|(_, value)| value.replace('+', " "))
        .map(|value| percent_decode_str(&value).decode_utf8_lossy().into_owned())
        .filter(|value| !value.is_empty())
}

#[cfg(test)]
mod tests;
