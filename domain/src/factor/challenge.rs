//! Challenges: the state between two steps of a proof, kept for minutes.
//!
//! Rules: a challenge is found only with a secret of its holder (a cookie, a session); it is sealed; it expires; one
//! that works once is removed by its use. An expired one is removed when it is found, so setting the clock back does
//! not revive it. A challenge is written without an event, because it changes nothing of the business.

use crate::cx::Cx;
use crate::error::{Error, Result};
use crate::factor::Setup;
use crate::id::StaffId;
use crate::time::Micros;
use crate::tx::Tx;
use crate::{exec, on, on_tx, sql};
use sha2::{Digest, Sha256};

/// How long a challenge is valid.
pub const LIFE: Micros = Micros::minutes(5);
/// How long a repeated form gets the same answer.
pub const SENT_AGAIN: Micros = Micros::seconds(30);
/// What is over.
const SWEEP: &str = sql!("delete from challenge where expires_at <= $1");

/// What a challenge is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Purpose {
    /// The password was right; the second factor comes next.
    Half,
    /// A passkey is asked for.
    Passkey,
    /// An authenticator app is being added.
    App,
    /// A passkey is being added.
    Key,
    /// Recovery codes are being shown.
    Codes,
    /// A completed sign-in: its session, for a repeated form.
    Done,
}

impl Purpose {
    fn life(self) -> Micros {
        match self {
            Purpose::Done => SENT_AGAIN,
            Purpose::Half | Purpose::Passkey | Purpose::App | Purpose::Key | Purpose::Codes => LIFE,
        }
    }
}

#[derive(sqlx::FromRow)]
struct ChallengeRow {
    staff_id: Option<StaffId>,
    state: Vec<u8>,
    expires_at: Micros,
}

/// A challenge that was found.
pub struct Held {
    /// The person it is about, when that is known.
    pub staff: Option<StaffId>,
    /// Its content.
    pub state: Vec<u8>,
}

fn id(purpose: Purpose, holder: &[u8]) -> Vec<u8> {
    let mut hash = Sha256::new();
    hash.update(format!("{purpose:?}\n"));
    hash.update(holder);
    hash.finalize().to_vec()
}

/// Stores a challenge for `holder`, replacing an earlier one; removes expired ones.
///
/// # Errors
/// [`Error::Unavailable`].
pub async fn put(cx: &Cx, purpose: Purpose, holder: &[u8], staff: Option<StaffId>, state: &[u8]) -> Result<()> {
    let id = id(purpose, holder);
    let state = cx.env().part::<Setup>().key()?.seal(&id, state)?;
    let (now, until) = (cx.now(), cx.now().plus(purpose.life()));
    let mut tx = cx.db().begin().await?;
    exec!(tx, SWEEP; now).any_number();
    exec!(tx, "
        insert into challenge (id, staff_id, state, expires_at) values ($1, $2, $3, $4)
        on conflict (id) do update set staff_id = excluded.staff_id, state = excluded.state, expires_at = excluded.expires_at
    "; &id, staff, &state, until).one()?;
    tx.commit().await
}

/// The challenge of `holder`, which stays.
///
/// # Errors
/// [`Error::Unavailable`].
pub async fn look(cx: &Cx, purpose: Purpose, holder: &[u8]) -> Result<Option<Held>> {
    let id = id(purpose, holder);
    let row: Option<ChallengeRow> = on!(cx.db(), c => sqlx::query_as(sql!("
        select staff_id, state, expires_at from challenge where id = $1
    ")).bind(&id).fetch_optional(c).await?);
    if row.as_ref().is_some_and(|row| row.expires_at <= cx.now()) {
        sweep(cx).await?;
    }
    opened(cx, &id, row)
}

/// Removes and returns the challenge of `holder`; of several parallel calls one gets it.
///
/// # Errors
/// [`Error::Unavailable`].
pub async fn take(cx: &Cx, purpose: Purpose, holder: &[u8]) -> Result<Option<Held>> {
    let id = id(purpose, holder);
    let sql = sql!("delete from challenge where id = $1 returning staff_id, state, expires_at");
    let mut tx = cx.db().begin().await?;
    let row: Option<ChallengeRow> = on_tx!(tx, c => sqlx::query_as(sql).bind(&id).fetch_optional(c).await?);
    tx.commit().await?;
    opened(cx, &id, row)
}

/// Removes expired challenges; returns how many.
///
/// # Errors
/// [`Error::Unavailable`].
pub async fn sweep(cx: &Cx) -> Result<i64> {
    let mut tx = cx.db().begin().await?;
    let gone = exec!(tx, SWEEP; cx.now()).count();
    tx.commit().await?;
    Ok(gone)
}

/// Removes every challenge of a person, so that a sign-in begun with an old password cannot be completed.
///
/// # Errors
/// [`Error::Unavailable`].
pub(crate) async fn forget(tx: &mut Tx, staff: StaffId) -> Result<()> {
    exec!(tx, "
        delete from challenge where staff_id = $1
    "; staff)
    .any_number();
    Ok(())
}

fn opened(cx: &Cx, id: &[u8], row: Option<ChallengeRow>) -> Result<Option<Held>> {
    let Some(ChallengeRow { staff_id: staff, state, .. }) = row.filter(|row| row.expires_at > cx.now()) else {
        return Ok(None);
    };
    let state = cx.env().part::<Setup>().key()?.open(id, &state);
    let state = state.ok_or_else(|| Error::Internal("a challenge was sealed with another key".to_owned()))?;
    Ok(Some(Held { staff, state }))
}
