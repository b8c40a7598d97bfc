-- Rules of this schema:
--   * audit_event is append-only and chained: each event is the next one and names the leaf before it.
--   * A business row cites in last_event the audit event that wrote it. The event is appended last, so a
--     row that cites an event which is already in the log was written without an event of its own: refused.
--   * Parts (prices, cart lines, order lines ...) are written only while their aggregate is being written.
--   * Free tables (session_seen, throttle, setting) hold counters and marks, nothing a claim could be about.

create table audit_event (
  seq integer primary key,
  id text not null unique,
  leaf blob not null check (length(leaf) = 32),
  body text not null check (length(cast(body as blob)) <= 16384),
  type text not null,
  actor_id text not null,
  subject_id text,
  session_id text,
  at text not null
) strict;

create trigger audit_event_insert before insert on audit_event
when new.seq is not (select coalesce(max(seq), -1) + 1 from audit_event)
  or new.body->>'$.prev' is not coalesce((select lower(hex(leaf)) from audit_event order by seq desc limit 1), lower(hex(zeroblob(32))))
  or exists (select 1 from audit_event where id = new.id)
  or new.body->>'$.id' is not new.id
  or new.body->>'$.seq' is not new.seq
  or new.body->>'$.type' is not new.type
  or new.body->>'$.time' is not new.at
  or new.body->>'$.actor.id' is not new.actor_id
  or new.body->>'$.on_behalf_of.id' is not new.subject_id
  or new.body->>'$.session.id' is not new.session_id
begin select raise(abort, 'audit: not the next event'); end;
create trigger audit_event_update before update on audit_event
begin select raise(abort, 'audit: append-only'); end;
create trigger audit_event_delete before delete on audit_event
begin select raise(abort, 'audit: append-only'); end;

-- Personal values of events. An event holds only a salted commitment, so a value can be erased here
-- and the chain still verifies.
create table audit_pii (
  event_id text not null references audit_event(id) deferrable initially deferred,
  field text not null,
  salt blob not null check (length(salt) = 16),
  value text not null,
  primary key (event_id, field)
) strict;

-- The canonical before and after of an event; its hash stands in the event.
create table audit_change (
  event_id text primary key references audit_event(id) deferrable initially deferred,
  body text not null
) strict;

create table store (
  id blob primary key check (length(id) = 16),
  code text not null constraint store_code unique,
  name text not null,
  currency text not null check (currency in ('GBP', 'EUR')),
  country text not null,
  tagline text not null,
  position integer not null,
  last_event text not null references audit_event(id) deferrable initially deferred
) strict;
create trigger store_update before update on store when new.last_event is old.last_event
begin select raise(abort, 'no write without an audit event'); end;
create trigger store_inserted after insert on store when exists (select 1 from audit_event where id = new.last_event)
begin select raise(abort, 'event must be new in this transaction'); end;
create trigger store_updated after update on store when exists (select 1 from audit_event where id = new.last_event)
begin select raise(abort, 'event must be new in this transaction'); end;
create trigger store_delete before delete on store
begin select raise(abort, 'store rows are never deleted'); end;

create table category (
  id blob primary key check (length(id) = 16),
  parent_id blob references category(id),
  slug text not null constraint category_slug unique,
  name text not null,
  summary text not null,
  position integer not null,
  last_event text not null references audit_event(id) deferrable initially deferred
) strict;
create trigger category_update before update on category when new.last_event is old.last_event
begin select raise(abort, 'no write without an audit event'); end;
create trigger category_inserted after insert on category when exists (select 1 from audit_event where id = new.last_event)
begin select raise(abort, 'event must be new in this transaction'); end;
create trigger category_updated after update on category when exists (select 1 from audit_event where id = new.last_event)
begin select raise(abort, 'event must be new in this transaction'); end;
create trigger category_delete before delete on category
begin select raise(abort, 'category rows are never deleted'); end;

