//! What guards the log itself on PostgreSQL.

/// Functions: the beginning of the statement, and the body.
pub(super) const FUNCTIONS: [(&str, &str); 21] = [
    // What is in the log stays as it is.
    (
        "audit_append_only() returns trigger language plpgsql",
        r"
begin raise exception 'audit: append-only'; end ",
    ),
    // Rows of these tables stay.
    (
        "never_deleted() returns trigger language plpgsql",
        r"
begin raise exception '% rows are never deleted', tg_table_name; end ",
    ),
    // An event is cited: it is open until it is in the log.
    (
        "audit_cite(event text) returns void language plpgsql",
        r"
begin
  perform 1 from audit_open where event_id = event;
  if not found then
    insert into audit_open (event_id, after_image) values (event, coalesce((select max(n) from audit_image), 0));
  end if;
end ",
    ),
    // Whether an event has no body any more.
    (
        "audit_is_pruned(event text) returns boolean language sql stable",
        r"
  select exists (select 1 from audit_event where id = event and body = '{}')
",
    ),
    // Only the next event is appended, and only as it is: its columns say what its body says, and it counts its rows.
    (
        "audit_event_check() returns trigger language plpgsql",
        r"
declare
  last record;
  doc jsonb := new.body::jsonb;
begin
  select seq, leaf into last from audit_event order by seq desc limit 1;
  if new.seq is distinct from coalesce(last.seq, -1) + 1
    or doc->>'prev' is distinct from coalesce(encode(last.leaf, 'hex'), repeat('0', 64))
    or new.leaf is distinct from sha256('\x00'::bytea || convert_to(new.body, 'UTF8'))
    or exists (select 1 from audit_event where id = new.id)
    or doc->>'id' is distinct from new.id
    or (doc->>'seq')::bigint is distinct from new.seq
    or doc->>'type' is distinct from new.type
    or doc->>'time' is distinct from new.at
    or doc->'actor'->>'id' is distinct from new.actor_id
    or doc->'on_behalf_of'->>'id' is distinct from new.subject_id
    or doc->'session'->>'id' is distinct from new.session_id
    or coalesce(jsonb_typeof(doc->'rows'), 'missing') not in ('null', 'object')
    or coalesce((doc->'rows'->>'n')::bigint, 0) <> (select count(*) from audit_image where event_id = new.id)
  then raise exception 'audit: not the next event'; end if;
  return new;
end ",
    ),
    // An event that is in the log is open no more.
    (
        "audit_event_inserted() returns trigger language plpgsql",
        r"
begin
  delete from audit_open where event_id = new.id;
  return null;
end ",
    ),
    // Of an event nothing changes but that its body is let go, once the log says so.
    (
        "audit_event_prune() returns trigger language plpgsql",
        r"
begin
  if tg_op = 'UPDATE' and old.seq < (select max(size) from audit_prune) and new.body = '{}'
    and (new.seq, new.id, new.leaf, new.type, new.actor_id, new.subject_id, new.session_id, new.at)
      is not distinct from (old.seq, old.id, old.leaf, old.type, old.actor_id, old.subject_id, old.session_id, old.at)
  then return new; end if;
  raise exception 'audit: append-only';
end ",
    ),
    // What search finds an event by.
    (
        "audit_keys(body jsonb) returns setof text language sql stable",
        r"
  select t->>'id' from jsonb_array_elements(body->'target') t where t->>'id' is not null
  union
  select v from unnest(array[
    body->'on_behalf_of'->>'id', body->'on_behalf_of'->>'account', body->'on_behalf_of'->>'org',
    case when body->>'outcome' <> 'success' then 'denied' end,
    case when body->'on_behalf_of'->>'id' is not null then 'on_behalf' end]) v where v is not null
  union
  select v::text
  from account a
  join contact k on k.id = a.contact_id
  cross join unnest(array[a.id, k.id, k.organization_id]) v
  where a.id = case when body->'actor'->>'kind' = 'account' then cast(body->'actor'->>'id' as uuid) end
",
    ),
    // Each event is found by what it says.
    (
        "audit_event_indexed() returns trigger language plpgsql",
        r"
begin
  insert into audit_index (key, seq) select k, new.seq from audit_keys(cast(new.body as jsonb)) k;
  return new;
end ",
    ),
    // Only the newest event is made to be found.
    (
        "audit_index_check() returns trigger language plpgsql",
        r"
begin
  if new.seq is distinct from (select max(seq) from audit_event) then
    raise exception 'audit: only the newest event is indexed';
  end if;
  return new;
end ",
    ),
    // An event is open before it is in the log, and until then.
    (
        "audit_open_check() returns trigger language plpgsql",
        r"
begin
  if tg_op = 'INSERT' then
    if exists (select 1 from audit_event where id = new.event_id) then
      raise exception 'event must be new in this transaction';
    end if;
    return new;
  elsif tg_op = 'DELETE' then
    if exists (select 1 from audit_event where id = old.event_id) then return old; end if;
  end if;
  raise exception 'an open event is closed by its event alone';
end ",
    ),
    // What is beside an event cites it.
    (
        "audit_beside_inserted() returns trigger language plpgsql",
        r"
begin
  perform audit_cite(new.event_id);
  return null;
end ",
    ),
    // A personal value is only erased, by an event that says so, or goes with the body of its event.
    (
        "audit_pii_guard() returns trigger language plpgsql",
        r"
begin
  if tg_op = 'DELETE' then
    if audit_is_pruned(old.event_id) then return old; end if;
  elsif new.value is null and new.salt is null and old.erased_event is null and new.erased_event is not null
    and (new.event_id, new.field) = (old.event_id, old.field)
  then
    perform audit_cite(new.erased_event);
    return new;
  end if;
  raise exception 'audit: only erased, with an event';
end ",
    ),
    // So is a change.
    (
        "audit_change_guard() returns trigger language plpgsql",
        r"
begin
  if tg_op = 'DELETE' then
    if audit_is_pruned(old.event_id) then return old; end if;
  elsif new.body is null and old.erased_event is null and new.erased_event is not null and new.event_id = old.event_id
  then
    perform audit_cite(new.erased_event);
    return new;
  end if;
  raise exception 'audit: only erased, with an event';
end ",
    ),
    // An image is kept only while its event is open.
    (
        "audit_image_insert() returns trigger language plpgsql",
        r"
begin
  if not exists (select 1 from audit_open where event_id = new.event_id) then
    raise exception 'event must be new in this transaction';
  end if;
  return new;
end ",
    ),
    // An image is erased like a personal value.
    (
        "audit_image_guard() returns trigger language plpgsql",
        r"
begin
  if tg_op = 'DELETE' then
    if audit_is_pruned(old.event_id) then return old; end if;
  elsif new.image is null and new.salt is null and new.commitment is not null
    and old.erased_event is null and new.erased_event is not null
    and (new.n, new.event_id, new.kind, new.row_id, new.op) = (old.n, old.event_id, old.kind, old.row_id, old.op)
  then
    perform audit_cite(new.erased_event);
    return new;
  end if;
  raise exception 'audit: only erased, with an event';
end ",
    ),
    // A checkpoint is of more events than the one before, and of no more than there are.
    (
        "audit_checkpoint_check() returns trigger language plpgsql",
        r"
begin
  if new.size <= coalesce((select max(size) from audit_checkpoint), 0) or new.size > (select max(seq) + 1 from audit_event)
  then raise exception 'audit: not the next checkpoint'; end if;
  return new;
end ",
    ),
    // Bodies are let go from the beginning on, by an event.
    (
        "audit_prune_inserted() returns trigger language plpgsql",
        r"
begin
  if new.size < (select max(size) from audit_prune) then raise exception 'audit: append-only'; end if;
  perform audit_cite(new.last_event);
  return null;
end ",
    ),
    // A search that somebody keeps is written with an event.
    (
        "audit_preset_written() returns trigger language plpgsql",
        r"
begin
  if tg_op = 'UPDATE' and new.last_event is not distinct from old.last_event then
    raise exception 'no write without an audit event';
  end if;
  if exists (select 1 from audit_event where id = new.last_event) then
    raise exception 'event must be new in this transaction';
  end if;
  return new;
end ",
    ),
    // Waits to be the only one who appends; gives the newest event, and the images of the events that are to come.
    (
        "audit_head(events text, out seq bigint, out at text, out leaf bytea, out images text)
language plpgsql",
        r"
begin
  perform pg_advisory_xact_lock(7237954);
  select e.seq, e.at, e.leaf into seq, at, leaf from audit_event e order by e.seq desc limit 1;
  seq := coalesce(seq, -1);
  at := coalesce(at, '');
  leaf := coalesce(leaf, decode(repeat('00', 32), 'hex'));
  images := '[]';
  if events <> '[]' then
    select coalesce(json_agg(json_build_array(i.event_id, i.kind, i.row_id, i.op, encode(i.salt, 'hex'), i.image) order by i.n)::text, '[]')
      into images
    from (
      select i.* from audit_image i
      where i.event_id = any (array(select json_array_elements_text(events::json)))
      order by i.n limit 1000
    ) i;
  end if;
end ",
    ),
    // Appends an event with all that is beside it.
    (
        "audit_append(
  seq bigint, id text, leaf bytea, body text, type text, actor_id text, subject_id text, session_id text, at text,
  personal text, change text
) returns void language plpgsql",
        r"
begin
  insert into audit_pii (event_id, field, salt, value)
  select audit_append.id, p->>0, decode(p->>1, 'hex'), p->>2 from json_array_elements(personal::json) p;
  if change is not null then insert into audit_change (event_id, body) values (audit_append.id, change); end if;
  insert into audit_event (seq, id, leaf, body, type, actor_id, subject_id, session_id, at)
  values (audit_append.seq, audit_append.id, audit_append.leaf, audit_append.body, audit_append.type,
          audit_append.actor_id, audit_append.subject_id, audit_append.session_id, audit_append.at);
end ",
    ),
];

