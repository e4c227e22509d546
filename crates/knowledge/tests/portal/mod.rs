//! The portal's own articles, read as the server reads them.

use std::fs;
use std::path::{Path, PathBuf};

use knowledge::Library;

pub fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../articles")
}

fn files_below(folder: &Path, prefix: &str) -> Vec<(String, Vec<u8>)> {
    let mut files = Vec::new();
    for entry in fs::read_dir(folder).expect("the folder is there") {
        let entry = entry.expect("it can be read");
        let name = entry.file_name().into_string().expect("names are text");
        let path = if prefix.is_empty() {
            name
        } else {
            format!("{prefix}/{name}")
        };
        if entry.file_type().expect("it has a type").is_dir() {
            files.append(&mut files_below(&entry.path(), &path));
        } else {
            files.push((path, fs::read(entry.path()).expect("it can be read")));
        }
    }
    files
}

pub fn library() -> Library {
    let categories =
        fs::read_to_string(folder().join("categories.toml")).expect("the file is there");
    Library::build(files_below(&folder(), ""), Some(&categories)).unwrap_or_else(|problems| {
        let shown: Vec<_> = problems.iter().map(ToString::to_string).collect();
        panic!("{}", shown.join("\n"))
    })
}
