//! The line to the search worker: it is started with the first question and stays for as long as the tab.

use std::cell::{Cell, OnceCell, RefCell};

use contract::{Locale, MemberId};
use js_sys::JsString;
use leptos::{prelude::*, task::spawn_local};
use search_worker::{Answer, Ask, Failure, Reply, Request};
use wasm_bindgen::{JsCast, JsValue, closure::Closure};
use web_sys::{MessageEvent, Worker, WorkerOptions, WorkerType};

use crate::api::{self, use_client};
use crate::browser;
use crate::language::use_language;
use crate::session::use_session;

/// More than a screen shows, so that the filters have something to choose from.
const MOST: usize = 20;

/// What is known of a question.
#[derive(Clone, Debug, PartialEq)]
pub enum Outcome {
    /// Nothing was asked.
    Idle,
    Waiting,
    Answered(Answer),
    Failed(Failure),
}

/// Follows a question as it is typed. While the next answer is on its way the last one stays.
pub fn use_answers(question: Signal<String>) -> Signal<Outcome> {
    let language = use_language();
    let session = use_session();
    let client = use_client();
    let outcome = RwSignal::new(Outcome::Idle);
    let asked = StoredValue::new(0);
    let again = Trigger::new();
    Effect::new(move || {
        let text = question.get().trim().to_owned();
        let locale = language.get();
        // A lost network and an ended session heal: what failed for them is asked again.
        client.is_reachable();
        again.track();
        if text.is_empty() {
            asked.set_value(0);
            outcome.set(Outcome::Idle);
            return;
        }
        let is_answered = outcome.with_untracked(|outcome| matches!(outcome, Outcome::Answered(_)));
        if !is_answered {
            outcome.set(Outcome::Waiting);
        }
        let person = session.me_untracked().map(|me| me.id);
        match with_link(|link| link.ask(text, locale, person)) {
            Some(id) => asked.set_value(id),
            None => outcome.set(Outcome::Failed(Failure::Broken)),
        }
    });
    if let Some(reply) = with_link(|link| link.reply.clone()) {
        Effect::new(move || match reply.get() {
            Some(Reply::Answer(answer)) if answer.id == asked.get_value() => {
                outcome.set(Outcome::Answered(answer));
            }
            Some(Reply::Failed { id, failure }) if id == asked.get_value() => {
                outcome.set(Outcome::Failed(failure));
                if failure == Failure::SignedOut {
                    let locale = language.get_untracked();
                    spawn_local(async move {
                        if api::search_index(client, locale).await.is_ok() {
                            again.notify();
                        }
                    });
                }
            }
            _ => {}
        });
    }
    outcome.into()
}

struct Link {
    worker: Worker,
    listens: Cell<bool>,
    /// What was asked before the worker listened.
    waiting: RefCell<Option<Ask>>,
    newest: Cell<u32>,
    person: RefCell<Option<MemberId>>,
    reply: ArcRwSignal<Option<Reply>>,
}

thread_local! {
    static LINK: OnceCell<Option<Link>> = const { OnceCell::new() };
}

/// Nothing where the browser allows no worker.
fn with_link<T>(look: impl FnOnce(&Link) -> T) -> Option<T> {
    LINK.with(|link| link.get_or_init(Link::start).as_ref().map(look))
}

impl Link {
    fn start() -> Option<Self> {
        let options = WorkerOptions::new();
        options.set_type(WorkerType::Module);
        let script = browser::meta("kizuna-search")?;
        let worker = Worker::new_with_options(&script, &options).ok()?;
        let hear = Closure::<dyn Fn(MessageEvent)>::new(|event: MessageEvent| {
            let text = event.data().dyn_into::<JsString>().map(String::from);
            // The worker is of the same build, so it says nothing else.
            if let Some(reply) = text.ok().and_then(|text| serde_json::from_str(&text).ok()) {
                with_link(|link| link.hear(reply));
            }
        });
        worker.set_onmessage(Some(hear.as_ref().unchecked_ref()));
        // It is heard for as long as the tab lives, and so is what follows.
        hear.forget();
        let broken = Closure::<dyn Fn()>::new(|| {
            with_link(|link| {
                let id = link.newest.get();
                let failure = if link.listens.get() {
                    Failure::Broken
                } else {
                    Failure::Offline
                };
                link.reply.set(Some(Reply::Failed { id, failure }));
            });
        });
        worker.set_onerror(Some(broken.as_ref().unchecked_ref()));
        broken.forget();
        Some(Self {
            worker,
            listens: Cell::new(false),
            waiting: RefCell::new(None),
            newest: Cell::new(0),
            person: RefCell::new(None),
            reply: ArcRwSignal::new(None),
        })
    }

    /// Gives the id under which the answer will come.
    fn ask(&self, text: String, locale: Locale, person: Option<MemberId>) -> u32 {
        if *self.person.borrow() != person {
            self.person.replace(person);
            if self.listens.get() {
                self.say(&Request::Forget);
            }
        }
        let id = self.newest.get() + 1;
        self.newest.set(id);
        let ask = Ask {
            id,
            text,
            locale,
            most: MOST,
        };
        if self.listens.get() {
            self.say(&Request::Ask(ask));
        } else {
            self.waiting.replace(Some(ask));
        }
        id
    }

    fn hear(&self, reply: Reply) {
        if reply != Reply::Ready {
            self.reply.set(Some(reply));
            return;
        }
        self.listens.set(true);
        if let Some(ask) = self.waiting.take() {
            self.say(&Request::Ask(ask));
        }
    }

    fn say(&self, request: &Request) {
        if let Ok(text) = serde_json::to_string(request) {
            // Texts can always be sent.
            let _ = self.worker.post_message(&JsValue::from_str(&text));
        }
    }
}
