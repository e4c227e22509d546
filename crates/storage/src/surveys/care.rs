//! What the vendor's staff do about answers: the list, notes, who takes it, and what came of it.
//!
//! Success managers and operators see all; writers see what goes to writers.

use std::collections::HashMap;

use contract::{
    AccountId, AuditAction, CloseFollowUp, FollowUpId, FollowUpReason, FollowUpStep,
    FollowUpStepKind, FollowUpView, HeardReach, Page, Persona, PublishHeard, RootCause, SurveyKind,
};
use jiff::Timestamp;
use sea_orm::{FromQueryResult, Value};
use survey::FollowUpState;
use uuid::Uuid;

use super::words;
use crate::accounts::time_zone;
use crate::audit::{self, NewEntry};
use crate::calendar::day;
use crate::db::{execute, for_update, placeholders, row, rows};
use crate::entity::column::{Code as _, Coded, Moment};
use crate::moment::new_id;
use crate::{Conflict, Db, Error, Occasion, PageRequest, Result, StaffScope, Tx};

/// Which are listed.
#[derive(Clone, Copy, Debug, Default)]
pub struct WhichFollowUps {
    pub is_closed: bool,
    /// Of who asks, and those of nobody.
    pub is_mine: bool,
}

#[derive(FromQueryResult)]
struct Line {
    id: Uuid,
    survey: String,
    reason: Coded<FollowUpReason>,
    account_id: Uuid,
    account_name: String,
    member_name: String,
    member_email: String,
    owner_id: Option<Uuid>,
    owner: Option<String>,
    state: Coded<FollowUpState>,
    opened_at: Moment,
    due_on: String,
    time_zone: String,
    reopened: i32,
    outcome: Option<String>,
    root_cause: Option<Coded<RootCause>>,
    closed_at: Option<Moment>,
}

const SELECT: &str = "
    SELECT f.id, f.survey, f.reason, f.account_id, a.name AS account_name, m.name AS member_name, m.email AS member_email,
        f.owner_id, o.name AS owner, f.state, f.opened_at, f.due_on, f.time_zone, f.reopened, f.outcome, f.root_cause,
        f.closed_at
    FROM follow_up f JOIN account a ON a.id = f.account_id JOIN member m ON m.id = f.member_id
        LEFT JOIN member o ON o.id = f.owner_id";

/// Those who look after accounts see all, writers what goes to writers.
fn seen(scope: &StaffScope) -> &'static str {
    match scope.looks_after_accounts() {
        Ok(()) => "1 = 1",
        Err(_) => "f.owner_rule = 'writer'",
    }
}

/// The one that is due first stands first.
pub async fn follow_ups(
    db: &Db,
    scope: &StaffScope,
    which: WhichFollowUps,
    page: &PageRequest,
    now: Timestamp,
) -> Result<Page<FollowUpView>> {
    let (due, after) = page
        .after::<(String, Uuid)>()?
        .unwrap_or((String::new(), Uuid::nil()));
    let reach = i64::try_from(page.reach()).unwrap_or(i64::MAX);
    let state = if which.is_closed { "closed" } else { "open" };
    let seen = seen(scope);
    let mine = if which.is_mine {
        "(f.owner_id = $5 OR f.owner_id IS NULL)"
    } else {
        "$5 = $5"
    };
    let sql = format!(
        "{SELECT} WHERE f.state = $1 AND (f.due_on, f.id) > ($2, $3) AND {seen} AND {mine} ORDER BY f.due_on, f.id LIMIT $4"
    );
    let values = [
        state.into(),
        due.into(),
        after.into(),
        reach.into(),
        scope.member.into(),
    ];
    let found: Vec<Line> = rows(db.reader(), &sql, values).await?;
    let ids: Vec<Uuid> = found.iter().map(|line| line.id).collect();
    let mut steps = steps(db, &ids).await?;
    let mut page = page.page(
        found,
        |line| (line.due_on.clone(), line.id),
        |line| {
            let steps = steps.remove(&line.id).unwrap_or_default();
            line.view(scope, steps, now)
        },
    );
    let items = std::mem::take(&mut page.items);
    Ok(Page {
        items: items.into_iter().collect::<Result<_>>()?,
        next_cursor: page.next_cursor,
    })
}

