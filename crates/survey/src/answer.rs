//! What an answer may be, and whether it still counts.

use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use thiserror::Error;

use crate::definition::{Kind, Survey, Wave};

/// Characters of a "why" or an open answer.
pub const LONGEST_TEXT: usize = 4_000;
/// So long an answer can be changed after it was given.
pub const UNDO_WINDOW: SignedDuration = SignedDuration::from_secs(10);
/// So long the "why" can still be written, also when the wave ends meanwhile.
pub const TEXT_GRACE: SignedDuration = SignedDuration::from_hours(24);

/// What was said, before any "why".
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Answer {
    /// On the survey's scale.
    Value(u8),
    /// The id of one of its choices.
    Choice(String),
    Text(String),
}

/// An answer that is kept, and when it was given for the first time.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Kept {
    pub answer: Answer,
    pub at: Timestamp,
}

/// What becomes of an answer that is taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Outcome {
    First,
    /// It replaces the one before; the moment of the first stays, so that the window does not move on.
    Changed,
    /// It says the same: sent twice, perhaps after the network was lost.
    Same,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Error)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum AnswerProblem {
    #[error("the answer must be a whole number from {lowest} to {highest}")]
    NotOnScale { lowest: u8, highest: u8 },
    #[error("the answer must be one of the choices")]
    NoSuchChoice,
    #[error("the answer must be a text")]
    NotText,
    #[error("the text is empty")]
    Empty,
    #[error("the text has more than {longest} characters")]
    TooLong { longest: usize },
    #[error("the survey has ended")]
    Closed { at: Timestamp },
    #[error("the survey has not begun")]
    NotOpen { from: Timestamp },
    #[error("the question was answered already")]
    Answered { at: Timestamp },
}

/// An answer as it came over the wire.
pub fn read_answer(survey: &Survey, given: &Value) -> Result<Answer, AnswerProblem> {
    match survey.kind {
        Kind::Nps | Kind::Csat | Kind::Effort => read_value(survey.kind, given).map(Answer::Value),
        Kind::Choice => {
            let id = given.as_str().ok_or(AnswerProblem::NoSuchChoice)?;
            let is_known = survey.choices.iter().any(|choice| choice.id == id);
            is_known
                .then(|| Answer::Choice(id.to_owned()))
                .ok_or(AnswerProblem::NoSuchChoice)
        }
        Kind::Open => {
            let text = read_text(given.as_str().ok_or(AnswerProblem::NotText)?)?;
            text.map(Answer::Text).ok_or(AnswerProblem::Empty)
        }
    }
}

/// A JSON integer on the scale: neither `9.0` nor `"9"` is one.
fn read_value(kind: Kind, given: &Value) -> Result<u8, AnswerProblem> {
    let (lowest, highest) = kind.scale().unwrap_or((0, 10));
    given
        .as_u64()
        .and_then(|value| u8::try_from(value).ok())
        .filter(|value| (lowest..=highest).contains(value))
        .ok_or(AnswerProblem::NotOnScale { lowest, highest })
}

/// A "why" as it was typed; nothing when nothing is left of it. Lines end in one way, and control characters are dropped.
pub fn read_text(given: &str) -> Result<Option<String>, AnswerProblem> {
    let too_long = AnswerProblem::TooLong {
        longest: LONGEST_TEXT,
    };
    // A character takes at most four bytes: what is longer need not be looked at.
    if given.len() > 8 * LONGEST_TEXT {
        return Err(too_long);
    }
    let kept: String = given
        .replace("\r\n", "\n")
        .chars()
        .filter(|character| matches!(character, '\n' | '\t') || !character.is_control())
        .collect();
    let text = kept.trim();
    if text.chars().count() > LONGEST_TEXT {
        return Err(too_long);
    }
    Ok((!text.is_empty()).then(|| text.to_owned()))
}

/// Whether an answer counts that comes at `now`.
pub fn accept(
    wave: Wave,
    zone: &TimeZone,
    kept: Option<&Kept>,
    answer: &Answer,
    now: Timestamp,
) -> Result<Outcome, AnswerProblem> {
    if let Some(kept) = kept {
        if kept.answer == *answer {
            return Ok(Outcome::Same);
        }
        // A clock that was set back opens no second window.
        let is_within = now.duration_since(kept.at).abs() <= UNDO_WINDOW;
        return is_within
            .then_some(Outcome::Changed)
            .ok_or(AnswerProblem::Answered { at: kept.at });
    }
    let (from, until) = (wave.begins(zone), wave.ends(zone));
    if now < from {
        return Err(AnswerProblem::NotOpen { from });
    }
    if now >= until {
        return Err(AnswerProblem::Closed { at: until });
    }
    Ok(Outcome::First)
}

/// Whether the "why" of a kept answer may be written or changed: while the wave is open, and a day after the answer.
pub fn accept_text(
    wave: Wave,
    zone: &TimeZone,
    kept: &Kept,
    now: Timestamp,
) -> Result<(), AnswerProblem> {
    let grace = kept.at.checked_add(TEXT_GRACE).unwrap_or(Timestamp::MAX);
    let at = wave.ends(zone).max(grace);
    if now < at {
        Ok(())
    } else {
        Err(AnswerProblem::Closed { at })
    }
}

/// When an answer can no longer be changed: from then on it is followed up.
pub fn settled_at(kept: &Kept) -> Timestamp {
    kept.at.checked_add(UNDO_WINDOW).unwrap_or(Timestamp::MAX)
}

#[cfg(test)]
mod tests;
