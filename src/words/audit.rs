//! Lines of the audit log in words.

use contract::{AuditAction, AuditEntry, Locale, Persona, Role};
use serde::de::IntoDeserializer;
use serde::de::{
    DeserializeOwned,
    value::{Error, StrDeserializer},
};

use super::people;

/// Who did what to whom.
pub fn sentence(locale: Locale, entry: &AuditEntry) -> String {
    let actor = entry
        .actor
        .clone()
        .unwrap_or_else(|| say!(locale, history.portal));
    let subject = entry
        .subject
        .clone()
        .unwrap_or_else(|| say!(locale, history.someone));
    match entry.action {
        AuditAction::AccountCreated => say!(locale, history.account_created, actor = actor),
        AuditAction::MemberInvited => say!(
            locale,
            history.member_invited,
            actor = actor,
            subject = subject
        ),
        AuditAction::InvitationResent => say!(
            locale,
            history.invitation_resent,
            actor = actor,
            subject = subject
        ),
        AuditAction::InvitationWithdrawn => say!(
            locale,
            history.invitation_withdrawn,
            actor = actor,
            subject = subject
        ),
        AuditAction::InvitationAccepted => {
            say!(locale, history.invitation_accepted, subject = subject)
        }
        AuditAction::MemberUpdated => say!(
            locale,
            history.member_updated,
            actor = actor,
            subject = subject
        ),
        AuditAction::MemberDeactivated => say!(
            locale,
            history.member_deactivated,
            actor = actor,
            subject = subject
        ),
        AuditAction::MemberReactivated => say!(
            locale,
            history.member_reactivated,
            actor = actor,
            subject = subject
        ),
        AuditAction::PasswordChanged => say!(locale, history.password_changed, subject = subject),
        AuditAction::PasswordReset => say!(locale, history.password_reset, subject = subject),
        AuditAction::ResetLinkMade => say!(locale, history.reset_link_made, subject = subject),
        AuditAction::SignedIn => say!(locale, history.signed_in, subject = subject),
        AuditAction::SignInFailed => say!(locale, history.sign_in_failed, subject = subject),
        AuditAction::SignedOut => say!(locale, history.signed_out, subject = subject),
        AuditAction::SessionEnded => say!(locale, history.session_ended, subject = subject),
        AuditAction::ApiKeyCreated => say!(locale, history.api_key_created, actor = actor),
        AuditAction::ApiKeyRevoked => say!(locale, history.api_key_revoked, actor = actor),
        AuditAction::TierGiven => say!(locale, history.tier_given, actor = actor),
        AuditAction::GivenTierEnded => say!(locale, history.given_tier_ended, actor = actor),
        _ => of_staff(locale, entry, actor, subject),
    }
}

/// What the vendor's staff did for a company beside the rules.
fn of_staff(locale: Locale, entry: &AuditEntry, actor: String, subject: String) -> String {
    let is_of_person = entry.subject.is_some();
    match entry.action {
        AuditAction::PointsAdjusted if is_of_person => say!(
            locale,
            history.points_adjusted_of,
            actor = actor,
            subject = subject
        ),
        AuditAction::PointsAdjusted => say!(locale, history.points_adjusted, actor = actor),
        AuditAction::AdjustmentAsked => say!(locale, history.adjustment_asked, actor = actor),
        AuditAction::AdjustmentApproved => say!(locale, history.adjustment_approved, actor = actor),
        AuditAction::AdjustmentRefused => say!(locale, history.adjustment_refused, actor = actor),
        AuditAction::GiftGiven if is_of_person => say!(
            locale,
            history.gift_given_to,
            actor = actor,
            subject = subject
        ),
        AuditAction::GiftGiven => say!(locale, history.gift_given, actor = actor),
        AuditAction::BenefitAgreed => say!(locale, history.benefit_agreed, actor = actor),
        AuditAction::BenefitEnded => say!(locale, history.benefit_ended, actor = actor),
        AuditAction::OfferCreated => say!(locale, history.offer_created, actor = actor),
        AuditAction::OfferEnded => say!(locale, history.offer_ended, actor = actor),
        _ => of_reward(locale, entry, actor, subject),
    }
}

