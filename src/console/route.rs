//! Every address of the console, parsed and built in one place. Its pages live below `/console`.

use contract::Role;

use crate::route::{value, with_query};

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ConsoleRoute {
    /// What of the list is shown.
    Articles {
        filter: String,
    },
    Gaps,
    /// The file that the preview begins with, as `LOCALE/CATEGORY/SLUG.md`.
    Preview {
        path: Option<String>,
    },
    Questions,
    Companies,
    /// One company and its programme.
    Account {
        id: String,
    },
    Adjustments,
    Offers,
    Keys,
    /// Answers that need a person, or those that were taken care of.
    FollowUps {
        is_closed: bool,
    },
    /// Rewards that the staff sees to, or those that are done.
    Fulfilments {
        is_done: bool,
    },
    Outbox,
    Audit,
    NotFound,
}

impl ConsoleRoute {
    pub const ARTICLES: Self = Self::Articles {
        filter: String::new(),
    };
    pub const FULFILMENTS: Self = Self::Fulfilments { is_done: false };
    pub const FOLLOW_UPS: Self = Self::FollowUps { is_closed: false };
    pub const PREVIEW: Self = Self::Preview { path: None };

    pub fn parse(path: &str, query: &str) -> Self {
        let path = path.strip_prefix("/console").unwrap_or_default();
        match path.trim_matches('/') {
            "" => Self::Articles {
                filter: value(query, "q").unwrap_or_default(),
            },
            "gaps" => Self::Gaps,
            "preview" => Self::Preview {
                path: value(query, "path"),
            },
            "questions" => Self::Questions,
            "companies" => Self::Companies,
            "adjustments" => Self::Adjustments,
            "offers" => Self::Offers,
            "keys" => Self::Keys,
            "follow-ups" => Self::FollowUps {
                is_closed: value(query, "state").as_deref() == Some("closed"),
            },
            "rewards" => Self::Fulfilments {
                is_done: value(query, "state").as_deref() == Some("done"),
            },
            "outbox" => Self::Outbox,
            "audit" => Self::Audit,
            other => match other.strip_prefix("companies/") {
                Some(id) if !id.contains('/') => Self::Account { id: id.to_owned() },
                _ => Self::NotFound,
            },
        }
    }

    /// The address, ready for `href`.
    pub fn href(&self) -> String {
        match self {
            Self::Articles { filter } => with_query("/console", "q", filter),
            Self::NotFound => "/console".to_owned(),
            Self::Gaps => "/console/gaps".to_owned(),
            Self::Preview { path } => with_query(
                "/console/preview",
                "path",
                path.as_deref().unwrap_or_default(),
            ),
            Self::Questions => "/console/questions".to_owned(),
            Self::Companies => "/console/companies".to_owned(),
            Self::Account { id } => format!("/console/companies/{id}"),
            Self::Adjustments => "/console/adjustments".to_owned(),
            Self::Offers => "/console/offers".to_owned(),
            Self::Keys => "/console/keys".to_owned(),
            Self::FollowUps { is_closed } => {
                let state = if *is_closed { "closed" } else { "" };
                with_query("/console/follow-ups", "state", state)
            }
            Self::Fulfilments { is_done } => {
                let state = if *is_done { "done" } else { "" };
                with_query("/console/rewards", "state", state)
            }
            Self::Outbox => "/console/outbox".to_owned(),
            Self::Audit => "/console/audit".to_owned(),
        }
    }

    /// The preview of a file.
    pub fn preview(locale: contract::Locale, category: &str, slug: &str) -> Self {
        Self::Preview {
            path: Some(format!("{locale}/{category}/{slug}.md")),
        }
    }

    /// The route without what lives in its query and does not make another page of it.
    pub fn page(&self) -> Self {
        match self {
            Self::Articles { .. } => Self::ARTICLES,
            Self::FollowUps { .. } => Self::FOLLOW_UPS,
            Self::Fulfilments { .. } => Self::FULFILMENTS,
            other => other.clone(),
        }
    }

    /// Whether the menu shows it to this role; the server decides what the page may hold.
    pub fn is_for(&self, role: Role) -> bool {
        match self {
            Self::Outbox | Self::Audit | Self::Keys => role == Role::Operator,
            Self::Account { .. } | Self::Adjustments | Self::Offers | Self::Fulfilments { .. } => {
                role != Role::Writer
            }
            _ => true,
        }
    }
}

#[cfg(test)]
mod tests {
    use contract::Locale;

    use super::*;

    #[test]
    fn every_route_reads_back_what_it_writes() {
        for route in [
            ConsoleRoute::ARTICLES,
            ConsoleRoute::Articles {
                filter: "招待 & 100%".to_owned(),
            },
            ConsoleRoute::Gaps,
            ConsoleRoute::PREVIEW,
            ConsoleRoute::preview(Locale::ZhHant, "start", "welcome"),
            ConsoleRoute::Questions,
            ConsoleRoute::Companies,
            ConsoleRoute::Account {
                id: "019a".to_owned(),
            },
            ConsoleRoute::Adjustments,
            ConsoleRoute::Offers,
            ConsoleRoute::Keys,
            ConsoleRoute::FOLLOW_UPS,
            ConsoleRoute::FollowUps { is_closed: true },
            ConsoleRoute::FULFILMENTS,
            ConsoleRoute::Fulfilments { is_done: true },
            ConsoleRoute::Outbox,
            ConsoleRoute::Audit,
        ] {
            let href = route.href();
            let (path, query) = href.split_once('?').unwrap_or((&href, ""));
            assert_eq!(ConsoleRoute::parse(path, query), route, "{href}");
        }
    }

    #[test]
    fn unknown_addresses_are_not_found() {
        for path in [
            "/console/nothing",
            "/console/audit/1",
            "/console/companies/1/2",
        ] {
            assert_eq!(ConsoleRoute::parse(path, ""), ConsoleRoute::NotFound);
        }
        assert_eq!(ConsoleRoute::parse("/console/", ""), ConsoleRoute::ARTICLES);
    }

    #[test]
    fn what_operators_read_is_for_them_alone() {
        assert!(ConsoleRoute::Audit.is_for(Role::Operator));
        assert!(!ConsoleRoute::Outbox.is_for(Role::Writer));
        assert!(ConsoleRoute::Companies.is_for(Role::Writer));
        assert!(!ConsoleRoute::Adjustments.is_for(Role::Writer));
        assert!(ConsoleRoute::Adjustments.is_for(Role::SuccessManager));
        assert!(!ConsoleRoute::Keys.is_for(Role::SuccessManager));
        assert!(ConsoleRoute::FULFILMENTS.is_for(Role::SuccessManager));
        assert!(!ConsoleRoute::FULFILMENTS.is_for(Role::Writer));
    }
}
