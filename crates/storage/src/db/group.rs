//! Group commit for SQLite: writes that wait for one another reach the disk together.
//!
//! SQLite has one writer, and a commit waits for the disk. So writers take turns inside one transaction of the file, each in a
//! savepoint of its own, and who has had its turn queues once more to commit: behind those who waited meanwhile, whose work
//! is committed along. Nobody is answered before that commit, so what was acknowledged is as durable as with a commit each.
//! A writer alone finds nobody waiting and commits at once.

use std::sync::Arc;
use std::time::Duration;

use sea_orm::{
    ConnAcquireErr, DatabaseConnection, DatabaseTransaction, DbErr, SqliteTransactionMode,
    TransactionOptions, TransactionTrait as _,
};
use tokio::sync::{Mutex, OwnedMutexGuard, watch};

use crate::Result;

/// How long a writer waits for its turn before it is refused.
const PATIENCE: Duration = Duration::from_secs(10);

/// The place where writers queue, in the order in which they came.
#[derive(Clone, Debug, Default)]
pub(super) struct GroupCommit(Arc<Mutex<Option<Group>>>);

/// The transaction of the file that is open, and how it ended.
#[derive(Debug)]
struct Group {
    transaction: DatabaseTransaction,
    ended: watch::Sender<Option<std::result::Result<(), String>>>,
}

/// The right to write. While it is held nobody else writes.
#[derive(Debug)]
pub(super) struct Turn {
    queue: GroupCommit,
    group: OwnedMutexGuard<Option<Group>>,
}

impl GroupCommit {
    /// Waits for the turn; who finds no transaction open opens one.
    pub async fn turn(&self, writer: &DatabaseConnection) -> Result<Turn> {
        let queue = Arc::clone(&self.0).lock_owned();
        let mut group = tokio::time::timeout(PATIENCE, queue)
            .await
            .map_err(|_| DbErr::ConnectionAcquire(ConnAcquireErr::Timeout))?;
        if group.is_none() {
            let options = TransactionOptions {
                // A deferred transaction that turns into a writer later could find that its snapshot is stale.
                sqlite_transaction_mode: Some(SqliteTransactionMode::Immediate),
                ..TransactionOptions::default()
            };
            *group = Some(Group {
                transaction: writer.begin_with_options(options).await?,
                ended: watch::Sender::new(None),
            });
        }
        Ok(Turn {
            queue: self.clone(),
            group,
        })
    }
}

impl Turn {
    /// A savepoint: undone alone, kept with the group.
    pub async fn begin(&self) -> Result<DatabaseTransaction> {
        match &*self.group {
            Some(group) => Ok(group.transaction.begin().await?),
            None => Err(lost("its transaction is over").into()),
        }
    }

    /// Gives the turn on and waits for the commit. `savepoint` tells whether the own part could be ended; when it could not,
    /// nothing is known of the transaction any more, and all of it is undone.
    pub async fn end(mut self, savepoint: std::result::Result<(), DbErr>) -> Result<()> {
        if let Err(error) = savepoint {
            if let Some(group) = self.group.take() {
                let undone = group.transaction.rollback().await;
                group.ended.send_replace(Some(Err(error.to_string())));
                undone?;
            }
            return Err(error.into());
        }
        let Some(mut ended) = self.group.as_ref().map(|group| group.ended.subscribe()) else {
            return Err(lost("its transaction is over").into());
        };
        let queue = Arc::clone(&self.queue.0);
        drop(self.group);
        // Whoever gives up waiting leaves the commit to the others, or to the next writer.
        let group = tokio::select! {
            biased;
            _ = ended.wait_for(Option::is_some) => None,
            group = queue.lock_owned() => Some(group),
        };
        if let Some(group) = group
            && ended.borrow().is_none()
        {
            commit(group);
        }
        let known = ended.wait_for(Option::is_some).await;
        match known.as_deref() {
            Ok(Some(Ok(()))) => Ok(()),
            Ok(Some(Err(error))) => Err(lost(error).into()),
            Ok(None) | Err(_) => Err(lost("its end is not known").into()),
        }
    }
}

/// Commits the open transaction, also when whoever began it waits no longer.
fn commit(mut group: OwnedMutexGuard<Option<Group>>) {
    tokio::spawn(async move {
        if let Some(Group { transaction, ended }) = group.take() {
            let outcome = transaction.commit().await;
            ended.send_replace(Some(outcome.map_err(|error| error.to_string())));
        }
        drop(group);
    });
}

fn lost(why: &str) -> DbErr {
    DbErr::Custom(format!("the transaction was not committed: {why}"))
}

#[cfg(test)]
mod tests;
