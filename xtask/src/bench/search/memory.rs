//! The most memory that a program ever held, as Linux keeps it for each process.

use anyhow::{Context as _, Result, ensure};
use std::{
    fs,
    io::Read as _,
    path::PathBuf,
    process::{Command, Stdio},
    thread,
    time::Duration,
};

/// The mark only rises, so reading it often misses nothing but what a program takes in its last moment.
const EVERY: Duration = Duration::from_millis(1);

/// Runs a command that says little; gives what it says, and the high-water mark of its resident memory in bytes.
pub fn run(command: &mut Command) -> Result<(String, u64)> {
    let mut child = command
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .spawn()
        .with_context(|| format!("`{}` could not be started", crate::process::line(command)))?;
    let status = PathBuf::from(format!("/proc/{}/status", child.id()));
    let mut peak = 0;
    let ended = loop {
        if let Some(ended) = child.try_wait()? {
            break ended;
        }
        // Between its end and our hearing of it there is nothing to read.
        let text = fs::read_to_string(&status).unwrap_or_default();
        peak = high_water_mark(&text).unwrap_or(0).max(peak);
        thread::sleep(EVERY);
    };
    let mut said = String::new();
    if let Some(mut output) = child.stdout.take() {
        output.read_to_string(&mut said)?;
    }
    ensure!(
        ended.success(),
        "`{}` ended with {ended}",
        crate::process::line(command)
    );
    ensure!(
        peak > 0,
        "this system does not tell how much memory a process used"
    );
    Ok((said, peak))
}

/// `VmHWM:   123456 kB`, whose kB are 1,024 bytes.
fn high_water_mark(status: &str) -> Option<u64> {
    let line = status
        .lines()
        .find_map(|line| line.strip_prefix("VmHWM:"))?;
    let kilobytes: u64 = line.trim().strip_suffix(" kB")?.parse().ok()?;
    Some(kilobytes * 1024)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_high_water_mark_is_read_in_bytes() {
        let status =
            "Name:\tkizuna-server\nVmPeak:\t  900 kB\nVmHWM:\t   12 kB\nVmRSS:\t    8 kB\n";
        assert_eq!(high_water_mark(status), Some(12_288));
        assert_eq!(high_water_mark("Name:\tkizuna-server\n"), None);
    }
}
