//! The proof that one event is in the log, without showing other events (R90): C2SP `tlog-proof`.

use crate::audit::PRUNED;
use crate::audit::canonical::leaf_of;
use crate::audit::checkpoint::{self, Signed};
use crate::audit::note::PublicKey;
use crate::audit::tree::{Hash, inclusion, is_included};
use crate::cx::Cx;
use crate::error::{Error, Result};
use crate::{on, sql};
use base64::Engine;
use base64::engine::general_purpose::STANDARD as BASE64;

/// The first line of a proof.
const HEAD: &str = "c2sp.org/tlog-proof@v1";

/// An event and what proves that it is in the log.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Proof {
    /// The exact line of the event.
    pub event: String,
    /// The proof.
    pub text: String,
    /// The key to check it with.
    pub vkey: String,
}

/// Proves the event with this id or position by the newest checkpoint.
///
/// # Errors
/// [`Error::NotFound`] when there is no such event, [`Error::Start`] when no checkpoint covers it or its body was let go.
pub async fn prove(cx: &Cx, event: &str) -> Result<Proof> {
    let place = event.parse::<i64>().unwrap_or(-1);
    let found: Option<(i64, String)> = on!(cx.db(), c => sqlx::query_as(sql!("
        select seq, body from audit_event where id = $1 or seq = $2
    ")).bind(event).bind(place).fetch_optional(c).await?);
    let (seq, body) = found.ok_or(Error::NotFound)?;
    if body == PRUNED {
        return Err(Error::Start(format!("the body of event {seq} was let go; only its leaf is left")));
    }
    let signed = checkpoint::newest(cx).await?;
    let Some(signed) = signed.filter(|s| i64::try_from(s.checkpoint.size).is_ok_and(|size| seq < size)) else {
        return Err(Error::Start(format!("no checkpoint covers event {seq} yet")));
    };
    let size = i64::try_from(signed.checkpoint.size).unwrap_or(i64::MAX);
    let leaves: Vec<Vec<u8>> = on!(cx.db(), c => sqlx::query_scalar(sql!("
        select leaf from audit_event where seq < $1 order by seq
    ")).bind(size).fetch_all(c).await?);
    let leaves: Vec<Hash> = leaves.into_iter().filter_map(|leaf| leaf.try_into().ok()).collect();
    let index = usize::try_from(seq).unwrap_or(usize::MAX);
    let hashes = inclusion(index, &leaves).ok_or_else(|| Error::Internal(format!("no proof of event {seq}")))?;
    Ok(Proof { event: body, text: text(seq, &hashes, &signed), vkey: signed.vkey })
}

fn text(seq: i64, hashes: &[Hash], signed: &Signed) -> String {
    let hashes: String = hashes.iter().map(|hash| format!("{}\n", BASE64.encode(hash))).collect();
    format!("{HEAD}\nindex {seq}\n{hashes}\n{}", signed.note)
}

/// Checks a proof for the exact line of an event; returns the position of the event in the log.
///
/// # Errors
/// A sentence that says what is wrong.
pub fn check(event: &str, text: &str, key: &PublicKey) -> std::result::Result<u64, String> {
    let (proof, note) = text.split_once("\n\n").ok_or("the proof has no checkpoint")?;
    let mut lines = proof.lines();
    if lines.next() != Some(HEAD) {
        return Err(format!("the proof does not begin with {HEAD}"));
    }
    let mut line = lines.next().unwrap_or_default();
    if line.starts_with("extra ") {
        line = lines.next().unwrap_or_default();
    }
    let index: u64 = line.strip_prefix("index ").and_then(|n| n.parse().ok()).ok_or("the proof has no index")?;
    let hash = |line: &str| BASE64.decode(line).ok()?.try_into().ok();
    let hashes: Vec<Hash> = lines.map(hash).collect::<Option<_>>().ok_or("a hash of the proof is none")?;
    let checkpoint = key.open(note)?;
    let leaf = leaf_of(event.as_bytes());
    if is_included(leaf, index, checkpoint.size, &hashes, &checkpoint.root) {
        Ok(index)
    } else {
        Err(format!("the event is not number {index} of this log"))
    }
}
