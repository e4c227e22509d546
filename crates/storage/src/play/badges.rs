//! The badges and the streak of one person, and what the person was not yet told.

use std::collections::HashSet;

use contract::{
    BadgeEarned, BadgeProgress, BadgeReason, BadgeView, Locale, MyBadges, PlayNews, StreakTerms,
    StreakView, WeekState, WeekView,
};
use jiff::civil::Date;
use jiff::tz::TimeZone;
use jiff::{Timestamp, ToSpan as _};
use loyalty::play::{self, Because, Person, Streak, monday, streak};
use loyalty::programme::{Badge, BadgeCondition, Programme};
use loyalty::{Event, Versions};
use sea_orm::{ConnectionTrait, FromQueryResult};
use uuid::Uuid;

use super::rows::{AwardRow, joined_at};
use crate::accounts::find_zone;
use crate::calendar::day;
use crate::db::{execute, row, rows};
use crate::programme::events_of_member;
use crate::{AccountScope, Db, Error, Result, Tx};

/// Weeks that are drawn.
const RECENT: i64 = 12;

#[derive(FromQueryResult)]
struct ChoiceRow {
    celebrates: bool,
}

#[derive(FromQueryResult)]
struct SubjectRow {
    subject: String,
}

#[derive(FromQueryResult)]
struct UntoldRow {
    version: String,
    id: String,
}

/// All badges: the own ones with day and reason, and those that can be had.
pub async fn badges(
    db: &Db,
    scope: &AccountScope,
    versions: &Versions,
    locale: Locale,
    now: Timestamp,
) -> Result<MyBadges> {
    let connection = db.reader();
    let zone = find_zone(connection, scope.account).await?;
    let joined = joined_at(connection, scope.account, scope.member).await?;
    let events = events_of_member(connection, scope.account, scope.member).await?;
    let person = Person {
        events: &events,
        joined: joined.unwrap_or(now),
        zone: &zone,
    };
    let programme = versions.at(now, &zone);
    let row_of_weeks = programme
        .and_then(|programme| programme.streak.as_ref())
        .map(|rules| streak(rules, &person, day(now, &zone)));
    let sql = "
        SELECT badge, version, earned_at, reason FROM badge_award WHERE member_id = $1 ORDER BY earned_at DESC, badge";
    let held: Vec<AwardRow> = rows(connection, sql, [scope.member.into()]).await?;
    let mut badges = Vec::new();
    for award in &held {
        let in_force = programme.and_then(|programme| programme.badge(&award.badge));
        let of = award.badge(versions).map(|(_, badge)| badge).or(in_force);
        if let Some(of) = of {
            let earned = earned(connection, scope.account, award, &zone).await?;
            badges.push(view(of, Some(earned), None, locale));
        }
    }
    let has: HashSet<&str> = held.iter().map(|row| row.badge.as_str()).collect();
    let open = programme
        .into_iter()
        .flat_map(|programme| &programme.badges);
    badges.extend(
        open.filter(|badge| !has.contains(badge.id.as_str()))
            .map(|badge| {
                let progress = progress(badge, &events, row_of_weeks.as_ref());
                view(badge, None, progress, locale)
            }),
    );
    let streak = programme.zip(row_of_weeks);
    Ok(MyBadges {
        badges,
        streak: streak.and_then(|(programme, weeks)| of_weeks(programme, &weeks, day(now, &zone))),
        celebrates: celebrates(connection, scope.member).await?,
    })
}

fn view(
    badge: &Badge,
    earned: Option<BadgeEarned>,
    progress: Option<BadgeProgress>,
    locale: Locale,
) -> BadgeView {
    BadgeView {
        id: badge.id.clone(),
        name: badge.name.get(locale).to_owned(),
        text: badge.text.get(locale).to_owned(),
        shape: badge.shape,
        earned,
        progress,
    }
}

async fn earned(
    connection: &impl ConnectionTrait,
    account: Uuid,
    award: &AwardRow,
    zone: &TimeZone,
) -> Result<BadgeEarned> {
    let because: Because = serde_json::from_str(&award.reason)
        .map_err(|error| Error::Unreadable(error.to_string()))?;
    let (reason, about) = match because {
        Because::Event(name) => {
            let sql = "SELECT subject FROM event WHERE source = $1 AND external_id = $2 AND account_id = $3";
            let values = [name.source.into(), name.id.into(), account.into()];
            let found: Option<SubjectRow> = row(connection, sql, values).await?;
            let about = found.map_or_else(String::new, |row| row.subject);
            (BadgeReason::Event, about)
        }
        Because::Together(since) => (BadgeReason::Together, since.to_string()),
        Because::Streak(week) => (BadgeReason::Streak, week.to_string()),
    };
    Ok(BadgeEarned {
        on: day(award.earned_at.0, zone).to_string(),
        reason,
        about,
    })
}

