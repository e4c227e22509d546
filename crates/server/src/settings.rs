//! Every setting of the server, from flags, environment and a TOML file, in this order of strength.
//!
//! A key that is not known is refused wherever it stands, so that a misspelt setting cannot be ignored silently.

use std::net::{IpAddr, SocketAddr};
use std::path::{Path, PathBuf};

use anyhow::{Context, bail, ensure};
use clap::Args;
use secrecy::{ExposeSecret, SecretString};
use serde::Deserialize;

// The comments of the fields are also the texts of `--help`, where links in angle brackets would only disturb.
#[expect(clippy::doc_markdown, reason = "the comments are shown as plain text")]
/// Settings as they can be given; what is absent falls through to the next source.
#[derive(Args, Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct GivenSettings {
    /// Database: sqlite://PATH or postgres://USER:PASSWORD@HOST/NAME [default: sqlite://var/kizuna.db]
    #[arg(long, env = "DATABASE_URL", global = true, hide_env_values = true)]
    pub database: Option<SecretString>,
    /// Connections kept to the database: readers on SQLite, all of them on PostgreSQL [default: 8]
    #[arg(long, env = "KIZUNA_DATABASE_CONNECTIONS", global = true)]
    pub database_connections: Option<u32>,
    /// Address to listen on [default: 127.0.0.1:8080]
    #[arg(long, env = "KIZUNA_LISTEN", global = true)]
    pub listen: Option<SocketAddr>,
    /// The address that people see, for links in mails; https:// switches HSTS on [default: http://localhost:PORT]
    #[arg(long, env = "KIZUNA_PUBLIC_URL", global = true)]
    pub public_url: Option<String>,
    /// Folder with the built app [default: target/app/dist]
    #[arg(long, env = "KIZUNA_APP_DIR", global = true)]
    pub app_dir: Option<PathBuf>,
    /// Folder with the knowledge base [default: articles]
    #[arg(long, env = "KIZUNA_ARTICLES", global = true)]
    pub articles: Option<PathBuf>,
    /// Folder with the versions of the loyalty programme [default: program]
    #[arg(long, env = "KIZUNA_PROGRAM", global = true)]
    pub program: Option<PathBuf>,
    /// Folder with the surveys [default: surveys]
    #[arg(long, env = "KIZUNA_SURVEYS", global = true)]
    pub surveys: Option<PathBuf>,
    /// Proxies in front whose X-Forwarded-For is believed; may be given several times
    #[arg(
        long,
        env = "KIZUNA_TRUSTED_PROXIES",
        value_delimiter = ',',
        global = true
    )]
    pub trusted_proxies: Option<Vec<IpAddr>>,
    /// Bearer token for /metrics; without one only the machine itself may read them
    #[arg(
        long,
        env = "KIZUNA_METRICS_TOKEN",
        global = true,
        hide_env_values = true
    )]
    pub metrics_token: Option<SecretString>,
    /// Seconds after which a request is given up [default: 30]
    #[arg(long, env = "KIZUNA_REQUEST_SECONDS", global = true)]
    pub request_seconds: Option<u64>,
    /// Seconds to go on serving after SIGTERM while /readyz already says no, so that a balancer can turn away [default: 0]
    #[arg(long, env = "KIZUNA_DRAIN_SECONDS", global = true)]
    pub drain_seconds: Option<u64>,
    /// How logs look: human or json [default: human]
    #[arg(long, env = "KIZUNA_LOG_FORMAT", global = true)]
    pub log_format: Option<LogFormat>,
    /// What is logged, as tracing filter directives [default: info]
    #[arg(long, env = "KIZUNA_LOG", global = true)]
    pub log: Option<String>,
    /// Mail server: smtps://USER:PASSWORD@HOST or smtp://HOST:PORT?tls=required; without one mails stay in the outbox
    #[arg(long, env = "KIZUNA_SMTP", global = true, hide_env_values = true)]
    pub smtp: Option<SecretString>,
    /// Sender of mails, such as: Kizuna <portal@example.com>
    #[arg(long, env = "KIZUNA_MAIL_FROM", global = true)]
    pub mail_from: Option<String>,
    /// Points that one person of the vendor may give or take of one company within a day; more needs a second one [default: 1000]
    #[arg(long, env = "KIZUNA_ADJUSTMENT_LIMIT", global = true)]
    pub adjustment_limit: Option<i64>,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize, clap::ValueEnum)]
