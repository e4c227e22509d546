//! Language and theme. Both apply at once, and are then kept for every device.

use contract::{Theme, UpdateMe};
use leptos::prelude::*;

use crate::api::{self, use_client, use_write};
use crate::components::{LanguageField, use_toasts};
use crate::language::use_language;
use crate::session::{SessionState, use_session};
use crate::theme::use_theme;
use crate::words::problem;

#[component]
pub fn LookCard() -> impl IntoView {
    let keep = use_keep();
    let language = use_language();
    let speak = Callback::new(move |locale| {
        language.set(locale);
        keep.run(());
    });
    view! {
        <section class="card" aria-labelledby="look">
            <header class="card__head"><h2 id="look">{t!(profile.look)}</h2></header>
            <div class="form">
                <LanguageField
                    label=t!(shell.language)
                    value=Signal::derive(move || language.get())
                    hint=t!(profile.language_hint)
                    on_choose=speak
                />
                <ThemeField keep/>
            </div>
        </section>
    }
}

/// Keeps what is chosen now on the server, and says so when that fails: on this device it applies anyway.
fn use_keep() -> Callback<()> {
    let client = use_client();
    let session = use_session();
    let language = use_language();
    let theme = use_theme();
    let toasts = use_toasts();
    let write = use_write();
    Effect::new(move || {
        if let Some(error) = write.problem().get() {
            toasts.say(problem::sentence(language.get_untracked(), &error));
        }
    });
    Callback::new(move |()| {
        let change = UpdateMe {
            locale: Some(language.get_untracked()),
            theme: Some(untrack(|| theme.get())),
            ..UpdateMe::default()
        };
        write.follow(async move {
            let me = api::update_me(client, &change).await?;
            session.set(SessionState::SignedIn(me));
            Ok(())
        });
    })
}

#[component]
fn ThemeField(keep: Callback<()>) -> impl IntoView {
    let choice = use_theme();
    let choices = [
        (Theme::Light, t!(shell.light)),
        (Theme::Dark, t!(shell.dark)),
        (Theme::System, t!(shell.system)),
    ];
    let options = choices
        .into_iter()
        .map(|(theme, label)| {
            let choose = move |_| {
                choice.set(theme);
                keep.run(());
            };
            view! {
                <label class="segments__choice">
                    <input
                        type="radio"
                        name="theme"
                        value=theme.name()
                        prop:checked=move || choice.get() == theme
                        on:change=choose
                    />
                    <span>{label}</span>
                </label>
            }
        })
        .collect_view();
    view! {
        <fieldset class="field segments">
            <legend class="field__label">{t!(shell.theme)}</legend>
            <div class="segments__choices">{options}</div>
        </fieldset>
    }
}
