//! Every address of the server, with who may use it, and the layers in front.

use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::handler::Handler as _;
use axum::http::header;
use axum::middleware::{from_fn, from_fn_with_state};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use contract::ApiKeyScope;
use tower_http::catch_panic::CatchPanicLayer;
use tower_http::compression::CompressionLayer;
use tower_http::csrf::{CsrfLayer, ProtectionError};
use utoipa::OpenApi;
use utoipa::openapi::security::{ApiKey, ApiKeyValue, Http, HttpAuthScheme, SecurityScheme};
use utoipa_axum::router::UtoipaMethodRouterExt;
use utoipa_axum::routes;

use crate::handlers::{
    account, account_programme, accounts, adjustments, api_keys, articles, audit, badges, benefits,
    board, board_settings, bookmarks, challenges, company_programme, error_reports, events, feed,
    feedback, follow_ups, fulfilments, help, home, links, live, me, media, members, movements,
    offers, outbox, owners, password_resets, programme, questions, redemptions, rewards, search,
    searches, session, sessions, spending, statement, survey_results, surveys, tiers, votes,
    writing,
};
use crate::policy::{ApiRouter, PageRouter, Policy, RouteEntry};
use crate::problem::AppError;
use crate::state::AppState;
use crate::{app_page, article_page, dev_events, docs_page, health, http_layers};

const PREFIX: &str = "/api/v1";
/// No body of most routes comes near; more is refused before it is read. Those that need more say so where they are listed.
const LARGEST_BODY: usize = 64 * 1024;

#[derive(OpenApi)]
#[openapi(
    info(
        title = "Kizuna",
        description = "The portal that a company gives to the companies that buy from it. Errors are RFC 9457 problem \
                       documents; lists come in pages; ids are UUIDv7; times are RFC 3339 in UTC."
    ),
    tags(
        (name = "session", description = "Signing in and out, single-use links"),
        (name = "profile", description = "The person who is signed in"),
        (name = "programme", description = "Points, tiers and rewards"),
        (name = "board", description = "The team board and the leagues"),
        (name = "people", description = "The company and its people"),
        (name = "knowledge", description = "Articles"),
        (name = "surveys", description = "Being asked, and what becomes of the answer"),
        (name = "events", description = "Facts from the vendor's other systems"),
        (name = "vendor", description = "For the vendor's staff"),
        (name = "operations", description = "Keeping the portal healthy"),
    )
)]
struct Api;

fn api(state: AppState) -> ApiRouter {
    let mut openapi = Api::openapi();
    openapi
        .components
        .get_or_insert_default()
        .security_schemes
        .insert(
            "session".to_owned(),
            SecurityScheme::ApiKey(ApiKey::Cookie(ApiKeyValue::new("__Host-kizuna"))).into(),
        );
    let bearer = SecurityScheme::Http(Http::new(HttpAuthScheme::Bearer));
    let schemes = &mut openapi.components.get_or_insert_default().security_schemes;
    schemes.insert("api_key".to_owned(), bearer.into());
    let router = ApiRouter::new(openapi, state);
    of_vendor(of_asked(of_readers(of_play(of_boards(of_companies(
        of_people(router),
    ))))))
}

/// Signing in, and the own person.
fn of_people(router: ApiRouter) -> ApiRouter {
    use Policy::{AuditReader, Public, SignedIn};
    router
        .route(Public, routes!(session::get_session))
        .route(Public, routes!(session::create_session))
        .route(SignedIn, routes!(session::delete_session))
        .route(Public, routes!(password_resets::create_password_reset))
        .route(Public, routes!(links::inspect_link))
        .route(Public, routes!(links::redeem_link))
        .route(Public, routes!(error_reports::create_error_report))
        .route(SignedIn, routes!(me::get_me))
        .route(SignedIn, routes!(me::update_me))
        .route(SignedIn, routes!(me::update_password))
        .route(SignedIn, routes!(sessions::list_sessions))
        .route(SignedIn, routes!(sessions::delete_other_sessions))
        .route(SignedIn, routes!(sessions::delete_one_session))
        .route(AuditReader, routes!(audit::list_audit))
}

