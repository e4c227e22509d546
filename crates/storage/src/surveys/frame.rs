//! Who could be asked in a wave: those of an account who belonged to the audience when it began.
//!
//! It is kept once, so that who joins or moves later changes neither the sample nor what coverage is counted against.

use std::collections::HashSet;

use contract::{Locale, MemberId, Persona};
use jiff::{SignedDuration, Timestamp};
use loyalty::Versions;
use sea_orm::{ConnectionTrait, FromQueryResult};
use survey::asking::Frame;
use survey::{LifeStage, Survey, Surveys, Wave};
use uuid::Uuid;

use super::person::{Groups, customer_since};
use super::words;
use crate::accounts::time_zone;
use crate::calendar::day;
use crate::db::{execute, number, row, rows};
use crate::entity::column::{Code, Coded, Moment};
use crate::programme::standing;
use crate::{Db, Error, Result, Tx};

#[derive(FromQueryResult)]
struct IdRow {
    id: Uuid,
}

#[derive(FromQueryResult)]
struct AccountRow {
    id: Uuid,
    time_zone: String,
    customer_since: String,
}

#[derive(FromQueryResult)]
struct CandidateRow {
    id: Uuid,
    persona: Option<Coded<Persona>>,
    locale: Coded<Locale>,
    joined_at: Option<Moment>,
    created_at: Moment,
}

/// The frame from which the sample of an account is drawn, as the member sees it. What is not kept yet is reckoned.
pub(super) async fn frame(
    connection: &impl ConnectionTrait,
    versions: &Versions,
    (survey, wave): (&Survey, Wave),
    (account, member): (Uuid, Uuid),
    now: Timestamp,
) -> Result<Frame> {
    let members: Vec<Uuid> = if is_kept(connection, survey, wave, account).await? {
        let sql = "
            SELECT f.member_id AS id FROM survey_frame_member f JOIN member m ON m.id = f.member_id
            WHERE f.survey = $1 AND f.wave = $2 AND f.account_id = $3 AND m.status = 'active' ORDER BY f.member_id";
        let found: Vec<IdRow> = rows(connection, sql, name(survey, wave, account)).await?;
        found.into_iter().map(|row| row.id).collect()
    } else {
        let found = candidates(connection, versions, (survey, wave), account, now).await?;
        found.into_iter().map(|(id, _)| id).collect()
    };
    let sql = "
        SELECT count(*) FROM survey_ask
        WHERE survey = $1 AND wave = $2 AND account_id = $3 AND after_id IS NULL AND member_id <> $4";
    let [survey, wave, account] = name(survey, wave, account);
    let asked = number(connection, sql, [survey, wave, account, member.into()]).await?;
    Ok(Frame {
        members: members
            .into_iter()
            .map(|id| MemberId(id.to_string()))
            .collect(),
        others_asked: usize::try_from(asked).unwrap_or(usize::MAX),
    })
}

/// Keeps the frame of an account, once, and holds it: two members of an account are asked one after the other, so that each
/// counts the other.
pub(super) async fn hold(
    tx: &Tx,
    versions: &Versions,
    (survey, wave): (&Survey, Wave),
    account: Uuid,
    now: Timestamp,
) -> Result<()> {
    let connection = tx.connection();
    let sql = "
        INSERT INTO survey_frame (survey, wave, account_id, made_at) VALUES ($1, $2, $3, $4) ON CONFLICT DO NOTHING";
    let [id, from, owner] = name(survey, wave, account);
    let values = [id, from, owner, now.as_microsecond().into()];
    if execute(connection, sql, values).await? > 0 {
        let found = candidates(connection, versions, (survey, wave), account, now).await?;
        for (member, groups) in found {
            keep_member(tx, (survey, wave), (account, member), groups).await?;
        }
    }
    let lock = crate::db::for_update(connection);
    let sql = format!(
        "SELECT made_at FROM survey_frame WHERE survey = $1 AND wave = $2 AND account_id = $3{lock}"
    );
    number(connection, &sql, name(survey, wave, account)).await?;
    Ok(())
}

async fn keep_member(
    tx: &Tx,
    (survey, wave): (&Survey, Wave),
    (account, member): (Uuid, Uuid),
    groups: Groups,
) -> Result<()> {
    let sql = "
        INSERT INTO survey_frame_member (survey, wave, account_id, member_id, tier, persona, locale, life_stage)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8)";
    let [id, from, owner] = name(survey, wave, account);
    let persona = groups.persona.map(Code::word).unwrap_or_default();
    let values = [
        id,
        from,
        owner,
        member.into(),
        groups.tier.word().into(),
        persona.into(),
        groups.locale.word().into(),
        groups.life_stage.word().into(),
    ];
    execute(tx.connection(), sql, values).await?;
    Ok(())
}

