//! Asking the vendor's staff what no article answers.

use contract::AskQuestion;
use leptos::prelude::*;

use super::{Button, Form, Icon, Look, TextArea};
use crate::api::{self, use_client, use_key, use_write};
use crate::browser;
use crate::language::use_language;
use crate::navigation::use_navigation;
use crate::session::use_session;
use crate::words::problem::{self, of_field};

const LONGEST: usize = 2_000;
/// Longer addresses are told without what stands behind `?`.
const LONGEST_ADDRESS: usize = 300;

#[component]
pub fn AskUs(
    /// What is typed; it outlives the form, which may be closed and opened again.
    text: RwSignal<String>,
    /// What was searched for in vain, where that is why one asks.
    #[prop(optional)]
    query: Signal<String>,
    #[prop(into)] on_cancel: Callback<()>,
) -> impl IntoView {
    let client = use_client();
    let language = use_language();
    let is_sent = RwSignal::new(false);
    use_navigation().guard(Signal::derive(move || text.with(|text| !text.is_empty())));
    let key = use_key::<AskQuestion>();
    let write = use_write();
    let submit = Callback::new(move |()| {
        let question = AskQuestion {
            text: text.get_untracked().trim().to_owned(),
            query: Some(query.get_untracked().trim().to_owned()).filter(|query| !query.is_empty()),
            page: page(&browser::address()),
            locale: language.get_untracked(),
        };
        let refusal = problem::refuse(&[("/text", problem::long_text(&question.text, LONGEST))]);
        match refusal {
            Some(refusal) => write.refuse(refusal),
            None => write.run(async move {
                let key = key.run(question.clone());
                api::ask_question(client, &question, &key).await?;
                let _ = text.try_set(String::new());
                let _ = is_sent.try_set(true);
                Ok(())
            }),
        }
    });
    let form = move || {
        view! {
            <Form
                on_submit=submit
                problem=write.problem()
                actions=move || {
                    view! {
                        <Button label=t!(ask.submit) look=Look::Main submits=true is_busy=write.is_pending()/>
                        <Button label=t!(shell.cancel) look=Look::Quiet on_press=on_cancel/>
                    }
                }
            >
                <TextArea
                    label=t!(ask.label)
                    value=text
                    hint=t!(ask.hint)
                    error=of_field(write.problem(), "/text")
                    takes_focus=true
                />
            </Form>
        }
    };
    view! {
        <div role="status"><Show when=move || is_sent.get()><Thanks/></Show></div>
        <Show when=move || !is_sent.get()>{form()}</Show>
    }
}

#[component]
fn Thanks() -> impl IntoView {
    let email = use_session()
        .me_untracked()
        .map(|me| me.email)
        .unwrap_or_default();
    view! {
        <div class="asked">
            <Icon name=Icon::Check/>
            <p><strong>{t!(ask.sent_title)}</strong></p>
            <p class="muted">{t!(ask.sent, email = email.clone())}</p>
        </div>
    }
}

fn page(address: &str) -> String {
    if address.chars().count() <= LONGEST_ADDRESS {
        return address.to_owned();
    }
    let path = address.split('?').next().unwrap_or_default();
    path.chars().take(LONGEST_ADDRESS).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_long_address_is_told_without_its_query() {
        assert_eq!(page("/kb?q=a"), "/kb?q=a");
        assert_eq!(page(&format!("/kb?q={}", "a".repeat(300))), "/kb");
    }
}
