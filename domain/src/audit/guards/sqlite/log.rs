//! What guards the log itself on SQLite.

use super::{cite, refuse, then};

/// Something that is tried, and when it is refused: name, what, condition, message.
const REFUSED: [(&str, &str, &str, &str); 22] = [
    // Only the next event is appended, and only as it is: its columns say what its body says, and it counts its rows.
    (
        "audit_event_insert",
        "insert on audit_event",
        "new.seq is not (select coalesce(max(seq), -1) + 1 from audit_event)
  or new.body->>'$.prev' is not coalesce((select lower(hex(leaf)) from audit_event order by seq desc limit 1), lower(hex(zeroblob(32))))
  or exists (select 1 from audit_event where id = new.id)
  or new.body->>'$.id' is not new.id
  or new.body->>'$.seq' is not new.seq
  or new.body->>'$.type' is not new.type
  or new.body->>'$.time' is not new.at
  or new.body->>'$.actor.id' is not new.actor_id
  or new.body->>'$.on_behalf_of.id' is not new.subject_id
  or new.body->>'$.session.id' is not new.session_id
  or coalesce(json_type(new.body, '$.rows'), 'missing') not in ('null', 'object')
  or coalesce(new.body->>'$.rows.n', 0) is not (
    select count(*) from audit_image i join audit_open o on o.event_id = new.id and i.n > o.after_image where i.event_id = new.id)",
        "audit: not the next event",
    ),
    // Of an event nothing changes but that its body is let go, once the log says so.
    (
        "audit_event_update",
        "update on audit_event",
        "new.body is not '{}' or old.seq >= coalesce((select max(size) from audit_prune), 0)
  or new.seq is not old.seq or new.id is not old.id or new.leaf is not old.leaf or new.type is not old.type
  or new.actor_id is not old.actor_id or new.subject_id is not old.subject_id
  or new.session_id is not old.session_id or new.at is not old.at",
        "audit: append-only",
    ),
    ("audit_event_delete", "delete on audit_event", "", "audit: append-only"),
    // Only the newest event is made to be found.
    (
        "audit_index_insert",
        "insert on audit_index",
        "new.seq is not (select max(seq) from audit_event)",
        "audit: only the newest event is indexed",
    ),
    ("audit_index_update", "update on audit_index", "", "audit: append-only"),
    ("audit_index_delete", "delete on audit_index", "", "audit: append-only"),
    // An event is open before it is in the log, and until then.
    (
        "audit_open_insert",
        "insert on audit_open",
        "exists (select 1 from audit_event where id = new.event_id)",
        "event must be new in this transaction",
    ),
    ("audit_open_update", "update on audit_open", "", "an open event is closed by its event alone"),
    (
        "audit_open_delete",
        "delete on audit_open",
        "not exists (select 1 from audit_event where id = old.event_id)",
        "an open event is closed by its event alone",
    ),
    // A personal value is only erased, by an event that says so, or goes with the body of its event; so is a change.
    (
        "audit_pii_update",
        "update on audit_pii",
        "new.value is not null or new.salt is not null or old.erased_event is not null or new.erased_event is null
  or new.event_id is not old.event_id or new.field is not old.field",
        "audit: only erased, with an event",
    ),
    (
        "audit_pii_delete",
        "delete on audit_pii",
        "not exists (select 1 from audit_event where id = old.event_id and body = '{}')",
        "audit: only erased, with an event",
    ),
    (
        "audit_change_update",
        "update on audit_change",
        "new.body is not null or old.erased_event is not null or new.erased_event is null or new.event_id is not old.event_id",
        "audit: only erased, with an event",
    ),
    (
        "audit_change_delete",
        "delete on audit_change",
        "not exists (select 1 from audit_event where id = old.event_id and body = '{}')",
        "audit: only erased, with an event",
    ),
    // An image is kept only while its event is open, and erased like a personal value.
    (
        "audit_image_insert",
        "insert on audit_image",
        "not exists (select 1 from audit_open where event_id = new.event_id)",
        "event must be new in this transaction",
    ),
    (
        "audit_image_update",
        "update on audit_image",
        "new.image is not null or new.salt is not null or new.commitment is null or old.erased_event is not null
  or new.erased_event is null or new.n is not old.n or new.event_id is not old.event_id or new.kind is not old.kind
  or new.row_id is not old.row_id or new.op is not old.op",
        "audit: only erased, with an event",
    ),
    (
        "audit_image_delete",
        "delete on audit_image",
        "not exists (select 1 from audit_event where id = old.event_id and body = '{}')",
        "audit: only erased, with an event",
    ),
    // A checkpoint is of more events than the one before, and of no more than there are.
    (
        "audit_checkpoint_insert",
        "insert on audit_checkpoint",
        "new.size <= coalesce((select max(size) from audit_checkpoint), 0) or new.size > (select max(seq) + 1 from audit_event)",
        "audit: not the next checkpoint",
    ),
    ("audit_checkpoint_update", "update on audit_checkpoint", "", "audit: append-only"),
    ("audit_checkpoint_delete", "delete on audit_checkpoint", "", "audit: append-only"),
    // Bodies are let go from the beginning on.
    (
        "audit_prune_insert",
        "insert on audit_prune",
        "new.size <= (select max(size) from audit_prune)",
        "audit: append-only",
    ),
    ("audit_prune_update", "update on audit_prune", "", "audit: append-only"),
    ("audit_prune_delete", "delete on audit_prune", "", "audit: append-only"),
];

