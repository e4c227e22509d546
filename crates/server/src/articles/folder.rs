//! What lies in a folder of articles: listed first, so that a change shows without reading, then read as far as is needed.
//!
//! Links are followed. Whatever cannot be read becomes a problem with its path, and the rest is read all the same.

use std::collections::BTreeMap;
use std::fs::{self, Metadata};
use std::io::{self, Read};
use std::os::unix::fs::MetadataExt;
use std::path::Path;

use knowledge::{Diagnostic, File, Severity};

const CATEGORIES: &str = "categories.toml";
/// Far more than any list of categories needs.
const LARGEST_CATEGORIES: u64 = 1024 * 1024;

/// Every file below a folder with what changes when the file does. Two listings are equal when nothing has changed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Listing {
    files: BTreeMap<String, Stamp>,
    problems: Vec<Diagnostic>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Stamp {
    device: u64,
    inode: u64,
    length: u64,
    modified: (i64, i64),
    changed: (i64, i64),
}

impl From<&Metadata> for Stamp {
    fn from(metadata: &Metadata) -> Self {
        Self {
            device: metadata.dev(),
            inode: metadata.ino(),
            length: metadata.len(),
            modified: (metadata.mtime(), metadata.mtime_nsec()),
            changed: (metadata.ctime(), metadata.ctime_nsec()),
        }
    }
}

/// The files with their beginnings, as far as the knowledge base looks at them.
#[derive(Debug)]
pub struct Contents {
    pub files: Vec<File>,
    pub categories: Option<String>,
    pub problems: Vec<Diagnostic>,
}

impl Listing {
    /// Fails only when the folder itself cannot be read.
    pub fn of(folder: &Path) -> io::Result<Self> {
        let mut listing = Self {
            files: BTreeMap::new(),
            problems: Vec::new(),
        };
        let top = fs::metadata(folder)?;
        listing.add_folder(folder, "", &[(top.dev(), top.ino())])?;
        listing
            .problems
            .sort_by(|one, other| one.file.cmp(&other.file));
        Ok(listing)
    }

    /// Reads every file, none further than needed.
    pub fn read(&self, folder: &Path) -> Contents {
        let mut contents = Contents {
            files: Vec::with_capacity(self.files.len()),
            categories: None,
            problems: self.problems.clone(),
        };
        for (path, stamp) in &self.files {
            let outcome = if path == CATEGORIES {
                read_categories(&folder.join(path)).map(|text| contents.categories = Some(text))
            } else {
                read_beginning(folder, path, stamp.length).map(|file| contents.files.push(file))
            };
            if let Err(error) = outcome {
                contents.problems.push(unreadable(path, &error));
            }
        }
        contents
    }

    /// `above` are the folders on the way here: a link back to one of them would have no end.
    fn add_folder(&mut self, folder: &Path, prefix: &str, above: &[(u64, u64)]) -> io::Result<()> {
        for entry in fs::read_dir(folder)? {
            let entry = entry?;
            let name = entry.file_name();
            let Some(name) = name.to_str() else {
                let path = format!("{prefix}{}", name.to_string_lossy());
                self.refuse(&path, "file-name", "the name is not UTF-8");
                continue;
            };
            if name.starts_with('.') {
                continue;
            }
            let path = format!("{prefix}{name}");
            if let Err(error) = self.add(&entry.path(), &path, above) {
                self.problems.push(unreadable(&path, &error));
            }
        }
        Ok(())
    }

    fn add(&mut self, place: &Path, path: &str, above: &[(u64, u64)]) -> io::Result<()> {
        let metadata = fs::metadata(place)?;
        if metadata.is_file() {
            self.files.insert(path.to_owned(), (&metadata).into());
        } else if !metadata.is_dir() {
            self.refuse(path, "not-a-file", "this is neither a file nor a folder");
        } else if above.contains(&(metadata.dev(), metadata.ino())) {
            self.refuse(
                path,
                "link-cycle",
                "this link leads back to a folder above it",
            );
        } else {
            let above = [above, &[(metadata.dev(), metadata.ino())]].concat();
            self.add_folder(place, &format!("{path}/"), &above)?;
        }
        Ok(())
    }

    fn refuse(&mut self, path: &str, code: &'static str, message: &str) {
        self.problems
            .push(Diagnostic::of_file(path, Severity::Error, code, message));
    }
}

