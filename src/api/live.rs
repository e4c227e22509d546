//! The live stream of the board: it says that something changed, and the page asks again.
//!
//! A browser opens few connections to one server, so a tab that nobody looks at gives its own back.

use std::time::Duration;

use leptos::prelude::*;
use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;
use web_sys::{EventSource, MessageEvent};

/// Several events at once are one question to the server.
const TOGETHER: Duration = Duration::from_millis(120);
/// Until a stream that was refused is tried again. One that was cut off is taken up by the browser itself.
const REFUSED_FOR: Duration = Duration::from_secs(5);

/// An open stream, with what listens to it.
struct Connection {
    source: EventSource,
    _heard: Closure<dyn FnMut(MessageEvent)>,
    _failed: Closure<dyn FnMut()>,
}

#[derive(Clone, Copy)]
struct Live {
    connection: StoredValue<Option<Connection>, LocalStorage>,
    is_wanted: Signal<bool>,
    /// The last event that the page knows of.
    known: Signal<Option<String>>,
    on_news: Callback<()>,
}

/// Calls back when something has happened on the board after the event `known`, for as long as `is_wanted`.
pub fn use_live_board(
    is_wanted: Signal<bool>,
    known: Signal<Option<String>>,
    on_news: Callback<()>,
) {
    let live = Live {
        connection: StoredValue::new_local(None),
        is_wanted,
        known,
        on_news,
    };
    Effect::new(move || live.attend(is_wanted.get()));
    let seen = window_event_listener_untyped("visibilitychange", move |_| {
        let is_wanted = live.is_wanted.get_untracked();
        live.attend(is_wanted);
        if is_wanted && !document().hidden() {
            live.on_news.run(());
        }
    });
    on_cleanup(move || {
        seen.remove();
        live.close();
    });
}

impl Live {
    /// Opens or closes the stream, as it is wanted and seen.
    fn attend(self, is_wanted: bool) {
        let is_open = self.connection.try_with_value(Option::is_some) == Some(true);
        match (is_wanted && !document().hidden(), is_open) {
            (true, false) => self.open(),
            (false, true) => self.close(),
            _ => {}
        }
    }

    fn open(self) {
        let after = self.known.get_untracked().unwrap_or_default();
        let Ok(source) = EventSource::new(&format!("/api/v1/board/live?after={after}")) else {
            return;
        };
        let mut news = debounce(TOGETHER, move |()| {
            let _ = self.on_news.try_run(());
        });
        let heard = Closure::new(move |_: MessageEvent| news(()));
        let failed = Closure::new(move || self.failed());
        source.set_onmessage(Some(heard.as_ref().unchecked_ref()));
        source.set_onerror(Some(failed.as_ref().unchecked_ref()));
        let connection = Connection {
            source,
            _heard: heard,
            _failed: failed,
        };
        self.connection.set_value(Some(connection));
    }

    /// The browser takes up a stream that was cut off, with the last id it heard; one that was refused it leaves closed.
    fn failed(self) {
        let is_refused = self.connection.try_with_value(|connection| {
            let source = connection.as_ref().map(|connection| &connection.source);
            source.is_some_and(|source| source.ready_state() == EventSource::CLOSED)
        });
        if is_refused == Some(true) {
            // Not at once, and not from within the listener that goes with the connection.
            set_timeout(move || self.open_again(), REFUSED_FOR);
        }
    }

    fn open_again(self) {
        let Some(is_wanted) = self.is_wanted.try_get_untracked() else {
            return;
        };
        self.close();
        self.attend(is_wanted);
        if is_wanted {
            // Whatever the reason of the refusal was, the board itself says it.
            let _ = self.on_news.try_run(());
        }
    }

    fn close(self) {
        let _ = self.connection.try_update_value(|connection| {
            if let Some(connection) = connection.take() {
                connection.source.close();
            }
        });
    }
}
