//! Signed checkpoints: C2SP `tlog-checkpoint` inside a C2SP `signed-note`, Ed25519 (signature type 1).
//!
//! Rule: a checkpoint has exactly three lines, and only a signature by the given key counts. Signature lines of other
//! signers are skipped, so that a witness can add its own.

use crate::audit::tree::Hash;
use base64::Engine;
use base64::engine::general_purpose::STANDARD as BASE64;
use ed25519_dalek::{Signature, Signer, SigningKey, VerifyingKey};
use sha2::{Digest, Sha256};

/// The type of an Ed25519 signature in a signed note.
const ED25519: u8 = 1;
const PRIVATE: &str = "PRIVATE+KEY+";

/// The state of a log: its name, the number of events, and the root over them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Checkpoint {
    /// The name of the log.
    pub origin: String,
    /// Events it commits to.
    pub size: u64,
    /// The root of the tree over them.
    pub root: Hash,
}

impl Checkpoint {
    /// The text that is signed.
    fn text(&self) -> String {
        format!("{}\n{}\n{}\n", self.origin, self.size, BASE64.encode(self.root))
    }

    fn parse(text: &str) -> Option<Checkpoint> {
        let lines: Vec<&str> = text.split('\n').collect();
        let [origin, size, root, ""] = lines[..] else { return None };
        let plain = size == "0" || (!size.starts_with('0') && size.bytes().all(|b| b.is_ascii_digit()));
        let root: Hash = BASE64.decode(root).ok()?.try_into().ok()?;
        (plain && !origin.is_empty()).then_some(())?;
        Some(Checkpoint { origin: origin.to_owned(), size: size.parse().ok()?, root })
    }
}

/// A key that signs; its text form is that of a C2SP signer key, and is a secret.
pub struct Key {
    name: String,
    signing: SigningKey,
}

impl Key {
    /// A new key for the log `name`.
    ///
    /// # Errors
    /// When the system cannot supply random bytes.
    pub fn fresh(name: &str) -> crate::error::Result<Key> {
        Ok(Key { name: name.to_owned(), signing: SigningKey::from_bytes(&crate::credential::random::<32>()?) })
    }

    /// Parses the text form; `None` when it is not valid.
    pub fn parse(text: &str) -> Option<Key> {
        let (name, seed) = parts(text.trim().strip_prefix(PRIVATE)?)?;
        let key = Key { name: name.to_owned(), signing: SigningKey::from_bytes(&seed) };
        (key.expose() == text.trim()).then_some(key)
    }

    /// The secret text for the key file only.
    pub fn expose(&self) -> String {
        let public = self.public();
        format!("{PRIVATE}{}+{}+{}", self.name, id_text(&public), encoded(&self.signing.to_bytes()))
    }

    /// The log that it signs for.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The public key that checks its signatures.
    pub fn public(&self) -> PublicKey {
        PublicKey { name: self.name.clone(), key: self.signing.verifying_key() }
    }

    /// The signed note.
    pub fn sign(&self, checkpoint: &Checkpoint) -> String {
        let text = checkpoint.text();
        let signature = self.signing.sign(text.as_bytes()).to_bytes();
        let line = BASE64.encode([self.public().id().as_slice(), &signature].concat());
        format!("{text}\n\u{2014} {} {line}\n", self.name)
    }
}

/// A key that checks: the `vkey` of a signed note.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PublicKey {
    name: String,
    key: VerifyingKey,
}

impl std::fmt::Display for PublicKey {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}+{}+{}", self.name, id_text(self), encoded(self.key.as_bytes()))
    }
}

impl PublicKey {
    /// Parses the text form; `None` when it is not valid or its id is wrong.
    pub fn parse(text: &str) -> Option<PublicKey> {
        let (name, key) = parts(text.trim())?;
        let key = PublicKey { name: name.to_owned(), key: VerifyingKey::from_bytes(&key).ok()? };
        (key.to_string() == text.trim()).then_some(key)
    }

    fn id(&self) -> [u8; 4] {
        let mut hash = Sha256::new();
        hash.update(self.name.as_bytes());
        hash.update([b'\n', ED25519]);
        hash.update(self.key.as_bytes());
        let all: Hash = hash.finalize().into();
        [all[0], all[1], all[2], all[3]]
    }

    /// The checkpoint of a note that this key signed.
    ///
    /// # Errors
    /// A sentence that says what is wrong with the note.
    pub fn open(&self, note: &str) -> Result<Checkpoint, String> {
        let text = self.open_text(note)?;
        let checkpoint = Checkpoint::parse(text)
            .ok_or("the checkpoint is not three lines: name of the log, number of events, root")?;
        let same = checkpoint.origin == self.name;
        if same { Ok(checkpoint) } else { Err(format!("the checkpoint is of another log, {}", checkpoint.origin)) }
    }

