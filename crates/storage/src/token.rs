//! Secrets that a browser or a mail carries are kept as hashes only: a stolen database opens no session and no link.

use sha2::{Digest, Sha256};

/// The SHA-256 of an opaque random token. A fast hash is enough, for the tokens have 256 bits of chance.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct TokenHash([u8; 32]);

impl TokenHash {
    pub fn of(token: &str) -> Self {
        Self(Sha256::digest(token.as_bytes()).into())
    }

    pub const fn as_bytes(&self) -> &[u8; 32] {
        &self.0
    }

    pub(crate) fn to_vec(self) -> Vec<u8> {
        self.0.to_vec()
    }
}
