//! Whether a member is asked something now, and that it was.

use contract::{
    AskState, AskedBecause, CreateAsk, SurveyNow, SurveyPage, SurveyQuestion, SurveyWish,
};
use jiff::{SignedDuration, Timestamp};
use loyalty::Versions;
use sea_orm::ConnectionTrait;
use survey::asking::{
    Contact, ContactKind, ContactLimit, Frame, Question, Situation, Verdict, WhyNot, may_ask,
    recorded_at,
};
use survey::{Survey, Surveys, Wave};
use uuid::Uuid;

use super::frame;
use super::person::{Person, history, visit};
use super::rows::{AskRow, add_contact, lock_member, open_ask, own_ask, set_state};
use super::words;
use crate::accounts::find_zone;
use crate::db::execute;
use crate::entity::column::Code as _;
use crate::moment::new_id;
use crate::{AccountScope, Conflict, Db, Error, Result, Tx};

/// Who neither answers nor says anything else is shown the question for so long.
const SHOWN_FOR: SignedDuration = SignedDuration::from_hours(7 * 24);
/// So long after it was asked, a question can be followed by the next of the same sitting.
const SITTING: SignedDuration = SignedDuration::from_hours(24);

/// What may be asked of the member on the page, without recording anything.
pub async fn may_be_asked(
    db: &Db,
    surveys: &Surveys,
    versions: &Versions,
    scope: &AccountScope,
    page: SurveyPage,
    now: Timestamp,
) -> Result<SurveyNow> {
    let connection = db.reader();
    if let Some(open) = open_ask(connection, scope.member).await?
        && is_shown(&open, surveys, now)?
    {
        let found = open.survey(surveys);
        let here = found.filter(|(survey, _)| survey.pages.contain(words::page(page)));
        let because = open.because()?;
        return Ok(SurveyNow {
            question: here.map(|(survey, _)| shown(survey, Some(&open), because)),
        });
    }
    let zone = find_zone(connection, scope.account).await?;
    let open_here: Vec<(&Survey, Wave)> = surveys
        .iter()
        .filter(|survey| survey.pages.contain(words::page(page)))
        .filter_map(|survey| Some((survey, survey.waves.open_at(now, &zone)?)))
        .collect();
    if open_here.is_empty() {
        return Ok(SurveyNow::default());
    }
    let asking = Asking::begin(connection, versions, scope, page, now).await?;
    for (survey, wave) in open_here {
        if let Verdict::Ask { because, .. } = asking.verdict(connection, survey, wave).await? {
            let question = shown(survey, None, words::because(because));
            return Ok(SurveyNow {
                question: Some(question),
            });
        }
    }
    Ok(SurveyNow::default())
}

/// Records that the member is asked, and gives the question. Asked again in another tab, it is the same ask.
/// [`Conflict::NotAskedNow`] when the rules say otherwise meanwhile.
pub async fn ask(
    tx: &Tx,
    surveys: &Surveys,
    versions: &Versions,
    scope: &AccountScope,
    asked: &CreateAsk,
    now: Timestamp,
) -> Result<SurveyQuestion> {
    let connection = tx.connection();
    let survey = surveys.get(&asked.survey).ok_or(Error::NotFound)?;
    lock_member(tx, scope.member).await?;
    if let Some(open) = open_ask(connection, scope.member).await? {
        if open.survey == survey.id && is_shown(&open, surveys, now)? {
            return Ok(shown(survey, Some(&open), open.because()?));
        }
        set_state(tx, open.id, AskState::Lapsed).await?;
    }
    let not_now = || Error::Conflict(Conflict::NotAskedNow);
    let asking = Asking::begin(connection, versions, scope, asked.page, now).await?;
    let wave = survey.waves.open_at(now, &asking.person.zone);
    let wave = wave.ok_or_else(not_now)?;
    frame::hold(tx, versions, (survey, wave), scope.account, now).await?;
    let verdict = asking.verdict(connection, survey, wave).await?;
    let (because, after) = match (verdict, &asked.after) {
        (Verdict::Ask { because, .. }, None) => (words::because(because), None),
        (Verdict::NotNow { reasons, .. }, Some(after)) => {
            let before = sitting(tx, surveys, scope, &after.0, now).await?;
            let is_next = before
                .survey(surveys)
                .is_some_and(|(before, _)| before.next.as_deref() == Some(&survey.id));
            if !is_next || reasons.iter().any(stands_against_sitting) {
                return Err(not_now());
            }
            (before.because()?, Some(before.id))
        }
        _ => return Err(not_now()),
    };
    let at = contact_time(&asking.person.history, now);
    let id = keep(tx, scope, (survey, wave), asked, (because, after), at).await?;
    if after.is_none() {
        add_contact(tx, scope.member, &survey.id, ContactKind::Asked, at).await?;
    }
    let mut question = shown(survey, None, because);
    question.ask = Some(contract::AskId(id.to_string()));
    Ok(question)
}

/// Never to be asked again by any survey, or again.
pub async fn wish(tx: &Tx, scope: &AccountScope, wish: SurveyWish, now: Timestamp) -> Result<()> {
    lock_member(tx, scope.member).await?;
    let history = history(tx.connection(), scope.member).await?;
    if wish.is_never == is_never(&history) {
        return Ok(());
    }
    let kind = if wish.is_never {
        ContactKind::Never
    } else {
        ContactKind::Again
    };
    let at = contact_time(&history, now);
    add_contact(tx, scope.member, "", kind, at).await?;
    if wish.is_never
        && let Some(open) = open_ask(tx.connection(), scope.member).await?
    {
        set_state(tx, open.id, AskState::Never).await?;
    }
    Ok(())
}

