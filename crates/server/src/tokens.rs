//! Opaque random tokens. The caller gets the token once; the database only ever sees its hash.

use rand::{Rng, RngExt};
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

/// Signs that cannot be taken for one another, read aloud or typed from paper.
const CODE_SIGNS: &[u8; 28] = b"23456789ABCDEFGHJKMNPQRTWXYZ";

/// A code for a reward: `KZ-XXXX-XXXX-XXXX`, readable, and not to be guessed among 28 to the 12th.
pub fn reward_code() -> String {
    let mut code = "KZ".to_owned();
    let mut random = rand::rng();
    for place in 0..12 {
        if place % 4 == 0 {
            code.push('-');
        }
        let sign = random.random_range(0..CODE_SIGNS.len());
        code.push(char::from(CODE_SIGNS[sign]));
    }
    code
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
    fn codes_are_readable_and_differ() {
        let (one, two) = (reward_code(), reward_code());
        assert_ne!(one, two);
        let parts: Vec<&str> = one.split('-').collect();
        assert_eq!((parts.len(), parts[0]), (4, "KZ"));
        let is_sign = |byte: u8| CODE_SIGNS.contains(&byte);
        assert!(
            parts[1..]
                .iter()
                .all(|part| part.len() == 4 && part.bytes().all(is_sign))
        );
        assert!(b"0O1ILUSV".iter().all(|sign| !CODE_SIGNS.contains(sign)));
    }

    #[test]
    fn a_digest_is_the_known_one() {
        assert_eq!(&digest(b"abc")[..16], "ba7816bf8f01cfea");
    }
}
