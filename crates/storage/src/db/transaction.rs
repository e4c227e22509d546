//! One transaction at a time on SQLite, many on PostgreSQL.

use std::sync::Arc;

use sea_orm::{
    DatabaseTransaction, DbErr, IsolationLevel, RuntimeErr, TransactionOptions,
    TransactionTrait as _,
};

use super::group::Turn;
use super::{DatabaseKind, Db};
use crate::{Error, Result};

/// Runs of one transaction before a deadlock is reported.
pub(crate) const TRIES: u32 = 3;

/// A transaction under way. What it did is kept when the closure given to [`Db::write`] ends well, and undone otherwise.
#[derive(Clone, Debug)]
pub struct Tx {
    inner: Arc<Inner>,
}

/// The transaction comes first: dropped in this order, it is undone before the next writer has its turn.
#[derive(Debug)]
struct Inner {
    transaction: DatabaseTransaction,
    /// On SQLite, where writers take turns.
    turn: Option<Turn>,
}

impl Tx {
    pub(crate) fn connection(&self) -> &DatabaseTransaction {
        &self.inner.transaction
    }

    /// Keeps what was done when the outcome is good, and undoes it otherwise.
    pub(crate) async fn end<T>(self, outcome: Result<T>) -> Result<T> {
        let Some(Inner { transaction, turn }) = Arc::into_inner(self.inner) else {
            return Err(Error::Refused(
                "a transaction was kept beyond its closure and is undone".to_owned(),
            ));
        };
        let ended = match &outcome {
            Ok(_) => transaction.commit().await,
            Err(_) => transaction.rollback().await,
        };
        match turn {
            Some(turn) => turn.end(ended).await?,
            None => ended?,
        }
        outcome
    }
}

impl Db {
    /// Runs one transaction. PostgreSQL may call the closure again after a deadlock, so it must have no effect but on the
    /// transaction, and borrow what it uses: `db.write(|tx| async move { members::update(&tx, …).await })`.
    pub async fn write<T, F, Fut>(&self, mut work: F) -> Result<T>
    where
        F: FnMut(Tx) -> Fut + Send,
        Fut: Future<Output = Result<T>> + Send,
        T: Send,
    {
        let mut tries = 1;
        loop {
            let tx = self.begin().await?;
            let outcome = work(tx.clone()).await;
            match tx.end(outcome).await {
                Err(error) if tries < TRIES && is_worth_another_try(&error) => tries += 1,
                done => return done,
            }
        }
    }

    /// A transaction that only reads, and sees the data as it is now however long it takes. To be rolled back.
    pub(crate) async fn snapshot(&self) -> Result<DatabaseTransaction> {
        // A transaction of SQLite sees one snapshot by itself.
        let isolation_level =
            (self.kind() == DatabaseKind::Postgres).then_some(IsolationLevel::RepeatableRead);
        let options = TransactionOptions {
            isolation_level,
            ..TransactionOptions::default()
        };
        Ok(self.reader().begin_with_options(options).await?)
    }

    pub(crate) async fn begin(&self) -> Result<Tx> {
        let (transaction, turn) = match self.kind() {
            DatabaseKind::Postgres => (self.inner.writer.begin().await?, None),
            DatabaseKind::Sqlite => {
                let turn = self.inner.group.turn(&self.inner.writer).await?;
                (turn.begin().await?, Some(turn))
            }
        };
        let inner = Arc::new(Inner { transaction, turn });
        Ok(Tx { inner })
    }
}

/// Deadlocks and serialization failures of PostgreSQL: the other transaction has won, and this one may begin again.
pub(crate) fn is_worth_another_try(error: &Error) -> bool {
    let Error::Database(
        DbErr::Exec(RuntimeErr::SqlxError(cause)) | DbErr::Query(RuntimeErr::SqlxError(cause)),
    ) = error
    else {
        return false;
    };
    let Some(cause) = cause.as_database_error() else {
        return false;
    };
    cause
        .code()
        .is_some_and(|code| matches!(code.as_ref(), "40001" | "40P01"))
}
