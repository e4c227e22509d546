//! What the companies' admins did: the lines of the audit log that belong to the people's stories.

use contract::{AuditAction, Role};
use jiff::{SignedDuration, Timestamp};
use sea_orm::{EntityTrait as _, Set};
use uuid::Uuid;

use super::company::{Cast, Person};
use super::people::{Settled, SettledPerson};
use crate::audit::is_administrative;
use crate::entity::audit;
use crate::entity::column::{Code as _, Coded, Moment};
use crate::moment::new_id;
use crate::{Result, Tx};

/// From the acceptance to the day on which someone was made an admin.
const PROMOTION: SignedDuration = SignedDuration::from_hours(20 * 24 + 3);
/// From the acceptance until an admin had entered the team.
const TEAM: SignedDuration = SignedDuration::from_hours(2 * 24 + 1);

/// The first of the cast is the admin who invited the others.
pub(super) async fn insert(tx: &Tx, cast: &Cast, settled: &Settled, now: Timestamp) -> Result<()> {
    let mut lines = vec![Line {
        at: settled.created_at,
        action: AuditAction::AccountCreated,
        actor: None,
        subject: None,
        detail: Some(cast.company.name.to_owned()),
    }];
    for (index, (person, at)) in cast.people.iter().zip(&settled.people).enumerate() {
        // Made by the vendor, the first admin was invited by nobody of the company.
        let host = (index > 0).then_some(0);
        lines.extend(lines_of(cast, index, person, at, host));
    }
    lines.retain(|line| line.at <= now);
    let rows = lines.into_iter().map(|line| line.row(cast, settled));
    audit::Entity::insert_many(rows)
        .exec_without_returning(tx.connection())
        .await?;
    Ok(())
}

/// One line, with people by their place in the cast.
struct Line {
    at: Timestamp,
    action: AuditAction,
    actor: Option<usize>,
    subject: Option<usize>,
    detail: Option<String>,
}

fn lines_of(
    cast: &Cast,
    index: usize,
    person: &Person,
    at: &SettledPerson,
    host: Option<usize>,
) -> Vec<Line> {
    let line = |at, action, actor, detail| Line {
        at,
        action,
        actor,
        subject: Some(index),
        detail,
    };
    let is_promoted = person.role == Role::AccountAdmin && index > 0;
    let invited_as = if is_promoted {
        Role::Member
    } else {
        person.role
    };
    let detail = format!("{}, {}", person.email(&cast.company), invited_as.word());
    let mut lines = vec![line(
        at.invited_at,
        AuditAction::MemberInvited,
        host,
        Some(detail),
    )];
    let Some(joined) = at.joined_at else {
        return lines;
    };
    lines.push(line(
        joined,
        AuditAction::InvitationAccepted,
        Some(index),
        None,
    ));
    if is_promoted {
        let detail = format!(
            "role: {} → {}",
            Role::Member.word(),
            Role::AccountAdmin.word()
        );
        lines.push(line(
            joined + PROMOTION,
            AuditAction::MemberUpdated,
            host,
            Some(detail),
        ));
    }
    // A third of the teams were entered later.
    if let Some(team) = person.team.filter(|_| index % 3 == 2) {
        let detail = format!("team: none → {team}");
        lines.push(line(
            joined + TEAM,
            AuditAction::MemberUpdated,
            host,
            Some(detail),
        ));
    }
    if let Some(left) = at.left_at {
        lines.push(line(left, AuditAction::MemberDeactivated, host, None));
    }
    lines
}

impl Line {
    fn row(self, cast: &Cast, settled: &Settled) -> audit::ActiveModel {
        let id_of = |index: Option<usize>| -> Option<Uuid> {
            index
                .and_then(|index| settled.people.get(index))
                .map(|person| person.id)
        };
        let name_of = |index: Option<usize>| -> Option<String> {
            index
                .and_then(|index| cast.people.get(index))
                .map(|person| person.name.to_owned())
        };
        audit::ActiveModel {
            id: Set(new_id(self.at)),
            at: Set(Moment(self.at)),
            action: Set(Coded(self.action)),
            is_administrative: Set(is_administrative(self.action)),
            actor_id: Set(id_of(self.actor)),
            account_id: Set(Some(settled.account)),
            subject_id: Set(id_of(self.subject)),
            actor_name: Set(name_of(self.actor)),
            subject_name: Set(name_of(self.subject)),
            detail: Set(self.detail),
            address: Set(String::new()),
        }
    }
}
