//! What must be read again but must not lie open in the database: sealed with a key outside of it (R10).
//!
//! Rules: the key is made once, for a database that has nothing sealed; when it is missing later, that is told and never
//! mended with a new one. What is sealed is bound to the place it belongs to, so it cannot be moved to another row.

use crate::credential::random;
use crate::error::{Error, Result};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use chacha20poly1305::XChaCha20Poly1305;
use chacha20poly1305::aead::{Aead, KeyInit, Payload};
use sha2::{Digest, Sha256};
use std::fs::{self, OpenOptions};
use std::io::{ErrorKind, Write};
use std::os::unix::fs::OpenOptionsExt;
use std::path::Path;

/// Before each sealed text.
const NONCE: usize = 24;
/// Before the key in its file.
const PREFIX: &str = "behalf-secret-key:";

/// The key; with no `Display`, and a `Debug` that tells nothing.
#[derive(Clone)]
pub struct Key {
    cipher: XChaCha20Poly1305,
    /// What [`Key::fingerprint`] hashes with.
    prints: [u8; 32],
}

impl std::fmt::Debug for Key {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Key")
    }
}

impl Key {
    /// A key out of its bytes.
    pub fn of(bytes: &[u8; 32]) -> Key {
        let prints = Sha256::new().chain_update(b"behalf fingerprint").chain_update(bytes).finalize().into();
        Key { cipher: XChaCha20Poly1305::new(bytes.into()), prints }
    }

    /// What `text` is found by at `place`: 32 bytes that are always the same, and that nobody can make or read without the
    /// key.
    pub fn fingerprint(&self, place: &[u8], text: &[u8]) -> Vec<u8> {
        let keyed = || Sha256::new().chain_update(self.prints);
        let inner =
            keyed().chain_update([u8::try_from(place.len()).unwrap_or(u8::MAX)]).chain_update(place).chain_update(text);
        keyed().chain_update(inner.finalize()).finalize().to_vec()
    }

    /// Seals `text` for `place`.
    ///
    /// # Errors
    /// [`Error::Unavailable`] when the system has no randomness to give.
    pub fn seal(&self, place: &[u8], text: &[u8]) -> Result<Vec<u8>> {
        let nonce = random::<NONCE>()?;
        let sealed = self
            .cipher
            .encrypt(&nonce.into(), Payload { msg: text, aad: place })
            .map_err(|_| Error::Internal("a secret cannot be sealed".to_owned()))?;
        Ok([nonce.as_slice(), &sealed].concat())
    }

    /// Opens what was sealed for `place`; `None` when it was sealed with another key, for another place, or changed.
    pub fn open(&self, place: &[u8], sealed: &[u8]) -> Option<Vec<u8>> {
        let (nonce, rest) = sealed.split_first_chunk::<NONCE>()?;
        self.cipher.decrypt(nonce.into(), Payload { msg: rest, aad: place }).ok()
    }

    /// The key in `path`; made there when there is none and `is_new` says that nothing was sealed yet.
    ///
    /// # Errors
    /// [`Error::Start`] when the file cannot be read or made, holds no key, or is missing though it is needed.
    pub fn find(path: &Path, is_new: bool) -> Result<Key> {
        let file = path.display();
        match fs::read_to_string(path) {
            Ok(text) => parse(&text).ok_or_else(|| Error::Start(format!("the file {file} holds no secret key"))),
            Err(error) if error.kind() == ErrorKind::NotFound && is_new => match make(path) {
                Ok(key) => Ok(key),
                // Another process was quicker.
                Err(error) if error.kind() == ErrorKind::AlreadyExists => Key::find(path, false),
                Err(error) => Err(Error::Start(format!("the file {file} cannot be made: {error}"))),
            },
            Err(error) if error.kind() == ErrorKind::NotFound => Err(Error::Start(format!(
                "the secret key {file} is missing, and secrets in this database are sealed with it: copy it from the \
                 process that serves this database (its file *.secret.key), or from the backup of its keys, to {file}, \
                 or name it with secret-key"
            ))),
            Err(error) => Err(Error::Start(format!("the file {file} cannot be read: {error}"))),
        }
    }
}

fn parse(text: &str) -> Option<Key> {
    let bytes = STANDARD.decode(text.trim().strip_prefix(PREFIX)?).ok()?;
    Some(Key::of(&bytes.try_into().ok()?))
}

/// Written aside and then given its name, so that nobody reads half a key and none is overwritten.
fn make(path: &Path) -> std::io::Result<Key> {
    crate::private::folder_of(path)?;
    let bytes = random::<32>().map_err(|_| std::io::Error::other("no randomness"))?;
    let mut aside = path.as_os_str().to_owned();
    aside.push(format!(".{}", std::process::id()));
    let mut file = OpenOptions::new().write(true).create_new(true).mode(0o400).open(&aside)?;
    file.write_all(format!("{PREFIX}{}\n", STANDARD.encode(bytes)).as_bytes())?;
    file.sync_all()?;
    let named = fs::hard_link(&aside, path);
    fs::remove_file(&aside)?;
    named.map(|()| Key::of(&bytes))
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::os::unix::fs::PermissionsExt;

    #[test]
    fn what_is_sealed_opens_only_in_its_place_and_unchanged() {
        let key = Key::of(&[7; 32]);
        let sealed = key.seal(b"here", b"text").expect("sealed");
        assert_eq!(key.open(b"here", &sealed).as_deref(), Some(b"text".as_slice()));
        assert_ne!(key.seal(b"here", b"text").expect("sealed"), sealed);
        assert_eq!(key.open(b"there", &sealed), None);
        assert_eq!(Key::of(&[8; 32]).open(b"here", &sealed), None);
        for at in 0..sealed.len() {
            let mut other = sealed.clone();
            other[at] ^= 1;
            assert_eq!(key.open(b"here", &other), None, "byte {at}");
        }
        assert_eq!(key.open(b"here", b"short"), None);
    }

    #[test]
    fn a_fingerprint_needs_its_key_and_its_place() {
        let key = Key::of(&[7; 32]);
        let print = key.fingerprint(b"here", b"123456");
        assert_eq!((print.len(), &print), (32, &Key::of(&[7; 32]).fingerprint(b"here", b"123456")));
        for other in [
            Key::of(&[8; 32]).fingerprint(b"here", b"123456"),
            key.fingerprint(b"there", b"123456"),
            key.fingerprint(b"here", b"123457"),
            key.fingerprint(b"here1", b"23456"),
        ] {
            assert_ne!(print, other);
        }
    }

    #[test]
    fn a_key_is_made_once_and_never_in_place_of_a_lost_one() {
        let folder = std::env::temp_dir().join(format!("behalf-secret-{}", std::process::id()));
        let path = folder.join("a.secret.key");
        assert!(matches!(Key::find(&path, false), Err(Error::Start(text)) if text.contains("is missing")));
        assert!(!path.exists());
        let key = Key::find(&path, true).expect("made");
        assert_eq!(fs::metadata(&path).expect("there").permissions().mode() & 0o777, 0o400);
        let sealed = key.seal(b"", b"text").expect("sealed");
        for is_new in [true, false] {
            let again = Key::find(&path, is_new).expect("found");
            assert!(again.open(b"", &sealed).is_some());
        }
        let _ = fs::remove_dir_all(folder);
    }
}
