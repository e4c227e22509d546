//! Who may ask: every route is registered with a policy, and a route without one does not compile.
//!
//! The policy is enforced in front of the handler; the handler then takes the scope that the policy promises.

use axum::extract::{FromRequestParts, Request, State};
use axum::handler::Handler;
use axum::http::request::Parts;
use axum::http::{HeaderMap, header};
use axum::middleware::{Next, from_fn_with_state};
use axum::response::{IntoResponse, Response};
use contract::{ApiKeyScope, Role};
use storage::api_keys;
use storage::{AccountScope, Scope, StaffScope, TokenHash};
use utoipa::openapi::security::SecurityRequirement;
use utoipa_axum::router::{OpenApiRouter, UtoipaMethodRouter};

use crate::problem::AppError;
use crate::session_cookie;
use crate::state::AppState;

/// Who may use a route.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Policy {
    /// Anyone, signed in or not.
    Public,
    /// Anyone who is signed in.
    SignedIn,
    /// People of a customer company.
    Customer,
    /// The account admins of a customer company.
    AccountAdmin,
    /// The vendor's staff.
    Staff,
    /// Those of the vendor who look after accounts: success managers and operators.
    SuccessManager,
    /// The vendor's operators.
    Operator,
    /// Account admins for their own company, operators for all.
    AuditReader,
    /// Programs with a key of this scope; no person.
    ApiKey(ApiKeyScope),
}

impl Policy {
    /// Whether the policy lets this person through.
    pub fn admits(self, scope: Option<&Scope>) -> bool {
        match (self, scope) {
            (Self::Public, _) | (Self::SignedIn, Some(_)) => true,
            (Self::Customer, Some(scope)) => matches!(scope, Scope::Customer(_)),
            (Self::AccountAdmin, Some(scope)) => is_account_admin(scope),
            (Self::Staff, Some(scope)) => matches!(scope, Scope::Staff(_)),
            (Self::SuccessManager, Some(scope)) => looks_after_accounts(scope),
            (Self::Operator, Some(scope)) => is_operator(scope),
            (Self::AuditReader, Some(scope)) => is_account_admin(scope) || is_operator(scope),
            (Self::ApiKey(_), Some(_)) | (_, None) => false,
        }
    }
}

fn is_account_admin(scope: &Scope) -> bool {
    matches!(scope, Scope::Customer(customer) if customer.is_admin)
}

fn looks_after_accounts(scope: &Scope) -> bool {
    matches!(scope, Scope::Staff(staff) if staff.looks_after_accounts().is_ok())
}

fn is_operator(scope: &Scope) -> bool {
    matches!(scope, Scope::Staff(staff) if staff.role == Role::Operator)
}

/// One route as it was registered.
#[derive(Clone, Debug)]
pub struct RouteEntry {
    pub method: String,
    pub path: String,
    pub policy: Policy,
}

/// A router that takes no route without a policy.
pub struct ApiRouter {
    inner: OpenApiRouter<AppState>,
    table: Vec<RouteEntry>,
    state: AppState,
}

impl ApiRouter {
    pub fn new(openapi: utoipa::openapi::OpenApi, state: AppState) -> Self {
        Self {
            inner: OpenApiRouter::with_openapi(openapi),
            table: Vec::new(),
            state,
        }
    }

    /// Adds a handler for those whom the policy admits.
    #[must_use]
    pub fn route(mut self, policy: Policy, routes: UtoipaMethodRouter<AppState>) -> Self {
        let (schemas, mut paths, methods) = routes;
        for (path, item) in &mut paths.paths {
            for (method, operation) in operations(item) {
                operation.security = Some(match policy {
                    Policy::Public => Vec::new(),
                    Policy::ApiKey(_) => vec![requires("api_key")],
                    _ => vec![requires("session")],
                });
                let who = format!("For: {policy:?}.");
                operation.description = Some(match operation.description.take() {
                    Some(text) => format!("{text}\n\n{who}"),
                    None => who,
                });
                self.table.push(RouteEntry {
                    method: method.to_owned(),
                    path: path.clone(),
                    policy,
                });
            }
        }
        let methods =
            methods.route_layer(from_fn_with_state((self.state.clone(), policy), enforce));
        self.inner = self.inner.routes((schemas, paths, methods));
        self
    }

    pub fn into_parts(
        self,
    ) -> (
        axum::Router<AppState>,
        utoipa::openapi::OpenApi,
        Vec<RouteEntry>,
    ) {
        let (router, openapi) = self.inner.split_for_parts();
        (router, openapi, self.table)
    }
}

/// Files and pages outside the API, of which none is without a policy either.
pub struct PageRouter {
    inner: axum::Router<AppState>,
    table: Vec<RouteEntry>,
    state: AppState,
}