impl Line {
    fn view(
        self,
        scope: &StaffScope,
        steps: Vec<FollowUpStep>,
        now: Timestamp,
    ) -> Result<FollowUpView> {
        let is_open = self.state.0 == FollowUpState::Open;
        let today = day(now, &time_zone(&self.time_zone)?).to_string();
        Ok(FollowUpView {
            id: FollowUpId(self.id.to_string()),
            survey: self.survey,
            reason: self.reason.0,
            account_id: AccountId(self.account_id.to_string()),
            account_name: self.account_name,
            member_name: self.member_name,
            member_email: self.member_email,
            is_mine: self.owner_id == Some(scope.member),
            owner: self.owner,
            is_open,
            is_overdue: is_open && self.due_on < today,
            due_on: self.due_on,
            opened_at: self.opened_at.rfc3339(),
            reopened: u32::try_from(self.reopened).unwrap_or_default(),
            outcome: self.outcome,
            root_cause: self.root_cause.map(|cause| cause.0),
            closed_at: self.closed_at.map(Moment::rfc3339),
            steps,
        })
    }
}

#[derive(FromQueryResult)]
struct StepRow {
    follow_up_id: Uuid,
    kind: Coded<FollowUpStepKind>,
    by_name: Option<String>,
    text: Option<String>,
    at: Moment,
    answer_kind: Option<Coded<SurveyKind>>,
    value: Option<i32>,
    words: Option<String>,
    why: Option<String>,
}

async fn steps(db: &Db, ids: &[Uuid]) -> Result<HashMap<Uuid, Vec<FollowUpStep>>> {
    let mut steps: HashMap<Uuid, Vec<FollowUpStep>> = HashMap::new();
    if ids.is_empty() {
        return Ok(steps);
    }
    let places = placeholders(1, ids.len());
    let sql = format!(
        "SELECT s.follow_up_id, s.kind, b.name AS by_name, s.text, s.at, r.kind AS answer_kind, r.value, r.words, r.why
         FROM follow_up_step s LEFT JOIN member b ON b.id = s.by_id LEFT JOIN survey_response r ON r.id = s.response_id
         WHERE s.follow_up_id IN {places} ORDER BY s.at, s.id"
    );
    let found: Vec<StepRow> =
        rows(db.reader(), &sql, ids.iter().map(|id| Value::from(*id))).await?;
    for row in found {
        let answer = match row.answer_kind {
            Some(kind) => Some(words::kept_answer(kind.0, row.value, row.words)?),
            None => None,
        };
        steps
            .entry(row.follow_up_id)
            .or_default()
            .push(FollowUpStep {
                kind: row.kind.0,
                by: row.by_name,
                text: row.text,
                answer: answer.as_ref().map(words::answer),
                why: row.why,
                at: row.at.rfc3339(),
            });
    }
    Ok(steps)
}

#[derive(FromQueryResult)]
struct Held {
    id: Uuid,
    state: Coded<FollowUpState>,
    owner_id: Option<Uuid>,
    account_id: Uuid,
    member_id: Uuid,
    persona: Option<Coded<Persona>>,
}

/// One that the person of the vendor sees, held until the transaction ends.
async fn held(tx: &Tx, scope: &StaffScope, id: Uuid) -> Result<Held> {
    let lock = for_update(tx.connection());
    let lock = if lock.is_empty() {
        ""
    } else {
        " FOR UPDATE OF f"
    };
    let seen = seen(scope);
    let sql = format!(
        "SELECT f.id, f.state, f.owner_id, f.account_id, f.member_id, m.persona
         FROM follow_up f JOIN member m ON m.id = f.member_id WHERE f.id = $1 AND {seen}{lock}"
    );
    let found: Option<Held> = row(tx.connection(), &sql, [id.into()]).await?;
    found.ok_or(Error::NotFound)
}

/// Writes something down for the vendor's staff.
pub async fn add_note(
    tx: &Tx,
    scope: &StaffScope,
    id: Uuid,
    text: &str,
    now: Timestamp,
) -> Result<()> {
    let held = held(tx, scope, id).await?;
    add_step(tx, &held, FollowUpStepKind::Noted, scope, Some(text), now).await
}

