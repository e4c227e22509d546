use storage::{DatabaseSettings, Db, Error};

use crate::fixture::{benches, unmigrated};

#[tokio::test(flavor = "multi_thread")]
async fn four_processes_may_migrate_at_once() {
    for bench in unmigrated().await {
        assert!(!bench.db.is_migrated().await.unwrap());
        let starts = (0..4).map(|_| {
            let settings = DatabaseSettings {
                url: bench.url.clone(),
                max_connections: 2,
            };
            tokio::spawn(async move { Db::open(&settings).await?.migrate().await })
        });
        for start in starts.collect::<Vec<_>>() {
            start.await.unwrap().unwrap();
        }
        assert!(bench.db.is_migrated().await.unwrap());
        bench.db.integrity_check().await.unwrap();
    }
}

#[tokio::test]
async fn a_backup_opens_as_a_database() {
    let bench = benches().await.remove(0);
    bench.account("Hoshino").await;
    let folder = tempfile::TempDir::new().unwrap();
    let copy = folder.path().join("copy.db");
    bench.db.backup(&copy).await.unwrap();
    bench.db.backup(&copy).await.unwrap();
    let settings = DatabaseSettings {
        url: format!("sqlite://{}", copy.display()),
        max_connections: 1,
    };
    let restored = Db::open(&settings).await.unwrap();
    restored.integrity_check().await.unwrap();
    assert!(restored.is_migrated().await.unwrap());
    assert!(
        storage::accounts::find_by_name(&restored, "Hoshino")
            .await
            .unwrap()
            .is_some()
    );
}

#[tokio::test]
async fn a_backup_of_postgresql_points_to_pg_dump() {
    for bench in benches().await.into_iter().skip(1) {
        let outcome = bench.db.backup(std::path::Path::new("/nowhere")).await;
        assert!(matches!(outcome, Err(Error::BackupNeedsPgDump)));
    }
}