impl PageRouter {
    pub fn new(state: AppState) -> Self {
        Self {
            inner: axum::Router::new(),
            table: Vec::new(),
            state,
        }
    }

    /// Adds a handler of `GET` for those whom the policy admits.
    #[must_use]
    pub fn get<H, T>(mut self, policy: Policy, path: &str, handler: H) -> Self
    where
        H: Handler<T, AppState>,
        T: 'static,
    {
        let guard = from_fn_with_state((self.state.clone(), policy), enforce);
        let methods = axum::routing::get(handler).route_layer(guard);
        self.inner = self.inner.route(path, methods);
        self.table.push(RouteEntry {
            method: "GET".to_owned(),
            path: path.to_owned(),
            policy,
        });
        self
    }

    pub fn into_parts(self) -> (axum::Router<AppState>, Vec<RouteEntry>) {
        (self.inner, self.table)
    }
}

fn requires(scheme: &str) -> SecurityRequirement {
    SecurityRequirement::new::<_, [&str; 0], &str>(scheme, [])
}

fn operations(
    item: &mut utoipa::openapi::PathItem,
) -> impl Iterator<Item = (&'static str, &mut utoipa::openapi::path::Operation)> {
    [
        ("GET", item.get.as_mut()),
        ("POST", item.post.as_mut()),
        ("PUT", item.put.as_mut()),
        ("PATCH", item.patch.as_mut()),
        ("DELETE", item.delete.as_mut()),
    ]
    .into_iter()
    .filter_map(|(method, operation)| operation.map(|operation| (method, operation)))
}

async fn enforce(
    State((state, policy)): State<(AppState, Policy)>,
    mut request: Request,
    next: Next,
) -> Response {
    if let Policy::ApiKey(wanted) = policy
        && let Some(secret) = bearer(request.headers())
    {
        return match check_key(&state, secret, wanted).await {
            Ok(()) => next.run(request).await,
            Err(error) => error.into_response(),
        };
    }
    let scope = match session_cookie::authenticate(&state, request.headers()).await {
        Ok(scope) => scope,
        Err(error) => return error.into_response(),
    };
    if !policy.admits(scope.as_ref()) {
        return match scope {
            None => AppError::SignedOut,
            Some(_) => AppError::Forbidden,
        }
        .into_response();
    }
    if let Some(scope) = scope {
        request.extensions_mut().insert(scope);
    }
    next.run(request).await
}

/// The secret of `Authorization: Bearer`. Nothing else reads it; routes for people do not look at it.
fn bearer(headers: &HeaderMap) -> Option<&str> {
    let value = headers.get(header::AUTHORIZATION)?.to_str().ok()?;
    let (scheme, secret) = value.split_once(' ')?;
    scheme.eq_ignore_ascii_case("bearer").then(|| secret.trim())
}

async fn check_key(state: &AppState, secret: &str, wanted: ApiKeyScope) -> Result<(), AppError> {
    let (hash, now) = (TokenHash::of(secret), state.clock.now());
    let found = api_keys::authenticate(&state.db, &hash, now).await?;
    let client = found.ok_or(AppError::SignedOut)?;
    if client.scopes.contains(&wanted) {
        Ok(())
    } else {
        Err(AppError::Forbidden)
    }
}

/// The signed-in person, on routes of [`Policy::SignedIn`] and stricter.
pub struct Anyone(pub Scope);
/// The signed-in person of a customer company, on routes of [`Policy::Customer`] and [`Policy::AccountAdmin`].
pub struct Customer(pub AccountScope);
/// The signed-in person of the vendor, on routes of [`Policy::Staff`] and [`Policy::Operator`].
pub struct Staff(pub StaffScope);

impl<S: Send + Sync> FromRequestParts<S> for Anyone {
    type Rejection = AppError;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, AppError> {
        parts
            .extensions
            .get::<Scope>()
            .cloned()
            .map(Self)
            .ok_or(AppError::SignedOut)
    }
}

impl<S: Send + Sync> FromRequestParts<S> for Customer {
    type Rejection = AppError;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, AppError> {
        match parts.extensions.get::<Scope>() {
            Some(Scope::Customer(scope)) => Ok(Self(scope.clone())),
            Some(Scope::Staff(_)) => Err(AppError::Forbidden),
            None => Err(AppError::SignedOut),
        }
    }
}

impl<S: Send + Sync> FromRequestParts<S> for Staff {
    type Rejection = AppError;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, AppError> {
        match parts.extensions.get::<Scope>() {
            Some(Scope::Staff(scope)) => Ok(Self(scope.clone())),
            Some(Scope::Customer(_)) => Err(AppError::Forbidden),
            None => Err(AppError::SignedOut),
        }
    }
}
