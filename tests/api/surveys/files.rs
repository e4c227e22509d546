//! The check of the surveys on the command line, for those who write them.

use std::fs;
use std::process::{Command, Output};

use super::survey;

fn check(folder: &std::path::Path) -> Output {
    let mut program = Command::new(env!("CARGO_BIN_EXE_kizuna-server"));
    program.args(["surveys", "check"]).arg(folder);
    program.output().unwrap()
}

#[test]
fn the_shipped_surveys_are_sound() {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../../surveys");
    let output = check(folder.as_ref());
    let told = String::from_utf8_lossy(&output.stdout);
    assert!(output.status.success(), "{told}");
    assert!(told.ends_with("0 errors, 0 warnings\n"), "{told}");
}

#[test]
fn a_missing_language_and_a_circle_are_told_with_their_place() {
    let folder = tempfile::tempdir().unwrap();
    let ja = "ja = \"当社を同僚の方にすすめたいと、どの程度お考えですか。\"\n";
    fs::write(folder.path().join("relationship.toml"), survey(&[(ja, "")])).unwrap();
    let output = check(folder.path());
    let told = String::from_utf8_lossy(&output.stdout);
    assert!(!output.status.success());
    assert!(told.contains("error[missing-language]"), "{told}");
    assert!(told.contains("relationship.toml:"), "{told}");

    let round = [
        (
            "relationship.toml",
            "earns = true\nnext = \"other\"",
            "relationship",
        ),
        (
            "other.toml",
            "earns = true\nnext = \"relationship\"",
            "other",
        ),
    ];
    for (file, next, id) in round {
        let id = format!("id = \"{id}\"");
        let text = survey(&[("earns = true", next), ("id = \"relationship\"", &id)]);
        fs::write(folder.path().join(file), text).unwrap();
    }
    let output = check(folder.path());
    let told = String::from_utf8_lossy(&output.stdout);
    assert!(!output.status.success());
    assert!(
        told.contains("relationship → other → relationship"),
        "{told}"
    );
}
