//! Lighthouse, as it measures for phones on a throttled line: the median of several runs of each page.

use super::portal::{ADMIN, Portal};
use crate::{playwright, process, workspace};
use anyhow::{Context as _, Result};
use serde_json::{Value, json};
use std::{fs, path::PathBuf, process::Command};

#[derive(clap::Args)]
pub struct Options {
    /// Runs of each page; the median is printed
    #[arg(long, default_value_t = 5)]
    runs: usize,
    /// A server that is built already
    #[arg(long)]
    binary: Option<PathBuf>,
}

/// Name, address, and whether one must be signed in.
const PAGES: [(&str, &str, bool); 4] = [
    ("sign-in", "/sign-in", false),
    ("home", "/", true),
    ("knowledge", "/kb", true),
    ("article", "/kb/programme/what-tiers-mean", true),
];

/// What is printed: heading, where it is in Lighthouse's report, and what its unit is multiplied by.
const FIGURES: [(&str, &str, f64); 7] = [
    ("perf", "/categories/performance/score", 100.0),
    ("access", "/categories/accessibility/score", 100.0),
    ("practice", "/categories/best-practices/score", 100.0),
    (
        "FCP s",
        "/audits/first-contentful-paint/numericValue",
        0.001,
    ),
    (
        "LCP s",
        "/audits/largest-contentful-paint/numericValue",
        0.001,
    ),
    ("TBT ms", "/audits/total-blocking-time/numericValue", 1.0),
    ("CLS", "/audits/cumulative-layout-shift/numericValue", 1.0),
];

pub fn run(options: &Options) -> Result<()> {
    let portal = Portal::prepare("lighthouse", options.binary.clone())?;
    playwright::ensure()?;
    let server = portal.start()?;
    let mut client = portal.client();
    client.sign_in(ADMIN)?;

    print!("\n{:<10}", "");
    for (heading, _, _) in FIGURES {
        print!(" {heading:>9}");
    }
    println!();
    for (name, path, signed_in) in PAGES {
        let cookie = if signed_in { client.cookie() } else { "" };
        let reports = (0..options.runs.max(1))
            .map(|_| measure_soundly(&portal, &format!("{}{path}", server.origin()), cookie))
            .collect::<Result<Vec<_>>>()?;
        print!("{name:<10}");
        for (_, pointer, factor) in FIGURES {
            let figure = median(
                reports
                    .iter()
                    .map(|report| value(report, pointer))
                    .collect::<Result<_>>()?,
            );
            print!(" {:>9}", rounded(figure * factor));
        }
        println!();
        for audit in failed_audits(&reports[0]) {
            println!("{:<11}not perfect: {audit}", "");
        }
    }
    Ok(())
}

/// Measures once more when Lighthouse itself says that its recording went wrong, such as `NO_NAVSTART`. A page that is slow
/// or broken gives a report and is never measured twice.
fn measure_soundly(portal: &Portal, url: &str, cookie: &str) -> Result<Value> {
    match measure(portal, url, cookie) {
        Err(error) if format!("{error:#}").contains("Please run Lighthouse again") => {
            measure(portal, url, cookie)
        }
        measured => measured,
    }
}

fn measure(portal: &Portal, url: &str, cookie: &str) -> Result<Value> {
    let report = portal.folder().join("report.json");
    let headers = portal.folder().join("headers.json");
    fs::write(&headers, json!({ "Cookie": cookie }).to_string())?;
    let mut lighthouse = Command::new(workspace::path("tests/node_modules/.bin/lighthouse"));
    lighthouse
        .args([url, "--quiet", "--output=json", "--only-categories=performance,accessibility,best-practices"])
        .arg(format!("--output-path={}", report.display()))
        .arg("--chrome-flags=--headless=new --no-sandbox --disable-gpu --disable-quic --no-first-run")
        .env("CHROME_PATH", "/usr/bin/chromium");
    if !cookie.is_empty() {
        lighthouse.arg(format!("--extra-headers={}", headers.display()));
    }
    process::capture(&mut lighthouse)?;
    serde_json::from_str(&fs::read_to_string(&report)?).context("reading Lighthouse's report")
}

/// What costs points in accessibility or best practices.
fn failed_audits(report: &Value) -> Vec<String> {
    ["accessibility", "best-practices"]
        .iter()
        .flat_map(|category| {
            report["categories"][category]["auditRefs"]
                .as_array()
                .into_iter()
                .flatten()
        })
        .filter(|reference| {
            reference["weight"]
                .as_f64()
                .is_some_and(|weight| weight > 0.0)
        })
        .filter_map(|reference| report["audits"].get(reference["id"].as_str()?))
        .filter(|audit| audit["score"].as_f64().is_some_and(|score| score < 1.0))
        .filter_map(|audit| Some(audit["title"].as_str()?.to_owned()))
        .collect()
}

fn value(report: &Value, pointer: &str) -> Result<f64> {
    report
        .pointer(pointer)
        .and_then(Value::as_f64)
        .with_context(|| {
            format!(
                "Lighthouse reported no {pointer}: {}",
                report["runtimeError"]
            )
        })
}

fn median(mut values: Vec<f64>) -> f64 {
    values.sort_by(f64::total_cmp);
    values[values.len() / 2]
}

/// Whole numbers as such, others with two or three figures.
fn rounded(value: f64) -> String {
    if value >= 10.0 || value == 0.0 {
        format!("{value:.0}")
    } else {
        format!("{value:.3}")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_median_is_the_middle_one() {
        let middle = median(vec![3.0, 1.0, 2.0]);
        assert!((middle - 2.0).abs() < f64::EPSILON);
    }
}
