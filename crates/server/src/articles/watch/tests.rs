use std::fs;
use std::os::unix::fs::symlink;

use contract::{Locale, Tier};
use jiff::Timestamp;
use knowledge::Reader;
use tempfile::TempDir;

use super::*;

/// Far longer than any of this takes.
const DEADLINE: Duration = Duration::from_secs(30);

fn article(title: &str) -> String {
    format!("---\ntitle: {title}\nsummary: B\nupdated: 2026-11-20\n---\nText.\n")
}

fn write(folder: &Path, name: &str, text: &str) {
    let path = folder.join("en/start").join(name);
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    fs::write(path, text).unwrap();
}

fn titles(library: &Library) -> Vec<String> {
    let reader = Reader {
        persona: None,
        tier: Tier::Gold,
        account: None,
        is_staff: true,
    };
    library
        .newest(100, Locale::En, &reader, Timestamp::now())
        .into_iter()
        .map(|article| article.title)
        .collect()
}

/// A folder that is watched, and what the watch told.
struct Watched {
    outcomes: Receiver<Result<Vec<String>, String>>,
    _watch: Watch,
}

impl Watched {
    fn start(folder: &Path, takes_notices: bool) -> Self {
        let (sender, outcomes) = channel();
        let (_, listing) = super::super::load(folder).unwrap();
        let on_change = move |outcome: anyhow::Result<Library>| {
            let outcome = outcome
                .map(|library| titles(&library))
                .map_err(|error| format!("{error:#}"));
            let _ = sender.send(outcome);
        };
        let watch = start(folder, listing, takes_notices, on_change).unwrap();
        Self {
            outcomes,
            _watch: watch,
        }
    }

    /// Waits until the watch has told this; what is half written may be told before.
    #[track_caller]
    fn until(&self, is_it: impl Fn(&Result<Vec<String>, String>) -> bool) {
        let end = Instant::now() + DEADLINE;
        let mut told = Vec::new();
        while let Ok(outcome) = self
            .outcomes
            .recv_timeout(end.saturating_duration_since(Instant::now()))
        {
            if is_it(&outcome) {
                return;
            }
            told.push(outcome);
        }
        panic!("only this was told: {told:?}");
    }

    #[track_caller]
    fn until_titles(&self, titles: &[&str]) {
        self.until(|outcome| outcome.as_ref().is_ok_and(|found| found == titles));
    }

    #[track_caller]
    fn until_error(&self, words: &str) {
        self.until(|outcome| outcome.as_ref().is_err_and(|error| error.contains(words)));
    }
}

fn folder() -> (TempDir, PathBuf) {
    let temporary = tempfile::tempdir().unwrap();
    let folder = temporary.path().join("articles");
    write(&folder, "a.md", &article("One"));
    (temporary, folder)
}

#[test]
fn brings_each_new_set_and_says_what_is_wrong() {
    let (_temporary, folder) = folder();
    let watched = Watched::start(&folder, true);
    write(&folder, "a.md", &article("Two"));
    watched.until_titles(&["Two"]);
    write(&folder, "b.md", "---\ntitle: [\n---\n");
    watched.until_error("en/start/b.md:");
    write(&folder, "b.md", &article("Beside"));
    watched.until_titles(&["Two", "Beside"]);
    fs::create_dir_all(folder.join("en/later")).unwrap();
    fs::write(folder.join("en/later/c.md"), article("Later")).unwrap();
    watched.until_titles(&["Later", "Two", "Beside"]);
}

#[test]
fn outlives_a_folder_that_goes_and_comes_back() {
    let (temporary, folder) = folder();
    let watched = Watched::start(&folder, true);
    let aside = temporary.path().join("aside");
    fs::rename(&folder, &aside).unwrap();
    watched.until_error("cannot read the articles");
    fs::create_dir(&folder).unwrap();
    watched.until_error("holds no article");
    fs::remove_dir(&folder).unwrap();
    watched.until_error("cannot read the articles");
    fs::rename(&aside, &folder).unwrap();
    watched.until_titles(&["One"]);
    write(&folder, "a.md", &article("Two"));
    watched.until_titles(&["Two"]);
}

#[test]
fn follows_a_link_that_is_swapped() {
    let temporary = tempfile::tempdir().unwrap();
    let root = temporary.path();
    for (revision, title) in [("one", "One"), ("two", "Two")] {
        write(
            &root.join(revision).join("articles"),
            "a.md",
            &article(title),
        );
    }
    symlink("one", root.join("current")).unwrap();
    let watched = Watched::start(&root.join("current/articles"), true);
    symlink("two", root.join("next")).unwrap();
    fs::rename(root.join("next"), root.join("current")).unwrap();
    watched.until_titles(&["Two"]);
    fs::remove_dir_all(root.join("one")).unwrap();
    write(&root.join("two/articles"), "a.md", &article("Three"));
    watched.until_titles(&["Three"]);
}

#[test]
fn sees_changes_without_notices() {
    let (_temporary, folder) = folder();
    let watched = Watched::start(&folder, false);
    write(&folder, "a.md", &article("Two"));
    watched.until_titles(&["Two"]);
}

#[test]
fn refuses_a_long_file_by_its_length() {
    let (_temporary, folder) = folder();
    let watched = Watched::start(&folder, true);
    let long = fs::File::create(folder.join("en/start/long.md")).unwrap();
    long.set_len(50 << 20).unwrap();
    watched.until_error("too-large");
    fs::remove_file(folder.join("en/start/long.md")).unwrap();
    watched.until_titles(&["One"]);
}

#[test]
fn knows_the_links_on_the_way() {
    let temporary = tempfile::tempdir().unwrap();
    let root = temporary.path();
    fs::create_dir_all(root.join("one/articles")).unwrap();
    symlink("one", root.join("current")).unwrap();
    let folder = root.join("current/articles");
    assert_eq!(doors(&folder), [folder.clone(), root.join("current")]);
}
