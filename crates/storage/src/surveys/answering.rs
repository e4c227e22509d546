//! What a member says to a question: an answer, its reason, not now.
//!
//! An answer is kept under its ask, so that sending it again changes nothing. "Not now", "never" and an answer are three
//! different things, and who said one of the first two may still answer while the wave is open.

use contract::{AskState, GiveInterest, SurveyAnswered, SurveyOffer};
use jiff::Timestamp;
use jiff::tz::TimeZone;
use loyalty::Versions;
use serde_json::Value;
use survey::asking::ContactKind;
use survey::{
    Answer, AnswerProblem, Group, Kept, Outcome, Survey, Surveys, UNDO_WINDOW, Wave, accept,
    accept_text, read_answer, read_text, settled_at,
};
use uuid::Uuid;

use super::asking::contact_time;
use super::person::{Person, history};
use super::rows::{
    AskRow, NewResponse, ResponseRow, add_contact, change_response, insert_response, open_ask,
    own_ask, response, set_state,
};
use super::{follow_ups, words};
use crate::calendar::start_of;
use crate::db::{execute, number};
use crate::entity::column::Code as _;
use crate::{AccountScope, Conflict, Error, Result, TokenHash, Tx};

const SHORTEST_RECEIPT: usize = 20;
const LONGEST_RECEIPT: usize = 100;

/// Keeps an answer, or changes it within ten seconds. The same one again changes nothing. [`Error::Answer`] says what is wrong.
pub async fn answer(
    tx: &Tx,
    surveys: &Surveys,
    versions: &Versions,
    scope: &AccountScope,
    id: Uuid,
    (given, receipt): (&Value, Option<&str>),
    now: Timestamp,
) -> Result<SurveyAnswered> {
    let ask = own_ask(tx, scope, id).await?;
    let (survey, wave) = ask.survey(surveys).ok_or_else(|| ended(now))?;
    let answer = read_answer(survey, given)?;
    let receipt = receipt_hash(&ask, receipt)?;
    let kept = response(tx, &ask, receipt.as_deref()).await?;
    if kept.is_none() && ask.state.0 == AskState::Answered {
        let at = ask.asked_at.0;
        return Err(AnswerProblem::Answered { at }.into());
    }
    let before = kept.as_ref().map(first_kept).transpose()?;
    let zone = ask.zone()?;
    let undo_until = match &before {
        Some(before) => settled_at(before),
        // As it is kept, so that it is told alike every time.
        None => Timestamp::from_microsecond(now.as_microsecond())
            .and_then(|now| now.checked_add(UNDO_WINDOW))
            .unwrap_or(Timestamp::MAX),
    };
    match accept(wave, &zone, before.as_ref(), &answer, now)? {
        Outcome::Same => {}
        Outcome::Changed => {
            let kept = kept.ok_or(Error::NotFound)?;
            change_response(tx, kept.id, &answer).await?;
        }
        Outcome::First => {
            let first = First {
                ask: &ask,
                survey,
                wave,
                answer: &answer,
                receipt: receipt.as_deref(),
                undo_until,
            };
            first.keep(tx, versions, scope, now).await?;
        }
    }
    Ok(answered(surveys, survey, &answer, undo_until))
}

/// An answer that was not there before.
struct First<'a> {
    ask: &'a AskRow,
    survey: &'a Survey,
    wave: Wave,
    answer: &'a Answer,
    receipt: Option<&'a [u8]>,
    undo_until: Timestamp,
}

impl First<'_> {
    async fn keep(
        &self,
        tx: &Tx,
        versions: &Versions,
        scope: &AccountScope,
        now: Timestamp,
    ) -> Result<()> {
        let (who, answered_at) = if self.ask.is_anonymous {
            (None, start_of(self.wave.from, &TimeZone::UTC)?)
        } else {
            let person = Person::load(tx.connection(), versions, scope, now).await?;
            let at = contact_time(&person.history, now);
            let kind = ContactKind::Answered;
            add_contact(tx, scope.member, &self.ask.survey, kind, at).await?;
            (Some((scope.member, scope.account, person.groups(now))), now)
        };
        let new = NewResponse {
            ask: self.ask,
            kind: words::kind(self.survey.kind),
            answer: self.answer,
            who,
            receipt: self.receipt,
            answered_at,
            undo_until: self.undo_until,
        };
        insert_response(tx, &new).await?;
        set_state(tx, self.ask.id, AskState::Answered).await
    }
}

