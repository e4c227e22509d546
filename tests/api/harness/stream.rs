//! Server-sent events as a browser reads them.

use std::time::Duration;

use axum::body::BodyDataStream;
use axum::response::Response;
use futures_util::StreamExt;

/// How long a message may take before there is none.
const PATIENCE: Duration = Duration::from_millis(1_500);

/// An open stream of events.
pub struct Stream {
    body: BodyDataStream,
    read: String,
}

#[derive(Debug)]
pub struct Message {
    pub id: String,
    pub data: String,
}

impl Stream {
    pub(super) fn of(response: Response) -> Self {
        assert_eq!(response.headers()["content-type"], "text/event-stream");
        Self {
            body: response.into_body().into_data_stream(),
            read: String::new(),
        }
    }

    /// The next message; none when none comes in time, or the stream has ended.
    pub async fn next(&mut self) -> Option<Message> {
        tokio::time::timeout(PATIENCE, self.message()).await.ok()?
    }

    async fn message(&mut self) -> Option<Message> {
        loop {
            while let Some((block, rest)) = self.read.split_once("\n\n") {
                let (block, rest) = (block.to_owned(), rest.to_owned());
                self.read = rest;
                let field = |name: &str| {
                    let line = block.lines().find_map(|line| line.strip_prefix(name));
                    line.map(|value| value.trim_start().to_owned())
                };
                if let (Some(id), Some(data)) = (field("id:"), field("data:")) {
                    return Some(Message { id, data });
                }
            }
            let bytes = self.body.next().await?.ok()?;
            self.read += std::str::from_utf8(&bytes).unwrap();
        }
    }
}
