//! Measures the ledger on SQLite with the durability of a real server: batches of events against the raw limit, single
//! redemptions of many clients, and a dashboard's read at two sizes. Run by `cargo xtask bench ledger`, which asks it besides for
//! the raw limit of a database that a server has filled: `raw URL EVENTS REACHED`.

mod measure;
mod raw;
mod stage;

use std::error::Error;
use std::io::Write as _;
use std::time::Duration;

use measure::{events_per_second, p99_of_home, pages_of_statement, redemptions_per_second};
use stage::Stage;

/// Events of one transaction, as a batch over HTTP may hold.
pub const BATCH: usize = 1_000;

type Outcome<T> = Result<T, Box<dyn Error + Send + Sync>>;

/// How much to measure: events, clients, redemptions, and the transfers of the small and of the large book.
struct Sizes {
    events: usize,
    clients: usize,
    redemptions: usize,
    small: usize,
    large: usize,
    reads: usize,
}

#[tokio::main]
async fn main() -> Outcome<()> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    if let [first, url, events, reached] = &arguments[..]
        && first == "raw"
    {
        return compare(url, events.parse()?, reached.parse()?).await;
    }
    let sizes = Sizes::given()?;
    let stage = Stage::open().await?;
    let ours = events_per_second(&stage, sizes.events).await?;
    say(&format!("events in batches of {BATCH}: {ours:.0}/s"))?;
    compare(&stage.url, sizes.events, ours).await?;
    let redemptions = redemptions_per_second(&stage, sizes.clients, sizes.redemptions).await?;
    say(&format!(
        "redemptions with {} clients: {redemptions:.0}/s",
        sizes.clients
    ))?;

    let stage = Stage::open().await?;
    stage.fill(sizes.small).await?;
    let small = p99_of_home(&stage, sizes.reads).await?;
    say(&format!("dashboard at {} transfers: {small}", sizes.small))?;
    stage.fill(sizes.large.saturating_sub(sizes.small)).await?;
    let large = p99_of_home(&stage, sizes.reads).await?;
    say(&format!("dashboard at {} transfers: {large}", sizes.large))?;
    let (lines, pages) = pages_of_statement(&stage).await?;
    say(&format!("pages of a statement of {lines} lines: {pages}"))?;
    say(&format!(
        "cost of a read, large against small: {:.2} of the median",
        large.median.as_secs_f64() / small.median.as_secs_f64()
    ))
}

/// How near the rate that was reached comes to the raw limit: the rows of the last events in this database, inserted again.
async fn compare(url: &str, events: usize, reached: f64) -> Outcome<()> {
    let raw = raw::rows_per_second(url, events).await?;
    say(&format!(
        "the same rows raw: {:.0}/s one by one, {:.0}/s many a statement; reached {:.0}% of the faster",
        raw.one_by_one,
        raw.many_a_statement,
        100.0 * reached / raw.fastest()
    ))
}

impl Sizes {
    /// Six numbers on the command line.
    fn given() -> Outcome<Self> {
        let numbers: Vec<usize> = std::env::args()
            .skip(1)
            .map(|argument| argument.parse())
            .collect::<Result<_, _>>()?;
        let [events, clients, redemptions, small, large, reads] = numbers[..] else {
            return Err("wanted: events clients redemptions small large reads".into());
        };
        Ok(Self {
            events,
            clients,
            redemptions,
            small,
            large,
            reads,
        })
    }
}

/// How many a second; thousands of millions would be more than a number of this kind holds exactly, and none is near.
fn rate(count: usize, taken: Duration) -> f64 {
    f64::from(u32::try_from(count).unwrap_or(u32::MAX)) / taken.as_secs_f64()
}

fn say(line: &str) -> Outcome<()> {
    writeln!(std::io::stdout(), "{line}")?;
    Ok(())
}
