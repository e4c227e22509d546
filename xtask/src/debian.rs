//! Debian packages that tests need. Installs them where this user may, else says the command that does.

use crate::{process, progress};
use anyhow::{Result, bail};
use std::{path::Path, process::Command};

/// Each package with a file or folder that it brings.
const FOR_TESTS: [(&str, &str); 3] = [
    ("chromium", "/usr/bin/chromium"),
    (
        "fonts-noto-cjk",
        "/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc",
    ),
    ("postgresql", "/usr/lib/postgresql"),
];

const FOR_BOARD: [(&str, &str); 2] = [
    ("postgresql", "/usr/lib/postgresql"),
    ("redis-server", "/usr/bin/redis-server"),
];

/// What `cargo xtask test` needs: a browser, fonts for its three languages, and the other database.
pub fn ensure_for_tests() -> Result<()> {
    ensure(&FOR_TESTS)
}

/// What `cargo xtask bench board` needs: both sides of the comparison.
pub fn ensure_for_board() -> Result<()> {
    ensure(&FOR_BOARD)
}

/// Installs those packages whose file is absent.
fn ensure(wanted: &[(&str, &str)]) -> Result<()> {
    let missing: Vec<&str> = wanted
        .iter()
        .filter(|(_, file)| !Path::new(file).exists())
        .map(|(package, _)| *package)
        .collect();
    if missing.is_empty() {
        progress::ready("Debian packages");
        return Ok(());
    }
    let mended_by = format!(
        "sudo apt-get update && sudo apt-get install -y {}",
        missing.join(" ")
    );
    let Some(root_by) = root_by() else {
        bail!(
            "{} must be installed and this user may not: {mended_by}",
            missing.join(", ")
        );
    };
    progress::step(&format!("install {}", missing.join(", ")), || {
        // An outdated package list on a machine without network is no reason to fail yet: the install decides.
        let _ = process::capture(apt(root_by).args(["update", "-qq"]));
        let install = process::capture(
            apt(root_by)
                .args(["install", "-y", "-qq", "--no-install-recommends"])
                .args(&missing),
        );
        match install {
            Ok(_) => Ok(()),
            Err(error) => bail!("{error:#}\nInstall it by hand, then start again: {mended_by}"),
        }
    })
}

/// The words before `apt-get` that make it run as root; `None` where this user cannot become root without a password.
fn root_by() -> Option<&'static [&'static str]> {
    let is_root = process::capture(Command::new("id").arg("-u")).is_ok_and(|id| id.trim() == "0");
    if is_root {
        return Some(&[]);
    }
    let sudo = process::capture(Command::new("sudo").args(["-n", "true"])).is_ok();
    sudo.then_some(&["sudo", "-n"])
}

fn apt(root_by: &[&str]) -> Command {
    let mut words =
        root_by
            .iter()
            .copied()
            .chain(["env", "DEBIAN_FRONTEND=noninteractive", "apt-get"]);
    let mut command = Command::new(words.next().unwrap_or("apt-get"));
    command.args(words);
    command
}
