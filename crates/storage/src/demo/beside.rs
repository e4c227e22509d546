//! What the vendor's staff did for the demo's companies beside the rules: a thank-you, an agreed benefit, a partner's offer.

use contract::{AgreeBenefit, CreateOffer, LocalText, Role};
use jiff::{SignedDuration, Timestamp};
use loyalty::Versions;
use sea_orm::FromQueryResult;
use uuid::Uuid;

use super::cast::staff_email;
use crate::benefits::{self, NewGift};
use crate::db::row;
use crate::{Error, Occasion, Result, StaffScope, Tx};

#[derive(FromQueryResult)]
struct Id {
    id: Uuid,
}

/// For the first company a thank-you and a benefit of its own; for all an offer.
pub(super) async fn insert(tx: &Tx, first_company: &str, now: Timestamp) -> Result<()> {
    let email = staff_email("success");
    let staff = "SELECT id FROM member WHERE email_folded = $1";
    let sara: Option<Id> = row(tx.connection(), staff, [email.into()]).await?;
    let account = "SELECT id FROM account WHERE name = $1";
    let company: Option<Id> = row(tx.connection(), account, [first_company.into()]).await?;
    let (Some(sara), Some(company)) = (sara, company) else {
        return Err(Error::NotFound);
    };
    let scope = StaffScope {
        member: sara.id,
        session: Uuid::nil(),
        role: Role::SuccessManager,
    };
    let ago = |days: i64| {
        let then = now.saturating_sub(SignedDuration::from_hours(24 * days));
        then.unwrap_or(now)
    };
    let on = |at: Timestamp| Occasion {
        now: at,
        address: "",
    };
    let gift = NewGift {
        account: company.id,
        member: None,
        text: "ユーザー会へのご招待（2名様）".to_owned(),
        note: "新しい検査モードを最初に試し、率直なご意見をくださりありがとうございました。"
            .to_owned(),
        points: 0,
    };
    // It comes without points, so no rule of the programme is asked.
    benefits::give(tx, &scope, &Versions::default(), &gift, 0, on(ago(12))).await?;
    let benefit = AgreeBenefit {
        text: texts(
            "A named engineer, reachable on working days from 9 to 18",
            "専任エンジニアによる平日9時～18時の対応",
            "專屬工程師於工作日 9 時至 18 時服務",
        ),
        from: day(ago(240)),
        until: None,
    };
    benefits::agree(tx, &scope, company.id, &benefit, on(ago(240))).await?;
    let offer = CreateOffer {
        title: texts(
            "Calibration at a fifth less",
            "校正サービス20%割引",
            "校正服務八折",
        ),
        text: texts(
            "Our calibration partner checks your measuring devices on site. Clients of ours pay a fifth less, for any number of devices.",
            "校正パートナーが現地で測定機器を点検します。当社のお客様は、台数にかかわらず20%割引でご利用いただけます。",
            "校正合作夥伴到場檢查您的量測設備。本公司客戶不限台數，皆享八折優惠。",
        ),
        link: Some("https://calibration.example/clients".to_owned()),
        code: Some("KIZUNA-20".to_owned()),
        tiers: Vec::new(),
        personas: Vec::new(),
        accounts: Vec::new(),
        from: day(ago(30)),
        until: Some(day(ago(-150))),
    };
    benefits::create_offer(tx, &scope, &offer, &[], on(ago(30))).await?;
    Ok(())
}

fn texts(en: &str, ja: &str, zh_hant: &str) -> LocalText {
    LocalText {
        en: Some(en.to_owned()),
        ja: Some(ja.to_owned()),
        zh_hant: Some(zh_hant.to_owned()),
    }
}

fn day(at: Timestamp) -> String {
    at.to_zoned(jiff::tz::TimeZone::UTC).date().to_string()
}
