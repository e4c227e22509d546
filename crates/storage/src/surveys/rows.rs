//! Asks and answers as they are kept.

use contract::{AskId, AskState, AskedBecause, SurveyKind};
use jiff::Timestamp;
use jiff::tz::TimeZone;
use sea_orm::{ConnectionTrait, FromQueryResult, Value};
use survey::asking::ContactKind;
use survey::{Answer, Survey, Surveys, Wave};
use uuid::Uuid;

use super::person::Groups;
use super::words;
use crate::db::{execute, for_update, row};
use crate::entity::column::{Code as _, Coded, Moment};
use crate::moment::new_id;
use crate::{AccountScope, Error, Result, Tx};

#[derive(Clone, Debug, FromQueryResult)]
pub(super) struct AskRow {
    pub id: Uuid,
    pub survey: String,
    pub wave: String,
    pub because: String,
    pub is_anonymous: bool,
    pub state: Coded<AskState>,
    pub asked_at: Moment,
    pub time_zone: String,
}

const ASK: &str = "
    SELECT k.id, k.survey, k.wave, k.because, k.is_anonymous, k.state, k.asked_at, a.time_zone
    FROM survey_ask k JOIN account a ON a.id = k.account_id";

/// An ask of the member who asks; [`Error::NotFound`] for anybody else's. It stays as it is until the transaction ends.
pub(super) async fn own_ask(tx: &Tx, scope: &AccountScope, id: Uuid) -> Result<AskRow> {
    let connection = tx.connection();
    lock_member(tx, scope.member).await?;
    let sql = format!("{ASK} WHERE k.id = $1 AND k.member_id = $2 AND k.account_id = $3");
    let values = [id.into(), scope.member.into(), scope.account.into()];
    let found: Option<AskRow> = row(connection, &sql, values).await?;
    found.ok_or(Error::NotFound)
}

/// What one member is asked and says is written one after another, in however many tabs.
pub(super) async fn lock_member(tx: &Tx, member: Uuid) -> Result<()> {
    let connection = tx.connection();
    let lock = for_update(connection);
    let sql = format!("SELECT CAST(1 AS BIGINT) FROM member WHERE id = $1{lock}");
    crate::db::number(connection, &sql, [member.into()]).await?;
    Ok(())
}

/// The ask to which nothing was said yet.
pub(super) async fn open_ask(
    connection: &impl ConnectionTrait,
    member: Uuid,
) -> Result<Option<AskRow>> {
    let sql = format!("{ASK} WHERE k.member_id = $1 AND k.state = 'open'");
    row(connection, &sql, [member.into()]).await
}

impl AskRow {
    pub fn ask_id(&self) -> AskId {
        AskId(self.id.to_string())
    }

    pub fn because(&self) -> Result<AskedBecause> {
        words::read_json(&self.because)
    }

    pub fn zone(&self) -> Result<TimeZone> {
        crate::accounts::time_zone(&self.time_zone)
    }

    /// The survey with the wave in which it asked; nothing when its file has gone or has other waves now.
    pub fn survey<'s>(&self, surveys: &'s Surveys) -> Option<(&'s Survey, Wave)> {
        let survey = surveys.get(&self.survey)?;
        Some((survey, wave_named(survey, &self.wave)?))
    }
}

/// The wave that begins on the day.
pub(super) fn wave_named(survey: &Survey, first_day: &str) -> Option<Wave> {
    let from = first_day.parse().ok()?;
    let wave = survey.waves.from(from).next()?;
    (wave.from == from).then_some(wave)
}

pub(super) async fn set_state(tx: &Tx, ask: Uuid, state: AskState) -> Result<()> {
    let sql = "UPDATE survey_ask SET state = $1 WHERE id = $2";
    execute(tx.connection(), sql, [state.word().into(), ask.into()]).await?;
    Ok(())
}

/// Records what the contact limit looks at.
pub(super) async fn add_contact(
    tx: &Tx,
    member: Uuid,
    survey: &str,
    kind: ContactKind,
    at: Timestamp,
) -> Result<()> {
    let sql =
        "INSERT INTO survey_contact (id, member_id, survey, kind, at) VALUES ($1, $2, $3, $4, $5)";
    let values = [
        new_id(at).into(),
        member.into(),
        survey.into(),
        kind.word().into(),
        at.as_microsecond().into(),
    ];
    execute(tx.connection(), sql, values).await?;
    Ok(())
}

