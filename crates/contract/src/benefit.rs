//! What the vendor's staff do for one account or several beside the rules: gifts, agreed benefits, offers of partners.

use serde::{Deserialize, Serialize};

use crate::{AccountId, AgreedBenefitId, GiftId, MemberId, OfferId, Persona, Tier};

/// A text in up to three languages; who reads a language that is absent reads another.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct LocalText {
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub en: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ja: Option<String>,
    #[serde(default, rename = "zh-Hant", skip_serializing_if = "Option::is_none")]
    pub zh_hant: Option<String>,
}

/// `POST /api/v1/accounts/{id}/gifts`: a thank-you that no rule asks for. Needs an `Idempotency-Key`.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct GiveGift {
    /// For one person; for the whole company when absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub member: Option<MemberId>,
    /// What is given: 3 to 200 characters.
    pub text: String,
    /// Why, in the giver's own words: 3 to 1,000 characters.
    pub note: String,
    /// Beside it, from zero up to what one person may give alone.
    #[serde(default)]
    pub points: i64,
}

/// One gift, as those for whom it is and the vendor's staff see it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct GiftView {
    pub id: GiftId,
    pub text: String,
    pub note: String,
    pub points: i64,
    /// For whom; absent when it is for the whole company.
    pub member_name: Option<String>,
    pub given_by: String,
    pub given_at: String,
}

/// `POST /api/v1/accounts/{id}/benefits`: what was agreed with this account alone. Needs an `Idempotency-Key`.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct AgreeBenefit {
    /// At least one language, each 3 to 400 characters.
    pub text: LocalText,
    /// The first day.
    pub from: String,
    /// The last day; none when it goes on.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub until: Option<String>,
}

/// An agreed benefit as the vendor's staff see it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct AgreedBenefitView {
    pub id: AgreedBenefitId,
    pub text: LocalText,
    pub from: String,
    pub until: Option<String>,
    pub agreed_by: String,
    /// When it was ended before its last day.
    pub ended_at: Option<String>,
}

/// `POST /api/v1/offers`: what a partner of the vendor offers its customers. Needs an `Idempotency-Key`.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct CreateOffer {
    /// At least one language, each 3 to 100 characters.
    pub title: LocalText,
    /// In the same languages, each 3 to 1,000 characters.
    pub text: LocalText,
    /// The address of a page, reached over TLS.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub link: Option<String>,
    /// What to name when one takes the offer: at most 60 characters.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub code: Option<String>,
    /// For these tiers; for all when empty.
    #[serde(default)]
    pub tiers: Vec<Tier>,
    /// For these personas; for all when empty.
    #[serde(default)]
    pub personas: Vec<Persona>,
    /// For these accounts; for all when empty.
    #[serde(default)]
    pub accounts: Vec<AccountId>,
    pub from: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub until: Option<String>,
}

/// An offer as the vendor's staff see it. `GET /api/v1/offers?limit=&cursor=`
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct OfferView {
    pub id: OfferId,
    pub title: LocalText,
    pub text: LocalText,
    pub link: Option<String>,
    pub code: Option<String>,
    pub tiers: Vec<Tier>,
    pub personas: Vec<Persona>,
    /// The names of the accounts; empty for all.
    pub accounts: Vec<String>,
    pub from: String,
    pub until: Option<String>,
    pub created_by: String,
    /// When it was ended before its last day.
    pub ended_at: Option<String>,
}

/// What the person has beside the tier's benefits. `GET /api/v1/benefits?locale=`
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct MyBenefits {
    /// For the whole company and the person; for account admins those of their people too. The newest first.
    pub gifts: Vec<GiftView>,
    pub agreed: Vec<AgreedBenefit>,
    pub offers: Vec<Offer>,
}

/// What was agreed with the person's company, in the reader's language.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct AgreedBenefit {
    pub id: AgreedBenefitId,
    pub text: String,
    /// In the future for one that is still to come.
    pub from: String,
    pub until: Option<String>,
}

/// An offer of a partner, in the reader's language.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Offer {
    pub id: OfferId,
    pub title: String,
    pub text: String,
    pub link: Option<String>,
    pub code: Option<String>,
    pub until: Option<String>,
}
