//! Locks around on-behalf sessions, which everything takes in one order: first the turn of the member of staff, then the
//! sessions on behalf, then people, then their own sessions. So no two transactions wait for each other in a circle.

use crate::behalf::life::of_customers;
use crate::db::pairs;
use crate::error::Result;
use crate::id::{SessionId, StaffId};
use crate::on_tx;
use crate::tx::Tx;

pairs! {
    /// The open on-behalf sessions that were started from the portal session `$1`, locked before it is, in the order of
    /// [`crate::behalf::life::BEHALF_LIFE`].
    pub(crate) OF_SESSION {
        sqlite: "
            select b.id from behalf b where b.portal_session_id = $1 and b.state = 'active'",
        postgres: "
            select b.id from behalf b where b.portal_session_id = $1 and b.state = 'active'
            order by b.id
            for no key update of b"
    }

    /// The open on-behalf sessions of the member of staff `$1`, locked before the person is.
    pub(crate) OF_STAFF {
        sqlite: "
            select b.id from behalf b where b.staff_id = $1 and b.state = 'active'",
        postgres: "
            select b.id from behalf b where b.staff_id = $1 and b.state = 'active'
            order by b.id
            for no key update of b"
    }

    /// An on-behalf session, locked by whoever ends it from outside.
    pub(crate) ONE {
        sqlite: "select id from behalf where id = $1",
        postgres: "select id from behalf where id = $1 for no key update"
    }

    /// The open sessions on behalf of people of the company `$1`, locked like [`crate::behalf::life::BEHALF_LIFE`] locks them, before the company.
    pub(crate) OF_COMPANY {
        sqlite: concat!("select b.id from ", of_customers!(), " where o.id = $1 and b.state = 'active'"),
        postgres: concat!("
            select b.id from ", of_customers!(), " where o.id = $1 and b.state = 'active'
            order by b.id
            for update of b")
    }
}

pairs! {
    /// Waits until no other transaction counts, adds to or ends the on-behalf sessions of the member of staff `$1`. Asked
    /// for before any row is locked: then no session begins between locking those that there are and locking their portal
    /// session, which two transactions would do in different orders.
    TURN {
        sqlite: "select 1 where $1 is not null",
        postgres: "select 1::bigint from pg_advisory_xact_lock(4018, hashtext($1))"
    }

    /// The same for whoever the portal session `$1` belongs to.
    TURN_OF_SESSION {
        sqlite: "select 1 where $1 is not null",
        postgres: "
            select 1::bigint from session s, pg_advisory_xact_lock(4018, hashtext(s.staff_id::text))
            where s.id = $1 and s.staff_id is not null"
    }
}

/// Waits until no other transaction counts, adds to or ends the on-behalf sessions of this member of staff.
pub(crate) async fn turn(tx: &mut Tx, staff: StaffId) -> Result<()> {
    let sql = TURN.in_tx(tx.db());
    let _: Option<i64> = on_tx!(tx, c => sqlx::query_scalar(sql).bind(staff.to_string()).fetch_optional(c).await?);
    Ok(())
}

/// The same for whoever this portal session belongs to; a session of the storefront has nothing to wait for.
pub(crate) async fn turn_of_session(tx: &mut Tx, session: SessionId) -> Result<()> {
    let sql = TURN_OF_SESSION.in_tx(tx.db());
    let _: Option<i64> = on_tx!(tx, c => sqlx::query_scalar(sql).bind(session).fetch_optional(c).await?);
    Ok(())
}
