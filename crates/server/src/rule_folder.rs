//! A folder of rules that people write, one TOML file each: the programme's versions, the surveys. What the rules mean is for
//! those who check them.

use std::path::Path;

use knowledge::{Diagnostic, Severity};

/// A file's name and its text.
pub type File = (String, String);

/// Every TOML file by its name, and a warning for each other file: that it is not `what`, such as "a survey".
pub fn read(folder: &Path, what: &str) -> anyhow::Result<(Vec<File>, Vec<Diagnostic>)> {
    let mut names = Vec::new();
    for entry in std::fs::read_dir(folder)? {
        names.push(entry?.file_name().to_string_lossy().into_owned());
    }
    names.sort();
    let (mut files, mut problems) = (Vec::new(), Vec::new());
    for name in names.into_iter().filter(|name| !name.starts_with('.')) {
        if Path::new(&name).extension().is_none_or(|end| end != "toml") {
            let message = format!("not {what}: their names end in .toml");
            let problem = Diagnostic::of_file(&name, Severity::Warning, "other-file", message);
            problems.push(problem);
            continue;
        }
        match std::fs::read_to_string(folder.join(&name)) {
            Ok(text) => files.push((name, text)),
            Err(error) => {
                let message = format!("cannot be read: {error}");
                let problem = Diagnostic::of_file(&name, Severity::Error, "unreadable", message);
                problems.push(problem);
            }
        }
    }
    Ok((files, problems))
}
