//! What the rows of a transaction looked like when it wrote them.
//!
//! Rule: triggers keep an image of each row as it was written; the event commits to all of them by one hash over their
//! salted hashes. So a row that was changed past the log is found, and an image can be erased without breaking the chain.

use crate::audit::Event;
use crate::audit::canonical::{canonical, hex, sha256_hex};
use crate::error::Result;
use crate::tx::Tx;
use crate::{on_tx, sql};
use serde_json::{Value, json};
use sha2::{Digest, Sha256};

/// Images that are read at once.
const BATCH: i64 = 1_000;

/// What stands for an image in the log: `c:` and the hash of salt and image.
pub(crate) fn commitment(salt: &[u8], image: &str) -> String {
    format!("c:{}", sha256_hex(&[salt, image.as_bytes()].concat()))
}

/// The commitments of one event to its images, as they come.
///
/// What is hashed is `[[table,row,operation,commitment],…]` as canonical JSON, in the order of writing.
#[derive(Clone, Debug, Default)]
pub(crate) struct Rows {
    count: i64,
    hash: Sha256,
}

impl Rows {
    /// Adds the next image.
    pub(crate) fn push(&mut self, kind: &str, row: &str, op: &str, commitment: &str) {
        self.hash.update(if self.count == 0 { "[" } else { "," });
        self.hash.update(canonical(&json!([kind, row, op, commitment])));
        self.count += 1;
    }

    /// As it stands in the event: how many and their hash; null for none.
    pub(crate) fn value(self) -> Value {
        if self.count == 0 {
            return Value::Null;
        }
        json!({ "n": self.count, "sha256": hex(&self.hash.chain_update("]").finalize()) })
    }
}

/// For each event of the transaction what it commits to.
pub(crate) async fn of(tx: &mut Tx, events: &[(String, Event)]) -> Result<Vec<Value>> {
    let mut all = Vec::with_capacity(events.len());
    for (id, _) in events {
        all.push(if tx.is_touched() { of_event(tx, id).await? } else { Value::Null });
    }
    Ok(all)
}

async fn of_event(tx: &mut Tx, event: &str) -> Result<Value> {
    let mut rows = Rows::default();
    let mut after = 0_i64;
    loop {
        let batch: Vec<(i64, String, String, String, Vec<u8>, String)> = on_tx!(tx, c => sqlx::query_as(sql!("
            select n, kind, row_id, op, salt, image from audit_image where event_id = $1 and n > $2 order by n limit $3
        ")).bind(event).bind(after).bind(BATCH).fetch_all(c).await?);
        for (n, kind, row, op, salt, image) in &batch {
            rows.push(kind, row, op, &commitment(salt, image));
            after = *n;
        }
        if i64::try_from(batch.len()).unwrap_or(0) < BATCH {
            return Ok(rows.value());
        }
    }
}
