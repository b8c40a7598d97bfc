-- Proof and erasure.
--   * A row cites its event before that event is in the log. audit_open holds the events that are cited so far; its
--     foreign key lets no transaction commit before each of them is in the log, and a row of it goes only then. It is
--     empty between transactions, so appending costs the same however long the log is.
--   * audit_image holds every row as it was written, one image a write, made by triggers (and as it stood, 'kept', where
--     older images went or were never made). An event commits in `rows` to
--     the images of its rows by salted hashes, so that each business row can be compared with the log. Every event from
--     here on has the key `rows`, and its number is the number of images: what was written cannot be kept silent.
--   * What may hold personal data (audit_pii, audit_change, audit_image) is never deleted by itself: it is erased in place
--     by a transaction with an event of its own. The commitments in the log stay.
--   * audit_checkpoint holds the signed checkpoints. The signing key is not in the database.
--   * audit_prune says below which event bodies were let go; leaves stay, so roots and proofs stay.

-- The foreign keys of last_event cost a search at commit for every row that was written. audit_open takes their place;
-- the columns and their data stay as they are.
do $$
declare
  c record;
begin
  for c in select conrelid::regclass as owner, conname from pg_constraint where confrelid = 'audit_event'::regclass loop
    execute format('alter table %s drop constraint %I', c.owner, c.conname);
  end loop;
end $$;

-- Not logged: it is empty whenever nothing is under way.
create unlogged table audit_open (
  event_id text primary key references audit_event(id) deferrable initially deferred,
  -- The images of the event come after this one.
  after_image bigint not null default 0
);
create function audit_open_check() returns trigger language plpgsql as $$
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
end $$;
create trigger audit_open_insert before insert on audit_open for each row execute function audit_open_check();
create trigger audit_open_update before update on audit_open for each row execute function audit_open_check();
-- The trigger of the log closes it, right after it was appended.
create trigger audit_open_delete before delete on audit_open for each row when (pg_trigger_depth() = 0) execute function audit_open_check();
create trigger audit_open_truncate before truncate on audit_open for each statement execute function audit_append_only();

-- An event is cited: it is opened, unless it is open already.
create function audit_cite(event text) returns void language plpgsql as $$
begin
  perform 1 from audit_open where event_id = event;
  if not found then
    insert into audit_open (event_id, after_image) values (event, coalesce((select max(n) from audit_image), 0));
  end if;
end $$;

create table audit_prune (
  size bigint primary key check (size > 0),
  at text not null,
  last_event text not null
);
create function audit_prune_inserted() returns trigger language plpgsql as $$
begin
  if new.size < (select max(size) from audit_prune) then raise exception 'audit: append-only'; end if;
  perform audit_cite(new.last_event);
  return null;
end $$;
create trigger audit_prune_inserted after insert on audit_prune for each row execute function audit_prune_inserted();
create trigger audit_prune_update before update or delete on audit_prune for each row execute function audit_append_only();
create trigger audit_prune_truncate before truncate on audit_prune for each statement execute function audit_append_only();

alter table audit_pii alter column salt drop not null, alter column value drop not null, add column erased_event text;
alter table audit_change alter column body drop not null, add column erased_event text;

create table audit_image (
  n bigint generated always as identity primary key,
  event_id text not null,
  kind text not null,
  row_id text not null,
  op text not null check (op in ('insert', 'update', 'delete', 'kept')),
  salt bytea check (length(salt) = 16),
  image text,
  -- What the event committed to, once salt and image are erased.
  commitment text,
  erased_event text
);
create index audit_image_event on audit_image (event_id, n);

-- What lies beside an event is written before it, in the same transaction.
create function audit_beside_inserted() returns trigger language plpgsql as $$
begin
  perform audit_cite(new.event_id);
  return null;
end $$;
create trigger audit_pii_inserted after insert on audit_pii for each row execute function audit_beside_inserted();
create trigger audit_change_inserted after insert on audit_change for each row execute function audit_beside_inserted();
create function audit_image_insert() returns trigger language plpgsql as $$
begin
  if not exists (select 1 from audit_open where event_id = new.event_id) then
    raise exception 'event must be new in this transaction';
  end if;
  return new;
