//! What needs a person: a low answer, and a promoter's interest.
//!
//! Each is opened once a member and survey. While one is open a further answer joins it and its date stays; after it was closed
//! a further one opens it again.

use contract::{FollowUpReason, FollowUpStepKind, SurveyOffer};
use jiff::Timestamp;
use jiff::civil::{Date, Weekday};
use jiff::tz::TimeZone;
use sea_orm::{ConnectionTrait, FromQueryResult};
use survey::{
    FollowUpRule, FollowUpState, Group, OwnerRule, Step, Survey, WorkCalendar, follow_up,
};
use uuid::Uuid;

use crate::accounts::{find_zone, time_zone};
use crate::calendar::day;
use crate::db::{execute, for_update, row};
use crate::entity::column::{Code as _, Coded};
use crate::moment::new_id;
use crate::{Error, Result, Tx};

const WEEKEND: [Weekday; 2] = [Weekday::Saturday, Weekday::Sunday];

/// Who takes care, by which days and in which zone.
struct Owner {
    id: Option<Uuid>,
    zone: TimeZone,
    zone_name: String,
    calendar: WorkCalendar,
}

#[derive(FromQueryResult)]
struct FollowUpRow {
    id: Uuid,
    state: Coded<FollowUpState>,
}

#[derive(FromQueryResult)]
struct OwnerRow {
    id: Uuid,
    time_zone: Option<String>,
    weekend: Option<String>,
    holidays: Option<String>,
}

/// Takes up a settled answer where the survey says so.
pub(super) async fn take_up(
    tx: &Tx,
    survey: &Survey,
    (account, member): (Uuid, Uuid),
    (response, group): (Uuid, Group),
    answered_at: Timestamp,
) -> Result<()> {
    let Some(rule) = &survey.follow_up else {
        return Ok(());
    };
    let about = About {
        survey,
        rule,
        account,
        member,
        reason: FollowUpReason::LowAnswer,
    };
    let last = about.last(tx).await?;
    let owner = owner(tx, rule.owner, account).await?;
    let answered = day(answered_at, &owner.zone);
    let state = last.as_ref().map(|last| last.state.0);
    let step = follow_up(rule, group, state, answered, &owner.calendar);
    let occasion = (response, None, answered_at);
    match step {
        Step::Open { due, .. } => about.open(tx, &owner, due, occasion).await,
        Step::Reopen { due, .. } => about.reopen(tx, last, &owner, due, occasion).await,
        Step::Join => about.join(tx, last, occasion).await,
        Step::Offer { .. } | Step::Nothing => Ok(()),
    }
}

/// Takes up what a promoter is interested in, by the same days as a low answer.
pub(super) async fn take_interest(
    tx: &Tx,
    survey: &Survey,
    (account, member): (Uuid, Uuid),
    response: Uuid,
    offer: SurveyOffer,
    now: Timestamp,
) -> Result<()> {
    let Some(rule) = &survey.follow_up else {
        return Ok(());
    };
    let about = About {
        survey,
        rule,
        account,
        member,
        reason: FollowUpReason::Interest,
    };
    let last = about.last(tx).await?;
    let owner = owner(tx, rule.owner, account).await?;
    let due = owner
        .calendar
        .after(day(now, &owner.zone), rule.due_working_days);
    let occasion = (response, Some(offer.word()), now);
    match last.as_ref().map(|last| last.state.0) {
        None => about.open(tx, &owner, due, occasion).await,
        Some(FollowUpState::Closed) => about.reopen(tx, last, &owner, due, occasion).await,
        Some(FollowUpState::Open) => about.join(tx, last, occasion).await,
    }
}

/// What a follow-up is about; there is one of each.
struct About<'a> {
    survey: &'a Survey,
    rule: &'a FollowUpRule,
    account: Uuid,
    member: Uuid,
    reason: FollowUpReason,
}

