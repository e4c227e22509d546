//! Opaque random tokens. The caller gets the token once; the database only ever sees its hash.

use rand::Rng;
use sha2::{Digest, Sha256};

const ALPHABET: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
/// 43 characters of six bits: 258 bits.
const LENGTH: usize = 43;

/// A token that cannot be guessed, safe in URLs and cookies.
pub fn random_token() -> String {
    let mut bytes = [0_u8; LENGTH];
    rand::rng().fill_bytes(&mut bytes);
    bytes
        .iter()
        .map(|byte| char::from(ALPHABET[usize::from(byte & 63)]))
        .collect()
}

/// SHA-256 of the bytes, as lower-case hexadecimal: for `ETag`s and names of content.
pub fn digest(bytes: &[u8]) -> String {
    use std::fmt::Write;
    Sha256::digest(bytes)
        .iter()
        .fold(String::with_capacity(64), |mut text, byte| {
            let _ = write!(text, "{byte:02x}");
            text
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tokens_differ_and_fit_in_a_url() {
        let (one, two) = (random_token(), random_token());
        assert_ne!(one, two);
        assert!(one.len() == LENGTH && one.bytes().all(|byte| ALPHABET.contains(&byte)));
    }

    #[test]
    fn a_digest_is_the_known_one() {
        assert_eq!(&digest(b"abc")[..16], "ba7816bf8f01cfea");
    }
}
