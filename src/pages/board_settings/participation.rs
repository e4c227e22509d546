//! How many of the company take part, month by month. Numbers, never names.

use contract::{Locale, MonthParticipation, Participation};
use leptos::prelude::*;

use crate::api::{self, use_read};
use crate::components::{Bar, Chart, Icon, Load, Skeleton};
use crate::format::{self, Style};
use crate::language::use_language;

#[component]
pub fn ParticipationCard() -> impl IntoView {
    let read = use_read::<Participation>(api::participation_path);
    view! {
        <section class="card" aria-labelledby="participation">
            <header class="card__head card__head--tools">
                <h2 id="participation">{t!(board_settings.participation)}</h2>
                <a class="button" href=api::participation_file_href() rel="external" download="">
                    <Icon name=Icon::Download/> <span>{t!(board_settings.file)}</span>
                </a>
            </header>
            <p class="small muted">{t!(board_settings.note)}</p>
            <Load read shape=Skeleton::Rows(8) let:found>
                <Numbers found/>
            </Load>
        </section>
    }
}

#[component]
fn Numbers(found: Participation) -> impl IntoView {
    let locale = use_language().get_untracked();
    let number = |count: u32| format::number(locale, i64::from(count));
    let never = match found.never {
        0 => say!(locale, board_settings.never_none),
        never => say!(
            locale,
            board_settings.never,
            count = i32::try_from(never).unwrap_or(i32::MAX),
            n = number(never),
            active = number(found.active)
        ),
    };
    let best = found.months.iter().max_by_key(|month| month.earned);
    let best = best.filter(|month| month.earned > 0);
    let drawing = match best {
        Some(best) => chart(locale, &found.months, best),
        None => view! { <p>{say!(locale, board_settings.nobody)}</p> }.into_any(),
    };
    // The newest first, as one reads.
    let rows = found
        .months
        .iter()
        .rev()
        .map(|month| row(locale, month))
        .collect_view();
    view! {
        {drawing}
        <p>{never}</p>
        <table class="table">
            <thead>
                <tr>
                    <th scope="col">{t!(board_settings.month)}</th>
                    <th scope="col" class="number">{t!(board_settings.people)}</th>
                    <th scope="col" class="number">{t!(board_settings.took_part)}</th>
                    <th scope="col" class="number">{t!(board_settings.points)}</th>
                </tr>
            </thead>
            <tbody>{rows}</tbody>
        </table>
    }
}

fn chart(locale: Locale, months: &[MonthParticipation], best: &MonthParticipation) -> AnyView {
    let number = |count: u32| format::number(locale, i64::from(count));
    let long = |month: &str| format::month(locale, month, Style::MonthLong);
    let bars = months.iter().map(|month| Bar {
        label: format::month(locale, &month.month, Style::MonthShort),
        story: say!(
            locale,
            board_settings.story,
            month = long(&month.month),
            n = number(month.earned),
            seats = number(month.seats)
        ),
        above: i64::from(month.earned),
        below: 0,
    });
    let spoken = say!(
        locale,
        board_settings.spoken,
        month = long(&best.month),
        n = number(best.earned)
    );
    view! { <Chart bars=bars.collect() spoken top=number(best.earned)/> }.into_any()
}

fn row(locale: Locale, month: &MonthParticipation) -> impl IntoView + use<> {
    view! {
        <tr>
            <th scope="row">{format::month(locale, &month.month, Style::MonthLong)}</th>
            <td class="number">{format::number(locale, i64::from(month.seats))}</td>
            <td class="number"><strong>{format::number(locale, i64::from(month.earned))}</strong></td>
            <td class="number">{format::number(locale, month.points)}</td>
        </tr>
    }
}