end $$;
-- The triggers of the business tables have looked themselves.
create trigger audit_image_insert before insert on audit_image for each row when (pg_trigger_depth() = 0) execute function audit_image_insert();

-- It is erased once, by a transaction with an event of its own, and goes for good only with the body of its event.
create function audit_is_pruned(event text) returns boolean language sql stable as $$
  select exists (select 1 from audit_event where id = event and body = '{}')
$$;
create function audit_pii_guard() returns trigger language plpgsql as $$
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
end $$;
create function audit_change_guard() returns trigger language plpgsql as $$
begin
  if tg_op = 'DELETE' then
    if audit_is_pruned(old.event_id) then return old; end if;
  elsif new.body is null and old.erased_event is null and new.erased_event is not null and new.event_id = old.event_id
  then
    perform audit_cite(new.erased_event);
    return new;
  end if;
  raise exception 'audit: only erased, with an event';
end $$;
create function audit_image_guard() returns trigger language plpgsql as $$
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
end $$;
create trigger audit_pii_guard before update or delete on audit_pii for each row execute function audit_pii_guard();
create trigger audit_pii_truncate before truncate on audit_pii for each statement execute function audit_append_only();
create trigger audit_change_guard before update or delete on audit_change for each row execute function audit_change_guard();
create trigger audit_change_truncate before truncate on audit_change for each statement execute function audit_append_only();
create trigger audit_image_guard before update or delete on audit_image for each row execute function audit_image_guard();
create trigger audit_image_truncate before truncate on audit_image for each statement execute function audit_append_only();

create or replace function audit_event_check() returns trigger language plpgsql as $$
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
end $$;
create function audit_event_inserted() returns trigger language plpgsql as $$
begin
  delete from audit_open where event_id = new.id;
  return null;
end $$;
create trigger audit_event_inserted after insert on audit_event for each row execute function audit_event_inserted();
create function audit_event_prune() returns trigger language plpgsql as $$
begin
  if tg_op = 'UPDATE' and old.seq < (select max(size) from audit_prune) and new.body = '{}'
    and (new.seq, new.id, new.leaf, new.type, new.actor_id, new.subject_id, new.session_id, new.at)
      is not distinct from (old.seq, old.id, old.leaf, old.type, old.actor_id, old.subject_id, old.session_id, old.at)
  then return new; end if;
  raise exception 'audit: append-only';
end $$;
drop trigger audit_event_update on audit_event;
create trigger audit_event_update before update or delete on audit_event for each row execute function audit_event_prune();

-- The last event and the images of the events that are about to be appended, once this is the only writer of the log.
create function audit_head(events text, out seq bigint, out at text, out leaf bytea, out images text)
language plpgsql as $$
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
end $$;

-- Appends an event and what lies beside it in one statement: personal is [[field, salt in hexadecimal, value], …].
create function audit_append(
  seq bigint, id text, leaf bytea, body text, type text, actor_id text, subject_id text, session_id text, at text,
  personal text, change text
) returns void language plpgsql as $$
begin
  insert into audit_pii (event_id, field, salt, value)
  select audit_append.id, p->>0, decode(p->>1, 'hex'), p->>2 from json_array_elements(personal::json) p;
  if change is not null then insert into audit_change (event_id, body) values (audit_append.id, change); end if;
  insert into audit_event (seq, id, leaf, body, type, actor_id, subject_id, session_id, at)
  values (audit_append.seq, audit_append.id, audit_append.leaf, audit_append.body, audit_append.type,
          audit_append.actor_id, audit_append.subject_id, audit_append.session_id, audit_append.at);
end $$;

create table audit_checkpoint (
  size bigint primary key check (size > 0),
  root bytea not null check (length(root) = 32),
  frontier bytea not null,
  note text not null,
  vkey text not null,
  at text not null
);
create function audit_checkpoint_check() returns trigger language plpgsql as $$
begin
  if new.size <= coalesce((select max(size) from audit_checkpoint), 0) or new.size > (select max(seq) + 1 from audit_event)
  then raise exception 'audit: not the next checkpoint'; end if;
  return new;
end $$;
create trigger audit_checkpoint_insert before insert on audit_checkpoint for each row execute function audit_checkpoint_check();
create trigger audit_checkpoint_update before update or delete on audit_checkpoint for each row execute function audit_append_only();
create trigger audit_checkpoint_truncate before truncate on audit_checkpoint for each statement execute function audit_append_only();

