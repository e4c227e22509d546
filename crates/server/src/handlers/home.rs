//! Home: the numbers, and what waits for this person.

use axum::Json;
use axum::extract::State;
use contract::{HomeView, Locale, Waiting};
use jiff::{SignedDuration, Timestamp};
use knowledge::{Lookup, Reader};
use storage::waiting::{self, WaitingFacts};
use storage::{AccountScope, Scope, programme};

use crate::articles::reader;
use crate::json::Params;
use crate::policy::Customer;
use crate::problem::AppError;
use crate::state::AppState;

use super::LocaleParam;

const NEWEST: usize = 4;
/// How long a person counts as new.
const NEW_FOR: SignedDuration = SignedDuration::from_hours(30 * 24);
/// The article that is put in front of new people.
const FIRST_STEPS: (&str, &str) = ("start", "welcome");

/// Everything home shows, in one answer.
#[utoipa::path(get, path = "/home", tag = "programme", params(LocaleParam), responses((status = 200, body = HomeView)))]
pub async fn get_home(
    State(state): State<AppState>,
    Customer(scope): Customer,
    Params(LocaleParam { locale }): Params<LocaleParam>,
) -> Result<Json<HomeView>, AppError> {
    home(&state, scope, locale).await.map(Json)
}

/// What the address `/home` and the page of the app itself answer with.
pub async fn home(
    state: &AppState,
    scope: AccountScope,
    locale: Locale,
) -> Result<HomeView, AppError> {
    let now = state.clock.now();
    let numbers = programme::home_numbers(&state.db, &state.programme, &scope, locale, now).await?;
    let facts = waiting::facts(&state.db, &scope, now).await?;
    let is_admin = scope.is_admin;
    let reader = reader(state, &Scope::Customer(scope)).await?;
    let library = state.library.load();
    let first_steps = first_steps(&library, locale, &reader, &facts, now);
    Ok(HomeView {
        customer_since: numbers.customer_since,
        tier: numbers.tier,
        benefits: numbers.benefits,
        company_points: numbers.company_points,
        company_points_this_month: numbers.company_points_this_month,
        my_points: numbers.my_points,
        my_points_this_week: numbers.my_points_this_week,
        months: numbers.months,
        waiting: rewards(&facts)
            .into_iter()
            .chain(admin_duties(&facts, is_admin))
            .chain(first_steps)
            .collect(),
        newest_articles: library.newest(NEWEST, locale, &reader, now),
    })
}

fn rewards(facts: &WaitingFacts) -> Vec<Waiting> {
    let (count, ready) = (facts.requests_to_decide, facts.rewards_ready);
    let requests = (count > 0).then_some(Waiting::RewardRequests { count });
    let ready = (ready > 0).then_some(Waiting::RewardsReady { count: ready });
    requests.into_iter().chain(ready).collect()
}

fn admin_duties(facts: &WaitingFacts, is_admin: bool) -> Vec<Waiting> {
    if !is_admin {
        return Vec::new();
    }
    let (count, expired) = (facts.open_invitations, facts.expired_invitations);
    let invitations = Waiting::OpenInvitations { count, expired };
    let teamless = Waiting::MembersWithoutTeam {
        count: facts.members_without_team,
    };
    [
        (count > 0).then_some(invitations),
        (facts.active_admins == 1).then_some(Waiting::SingleAdmin),
        (facts.members_without_team > 0).then_some(teamless),
    ]
    .into_iter()
    .flatten()
    .collect()
}

fn first_steps(
    library: &knowledge::Library,
    locale: Locale,
    reader: &Reader,
    facts: &WaitingFacts,
    now: Timestamp,
) -> Option<Waiting> {
    if now.duration_since(facts.joined_at) > NEW_FOR {
        return None;
    }
    let (category, slug) = FIRST_STEPS;
    match library.article(category, slug, locale, reader, now) {
        Lookup::Found(article) => Some(Waiting::FirstSteps {
            category: category.to_owned(),
            slug: slug.to_owned(),
            title: article.summary.title.clone(),
        }),
        Lookup::Moved { .. } | Lookup::Absent => None,
    }
}