/// Takes an answer back within ten seconds, as if it had not been given. Without one there is nothing to do.
pub async fn undo(
    tx: &Tx,
    scope: &AccountScope,
    id: Uuid,
    receipt: Option<&str>,
    now: Timestamp,
) -> Result<()> {
    let ask = own_ask(tx, scope, id).await?;
    let receipt = receipt.and_then(|receipt| receipt_hash(&ask, Some(receipt)).ok().flatten());
    let Some(kept) = response(tx, &ask, receipt.as_deref()).await? else {
        return Ok(());
    };
    let first = first_kept(&kept)?;
    let is_within = now.duration_since(first.at).abs() <= UNDO_WINDOW;
    if !is_within || kept.settled_at.is_some() {
        return Err(AnswerProblem::Answered { at: first.at }.into());
    }
    let sql = "SELECT count(*) FROM follow_up_step WHERE response_id = $1";
    if number(tx.connection(), sql, [kept.id.into()]).await? > 0 {
        return Err(AnswerProblem::Answered { at: first.at }.into());
    }
    let sql = "DELETE FROM survey_response WHERE id = $1";
    execute(tx.connection(), sql, [kept.id.into()]).await?;
    // Another question may have been asked in the same sitting, and only one is open at a time.
    let state = match open_ask(tx.connection(), scope.member).await? {
        Some(_) => AskState::Lapsed,
        None => AskState::Open,
    };
    set_state(tx, ask.id, state).await
}

/// Keeps the reason as it was typed last; an empty one takes it back.
pub async fn why(
    tx: &Tx,
    surveys: &Surveys,
    scope: &AccountScope,
    id: Uuid,
    (text, receipt): (&str, Option<&str>),
    now: Timestamp,
) -> Result<()> {
    let ask = own_ask(tx, scope, id).await?;
    let (survey, wave) = ask.survey(surveys).ok_or_else(|| ended(now))?;
    let text = read_text(text)?;
    let receipt = receipt_hash(&ask, receipt)?;
    let kept = response(tx, &ask, receipt.as_deref()).await?;
    let kept = kept.ok_or(Error::Conflict(Conflict::NotAnswered))?;
    if survey.why.is_empty() {
        return Err(Error::Conflict(Conflict::NotAnswered));
    }
    accept_text(wave, &ask.zone()?, &known_since(&ask, wave, &kept)?, now)?;
    let sql = "UPDATE survey_response SET why = $1 WHERE id = $2";
    execute(tx.connection(), sql, [text.into(), kept.id.into()]).await?;
    Ok(())
}

/// Not now, or never by any survey. Said again it changes nothing, and after an answer it is too late.
pub async fn not_now(
    tx: &Tx,
    scope: &AccountScope,
    id: Uuid,
    is_never: bool,
    now: Timestamp,
) -> Result<()> {
    let ask = own_ask(tx, scope, id).await?;
    let (state, kind) = if is_never {
        (AskState::Never, ContactKind::Never)
    } else {
        (AskState::NotNow, ContactKind::NotNow)
    };
    match ask.state.0 {
        AskState::Open | AskState::Lapsed => {}
        AskState::NotNow if is_never => {}
        AskState::NotNow | AskState::Never => return Ok(()),
        AskState::Answered => {
            let at = ask.asked_at.0;
            return Err(AnswerProblem::Answered { at }.into());
        }
    }
    let history = history(tx.connection(), scope.member).await?;
    let at = contact_time(&history, now);
    add_contact(tx, scope.member, &ask.survey, kind, at).await?;
    set_state(tx, ask.id, state).await
}

