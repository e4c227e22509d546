//! Rankings that a process keeps in memory, so that a rank costs the logarithm of the members.
//!
//! The database alone is the truth. Every read asks it how far the account's ledger and people have come, and takes over what
//! is missing before it answers; so all processes answer alike, and one that starts anew knows as much as one that ran on.

use std::collections::HashMap;
use std::sync::atomic::{AtomicU64, AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use sea_orm::ConnectionTrait;
use tokio::sync::OwnedMutexGuard;
use uuid::Uuid;

use super::standing::{AccountBoard, Head, Version, head};
use crate::{Db, Result};

/// How many people of rankings are kept; some 200 bytes each. The companies asked for least lately go first.
const MOST: usize = 400_000;

/// How many rankings of one company are kept: the windows of today with those before them, and some of the past.
const MOST_RANKINGS: usize = 24;

/// The rankings of this process.
#[derive(Default)]
pub struct Boards {
    accounts: Mutex<HashMap<Uuid, Arc<Slot>>>,
    reads: AtomicU64,
}

#[derive(Default)]
struct Slot {
    board: Arc<tokio::sync::Mutex<Option<AccountBoard>>>,
    last_read: AtomicU64,
    breadth: AtomicUsize,
}

impl Boards {
    /// The company's board as it is now, with these rankings.
    pub(super) async fn now(&self, db: &Db, account: Uuid, wanted: &[Version]) -> Result<Current> {
        let slot = self.slot(account);
        let mut held = Arc::clone(&slot.board).lock_owned().await;
        let is_whole = |board: &AccountBoard| wanted.iter().all(|one| board.get(*one).is_some());
        if let Some(board) = held.as_mut() {
            let now = head(db.reader(), account).await?;
            board.follow(db.reader(), now).await?;
        }
        if !held.as_ref().is_some_and(is_whole) {
            let snapshot = db.snapshot().await?;
            let loaded = load(&snapshot, account, held.take(), wanted).await;
            snapshot.rollback().await?;
            *held = Some(loaded?);
            let breadth = held.as_ref().map_or(0, AccountBoard::breadth);
            slot.breadth.store(breadth, Ordering::Relaxed);
            self.make_room(account);
        }
        Ok(Current(held))
    }

    fn slot(&self, account: Uuid) -> Arc<Slot> {
        let read = self.reads.fetch_add(1, Ordering::Relaxed);
        let slot = Arc::clone(self.all().entry(account).or_default());
        slot.last_read.store(read, Ordering::Relaxed);
        slot
    }

    /// Forgets others until there is room, whoever is read at this moment aside.
    fn make_room(&self, account: Uuid) {
        let mut all = self.all();
        let mut kept: usize = all
            .values()
            .map(|slot| slot.breadth.load(Ordering::Relaxed))
            .sum();
        while kept > MOST {
            let others = all.iter().filter(|(id, _)| **id != account);
            let oldest = others.min_by_key(|(_, slot)| slot.last_read.load(Ordering::Relaxed));
            let Some(oldest) = oldest.map(|(id, _)| *id) else {
                return;
            };
            if let Some(slot) = all.remove(&oldest) {
                kept -= slot.breadth.load(Ordering::Relaxed);
            }
        }
    }

    fn all(&self) -> MutexGuard<'_, HashMap<Uuid, Arc<Slot>>> {
        self.accounts.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Brings the board to the state that the snapshot sees, and reads the rankings that are missing.
async fn load(
    snapshot: &impl ConnectionTrait,
    account: Uuid,
    board: Option<AccountBoard>,
    wanted: &[Version],
) -> Result<AccountBoard> {
    let mut board = match board {
        Some(mut board) => {
            let now = head(snapshot, account).await?;
            board.follow(snapshot, now).await?;
            board
        }
        None => AccountBoard::load(snapshot, account).await?,
    };
    board.make_room(wanted, MOST_RANKINGS);
    for version in wanted {
        if board.get(*version).is_none() {
            board.rank(snapshot, *version).await?;
        }
    }
    Ok(board)
}

/// A board while it is read. Nobody else reads the same company's meanwhile, which takes microseconds.
pub(super) struct Current(OwnedMutexGuard<Option<AccountBoard>>);

impl Current {
    pub fn board(&self) -> Option<&AccountBoard> {
        self.0.as_ref()
    }

    pub fn head(&self) -> Head {
        self.0
            .as_ref()
            .map_or_else(Head::default, |board| board.head)
    }
}
