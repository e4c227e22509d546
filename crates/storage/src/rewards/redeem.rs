//! Asking for a reward.

use contract::{AuditAction, RedemptionState, RewardFulfilment, RewardRefusal};
use jiff::{SignedDuration, Timestamp};
use loyalty::ledger::derived;
use loyalty::programme::Reward;
use loyalty::rewards::Availability;
use loyalty::{Points, Versions};
use uuid::Uuid;

use super::news::{News, Told, approvers};
use super::rows::{RedemptionRow, of_account};
use super::shop::{Shop, fulfilment_of, refusal, wallet_of, year};
use super::{RedemptionConflict, stock};
use crate::audit::{self, NewEntry};
use crate::db::{execute, number};
use crate::entity::column::Code as _;
use crate::ledger::{self, NewHold, NewSpend};
use crate::{AccountScope, Conflict, Error, Occasion, Result, Tx, accounts, moment};

/// What somebody asks for.
#[derive(Clone, Debug)]
pub struct NewRedemption {
    /// The same again changes nothing.
    pub id: Uuid,
    /// As the programme names it.
    pub reward: String,
    pub note: Option<String>,
    /// Given out when nobody has to agree and the reward is a code. Unique, and not to be guessed.
    pub code: String,
}

/// An id for a redemption that is asked for now.
pub fn new_id(now: Timestamp) -> Uuid {
    moment::new_id(now)
}

/// Takes the reward or asks an account admin for it, whichever the rules say. What can be had is asked here, under the
/// account's lock and that of the stock; [`RedemptionConflict::Refused`] tells why not.
pub async fn redeem(
    tx: &Tx,
    scope: &AccountScope,
    versions: &Versions,
    wanted: &NewRedemption,
    occasion: Occasion<'_>,
) -> Result<Told> {
    let zone = ledger::lock(tx, scope.account).await?;
    if is_known(tx, scope, wanted).await? {
        return told(tx, scope.account, wanted.id).await;
    }
    // The stock is locked before it is read with everything else.
    stock::lock(tx, &wanted.reward).await?;
    let shop = Shop::open(tx.connection(), scope, versions, &zone, occasion.now).await?;
    let shop = shop.ok_or(refused(RewardRefusal::Gone))?;
    let reward = shop.programme.reward(&wanted.reward);
    let reward = reward.ok_or(refused(RewardRefusal::Gone))?;
    let needs_approval = match shop.availability(reward) {
        Availability::Now { needs_approval, .. } => needs_approval,
        Availability::Soon { .. } => return Err(refused(RewardRefusal::Points)),
        Availability::No { reason } => return Err(refused(refusal(&reason))),
    };
    let state = match (needs_approval, fulfilment_of(reward)) {
        (true, _) => RedemptionState::Waiting,
        (false, RewardFulfilment::Staff) => RedemptionState::Approved,
        (false, RewardFulfilment::Code) => RedemptionState::Fulfilled,
    };
    let days = i64::from(shop.programme.spending.approval_days);
    let language = accounts::main_language(tx.connection(), scope.account).await?;
    let taking = Taking {
        tx,
        scope,
        wanted,
        reward,
        title: reward.name.get(language).to_owned(),
        state,
        runs_out_at: occasion.now + SignedDuration::from_hours(days * 24),
        now: occasion.now,
    };
    let hold = taking.move_points().await?;
    taking
        .insert(&shop.programme.version, &year(shop.today), hold)
        .await?;
    stock::take(tx, &reward.id).await?;
    let entry = NewEntry {
        action: AuditAction::RewardRequested,
        actor: Some(scope.member),
        account: Some(scope.account),
        subject: None,
        detail: Some(taking.title),
    };
    audit::append(tx, &entry, occasion).await?;
    told(tx, scope.account, wanted.id).await
}

fn refused(why: RewardRefusal) -> Error {
    Error::Conflict(Conflict::Redemption(RedemptionConflict::Refused(why)))
}

/// Whether this very redemption is there already.
async fn is_known(tx: &Tx, scope: &AccountScope, wanted: &NewRedemption) -> Result<bool> {
    let sql = "SELECT count(*) FROM redemption WHERE id = $1";
    if number(tx.connection(), sql, [wanted.id.into()]).await? == 0 {
        return Ok(false);
    }
    let known = of_account(tx.connection(), scope.account, wanted.id).await?;
    if known.member_id == scope.member && known.reward == wanted.reward {
        Ok(true)
    } else {
        Err(Error::Conflict(Conflict::TransferDiffers))
    }
}

/// What became of it, and who has to know: those who decide, as long as it waits.
async fn told(tx: &Tx, account: Uuid, id: Uuid) -> Result<Told> {
    let row: RedemptionRow = of_account(tx.connection(), account, id).await?;
    let people = if row.state.0 == RedemptionState::Waiting {
        approvers(tx, account, row.member_id).await?
    } else {
        Vec::new()
    };
    Ok(Told {
        news: News::of(&row, row.note.as_deref()),
        people,
    })
}

/// A reward that is being taken.
struct Taking<'a> {
    tx: &'a Tx,
    scope: &'a AccountScope,
    wanted: &'a NewRedemption,
    reward: &'a Reward,
    /// In the company's language.
    title: String,
    state: RedemptionState,
    runs_out_at: Timestamp,
    now: Timestamp,
}

impl Taking<'_> {
    /// Spends the points, or sets them aside until it is fulfilled; then with the hold.
    async fn move_points(&self) -> Result<Option<Uuid>> {
        let (points, why) = (Points::new(self.reward.cost), Some(self.title.clone()));
        let from = wallet_of(self.reward);
        if self.state == RedemptionState::Fulfilled {
            let spend = NewSpend {
                id: derived(self.wanted.id, "spent").0,
                from,
                points,
                occurred_at: self.now,
                why,
            };
            ledger::spend(self.tx, self.scope, &spend, self.now).await?;
            return Ok(None);
        }
        let id = derived(self.wanted.id, "held").0;
        let hold = NewHold {
            id,
            from,
            points,
            occurred_at: self.now,
            run_out_at: self.runs_out_at,
            why,
        };
        ledger::hold(self.tx, self.scope, &hold, self.now).await?;
        Ok(Some(id))
    }

    async fn insert(&self, version: &str, year: &str, hold: Option<Uuid>) -> Result<()> {
        let sql = "
            INSERT INTO redemption (id, account_id, member_id, reward, version, title, wallet, cost, fulfilment, state,
                note, asked_at, year, hold_id, runs_out_at, fulfilled_at, code)
            VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17)";
        let is_waiting = self.state == RedemptionState::Waiting;
        let is_fulfilled = self.state == RedemptionState::Fulfilled;
        let (wanted, now) = (self.wanted, self.now.as_microsecond());
        let values = [
            wanted.id.into(),
            self.scope.account.into(),
            self.scope.member.into(),
            self.reward.id.as_str().into(),
            version.into(),
            self.title.as_str().into(),
            wallet_of(self.reward).word().into(),
            self.reward.cost.into(),
            fulfilment_of(self.reward).word().into(),
            self.state.word().into(),
            wanted.note.clone().into(),
            now.into(),
            year.into(),
            hold.into(),
            is_waiting
                .then_some(self.runs_out_at.as_microsecond())
                .into(),
            is_fulfilled.then_some(now).into(),
            is_fulfilled.then(|| wanted.code.clone()).into(),
        ];
        execute(self.tx.connection(), sql, values).await?;
        Ok(())
    }
}
