//! The own working days, by which answers are due.

use contract::WorkCalendarView;
use leptos::prelude::*;

use crate::api::{self, use_client, use_read, use_write};
use crate::components::{
    Button, Dialog, Form, Load, Look, Skeleton, TextArea, TextField, use_toasts,
};
use crate::language::use_language;
use crate::words::problem::of_field;

#[component]
pub fn CalendarDialog(is_open: RwSignal<bool>) -> impl IntoView {
    view! {
        <Dialog is_open title=t!(follow_up.days)>
            {move || is_open.get().then(|| view! { <Calendar is_open/> })}
        </Dialog>
    }
}

#[component]
fn Calendar(is_open: RwSignal<bool>) -> impl IntoView {
    let read = use_read::<Option<WorkCalendarView>>(api::work_calendar_path);
    view! {
        <p class="muted">{t!(follow_up.days_lead)}</p>
        <Load read shape=Skeleton::Rows(3) let:days>
            <Days days is_open/>
        </Load>
    }
}

#[component]
fn Days(days: Option<WorkCalendarView>, is_open: RwSignal<bool>) -> impl IntoView {
    let client = use_client();
    let language = use_language();
    let toasts = use_toasts();
    let write = use_write();
    // Until one sets them, days are those of most offices.
    let days = days.unwrap_or_else(|| WorkCalendarView {
        time_zone: crate::browser::time_zone(),
        weekend: vec![6, 7],
        holidays: Vec::new(),
    });
    let zone = RwSignal::new(days.time_zone);
    let weekend = RwSignal::new(days.weekend);
    let holidays = RwSignal::new(days.holidays.join("\n"));
    let names = [
        t!(follow_up.monday),
        t!(follow_up.tuesday),
        t!(follow_up.wednesday),
        t!(follow_up.thursday),
        t!(follow_up.friday),
        t!(follow_up.saturday),
        t!(follow_up.sunday),
    ];
    let boxes = (1_u8..=7)
        .zip(names)
        .map(|(day, name)| {
            let works = move || weekend.with(|weekend| !weekend.contains(&day));
            let choose = move |event| {
                let is_worked = event_target_checked(&event);
                weekend.update(|weekend| {
                    weekend.retain(|other| *other != day);
                    if !is_worked {
                        weekend.push(day);
                    }
                });
            };
            view! {
                <label class="check check--plain">
                    <input type="checkbox" prop:checked=works on:change=choose/>
                    <span>{name}</span>
                </label>
            }
        })
        .collect_view();
    let submit = Callback::new(move |()| {
        let days = WorkCalendarView {
            time_zone: zone.get_untracked().trim().to_owned(),
            weekend: weekend.get_untracked(),
            holidays: holidays.with_untracked(|text| {
                text.split([' ', ',', '\n', '、'])
                    .map(str::trim)
                    .filter(|day| !day.is_empty())
                    .map(str::to_owned)
                    .collect()
            }),
        };
        write.run(async move {
            api::set_work_calendar(client, &days).await?;
            toasts.say(say!(language.get_untracked(), profile.saved));
            let _ = is_open.try_set(false);
            Ok(())
        });
    });
    let cancel = Callback::new(move |()| is_open.set(false));
    let weekend_problem = of_field(write.problem(), "/weekend");
    view! {
        <Form
            on_submit=submit
            problem=write.problem()
            actions=move || {
                view! {
                    <Button label=t!(shell.save) look=Look::Main submits=true is_busy=write.is_pending()/>
                    <Button label=t!(shell.cancel) look=Look::Quiet on_press=cancel/>
                }
            }
        >
            <TextField label=t!(follow_up.zone) value=zone hint=t!(follow_up.zone_hint) error=of_field(write.problem(), "/time_zone")/>
            <fieldset class="several">
                <legend class="field__label">{t!(follow_up.worked)}</legend>
                <div class="several__boxes">{boxes}</div>
                <p class="field__note field__note--wrong" role="alert">{weekend_problem}</p>
            </fieldset>
            <TextArea label=t!(follow_up.holidays) value=holidays hint=t!(follow_up.holidays_hint) error=of_field(write.problem(), "/holidays")/>
        </Form>
    }
}
