//! The contract with who is asked: when next, why, who sees the answer, and what happened with it.

use contract::{
    AskId, AskState, FeedbackView, HeardId, HeardReach, HeardView, OwnAnswer, OwnAsk, OwnFollowUp,
    Persona, SurveyKind, SurveyOutlook, SurveyPage,
};
use jiff::Timestamp;
use loyalty::Versions;
use sea_orm::FromQueryResult;
use survey::asking::{Frame, Verdict};
use survey::{Answer, FollowUpState, Survey, Surveys};
use uuid::Uuid;

use super::asking::{Asking, is_never};
use super::{frame, words};
use crate::db::rows;
use crate::entity::column::{Code, Coded, Moment};
use crate::{AccountScope, Db, Result};

/// How many asks and outcomes are shown.
const LATEST: i64 = 50;

/// All that the member may know.
pub async fn feedback(
    db: &Db,
    surveys: &Surveys,
    versions: &Versions,
    scope: &AccountScope,
    now: Timestamp,
) -> Result<FeedbackView> {
    let asking = Asking::begin(db.reader(), versions, scope, SurveyPage::Home, now).await?;
    let mut outlooks = Vec::new();
    for survey in surveys.iter() {
        outlooks.push(outlook(db, &asking, survey, scope, now).await?);
    }
    Ok(FeedbackView {
        is_never: is_never(&asking.person.history),
        surveys: outlooks,
        asks: own_asks(db, surveys, scope).await?,
        heard: heard(db, scope).await?,
    })
}

async fn outlook(
    db: &Db,
    asking: &Asking<'_>,
    survey: &Survey,
    scope: &AccountScope,
    now: Timestamp,
) -> Result<SurveyOutlook> {
    let frame = match survey.waves.open_at(now, &asking.person.zone) {
        Some(wave) => {
            let who = (scope.account, scope.member);
            frame::frame(db.reader(), asking.versions, (survey, wave), who, now).await?
        }
        None => Frame::default(),
    };
    let (reasons, earliest) = match asking.judge(survey, &frame) {
        Verdict::Ask { .. } => (Vec::new(), survey::asking::Earliest::At(now)),
        Verdict::NotNow { reasons, earliest } => (reasons, earliest),
    };
    let audience = &survey.audience;
    let stages = audience.life_stages.iter().copied();
    Ok(SurveyOutlook {
        survey: survey.id.clone(),
        text: words::texts(&survey.question),
        is_anonymous: survey.is_anonymous,
        earns: survey.earns,
        personas: audience.personas.clone(),
        tiers: audience.tiers.clone(),
        life_stages: stages.map(words::life_stage).collect(),
        earliest: words::earliest(earliest),
        reasons: reasons.into_iter().filter_map(words::reason).collect(),
    })
}

#[derive(FromQueryResult)]
struct OwnRow {
    id: Uuid,
    survey: String,
    question: String,
    because: String,
    is_anonymous: bool,
    state: Coded<AskState>,
    asked_at: Moment,
    kind: Option<Coded<SurveyKind>>,
    value: Option<i32>,
    words: Option<String>,
    why: Option<String>,
    answered_at: Option<Moment>,
    follow_up_state: Option<Coded<FollowUpState>>,
    owner: Option<String>,
    due_on: Option<String>,
    outcome: Option<String>,
    closed_at: Option<Moment>,
}

async fn own_asks(db: &Db, surveys: &Surveys, scope: &AccountScope) -> Result<Vec<OwnAsk>> {
    let values = [scope.member.into(), scope.account.into(), LATEST.into()];
    let found: Vec<OwnRow> = rows(db.reader(), OWN, values).await?;
    found.into_iter().map(|row| row.view(surveys)).collect()
}

// The follow-up shown beside an answer is the one that this answer opened, joined or opened again.
const OWN: &str = "
    SELECT k.id, k.survey, k.question, k.because, k.is_anonymous, k.state, k.asked_at,
        r.kind, r.value, r.words, r.why, r.answered_at,
        f.state AS follow_up_state, o.name AS owner, f.due_on, f.outcome, f.closed_at
    FROM survey_ask k
        LEFT JOIN survey_response r ON r.ask_id = k.id
        LEFT JOIN follow_up f ON f.id = (
            SELECT s.follow_up_id FROM follow_up_step s WHERE s.response_id = r.id ORDER BY s.id LIMIT 1)
        LEFT JOIN member o ON o.id = f.owner_id
    WHERE k.member_id = $1 AND k.account_id = $2
    ORDER BY k.id DESC LIMIT $3";

impl OwnRow {
    fn view(self, surveys: &Surveys) -> Result<OwnAsk> {
        let answer = match self.kind {
            Some(kind) => Some((kind.0, words::kept_answer(kind.0, self.value, self.words)?)),
            None => None,
        };
        let choice = |answer: &Answer| {
            let Answer::Choice(id) = answer else {
                return None;
            };
            let choices = &surveys.get(&self.survey)?.choices;
            let found = choices.iter().find(|choice| choice.id == *id)?;
            Some(words::texts(&found.text))
        };
        let answer = answer.map(|(kind, answer)| OwnAnswer {
            kind,
            answer: words::answer(&answer),
            choice: choice(&answer),
            why: self.why,
            answered_at: self.answered_at.map(Moment::rfc3339).unwrap_or_default(),
        });
        let follow_up = self.follow_up_state.map(|state| OwnFollowUp {
            owner: self.owner,
            is_open: state.0 == FollowUpState::Open,
            due_on: self.due_on.unwrap_or_default(),
            outcome: self.outcome,
            closed_at: self.closed_at.map(Moment::rfc3339),
        });
        Ok(OwnAsk {
            id: AskId(self.id.to_string()),
            text: words::read_json(&self.question)?,
            survey: self.survey,
            asked_at: self.asked_at.rfc3339(),
            because: words::read_json(&self.because)?,
            is_anonymous: self.is_anonymous,
            state: self.state.0,
            answer,
            follow_up,
        })
    }
}

#[derive(FromQueryResult)]
struct HeardRow {
    id: Uuid,
    said: String,
    done: String,
    account_id: Option<Uuid>,
    persona: Option<Coded<Persona>>,
    published_at: Moment,
}

/// What was published for the member's account, for the member's persona, and for all.
async fn heard(db: &Db, scope: &AccountScope) -> Result<Vec<HeardView>> {
    let sql = "
        SELECT id, said, done, account_id, persona, published_at FROM heard
        WHERE withdrawn_at IS NULL AND (account_id IS NULL OR account_id = $1) AND (persona IS NULL OR persona = $2)
        ORDER BY published_at DESC, id DESC LIMIT $3";
    let persona = scope.persona.map(Code::word);
    let values = [
        scope.account.into(),
        persona.unwrap_or_default().into(),
        LATEST.into(),
    ];
    let found: Vec<HeardRow> = rows(db.reader(), sql, values).await?;
    let view = |row: HeardRow| {
        Ok(HeardView {
            id: HeardId(row.id.to_string()),
            said: words::read_json(&row.said)?,
            done: words::read_json(&row.done)?,
            reach: match (row.account_id, row.persona) {
                (Some(_), _) => HeardReach::Account,
                (None, Some(_)) => HeardReach::Persona,
                (None, None) => HeardReach::All,
            },
            published_at: row.published_at.rfc3339(),
        })
    };
    found.into_iter().map(view).collect()
}
