//! Passwords and tokens.
//!
//! Rules: a password is checked exactly as typed (R2), stored as argon2id (R4), hashed a bounded number at once (R8),
//! and an unknown login costs the same time as a wrong password (R5). Of a token only the SHA-256 is stored (R20).

use crate::error::{Error, Result};
use argon2::password_hash::{PasswordHasher, PasswordVerifier, phc::PasswordHash};
use argon2::{Algorithm, Argon2, Params, Version};
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use sha2::{Digest, Sha256};
use std::fmt;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;
use tokio::sync::Semaphore;

/// The longest password that is looked at, in bytes.
pub const LONGEST_PASSWORD: usize = 1024;

/// How much work it is to make one hash with argon2id, for us and for whoever guesses (R4).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Work {
    /// Memory in KiB.
    pub memory: u32,
    /// Passes over it.
    pub passes: u32,
    /// Lanes that it is split into.
    pub lanes: u32,
}

impl Work {
    /// The least there may be.
    pub const LEAST: Work = Work { memory: 19_456, passes: 2, lanes: 1 };

    /// The work that a stored hash names; what it does not name is nothing.
    fn of(hash: &PasswordHash) -> Work {
        let number = |name: &str| hash.params.get_decimal(name).unwrap_or(0);
        Work { memory: number("m"), passes: number("t"), lanes: number("p") }
    }

    /// How much that is: the memory that is gone over, in KiB.
    fn sum(self) -> u64 {
        u64::from(self.memory) * u64::from(self.passes)
    }
}

impl Default for Work {
    fn default() -> Work {
        Work::LEAST
    }
}

impl fmt::Display for Work {
    /// As it stands in a hash.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "m={},t={},p={}", self.memory, self.passes, self.lanes)
    }
}

/// `N` bytes from the operating system.
///
/// # Errors
/// [`Error::Unavailable`] when the system has no randomness to give.
pub fn random<const N: usize>() -> Result<[u8; N]> {
    let mut bytes = [0; N];
    getrandom::fill(&mut bytes).map_err(|_| Error::Unavailable)?;
    Ok(bytes)
}

/// A secret for a cookie: 256 random bits, with no `Debug` and no `Display`.
#[derive(Clone)]
pub struct Token(String);

impl Token {
    /// A new one.
    ///
    /// # Errors
    /// [`Error::Unavailable`] when the system has no randomness to give.
    pub fn fresh() -> Result<Token> {
        Ok(Token(URL_SAFE_NO_PAD.encode(random::<32>()?)))
    }

    /// Reads a cookie; anything that cannot be a token is `None` and costs no query.
    pub fn parse(text: &str) -> Option<Token> {
        let fits = text.len() == 43 && text.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-' || b == b'_');
        fits.then(|| Token(text.to_owned()))
    }

    /// The text for the cookie, and for nothing else.
    pub fn expose(&self) -> &str {
        &self.0
    }

    /// What is stored.
    pub fn hash(&self) -> Vec<u8> {
        Sha256::digest(self.0.as_bytes()).to_vec()
    }
}

/// A new slug for `/as/{slug}`: 128 random bits. An address, not a secret.
///
/// # Errors
/// [`Error::Unavailable`] when the system has no randomness to give.
pub fn slug() -> Result<String> {
    Ok(URL_SAFE_NO_PAD.encode(random::<16>()?))
}

/// Letters and digits that cannot be mistaken for each other when read out on the phone.
pub(crate) const ALPHABET: &[u8; 31] = b"23456789ABCDEFGHJKLMNPQRSTUVWXY";

/// Hashes and verifies passwords, at most `min(cores, 4)` at once.
#[derive(Clone, Debug)]
pub struct Hasher {
    places: Arc<Semaphore>,
    dummy: Arc<str>,
    work: Work,
    spent: Spent,
}

/// What all hashes so far took together, by [`Work::sum`].
#[derive(Clone, Debug, Default)]
struct Spent(Arc<AtomicU64>);

impl Spent {
    /// argon2id for so much work, which is counted.
    fn argon2(&self, work: Work) -> Argon2<'static> {
        self.0.fetch_add(work.sum(), Ordering::Relaxed);
        let params = Params::new(work.memory, work.passes, work.lanes, None).unwrap_or_default();
        Argon2::new(Algorithm::Argon2id, Version::V0x13, params)
    }
}

