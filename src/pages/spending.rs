//! `/company/spending`: up to which price a reward needs nobody's word. For account admins.

use contract::AccountSpending;
use leptos::prelude::*;

use crate::api::{self, ApiError, use_client, use_read, use_write};
use crate::components::{
    Button, Failure, Form, Load, Look, PageHeading, SelectField, Skeleton, TextField, use_toasts,
};
use crate::language::use_language;
use crate::session::use_session;
use crate::words::problem::{self, of_field};

#[component]
pub fn Spending() -> AnyView {
    if !use_session().is_admin_untracked() {
        let nothing = Callback::new(|()| ());
        return view! { <Failure error=ApiError::Forbidden on_retry=nothing is_page=true/> }
            .into_any();
    }
    let spending = use_read::<AccountSpending>(api::spending_path);
    view! {
        <header class="page-head">
            <PageHeading title=t!(rewards.spending)/>
            <p class="page-head__lead muted">{t!(rewards.spending_lead)}</p>
        </header>
        <section class="card spending">
            <Load read=spending shape=Skeleton::Rows(3) let:limits>
                <Limits limits/>
            </Load>
        </section>
    }
    .into_any()
}

/// One limit while it is being chosen.
#[derive(Clone, Copy)]
struct Choice {
    /// `closed`, `nothing`, `up_to` or `everything`.
    mode: RwSignal<&'static str>,
    points: RwSignal<String>,
}

const MODES: [&str; 4] = ["closed", "nothing", "up_to", "everything"];

impl Choice {
    fn new(limit: Option<i64>, is_open: bool) -> Self {
        let (mode, points) = match limit {
            _ if !is_open => ("closed", String::new()),
            None => ("everything", String::new()),
            Some(0) => ("nothing", String::new()),
            Some(points) => ("up_to", points.to_string()),
        };
        Self {
            mode: RwSignal::new(mode),
            points: RwSignal::new(points),
        }
    }

    fn is_open(self) -> bool {
        self.mode.get_untracked() != "closed"
    }

    /// The limit, or the code of what is wrong with the number.
    fn limit(self) -> Result<Option<i64>, &'static str> {
        let points = self.points.get_untracked();
        match self.mode.get_untracked() {
            "everything" => Ok(None),
            "up_to" => whole_points(&points).map(Some),
            _ => Ok(Some(0)),
        }
    }
}

/// Reads a number as people write it, with or without separators.
fn whole_points(text: &str) -> Result<i64, &'static str> {
    let is_separator = |sign: char| sign == ',' || sign == '_' || sign.is_whitespace();
    let digits: String = text.chars().filter(|sign| !is_separator(*sign)).collect();
    if digits.is_empty() {
        return Err("required");
    }
    match digits.parse::<i64>() {
        Ok(points) if (1..=1_000_000_000).contains(&points) => Ok(points),
        _ => Err("malformed"),
    }
}

#[component]
fn Limits(limits: AccountSpending) -> impl IntoView {
    let client = use_client();
    let language = use_language();
    let toasts = use_toasts();
    let write = use_write();
    let admins = Choice::new(limits.admins, true);
    let members = Choice::new(limits.members, limits.members_may_ask);
    let own = Choice::new(limits.own, true);
    let submit = Callback::new(move |()| {
        let (of_admins, of_members, of_own) = (admins.limit(), members.limit(), own.limit());
        let refusal = problem::refuse(&[
            ("/admins", of_admins.err()),
            ("/members", of_members.err()),
            ("/own", of_own.err()),
        ]);
        let (Ok(of_admins), Ok(of_members), Ok(of_own)) = (of_admins, of_members, of_own) else {
            if let Some(refusal) = refusal {
                write.refuse(refusal);
            }
            return;
        };
        let wanted = AccountSpending {
            admins: of_admins,
            members_may_ask: members.is_open(),
            members: of_members,
            own: of_own,
        };
        write.run(async move {
            api::put_spending(client, &wanted).await?;
            toasts.say(say!(language.get_untracked(), rewards.spending_saved));
            Ok(())
        });
    });
    let wrong = move |pointer| of_field(write.problem(), pointer);
    view! {
        <Form
            on_submit=submit
            problem=write.problem()
            actions=move || {
                view! { <Button label=t!(shell.save) look=Look::Main submits=true is_busy=write.is_pending()/> }
            }
        >
            <LimitField label=t!(rewards.spending_admins) choice=admins error=wrong("/admins")/>
            <LimitField label=t!(rewards.spending_members) choice=members can_close=true error=wrong("/members")/>
            <LimitField label=t!(rewards.spending_own) choice=own error=wrong("/own")/>
        </Form>
    }
}

#[component]
fn LimitField(
    label: Signal<String>,
    choice: Choice,
    /// Whether it can be left to account admins altogether.
    #[prop(optional)]
    can_close: bool,
    error: Signal<Option<String>>,
) -> impl IntoView {
    let names = [
        t!(rewards.limit_closed),
        t!(rewards.limit_nothing),
        t!(rewards.limit_up_to),
        t!(rewards.limit_everything),
    ];
    let choices = MODES.into_iter().zip(names);
    let choices = choices.filter(|(mode, _)| can_close || *mode != "closed");
    let choose = Callback::new(move |chosen: String| {
        if let Some(mode) = MODES.into_iter().find(|mode| *mode == chosen) {
            choice.mode.set(mode);
        }
    });
    let has_points = move || choice.mode.get() == "up_to";
    view! {
        <div class="spending__limit">
            <SelectField label value=choice.mode choices=choices.collect() on_choose=choose/>
            <Show when=has_points>
                <TextField label=t!(rewards.limit_points) value=choice.points hint=t!(rewards.limit_wrong) error/>
            </Show>
        </div>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn points_are_read_as_people_write_them() {
        assert_eq!(whole_points(" 1,500 "), Ok(1_500));
        assert_eq!(whole_points("1 000 000 000"), Ok(1_000_000_000));
        assert_eq!(whole_points(""), Err("required"));
        for wrong in ["0", "-5", "1.5", "1000000001", "many"] {
            assert_eq!(whole_points(wrong), Err("malformed"), "{wrong}");
        }
    }
}
