//! Keyset pagination: a cursor is the opaque form of the last line's key, so pages stay stable while lines are added.

use std::fmt::Write as _;

use contract::Page;
use serde::Serialize;
use serde::de::DeserializeOwned;

use crate::{Error, Result};

const DEFAULT_LIMIT: u32 = 50;
const LARGEST_LIMIT: u32 = 200;

/// Which part of a list is asked for.
#[derive(Clone, Debug, Default)]
pub struct PageRequest {
    /// Brought into 1..=200; absent means 50.
    pub limit: Option<u32>,
    pub cursor: Option<String>,
}

impl PageRequest {
    /// How many lines to read: one more than is shown tells whether a next page exists.
    pub(crate) fn reach(&self) -> u64 {
        u64::from(self.limit()) + 1
    }

    /// The key after which this page begins; none for the first.
    pub(crate) fn after<K: DeserializeOwned>(&self) -> Result<Option<K>> {
        self.cursor.as_deref().map(decode).transpose()
    }

    /// Makes the page of what was read with [`Self::reach`].
    pub(crate) fn page<R, K: Serialize, T>(
        &self,
        mut rows: Vec<R>,
        key: impl Fn(&R) -> K,
        view: impl FnMut(R) -> T,
    ) -> Page<T> {
        let limit = self.limit() as usize;
        let has_more = rows.len() > limit;
        rows.truncate(limit);
        let next_cursor = rows
            .last()
            .filter(|_| has_more)
            .map(|row| encode(&key(row)));
        Page {
            items: rows.into_iter().map(view).collect(),
            next_cursor,
        }
    }

    fn limit(&self) -> u32 {
        self.limit.unwrap_or(DEFAULT_LIMIT).clamp(1, LARGEST_LIMIT)
    }
}

fn encode(key: &impl Serialize) -> String {
    let json = serde_json::to_vec(key).expect("keys are texts, numbers and ids");
    json.iter()
        .fold(String::with_capacity(json.len() * 2), |mut hex, byte| {
            let _ = write!(hex, "{byte:02x}");
            hex
        })
}

fn decode<K: DeserializeOwned>(cursor: &str) -> Result<K> {
    let byte = |pair: &[u8]| {
        let text = std::str::from_utf8(pair).map_err(|_| Error::InvalidCursor)?;
        u8::from_str_radix(text, 16).map_err(|_| Error::InvalidCursor)
    };
    let json = cursor
        .as_bytes()
        .chunks(2)
        .map(byte)
        .collect::<Result<Vec<u8>>>()?;
    serde_json::from_slice(&json).map_err(|_| Error::InvalidCursor)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cursor_comes_back_as_the_key_it_was() {
        let key = ("星野 健太".to_owned(), 7_i64);
        let request = PageRequest {
            limit: None,
            cursor: Some(encode(&key)),
        };
        assert_eq!(request.after::<(String, i64)>().unwrap(), Some(key));
    }

    #[test]
    fn anything_else_is_refused() {
        for wrong in ["", "zz", "7b", "é"] {
            let request = PageRequest {
                limit: None,
                cursor: Some(wrong.to_owned()),
            };
            assert!(
                matches!(request.after::<(String, i64)>(), Err(Error::InvalidCursor)),
                "{wrong}"
            );
        }
    }

    #[test]
    fn the_last_page_has_no_cursor() {
        let request = PageRequest {
            limit: Some(2),
            cursor: None,
        };
        assert!(
            request
                .page(vec![1, 2], |row| *row, |row| row)
                .next_cursor
                .is_none()
        );
        let page = request.page(vec![1, 2, 3], |row| *row, |row| row);
        assert_eq!(page.items, [1, 2]);
        assert!(page.next_cursor.is_some());
    }
}
