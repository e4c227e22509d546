//! The drawing of a badge: a medal whose shape tells what it is for, without any rank among badges. The words stand beside it, so
//! screen readers skip it.

use contract::BadgeShape;
use leptos::prelude::*;

/// What is drawn on the medal, on a grid of 48.
const fn path(shape: BadgeShape) -> &'static str {
    match shape {
        BadgeShape::Book => {
            "M24 17c-2.500-2-6-2.500-10-2.500v17c4 0 7.500.5 10 2.500 2.500-2 6-2.500 10-2.500v-17c-4 0-7.500.5-10 2.500zM24 17v17"
        }
        BadgeShape::Voice => "M13 15h22v15H25l-6 5v-5h-6zM19 22.500l3.500 3.500 7-7",
        BadgeShape::Cap => {
            "M24 14l13 6-13 6-13-6zM16 23v7c2.500 2.500 5 3.500 8 3.500s5.500-1 8-3.500v-7M37 20v8"
        }
        BadgeShape::Flame => {
            "M24 12c1 5 8 8 8 15a8 8 0 01-16 0c0-3 1.500-5 3-6.500.5 2 1.500 3 2.500 3.500-.5-4 .5-8 2.500-12z"
        }
        BadgeShape::Years => "M24 12a12 12 0 110 24 12 12 0 010-24zM24 17v7l5 3",
        BadgeShape::Star => {
            "M24 12l3.700 7.700 8.300 1.100-6.100 5.800 1.500 8.300-7.400-4-7.400 4 1.500-8.300-6.100-5.800 8.300-1.100z"
        }
        BadgeShape::Hands => {
            "M12 20l6-4 6 3 6-3 6 4v9l-4 2M12 20v9l9 6c1.500 1 3 .5 3.500-.5M24 19l-4 4c0 2.500 3 3 5 1l2-1 7 7c1 1.500-.5 3-2 2.500M25 34.500c1.500 1.500 3.500.5 3.500-1M28.500 33.500c1.500 1 3 0 3.500-1.500"
        }
    }
}

/// The outline of the medal: round for what one did, with eight sides for time that went by.
const fn outline(shape: BadgeShape) -> &'static str {
    match shape {
        BadgeShape::Flame | BadgeShape::Years => {
            "M44.3 32.4L32.4 44.3L15.6 44.3L3.7 32.4L3.7 15.6L15.6 3.7L32.4 3.7L44.3 15.6z"
        }
        BadgeShape::Book
        | BadgeShape::Voice
        | BadgeShape::Cap
        | BadgeShape::Star
        | BadgeShape::Hands => "M24 2a22 22 0 110 44 22 22 0 010-44z",
    }
}

/// Draws a badge; pale with a broken edge while it is not one's own.
#[component]
pub fn BadgeMedal(shape: BadgeShape, #[prop(default = true)] is_earned: bool) -> impl IntoView {
    let class = if is_earned {
        "medal"
    } else {
        "medal medal--open"
    };
    view! {
        <svg class=class viewBox="0 0 48 48" aria-hidden="true">
            <path class="medal__edge" d=outline(shape)></path>
            <path class="medal__sign" d=path(shape)></path>
        </svg>
    }
}
