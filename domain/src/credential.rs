//! Passwords and tokens.
//!
//! Rules: a password is checked exactly as typed (R2), stored as argon2id (R4), hashed a bounded number at once (R8),
//! and an unknown login costs the same time as a wrong password (R5). Of a token only the SHA-256 is stored (R20).

use crate::error::{Error, Problem, Result};
use argon2::password_hash::{PasswordHasher, PasswordVerifier, phc::PasswordHash};
use argon2::{Algorithm, Argon2, Params, Version};
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use sha2::{Digest, Sha256};
use std::sync::Arc;
use std::time::Duration;
use tokio::sync::Semaphore;

/// The longest password that is looked at, in bytes.
pub const LONGEST_PASSWORD: usize = 1024;
/// The shortest password that may stand alone, in characters (R1).
pub const SHORTEST_PASSWORD: usize = 15;
/// argon2id memory in KiB.
const MEMORY: u32 = 19_456;
const PASSES: u32 = 2;

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

/// Hashes and verifies passwords, at most `min(cores, 4)` at once.
#[derive(Clone, Debug)]
pub struct Hasher {
    places: Arc<Semaphore>,
    dummy: Arc<str>,
}

impl Default for Hasher {
    fn default() -> Hasher {
        let cores = std::thread::available_parallelism().map_or(1, usize::from);
        // A hash of nothing anybody can type: verification against it takes the time of a real one.
        let dummy = "$argon2id$v=19$m=19456,t=2,p=1$QmVoYWxmRHVtbXlTYWx0$o0DhCLSmbJ0uJ3T6lDRo4Zq1CS3K6AYSz0bKs1zHVv8";
        Hasher { places: Arc::new(Semaphore::new(cores.min(4))), dummy: Arc::from(dummy) }
    }
}

impl Hasher {
    /// Whether `password` is the one of `stored`; with no `stored` it takes as long and is `false`.
    ///
    /// # Errors
    /// [`Error::Throttled`] when too many are waiting.
    pub async fn verify(&self, stored: Option<String>, password: &str) -> Result<bool> {
        if password.len() > LONGEST_PASSWORD {
            return Ok(false);
        }
        let known = stored.is_some();
        let phc = stored.unwrap_or_else(|| self.dummy.to_string());
        let password = password.to_owned();
        let fits = self
            .run(move || {
                PasswordHash::new(&phc).is_ok_and(|hash| argon2().verify_password(password.as_bytes(), &hash).is_ok())
            })
            .await?;
        Ok(fits && known)
    }

    /// The PHC string to store for `password`.
    ///
    /// # Errors
    /// [`Error::Throttled`] when too many are waiting.
    pub async fn hash(&self, password: &str) -> Result<String> {
        let password = password.to_owned();
        self.run(move || argon2().hash_password(password.as_bytes()).map(|h| h.to_string()))
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

/// Whether a stored hash was made with less work than is asked for today, so that it is made anew at the next sign-in (R4).
pub fn is_outdated(phc: &str) -> bool {
    let Ok(hash) = PasswordHash::new(phc) else { return true };
    let number = |name: &str| hash.params.get_decimal(name).unwrap_or(0);
    hash.algorithm.as_str() != "argon2id" || number("m") < MEMORY || number("t") < PASSES
}

fn argon2() -> Argon2<'static> {
    let params = Params::new(MEMORY, PASSES, 1, None).unwrap_or_default();
    Argon2::new(Algorithm::Argon2id, Version::V0x13, params)
}

/// Words that make a password guessable when it is little else (R3).
const COMMON: &str = include_str!("credential/common.txt");

/// Whether a new password may be used by somebody with these personal words (e-mail, name, company).
///
/// # Errors
/// The [`Problem`] to show at the field.
pub fn acceptable(password: &str, personal: &[&str]) -> std::result::Result<(), Problem> {
    let length = password.chars().count();
    if length < SHORTEST_PASSWORD {
        return Err(Problem::TooShort(SHORTEST_PASSWORD));
    }
    if password.len() > LONGEST_PASSWORD {
        return Err(Problem::TooLong(LONGEST_PASSWORD));
    }
    let folded = crate::search::fold(password);
    let parts = personal.iter().flat_map(|text| text.split(|c: char| !c.is_alphanumeric()));
    let mut words: Vec<String> = COMMON.lines().chain(parts).map(crate::search::fold).collect();
    words.retain(|w| w.chars().count() >= 4);
    // Longest first, so that a long weak word goes as a whole.
    words.sort_by_key(|w| std::cmp::Reverse(w.len()));
    let rest = words.iter().fold(folded, |rest, word| rest.replace(word.as_str(), ""));
    let distinct = rest.chars().filter(|c| c.is_alphanumeric()).collect::<std::collections::BTreeSet<_>>().len();
    if distinct < 6 { Err(Problem::Guessable) } else { Ok(()) }
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
        let dummy = Hasher::default().dummy;
        assert!(!is_outdated(&dummy));
        assert!(is_outdated(&dummy.replace("m=19456", "m=8192")));
        assert!(is_outdated(&dummy.replace("t=2", "t=1")));
        assert!(is_outdated("not a hash"));
    }

    #[test]
    fn the_dummy_hash_is_a_real_one() {
        assert!(PasswordHash::new(&Hasher::default().dummy).is_ok());
    }

    #[test]
    fn guessable_passwords_are_refused() {
        for bad in
            ["password", "passwordpassword", "aaaaaaaaaaaaaaaaaaaa", "Northmere 2026 Northmere", "qwertyuiopasdfg"]
        {
            assert!(acceptable(bad, &["Northmere Ltd"]).is_err(), "{bad}");
        }
        for good in ["correct horse battery staple", "ledger-harbour-ana-42", "пароль для входа утром"]
        {
            assert_eq!(acceptable(good, &["Northmere"]), Ok(()), "{good}");
        }
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
