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
    Streak,
    Challenge,
    Redemption,
    Correction,
    Expired,
    Adjusted,
    Held,
    Released,
    RanOut,
    Recovered,
    Other,
}

/// Reads an event type such as `purchase.completed` by its noun, so that a new verb needs no new word.
pub fn kind(event_type: &str) -> Kind {
    // What no event caused is called after what was done.
    match event_type {
        "points.expired" => return Kind::Expired,
        "points.adjusted" => return Kind::Adjusted,
        "points.held" => return Kind::Held,
        "points.released" => return Kind::Released,
        "points.ran_out" => return Kind::RanOut,
        "points.recovered" => return Kind::Recovered,
        "points.spent" | "points.redeemed" => return Kind::Redemption,
        _ => {}
    }
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
        "streak" => Kind::Streak,
        "challenge" => Kind::Challenge,
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
        Kind::Streak => say!(locale, movements.streak),
        Kind::Challenge => say!(locale, movements.challenge),
        Kind::Redemption => say!(locale, movements.redemption),
        Kind::Correction => say!(locale, movements.correction),
        Kind::Expired => say!(locale, movements.expired),
        Kind::Adjusted => say!(locale, movements.adjusted),
        Kind::Held => say!(locale, movements.held),
        Kind::Released => say!(locale, movements.released),
        Kind::RanOut => say!(locale, movements.ran_out),
        Kind::Recovered => say!(locale, movements.recovered),
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
        assert_eq!(kind("challenge.reached"), Kind::Challenge);
        assert_eq!(kind("challenge.corrected"), Kind::Correction);
        assert_eq!(kind("purchase.reversed"), Kind::Correction);
        assert_eq!(kind("something.new"), Kind::Other);
        assert_eq!(kind("points.expired"), Kind::Expired);
        assert_eq!(kind("points.redeemed"), Kind::Redemption);
        assert_eq!(kind("points.corrected"), Kind::Correction);
        assert_eq!(kind(""), Kind::Other);
    }
}
