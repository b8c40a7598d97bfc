//! The factors of a person, and proving them.

use crate::audit::Event;
use crate::cx::{Cx, Principal};
use crate::db::Db;
use crate::error::{Error, Result};
use crate::factor::{Kind, Setup, recovery, totp};
use crate::id::{FactorId, StaffId};
use crate::policy::Action;
use crate::secret::Key;
use crate::time::Micros;
use crate::{exec, on, sql};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;

/// A factor in the list of its owner.
#[derive(Clone, Debug, sqlx::FromRow)]
pub struct Factor {
    /// The factor.
    pub id: FactorId,
    /// What it is.
    pub kind: Kind,
    /// What its owner calls it, or empty.
    pub name: String,
    /// Since when.
    pub created_at: Micros,
    /// When it was used last.
    pub used_at: Option<Micros>,
}

/// Whether a member of staff `t` has a factor, as a column.
macro_rules! has_factor {
    () => {
        "exists (select 1 from factor f where f.staff_id = t.id and f.removed_at is null) as has_factor"
    };
}
pub(crate) use has_factor;

/// The kinds of factors that a person can use.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Ways {
    /// An authenticator app.
    pub app: bool,
    /// A passkey.
    pub passkey: bool,
}

impl Ways {
    /// Whether there is any.
    pub fn any(self) -> bool {
        self.app || self.passkey
    }
}

