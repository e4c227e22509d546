//! What moved points, in words.

use contract::Locale;

/// The kinds of events that have a name and a sign of their own.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    Purchase,
    Lesson,
    Usage,
    Referral,
    Survey,
    Redemption,
    Correction,
    Other,
}

/// Reads an event type such as `purchase.completed` by its noun, so that a new verb needs no new word.
pub fn kind(event_type: &str) -> Kind {
    let noun = event_type.split('.').next().unwrap_or_default();
    if event_type.ends_with("reversed") || event_type.ends_with("corrected") {
        return Kind::Correction;
    }
    match noun {
        "purchase" | "order" => Kind::Purchase,
        "lesson" | "course" | "learning" => Kind::Lesson,
        "usage" | "product" => Kind::Usage,
        "referral" => Kind::Referral,
        "survey" => Kind::Survey,
        "reward" | "redemption" => Kind::Redemption,
        "correction" => Kind::Correction,
        _ => Kind::Other,
    }
}

pub fn name(locale: Locale, kind: Kind) -> String {
    match kind {
        Kind::Purchase => say!(locale, movements.purchase),
        Kind::Lesson => say!(locale, movements.lesson),
        Kind::Usage => say!(locale, movements.usage),
        Kind::Referral => say!(locale, movements.referral),
        Kind::Survey => say!(locale, movements.survey),
        Kind::Redemption => say!(locale, movements.redemption),
        Kind::Correction => say!(locale, movements.correction),
        Kind::Other => say!(locale, movements.other),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn event_types_are_read_by_their_noun() {
        assert_eq!(kind("purchase.completed"), Kind::Purchase);
        assert_eq!(kind("lesson.finished"), Kind::Lesson);
        assert_eq!(kind("purchase.reversed"), Kind::Correction);
        assert_eq!(kind("something.new"), Kind::Other);
        assert_eq!(kind(""), Kind::Other);
    }
}
