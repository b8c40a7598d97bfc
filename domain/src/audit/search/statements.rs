//! Finding in the log. The engines differ in how a list that comes as JSON is taken apart, and in nothing else.
//!
//! Every statement begins with one index (its driver) at the key `$3` and goes through it from `$1` down to `$2`; what
//! else is asked for is checked event by event. `$4` is the limit; from `$5` come eight pairs of lists: one of them must
//! hold (`[]`: any), none of them may.

use crate::db::Pair;

/// Membership in the JSON list `$n` of texts.
macro_rules! listed {
    (sqlite, $n:literal) => {
        concat!(" in (select value from json_each(", $n, "))")
    };
    (postgres, $n:literal) => {
        concat!(" = any(array(select jsonb_array_elements_text(cast(", $n, " as jsonb))))")
    };
}

/// Membership in the JSON list `$1` of ids.
macro_rules! listed_id {
    (sqlite) => {
        " in (select unhex(replace(value, '-', '')) from json_each($1))"
    };
    (postgres) => {
        " = any(array(select cast(jsonb_array_elements_text(cast($1 as jsonb)) as uuid)))"
    };
}

/// The pair of lists for a column.
macro_rules! column {
    ($engine:ident, $column:literal, $only:literal, $not:literal) => {
        concat!(
            " and (",
            $only,
            " = '[]' or ",
            $column,
            listed!($engine, $only),
            ")",
            " and (",
            $column,
            " is null or not (",
            $column,
            listed!($engine, $not),
            "))"
        )
    };
}

/// PostgreSQL looks at each event by itself: left alone it would read all events of the keys first.
macro_rules! each {
    (sqlite) => {
        ""
    };
    (postgres) => {
        " offset 0"
    };
}

/// The pair of lists for keys of the index.
macro_rules! indexed {
    ($engine:ident, $only:literal, $not:literal) => {
        concat!(
            " and (",
            $only,
            " = '[]' or exists (select 1 from audit_index x where x.seq = e.seq and x.key",
            listed!($engine, $only),
            each!($engine),
            "))",
            " and (",
            $not,
            " = '[]' or not exists (select 1 from audit_index x where x.seq = e.seq and x.key",
            listed!($engine, $not),
            each!($engine),
            "))"
        )
    };
}

macro_rules! search {
    ($engine:ident, $from:literal, $which:literal, $seq:literal) => {
        concat!(
            "select e.seq, e.at, e.body, coalesce(p.value, '') from ",
            $from,
            " left join audit_pii p on p.event_id = e.id and p.field = 'ip' where ",
            $which,
            " and ",
            $seq,
            " < $1 and ",
            $seq,
            " >= $2",
            column!($engine, "e.actor_id", "$5", "$6"),
            column!($engine, "e.subject_id", "$7", "$8"),
            column!($engine, "e.type", "$9", "$10"),
            column!($engine, "e.session_id", "$11", "$12"),
            indexed!($engine, "$13", "$14"),
            indexed!($engine, "$15", "$16"),
            indexed!($engine, "$17", "$18"),
            indexed!($engine, "$19", "$20"),
            " order by ",
            $seq,
            " desc limit cast($4 as bigint)"
        )
    };
}

macro_rules! both {
    ($($(#[$doc:meta])* $name:ident { $($of:tt)* })*) => {$(
        $(#[$doc])*
        pub const $name: Pair = Pair { sqlite: both!(@ sqlite $($of)*), postgres: both!(@ postgres $($of)*) };
        inventory::submit! { crate::db::Statement { sql: $name.sqlite, engine: Some("SQLite") } }
        inventory::submit! { crate::db::Statement { sql: $name.postgres, engine: Some("PostgreSQL") } }
    )*};
    (@ $engine:ident search $from:literal, $which:literal, $seq:literal) => { search!($engine, $from, $which, $seq) };
    (@ $engine:ident names) => { names!($engine) };
    (@ $engine:ident kinds) => { kinds!($engine) };
    (@ $engine:ident companies) => { companies!($engine) };
}

/// What people call the things with these ids, with the customer and the company they belong to.
macro_rules! names {
    ($engine:ident) => {
        concat!(
            "select s.id, 'staff' as kind, s.name, cast(null as uuid) as contact_id, cast(null as uuid) as organization_id, '' as organization_name
             from staff s where s.id", listed_id!($engine),
            " union all
             select a.id, 'account', k.latin_name, k.id, o.id, o.name
             from account a join contact k on k.id = a.contact_id join organization o on o.id = k.organization_id where a.id", listed_id!($engine),
            " union all
             select k.id, 'contact', k.latin_name, k.id, o.id, o.name
             from contact k join organization o on o.id = k.organization_id where k.id", listed_id!($engine),
            " union all
             select o.id, 'organization', o.name, cast(null as uuid), o.id, o.name from organization o where o.id", listed_id!($engine),
            " union all
             select r.id, 'order', r.number, r.contact_id, o.id, o.name
             from orders r join organization o on o.id = r.organization_id where r.id", listed_id!($engine),
            " union all
             select b.id, 'behalf', '', k.id, o.id, o.name
             from ", $crate::behalf::life::of_customers!(), " where b.id", listed_id!($engine)
        )
    };
}

/// How often what was done in the sessions of the JSON list `$1`, and how it went.
macro_rules! kinds {
    ($engine:ident) => {
        concat!(
            "select e.session_id, e.type, case when x.key is null then 'success' else 'denied' end as outcome, count(*)
             from audit_event e
             left join audit_index x on x.key = 'denied' and x.seq = e.seq
             where e.session_id",
            listed!($engine, "$1"),
            " group by e.session_id, e.type, case when x.key is null then 'success' else 'denied' end"
        )
    };
}

/// The contacts and companies of the logins in the JSON list `$1`.
macro_rules! companies {
    ($engine:ident) => {
        concat!(
            "select a.id, k.id, k.organization_id from account a join contact k on k.id = a.contact_id where a.id",
            listed_id!($engine)
        )
    };
}

both! {
    /// Everything.
    ALL { search "audit_event e", "$3 = ''", "e.seq" }
    /// By who did it.
    BY_ACTOR { search "audit_event e", "e.actor_id = $3", "e.seq" }
    /// By the customer for whom.
    BY_SUBJECT { search "audit_event e", "e.subject_id = $3", "e.seq" }
    /// By the action.
    BY_TYPE { search "audit_event e", "e.type = $3", "e.seq" }
    /// By the session.
    BY_SESSION { search "audit_event e", "e.session_id = $3", "e.seq" }
    /// By what it is about.
    BY_KEY { search "audit_index i cross join audit_event e", "i.key = $3 and e.seq = i.seq", "i.seq" }
    /// Names for ids.
    NAMES { names }
    /// What was done in sessions, counted by action and result.
    KINDS { kinds }
    /// Whose logins they are.
    COMPANIES { companies }
}
