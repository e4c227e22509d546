//! The rows of the people: who joined when, who was invited, who left.

use contract::{LinkKind, Locale, MemberStatus, Role, Theme};
use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp};
use sea_orm::{ColumnTrait as _, EntityTrait as _, QueryFilter as _, Set};
use uuid::Uuid;

use super::cast::{STAFF, staff_email};
use super::company::{Cast, Company, Person, PersonStanding};
use super::random::Random;
use super::work::Stage;
use crate::entity::column::{Coded, Moment};
use crate::entity::{account, link, member};
use crate::members::{folded, search_text};
use crate::moment::new_id;
use crate::{Error, Result, TokenHash, Tx};

const INVITATION: SignedDuration = SignedDuration::from_hours(7 * 24);

/// A company after its people were made.
pub(super) struct Settled {
    pub account: Uuid,
    pub created_at: Timestamp,
    /// In the order of the cast.
    pub people: Vec<SettledPerson>,
}

#[derive(Clone, Copy)]
pub(super) struct SettledPerson {
    pub id: Uuid,
    /// When the invitation was sent.
    pub invited_at: Timestamp,
    pub joined_at: Option<Timestamp>,
    pub left_at: Option<Timestamp>,
    last_seen_at: Option<Timestamp>,
}

pub(super) async fn insert_staff(tx: &Tx, now: Timestamp, password_hash: &str) -> Result<()> {
    let rows = STAFF.iter().map(|(login, name, role)| {
        let email = staff_email(login);
        member::ActiveModel {
            account_id: Set(None),
            role: Set(Coded(*role)),
            persona: Set(None),
            team: Set(None),
            ..row(&email, name, Locale::En, password_hash, now)
        }
    });
    member::Entity::insert_many(rows)
        .exec_without_returning(tx.connection())
        .await?;
    Ok(())
}

pub(super) async fn insert_company(
    tx: &Tx,
    cast: &Cast,
    zone: &TimeZone,
    now: Timestamp,
    password_hash: &str,
) -> Result<Settled> {
    let company = &cast.company;
    let settled = settle_all(cast, zone, now);
    let row = account::ActiveModel {
        id: Set(settled.account),
        name: Set(company.name.to_owned()),
        locale: Set(Coded(company.locale)),
        time_zone: Set(company.time_zone.to_owned()),
        customer_since: Set(company.customer_since.to_string()),
        is_demo: Set(true),
        created_at: Set(Moment(settled.created_at)),
    };
    account::Entity::insert(row)
        .exec_without_returning(tx.connection())
        .await?;
    let rows = cast.people.iter().zip(&settled.people);
    let rows =
        rows.map(|(person, at)| member_row(company, person, at, settled.account, password_hash));
    member::Entity::insert_many(rows)
        .exec_without_returning(tx.connection())
        .await?;
    insert_links(tx, cast, &settled).await?;
    Ok(settled)
}

/// The person of this address, which is folded.
pub(super) async fn id_by_email(tx: &Tx, email: &str) -> Result<Uuid> {
    let found = member::Entity::find()
        .filter(member::Column::EmailFolded.eq(email))
        .one(tx.connection())
        .await?;
    Ok(found.ok_or(Error::NotFound)?.id)
}

/// Decides who came when, before anything is stored.
pub(super) fn settle_all(cast: &Cast, zone: &TimeZone, now: Timestamp) -> Settled {
    let stage = Stage::new(zone, now);
    let people: Vec<SettledPerson> = (1..)
        .zip(&cast.people)
        .map(|(number, person)| settle(&cast.company, number, person, &stage))
        .collect();
    let created_at = people
        .iter()
        .map(|person| person.invited_at)
        .min()
        .unwrap_or(now);
    Settled {
        account: new_id(created_at),
        created_at,
        people,
    }
}

