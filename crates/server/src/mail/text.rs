//! What the mails say. Plain text, in the receiver's language.

use contract::Locale;
use jiff::Timestamp;
use jiff::tz::TimeZone;
use storage::outbox::NewMail;

/// What a mail with a link needs to know.
pub struct LinkMail<'a> {
    pub to: &'a str,
    pub name: &'a str,
    pub locale: Locale,
    pub link: &'a str,
    pub expires_at: Timestamp,
}

/// The invitation by a colleague, or by the vendor where `invited_by` is absent.
pub fn invitation(mail: &LinkMail<'_>, account: &str, invited_by: Option<&str>) -> NewMail {
    let LinkMail { name, link, .. } = *mail;
    let until = utc(mail.expires_at);
    let (subject, body) = match mail.locale {
        Locale::En => (
            format!("Your invitation to the {account} portal"),
            format!(
                "Hello {name},\n\n{who} invites you to the customer portal of {account}: answers about the product, your \
                 company's points and tier, and your colleagues in one place.\n\nChoose your password here:\n{link}\n\n\
                 The link works once, until {until} (UTC). If it has run out, ask for a new invitation.\n\n\
                 If you did not expect this mail, you can ignore it: without the link nothing happens.\n",
                who = invited_by.unwrap_or("Your supplier"),
            ),
        ),
        Locale::Ja => (
            format!("{account} のお客様ポータルへのご招待"),
            format!(
                "{name} 様\n\n{who}から、{account} のお客様ポータルへのご招待です。製品についての疑問への答え、会社のポイント\
                 とランク、社内のメンバーを一か所でご覧いただけます。\n\n次のリンクからパスワードを設定してください。\n{link}\n\n\
                 リンクは一度だけ、{until}（UTC）まで使えます。期限が切れている場合は、もう一度招待を依頼してください。\n\n\
                 お心当たりのない場合は、このメールを破棄してください。リンクを開かない限り、何も起こりません。\n",
                who =
                    invited_by.map_or_else(|| "ご契約先".to_owned(), |name| format!("{name} さん")),
            ),
        ),
        Locale::ZhHant => (
            format!("邀請您加入 {account} 的客戶入口網站"),
            format!(
                "{name}，您好：\n\n{who}邀請您加入 {account} 的客戶入口網站。產品問題的解答、公司的點數與等級，以及公司成員，\
                 都集中在同一個地方。\n\n請由以下連結設定密碼：\n{link}\n\n連結只能使用一次，有效期限至 {until}（UTC）。\
                 若已過期，請再索取一次邀請。\n\n若您並未預期收到這封信，請直接忽略；不開啟連結就不會發生任何事。\n",
                who = invited_by.unwrap_or("您的供應商"),
            ),
        ),
    };
    compose(mail, subject, body)
}

/// The link that sets a new password.
pub fn reset(mail: &LinkMail<'_>) -> NewMail {
    let LinkMail { name, link, .. } = *mail;
    let until = utc(mail.expires_at);
    let (subject, body) = match mail.locale {
        Locale::En => (
            "Choose a new password".to_owned(),
            format!(
                "Hello {name},\n\nsomeone, hopefully you, asked for a new password for the customer portal. Choose it here:\n\
                 {link}\n\nThe link works once, until {until} (UTC). Afterwards you are signed out everywhere else.\n\n\
                 If it was not you, ignore this mail: your password stays as it is.\n"
            ),
        ),
        Locale::Ja => (
            "パスワードの再設定".to_owned(),
            format!(
                "{name} 様\n\nお客様ポータルのパスワード再設定のご依頼を受け付けました。次のリンクから新しいパスワードを設定して\
                 ください。\n{link}\n\nリンクは一度だけ、{until}（UTC）まで使えます。再設定すると、ほかの端末からはすべて\
                 サインアウトされます。\n\nお心当たりのない場合は、このメールを破棄してください。パスワードは変わりません。\n"
            ),
        ),
        Locale::ZhHant => (
            "重新設定密碼".to_owned(),
            format!(
                "{name}，您好：\n\n我們收到為您重新設定客戶入口網站密碼的要求。請由以下連結設定新密碼：\n{link}\n\n\
                 連結只能使用一次，有效期限至 {until}（UTC）。設定完成後，您在其他裝置上都會登出。\n\n\
                 若不是您本人提出，請忽略這封信，您的密碼不會改變。\n"
            ),
        ),
    };
    compose(mail, subject, body)
}

/// Tells a person that the password was changed, so that someone else's change is noticed.
pub fn password_changed(to: &str, name: &str, locale: Locale, sign_in: &str) -> NewMail {
    let (subject, body) = match locale {
        Locale::En => (
            "Your password was changed",
            format!(
                "Hello {name},\n\nthe password of your customer portal was just changed, and all other sessions were ended.\n\n\
                 If it was not you, choose a new one at once with \"Forgot your password?\" on\n{sign_in}\nand tell your \
                 account admin.\n"
            ),
        ),
        Locale::Ja => (
            "パスワードが変更されました",
            format!(
                "{name} 様\n\nお客様ポータルのパスワードが変更され、ほかの端末からはすべてサインアウトされました。\n\n\
                 お心当たりのない場合は、次のページの「パスワードをお忘れですか？」からただちに再設定し、社内の管理者に\
                 お知らせください。\n{sign_in}\n"
            ),
        ),
        Locale::ZhHant => (
            "您的密碼已變更",
            format!(
                "{name}，您好：\n\n您的客戶入口網站密碼剛才已變更，其他裝置也都已登出。\n\n若不是您本人操作，請立即在以下頁面\
                 使用「忘記密碼？」重新設定，並通知貴公司的管理員。\n{sign_in}\n"
            ),
        ),
    };
    NewMail {
        to: to.to_owned(),
        locale,
        subject: subject.to_owned(),
        body,
        secret: None,
    }
}

fn compose(mail: &LinkMail<'_>, subject: String, body: String) -> NewMail {
    NewMail {
        to: mail.to.to_owned(),
        locale: mail.locale,
        subject,
        body,
        secret: mail.link.split_once('#').map(|(_, token)| token.to_owned()),
    }
}

fn utc(time: Timestamp) -> String {
    time.to_zoned(TimeZone::UTC)
        .strftime("%Y-%m-%d %H:%M")
        .to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_mail_holds_its_link_and_its_end_in_every_language() {
        for locale in Locale::ALL {
            let mail = LinkMail {
                to: "a@b.example",
                name: "Aki",
                locale,
                link: "https://portal.example/welcome#TOKEN",
                expires_at: "2026-11-30T10:20:30Z".parse().unwrap(),
            };
            for text in [
                invitation(&mail, "Hoshino", Some("Mika")),
                invitation(&mail, "Hoshino", None),
                reset(&mail),
            ] {
                assert!(
                    text.body.contains(mail.link) && text.body.contains("2026-11-30 10:20"),
                    "{text:?}"
                );
                assert_eq!(text.secret.as_deref(), Some("TOKEN"));
                assert!(
                    text.body.contains("Aki") && !text.subject.is_empty(),
                    "{text:?}"
                );
                assert!(
                    !text.body.contains("  "),
                    "indentation leaked into {text:?}"
                );
            }
        }
    }
}
