//! How much is read at once: so many files, and so many bytes of them in memory.

use crate::error::{Error, Result};
use crate::quick_order::LARGEST_FILE;
use std::sync::Arc;
use std::time::Duration;
use tokio::sync::{OwnedSemaphorePermit, Semaphore};

/// Files that are read at the same time.
const AT_ONCE: usize = 2;
/// Memory for what is sent, in KiB.
const MEMORY: usize = 64 * 1024;
/// How long somebody waits for their turn.
const TURN: Duration = Duration::from_secs(10);

/// What all requests share.
#[derive(Debug)]
pub struct Slots {
    reading: Arc<Semaphore>,
    memory: Arc<Semaphore>,
}

impl Default for Slots {
    fn default() -> Slots {
        Slots { reading: Arc::new(Semaphore::new(AT_ONCE)), memory: Arc::new(Semaphore::new(MEMORY)) }
    }
}

impl Slots {
    /// Room for a body of so many bytes; of an unknown size for the largest.
    ///
    /// # Errors
    /// [`Error::Unavailable`] when there is none in time.
    pub async fn room(&self, bytes: Option<usize>) -> Result<OwnedSemaphorePermit> {
        let kib = bytes.unwrap_or(LARGEST_FILE).min(2 * LARGEST_FILE) / 1024 + 1;
        let kib = u32::try_from(kib.min(MEMORY)).unwrap_or(u32::MAX);
        turn(self.memory.clone().acquire_many_owned(kib)).await
    }

    /// The right to read a file.
    ///
    /// # Errors
    /// As [`Slots::room`].
    pub(super) async fn reading(&self) -> Result<OwnedSemaphorePermit> {
        turn(self.reading.clone().acquire_owned()).await
    }
}

async fn turn(
    wait: impl Future<Output = std::result::Result<OwnedSemaphorePermit, tokio::sync::AcquireError>>,
) -> Result<OwnedSemaphorePermit> {
    match tokio::time::timeout(TURN, wait).await {
        Ok(Ok(permit)) => Ok(permit),
        Ok(Err(_)) | Err(_) => Err(Error::Unavailable),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn what_is_too_much_at_once_waits() {
        let slots = Slots::default();
        let soon = Duration::from_millis(20);
        let held = (slots.room(None).await, slots.room(None).await, slots.room(None).await);
        assert!(held.0.is_ok() && held.1.is_ok() && held.2.is_ok());
        assert!(tokio::time::timeout(soon, slots.room(None)).await.is_err(), "there is no room for a fourth");
        assert!(slots.room(Some(1_000)).await.is_ok(), "a small one has room");
        drop(held);
        assert!(slots.room(None).await.is_ok());
    }
}