impl Default for Hasher {
    fn default() -> Hasher {
        Hasher::new(Work::default())
    }
}

impl Hasher {
    /// One that makes hashes with so much work.
    pub fn new(work: Work) -> Hasher {
        let cores = std::thread::available_parallelism().map_or(1, usize::from);
        // A hash of nothing anybody can type: verification against it takes the time of a real one.
        let dummy = format!("$argon2id$v=19${work}$QmVoYWxmRHVtbXlTYWx0$o0DhCLSmbJ0uJ3T6lDRo4Zq1CS3K6AYSz0bKs1zHVv8");
        let places = Arc::new(Semaphore::new(cores.min(4)));
        Hasher { places, dummy: Arc::from(dummy), work, spent: Spent::default() }
    }

    /// How much work its hashes are.
    pub fn work(&self) -> Work {
        self.work
    }

    /// Whether a stored hash was made with less work than is asked for today, so that it is made anew at the next sign-in
    /// (R4). What stands after the numbers of a hash makes no difference.
    pub fn is_outdated(&self, phc: &str) -> bool {
        let Ok(hash) = PasswordHash::new(phc) else { return true };
        let (stored, Work { memory, passes, lanes }) = (Work::of(&hash), self.work);
        let is_less = stored.memory < memory || stored.passes < passes || stored.lanes < lanes;
        hash.algorithm.as_str() != "argon2id" || is_less
    }

    /// How much work all hashes took that were made and compared so far: the memory that was gone over, in KiB.
    pub fn spent(&self) -> u64 {
        self.spent.0.load(Ordering::Relaxed)
    }

    /// What a hash with less work lacks to today's, as work of its own; none for a hash of today.
    fn missing(&self, phc: &str) -> Option<Work> {
        let stored = Work::of(&PasswordHash::new(phc).ok()?).sum();
        let memory = self.work.sum().checked_sub(stored)? / u64::from(self.work.passes);
        let memory = u32::try_from(memory).ok().filter(|memory| *memory >= 8 * self.work.lanes)?;
        Some(Work { memory, ..self.work })
    }

    /// Whether `password` is the one of `stored`; with no `stored` it takes as long and is `false`. A hash with less work
    /// than today's takes as long as one of today, so that nobody learns whose password is old.
    ///
    /// # Errors
    /// [`Error::Throttled`] when too many are waiting.
    pub async fn verify(&self, stored: Option<String>, password: &str) -> Result<bool> {
        if password.len() > LONGEST_PASSWORD {
            return Ok(false);
        }
        // Who has no password yet, or none any more, takes as long as everybody.
        let stored = stored.filter(|phc| PasswordHash::new(phc).is_ok());
        let known = stored.is_some();
        let phc = stored.unwrap_or_else(|| self.dummy.to_string());
        let (password, missing, spent) = (password.to_owned(), self.missing(&phc), self.spent.clone());
        let fits = self
            .run(move || {
                let fits = PasswordHash::new(&phc).is_ok_and(|hash| {
                    spent.argon2(Work::of(&hash)).verify_password(password.as_bytes(), &hash).is_ok()
                });
                // What comes out is of no use; what counts is the time.
                if let Some(missing) = missing {
                    let mut out = [0; 32];
                    let argon2 = spent.argon2(missing);
                    let _ = argon2.hash_password_into(password.as_bytes(), b"BehalfDummySalt", &mut out);
                }
                fits
            })
            .await?;
        Ok(fits && known)
    }

    /// The PHC string to store for `password`.
    ///
    /// # Errors
    /// [`Error::Throttled`] when too many are waiting.
    pub async fn hash(&self, password: &str) -> Result<String> {
        let (password, argon2) = (password.to_owned(), self.spent.argon2(self.work));
        self.run(move || argon2.hash_password(password.as_bytes()).map(|h| h.to_string()))
            .await?
            .map_err(|e| Error::Internal(format!("argon2: {e}")))
    }