/// The answer that caused it, what is to be said of it, and when it came.
type Cause = (Uuid, Option<&'static str>, Timestamp);

impl About<'_> {
    async fn last(&self, tx: &Tx) -> Result<Option<FollowUpRow>> {
        let lock = for_update(tx.connection());
        let sql = format!(
            "SELECT id, state FROM follow_up WHERE survey = $1 AND member_id = $2 AND reason = $3{lock}"
        );
        let values = [
            self.survey.id.as_str().into(),
            self.member.into(),
            self.reason.word().into(),
        ];
        row(tx.connection(), &sql, values).await
    }

    async fn open(&self, tx: &Tx, owner: &Owner, due: Date, cause: Cause) -> Result<()> {
        let sql = "
            INSERT INTO follow_up (id, survey, reason, account_id, member_id, owner_rule, owner_id, state, opened_at, due_on,
                time_zone, reopened)
            VALUES ($1, $2, $3, $4, $5, $6, $7, 'open', $8, $9, $10, 0)";
        let id = new_id(cause.2);
        let values = [
            id.into(),
            self.survey.id.as_str().into(),
            self.reason.word().into(),
            self.account.into(),
            self.member.into(),
            self.rule.owner.word().into(),
            owner.id.into(),
            cause.2.as_microsecond().into(),
            due.to_string().into(),
            owner.zone_name.as_str().into(),
        ];
        execute(tx.connection(), sql, values).await?;
        add_step(tx, id, FollowUpStepKind::Opened, cause).await
    }

    /// Who took care of it before does so again, unless the rule now names somebody.
    async fn reopen(
        &self,
        tx: &Tx,
        last: Option<FollowUpRow>,
        owner: &Owner,
        due: Date,
        cause: Cause,
    ) -> Result<()> {
        let id = last.ok_or(Error::NotFound)?.id;
        let sql = "
            UPDATE follow_up SET state = 'open', owner_id = COALESCE($1, owner_id), due_on = $2, time_zone = $3,
                reopened = reopened + 1, closed_at = NULL
            WHERE id = $4";
        let values = [
            owner.id.into(),
            due.to_string().into(),
            owner.zone_name.as_str().into(),
            id.into(),
        ];
        execute(tx.connection(), sql, values).await?;
        add_step(tx, id, FollowUpStepKind::Reopened, cause).await
    }

    async fn join(&self, tx: &Tx, last: Option<FollowUpRow>, cause: Cause) -> Result<()> {
        let id = last.ok_or(Error::NotFound)?.id;
        add_step(tx, id, FollowUpStepKind::Joined, cause).await
    }
}

async fn add_step(
    tx: &Tx,
    follow_up: Uuid,
    kind: FollowUpStepKind,
    (response, text, at): Cause,
) -> Result<()> {
    let sql = "
        INSERT INTO follow_up_step (id, follow_up_id, kind, response_id, text, at) VALUES ($1, $2, $3, $4, $5, $6)";
    let values = [
        new_id(at).into(),
        follow_up.into(),
        kind.word().into(),
        response.into(),
        text.into(),
        at.as_microsecond().into(),
    ];
    execute(tx.connection(), sql, values).await?;
    Ok(())
}

/// By the rule: the account's success manager, as long as that person is active. Nobody where none is named, and for what goes to
/// writers: whoever is concerned takes it then. Their days count, else those of the account's zone from Monday to Friday.
async fn owner(tx: &Tx, rule: OwnerRule, account: Uuid) -> Result<Owner> {
    let connection = tx.connection();
    let found: Option<OwnerRow> = match rule {
        OwnerRule::SuccessManager => row(connection, OWNER, [account.into()]).await?,
        OwnerRule::Writer => None,
    };
    let id = found.as_ref().map(|found| found.id);
    let Some((zone_name, weekend, holidays)) =
        found.and_then(|found| Some((found.time_zone?, found.weekend?, found.holidays?)))
    else {
        return Ok(Owner {
            id,
            ..nobody(connection, account).await?
        });
    };
    Ok(Owner {
        id,
        zone: time_zone(&zone_name)?,
        zone_name,
        calendar: calendar(&weekend, &holidays)?,
    })
}

const OWNER: &str = "
    SELECT m.id, w.time_zone, w.weekend, w.holidays
    FROM account_care c JOIN member m ON m.id = c.success_manager_id LEFT JOIN work_calendar w ON w.member_id = m.id
    WHERE c.account_id = $1 AND m.status = 'active' AND m.role IN ('success_manager', 'operator')";

async fn nobody(connection: &impl ConnectionTrait, account: Uuid) -> Result<Owner> {
    let zone = find_zone(connection, account).await?;
    let zone_name = zone.iana_name().unwrap_or("UTC").to_owned();
    let calendar = WorkCalendar::new(&WEEKEND, []).map_err(unreadable)?;
    Ok(Owner {
        id: None,
        zone,
        zone_name,
        calendar,
    })
}

/// From its columns: numbers of weekdays and dates, with spaces between.
pub(super) fn calendar(weekend: &str, holidays: &str) -> Result<WorkCalendar> {
    let day = |word: &str| {
        let number = word.parse::<i8>().ok();
        number.and_then(|number| Weekday::from_monday_one_offset(number).ok())
    };
    let weekend: Vec<Weekday> = weekend.split_whitespace().filter_map(day).collect();
    let holidays = holidays
        .split_whitespace()
        .filter_map(|word| word.parse().ok());
    WorkCalendar::new(&weekend, holidays).map_err(unreadable)
}

fn unreadable(error: impl std::fmt::Display) -> Error {
    Error::Unreadable(error.to_string())
}
