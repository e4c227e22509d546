//! A benefit that one company alone has.

use contract::{AccountId, AgreeBenefit, Locale};
use leptos::prelude::*;

use super::Desk;
use crate::api::{self, use_client, use_key, use_write};
use crate::components::{Button, Dialog, Form, Look, TextField, use_toasts};
use crate::console::fields::{LocalFields, LocalTextFields};
use crate::language::use_language;
use crate::navigation::use_navigation;
use crate::words::problem::{self, of_field};

#[component]
pub fn AgreeDialog(account: AccountId, desk: Desk) -> impl IntoView {
    let account = StoredValue::new(account);
    view! {
        <Dialog is_open=desk.is_agreeing title=t!(care.agree)>
            <p class="muted">{t!(care.agree_lead)}</p>
            {move || view! { <Agree account=account.get_value() desk/> }}
        </Dialog>
    }
}

#[component]
fn Agree(account: AccountId, desk: Desk) -> impl IntoView {
    let client = use_client();
    let language = use_language();
    let toasts = use_toasts();
    let text = LocalFields::new();
    let (from, until) = (RwSignal::new(String::new()), RwSignal::new(String::new()));
    use_navigation().guard(Signal::derive(move || text.is_touched()));
    let (write, key) = (use_write(), use_key());
    let submit = Callback::new(move |()| {
        let first = from.get_untracked();
        if let Some(refusal) = problem::refuse(&[("/from", problem::required(&first))]) {
            write.refuse(refusal);
            return;
        }
        let benefit = AgreeBenefit {
            text: text.text(),
            from: first,
            until: Some(until.get_untracked()).filter(|day| !day.is_empty()),
        };
        let account = account.clone();
        let key = key.run((account.clone(), benefit.clone()));
        write.run(async move {
            api::agree_benefit(client, &account, &benefit, &key).await?;
            toasts.say(say!(language.get_untracked(), care.agreed_done));
            desk.done();
            Ok(())
        });
    });
    let cancel = Callback::new(move |()| desk.is_agreeing.set(false));
    let pointers = ["/text/en", "/text/ja", "/text/zh-Hant"];
    view! {
        <Form
            on_submit=submit
            problem=write.problem()
            actions=move || {
                view! {
                    <Button label=t!(care.agree) look=Look::Main submits=true is_busy=write.is_pending()/>
                    <Button label=t!(shell.cancel) look=Look::Quiet on_press=cancel/>
                }
            }
        >
            <LocalTextFields fields=text problem=write.problem() pointers label=text_in/>
            <div class="days">
                <TextField kind="date" label=t!(care.from) value=from error=of_field(write.problem(), "/from")/>
                <TextField kind="date" label=t!(care.until) value=until error=of_field(write.problem(), "/until")/>
            </div>
        </Form>
    }
}

pub fn text_in(locale: Locale) -> Signal<String> {
    t!(care.text_in, language = locale.own_name())
}