/// Triggers: name, when, table, and what each does.
pub(super) const TRIGGERS: [(&str, &str, &str, &str); 30] = [
    ("audit_event_insert", "before insert", "audit_event", "row execute function audit_event_check()"),
    ("audit_event_inserted", "after insert", "audit_event", "row execute function audit_event_inserted()"),
    ("audit_event_indexed", "after insert", "audit_event", "row execute function audit_event_indexed()"),
    ("audit_event_update", "before delete or update", "audit_event", "row execute function audit_event_prune()"),
    ("audit_event_truncate", "before truncate", "audit_event", "statement execute function audit_append_only()"),
    // What the triggers above write is right: only what comes from elsewhere is looked at.
    (
        "audit_index_insert",
        "before insert",
        "audit_index",
        "row when (pg_trigger_depth() = 0) execute function audit_index_check()",
    ),
    ("audit_index_update", "before delete or update", "audit_index", "row execute function audit_append_only()"),
    ("audit_index_truncate", "before truncate", "audit_index", "statement execute function audit_append_only()"),
    ("audit_open_insert", "before insert", "audit_open", "row execute function audit_open_check()"),
    ("audit_open_update", "before update", "audit_open", "row execute function audit_open_check()"),
    (
        "audit_open_delete",
        "before delete",
        "audit_open",
        "row when (pg_trigger_depth() = 0) execute function audit_open_check()",
    ),
    ("audit_open_truncate", "before truncate", "audit_open", "statement execute function audit_append_only()"),
    ("audit_pii_inserted", "after insert", "audit_pii", "row execute function audit_beside_inserted()"),
    ("audit_pii_guard", "before delete or update", "audit_pii", "row execute function audit_pii_guard()"),
    ("audit_pii_truncate", "before truncate", "audit_pii", "statement execute function audit_append_only()"),
    ("audit_change_inserted", "after insert", "audit_change", "row execute function audit_beside_inserted()"),
    ("audit_change_guard", "before delete or update", "audit_change", "row execute function audit_change_guard()"),
    ("audit_change_truncate", "before truncate", "audit_change", "statement execute function audit_append_only()"),
    (
        "audit_image_insert",
        "before insert",
        "audit_image",
        "row when (pg_trigger_depth() = 0) execute function audit_image_insert()",
    ),
    ("audit_image_guard", "before delete or update", "audit_image", "row execute function audit_image_guard()"),
    ("audit_image_truncate", "before truncate", "audit_image", "statement execute function audit_append_only()"),
    ("audit_checkpoint_insert", "before insert", "audit_checkpoint", "row execute function audit_checkpoint_check()"),
    (
        "audit_checkpoint_update",
        "before delete or update",
        "audit_checkpoint",
        "row execute function audit_append_only()",
    ),
    (
        "audit_checkpoint_truncate",
        "before truncate",
        "audit_checkpoint",
        "statement execute function audit_append_only()",
    ),
    ("audit_prune_inserted", "after insert", "audit_prune", "row execute function audit_prune_inserted()"),
    ("audit_prune_update", "before delete or update", "audit_prune", "row execute function audit_append_only()"),
    ("audit_prune_truncate", "before truncate", "audit_prune", "statement execute function audit_append_only()"),
    ("audit_preset_written", "before insert or update", "audit_preset", "row execute function audit_preset_written()"),
    ("audit_preset_delete", "before delete", "audit_preset", "row execute function never_deleted()"),
    ("audit_preset_truncate", "before truncate", "audit_preset", "statement execute function never_deleted()"),
];