-- Each write of an aggregate opens its event and leaves an image; a part is written only while its aggregate is.

drop trigger store_written on store;
create function store_written() returns trigger language plpgsql as $$
begin
  if tg_op = 'UPDATE' and (new.last_event is not distinct from old.last_event or new.id is distinct from old.id) then
    raise exception 'no write without an audit event';
  end if;
  perform 1 from audit_open where event_id = new.last_event;
  if not found then
    insert into audit_open (event_id, after_image) values (new.last_event, coalesce((select max(n) from audit_image), 0));
  end if;
  insert into audit_image (event_id, kind, row_id, op, salt, image)
  values (new.last_event, 'store', replace(new.id::text, '-', ''), lower(tg_op), uuid_send(gen_random_uuid()), (row_to_json(new))::text);
  return null;
end $$;
create trigger store_written after insert or update on store for each row execute function store_written();
drop trigger category_written on category;
create function category_written() returns trigger language plpgsql as $$
begin
  if tg_op = 'UPDATE' and (new.last_event is not distinct from old.last_event or new.id is distinct from old.id) then
    raise exception 'no write without an audit event';
  end if;
  perform 1 from audit_open where event_id = new.last_event;
  if not found then
    insert into audit_open (event_id, after_image) values (new.last_event, coalesce((select max(n) from audit_image), 0));
  end if;
  insert into audit_image (event_id, kind, row_id, op, salt, image)
  values (new.last_event, 'category', replace(new.id::text, '-', ''), lower(tg_op), uuid_send(gen_random_uuid()), (row_to_json(new))::text);
  return null;
end $$;
create trigger category_written after insert or update on category for each row execute function category_written();
drop trigger product_written on product;
create function product_written() returns trigger language plpgsql as $$
begin
  if tg_op = 'UPDATE' and (new.last_event is not distinct from old.last_event or new.id is distinct from old.id) then
    raise exception 'no write without an audit event';
  end if;
  perform 1 from audit_open where event_id = new.last_event;
  if not found then
    insert into audit_open (event_id, after_image) values (new.last_event, coalesce((select max(n) from audit_image), 0));
  end if;
  insert into audit_image (event_id, kind, row_id, op, salt, image)
  values (new.last_event, 'product', replace(new.id::text, '-', ''), lower(tg_op), uuid_send(gen_random_uuid()), (row_to_json(new))::text);
  return null;
end $$;
create trigger product_written after insert or update on product for each row execute function product_written();
drop trigger stock_written on stock;
create function stock_written() returns trigger language plpgsql as $$
begin
  if tg_op = 'UPDATE' and (new.last_event is not distinct from old.last_event or new.product_id is distinct from old.product_id) then
    raise exception 'no write without an audit event';
  end if;
  perform 1 from audit_open where event_id = new.last_event;
  if not found then
    insert into audit_open (event_id, after_image) values (new.last_event, coalesce((select max(n) from audit_image), 0));
  end if;
  insert into audit_image (event_id, kind, row_id, op, salt, image)
  values (new.last_event, 'stock', replace(new.product_id::text, '-', ''), lower(tg_op), uuid_send(gen_random_uuid()), (row_to_json(new))::text);
  return null;
end $$;
create trigger stock_written after insert or update on stock for each row execute function stock_written();
drop trigger price_list_written on price_list;
create function price_list_written() returns trigger language plpgsql as $$
begin
  if tg_op = 'UPDATE' and (new.last_event is not distinct from old.last_event or new.id is distinct from old.id) then
    raise exception 'no write without an audit event';
  end if;
  perform 1 from audit_open where event_id = new.last_event;
  if not found then
    insert into audit_open (event_id, after_image) values (new.last_event, coalesce((select max(n) from audit_image), 0));
  end if;
  insert into audit_image (event_id, kind, row_id, op, salt, image)
  values (new.last_event, 'price_list', replace(new.id::text, '-', ''), lower(tg_op), uuid_send(gen_random_uuid()), (row_to_json(new))::text);
  return null;
