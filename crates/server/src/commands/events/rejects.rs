//! What was refused, with its line and the reason, in a file of the same kind beside the first.

use std::fs::File;
use std::io::{BufWriter, Write as _};
use std::path::{Path, PathBuf};

use anyhow::Context;
use csv::StringRecord;
use serde_json::{Value, json};

use super::Row;
use super::source::{OF_REJECTS, Raw};

/// The file is made with the first row that it holds.
pub(super) struct Rejects {
    path: PathBuf,
    header: Option<StringRecord>,
    file: Option<Open>,
}

enum Open {
    Lines(BufWriter<File>),
    Table(Box<csv::Writer<File>>),
}

impl Rejects {
    /// `orders.csv` is refused into `orders.rejected.csv`.
    pub fn beside(file: &Path, header: Option<StringRecord>) -> Self {
        let ending = if header.is_some() { "csv" } else { "jsonl" };
        Self {
            path: file.with_extension(format!("rejected.{ending}")),
            header,
            file: None,
        }
    }

    pub fn path(&self) -> &Path {
        &self.path
    }

    pub fn write(&mut self, row: &Row, reason: &str) -> anyhow::Result<()> {
        if self.file.is_none() {
            self.file = Some(self.open()?);
        }
        match (&mut self.file, &row.raw) {
            (Some(Open::Lines(file)), Raw::Line(text)) => {
                // What is no JSON is kept as the text that it is.
                let event = row.event.clone().unwrap_or_else(|_| json!(text));
                let line: Value = json!({ "line": row.line, "reason": reason, "event": event });
                writeln!(file, "{line}")?;
            }
            (Some(Open::Table(file)), Raw::Record(record)) => {
                // In front, so that a row with too few cells or too many stays as it is and is not sound by accident.
                let header = self.header.clone().unwrap_or_default();
                let is_kept = |place: usize| {
                    let column = header.get(place);
                    column.is_none_or(|column| !OF_REJECTS.contains(&column))
                };
                let cells = record.iter().enumerate();
                let cells = cells.filter(|(place, _)| is_kept(*place));
                let line = row.line.to_string();
                let cells = [line.as_str(), reason]
                    .into_iter()
                    .chain(cells.map(|(_, cell)| cell));
                file.write_record(cells)?;
            }
            _ => {}
        }
        Ok(())
    }

    pub fn finish(self) -> anyhow::Result<()> {
        match self.file {
            Some(Open::Lines(mut file)) => file.flush()?,
            Some(Open::Table(mut file)) => file.flush()?,
            None => {}
        }
        Ok(())
    }

    fn open(&self) -> anyhow::Result<Open> {
        let file = File::create(&self.path)
            .with_context(|| format!("cannot write {}", self.path.display()))?;
        let Some(header) = &self.header else {
            return Ok(Open::Lines(BufWriter::new(file)));
        };
        let mut table = csv::WriterBuilder::new().flexible(true).from_writer(file);
        let columns = header.iter().filter(|column| !OF_REJECTS.contains(column));
        table.write_record(OF_REJECTS.into_iter().chain(columns))?;
        Ok(Open::Table(Box::new(table)))
    }
}
