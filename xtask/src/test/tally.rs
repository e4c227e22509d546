//! Counts what passed and what failed over all stages.

use crate::progress;
use anyhow::Result;

/// What one stage found.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    pub passed: usize,
    pub failed: usize,
}

#[derive(Default)]
pub struct Tally {
    total: Counts,
    stages: Vec<(String, Counts)>,
}

impl Tally {
    /// A stage that is one test by itself.
    pub fn check(&mut self, name: &str, work: impl FnOnce() -> Result<()>) {
        self.count(name, |counts| {
            work()?;
            counts.passed = 1;
            Ok(())
        });
    }

    /// A stage that counts its tests. If it fails without a failed test, it could not run, and that is one failure.
    pub fn count(&mut self, name: &str, work: impl FnOnce(&mut Counts) -> Result<()>) {
        let mut counts = Counts::default();
        if let Err(error) = progress::step(name, || work(&mut counts)) {
            eprintln!("{name}: {error:#}");
            counts.failed = counts.failed.max(1);
        }
        self.total.passed += counts.passed;
        self.total.failed += counts.failed;
        self.stages.push((name.to_owned(), counts));
    }

    pub fn failed(&self) -> usize {
        self.total.failed
    }

    pub fn print(&self) {
        println!();
        for (name, counts) in &self.stages {
            println!(
                "{:>5} passed {:>4} failed  {name}",
                counts.passed, counts.failed
            );
        }
    }

    pub fn last_line(&self) -> String {
        format!("{} passed, {} failed", self.total.passed, self.total.failed)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_stage_that_cannot_run_is_one_failure() {
        let mut tally = Tally::default();
        tally.check("well", || Ok(()));
        tally.check("broken", || anyhow::bail!("no compiler"));
        tally.count("some", |counts| {
            *counts = Counts {
                passed: 3,
                failed: 2,
            };
            anyhow::bail!("two tests failed")
        });
        assert_eq!(tally.last_line(), "4 passed, 3 failed");
    }
}
