//! The schema and its history. One file per step, named by date; a step that was released is never edited.
//!
//! The statements are written once for both databases: SQLite takes any type's name and keeps the value as it was given.

mod m20261122_000001_people;
mod m20261122_000002_operations;
mod m20261122_000003_programme;
mod m20261122_000004_tiers;
mod m20261123_000005_reading;
mod m20261124_000006_ledger;
mod m20261124_000007_mailed_links;
mod m20261124_000008_api_keys;
mod m20261124_000009_reversals;
mod m20261124_000010_redemptions;
mod m20261124_000011_standing;
mod m20261124_000012_staff;
mod m20261124_000013_notices;
mod m20261129_000014_board;
mod m20261129_000018_surveys;

use sea_orm::{ConnectionTrait as _, DbErr};
use sea_orm_migration::{MigrationTrait, MigratorTrait, SchemaManager};

pub(crate) struct Migrator;

impl MigratorTrait for Migrator {
    fn migrations() -> Vec<Box<dyn MigrationTrait>> {
        vec![
            Box::new(m20261122_000001_people::Migration),
            Box::new(m20261122_000002_operations::Migration),
            Box::new(m20261122_000003_programme::Migration),
            Box::new(m20261122_000004_tiers::Migration),
            Box::new(m20261123_000005_reading::Migration),
            Box::new(m20261124_000006_ledger::Migration),
            Box::new(m20261124_000007_mailed_links::Migration),
            Box::new(m20261124_000008_api_keys::Migration),
            Box::new(m20261124_000009_reversals::Migration),
            Box::new(m20261124_000010_redemptions::Migration),
            Box::new(m20261124_000011_standing::Migration),
            Box::new(m20261124_000012_staff::Migration),
            Box::new(m20261124_000013_notices::Migration),
            Box::new(m20261129_000014_board::Migration),
            Box::new(m20261129_000018_surveys::Migration),
        ]
    }
}

/// Runs statements in order.
async fn run(manager: &SchemaManager<'_>, statements: &[&str]) -> Result<(), DbErr> {
    for statement in statements {
        manager
            .get_connection()
            .execute_unprepared(statement)
            .await?;
    }
    Ok(())
}
