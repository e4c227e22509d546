//! Buttons. What they do is a verb; while it is under way they say so and take no second press.

use leptos::prelude::*;

use super::Icon;

/// How much weight a button has on its page.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Look {
    /// The one thing to do here.
    Main,
    #[default]
    Plain,
    /// Beside the point, but there.
    Quiet,
    /// Takes something away.
    Danger,
}

impl Look {
    pub const fn class(self) -> &'static str {
        match self {
            Self::Main => "button button--main",
            Self::Plain => "button",
            Self::Quiet => "button button--quiet",
            Self::Danger => "button button--danger",
        }
    }
}

#[component]
pub fn Button(
    #[prop(into)] label: Signal<String>,
    #[prop(optional)] look: Look,
    #[prop(optional)] icon: Option<Icon>,
    /// Whether what it started is under way.
    #[prop(optional, into)]
    is_busy: Signal<bool>,
    #[prop(optional, into)] is_disabled: Signal<bool>,
    /// Sends its form instead of calling back.
    #[prop(optional)]
    submits: bool,
    /// Spoken instead of the label where the label alone would not say what is meant.
    #[prop(optional, into)]
    spoken: Option<Signal<String>>,
    #[prop(optional, into)] on_press: Option<Callback<()>>,
) -> impl IntoView {
    let press = move |_| {
        if let Some(on_press) = on_press
            && !is_busy.get_untracked()
        {
            on_press.run(());
        }
    };
    view! {
        <button
            class=look.class()
            type=if submits { "submit" } else { "button" }
            aria-busy=move || is_busy.get().then_some("true")
            aria-label=move || spoken.map(|spoken| spoken.get())
            disabled=is_disabled
            on:click=press
        >
            {icon.map(|name| view! { <Icon name/> })}
            <span>{label}</span>
        </button>
    }
}