/// A promoter takes up what was offered: somebody of the vendor gets in touch.
pub async fn interest(
    tx: &Tx,
    surveys: &Surveys,
    scope: &AccountScope,
    id: Uuid,
    wanted: GiveInterest,
    now: Timestamp,
) -> Result<()> {
    let ask = own_ask(tx, scope, id).await?;
    let (survey, _) = ask.survey(surveys).ok_or_else(|| ended(now))?;
    let kept = response(tx, &ask, None).await?;
    let kept = kept.ok_or(Error::Conflict(Conflict::NotAnswered))?;
    let offers = offers(survey, &kept.answer()?);
    let offer = wanted.offer.filter(|offer| offers.contains(offer));
    let offer = offer.ok_or(Error::Conflict(Conflict::NotAnswered))?;
    let sql = "UPDATE survey_response SET offer = $1 WHERE id = $2";
    let values = [offer.word().into(), kept.id.into()];
    execute(tx.connection(), sql, values).await?;
    follow_ups::take_interest(
        tx,
        survey,
        (scope.account, scope.member),
        kept.id,
        offer,
        now,
    )
    .await
}

fn answered(
    surveys: &Surveys,
    survey: &Survey,
    answer: &Answer,
    undo_until: Timestamp,
) -> SurveyAnswered {
    let group = group(survey, answer);
    SurveyAnswered {
        answer: words::answer(answer),
        group: group.map(words::group),
        undo_until: undo_until.to_string(),
        offers: offers(survey, answer),
        next: surveys.next_after(survey).map(|next| next.id.clone()),
    }
}

pub(super) fn group(survey: &Survey, answer: &Answer) -> Option<Group> {
    match answer {
        Answer::Value(value) => survey.kind.group(*value),
        Answer::Choice(_) | Answer::Text(_) => None,
    }
}

fn offers(survey: &Survey, answer: &Answer) -> Vec<SurveyOffer> {
    let rule = survey.follow_up.as_ref();
    let rule = rule.filter(|_| group(survey, answer) == Some(Group::Promoter));
    rule.map_or_else(Vec::new, |rule| {
        rule.offers.iter().copied().map(words::offer).collect()
    })
}

/// The kept answer with the moment at which it was first given. Of an anonymous one that moment is known for as long as it can
/// be taken back; afterwards it lies at the beginning of the wave.
fn first_kept(kept: &ResponseRow) -> Result<Kept> {
    let at = match kept.undo_until {
        Some(until) => until.0.checked_sub(UNDO_WINDOW).unwrap_or(Timestamp::MIN),
        None => kept.answered_at.0,
    };
    Ok(Kept {
        answer: kept.answer()?,
        at,
    })
}

/// From when the reason may be written for a day. The day of an anonymous answer is not kept, so the wave alone counts.
fn known_since(ask: &AskRow, wave: Wave, kept: &ResponseRow) -> Result<Kept> {
    let mut kept = first_kept(kept)?;
    if ask.is_anonymous {
        kept.at = wave.begins(&ask.zone()?);
    }
    Ok(kept)
}

/// Nothing where the survey keeps who answers. An anonymous one cannot do without: how else should the answer be found again?
fn receipt_hash(ask: &AskRow, receipt: Option<&str>) -> Result<Option<Vec<u8>>> {
    if !ask.is_anonymous {
        return Ok(None);
    }
    let is_long = |receipt: &&str| (SHORTEST_RECEIPT..=LONGEST_RECEIPT).contains(&receipt.len());
    let receipt = receipt.filter(is_long);
    let receipt = receipt.ok_or(Error::Conflict(Conflict::NoReceipt))?;
    // Bound to the ask's survey and wave, not to the ask: the id would lead back to who was asked.
    let bound = format!("{}\n{}\n{receipt}", ask.survey, ask.wave);
    Ok(Some(TokenHash::of(&bound).to_vec()))
}

/// The survey's file has gone, or has other waves now.
fn ended(now: Timestamp) -> Error {
    AnswerProblem::Closed { at: now }.into()
}
