//! An answer that can no longer be taken back is settled: counted, earned, taken up. Each once, in one transaction.

use contract::{AccountId, Locale, MemberId};
use jiff::tz::TimeZone;
use jiff::{Timestamp, ToSpan as _};
use loyalty::{Event, EventData, Versions};
use sea_orm::FromQueryResult;
use survey::{Answer, Survey, Surveys};
use uuid::Uuid;

use super::rows::{ResponseRow, wave_named};
use super::{answering, follow_ups};
use crate::accounts::find_zone;
use crate::calendar::{day, month};
use crate::db::{execute, row, rows};
use crate::programme::{Report, take_in};
use crate::{Db, Error, Result, Tx};

/// The source under which answers are reported as events.
const SOURCE: &str = "/surveys";
/// Settled in one turn; the next turn finds the rest.
const BATCH: i64 = 500;
const LONGEST_SUBJECT: usize = 300;

#[derive(FromQueryResult)]
struct DueRow {
    id: Uuid,
}

#[derive(FromQueryResult)]
struct AnswerRow {
    survey: String,
    wave: String,
    ask_id: Option<Uuid>,
    account_id: Option<Uuid>,
    member_id: Option<Uuid>,
    tier: String,
    persona: String,
    locale: String,
    life_stage: String,
}

/// Settles the answers that can no longer be taken back, and says how many. An answer of a survey whose file has gone is counted,
/// and sets nothing going.
pub async fn settle_due(
    db: &Db,
    surveys: &Surveys,
    versions: &Versions,
    now: Timestamp,
) -> Result<usize> {
    let sql = "
        SELECT id FROM survey_response WHERE settled_at IS NULL AND undo_until < $1 ORDER BY undo_until LIMIT $2";
    let values = [now.as_microsecond().into(), BATCH.into()];
    let due: Vec<DueRow> = rows(db.reader(), sql, values).await?;
    let mut settled = 0;
    for DueRow { id } in due {
        let settle = db.write(|tx| async move { settle(&tx, surveys, versions, id, now).await });
        settled += usize::from(settle.await?);
    }
    Ok(settled)
}

/// Forgets the receipts of waves that are over: from then on nobody, not even the giver, leads to an anonymous answer. Says how
/// many.
pub async fn forget_receipts(db: &Db, surveys: &Surveys, now: Timestamp) -> Result<u64> {
    let sql = "SELECT DISTINCT survey, wave FROM survey_response WHERE receipt_hash IS NOT NULL";
    let waves: Vec<WaveRow> = rows(db.reader(), sql, []).await?;
    let today = day(now, &TimeZone::UTC);
    let mut forgotten = 0;
    for WaveRow { survey, wave } in &waves {
        let found = surveys
            .get(survey)
            .and_then(|found| wave_named(found, wave));
        // Days turn at other moments in other zones, but never a day apart; the reason may be written for a day more.
        let is_over = found.is_none_or(|wave| wave.until.saturating_add(2.days()) < today);
        if !is_over {
            continue;
        }
        let forget = db.write(|tx| async move {
            let sql = "
                UPDATE survey_response SET receipt_hash = NULL
                WHERE survey = $1 AND wave = $2 AND settled_at IS NOT NULL AND receipt_hash IS NOT NULL";
            let values = [survey.as_str().into(), wave.as_str().into()];
            execute(tx.connection(), sql, values).await
        });
        forgotten += forget.await?;
    }
    Ok(forgotten)
}

#[derive(FromQueryResult)]
struct WaveRow {
    survey: String,
    wave: String,
}

/// False when another process was quicker.
async fn settle(
    tx: &Tx,
    surveys: &Surveys,
    versions: &Versions,
    id: Uuid,
    now: Timestamp,
) -> Result<bool> {
    let connection = tx.connection();
    let sql = "
        SELECT survey, wave, ask_id, account_id, member_id, tier, persona, locale, life_stage
        FROM survey_response WHERE id = $1";
    let found: Option<AnswerRow> = row(connection, sql, [id.into()]).await?;
    let Some(found) = found else {
        return Ok(false);
    };
    // That of an anonymous answer must not tell when it came.
    let sql = "
        UPDATE survey_response SET undo_until = NULL,
            settled_at = CASE WHEN member_id IS NULL THEN answered_at ELSE $1 END
        WHERE id = $2 AND settled_at IS NULL AND undo_until < $1";
    let values = [now.as_microsecond().into(), id.into()];
    if execute(connection, sql, values).await? == 0 {
        return Ok(false);
    }
    let sql = "
        SELECT id, kind, value, words, answered_at, undo_until, settled_at FROM survey_response WHERE id = $1";
    let kept: Option<ResponseRow> = row(connection, sql, [id.into()]).await?;
    let kept = kept.ok_or(Error::NotFound)?;
    let answer = kept.answer()?;
    count(tx, &found, &answer, kept.answered_at.0).await?;
    let survey = surveys.get(&found.survey);
    let giver = found.account_id.zip(found.member_id).zip(found.ask_id);
    let (Some(survey), Some(((account, member), ask))) = (survey, giver) else {
        return Ok(true);
    };
    let at = kept.answered_at.0;
    if survey.earns {
        let report = report(survey, (account, member), ask, &found.locale, at);
        take_in(tx, versions, &[report], now).await?;
    }
    if let Some(group) = answering::group(survey, &answer) {
        let who = (account, member);
        follow_ups::take_up(tx, survey, who, (id, group), at).await?;
    }
    Ok(true)
}

/// Adds one to the sum of all that are alike. What is said in own words counts under one name.
async fn count(tx: &Tx, found: &AnswerRow, answer: &Answer, at: Timestamp) -> Result<()> {
    let zone = match found.account_id {
        Some(account) => find_zone(tx.connection(), account).await?,
        None => TimeZone::UTC,
    };
    let account = found.account_id.map(|id| id.to_string());
    let answer = match answer {
        Answer::Value(value) => value.to_string(),
        Answer::Choice(id) => id.clone(),
        Answer::Text(_) => String::new(),
    };
    let sql = "
        INSERT INTO survey_count (survey, wave, month, account, tier, persona, locale, life_stage, answer, answers)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, 1)
        ON CONFLICT (survey, wave, month, account, tier, persona, locale, life_stage, answer)
        DO UPDATE SET answers = survey_count.answers + 1";
    let values = [
        found.survey.as_str().into(),
        found.wave.as_str().into(),
        month(day(at, &zone)).into(),
        account.unwrap_or_default().into(),
        found.tier.as_str().into(),
        found.persona.as_str().into(),
        found.locale.as_str().into(),
        found.life_stage.as_str().into(),
        answer.into(),
    ];
    execute(tx.connection(), sql, values).await?;
    Ok(())
}

/// The event goes by the ask, so that one ask earns once; what was answered is not in it.
fn report(
    survey: &Survey,
    (account, member): (Uuid, Uuid),
    ask: Uuid,
    locale: &str,
    at: Timestamp,
) -> Report {
    let locale = Locale::ALL
        .into_iter()
        .find(|known| known.tag() == locale)
        .unwrap_or_default();
    let question = survey.question.get(locale);
    Report {
        account,
        member: Some(member),
        subject: question.chars().take(LONGEST_SUBJECT).collect(),
        event: Event {
            id: ask.to_string(),
            source: SOURCE.to_owned(),
            kind: "survey.answered".to_owned(),
            account: AccountId(account.to_string()),
            member: Some(MemberId(member.to_string())),
            time: at,
            reverses: None,
            data: EventData::default(),
        },
        data: serde_json::json!({}),
    }
}
