use sea_orm::ConnectionTrait as _;

use crate::fixture::benches;

#[tokio::test]
async fn a_write_whose_caller_goes_away_is_undone_and_blocks_nobody() {
    for bench in benches().await {
        let db = bench.db.clone();
        let abandoned = tokio::spawn(async move {
            db.write(|tx| async move {
                storage::devices::remember(
                    &tx,
                    uuid::Uuid::nil(),
                    &storage::TokenHash::of("x"),
                    crate::fixture::now(0),
                )
                .await
                .ok();
                std::future::pending::<()>().await;
                drop(tx);
                Ok(())
            })
            .await
        });
        tokio::time::sleep(std::time::Duration::from_millis(100)).await;
        abandoned.abort();
        assert!(abandoned.await.unwrap_err().is_cancelled());
        bench.account("Hoshino").await;
    }
}

#[tokio::test]
async fn the_writer_of_sqlite_syncs_every_commit() {
    let bench = benches().await.remove(0);
    bench.account("Hoshino").await;
    let side = bench.side_door().await;
    let statement =
        sea_orm::Statement::from_string(side.get_database_backend(), "PRAGMA journal_mode");
    let mode: String = side
        .query_one_raw(statement)
        .await
        .unwrap()
        .unwrap()
        .try_get_by_index(0)
        .unwrap();
    assert_eq!(mode, "wal");
}
