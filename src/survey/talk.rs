//! What is said and answered: every change is kept on this device first, then sent, and sent again until the server has it.

use contract::{
    CreateAsk, GiveInterest, MemberId, SurveyAnswer, SurveyOffer, SurveyPage, SurveyQuestion,
};
use leptos::{prelude::*, task::spawn_local};

use super::Place;
use super::draft::{self, Draft, UNDO_FOR};
use crate::api::{self, ApiError, Client, use_client};
use crate::browser;
use crate::components::{Toasts, use_toasts};
use crate::language::{Language, use_language};
use crate::session::use_session;
use crate::words::survey::in_language;

/// Where what was said is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Post {
    Nothing,
    OnItsWay,
    Kept,
    /// On this device alone, until the network is back.
    Waiting,
}

/// The talk about one question; copied freely.
#[derive(Clone, Copy)]
pub struct Talk {
    member: StoredValue<MemberId>,
    place: Place,
    pub question: RwSignal<Option<SurveyQuestion>>,
    pub draft: RwSignal<Option<Draft>>,
    pub post: RwSignal<Post>,
    /// Whether the answer can no longer be changed.
    pub is_settled: RwSignal<bool>,
    is_sending: StoredValue<bool>,
    /// The page on which was looked whether there is something to ask.
    looked_on: StoredValue<Option<SurveyPage>>,
    client: Client,
    language: Language,
    toasts: Toasts,
}

impl Talk {
    /// Nothing while nobody is signed in.
    pub fn begin() -> Option<Self> {
        let member = use_session().me_untracked()?.id;
        let waiting = draft::load(&member);
        let is_settled = waiting
            .as_ref()
            .is_some_and(|draft| draft.is_settled(browser::now()));
        let open = waiting.as_ref().filter(|draft| !draft.is_done);
        let talk = Self {
            member: StoredValue::new(member),
            place: expect_context(),
            question: RwSignal::new(open.map(|draft| draft.question.clone())),
            draft: RwSignal::new(waiting),
            post: RwSignal::new(Post::Nothing),
            is_settled: RwSignal::new(is_settled),
            is_sending: StoredValue::new(false),
            looked_on: StoredValue::new(None),
            client: use_client(),
            language: use_language(),
            toasts: use_toasts(),
        };
        talk.send();
        talk.settle_in_time();
        // What waits for the network is sent as soon as it is there.
        Effect::new(move |was: Option<bool>| {
            let is = talk.client.is_reachable();
            if was == Some(false) && is {
                talk.send();
            }
            is
        });
        Some(talk)
    }

    /// Asks, if there is something to ask on this page now.
    pub fn ask(self) {
        let Some(page) = self.place.page() else {
            return;
        };
        let is_talking = self.question.with_untracked(Option::is_some) || self.has_draft();
        if is_talking || self.looked_on.get_value() == Some(page) {
            return;
        }
        self.looked_on.set_value(Some(page));
        spawn_local(async move {
            let Ok(now) = api::survey_now(self.client, page).await else {
                return;
            };
            let Some(question) = now.question else { return };
            if question.ask.is_some() {
                let _ = self.question.try_set(Some(question));
                return;
            }
            let ask = CreateAsk {
                survey: question.survey,
                page,
                subject: self.place.subject(),
                after: None,
            };
            self.show(ask).await;
        });
    }

    async fn show(self, ask: CreateAsk) {
        // Refused, another tab has asked or the rules say otherwise by now: there is nothing to say about it.
        if let Ok(question) = api::create_ask(self.client, &ask, &browser::random_id()).await {
            let _ = self.draft.try_set(None);
            let _ = self.post.try_set(Post::Nothing);
            let _ = self.is_settled.try_set(false);
            let _ = self.question.try_set(Some(question));
        }
    }

    fn has_draft(self) -> bool {
        self.draft.with_untracked(Option::is_some)
    }

    /// What is chosen.
    pub fn answer(self) -> Option<SurveyAnswer> {
        self.draft
            .with(|draft| draft.as_ref().map(|draft| draft.answer.clone()))
    }

    pub fn choose(self, answer: SurveyAnswer) {
        let Some(question) = self.question.get_untracked() else {
            return;
        };
        match self.draft.get_untracked() {
            Some(draft) if draft.answer == answer || self.is_settled.get_untracked() => return,
            Some(draft) => self.keep(Draft {
                answer,
                answered: None,
                ..draft
            }),
            None => {
                let member = self.member.get_value();
                let Some(draft) = Draft::new(member, question, answer, browser::now()) else {
                    return;
                };
                self.keep(draft);
                self.settle_in_time();
            }
        }
        self.send();
    }

    pub fn explain(self, why: String) {
        let Some(draft) = self.draft.get_untracked() else {
            return;
        };
        if draft.why != why {
            self.keep(Draft {
                why,
                is_explained: false,
                ..draft
            });
        }
    }

    pub fn undo(self) {
        let Some(draft) = self.draft.get_untracked() else {
            return;
        };
        spawn_local(async move {
            let receipt = draft.receipt.as_deref();
            let undone = api::undo_answer(self.client, &draft.ask.0, receipt).await;
            match undone {
                Ok(()) => self.start_anew(),
                Err(ApiError::Offline) if draft.answered.is_none() => self.start_anew(),
                Err(ApiError::Offline) => {
                    let locale = self.language.get_untracked();
                    self.toasts.say(say!(locale, error.offline));
                }
                Err(_) => {
                    let _ = self.is_settled.try_set(true);
                }
            }
        });
    }