/// What a customer company sees and does.
fn of_companies(router: ApiRouter) -> ApiRouter {
    use Policy::{AccountAdmin, Customer, SignedIn};
    router
        .route(Customer, routes!(home::get_home))
        .route(Customer, routes!(programme::get_programme))
        .route(SignedIn, routes!(programme::get_rules))
        .route(Customer, routes!(movements::list_movements))
        .route(Customer, routes!(benefits::get_my_benefits))
        .route(Customer, routes!(movements::get_movement))
        .route(Customer, routes!(statement::get_statement))
        .route(Customer, routes!(statement::get_statement_csv))
        .route(Customer, routes!(rewards::list_rewards))
        .route(Customer, routes!(redemptions::list_redemptions))
        .route(Customer, routes!(redemptions::get_redemption))
        .route(Customer, routes!(redemptions::create_redemption))
        .route(Customer, routes!(redemptions::cancel_redemption))
        .route(AccountAdmin, routes!(redemptions::approve_redemption))
        .route(AccountAdmin, routes!(redemptions::refuse_redemption))
        .route(AccountAdmin, routes!(spending::get_spending))
        .route(AccountAdmin, routes!(spending::put_spending))
        .route(Customer, routes!(account::get_account))
        .route(
            AccountAdmin,
            routes!(company_programme::get_company_programme),
        )
        .route(AccountAdmin, routes!(company_programme::get_report))
        .route(AccountAdmin, routes!(company_programme::get_report_csv))
        .route(Customer, routes!(members::list_members))
        .route(AccountAdmin, routes!(members::invite_member))
        .route(AccountAdmin, routes!(members::update_member))
        .route(AccountAdmin, routes!(members::deactivate_member))
        .route(AccountAdmin, routes!(members::reactivate_member))
        .route(AccountAdmin, routes!(members::resend_invitation))
        .route(AccountAdmin, routes!(members::withdraw_invitation))
}

/// Badges, streaks and challenges.
fn of_play(router: ApiRouter) -> ApiRouter {
    use Policy::{AccountAdmin, Customer};
    router
        .route(Customer, routes!(badges::get_badges))
        .route(Customer, routes!(badges::put_celebrations))
        .route(Customer, routes!(badges::get_play_news))
        .route(Customer, routes!(badges::delete_play_news))
        .route(Customer, routes!(badges::put_reading))
        .route(Customer, routes!(challenges::list_challenges))
        .route(AccountAdmin, routes!(challenges::get_challenges_csv))
        .route(AccountAdmin, routes!(challenges::create_challenge))
        .route(AccountAdmin, routes!(challenges::delete_challenge))
        .route(Customer, routes!(challenges::join_challenge))
        .route(Customer, routes!(challenges::leave_challenge))
}

/// The team board and the leagues.
fn of_boards(router: ApiRouter) -> ApiRouter {
    use Policy::{AccountAdmin, Customer};
    router
        .route(Customer, routes!(board::get_board))
        .route(Customer, routes!(live::stream_board))
        .route(Customer, routes!(board::get_my_board))
        .route(Customer, routes!(board::put_my_board))
        .route(Customer, routes!(board::get_league))
        .route(AccountAdmin, routes!(board_settings::get_board_settings))
        .route(AccountAdmin, routes!(board_settings::put_board_settings))
        .route(AccountAdmin, routes!(board_settings::get_participation))
        .route(AccountAdmin, routes!(board_settings::get_participation_csv))
}

