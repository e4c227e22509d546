//! The row of working weeks as it stands, with the last twelve of them.

use contract::{Locale, StreakView, WeekState, WeekView};
use leptos::prelude::*;

use crate::format::{self, Style};
use crate::words::{play, rules};

#[component]
pub fn StreakCard(streak: StreakView, locale: Locale) -> impl IntoView {
    let weeks = play::weeks(locale, streak.weeks);
    let now = if streak.is_this_week_kept {
        say!(locale, play.week_kept)
    } else {
        say!(locale, play.week_open)
    };
    let left = streak.freezes_left;
    let freezes = (streak.terms.freezes > 0)
        .then(|| say!(locale, play.freezes_left, count = i32::from(left), n = left));
    let longest = say!(
        locale,
        play.longest,
        weeks = play::weeks(locale, streak.longest)
    );
    let sentences = rules::streak(locale, &streak.terms).join(" ");
    let recent = streak
        .recent
        .into_iter()
        .map(|week| line(locale, &week))
        .collect_view();
    view! {
        <section class="card" aria-labelledby="streak">
            <header class="card__head"><h2 id="streak">{t!(play.streak)}</h2></header>
            <p class="streak__number">{weeks}</p>
            <p>{now} " " {freezes}</p>
            <ol class="streak__weeks" aria-label=t!(play.recent)>{recent}</ol>
            <p class="small muted">{longest} " " {sentences}</p>
        </section>
    }
}

fn line(locale: Locale, week: &WeekView) -> impl IntoView + use<> {
    let (class, word) = match week.state {
        WeekState::Kept => ("streak__week streak__week--kept", say!(locale, play.kept)),
        WeekState::Frozen => (
            "streak__week streak__week--frozen",
            say!(locale, play.frozen),
        ),
        WeekState::Missed => ("streak__week", say!(locale, play.missed)),
        WeekState::Open => ("streak__week streak__week--open", say!(locale, play.open)),
    };
    let date = format::date(locale, &week.monday, Style::Short);
    let spoken = say!(locale, play.week_of, date = date, state = word);
    let title = spoken.clone();
    view! {
        <li class=class title=title><span class="visually-hidden">{spoken}</span></li>
    }
}
