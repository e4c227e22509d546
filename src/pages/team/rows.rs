//! The list: a table whose rows move as the points do.

use contract::{BoardRow, BoardWho, Locale};
use leptos::{html, prelude::*};

use super::Now;
use super::motion::Motion;
use crate::components::{Chip, Empty, Icon, Tone};
use crate::format;
use crate::language::use_language;
use crate::words::board;

#[component]
pub fn Rows(now: Now) -> impl IntoView {
    let is_empty = now.part(|ranking| ranking.top.is_empty());
    move || {
        if is_empty.get().unwrap_or(true) {
            view! { <Empty icon=Icon::Podium title=t!(team.none) hint=t!(team.none_hint)/> }
                .into_any()
        } else {
            view! { <Table now/> }.into_any()
        }
    }
}

#[component]
fn Table(now: Now) -> impl IntoView {
    let language = use_language();
    let top = now.part(|ranking| ranking.top.clone());
    let around = now.part(|ranking| ranking.around.clone());
    let top = Memo::new(move |_| top.get().unwrap_or_default());
    let around = Memo::new(move |_| around.get().unwrap_or_default());
    let window = now.part(|ranking| ranking.window.clone());
    let caption = move || {
        let locale = language.get();
        let window = window.get().map(|window| board::window(locale, &window));
        say!(locale, team.caption, window = window.unwrap_or_default())
    };
    let body = NodeRef::<html::Table>::new();
    let motion = Motion::default();
    Effect::new(move || {
        top.track();
        around.track();
        if let Some(table) = body.get() {
            // The rows are where they belong once this turn is over.
            request_animation_frame(move || motion.settle(&table));
        }
    });
    let ranked = now.part(|ranking| ranking.ranked);
    let count = move || {
        let (locale, ranked) = (language.get(), ranked.get().unwrap_or_default());
        let (count, n) = (i32::try_from(ranked), i64::try_from(ranked));
        let n = format::number(locale, n.unwrap_or(i64::MAX));
        say!(
            locale,
            team.ranked,
            count = count.unwrap_or(i32::MAX),
            n = n
        )
    };
    let skipped = move || {
        (!around.with(Vec::is_empty)).then(|| {
            view! {
                <tr class="ranking__skipped">
                    <td colspan="4"><span aria-hidden="true">"⋯"</span> <span class="visually-hidden">{t!(team.skipped)}</span></td>
                </tr>
            }
        })
    };
    view! {
        <table class="table ranking" node_ref=body>
            <caption class="visually-hidden">{caption}</caption>
            <thead>
                <tr>
                    <th scope="col" class="number">{t!(team.rank)}</th>
                    <th scope="col">{t!(team.who)}</th>
                    <th scope="col" class="number">{t!(team.points)}</th>
                    <th scope="col" class="number ranking__change" title=t!(team.change_hint)>{t!(team.change)}</th>
                </tr>
            </thead>
            <tbody>
                <For each=move || top.get() key=|row| row.key.clone() let:row>
                    <Row first=row rows=top/>
                </For>
            </tbody>
            <tbody>
                {skipped}
                <For each=move || around.get() key=|row| row.key.clone() let:row>
                    <Row first=row rows=around/>
                </For>
            </tbody>
        </table>
        <p class="small muted ranking__count">{count}</p>
    }
}

/// One row, wherever it moves to.
#[component]
fn Row(
    /// As it was when it came.
    first: BoardRow,
    rows: Memo<Vec<BoardRow>>,
) -> impl IntoView {
    let language = use_language();
    let key = first.key.clone();
    let row = Memo::new(move |before: Option<&BoardRow>| {
        let found = rows.with(|rows| rows.iter().find(|row| row.key == first.key).cloned());
        found
            .or_else(|| before.cloned())
            .unwrap_or_else(|| first.clone())
    });
    let class = move || {
        row.with(|row| match (row.is_me, &row.name) {
            (true, _) => "ranking__row ranking__row--me",
            (false, None) => "ranking__row ranking__row--gap",
            (false, Some(_)) => "ranking__row",
        })
    };
    let rank = move || row.with(|row| rank(language.get(), row));
    let name = move || row.with(|row| who(language.get(), row));
    let you = move || {
        row.with(|row| row.is_me)
            .then(|| view! { <Chip label=t!(team.you) tone=Tone::Good/> })
    };
    let points = move || {
        let (locale, points) = (language.get(), row.with(|row| row.points));
        points.map(|points| format::number(locale, points))
    };
    let change = move || row.with(|row| change(language.get(), row));
    view! {
        <tr class=class data-key=key>
            <td class="number ranking__rank">{rank}</td>
            <th scope="row"><span class="ranking__who">{name}</span> {you}</th>
            <td class="number"><strong>{points}</strong></td>
            <td class="number ranking__change">{change}</td>
        </tr>
    }
}

fn rank(locale: Locale, row: &BoardRow) -> AnyView {
    let rank = format::number(locale, i64::try_from(row.rank).unwrap_or(i64::MAX));
    if !row.is_tie {
        return view! { {rank} }.into_any();
    }
    let spoken = say!(locale, team.shared, rank = rank.clone());
    view! { <span aria-hidden="true">"=" {rank}</span> <span class="visually-hidden">{spoken}</span> }
        .into_any()
}

/// The name, or what stands in its place.
pub fn who(locale: Locale, row: &BoardRow) -> String {
    match (&row.name, row.who) {
        (Some(name), _) => name.clone(),
        (None, BoardWho::Former) => say!(locale, team.former),
        (None, _) => say!(locale, team.hidden),
    }
}

fn change(locale: Locale, row: &BoardRow) -> AnyView {
    let Some(change) = row.change else {
        let text = row.name.as_ref().map(|_| say!(locale, team.fresh));
        return view! { <span class="small muted">{text}</span> }.into_any();
    };
    let class = match change.signum() {
        1 => "up",
        -1 => "down",
        _ => "muted",
    };
    let (sign, spoken) = board::change(locale, change);
    let size = (change != 0).then(|| format::number(locale, change.saturating_abs()));
    view! {
        <span class=class aria-hidden="true">{sign} {size}</span>
        <span class="visually-hidden">{spoken}</span>
    }
    .into_any()
}
