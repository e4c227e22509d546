//! Mails that the calendar causes: points that run out, and rules that change.

use contract::Locale;
use jiff::civil::Date;
use storage::notices::Receiver;
use storage::outbox::NewMail;

use crate::long_date::long_date;

/// Points that are gone after their last day. `page` shows them.
pub fn points_expire(
    to: &Receiver,
    points: i64,
    last_day: Date,
    is_company: bool,
    page: &str,
) -> NewMail {
    let (name, points) = (&to.name, grouped(points));
    let day = long_date(to.locale, &last_day.to_string());
    let (subject, body) = match to.locale {
        Locale::En => {
            let whose = if is_company { "your company's" } else { "your" };
            (
                format!("{points} points run out on {day}"),
                format!(
                    "Hello {name},\n\n{points} of {whose} points can be used until {day}. After that day they are gone.\n\n\
                     What they are good for, and where they came from:\n{page}\n\n\
                     You get this mail once for each day on which points run out.\n"
                ),
            )
        }
        Locale::Ja => {
            let whose = if is_company {
                "会社のポイント"
            } else {
                "お持ちのポイント"
            };
            (
                format!("{points}ポイントの有効期限は{day}です"),
                format!(
                    "{name} 様\n\n{whose}のうち{points}ポイントは、{day}までご利用いただけます。翌日には失効します。\n\n\
                     使いみちと、獲得の内訳はこちらです。\n{page}\n\n\
                     このメールは、期限ごとに一度だけお送りしています。\n"
                ),
            )
        }
        Locale::ZhHant => {
            let whose = if is_company { "貴公司有" } else { "您有" };
            (
                format!("{points}點將於{day}到期"),
                format!(
                    "{name}，您好：\n\n{whose}{points}點可使用至{day}，隔天即失效。\n\n\
                     點數能換什麼、從何而來，請看：\n{page}\n\n同一天到期的點數，我們只通知一次。\n"
                ),
            )
        }
    };
    mail(to, subject, body)
}

/// New rules from a day on. `page` tells what differs.
pub fn programme_changes(to: &Receiver, valid_from: Date, page: &str) -> NewMail {
    let name = &to.name;
    let day = long_date(to.locale, &valid_from.to_string());
    let (subject, body) = match to.locale {
        Locale::En => (
            format!("What changes in the programme on {day}"),
            format!(
                "Hello {name},\n\nfrom {day} the programme has new rules. Points that you have earned and the tier that you \
                 have reached stay.\n\nWhat differs, point by point:\n{page}\n"
            ),
        ),
        Locale::Ja => (
            format!("{day}からプログラムの内容が変わります"),
            format!(
                "{name} 様\n\n{day}から、プログラムの規定が新しくなります。すでに獲得されたポイントと、到達されたランクは\
                 そのままです。\n\n変更点の一覧はこちらです。\n{page}\n"
            ),
        ),
        Locale::ZhHant => (
            format!("計畫規則自{day}起調整"),
            format!(
                "{name}，您好：\n\n自{day}起，計畫採用新的規則。已獲得的點數與已達到的等級不受影響。\n\n\
                 逐項差異請看：\n{page}\n"
            ),
        ),
    };
    mail(to, subject, body)
}

fn mail(to: &Receiver, subject: String, body: String) -> NewMail {
    NewMail {
        to: to.email.clone(),
        locale: to.locale,
        subject,
        body,
        secret: None,
    }
}

/// With a comma after each three digits, as all three languages write it.
fn grouped(points: i64) -> String {
    let digits = points.to_string();
    let mut text = String::with_capacity(digits.len() * 4 / 3);
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    fn receiver(locale: Locale) -> Receiver {
        Receiver {
            email: "mika@hoshino.example".to_owned(),
            name: "Mika".to_owned(),
            locale,
        }
    }

    #[test]
    fn points_stand_in_groups_of_three() {
        for (points, text) in [
            (7, "7"),
            (320, "320"),
            (1_240, "1,240"),
            (1_234_567, "1,234,567"),
        ] {
            assert_eq!(grouped(points), text);
        }
    }

    #[test]
    fn every_language_tells_points_day_and_page() {
        for (locale, subject) in [
            (Locale::En, "1,240 points run out on 31 December 2026"),
            (Locale::Ja, "1,240ポイントの有効期限は2026年12月31日です"),
            (Locale::ZhHant, "1,240點將於2026年12月31日到期"),
        ] {
            let mail = points_expire(
                &receiver(locale),
                1_240,
                date(2026, 12, 31),
                true,
                "https://p/x",
            );
            assert_eq!(mail.subject, subject);
            assert!(
                mail.body.contains("1,240") && mail.body.contains("https://p/x"),
                "{}",
                mail.body
            );
            let change = programme_changes(&receiver(locale), date(2027, 1, 1), "https://p/y");
            assert!(change.subject.contains("2027") && change.body.contains("https://p/y"));
        }
    }
}
