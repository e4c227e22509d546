//! "Was this helpful?" at the end of an article: one vote a person, which can be changed and given a reason.
//!
//! The question and what was said before stand in the served page as well; what follows a vote is fetched when it is needed.

use contract::{ArticleLink, ArticleView, Locale, MyReading, Vote};
use leptos::prelude::*;

use crate::api::{self, Client, Read, Write, use_client, use_write};
use crate::app::lazy::{self, Lazy};
use crate::components::{Button, Icon, Look, Toasts, use_toasts};
use crate::language::{Language, use_language};
use crate::words::problem;

/// How far the reader has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    /// Nothing is asked but whether it helped.
    Resting,
    /// The vote counts, and the reason is being asked for.
    Reasoning,
    /// The reason was given, or is not to be given.
    Done,
}

/// What the vote is about.
pub struct Subject {
    category: String,
    slug: String,
    locale: Locale,
    related: Vec<ArticleLink>,
}

impl Subject {
    pub fn of(article: &ArticleView) -> Self {
        Self {
            category: article.summary.category.clone(),
            slug: article.summary.slug.clone(),
            locale: article.summary.locale,
            related: article.related.clone(),
        }
    }
}

/// The reader's vote on one article; copied freely.
#[derive(Clone, Copy)]
pub struct Voting {
    subject: StoredValue<Subject>,
    mine: Read<MyReading>,
    /// What was said since the page was opened.
    said: RwSignal<Option<Vote>>,
    /// What was said last. Read again, it is mostly the same: then nothing that may be under a finger is drawn anew.
    vote: Memo<Option<Vote>>,
    pub step: RwSignal<Step>,
    /// What is typed as the reason.
    pub reason: RwSignal<String>,
    /// What is typed as a question.
    pub question: RwSignal<String>,
    /// Whether the reason was opened to be written, and not by the vote itself.
    pub begins_to_write: StoredValue<bool>,
    pub write: Write,
    client: Client,
    language: Language,
    toasts: Toasts,
}

impl Voting {
    fn of(subject: Subject, mine: Read<MyReading>) -> Self {
        let said = RwSignal::new(None);
        let vote = move |_: Option<&_>| said.get().or_else(|| mine.ready()?.vote);
        Self {
            subject: StoredValue::new(subject),
            mine,
            said,
            vote: Memo::new(vote),
            step: RwSignal::new(Step::Resting),
            reason: RwSignal::new(String::new()),
            question: RwSignal::new(String::new()),
            begins_to_write: StoredValue::new(false),
            write: use_write(),
            client: use_client(),
            language: use_language(),
            toasts: use_toasts(),
        }
    }

    pub fn vote(self) -> Option<Vote> {
        self.vote.get()
    }

    pub fn is_helpful(self) -> Option<bool> {
        self.vote().map(|vote| vote.is_helpful)
    }

    pub fn related(self) -> Vec<ArticleLink> {
        self.subject.with_value(|subject| subject.related.clone())
    }

    /// Answers the question. Another answer than before begins without a reason; what is being typed stays.
    fn choose(self, is_helpful: bool) {
        let before = untrack(|| self.vote());
        if before.as_ref().map(|vote| vote.is_helpful) == Some(is_helpful) {
            self.explain();
            return;
        }
        let given = before.and_then(|vote| vote.reason).unwrap_or_default();
        if self.reason.with_untracked(|typed| *typed == given) {
            self.reason.set(String::new());
        }
        self.begins_to_write.set_value(false);
        self.put(is_helpful, None, Step::Reasoning);
    }

    /// Opens the reason as it was given, unless another one is being typed.
    fn explain(self) {
        let given = untrack(|| self.vote()).and_then(|vote| vote.reason);
        if self.reason.with_untracked(String::is_empty) {
            self.reason.set(given.unwrap_or_default());
        }
        self.begins_to_write.set_value(true);
        self.step.set(Step::Reasoning);
    }

    /// Sends the vote and goes on when it counts.
    pub fn put(self, is_helpful: bool, reason: Option<String>, then: Step) {
        let (category, slug, locale) = self.subject.with_value(|subject| {
            (
                subject.category.clone(),
                subject.slug.clone(),
                subject.locale,
            )
        });
        let vote = Vote {
            is_helpful,
            reason,
            locale,
        };
        self.write.run(async move {
            api::put_vote(self.client, &category, &slug, &vote).await?;
            let _ = self.said.try_set(Some(vote));
            let _ = self.step.try_set(then);
            if then == Step::Done {
                let sent = say!(self.language.get_untracked(), verdict.sent);
                self.toasts.say(sent);
            }
            self.mine.refetch();
            Ok(())
        });
    }
}

#[component]
pub fn Verdict(subject: Subject, mine: Read<MyReading>) -> impl IntoView {
    let voting = Voting::of(subject, mine);
    let language = use_language();
    provide_context(voting);
    let step = voting.step;
    let is_open = Memo::new(move |_| step.get() != Step::Resting);
    let problem = move || {
        // While the reason is open, its form says it.
        let error = voting.write.problem().get();
        error
            .filter(|_| step.get() != Step::Reasoning)
            .map(|error| problem::sentence(language.get(), &error))
    };
    let ui = language.get_untracked();
    view! {
        <section class="card verdict" aria-labelledby="was-this-helpful" lang=ui.tag()>
            <header class="verdict__head">
                <h2 id="was-this-helpful">{t!(verdict.title)}</h2>
                <p class="small muted">{t!(verdict.lead)}</p>
            </header>
            <div class="verdict__choices">
                <Choice voting is_helpful=true icon=Icon::ThumbUp label=t!(verdict.yes)/>
                <Choice voting is_helpful=false icon=Icon::ThumbDown label=t!(verdict.no)/>
                <p class="field__note field__note--wrong" role="alert">{problem}</p>
            </div>
            {move || (step.get() != Step::Reasoning).then(|| said(&voting))}
            <Show when=move || is_open.get()><Lazy what=lazy::AFTER_VOTE/></Show>
        </section>
    }
}

#[component]
fn Choice(voting: Voting, is_helpful: bool, icon: Icon, label: Signal<String>) -> impl IntoView {
    let is_pressed = move || (voting.is_helpful() == Some(is_helpful)).to_string();
    let press = move |_| voting.choose(is_helpful);
    view! {
        <button type="button" class="button verdict__choice" aria-pressed=is_pressed on:click=press>
            <Icon name=icon/>
            <span>{label}</span>
        </button>
    }
}

/// What was said before, and the way to say it otherwise.
fn said(voting: &Voting) -> impl IntoView + use<> {
    let voting = *voting;
    let vote = voting.vote()?;
    let label = if vote.reason.is_some() {
        t!(verdict.change_reason)
    } else {
        t!(verdict.add_reason)
    };
    let reason = vote.reason.map(
        |reason| view! { <p class="verdict__reason">{t!(verdict.you_wrote, reason = reason.clone())}</p> },
    );
    let explain = Callback::new(move |()| voting.explain());
    Some(view! {
        <div class="verdict__said">
            {reason}
            <Button label look=Look::Quiet on_press=explain/>
        </div>
    })
}
