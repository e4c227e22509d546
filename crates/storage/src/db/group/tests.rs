//! Writers share commits, and neither an error nor a writer that goes away takes the others' work along.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use futures_util::future::join_all;
use tempfile::TempDir;
use tokio::sync::Notify;

use crate::db::{execute, number};
use crate::{DatabaseSettings, Db, Error, Result, Tx};

async fn open(folder: &TempDir) -> Db {
    let url = format!("sqlite://{}", folder.path().join("test.db").display());
    let settings = DatabaseSettings {
        url,
        max_connections: 2,
    };
    let db = Db::open(&settings).await.unwrap();
    db.write(|tx| async move {
        execute(
            tx.connection(),
            "CREATE TABLE t (n BIGINT NOT NULL UNIQUE)",
            [],
        )
        .await
    })
    .await
    .unwrap();
    db
}

async fn insert(tx: &Tx, n: i64) -> Result<()> {
    execute(tx.connection(), "INSERT INTO t (n) VALUES ($1)", [n.into()]).await?;
    Ok(())
}

async fn count(db: &Db) -> i64 {
    number(db.reader(), "SELECT count(*) FROM t", [])
        .await
        .unwrap()
}

/// How often the file was committed to: each commit counts up what `data_version` of another connection tells.
async fn commits_of(db: &Db, rows: i64) -> usize {
    let seen = AtomicUsize::new(0);
    let last = AtomicUsize::new(0);
    let is_done = AtomicUsize::new(0);
    let watch = async {
        while is_done.load(Ordering::SeqCst) == 0 {
            let now = usize::try_from(count(db).await).unwrap();
            if last.swap(now, Ordering::SeqCst) != now {
                seen.fetch_add(1, Ordering::SeqCst);
            }
            tokio::task::yield_now().await;
        }
    };
    let write = async {
        let writes = (0..rows).map(|n| db.write(move |tx| async move { insert(&tx, n).await }));
        for outcome in join_all(writes).await {
            outcome.unwrap();
        }
        is_done.store(1, Ordering::SeqCst);
    };
    tokio::join!(watch, write);
    seen.load(Ordering::SeqCst)
}

#[tokio::test]
async fn writers_that_wait_are_committed_together_and_all_are_kept() {
    let folder = TempDir::new().unwrap();
    let db = open(&folder).await;
    let commits = commits_of(&db, 64).await;
    assert_eq!(count(&db).await, 64);
    assert!(commits < 16, "{commits} states of the file were seen");
}

#[tokio::test]
async fn what_is_answered_is_committed() {
    let folder = TempDir::new().unwrap();
    let db = open(&folder).await;
    let writes = (0..40).map(|n| {
        let db = db.clone();
        async move {
            db.write(|tx| async move { insert(&tx, n).await })
                .await
                .unwrap();
            let sql = "SELECT count(*) FROM t WHERE n = $1";
            assert_eq!(number(db.reader(), sql, [n.into()]).await.unwrap(), 1);
        }
    });
    join_all(writes).await;
}

#[tokio::test]
async fn an_error_undoes_its_own_part_alone() {
    let folder = TempDir::new().unwrap();
    let db = open(&folder).await;
    let writes = (0..60_i64).map(|n| {
        db.write(move |tx| async move {
            insert(&tx, n).await?;
            match n % 3 {
                0 => Err(Error::Forbidden),
                // Breaks the constraint, which ends the statement and not the transaction.
                1 => insert(&tx, n).await,
                _ => Ok(()),
            }
        })
    });
    let outcomes = join_all(writes).await;
    let kept = outcomes.iter().filter(|outcome| outcome.is_ok()).count();
    assert_eq!((kept, count(&db).await), (20, 20));
}

#[tokio::test]
async fn a_writer_that_goes_away_leaves_nothing_and_holds_nobody_up() {
    let folder = TempDir::new().unwrap();
    let db = open(&folder).await;
    let began = Notify::new();
    let gone = db.write(|tx| {
        let began = &began;
        async move {
            insert(&tx, 1).await?;
            began.notify_one();
            std::future::pending::<Result<()>>().await
        }
    });
    tokio::select! {
        _ = gone => unreachable!("it waits for ever"),
        () = began.notified() => {}
    }
    let next = db.write(|tx| async move { insert(&tx, 2).await });
    tokio::time::timeout(Duration::from_secs(5), next)
        .await
        .unwrap()
        .unwrap();
    let sql = "SELECT sum(n) FROM t";
    assert_eq!(number(db.reader(), sql, []).await.unwrap(), 2);
}

#[tokio::test]
async fn whoever_gives_up_waiting_for_the_commit_leaves_it_to_the_next() {
    let folder = TempDir::new().unwrap();
    let db = open(&folder).await;
    for n in 0..50 {
        let write = db.write(move |tx| async move { insert(&tx, n).await });
        // Somewhere on its way, another place each time.
        let _ = tokio::time::timeout(Duration::from_micros(20 * n.unsigned_abs()), write).await;
    }
    let last = db.write(|tx| async move { insert(&tx, 1_000).await });
    tokio::time::timeout(Duration::from_secs(5), last)
        .await
        .unwrap()
        .unwrap();
    let sql = "SELECT count(*) FROM t WHERE n = 1000";
    assert_eq!(number(db.reader(), sql, []).await.unwrap(), 1);
}
