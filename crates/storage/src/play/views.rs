//! The challenges of a company as its people see them. Who hides their points, or has left, is counted and not named.

use contract::{
    ChallengeId, ChallengePart, ChallengeState, ChallengeTemplateView, ChallengeTerms,
    ChallengeView, Challenges, Locale, UnnamedParts,
};
use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;
use loyalty::Versions;
use loyalty::programme::Programme;
use sea_orm::{ConnectionTrait, FromQueryResult};
use uuid::Uuid;

use super::challenge::begun;
use super::report::SOURCE;
use super::rows::{COLUMNS, ChallengeRow, of_account};
use crate::accounts::find_zone;
use crate::calendar::day;
use crate::db::{number, row, rows};
use crate::{AccountScope, Db, Result, Tx};

/// A company makes a few a year.
const SHOWN: i64 = 60;
/// Names of one challenge; the others are counted with those without a name.
const NAMED: i64 = 60;

/// Those that are open or coming, then the others, the newest first; for account admins with what can be made.
pub async fn challenges(
    db: &Db,
    scope: &AccountScope,
    versions: &Versions,
    locale: Locale,
    now: Timestamp,
) -> Result<Challenges> {
    let connection = db.reader();
    let zone = find_zone(connection, scope.account).await?;
    let today = day(now, &zone);
    let sql = format!(
        "SELECT {COLUMNS} FROM challenge c WHERE c.account_id = $1 ORDER BY c.ends_on DESC, c.id DESC LIMIT $2"
    );
    let found: Vec<ChallengeRow> =
        rows(connection, &sql, [scope.account.into(), SHOWN.into()]).await?;
    let viewer = Viewer {
        connection,
        scope,
        versions,
        locale,
        zone,
        today,
    };
    let mut challenges = Vec::with_capacity(found.len());
    for row in found {
        challenges.push(viewer.view(row).await?);
    }
    // The soonest end first among those that go on; what is over stays in its order.
    challenges.sort_by_key(|challenge| match challenge.state {
        ChallengeState::Open => (0, challenge.ends_on.clone()),
        ChallengeState::Coming => (1, challenge.starts_on.clone()),
        ChallengeState::Reached | ChallengeState::Ended => (2, String::new()),
    });
    let templates = match versions.on(today).filter(|_| scope.is_admin) {
        Some(programme) => viewer.templates(programme).await?,
        None => Vec::new(),
    };
    Ok(Challenges {
        challenges,
        templates,
        today: today.to_string(),
    })
}

/// One challenge as the transaction sees it.
pub async fn challenge(
    tx: &Tx,
    scope: &AccountScope,
    versions: &Versions,
    id: Uuid,
    locale: Locale,
    now: Timestamp,
) -> Result<ChallengeView> {
    let connection = tx.connection();
    let zone = find_zone(connection, scope.account).await?;
    let row = of_account(connection, scope.account, id).await?;
    let today = day(now, &zone);
    let viewer = Viewer {
        connection,
        scope,
        versions,
        locale,
        zone,
        today,
    };
    viewer.view(row).await
}

struct Viewer<'a, C> {
    connection: &'a C,
    scope: &'a AccountScope,
    versions: &'a Versions,
    locale: Locale,
    zone: TimeZone,
    today: Date,
}

#[derive(FromQueryResult)]
struct SumRow {
    people: i64,
    counted: i64,
    joined: i64,
    mine: i64,
}

#[derive(FromQueryResult)]
struct PartRow {
    id: Uuid,
    name: String,
    counted: i64,
}

