-- Proof and erasure.
--   * audit_image holds every row as it was written, one image a write, made by triggers. An event commits in `rows` to
--     the images of its rows by salted hashes, so that each business row can be compared with the log. Every event from
--     here on has the key `rows`, and its number is the number of images: what was written cannot be kept silent.
--   * What may hold personal data (audit_pii, audit_change, audit_image) is never deleted by itself: it is erased in place
--     by a transaction with an event of its own. The commitments in the log stay.
--   * audit_checkpoint holds the signed checkpoints. The signing key is not in the database.
--   * audit_prune says below which event bodies were let go; leaves stay, so roots and proofs stay.

create table audit_prune (
  size bigint primary key check (size > 0),
  at text not null,
  last_event text not null references audit_event(id) deferrable initially deferred
);
create function audit_event_is_new() returns trigger language plpgsql as $$
begin
  if exists (select 1 from audit_event where id = new.last_event) then
    raise exception 'event must be new in this transaction';
  end if;
  return new;
end $$;
create trigger audit_prune_inserted before insert on audit_prune for each row execute function audit_event_is_new();
create trigger audit_prune_update before update or delete on audit_prune for each row execute function audit_append_only();
create trigger audit_prune_truncate before truncate on audit_prune for each statement execute function audit_append_only();

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

alter table audit_pii alter column salt drop not null, alter column value drop not null,
  add column erased_event text references audit_event(id) deferrable initially deferred;
alter table audit_change alter column body drop not null,
  add column erased_event text references audit_event(id) deferrable initially deferred;

create table audit_image (
  n bigint generated always as identity primary key,
  event_id text not null references audit_event(id) deferrable initially deferred,
  kind text not null,
  row_id text not null,
  op text not null check (op in ('insert', 'update', 'delete')),
  salt bytea check (length(salt) = 16),
  image text,
  -- What the event committed to, once salt and image are erased.
  commitment text,
  erased_event text references audit_event(id) deferrable initially deferred
);
create index audit_image_event on audit_image (event_id, n);

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
    or not doc ? 'rows'
    or coalesce((doc->'rows'->>'n')::bigint, 0) <> (select count(*) from audit_image where event_id = new.id)
  then raise exception 'audit: not the next event'; end if;
  return new;
end $$;

-- Whether the sidecars of this event may go, because its body went.
create function audit_is_pruned(event text) returns boolean language sql stable as $$
  select exists (select 1 from audit_event where id = event and seq < (select max(size) from audit_prune))
$$;
-- What lies beside an event is written before it, in the same transaction.
create function audit_sidecar_is_new() returns trigger language plpgsql as $$
begin
  if exists (select 1 from audit_event where id = new.event_id) then
    raise exception 'event must be new in this transaction';
  end if;
  return new;
end $$;
create function audit_pii_guard() returns trigger language plpgsql as $$
begin
  if tg_op = 'DELETE' then
    if audit_is_pruned(old.event_id) then return old; end if;
  elsif new.value is null and new.salt is null and old.erased_event is null and new.erased_event is not null
    and not exists (select 1 from audit_event where id = new.erased_event)
    and (new.event_id, new.field) = (old.event_id, old.field)
  then return new; end if;
  raise exception 'audit: only erased, with an event';
end $$;
create function audit_change_guard() returns trigger language plpgsql as $$
begin
  if tg_op = 'DELETE' then
    if audit_is_pruned(old.event_id) then return old; end if;
  elsif new.body is null and old.erased_event is null and new.erased_event is not null
    and not exists (select 1 from audit_event where id = new.erased_event)
    and new.event_id = old.event_id
  then return new; end if;
  raise exception 'audit: only erased, with an event';
end $$;
create function audit_image_guard() returns trigger language plpgsql as $$
begin
  if tg_op = 'DELETE' then
    if audit_is_pruned(old.event_id) then return old; end if;
  elsif new.image is null and new.salt is null and new.commitment is not null and old.erased_event is null and new.erased_event is not null
    and not exists (select 1 from audit_event where id = new.erased_event)
    and (new.n, new.event_id, new.kind, new.row_id, new.op) = (old.n, old.event_id, old.kind, old.row_id, old.op)
  then return new; end if;
  raise exception 'audit: only erased, with an event';