create table product (
  id blob primary key check (length(id) = 16),
  sku text not null constraint product_sku unique,
  slug text not null constraint product_slug unique,
  category_id blob not null references category(id),
  name text not null,
  summary text not null,
  description text not null,
  attributes text not null,
  drawing text not null,
  unit text not null,
  increment integer not null check (increment >= 1),
  tax_class text not null check (tax_class in ('standard', 'reduced', 'zero')),
  status text not null check (status in ('active', 'withdrawn')),
  search_key text not null,
  created_at integer not null,
  last_event text not null references audit_event(id) deferrable initially deferred
) strict;
create trigger product_update before update on product when new.last_event is old.last_event
begin select raise(abort, 'no write without an audit event'); end;
create trigger product_inserted after insert on product when exists (select 1 from audit_event where id = new.last_event)
begin select raise(abort, 'event must be new in this transaction'); end;
create trigger product_updated after update on product when exists (select 1 from audit_event where id = new.last_event)
begin select raise(abort, 'event must be new in this transaction'); end;
create trigger product_delete before delete on product
begin select raise(abort, 'product rows are never deleted'); end;

create table stock (
  product_id blob primary key references product(id),
  available integer not null constraint stock_available check (available >= 0),
  restock_at integer,
  last_event text not null references audit_event(id) deferrable initially deferred
) strict;
create trigger stock_update before update on stock when new.last_event is old.last_event
begin select raise(abort, 'no write without an audit event'); end;
create trigger stock_inserted after insert on stock when exists (select 1 from audit_event where id = new.last_event)
begin select raise(abort, 'event must be new in this transaction'); end;
create trigger stock_updated after update on stock when exists (select 1 from audit_event where id = new.last_event)
begin select raise(abort, 'event must be new in this transaction'); end;
create trigger stock_delete before delete on stock
begin select raise(abort, 'stock rows are never deleted'); end;

create table price_list (
  id blob primary key check (length(id) = 16),
  code text not null constraint price_list_code unique,
  name text not null,
  currency text not null check (currency in ('GBP', 'EUR')),
  store_id blob references store(id),
  last_event text not null references audit_event(id) deferrable initially deferred
) strict;
create trigger price_list_update before update on price_list when new.last_event is old.last_event
begin select raise(abort, 'no write without an audit event'); end;
create trigger price_list_inserted after insert on price_list when exists (select 1 from audit_event where id = new.last_event)
begin select raise(abort, 'event must be new in this transaction'); end;
create trigger price_list_updated after update on price_list when exists (select 1 from audit_event where id = new.last_event)
begin select raise(abort, 'event must be new in this transaction'); end;
create trigger price_list_delete before delete on price_list
begin select raise(abort, 'price_list rows are never deleted'); end;

create table price (
  price_list_id blob not null references price_list(id),
  product_id blob not null references product(id),
  min_quantity integer not null check (min_quantity >= 1),
  unit_price integer not null check (unit_price > 0),
  primary key (product_id, price_list_id, min_quantity)
) strict, without rowid;
create trigger price_insert before insert on price
when exists (select 1 from price_list p join audit_event e on e.id = p.last_event where p.id = new.price_list_id)
begin select raise(abort, 'price is written only with its price_list'); end;
create trigger price_update before update on price
when exists (select 1 from price_list p join audit_event e on e.id = p.last_event where p.id = new.price_list_id)
begin select raise(abort, 'price is written only with its price_list'); end;
create trigger price_delete before delete on price
when exists (select 1 from price_list p join audit_event e on e.id = p.last_event where p.id = old.price_list_id)
begin select raise(abort, 'price is written only with its price_list'); end;

create table organization (
  id blob primary key check (length(id) = 16),
  number text not null constraint organization_number unique,
  name text not null,
  city text not null,
  country text not null,
  vat_id text not null,
  status text not null check (status in ('active', 'on_hold', 'closed')),
  terms_days integer not null check (terms_days between 0 and 180),
  po_number text not null check (po_number in ('off', 'optional', 'required')),
  support_names integer not null check (support_names in (0, 1)),
  support_consent text not null default 'allowed' check (support_consent in ('allowed', 'ask', 'never')),
  last_event text not null references audit_event(id) deferrable initially deferred
) strict;
create trigger organization_update before update on organization when new.last_event is old.last_event
begin select raise(abort, 'no write without an audit event'); end;
create trigger organization_inserted after insert on organization when exists (select 1 from audit_event where id = new.last_event)
begin select raise(abort, 'event must be new in this transaction'); end;
create trigger organization_updated after update on organization when exists (select 1 from audit_event where id = new.last_event)
begin select raise(abort, 'event must be new in this transaction'); end;
create trigger organization_delete before delete on organization
begin select raise(abort, 'organization rows are never deleted'); end;