/// Each event is found by what it says.
const INDEXED: [&str; 3] = [
    "insert or ignore into audit_index (key, seq)
  select t.value->>'$.id', new.seq from json_each(new.body, '$.target') t where t.value->>'$.id' is not null;",
    "insert or ignore into audit_index (key, seq)
  select v.value, new.seq from json_each(json_array(
    new.body->>'$.on_behalf_of.id', new.body->>'$.on_behalf_of.account', new.body->>'$.on_behalf_of.org',
    case when new.body->>'$.outcome' <> 'success' then 'denied' end,
    case when new.subject_id is not null then 'on_behalf' end)) v where v.value is not null;",
    "insert or ignore into audit_index (key, seq)
  select lower(substr(v.value, 1, 8) || '-' || substr(v.value, 9, 4) || '-' || substr(v.value, 13, 4) || '-' || substr(v.value, 17, 4) || '-' || substr(v.value, 21)), new.seq
  from account a
  join contact k on k.id = a.contact_id
  join json_each(json_array(hex(a.id), hex(k.id), hex(k.organization_id))) v
  where a.id = unhex(replace(new.actor_id, '-', ''));",
];

/// Appends an event with all that is beside it.
const APPEND: &str = "create trigger audit_append_insert instead of insert on audit_append begin
  insert into audit_pii (event_id, field, salt, value)
  select new.id, p.value->>0, unhex(p.value->>1), p.value->>2 from json_each(new.personal) p;
  insert into audit_change (event_id, body) select new.id, new.change where new.change is not null;
  insert into audit_event (seq, id, leaf, body, type, actor_id, subject_id, session_id, at)
  values (new.seq, new.id, new.leaf, new.body, new.type, new.actor_id, new.subject_id, new.session_id, new.at);
end;";

/// The triggers of the log.
pub(super) fn all() -> Vec<String> {
    let mut all: Vec<String> =
        REFUSED.iter().map(|(name, what, condition, message)| refuse(name, what, condition, message)).collect();
    all.push(then(
        "audit_event_inserted",
        "insert on audit_event",
        &["delete from audit_open where event_id = new.id;".to_owned()],
    ));
    all.push(then("audit_event_indexed", "insert on audit_event", &INDEXED.map(str::to_owned)));
    // What is beside an event cites it, and so does an event that erases or lets go.
    for (name, what, event) in [
        ("audit_pii_inserted", "insert on audit_pii", "new.event_id"),
        ("audit_pii_updated", "update on audit_pii", "new.erased_event"),
        ("audit_change_inserted", "insert on audit_change", "new.event_id"),
        ("audit_change_updated", "update on audit_change", "new.erased_event"),
        ("audit_image_updated", "update on audit_image", "new.erased_event"),
        ("audit_prune_inserted", "insert on audit_prune", "new.last_event"),
    ] {
        all.push(then(name, what, &[cite(event)]));
    }
    all.push(APPEND.to_owned());
    // A search that somebody keeps is written with an event.
    let is_old = "exists (select 1 from audit_event where id = new.last_event)";
    let new = "event must be new in this transaction";
    all.push(refuse(
        "audit_preset_update",
        "update on audit_preset",
        "new.last_event is old.last_event",
        "no write without an audit event",
    ));
    for (name, what) in
        [("audit_preset_inserted", "insert on audit_preset"), ("audit_preset_updated", "update on audit_preset")]
    {
        all.push(refuse(name, what, is_old, new).replacen(" before ", " after ", 1));
    }
    all.push(refuse("audit_preset_delete", "delete on audit_preset", "", "audit_preset rows are never deleted"));
    all
}
