//! The JSON that the app and the server exchange: types and ids, one module per endpoint group.
//!
//! Nothing here may hold logic, read a clock or know of HTTP, storage or the browser: the crate is compiled into both
//! sides so that they cannot disagree. With the feature `openapi` each type also describes itself for the document.
//!
//! Conventions: `snake_case`, ids are `UUIDv7` strings, times are RFC 3339 UTC, dates are `YYYY-MM-DD`, points are integers.

mod account;
mod adjustment;
mod api_key;
mod article;
mod audit;
mod benefit;
mod board;
mod event;
mod follow_up;
mod home;
mod id;
mod list;
mod locale;
mod member;
mod operations;
mod persona;
mod play;
mod problem;
mod programme;
mod reading;
mod reward;
mod rules;
mod search;
mod session;
mod standing;
mod survey;
mod survey_results;

pub use account::{AccountSummary, AccountView, Tier};
pub use adjustment::{AdjustPoints, AdjustmentState, AdjustmentView, DecideAdjustment};
pub use api_key::{ApiKeyScope, ApiKeyView, CreateApiKey, NewApiKey};
pub use article::{
    ArticleCategory, ArticleIndex, ArticleLink, ArticleSummary, ArticleView, ContentsEntry,
};
pub use audit::{AuditAction, AuditEntry};
pub use benefit::{
    AgreeBenefit, AgreedBenefit, AgreedBenefitView, CreateOffer, GiftView, GiveGift, LocalText,
    MyBenefits, Offer, OfferView,
};
pub use board::{
    BoardCap, BoardChoice, BoardEvent, BoardMe, BoardNext, BoardRanking, BoardRevision, BoardRow,
    BoardSettings, BoardShown, BoardState, BoardTeam, BoardView, BoardWho, BoardWindow,
    BoardWindowKind, LeagueRow, LeagueState, LeagueView, MonthParticipation, Participation,
    SeatsView,
};
pub use event::{
    EventAward, EventFate, EventOutcome, EventsTaken, KeptReason, TakenBack, WalletOwner,
};
pub use follow_up::{
    AddNote, CloseFollowUp, FollowUpReason, FollowUpStep, FollowUpStepKind, FollowUpView,
    PublishHeard, RootCause, SetSuccessManager, StaffChoice, SuccessManagerView, WorkCalendarView,
};
pub use home::{HomeView, Movement, MovementKind, Waiting, Wallet};
pub use id::{
    AccountId, AdjustmentId, AgreedBenefitId, ApiKeyId, AskId, AuditId, ChallengeId, FollowUpId,
    GiftId, HeardId, MailId, MemberId, MovementId, OfferId, RedemptionId, SessionId,
    TierOverrideId,
};
pub use list::Page;
pub use locale::{Locale, Theme};
pub use member::{InviteMember, MemberStatus, MemberView, UpdateMember};
pub use operations::{ErrorReport, MailState, OutboxMail};
pub use persona::{Persona, Role};
pub use play::{
    ArticleProgress, BadgeEarned, BadgeProgress, BadgeReason, BadgeShape, BadgeTerms, BadgeView,
    Celebrations, ChallengePart, ChallengeState, ChallengeTemplateView, ChallengeTerms,
    ChallengeView, Challenges, CreateChallenge, MyBadges, PlayNews, StreakTerms, StreakView,
    UnnamedParts, WeekState, WeekView,
};
pub use problem::{FieldError, Problem};
pub use programme::{
    AwardDetail, Benefit, CapApplied, CapView, ComingVersion, Counts, EventDetail, ExpiringPoints,
    GoalPart, MoneyView, MonthPoints, MovementDetail, MultiplierView, ProgrammeView, RateView,
    RoundingView, TakenPoints, TierGoal, TierStanding, WalletState, WindowView,
};
pub use reading::{
    ArticleChange, ArticleProblem, AskPreview, AskQuestion, FeedAddress, FinishedSearch, Help,
    MissingContext, MyFeed, MyReading, Preview, QuestionView, StaleTranslation, UnansweredSearch,
    UnhelpfulArticle, Vote, WritingArticle, WritingGaps, WritingLanguage, WritingState,
};
pub use reward::{
    AccountSpending, CreateRedemption, FulfilmentView, RedemptionNote, RedemptionState,
    RedemptionView, RewardCatalogue, RewardFulfilment, RewardReach, RewardRefusal, RewardView,
};
pub use rules::{
    BenefitTerms, ChangeView, ChangedThing, EndingTerms, ExpiryTerms, LevelTerms, RewardTerms,
    RuleView, RulesView, SpendingTerms, ThresholdTerms, TierTerms, VersionLine, VersionState,
};
pub use search::{OtherSearchIndex, SearchIndex};
pub use session::{
    ChangePassword, CurrentSession, InspectLink, LinkKind, LinkView, Me, MyAccount, RedeemLink,
    RequestReset, SessionView, SignIn, UpdateMe,
};
pub use standing::{
    AccountProgramme, CompanyProgramme, Earner, EarnerKind, GiveTier, GivenTier, MonthReport,
    NextTier, PersonPoints, ReportLine, TierStretch, TypePoints, WalletEntry,
};
pub use survey::{
    AskReason, AskState, AskedBecause, CreateAsk, Earliest, FeedbackView, GiveAnswer, GiveInterest,
    GiveWhy, HeardReach, HeardView, LifeStage, OwnAnswer, OwnAsk, OwnFollowUp, SurveyAnswer,
    SurveyAnswered, SurveyChoice, SurveyGroup, SurveyKind, SurveyNow, SurveyOffer, SurveyOutlook,
    SurveyPage, SurveyQuestion, SurveyWhy, SurveyWish,
};
pub use survey_results::{
    GivenCount, ResultCell, ResultChange, ResultGroup, ResultPoint, ResultSummary, SurveyLine,
    SurveyResults,
};

/// The header in which every answer names the build of the app that belongs to it; a page of another build reloads.
pub const BUILD_HEADER: &str = "x-kizuna-build";
/// The header that makes a write safe to repeat.
pub const IDEMPOTENCY_HEADER: &str = "idempotency-key";
