//! Writing down that an on-behalf session, or a request for one, is over.
//!
//! Rule: a request that finds it over ends it for good, with the cause, in that same request; a portal session that is
//! over too ends with it.

use crate::behalf::ending::{Ending, end_row};
use crate::behalf::life::{Life, life, lives};
use crate::behalf::{Cause, State, ask, lock};
use crate::cx::Cx;
use crate::env::Env;
use crate::error::Result;
use crate::policy::{self, Action};
use crate::session::ending::end;
use crate::session::life::Over;
use crate::time::Micros;
use crate::tx::Tx;
use crate::{on, sql};
use std::sync::Arc;

/// Ends for good what a request found over; whether it was open until now.
///
/// # Errors
/// [`crate::error::Error::Unavailable`]: then the request must not be answered as if it was ended.
pub(crate) async fn end_for_good(life: &Life, env: &Arc<Env>, now: Micros, over: Over<Cause>) -> Result<bool> {
    if over.is_written {
        return Ok(false);
    }
    // It happens once in the life of a session: every request keeps room for no more than a pointer.
    Box::pin(write_end(life, env, now, over)).await
}

async fn write_end(life: &Life, env: &Arc<Env>, now: Micros, over: Over<Cause>) -> Result<bool> {
    let mut tx = Tx::of_program(env, now, "session").await?;
    lock::turn_of_session(&mut tx, life.portal_session_id).await?;
    let ended = match life.state {
        State::Active => end_row(&mut tx, &Ending::from(life), over.why, "system", "").await?,
        State::Requested | State::Ended => ask::end_row(&mut tx, life, over.why).await?,
    };
    let portal = life.portal_over(env, now).filter(|over| !over.is_written);
    let portal_ended = match portal {
        Some(over) => end(&mut tx, life.portal_session_id, over.why).await?,
        None => false,
    };
    if ended || portal_ended {
        tx.commit_also().await?;
    }
    Ok(ended)
}

/// Writes down what time, sign-out or a changed role has already ended, requests that nobody verified or that wait for the
/// customer too; gives how many.
///
/// # Errors
/// [`crate::error::Error::Unavailable`].
pub async fn sweep(cx: &Cx) -> Result<usize> {
    policy::check(cx.principal(), Action::RunJob)?;
    let open: Vec<Life> = on!(cx.db(), c => sqlx::query_as(sql!(concat!("
        select ", life!(), "
        from ", lives!(), "
        where b.state in ('active', 'requested')
    "))).fetch_all(c).await?);
    let mut ended = 0;
    for life in &open {
        if let Some(over) = life.over(cx.env(), cx.now()) {
            ended += usize::from(end_for_good(life, cx.env(), cx.now(), over).await?);
        }
    }
    Ok(ended)
}
