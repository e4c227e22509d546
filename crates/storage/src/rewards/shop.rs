//! What there is to redeem for one person at one moment: everything that the rules ask about, read together.

use std::collections::HashMap;

use contract::{
    Locale, MemberStatus, RewardCatalogue, RewardFulfilment, RewardReach, RewardRefusal,
    RewardView, Wallet,
};
use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;
use loyalty::ledger::SpendingRules;
use loyalty::programme::{Fulfilment, Owner, Reward};
use loyalty::rewards::{Availability, Shopper, Taken, WhyNot, availability};
use loyalty::{Programme, Versions};
use sea_orm::{ConnectionTrait, FromQueryResult};

use super::rows::{MemberRow, member};
use super::spending;
use crate::accounts::{self, time_zone};
use crate::calendar::day;
use crate::db::{number, rows};
use crate::programme::standing;
use crate::{AccountScope, Db, Error, Result};

/// The facts about one person and company.
pub(super) struct Shop<'a> {
    pub programme: &'a Programme,
    pub today: Date,
    scope: &'a AccountScope,
    member: MemberRow,
    tier: contract::Tier,
    account_balance: i64,
    member_balance: i64,
    spending: SpendingRules,
    taken: HashMap<String, Taken>,
}

/// The rewards of the version in force, each with whether the person can have it, and why not. Empty without a programme.
pub async fn catalogue(
    db: &Db,
    scope: &AccountScope,
    versions: &Versions,
    locale: Locale,
    now: Timestamp,
) -> Result<RewardCatalogue> {
    let account = accounts::find(db, scope.account).await?;
    let zone = time_zone(&account.time_zone)?;
    let approvers = approvers(db.reader(), scope).await?;
    let Some(shop) = Shop::open(db.reader(), scope, versions, &zone, now).await? else {
        return Ok(RewardCatalogue {
            company_points: 0,
            my_points: 0,
            approval_days: 0,
            approvers,
            items: Vec::new(),
        });
    };
    let rewards = shop.programme.rewards.iter();
    let items = rewards.map(|reward| shop.view(reward, locale)).collect();
    Ok(RewardCatalogue {
        company_points: shop.account_balance,
        my_points: shop.member_balance,
        approval_days: shop.programme.spending.approval_days,
        approvers,
        items,
    })
}

impl<'a> Shop<'a> {
    /// None when no programme is in force.
    pub(super) async fn open(
        connection: &impl ConnectionTrait,
        scope: &'a AccountScope,
        versions: &'a Versions,
        zone: &TimeZone,
        now: Timestamp,
    ) -> Result<Option<Self>> {
        let Some(programme) = versions.at(now, zone) else {
            return Ok(None);
        };
        let today = day(now, zone);
        let default = SpendingRules::of_programme(&programme.spending);
        let member = member(connection, scope.account, scope.member).await?;
        // Rights may have been taken away since the request began.
        if member.status.0 != MemberStatus::Active {
            return Err(Error::Forbidden);
        }
        Ok(Some(Self {
            programme,
            today,
            scope,
            member,
            tier: standing::of_account_on(connection, versions, scope.account, zone, now)
                .await?
                .tier,
            account_balance: balance(connection, scope, Wallet::Company, now).await?,
            member_balance: balance(connection, scope, Wallet::Mine, now).await?,
            spending: spending::rules(connection, scope.account, Some(default)).await?,
            taken: taken(connection, scope, today).await?,
        }))
    }

    pub(super) fn availability(&self, reward: &Reward) -> Availability {
        let taken = |id: &str| self.taken.get(id).copied().unwrap_or_default();
        let shopper = Shopper {
            member: self.scope.member,
            role: self.member.role.0,
            persona: self.member.persona.map(|persona| persona.0),
            spending: &self.spending,
            tier: self.tier,
            account_balance: self.account_balance,
            member_balance: self.member_balance,
            today: self.today,
            taken: &taken,
        };
        availability(self.programme, reward, &shopper)
    }

    fn view(&self, reward: &Reward, locale: Locale) -> RewardView {
        let gone = self.taken.get(&reward.id).map_or(0, |taken| taken.of_stock);
        let mut view = RewardView {
            id: reward.id.clone(),
            name: reward.name.get(locale).to_owned(),
            text: reward.text.get(locale).to_owned(),
            cost: reward.cost,
            wallet: wallet_of(reward),
            fulfilment: fulfilment_of(reward),
            reach: RewardReach::No,
            needs_approval: false,
            left: reward.stock.map(|stock| (stock - gone).max(0)),
            missing: None,
            why: None,
            tier: None,
            personas: Vec::new(),
            limit: None,
            since: None,
        };
        match self.availability(reward) {
            Availability::Now { needs_approval, .. } => {
                view.reach = RewardReach::Now;
                view.needs_approval = needs_approval;
            }
            Availability::Soon { missing } => {
                view.reach = RewardReach::Soon;
                view.missing = Some(missing);
            }
            Availability::No { reason } => explain(&mut view, reason),
        }
        view
    }
}

