//! The stages that cargo runs: format, lints, and the tests of all crates on each database.

use super::tally::Counts;
use crate::{
    postgres::{self, Flush},
    process, tools, workspace,
};
use anyhow::{Context as _, Result, ensure};
use serde::Deserialize;
use std::{
    io::{BufRead as _, BufReader},
    path::PathBuf,
    process::{Command, Stdio},
};

/// The crates whose tests behave differently on another database.
const ON_BOTH_DATABASES: [&str; 2] = ["storage", "server"];

pub fn format() -> Result<()> {
    process::run(cargo().args(["fmt", "--all", "--check"]))
}

pub fn clippy() -> Result<()> {
    process::run(cargo().args([
        "clippy",
        "--quiet",
        "--workspace",
        "--all-targets",
        "--",
        "-D",
        "warnings",
    ]))
}

/// The app once more for the browser, since half of it is not compiled for this machine.
pub fn clippy_for_browser() -> Result<()> {
    let mut cargo = tools::wasm_command("cargo")?;
    let target = [
        "--quiet",
        "--package",
        "kizuna",
        "--package",
        "search_worker",
        "--target",
        "wasm32-unknown-unknown",
    ];
    // A compiler from elsewhere has no clippy of the same version.
    match tools::wasm_toolchain() {
        Some(_) => cargo.arg("check").args(target),
        None => cargo
            .arg("clippy")
            .args(target)
            .args(["--", "-D", "warnings"]),
    };
    process::run(&mut cargo)
}

pub fn test_with_sqlite(counts: &mut Counts) -> Result<()> {
    count(
        cargo().args(["test", "--workspace", "--no-fail-fast"]),
        counts,
    )
}

/// Runs the test programs that cargo built for SQLite a second time: the database is chosen when they run.
pub fn test_with_postgres(counts: &mut Counts) -> Result<()> {
    let programs = test_programs()?;
    let cluster = postgres::Cluster::start(Flush::Never)?;
    let mut result = Ok(());
    for program in &programs {
        println!("     Running {} {}", program.package, program.name);
        let mut command = Command::new(&program.file);
        command
            .current_dir(&program.folder)
            .env("CARGO_MANIFEST_DIR", &program.folder)
            .env("KIZUNA_TEST_POSTGRES", cluster.url());
        result = result.and(count(&mut command, counts));
    }
    result
}

fn cargo() -> Command {
    let mut command = Command::new("cargo");
    command.current_dir(workspace::root());
    command
}

/// Runs a command that prints what Rust's test harness prints, and adds up its results.
fn count(command: &mut Command, counts: &mut Counts) -> Result<()> {
    let mut child = command
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .spawn()
        .with_context(|| format!("`{}` could not be started", process::line(command)))?;
    let output = child.stdout.take().context("the tests have no output")?;
    for line in BufReader::new(output).lines() {
        let line = line?;
        if let Some(result) = result_of(&line) {
            counts.passed += result.passed;
            counts.failed += result.failed;
        }
        println!("{line}");
    }
    let status = child.wait()?;
    ensure!(
        status.success(),
        "`{}` ended with {status}",
        process::line(command)
    );
    Ok(())
}

/// Reads `test result: ok. 12 passed; 0 failed; 1 ignored; …`.
fn result_of(line: &str) -> Option<Counts> {
    let (_, numbers) = line.strip_prefix("test result: ")?.split_once(". ")?;
    let number = |word: &str| {
        let part = numbers
            .split(';')
            .find(|part| part.trim().ends_with(word))?;
        part.trim().strip_suffix(word)?.trim().parse().ok()
    };
    Some(Counts {
        passed: number("passed")?,
        failed: number("failed")?,
    })
}

struct TestProgram {
    package: String,
    name: String,
    file: PathBuf,
    folder: PathBuf,
}

/// What cargo says of each thing it built, as far as it matters here.
#[derive(Deserialize)]
struct Message {
    manifest_path: Option<PathBuf>,
    target: Option<Target>,
    profile: Option<Profile>,
    executable: Option<PathBuf>,
}

#[derive(Deserialize)]
struct Target {
    name: String,
}

#[derive(Deserialize)]
struct Profile {
    test: bool,
}

fn test_programs() -> Result<Vec<TestProgram>> {
    let messages = process::capture(cargo().args([
        "test",
        "--workspace",
        "--no-run",
        "--message-format=json-render-diagnostics",
    ]))?;
    let mut programs = Vec::new();
    for line in messages.lines().filter(|line| line.starts_with('{')) {
        let Message {
            manifest_path: Some(manifest),
            target: Some(target),
            profile: Some(profile),
            executable: Some(file),
        } = serde_json::from_str(line)
            .with_context(|| format!("reading what cargo says: {line}"))?
        else {
            continue;
        };
        let folder = manifest
            .parent()
            .context("a manifest is in a folder")?
            .to_owned();
        let package = folder
            .file_name()
            .unwrap_or_default()
            .to_string_lossy()
            .into_owned();
        if profile.test && ON_BOTH_DATABASES.contains(&package.as_str()) {
            programs.push(TestProgram {
                package,
                name: target.name,
                file,
                folder,
            });
        }
    }
    ensure!(
        !programs.is_empty(),
        "cargo built no tests for {}",
        ON_BOTH_DATABASES.join(" and ")
    );
    Ok(programs)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn results_are_read_and_other_lines_are_not() {
        let line = "test result: FAILED. 12 passed; 3 failed; 1 ignored; 0 measured; 0 filtered out; finished in 0.02s";
        assert_eq!(
            result_of(line),
            Some(Counts {
                passed: 12,
                failed: 3
            })
        );
        assert_eq!(result_of("test tests::some ... ok"), None);
    }
}