fn read_beginning(folder: &Path, path: &str, length: u64) -> io::Result<File> {
    let wanted = File::bytes_wanted(path) as u64;
    let mut bytes = Vec::new();
    // What is too long is refused by its length; only the beginning of a medium says something.
    let is_looked_at = wanted > 0 && (length <= wanted || path.starts_with("media/"));
    if is_looked_at {
        fs::File::open(folder.join(path))?
            .take(wanted)
            .read_to_end(&mut bytes)?;
    }
    Ok(File {
        path: path.to_owned(),
        bytes,
        length,
    })
}

fn read_categories(path: &Path) -> io::Result<String> {
    let file = fs::File::open(path)?;
    if file.metadata()?.len() > LARGEST_CATEGORIES {
        return Err(io::Error::other("the file is far too long"));
    }
    let mut text = String::new();
    file.take(LARGEST_CATEGORIES).read_to_string(&mut text)?;
    Ok(text)
}

fn unreadable(path: &str, error: &io::Error) -> Diagnostic {
    let message = format!("cannot read this: {error}");
    Diagnostic::of_file(path, Severity::Error, "unreadable", message)
}

#[cfg(test)]
mod tests {
    use std::os::unix::fs::symlink;

    use super::*;

    fn problems(folder: &Path) -> Vec<String> {
        let contents = Listing::of(folder).unwrap().read(folder);
        contents
            .problems
            .iter()
            .map(|problem| format!("{} {}", problem.file, problem.code))
            .collect()
    }

    #[test]
    fn reads_no_more_than_needed() {
        let folder = tempfile::tempdir().unwrap();
        let root = folder.path();
        fs::create_dir_all(root.join("en/start")).unwrap();
        fs::create_dir_all(root.join("media")).unwrap();
        fs::create_dir_all(root.join(".git")).unwrap();
        fs::write(root.join(".git/config"), "x").unwrap();
        fs::write(root.join("categories.toml"), "[start]\n").unwrap();
        fs::write(root.join("synonyms.toml"), "en = []\n").unwrap();
        fs::write(root.join("en/start/a.md"), "text").unwrap();
        fs::write(root.join("en/start/notes.txt"), "text").unwrap();
        for (path, length) in [
            ("en/start/long.md", 50 << 20),
            ("media/a.png", 1 << 20),
            ("media/tour.mp4", 500 << 20),
        ] {
            // A hole on the disk: as long as it says, and written at once.
            fs::File::create(root.join(path))
                .unwrap()
                .set_len(length)
                .unwrap();
        }
        let contents = Listing::of(root).unwrap().read(root);
        let read: Vec<_> = contents
            .files
            .iter()
            .map(|file| (file.path.as_str(), file.bytes.len(), file.length))
            .collect();
        assert_eq!(
            read,
            [
                ("en/start/a.md", 4, 4),
                ("en/start/long.md", 0, 50 << 20),
                ("en/start/notes.txt", 0, 4),
                ("media/a.png", 256 << 10, 1 << 20),
                ("media/tour.mp4", 256 << 10, 500 << 20),
                ("synonyms.toml", 8, 8),
            ]
        );
        assert_eq!(contents.categories.as_deref(), Some("[start]\n"));
        assert_eq!(contents.problems, []);
    }

    #[test]
    fn names_what_cannot_be_read_and_goes_on() {
        let folder = tempfile::tempdir().unwrap();
        let root = folder.path();
        fs::create_dir_all(root.join("en/start")).unwrap();
        fs::write(root.join("en/start/a.md"), "text").unwrap();
        fs::write(root.join("categories.toml"), b"\xff").unwrap();
        symlink("nowhere", root.join("en/start/gone.md")).unwrap();
        symlink("..", root.join("en/loop")).unwrap();
        let _socket = std::os::unix::net::UnixListener::bind(root.join("en/socket.md")).unwrap();

        assert_eq!(
            problems(root),
            [
                "en/loop link-cycle",
                "en/socket.md not-a-file",
                "en/start/gone.md unreadable",
                "categories.toml unreadable",
            ]
        );
        assert!(Listing::of(&root.join("none")).is_err());
    }

    #[test]
    fn differs_when_a_file_does() {
        let folder = tempfile::tempdir().unwrap();
        let root = folder.path();
        fs::write(root.join("a.md"), "one").unwrap();
        let before = Listing::of(root).unwrap();
        assert_eq!(Listing::of(root).unwrap(), before);
        fs::write(root.join("b.md"), "two").unwrap();
        fs::rename(root.join("b.md"), root.join("a.md")).unwrap();
        assert_ne!(Listing::of(root).unwrap(), before);
    }
}
