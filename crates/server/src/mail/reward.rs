//! Mails about rewards: to those who decide, and to who asked.

use contract::{Locale, RedemptionState, RewardFulfilment};
use loyalty::Versions;
use storage::outbox::NewMail;
use storage::rewards::{News, Person, Told};

/// A mail for everyone whom the news are for. What is said at once to the person who did it, needs none.
pub fn redemption(told: &Told, versions: &Versions, public_url: &str) -> Vec<NewMail> {
    let mail = |person: &Person| {
        let reward = told.news.reward_name(versions, person.locale);
        let link = format!("{public_url}/rewards/redemptions");
        let (subject, text) = match told.news.state {
            RedemptionState::Waiting => waiting(&told.news, person.locale, &reward),
            RedemptionState::Approved => approved(person.locale, &reward),
            RedemptionState::Fulfilled => fulfilled(&told.news, person.locale, &reward),
            RedemptionState::Declined => declined(person.locale, &reward),
            RedemptionState::Cancelled => cancelled(person.locale, &reward),
            RedemptionState::RanOut => ran_out(person.locale, &reward),
        };
        let note = told.news.note.as_deref();
        NewMail {
            to: person.email.clone(),
            locale: person.locale,
            subject,
            body: body(person, &text, note, &link),
            secret: None,
        }
    };
    told.people.iter().map(mail).collect()
}

fn body(person: &Person, text: &str, note: Option<&str>, link: &str) -> String {
    let name = &person.name;
    let note = note.map(|note| match person.locale {
        Locale::En => format!("\n\nNote: {note}"),
        Locale::Ja => format!("\n\nメモ：{note}"),
        Locale::ZhHant => format!("\n\n備註：{note}"),
    });
    let note = note.unwrap_or_default();
    match person.locale {
        Locale::En => format!("Hello {name},\n\n{text}{note}\n\nSee it in the portal:\n{link}\n"),
        Locale::Ja => {
            format!("{name} 様\n\n{text}{note}\n\nポータルでご確認ください。\n{link}\n")
        }
        Locale::ZhHant => format!("{name}，您好：\n\n{text}{note}\n\n請至入口網站查看：\n{link}\n"),
    }
}

fn waiting(news: &News, locale: Locale, reward: &str) -> (String, String) {
    let (who, cost) = (&news.asked_by, news.cost);
    match locale {
        Locale::En => (
            format!("{who} asks for: {reward}"),
            format!(
                "{who} would like to have \"{reward}\" for {cost} points and needs the word of an account admin. The points \
                 are held until someone decides; if nobody does, they go back."
            ),
        ),
        Locale::Ja => (
            format!("{who} さんからの特典の申請：{reward}"),
            format!(
                "{who} さんが「{reward}」（{cost}ポイント）を申請しました。管理者の承認が必要です。判断されるまでポイントは\
                 確保され、期限までに判断がなければ元に戻ります。"
            ),
        ),
        Locale::ZhHant => (
            format!("{who} 申請兌換：{reward}"),
            format!(
                "{who} 想以 {cost} 點兌換「{reward}」，需要管理員核准。在決定之前點數會先保留；若逾期無人決定，點數會退回。"
            ),
        ),
    }
}

fn approved(locale: Locale, reward: &str) -> (String, String) {
    match locale {
        Locale::En => (
            format!("Approved: {reward}"),
            format!(
                "your request for \"{reward}\" was approved. We see to it and get in touch with you."
            ),
        ),
        Locale::Ja => (
            format!("承認されました：{reward}"),
            format!("「{reward}」の申請が承認されました。手配を進め、あらためてご連絡いたします。"),
        ),
        Locale::ZhHant => (
            format!("已核准：{reward}"),
            format!("您申請的「{reward}」已核准。我們會著手安排，並與您聯絡。"),
        ),
    }
}

