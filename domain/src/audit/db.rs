//! Reading the events of a session.

use crate::audit::names::noted;
use crate::cx::Cx;
use crate::db::pairs;
use crate::error::Result;
use crate::tx::Tx;
use crate::{on, on_tx};
use serde_json::Value;

pairs! {
    /// The events of one session in order.
    AUDIT_OF_SESSION {
        sqlite: "
            select e.seq, e.at, e.type, e.body,
                   coalesce(t.name, ac.latin_name, e.actor_id),
                   coalesce(sc.latin_name, ''),
                   coalesce(so.name, ao.name, '')
            from audit_event e
            left join staff t on t.id = unhex(replace(e.actor_id, '-', ''))
            left join account a on a.id = unhex(replace(e.actor_id, '-', ''))
            left join contact ac on ac.id = a.contact_id
            left join organization ao on ao.id = ac.organization_id
            left join contact sc on sc.id = unhex(replace(e.subject_id, '-', ''))
            left join organization so on so.id = sc.organization_id
            where e.session_id = $1
            order by e.seq",
        postgres: "
            select e.seq, e.at, e.type, e.body,
                   coalesce(t.name, ac.latin_name, e.actor_id),
                   coalesce(sc.latin_name, ''),
                   coalesce(so.name, ao.name, '')
            from audit_event e
            left join staff t on t.id = case when e.actor_id ~ '^[0-9a-f-]{36}$' then e.actor_id::uuid end
            left join account a on a.id = case when e.actor_id ~ '^[0-9a-f-]{36}$' then e.actor_id::uuid end
            left join contact ac on ac.id = a.contact_id
            left join organization ao on ao.id = ac.organization_id
            left join contact sc on sc.id = case when e.subject_id ~ '^[0-9a-f-]{36}$' then e.subject_id::uuid end
            left join organization so on so.id = sc.organization_id
            where e.session_id = $1
            order by e.seq"
    }
}

/// One event as the audit page shows it.
#[derive(Clone, Debug)]
pub struct Entry {
    /// Its position in the log.
    pub seq: i64,
    /// When.
    pub at: String,
    /// `noun.verb_past`.
    pub kind: String,
    /// Who did it: a name, or the kind of actor.
    pub actor: String,
    /// The customer it was done for; empty when the actor acted for themselves.
    pub subject: String,
    /// The customer's company, empty when there is none.
    pub company: String,
    /// Its object: the kind, and the name people know it by.
    pub object: String,
    /// The id of that thing.
    pub object_id: String,
    /// `success` or `denied`.
    pub outcome: String,
    /// Why, or what; empty when the event has neither.
    pub note: String,
    /// The session's id, empty for none.
    pub session: String,
    /// The kind of session: portal, shop, on_behalf.
    pub session_kind: String,
}

type SessionEventRow = (i64, String, String, String, String, String, String);

/// The events of one on-behalf session in order.
///
/// # Errors
/// Only of the database: who may see a session is decided by [`crate::behalf::db`].
pub(crate) async fn of_session(cx: &Cx, session: &str) -> Result<Vec<Entry>> {
    let sql = AUDIT_OF_SESSION.of(cx.db());
    let rows: Vec<SessionEventRow> = on!(cx.db(), c => sqlx::query_as(sql).bind(session).fetch_all(c).await?);
    Ok(rows.into_iter().map(entry).collect())
}

/// The same inside a transaction, which sees everything committed so far.
pub(crate) async fn of_session_in(tx: &mut Tx, session: &str) -> Result<Vec<Entry>> {
    let sql = AUDIT_OF_SESSION.in_tx(tx.db());
    let rows: Vec<SessionEventRow> = on_tx!(tx, c => sqlx::query_as(sql).bind(session).fetch_all(c).await?);
    Ok(rows.into_iter().map(entry).collect())
}

fn entry((seq, at, kind, body, actor, subject, company): SessionEventRow) -> Entry {
    let body: Value = serde_json::from_str(&body).unwrap_or(Value::Null);
    let text = |pointer: &str| body.pointer(pointer).and_then(Value::as_str).unwrap_or_default().to_owned();
    let object = match (text("/target/0/kind"), text("/target/0/name")) {
        (kind, name) if name.is_empty() => kind,
        (kind, name) => format!("{kind} {name}"),
    };
    Entry {
        seq,
        at,
        kind,
        actor,
        subject,
        company,
        object,
        object_id: text("/target/0/id"),
        outcome: text("/outcome"),
        note: noted(&body),
        session: text("/session/id"),
        session_kind: text("/session/kind"),
    }
}
