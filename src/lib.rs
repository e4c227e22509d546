//! The browser app of Kizuna: what a customer's employee sees after opening the portal's address.
//!
//! `app` puts the portal together and `console` what the vendor's staff work with, `route` owns every URL, `api` is the
//! only place that talks HTTP, `pages` holds one file per route and `components` what several pages share. Nothing here
//! decides what a person may see: the server does.

#![expect(clippy::needless_pass_by_value, reason = "components own their props")]

#[macro_use]
mod language;

mod api;
mod app;
mod browser;
mod components;
mod console;
mod format;
mod navigation;
mod pages;
mod route;
mod search;
mod session;
mod survey;
mod theme;
mod user_agent;
mod words;

/// The texts of `locales/` as code; see `build.rs`.
#[allow(warnings, clippy::all, clippy::pedantic, reason = "generated")]
mod texts {
    include!(concat!(env!("OUT_DIR"), "/i18n.rs"));
}

use texts::i18n;

pub use app::start;
pub use console::start as start_console;
