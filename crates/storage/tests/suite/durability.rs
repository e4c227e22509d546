use contract::Locale;
use jiff::SignedDuration;
use storage::resets;

use crate::fixture::{benches, now};

#[tokio::test]
async fn a_write_whose_caller_goes_away_is_undone_and_blocks_nobody() {
    for bench in benches().await {
        let db = bench.db.clone();
        let abandoned = tokio::spawn(async move {
            db.write(|tx| async move {
                resets::add(&tx, "ken@example.com", Locale::Ja, now(0)).await?;
                std::future::pending::<()>().await;
                Ok(())
            })
            .await
        });
        tokio::time::sleep(std::time::Duration::from_millis(200)).await;
        abandoned.abort();
        assert!(abandoned.await.unwrap_err().is_cancelled());
        let claim =
            |tx| async move { resets::claim_next(&tx, now(1), SignedDuration::from_secs(1)).await };
        assert!(bench.db.write(claim).await.unwrap().is_none());
    }
}
