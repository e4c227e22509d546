//! Reads the files of surveys and tells every mistake at once: in each by itself, and in what they name of each other.

use std::collections::BTreeMap;

use diagnostic::{Diagnostic, Source};
use rule_file::read_file;

use super::read::read_survey;
use super::{Survey, Surveys};

/// The survey, unless there is an error; and all that is wrong or deserves attention, in the order of the file.
///
/// `file` is the path below the folder of surveys, such as `relationship.toml`. Whether the survey it names as next is there
/// only [`check_all`] can tell.
pub fn check(file: &str, text: &str) -> (Option<Survey>, Vec<Diagnostic>) {
    let (read, problems) = read_file(file, text, |fields| read_survey(file, fields));
    (read.map(|(survey, _)| survey), problems)
}

/// All surveys, unless there is an error in any; and all that is wrong or deserves attention, file by file. `files` are names
/// with texts.
pub fn check_all(files: &[(String, String)]) -> (Option<Surveys>, Vec<Diagnostic>) {
    let mut problems = Vec::new();
    let mut surveys = BTreeMap::new();
    let mut places = BTreeMap::new();
    for (file, text) in files {
        let (read, found) = read_file(file, text, |fields| read_survey(file, fields));
        problems.extend(found);
        if let Some((survey, place)) = read {
            places.insert(survey.id.clone(), (Source { file, text }, place));
            surveys.insert(survey.id.clone(), survey);
        }
    }
    let names: Vec<&str> = files.iter().map(|(file, _)| stem(file)).collect();
    for (id, (source, place)) in &places {
        let next = surveys.get(id).and_then(|survey| survey.next.as_deref());
        let Some(next) = next else { continue };
        // A survey whose own file is broken is there, and what it says is told where it is broken.
        if !names.contains(&next) {
            let message = format!("there is no survey `{}`", rule_file::shortened(next));
            problems.push(source.error(*place, "unknown-survey", message));
        } else if let Some(way) = way_back(&surveys, id) {
            let message = format!("the surveys go round in a circle: {}", way.join(" → "));
            problems.push(source.error(*place, "cycle", message));
        } else if asks_openly_after_anonymous(&surveys, id, next) {
            let message = format!(
                "`{next}` and `{id}` are answered in one sitting: both are anonymous, or none is"
            );
            problems.push(source.error(*place, "not-anonymous", message));
        }
    }
    let has_error = problems.iter().any(Diagnostic::is_error);
    ((!has_error).then_some(Surveys(surveys)), problems)
}

fn stem(file: &str) -> &str {
    let name = file.rsplit('/').next().unwrap_or(file);
    name.strip_suffix(".toml").unwrap_or(name)
}

/// The way from a survey to itself.
fn way_back<'s>(surveys: &'s BTreeMap<String, Survey>, start: &'s str) -> Option<Vec<&'s str>> {
    let mut way = vec![start];
    let mut at = start;
    while let Some(next) = surveys.get(at).and_then(|survey| survey.next.as_deref()) {
        if next == start {
            way.push(next);
            return Some(way);
        }
        // A circle further on is reported where it closes.
        if way.contains(&next) {
            return None;
        }
        way.push(next);
        at = next;
    }
    None
}

/// An answer with a name, given a moment after one without, would tell whose that was.
fn asks_openly_after_anonymous(surveys: &BTreeMap<String, Survey>, id: &str, next: &str) -> bool {
    let is_anonymous = |id: &str| surveys.get(id).map(|survey| survey.is_anonymous);
    matches!((is_anonymous(id), is_anonymous(next)), (Some(one), Some(other)) if one != other)
}

#[cfg(test)]
mod tests;
