//! Every address of the app: the one place that reads them and the one place that writes them.
//!
//! It knows nothing of pages or of the browser, so that both directions are tested as plain Rust.

mod query;
mod ranking;
mod words;

use std::str::FromStr;

use contract::{Locale, MovementKind, Wallet};

use words::{is_safe_next, kind_of};

pub use query::{value, with_queries, with_query};
pub use ranking::Ranking;
pub use words::word_of;

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
    /// Tiers over time and who earned what, over some days.
    CompanyProgramme {
        from: String,
        to: String,
    },
    /// One month; this one when empty.
    Report {
        month: String,
    },
    /// Gifts, agreed benefits and offers.
    Benefits,
    /// The standing of the company in the programme.
    Programme,
    /// The rules of a version of the programme; of the one in force when it is empty.
    Rules {
        version: String,
    },
    /// The statement of a wallet, perhaps of one kind of entry and of some days alone. Days are `YYYY-MM-DD` or empty.
    Movements {
        wallet: Wallet,
        kind: Option<MovementKind>,
        from: String,
        to: String,
    },
    /// Where one entry of a statement came from.
    Movement {
        id: String,
    },
    Rewards,
    /// What was asked for: by oneself, or by anyone of the company.
    Redemptions {
        is_company: bool,
    },
    /// How much may be spent without an account admin's word.
    Spending,
    /// The own badges and the streak of working weeks.
    Badges,
    /// Goals that the company reaches together.
    Challenges,
    /// The team board, in a window and perhaps of one team.
    Team(Ranking),
    /// The company's board and league.
    BoardSettings,
    Profile,
    /// When one may next be asked, what one said, and what became of it.
    Feedback,
    NotFound,
}

/// An entry of the menu.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Section {
    Home,
    Knowledge,
    Programme,
    Rewards,
    Team,
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
    pub const COMPANY_PROGRAMME: Self = Self::CompanyProgramme {
        from: String::new(),
        to: String::new(),
    };
    pub const TEAM: Self = Self::Team(Ranking {
        window: String::new(),
        team: String::new(),
        is_revised: false,
    });
    pub const REPORT: Self = Self::Report {
        month: String::new(),
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
            ["company", "programme"] => Self::CompanyProgramme {
                from: value(query, "from").unwrap_or_default(),
                to: value(query, "to").unwrap_or_default(),
            },
            ["company", "report"] => Self::Report {
                month: value(query, "month").unwrap_or_default(),
            },
            ["benefits"] => Self::Benefits,
            ["programme"] => Self::Programme,
            ["programme", "rules"] => Self::Rules {
                version: value(query, "version").unwrap_or_default(),
            },
            ["movements"] => Self::Movements {
                wallet: match value(query, "wallet").as_deref() {
                    Some("mine") => Wallet::Mine,
                    _ => Wallet::Company,
                },
                kind: value(query, "kind").and_then(|word| kind_of(&word)),
                from: value(query, "from").unwrap_or_default(),
                to: value(query, "to").unwrap_or_default(),
            },
            ["movements", id] => Self::Movement {
                id: (*id).to_owned(),
            },
            ["company", "spending"] => Self::Spending,
            ["rewards"] => Self::Rewards,
            ["rewards", "redemptions"] => Self::Redemptions {
                is_company: value(query, "of").as_deref() == Some("company"),
            },
            ["team", "badges"] => Self::Badges,
            ["team", "challenges"] => Self::Challenges,
            ["team"] => Self::Team(Ranking {
                window: value(query, "window").unwrap_or_default(),
                team: value(query, "team").unwrap_or_default(),
                is_revised: value(query, "revised").as_deref() == Some("true"),
            }),
            ["company", "board"] => Self::BoardSettings,
            ["profile"] => Self::Profile,
            ["feedback"] => Self::Feedback,
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
                with_queries("/kb/search", &[("q", question), ("in", category)])
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
            Self::CompanyProgramme { from, to } => {
                with_queries("/company/programme", &[("from", from), ("to", to)])
            }
            Self::Report { month } => with_query("/company/report", "month", month),
            Self::Benefits => "/benefits".to_owned(),
            Self::Programme => "/programme".to_owned(),
            Self::Rules { version } => with_query("/programme/rules", "version", version),
            Self::Movements {
                wallet,
                kind,
                from,
                to,
            } => {
                let wallet = match wallet {
                    Wallet::Company => "",
                    Wallet::Mine => "mine",
                };
                let kind = kind.map(word_of).unwrap_or_default();
                let pairs = [
                    ("wallet", wallet),
                    ("kind", kind),
                    ("from", from),
                    ("to", to),
                ];
                with_queries("/movements", &pairs)
            }
            Self::Movement { id } => format!("/movements/{id}"),
            Self::Rewards => "/rewards".to_owned(),
            Self::Redemptions { is_company } => {
                let of = if *is_company { "company" } else { "" };
                with_query("/rewards/redemptions", "of", of)
            }
            Self::Spending => "/company/spending".to_owned(),
            Self::Badges => "/team/badges".to_owned(),
            Self::Challenges => "/team/challenges".to_owned(),
            Self::Team(ranking) => with_queries("/team", &ranking.pairs()),
            Self::BoardSettings => "/company/board".to_owned(),
            Self::Profile => "/profile".to_owned(),
            Self::Feedback => "/feedback".to_owned(),
        }
    }

    /// The statement of a wallet, all of it.
    pub const fn statement(wallet: Wallet) -> Self {
        Self::Movements {
            wallet,
            kind: None,
            from: String::new(),
            to: String::new(),
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
            Self::CompanyProgramme { .. } => Self::COMPANY_PROGRAMME,
            Self::Report { .. } => Self::REPORT,
            Self::Movements { .. } => Self::statement(Wallet::Company),
            Self::Rules { .. } => Self::Rules {
                version: String::new(),
            },
            Self::Redemptions { .. } => Self::Redemptions { is_company: false },
            Self::Team(_) => Self::TEAM,
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
            Self::CompanyProgramme { .. } => "company-programme",
            Self::Report { .. } => "report",
            Self::Benefits => "benefits",
            Self::Programme => "programme",
            Self::Rules { .. } => "rules",
            Self::Movements { .. } | Self::Movement { .. } => "movements",
            Self::Rewards => "rewards",
            Self::Redemptions { .. } => "redemptions",
            Self::Spending => "spending",
            Self::Badges => "badges",
            Self::Challenges => "challenges",
            Self::Team(_) => "team",
            Self::BoardSettings => "board-settings",
            Self::Profile => "profile",
            Self::Feedback => "feedback",
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
            Self::Home => Some(Section::Home),
            Self::Programme
            | Self::Benefits
            | Self::Rules { .. }
            | Self::Movements { .. }
            | Self::Movement { .. } => Some(Section::Programme),
            Self::Knowledge
            | Self::Search { .. }
            | Self::Category { .. }
            | Self::Article { .. }
            | Self::Bookmarks
            | Self::Changes => Some(Section::Knowledge),
            Self::Company { .. }
            | Self::History
            | Self::Spending
            | Self::BoardSettings
            | Self::CompanyProgramme { .. }
            | Self::Report { .. } => Some(Section::Company),
            Self::Rewards | Self::Redemptions { .. } => Some(Section::Rewards),
            Self::Team(_) | Self::Badges | Self::Challenges => Some(Section::Team),
            Self::Profile | Self::Feedback => Some(Section::Profile),
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests;
