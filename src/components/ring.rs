//! How far something has come, as a ring around its number.

use leptos::prelude::*;

#[component]
pub fn Ring(
    part: i64,
    whole: i64,
    /// The number inside, and the line under it.
    number: String,
    under: String,
    /// What it says in words.
    spoken: String,
) -> impl IntoView {
    // The path counts as 100 long; the round end would show a dot at zero.
    let percent = percent(part, whole);
    let dash = format!("{percent} 100");
    let class = if percent == 0 {
        "ring__arc ring__arc--none"
    } else {
        "ring__arc"
    };
    view! {
        <div class="ring" role="img" aria-label=spoken>
            <svg viewBox="0 0 120 120" aria-hidden="true">
                <circle class="ring__track" cx="60" cy="60" r="52"></circle>
                <circle class=class cx="60" cy="60" r="52" pathLength="100" stroke-dasharray=dash></circle>
            </svg>
            <div class="ring__text" aria-hidden="true">
                <strong>{number}</strong>
                <span>{under}</span>
            </div>
        </div>
    }
}

/// 0 to 100; the last percent only when all is there.
fn percent(part: i64, whole: i64) -> i64 {
    if part >= whole {
        100
    } else {
        (part.max(0) * 100 / whole).min(99)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_ring_closes_only_when_all_is_there() {
        assert_eq!(percent(0, 10_000), 0);
        assert_eq!(percent(8_760, 10_000), 87);
        assert_eq!(percent(9_999, 10_000), 99);
        assert_eq!(percent(12_000, 10_000), 100);
        assert_eq!(percent(-5, 10), 0);
        assert_eq!(percent(0, 0), 100);
    }
}
