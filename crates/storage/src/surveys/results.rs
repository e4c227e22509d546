//! What all answers to a survey say: read from the sums that settling keeps, so that a million answers cost as much as a hundred.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use contract::{
    GivenCount, LocalText, ResultCell, ResultChange, ResultGroup, ResultPoint, ResultSummary,
    SurveyKind, SurveyLine, SurveyResults,
};
use sea_orm::FromQueryResult;
use survey::counting::{Cell, Change, LEAST_SHOWN, Point, Reach, Tally, by_group, trend};
use survey::{Score, Surveys};
use uuid::Uuid;

use super::words;
use crate::db::{row, rows};
use crate::{Db, Error, Result, StaffScope};

/// A sum of answers that are alike.
#[derive(FromQueryResult)]
struct SumRow {
    wave: String,
    month: String,
    account: String,
    tier: String,
    persona: String,
    locale: String,
    life_stage: String,
    answer: String,
    answers: i64,
}

/// How many were asked of how many who are alike.
#[derive(FromQueryResult)]
struct ReachRow {
    wave: String,
    account_id: Uuid,
    tier: String,
    persona: String,
    locale: String,
    life_stage: String,
    members: i64,
    asked: i64,
}

const SUMS: &str = "
    SELECT wave, month, account, tier, persona, locale, life_stage, answer, answers
    FROM survey_count WHERE survey = $1 AND ($2 = '' OR wave = $2)";
const REACHED: &str = "
    SELECT f.wave, f.account_id, f.tier, f.persona, f.locale, f.life_stage, count(*) AS members, count(k.id) AS asked
    FROM survey_frame_member f
        LEFT JOIN survey_ask k ON k.survey = f.survey AND k.wave = f.wave AND k.member_id = f.member_id
    WHERE f.survey = $1 AND ($2 = '' OR f.wave = $2)
    GROUP BY f.wave, f.account_id, f.tier, f.persona, f.locale, f.life_stage";

/// A group of answers, and whom it could have held.
type Counted = (Tally<String>, Reach);

#[derive(FromQueryResult)]
struct LineRow {
    survey: String,
    wave: String,
    answers: i64,
}

#[derive(FromQueryResult)]
struct QuestionRow {
    question: String,
}

/// The surveys that ask or have asked. For success managers and operators.
pub async fn survey_lines(
    db: &Db,
    scope: &StaffScope,
    surveys: &Surveys,
) -> Result<Vec<SurveyLine>> {
    scope.looks_after_accounts()?;
    let sql = "
        SELECT survey, wave, CAST(sum(answers) AS BIGINT) AS answers FROM survey_count
        GROUP BY survey, wave ORDER BY survey, wave DESC";
    let found: Vec<LineRow> = rows(db.reader(), sql, []).await?;
    let mut names: BTreeSet<String> = surveys.iter().map(|survey| survey.id.clone()).collect();
    names.extend(found.iter().map(|row| row.survey.clone()));
    let mut lines = Vec::with_capacity(names.len());
    for name in names {
        let own = || found.iter().filter(|row| row.survey == name);
        lines.push(SurveyLine {
            text: text(db, surveys, &name).await?,
            answers: own().map(|row| count(row.answers)).sum(),
            waves: own().map(|row| row.wave.clone()).collect(),
            survey: name,
        });
    }
    Ok(lines)
}

async fn text(db: &Db, surveys: &Surveys, name: &str) -> Result<LocalText> {
    if let Some(survey) = surveys.get(name) {
        return Ok(words::texts(&survey.question));
    }
    let sql = "SELECT question FROM survey_ask WHERE survey = $1 ORDER BY asked_at DESC LIMIT 1";
    let found: Option<QuestionRow> = row(db.reader(), sql, [name.into()]).await?;
    found.map_or_else(
        || Ok(LocalText::default()),
        |row| words::read_json(&row.question),
    )
}

/// The results of a survey, of one wave or of all. For success managers and operators; [`Error::NotFound`] for one that neither
/// asks nor has asked.
pub async fn survey_results(
    db: &Db,
    scope: &StaffScope,
    surveys: &Surveys,
    name: &str,
    wave: Option<&str>,
) -> Result<SurveyResults> {
    scope.looks_after_accounts()?;
    let values = || [name.into(), wave.unwrap_or_default().into()];
    let sums: Vec<SumRow> = rows(db.reader(), SUMS, values()).await?;
    let survey = surveys.get(name);
    if survey.is_none() && sums.is_empty() {
        return Err(Error::NotFound);
    }
    let reached: Vec<ReachRow> = rows(db.reader(), REACHED, values()).await?;
    let names: Vec<NameRow> = rows(db.reader(), "SELECT id, name FROM account", []).await?;
    let names = names.into_iter().map(|row| (row.id.to_string(), row.name));
    let kind = survey.map(|survey| words::kind(survey.kind));
    let results = Results { sums, reached };
    Ok(results.view(name, wave, kind, &names.collect()))
}

#[derive(FromQueryResult)]
struct NameRow {
    id: Uuid,
    name: String,
}

struct Results {
    sums: Vec<SumRow>,
    reached: Vec<ReachRow>,
}

