//! Ids as types, so that a member's can never stand where an account's is meant. On the wire each is a `UUIDv7` string.

use serde::{Deserialize, Serialize};

macro_rules! id {
    ($($(#[$doc:meta])* $name:ident),+ $(,)?) => {$(
        $(#[$doc])*
        #[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
        #[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
        #[serde(transparent)]
        pub struct $name(pub String);

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(&self.0)
            }
        }
    )+};
}

id! {
    /// A customer company.
    AccountId,
    /// A person: an employee of a customer company, or of the vendor.
    MemberId,
    /// One signed-in browser.
    SessionId,
    /// One line of the audit log.
    AuditId,
    /// One mail of the outbox.
    MailId,
    /// One key of a program that reports to the portal.
    ApiKeyId,
    /// One change of a balance.
    MovementId,
    /// Points given or taken by hand.
    AdjustmentId,
    /// One thank-you.
    GiftId,
    /// A benefit of one account alone.
    AgreedBenefitId,
    /// An offer of a partner.
    OfferId,
    /// A tier given for a time.
    TierOverrideId,
    /// One reward that somebody asked for.
    RedemptionId,
    /// A goal that a company reaches together.
    ChallengeId,
    /// One time that somebody was asked something.
    AskId,
    /// One answer that is taken care of.
    FollowUpId,
    /// One thing that was said and done.
    HeardId,
}
