//! Help with the page that is open: a button on every page, and the sheet that it opens over the page.
//!
//! The sheet itself is small; what stands in it (`panel`) is fetched when it is first opened.

mod panel;
mod reading;

use leptos::prelude::*;

use super::lazy::{self, Lazy};
use crate::components::{Dialog, Icon};

pub use panel::Panel;

/// What the buttons and the sheet share; copied freely.
#[derive(Clone, Copy)]
pub struct HelpDesk {
    is_open: RwSignal<bool>,
    /// A question that is being typed; closing the sheet keeps it.
    question: RwSignal<String>,
}

impl HelpDesk {
    pub fn new() -> Self {
        Self {
            is_open: RwSignal::new(false),
            question: RwSignal::new(String::new()),
        }
    }

    fn open(self) {
        self.is_open.set(true);
    }

    fn close(self) {
        self.is_open.set(false);
    }
}

#[component]
pub fn HelpButton(desk: HelpDesk) -> impl IntoView {
    view! {
        <button type="button" class="icon-button" aria-label=t!(shell.help) aria-haspopup="dialog" on:click=move |_| desk.open()>
            <Icon name=Icon::Help/>
        </button>
    }
}

#[component]
pub fn HelpSheet(desk: HelpDesk) -> impl IntoView {
    provide_context(desk);
    view! {
        <Dialog is_open=desk.is_open title=t!(shell.help) is_sheet=true>
            <Lazy what=lazy::HELP/>
        </Dialog>
    }
}
