//! Open pages of boards: one look at the database for all of them, whoever wrote.
//!
//! Another process may have booked what a page of this one shows, so all are told by the order that the database keeps. It is
//! asked only while somebody listens, five times a second, about the companies that have an open page.

use std::collections::HashMap;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use storage::board::{self, Head, Told};
use tokio::sync::broadcast;
use uuid::Uuid;

use crate::problem::AppError;
use crate::state::{AppState, Readiness};

const EVERY: Duration = Duration::from_millis(200);
/// Messages that a slow connection may be behind.
const BEHIND: usize = 64;

/// Who listens in this process.
#[derive(Default)]
pub struct LiveBoards(Mutex<Listeners>);

#[derive(Default)]
struct Listeners {
    accounts: HashMap<Uuid, Account>,
    is_looking: bool,
}

struct Account {
    sender: broadcast::Sender<Told>,
    /// Up to which everything was told.
    head: Head,
}

/// One connection.
pub struct Listening {
    pub receiver: broadcast::Receiver<Told>,
    /// Everything after it will be told.
    pub head: Head,
}

impl LiveBoards {
    /// Listens to a company's board from now on.
    pub async fn listen(&self, state: &AppState, account: Uuid) -> Result<Listening, AppError> {
        if state.readiness() == Readiness::Draining {
            return Err(AppError::Unavailable);
        }
        let heads = board::heads(&state.db, &[account]).await?;
        let head = heads.get(&account).copied().unwrap_or_default();
        let mut listeners = self.all();
        let known = listeners
            .accounts
            .entry(account)
            .or_insert_with(|| Account {
                sender: broadcast::Sender::new(BEHIND),
                head,
            });
        let listening = Listening {
            receiver: known.sender.subscribe(),
            head: known.head,
        };
        if !listeners.is_looking {
            listeners.is_looking = true;
            tokio::spawn(look(state.clone()));
        }
        Ok(listening)
    }

    /// The companies that somebody listens to, with how much they were told; those without anybody are forgotten. When there are
    /// none, looking ends.
    fn listened(&self) -> HashMap<Uuid, Head> {
        let mut listeners = self.all();
        let accounts = &mut listeners.accounts;
        accounts.retain(|_, account| account.sender.receiver_count() > 0);
        let heads = accounts.iter().map(|(id, account)| (*id, account.head));
        let heads: HashMap<Uuid, Head> = heads.collect();
        listeners.is_looking = !heads.is_empty();
        heads
    }

    fn tell(&self, account: Uuid, told: &[Told], head: Head) {
        if let Some(account) = self.all().accounts.get_mut(&account) {
            for one in told {
                // Whoever has just gone need not hear it.
                let _ = account.sender.send(*one);
            }
            account.head = head;
        }
    }

    /// Ends all connections.
    fn close(&self) {
        *self.all() = Listeners::default();
    }

    fn all(&self) -> MutexGuard<'_, Listeners> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Looks as long as somebody listens. A database that does not answer is asked again, and nothing is lost by it.
async fn look(state: AppState) {
    loop {
        tokio::time::sleep(EVERY).await;
        if state.readiness() == Readiness::Draining {
            state.live_boards.close();
            return;
        }
        let listened = state.live_boards.listened();
        if listened.is_empty() {
            return;
        }
        if let Err(error) = look_once(&state, listened).await {
            tracing::warn!(%error, "open boards are behind until the database answers");
        }
    }
}

async fn look_once(state: &AppState, listened: HashMap<Uuid, Head>) -> storage::Result<()> {
    let accounts: Vec<Uuid> = listened.keys().copied().collect();
    for (account, head) in board::heads(&state.db, &accounts).await? {
        let Some(before) = listened.get(&account).filter(|before| **before != head) else {
            continue;
        };
        let told = board::told_since(&state.db, account, *before, head).await?;
        state.live_boards.tell(account, &told, head);
    }
    Ok(())
}