/// Decides when a person came, was last seen, and went.
fn settle(company: &Company, number: u64, person: &Person, stage: &Stage<'_>) -> SettledPerson {
    let mut random = Random::of(&[company.number, number]);
    let arrived = stage.office_hour(stage.working_day_before(person.days), &mut random);
    let id = new_id(arrived);
    if person.standing == PersonStanding::Invited {
        return SettledPerson {
            id,
            invited_at: arrived,
            joined_at: None,
            left_at: None,
            last_seen_at: None,
        };
    }
    let earlier = i64::try_from(random.between(1, 3)).unwrap_or(1);
    let invited = stage.working_day_before(person.days + earlier);
    let invited_at = stage.office_hour(invited, &mut random);
    let left_at = match person.standing {
        PersonStanding::Left(days) => {
            Some(stage.office_hour(stage.working_day_before(days), &mut random))
        }
        PersonStanding::Active | PersonStanding::Invited => None,
    };
    let (least, most) = person.habit.last_seen();
    let back = random.between(least.unsigned_abs(), most.unsigned_abs());
    let since_leaving = match person.standing {
        PersonStanding::Left(days) => days,
        PersonStanding::Active | PersonStanding::Invited => 0,
    };
    let back = i64::try_from(back).unwrap_or(0) + since_leaving;
    let mut seen = stage.office_hour(stage.working_day_before(back), &mut random);
    if seen > stage.now {
        seen = stage.office_hour(stage.working_day_before(1), &mut random);
    }
    SettledPerson {
        id,
        invited_at: invited_at.min(arrived),
        joined_at: Some(arrived),
        left_at,
        last_seen_at: Some(seen.max(arrived)),
    }
}

fn member_row(
    company: &Company,
    person: &Person,
    at: &SettledPerson,
    account: Uuid,
    password_hash: &str,
) -> member::ActiveModel {
    let email = person.email(company);
    let status = match person.standing {
        PersonStanding::Active => MemberStatus::Active,
        PersonStanding::Invited => MemberStatus::Invited,
        PersonStanding::Left(_) => MemberStatus::Deactivated,
    };
    let team = person.team.map(str::to_owned);
    member::ActiveModel {
        id: Set(at.id),
        account_id: Set(Some(account)),
        search_text: Set(search_text(person.name, &email, person.team)),
        role: Set(Coded(person.role)),
        persona: Set(Some(Coded(person.persona))),
        team: Set(team),
        password_hash: Set(at.joined_at.map(|_| password_hash.to_owned())),
        status: Set(Coded(status)),
        joined_at: Set(at.joined_at.map(Moment)),
        last_seen_at: Set(at.last_seen_at.map(Moment)),
        deactivated_at: Set(at.left_at.map(Moment)),
        hides_points: Set(false),
        ..row(
            &email,
            person.name,
            company.locale,
            password_hash,
            at.invited_at,
        )
    }
}

/// What the rows of everyone have in common: an operator of the vendor, until said otherwise.
fn row(
    email: &str,
    name: &str,
    locale: Locale,
    password_hash: &str,
    created_at: Timestamp,
) -> member::ActiveModel {
    member::ActiveModel {
        id: Set(new_id(created_at)),
        account_id: Set(None),
        email: Set(email.to_owned()),
        email_folded: Set(folded(email)),
        name: Set(name.to_owned()),
        name_folded: Set(folded(name)),
        search_text: Set(search_text(name, email, None)),
        role: Set(Coded(Role::Operator)),
        persona: Set(None),
        team: Set(None),
        locale: Set(Coded(locale)),
        theme: Set(Coded(Theme::System)),
        password_hash: Set(Some(password_hash.to_owned())),
        status: Set(Coded(MemberStatus::Active)),
        created_at: Set(Moment(created_at)),
        joined_at: Set(Some(Moment(created_at))),
        last_seen_at: Set(None),
        deactivated_at: Set(None),
        hides_points: Set(false),
    }
}

/// The links of open invitations. Nobody knows their tokens: to try one, an admin sends it again.
async fn insert_links(tx: &Tx, cast: &Cast, settled: &Settled) -> Result<()> {
    let host = settled.people.first().map(|person| person.id);
    let invited = cast.people.iter().zip(&settled.people);
    let invited = invited.filter(|(person, _)| person.standing == PersonStanding::Invited);
    for (_, at) in invited {
        let row = link::ActiveModel {
            id: Set(new_id(at.invited_at)),
            member_id: Set(at.id),
            invited_by: Set(host),
            kind: Set(Coded(LinkKind::Invitation)),
            token_hash: Set(TokenHash::of(&Uuid::new_v4().to_string()).to_vec()),
            created_at: Set(Moment(at.invited_at)),
            expires_at: Set(Moment(at.invited_at + INVITATION)),
            used_at: Set(None),
        };
        link::Entity::insert(row)
            .exec_without_returning(tx.connection())
            .await?;
    }
    Ok(())
}
