//! Reads of the board and of Redis in turn, with writes in between that both must follow.

use std::time::{Duration, Instant};

use contract::BoardRanking;
use jiff::tz::TimeZone;
use loyalty::board::{Kind, Window};
use storage::board::{self, Asked, Boards};
use uuid::Uuid;

use crate::Outcome;
use crate::redis::Redis;
use crate::stage::{Stage, now};
use crate::times::Times;

/// Each of these reads follows a write.
const WRITE_EVERY: usize = 10;
/// The first reads fill caches and are not counted.
const WARM_UP: usize = 100;
const POINTS: i64 = 7;

pub struct Sample {
    pub ours: Times,
    pub following: Times,
    pub redis: Times,
    /// The first read of a process.
    pub cold: Duration,
}

pub async fn measure(stage: &mut Stage, redis: &mut Redis, reads: usize) -> Outcome<Sample> {
    let boards = Boards::default();
    let begun = Instant::now();
    read(stage, &boards, stage.home().member(0)).await?;
    let cold = begun.elapsed();
    check(stage, redis, &boards).await?;

    let (mut ours, mut following, mut theirs) = (Vec::new(), Vec::new(), Vec::new());
    for number in 0..reads + WARM_UP {
        let is_after_write = number.is_multiple_of(WRITE_EVERY);
        if is_after_write {
            earn(stage, redis, stage.home().member(number * 31)).await?;
        }
        let (company, member) = (stage.home().account, stage.home().member(number * 7_919));
        let begun = Instant::now();
        read(stage, &boards, member).await?;
        let took = begun.elapsed();
        let begun = Instant::now();
        redis.read(company, member)?;
        let theirs_took = begun.elapsed();
        if number >= WARM_UP {
            ours.push(took);
            theirs.push(theirs_took);
            if is_after_write {
                following.push(took);
            }
        }
    }
    check(stage, redis, &boards).await?;
    Ok(Sample {
        ours: Times::of(ours),
        following: Times::of(following),
        redis: Times::of(theirs),
        cold,
    })
}

async fn earn(stage: &mut Stage, redis: &mut Redis, member: Uuid) -> Outcome<()> {
    stage.earn(member, POINTS).await?;
    redis.earn(stage.home().account, member, POINTS)
}

/// One write must be seen by whoever follows it, by a process that reads the sums anew, and by Redis, all alike.
async fn check(stage: &mut Stage, redis: &mut Redis, boards: &Boards) -> Outcome<()> {
    let member = stage.home().member(stage.told() * 13);
    let before = read(stage, boards, member).await?;
    earn(stage, redis, member).await?;
    let followed = read(stage, boards, member).await?;
    let anew = read(stage, &Boards::default(), member).await?;
    if followed.me.points != before.me.points + POINTS || followed != anew {
        return Err("the board does not follow what was written".into());
    }
    let top: Vec<i64> = followed.top.iter().filter_map(|row| row.points).collect();
    let theirs = redis.read(stage.home().account, member)?;
    if top != theirs {
        return Err(format!("the first are {top:?} here and {theirs:?} in Redis").into());
    }
    Ok(())
}

async fn read(stage: &Stage, boards: &Boards, member: Uuid) -> Outcome<BoardRanking> {
    let asked = Asked {
        window: Window::at(Kind::Week, now()?, &TimeZone::UTC),
        team: None,
        is_revised: false,
    };
    let scope = stage.home().scope(member);
    let view = board::board(&stage.db, boards, &scope, &asked, now()?).await?;
    view.ranking.ok_or_else(|| "the board is off".into())
}