#[serde(rename_all = "snake_case")]
pub enum LogFormat {
    #[default]
    Human,
    Json,
}

/// Settings complete and checked against one another.
#[derive(Clone, Debug)]
pub struct Settings {
    pub database: SecretString,
    pub database_connections: u32,
    pub listen: SocketAddr,
    pub public_url: String,
    pub app_dir: PathBuf,
    pub articles: PathBuf,
    pub program: PathBuf,
    pub surveys: PathBuf,
    pub trusted_proxies: Vec<IpAddr>,
    pub metrics_token: Option<SecretString>,
    pub request_seconds: u64,
    pub drain_seconds: u64,
    pub log_format: LogFormat,
    pub log: String,
    pub mail: Option<MailSettings>,
    pub adjustment_limit: i64,
}

/// Where mails go and who sends them.
#[derive(Clone, Debug)]
pub struct MailSettings {
    pub smtp: SecretString,
    pub from: String,
}

/// Environment variables of this program that are no settings of [`GivenSettings`].
const OTHER_VARIABLES: [&str; 4] = [
    "KIZUNA_CONFIG",
    "KIZUNA_TEST_POSTGRES",
    "KIZUNA_TEST_DATABASE",
    "KIZUNA_DEV",
];

impl GivenSettings {
    /// Adds what the TOML file at `path` says where flags and environment are silent.
    pub fn with_file(self, path: &Path) -> anyhow::Result<Self> {
        let text = std::fs::read_to_string(path)
            .with_context(|| format!("cannot read the settings in {}", path.display()))?;
        let file: Self = toml::from_str(&text)
            .with_context(|| format!("{} is not a valid settings file", path.display()))?;
        Ok(self.or(file))
    }

    fn or(self, weaker: Self) -> Self {
        Self {
            database: self.database.or(weaker.database),
            database_connections: self.database_connections.or(weaker.database_connections),
            listen: self.listen.or(weaker.listen),
            public_url: self.public_url.or(weaker.public_url),
            app_dir: self.app_dir.or(weaker.app_dir),
            articles: self.articles.or(weaker.articles),
            program: self.program.or(weaker.program),
            surveys: self.surveys.or(weaker.surveys),
            trusted_proxies: self.trusted_proxies.or(weaker.trusted_proxies),
            metrics_token: self.metrics_token.or(weaker.metrics_token),
            request_seconds: self.request_seconds.or(weaker.request_seconds),
            drain_seconds: self.drain_seconds.or(weaker.drain_seconds),
            log_format: self.log_format.or(weaker.log_format),
            log: self.log.or(weaker.log),
            smtp: self.smtp.or(weaker.smtp),
            mail_from: self.mail_from.or(weaker.mail_from),
            adjustment_limit: self.adjustment_limit.or(weaker.adjustment_limit),
        }
    }

    /// Fills in the defaults and refuses settings that contradict one another.
    pub fn complete(self) -> anyhow::Result<Settings> {
        let listen = self
            .listen
            .unwrap_or_else(|| SocketAddr::from(([127, 0, 0, 1], 8080)));
        let public_url = self
            .public_url
            .unwrap_or_else(|| format!("http://localhost:{}", listen.port()));
        let settings = Settings {
            database: self
                .database
                .unwrap_or_else(|| "sqlite://var/kizuna.db".into()),
            database_connections: self.database_connections.unwrap_or(8),
            listen,
            public_url: public_url.trim_end_matches('/').to_owned(),
            app_dir: self.app_dir.unwrap_or_else(|| "target/app/dist".into()),
            articles: self.articles.unwrap_or_else(|| "articles".into()),
            program: self.program.unwrap_or_else(|| "program".into()),
            surveys: self.surveys.unwrap_or_else(|| "surveys".into()),
            trusted_proxies: self.trusted_proxies.unwrap_or_default(),
            metrics_token: self.metrics_token,
            request_seconds: self.request_seconds.unwrap_or(30),
            drain_seconds: self.drain_seconds.unwrap_or(0),
            log_format: self.log_format.unwrap_or_default(),
            log: self.log.unwrap_or_else(|| "info".to_owned()),
            mail: mail(self.smtp, self.mail_from)?,
            adjustment_limit: self.adjustment_limit.unwrap_or(1_000),
        };
        settings.check()?;
        Ok(settings)
    }
}

