//! Events in a file, one after the other: a table with a header, or one JSON object a line.

use std::fs::File;
use std::io::{BufRead as _, BufReader};
use std::path::Path;

use anyhow::{Context, bail, ensure};
use csv::{ByteRecord, StringRecord};
use serde_json::{Map, Value, json};

/// Columns that are attributes of the event, by their own names.
const ATTRIBUTES: [&str; 7] = [
    "id", "source", "type", "time", "account", "member", "subject",
];
/// Columns that are part of its data. `data` is a JSON object with whatever else there is.
const OF_DATA: [&str; 4] = ["amount", "currency", "reverses", "data"];
/// Columns of a file of refused rows, so that a mended one can be imported as it is.
pub(super) const OF_REJECTS: [&str; 2] = ["line", "reason"];
const NEEDED: [&str; 4] = ["id", "source", "type", "account"];

pub(super) enum Source {
    Lines {
        reader: BufReader<File>,
        line: u64,
        read: u64,
        bytes: u64,
    },
    Table {
        reader: Box<csv::Reader<File>>,
        header: StringRecord,
        bytes: u64,
    },
}

/// One row as it stands in the file, and the event that it is or why it is none.
pub(super) struct Row {
    /// From 1, the header of a table included.
    pub line: u64,
    pub event: Result<Value, String>,
    pub raw: Raw,
}

pub(super) enum Raw {
    Line(String),
    Record(StringRecord),
}

impl Source {
    /// The kind of file follows from its ending.
    pub fn open(file: &Path) -> anyhow::Result<Self> {
        let ending = file.extension().and_then(|ending| ending.to_str());
        let opened = File::open(file).with_context(|| format!("cannot open {}", file.display()))?;
        let bytes = opened.metadata()?.len();
        match ending.map(str::to_ascii_lowercase).as_deref() {
            Some("jsonl") => Ok(Self::Lines {
                reader: BufReader::new(opened),
                line: 0,
                read: 0,
                bytes,
            }),
            Some("csv") => {
                let mut reader = csv::ReaderBuilder::new().flexible(true).from_reader(opened);
                let header = reader.headers().context("the header cannot be read")?;
                let header: StringRecord = header.iter().map(str::trim).collect();
                check(&header)?;
                let reader = Box::new(reader);
                Ok(Self::Table {
                    reader,
                    header,
                    bytes,
                })
            }
            _ => bail!("{} ends neither in .jsonl nor in .csv", file.display()),
        }
    }

    pub fn header(&self) -> Option<StringRecord> {
        match self {
            Self::Lines { .. } => None,
            Self::Table { header, .. } => Some(header.clone()),
        }
    }

    pub const fn bytes(&self) -> u64 {
        match self {
            Self::Lines { bytes, .. } | Self::Table { bytes, .. } => *bytes,
        }
    }

    pub fn read_bytes(&self) -> u64 {
        match self {
            Self::Lines { read, .. } => *read,
            Self::Table { reader, .. } => reader.position().byte(),
        }
    }

    /// The next row that is not empty.
    pub fn next(&mut self) -> anyhow::Result<Option<Row>> {
        match self {
            Self::Lines {
                reader, line, read, ..
            } => loop {
                let mut bytes = Vec::new();
                let count = reader.read_until(b'\n', &mut bytes)?;
                if count == 0 {
                    return Ok(None);
                }
                *line += 1;
                *read += u64::try_from(count)?;
                let row = of_line(*line, &bytes);
                if !matches!(&row.raw, Raw::Line(text) if text.is_empty()) {
                    return Ok(Some(row));
                }
            },
            Self::Table { reader, header, .. } => {
                let mut record = ByteRecord::new();
                if !reader.read_byte_record(&mut record)? {
                    return Ok(None);
                }
                Ok(Some(of_record(header, record)))
            }
        }
    }
}