fn explain(view: &mut RewardView, reason: WhyNot) {
    view.why = Some(refusal(&reason));
    match reason {
        WhyNot::Ended { since } => view.since = Some(since.to_string()),
        WhyNot::Persona { personas } => view.personas = personas,
        WhyNot::Tier { needed } => view.tier = needed,
        WhyNot::LimitPerMember { limit } | WhyNot::LimitPerAccount { limit } => {
            view.limit = Some(limit);
        }
        WhyNot::Balance { missing } => view.missing = Some(missing),
        WhyNot::Role | WhyNot::OutOfStock => {}
    }
}

pub(super) const fn refusal(reason: &WhyNot) -> RewardRefusal {
    match reason {
        WhyNot::Ended { .. } => RewardRefusal::Ended,
        WhyNot::Persona { .. } => RewardRefusal::Persona,
        WhyNot::Role => RewardRefusal::Role,
        WhyNot::Tier { .. } => RewardRefusal::Tier,
        WhyNot::OutOfStock => RewardRefusal::SoldOut,
        WhyNot::LimitPerMember { .. } => RewardRefusal::MemberLimit,
        WhyNot::LimitPerAccount { .. } => RewardRefusal::AccountLimit,
        WhyNot::Balance { .. } => RewardRefusal::Points,
    }
}

pub(super) const fn wallet_of(reward: &Reward) -> Wallet {
    match reward.wallet {
        Owner::Account => Wallet::Company,
        Owner::Member => Wallet::Mine,
    }
}

pub(super) const fn fulfilment_of(reward: &Reward) -> RewardFulfilment {
    match reward.fulfilment {
        Fulfilment::Code => RewardFulfilment::Code,
        Fulfilment::Staff => RewardFulfilment::Staff,
    }
}

/// What can be spent: what has run out is gone at its time, whether or not anyone has booked it yet.
async fn balance(
    connection: &impl ConnectionTrait,
    scope: &AccountScope,
    wallet: Wallet,
    now: Timestamp,
) -> Result<i64> {
    let (kind, member) = match wallet {
        Wallet::Company => ("account", None),
        Wallet::Mine => ("member", Some(scope.member)),
    };
    let sql = format!(
        "SELECT w.balance - COALESCE((
            SELECT CAST(sum(l.remaining) AS BIGINT) FROM lot l
            WHERE l.wallet_id = w.id AND l.remaining > 0 AND l.expires_at IS NOT NULL AND l.expires_at <= $3
         ), 0) FROM wallet w WHERE w.account_id = $1 AND w.kind = $2 AND w.member_id {}",
        if member.is_some() { "= $4" } else { "IS NULL" }
    );
    let values = [
        scope.account.into(),
        kind.into(),
        now.as_microsecond().into(),
    ];
    let values = values.into_iter().chain(member.map(Into::into));
    number(connection, &sql, values).await
}

#[derive(FromQueryResult)]
struct TakenRow {
    reward: String,
    of_stock: i64,
    by_member: i64,
    by_account: i64,
}

/// `YYYY`: the calendar year within which limits count.
pub(super) fn year(day: Date) -> String {
    format!("{:04}", day.year())
}

/// How often each reward was taken: ever by anyone, and by this company and person within the year.
async fn taken(
    connection: &impl ConnectionTrait,
    scope: &AccountScope,
    today: Date,
) -> Result<HashMap<String, Taken>> {
    let sql = "
        SELECT s.reward, s.taken AS of_stock, COALESCE(o.by_member, 0) AS by_member,
            COALESCE(o.by_account, 0) AS by_account
        FROM reward_stock s LEFT JOIN (
            SELECT reward, count(*) AS by_account, count(CASE WHEN member_id = $2 THEN 1 END) AS by_member
            FROM redemption
            WHERE account_id = $1 AND year = $3 AND state NOT IN ('declined', 'cancelled', 'ran_out')
            GROUP BY reward
        ) o ON o.reward = s.reward";
    let values = [
        scope.account.into(),
        scope.member.into(),
        year(today).into(),
    ];
    let found: Vec<TakenRow> = rows(connection, sql, values).await?;
    let taken = found.into_iter().map(|row| {
        let taken = Taken {
            of_stock: row.of_stock,
            by_member: row.by_member,
            by_account: row.by_account,
        };
        (row.reward, taken)
    });
    Ok(taken.collect())
}

/// Active account admins other than the person.
async fn approvers(connection: &impl ConnectionTrait, scope: &AccountScope) -> Result<u32> {
    let sql = "
        SELECT count(*) FROM member
        WHERE account_id = $1 AND status = 'active' AND role = 'account_admin' AND id <> $2";
    let values = [scope.account.into(), scope.member.into()];
    let count = number(connection, sql, values).await?;
    Ok(u32::try_from(count).unwrap_or(u32::MAX))
}
