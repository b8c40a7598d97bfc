-- Rules of this schema:
--   * audit_event is append-only and chained: each event is the next one and names the leaf before it.
--   * A business row cites in last_event the audit event that wrote it. The event is appended last, so a
--     row that cites an event which is already in the log was written without an event of its own: refused.
--   * Parts (prices, cart lines, order lines ...) are written only while their aggregate is being written.
--   * Free tables (session_seen, throttle, setting) hold counters and marks, nothing a claim could be about.

create table audit_event (
  seq bigint primary key,
  id text not null constraint audit_event_id unique,
  leaf bytea not null check (length(leaf) = 32),
  body text not null check (octet_length(body) <= 16384),
  type text not null,
  actor_id text not null,
  subject_id text,
  session_id text,
  at text not null
);

create function audit_event_check() returns trigger language plpgsql as $$
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
  then raise exception 'audit: not the next event'; end if;
  return new;
end $$;
create function audit_append_only() returns trigger language plpgsql as $$
begin raise exception 'audit: append-only'; end $$;
create trigger audit_event_insert before insert on audit_event for each row execute function audit_event_check();
create trigger audit_event_update before update or delete on audit_event for each row execute function audit_append_only();
create trigger audit_event_truncate before truncate on audit_event for each statement execute function audit_append_only();

-- Personal values of events. An event holds only a salted commitment, so a value can be erased here
-- and the chain still verifies.
create table audit_pii (
  event_id text not null references audit_event(id) deferrable initially deferred,
  field text not null,
  salt bytea not null check (length(salt) = 16),
  value text not null,
  primary key (event_id, field)
);

-- The canonical before and after of an event; its hash stands in the event.
create table audit_change (
  event_id text primary key references audit_event(id) deferrable initially deferred,
  body text not null
);

-- A business row was written: its event must not be in the log yet, and must not be the one before.
create function written_with_event() returns trigger language plpgsql as $$
begin
  if tg_op = 'UPDATE' and new.last_event is not distinct from old.last_event then
    raise exception 'no write without an audit event';
  end if;
  if exists (select 1 from audit_event where id = new.last_event) then
    raise exception 'event must be new in this transaction';
  end if;
  return new;