    fn start_anew(self) {
        browser::forget(browser::ANSWER);
        let _ = self.draft.try_set(None);
        let _ = self.post.try_set(Post::Nothing);
    }

    /// The giver has said all there is: it is sent, thanks are said, and the next question of the sitting is asked.
    pub fn finish(self) {
        let Some(draft) = self.draft.get_untracked() else {
            self.question.set(None);
            return;
        };
        let locale = self.language.get_untracked();
        self.toasts.say(in_language(&draft.question.thanks, locale));
        let next = draft
            .answered
            .as_ref()
            .and_then(|answered| answered.next.clone());
        let after = draft.ask.clone();
        let is_sent = draft.is_sent();
        self.keep(Draft {
            is_done: true,
            ..draft
        });
        self.question.set(None);
        if is_sent {
            browser::forget(browser::ANSWER);
            self.draft.set(None);
        }
        self.send();
        let Some((survey, page)) = next.zip(self.place.page()) else {
            return;
        };
        spawn_local(self.show(CreateAsk {
            survey,
            page,
            subject: self.place.subject(),
            after: Some(after),
        }));
    }

    /// Not now, or never by any survey.
    pub fn decline(self, is_never: bool) {
        let ask = self
            .question
            .get_untracked()
            .and_then(|question| question.ask);
        self.question.set(None);
        let Some(ask) = ask else { return };
        let locale = self.language.get_untracked();
        spawn_local(async move {
            if api::decline(self.client, &ask.0, is_never).await.is_ok() {
                self.toasts.say(if is_never {
                    say!(locale, survey.never_kept)
                } else {
                    say!(locale, survey.not_now_kept)
                });
            }
        });
    }

    pub fn take_offer(self, offer: SurveyOffer) {
        let Some(draft) = self.draft.get_untracked() else {
            return;
        };
        let locale = self.language.get_untracked();
        let interest = GiveInterest { offer: Some(offer) };
        spawn_local(async move {
            let told = match api::put_interest(self.client, &draft.ask.0, interest).await {
                Ok(()) => say!(locale, survey.interest_kept),
                Err(error) => crate::words::problem::sentence(locale, &error),
            };
            self.toasts.say(told);
        });
    }

    fn keep(self, draft: Draft) {
        draft.save();
        self.draft.set(Some(draft));
    }

    /// Sends what the server has not got. One at a time: what changes meanwhile is sent next.
    pub fn send(self) {
        if self.is_sending.get_value() {
            return;
        }
        let Some(draft) = self.draft.get_untracked().filter(|draft| !draft.is_sent()) else {
            return;
        };
        self.is_sending.set_value(true);
        self.post.set(Post::OnItsWay);
        spawn_local(async move {
            let outcome = deliver(self.client, &draft).await;
            let _ = self.is_sending.try_set_value(false);
            self.note(&draft, outcome);
        });
    }

    fn note(self, sent: &Draft, outcome: Result<Draft, ApiError>) {
        let Some(now) = self.draft.try_get_untracked().flatten() else {
            return;
        };
        match outcome {
            Ok(delivered) => {
                let merged = Draft {
                    answered: delivered.answered.filter(|_| now.answer == sent.answer),
                    is_explained: now.why == sent.why,
                    ..now
                };
                let is_over = merged.is_sent() && merged.is_done;
                if is_over {
                    self.start_anew();
                } else {
                    let is_sent = merged.is_sent();
                    self.keep(merged);
                    let _ = self.post.try_set(Post::Kept);
                    if !is_sent {
                        self.send();
                    }
                }
            }
            Err(ApiError::Conflict(_) | ApiError::NotFound | ApiError::Invalid(_)) => {
                let locale = self.language.get_untracked();
                self.toasts.say(say!(locale, survey.too_late));
                self.start_anew();
                let _ = self.question.try_set(None);
            }
            // It stays here, and is sent when the network or the server is back.
            Err(_) => {
                let _ = self.post.try_set(Post::Waiting);
            }
        }
    }

    fn settle_in_time(self) {
        let at = self
            .draft
            .with_untracked(|draft| draft.as_ref().map(|draft| draft.at));
        let Some(at) = at else { return };
        let left = (UNDO_FOR - (browser::now() - at)).max(0.0);
        let settle = move || {
            let _ = self.is_settled.try_set(true);
        };
        set_timeout(settle, std::time::Duration::from_secs_f64(left / 1_000.0));
    }
}

async fn deliver(client: Client, draft: &Draft) -> Result<Draft, ApiError> {
    let mut delivered = draft.clone();
    if delivered.answered.is_none() {
        let answered = api::put_answer(client, &draft.ask.0, &draft.given()).await?;
        delivered.answered = Some(answered);
    }
    if !delivered.is_explained {
        api::put_why(client, &draft.ask.0, &draft.reason()).await?;
        delivered.is_explained = true;
    }
    Ok(delivered)
}
