//! The guards of PostgreSQL.
//!
//! Two functions guard all business tables. What they do for a table is chosen by the arguments of its trigger, from
//! statements that are planned once: to put statements together for each row costs up to three times as much (0056).

mod log;

use crate::audit::tables::{BUSINESS, Business, postgres_image};
use std::collections::{BTreeMap, BTreeSet};

/// A function or a trigger.
#[derive(Clone, Debug)]
pub(crate) struct Guard {
    /// Its name in the list of [`crate::audit::compare::schema`].
    pub name: String,
    /// What the database says of it as long as nobody changed it.
    pub says: String,
    /// The statement that makes it.
    pub make: String,
}

/// All guards, functions first.
pub(crate) fn all() -> impl Iterator<Item = Guard> {
    groups().into_iter().flatten()
}

/// The same in groups: each function, and the triggers of each table.
pub(super) fn groups() -> Vec<Vec<Guard>> {
    let functions = log::FUNCTIONS.iter().map(|(head, body)| function(head, body)).chain([
        function("row_written() returns trigger language plpgsql", &row_written()),
        function("part_written() returns trigger language plpgsql", &part_written()),
    ]);
    let of_log = log::TRIGGERS.chunk_by(|a, b| a.2 == b.2);
    let of_log = of_log.map(|group| group.iter().map(|(name, when, on, does)| trigger(name, when, on, does)).collect());
    functions.map(|function| vec![function]).chain(of_log).chain(BUSINESS.iter().map(of_table)).collect()
}

/// A function; `head` begins with its name.
fn function(head: &str, body: &str) -> Guard {
    let name = head.split('(').next().unwrap_or(head);
    Guard {
        name: format!("function {name}"),
        says: body.to_owned(),
        make: format!("create function {head} as $${body}$$"),
    }
}

/// A trigger, written as PostgreSQL writes it.
fn trigger(name: &str, when: &str, table: &str, does: &str) -> Guard {
    let make = format!("create trigger {name} {when} on {table} for each {does}");
    Guard { name: format!("trigger {name} on {table}"), says: make.clone(), make }
}

fn of_table(table: &Business) -> Vec<Guard> {
    let name = table.name;
    let truncate =
        trigger(&format!("{name}_truncate"), "before truncate", name, "statement execute function never_deleted()");
    let written = format!("{name}_written");
    if let Some((whole, _)) = table.part_of {
        let does = format!("row execute function part_written('{whole}')");
        return vec![trigger(&written, "after insert or delete or update", name, &does), truncate];
    }
    // The column of the key, and the column that an image leaves out.
    let arguments: Vec<String> =
        table.key.iter().copied().chain(table.secret).map(|column| format!("'{column}'")).collect();
    let does = format!("row execute function row_written({})", arguments.join(", "));
    vec![
        trigger(&written, "after insert or update", name, &does),
        trigger(&format!("{name}_delete"), "before delete", name, "row execute function never_deleted()"),
        truncate,
    ]
}

/// A row of a business table was written: it cites another event than before and keeps its key, its event is not in the
/// log yet, and an image is kept.
fn row_written() -> String {
    let rows = || BUSINESS.iter().filter(|table| table.part_of.is_none());
    let keys: BTreeSet<&str> = rows().flat_map(|table| table.key.iter().copied()).collect();
    let keys = branches(keys.into_iter().map(|key| {
        let condition = format!("tg_argv[0] = '{key}'");
        let then = format!(
            "key := new.{key};
    if tg_op = 'UPDATE' and (new.{key} <> old.{key} or new.last_event = old.last_event) then
      raise exception 'no write without an audit event';
    end if;"
        );
        (condition, then)
    }));
    let secrets: BTreeMap<&str, &Business> = rows().filter_map(|table| Some((table.secret?, table))).collect();
    let images =
        branches([("tg_nargs = 1".to_owned(), "image := row_to_json(new)::text;".to_owned())].into_iter().chain(
            secrets.into_iter().map(|(secret, table)| {
                (format!("tg_argv[1] = '{secret}'"), format!("image := {};", postgres_image(table, "new")))
            }),
        ));
    format!(
        "
declare
  key text;
  image text;
begin
{keys}{images}  perform 1 from audit_open where event_id = new.last_event;
  if not found then
    insert into audit_open (event_id, after_image) values (new.last_event, coalesce((select max(n) from audit_image), 0));
  end if;
  insert into audit_image (event_id, kind, row_id, op, salt, image)
  values (new.last_event, tg_table_name, replace(key, '-', ''), lower(tg_op), uuid_send(gen_random_uuid()), image);
  return null;
end "
    )
}

/// A part was written: the row that it belongs to is being written too, its key is the same, and an image is kept.
fn part_written() -> String {
    let parts = branches(BUSINESS.iter().filter_map(|table| {
        let (whole, column) = table.part_of?;
        let key = |row: &str| {
            let columns: Vec<String> = table.key.iter().map(|column| format!("{row}.{column}")).collect();
            format!("concat_ws(':', {})", columns.join(", "))
        };
        let (key, before) = (key("part"), key("old"));
        let then = format!(
            "key := {key};
    if tg_op = 'UPDATE' and key <> {before} then raise exception '% keeps its key', tg_table_name; end if;
    select w.last_event into cited from {whole} w join audit_open o on o.event_id = w.last_event
    where w.id = part.{column};"
        );
        Some((format!("tg_table_name = '{}'", table.name), then))
    }));
    format!(
        "
declare
  part record;
  key text;
  cited text;
begin
  if tg_op = 'DELETE' then part := old; else part := new; end if;
{parts}  if cited is null then raise exception '% is written only with its %', tg_table_name, tg_argv[0]; end if;
  insert into audit_image (event_id, kind, row_id, op, salt, image)
  values (cited, tg_table_name, replace(key, '-', ''), lower(tg_op), uuid_send(gen_random_uuid()),
          case when tg_op = 'DELETE' then '{{}}' else row_to_json(part)::text end);
  return null;
end "
    )
}

/// Conditions with what is done where each holds, as one statement.
fn branches(all: impl Iterator<Item = (String, String)>) -> String {
    let parts = all.enumerate().map(|(at, (condition, then))| {
        let word = if at == 0 { "if" } else { "elsif" };
        format!("  {word} {condition} then\n    {then}\n")
    });
    parts.collect::<String>() + "  end if;\n"
}
