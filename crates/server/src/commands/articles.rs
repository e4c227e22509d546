//! For writers: what is wrong with the articles, before anyone reads them.

use std::path::PathBuf;

use anyhow::bail;
use clap::Subcommand;
use contract::Locale;
use jiff::Timestamp;

use super::report::{Format, Report};
use super::search;
use crate::articles;
use crate::settings::Settings;

#[derive(Debug, Subcommand)]
pub enum ArticlesCommand {
    /// Report everything that is wrong with a folder of articles; only errors fail the command
    Check {
        /// The folder that holds LOCALE/CATEGORY/SLUG.md [default: the setting `articles`]
        folder: Option<PathBuf>,
        /// How the report looks
        #[arg(long, value_enum, default_value_t)]
        format: Format,
    },
    /// Write the search index of a folder's articles in one language
    Index {
        /// The folder that holds LOCALE/CATEGORY/SLUG.md
        folder: PathBuf,
        #[arg(long)]
        locale: Locale,
        /// Where the files go, in a folder named like the language
        #[arg(long)]
        out: PathBuf,
        /// Where the texts go that excerpts are cut from, in a folder named like the language
        #[arg(long)]
        texts: Option<PathBuf>,
    },
    /// Answer the queries of a file from an index, and tell how well
    Search {
        /// What `articles index` wrote
        #[arg(long)]
        index: PathBuf,
        #[arg(long)]
        locale: Locale,
        /// Lines of class, query and expected slug, with tabs between
        #[arg(long)]
        queries: PathBuf,
        /// Every answer as JSON instead of the figures of each class
        #[arg(long)]
        json: bool,
    },
}

pub fn run(settings: &Settings, command: ArticlesCommand) -> anyhow::Result<()> {
    match command {
        ArticlesCommand::Check { folder, format } => {
            let folder = folder.as_deref().unwrap_or(&settings.articles);
            let problems = articles::check(folder, Timestamp::now())?;
            let report = Report::of(problems);
            super::print(&report.render(folder, format)?);
            if report.errors > 0 {
                bail!("the articles have errors and cannot be served");
            }
            Ok(())
        }
        ArticlesCommand::Index {
            folder,
            locale,
            out,
            texts,
        } => search::index(&folder, locale, &out, texts.as_deref()),
        ArticlesCommand::Search {
            index,
            locale,
            queries,
            json,
        } => search::search(&index, locale, &queries, json),
    }
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::*;

    #[test]
    fn reports_to_people_and_to_machines() {
        let folder = tempfile::tempdir().unwrap();
        let start = folder.path().join("en/start");
        std::fs::create_dir_all(&start).unwrap();
        std::fs::write(
            start.join("a.md"),
            "---\ntitle: A\nsummary: B\nupdated: 2026-11-20\nauthor: me\n---\n[b](/kb/start/b)\n",
        )
        .unwrap();
        std::fs::write(start.join("notes.txt"), "x").unwrap();
        let now = "2026-11-22T12:00:00Z".parse().unwrap();
        let report = Report::of(articles::check(folder.path(), now).unwrap());

        assert_eq!((report.errors, report.warnings), (2, 1));
        let text = report.for_people(Path::new("articles"));
        assert!(
            text.starts_with(
                "error[front-matter-field]: there is no field `author`; the fields are title,"
            ),
            "{text}"
        );
        assert!(
            text.contains(
                "\n --> articles/en/start/a.md:5:1\n  |\n5 | author: me\n  | ^\n\nerror[dead-link]: "
            ),
            "{text}"
        );
        assert!(text.ends_with("\n\n2 errors, 1 warning"), "{text}");
        let json = serde_json::to_value(&report).unwrap();
        assert_eq!(json["problems"][0]["file"], "en/start/a.md");
        assert_eq!(json["problems"][0]["line"], 5);
        assert_eq!(json["problems"][0]["severity"], "error");
        assert_eq!(json["problems"][0]["source_line"], "author: me");
    }
}