    async fn run<T: Send + 'static>(&self, work: impl FnOnce() -> T + Send + 'static) -> Result<T> {
        let waited = tokio::time::timeout(Duration::from_secs(5), self.places.clone().acquire_owned()).await;
        let Ok(Ok(place)) = waited else { return Err(Error::Throttled { seconds: 5 }) };
        tokio::task::spawn_blocking(move || {
            let out = work();
            drop(place);
            out
        })
        .await
        .map_err(|e| Error::Internal(format!("hashing: {e}")))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn verifies_exactly_what_was_typed() {
        let hasher = Hasher::default();
        let typed = "  Ünïcode passphrase 🔑 with spaces ";
        let phc = hasher.hash(typed).await.expect("hash");
        assert!(phc.starts_with("$argon2id$v=19$m=19456,t=2,p=1$"));
        assert!(hasher.verify(Some(phc.clone()), typed).await.expect("verify"));
        for other in [typed.trim(), &typed.to_lowercase(), &typed[..typed.len() - 1]] {
            assert!(!hasher.verify(Some(phc.clone()), other).await.expect("verify"));
        }
        assert!(!hasher.verify(None, typed).await.expect("verify"));
    }

    #[test]
    fn a_hash_with_less_work_is_outdated() {
        let hasher = Hasher::default();
        let dummy = hasher.dummy.clone();
        assert!(!hasher.is_outdated(&dummy));
        assert!(!hasher.is_outdated(dummy.rsplitn(3, '$').last().expect("the numbers")));
        assert!(hasher.is_outdated(&dummy.replace("m=19456", "m=8192")));
        assert!(hasher.is_outdated(&dummy.replace("t=2", "t=1")));
        assert!(hasher.is_outdated("not a hash"));
        for work in [
            Work { memory: 20_000, ..Work::LEAST },
            Work { passes: 3, ..Work::LEAST },
            Work { lanes: 2, ..Work::LEAST },
        ] {
            let more = Hasher::new(work);
            assert!(more.is_outdated(&dummy) && !more.is_outdated(&more.dummy), "{work}");
            assert!(!hasher.is_outdated(&more.dummy), "{work} is no less");
        }
    }

    #[test]
    fn a_hash_with_less_work_takes_as_much_as_one_of_today() {
        let old = Hasher::new(Work::LEAST).dummy.clone();
        for today in [
            Work::LEAST,
            Work { passes: 3, ..Work::LEAST },
            Work { memory: 65_536, passes: 3, lanes: 1 },
            Work { memory: 47_104, passes: 1, lanes: 4 },
        ] {
            let hasher = Hasher::new(today);
            let done = Work::LEAST.sum() + hasher.missing(&old).map_or(0, Work::sum);
            let least = u64::from(8 * today.passes * today.lanes);
            assert!(today.sum().abs_diff(done) <= least, "{today}: {done}");
            assert_eq!(hasher.missing(&hasher.dummy), None, "{today}");
        }
    }

    /// Time itself cannot be tested on a machine that does other things too; what takes it is counted.
    #[tokio::test]
    async fn an_unknown_login_is_as_much_work_as_an_old_hash() {
        let hasher = Hasher::new(Work { passes: 8, ..Work::LEAST });
        let old = Hasher::new(Work::LEAST).hash("correct horse battery").await.expect("hash");
        let today = hasher.hash("correct horse battery").await.expect("hash");
        assert_eq!(hasher.spent(), hasher.work().sum());
        // A little less memory than lanes can share is left out.
        let least = u64::from(8 * hasher.work().passes);
        for stored in [None, Some("not a hash".to_owned()), Some(old), Some(today)] {
            let before = hasher.spent();
            assert!(!hasher.verify(stored.clone(), "not the password").await.expect("verify"));
            let spent = hasher.spent() - before;
            assert!(spent.abs_diff(hasher.work().sum()) <= least, "{stored:?}: {spent} of {}", hasher.work().sum());
        }
        let before = hasher.spent();
        assert!(!hasher.verify(None, &"x".repeat(LONGEST_PASSWORD + 1)).await.expect("verify"));
        assert_eq!(hasher.spent(), before, "what is too long to be one is not looked at");
    }

    #[test]
    fn the_dummy_hash_is_a_real_one() {
        assert!(PasswordHash::new(&Hasher::new(Work { lanes: 4, ..Work::LEAST }).dummy).is_ok());
    }

    #[test]
    fn tokens_do_not_repeat_and_only_tokens_parse() {
        let mut seen = std::collections::BTreeSet::new();
        for _ in 0..10_000 {
            assert!(seen.insert(Token::fresh().expect("random").expose().to_owned()));
        }
        assert!(Token::parse("x").is_none());
        assert!(Token::parse(&"é".repeat(43)).is_none());
        assert!(Token::parse(seen.first().expect("one")).is_some());
    }
}