end $$;
create trigger audit_pii_insert before insert on audit_pii for each row execute function audit_sidecar_is_new();
create trigger audit_change_insert before insert on audit_change for each row execute function audit_sidecar_is_new();
create trigger audit_image_insert before insert on audit_image for each row execute function audit_sidecar_is_new();
create trigger audit_pii_guard before update or delete on audit_pii for each row execute function audit_pii_guard();
create trigger audit_pii_truncate before truncate on audit_pii for each statement execute function audit_append_only();
create trigger audit_change_guard before update or delete on audit_change for each row execute function audit_change_guard();
create trigger audit_change_truncate before truncate on audit_change for each statement execute function audit_append_only();
create trigger audit_image_guard before update or delete on audit_image for each row execute function audit_image_guard();
create trigger audit_image_truncate before truncate on audit_image for each statement execute function audit_append_only();

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

-- Arguments: the table and column of the aggregate a part belongs to (empty for an aggregate), then the key columns.
create function audit_image_write() returns trigger language plpgsql as $$
declare
  doc jsonb;
  cited text;
  row_key text := '';
begin
  if tg_op = 'DELETE' then doc := to_jsonb(old); else doc := to_jsonb(new); end if;
  if tg_argv[0] = '' then
    cited := doc->>'last_event';
  else
    execute format('select last_event from %I where id = $1', tg_argv[0]) into cited using (doc->>tg_argv[1])::uuid;
  end if;
  for i in 2 .. tg_nargs - 1 loop
    row_key := row_key || case when i > 2 then ':' else '' end || replace(doc->>tg_argv[i], '-', '');
  end loop;
  if doc ? 'password_hash' then
    doc := doc || jsonb_build_object('password_check', right(doc->>'password_hash', 12));
  end if;
  insert into audit_image (event_id, kind, row_id, op, salt, image)
  values (cited, tg_table_name, row_key, lower(tg_op), uuid_send(gen_random_uuid()),
    case when tg_op = 'DELETE' then '{}' else (doc - 'password_hash' - 'token_hash')::text end);
  return null;
end $$;
create trigger store_image after insert or update on store for each row execute function audit_image_write('', '', 'id');
create trigger category_image after insert or update on category for each row execute function audit_image_write('', '', 'id');
create trigger product_image after insert or update on product for each row execute function audit_image_write('', '', 'id');
create trigger stock_image after insert or update on stock for each row execute function audit_image_write('', '', 'product_id');
create trigger price_list_image after insert or update on price_list for each row execute function audit_image_write('', '', 'id');
create trigger organization_image after insert or update on organization for each row execute function audit_image_write('', '', 'id');
create trigger contact_image after insert or update on contact for each row execute function audit_image_write('', '', 'id');
create trigger account_image after insert or update on account for each row execute function audit_image_write('', '', 'id');
create trigger address_image after insert or update on address for each row execute function audit_image_write('', '', 'id');
create trigger staff_image after insert or update on staff for each row execute function audit_image_write('', '', 'id');
create trigger session_image after insert or update on session for each row execute function audit_image_write('', '', 'id');
create trigger behalf_image after insert or update on behalf for each row execute function audit_image_write('', '', 'id');
create trigger cart_image after insert or update on cart for each row execute function audit_image_write('', '', 'id');
create trigger orders_image after insert or update on orders for each row execute function audit_image_write('', '', 'id');
create trigger price_image after insert or update or delete on price for each row execute function audit_image_write('price_list', 'price_list_id', 'price_list_id', 'product_id', 'min_quantity');
create trigger organization_price_list_image after insert or update or delete on organization_price_list for each row execute function audit_image_write('organization', 'organization_id', 'organization_id', 'price_list_id');
create trigger cart_line_image after insert or update or delete on cart_line for each row execute function audit_image_write('cart', 'cart_id', 'cart_id', 'product_id');
create trigger order_line_image after insert or update or delete on order_line for each row execute function audit_image_write('orders', 'order_id', 'order_id', 'position');
