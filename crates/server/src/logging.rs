//! Log lines for people or for machines, on standard error.

use tracing_subscriber::EnvFilter;

use crate::settings::LogFormat;

/// Starts logging for the process. `directives` are those of `tracing_subscriber::EnvFilter`.
pub fn start(format: LogFormat, directives: &str) -> anyhow::Result<()> {
    let filter = EnvFilter::try_new(directives)?;
    let logs = tracing_subscriber::fmt()
        .with_env_filter(filter)
        .with_writer(std::io::stderr);
    match format {
        LogFormat::Human => logs.with_target(false).init(),
        LogFormat::Json => logs
            .json()
            .flatten_event(true)
            .with_current_span(true)
            .init(),
    }
    Ok(())
}