end $$;
create trigger price_list_written after insert or update on price_list for each row execute function price_list_written();
drop trigger organization_written on organization;
create function organization_written() returns trigger language plpgsql as $$
begin
  if tg_op = 'UPDATE' and (new.last_event is not distinct from old.last_event or new.id is distinct from old.id) then
    raise exception 'no write without an audit event';
  end if;
  perform 1 from audit_open where event_id = new.last_event;
  if not found then
    insert into audit_open (event_id, after_image) values (new.last_event, coalesce((select max(n) from audit_image), 0));
  end if;
  insert into audit_image (event_id, kind, row_id, op, salt, image)
  values (new.last_event, 'organization', replace(new.id::text, '-', ''), lower(tg_op), uuid_send(gen_random_uuid()), (row_to_json(new))::text);
  return null;
end $$;
create trigger organization_written after insert or update on organization for each row execute function organization_written();
drop trigger contact_written on contact;
create function contact_written() returns trigger language plpgsql as $$
begin
  if tg_op = 'UPDATE' and (new.last_event is not distinct from old.last_event or new.id is distinct from old.id) then
    raise exception 'no write without an audit event';
  end if;
  perform 1 from audit_open where event_id = new.last_event;
  if not found then
    insert into audit_open (event_id, after_image) values (new.last_event, coalesce((select max(n) from audit_image), 0));
  end if;
  insert into audit_image (event_id, kind, row_id, op, salt, image)
  values (new.last_event, 'contact', replace(new.id::text, '-', ''), lower(tg_op), uuid_send(gen_random_uuid()), (row_to_json(new))::text);
  return null;
end $$;
create trigger contact_written after insert or update on contact for each row execute function contact_written();
drop trigger account_written on account;
create function account_written() returns trigger language plpgsql as $$
begin
  if tg_op = 'UPDATE' and (new.last_event is not distinct from old.last_event or new.id is distinct from old.id) then
    raise exception 'no write without an audit event';
  end if;
  perform 1 from audit_open where event_id = new.last_event;
  if not found then
    insert into audit_open (event_id, after_image) values (new.last_event, coalesce((select max(n) from audit_image), 0));
  end if;
  insert into audit_image (event_id, kind, row_id, op, salt, image)
  values (new.last_event, 'account', replace(new.id::text, '-', ''), lower(tg_op), uuid_send(gen_random_uuid()), (to_jsonb(new) - 'password_hash' || jsonb_build_object('password_check', right(new.password_hash, 12)))::text);
  return null;
end $$;
create trigger account_written after insert or update on account for each row execute function account_written();
drop trigger address_written on address;
create function address_written() returns trigger language plpgsql as $$
begin
  if tg_op = 'UPDATE' and (new.last_event is not distinct from old.last_event or new.id is distinct from old.id) then
    raise exception 'no write without an audit event';
  end if;
  perform 1 from audit_open where event_id = new.last_event;
  if not found then
    insert into audit_open (event_id, after_image) values (new.last_event, coalesce((select max(n) from audit_image), 0));
  end if;
  insert into audit_image (event_id, kind, row_id, op, salt, image)
  values (new.last_event, 'address', replace(new.id::text, '-', ''), lower(tg_op), uuid_send(gen_random_uuid()), (row_to_json(new))::text);
  return null;
end $$;
create trigger address_written after insert or update on address for each row execute function address_written();
drop trigger staff_written on staff;
create function staff_written() returns trigger language plpgsql as $$
begin
  if tg_op = 'UPDATE' and (new.last_event is not distinct from old.last_event or new.id is distinct from old.id) then
    raise exception 'no write without an audit event';
  end if;
  perform 1 from audit_open where event_id = new.last_event;
  if not found then
    insert into audit_open (event_id, after_image) values (new.last_event, coalesce((select max(n) from audit_image), 0));
  end if;
  insert into audit_image (event_id, kind, row_id, op, salt, image)
  values (new.last_event, 'staff', replace(new.id::text, '-', ''), lower(tg_op), uuid_send(gen_random_uuid()), (to_jsonb(new) - 'password_hash' || jsonb_build_object('password_check', right(new.password_hash, 12)))::text);
  return null;
