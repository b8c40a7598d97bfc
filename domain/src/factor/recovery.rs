//! Recovery codes: ten, shown once, each works once, stored as hashes (R10).
//!
//! A code has 120 random bits, so a plain hash is enough.

use crate::audit::Event;
use crate::credential::random;
use crate::cx::Cx;
use crate::error::Result;
use crate::id::StaffId;
use crate::policy::Action;
use crate::tx::Tx;
use crate::{exec, on, sql};
use sha2::{Digest, Sha256};
use uuid::Uuid;

/// How many there are.
pub const COUNT: usize = 10;
/// Characters of a code.
const LENGTH: usize = 24;
/// Letters and digits that are not mistaken for others.
const LETTERS: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";

/// A new code, in groups of four.
fn fresh() -> Result<String> {
    let bytes = random::<LENGTH>()?;
    let letters: Vec<char> = bytes.iter().map(|b| char::from(LETTERS[usize::from(b % 32)])).collect();
    Ok(letters.chunks(4).map(|c| c.iter().collect::<String>()).collect::<Vec<_>>().join("-"))
}

/// The stored form of a typed code; `None` when it is not a code.
fn hash(typed: &str) -> Option<Vec<u8>> {
    let plain: String = typed
        .chars()
        .filter(|c| c.is_ascii_alphanumeric())
        .map(|c| match c.to_ascii_uppercase() {
            'O' => '0',
            'I' | 'L' => '1',
            c => c,
        })
        .collect();
    (plain.len() == LENGTH).then(|| Sha256::digest(plain.as_bytes()).to_vec())
}

/// Replaces all codes with new ones; returns them, to be shown once.
pub(crate) async fn renew(tx: &mut Tx, staff: StaffId, event: &str) -> Result<Vec<String>> {
    let now = tx.cx().now();
    exec!(tx, "
        update recovery_code set replaced_at = $2, last_event = $3
        where staff_id = $1 and used_at is null and replaced_at is null
    "; staff, now, event)
    .any_number();
    let mut codes = Vec::new();
    for _ in 0..COUNT {
        let code = fresh()?;
        exec!(tx, "
            insert into recovery_code (id, staff_id, token_hash, created_at, last_event) values ($1, $2, $3, $4, $5)
        "; Uuid::now_v7(), staff, hash(&code), now, event)
        .one()?;
        codes.push(code);
    }
    Ok(codes)
}

/// The number of unused codes.
///
/// # Errors
/// [`crate::error::Error::Unavailable`].
pub async fn left(cx: &Cx, staff: StaffId) -> Result<i64> {
    Ok(on!(cx.db(), c => sqlx::query_scalar(sql!("
        select count(*) from recovery_code where staff_id = $1 and used_at is null and replaced_at is null
    ")).bind(staff).fetch_one(c).await?))
}

/// Whether a code is unused; it stays usable.
pub(crate) async fn is_good(cx: &Cx, staff: StaffId, typed: &str) -> Result<bool> {
    let Some(hash) = hash(typed) else { return Ok(false) };
    let found: i64 = on!(cx.db(), c => sqlx::query_scalar(sql!("
        select count(*) from recovery_code
        where staff_id = $1 and token_hash = $2 and used_at is null and replaced_at is null
    ")).bind(staff).bind(&hash).fetch_one(c).await?);
    Ok(found == 1)
}

/// Uses a code up; of several parallel calls one succeeds.
pub(crate) async fn spend(cx: &Cx, staff: StaffId, typed: &str) -> Result<bool> {
    let Some(hash) = hash(typed) else { return Ok(false) };
    let mut tx = cx.begin(Action::SignIn).await?;
    let (now, event) = (cx.now(), tx.event().to_owned());
    let spent = exec!(tx, "
        update recovery_code set used_at = $3, last_event = $4
        where staff_id = $1 and token_hash = $2 and used_at is null and replaced_at is null
    "; staff, &hash, now, &event)
    .one_or_none()?;
    if !spent {
        return Ok(false);
    }
    tx.commit(Event::new("recovery.used").by("staff", staff).target("staff", staff)).await?;
    Ok(true)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn typing_style_of_code_is_ignored() {
        let code = fresh().expect("random");
        assert_eq!(code.len(), LENGTH + 5);
        assert_eq!(hash(&code), hash(&code.to_lowercase().replace('-', " ")));
        assert_eq!(hash("OIL0-0000-0000-0000-0000-0000"), hash("0110-0000-0000-0000-0000-0000"));
        assert_ne!(hash(&code), hash(&fresh().expect("random")));
        assert_eq!(hash("123456"), None);
        assert_eq!(hash(""), None);
    }
}
