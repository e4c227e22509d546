//! Rules of this repository that no compiler checks: sizes of files, who may depend on whom, documents that name what exists,
//! versions that are written in two places.

use std::{
    fs,
    path::{Path, PathBuf},
    process::Command,
};
use toml::{Table, Value};

/// The most lines that a Rust file may have. Far below it, a second concept is a reason to part it.
const LONGEST_FILE: usize = 400;

/// What a crate may use of this workspace. Dependencies point inward: a pure crate uses none that does I/O.
const MAY_USE: [(&str, &[&str]); 11] = [
    (
        "kizuna",
        &[
            "contract",
            "knowledge",
            "loyalty",
            "search_worker",
            "survey",
        ],
    ),
    ("search_worker", &["contract", "knowledge"]),
    ("contract", &[]),
    ("diagnostic", &[]),
    ("knowledge", &["contract", "diagnostic"]),
    ("rule_file", &["contract", "diagnostic"]),
    ("loyalty", &["contract", "diagnostic", "rule_file"]),
    ("survey", &["contract", "diagnostic", "rule_file"]),
    ("storage", &["contract", "loyalty", "survey"]),
    (
        "server",
        &["contract", "knowledge", "loyalty", "storage", "survey"],
    ),
    ("xtask", &[]),
];

#[test]
fn no_rust_file_is_too_long() {
    let too_long: Vec<String> = tracked_files()
        .into_iter()
        .filter(|file| file.extension().is_some_and(|extension| extension == "rs"))
        .filter_map(|file| {
            let lines = fs::read_to_string(root().join(&file)).ok()?.lines().count();
            (lines > LONGEST_FILE).then(|| format!("{} has {lines} lines", file.display()))
        })
        .collect();
    assert!(
        too_long.is_empty(),
        "at most {LONGEST_FILE} lines:\n{}",
        too_long.join("\n")
    );
}

#[test]
fn dependencies_point_inward() {
    let members = members();
    for (name, manifest) in &members {
        let allowed = MAY_USE
            .iter()
            .find(|(crate_name, _)| crate_name == name)
            .map_or_else(
                || panic!("say in this test what the crate {name} may use"),
                |(_, allowed)| *allowed,
            );
        for used in dependencies(manifest) {
            let is_ours = members.iter().any(|(other, _)| *other == used);
            assert!(
                !is_ours || allowed.contains(&used.as_str()),
                "{name} must not use {used}"
            );
        }
    }
}

#[test]
fn documents_name_what_exists() {
    let mut missing = Vec::new();
    for file in tracked_files() {
        let is_document = file.extension().is_some_and(|extension| extension == "md")
            && !file.starts_with("articles")
            && file != Path::new("CHANGELOG.md");
        if !is_document {
            continue;
        }
        let text = fs::read_to_string(root().join(&file)).expect("a tracked file can be read");
        for path in named_paths(&text) {
            let beside = file.parent().unwrap_or(Path::new("")).join(&path);
            if !root().join(&path).exists() && !root().join(beside).exists() {
                missing.push(format!("{}: {path}", file.display()));
            }
        }
    }
    assert!(
        missing.is_empty(),
        "these are not there:\n{}",
        missing.join("\n")
    );
}

#[test]
fn trunk_uses_the_versions_that_are_installed() {
    let tools = read_toml("Trunk.toml")["tools"].clone();
    let lock = read_toml("Cargo.lock");
    let bindgen = lock["package"]
        .as_array()
        .and_then(|packages| {
            packages
                .iter()
                .find(|package| package["name"].as_str() == Some("wasm-bindgen"))
        })
        .expect("the app uses wasm-bindgen");
    assert_eq!(tools["wasm_bindgen"], bindgen["version"]);

    let npm = fs::read_to_string(root().join("xtask/tools/package.json")).unwrap();
    let npm: serde_json::Value = serde_json::from_str(&npm).unwrap();
    let binaryen = npm["dependencies"]["binaryen"].as_str().unwrap();
    let release = binaryen.split('.').next().unwrap();
    assert_eq!(
        tools["wasm_opt"].as_str(),
        Some(format!("version_{release}").as_str())
    );
}

