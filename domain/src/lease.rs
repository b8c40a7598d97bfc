//! Which of several processes does what only one should do: a lease in the database, which its holder renews.
//!
//! Rule: a lease is an order of turns and no lock. What is done under it must stay right when two do it at once, which
//! happens when a clock is wrong or a process was stopped for longer than its lease.

use crate::credential::random;
use crate::cx::Cx;
use crate::error::Result;
use crate::time::Micros;
use crate::{exec, on, sql};

/// A lease as it is now.
#[derive(Clone, Debug, PartialEq, Eq, sqlx::FromRow)]
pub struct Lease {
    /// Who holds it, by [`holder`].
    pub holder: String,
    /// Until when.
    pub until: Micros,
}

/// A name for this process among all that share the database, for people to find it by.
///
/// # Errors
/// [`crate::error::Error::Unavailable`] when the system has no randomness to give.
pub fn holder() -> Result<String> {
    let machine = std::fs::read_to_string("/proc/sys/kernel/hostname").unwrap_or_default();
    let machine = if machine.trim().is_empty() { "unknown" } else { machine.trim() };
    // In containers machines and processes may have the same names.
    let mark = crate::audit::canonical::hex(&random::<3>()?);
    Ok(format!("process {} on {machine} ({mark})", std::process::id()))
}

/// Takes or renews a lease; whether this process holds it now. A SQLite file has one server, which never waits for
/// the lease of one that is gone.
///
/// # Errors
/// [`crate::error::Error::Unavailable`].
pub async fn take(cx: &Cx, name: &str, holder: &str, lasts: Micros) -> Result<bool> {
    let mut tx = cx.db().begin().await?;
    let (now, until) = (cx.now(), cx.now().plus(lasts));
    // What ends before this is free; on SQLite all that is there.
    let free = if tx.is_sqlite() { Micros(i64::MAX) } else { now };
    let taken = exec!(tx, "
        insert into lease (name, holder, until) values ($1, $2, $3)
        on conflict (name) do update set holder = excluded.holder, until = excluded.until
        where lease.holder = excluded.holder or lease.until <= $4
    "; name, holder, until, free)
    .one_or_none()?;
    tx.commit().await?;
    Ok(taken)
}

/// Gives a lease back, if this process holds it.
///
/// # Errors
/// [`crate::error::Error::Unavailable`].
pub async fn give_back(cx: &Cx, name: &str, holder: &str) -> Result<()> {
    let mut tx = cx.db().begin().await?;
    // Another process may hold it by now.
    exec!(tx, "delete from lease where name = $1 and holder = $2"; name, holder).one_or_none()?;
    tx.commit().await
}

/// Who holds a lease now; `None` when it is free.
///
/// # Errors
/// [`crate::error::Error::Unavailable`].
pub async fn held(cx: &Cx, name: &str) -> Result<Option<Lease>> {
    Ok(on!(cx.db(), c => sqlx::query_as(sql!("
        select holder, until from lease where name = $1 and until > $2
    ")).bind(name).bind(cx.now()).fetch_optional(c).await?))
}
