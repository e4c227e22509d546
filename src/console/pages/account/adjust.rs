//! Giving points or taking them.

use contract::{AccountProgramme, AdjustPoints, AdjustmentState, MemberId};
use leptos::prelude::*;

use super::Desk;
use crate::api::{self, use_client, use_key, use_write};
use crate::components::{Button, Dialog, Form, Look, TextArea, TextField, use_toasts};
use crate::console::fields::ChoiceField;
use crate::language::use_language;
use crate::navigation::use_navigation;
use crate::words::problem::{self, of_field};
use crate::words::tier;

const LONGEST_REASON: usize = 300;

#[component]
pub fn AdjustDialog(account: AccountProgramme, desk: Desk) -> impl IntoView {
    let account = StoredValue::new(account);
    view! {
        <Dialog is_open=desk.is_adjusting title=t!(care.adjust)>
            {move || view! { <Adjust account=account.get_value() desk/> }}
        </Dialog>
    }
}

#[component]
fn Adjust(account: AccountProgramme, desk: Desk) -> impl IntoView {
    let client = use_client();
    let language = use_language();
    let toasts = use_toasts();
    let (member, points, reason) = (
        RwSignal::new(String::new()),
        RwSignal::new(String::new()),
        RwSignal::new(String::new()),
    );
    use_navigation().guard(Signal::derive(move || {
        !points.with(String::is_empty) || !reason.with(String::is_empty)
    }));
    let (write, key) = (use_write(), use_key());
    let id = account.id.clone();
    let submit = Callback::new(move |()| {
        let typed = points.get_untracked();
        let read = whole(&typed).filter(|points| *points != 0);
        let why = reason.get_untracked().trim().to_owned();
        let refusal = problem::refuse(&[
            (
                "/points",
                problem::required(&typed).or(read.is_none().then_some("malformed")),
            ),
            ("/reason", problem::long_text(&why, LONGEST_REASON)),
        ]);
        let (None, Some(read)) = (&refusal, read) else {
            if let Some(refusal) = refusal {
                write.refuse(refusal);
            }
            return;
        };
        let chosen = member.get_untracked();
        let asked = AdjustPoints {
            member: Some(MemberId(chosen)).filter(|id| !id.0.is_empty()),
            points: read,
            reason: why,
        };
        let id = id.clone();
        let key = key.run((id.clone(), asked.clone()));
        write.run(async move {
            let made = api::adjust_points(client, &id, &asked, &key).await?;
            let locale = language.get_untracked();
            toasts.say(match made.state {
                AdjustmentState::Waiting => say!(locale, care.waits),
                _ => say!(locale, care.adjusted),
            });
            desk.done();
            Ok(())
        });
    });
    let limit = account.approval_above;
    let lead = Signal::derive(move || {
        let locale = language.get();
        say!(locale, care.adjust_lead, n = tier::points(locale, limit))
    });
    let people = choices_of(&account);
    let cancel = Callback::new(move |()| desk.is_adjusting.set(false));
    view! {
        <p class="muted">{lead}</p>
        <Form
            on_submit=submit
            problem=write.problem()
            actions=move || {
                view! {
                    <Button label=t!(care.adjust) look=Look::Main submits=true is_busy=write.is_pending()/>
                    <Button label=t!(shell.cancel) look=Look::Quiet on_press=cancel/>
                }
            }
        >
            <ChoiceField label=t!(care.wallet) value=member none=t!(care.the_company) choices=people/>
            <TextField label=t!(care.points) value=points hint=t!(care.points_hint) error=of_field(write.problem(), "/points")/>
            <TextArea label=t!(care.reason) value=reason hint=t!(care.reason_hint) error=of_field(write.problem(), "/reason")/>
        </Form>
    }
}

/// The people of the company, as a choice.
pub fn choices_of(account: &AccountProgramme) -> Vec<(String, String)> {
    let people = account.people.iter();
    people
        .map(|person| (person.id.to_string(), person.name.clone()))
        .collect()
}

/// A whole number as people type it: with a sign, with signs between the thousands.
pub fn whole(text: &str) -> Option<i64> {
    let plain: String = text
        .chars()
        .filter(|letter| !letter.is_whitespace() && !matches!(letter, ',' | '\'' | '_'))
        .map(|letter| match letter {
            '\u{2212}' | '\u{ff0d}' => '-',
            '０'..='９' => char::from_digit(letter as u32 - '０' as u32, 10).unwrap_or(letter),
            other => other,
        })
        .collect();
    plain.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_read_as_people_type_them() {
        assert_eq!(whole("1,500"), Some(1_500));
        assert_eq!(whole(" −20 "), Some(-20));
        assert_eq!(whole("+７"), Some(7));
        assert_eq!(whole("1.5"), None);
        assert_eq!(whole(""), None);
    }
}
