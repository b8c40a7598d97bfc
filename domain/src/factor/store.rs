//! The factors somebody has, and proving that they are at hand.

use crate::audit::Event;
use crate::cx::{Cx, Principal};
use crate::error::{Error, Result};
use crate::factor::{Kind, recovery, totp};
use crate::id::{FactorId, StaffId};
use crate::policy::Action;
use crate::time::Micros;
use crate::{on, on_tx, sql};

/// A factor in the list of its owner.
#[derive(Clone, Debug, sqlx::FromRow)]
pub struct Factor {
    /// The factor.
    pub id: FactorId,
    /// `totp` or `passkey`.
    pub kind: String,
    /// What its owner calls it.
    pub name: String,
    /// Since when.
    pub created_at: Micros,
    /// When it was used last.
    pub used_at: Option<Micros>,
}

/// Whether a member of staff `t` has a factor, as a column: 0 when not.
macro_rules! has_factor {
    () => {
        "case when exists (select 1 from factor f where f.staff_id = t.id and f.removed_at is null)
              then cast(1 as bigint) else cast(0 as bigint) end as has_factor"
    };
}
pub(crate) use has_factor;

/// What somebody can be asked for beside the password.
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

/// What somebody can be asked for.
///
/// # Errors
/// [`Error::Unavailable`].
pub async fn ways(cx: &Cx, staff: StaffId) -> Result<Ways> {
    let factors = list(cx, staff).await?;
    let has = |kind: Kind| factors.iter().any(|f| f.kind == kind.as_str());
    Ok(Ways { app: has(Kind::Totp), passkey: has(Kind::Passkey) })
}

/// Whether somebody must enrol a factor before anything else (R9).
///
/// # Errors
/// [`Error::Unavailable`].
pub async fn must_enrol(cx: &Cx, staff: StaffId) -> Result<bool> {
    Ok(cx.env().factors.required && !ways(cx, staff).await?.any())
}

/// The method that `code` proves: an app's code or a recovery code, used up by this. `Some(None)` for somebody who has no
/// factor, `None` when the code does not fit.
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

/// Whether `code` would prove somebody's second factor now, or they have none; uses nothing up.
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
    let secret = cx.env().factors.key()?.open(id.0.as_bytes(), sealed);
    secret.ok_or_else(|| Error::Internal(format!("factor {id} was sealed with another key")))
}

/// Uses up the code of a step, and with it those of all steps before; of several who type it, one succeeds (R10).
async fn spend(cx: &Cx, staff: StaffId, id: FactorId, step: i64) -> Result<bool> {
    let mut tx = cx.begin(Action::SignIn).await?;
    let event = tx.event().to_owned();
    let spent = on_tx!(tx, c => sqlx::query(sql!("
        update factor set last_step = $2, used_at = $3, last_event = $4
        where id = $1 and removed_at is null and (last_step is null or last_step < $2)
    ")).bind(id).bind(step).bind(cx.now()).bind(&event).execute(c).await?.rows_affected());
    if spent != 1 {
        return Ok(false);
    }
    tx.commit(Event::new("factor.used").by("staff", staff).target("factor", id).detail("amr", "otp")).await?;
    Ok(true)
}

/// How many secrets are sealed, and whether the key opens them.
///
/// # Errors
/// [`Error::Unavailable`].
pub async fn sealed(cx: &Cx) -> Result<Option<(FactorId, Vec<u8>)>> {
    Ok(on!(cx.db(), c => sqlx::query_as(sql!("
        select id, secret from factor where kind = 'totp' and removed_at is null order by id limit 1
    ")).fetch_optional(c).await?))
}

/// Finds the key for the secrets of this database in `path`, or makes one when nothing was sealed yet.
///
/// # Errors
/// [`Error::Start`] with a sentence when it is missing, unreadable, or of another database.
pub async fn unlock(cx: &Cx, path: &std::path::Path) -> Result<()> {
    let sealed = sealed(cx).await?;
    let key = crate::secret::Key::find(path, sealed.is_none())?;
    if let Some((id, secret)) = sealed
        && key.open(id.0.as_bytes(), &secret).is_none()
    {
        return Err(Error::Start(format!("the secret key {} is not the one of this database", path.display())));
    }
    cx.env().factors.unlock(key);
    Ok(())
}
