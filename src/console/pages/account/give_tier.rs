//! Giving a company a tier for a time.

use contract::{AccountId, GiveTier, Tier};
use leptos::prelude::*;

use super::Desk;
use crate::api::{self, use_client, use_key, use_write};
use crate::components::{Button, Dialog, Form, Look, SelectField, TextArea, TextField, use_toasts};
use crate::language::use_language;
use crate::navigation::use_navigation;
use crate::words::problem::{self, of_field};
use crate::words::tier;

const LONGEST_REASON: usize = 300;
const NAMES: [(Tier, &str); 2] = [(Tier::Silver, "silver"), (Tier::Gold, "gold")];

#[component]
pub fn TierDialog(account: AccountId, desk: Desk) -> impl IntoView {
    let account = StoredValue::new(account);
    view! {
        <Dialog is_open=desk.is_lifting title=t!(care.tier_give)>
            <p class="muted">{t!(care.tier_lead)}</p>
            {move || view! { <Give account=account.get_value() desk/> }}
        </Dialog>
    }
}

#[component]
fn Give(account: AccountId, desk: Desk) -> impl IntoView {
    let client = use_client();
    let language = use_language();
    let toasts = use_toasts();
    let chosen = RwSignal::new(Tier::Silver);
    let (until, reason) = (RwSignal::new(String::new()), RwSignal::new(String::new()));
    use_navigation().guard(Signal::derive(move || !reason.with(String::is_empty)));
    let (write, key) = (use_write(), use_key());
    let submit = Callback::new(move |()| {
        let given = GiveTier {
            tier: chosen.get_untracked(),
            until: until.get_untracked(),
            reason: reason.get_untracked().trim().to_owned(),
        };
        let refusal = problem::refuse(&[
            ("/until", problem::required(&given.until)),
            ("/reason", problem::long_text(&given.reason, LONGEST_REASON)),
        ]);
        if let Some(refusal) = refusal {
            write.refuse(refusal);
            return;
        }
        let account = account.clone();
        let key = key.run((account.clone(), given.clone()));
        write.run(async move {
            api::give_tier(client, &account, &given, &key).await?;
            toasts.say(say!(language.get_untracked(), care.tier_given));
            desk.done();
            Ok(())
        });
    });
    let name = move || {
        let known = NAMES.iter().find(|(tier, _)| *tier == chosen.get());
        known.map_or("silver", |(_, name)| *name)
    };
    let choices = NAMES
        .map(|(one, name)| {
            (
                name,
                Signal::derive(move || tier::name(language.get(), one)),
            )
        })
        .into();
    let choose = Callback::new(move |wanted: String| {
        if let Some((found, _)) = NAMES.iter().find(|(_, name)| *name == wanted) {
            chosen.set(*found);
        }
    });
    let cancel = Callback::new(move |()| desk.is_lifting.set(false));
    view! {
        <Form
            on_submit=submit
            problem=write.problem()
            actions=move || {
                view! {
                    <Button label=t!(care.tier_give) look=Look::Main submits=true is_busy=write.is_pending()/>
                    <Button label=t!(shell.cancel) look=Look::Quiet on_press=cancel/>
                }
            }
        >
            <SelectField label=t!(company.tier) value=Signal::derive(name) choices on_choose=choose/>
            <TextField kind="date" label=t!(care.tier_until) value=until error=of_field(write.problem(), "/until")/>
            <TextArea label=t!(care.reason) value=reason hint=t!(care.tier_reason_hint) error=of_field(write.problem(), "/reason")/>
        </Form>
    }
}