create table organization_price_list (
  organization_id blob not null references organization(id),
  price_list_id blob not null references price_list(id),
  rank integer not null,
  primary key (organization_id, price_list_id)
) strict, without rowid;
create trigger organization_price_list_insert before insert on organization_price_list
when exists (select 1 from organization p join audit_event e on e.id = p.last_event where p.id = new.organization_id)
begin select raise(abort, 'organization_price_list is written only with its organization'); end;
create trigger organization_price_list_update before update on organization_price_list
when exists (select 1 from organization p join audit_event e on e.id = p.last_event where p.id = new.organization_id)
begin select raise(abort, 'organization_price_list is written only with its organization'); end;
create trigger organization_price_list_delete before delete on organization_price_list
when exists (select 1 from organization p join audit_event e on e.id = p.last_event where p.id = old.organization_id)
begin select raise(abort, 'organization_price_list is written only with its organization'); end;

create table contact (
  id blob primary key check (length(id) = 16),
  organization_id blob not null references organization(id),
  name text not null,
  latin_name text not null,
  title text not null,
  email text not null,
  phone text not null,
  language text not null,
  time_zone text not null,
  search_key text not null,
  created_at integer not null,
  last_event text not null references audit_event(id) deferrable initially deferred
) strict;
create trigger contact_update before update on contact when new.last_event is old.last_event
begin select raise(abort, 'no write without an audit event'); end;
create trigger contact_inserted after insert on contact when exists (select 1 from audit_event where id = new.last_event)
begin select raise(abort, 'event must be new in this transaction'); end;
create trigger contact_updated after update on contact when exists (select 1 from audit_event where id = new.last_event)
begin select raise(abort, 'event must be new in this transaction'); end;
create trigger contact_delete before delete on contact
begin select raise(abort, 'contact rows are never deleted'); end;

create table account (
  id blob primary key check (length(id) = 16),
  contact_id blob not null references contact(id),
  store_id blob not null references store(id),
  email text not null,
  email_key text not null constraint account_email unique,
  password_hash text not null,
  status text not null check (status in ('active', 'locked', 'disabled', 'invited', 'unverified')),
  last_sign_in_at integer,
  created_at integer not null,
  last_event text not null references audit_event(id) deferrable initially deferred
) strict;
create trigger account_update before update on account when new.last_event is old.last_event
begin select raise(abort, 'no write without an audit event'); end;
create trigger account_inserted after insert on account when exists (select 1 from audit_event where id = new.last_event)
begin select raise(abort, 'event must be new in this transaction'); end;
create trigger account_updated after update on account when exists (select 1 from audit_event where id = new.last_event)
begin select raise(abort, 'event must be new in this transaction'); end;
create trigger account_delete before delete on account
begin select raise(abort, 'account rows are never deleted'); end;

create table address (
  id blob primary key check (length(id) = 16),
  organization_id blob not null references organization(id),
  recipient text not null,
  line1 text not null,
  line2 text not null,
  city text not null,
  region text not null,
  postcode text not null,
  country text not null,
  position integer not null,
  last_event text not null references audit_event(id) deferrable initially deferred
) strict;
create trigger address_update before update on address when new.last_event is old.last_event
begin select raise(abort, 'no write without an audit event'); end;
create trigger address_inserted after insert on address when exists (select 1 from audit_event where id = new.last_event)
begin select raise(abort, 'event must be new in this transaction'); end;
create trigger address_updated after update on address when exists (select 1 from audit_event where id = new.last_event)
begin select raise(abort, 'event must be new in this transaction'); end;
create trigger address_delete before delete on address
begin select raise(abort, 'address rows are never deleted'); end;

