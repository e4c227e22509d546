//! What members have been shown of the programme: each version's file and since when, so that none can change unseen.

use std::collections::BTreeMap;

use loyalty::programme::Shown;
use sea_orm::FromQueryResult;

use crate::db::{execute, rows};
use crate::{Db, Error, Result, Tx};

/// All versions that were shown, by name.
pub async fn shown_versions(db: &Db) -> Result<BTreeMap<String, Shown>> {
    let sql = "SELECT version, text, since FROM shown_version ORDER BY version";
    let found: Vec<Row> = rows(db.reader(), sql, []).await?;
    found
        .into_iter()
        .map(|row| {
            let unreadable = || Error::Unreadable(format!("{} is no day", row.since));
            let shown = Shown {
                since: row.since.parse().map_err(|_| unreadable())?,
                text: row.text,
            };
            Ok((row.version, shown))
        })
        .collect()
}

/// Keeps what is shown from now on, in the place of what was shown before.
pub async fn keep_shown_versions(tx: &Tx, shown: &BTreeMap<String, Shown>) -> Result<()> {
    execute(tx.connection(), "DELETE FROM shown_version", []).await?;
    for (version, Shown { text, since }) in shown {
        // Two processes that start at once write the same.
        let sql = "
            INSERT INTO shown_version (version, text, since) VALUES ($1, $2, $3)
            ON CONFLICT (version) DO UPDATE SET text = excluded.text, since = excluded.since";
        let values = [
            version.as_str().into(),
            text.as_str().into(),
            since.to_string().into(),
        ];
        execute(tx.connection(), sql, values).await?;
    }
    Ok(())
}

#[derive(FromQueryResult)]
struct Row {
    version: String,
    text: String,
    since: String,
}
