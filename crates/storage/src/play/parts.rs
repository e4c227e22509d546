//! What each member adds to a challenge, and whether the goal is reached.

use contract::Locale;
use jiff::civil::Date;
use loyalty::Event;
use loyalty::play::{counted, reached};
use loyalty::programme::{CHALLENGE_REACHED, TEMPLATE, Texts};
use sea_orm::FromQueryResult;
use serde_json::json;
use uuid::Uuid;

use super::award::Judge;
use super::report::{Own, taken_back};
use super::rows::{COLUMNS, ChallengeRow, of_account};
use crate::Result;
use crate::db::{execute, number, row, rows};
use crate::entity::column::{Coded, Moment};

#[derive(FromQueryResult)]
struct LocaleRow {
    locale: Coded<Locale>,
}

#[derive(FromQueryResult)]
struct MemberRow {
    member_id: Uuid,
}

impl Judge<'_> {
    /// Counts the member's part of every challenge anew.
    pub(super) async fn count_parts(&mut self, member: Uuid, events: &[Event]) -> Result<()> {
        let sql = format!(
            "SELECT {COLUMNS} FROM challenge c JOIN challenge_part p ON p.challenge_id = c.id WHERE p.member_id = $1"
        );
        let joined: Vec<ChallengeRow> = rows(self.tx.connection(), &sql, [member.into()]).await?;
        for row in joined {
            let Some(template) = row.template(self.versions) else {
                continue;
            };
            let count = counted(&row.goal(template)?, events, &self.zone);
            let sql = "
                UPDATE challenge_part SET counted = $1 WHERE challenge_id = $2 AND member_id = $3 AND counted <> $1";
            let values = [count.into(), row.id.into(), member.into()];
            if execute(self.tx.connection(), sql, values).await? > 0 {
                self.touched.insert(row.id);
            }
        }
        Ok(())
    }

    /// Reports challenges that were reached, and takes back those that are not any more.
    pub(super) async fn settle_challenges(&mut self) -> Result<()> {
        for id in std::mem::take(&mut self.touched) {
            let row = of_account(self.tx.connection(), self.account, id).await?;
            let sql =
                "SELECT CAST(sum(counted) AS BIGINT) FROM challenge_part WHERE challenge_id = $1";
            let sum = number(self.tx.connection(), sql, [id.into()]).await?;
            let is_enough = sum >= row.goal;
            match (row.reached_at, is_enough) {
                (None, true) => self.reach(&row).await?,
                (Some(_), false) => self.undo(&row).await?,
                _ => {}
            }
        }
        Ok(())
    }

    async fn reach(&mut self, row: &ChallengeRow) -> Result<()> {
        let Some(template) = row.template(self.versions) else {
            return Ok(());
        };
        let sql = "SELECT member_id FROM challenge_part WHERE challenge_id = $1 AND counted > 0";
        let people: Vec<MemberRow> = rows(self.tx.connection(), sql, [row.id.into()]).await?;
        let mut events = Vec::new();
        for person in people {
            events.extend(self.events(person.member_id).await?);
        }
        let goal = row.goal(template)?;
        let last = reached(&goal, &events, &self.zone).map_or(self.now, |event| event.time);
        // What looks back is reached when it was made, at the earliest.
        let at = last.max(row.created_at.0);
        let sql = "
            UPDATE challenge SET reached_at = $1, reports = reports + 1 WHERE id = $2 AND reached_at IS NULL";
        let values = [Moment(at).into(), row.id.into()];
        if execute(self.tx.connection(), sql, values).await? == 0 {
            return Ok(());
        }
        let own = Own {
            account: self.account,
            member: None,
            kind: CHALLENGE_REACHED,
            id: row.report(row.reports + 1),
            subject: self.name_of(&template.name).await?,
            time: at,
            data: json!({ TEMPLATE: row.template, "challenge": row.id, "goal": row.goal }),
        };
        self.reports.push(own.report()?);
        Ok(())
    }

    /// In the company's language: what is kept of an event has one.
    async fn name_of(&self, name: &Texts) -> Result<String> {
        let sql = "SELECT locale FROM account WHERE id = $1";
        let found: Option<LocaleRow> =
            row(self.tx.connection(), sql, [self.account.into()]).await?;
        let locale = found.map_or(Locale::default(), |found| found.locale.0);
        Ok(name.get(locale).to_owned())
    }

    async fn undo(&mut self, row: &ChallengeRow) -> Result<()> {
        let sql = "UPDATE challenge SET reached_at = NULL WHERE id = $1";
        execute(self.tx.connection(), sql, [row.id.into()]).await?;
        // Whoever was told is told again when it is reached after all.
        let sql = "UPDATE challenge_part SET told_at = NULL WHERE challenge_id = $1";
        execute(self.tx.connection(), sql, [row.id.into()]).await?;
        let name = match row.template(self.versions) {
            Some(template) => self.name_of(&template.name).await?,
            None => row.template.clone(),
        };
        let what = ("challenge.corrected", name.as_str());
        let id = row.report(row.reports);
        let own = taken_back(self.account, None, what, &id, self.now);
        self.reports.push(own.report()?);
        Ok(())
    }
}

/// Whether nothing can be added to the challenge any more.
pub(super) fn is_over(row: &ChallengeRow, today: Date) -> Result<bool> {
    Ok(row.reached_at.is_some() || row.last_day()? < today)
}
