//! Short messages that something was done. A screen reader hears them; they leave by themselves.

use std::time::Duration;

use leptos::prelude::*;

use super::Icon;

const SHOWN_FOR: Duration = Duration::from_secs(6);

#[derive(Clone, Debug, PartialEq, Eq)]
struct Toast {
    id: usize,
    text: String,
}

#[derive(Clone, Copy)]
pub struct Toasts {
    shown: RwSignal<Vec<Toast>>,
    next: StoredValue<usize>,
}

impl Toasts {
    pub fn provide() -> Self {
        let toasts = Self {
            shown: RwSignal::new(Vec::new()),
            next: StoredValue::new(0),
        };
        provide_context(toasts);
        toasts
    }

    pub fn say(self, text: String) {
        let id = self.next.get_value();
        self.next.set_value(id + 1);
        self.shown.update(|shown| shown.push(Toast { id, text }));
        set_timeout(move || self.dismiss(id), SHOWN_FOR);
    }

    fn dismiss(self, id: usize) {
        let _ = self
            .shown
            .try_update(|shown| shown.retain(|toast| toast.id != id));
    }
}

pub fn use_toasts() -> Toasts {
    expect_context()
}

/// Where they appear; there is one, and it is there from the start, since readers watch only what they know.
#[component]
pub fn ToastRegion() -> impl IntoView {
    let toasts = use_toasts();
    view! {
        <div class="toasts" role="status" aria-live="polite">
            <For each=move || toasts.shown.get() key=|toast| toast.id let:toast>
                <div class="toast">
                    <Icon name=Icon::Check/>
                    <span>{toast.text}</span>
                    <button type="button" class="toast__close" aria-label=t!(shell.close) on:click=move |_| toasts.dismiss(toast.id)>
                        <Icon name=Icon::Close/>
                    </button>
                </div>
            </For>
        </div>
    }
}