fn of_reward(locale: Locale, entry: &AuditEntry, actor: String, subject: String) -> String {
    match entry.action {
        AuditAction::RewardRequested => say!(locale, history.reward_requested, actor = actor),
        AuditAction::RewardApproved => say!(
            locale,
            history.reward_approved,
            actor = actor,
            subject = subject
        ),
        AuditAction::RewardDeclined => say!(
            locale,
            history.reward_declined,
            actor = actor,
            subject = subject
        ),
        AuditAction::RewardCancelled => say!(
            locale,
            history.reward_cancelled,
            actor = actor,
            subject = subject
        ),
        AuditAction::RewardFulfilled => say!(
            locale,
            history.reward_fulfilled,
            actor = actor,
            subject = subject
        ),
        AuditAction::RewardRanOut => say!(locale, history.reward_ran_out, subject = subject),
        AuditAction::SuccessManagerSet => {
            say!(locale, history.success_manager_set, actor = actor)
        }
        AuditAction::FollowUpClosed => say!(
            locale,
            history.follow_up_closed,
            actor = actor,
            subject = subject
        ),
        AuditAction::SpendingChanged => say!(locale, history.spending_changed, actor = actor),
        AuditAction::ChallengeCreated => say!(locale, history.challenge_created, actor = actor),
        AuditAction::ChallengeCalledOff => {
            say!(locale, history.challenge_called_off, actor = actor)
        }
        AuditAction::BoardChanged => say!(locale, history.board_changed, actor = actor),
        _ => String::new(),
    }
}

/// One change inside an entry, as the log keeps it: `role: member → account_admin`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change<'a> {
    pub field: &'a str,
    pub from: &'a str,
    pub to: &'a str,
}

/// Reads the detail of an entry; what has another form is shown as it stands.
pub fn changes(detail: &str) -> Option<Vec<Change<'_>>> {
    detail
        .split("; ")
        .map(|part| {
            let (field, values) = part.split_once(": ")?;
            let (from, to) = values.split_once('→')?;
            Some(Change {
                field: field.trim(),
                from: from.trim(),
                to: to.trim(),
            })
        })
        .collect()
}

/// The detail of an entry in words.
pub fn detail(locale: Locale, detail: &str) -> String {
    let Some(changes) = changes(detail) else {
        return detail.to_owned();
    };
    let lines: Vec<String> = changes
        .iter()
        .map(|change| {
            let field = match change.field {
                "role" => say!(locale, company.role),
                "persona" => say!(locale, company.persona),
                "team" => say!(locale, company.team),
                "admins" => say!(locale, history.limit_admins),
                "members" => say!(locale, history.limit_members),
                "own" => say!(locale, history.limit_own),
                "board" => say!(locale, history.field_board),
                "league" => say!(locale, history.field_league),
                "alias" => say!(locale, history.field_alias),
                other => other.to_owned(),
            };
            let from = value(locale, change.field, change.from);
            let to = value(locale, change.field, change.to);
            format!("{field}: {from} → {to}")
        })
        .collect();
    lines.join(" · ")
}

fn value(locale: Locale, field: &str, text: &str) -> String {
    if matches!(text, "" | "-" | "none") {
        return say!(locale, history.nothing);
    }
    let named = match field {
        "role" => read::<Role>(text).map(|role| people::role(locale, role)),
        "persona" => read::<Persona>(text).map(|persona| people::persona(locale, persona)),
        "board" | "league" => match text {
            "yes" => Some(say!(locale, history.yes)),
            "no" => Some(say!(locale, history.no)),
            _ => None,
        },
        "admins" | "members" | "own" => match text {
            "any" => Some(say!(locale, history.limit_any)),
            "default" => Some(say!(locale, history.limit_default)),
            _ => None,
        },
        _ => None,
    };
    named.unwrap_or_else(|| text.to_owned())
}

/// Reads a value by the name that it has on the wire.
fn read<T: DeserializeOwned>(text: &str) -> Option<T> {
    let name: StrDeserializer<'_, Error> = text.into_deserializer();
    T::deserialize(name).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn changes_are_read_from_the_machines_words() {
        assert_eq!(
            changes("role: member → account_admin; team: none → Quality"),
            Some(vec![
                Change {
                    field: "role",
                    from: "member",
                    to: "account_admin"
                },
                Change {
                    field: "team",
                    from: "none",
                    to: "Quality"
                },
            ])
        );
        assert_eq!(changes("by link"), None);
    }

    #[test]
    fn roles_are_read_by_their_wire_name() {
        assert_eq!(read::<Role>("account_admin"), Some(Role::AccountAdmin));
        assert_eq!(read::<Role>("emperor"), None);
    }
}