fn fulfilled(news: &News, locale: Locale, reward: &str) -> (String, String) {
    let is_code = news.fulfilment == RewardFulfilment::Code;
    match locale {
        Locale::En => (
            format!("Ready for you: {reward}"),
            if is_code {
                format!(
                    "your request for \"{reward}\" was approved. Your code is waiting in the portal."
                )
            } else {
                format!("\"{reward}\" is ready for you.")
            },
        ),
        Locale::Ja => (
            format!("ご用意ができました：{reward}"),
            if is_code {
                format!("「{reward}」の申請が承認されました。コードはポータルに表示されています。")
            } else {
                format!("「{reward}」のご用意ができました。")
            },
        ),
        Locale::ZhHant => (
            format!("已為您準備好：{reward}"),
            if is_code {
                format!("您申請的「{reward}」已核准，兌換碼已顯示在入口網站。")
            } else {
                format!("「{reward}」已為您準備好。")
            },
        ),
    }
}

fn declined(locale: Locale, reward: &str) -> (String, String) {
    match locale {
        Locale::En => (
            format!("Not approved: {reward}"),
            format!("your request for \"{reward}\" was not approved. The points are back."),
        ),
        Locale::Ja => (
            format!("承認されませんでした：{reward}"),
            format!("「{reward}」の申請は承認されませんでした。ポイントは元に戻っています。"),
        ),
        Locale::ZhHant => (
            format!("未獲核准：{reward}"),
            format!("您申請的「{reward}」未獲核准，點數已退回。"),
        ),
    }
}

fn cancelled(locale: Locale, reward: &str) -> (String, String) {
    match locale {
        Locale::En => (
            format!("Cancelled: {reward}"),
            format!("we had to cancel \"{reward}\". The points are back."),
        ),
        Locale::Ja => (
            format!("取り消しのお知らせ：{reward}"),
            format!(
                "誠に恐れ入りますが、「{reward}」を取り消しました。ポイントは元に戻っています。"
            ),
        ),
        Locale::ZhHant => (
            format!("已取消：{reward}"),
            format!("很抱歉，我們必須取消「{reward}」，點數已退回。"),
        ),
    }
}

fn ran_out(locale: Locale, reward: &str) -> (String, String) {
    match locale {
        Locale::En => (
            format!("Nobody decided in time: {reward}"),
            format!(
                "no account admin decided on your request for \"{reward}\" in time. The points are back; you can ask again."
            ),
        ),
        Locale::Ja => (
            format!("期限が過ぎました：{reward}"),
            format!(
                "「{reward}」の申請は、期限までに管理者の判断がありませんでした。ポイントは元に戻っています。もう一度申請\
                 できます。"
            ),
        ),
        Locale::ZhHant => (
            format!("已逾期：{reward}"),
            format!("您申請的「{reward}」在期限內沒有管理員決定，點數已退回。您可以再申請一次。"),
        ),
    }
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;

    #[test]
    fn every_mail_names_the_reward_and_leads_to_the_requests_in_every_language() {
        use RedemptionState::{Approved, Cancelled, Declined, Fulfilled, RanOut, Waiting};
        for state in [Waiting, Approved, Fulfilled, Declined, Cancelled, RanOut] {
            let people = Locale::ALL.map(|locale| Person {
                email: "aki@hoshino.example".to_owned(),
                name: "Aki".to_owned(),
                locale,
            });
            let news = News {
                redemption: Uuid::nil(),
                state,
                fulfilment: RewardFulfilment::Code,
                cost: 400,
                asked_by: "Mio".to_owned(),
                note: Some("See you there".to_owned()),
                reward: "conference-seat".to_owned(),
                version: "2026-01-kizuna".to_owned(),
                title: "Seat at the conference".to_owned(),
            };
            let told = Told {
                news,
                people: people.to_vec(),
            };
            let mails = redemption(&told, &Versions::default(), "https://portal.example");
            assert_eq!(mails.len(), Locale::ALL.len());
            let mut subjects: Vec<&str> = mails.iter().map(|mail| mail.subject.as_str()).collect();
            subjects.dedup();
            assert_eq!(subjects.len(), mails.len(), "each in its own language");
            for mail in &mails {
                let reward = "Seat at the conference";
                assert!(mail.subject.contains(reward), "{mail:?}");
                for part in [
                    reward,
                    "Aki",
                    "See you there",
                    "https://portal.example/rewards/redemptions",
                ] {
                    assert!(mail.body.contains(part), "{part}: {mail:?}");
                }
                assert!(
                    !mail.body.contains("  "),
                    "indentation leaked into {mail:?}"
                );
            }
        }
    }
}