end $$;
create function never_deleted() returns trigger language plpgsql as $$
begin raise exception '% rows are never deleted', tg_table_name; end $$;
-- A part is written: its aggregate (named by the trigger's arguments) must be being written too.
create function part_of_write() returns trigger language plpgsql as $$
declare
  part jsonb := to_jsonb(coalesce(new, old));
  settled boolean;
begin
  execute format('select exists (select 1 from %I p join audit_event e on e.id = p.last_event where p.id = $1)', tg_argv[0])
    into settled using (part->>tg_argv[1])::uuid;
  if settled then raise exception '% is written only with its %', tg_table_name, tg_argv[0]; end if;
  return coalesce(new, old);
end $$;

create table store (
  id uuid primary key,
  code text not null constraint store_code unique,
  name text not null,
  currency text not null check (currency in ('GBP', 'EUR')),
  country text not null,
  tagline text not null,
  position bigint not null,
  last_event text not null references audit_event(id) deferrable initially deferred
);
create trigger store_written before insert or update on store for each row execute function written_with_event();
create trigger store_delete before delete on store for each row execute function never_deleted();
create trigger store_truncate before truncate on store for each statement execute function never_deleted();

create table category (
  id uuid primary key,
  parent_id uuid references category(id),
  slug text not null constraint category_slug unique,
  name text not null,
  summary text not null,
  position bigint not null,
  last_event text not null references audit_event(id) deferrable initially deferred
);
create trigger category_written before insert or update on category for each row execute function written_with_event();
create trigger category_delete before delete on category for each row execute function never_deleted();
create trigger category_truncate before truncate on category for each statement execute function never_deleted();

create table product (
  id uuid primary key,
  sku text not null constraint product_sku unique,
  slug text not null constraint product_slug unique,
  category_id uuid not null references category(id),
  name text not null,
  summary text not null,
  description text not null,
  attributes text not null,
  drawing text not null,
  unit text not null,
  increment bigint not null check (increment >= 1),
  tax_class text not null check (tax_class in ('standard', 'reduced', 'zero')),
  status text not null check (status in ('active', 'withdrawn')),
  search_key text not null,
  created_at bigint not null,
  last_event text not null references audit_event(id) deferrable initially deferred
);
create trigger product_written before insert or update on product for each row execute function written_with_event();
create trigger product_delete before delete on product for each row execute function never_deleted();
create trigger product_truncate before truncate on product for each statement execute function never_deleted();

create table stock (
  product_id uuid primary key references product(id),
  available bigint not null constraint stock_available check (available >= 0),
  restock_at bigint,
  last_event text not null references audit_event(id) deferrable initially deferred
);
create trigger stock_written before insert or update on stock for each row execute function written_with_event();
create trigger stock_delete before delete on stock for each row execute function never_deleted();
create trigger stock_truncate before truncate on stock for each statement execute function never_deleted();

create table price_list (
  id uuid primary key,
  code text not null constraint price_list_code unique,
  name text not null,
  currency text not null check (currency in ('GBP', 'EUR')),
  store_id uuid references store(id),
  last_event text not null references audit_event(id) deferrable initially deferred
);
create trigger price_list_written before insert or update on price_list for each row execute function written_with_event();
create trigger price_list_delete before delete on price_list for each row execute function never_deleted();
create trigger price_list_truncate before truncate on price_list for each statement execute function never_deleted();

create table price (
  price_list_id uuid not null references price_list(id),
  product_id uuid not null references product(id),
  min_quantity bigint not null check (min_quantity >= 1),
  unit_price bigint not null check (unit_price > 0),
  primary key (product_id, price_list_id, min_quantity)
);
create trigger price_part before insert or update or delete on price for each row execute function part_of_write('price_list', 'price_list_id');
create trigger price_truncate before truncate on price for each statement execute function never_deleted();

create table organization (
  id uuid primary key,
  number text not null constraint organization_number unique,
  name text not null,
  city text not null,
  country text not null,
  vat_id text not null,
  status text not null check (status in ('active', 'on_hold', 'closed')),
  terms_days bigint not null check (terms_days between 0 and 180),
  po_number text not null check (po_number in ('off', 'optional', 'required')),
  support_names boolean not null,
  support_consent text not null default 'allowed' check (support_consent in ('allowed', 'ask', 'never')),
  last_event text not null references audit_event(id) deferrable initially deferred
);
create trigger organization_written before insert or update on organization for each row execute function written_with_event();
create trigger organization_delete before delete on organization for each row execute function never_deleted();
create trigger organization_truncate before truncate on organization for each statement execute function never_deleted();

create table organization_price_list (
  organization_id uuid not null references organization(id),
  price_list_id uuid not null references price_list(id),
  rank bigint not null,
  primary key (organization_id, price_list_id)
);
create trigger organization_price_list_part before insert or update or delete on organization_price_list for each row execute function part_of_write('organization', 'organization_id');
create trigger organization_price_list_truncate before truncate on organization_price_list for each statement execute function never_deleted();

create table contact (
  id uuid primary key,
  organization_id uuid not null references organization(id),
  name text not null,
  latin_name text not null,
  title text not null,
  email text not null,
  phone text not null,
  language text not null,
  time_zone text not null,
  search_key text not null,
  created_at bigint not null,
  last_event text not null references audit_event(id) deferrable initially deferred
);
create trigger contact_written before insert or update on contact for each row execute function written_with_event();
create trigger contact_delete before delete on contact for each row execute function never_deleted();
create trigger contact_truncate before truncate on contact for each statement execute function never_deleted();

create table account (
  id uuid primary key,
  contact_id uuid not null references contact(id),
  store_id uuid not null references store(id),
  email text not null,
  email_key text not null constraint account_email unique,
  password_hash text not null,
  status text not null check (status in ('active', 'locked', 'disabled', 'invited', 'unverified')),
  last_sign_in_at bigint,
  created_at bigint not null,
  last_event text not null references audit_event(id) deferrable initially deferred
);
create trigger account_written before insert or update on account for each row execute function written_with_event();
create trigger account_delete before delete on account for each row execute function never_deleted();
create trigger account_truncate before truncate on account for each statement execute function never_deleted();

create table address (
  id uuid primary key,
  organization_id uuid not null references organization(id),
  recipient text not null,
  line1 text not null,
  line2 text not null,
  city text not null,
  region text not null,
  postcode text not null,
  country text not null,
  position bigint not null,
  last_event text not null references audit_event(id) deferrable initially deferred
);
create trigger address_written before insert or update on address for each row execute function written_with_event();
create trigger address_delete before delete on address for each row execute function never_deleted();
create trigger address_truncate before truncate on address for each statement execute function never_deleted();

create table staff (
  id uuid primary key,
  name text not null,
  email text not null,
  email_key text not null constraint staff_email unique,
  password_hash text not null,
  role text not null check (role in ('admin', 'supervisor', 'agent', 'junior', 'sales', 'auditor', 'finance')),
  status text not null check (status in ('active', 'disabled')),
  last_sign_in_at bigint,
  created_at bigint not null,
  last_event text not null references audit_event(id) deferrable initially deferred
);
create trigger staff_written before insert or update on staff for each row execute function written_with_event();
create trigger staff_delete before delete on staff for each row execute function never_deleted();
create trigger staff_truncate before truncate on staff for each statement execute function never_deleted();

create table session (
  id uuid primary key,
  token_hash bytea not null constraint session_token unique check (length(token_hash) = 32),
  realm text not null check (realm in ('portal', 'shop')),
  staff_id uuid references staff(id),
  account_id uuid references account(id),
  user_agent text not null,
  created_at bigint not null,
  expires_at bigint not null,
  ended_at bigint,
  ended_why text,
  last_event text not null references audit_event(id) deferrable initially deferred,
  check ((realm = 'portal' and staff_id is not null and account_id is null) or (realm = 'shop' and account_id is not null and staff_id is null))
);
create trigger session_written before insert or update on session for each row execute function written_with_event();
create trigger session_delete before delete on session for each row execute function never_deleted();
create trigger session_truncate before truncate on session for each statement execute function never_deleted();

create table session_seen (
  session_id uuid primary key,
  at bigint not null
);

create table behalf (
  id uuid primary key,
  slug text not null constraint behalf_slug unique,
  state text not null check (state in ('requested', 'active', 'ended')),
  token_hash bytea constraint behalf_token unique check (token_hash is null or length(token_hash) = 32),
  staff_id uuid not null references staff(id),
  portal_session_id uuid not null references session(id),
  account_id uuid not null references account(id),
  store_id uuid not null references store(id),
  mode text not null check (mode in ('view', 'full')),
  reason text not null,
  ticket text not null,
  minutes bigint not null check (minutes between 1 and 60),
  requested_at bigint not null,
  redeem_by bigint not null,
  started_at bigint,
  expires_at bigint,
  ended_at bigint,
  ended_why text,
  ended_by text,
  note text not null default '',
  last_event text not null references audit_event(id) deferrable initially deferred,
  check (state <> 'active' or (token_hash is not null and started_at is not null and expires_at is not null)),
  check (state <> 'ended' or (ended_at is not null and ended_why is not null))
);
create trigger behalf_written before insert or update on behalf for each row execute function written_with_event();
create trigger behalf_delete before delete on behalf for each row execute function never_deleted();
create trigger behalf_truncate before truncate on behalf for each statement execute function never_deleted();

create table cart (
  id uuid primary key,
  account_id uuid not null constraint cart_account unique references account(id),
  version bigint not null,
  modified_at bigint not null,
  modified_actor_id text not null,
  modified_actor_name text not null,
  modified_actor_role text not null,
  modified_subject_id text,
  modified_behalf_id uuid references behalf(id),
  last_event text not null references audit_event(id) deferrable initially deferred
);
create trigger cart_written before insert or update on cart for each row execute function written_with_event();
create trigger cart_delete before delete on cart for each row execute function never_deleted();
create trigger cart_truncate before truncate on cart for each statement execute function never_deleted();

create table cart_line (
  cart_id uuid not null references cart(id),
  product_id uuid not null references product(id),
  position bigint not null,
  quantity bigint not null check (quantity between 1 and 999999),
  note text not null,
  added_actor_id text not null,
  added_actor_name text not null,
  added_actor_role text not null,
  added_subject_id text,
  primary key (cart_id, product_id)
);
create trigger cart_line_part before insert or update or delete on cart_line for each row execute function part_of_write('cart', 'cart_id');
create trigger cart_line_truncate before truncate on cart_line for each statement execute function never_deleted();

create table orders (
  id uuid primary key,
  number text not null constraint orders_number unique,
  store_id uuid not null references store(id),
  organization_id uuid not null references organization(id),
  contact_id uuid not null references contact(id),
  account_id uuid not null references account(id),
  status text not null check (status in ('placed', 'confirmed', 'shipped', 'delivered', 'cancelled')),
  currency text not null,
  subtotal bigint not null check (subtotal >= 0),
  shipping bigint not null check (shipping >= 0),
  tax bigint not null check (tax >= 0),
  total bigint not null check (total >= 0),
  tax_note text not null,
  po_number text not null,
  note text not null,
  recipient text not null,
  address_text text not null,
  shipping_method text not null,
  payment_method text not null,
  terms_days bigint not null,
  placed_at bigint not null,
  idempotency_key text not null,
  payload_hash text not null,
  search_key text not null,
  version bigint not null,
  created_at bigint not null,
  created_actor_id text not null,
  created_actor_name text not null,
  created_actor_role text not null,
  created_subject_id text,
  created_behalf_id uuid references behalf(id),
  created_event text not null,
  last_event text not null references audit_event(id) deferrable initially deferred,
  constraint orders_key unique (account_id, created_actor_id, idempotency_key)
);
create trigger orders_written before insert or update on orders for each row execute function written_with_event();
create trigger orders_delete before delete on orders for each row execute function never_deleted();
create trigger orders_truncate before truncate on orders for each statement execute function never_deleted();

create table order_line (
  order_id uuid not null references orders(id),
  position bigint not null,
  product_id uuid not null references product(id),
  sku text not null,
  name text not null,
  unit text not null,
  quantity bigint not null check (quantity >= 1),
  unit_price bigint not null check (unit_price > 0),
  total bigint not null check (total >= 0),
  tax_rate bigint not null,
  note text not null,
  primary key (order_id, position)
);
create trigger order_line_part before insert or update or delete on order_line for each row execute function part_of_write('orders', 'order_id');
create trigger order_line_truncate before truncate on order_line for each statement execute function never_deleted();

create table throttle (
  key text primary key,
  failures bigint not null,
  retry_at bigint not null,
  changed_at bigint not null
);

create table setting (
  key text primary key,
  value text not null
);

create index product_category on product (category_id, name, id);
create index product_name on product (name, id);
create index product_created on product (created_at, id);
create index category_parent on category (parent_id, position);
create index price_by_list on price (price_list_id, product_id, min_quantity);
create index contact_organization on contact (organization_id, latin_name, id);
create index contact_name on contact (latin_name, id);
create index contact_created on contact (created_at, id);
create index account_contact on account (contact_id);
create index address_organization on address (organization_id, position);
create index session_staff on session (staff_id, ended_at);
create index session_account on session (account_id, ended_at);
create index behalf_staff on behalf (staff_id, state);
create index behalf_account on behalf (account_id, started_at);
create index behalf_live on behalf (state, expires_at);
create index orders_account on orders (account_id, placed_at, id);
create index orders_contact on orders (contact_id, placed_at, id);
create index orders_organization on orders (organization_id, placed_at, id);
create index orders_behalf on orders (created_behalf_id);
create index orders_placed on orders (placed_at, id);
create index audit_event_actor on audit_event (actor_id, seq);
create index audit_event_subject on audit_event (subject_id, seq);
create index audit_event_session on audit_event (session_id, seq);
create index audit_event_type on audit_event (type, seq);
