//! Every address in both directions.

use super::*;

fn parse(address: &str) -> Route {
    let (path, query) = address.split_once('?').unwrap_or((address, ""));
    Route::parse(path, query)
}

#[test]
fn every_route_reads_back_what_it_writes() {
    let routes = [
        Route::Home,
        Route::SignIn { next: None },
        Route::SignIn {
            next: Some("/kb?q=a b&c=ü".to_owned()),
        },
        Route::ForgotPassword,
        Route::Welcome,
        Route::ResetPassword,
        Route::Knowledge,
        Route::SEARCH,
        Route::Search {
            question: "招待 & 100%?".to_owned(),
            category: "start".to_owned(),
        },
        Route::Search {
            question: String::new(),
            category: "start".to_owned(),
        },
        Route::Category {
            category: "start".to_owned(),
        },
        Route::article("start", "sign-in"),
        Route::Article {
            category: "start".to_owned(),
            slug: "sign-in".to_owned(),
            language: Some(Locale::ZhHant),
        },
        Route::Bookmarks,
        Route::Changes,
        Route::COMPANY,
        Route::Company {
            search: "O'Neil+1".to_owned(),
        },
        Route::History,
        Route::COMPANY_PROGRAMME,
        Route::CompanyProgramme {
            from: "2026-01-01".to_owned(),
            to: "2026-03-31".to_owned(),
        },
        Route::REPORT,
        Route::Report {
            month: "2026-10".to_owned(),
        },
        Route::Benefits,
        Route::Badges,
        Route::Challenges,
        Route::Feedback,
        Route::Programme,
        Route::Rules {
            version: String::new(),
        },
        Route::Rules {
            version: "2026-01-kizuna".to_owned(),
        },
        Route::Rewards,
        Route::Redemptions { is_company: false },
        Route::Redemptions { is_company: true },
        Route::Spending,
        Route::statement(Wallet::Company),
        Route::statement(Wallet::Mine),
        Route::Movements {
            wallet: Wallet::Mine,
            kind: Some(MovementKind::Expired),
            from: "2026-01-01".to_owned(),
            to: "2026-01-31".to_owned(),
        },
        Route::Movement {
            id: "0197".to_owned(),
        },
        Route::TEAM,
        Route::Team(Ranking {
            window: "2026-W10".to_owned(),
            team: "生産 & R/D".to_owned(),
            is_revised: true,
        }),
        Route::BoardSettings,
        Route::Profile,
    ];
    for route in routes {
        assert_eq!(parse(&route.href()), route, "{}", route.href());
    }
}

#[test]
fn unknown_addresses_are_not_found() {
    for address in [
        "/nothing",
        "/kb/a/b/c",
        "/company/other",
        "/profile/x",
        "/console",
    ] {
        assert_eq!(parse(address), Route::NotFound, "{address}");
    }
}

#[test]
fn a_trailing_slash_is_forgiven() {
    assert_eq!(parse("/kb/"), Route::Knowledge);
    assert_eq!(parse("/company/history/"), Route::History);
}

#[test]
fn sign_in_leads_only_to_this_site() {
    for next in [
        "//evil.example",
        "https://evil.example",
        "/\\evil.example",
        "javascript:alert(1)",
        "/a%0d%0ab",
        "/sign-in",
    ] {
        assert_eq!(
            parse(&format!("/sign-in?next={next}")),
            Route::SignIn { next: None },
            "{next}"
        );
    }
    assert_eq!(
        parse("/sign-in?next=/company"),
        Route::SignIn {
            next: Some("/company".to_owned())
        }
    );
}

#[test]
fn the_query_does_not_change_the_page() {
    assert_eq!(
        parse("/kb/search?q=a&in=b").page(),
        parse("/kb/search").page()
    );
    assert_eq!(parse("/kb/a/b?lang=ja").page(), parse("/kb/a/b").page());
    assert_ne!(parse("/kb/a/b").page(), parse("/kb/a/c").page());
}

#[test]
fn articles_know_every_page_by_its_context() {
    let known: Vec<&str> = knowledge::contexts().collect();
    for address in [
        "/",
        "/sign-in",
        "/forgot-password",
        "/welcome",
        "/reset-password",
        "/kb",
        "/kb/start",
        "/kb/bookmarks",
        "/kb/new",
        "/company",
        "/company/history",
        "/company/spending",
        "/rewards",
        "/rewards/redemptions",
        "/company/programme",
        "/company/report",
        "/benefits",
        "/movements",
        "/movements/1",
        "/programme",
        "/programme/rules",
        "/profile",
        "/nothing",
    ] {
        assert!(known.contains(&parse(address).context()), "{address}");
    }
}

#[test]
fn an_unknown_language_is_ignored() {
    assert_eq!(parse("/kb/a/b?lang=xx"), Route::article("a", "b"));
}