/// A column that is not known would be lost silently, a missing one would refuse every row.
fn check(header: &StringRecord) -> anyhow::Result<()> {
    for column in header {
        let is_known = [ATTRIBUTES.as_slice(), &OF_DATA, &OF_REJECTS]
            .concat()
            .contains(&column);
        ensure!(is_known, "the column {column:?} is not known");
        let times = header.iter().filter(|other| *other == column).count();
        ensure!(
            times == 1,
            "the column {column:?} stands there {times} times"
        );
    }
    for column in NEEDED {
        let is_there = header.iter().any(|known| known == column);
        ensure!(is_there, "the column {column:?} is missing");
    }
    Ok(())
}

fn of_line(line: u64, bytes: &[u8]) -> Row {
    let text = String::from_utf8_lossy(bytes);
    let text = text.trim_start_matches('\u{feff}').trim();
    let event = match std::str::from_utf8(bytes) {
        Ok(_) => serde_json::from_str(text).map_err(|error| format!("no JSON: {error}")),
        Err(_) => Err("not UTF-8".to_owned()),
    };
    Row {
        line,
        event,
        raw: Raw::Line(text.to_owned()),
    }
}

fn of_record(header: &StringRecord, record: ByteRecord) -> Row {
    let line = record.position().map_or(0, csv::Position::line);
    let is_text = record.iter().all(|cell| std::str::from_utf8(cell).is_ok());
    let record = StringRecord::from_byte_record_lossy(record);
    let event = if !is_text {
        Err("not UTF-8".to_owned())
    } else if record.len() == header.len() {
        event(header, &record)
    } else {
        let (have, need) = (record.len(), header.len());
        Err(format!("{have} columns instead of {need}"))
    };
    Row {
        line,
        event,
        raw: Raw::Record(record),
    }
}

/// An empty cell is an attribute that is not there.
fn event(header: &StringRecord, record: &StringRecord) -> Result<Value, String> {
    let cells = header.iter().zip(record.iter().map(str::trim));
    let cells: Vec<(&str, &str)> = cells.filter(|(_, cell)| !cell.is_empty()).collect();
    let mut event = Map::from_iter([("specversion".to_owned(), json!("1.0"))]);
    let mut data = Map::new();
    if let Some((_, text)) = cells.iter().find(|(column, _)| *column == "data") {
        let object = serde_json::from_str(text);
        data = object.map_err(|error| format!("/data no JSON object: {error}"))?;
    }
    for (column, cell) in cells {
        if ATTRIBUTES.contains(&column) {
            event.insert(column.to_owned(), json!(cell));
        } else if column == "amount" {
            // What is no whole number is handed on as it stands, for the complaint about it to be the usual one.
            let amount = serde_json::from_str::<Value>(cell);
            let amount = amount.ok().filter(Value::is_number);
            data.insert(column.to_owned(), amount.unwrap_or_else(|| json!(cell)));
        } else if matches!(column, "currency" | "reverses") {
            data.insert(column.to_owned(), json!(cell));
        }
    }
    if !data.is_empty() {
        event.insert("data".to_owned(), Value::Object(data));
    }
    Ok(Value::Object(event))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_row_is_an_event() {
        let header = StringRecord::from(vec!["id", "type", "amount", "currency", "data", "line"]);
        let cells = vec![
            "7",
            "purchase.completed",
            "100",
            "EUR",
            "{\"region\":\"north\"}",
            "3",
        ];
        let read = event(&header, &StringRecord::from(cells)).unwrap();
        let data = json!({ "amount": 100, "currency": "EUR", "region": "north" });
        let expected =
            json!({ "specversion": "1.0", "id": "7", "type": "purchase.completed", "data": data });
        assert_eq!(read, expected);
    }

    #[test]
    fn a_header_with_a_slip_is_refused() {
        let header = |names: &[&str]| check(&StringRecord::from(names.to_vec()));
        assert!(header(&["id", "source", "type", "account", "line", "reason"]).is_ok());
        assert!(header(&["id", "source", "type", "account", "acount"]).is_err());
        assert!(header(&["id", "source", "type"]).is_err());
        assert!(header(&["id", "id", "source", "type", "account"]).is_err());
    }
}
