//! How many events no checkpoint covers yet.

use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};
use tokio::sync::Notify;

/// A checkpoint is made after this many events at the latest (R85).
pub const EVERY: usize = 256;
/// Counts the events that no checkpoint covers yet and wakes whoever signs.
#[derive(Debug, Default)]
pub struct Unsigned {
    count: AtomicUsize,
    enough: Notify,
    trouble: Mutex<Option<String>>,
}

impl Unsigned {
    /// So many events were committed.
    pub(crate) fn add(&self, events: usize) {
        if self.count.fetch_add(events, Ordering::Relaxed) + events >= EVERY {
            self.enough.notify_one();
        }
    }

    /// They are about to be signed.
    pub(crate) fn reset(&self) {
        self.count.store(0, Ordering::Relaxed);
    }

    /// Why the log is not signed at the moment, in a sentence.
    pub fn trouble(&self) -> Option<String> {
        self.trouble.lock().map(|t| t.clone()).unwrap_or_default()
    }

    pub(crate) fn tell(&self, trouble: Option<String>) {
        if let Ok(mut told) = self.trouble.lock() {
            *told = trouble;
        }
    }

    /// Ready when there are [`EVERY`] of them.
    pub async fn enough(&self) {
        self.enough.notified().await;
    }
}