create table staff (
  id blob primary key check (length(id) = 16),
  name text not null,
  email text not null,
  email_key text not null constraint staff_email unique,
  password_hash text not null,
  role text not null check (role in ('admin', 'supervisor', 'agent', 'junior', 'sales', 'auditor', 'finance')),
  status text not null check (status in ('active', 'disabled')),
  last_sign_in_at integer,
  created_at integer not null,
  last_event text not null references audit_event(id) deferrable initially deferred
) strict;
create trigger staff_update before update on staff when new.last_event is old.last_event
begin select raise(abort, 'no write without an audit event'); end;
create trigger staff_inserted after insert on staff when exists (select 1 from audit_event where id = new.last_event)
begin select raise(abort, 'event must be new in this transaction'); end;
create trigger staff_updated after update on staff when exists (select 1 from audit_event where id = new.last_event)
begin select raise(abort, 'event must be new in this transaction'); end;
create trigger staff_delete before delete on staff
begin select raise(abort, 'staff rows are never deleted'); end;

create table session (
  id blob primary key check (length(id) = 16),
  token_hash blob not null constraint session_token unique check (length(token_hash) = 32),
  realm text not null check (realm in ('portal', 'shop')),
  staff_id blob references staff(id),
  account_id blob references account(id),
  user_agent text not null,
  created_at integer not null,
  expires_at integer not null,
  ended_at integer,
  ended_why text,
  last_event text not null references audit_event(id) deferrable initially deferred,
  check ((realm = 'portal' and staff_id is not null and account_id is null) or (realm = 'shop' and account_id is not null and staff_id is null))
) strict;
create trigger session_update before update on session when new.last_event is old.last_event
begin select raise(abort, 'no write without an audit event'); end;
create trigger session_inserted after insert on session when exists (select 1 from audit_event where id = new.last_event)
begin select raise(abort, 'event must be new in this transaction'); end;
create trigger session_updated after update on session when exists (select 1 from audit_event where id = new.last_event)
begin select raise(abort, 'event must be new in this transaction'); end;
create trigger session_delete before delete on session
begin select raise(abort, 'session rows are never deleted'); end;

create table session_seen (
  session_id blob primary key,
  at integer not null
) strict;

create table behalf (
  id blob primary key check (length(id) = 16),
  slug text not null constraint behalf_slug unique,
  state text not null check (state in ('requested', 'active', 'ended')),
  token_hash blob constraint behalf_token unique check (token_hash is null or length(token_hash) = 32),
  staff_id blob not null references staff(id),
  portal_session_id blob not null references session(id),
  account_id blob not null references account(id),
  store_id blob not null references store(id),
  mode text not null check (mode in ('view', 'full')),
  reason text not null,
  ticket text not null,
  minutes integer not null check (minutes between 1 and 60),
  requested_at integer not null,
  redeem_by integer not null,
  started_at integer,
  expires_at integer,
  ended_at integer,
  ended_why text,
  ended_by text,
  note text not null default '',
  last_event text not null references audit_event(id) deferrable initially deferred,
  check (state <> 'active' or (token_hash is not null and started_at is not null and expires_at is not null)),
  check (state <> 'ended' or (ended_at is not null and ended_why is not null))
) strict;
create trigger behalf_update before update on behalf when new.last_event is old.last_event
begin select raise(abort, 'no write without an audit event'); end;
create trigger behalf_inserted after insert on behalf when exists (select 1 from audit_event where id = new.last_event)
begin select raise(abort, 'event must be new in this transaction'); end;
create trigger behalf_updated after update on behalf when exists (select 1 from audit_event where id = new.last_event)
begin select raise(abort, 'event must be new in this transaction'); end;
create trigger behalf_delete before delete on behalf
begin select raise(abort, 'behalf rows are never deleted'); end;

create table cart (
  id blob primary key check (length(id) = 16),
  account_id blob not null constraint cart_account unique references account(id),
  version integer not null,
  modified_at integer not null,
  modified_actor_id text not null,
  modified_actor_name text not null,
  modified_actor_role text not null,
  modified_subject_id text,
  modified_behalf_id blob references behalf(id),
  last_event text not null references audit_event(id) deferrable initially deferred
) strict;
create trigger cart_update before update on cart when new.last_event is old.last_event
begin select raise(abort, 'no write without an audit event'); end;
create trigger cart_inserted after insert on cart when exists (select 1 from audit_event where id = new.last_event)
begin select raise(abort, 'event must be new in this transaction'); end;
create trigger cart_updated after update on cart when exists (select 1 from audit_event where id = new.last_event)
begin select raise(abort, 'event must be new in this transaction'); end;
create trigger cart_delete before delete on cart
begin select raise(abort, 'cart rows are never deleted'); end;

