//! An open page of the board as the server sees it: a connection that listens to server-sent events.

use anyhow::{Context as _, Result, bail, ensure};
use std::{
    io::{BufRead as _, BufReader, Write as _},
    net::TcpStream,
    time::Duration,
};

const LIVE: &str = "/api/v1/board/live";
/// A page that hears nothing for so long has missed something.
const PATIENCE: Duration = Duration::from_secs(10);

/// A connection that listens to the board.
pub struct Page {
    connection: BufReader<TcpStream>,
    /// The id of the last event that it heard.
    pub known: String,
}

impl Page {
    /// Listens to what comes after the event that is known, or from now on.
    pub fn open(origin: &str, cookie: &str, known: &str) -> Result<Self> {
        let host = origin.strip_prefix("http://").context("an address")?;
        let mut connection = TcpStream::connect(host)?;
        connection.set_read_timeout(Some(PATIENCE))?;
        let last = match known {
            "" => String::new(),
            known => format!("Last-Event-ID: {known}\r\n"),
        };
        let request = format!(
            "GET {LIVE} HTTP/1.1\r\nHost: {host}\r\nCookie: {cookie}\r\nAccept: text/event-stream\r\n{last}\r\n"
        );
        connection.write_all(request.as_bytes())?;
        let mut page = Self {
            connection: BufReader::new(connection),
            known: known.to_owned(),
        };
        let status = page.line()?;
        ensure!(status.contains(" 200 "), "{LIVE} answered {status}");
        while !page.line()?.starts_with(": open") {}
        Ok(page)
    }

    /// Waits for the next message.
    pub fn hear(&mut self) -> Result<()> {
        let (mut id, mut data) = (None, None);
        loop {
            let line = self.line()?;
            if let Some(text) = line.strip_prefix("id:") {
                id = Some(text.trim().to_owned());
            } else if let Some(text) = line.strip_prefix("data:") {
                data = Some(text.trim().to_owned());
            }
            if let (Some(id), Some(data)) = (&id, &data) {
                ensure!(data == "\"points\"", "told {data} instead of points");
                ensure!(*id != self.known, "told of {id} twice");
                self.known.clone_from(id);
                return Ok(());
            }
        }
    }

    fn line(&mut self) -> Result<String> {
        let mut line = String::new();
        let read = self
            .connection
            .read_line(&mut line)
            .context("a page heard nothing")?;
        if read == 0 {
            bail!("the server ended the connection of a page");
        }
        Ok(line)
    }
}
