-- Images are written with less work: a row as text needs no jsonb unless something is left out of it; an event finds its
-- images by an index; closing an open event asks nothing when it is the trigger of the log that closes it.
drop trigger audit_open_check on audit_open;
create trigger audit_open_insert before insert on audit_open for each row execute function audit_open_check();
create trigger audit_open_update before update on audit_open for each row execute function audit_open_check();
create trigger audit_open_delete before delete on audit_open for each row when (pg_trigger_depth() = 0) execute function audit_open_check();
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
    or coalesce(jsonb_typeof(doc->'rows'), 'missing') not in ('null', 'object')
    or coalesce((doc->'rows'->>'n')::bigint, 0) <> (select count(*) from audit_image where event_id = new.id)
  then raise exception 'audit: not the next event'; end if;
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
create or replace function store_written() returns trigger language plpgsql as $$
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
create or replace function category_written() returns trigger language plpgsql as $$
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
create or replace function product_written() returns trigger language plpgsql as $$
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
create or replace function stock_written() returns trigger language plpgsql as $$
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
create or replace function price_list_written() returns trigger language plpgsql as $$
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
create or replace function organization_written() returns trigger language plpgsql as $$
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
create or replace function contact_written() returns trigger language plpgsql as $$
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
create or replace function address_written() returns trigger language plpgsql as $$
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
create or replace function cart_written() returns trigger language plpgsql as $$
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
create or replace function orders_written() returns trigger language plpgsql as $$
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
create or replace function price_written() returns trigger language plpgsql as $$
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
create or replace function organization_price_list_written() returns trigger language plpgsql as $$
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
create or replace function cart_line_written() returns trigger language plpgsql as $$
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
create or replace function order_line_written() returns trigger language plpgsql as $$
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