fn progress(badge: &Badge, events: &[Event], weeks: Option<&Streak>) -> Option<BadgeProgress> {
    match &badge.condition {
        BadgeCondition::Events { what, count } => {
            let counted = events.iter().filter(|event| what.admits(event)).count();
            Some(BadgeProgress {
                counted: i64::try_from(counted).unwrap_or(i64::MAX),
                of: *count,
            })
        }
        BadgeCondition::Streak { weeks: of } => Some(BadgeProgress {
            counted: weeks.map_or(0, |row| i64::from(row.weeks)),
            of: i64::from(*of),
        }),
        BadgeCondition::Together { .. } => None,
    }
}

fn of_weeks(programme: &Programme, weeks: &Streak, today: Date) -> Option<StreakView> {
    let rules = programme.streak.as_ref()?;
    let this_week = monday(today);
    let state = |of: Date| match weeks.week(of) {
        play::WeekState::Kept => WeekState::Kept,
        play::WeekState::Frozen => WeekState::Frozen,
        play::WeekState::Missed if of == this_week => WeekState::Open,
        play::WeekState::Missed => WeekState::Missed,
    };
    let recent = (0..RECENT).rev().map(|back| {
        let of = this_week.saturating_sub(back.weeks());
        WeekView {
            monday: of.to_string(),
            state: state(of),
        }
    });
    Some(StreakView {
        weeks: weeks.weeks,
        longest: weeks.longest,
        is_this_week_kept: weeks.is_this_week_kept,
        freezes_left: weeks.freezes_left,
        terms: StreakTerms {
            days: rules.days,
            freezes: rules.freezes,
            every_weeks: rules.every_weeks,
            most_per_year: rules.most_per_year,
            points: programme.streak_points(),
        },
        recent: recent.collect(),
    })
}

async fn celebrates(connection: &impl ConnectionTrait, member: Uuid) -> Result<bool> {
    let sql = "SELECT celebrates FROM play_choice WHERE member_id = $1";
    let found: Option<ChoiceRow> = row(connection, sql, [member.into()]).await?;
    Ok(found.is_none_or(|choice| choice.celebrates))
}

/// Sets whether the person is told of what was earned.
pub async fn celebrations(tx: &Tx, scope: &AccountScope, is_on: bool) -> Result<()> {
    let sql = "
        INSERT INTO play_choice (member_id, celebrates) VALUES ($1, $2)
        ON CONFLICT (member_id) DO UPDATE SET celebrates = excluded.celebrates";
    execute(tx.connection(), sql, [scope.member.into(), is_on.into()]).await?;
    Ok(())
}

/// What the person has earned and was not told; nothing for whoever does not want to be told.
pub async fn news(
    db: &Db,
    scope: &AccountScope,
    versions: &Versions,
    locale: Locale,
) -> Result<PlayNews> {
    let connection = db.reader();
    if !celebrates(connection, scope.member).await? {
        return Ok(PlayNews {
            badges: Vec::new(),
            challenges: Vec::new(),
        });
    }
    let sql = "
        SELECT badge AS id, version FROM badge_award WHERE member_id = $1 AND told_at IS NULL ORDER BY earned_at, badge";
    let given: Vec<UntoldRow> = rows(connection, sql, [scope.member.into()]).await?;
    let sql = "
        SELECT c.template AS id, c.version FROM challenge_part p JOIN challenge c ON c.id = p.challenge_id
        WHERE p.member_id = $1 AND p.told_at IS NULL AND c.reached_at IS NOT NULL ORDER BY c.reached_at, c.id";
    let reached: Vec<UntoldRow> = rows(connection, sql, [scope.member.into()]).await?;
    let version = |row: &UntoldRow| versions.iter().find(|one| one.version == row.version);
    let badge = |row: &UntoldRow| Some(version(row)?.badge(&row.id)?.name.get(locale).to_owned());
    let template = |row: &UntoldRow| {
        Some(
            version(row)?
                .challenge(&row.id)?
                .name
                .get(locale)
                .to_owned(),
        )
    };
    Ok(PlayNews {
        badges: given.iter().filter_map(badge).collect(),
        challenges: reached.iter().filter_map(template).collect(),
    })
}

/// Notes that the person was told of everything so far.
pub async fn tell(tx: &Tx, scope: &AccountScope, now: Timestamp) -> Result<()> {
    let values = || [scope.member.into(), now.as_microsecond().into()];
    let sql = "UPDATE badge_award SET told_at = $2 WHERE member_id = $1 AND told_at IS NULL";
    execute(tx.connection(), sql, values()).await?;
    let sql = "
        UPDATE challenge_part SET told_at = $2 WHERE member_id = $1 AND told_at IS NULL
            AND challenge_id IN (SELECT id FROM challenge WHERE reached_at IS NOT NULL)";
    execute(tx.connection(), sql, values()).await?;
    Ok(())
}
