-- The guards: no row is written without an event, of each row that is written an image is kept, and nothing but the
-- next event comes into the log.
-- This file is written from domain/src/audit/tables.rs and domain/src/audit/guards/ by
--   BEHALF_TEST_WRITE_GUARDS=1 cargo test --package domain --features database --lib the_files_of_guards

create or replace function audit_append_only() returns trigger language plpgsql as $$
begin raise exception 'audit: append-only'; end $$;

create or replace function never_deleted() returns trigger language plpgsql as $$
begin raise exception '% rows are never deleted', tg_table_name; end $$;

create or replace function audit_cite(event text) returns void language plpgsql as $$
begin
  perform 1 from audit_open where event_id = event;
  if not found then
    insert into audit_open (event_id, after_image) values (event, coalesce((select max(n) from audit_image), 0));
  end if;
end $$;

create or replace function audit_is_pruned(event text) returns boolean language sql stable as $$
  select exists (select 1 from audit_event where id = event and body = '{}')
$$;

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

create or replace function audit_event_inserted() returns trigger language plpgsql as $$
begin
  delete from audit_open where event_id = new.id;
  return null;
end $$;

create or replace function audit_event_prune() returns trigger language plpgsql as $$
begin
  if tg_op = 'UPDATE' and old.seq < (select max(size) from audit_prune) and new.body = '{}'
    and (new.seq, new.id, new.leaf, new.type, new.actor_id, new.subject_id, new.session_id, new.at)
      is not distinct from (old.seq, old.id, old.leaf, old.type, old.actor_id, old.subject_id, old.session_id, old.at)
  then return new; end if;
  raise exception 'audit: append-only';
end $$;

create or replace function audit_keys(body jsonb) returns setof text language sql stable as $$
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
$$;

create or replace function audit_event_indexed() returns trigger language plpgsql as $$
begin
  insert into audit_index (key, seq) select k, new.seq from audit_keys(cast(new.body as jsonb)) k;
  return new;
end $$;

create or replace function audit_index_check() returns trigger language plpgsql as $$
begin
  if new.seq is distinct from (select max(seq) from audit_event) then
    raise exception 'audit: only the newest event is indexed';
  end if;
  return new;
end $$;

create or replace function audit_open_check() returns trigger language plpgsql as $$
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

create or replace function audit_beside_inserted() returns trigger language plpgsql as $$
begin
  perform audit_cite(new.event_id);
  return null;
end $$;

create or replace function audit_pii_guard() returns trigger language plpgsql as $$
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

create or replace function audit_change_guard() returns trigger language plpgsql as $$
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

create or replace function audit_image_insert() returns trigger language plpgsql as $$
begin
  if not exists (select 1 from audit_open where event_id = new.event_id) then
    raise exception 'event must be new in this transaction';
  end if;
  return new;
end $$;

create or replace function audit_image_guard() returns trigger language plpgsql as $$
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

create or replace function audit_checkpoint_check() returns trigger language plpgsql as $$
begin
  if new.size <= coalesce((select max(size) from audit_checkpoint), 0) or new.size > (select max(seq) + 1 from audit_event)
  then raise exception 'audit: not the next checkpoint'; end if;
  return new;
end $$;

create or replace function audit_prune_inserted() returns trigger language plpgsql as $$
begin
  if new.size < (select max(size) from audit_prune) then raise exception 'audit: append-only'; end if;
  perform audit_cite(new.last_event);
  return null;
end $$;

create or replace function audit_preset_written() returns trigger language plpgsql as $$
begin
  if tg_op = 'UPDATE' and new.last_event is not distinct from old.last_event then
    raise exception 'no write without an audit event';
  end if;
  if exists (select 1 from audit_event where id = new.last_event) then
    raise exception 'event must be new in this transaction';
  end if;
  return new;
end $$;

create or replace function audit_head(events text, out seq bigint, out at text, out leaf bytea, out images text)
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

