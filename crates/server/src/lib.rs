//! The server of the portal: HTTP in front of `storage` and the pure crates.
//!
//! It owns who may ask for what, how the answer looks on the wire, the jobs that run beside the requests, and the
//! static files. It holds no SQL (that is `storage`) and no rule of the field (those are the pure crates).

pub mod address;
mod app_page;
mod article_page;
pub mod articles;
mod award_view;
pub mod clock;
mod cloud_event;
pub mod commands;
mod csv;
mod dev_events;
mod docs_page;
mod encoding;
mod handlers;
mod health;
mod http_layers;
mod idempotency;
mod intake;
pub mod jobs;
mod json;
mod live_boards;
pub mod logging;
mod long_date;
mod mail;
mod passwords;
mod policy;
mod problem;
pub mod programme;
mod router;
mod rule_folder;
mod rules_view;
mod search_indexes;
mod session_cookie;
pub mod settings;
mod site;
mod state;
pub mod surveys;
mod throttling;
mod tokens;

pub use passwords::Hasher;
pub use policy::{Policy, RouteEntry};
pub use router::{build, openapi_json, route_table};
pub use state::{AppState, Readiness};