#[test]
fn lock_files_name_no_registry() {
    for file in tracked_files()
        .iter()
        .filter(|file| file.ends_with("package-lock.json"))
    {
        let text = fs::read_to_string(root().join(file)).unwrap();
        assert!(
            !text.contains("\"resolved\""),
            "{}: keep the .npmrc beside it",
            file.display()
        );
    }
}

#[test]
fn paths_are_found_in_documents_and_other_words_are_not() {
    let text = "See [the map](docs/ARCHITECTURE.md#map), `crates/server/src/main.rs`, `cargo test`, `/api/v1`,\n\
                `LOCALE/CATEGORY/SLUG.md`, `src/…/page.rs`, `target/screens/`, https://example.com/a/b and\n\
                ```\nfenced/code.rs\n```\n`style/`.";
    assert_eq!(
        named_paths(text),
        [
            "docs/ARCHITECTURE.md",
            "crates/server/src/main.rs",
            "style/"
        ]
    );
}

/// Relative paths in links and in code spans, outside fenced code.
///
/// What is made (`target/`, `var/`), a pattern (`CAPITALS`, `*`, `{}`, `…`) or part of the site (a leading `/`) is not looked for.
fn named_paths(text: &str) -> Vec<String> {
    let mut found = Vec::new();
    for (block, prose) in text.split("```").enumerate() {
        if block % 2 == 1 {
            continue;
        }
        let links = prose
            .split("](")
            .skip(1)
            .filter_map(|rest| rest.split(')').next());
        let spans = prose
            .split('`')
            .skip(1)
            .step_by(2)
            .filter(|span| span.contains('/'));
        for candidate in links.chain(spans) {
            let path = candidate.split('#').next().unwrap_or_default();
            if is_path(path) {
                found.push(path.to_owned());
            }
        }
    }
    found
}

fn is_path(text: &str) -> bool {
    let made = [
        "target",
        "var",
        "..",
        "node_modules",
        "~",
        "http:",
        "https:",
        "mailto:",
    ];
    let first = text.split('/').next().unwrap_or_default();
    let is_pattern = text.split(['/', '.', '-', '_']).any(|part| {
        part.len() > 1
            && part.chars().all(|c| c.is_ascii_uppercase())
            && !KNOWN_CAPITALS.contains(&part)
    });
    !text.is_empty()
        && !text.starts_with('/')
        && !made.contains(&first)
        && !is_pattern
        && text
            .chars()
            .all(|c| c.is_ascii_alphanumeric() || "/._-".contains(c))
}

/// Words in capitals that stand for themselves in names of files.
const KNOWN_CAPITALS: [&str; 8] = [
    "ARCHITECTURE",
    "OPERATIONS",
    "README",
    "CHANGELOG",
    "CONTRIBUTING",
    "LICENSE",
    "API",
    "MIT",
];

fn members() -> Vec<(String, Table)> {
    let mut folders = vec![root().to_owned(), root().join("xtask")];
    let crates = fs::read_dir(root().join("crates")).expect("there are crates");
    folders.extend(crates.map(|entry| entry.expect("the folder can be read").path()));
    folders
        .into_iter()
        .filter(|folder| folder.join("Cargo.toml").exists())
        .map(|folder| {
            let manifest = read_toml(folder.join("Cargo.toml"));
            let name = manifest["package"]["name"]
                .as_str()
                .expect("a package has a name")
                .to_owned();
            (name, manifest)
        })
        .collect()
}

fn dependencies(manifest: &Table) -> Vec<String> {
    ["dependencies", "build-dependencies"]
        .iter()
        .filter_map(|kind| manifest.get(*kind).and_then(Value::as_table))
        .flat_map(|table| table.keys().cloned())
        .collect()
}

fn read_toml(path: impl AsRef<Path>) -> Table {
    let path = root().join(path);
    let text =
        fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    text.parse()
        .unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

/// Files that git knows, so that what a build leaves behind is never looked at.
fn tracked_files() -> Vec<PathBuf> {
    let output = Command::new("git")
        .args(["ls-files", "-z"])
        .current_dir(root())
        .output()
        .expect("git is there, since the checkout is");
    String::from_utf8_lossy(&output.stdout)
        .split('\0')
        .filter(|name| !name.is_empty())
        .map(PathBuf::from)
        .filter(|file| root().join(file).exists())
        .collect()
}

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .parent()
        .expect("xtask is a folder of the workspace")
}
