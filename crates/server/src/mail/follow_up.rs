//! Mails about answers that need a person: one when it opens, one on its day.

use contract::Locale;
use storage::notices::Receiver;
use storage::outbox::NewMail;
use storage::surveys::Reminder;

use crate::long_date::long_date;

/// `page` is where it is taken care of.
pub fn follow_up(to: &Receiver, about: &Reminder, page: &str) -> NewMail {
    let (name, who, account) = (&to.name, &about.member_name, &about.account_name);
    let day = long_date(to.locale, &about.due_on.to_string());
    let (subject, body) = match (to.locale, about.is_new) {
        (Locale::En, true) => (
            format!("{account}: an answer that needs you"),
            format!(
                "Hello {name},\n\n{who} of {account} has answered a survey, and somebody should get in touch by {day}.\n\n\
                 What was said, and what to do:\n{page}\n"
            ),
        ),
        (Locale::En, false) => (
            format!("{account}: due on {day}"),
            format!(
                "Hello {name},\n\n{who} of {account} still waits for a word about the answer to a survey. It is due on {day}.\n\n\
                 What was said, and what to do:\n{page}\n"
            ),
        ),
        (Locale::Ja, true) => (
            format!("{account}：対応が必要な回答があります"),
            format!(
                "{name} 様\n\n{account}の{who}さんからアンケートの回答がありました。{day}までにご連絡をお願いします。\n\n\
                 回答の内容と対応はこちらです。\n{page}\n"
            ),
        ),
        (Locale::Ja, false) => (
            format!("{account}：対応期限は{day}です"),
            format!(
                "{name} 様\n\n{account}の{who}さんの回答への対応がまだ完了していません。期限は{day}です。\n\n\
                 回答の内容と対応はこちらです。\n{page}\n"
            ),
        ),
        (Locale::ZhHant, true) => (
            format!("{account}：有一則回答需要您處理"),
            format!(
                "{name}，您好：\n\n{account}的{who}回答了問卷，請在{day}前與對方聯絡。\n\n回答內容與處理方式請看：\n{page}\n"
            ),
        ),
        (Locale::ZhHant, false) => (
            format!("{account}：處理期限為{day}"),
            format!(
                "{name}，您好：\n\n{account}的{who}還在等候問卷回答的回覆，期限為{day}。\n\n回答內容與處理方式請看：\n{page}\n"
            ),
        ),
    };
    NewMail {
        to: to.email.clone(),
        locale: to.locale,
        subject,
        body,
        secret: None,
    }
}
