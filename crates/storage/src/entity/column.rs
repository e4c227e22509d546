//! How single values are written: a time as whole microseconds since 1970, a case as a short word. The words are the
//! database's own; renaming a case on the wire does not touch them.

use contract::{
    AdjustmentState, ApiKeyScope, AskState, AuditAction, BoardShown, FollowUpReason,
    FollowUpStepKind, LifeStage, LinkKind, Locale, MailState, MemberStatus, Persona,
    RedemptionState, RewardFulfilment, Role, RootCause, SurveyKind, SurveyOffer, SurveyPage, Theme,
    Tier, Wallet,
};
use jiff::Timestamp;
use loyalty::ledger::{Outcome, Purpose, WalletKind};
use sea_orm::sea_query::{ArrayType, ColumnType, Nullable, ValueType, ValueTypeErr};
use sea_orm::{ColIdx, DbErr, QueryResult, TryFromU64, TryGetError, TryGetable, Value};
use survey::asking::ContactKind;
use survey::{FollowUpState, OwnerRule};

/// A point in time.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Moment(pub Timestamp);

/// A case of an enum.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Coded<T>(pub T);

pub trait Code: Copy + 'static {
    const WORDS: &'static [(Self, &'static str)];
    fn word(self) -> &'static str;

    fn parse(word: &str) -> Option<Self> {
        Self::WORDS
            .iter()
            .find(|(_, known)| *known == word)
            .map(|(case, _)| *case)
    }
}

// One list makes both directions; the `match` fails to compile when a case is missing.
macro_rules! code {
    ($($name:ident { $($case:ident => $word:literal),+ $(,)? })+) => {$(
        impl Code for $name {
            const WORDS: &'static [(Self, &'static str)] = &[$((Self::$case, $word)),+];
            fn word(self) -> &'static str {
                match self { $(Self::$case => $word),+ }
            }
        }
    )+};
}

code! {
    Locale { En => "en", Ja => "ja", ZhHant => "zh-Hant" }
    Theme { Light => "light", Dark => "dark", System => "system" }
    Tier { Bronze => "bronze", Silver => "silver", Gold => "gold" }
    WalletKind {
        Issued => "issued",
        Account => "account",
        Member => "member",
        Held => "held",
        Redeemed => "redeemed",
        Expired => "expired",
        Owed => "owed",
    }
    Purpose {
        Earned => "earned",
        Adjusted => "adjusted",
        Corrected => "corrected",
        Recovered => "recovered",
        Held => "held",
        Spent => "spent",
        Released => "released",
        RanOut => "ran_out",
        Expired => "expired",
    }
    Outcome { Posted => "posted", Voided => "voided", RanOut => "ran_out" }
    LinkKind { Invitation => "invitation", Reset => "reset" }
    MailState { Waiting => "waiting", Sent => "sent", Failed => "failed" }
    MemberStatus { Invited => "invited", Active => "active", Deactivated => "deactivated" }
    Persona { Practitioner => "practitioner", Lead => "lead", Executive => "executive" }
    Role {
        Member => "member",
        AccountAdmin => "account_admin",
        Writer => "writer",
        SuccessManager => "success_manager",
        Operator => "operator",
    }
    AdjustmentState { Waiting => "waiting", Booked => "booked", Refused => "refused" }
    ApiKeyScope { Events => "events" }
    AuditAction {
        AccountCreated => "account_created",
        MemberInvited => "member_invited",
        InvitationResent => "invitation_resent",
        InvitationWithdrawn => "invitation_withdrawn",
        InvitationAccepted => "invitation_accepted",
        MemberUpdated => "member_updated",
        MemberDeactivated => "member_deactivated",
        MemberReactivated => "member_reactivated",
        PasswordChanged => "password_changed",
        PasswordReset => "password_reset",
        ResetLinkMade => "reset_link_made",
        SignedIn => "signed_in",
        SignInFailed => "sign_in_failed",
        SignedOut => "signed_out",
        SessionEnded => "session_ended",
        ApiKeyCreated => "api_key_created",
        ApiKeyRevoked => "api_key_revoked",
        PointsAdjusted => "points_adjusted",
        AdjustmentAsked => "adjustment_asked",
        AdjustmentApproved => "adjustment_approved",
        AdjustmentRefused => "adjustment_refused",
        GiftGiven => "gift_given",
        BenefitAgreed => "benefit_agreed",
        BenefitEnded => "benefit_ended",
        OfferCreated => "offer_created",
        OfferEnded => "offer_ended",
        TierGiven => "tier_given",
        GivenTierEnded => "given_tier_ended",
        RewardRequested => "reward_requested",
        RewardApproved => "reward_approved",
        RewardDeclined => "reward_declined",
        RewardCancelled => "reward_cancelled",
        RewardFulfilled => "reward_fulfilled",
        RewardRanOut => "reward_ran_out",
        SpendingChanged => "spending_changed",
        ChallengeCreated => "challenge_created",
        ChallengeCalledOff => "challenge_called_off",
        SuccessManagerSet => "success_manager_set",
        FollowUpClosed => "follow_up_closed",
        BoardChanged => "board_changed",
    }
    BoardShown { Name => "name", Nickname => "nickname", Hidden => "hidden", Left => "left" }
    Wallet { Company => "company", Mine => "mine" }
    RewardFulfilment { Code => "code", Staff => "staff" }
    RedemptionState {
        Waiting => "waiting",
        Approved => "approved",
        Fulfilled => "fulfilled",
        Declined => "declined",
        Cancelled => "cancelled",
        RanOut => "ran_out",
    }
    AskState {
        Open => "open",
        Answered => "answered",
        NotNow => "not_now",
        Never => "never",
        Lapsed => "lapsed",
    }
    SurveyKind {
        Nps => "nps",
        Csat => "csat",
        Effort => "effort",
        Open => "open",
        Choice => "choice",
    }
    SurveyPage {
        Home => "home",
        Article => "article",
        Rewards => "rewards",
        Movements => "movements",
        Company => "company",
    }
    SurveyOffer {
        Reference => "reference",
        Referral => "referral",
        AdvisoryBoard => "advisory_board",
    }
    LifeStage { Beginning => "beginning", Settled => "settled", Long => "long" }
    ContactKind {
        Asked => "asked",
        NotNow => "not_now",
        Never => "never",
        Again => "again",
        Answered => "answered",
    }
    FollowUpReason { LowAnswer => "low_answer", Interest => "interest" }
    FollowUpStepKind {
        Opened => "opened",
        Joined => "joined",
        Reopened => "reopened",
        Taken => "taken",
        Noted => "noted",
        Closed => "closed",
    }
    RootCause {
        Product => "product",
        Service => "service",
        Delivery => "delivery",
        Price => "price",
        Knowledge => "knowledge",
        Elsewhere => "elsewhere",
    }
    OwnerRule { SuccessManager => "success_manager", Writer => "writer" }
    FollowUpState { Open => "open", Closed => "closed" }
}