create table cart_line (
  cart_id blob not null references cart(id),
  product_id blob not null references product(id),
  position integer not null,
  quantity integer not null check (quantity between 1 and 999999),
  note text not null,
  added_actor_id text not null,
  added_actor_name text not null,
  added_actor_role text not null,
  added_subject_id text,
  primary key (cart_id, product_id)
) strict, without rowid;
create trigger cart_line_insert before insert on cart_line
when exists (select 1 from cart p join audit_event e on e.id = p.last_event where p.id = new.cart_id)
begin select raise(abort, 'cart_line is written only with its cart'); end;
create trigger cart_line_update before update on cart_line
when exists (select 1 from cart p join audit_event e on e.id = p.last_event where p.id = new.cart_id)
begin select raise(abort, 'cart_line is written only with its cart'); end;
create trigger cart_line_delete before delete on cart_line
when exists (select 1 from cart p join audit_event e on e.id = p.last_event where p.id = old.cart_id)
begin select raise(abort, 'cart_line is written only with its cart'); end;

create table orders (
  id blob primary key check (length(id) = 16),
  number text not null constraint orders_number unique,
  store_id blob not null references store(id),
  organization_id blob not null references organization(id),
  contact_id blob not null references contact(id),
  account_id blob not null references account(id),
  status text not null check (status in ('placed', 'confirmed', 'shipped', 'delivered', 'cancelled')),
  currency text not null,
  subtotal integer not null check (subtotal >= 0),
  shipping integer not null check (shipping >= 0),
  tax integer not null check (tax >= 0),
  total integer not null check (total >= 0),
  tax_note text not null,
  po_number text not null,
  note text not null,
  recipient text not null,
  address_text text not null,
  shipping_method text not null,
  payment_method text not null,
  terms_days integer not null,
  placed_at integer not null,
  idempotency_key text not null,
  payload_hash text not null,
  search_key text not null,
  version integer not null,
  created_at integer not null,
  created_actor_id text not null,
  created_actor_name text not null,
  created_actor_role text not null,
  created_subject_id text,
  created_behalf_id blob references behalf(id),
  created_event text not null,
  last_event text not null references audit_event(id) deferrable initially deferred,
  constraint orders_key unique (account_id, created_actor_id, idempotency_key)
) strict;
create trigger orders_update before update on orders when new.last_event is old.last_event
begin select raise(abort, 'no write without an audit event'); end;
create trigger orders_inserted after insert on orders when exists (select 1 from audit_event where id = new.last_event)
begin select raise(abort, 'event must be new in this transaction'); end;
create trigger orders_updated after update on orders when exists (select 1 from audit_event where id = new.last_event)
begin select raise(abort, 'event must be new in this transaction'); end;
create trigger orders_delete before delete on orders
begin select raise(abort, 'orders rows are never deleted'); end;

create table order_line (
  order_id blob not null references orders(id),
  position integer not null,
  product_id blob not null references product(id),
  sku text not null,
  name text not null,
  unit text not null,
  quantity integer not null check (quantity >= 1),
  unit_price integer not null check (unit_price > 0),
  total integer not null check (total >= 0),
  tax_rate integer not null,
  note text not null,
  primary key (order_id, position)
) strict, without rowid;
create trigger order_line_insert before insert on order_line
when exists (select 1 from orders p join audit_event e on e.id = p.last_event where p.id = new.order_id)
begin select raise(abort, 'order_line is written only with its orders'); end;
create trigger order_line_update before update on order_line
when exists (select 1 from orders p join audit_event e on e.id = p.last_event where p.id = new.order_id)
begin select raise(abort, 'order_line is written only with its orders'); end;
create trigger order_line_delete before delete on order_line
when exists (select 1 from orders p join audit_event e on e.id = p.last_event where p.id = old.order_id)
begin select raise(abort, 'order_line is written only with its orders'); end;

create table throttle (
  key text primary key,
  failures integer not null,
  retry_at integer not null,
  changed_at integer not null
) strict;

create table setting (
  key text primary key,
  value text not null
) strict;

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
