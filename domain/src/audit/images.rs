//! Images of the rows that a transaction wrote.
//!
//! Rule: triggers store an image of each row as it was written; the event commits to all of them by one hash over their
//! salted hashes. So a row that was changed without an event is found, and an image can be erased without breaking the
//! chain.

use crate::audit::Event;
use crate::audit::canonical::{canonical, hex, sha256_hex, unhex};
use crate::db::{DbTx, pairs};
use crate::error::{Error, Result};
use crate::{on_tx, sql};
use serde_json::{Value, json};
use sha2::{Digest, Sha256};

pairs! {
    /// The last event, and the images of the events that `$1` names, once this is the only writer of the log. SQLite's
    /// transaction is that from its beginning.
    AUDIT_HEAD {
        sqlite: "
            select coalesce(e.seq, -1), coalesce(e.at, ''), coalesce(e.leaf, zeroblob(32)), i.images
            from (select coalesce(json_group_array(json_array(event_id, kind, row_id, op, hex(salt), image)), '[]') as images
                  from (select * from audit_image where n > (select min(after_image) from audit_open)
                          and event_id in (select value from json_each($1)) order by n limit 1000)) i
            left join (select seq, at, leaf from audit_event order by seq desc limit 1) e",
        postgres: "
            select seq, at, leaf, images from audit_head($1)"
    }
}

/// Images that are read at once.
const BATCH: usize = 1_000;

/// The commitment to an image: `c:` and the hash of salt and image.
pub(crate) fn commitment(salt: &[u8], image: &str) -> String {
    format!("c:{}", sha256_hex(&[salt, image.as_bytes()].concat()))
}

/// The commitments of one event to its images, added one by one.
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

    /// The value in the event: their number and hash; null for none.
    pub(crate) fn value(self) -> Value {
        if self.count == 0 {
            return Value::Null;
        }
        json!({ "n": self.count, "sha256": hex(&self.hash.chain_update("]").finalize()) })
    }
}

/// The last event of the log, and what each event of the transaction commits to.
pub(crate) struct Head {
    /// Its position; -1 when the log is empty.
    pub seq: i64,
    /// Its leaf.
    pub leaf: Vec<u8>,
    /// Its time.
    pub at: String,
    /// For each event that is to be appended.
    pub rows: Vec<Value>,
}

/// An image: event, table, row, operation, salt in hexadecimal, image.
type Image = (String, String, String, String, String, String);

/// Waits to be the only writer of the log until commit, and reads what the next events build on.
pub(crate) async fn head(tx: &mut DbTx, has_rows: bool, events: &[(String, Event)]) -> Result<Head> {
    // Nothing that was not touched has images.
    let ids: Vec<&str> = if has_rows { events.iter().map(|(id, _)| id.as_str()).collect() } else { Vec::new() };
    let ids = json!(ids).to_string();
    let sql = AUDIT_HEAD.in_tx(tx);
    let (seq, at, leaf, images): (i64, String, Vec<u8>, String) =
        on_tx!(tx, c => sqlx::query_as(sql).bind(&ids).fetch_one(c).await?);
    let images: Vec<Image> =
        serde_json::from_str(&images).map_err(|e| Error::Internal(format!("images of rows: {e}")))?;
    let mut head = Head { seq, leaf, at, rows: Vec::with_capacity(events.len()) };
    for (id, _) in events {
        head.rows.push(if images.len() < BATCH { of_images(id, &images)? } else { of_event(tx, id).await? });
    }
    Ok(head)
}

fn of_images(event: &str, images: &[Image]) -> Result<Value> {
    let mut rows = Rows::default();
    for (_, kind, row, op, salt, image) in images.iter().filter(|(id, ..)| id == event) {
        let salt = unhex(salt).ok_or_else(|| Error::Internal("the salt of an image".to_owned()))?;
        rows.push(kind, row, op, &commitment(&salt, image));
    }
    Ok(rows.value())
}

/// What an event with very many images commits to.
async fn of_event(tx: &mut DbTx, event: &str) -> Result<Value> {
    let mut rows = Rows::default();
    let mut after = 0_i64;
    loop {
        let batch: Vec<(i64, String, String, String, Vec<u8>, String)> = on_tx!(tx, c => sqlx::query_as(sql!("
            select n, kind, row_id, op, salt, image
            from audit_image
            where event_id = $1 and n > coalesce((select after_image from audit_open where event_id = $1), 0) and n > $2
            order by n limit cast($3 as bigint)
        ")).bind(event).bind(after).bind(1_000_i64).fetch_all(c).await?);
        for (n, kind, row, op, salt, image) in &batch {
            rows.push(kind, row, op, &commitment(salt, image));
            after = *n;
        }
        if batch.len() < BATCH {
            return Ok(rows.value());
        }
    }
}
