//! Passwords: which are accepted, and how they are kept.

use std::sync::Arc;

use argon2::password_hash::{PasswordHasher, PasswordVerifier, phc::PasswordHash};
use argon2::{Algorithm, Argon2, Params, Version};
use contract::FieldError;
use tokio::sync::{OwnedSemaphorePermit, Semaphore};

use crate::problem::AppError;

const SHORTEST: usize = 12;
const LONGEST: usize = 128;
/// A password that is found within this many of the likeliest guesses is refused: the commonest ten thousand, and the
/// repeats, runs and keyboard walks that zxcvbn calls "very guessable".
const LIKELIEST: u64 = 1_000_000;

/// Hashes and verifies with Argon2id, never on the threads that serve requests and never more at once than there are
/// processors, so that a burst of sign-ins costs time and not memory.
#[derive(Clone)]
pub struct Hasher {
    argon2: Argon2<'static>,
    places: Arc<Semaphore>,
    /// Verified when there is no such person, so that the answer takes the same time.
    nobody: Arc<str>,
}

impl Hasher {
    /// Argon2id with 19 MiB, two passes, one lane: the first choice of OWASP's password storage cheat sheet.
    pub fn new() -> anyhow::Result<Self> {
        Self::with_params(Params::new(19 * 1024, 2, 1, None)?)
    }

    /// The cheapest parameters there are, for test suites that hash hundreds of passwords.
    pub fn cheap() -> anyhow::Result<Self> {
        Self::with_params(Params::new(Params::MIN_M_COST, 1, 1, None)?)
    }

    fn with_params(params: Params) -> anyhow::Result<Self> {
        let argon2 = Argon2::new(Algorithm::Argon2id, Version::V0x13, params);
        let nobody = argon2
            .hash_password(b"nobody has this password")?
            .to_string()
            .into();
        let places = std::thread::available_parallelism().map_or(2, usize::from);
        Ok(Self {
            argon2,
            places: Arc::new(Semaphore::new(places)),
            nobody,
        })
    }

    /// The password as a PHC string with a fresh salt.
    pub async fn hash(&self, password: String) -> Result<String, AppError> {
        let place = self.place().await?;
        let argon2 = self.argon2.clone();
        tokio::task::spawn_blocking(move || {
            let _place = place;
            argon2
                .hash_password(password.as_bytes())
                .map(|hash| hash.to_string())
        })
        .await
        .map_err(AppError::internal)?
        .map_err(AppError::internal)
    }

    /// Whether the password belongs to the hash. Without a hash the answer is no and takes as long.
    pub async fn verify(&self, password: String, hash: Option<String>) -> Result<bool, AppError> {
        let place = self.place().await?;
        let argon2 = self.argon2.clone();
        let is_known = hash.is_some();
        let hash = hash.unwrap_or_else(|| self.nobody.to_string());
        let is_right = tokio::task::spawn_blocking(move || {
            let _place = place;
            let parsed = PasswordHash::new(&hash)?;
            Ok::<_, argon2::password_hash::phc::Error>(
                argon2.verify_password(password.as_bytes(), &parsed).is_ok(),
            )
        })
        .await
        .map_err(AppError::internal)?
        .map_err(AppError::internal)?;
        Ok(is_right && is_known)
    }

    /// Whether the hash was made with weaker figures than those of now.
    pub fn is_outdated(&self, hash: &str) -> bool {
        let Ok(hash) = PasswordHash::new(hash) else {
            return false;
        };
        let Ok(figures) = Params::try_from(&hash) else {
            return false;
        };
        let present = self.argon2.params();
        hash.algorithm != Algorithm::Argon2id.ident()
            || hash.version != Some(Version::V0x13.into())
            || figures.m_cost() < present.m_cost()
            || figures.t_cost() < present.t_cost()
    }

    /// Held by the work itself: a client that leaves ends its request, but not what was begun for it.
    async fn place(&self) -> Result<OwnedSemaphorePermit, AppError> {
        let places = self.places.clone();
        places.acquire_owned().await.map_err(AppError::internal)
    }
}

/// What is wrong with a new password, if anything. `personal` are words that an attacker would try first.
pub fn check(password: &str, pointer: &str, personal: &[&str]) -> Result<(), FieldError> {
    let refuse = |code: &str, detail: String| {
        Err(FieldError {
            pointer: pointer.to_owned(),
            code: code.to_owned(),
            detail,
        })
    };
    let length = password.chars().count();
    if length < SHORTEST {
        return refuse("too_short", format!("at least {SHORTEST} characters"));
    }
    if length > LONGEST {
        return refuse("too_long", format!("at most {LONGEST} characters"));
    }
    if zxcvbn::zxcvbn(password, personal).guesses() <= LIKELIEST {
        return refuse(
            "too_common",
            "among the first that anyone would guess".to_owned(),
        );
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn code(password: &str) -> Option<String> {
        check(password, "/password", &["mika", "hoshino"])
            .err()
            .map(|error| error.code)
    }

    #[test]
    fn length_is_counted_in_characters() {
        assert_eq!(code("elevenchars"), Some("too_short".into()));
        assert_eq!(code("絆の窓口へようこそ、皆様"), None);
        assert_eq!(code(&"correct horse ".repeat(9)), None);
        assert_eq!(code(&"x".repeat(129)), Some("too_long".into()));
    }

    #[test]
    fn the_commonest_are_refused() {
        for password in [
            "aaaaaaaaaaaa",
            "123456789012",
            "1234567890123",
            "qwertyuiop12",
            "passwordpassword",
            "PASSWORDpassword",
        ] {
            assert_eq!(code(password), Some("too_common".into()), "{password}");
        }
        assert_eq!(code("kizuna-demo-2026"), None);
    }

    #[tokio::test]
    async fn a_hash_knows_its_password_and_nobody_knows_none() {
        let hasher = Hasher::cheap().unwrap();
        let hash = hasher.hash("a long enough one".into()).await.unwrap();
        assert!(
            hasher
                .verify("a long enough one".into(), Some(hash.clone()))
                .await
                .unwrap()
        );
        assert!(
            !hasher
                .verify("another long one".into(), Some(hash))
                .await
                .unwrap()
        );
        assert!(
            !hasher
                .verify("nobody has this password".into(), None)
                .await
                .unwrap()
        );
    }

    #[tokio::test]
    async fn a_hash_is_outdated_when_one_figure_is_below_the_present_ones() {
        let hasher = |memory, passes| {
            let params = Params::new(memory, passes, 1, None).unwrap();
            Hasher::with_params(params).unwrap()
        };
        let present = hasher(16, 2);
        for (memory, passes, is_outdated) in [
            (16, 2, false),
            (32, 3, false),
            (8, 2, true),
            (16, 1, true),
            (32, 1, true),
        ] {
            let other = hasher(memory, passes);
            let hash = other.hash("a long enough one".into()).await.unwrap();
            assert_eq!(
                present.is_outdated(&hash),
                is_outdated,
                "{memory} KiB, {passes} passes"
            );
        }
        assert!(!present.is_outdated("not a hash"));
    }

    #[tokio::test(flavor = "multi_thread")]
    async fn a_client_that_leaves_frees_no_place_before_its_work_is_done() {
        let hasher = Hasher::new().unwrap();
        let places = hasher.places.available_permits();
        let left = tokio::time::timeout(
            std::time::Duration::from_millis(1),
            hasher.hash("a long enough one".into()),
        );
        assert!(left.await.is_err(), "the hash was too quick for this test");
        assert_eq!(hasher.places.available_permits(), places - 1);
    }
}
