//! `/console/adjustments`: points that staff gave or took, and those that wait for a second person.

use contract::{AdjustmentState, AdjustmentView};
use leptos::prelude::*;

use crate::api::{self, Pages, use_client, use_key, use_pages, use_write};
use crate::components::use_toasts;
use crate::components::{Button, Chip, Empty, Icon, LoadPages, Look, PageHeading, Skeleton, Tone};
use crate::console::route::ConsoleRoute;
use crate::console::segments::Segments;
use crate::format::{self, Style};
use crate::language::use_language;
use crate::words::{problem, tier};

#[component]
pub fn Adjustments() -> impl IntoView {
    let only_waiting = RwSignal::new(true);
    let pages = use_pages::<AdjustmentView>(move || api::adjustments_path(only_waiting.get()));
    let choices = vec![(true, t!(care.waiting)), (false, t!(care.all))];
    view! {
        <header class="page-head">
            <PageHeading title=t!(care.adjustments)/>
            <p class="page-head__lead muted">{t!(care.adjustments_lead)}</p>
        </header>
        <Segments label=t!(care.which) value=only_waiting choices/>
        <section class="card">
            <LoadPages pages shape=Skeleton::Rows(4) empty=none let:adjustments>
                <List adjustments pages/>
            </LoadPages>
        </section>
    }
}

fn none() -> AnyView {
    view! { <Empty icon=Icon::Coin title=t!(care.adjustments_none) hint=t!(care.adjustments_none_hint)/> }
        .into_any()
}

#[component]
fn List(adjustments: Vec<AdjustmentView>, pages: Pages<AdjustmentView>) -> impl IntoView {
    let lines = adjustments
        .into_iter()
        .map(|adjustment| view! { <AdjustmentLine adjustment pages/> })
        .collect_view();
    view! { <ul class="entries">{lines}</ul> }
}

/// One adjustment; with `pages` it says of which company it is and lets a second person decide.
#[component]
pub fn AdjustmentLine(
    adjustment: AdjustmentView,
    #[prop(optional)] pages: Option<Pages<AdjustmentView>>,
) -> impl IntoView {
    let locale = use_language().get_untracked();
    let (state, tone) = match adjustment.state {
        AdjustmentState::Waiting => (t!(care.waiting), Tone::Warn),
        AdjustmentState::Booked => (t!(care.booked), Tone::Good),
        AdjustmentState::Refused => (t!(care.refused), Tone::Off),
    };
    let date = |at: &String| format::date(locale, at, Style::Short);
    let (name, asked) = (adjustment.asked_by.clone(), date(&adjustment.asked_at));
    let mut facts = vec![say!(locale, care.asked_by, name = name, date = asked)];
    if let (Some(name), Some(at)) = (&adjustment.decided_by, &adjustment.decided_at) {
        let (name, decided) = (name.clone(), date(at));
        facts.push(say!(locale, care.decided_by, name = name, date = decided));
    }
    let wallet = adjustment
        .member_name
        .clone()
        .unwrap_or_else(|| say!(locale, care.the_company));
    let company = pages.map(|_| {
        let route = ConsoleRoute::Account {
            id: adjustment.account_id.to_string(),
        };
        view! { <a href=route.href()>{adjustment.account_name.clone()}</a> " · " }
    });
    let is_open = adjustment.state == AdjustmentState::Waiting;
    let decision = pages.filter(|_| is_open).map(|pages| {
        let adjustment = adjustment.clone();
        view! { <Decision adjustment pages/> }
    });
    view! {
        <li class="entries__entry">
            <div class="entries__head">
                <span><strong>{format::signed(locale, adjustment.points)}</strong> " · " {company} {wallet}</span>
                <Chip label=state tone/>
            </div>
            <p>{adjustment.reason}</p>
            <p class="small muted">{facts.join(" · ")}</p>
            {adjustment.note.map(|note| view! { <p class="small">{note}</p> })}
            {decision}
        </li>
    }
}

#[component]
fn Decision(adjustment: AdjustmentView, pages: Pages<AdjustmentView>) -> impl IntoView {
    if adjustment.is_mine {
        return view! { <p class="small muted">{t!(care.own)}</p> }.into_any();
    }
    let client = use_client();
    let language = use_language();
    let toasts = use_toasts();
    let (write, key) = (use_write(), use_key());
    let id = adjustment.id.clone();
    let decide = move |is_approved: bool| {
        let id = id.clone();
        Callback::new(move |()| {
            let id = id.clone();
            let key = key.run((id.clone(), is_approved));
            write.run(async move {
                api::decide_adjustment(client, &id, is_approved, &key).await?;
                let locale = language.get_untracked();
                toasts.say(if is_approved {
                    say!(locale, care.approved_done)
                } else {
                    say!(locale, care.refused_done)
                });
                pages.refetch();
                Ok(())
            });
        })
    };
    let locale = language.get_untracked();
    let company = adjustment.account_name.clone();
    let points = tier::points(locale, adjustment.points);
    let approve = say!(
        locale,
        care.approve_named,
        points = points.clone(),
        company = company.clone()
    );
    let refuse = say!(
        locale,
        care.refuse_named,
        points = points,
        company = company
    );
    let problem = move || {
        let error = write.problem().get()?;
        Some(problem::sentence(language.get(), &error))
    };
    view! {
        <div class="row">
            <Button
                label=t!(care.approve)
                look=Look::Main
                spoken=Signal::stored(approve)
                is_busy=write.is_pending()
                on_press=decide(true)
            />
            <Button
                label=t!(care.refuse)
                spoken=Signal::stored(refuse)
                is_busy=write.is_pending()
                on_press=decide(false)
            />
        </div>
        <p class="field__note field__note--wrong" role="alert">{problem}</p>
    }
    .into_any()
}
