//! What was said, kept on this device until the server has it: a closed tab, a reload and a lost network lose nothing.

use contract::{
    AskId, GiveAnswer, GiveWhy, LocalText, MemberId, SurveyAnswer, SurveyAnswered, SurveyQuestion,
};
use serde::{Deserialize, Serialize};

use crate::browser;

/// Who says nothing more for so long has said all there is.
const OPEN_FOR: f64 = 3_600_000.0;
/// So long an answer can be changed.
pub const UNDO_FOR: f64 = 10_000.0;

/// An answer on its way, with what it answers.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Draft {
    pub member: MemberId,
    pub ask: AskId,
    pub question: SurveyQuestion,
    pub answer: SurveyAnswer,
    /// Of an anonymous answer.
    pub receipt: Option<String>,
    pub why: String,
    /// Milliseconds since 1970 of the first answer.
    pub at: f64,
    /// What the server said to the answer, once it has it.
    pub answered: Option<SurveyAnswered>,
    /// Whether the server has the reason as it stands here.
    pub is_explained: bool,
    /// Whether the giver has closed the panel: what is left is only sent.
    pub is_done: bool,
}

/// Whether something of this member waits here.
pub fn is_waiting(member: &MemberId) -> bool {
    load(member).is_some()
}

/// What waits here of this member; what is somebody else's or old news is forgotten.
pub fn load(member: &MemberId) -> Option<Draft> {
    let text = browser::load(browser::ANSWER)?;
    let draft = serde_json::from_str::<Draft>(&text).ok();
    let draft =
        draft.filter(|draft| draft.member == *member && draft.is_worth_keeping(browser::now()));
    if draft.is_none() {
        browser::forget(browser::ANSWER);
    }
    draft
}

impl Draft {
    pub fn new(
        member: MemberId,
        question: SurveyQuestion,
        answer: SurveyAnswer,
        at: f64,
    ) -> Option<Self> {
        Some(Self {
            member,
            ask: question.ask.clone()?,
            receipt: question.is_anonymous.then(browser::random_id),
            question,
            answer,
            why: String::new(),
            at,
            answered: None,
            is_explained: true,
            is_done: false,
        })
    }

    pub fn save(&self) {
        if let Ok(text) = serde_json::to_string(self) {
            browser::save(browser::ANSWER, &text);
        }
    }

    pub fn is_sent(&self) -> bool {
        self.answered.is_some() && self.is_explained
    }

    fn is_worth_keeping(&self, now: f64) -> bool {
        !self.is_sent() || (!self.is_done && now - self.at < OPEN_FOR)
    }

    pub fn is_settled(&self, now: f64) -> bool {
        now - self.at >= UNDO_FOR
    }

    pub fn given(&self) -> GiveAnswer {
        GiveAnswer {
            answer: self.answer.clone(),
            receipt: self.receipt.clone(),
        }
    }

    pub fn reason(&self) -> GiveWhy {
        GiveWhy {
            text: self.why.clone(),
            receipt: self.receipt.clone(),
        }
    }

    /// What is asked after this answer.
    pub fn asks_why(&self) -> Option<LocalText> {
        let SurveyAnswer::Value(value) = self.answer else {
            return None;
        };
        let whys = &self.question.whys;
        let why = whys.iter().find(|why| why.from <= value)?;
        Some(why.text.clone())
    }
}

#[cfg(test)]
mod tests {
    use contract::{AskedBecause, SurveyGroup, SurveyKind, SurveyWhy};

    use super::*;

    fn draft(value: u8) -> Draft {
        let text = |en: &str| LocalText {
            en: Some(en.to_owned()),
            ..LocalText::default()
        };
        let why = |group, from, en: &str| SurveyWhy {
            group,
            from,
            text: text(en),
        };
        let question = SurveyQuestion {
            survey: "relationship".to_owned(),
            ask: Some(AskId("1".to_owned())),
            kind: SurveyKind::Nps,
            text: text("?"),
            choices: Vec::new(),
            whys: vec![
                why(SurveyGroup::Promoter, 9, "high"),
                why(SurveyGroup::Passive, 7, "middle"),
                why(SurveyGroup::Detractor, 0, "low"),
            ],
            thanks: text("Thanks"),
            is_anonymous: false,
            earns: true,
            because: AskedBecause {
                persona: None,
                tier: None,
                life_stage: None,
                sampled: 1,
                audience: 1,
            },
        };
        let answer = SurveyAnswer::Value(value);
        Draft::new(MemberId("m".to_owned()), question, answer, 1_000.0).expect("was asked")
    }

    #[test]
    fn the_question_after_an_answer_is_that_of_its_group() {
        let of = |value| draft(value).asks_why().and_then(|text| text.en);
        assert_eq!(of(10).as_deref(), Some("high"));
        assert_eq!(of(8).as_deref(), Some("middle"));
        assert_eq!(of(0).as_deref(), Some("low"));
    }

    #[test]
    fn what_the_server_has_not_got_is_kept_for_ever() {
        let mut draft = draft(3);
        let later = 1_000.0 + 2.0 * OPEN_FOR;
        assert!(draft.is_worth_keeping(later));
        draft.answered = Some(SurveyAnswered {
            answer: SurveyAnswer::Value(3),
            group: None,
            undo_until: String::new(),
            offers: Vec::new(),
            next: None,
        });
        assert!(!draft.is_worth_keeping(later));
        assert!(draft.is_worth_keeping(2_000.0));
        draft.is_done = true;
        assert!(!draft.is_worth_keeping(2_000.0));
        draft.is_explained = false;
        assert!(draft.is_worth_keeping(later));
    }

    #[test]
    fn ten_seconds_are_ten_seconds() {
        let draft = draft(3);
        assert!(!draft.is_settled(10_999.0));
        assert!(draft.is_settled(11_000.0));
    }
}
