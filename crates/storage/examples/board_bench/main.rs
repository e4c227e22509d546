//! Measures the read of the board (the first twenty, the own rank and its neighbours) in one installation that grows, with writes
//! in between, and call against call beside it a sorted set of the same members in Redis. Run by `cargo xtask bench board`:
//! `URL REDIS_PORT LARGEST READS SIZE...`, an empty database and sizes that grow.
//!
//! A million people are not made by a million events: their rows are inserted as the code writes them, seats and sums, without the
//! transfers behind the sums. What is written between the reads goes the whole way, and it is checked that the sums follow it.

mod measure;
mod redis;
mod rows;
mod stage;
mod times;

use std::error::Error;
use std::io::Write as _;
use std::time::{Duration, Instant};

use measure::{Sample, measure};
use redis::Redis;
use stage::Stage;

type Outcome<T> = Result<T, Box<dyn Error + Send + Sync>>;

/// What a read may take at the 99th percentile.
const LONGEST: Duration = Duration::from_millis(5);
/// How many times as long as Redis a read may take in the median.
const TIMES_REDIS: f64 = 3.0;

struct Arguments {
    url: String,
    redis: u16,
    /// People of the largest company, or all while there are fewer.
    largest: usize,
    reads: usize,
    sizes: Vec<usize>,
}

#[tokio::main]
async fn main() -> Outcome<()> {
    let arguments = Arguments::given()?;
    let mut redis = Redis::connect(arguments.redis)?;
    redis.forget()?;
    let mut stage = Stage::open(&arguments.url).await?;
    let (mut is_enough, mut first) = (true, None);
    for size in &arguments.sizes {
        let begun = Instant::now();
        stage.grow(&mut redis, *size, arguments.largest).await?;
        say(&format!(
            "{size} members, {} in the largest company (filled in {:.1} s)",
            stage.home().members.len(),
            begun.elapsed().as_secs_f64()
        ))?;
        let sample = measure(&mut stage, &mut redis, arguments.reads).await?;
        is_enough &= show(&sample)?;
        match &first {
            None => first = Some((*size, sample)),
            Some(first) => is_enough &= compare(first, (*size, &sample))?,
        }
    }
    if is_enough {
        Ok(())
    } else {
        Err("the board is BELOW what it must reach".into())
    }
}

/// Prints what was measured at a size; says whether it is enough.
fn show(sample: &Sample) -> Outcome<bool> {
    let (ours, redis) = (&sample.ours, &sample.redis);
    let is_fast = ours.p99 <= LONGEST;
    say(&format!(
        "  ours:  {ours}; p99 at most {LONGEST:?}: {}",
        mark(is_fast)
    ))?;
    say(&format!(
        "         of these the first after a write: {}",
        sample.following
    ))?;
    say(&format!(
        "         first of a process that knows no ranking yet: {:.2?}",
        sample.cold
    ))?;
    say(&format!("  Redis: {redis}"))?;
    let times = ratio(ours.p50, redis.p50);
    let is_near = times <= TIMES_REDIS;
    say(&format!(
        "  ours against Redis: {times:.2} of the p50, {:.2} of the p99; p50 within {TIMES_REDIS}: {}",
        ratio(ours.p99, redis.p99),
        mark(is_near)
    ))?;
    Ok(is_fast && is_near)
}

/// Prints what a read costs against that at the first size; says whether it grows no faster than the logarithm of the members.
fn compare(first: &(usize, Sample), (size, sample): (usize, &Sample)) -> Outcome<bool> {
    let (small, before) = first;
    let cost = ratio(sample.ours.p50, before.ours.p50);
    let logarithms = logarithm(size) / logarithm(*small);
    let is_slow_growth = cost <= logarithms;
    say(&format!(
        "  cost of a read against that at {small}: {cost:.2} of the p50, {:.2} of the p99, Redis {:.2} of the p50; p50 within the logarithms, {logarithms:.2}: {}",
        ratio(sample.ours.p99, before.ours.p99),
        ratio(sample.redis.p50, before.redis.p50),
        mark(is_slow_growth)
    ))?;
    Ok(is_slow_growth)
}

fn mark(is_enough: bool) -> &'static str {
    if is_enough { "ok" } else { "BELOW" }
}

fn ratio(one: Duration, other: Duration) -> f64 {
    one.as_secs_f64() / other.as_secs_f64()
}

fn logarithm(size: usize) -> f64 {
    f64::from(u32::try_from(size).unwrap_or(u32::MAX)).ln()
}

impl Arguments {
    fn given() -> Outcome<Self> {
        let all: Vec<String> = std::env::args().skip(1).collect();
        let [url, redis, largest, reads, sizes @ ..] = &all[..] else {
            return Err("wanted: url redis-port largest reads size...".into());
        };
        let sizes = sizes.iter().map(|size| size.parse());
        Ok(Self {
            url: url.clone(),
            redis: redis.parse()?,
            largest: largest.parse()?,
            reads: reads.parse()?,
            sizes: sizes.collect::<Result<_, _>>()?,
        })
    }
}

fn say(line: &str) -> Outcome<()> {
    writeln!(std::io::stdout(), "{line}")?;
    Ok(())
}
