//! The signer of the log: opened once by a process, called again and again.
//!
//! Rule: only a continuation of what was signed before is signed, by this or another process. Without the key the log
//! goes on unsigned, and a warning says so; if the database is behind the file of checkpoints, the server does not
//! start (R99).

use crate::audit::Event;
use crate::audit::checkpoint::{self, Signed};
use crate::audit::note::Key;
use crate::audit::outside::Outside;
use crate::audit::unsigned::Unsigned;
use crate::cx::Cx;
use crate::db::Db;
use crate::error::{Error, Result};
use crate::lease;
use crate::time::Micros;
use std::sync::atomic::{AtomicBool, Ordering};

/// The name of the lease for signing.
pub const LEASE: &str = "sign";
/// After this time without renewal another process signs.
const LASTS: Micros = Micros::seconds(75);

/// The key of the process and the file it writes to.
pub struct Signer {
    key: Option<Key>,
    outside: Outside,
    /// This process, as the lease names it.
    holder: String,
    /// Whether the log already says that this key signs.
    is_announced: AtomicBool,
}

impl Signer {
    /// Compares the database with the checkpoints, and reads the key; a log that was never signed gets a new one.
    ///
    /// # Errors
    /// [`Error::Start`] with a sentence when the database is behind or differs, or a file is of another log.
    pub async fn open(cx: &Cx, outside: &Outside) -> Result<Signer> {
        let log = &cx.env().log;
        let outside = outside.clone();
        let last = checkpoint::check_outside(cx, &outside).await?;
        let newest = checkpoint::newest(cx).await?;
        if let Some(newest) = &newest {
            // Beside a process that signs now, one in a folder of its own begins its file with what that one signed.
            let is_second = !is_alone(cx) && lease::held(cx, LEASE).await?.is_some();
            if last.is_none() && !is_second {
                return Err(Error::Start(format!(
                    "{}. Bring the file back from where it was; if it is lost for good, start once with \
                     --accept-missing-checkpoints, which is an event",
                    outside.missing(newest.checkpoint.size)
                )));
            }
            checkpoint::check_against(cx, &newest.checkpoint).await?;
            if last.is_none() {
                outside.append(&newest.note)?;
            }
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
        let signer = Signer { key, outside, holder: lease::holder()?, is_announced: AtomicBool::new(false) };
        let trouble = match (&signer.key, &newest) {
            (None, _) => Some(signer.cannot(cx, "is missing").await?),
            (Some(key), Some(newest)) if key.public().to_string() != newest.vkey => {
                match lease::held(cx, LEASE).await? {
                    // Keys are changed while nobody signs; two that sign in turn would change them for ever.
                    Some(_) if !is_alone(cx) => Some(signer.cannot(cx, "is not the one that signs").await?),
                    _ => signer.rotated(cx, key, newest).await.map(|()| None)?,
                }
            }
            _ => None,
        };
        cx.env().part::<Unsigned>().tell(trouble);
        Ok(signer)
    }

    /// Why this process cannot sign, and what to copy from where.
    async fn cannot(&self, cx: &Cx, why: &str) -> Result<String> {
        let key = self.outside.key.display();
        Ok(match lease::held(cx, LEASE).await? {
            Some(lease) => format!(
                "this process cannot sign the log: its key {key} {why}; {} signs now: copy its file *.audit.key to {key}",
                lease.holder
            ),
            None => format!("the log is not signed: the key {key} {why}"),
        })
    }

    /// Signs when this process has the lease: of several that share a database, one signs, and the others keep their
    /// files of checkpoints up to date. Returns whether this process signs at the moment.
    ///
    /// # Errors
    /// As [`Signer::sign`].
    pub async fn sign_in_turn(&self, cx: &Cx) -> Result<bool> {
        let Some(key) = &self.key else {
            cx.env().part::<Unsigned>().tell(Some(self.cannot(cx, "is missing").await?));
            return Ok(false);
        };
        let newest = checkpoint::newest(cx).await?;
        let other = newest.filter(|newest| newest.vkey != key.public().to_string());
        if !lease::take(cx, LEASE, &self.holder, LASTS).await? {
            let trouble = match other {
                Some(_) => Some(self.cannot(cx, "is not the one that signs").await?),
                None => self.keep_up(cx).await.err().map(|error| format!("{error:?}")),
            };
            cx.env().part::<Unsigned>().tell(trouble);
            return Ok(false);
        }
        if let Some(newest) = &other {
            self.rotated(cx, key, newest).await?;
        }
        self.sign(cx).await.map(|_| true)
    }

    /// Gives the lease back, so that another process can sign.
    ///
    /// # Errors
    /// [`Error::Unavailable`].
    pub async fn leave(&self, cx: &Cx) -> Result<()> {
        lease::give_back(cx, LEASE, &self.holder).await
    }

    /// Adds the newest checkpoint that another process signed to the file of this one.
    async fn keep_up(&self, cx: &Cx) -> Result<()> {
        let Some(newest) = checkpoint::newest(cx).await? else { return Ok(()) };
        let size = match checkpoint::check_outside(cx, &self.outside).await? {
            Some(last) => last.size,
            None => 0,
        };
        if newest.checkpoint.size > size {
            checkpoint::check_against(cx, &newest.checkpoint).await?;
            self.outside.append(&newest.note)?;
        }
        Ok(())
    }

    /// Continues without the file of checkpoints when it is missing: an event records this, and a new file begins with
    /// the newest checkpoint of the database. Returns whether it was missing.
    ///
    /// # Errors
    /// [`Error::Start`] when the file cannot be read or written.
    pub async fn accept_missing(cx: &Cx, outside: &Outside) -> Result<bool> {
        let (None, Some(newest)) = (outside.newest()?, checkpoint::newest(cx).await?) else { return Ok(false) };
        // What the database holds is at least what it signed itself.
        checkpoint::check_against(cx, &newest.checkpoint).await?;
        let size = i64::try_from(newest.checkpoint.size).unwrap_or(i64::MAX);
        cx.record(Event::new("log.checkpoints_accepted").detail("size", size)).await?;
        outside.append(&newest.note)?;
        Ok(true)
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
        if self.is_another(cx, key).await? {
            return Ok(None);
        }
        let signed = self.continued(cx, key).await;
        cx.env().part::<Unsigned>().tell(match &signed {
            Ok(_) => None,
            Err(Error::Start(what)) => Some(format!("the log is not signed: {what}")),
            Err(error) => Some(format!("the log is not signed: {error:?}")),
        });
        signed
    }

    /// Whether another process signs with another key at the moment.
    async fn is_another(&self, cx: &Cx, key: &Key) -> Result<bool> {
        if is_alone(cx) || checkpoint::newest(cx).await?.is_none_or(|s| s.vkey == key.public().to_string()) {
            return Ok(false);
        }
        Ok(lease::held(cx, LEASE).await?.is_some_and(|lease| lease.holder != self.holder))
    }

    /// Records once that a new key signs from now on; the event is signed with the new key.
    async fn rotated(&self, cx: &Cx, key: &Key, newest: &Signed) -> Result<()> {
        if self.is_announced.swap(true, Ordering::Relaxed) {
            return Ok(());
        }
        let vkey = key.public().to_string();
        cx.record(Event::new("key.rotated").detail("before", newest.vkey.as_str()).detail("vkey", vkey)).await
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

/// Whether no other process can serve this database.
fn is_alone(cx: &Cx) -> bool {
    matches!(cx.db(), Db::Sqlite { .. })
}