/// Keeps the frames of all accounts for the waves that are open, those of accounts among them of which nobody comes: the
/// coverage counts them too. Says how many were made.
pub async fn fill_frames(
    db: &Db,
    surveys: &Surveys,
    versions: &Versions,
    now: Timestamp,
) -> Result<usize> {
    let sql = "SELECT id, time_zone, customer_since FROM account ORDER BY id";
    let accounts: Vec<AccountRow> = rows(db.reader(), sql, []).await?;
    let mut made = 0;
    for survey in surveys.iter() {
        let sql = "SELECT account_id AS id, wave FROM survey_frame WHERE survey = $1";
        let kept: Vec<KeptRow> = rows(db.reader(), sql, [survey.id.as_str().into()]).await?;
        let kept: HashSet<(Uuid, String)> =
            kept.into_iter().map(|row| (row.id, row.wave)).collect();
        for account in &accounts {
            let zone = time_zone(&account.time_zone)?;
            let Some(wave) = survey.waves.open_at(now, &zone) else {
                continue;
            };
            if kept.contains(&(account.id, wave.from.to_string())) {
                continue;
            }
            let id = account.id;
            db.write(|tx| async move { hold(&tx, versions, (survey, wave), id, now).await })
                .await?;
            made += 1;
        }
    }
    Ok(made)
}

#[derive(FromQueryResult)]
struct KeptRow {
    id: Uuid,
    wave: String,
}

async fn is_kept(
    connection: &impl ConnectionTrait,
    survey: &Survey,
    wave: Wave,
    account: Uuid,
) -> Result<bool> {
    let sql =
        "SELECT count(*) FROM survey_frame WHERE survey = $1 AND wave = $2 AND account_id = $3";
    Ok(number(connection, sql, name(survey, wave, account)).await? > 0)
}

fn name(survey: &Survey, wave: Wave, account: Uuid) -> [sea_orm::Value; 3] {
    [
        survey.id.as_str().into(),
        wave.from.to_string().into(),
        account.into(),
    ]
}

/// The account's people who belonged to the audience when the wave began; of tiers is taken what holds now.
async fn candidates(
    connection: &impl ConnectionTrait,
    versions: &Versions,
    (survey, wave): (&Survey, Wave),
    account: Uuid,
    now: Timestamp,
) -> Result<Vec<(Uuid, Groups)>> {
    let sql = "SELECT id, time_zone, customer_since FROM account WHERE id = $1";
    let found: Option<AccountRow> = row(connection, sql, [account.into()]).await?;
    let found = found.ok_or(Error::NotFound)?;
    let zone = time_zone(&found.time_zone)?;
    let begins = wave.begins(&zone);
    let audience = &survey.audience;
    let stage = LifeStage::on(day(begins, &zone), customer_since(&found.customer_since)?);
    let tier = standing::of_account_on(connection, versions, account, &zone, now)
        .await?
        .tier;
    let is_outside = (!audience.tiers.is_empty() && !audience.tiers.contains(&tier))
        || (!audience.life_stages.is_empty() && !audience.life_stages.contains(&stage));
    if is_outside {
        return Ok(Vec::new());
    }
    let sql = "
        SELECT id, persona, locale, joined_at, created_at FROM member
        WHERE account_id = $1 AND status = 'active' ORDER BY id";
    let people: Vec<CandidateRow> = rows(connection, sql, [account.into()]).await?;
    let tenure = SignedDuration::from_hours(24 * i64::from(audience.tenure_days));
    let is_of_audience = |row: &CandidateRow| {
        let joined = row.joined_at.unwrap_or(row.created_at).0;
        let persona = row.persona.map(|persona| persona.0);
        begins.duration_since(joined) >= tenure
            && (audience.personas.is_empty()
                || persona.is_some_and(|own| audience.personas.contains(&own)))
    };
    let groups = |row: CandidateRow| {
        let groups = Groups {
            tier,
            persona: row.persona.map(|persona| persona.0),
            locale: row.locale.0,
            life_stage: words::life_stage(stage),
        };
        (row.id, groups)
    };
    Ok(people
        .into_iter()
        .filter(is_of_audience)
        .map(groups)
        .collect())
}
