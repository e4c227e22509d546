//! Reads the whole ledger again and says whether it is what was booked.

use anyhow::{bail, ensure};
use clap::Subcommand;
use storage::Db;
use storage::ledger::{self, AccountVerified};

use crate::settings::Settings;

#[derive(Debug, Subcommand)]
pub enum LedgerCommand {
    /// Walk every transfer, rebuild all balances, and compare: fails when anything is not as it was booked
    Verify,
}

pub async fn run(settings: &Settings, command: LedgerCommand) -> anyhow::Result<()> {
    let db = super::open(settings).await?;
    // A check must change nothing, so it does not migrate either.
    ensure!(
        db.is_migrated().await?,
        "the tables are of an earlier version: run `kizuna-server migrate` first"
    );
    match command {
        LedgerCommand::Verify => verify(&db).await?,
    }
    db.close().await?;
    Ok(())
}

async fn verify(db: &Db) -> anyhow::Result<()> {
    let accounts = ledger::verify(db, |account| super::print(&lines(account))).await?;
    let entries: u64 = accounts.iter().map(|account| account.entries).sum();
    let broken = accounts
        .iter()
        .filter(|account| !account.findings.is_empty())
        .count();
    super::print(&format!("{} accounts, {entries} transfers", accounts.len()));
    if broken > 0 {
        bail!(
            "{broken} of {} accounts are not as they were booked",
            accounts.len()
        );
    }
    super::print(
        "Every transfer follows from the one before, and every balance from the transfers.",
    );
    Ok(())
}

/// The account with its last hash, which stands for its whole book; below it what was found.
fn lines(account: &AccountVerified) -> String {
    let AccountVerified {
        name,
        entries,
        hash,
        findings,
        ..
    } = account;
    let verdict = if findings.is_empty() { "ok" } else { "BROKEN" };
    let mut text = format!("{verdict:<6} {entries:>9} {hash} {name}");
    for finding in findings {
        text.push_str("\n       ");
        text.push_str(finding);
    }
    text
}