create or replace function audit_append(
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

create or replace function row_written() returns trigger language plpgsql as $$
declare
  key text;
  image text;
begin
  if tg_argv[0] = 'account_id' then
    key := new.account_id;
    if tg_op = 'UPDATE' and (new.account_id <> old.account_id or new.last_event = old.last_event) then
      raise exception 'no write without an audit event';
    end if;
  elsif tg_argv[0] = 'id' then
    key := new.id;
    if tg_op = 'UPDATE' and (new.id <> old.id or new.last_event = old.last_event) then
      raise exception 'no write without an audit event';
    end if;
  elsif tg_argv[0] = 'product_id' then
    key := new.product_id;
    if tg_op = 'UPDATE' and (new.product_id <> old.product_id or new.last_event = old.last_event) then
      raise exception 'no write without an audit event';
    end if;
  end if;
  if tg_nargs = 1 then
    image := row_to_json(new)::text;
  elsif tg_argv[1] = 'password_hash' then
    image := (to_jsonb(new) - 'password_hash' || jsonb_build_object('password_check', right(new.password_hash, 12)))::text;
  elsif tg_argv[1] = 'secret' then
    image := (to_jsonb(new) - 'secret')::text;
  elsif tg_argv[1] = 'token_hash' then
    image := (to_jsonb(new) - 'token_hash')::text;
  end if;
  perform 1 from audit_open where event_id = new.last_event;
  if not found then
    insert into audit_open (event_id, after_image) values (new.last_event, coalesce((select max(n) from audit_image), 0));
  end if;
  insert into audit_image (event_id, kind, row_id, op, salt, image)
  values (new.last_event, tg_table_name, replace(key, '-', ''), lower(tg_op), uuid_send(gen_random_uuid()), image);
  return null;
end $$;

create or replace function part_written() returns trigger language plpgsql as $$
declare
  part record;
  key text;
  cited text;
begin
  if tg_op = 'DELETE' then part := old; else part := new; end if;
  if tg_table_name = 'price' then
    key := concat_ws(':', part.product_id, part.price_list_id, part.min_quantity, part.valid_from);
    if tg_op = 'UPDATE' and key <> concat_ws(':', old.product_id, old.price_list_id, old.min_quantity, old.valid_from) then raise exception '% keeps its key', tg_table_name; end if;
    select w.last_event into cited from price_list w join audit_open o on o.event_id = w.last_event
    where w.id = part.price_list_id;
  elsif tg_table_name = 'organization_price_list' then
    key := concat_ws(':', part.organization_id, part.price_list_id);
    if tg_op = 'UPDATE' and key <> concat_ws(':', old.organization_id, old.price_list_id) then raise exception '% keeps its key', tg_table_name; end if;
    select w.last_event into cited from organization w join audit_open o on o.event_id = w.last_event
    where w.id = part.organization_id;
  elsif tg_table_name = 'cart_line' then
    key := concat_ws(':', part.cart_id, part.product_id);
    if tg_op = 'UPDATE' and key <> concat_ws(':', old.cart_id, old.product_id) then raise exception '% keeps its key', tg_table_name; end if;
    select w.last_event into cited from cart w join audit_open o on o.event_id = w.last_event
    where w.id = part.cart_id;
  elsif tg_table_name = 'order_line' then
    key := concat_ws(':', part.order_id, part.position);
    if tg_op = 'UPDATE' and key <> concat_ws(':', old.order_id, old.position) then raise exception '% keeps its key', tg_table_name; end if;
    select w.last_event into cited from orders w join audit_open o on o.event_id = w.last_event
    where w.id = part.order_id;
  elsif tg_table_name = 'requisition_line' then
    key := concat_ws(':', part.list_id, part.product_id);
    if tg_op = 'UPDATE' and key <> concat_ws(':', old.list_id, old.product_id) then raise exception '% keeps its key', tg_table_name; end if;
    select w.last_event into cited from requisition_list w join audit_open o on o.event_id = w.last_event
    where w.id = part.list_id;
  elsif tg_table_name = 'product_media' then
    key := concat_ws(':', part.product_id, part.media_id);
    if tg_op = 'UPDATE' and key <> concat_ws(':', old.product_id, old.media_id) then raise exception '% keeps its key', tg_table_name; end if;
    select w.last_event into cited from product w join audit_open o on o.event_id = w.last_event
    where w.id = part.product_id;
  end if;
  if cited is null then raise exception '% is written only with its %', tg_table_name, tg_argv[0]; end if;
  insert into audit_image (event_id, kind, row_id, op, salt, image)
  values (cited, tg_table_name, replace(key, '-', ''), lower(tg_op), uuid_send(gen_random_uuid()),
          case when tg_op = 'DELETE' then '{}' else row_to_json(part)::text end);
  return null;
end $$;

drop trigger if exists audit_event_insert on audit_event;
create trigger audit_event_insert before insert on audit_event for each row execute function audit_event_check();
drop trigger if exists audit_event_inserted on audit_event;
create trigger audit_event_inserted after insert on audit_event for each row execute function audit_event_inserted();
drop trigger if exists audit_event_indexed on audit_event;
create trigger audit_event_indexed after insert on audit_event for each row execute function audit_event_indexed();
drop trigger if exists audit_event_update on audit_event;
create trigger audit_event_update before delete or update on audit_event for each row execute function audit_event_prune();
drop trigger if exists audit_event_truncate on audit_event;
create trigger audit_event_truncate before truncate on audit_event for each statement execute function audit_append_only();

drop trigger if exists audit_index_insert on audit_index;
create trigger audit_index_insert before insert on audit_index for each row when (pg_trigger_depth() = 0) execute function audit_index_check();
drop trigger if exists audit_index_update on audit_index;
create trigger audit_index_update before delete or update on audit_index for each row execute function audit_append_only();
drop trigger if exists audit_index_truncate on audit_index;
create trigger audit_index_truncate before truncate on audit_index for each statement execute function audit_append_only();

drop trigger if exists audit_open_insert on audit_open;
create trigger audit_open_insert before insert on audit_open for each row execute function audit_open_check();
drop trigger if exists audit_open_update on audit_open;
create trigger audit_open_update before update on audit_open for each row execute function audit_open_check();
drop trigger if exists audit_open_delete on audit_open;
create trigger audit_open_delete before delete on audit_open for each row when (pg_trigger_depth() = 0) execute function audit_open_check();
drop trigger if exists audit_open_truncate on audit_open;
create trigger audit_open_truncate before truncate on audit_open for each statement execute function audit_append_only();

drop trigger if exists audit_pii_inserted on audit_pii;
create trigger audit_pii_inserted after insert on audit_pii for each row execute function audit_beside_inserted();
drop trigger if exists audit_pii_guard on audit_pii;
create trigger audit_pii_guard before delete or update on audit_pii for each row execute function audit_pii_guard();
drop trigger if exists audit_pii_truncate on audit_pii;
create trigger audit_pii_truncate before truncate on audit_pii for each statement execute function audit_append_only();

drop trigger if exists audit_change_inserted on audit_change;
create trigger audit_change_inserted after insert on audit_change for each row execute function audit_beside_inserted();
drop trigger if exists audit_change_guard on audit_change;
create trigger audit_change_guard before delete or update on audit_change for each row execute function audit_change_guard();
drop trigger if exists audit_change_truncate on audit_change;
create trigger audit_change_truncate before truncate on audit_change for each statement execute function audit_append_only();

drop trigger if exists audit_image_insert on audit_image;
create trigger audit_image_insert before insert on audit_image for each row when (pg_trigger_depth() = 0) execute function audit_image_insert();
drop trigger if exists audit_image_guard on audit_image;
create trigger audit_image_guard before delete or update on audit_image for each row execute function audit_image_guard();
drop trigger if exists audit_image_truncate on audit_image;
create trigger audit_image_truncate before truncate on audit_image for each statement execute function audit_append_only();

drop trigger if exists audit_checkpoint_insert on audit_checkpoint;
create trigger audit_checkpoint_insert before insert on audit_checkpoint for each row execute function audit_checkpoint_check();
drop trigger if exists audit_checkpoint_update on audit_checkpoint;
create trigger audit_checkpoint_update before delete or update on audit_checkpoint for each row execute function audit_append_only();
drop trigger if exists audit_checkpoint_truncate on audit_checkpoint;
create trigger audit_checkpoint_truncate before truncate on audit_checkpoint for each statement execute function audit_append_only();

drop trigger if exists audit_prune_inserted on audit_prune;
create trigger audit_prune_inserted after insert on audit_prune for each row execute function audit_prune_inserted();
drop trigger if exists audit_prune_update on audit_prune;
create trigger audit_prune_update before delete or update on audit_prune for each row execute function audit_append_only();
drop trigger if exists audit_prune_truncate on audit_prune;
create trigger audit_prune_truncate before truncate on audit_prune for each statement execute function audit_append_only();

drop trigger if exists audit_preset_written on audit_preset;
create trigger audit_preset_written before insert or update on audit_preset for each row execute function audit_preset_written();
drop trigger if exists audit_preset_delete on audit_preset;
create trigger audit_preset_delete before delete on audit_preset for each row execute function never_deleted();
drop trigger if exists audit_preset_truncate on audit_preset;
create trigger audit_preset_truncate before truncate on audit_preset for each statement execute function never_deleted();

drop trigger if exists store_written on store;
create trigger store_written after insert or update on store for each row execute function row_written('id');
drop trigger if exists store_delete on store;
create trigger store_delete before delete on store for each row execute function never_deleted();
drop trigger if exists store_truncate on store;
create trigger store_truncate before truncate on store for each statement execute function never_deleted();

drop trigger if exists category_written on category;
create trigger category_written after insert or update on category for each row execute function row_written('id');
drop trigger if exists category_delete on category;
create trigger category_delete before delete on category for each row execute function never_deleted();
drop trigger if exists category_truncate on category;
create trigger category_truncate before truncate on category for each statement execute function never_deleted();

drop trigger if exists product_written on product;
create trigger product_written after insert or update on product for each row execute function row_written('id');
drop trigger if exists product_delete on product;
create trigger product_delete before delete on product for each row execute function never_deleted();
drop trigger if exists product_truncate on product;
create trigger product_truncate before truncate on product for each statement execute function never_deleted();

drop trigger if exists stock_written on stock;
create trigger stock_written after insert or update on stock for each row execute function row_written('product_id');
drop trigger if exists stock_delete on stock;
create trigger stock_delete before delete on stock for each row execute function never_deleted();
drop trigger if exists stock_truncate on stock;
create trigger stock_truncate before truncate on stock for each statement execute function never_deleted();

drop trigger if exists synonym_written on synonym;
create trigger synonym_written after insert or update on synonym for each row execute function row_written('id');
drop trigger if exists synonym_delete on synonym;
create trigger synonym_delete before delete on synonym for each row execute function never_deleted();
drop trigger if exists synonym_truncate on synonym;
create trigger synonym_truncate before truncate on synonym for each statement execute function never_deleted();

drop trigger if exists price_list_written on price_list;
create trigger price_list_written after insert or update on price_list for each row execute function row_written('id');
drop trigger if exists price_list_delete on price_list;
create trigger price_list_delete before delete on price_list for each row execute function never_deleted();
drop trigger if exists price_list_truncate on price_list;
create trigger price_list_truncate before truncate on price_list for each statement execute function never_deleted();

drop trigger if exists price_written on price;
create trigger price_written after insert or delete or update on price for each row execute function part_written('price_list');
drop trigger if exists price_truncate on price;
create trigger price_truncate before truncate on price for each statement execute function never_deleted();

drop trigger if exists organization_written on organization;
create trigger organization_written after insert or update on organization for each row execute function row_written('id');
drop trigger if exists organization_delete on organization;
create trigger organization_delete before delete on organization for each row execute function never_deleted();
drop trigger if exists organization_truncate on organization;
create trigger organization_truncate before truncate on organization for each statement execute function never_deleted();

drop trigger if exists organization_price_list_written on organization_price_list;
create trigger organization_price_list_written after insert or delete or update on organization_price_list for each row execute function part_written('organization');
drop trigger if exists organization_price_list_truncate on organization_price_list;
create trigger organization_price_list_truncate before truncate on organization_price_list for each statement execute function never_deleted();

drop trigger if exists contact_written on contact;
create trigger contact_written after insert or update on contact for each row execute function row_written('id');
drop trigger if exists contact_delete on contact;
create trigger contact_delete before delete on contact for each row execute function never_deleted();
drop trigger if exists contact_truncate on contact;
create trigger contact_truncate before truncate on contact for each statement execute function never_deleted();

drop trigger if exists account_written on account;
create trigger account_written after insert or update on account for each row execute function row_written('id', 'password_hash');
drop trigger if exists account_delete on account;
create trigger account_delete before delete on account for each row execute function never_deleted();
drop trigger if exists account_truncate on account;
create trigger account_truncate before truncate on account for each statement execute function never_deleted();

drop trigger if exists account_invite_written on account_invite;
create trigger account_invite_written after insert or update on account_invite for each row execute function row_written('account_id', 'token_hash');
drop trigger if exists account_invite_delete on account_invite;
create trigger account_invite_delete before delete on account_invite for each row execute function never_deleted();
drop trigger if exists account_invite_truncate on account_invite;
create trigger account_invite_truncate before truncate on account_invite for each statement execute function never_deleted();

drop trigger if exists address_written on address;
create trigger address_written after insert or update on address for each row execute function row_written('id');
drop trigger if exists address_delete on address;
create trigger address_delete before delete on address for each row execute function never_deleted();
drop trigger if exists address_truncate on address;
create trigger address_truncate before truncate on address for each statement execute function never_deleted();

drop trigger if exists staff_written on staff;
create trigger staff_written after insert or update on staff for each row execute function row_written('id', 'password_hash');
drop trigger if exists staff_delete on staff;
create trigger staff_delete before delete on staff for each row execute function never_deleted();
drop trigger if exists staff_truncate on staff;
create trigger staff_truncate before truncate on staff for each statement execute function never_deleted();

drop trigger if exists staff_role_written on staff_role;
create trigger staff_role_written after insert or update on staff_role for each row execute function row_written('id');
drop trigger if exists staff_role_delete on staff_role;
create trigger staff_role_delete before delete on staff_role for each row execute function never_deleted();
drop trigger if exists staff_role_truncate on staff_role;
create trigger staff_role_truncate before truncate on staff_role for each statement execute function never_deleted();

drop trigger if exists staff_scope_written on staff_scope;
create trigger staff_scope_written after insert or update on staff_scope for each row execute function row_written('id');
drop trigger if exists staff_scope_delete on staff_scope;
create trigger staff_scope_delete before delete on staff_scope for each row execute function never_deleted();
drop trigger if exists staff_scope_truncate on staff_scope;
create trigger staff_scope_truncate before truncate on staff_scope for each statement execute function never_deleted();

drop trigger if exists staff_invite_written on staff_invite;
create trigger staff_invite_written after insert or update on staff_invite for each row execute function row_written('id', 'token_hash');
drop trigger if exists staff_invite_delete on staff_invite;
create trigger staff_invite_delete before delete on staff_invite for each row execute function never_deleted();
drop trigger if exists staff_invite_truncate on staff_invite;
create trigger staff_invite_truncate before truncate on staff_invite for each statement execute function never_deleted();

drop trigger if exists session_written on session;
create trigger session_written after insert or update on session for each row execute function row_written('id', 'token_hash');
drop trigger if exists session_delete on session;
create trigger session_delete before delete on session for each row execute function never_deleted();
drop trigger if exists session_truncate on session;
create trigger session_truncate before truncate on session for each statement execute function never_deleted();

drop trigger if exists factor_written on factor;
create trigger factor_written after insert or update on factor for each row execute function row_written('id', 'secret');
drop trigger if exists factor_delete on factor;
create trigger factor_delete before delete on factor for each row execute function never_deleted();
drop trigger if exists factor_truncate on factor;
create trigger factor_truncate before truncate on factor for each statement execute function never_deleted();

drop trigger if exists recovery_code_written on recovery_code;
create trigger recovery_code_written after insert or update on recovery_code for each row execute function row_written('id', 'token_hash');
drop trigger if exists recovery_code_delete on recovery_code;
create trigger recovery_code_delete before delete on recovery_code for each row execute function never_deleted();
drop trigger if exists recovery_code_truncate on recovery_code;
create trigger recovery_code_truncate before truncate on recovery_code for each statement execute function never_deleted();

drop trigger if exists password_reset_written on password_reset;
create trigger password_reset_written after insert or update on password_reset for each row execute function row_written('id', 'token_hash');
drop trigger if exists password_reset_delete on password_reset;
create trigger password_reset_delete before delete on password_reset for each row execute function never_deleted();
drop trigger if exists password_reset_truncate on password_reset;
create trigger password_reset_truncate before truncate on password_reset for each statement execute function never_deleted();

drop trigger if exists behalf_written on behalf;
create trigger behalf_written after insert or update on behalf for each row execute function row_written('id', 'token_hash');
drop trigger if exists behalf_delete on behalf;
create trigger behalf_delete before delete on behalf for each row execute function never_deleted();
drop trigger if exists behalf_truncate on behalf;
create trigger behalf_truncate before truncate on behalf for each statement execute function never_deleted();

drop trigger if exists support_consent_written on support_consent;
create trigger support_consent_written after insert or update on support_consent for each row execute function row_written('id');
drop trigger if exists support_consent_delete on support_consent;
create trigger support_consent_delete before delete on support_consent for each row execute function never_deleted();
drop trigger if exists support_consent_truncate on support_consent;
create trigger support_consent_truncate before truncate on support_consent for each statement execute function never_deleted();

drop trigger if exists consent_code_written on consent_code;
create trigger consent_code_written after insert or update on consent_code for each row execute function row_written('id', 'token_hash');
drop trigger if exists consent_code_delete on consent_code;
create trigger consent_code_delete before delete on consent_code for each row execute function never_deleted();
drop trigger if exists consent_code_truncate on consent_code;
create trigger consent_code_truncate before truncate on consent_code for each statement execute function never_deleted();

drop trigger if exists behalf_override_written on behalf_override;
create trigger behalf_override_written after insert or update on behalf_override for each row execute function row_written('id');
drop trigger if exists behalf_override_delete on behalf_override;
create trigger behalf_override_delete before delete on behalf_override for each row execute function never_deleted();
drop trigger if exists behalf_override_truncate on behalf_override;
create trigger behalf_override_truncate before truncate on behalf_override for each statement execute function never_deleted();

drop trigger if exists cart_written on cart;
create trigger cart_written after insert or update on cart for each row execute function row_written('id');
drop trigger if exists cart_delete on cart;
create trigger cart_delete before delete on cart for each row execute function never_deleted();
drop trigger if exists cart_truncate on cart;
create trigger cart_truncate before truncate on cart for each statement execute function never_deleted();

drop trigger if exists cart_line_written on cart_line;
create trigger cart_line_written after insert or delete or update on cart_line for each row execute function part_written('cart');
drop trigger if exists cart_line_truncate on cart_line;
create trigger cart_line_truncate before truncate on cart_line for each statement execute function never_deleted();

drop trigger if exists orders_written on orders;
create trigger orders_written after insert or update on orders for each row execute function row_written('id');
drop trigger if exists orders_delete on orders;
create trigger orders_delete before delete on orders for each row execute function never_deleted();
drop trigger if exists orders_truncate on orders;
create trigger orders_truncate before truncate on orders for each statement execute function never_deleted();

drop trigger if exists order_line_written on order_line;
create trigger order_line_written after insert or delete or update on order_line for each row execute function part_written('orders');
drop trigger if exists order_line_truncate on order_line;
create trigger order_line_truncate before truncate on order_line for each statement execute function never_deleted();

drop trigger if exists approval_written on approval;
create trigger approval_written after insert or update on approval for each row execute function row_written('id');
drop trigger if exists approval_delete on approval;
create trigger approval_delete before delete on approval for each row execute function never_deleted();
drop trigger if exists approval_truncate on approval;
create trigger approval_truncate before truncate on approval for each statement execute function never_deleted();

drop trigger if exists own_item_written on own_item;
create trigger own_item_written after insert or update on own_item for each row execute function row_written('id');
drop trigger if exists own_item_delete on own_item;
create trigger own_item_delete before delete on own_item for each row execute function never_deleted();
drop trigger if exists own_item_truncate on own_item;
create trigger own_item_truncate before truncate on own_item for each statement execute function never_deleted();

drop trigger if exists requisition_list_written on requisition_list;
create trigger requisition_list_written after insert or update on requisition_list for each row execute function row_written('id');
drop trigger if exists requisition_list_delete on requisition_list;
create trigger requisition_list_delete before delete on requisition_list for each row execute function never_deleted();
drop trigger if exists requisition_list_truncate on requisition_list;
create trigger requisition_list_truncate before truncate on requisition_list for each statement execute function never_deleted();

drop trigger if exists requisition_line_written on requisition_line;
create trigger requisition_line_written after insert or delete or update on requisition_line for each row execute function part_written('requisition_list');
drop trigger if exists requisition_line_truncate on requisition_line;
create trigger requisition_line_truncate before truncate on requisition_line for each statement execute function never_deleted();

drop trigger if exists cost_centre_written on cost_centre;
create trigger cost_centre_written after insert or update on cost_centre for each row execute function row_written('id');
drop trigger if exists cost_centre_delete on cost_centre;
create trigger cost_centre_delete before delete on cost_centre for each row execute function never_deleted();
drop trigger if exists cost_centre_truncate on cost_centre;
create trigger cost_centre_truncate before truncate on cost_centre for each statement execute function never_deleted();

drop trigger if exists attachment_written on attachment;
create trigger attachment_written after insert or update on attachment for each row execute function row_written('id');
drop trigger if exists attachment_delete on attachment;
create trigger attachment_delete before delete on attachment for each row execute function never_deleted();
drop trigger if exists attachment_truncate on attachment;
create trigger attachment_truncate before truncate on attachment for each statement execute function never_deleted();

drop trigger if exists import_written on import;
create trigger import_written after insert or update on import for each row execute function row_written('id');
drop trigger if exists import_delete on import;
create trigger import_delete before delete on import for each row execute function never_deleted();
drop trigger if exists import_truncate on import;
create trigger import_truncate before truncate on import for each statement execute function never_deleted();

drop trigger if exists import_mapping_written on import_mapping;
create trigger import_mapping_written after insert or update on import_mapping for each row execute function row_written('id');
drop trigger if exists import_mapping_delete on import_mapping;
create trigger import_mapping_delete before delete on import_mapping for each row execute function never_deleted();
drop trigger if exists import_mapping_truncate on import_mapping;
create trigger import_mapping_truncate before truncate on import_mapping for each statement execute function never_deleted();

drop trigger if exists media_written on media;
create trigger media_written after insert or update on media for each row execute function row_written('id');
drop trigger if exists media_delete on media;
create trigger media_delete before delete on media for each row execute function never_deleted();
drop trigger if exists media_truncate on media;
create trigger media_truncate before truncate on media for each statement execute function never_deleted();

drop trigger if exists product_media_written on product_media;
create trigger product_media_written after insert or delete or update on product_media for each row execute function part_written('product');
drop trigger if exists product_media_truncate on product_media;
create trigger product_media_truncate before truncate on product_media for each statement execute function never_deleted();

drop trigger if exists saved_view_written on saved_view;
create trigger saved_view_written after insert or update on saved_view for each row execute function row_written('id');
drop trigger if exists saved_view_delete on saved_view;
create trigger saved_view_delete before delete on saved_view for each row execute function never_deleted();
drop trigger if exists saved_view_truncate on saved_view;
create trigger saved_view_truncate before truncate on saved_view for each statement execute function never_deleted();
