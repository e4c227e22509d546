//! A thank-you of the vendor, as those for whom it is read it and those who gave it.

use contract::GiftView;
use leptos::prelude::*;

use super::Icon;
use crate::format::{self, Style};
use crate::language::use_language;
use crate::words::tier;

/// The gift, in whose words it was given, and to whom where it was not the whole company.
#[component]
pub fn GiftLine(gift: GiftView) -> impl IntoView {
    let locale = use_language().get_untracked();
    let date = format::date(locale, &gift.given_at, Style::Short);
    let mut facts = vec![say!(
        locale,
        benefits.gift_from,
        who = gift.given_by,
        date = date
    )];
    if let Some(name) = gift.member_name {
        facts.push(say!(locale, benefits.gift_for, name = name));
    }
    if gift.points > 0 {
        let points = tier::points(locale, gift.points);
        facts.push(say!(locale, benefits.gift_points, points = points));
    }
    view! {
        <li class="gift">
            <span class="tasks__sign"><Icon name=Icon::Gift/></span>
            <div class="gift__words">
                <strong>{gift.text}</strong>
                <blockquote class="gift__note">{gift.note}</blockquote>
                <p class="small muted">{facts.join(" · ")}</p>
            </div>
        </li>
    }
}