#[derive(Clone, Debug, FromQueryResult)]
pub(super) struct ResponseRow {
    pub id: Uuid,
    pub kind: Coded<SurveyKind>,
    pub value: Option<i32>,
    pub words: Option<String>,
    pub answered_at: Moment,
    pub undo_until: Option<Moment>,
    pub settled_at: Option<Moment>,
}

impl ResponseRow {
    pub fn answer(&self) -> Result<Answer> {
        words::kept_answer(self.kind.0, self.value, self.words.clone())
    }
}

const RESPONSE: &str = "
    SELECT id, kind, value, words, answered_at, undo_until, settled_at FROM survey_response";

/// The answer to an ask; an anonymous one is found by its receipt alone.
pub(super) async fn response(
    tx: &Tx,
    ask: &AskRow,
    receipt: Option<&[u8]>,
) -> Result<Option<ResponseRow>> {
    if ask.is_anonymous {
        let Some(receipt) = receipt else {
            return Ok(None);
        };
        let sql = format!("{RESPONSE} WHERE receipt_hash = $1 AND survey = $2 AND wave = $3");
        let values = [
            receipt.to_vec().into(),
            ask.survey.as_str().into(),
            ask.wave.as_str().into(),
        ];
        return row(tx.connection(), &sql, values).await;
    }
    let sql = format!("{RESPONSE} WHERE ask_id = $1");
    row(tx.connection(), &sql, [ask.id.into()]).await
}

/// An answer that is kept for the first time.
pub(super) struct NewResponse<'a> {
    pub ask: &'a AskRow,
    pub kind: SurveyKind,
    pub answer: &'a Answer,
    /// None for an anonymous answer.
    pub who: Option<(Uuid, Uuid, Groups)>,
    pub receipt: Option<&'a [u8]>,
    pub answered_at: Timestamp,
    pub undo_until: Timestamp,
}

pub(super) async fn insert_response(tx: &Tx, new: &NewResponse<'_>) -> Result<()> {
    let sql = "
        INSERT INTO survey_response (id, survey, wave, ask_id, member_id, account_id, receipt_hash, kind, value, words,
            answered_at, undo_until, tier, persona, locale, life_stage, tags)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, '')";
    let id = match new.who {
        Some(_) => new_id(new.answered_at),
        None => Uuid::new_v4(),
    };
    let groups = new.who.map(|(_, _, groups)| groups);
    let word = |word: Option<&'static str>| Value::from(word.unwrap_or_default());
    let (value, words) = columns(new.answer);
    let values = [
        id.into(),
        new.ask.survey.as_str().into(),
        new.ask.wave.as_str().into(),
        new.who.map(|_| new.ask.id).into(),
        new.who.map(|(member, _, _)| member).into(),
        new.who.map(|(_, account, _)| account).into(),
        new.receipt.map(<[u8]>::to_vec).into(),
        new.kind.word().into(),
        value,
        words,
        new.answered_at.as_microsecond().into(),
        new.undo_until.as_microsecond().into(),
        word(groups.map(|groups| groups.tier.word())),
        word(groups.and_then(|groups| Some(groups.persona?.word()))),
        word(groups.map(|groups| groups.locale.word())),
        word(groups.map(|groups| groups.life_stage.word())),
    ];
    execute(tx.connection(), sql, values).await?;
    Ok(())
}

pub(super) async fn change_response(tx: &Tx, id: Uuid, answer: &Answer) -> Result<()> {
    let sql = "UPDATE survey_response SET value = $1, words = $2 WHERE id = $3";
    let (value, words) = columns(answer);
    execute(tx.connection(), sql, [value, words, id.into()]).await?;
    Ok(())
}

fn columns(answer: &Answer) -> (Value, Value) {
    match answer {
        Answer::Value(value) => (Some(i32::from(*value)).into(), None::<String>.into()),
        Answer::Choice(words) | Answer::Text(words) => {
            (None::<i32>.into(), Some(words.clone()).into())
        }
    }
}
