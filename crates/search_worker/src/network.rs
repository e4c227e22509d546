//! What the worker asks of the browser: reading from the server, and waiting. Knows addresses and what a failed read means.

use contract::{Locale, SearchIndex};
use js_sys::{ArrayBuffer, Promise, Uint8Array};
use search_worker::Failure;
use wasm_bindgen::JsCast;
use wasm_bindgen_futures::JsFuture;
use web_sys::Response;

/// Why something was not read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Trouble {
    Failed(Failure),
    /// The server has another index by now.
    Outdated,
}

/// Where the reader's indexes begin.
pub async fn index(locale: Locale) -> Result<SearchIndex, Trouble> {
    let bytes = read(&format!("/api/v1/search?locale={locale}")).await?;
    serde_json::from_slice(&bytes).map_err(|_| Trouble::Failed(Failure::Broken))
}

/// A file of one of them.
pub async fn file(name: &str) -> Result<Vec<u8>, Trouble> {
    read(&format!("/api/v1/search/files/{name}")).await
}

/// Waits so many milliseconds.
pub async fn pause(milliseconds: i32) {
    let over = Promise::new(&mut |over, _| {
        // It is refused nowhere that a worker runs; without it there would be no wait, and no harm.
        let _ = crate::scope()
            .set_timeout_with_callback_and_timeout_and_arguments_0(&over, milliseconds);
    });
    let _ = JsFuture::from(over).await;
}

async fn read(address: &str) -> Result<Vec<u8>, Trouble> {
    let lost = |_| Trouble::Failed(Failure::Offline);
    let answer = JsFuture::from(crate::scope().fetch_with_str(address))
        .await
        .map_err(lost)?;
    let answer: Response = answer.unchecked_into();
    match answer.status() {
        200 => {}
        401 => return Err(Trouble::Failed(Failure::SignedOut)),
        404 => return Err(Trouble::Outdated),
        // What stands in front of a server that is gone answers like this.
        502 | 504 => return Err(Trouble::Failed(Failure::Offline)),
        _ => return Err(Trouble::Failed(Failure::Broken)),
    }
    let body = answer.array_buffer().map_err(lost)?;
    let body: ArrayBuffer = JsFuture::from(body).await.map_err(lost)?.unchecked_into();
    Ok(Uint8Array::new(&body).to_vec())
}
