//! The guards of SQLite.
//!
//! A trigger of SQLite knows columns only by their names, so each table has its own, made from the columns that it has.

mod log;

use crate::audit::tables::{BUSINESS, Business, Column, columns_of, sqlite_image, sqlite_row_id};

/// The triggers of a database with these columns: a group for the log and one for each business table.
pub(super) fn all(columns: &[Column]) -> Vec<Vec<String>> {
    let tables = BUSINESS.iter().map(|table| {
        let columns = columns_of(table, columns);
        match table.part_of {
            None => of_row(table, &columns),
            Some((whole, column)) => of_part(table, &columns, whole, column),
        }
    });
    std::iter::once(log::all()).chain(tables).collect()
}

/// A trigger that refuses what is tried, as long as the condition holds; without a condition it always does.
fn refuse(name: &str, what: &str, condition: &str, message: &str) -> String {
    let when = match condition {
        "" => String::new(),
        long if long.contains('\n') => format!("\nwhen {long}"),
        short => format!(" when {short}"),
    };
    format!("create trigger {name} before {what}{when}\nbegin select raise(abort, '{message}'); end;")
}

/// A trigger that does something once a row was written.
fn then(name: &str, what: &str, statements: &[String]) -> String {
    format!("create trigger {name} after {what} begin\n  {}\nend;", statements.join("\n  "))
}

/// The statement by which an event that is cited is open until it is in the log.
fn cite(event: &str) -> String {
    format!(
        "insert into audit_open (event_id, after_image) select {event}, coalesce((select max(n) from audit_image), 0) \
         where not exists (select 1 from audit_open where event_id = {event});"
    )
}

/// The statement that keeps an image of a row.
fn keep(table: &Business, columns: &[&Column], event: &str, operation: &str) -> String {
    let row = if operation == "delete" { "old" } else { "new" };
    let image = if operation == "delete" { "'{}'".to_owned() } else { sqlite_image(table, columns, row) };
    let row_id = sqlite_row_id(table, columns, row);
    let name = table.name;
    format!(
        "insert into audit_image (event_id, kind, row_id, op, salt, image) \
         values ({event}, '{name}', {row_id}, '{operation}', randomblob(16), {image});"
    )
}

/// Whether an update changes the key.
fn changes_key(table: &Business) -> String {
    table.key.iter().map(|key| format!("new.{key} is not old.{key}")).collect::<Vec<_>>().join(" or ")
}

fn of_row(table: &Business, columns: &[&Column]) -> Vec<String> {
    let name = table.name;
    let written = |operation: &str| [cite("new.last_event"), keep(table, columns, "new.last_event", operation)];
    vec![
        refuse(
            &format!("{name}_update"),
            &format!("update on {name}"),
            &format!("new.last_event is old.last_event or {}", changes_key(table)),
            "no write without an audit event",
        ),
        then(&format!("{name}_inserted"), &format!("insert on {name}"), &written("insert")),
        then(&format!("{name}_updated"), &format!("update on {name}"), &written("update")),
        refuse(&format!("{name}_delete"), &format!("delete on {name}"), "", &format!("{name} rows are never deleted")),
    ]
}

/// An image of a part belongs to the event of the whole; that it is open is asked by the guard of the images.
fn of_part(table: &Business, columns: &[&Column], whole: &str, column: &str) -> Vec<String> {
    let name = table.name;
    let written = |operation: &str| {
        let row = if operation == "delete" { "old" } else { "new" };
        let event = format!("(select last_event from {whole} where id = {row}.{column})");
        [keep(table, columns, &event, operation)]
    };
    vec![
        refuse(
            &format!("{name}_update"),
            &format!("update on {name}"),
            &changes_key(table),
            &format!("{name} keeps its key"),
        ),
        then(&format!("{name}_inserted"), &format!("insert on {name}"), &written("insert")),
        then(&format!("{name}_updated"), &format!("update on {name}"), &written("update")),
        then(&format!("{name}_deleted"), &format!("delete on {name}"), &written("delete")),
    ]
}
