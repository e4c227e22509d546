//! Small labels for a state or a tier.

use contract::Tier;
use leptos::prelude::*;

use crate::language::use_language;
use crate::words;

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Tone {
    #[default]
    Plain,
    Good,
    Warn,
    Off,
}

impl Tone {
    const fn class(self) -> &'static str {
        match self {
            Self::Plain => "chip",
            Self::Good => "chip chip--good",
            Self::Warn => "chip chip--warn",
            Self::Off => "chip chip--off",
        }
    }
}

#[component]
pub fn Chip(#[prop(into)] label: Signal<String>, #[prop(optional)] tone: Tone) -> impl IntoView {
    view! { <span class=tone.class()>{label}</span> }
}

#[component]
pub fn TierChip(tier: Tier) -> impl IntoView {
    let language = use_language();
    let class = match tier {
        Tier::Bronze => "chip chip--bronze",
        Tier::Silver => "chip chip--silver",
        Tier::Gold => "chip chip--gold",
    };
    view! {
        <span class=class>
            <i class="chip__dot" aria-hidden="true"></i>
            {move || words::tier::name(language.get(), tier)}
        </span>
    }
}
