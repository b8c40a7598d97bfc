//! The agent's other open sessions: the bar of each session leads to them.
//!
//! Rule: going to another session proves nothing and gives nothing: it is open already, and its own cookie opens it. So
//! neither looking at the list nor going leaves an event; what is asked for there does, as always.

use crate::behalf::life::{Life, life, lives};
use crate::cx::{Cx, Other};
use crate::env::Env;
use crate::error::{Conflict, Denied, Error, Result};
use crate::id::{BehalfId, StaffId};
use crate::time::Micros;
use crate::{on, sql};
use std::sync::Arc;

#[derive(sqlx::FromRow)]
struct OtherRow {
    #[sqlx(flatten)]
    life: Life,
    #[sqlx(flatten)]
    other: Other,
}

/// The columns of [`OtherRow`], from [`lives`] and the store `w`.
macro_rules! other {
    () => {
        concat!(
            life!(),
            ", b.slug, k.latin_name as contact_name, o.name as organization_name, w.name as store_name,
             b.expires_at as ends_at from ",
            lives!(),
            " join store w on w.id = b.store_id "
        )
    };
}

/// The open sessions of an agent without this one, the oldest first.
pub(crate) async fn others(env: &Arc<Env>, now: Micros, staff: StaffId, without: BehalfId) -> Result<Vec<Other>> {
    let others: Vec<OtherRow> = on!(&env.db, c => sqlx::query_as(sql!(concat!("
        select ", other!(), "
        where b.staff_id = $1 and b.id <> $2 and b.state = 'active'
        order by b.started_at, b.id
    "))).bind(staff).bind(without).fetch_all(c).await?);
    Ok(others.into_iter().filter(|row| row.life.over(env, now).is_none()).map(|row| row.other).collect())
}

/// Another session of the agent of `cx` by its id, or the one that goes on with it since it got more time.
///
/// # Errors
/// [`Error::Forbidden`] outside of a session; [`Error::Conflict`] when it is over, or no session of this agent's.
pub async fn other(cx: &Cx, id: BehalfId) -> Result<Other> {
    let (staff, ..) = cx.behalf().ok_or(Error::Forbidden(Denied::Permission))?;
    let found: Option<OtherRow> = on!(cx.db(), c => sqlx::query_as(sql!(concat!("
        with recursive later (id) as (
            select id from behalf where id = $1
            union all
            select n.id from later l join behalf n on n.previous_id = l.id
        )
        select ", other!(), "
        join later on later.id = b.id
        where b.staff_id = $2 and b.state = 'active'
    "))).bind(id).bind(staff.id).fetch_optional(c).await?);
    let open = found.filter(|row| row.life.over(cx.env(), cx.now()).is_none());
    open.map(|row| row.other).ok_or(Error::Conflict(Conflict::State))
}
