//! Judging the members of one account by all their events: badges given and taken back, kept streaks reported.
//!
//! What somebody has is judged by the version that gave it, and stays when a later one asks for more.

use std::collections::{BTreeMap, BTreeSet};

use jiff::Timestamp;
use jiff::tz::TimeZone;
use loyalty::play::{EarnedBadge, Milestone, Person, badge, streak};
use loyalty::programme::{Badge, Programme, STREAK_KEPT, StreakRules};
use loyalty::{Event, Versions};
use sea_orm::FromQueryResult;
use uuid::Uuid;

use super::report::{Own, SOURCE, taken_back};
use super::rows::{AwardRow, joined_at};
use crate::calendar::day;
use crate::db::{execute, number, rows};
use crate::programme::{Report, events_of_member, take_in};
use crate::{Error, Result, Tx};

/// One account under its lock, judged by the version in force.
pub(super) struct Judge<'a> {
    pub(super) tx: &'a Tx,
    pub(super) versions: &'a Versions,
    programme: &'a Programme,
    pub(super) account: Uuid,
    pub(super) zone: TimeZone,
    pub(super) now: Timestamp,
    pub(super) reports: Vec<Report>,
    /// Challenges of which a part changed.
    pub(super) touched: BTreeSet<Uuid>,
}

#[derive(FromQueryResult)]
struct ReportedRow {
    external_id: String,
    subject: String,
}

impl<'a> Judge<'a> {
    pub(super) const fn new(
        tx: &'a Tx,
        versions: &'a Versions,
        programme: &'a Programme,
        account: Uuid,
        zone: TimeZone,
        now: Timestamp,
    ) -> Self {
        Self {
            tx,
            versions,
            programme,
            account,
            zone,
            now,
            reports: Vec::new(),
            touched: BTreeSet::new(),
        }
    }

    pub(super) async fn member(&mut self, member: Uuid) -> Result<()> {
        let connection = self.tx.connection();
        let joined = joined_at(connection, self.account, member).await?;
        let events = events_of_member(connection, self.account, member).await?;
        let zone = self.zone.clone();
        let person = Person {
            events: &events,
            // Nobody is together with anyone before having joined.
            joined: joined.unwrap_or(Timestamp::MAX),
            zone: &zone,
        };
        self.give_badges(member, &person).await?;
        self.report_streak(member, &person).await?;
        self.count_parts(member, &events).await
    }

    /// Keeps what is reported of challenges and streaks.
    pub(super) async fn finish(mut self) -> Result<()> {
        self.settle_challenges().await?;
        if !self.reports.is_empty() {
            take_in(self.tx, self.versions, &self.reports, self.now).await?;
        }
        Ok(())
    }

    async fn give_badges(&self, member: Uuid, person: &Person<'_>) -> Result<()> {
        let sql = "SELECT badge, version, earned_at, reason FROM badge_award WHERE member_id = $1";
        let held: Vec<AwardRow> = rows(self.tx.connection(), sql, [member.into()]).await?;
        let by_now = |programme: &Programme, of: &Badge| {
            badge(of, programme.streak.as_ref(), person, self.now)
        };
        for row in &held {
            let Some((programme, of)) = row.badge(self.versions) else {
                // Its version is not known here, and nobody loses a badge to that.
                continue;
            };
            let current = || by_now(self.programme, self.programme.badge(&row.badge)?);
            match by_now(programme, of).or_else(current) {
                Some(right) => self.correct(member, row, &right).await?,
                None => self.take_back(member, &row.badge).await?,
            }
        }
        for of in &self.programme.badges {
            let has = held.iter().any(|row| row.badge == of.id);
            if let Some(earned) = (!has).then(|| by_now(self.programme, of)).flatten() {
                self.give(member, of, &earned).await?;
            }
        }
        Ok(())
    }

    async fn give(&self, member: Uuid, of: &Badge, earned: &EarnedBadge) -> Result<()> {
        let sql = "
            INSERT INTO badge_award (member_id, badge, account_id, version, earned_at, reason, given_at)
            VALUES ($1, $2, $3, $4, $5, $6, $7) ON CONFLICT DO NOTHING";
        let values = [
            member.into(),
            of.id.as_str().into(),
            self.account.into(),
            self.programme.version.as_str().into(),
            earned.at.as_microsecond().into(),
            reason(earned)?.into(),
            self.now.as_microsecond().into(),
        ];
        execute(self.tx.connection(), sql, values).await?;
        Ok(())
    }

