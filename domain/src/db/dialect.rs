//! The few statements that the two engines spell differently.

pub mod search;

use crate::db::{Db, DbTx};

/// One statement in two spellings.
#[derive(Clone, Copy, Debug)]
pub struct Pair {
    /// For SQLite.
    pub sqlite: &'static str,
    /// For PostgreSQL.
    pub postgres: &'static str,
}

impl Pair {
    /// The spelling for `db`.
    pub fn of(self, db: &Db) -> &'static str {
        match db {
            Db::Sqlite { .. } => self.sqlite,
            Db::Postgres(_) => self.postgres,
        }
    }

    /// The spelling for the engine of `tx`.
    pub fn in_tx(self, tx: &DbTx) -> &'static str {
        match tx {
            DbTx::Sqlite(_) => self.sqlite,
            DbTx::Postgres(_) => self.postgres,
        }
    }
}

macro_rules! pairs {
    ($($(#[$doc:meta])* $name:ident { sqlite: $s:literal, postgres: $p:literal })*) => {$(
        $(#[$doc])*
        pub const $name: Pair = Pair { sqlite: $s, postgres: $p };
        inventory::submit! { crate::db::Statement { sql: $s, engine: Some("SQLite") } }
        inventory::submit! { crate::db::Statement { sql: $p, engine: Some("PostgreSQL") } }
    )*};
}

pairs! {
    /// Is the person's own session alive? Locked against being ended before this transaction ends.
    SESSION_ALIVE {
        sqlite: "
            select case when s.ended_at is null and s.expires_at > $2
                    and coalesce(t.status, a.status) = 'active' then 1 else 0 end,
                   coalesce(t.role, '')
            from session s
            left join staff t on t.id = s.staff_id
            left join account a on a.id = s.account_id
            where s.id = $1",
        postgres: "
            select (case when s.ended_at is null and s.expires_at > $2
                    and coalesce(t.status, a.status) = 'active' then 1 else 0 end)::bigint,
                   coalesce(t.role, '')
            from session s
            left join staff t on t.id = s.staff_id
            left join account a on a.id = s.account_id
            where s.id = $1
            for share of s"
    }

    /// Is the on-behalf session alive, with everything it rests on? Locked like [`SESSION_ALIVE`].
    BEHALF_ALIVE {
        sqlite: "
            select case when b.state = 'active' and b.expires_at > $2 and t.status = 'active'
                    and a.status = 'active' and p.ended_at is null then 1 else 0 end,
                   t.role
            from behalf b
            join staff t on t.id = b.staff_id
            join account a on a.id = b.account_id
            join session p on p.id = b.portal_session_id
            where b.id = $1",
        postgres: "
            select (case when b.state = 'active' and b.expires_at > $2 and t.status = 'active'
                    and a.status = 'active' and p.ended_at is null then 1 else 0 end)::bigint,
                   t.role
            from behalf b
            join staff t on t.id = b.staff_id
            join account a on a.id = b.account_id
            join session p on p.id = b.portal_session_id
            where b.id = $1
            for share of b, t, a, p"
    }

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
