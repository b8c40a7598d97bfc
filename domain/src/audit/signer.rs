//! Whoever signs: opened once by a process, asked again and again.
//!
//! Rule: nothing is signed that is not a continuation of what was signed before, here or by another process. Without the
//! key the log goes on unsigned and says so; with the database behind the file of checkpoints nothing goes on (R99).

use crate::audit::Event;
use crate::audit::checkpoint::{self, Signed};
use crate::audit::note::Key;
use crate::audit::outside::Outside;
use crate::cx::Cx;
use crate::error::{Error, Result};

/// The key of the process and the file it writes to.
pub struct Signer {
    key: Option<Key>,
    outside: Outside,
}

impl Signer {
    /// Compares the database with what was signed, and takes the key; a log that was never signed gets one.
    ///
    /// # Errors
    /// [`Error::Start`] with a sentence when the database is behind or differs, or a file is of another log.
    pub async fn open(cx: &Cx, outside: &Outside) -> Result<Signer> {
        let log = &cx.env().log;
        let outside = outside.clone();
        let (last, newest) = (outside.newest()?, checkpoint::newest(cx).await?);
        if let Some(last) = &last {
            if last.origin != *log {
                let file = outside.checkpoints.display();
                return Err(Error::Start(format!(
                    "the checkpoints in {file} are of the log {}, not of {log}",
                    last.origin
                )));
            }
            checkpoint::check_against(cx, last).await?;
        }
        if let Some(newest) = &newest {
            checkpoint::check_against(cx, &newest.checkpoint).await?;
        }
        let key = match outside.key()? {
            Some(key) if key.name() != log => {
                let file = outside.key.display();
                return Err(Error::Start(format!("the key in {file} is for the log {}, not for {log}", key.name())));
            }
            None if last.is_none() && newest.is_none() => match outside.make_key(log) {
                Ok(key) => Some(key),
                // Another process was quicker.
                Err(error) => Some(outside.key()?.ok_or(error)?),
            },
            found => found,
        };
        if let (Some(key), Some(newest)) = (&key, &newest) {
            rotated(cx, key, newest).await?;
        }
        let missing = format!("the log is not signed: the key {} is missing", outside.key.display());
        cx.env().unsigned.tell(key.is_none().then_some(missing));
        Ok(Signer { key, outside })
    }

    /// The key to check with, when there is one to sign with.
    pub fn vkey(&self) -> Option<String> {
        self.key.as_ref().map(|key| key.public().to_string())
    }

    /// Signs all events there are; `None` when there is nothing to sign or no key.
    ///
    /// # Errors
    /// [`Error::Start`] when the log does not continue what was signed.
    pub async fn sign(&self, cx: &Cx) -> Result<Option<Signed>> {
        let Some(key) = &self.key else { return Ok(None) };
        let signed = self.continued(cx, key).await;
        cx.env().unsigned.tell(match &signed {
            Ok(_) => None,
            Err(Error::Start(what)) => Some(format!("the log is not signed: {what}")),
            Err(error) => Some(format!("the log is not signed: {error:?}")),
        });
        signed
    }

    async fn continued(&self, cx: &Cx, key: &Key) -> Result<Option<Signed>> {
        if let Some(last) = self.outside.newest()? {
            checkpoint::check_against(cx, &last).await?;
        }
        let signed = checkpoint::sign(cx, key).await?;
        if let Some(signed) = &signed {
            self.outside.append(&signed.note)?;
        }
        Ok(signed)
    }
}

/// Another key than before signs from here on: that stands in the log, under the new key.
async fn rotated(cx: &Cx, key: &Key, newest: &Signed) -> Result<()> {
    let vkey = key.public().to_string();
    if newest.vkey == vkey {
        return Ok(());
    }
    cx.record(Event::new("key.rotated").detail("before", newest.vkey.as_str()).detail("vkey", vkey)).await
}
