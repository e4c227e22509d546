//! What keeps the installation healthy: reports of broken pages, counts for metrics, removal of what has run out.

use contract::ErrorReport;
use jiff::{SignedDuration, Timestamp};
use sea_orm::{EntityTrait as _, FromQueryResult, Set};
use uuid::Uuid;

use crate::db::{execute, row};
use crate::entity::column::Moment;
use crate::entity::error_report;
use crate::moment::new_id;
use crate::sessions::Limits;
use crate::{Db, Result, Tx, outbox};

const LONGEST_MESSAGE: usize = 4_000;
const LONGEST_FIELD: usize = 300;
/// Used and dead links stay for a while, so that a support person can tell what became of one.
const LINKS_KEPT: SignedDuration = SignedDuration::from_hours(30 * 24);
const THROTTLES_KEPT: SignedDuration = SignedDuration::from_hours(7 * 24);
const ANSWERS_KEPT: SignedDuration = SignedDuration::from_hours(24);
const REPORTS_KEPT: SignedDuration = SignedDuration::from_hours(90 * 24);
const MAILS_KEPT: SignedDuration = SignedDuration::from_hours(30 * 24);

/// Counts for metrics.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    pub accounts: u64,
    pub active_members: u64,
    pub sessions: u64,
    pub mails_waiting: u64,
    pub mails_failed: u64,
    pub reset_requests: u64,
}

/// Rows that a sweep removed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Swept {
    pub sessions: u64,
    pub links: u64,
    pub throttles: u64,
    pub answers: u64,
    pub error_reports: u64,
    pub mails: u64,
    /// Links that were blanked in a mail.
    pub mailed_links: u64,
}

/// Keeps at most 4,000 characters of the message.
pub async fn insert_error_report(
    tx: &Tx,
    member: Option<Uuid>,
    report: &ErrorReport,
    now: Timestamp,
) -> Result<()> {
    let cut = |text: &str, length: usize| text.chars().take(length).collect::<String>();
    let row = error_report::ActiveModel {
        id: Set(new_id(now)),
        member_id: Set(member),
        message: Set(cut(&report.message, LONGEST_MESSAGE)),
        page: Set(cut(&report.page, LONGEST_FIELD)),
        build: Set(cut(&report.build, LONGEST_FIELD)),
        created_at: Set(Moment(now)),
    };
    error_report::Entity::insert(row)
        .exec_without_returning(tx.connection())
        .await?;
    Ok(())
}

pub async fn counts(db: &Db) -> Result<Counts> {
    let found: Option<Counted> = row(db.reader(), COUNTED, []).await?;
    let Some(found) = found else {
        return Ok(Counts::default());
    };
    let whole = |count: i64| u64::try_from(count).unwrap_or(0);
    Ok(Counts {
        accounts: whole(found.accounts),
        active_members: whole(found.active_members),
        sessions: whole(found.sessions),
        mails_waiting: whole(found.mails_waiting),
        mails_failed: whole(found.mails_failed),
        reset_requests: whole(found.reset_requests),
    })
}

/// Removes ended sessions, links dead for 30 days, forgotten throttles, answers older than a day, mails that were sent 30 days
/// ago or lost their link unsent, and error reports older than 90 days. Blanks dead links in mails.
pub async fn sweep(tx: &Tx, limits: Limits, now: Timestamp) -> Result<Swept> {
    Ok(Swept {
        sessions: remove(tx, "DELETE FROM session WHERE expires_at <= $1", now).await?
            + remove(tx, "DELETE FROM session WHERE last_seen_at <= $1", now - limits.idle).await?,
        // An invitation that ran out unused is what an admin sees as such: it stays until sent again or withdrawn.
        links: remove(
            tx,
            "DELETE FROM link WHERE expires_at <= $1 AND (kind <> 'invitation' OR used_at IS NOT NULL)",
            now - LINKS_KEPT,
        )
        .await?,
        throttles: remove(tx, "DELETE FROM throttle WHERE updated_at <= $1", now - THROTTLES_KEPT).await?,
        answers: remove(tx, "DELETE FROM idempotency WHERE created_at <= $1", now - ANSWERS_KEPT).await?,
        error_reports: remove(tx, "DELETE FROM error_report WHERE created_at <= $1", now - REPORTS_KEPT).await?,
        mails: remove(tx, "DELETE FROM outbox WHERE state = 'sent' AND sent_at <= $1", now - MAILS_KEPT).await?
            + remove(tx, UNSENT_WITH_DEAD_LINK, now - MAILS_KEPT).await?,
        mailed_links: outbox::blank_dead_links(tx, now).await?,
    })
}

async fn remove(tx: &Tx, sql: &str, before: Timestamp) -> Result<u64> {
    execute(tx.connection(), sql, [before.as_microsecond().into()]).await
}

#[derive(FromQueryResult)]
struct Counted {
    accounts: i64,
    active_members: i64,
    sessions: i64,
    mails_waiting: i64,
    mails_failed: i64,
    reset_requests: i64,
}

const UNSENT_WITH_DEAD_LINK: &str = "
    DELETE FROM outbox WHERE state <> 'sent' AND link_hash IS NOT NULL AND secret IS NULL AND created_at <= $1";

const COUNTED: &str = "
    SELECT
        (SELECT count(*) FROM account) AS accounts,
        (SELECT count(*) FROM member WHERE status = 'active') AS active_members,
        (SELECT count(*) FROM session) AS sessions,
        (SELECT count(*) FROM outbox WHERE state = 'waiting' AND (link_hash IS NULL OR secret IS NOT NULL)) AS mails_waiting,
        (SELECT count(*) FROM outbox WHERE state = 'failed') AS mails_failed,
        (SELECT count(*) FROM reset_request) AS reset_requests";
