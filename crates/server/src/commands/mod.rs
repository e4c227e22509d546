//! What the command line can do, one file per command.

mod articles;
mod backup;
mod demo;
mod events;
mod ledger;
mod openapi;
mod program;
mod report;
mod search;
mod serve;
mod surveys;
mod user;

use std::io::Write;
use std::path::{Path, PathBuf};

use anyhow::Context;
use clap::{CommandFactory, Parser, Subcommand};
use secrecy::ExposeSecret;
use storage::demo::scale::Scale;
use storage::{DatabaseSettings, Db};

use crate::settings::{GivenSettings, Settings, refuse_unknown_variables};

/// The server of Kizuna, the portal a company gives to the companies that buy from it.
#[derive(Debug, Parser)]
#[command(name = "kizuna-server", version)]
struct Cli {
    /// Settings file in TOML; its keys are the long names of the settings below, with _ for -
    #[arg(long, env = "KIZUNA_CONFIG", global = true)]
    config: Option<PathBuf>,
    #[command(flatten)]
    settings: GivenSettings,
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Serve the portal; migrates the database first
    Serve {
        /// Development: reload the open page when the app, a stylesheet or an article changes
        #[arg(long, env = "KIZUNA_DEV")]
        dev: bool,
    },
    /// Bring the database's tables up to date and stop
    Migrate,
    /// Fill an empty database with four believable companies and two years of their events
    Demo {
        /// For measuring: accounts, members of each, events of all; companies that are all alike
        #[arg(long, hide = true, value_name = "ACCOUNTS,MEMBERS,EVENTS")]
        scale: Option<Scale>,
    },
    /// Companies and people, from the command line
    #[command(subcommand)]
    User(user::UserCommand),
    /// The knowledge base, for those who write it
    #[command(subcommand)]
    Articles(articles::ArticlesCommand),
    /// The loyalty programme, for those who write its rules
    #[command(subcommand)]
    Program(program::ProgramCommand),
    /// The surveys, for those who write them
    #[command(subcommand)]
    Surveys(surveys::SurveysCommand),
    /// Events of the vendor's other systems
    #[command(subcommand)]
    Events(events::EventsCommand),
    /// The ledger of points
    #[command(subcommand)]
    Ledger(ledger::LedgerCommand),
    /// Write a consistent copy of the database while it is in use
    Backup { file: PathBuf },
    /// Put a copy back in place of the database; the server must be stopped
    Restore {
        file: PathBuf,
        /// Replace the database that is there; it is kept beside as .before-restore
        #[arg(long)]
        replace: bool,
    },
    /// Print the `OpenAPI` 3.1 document
    Openapi,
}

/// Parses the command line and runs what it asks for.
pub fn run() -> anyhow::Result<()> {
    let cli = Cli::parse();
    refuse_unknown_variables(&Cli::command())?;
    let given = match &cli.config {
        Some(path) => cli.settings.with_file(path)?,
        None => cli.settings,
    };
    let settings = given.complete()?;
    crate::logging::start(settings.log_format, &settings.log)
        .context("log is not a valid filter")?;
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .build()?;
    runtime.block_on(async {
        match cli.command {
            Command::Serve { dev } => serve::run(settings, dev).await,
            Command::Migrate => migrate(&settings).await,
            Command::Demo { scale } => demo::run(&settings, scale).await,
            Command::User(command) => user::run(&settings, command).await,
            Command::Articles(command) => articles::run(&settings, command),
            Command::Program(command) => program::run(&settings, command).await,
            Command::Surveys(command) => surveys::run(&settings, command),
            Command::Events(command) => events::run(&settings, command).await,
            Command::Ledger(command) => ledger::run(&settings, command).await,
            Command::Backup { file } => backup::backup(&settings, &file).await,
            Command::Restore { file, replace } => backup::restore(&settings, &file, replace).await,
            Command::Openapi => openapi::run(settings).await,
        }
    })
}

async fn open(settings: &Settings) -> anyhow::Result<Db> {
    let database = DatabaseSettings {
        url: settings.database.expose_secret().to_owned(),
        max_connections: settings.database_connections,
    };
    Db::open(&database)
        .await
        .context("cannot open the database")
}

/// Whether there is a database to open; opening a file of SQLite that is not there would make it.
fn has_database(settings: &Settings) -> bool {
    let url = settings.database.expose_secret();
    url.strip_prefix("sqlite:")
        .is_none_or(|rest| Path::new(rest.strip_prefix("//").unwrap_or(rest)).exists())
}

async fn open_migrated(settings: &Settings) -> anyhow::Result<Db> {
    let db = open(settings).await?;
    db.migrate().await.context("cannot migrate the database")?;
    Ok(db)
}

async fn migrate(settings: &Settings) -> anyhow::Result<()> {
    open_migrated(settings).await?.close().await?;
    tracing::info!("the database is up to date");
    Ok(())
}

/// Writes to standard output, where the result of a command belongs. A reader that has gone, as `| head` does, wants no more.
fn print(text: &str) {
    let _ = writeln!(std::io::stdout(), "{text}");
}