/// Reading, searching and asking.
fn of_readers(router: ApiRouter) -> ApiRouter {
    use Policy::{Public, SignedIn};
    router
        .route(SignedIn, routes!(articles::list_articles))
        .route(SignedIn, routes!(articles::get_article))
        .route(SignedIn, routes!(votes::get_my_reading))
        .route(SignedIn, routes!(votes::put_vote))
        .route(SignedIn, routes!(bookmarks::list_bookmarks))
        .route(SignedIn, routes!(bookmarks::put_bookmark))
        .route(SignedIn, routes!(bookmarks::delete_bookmark))
        .route(SignedIn, routes!(help::get_help))
        .route(SignedIn, routes!(search::get_search_index))
        .route(SignedIn, routes!(search::get_search_file))
        .route(SignedIn, routes!(searches::create_search))
        .route(SignedIn, routes!(questions::create_question))
        .route(SignedIn, routes!(feed::list_changes))
        .route(SignedIn, routes!(feed::get_my_feed))
        .route(SignedIn, routes!(feed::create_feed))
        .route(SignedIn, routes!(feed::delete_feed))
        .route(Public, routes!(feed::get_feed))
}

/// Being asked, answering, and what the vendor's staff do about it.
fn of_asked(router: ApiRouter) -> ApiRouter {
    use Policy::{Customer, Staff, SuccessManager};
    router
        .route(Customer, routes!(surveys::get_survey_now))
        .route(Customer, routes!(surveys::create_ask))
        .route(Customer, routes!(surveys::put_answer))
        .route(Customer, routes!(surveys::delete_answer))
        .route(Customer, routes!(surveys::put_why))
        .route(Customer, routes!(surveys::create_not_now))
        .route(Customer, routes!(surveys::create_never))
        .route(Customer, routes!(surveys::put_interest))
        .route(Customer, routes!(feedback::get_feedback))
        .route(Customer, routes!(feedback::put_wish))
        .route(Staff, routes!(follow_ups::list_follow_ups))
        .route(Staff, routes!(follow_ups::create_note))
        .route(Staff, routes!(follow_ups::put_owner))
        .route(Staff, routes!(follow_ups::create_outcome))
        .route(SuccessManager, routes!(follow_ups::delete_heard))
        .route(SuccessManager, routes!(survey_results::list_survey_results))
        .route(SuccessManager, routes!(survey_results::get_survey_results))
        .route(
            SuccessManager,
            routes!(survey_results::get_survey_results_csv),
        )
        .route(SuccessManager, routes!(owners::get_success_manager))
        .route(SuccessManager, routes!(owners::put_success_manager))
        .route(Staff, routes!(owners::get_work_calendar))
        .route(Staff, routes!(owners::put_work_calendar))
}

/// What the vendor's staff and programs do.
fn of_vendor(router: ApiRouter) -> ApiRouter {
    use Policy::{Operator, Staff, SuccessManager};
    router
        .route(Staff, routes!(questions::list_questions))
        .route(Staff, routes!(accounts::list_accounts))
        .route(
            SuccessManager,
            routes!(account_programme::get_account_programme),
        )
        .route(SuccessManager, routes!(adjustments::list_adjustments))
        .route(SuccessManager, routes!(adjustments::create_adjustment))
        .route(SuccessManager, routes!(adjustments::approve_adjustment))
        .route(SuccessManager, routes!(adjustments::refuse_adjustment))
        .route(SuccessManager, routes!(benefits::create_gift))
        .route(SuccessManager, routes!(benefits::create_benefit))
        .route(SuccessManager, routes!(benefits::end_benefit))
        .route(SuccessManager, routes!(tiers::create_tier))
        .route(SuccessManager, routes!(tiers::end_tier))
        .route(SuccessManager, routes!(offers::list_offers))
        .route(SuccessManager, routes!(offers::create_offer))
        .route(SuccessManager, routes!(offers::end_offer))
        .route(SuccessManager, routes!(fulfilments::list_fulfilments))
        .route(SuccessManager, routes!(fulfilments::fulfil_redemption))
        .route(SuccessManager, routes!(fulfilments::withdraw_redemption))
        .route(Staff, routes!(writing::list_writing_articles))
        .route(Staff, routes!(writing::get_article_source))
        .route(Staff, routes!(writing::get_writing_gaps))
        .route(
            Staff,
            routes!(writing::create_preview).layer(DefaultBodyLimit::max(writing::LARGEST_PREVIEW)),
        )
        .route(Operator, routes!(outbox::list_mails))
        .route(Operator, routes!(api_keys::list_api_keys))
        .route(Operator, routes!(api_keys::create_api_key))
        .route(Operator, routes!(api_keys::revoke_api_key))
        .route(
            Policy::ApiKey(ApiKeyScope::Events),
            routes!(events::create_events).layer(DefaultBodyLimit::max(events::LARGEST_BATCH)),
        )
}

