//! Days in words, where the browser's `Intl` is not at hand.

use contract::Locale;

/// A day in words, as the browser's `Intl` writes it with `dateStyle: "long"`. `day` is `YYYY-MM-DD`.
pub fn long_date(locale: Locale, day: &str) -> String {
    const MONTHS: [&str; 12] = [
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
    ];
    let mut parts = day
        .split('-')
        .map(|part| part.parse::<usize>().unwrap_or_default());
    let (Some(year), Some(month), Some(day_of_month)) = (parts.next(), parts.next(), parts.next())
    else {
        return day.to_owned();
    };
    match locale {
        Locale::En => {
            let month = MONTHS
                .get(month.wrapping_sub(1))
                .copied()
                .unwrap_or_default();
            format!("{day_of_month} {month} {year}")
        }
        Locale::Ja | Locale::ZhHant => format!("{year}年{month}月{day_of_month}日"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_are_written_as_the_language_does() {
        assert_eq!(long_date(Locale::En, "2026-11-09"), "9 November 2026");
        assert_eq!(long_date(Locale::Ja, "2026-11-09"), "2026年11月9日");
        assert_eq!(long_date(Locale::En, "nonsense"), "nonsense");
    }
}