/// The factors of somebody, oldest first.
///
/// # Errors
/// [`Error::Unavailable`].
pub(crate) async fn list(cx: &Cx, staff: StaffId) -> Result<Vec<Factor>> {
    Ok(on!(cx.db(), c => sqlx::query_as(sql!("
        select id, kind, name, created_at, used_at from factor
        where staff_id = $1 and removed_at is null order by created_at, id
    ")).bind(staff).fetch_all(c).await?))
}

/// The kinds of factors that a person can use.
///
/// # Errors
/// [`Error::Unavailable`].
pub async fn ways(cx: &Cx, staff: StaffId) -> Result<Ways> {
    let factors = list(cx, staff).await?;
    let has = |kind: Kind| factors.iter().any(|f| f.kind == kind);
    Ok(Ways { app: has(Kind::Totp), passkey: has(Kind::Passkey) })
}

/// Whether a person must add a factor before anything else (R9).
///
/// # Errors
/// [`Error::Unavailable`].
pub async fn must_enrol(cx: &Cx, staff: StaffId) -> Result<bool> {
    Ok(cx.env().part::<Setup>().required && !ways(cx, staff).await?.any())
}

/// The method that `code` proves: a code of an app or a recovery code, which is used up. `Some(None)` for a person without
/// a factor, `None` when the code is wrong.
///
/// # Errors
/// [`Error::Unavailable`].
pub(crate) async fn second(cx: &Cx, staff: StaffId, code: &str) -> Result<Option<Option<&'static str>>> {
    let cx = &cx.with_principal(Principal::Anonymous);
    if !ways(cx, staff).await?.any() {
        return Ok(Some(None));
    }
    if totp::digits(code).is_none() {
        return Ok(recovery::spend(cx, staff, code).await?.then_some(Some("rec")));
    }
    let apps: Vec<(FactorId, Vec<u8>)> = on!(cx.db(), c => sqlx::query_as(sql!("
        select id, secret from factor where staff_id = $1 and kind = 'totp' and removed_at is null
    ")).bind(staff).fetch_all(c).await?);
    for (id, sealed) in apps {
        let secret = opened(cx, id, &sealed)?;
        if let Some(step) = totp::matching(&secret, code, cx.now())?
            && spend(cx, staff, id, step).await?
        {
            return Ok(Some(Some("otp")));
        }
    }
    Ok(None)
}

/// Whether `code` would prove the second factor of a person now, or they have none; the code stays usable.
///
/// # Errors
/// [`Error::Unavailable`].
pub(crate) async fn would_fit(cx: &Cx, staff: StaffId, code: &str) -> Result<bool> {
    if !ways(cx, staff).await?.any() {
        return Ok(true);
    }
    if totp::digits(code).is_none() {
        return recovery::is_good(cx, staff, code).await;
    }
    let apps: Vec<(FactorId, Vec<u8>, Option<i64>)> = on!(cx.db(), c => sqlx::query_as(sql!("
        select id, secret, last_step from factor where staff_id = $1 and kind = 'totp' and removed_at is null
    ")).bind(staff).fetch_all(c).await?);
    for (id, sealed, last) in apps {
        let step = totp::matching(&opened(cx, id, &sealed)?, code, cx.now())?;
        if step.is_some_and(|step| last.is_none_or(|last| last < step)) {
            return Ok(true);
        }
    }
    Ok(false)
}

fn opened(cx: &Cx, id: FactorId, sealed: &[u8]) -> Result<Vec<u8>> {
    let secret = cx.env().part::<Setup>().key()?.open(id.0.as_bytes(), sealed);
    secret.ok_or_else(|| Error::Internal(format!("factor {id} was sealed with another key")))
}

/// Uses up the code of a step and of all earlier steps; of several parallel calls one succeeds (R10).
async fn spend(cx: &Cx, staff: StaffId, id: FactorId, step: i64) -> Result<bool> {
    let mut tx = cx.begin(Action::SignIn).await?;
    let event = tx.event().to_owned();
    let spent = exec!(tx, "
        update factor set last_step = $2, used_at = $3, last_event = $4
        where id = $1 and removed_at is null and (last_step is null or last_step < $2)
    "; id, step, cx.now(), &event)
    .one_or_none()?;
    if !spent {
        return Ok(false);
    }
    tx.commit(Event::new("factor.used").by("staff", staff).target("factor", id).detail("amr", "otp")).await?;
    Ok(true)
}

/// The number of sealed secrets, and whether the key opens them.
///
/// # Errors
/// [`Error::Unavailable`].
pub async fn sealed(cx: &Cx) -> Result<Option<(FactorId, Vec<u8>)>> {
    Ok(on!(cx.db(), c => sqlx::query_as(sql!("
        select id, secret from factor where kind = 'totp' and removed_at is null order by id limit 1
    ")).fetch_optional(c).await?))
}

/// Reads the key for the secrets of this database from `path`, or creates one when nothing was sealed yet.
///
/// # Errors
/// [`Error::Start`] with a sentence when it is missing, unreadable, or of another database.
pub async fn unlock(cx: &Cx, path: &std::path::Path) -> Result<()> {
    let (sealed, known) = (sealed(cx).await?, known(cx).await?);
    // Of a SQLite file this is the only server: a key that nothing was sealed with may give way to a new one.
    let is_free = sealed.is_none() && matches!(cx.db(), Db::Sqlite { .. });
    let was_there = path.exists();
    let key = Key::find(path, is_free || (sealed.is_none() && known.is_none()))?;
    let foreign = || Error::Start(is_foreign(path));
    if sealed.is_some_and(|(id, secret)| key.open(id.0.as_bytes(), &secret).is_none()) {
        return Err(foreign());
    }
    if !known.as_deref().is_some_and(|known| is_known(&key, known)) {
        if known.is_some() && !is_free {
            return Err(foreign());
        }
        bind(cx, &key).await?;
        // Of several processes that made a key each, the first one is right.
        if !self::known(cx).await?.is_some_and(|known| is_known(&key, &known)) {
            if !was_there {
                let _ = std::fs::remove_file(path);
            }
            return Err(foreign());
        }
    }
    cx.env().part::<Setup>().unlock(key);
    Ok(())
}

/// The message about a key that belongs to another database.
pub(crate) fn is_foreign(path: &std::path::Path) -> String {
    let file = path.display();
    format!(
        "the secret key {file} is not the one of this database: copy the file *.secret.key of the process that serves \
         it, or of the backup of its keys, to {file}, or name it with secret-key"
    )
}

/// The setting that identifies the key of a database: a word sealed with it.
const CHECK: &str = "secret_key_check";

/// The sealed word, when there is one.
///
/// # Errors
/// [`Error::Unavailable`].
pub(crate) async fn known(cx: &Cx) -> Result<Option<String>> {
    Ok(on!(cx.db(), c => sqlx::query_scalar(sql!("
        select value from setting where key = 'secret_key_check'
    ")).fetch_optional(c).await?))
}

/// Whether the word was sealed with this key.
pub(crate) fn is_known(key: &Key, known: &str) -> bool {
    STANDARD.decode(known).is_ok_and(|sealed| key.open(CHECK.as_bytes(), &sealed).is_some())
}

/// Seals the word with the key of this database, replacing an older one on SQLite.
async fn bind(cx: &Cx, key: &Key) -> Result<()> {
    let word = STANDARD.encode(key.seal(CHECK.as_bytes(), CHECK.as_bytes())?);
    let mut tx = cx.begin(Action::RunJob).await?;
    let is_sqlite = tx.db().is_sqlite();
    let bound = exec!(tx, "
        insert into setting (key, value) values ('secret_key_check', $1)
        on conflict (key) do update set value = excluded.value where $2
    "; &word, is_sqlite)
    .one_or_none()?;
    if bound { tx.commit(Event::new("secret_key.bound")).await } else { Ok(()) }
}
