//! For those who write the programme: what is wrong with its files, and what a draft would do to everyone.

use std::collections::BTreeMap;
use std::fmt::Write;
use std::path::{Path, PathBuf};

use anyhow::{Context, bail, ensure};
use clap::Subcommand;
use contract::Tier;
use jiff::civil::Date;
use loyalty::Programme;
use loyalty::programme::Shown;
use loyalty::replay::{Both, Comparison, Effect, Replay};
use storage::{Db, accounts, programme as stored};

use super::report::{Format, Report};
use crate::programme;
use crate::settings::Settings;

#[derive(Debug, Subcommand)]
pub enum ProgramCommand {
    /// Report everything that is wrong with a folder of the programme's versions; only errors fail the command
    Check {
        /// The folder that holds YYYY-MM-name.toml [default: the setting `program`]
        folder: Option<PathBuf>,
        /// How the report looks
        #[arg(long, value_enum, default_value_t)]
        format: Format,
    },
    /// Run a draft over the real past events and tell who would gain and who would lose; changes nothing
    Replay {
        /// The file of the draft; it need not lie in the folder
        draft: PathBuf,
        /// The first day, in each company's own time zone
        #[arg(long)]
        from: Date,
        /// The last day
        #[arg(long)]
        to: Date,
        /// How the answer looks
        #[arg(long, value_enum, default_value_t)]
        format: Format,
    },
}

pub async fn run(settings: &Settings, command: ProgramCommand) -> anyhow::Result<()> {
    match command {
        ProgramCommand::Check { folder, format } => {
            let shown = match &folder {
                // Another folder is nothing that anyone was shown.
                Some(_) => BTreeMap::new(),
                None => shown(settings).await?,
            };
            let folder = folder.as_deref().unwrap_or(&settings.program);
            check(folder, &shown, format)
        }
        ProgramCommand::Replay {
            draft,
            from,
            to,
            format,
        } => {
            ensure!(from <= to, "--from must not be after --to");
            let draft = read_draft(&draft)?;
            let db = super::open(settings).await?;
            // A replay must change nothing, so it does not migrate either.
            ensure!(
                db.is_migrated().await?,
                "the tables are of an earlier version: run `kizuna-server migrate` first"
            );
            let comparison = replay(settings, &db, &draft, (from, to)).await?;
            let answer = match format {
                Format::Human => table(&db, &comparison).await?,
                Format::Json => serde_json::to_string_pretty(&comparison)?,
            };
            db.close().await?;
            super::print(&answer);
            Ok(())
        }
    }
}

/// What members were shown, as far as there is a database: the programme is also checked where there is none.
async fn shown(settings: &Settings) -> anyhow::Result<BTreeMap<String, Shown>> {
    if !super::has_database(settings) {
        return Ok(BTreeMap::new());
    }
    let db = super::open(settings).await?;
    let shown = if db.is_migrated().await? {
        stored::shown_versions(&db).await?
    } else {
        BTreeMap::new()
    };
    db.close().await?;
    Ok(shown)
}

fn check(folder: &Path, shown: &BTreeMap<String, Shown>, format: Format) -> anyhow::Result<()> {
    let problems = programme::check_shown(folder, shown, programme::today())?.problems;
    let report = Report::of(problems);
    super::print(&report.render(folder, format)?);
    if report.errors > 0 {
        bail!("the programme has errors and cannot be in force");
    }
    Ok(())
}

fn read_draft(path: &Path) -> anyhow::Result<Programme> {
    let text = std::fs::read_to_string(path)
        .with_context(|| format!("cannot read the draft in {}", path.display()))?;
    let name = path
        .file_name()
        .and_then(|name| name.to_str())
        .context("the draft's name is not UTF-8")?;
    let (draft, problems) = loyalty::check(name, &text);
    draft.ok_or_else(|| {
        let folder = path.parent().unwrap_or(Path::new(""));
        anyhow::anyhow!("{}", Report::of(problems).for_people(folder))
    })
}

async fn replay(
    settings: &Settings,
    db: &Db,
    draft: &Programme,
    (from, to): (Date, Date),
) -> anyhow::Result<Comparison> {
    let (versions, problems) = programme::check(&settings.program, programme::today())?;
    let versions = versions.with_context(|| {
        let errors = Report::of(problems).for_people(&settings.program);
        format!("the programme in force cannot be compared with:\n{errors}")
    })?;
    let mut replay = Replay::new(&versions, draft, from, to);
    for account in stored::accounts_with_facts(db).await? {
        replay.add(&stored::facts(db, account, &versions).await?);
    }
    Ok(replay.finish())
}

/// One line for each company, then the sums. Companies go by their names.
async fn table(db: &Db, comparison: &Comparison) -> anyhow::Result<String> {
    let names = accounts::names(db).await?;
    let mut text = format!(
        "{}, as if in force from {} to {}\n\n{:<32} {:<6} {:>21} {:>19} {:>21}\n",
        comparison.draft,
        comparison.from,
        comparison.to,
        "company",
        "",
        "issued",
        "tier",
        "liability"
    );
    for account in &comparison.accounts {
        let name = names.get(&account.account).map_or("", String::as_str);
        let effect = match account.effect {
            Effect::Gains => "gains",
            Effect::Loses => "loses",
            Effect::Mixed => "mixed",
            Effect::Same => "same",
        };
        let tier = format!(
            "{} > {}",
            word(account.tier.before),
            word(account.tier.after)
        );
        writeln!(
            text,
            "{name:<32} {effect:<6} {:>21} {tier:>19} {:>21}",
            both(account.issued),
            both(account.liability)
        )?;
    }
    text.push_str(&sums(comparison)?);
    Ok(text)
}

fn sums(comparison: &Comparison) -> Result<String, std::fmt::Error> {
    let totals = &comparison.totals;
    let mut text = format!(
        "\n{} companies: {} gain, {} lose, {} gain and lose, {} stay the same\n\
         People: {} gain, {} lose\n\
         Points issued: {}\nLiability: {}\n",
        totals.accounts,
        totals.gaining,
        totals.losing,
        totals.mixed,
        totals.unchanged,
        totals.members_gaining,
        totals.members_losing,
        both(totals.issued),
        both(totals.liability),
    );
    for (rule, points) in &comparison.rules {
        writeln!(text, "Points of {rule}: {}", both(*points))?;
    }
    for moved in &comparison.tier_moves {
        let (before, after) = (word(moved.before), word(moved.after));
        writeln!(text, "Tier {before} > {after}: {}", moved.accounts)?;
    }
    text.truncate(text.trim_end().len());
    Ok(text)
}

const fn word(tier: Tier) -> &'static str {
    match tier {
        Tier::Bronze => "bronze",
        Tier::Silver => "silver",
        Tier::Gold => "gold",
    }
}

fn both(points: Both<i64>) -> String {
    format!("{} > {}", points.before, points.after)
}
