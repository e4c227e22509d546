//! The API as a client sees it: the real router over a real database, SQLite by default and PostgreSQL where
//! `KIZUNA_TEST_POSTGRES` names a server on which databases may be made.

#![expect(
    clippy::unwrap_used,
    reason = "a test fails by panicking, wherever it does"
)]

mod events;
mod harness;

mod adjustments;
mod api_keys;
mod app_page;
mod article_page;
mod articles;
mod audit;
mod badges;
mod benefits;
mod board;
mod board_windows;
mod challenges;
mod commands;
mod company_programme;
mod health;
mod home;
mod import;
mod invitations;
mod league;
mod live;
mod mail;
mod media;
mod members;
mod notices;
mod openapi;
mod passwords;
mod policy;
mod problems;
mod profile;
mod programme;
mod reading;
mod redemptions;
mod rules;
mod search;
mod session;
mod site;
mod surveys;
mod tenancy;
mod writing;
