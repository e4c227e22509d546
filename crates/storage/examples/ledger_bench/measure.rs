//! The measurements of what is ours.

use std::fmt;
use std::time::{Duration, Instant};

use contract::{Locale, Wallet};
use jiff::SignedDuration;
use loyalty::Points;
use loyalty::ledger::Outcome as End;
use storage::ledger::{self, NewHold, StatementFilter};
use storage::{PageRequest, programme};
use uuid::Uuid;

use crate::stage::{Stage, start, versions};
use crate::{BATCH, Outcome, rate};

pub struct Read {
    pub median: Duration,
    pub p99: Duration,
}

impl fmt::Display for Read {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            formatter,
            "median {:.2?}, p99 {:.2?}",
            self.median, self.p99
        )
    }
}

pub async fn events_per_second(stage: &Stage, events: usize) -> Outcome<f64> {
    let batches: Vec<_> = (0..events.div_ceil(BATCH))
        .map(|_| stage.next(BATCH))
        .collect::<Result<_, _>>()?;
    let begun = Instant::now();
    for batch in &batches {
        stage.record(batch).await?;
    }
    Ok(rate(batches.len() * BATCH, begun.elapsed()))
}

/// A redemption is two writes that are acknowledged one after the other: the hold and its posting.
pub async fn redemptions_per_second(
    stage: &Stage,
    clients: usize,
    redemptions: usize,
) -> Outcome<f64> {
    let each = redemptions.div_ceil(clients);
    let begun = Instant::now();
    let mut tasks = Vec::new();
    for client in 0..clients {
        let (db, scope) = (
            stage.db.clone(),
            stage.people[client % stage.people.len()].clone(),
        );
        tasks.push(tokio::spawn(async move {
            let now = start()? + SignedDuration::from_hours(24 * 30);
            for _ in 0..each {
                let (scope, hold) = (
                    &scope,
                    &NewHold {
                        id: Uuid::new_v4(),
                        from: Wallet::Company,
                        points: Points::new(1),
                        occurred_at: now,
                        run_out_at: now + SignedDuration::from_hours(24),
                        why: None,
                    },
                );
                db.write(|tx| async move { ledger::hold(&tx, scope, hold, now).await })
                    .await?;
                let (account, id) = (scope.account, hold.id);
                db.write(|tx| async move {
                    ledger::resolve(&tx, account, id, End::Posted, None, now).await
                })
                .await?;
            }
            Outcome::Ok(())
        }));
    }
    for task in tasks {
        task.await??;
    }
    Ok(rate(each * clients, begun.elapsed()))
}

pub async fn p99_of_home(stage: &Stage, reads: usize) -> Outcome<Read> {
    let now = start()? + SignedDuration::from_hours(24 * 12);
    let versions = versions()?;
    let mut times = Vec::with_capacity(reads);
    for number in 0..reads {
        let scope = &stage.people[number * 3 % stage.people.len()];
        let begun = Instant::now();
        programme::dashboard(&stage.db, &versions, scope, Locale::En, now).await?;
        times.push(begun.elapsed());
    }
    Ok(Read::of(times))
}

/// Walks the statement of one company from its first page to its last: the last must cost what the first does.
pub async fn pages_of_statement(stage: &Stage) -> Outcome<(usize, Read)> {
    let (mut times, mut lines) = (Vec::new(), 0);
    let (scope, filter) = (&stage.people[0], StatementFilter::default());
    let mut request = PageRequest {
        limit: Some(50),
        cursor: None,
    };
    loop {
        let begun = Instant::now();
        let page = ledger::statement(&stage.db, scope, Wallet::Company, &filter, &request).await?;
        times.push(begun.elapsed());
        lines += page.items.len();
        request.cursor = page.next_cursor;
        if request.cursor.is_none() {
            return Ok((lines, Read::of(times)));
        }
    }
}

impl Read {
    fn of(mut times: Vec<Duration>) -> Self {
        times.sort();
        let at = |share: usize| times[(times.len() * share / 100).min(times.len() - 1)];
        Self {
            median: at(50),
            p99: at(99),
        }
    }
}