end $$;
create trigger staff_written after insert or update on staff for each row execute function staff_written();
drop trigger session_written on session;
create function session_written() returns trigger language plpgsql as $$
begin
  if tg_op = 'UPDATE' and (new.last_event is not distinct from old.last_event or new.id is distinct from old.id) then
    raise exception 'no write without an audit event';
  end if;
  perform 1 from audit_open where event_id = new.last_event;
  if not found then
    insert into audit_open (event_id, after_image) values (new.last_event, coalesce((select max(n) from audit_image), 0));
  end if;
  insert into audit_image (event_id, kind, row_id, op, salt, image)
  values (new.last_event, 'session', replace(new.id::text, '-', ''), lower(tg_op), uuid_send(gen_random_uuid()), (to_jsonb(new) - 'token_hash')::text);
  return null;
end $$;
create trigger session_written after insert or update on session for each row execute function session_written();
drop trigger behalf_written on behalf;
create function behalf_written() returns trigger language plpgsql as $$
begin
  if tg_op = 'UPDATE' and (new.last_event is not distinct from old.last_event or new.id is distinct from old.id) then
    raise exception 'no write without an audit event';
  end if;
  perform 1 from audit_open where event_id = new.last_event;
  if not found then
    insert into audit_open (event_id, after_image) values (new.last_event, coalesce((select max(n) from audit_image), 0));
  end if;
  insert into audit_image (event_id, kind, row_id, op, salt, image)
  values (new.last_event, 'behalf', replace(new.id::text, '-', ''), lower(tg_op), uuid_send(gen_random_uuid()), (to_jsonb(new) - 'token_hash')::text);
  return null;
end $$;
create trigger behalf_written after insert or update on behalf for each row execute function behalf_written();
drop trigger cart_written on cart;
create function cart_written() returns trigger language plpgsql as $$
begin
  if tg_op = 'UPDATE' and (new.last_event is not distinct from old.last_event or new.id is distinct from old.id) then
    raise exception 'no write without an audit event';
  end if;
  perform 1 from audit_open where event_id = new.last_event;
  if not found then
    insert into audit_open (event_id, after_image) values (new.last_event, coalesce((select max(n) from audit_image), 0));
  end if;
  insert into audit_image (event_id, kind, row_id, op, salt, image)
  values (new.last_event, 'cart', replace(new.id::text, '-', ''), lower(tg_op), uuid_send(gen_random_uuid()), (row_to_json(new))::text);
  return null;
end $$;
create trigger cart_written after insert or update on cart for each row execute function cart_written();
drop trigger orders_written on orders;
create function orders_written() returns trigger language plpgsql as $$
begin
  if tg_op = 'UPDATE' and (new.last_event is not distinct from old.last_event or new.id is distinct from old.id) then
    raise exception 'no write without an audit event';
  end if;
  perform 1 from audit_open where event_id = new.last_event;
  if not found then
    insert into audit_open (event_id, after_image) values (new.last_event, coalesce((select max(n) from audit_image), 0));
  end if;
  insert into audit_image (event_id, kind, row_id, op, salt, image)
  values (new.last_event, 'orders', replace(new.id::text, '-', ''), lower(tg_op), uuid_send(gen_random_uuid()), (row_to_json(new))::text);
  return null;
end $$;
create trigger orders_written after insert or update on orders for each row execute function orders_written();
drop trigger price_part on price;
create function price_written() returns trigger language plpgsql as $$
declare
  cited text;
begin
  if tg_op = 'UPDATE' and (new.product_id is distinct from old.product_id or new.price_list_id is distinct from old.price_list_id or new.min_quantity is distinct from old.min_quantity) then raise exception 'price keeps its key'; end if;
  select p.last_event into cited from price_list p join audit_open o on o.event_id = p.last_event
  where p.id = case when tg_op = 'DELETE' then old.price_list_id else new.price_list_id end;
  if not found then raise exception 'price is written only with its price_list'; end if;
  if tg_op = 'DELETE' then
    insert into audit_image (event_id, kind, row_id, op, salt, image)
    values (cited, 'price', replace(old.product_id::text, '-', '') || ':' || replace(old.price_list_id::text, '-', '') || ':' || old.min_quantity, 'delete', uuid_send(gen_random_uuid()), '{}');
  else
    insert into audit_image (event_id, kind, row_id, op, salt, image)
    values (cited, 'price', replace(new.product_id::text, '-', '') || ':' || replace(new.price_list_id::text, '-', '') || ':' || new.min_quantity, lower(tg_op), uuid_send(gen_random_uuid()), row_to_json(new)::text);
  end if;
  return null;
