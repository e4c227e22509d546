//! Roles, personas and the states of people.

use contract::{Locale, MemberStatus, MemberView, Persona, Role};

use crate::format::{self, Style};

pub fn role(locale: Locale, role: Role) -> String {
    match role {
        Role::Member => say!(locale, role.member),
        Role::AccountAdmin => say!(locale, role.account_admin),
        Role::Writer => say!(locale, role.writer),
        Role::SuccessManager => say!(locale, role.success_manager),
        Role::Operator => say!(locale, role.operator),
    }
}

pub fn persona(locale: Locale, persona: Persona) -> String {
    match persona {
        Persona::Practitioner => say!(locale, persona.practitioner),
        Persona::Lead => say!(locale, persona.lead),
        Persona::Executive => say!(locale, persona.executive),
    }
}

/// How a person stands with the portal.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing {
    Active,
    Invited,
    InvitationExpired,
    Deactivated,
}

/// `now` in RFC 3339 UTC, like the times of the server: such texts sort as the moments do.
pub fn standing(member: &MemberView, now: &str) -> Standing {
    match member.status {
        MemberStatus::Active => Standing::Active,
        MemberStatus::Deactivated => Standing::Deactivated,
        MemberStatus::Invited => match &member.invitation_expires_at {
            Some(end) if end.as_str() < now => Standing::InvitationExpired,
            _ => Standing::Invited,
        },
    }
}

pub fn status(locale: Locale, member: &MemberView, now: &str) -> String {
    match standing(member, now) {
        Standing::Active => say!(locale, company.active),
        Standing::InvitationExpired => say!(locale, company.expired),
        Standing::Deactivated => say!(locale, company.deactivated),
        Standing::Invited => match &member.invitation_expires_at {
            Some(end) => say!(
                locale,
                company.invited_until,
                date = format::date(locale, end, Style::Day)
            ),
            None => say!(locale, company.invited),
        },
    }
}

#[cfg(test)]
mod tests {
    use contract::MemberId;

    use super::*;

    fn member(status: MemberStatus, end: Option<&str>) -> MemberView {
        MemberView {
            id: MemberId("1".to_owned()),
            name: "Mika Tanaka".to_owned(),
            email: "mika@hoshino.example".to_owned(),
            role: Role::Member,
            persona: None,
            team: None,
            status,
            is_me: false,
            last_seen_at: None,
            invitation_expires_at: end.map(str::to_owned),
        }
    }

    #[test]
    fn an_invitation_expires_by_the_clock() {
        let now = "2026-11-23T08:00:00.000Z";
        let open = member(MemberStatus::Invited, Some("2026-11-30T08:00:00Z"));
        let expired = member(MemberStatus::Invited, Some("2026-11-20T08:00:00Z"));
        assert_eq!(standing(&open, now), Standing::Invited);
        assert_eq!(standing(&expired, now), Standing::InvitationExpired);
        assert_eq!(
            standing(&member(MemberStatus::Invited, None), now),
            Standing::Invited
        );
        assert_eq!(
            standing(&member(MemberStatus::Deactivated, None), now),
            Standing::Deactivated
        );
    }
}