impl Results {
    fn view(
        &self,
        name: &str,
        wave: Option<&str>,
        kind: Option<SurveyKind>,
        names: &HashMap<String, String>,
    ) -> SurveyResults {
        let mut view = SurveyResults {
            survey: name.to_owned(),
            kind,
            wave: wave.map(str::to_owned),
            total: ResultCell::Empty,
            waves: Vec::new(),
            months: Vec::new(),
            accounts: Vec::new(),
            tiers: Vec::new(),
            personas: Vec::new(),
            languages: Vec::new(),
            life_stages: Vec::new(),
            given: self.given(),
        };
        // Without its file nobody knows what scale a number stood on.
        if kind != Some(SurveyKind::Nps) {
            return view;
        }
        let groups = self.grouped(|_| (), |_| ());
        let total = groups.into_values().next();
        view.total = total.map_or(ResultCell::Empty, |(tally, reach)| cell(tally.cell(reach)));
        let waves = self.grouped(|sum| sum.wave.clone(), |row| row.wave.clone());
        view.waves = trend(waves).into_iter().map(point).collect();
        // An anonymous answer belongs to no group, and came at no time within its wave.
        if self.sums.iter().any(|sum| sum.account.is_empty()) {
            return view;
        }
        view.months = trend(self.months()).into_iter().map(point).collect();
        let by = |sum: fn(&SumRow) -> String, row: fn(&ReachRow) -> String| {
            let cells = by_group(self.grouped(sum, row));
            let group = |(key, found): (String, Cell)| ResultGroup {
                name: names.get(&key).cloned(),
                key,
                cell: cell(found),
            };
            cells.into_iter().map(group).collect::<Vec<_>>()
        };
        view.accounts = by(|sum| sum.account.clone(), |row| row.account_id.to_string());
        view.tiers = by(|sum| sum.tier.clone(), |row| row.tier.clone());
        view.personas = by(|sum| sum.persona.clone(), |row| row.persona.clone());
        view.languages = by(|sum| sum.locale.clone(), |row| row.locale.clone());
        view.life_stages = by(|sum| sum.life_stage.clone(), |row| row.life_stage.clone());
        view
    }

    /// Answers and reach by a key.
    fn grouped<K: Ord + Clone>(
        &self,
        of_sum: impl Fn(&SumRow) -> K,
        of_reach: impl Fn(&ReachRow) -> K,
    ) -> BTreeMap<K, Counted> {
        let mut groups: BTreeMap<K, Counted> = BTreeMap::new();
        let mut accounts: BTreeMap<K, BTreeSet<Uuid>> = BTreeMap::new();
        for row in &self.reached {
            let key = of_reach(row);
            let (_, reach) = groups.entry(key.clone()).or_default();
            reach.members += count(row.members);
            reach.asked += count(row.asked);
            accounts.entry(key).or_default().insert(row.account_id);
        }
        for (key, found) in accounts {
            let (_, reach) = groups.entry(key).or_default();
            reach.accounts = u64::try_from(found.len()).unwrap_or(u64::MAX);
        }
        for sum in &self.sums {
            let (tally, _) = groups.entry(of_sum(sum)).or_default();
            sum.add_to(tally);
        }
        groups
    }

    /// Whom a month could have heard is known of its waves alone.
    fn months(&self) -> BTreeMap<String, Counted> {
        let waves = self.grouped(|sum| sum.wave.clone(), |row| row.wave.clone());
        let mut months: BTreeMap<String, (Tally<String>, BTreeSet<String>)> = BTreeMap::new();
        for sum in &self.sums {
            let (tally, of) = months.entry(sum.month.clone()).or_default();
            sum.add_to(tally);
            of.insert(sum.wave.clone());
        }
        let reach = |of: BTreeSet<String>| {
            of.iter().filter_map(|wave| waves.get(wave)).fold(
                Reach::default(),
                |sum, (_, reach)| Reach {
                    members: sum.members + reach.members,
                    accounts: sum.accounts.max(reach.accounts),
                    asked: sum.asked + reach.asked,
                },
            )
        };
        months
            .into_iter()
            .map(|(month, (tally, of))| (month, (tally, reach(of))))
            .collect()
    }

    /// How often each answer was given; nothing while so few have answered that they could be guessed.
    fn given(&self) -> Vec<GivenCount> {
        let mut counts: BTreeMap<&str, u64> = BTreeMap::new();
        for sum in &self.sums {
            *counts.entry(&sum.answer).or_default() += count(sum.answers);
        }
        if counts.values().sum::<u64>() < LEAST_SHOWN {
            return Vec::new();
        }
        let given = |(answer, answers): (&str, u64)| GivenCount {
            answer: answer.to_owned(),
            answers,
        };
        counts.into_iter().map(given).collect()
    }
}

impl SumRow {
    fn add_to(&self, tally: &mut Tally<String>) {
        let score = self.answer.parse().ok().and_then(Score::new);
        if let Some(score) = score {
            tally.add(self.account.clone(), score, count(self.answers));
        }
    }
}

fn count(number: i64) -> u64 {
    u64::try_from(number).unwrap_or_default()
}

fn cell(cell: Cell) -> ResultCell {
    let summary = match cell {
        Cell::Hidden => return ResultCell::Hidden,
        Cell::Empty => return ResultCell::Empty,
        Cell::Shown(summary) => summary,
    };
    ResultCell::Shown(Box::new(ResultSummary {
        score: summary.score.value(),
        low: summary.interval.low,
        high: summary.interval.high,
        account_score: summary.by_account.score,
        account_low: summary.by_account.interval.low,
        account_high: summary.by_account.interval.high,
        answers: summary.distribution.answers(),
        asked: summary.response_rate.of,
        members: summary.coverage.of,
        accounts_heard: summary.account_coverage.part,
        accounts: summary.account_coverage.of,
        distribution: Score::ALL
            .iter()
            .map(|score| summary.distribution.count(*score))
            .collect(),
    }))
}

fn point(point: Point<String>) -> ResultPoint {
    ResultPoint {
        key: point.key,
        cell: cell(point.cell),
        change: match point.change {
            Change::Up { by } => ResultChange::Up { by },
            Change::Down { by } => ResultChange::Down { by },
            Change::NotSignificant => ResultChange::NotSignificant,
            Change::NotComparable => ResultChange::NotComparable,
        },
    }
}
