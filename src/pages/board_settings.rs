//! `/company/board`: whether the company has a board, its part in a league, and how many take part. For account admins.

mod participation;

use contract::BoardSettings as Settings;
use leptos::prelude::*;

use crate::api::{self, ApiError, use_client, use_read, use_write};
use crate::components::{
    Button, Failure, Form, Load, Look, PageHeading, Skeleton, TextField, unique_id, use_toasts,
};
use crate::language::use_language;
use crate::route::Route;
use crate::session::use_session;
use crate::words::board::alias_problem;

use participation::ParticipationCard;

#[component]
pub fn BoardSettings() -> AnyView {
    if !use_session().is_admin_untracked() {
        let nothing = Callback::new(|()| ());
        return view! { <Failure error=ApiError::Forbidden on_retry=nothing is_page=true/> }
            .into_any();
    }
    let settings = use_read::<Settings>(api::board_settings_path);
    view! {
        <nav class="crumbs" aria-label=t!(kb.you_are_here)>
            <ol><li><a href=Route::COMPANY.href()>{t!(company.title)}</a></li></ol>
        </nav>
        <header class="page-head">
            <PageHeading title=t!(board_settings.title)/>
            <p class="page-head__lead muted">{t!(board_settings.lead)}</p>
        </header>
        <div class="given-grid">
            <ParticipationCard/>
            <section class="card" aria-labelledby="settings">
                <header class="card__head"><h2 id="settings">{t!(board_settings.settings)}</h2></header>
                <Load read=settings shape=Skeleton::Rows(3) let:settings>
                    <Choices settings/>
                </Load>
            </section>
        </div>
    }
    .into_any()
}

#[component]
fn Choices(settings: Settings) -> impl IntoView {
    let client = use_client();
    let language = use_language();
    let toasts = use_toasts();
    let write = use_write();
    let is_on = RwSignal::new(settings.is_on);
    let is_in_league = RwSignal::new(settings.is_in_league);
    let alias = RwSignal::new(settings.alias.unwrap_or_default());
    let submit = Callback::new(move |()| {
        let wanted = Settings {
            is_on: is_on.get_untracked(),
            is_in_league: is_in_league.get_untracked(),
            alias: Some(alias.get_untracked()).filter(|alias| !alias.is_empty()),
        };
        write.run(async move {
            api::put_board_settings(client, &wanted).await?;
            toasts.say(say!(language.get_untracked(), board_settings.saved));
            Ok(())
        });
    });
    let wrong = Signal::derive(move || {
        write.problem().with(|problem| {
            let code = problem.as_ref()?.field("/alias")?;
            Some(alias_problem(language.get(), code))
        })
    });
    // What is wrong with the name stands under the name.
    let problem = Signal::derive(move || {
        write
            .problem()
            .get()
            .filter(|_| wrong.with(Option::is_none))
    });
    view! {
        <Form
            on_submit=submit
            problem
            actions=move || {
                view! { <Button label=t!(shell.save) look=Look::Main submits=true is_busy=write.is_pending()/> }
            }
        >
            <Switch label=t!(board_settings.is_on) hint=t!(board_settings.is_on_hint) value=is_on/>
            <Switch label=t!(board_settings.in_league) hint=t!(board_settings.in_league_hint) value=is_in_league/>
            <TextField label=t!(board_settings.alias) value=alias hint=t!(board_settings.alias_hint) error=wrong/>
        </Form>
    }
}

#[component]
fn Switch(label: Signal<String>, hint: Signal<String>, value: RwSignal<bool>) -> impl IntoView {
    let id = unique_id("hint");
    let choose = move |event| value.set(event_target_checked(&event));
    view! {
        <div>
            <label class="check">
                <input type="checkbox" role="switch" aria-describedby=id.clone() prop:checked=value on:change=choose/>
                <span>{label}</span>
            </label>
            <p class="small muted check__hint" id=id>{hint}</p>
        </div>
    }
}