fn pages(state: AppState) -> PageRouter {
    PageRouter::new(state).get(Policy::SignedIn, "/media/{*path}", media::get_medium)
}

/// The whole server as one service.
pub fn build(state: AppState) -> Router {
    let (api, openapi, _) = api(state.clone()).into_parts();
    let document = document(openapi);
    let page = docs_page::render(&document);
    let api = api
        .route(
            "/openapi.json",
            get(move || {
                let document = document.clone();
                async move { ([(header::CONTENT_TYPE, "application/json")], document) }
            }),
        )
        .fallback(|| async { AppError::NotFound })
        .method_not_allowed_fallback(|| async { AppError::MethodNotAllowed })
        .layer(from_fn(http_layers::tag))
        .layer(DefaultBodyLimit::max(LARGEST_BODY))
        .layer(
            CsrfLayer::new()
                .with_rejection_response(|_: ProtectionError| AppError::CrossSite.into_response()),
        )
        .layer(from_fn_with_state(
            state.clone(),
            http_layers::only_when_ready,
        ))
        .layer(CompressionLayer::new());
    let (pages, _) = pages(state.clone()).into_parts();
    let pages = pages.layer(from_fn_with_state(
        state.clone(),
        http_layers::only_when_ready,
    ));
    let mut router = Router::new()
        .nest(PREFIX, api)
        .merge(pages)
        .route(
            "/api/docs",
            get(move || async move { docs_page::respond(page) }),
        )
        .route("/api/docs.css", get(docs_page::style))
        .route(
            "/api/{*rest}",
            axum::routing::any(|| async { AppError::NotFound }),
        )
        .route(
            "/kb/{category}/{slug}",
            get(article_page::get_article_page).layer(CompressionLayer::new()),
        )
        .route("/healthz", get(health::get_healthz))
        .route("/readyz", get(health::get_readyz))
        .route("/metrics", get(health::get_metrics))
        .fallback(app_page::get_app_page.layer(CompressionLayer::new()));
    if state.dev_events.is_some() {
        router = router
            .route("/dev/events", get(dev_events::stream_events))
            .route("/dev/reload.js", get(dev_events::script));
    }
    router
        .layer(CatchPanicLayer::custom(panicked))
        .layer(from_fn_with_state(state.clone(), http_layers::secure))
        .layer(from_fn_with_state(state.clone(), http_layers::observe))
        .with_state(state)
}

#[expect(clippy::needless_pass_by_value, reason = "the layer gives it by value")]
fn panicked(cause: Box<dyn std::any::Any + Send>) -> Response {
    let cause = cause
        .downcast_ref::<&str>()
        .map(ToString::to_string)
        .or_else(|| cause.downcast_ref::<String>().cloned())
        .unwrap_or_else(|| "a panic without words".to_owned());
    AppError::internal(cause).into_response()
}

/// Every route with its policy, for the test that walks them.
pub fn route_table(state: AppState) -> Vec<RouteEntry> {
    let (_, _, table) = api(state.clone()).into_parts();
    let (_, pages) = pages(state).into_parts();
    let api = table.into_iter().map(|entry| RouteEntry {
        path: format!("{PREFIX}{}", entry.path),
        ..entry
    });
    api.chain(pages).collect()
}

/// The `OpenAPI` 3.1 document, generated from the handlers.
pub fn openapi_json(state: AppState) -> String {
    let (_, openapi, _) = api(state).into_parts();
    document(openapi)
}

fn document(openapi: utoipa::openapi::OpenApi) -> String {
    let prefixed = utoipa::openapi::OpenApiBuilder::new()
        .build()
        .nest(PREFIX, openapi);
    let mut text = prefixed.to_pretty_json().unwrap_or_default();
    text.push('\n');
    text
}