impl From<Moment> for Value {
    fn from(moment: Moment) -> Self {
        Self::BigInt(Some(moment.0.as_microsecond()))
    }
}

impl TryGetable for Moment {
    fn try_get_by<I: ColIdx>(row: &QueryResult, index: I) -> Result<Self, TryGetError> {
        let micros = i64::try_get_by(row, index)?;
        Timestamp::from_microsecond(micros)
            .map(Self)
            .map_err(|_| TryGetError::DbErr(DbErr::Type(format!("{micros} is not a time"))))
    }
}

impl ValueType for Moment {
    fn try_from(value: Value) -> Result<Self, ValueTypeErr> {
        match value {
            Value::BigInt(Some(micros)) => Timestamp::from_microsecond(micros)
                .map(Self)
                .map_err(|_| ValueTypeErr),
            _ => Err(ValueTypeErr),
        }
    }

    fn type_name() -> String {
        "Moment".to_owned()
    }

    fn array_type() -> ArrayType {
        ArrayType::BigInt
    }

    fn column_type() -> ColumnType {
        ColumnType::BigInteger
    }
}

impl Nullable for Moment {
    fn null() -> Value {
        Value::BigInt(None)
    }
}

impl<T: Code> From<Coded<T>> for Value {
    fn from(coded: Coded<T>) -> Self {
        Self::from(coded.0.word())
    }
}

impl<T: Code> TryGetable for Coded<T> {
    fn try_get_by<I: ColIdx>(row: &QueryResult, index: I) -> Result<Self, TryGetError> {
        let word = String::try_get_by(row, index)?;
        T::parse(&word).map(Self).ok_or_else(|| {
            TryGetError::DbErr(DbErr::Type(format!(
                "{word:?} is not known to this version"
            )))
        })
    }
}

impl<T: Code> ValueType for Coded<T> {
    fn try_from(value: Value) -> Result<Self, ValueTypeErr> {
        match value {
            Value::String(Some(word)) => T::parse(&word).map(Self).ok_or(ValueTypeErr),
            _ => Err(ValueTypeErr),
        }
    }

    fn type_name() -> String {
        "Coded".to_owned()
    }

    fn array_type() -> ArrayType {
        ArrayType::String
    }

    fn column_type() -> ColumnType {
        ColumnType::Text
    }
}

impl<T: Code> Nullable for Coded<T> {
    fn null() -> Value {
        Value::String(None)
    }
}

/// Asked of every primary key; neither of these is ever handed out by the database.
impl<T> TryFromU64 for Coded<T> {
    fn try_from_u64(_: u64) -> Result<Self, DbErr> {
        Err(DbErr::ConvertFromU64("Coded"))
    }
}
