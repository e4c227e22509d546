//! Which browser on which system a session belongs to, from the name that the browser gave itself.
//!
//! Names are brand names and need no translation. The order of the lists is their meaning: most browsers also claim to be
//! the ones they descend from.

const BROWSERS: [(&str, &str); 8] = [
    ("Edg", "Edge"),
    ("OPR/", "Opera"),
    ("SamsungBrowser/", "Samsung Internet"),
    ("Vivaldi/", "Vivaldi"),
    ("Firefox/", "Firefox"),
    ("FxiOS/", "Firefox"),
    ("CriOS/", "Chrome"),
    ("Chrome/", "Chrome"),
];

const SYSTEMS: [(&str, &str); 7] = [
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Android", "Android"),
    ("CrOS", "ChromeOS"),
    ("Windows", "Windows"),
    ("Mac OS X", "macOS"),
    ("Linux", "Linux"),
];

/// The browser, if known.
pub fn browser(user_agent: &str) -> Option<&'static str> {
    first(&BROWSERS, user_agent).or_else(|| {
        // Only Safari itself names a version without naming another browser.
        (user_agent.contains("Safari/") && user_agent.contains("Version/")).then_some("Safari")
    })
}

/// The system, if known.
pub fn system(user_agent: &str) -> Option<&'static str> {
    first(&SYSTEMS, user_agent)
}

/// Whether it is held in the hand.
pub fn is_handheld(user_agent: &str) -> bool {
    matches!(system(user_agent), Some("iPhone" | "iPad" | "Android"))
}

fn first(list: &[(&str, &'static str)], user_agent: &str) -> Option<&'static str> {
    list.iter()
        .find(|(sign, _)| user_agent.contains(sign))
        .map(|(_, name)| *name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn common_browsers_are_named() {
        let cases = [
            (
                "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36 Edg/140.0.0.0",
                Some("Edge"),
                Some("Windows"),
            ),
            (
                "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.0 Safari/605.1.15",
                Some("Safari"),
                Some("macOS"),
            ),
            (
                "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) CriOS/140.0 Mobile/15E148 Safari/604.1",
                Some("Chrome"),
                Some("iPhone"),
            ),
            (
                "Mozilla/5.0 (Linux; Android 14; Pixel 8) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0 Mobile Safari/537.36",
                Some("Chrome"),
                Some("Android"),
            ),
            (
                "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0",
                Some("Firefox"),
                Some("Linux"),
            ),
            ("curl/8.5.0", None, None),
            ("", None, None),
        ];
        for (user_agent, expected_browser, expected_system) in cases {
            assert_eq!(browser(user_agent), expected_browser, "{user_agent}");
            assert_eq!(system(user_agent), expected_system, "{user_agent}");
        }
    }

    #[test]
    fn phones_and_tablets_are_handheld() {
        assert!(is_handheld("Mozilla/5.0 (Linux; Android 14; Pixel 8)"));
        assert!(!is_handheld("Mozilla/5.0 (X11; Linux x86_64)"));
    }
}