end $$;
create trigger price_written after insert or update or delete on price for each row execute function price_written();
drop trigger organization_price_list_part on organization_price_list;
create function organization_price_list_written() returns trigger language plpgsql as $$
declare
  cited text;
begin
  if tg_op = 'UPDATE' and (new.organization_id is distinct from old.organization_id or new.price_list_id is distinct from old.price_list_id) then raise exception 'organization_price_list keeps its key'; end if;
  select p.last_event into cited from organization p join audit_open o on o.event_id = p.last_event
  where p.id = case when tg_op = 'DELETE' then old.organization_id else new.organization_id end;
  if not found then raise exception 'organization_price_list is written only with its organization'; end if;
  if tg_op = 'DELETE' then
    insert into audit_image (event_id, kind, row_id, op, salt, image)
    values (cited, 'organization_price_list', replace(old.organization_id::text, '-', '') || ':' || replace(old.price_list_id::text, '-', ''), 'delete', uuid_send(gen_random_uuid()), '{}');
  else
    insert into audit_image (event_id, kind, row_id, op, salt, image)
    values (cited, 'organization_price_list', replace(new.organization_id::text, '-', '') || ':' || replace(new.price_list_id::text, '-', ''), lower(tg_op), uuid_send(gen_random_uuid()), row_to_json(new)::text);
  end if;
  return null;
end $$;
create trigger organization_price_list_written after insert or update or delete on organization_price_list for each row execute function organization_price_list_written();
drop trigger cart_line_part on cart_line;
create function cart_line_written() returns trigger language plpgsql as $$
declare
  cited text;
begin
  if tg_op = 'UPDATE' and (new.cart_id is distinct from old.cart_id or new.product_id is distinct from old.product_id) then raise exception 'cart_line keeps its key'; end if;
  select p.last_event into cited from cart p join audit_open o on o.event_id = p.last_event
  where p.id = case when tg_op = 'DELETE' then old.cart_id else new.cart_id end;
  if not found then raise exception 'cart_line is written only with its cart'; end if;
  if tg_op = 'DELETE' then
    insert into audit_image (event_id, kind, row_id, op, salt, image)
    values (cited, 'cart_line', replace(old.cart_id::text, '-', '') || ':' || replace(old.product_id::text, '-', ''), 'delete', uuid_send(gen_random_uuid()), '{}');
  else
    insert into audit_image (event_id, kind, row_id, op, salt, image)
    values (cited, 'cart_line', replace(new.cart_id::text, '-', '') || ':' || replace(new.product_id::text, '-', ''), lower(tg_op), uuid_send(gen_random_uuid()), row_to_json(new)::text);
  end if;
  return null;
end $$;
create trigger cart_line_written after insert or update or delete on cart_line for each row execute function cart_line_written();
drop trigger order_line_part on order_line;
create function order_line_written() returns trigger language plpgsql as $$
declare
  cited text;
begin
  if tg_op = 'UPDATE' and (new.order_id is distinct from old.order_id or new.position is distinct from old.position) then raise exception 'order_line keeps its key'; end if;
  select p.last_event into cited from orders p join audit_open o on o.event_id = p.last_event
  where p.id = case when tg_op = 'DELETE' then old.order_id else new.order_id end;
  if not found then raise exception 'order_line is written only with its orders'; end if;
  if tg_op = 'DELETE' then
    insert into audit_image (event_id, kind, row_id, op, salt, image)
    values (cited, 'order_line', replace(old.order_id::text, '-', '') || ':' || old.position, 'delete', uuid_send(gen_random_uuid()), '{}');
  else
    insert into audit_image (event_id, kind, row_id, op, salt, image)
    values (cited, 'order_line', replace(new.order_id::text, '-', '') || ':' || new.position, lower(tg_op), uuid_send(gen_random_uuid()), row_to_json(new)::text);
  end if;
  return null;
end $$;
create trigger order_line_written after insert or update or delete on order_line for each row execute function order_line_written();
drop function written_with_event();
drop function part_of_write();
