//! The search worker: hears questions, brings the pieces of the index that they need, answers.
//!
//! It runs beside the page, so that typing never waits for it. It must not know of pages, or draw anything.

mod answer;
mod network;
mod shelf;

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use js_sys::JsString;
use search_worker::{Reply, Request};
use wasm_bindgen::prelude::Closure;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::spawn_local;
use web_sys::{DedicatedWorkerGlobalScope, MessageEvent};

use shelf::Shelves;

/// What the worker knows between two questions.
#[derive(Default)]
struct Worker {
    /// The newest question; an older one is given up at its next step.
    newest: Cell<u32>,
    shelves: RefCell<Rc<Shelves>>,
}

fn main() {
    let worker = Rc::new(Worker::default());
    let hear = Closure::<dyn Fn(MessageEvent)>::new(move |event: MessageEvent| {
        let text = event.data().dyn_into::<JsString>().map(String::from);
        // The app is of the same build, so it says nothing else.
        let request = text
            .ok()
            .and_then(|text| serde_json::from_str::<Request>(&text).ok());
        match request {
            Some(Request::Forget) => worker.forget(),
            Some(Request::Ask(ask)) => {
                worker.newest.set(ask.id);
                let worker = Rc::clone(&worker);
                spawn_local(async move { answer::answer(&worker, &ask).await });
            }
            None => {}
        }
    });
    scope().set_onmessage(Some(hear.as_ref().unchecked_ref()));
    // It listens as long as the worker lives.
    hear.forget();
    say(&Reply::Ready);
}

impl Worker {
    fn shelves(&self) -> Rc<Shelves> {
        Rc::clone(&self.shelves.borrow())
    }

    fn is_newest(&self, id: u32) -> bool {
        self.newest.get() == id
    }

    fn forget(&self) {
        self.newest.set(0);
        *self.shelves.borrow_mut() = Rc::default();
    }
}

fn say(reply: &Reply) {
    if let Ok(text) = serde_json::to_string(reply) {
        // Texts can always be sent.
        let _ = scope().post_message(&JsValue::from_str(&text));
    }
}

fn scope() -> DedicatedWorkerGlobalScope {
    js_sys::global().unchecked_into()
}
