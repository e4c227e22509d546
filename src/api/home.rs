//! `/home` and `/movements`: the numbers and where they come from.

use contract::{Locale, Movement, MovementKind, Page, Wallet};
use loyalty::ledger::Statement;

use super::{ApiError, Client};
use crate::route::{with_queries, word_of};

pub fn home_path(locale: Locale) -> String {
    format!("/home?locale={locale}")
}

pub fn programme_path(locale: Locale) -> String {
    format!("/programme?locale={locale}")
}

pub fn rules_path(locale: Locale, version: &str) -> String {
    let pairs = [("locale", locale.tag()), ("version", version)];
    with_queries("/programme/rules", &pairs)
}

/// Which entries of a statement.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Lines {
    pub wallet: Wallet,
    pub kind: Option<MovementKind>,
    /// Days, or empty.
    pub from: String,
    pub to: String,
}

impl Lines {
    fn path(&self, path: &str) -> String {
        let kind = self.kind.map(word_of).unwrap_or_default();
        let pairs = [
            ("wallet", wallet_word(self.wallet)),
            ("kind", kind),
            ("from", &self.from),
            ("to", &self.to),
        ];
        with_queries(path, &pairs)
    }

    pub fn is_filtered(&self) -> bool {
        self.kind.is_some() || !self.from.is_empty() || !self.to.is_empty()
    }
}

const fn wallet_word(wallet: Wallet) -> &'static str {
    match wallet {
        Wallet::Company => "company",
        Wallet::Mine => "mine",
    }
}

/// A page of a statement after a cursor; the first without one.
pub async fn movements(
    client: Client,
    lines: &Lines,
    cursor: Option<&str>,
) -> Result<Page<Movement>, ApiError> {
    let path = lines.path("/movements") + "&limit=200";
    let path = cursor.map_or_else(|| path.clone(), |cursor| format!("{path}&cursor={cursor}"));
    client.get(&path).await
}

pub fn movement_path(locale: Locale, id: &str) -> String {
    format!("/movements/{id}?locale={locale}")
}

/// Where a browser gets the lines as a table; with the prefix of the server's addresses.
pub fn csv_address(locale: Locale, lines: &Lines) -> String {
    format!("/api/v1{}&locale={locale}", lines.path("/statement.csv"))
}

/// Where a browser gets the whole statement to keep; with the prefix of the server's addresses.
pub fn statement_address(wallet: Wallet) -> String {
    format!("/api/v1/statement?wallet={}", wallet_word(wallet))
}

/// The whole statement of a wallet, to be verified.
pub async fn statement(client: Client, wallet: Wallet) -> Result<Statement, ApiError> {
    client
        .get(&format!("/statement?wallet={}", wallet_word(wallet)))
        .await
}