/// The moment under which a contact is kept: later than all that are kept already, whatever the clock says, so that their order
/// is that in which they came.
pub(super) fn contact_time(history: &[Contact], now: Timestamp) -> Timestamp {
    let at = recorded_at(history, now);
    if history.iter().any(|contact| contact.at == at) {
        at.checked_add(SignedDuration::from_micros(1)).unwrap_or(at)
    } else {
        at
    }
}

/// Whether the member's last word is never to be asked.
pub(super) fn is_never(history: &[Contact]) -> bool {
    history
        .iter()
        .rev()
        .find(|contact| matches!(contact.kind, ContactKind::Never | ContactKind::Again))
        .is_some_and(|contact| contact.kind == ContactKind::Never)
}

/// A member on a page.
pub(super) struct Asking<'a> {
    pub versions: &'a Versions,
    account: Uuid,
    member: Uuid,
    pub person: Person,
    situation: Situation,
    now: Timestamp,
}

impl<'a> Asking<'a> {
    pub async fn begin(
        connection: &impl ConnectionTrait,
        versions: &'a Versions,
        scope: &AccountScope,
        page: SurveyPage,
        now: Timestamp,
    ) -> Result<Self> {
        // What the member is doing is known in the browser alone, which waits for a quiet moment before it asks.
        let situation = Situation {
            visit: visit(connection, scope, now).await?,
            page: words::page(page),
            task: None,
        };
        Ok(Self {
            versions,
            account: scope.account,
            member: scope.member,
            person: Person::load(connection, versions, scope, now).await?,
            situation,
            now,
        })
    }

    pub async fn verdict(
        &self,
        connection: &impl ConnectionTrait,
        survey: &Survey,
        wave: Wave,
    ) -> Result<Verdict> {
        let who = (self.account, self.member);
        let frame = frame::frame(connection, self.versions, (survey, wave), who, self.now).await?;
        Ok(self.judge(survey, &frame))
    }

    /// With the frame of the open wave; an empty one while none is open.
    pub fn judge(&self, survey: &Survey, frame: &Frame) -> Verdict {
        let question = Question {
            survey,
            limit: ContactLimit::default(),
            frame,
        };
        may_ask(&question, &self.person.asked(), self.situation, self.now)
    }
}

/// The question whose sitting it is: answered, and not long ago.
async fn sitting(
    tx: &Tx,
    surveys: &Surveys,
    scope: &AccountScope,
    before: &str,
    now: Timestamp,
) -> Result<AskRow> {
    let id = Uuid::parse_str(before).map_err(|_| Error::NotFound)?;
    let before = own_ask(tx, scope, id).await?;
    let is_over = now.duration_since(before.asked_at.0) > SITTING;
    if before.state.0 != AskState::Answered || is_over || before.survey(surveys).is_none() {
        return Err(Error::Conflict(Conflict::NotAskedNow));
    }
    Ok(before)
}

/// The second question of a sitting is no further contact, so neither the limit nor the sample stands against it.
const fn stands_against_sitting(why: &WhyNot) -> bool {
    matches!(
        why,
        WhyNot::Never
            | WhyNot::OtherPersona
            | WhyNot::OtherTier
            | WhyNot::OtherLifeStage
            | WhyNot::NoWave
            | WhyNot::AskedInThisWave
    )
}

fn is_shown(ask: &AskRow, surveys: &Surveys, now: Timestamp) -> Result<bool> {
    let zone = ask.zone()?;
    let is_open = ask
        .survey(surveys)
        .is_some_and(|(_, wave)| wave.is_open(now, &zone));
    Ok(is_open && now.duration_since(ask.asked_at.0) < SHOWN_FOR)
}

fn shown(survey: &Survey, ask: Option<&AskRow>, because: AskedBecause) -> SurveyQuestion {
    SurveyQuestion {
        survey: survey.id.clone(),
        ask: ask.map(AskRow::ask_id),
        kind: words::kind(survey.kind),
        text: words::texts(&survey.question),
        choices: survey.choices.iter().map(words::choice).collect(),
        whys: words::whys(survey),
        thanks: words::texts(&survey.thanks),
        is_anonymous: survey.is_anonymous,
        earns: survey.earns,
        because,
    }
}

async fn keep(
    tx: &Tx,
    scope: &AccountScope,
    (survey, wave): (&Survey, Wave),
    asked: &CreateAsk,
    (because, after): (AskedBecause, Option<Uuid>),
    at: Timestamp,
) -> Result<Uuid> {
    let sql = "
        INSERT INTO survey_ask (id, survey, wave, account_id, member_id, after_id, page, subject, question, because,
            is_anonymous, state, asked_at)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, 'open', $12)";
    let id = new_id(at);
    let values = [
        id.into(),
        survey.id.as_str().into(),
        wave.from.to_string().into(),
        scope.account.into(),
        scope.member.into(),
        after.into(),
        asked.page.word().into(),
        asked.subject.clone().into(),
        words::json(&words::texts(&survey.question))?.into(),
        words::json(&because)?.into(),
        survey.is_anonymous.into(),
        at.as_microsecond().into(),
    ];
    execute(tx.connection(), sql, values).await?;
    Ok(id)
}