    fn open_text<'n>(&self, note: &'n str) -> Result<&'n str, String> {
        if note.chars().any(|c| c < ' ' && c != '\n') {
            return Err("the checkpoint holds control characters".to_owned());
        }
        let at = note.rfind("\n\n").ok_or("the checkpoint has no signature")?;
        let (text, signatures) = (&note[..=at], &note[at + 2..]);
        for line in signatures.lines() {
            let (name, signature) = line
                .strip_prefix("\u{2014} ")
                .and_then(|l| l.split_once(' '))
                .and_then(|(name, base64)| Some((name, BASE64.decode(base64).ok()?)))
                .ok_or("a signature line of the checkpoint is malformed")?;
            let Some((id, signature)) = signature.split_first_chunk::<4>() else { continue };
            if name == self.name && *id == self.id() {
                let signature = Signature::from_slice(signature).map_err(|_| "the signature is malformed")?;
                return match self.key.verify_strict(text.as_bytes(), &signature) {
                    Ok(()) => Ok(text),
                    Err(_) => Err("the signature of the checkpoint does not fit".to_owned()),
                };
            }
        }
        Err("the checkpoint is not signed by the trusted key".to_owned())
    }
}

/// The checkpoint of a note, without checking the signature; `None` when the note is not a signed checkpoint.
pub fn unverified(note: &str) -> Option<Checkpoint> {
    let at = note.rfind("\n\n")?;
    note[at + 2..].starts_with('\u{2014}').then(|| Checkpoint::parse(&note[..=at])).flatten()
}

/// Splits a file of notes, one after the other, into its notes.
pub fn split(text: &str) -> Vec<String> {
    let mut notes = Vec::new();
    let mut note = String::new();
    let mut is_signed = false;
    for line in text.lines() {
        let signature = line.starts_with('\u{2014}');
        if is_signed && !signature {
            notes.push(std::mem::take(&mut note));
        }
        is_signed = signature;
        if !(note.is_empty() && line.is_empty()) {
            note.push_str(line);
            note.push('\n');
        }
    }
    if !note.is_empty() {
        notes.push(note);
    }
    notes
}

fn encoded(key: &[u8; 32]) -> String {
    BASE64.encode([&[ED25519], key.as_slice()].concat())
}

fn id_text(key: &PublicKey) -> String {
    crate::audit::canonical::hex(&key.id())
}

/// Name and 32 bytes of `name+id+base64`.
fn parts(text: &str) -> Option<(&str, [u8; 32])> {
    let (name, rest) = text.split_once('+')?;
    let (_, key) = rest.split_once('+')?;
    let bytes = BASE64.decode(key).ok()?;
    let (kind, key) = bytes.split_first()?;
    (*kind == ED25519 && !name.is_empty()).then(|| key.try_into().ok()).flatten().map(|key| (name, key))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn key() -> Key {
        let seed: [u8; 32] = std::array::from_fn(|i| u8::try_from(i).expect("small"));
        Key { name: "shop.example/audit".to_owned(), signing: SigningKey::from_bytes(&seed) }
    }

    fn checkpoint() -> Checkpoint {
        Checkpoint { origin: "shop.example/audit".to_owned(), size: 5, root: [7; 32] }
    }

    #[test]
    fn published_note_verifies() {
        // C2SP signed-note, section "Example".
        let key =
            PublicKey::parse("example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k").expect("key");
        let note = "This is an example message.\n\n\u{2014} example.com/foo Uw2QOkn8srV1yJGh2VYRlL1Tnagv1YEq6TfXppzi2ONncAlTgK7Ztg1ERYNZXsYjOBH3mFXmRKuwHjG1Yu72IneyaQM=\n";
        assert_eq!(key.open_text(note), Ok("This is an example message.\n"));
        assert!(key.open_text(&note.replace("an example", "no example")).is_err());
    }

    #[test]
    fn keys_read_back_and_check_their_id() {
        let public = key().public().to_string();
        assert_eq!(public, "shop.example/audit+c86a6ca9+AQOhB7/zzhC+HXDdGOdLwJln5NYwm6UNXx3chmQSVTG4");
        assert_eq!(PublicKey::parse(&public).map(|k| k.to_string()), Some(public.clone()));
        assert!(PublicKey::parse(&public.replace("c86a", "c86b")).is_none());
        assert!(Key::parse(&key().expose()).is_some());
        assert!(Key::parse(&public).is_none());
    }

    #[test]
    fn checkpoint_opens_only_with_its_key() {
        let note = key().sign(&checkpoint());
        assert_eq!(key().public().open(&note), Ok(checkpoint()));
        let other = Key { name: key().name, signing: SigningKey::from_bytes(&[9; 32]) };
        assert!(other.public().open(&note).is_err());
        assert!(key().public().open(&note.replace("\n5\n", "\n4\n")).is_err());
        let longer = Checkpoint { origin: "shop.example/audit\nmore".to_owned(), ..checkpoint() };
        assert!(key().public().open(&key().sign(&longer)).is_err(), "extension lines are not allowed");
        let witnessed = format!("{note}\u{2014} witness.example {}\n", BASE64.encode([1; 68]));
        assert_eq!(key().public().open(&witnessed), Ok(checkpoint()));
    }

    #[test]
    fn file_splits_into_notes() {
        let (one, two) = (key().sign(&checkpoint()), key().sign(&Checkpoint { size: 9, ..checkpoint() }));
        assert_eq!(split(&format!("{one}{two}")), vec![one.clone(), two.clone()]);
        assert_eq!(split(&format!("{one}\n{two}\n")), vec![one, two]);
        assert!(split("").is_empty());
    }
}