/// Takes it over from nobody or from a colleague; taking one's own changes nothing.
pub async fn take_over(tx: &Tx, scope: &StaffScope, id: Uuid, now: Timestamp) -> Result<()> {
    let held = held(tx, scope, id).await?;
    if held.owner_id == Some(scope.member) {
        return Ok(());
    }
    if held.state.0 == FollowUpState::Closed {
        return Err(Error::Conflict(Conflict::AlreadyDecided));
    }
    let sql = "UPDATE follow_up SET owner_id = $1 WHERE id = $2";
    execute(tx.connection(), sql, [scope.member.into(), id.into()]).await?;
    add_step(tx, &held, FollowUpStepKind::Taken, scope, None, now).await
}

/// Closes it with what came of it, once; whoever closes what nobody has taken has taken it.
/// [`Conflict::AlreadyDecided`] for who comes second.
pub async fn close(
    tx: &Tx,
    scope: &StaffScope,
    id: Uuid,
    closing: &CloseFollowUp,
    occasion: Occasion<'_>,
) -> Result<()> {
    let held = held(tx, scope, id).await?;
    if held.state.0 == FollowUpState::Closed {
        return Err(Error::Conflict(Conflict::AlreadyDecided));
    }
    let sql = "
        UPDATE follow_up SET state = 'closed', outcome = $1, root_cause = $2, closed_at = $3,
            owner_id = COALESCE(owner_id, $4)
        WHERE id = $5";
    let values = [
        closing.outcome.as_str().into(),
        closing.root_cause.word().into(),
        occasion.now.as_microsecond().into(),
        scope.member.into(),
        id.into(),
    ];
    execute(tx.connection(), sql, values).await?;
    let (kind, outcome) = (FollowUpStepKind::Closed, Some(closing.outcome.as_str()));
    add_step(tx, &held, kind, scope, outcome, occasion.now).await?;
    if let Some(publish) = &closing.publish {
        publish_heard(tx, scope, &held, publish, occasion).await?;
    }
    let entry = NewEntry {
        action: AuditAction::FollowUpClosed,
        actor: Some(scope.member),
        account: Some(held.account_id),
        subject: Some(held.member_id),
        detail: None,
    };
    audit::append(tx, &entry, occasion).await
}

async fn publish_heard(
    tx: &Tx,
    scope: &StaffScope,
    held: &Held,
    publish: &PublishHeard,
    occasion: Occasion<'_>,
) -> Result<()> {
    let sql = "
        INSERT INTO heard (id, follow_up_id, said, done, account_id, persona, published_by, published_at)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8)";
    let account = (publish.reach == HeardReach::Account).then_some(held.account_id);
    let persona = held
        .persona
        .filter(|_| publish.reach == HeardReach::Persona);
    if publish.reach == HeardReach::Persona && persona.is_none() {
        return Err(Error::Conflict(Conflict::NoPersona));
    }
    let values = [
        new_id(occasion.now).into(),
        held.id.into(),
        words::json(&publish.said)?.into(),
        words::json(&publish.done)?.into(),
        account.into(),
        persona.map(|persona| persona.0.word()).into(),
        scope.member.into(),
        occasion.now.as_microsecond().into(),
    ];
    execute(tx.connection(), sql, values).await?;
    Ok(())
}

/// Takes back what was published. [`Error::NotFound`] for what is unknown or taken back already.
pub async fn withdraw_heard(tx: &Tx, scope: &StaffScope, id: Uuid, now: Timestamp) -> Result<()> {
    scope.looks_after_accounts()?;
    let sql = "UPDATE heard SET withdrawn_at = $1 WHERE id = $2 AND withdrawn_at IS NULL";
    let values = [now.as_microsecond().into(), id.into()];
    match execute(tx.connection(), sql, values).await? {
        0 => Err(Error::NotFound),
        _ => Ok(()),
    }
}

async fn add_step(
    tx: &Tx,
    held: &Held,
    kind: FollowUpStepKind,
    scope: &StaffScope,
    text: Option<&str>,
    at: Timestamp,
) -> Result<()> {
    let sql = "
        INSERT INTO follow_up_step (id, follow_up_id, kind, by_id, text, at) VALUES ($1, $2, $3, $4, $5, $6)";
    let values = [
        new_id(at).into(),
        held.id.into(),
        kind.word().into(),
        scope.member.into(),
        text.into(),
        at.as_microsecond().into(),
    ];
    execute(tx.connection(), sql, values).await?;
    Ok(())
}