impl<C: ConnectionTrait> Viewer<'_, C> {
    async fn view(&self, row: ChallengeRow) -> Result<ChallengeView> {
        let sums = self.sums(row.id).await?;
        let parts = self.parts(row.id).await?;
        let named: i64 = parts.iter().map(|part| part.counted).sum();
        let named_people = i64::try_from(parts.len()).unwrap_or(i64::MAX);
        let template = row.template(self.versions);
        let texts = template.map(|template| (&template.name, &template.text));
        let text = |which: Option<&loyalty::programme::Texts>| {
            which.map_or_else(
                || row.template.clone(),
                |text| text.get(self.locale).to_owned(),
            )
        };
        Ok(ChallengeView {
            id: ChallengeId(row.id.to_string()),
            name: text(texts.map(|(name, _)| name)),
            text: text(texts.map(|(_, text)| text)),
            state: self.state(&row)?,
            reached_on: row.reached_at.map(|at| day(at.0, &self.zone).to_string()),
            points: self.points(&row).await?,
            goal: row.goal,
            counted: sums.counted,
            is_joined: sums.joined > 0,
            mine: sums.mine,
            people: sums.people,
            unnamed: UnnamedParts {
                people: sums.people - named_people,
                counted: sums.counted - named,
            },
            parts,
            starts_on: row.starts_on,
            ends_on: row.ends_on,
        })
    }

    fn state(&self, row: &ChallengeRow) -> Result<ChallengeState> {
        Ok(if row.reached_at.is_some() {
            ChallengeState::Reached
        } else if row.last_day()? < self.today {
            ChallengeState::Ended
        } else if row.first_day()? > self.today {
            ChallengeState::Coming
        } else {
            ChallengeState::Open
        })
    }

    async fn sums(&self, id: Uuid) -> Result<SumRow> {
        let sql = "
            SELECT count(*) AS people, CAST(COALESCE(sum(counted), 0) AS BIGINT) AS counted,
                CAST(COALESCE(sum(CASE WHEN member_id = $2 THEN 1 ELSE 0 END), 0) AS BIGINT) AS joined,
                CAST(COALESCE(sum(CASE WHEN member_id = $2 THEN counted ELSE 0 END), 0) AS BIGINT) AS mine
            FROM challenge_part WHERE challenge_id = $1";
        let found: Option<SumRow> =
            row(self.connection, sql, [id.into(), self.scope.member.into()]).await?;
        Ok(found.unwrap_or(SumRow {
            people: 0,
            counted: 0,
            joined: 0,
            mine: 0,
        }))
    }

    /// By name, so that nobody is set against anybody.
    async fn parts(&self, id: Uuid) -> Result<Vec<ChallengePart>> {
        let sql = "
            SELECT m.id, m.name, p.counted FROM challenge_part p JOIN member m ON m.id = p.member_id
            WHERE p.challenge_id = $1 AND (m.id = $2 OR (m.status = 'active' AND NOT m.hides_points))
            ORDER BY m.name_folded, m.id LIMIT $3";
        let values = [id.into(), self.scope.member.into(), NAMED.into()];
        let found: Vec<PartRow> = rows(self.connection, sql, values).await?;
        let part = |row: PartRow| ChallengePart {
            is_me: row.id == self.scope.member,
            name: row.name,
            counted: row.counted,
        };
        Ok(found.into_iter().map(part).collect())
    }

    /// What was booked for it, or while it was not reached what the rules say.
    async fn points(&self, row: &ChallengeRow) -> Result<i64> {
        if row.reached_at.is_none() {
            let programme = self.versions.on(self.today);
            return Ok(programme.map_or(0, |programme| programme.challenge_points(&row.template)));
        }
        let report = row.report(row.reports);
        let sql = "
            SELECT CAST(COALESCE(sum(t.points), 0) AS BIGINT) FROM transfer t JOIN event e ON e.id = t.event_id
            WHERE e.source = $1 AND e.external_id = $2 AND t.purpose = 'earned'";
        number(self.connection, sql, [SOURCE.into(), report.into()]).await
    }

    async fn templates(&self, programme: &Programme) -> Result<Vec<ChallengeTemplateView>> {
        let mut templates = Vec::with_capacity(programme.challenges.len());
        for template in &programme.challenges {
            let year = self.today.year();
            let begun = begun(self.connection, self.scope.account, &template.id, year).await?;
            let left = usize::from(template.most_per_year).saturating_sub(begun);
            templates.push(ChallengeTemplateView {
                id: template.id.clone(),
                left_this_year: i64::try_from(left).unwrap_or(i64::MAX),
                terms: ChallengeTerms {
                    name: template.name.get(self.locale).to_owned(),
                    text: template.text.get(self.locale).to_owned(),
                    least_goal: template.least_goal,
                    most_goal: template.most_goal,
                    least_days: template.least_days,
                    most_days: template.most_days,
                    most_per_year: template.most_per_year,
                    points: programme.challenge_points(&template.id),
                },
            });
        }
        Ok(templates)
    }
}
