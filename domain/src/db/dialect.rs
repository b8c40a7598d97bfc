//! The few statements that the two engines spell differently.

pub mod search;

use crate::behalf::life::{life, lives};
use crate::db::{Db, DbTx};
use crate::policy::grants::grants;
use crate::session::life::{member_access, session_life};

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
    ($($(#[$doc:meta])* $name:ident { sqlite: $s:expr, postgres: $p:expr })*) => {$(
        $(#[$doc])*
        pub const $name: Pair = Pair { sqlite: $s, postgres: $p };
        inventory::submit! { crate::db::Statement { sql: $s, engine: Some("SQLite") } }
        inventory::submit! { crate::db::Statement { sql: $p, engine: Some("PostgreSQL") } }
    )*};
}

/// Sessions `s` of the portal or the shop with whose they are.
macro_rules! sessions {
    () => {
        "session s
         join session_seen n on n.session_id = s.id
         left join staff t on t.id = s.staff_id
         left join staff_role r on r.id = t.role
         left join account a on a.id = s.account_id
         left join contact k on k.id = a.contact_id
         left join organization o on o.id = k.organization_id"
    };
}

/// Whether the person whose session `s` is can sign in.
macro_rules! person_access {
    () => {
        concat!("case when s.staff_id is not null then t.status else ", member_access!(), " end")
    };
}

pairs! {
    /// What the person's own session rests on. Locked against being ended before this transaction ends.
    SESSION_LIFE {
        sqlite: concat!("
            select ", session_life!("s", "n", person_access!()), ",
                   t.role, a.role as member_role, ", grants!(), "
            from ", sessions!(), "
            where s.id = $1"),
        postgres: concat!("
            select ", session_life!("s", "n", person_access!()), ",
                   t.role, a.role as member_role, ", grants!(), "
            from ", sessions!(), "
            where s.id = $1
            for share of s")
    }

    /// The same for a transaction that ends the session itself: locked for what is written, because two that hold it
    /// together would wait for each other.
    SESSION_LEAVING {
        sqlite: concat!("
            select ", session_life!("s", "n", person_access!()), ",
                   t.role, a.role as member_role, ", grants!(), "
            from ", sessions!(), "
            where s.id = $1"),
        postgres: concat!("
            select ", session_life!("s", "n", person_access!()), ",
                   t.role, a.role as member_role, ", grants!(), "
            from ", sessions!(), "
            where s.id = $1
            for no key update of s")
    }

    /// Waits until no other transaction has asked for this; SQLite's write transactions come one by one anyway.
    ALONE {
        sqlite: "select 1",
        postgres: "select 1::bigint from pg_advisory_xact_lock(4017)"
    }

    /// What the on-behalf session rests on, the customer's consent too. Locked like [`SESSION_LIFE`].
    BEHALF_LIFE {
        sqlite: concat!("
            select ", life!(), ", a.role as member_role from ", lives!(), " where b.id = $1"),
        postgres: concat!("
            select ", life!(), ", a.role as member_role from ", lives!(), " where b.id = $1
            for share of b, t, a, p, o")
    }

    /// The same for a transaction that ends the on-behalf session itself, like [`SESSION_LEAVING`].
    BEHALF_LEAVING {
        sqlite: concat!("
            select ", life!(), ", a.role as member_role from ", lives!(), " where b.id = $1"),
        postgres: concat!("
            select ", life!(), ", a.role as member_role from ", lives!(), " where b.id = $1
            for no key update of b
            for share of t, a, p, o")
    }

    /// The open on-behalf sessions that were started from the portal session `$1`, locked before it is, in the order of
    /// [`BEHALF_LIFE`].
    BEHALF_OF_SESSION {
        sqlite: "
            select b.id from behalf b where b.portal_session_id = $1 and b.state = 'active'",
        postgres: "
            select b.id from behalf b where b.portal_session_id = $1 and b.state = 'active'
            order by b.id
            for no key update of b"
    }

    /// The open on-behalf sessions of the member of staff `$1`, locked before the person is.
    BEHALF_OF_STAFF {
        sqlite: "
            select b.id from behalf b where b.staff_id = $1 and b.state = 'active'",
        postgres: "
            select b.id from behalf b where b.staff_id = $1 and b.state = 'active'
            order by b.id
            for no key update of b"
    }

    /// An on-behalf session, locked by whoever ends it from outside.
    BEHALF_ALONE {
        sqlite: "select id from behalf where id = $1",
        postgres: "select id from behalf where id = $1 for no key update"
    }

    /// Waits until no other transaction counts, adds to or ends the on-behalf sessions of the member of staff `$1`. Asked
    /// for before any row is locked: then no session begins between locking those that there are and locking their portal
    /// session, which two transactions would do in different orders.
    BEHALF_TURN {
        sqlite: "select 1 where $1 is not null",
        postgres: "select 1::bigint from pg_advisory_xact_lock(4018, hashtext($1))"
    }

    /// The same for whoever the portal session `$1` belongs to.
    BEHALF_TURN_OF_SESSION {
        sqlite: "select 1 where $1 is not null",
        postgres: "
            select 1::bigint from session s, pg_advisory_xact_lock(4018, hashtext(s.staff_id::text))
            where s.id = $1 and s.staff_id is not null"
    }

    /// A member of staff, locked: what somebody changes about themselves comes one after the other.
    STAFF_ALONE {
        sqlite: "select id from staff where id = $1",
        postgres: "select id from staff where id = $1 for no key update"
    }

    /// The same for a customer's account.
    ACCOUNT_ALONE {
        sqlite: "select id from account where id = $1",
        postgres: "select id from account where id = $1 for no key update"
    }

    /// The open sessions on behalf of people of the company `$1`, locked like [`BEHALF_LIFE`] locks them, before the company.
    BEHALF_OF_COMPANY {
        sqlite: "
            select b.id from behalf b join account a on a.id = b.account_id join contact k on k.id = a.contact_id
            where k.organization_id = $1 and b.state = 'active'",
        postgres: "
            select b.id from behalf b join account a on a.id = b.account_id join contact k on k.id = a.contact_id
            where k.organization_id = $1 and b.state = 'active'
            order by b.id
            for update of b"
    }

    /// The last event, and the images of the events that `$1` names, once this is the only writer of the log. SQLite's
    /// transaction is that from its beginning.
    AUDIT_HEAD {
        sqlite: "
            select coalesce(e.seq, -1), coalesce(e.at, ''), coalesce(e.leaf, zeroblob(32)), i.images
            from (select coalesce(json_group_array(json_array(event_id, kind, row_id, op, hex(salt), image)), '[]') as images
                  from (select * from audit_image where n > (select min(after_image) from audit_open)
                          and event_id in (select value from json_each($1)) order by n limit 1000)) i
            left join (select seq, at, leaf from audit_event order by seq desc limit 1) e",
        postgres: "
            select seq, at, leaf, images from audit_head($1)"
    }

    /// Appends an event with what lies beside it.
    AUDIT_APPEND {
        sqlite: "
            insert into audit_append (seq, id, leaf, body, type, actor_id, subject_id, session_id, at, personal, change)
            values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)",
        postgres: "
            select audit_append($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)"
    }

    /// The columns of all tables that are neither of the log nor of the engine, in their order.
    COLUMNS {
        sqlite: r"
            select m.name, c.name, case upper(c.type) when 'BLOB' then 1 else 0 end, coalesce(c.dflt_value, 'null')
            from sqlite_master m, pragma_table_info(m.name) c
            where m.type = 'table' and m.name not like 'audit\_%' escape '\' and m.name not like '\_sqlx%' escape '\'
              and m.name not like 'sqlite\_%' escape '\'
            order by m.name, c.cid",
        postgres: r"
            select t.relname::text, a.attname::text, (case when a.atttypid = 'bytea'::regtype then 1 else 0 end)::bigint,
                   coalesce(pg_get_expr(d.adbin, d.adrelid), 'null')
            from pg_class t
            join pg_attribute a on a.attrelid = t.oid and a.attnum > 0 and not a.attisdropped
            left join pg_attrdef d on d.adrelid = t.oid and d.adnum = a.attnum
            where t.relkind = 'r' and t.relnamespace = 'public'::regnamespace
              and t.relname not like 'audit\_%' and t.relname not like '\_sqlx%'
            order by t.relname::text, a.attnum"
    }

    /// Whatever the schema is made of, by name, with what it says.
    SCHEMA {
        sqlite: r"
            select type || ' ' || name, sql from sqlite_master
            where sql is not null and name not like '\_sqlx%' escape '\' and name not like 'sqlite\_%' escape '\'",
        postgres: "
            select 'trigger ' || t.tgname || ' on ' || c.relname,
                   lower(pg_get_triggerdef(t.oid, true)) || case when t.tgenabled <> 'O' then ' switched off' else '' end
            from pg_trigger t
            join pg_class c on c.oid = t.tgrelid
            where not t.tgisinternal and c.relnamespace = 'public'::regnamespace
            union all
            select 'function ' || p.proname,
                   p.prosrc || case when p.prosecdef then ' as its owner' else '' end || coalesce(array_to_string(p.proconfig, ' '), '')
                     || case when (select count(*) from pg_proc q where q.proname = p.proname and q.pronamespace = p.pronamespace) > 1
                        then ' beside another of its name' else '' end
            from pg_proc p
            where p.pronamespace = 'public'::regnamespace
              and not exists (select 1 from pg_depend d where d.classid = 'pg_proc'::regclass and d.objid = p.oid and d.deptype = 'e')
            union all
            select 'rule ' || r.rulename || ' on ' || c.relname, ''
            from pg_rewrite r join pg_class c on c.oid = r.ev_class
            where c.relnamespace = 'public'::regnamespace and c.relkind = 'r'
            union all
            select 'row security of ' || c.relname, ''
            from pg_class c where c.relnamespace = 'public'::regnamespace and c.relkind = 'r' and c.relrowsecurity
            union all
            select 'a switch that turns off a constraint trigger of ' || c.relname, ''
            from pg_class c
            where c.relnamespace = 'public'::regnamespace
              and exists (select 1 from pg_trigger t where t.tgrelid = c.oid and t.tgisinternal and t.tgenabled <> 'O')
            union all
            select 'a table that hides ' || c.relname, ''
            from pg_class c
            where c.relnamespace = 'public'::regnamespace and c.relkind = 'r'
              and to_regclass(quote_ident(c.relname)) is distinct from c.oid::regclass
            union all
            select 'session_replication_role = ' || current_setting('session_replication_role'), ''
            where current_setting('session_replication_role') <> 'origin'"
    }

    /// A write that is taken back, into a table that nothing is claimed about. On SQLite it is larger than the memory of
    /// the connection that tries it.
    PROBE {
        sqlite: "
            insert into throttle (key, failures, retry_at, changed_at) values ('probe-' || hex(zeroblob(49152)), 0, 0, 0)",
        postgres: "
            insert into throttle (key, failures, retry_at, changed_at)
            values ('probe-' || pg_backend_pid(), 0, 0, 0)"
    }

    /// Tells other processes, once it is committed, that something changed for an account.
    WAKE {
        sqlite: "select $1",
        postgres: "select pg_notify('behalf_live', $1)"
    }

    /// Whether this program ever made its tables here.
    HAS_MIGRATIONS {
        sqlite: "select count(*) from sqlite_master where type = 'table' and name in ('_sqlx_migrations', 'audit_event')",
        postgres: "
            select case when to_regclass('_sqlx_migrations') is null or to_regclass('audit_event') is null
                   then 0 else 2 end::bigint"
    }

    /// The version of the engine.
    VERSION {
        sqlite: "select sqlite_version()",
        postgres: "select current_setting('server_version')"
    }

    /// What durability and integrity rest on, as it is in effect.
    SETTINGS {
        sqlite: "
            select 'journal_mode', cast(journal_mode as text) from pragma_journal_mode
            union all select 'synchronous', cast(synchronous as text) from pragma_synchronous
            union all select 'foreign_keys', cast(foreign_keys as text) from pragma_foreign_keys
            union all select 'recursive_triggers', cast(recursive_triggers as text) from pragma_recursive_triggers
            union all select 'trusted_schema', cast(trusted_schema as text) from pragma_trusted_schema",
        postgres: "
            select name, setting from pg_settings
            where name in ('fsync', 'full_page_writes', 'synchronous_commit') order by name"
    }

    /// The hashes of passwords up to their numbers, and how many there are of each; what no password fits is left out.
    HASHES {
        sqlite: "
            select substr(h, 1, 14 + instr(substr(h, 16), '$')) as head, count(*)
            from (select password_hash as h from account union all select password_hash from staff) x
            where h like '$%' group by head",
        postgres: "
            select substr(h, 1, 14 + strpos(substr(h, 16), '$')) as head, count(*)
            from (select password_hash as h from account union all select password_hash from staff) x
            where h like '$%' group by head"
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
