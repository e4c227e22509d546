//! One file below the folder of articles, as it is handed in: perhaps only its beginning.
//!
//! It must not read anything itself; it says how much of a file is worth reading.

use crate::{article, media, synonyms};

/// A file, or the beginning of one that is longer than what is looked at.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct File {
    /// Below the folder of articles, with `/` between its parts.
    pub path: String,
    pub bytes: Vec<u8>,
    /// Of the whole file, in bytes.
    pub length: u64,
}

impl File {
    /// How many bytes of the file at this path the library looks at. More than that need not be read, however long it is.
    pub fn bytes_wanted(path: &str) -> usize {
        if path.starts_with(media::FOLDER) {
            media::HEAD_BYTES
        } else if path.strip_suffix(".md").is_some() {
            article::MAX_BYTES
        } else if path == synonyms::FILE {
            synonyms::MAX_BYTES
        } else {
            0
        }
    }

    pub(crate) fn is_hidden(&self) -> bool {
        self.path.split('/').any(|part| part.starts_with('.'))
    }
}

/// A file that was read whole.
impl<P: Into<String>, B: Into<Vec<u8>>> From<(P, B)> for File {
    fn from((path, bytes): (P, B)) -> Self {
        let bytes = bytes.into();
        Self {
            path: path.into(),
            length: bytes.len() as u64,
            bytes,
        }
    }
}