    /// The badge stays and stands on other events than before.
    async fn correct(&self, member: Uuid, row: &AwardRow, right: &EarnedBadge) -> Result<()> {
        let reason = reason(right)?;
        // The database keeps microseconds.
        let at = right.at.as_microsecond();
        if reason == row.reason && at == row.earned_at.0.as_microsecond() {
            return Ok(());
        }
        let sql = "UPDATE badge_award SET earned_at = $1, reason = $2 WHERE member_id = $3 AND badge = $4";
        let values = [
            at.into(),
            reason.into(),
            member.into(),
            row.badge.as_str().into(),
        ];
        execute(self.tx.connection(), sql, values).await?;
        Ok(())
    }

    async fn take_back(&self, member: Uuid, badge: &str) -> Result<()> {
        let sql = "DELETE FROM badge_award WHERE member_id = $1 AND badge = $2";
        execute(self.tx.connection(), sql, [member.into(), badge.into()]).await?;
        Ok(())
    }

    /// Reports the rows of weeks that are worth something, each once, and takes back what is not right any more.
    async fn report_streak(&mut self, member: Uuid, person: &Person<'_>) -> Result<()> {
        let mut reported = self.reported(member).await?;
        for milestone in self.milestones(person) {
            let week = milestone.monday.to_string();
            if reported.remove(&week).is_none() {
                let report = self.streak_kept(member, &week, milestone).await?;
                self.reports.push(report);
            }
        }
        for (week, id) in reported {
            let what = ("streak.corrected", week.as_str());
            let own = taken_back(self.account, Some(member), what, &id, self.now);
            self.reports.push(own.report()?);
        }
        Ok(())
    }

    /// What rows of weeks were worth, each by the version of its time.
    fn milestones(&self, person: &Person<'_>) -> Vec<Milestone> {
        let today = day(self.now, &self.zone);
        let counting = self
            .versions
            .iter()
            .filter_map(|version| Some((version, version.streak.as_ref()?)));
        let of_version = |(version, rules): (&Programme, &StreakRules)| {
            let mut all = streak(rules, person, today).milestones(rules);
            all.retain(|milestone| {
                let then = self.versions.at(milestone.at, &self.zone);
                then.is_some_and(|then| then.version == version.version)
            });
            all
        };
        counting.flat_map(of_version).collect()
    }

    /// The names of the reports that stand, by the week's Monday.
    async fn reported(&self, member: Uuid) -> Result<BTreeMap<String, String>> {
        let sql = "
            SELECT external_id, subject FROM event e
            WHERE member_id = $1 AND source = $2 AND kind = $3 AND NOT EXISTS (
                SELECT 1 FROM event_reversal r WHERE r.source = e.source AND r.external_id = e.external_id)";
        let values = [member.into(), SOURCE.into(), STREAK_KEPT.into()];
        let found: Vec<ReportedRow> = rows(self.tx.connection(), sql, values).await?;
        Ok(found
            .into_iter()
            .map(|row| (row.subject, row.external_id))
            .collect())
    }

    async fn streak_kept(&self, member: Uuid, week: &str, of: Milestone) -> Result<Report> {
        // A row that was taken back and is right after all is reported anew.
        let sql = "SELECT count(*) FROM event WHERE member_id = $1 AND source = $2 AND kind = $3 AND subject = $4";
        let values = [
            member.into(),
            SOURCE.into(),
            STREAK_KEPT.into(),
            week.into(),
        ];
        let before = number(self.tx.connection(), sql, values).await?;
        let own = Own {
            account: self.account,
            member: Some(member),
            kind: STREAK_KEPT,
            id: format!("streak:{member}:{week}:{}", before + 1),
            subject: week.to_owned(),
            time: of.at,
            data: serde_json::json!({ "week": week, "weeks": of.weeks }),
        };
        own.report()
    }

    pub(super) async fn events(&self, member: Uuid) -> Result<Vec<Event>> {
        events_of_member(self.tx.connection(), self.account, member).await
    }
}

fn reason(earned: &EarnedBadge) -> Result<String> {
    serde_json::to_string(&earned.because).map_err(|error| Error::Unreadable(error.to_string()))
}
