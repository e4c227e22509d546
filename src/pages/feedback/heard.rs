//! "You said, we did".

use contract::{HeardReach, HeardView};
use leptos::prelude::*;

use crate::components::Chip;
use crate::format::{self, Style};
use crate::language::use_language;
use crate::words::survey::in_language;

#[component]
pub fn Heard(heard: Vec<HeardView>) -> impl IntoView {
    let content = if heard.is_empty() {
        view! { <p class="muted">{t!(feedback.heard_none)}</p> }.into_any()
    } else {
        let lines = heard.into_iter().map(line).collect_view();
        view! { <ul class="entries">{lines}</ul> }.into_any()
    };
    view! {
        <section class="card" aria-labelledby="heard">
            <header class="card__head"><h2 id="heard">{t!(feedback.heard)}</h2></header>
            {content}
        </section>
    }
}

fn line(heard: HeardView) -> impl IntoView {
    let locale = use_language().get_untracked();
    let date = format::date(locale, &heard.published_at, Style::Short);
    let reach = match heard.reach {
        HeardReach::Account => t!(feedback.reach_account),
        HeardReach::Persona => t!(feedback.reach_persona),
        HeardReach::All => t!(feedback.reach_all),
    };
    view! {
        <li class="entries__entry">
            <div class="entries__head">
                <Chip label=reach/>
                <span class="small muted">{date}</span>
            </div>
            <dl class="feedback__heard">
                <dt>{t!(feedback.said)}</dt>
                <dd>{in_language(&heard.said, locale)}</dd>
                <dt>{t!(feedback.done)}</dt>
                <dd>{in_language(&heard.done, locale)}</dd>
            </dl>
        </li>
    }
}
