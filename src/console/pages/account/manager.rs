//! Who looks after the company: answers of its people go to this person.

use contract::{AccountId, MemberId, SetSuccessManager, SuccessManagerView};
use leptos::prelude::*;

use crate::api::{self, use_client, use_read, use_write};
use crate::components::{Load, Skeleton, use_toasts};
use crate::console::fields::ChoiceField;
use crate::language::use_language;
use crate::words::problem;

#[component]
pub fn Manager(account: AccountId) -> impl IntoView {
    let path = api::success_manager_path(&account);
    let read = use_read::<SuccessManagerView>(move || path.clone());
    let account = StoredValue::new(account);
    view! {
        <section class="card" aria-labelledby="manager">
            <header class="card__head"><h2 id="manager">{t!(follow_up.manager)}</h2></header>
            <Load read shape=Skeleton::Rows(1) let:found>
                <Choose found account=account.get_value()/>
            </Load>
            <p class="small muted">{t!(follow_up.manager_hint)}</p>
        </section>
    }
}

#[component]
fn Choose(found: SuccessManagerView, account: AccountId) -> impl IntoView {
    let client = use_client();
    let language = use_language();
    let toasts = use_toasts();
    let write = use_write();
    let before = found.current.map(|id| id.0).unwrap_or_default();
    let value = RwSignal::new(before);
    Effect::new(move || {
        if let Some(error) = write.problem().get() {
            toasts.say(problem::sentence(language.get_untracked(), &error));
        }
    });
    Effect::new(move |last: Option<String>| {
        let chosen = value.get();
        if last.is_some_and(|last| last != chosen) {
            let set = SetSuccessManager {
                member: Some(MemberId(chosen.clone())).filter(|id| !id.0.is_empty()),
            };
            let account = account.clone();
            write.run(async move {
                api::set_success_manager(client, &account, &set).await?;
                toasts.say(say!(language.get_untracked(), profile.saved));
                Ok(())
            });
        }
        chosen
    });
    let choices = found
        .choices
        .into_iter()
        .map(|choice| (choice.id.0, choice.name))
        .collect();
    view! { <ChoiceField label=t!(follow_up.manager_label) value none=t!(follow_up.manager_none) choices/> }
}