fn mail(smtp: Option<SecretString>, from: Option<String>) -> anyhow::Result<Option<MailSettings>> {
    match (smtp, from) {
        (Some(smtp), Some(from)) => {
            from.parse::<lettre::message::Mailbox>()
                .with_context(|| format!("mail_from is not a mail address: {from}"))?;
            Ok(Some(MailSettings { smtp, from }))
        }
        (Some(_), None) => bail!("smtp is set but mail_from is not: mails need a sender"),
        (None, _) => Ok(None),
    }
}

impl Settings {
    fn check(&self) -> anyhow::Result<()> {
        ensure!(
            (1..=500).contains(&self.database_connections),
            "database_connections must be between 1 and 500"
        );
        ensure!(
            (1..=600).contains(&self.request_seconds),
            "request_seconds must be between 1 and 600"
        );
        ensure!(
            self.drain_seconds <= 300,
            "drain_seconds must be at most 300"
        );
        ensure!(
            self.adjustment_limit >= 0,
            "adjustment_limit must not be below 0"
        );
        let address = self
            .public_url
            .strip_prefix("https://")
            .or_else(|| self.public_url.strip_prefix("http://"));
        ensure!(
            address.is_some_and(|rest| !rest.is_empty() && !rest.contains('/')),
            "public_url must be http:// or https:// with a host and no path, not {}",
            self.public_url
        );
        let host = address.unwrap_or_default();
        let host = host.rsplit_once(':').map_or(host, |(host, _)| host);
        ensure!(
            self.is_behind_tls() || ["localhost", "127.0.0.1", "[::1]"].contains(&host),
            "public_url must be https:// but on this machine itself: browsers keep no secure cookie over http"
        );
        let database = self.database.expose_secret();
        ensure!(
            ["sqlite:", "postgres://", "postgresql://"]
                .iter()
                .any(|scheme| database.starts_with(scheme)),
            "database must begin with sqlite: or postgres://"
        );
        Ok(())
    }

    /// Whether people reach the portal over TLS.
    pub fn is_behind_tls(&self) -> bool {
        self.public_url.starts_with("https://")
    }
}

/// Refuses environment variables that look like settings of this program and are none.
pub fn refuse_unknown_variables(command: &clap::Command) -> anyhow::Result<()> {
    let known: Vec<_> = command
        .get_arguments()
        .filter_map(|argument| argument.get_env().and_then(|name| name.to_str()))
        .chain(OTHER_VARIABLES)
        .collect();
    for (name, _) in std::env::vars_os() {
        let Some(name) = name.to_str() else { continue };
        if name.starts_with("KIZUNA_") && !known.contains(&name) {
            bail!("{name} is not a setting; `kizuna-server help` lists them");
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn complete(text: &str) -> anyhow::Result<Settings> {
        toml::from_str::<GivenSettings>(text)?.complete()
    }

    #[test]
    fn an_unknown_key_is_refused() {
        let error = complete("listn = '127.0.0.1:1'").unwrap_err().to_string();
        assert!(error.contains("listn"), "{error}");
    }

    #[test]
    fn a_flag_is_stronger_than_the_file() {
        let flags = GivenSettings {
            log: Some("debug".into()),
            ..Default::default()
        };
        let file = GivenSettings {
            log: Some("warn".into()),
            request_seconds: Some(5),
            ..Default::default()
        };
        let settings = flags.or(file).complete().unwrap();
        assert_eq!(
            (settings.log.as_str(), settings.request_seconds),
            ("debug", 5)
        );
    }

    #[test]
    fn settings_that_contradict_one_another_are_refused() {
        for text in [
            "smtp = 'smtp://localhost'",
            "smtp = 'smtp://localhost'\nmail_from = 'nobody'",
            "public_url = 'ftp://example.com'",
            "public_url = 'https://example.com/portal'",
            "public_url = 'http://portal.example.com'",
            "database = 'mysql://localhost/x'",
            "database_connections = 0",
            "request_seconds = 0",
            "adjustment_limit = -1",
        ] {
            assert!(complete(text).is_err(), "accepted: {text}");
        }
    }

    #[test]
    fn secrets_do_not_show_in_debug_output() {
        let settings = complete("database = 'postgres://u:hunter2@h/n'").unwrap();
        assert!(!format!("{settings:?}").contains("hunter2"));
    }
}
