-- The data of the program. The guards of these tables are in the file after this one.
--
-- In every table:
--   * Times are microseconds since the beginning of 1970 in UTC. Money is in minor units (pence, cents) of a currency.
--     Rates are parts of ten thousand: 500 is 5 %.
--   * last_event names the event of the log that wrote the row last. Lines and prices have none: they are written with
--     the row that they belong to.
--   * Nothing is deleted that people rely on: what is over has a time in removed_at, ended_at, used_at or revoked_at.
--   * Lists of names are sorted by the collation by_name, which the program adds to each connection. No index has it:
--     another tool, which does not know it, could not copy or check the file then. Where a list is long, a key stands for
--     the name: bytes that sort as the names do.
--   * token_hash, password_hash and secret hold no secret as it is: hashes, or sealed with a key outside the database.

-- --------------------------------------------------------------------------------------------------------------- Store
-- A shop that customers see, with its own currency and country.
create table store (
  id blob primary key check (length(id) = 16),
  code text not null constraint store_code unique,
  name text not null,
  currency text not null check (currency in ('GBP', 'EUR')),
  country text not null, tagline text not null, position integer not null, last_event text not null
) strict;

-- ----------------------------------------------------------------------------------------------------------- Catalogue
-- A group of products; parent_id is the group that it is in.
create table category (
  id blob primary key check (length(id) = 16),
  parent_id blob references category(id),
  slug text not null constraint category_slug unique,
  name text not null, summary text not null, position integer not null, last_event text not null
) strict;
create index category_parent on category (parent_id, position);

-- Something that is sold. drawing says how its picture is drawn; increment is the smallest step of a quantity.
create table product (
  id blob primary key check (length(id) = 16),
  sku text not null constraint product_sku unique,
  slug text not null constraint product_slug unique,
  category_id blob not null references category(id),
  name text not null, summary text not null, description text not null, attributes text not null,
  drawing text not null, unit text not null,
  increment integer not null check (increment >= 1),
  tax_class text not null check (tax_class in ('standard', 'reduced', 'zero')),
  status text not null check (status in ('active', 'withdrawn')),
  search_key text not null,
  created_at integer not null, last_event text not null
) strict;
create index product_category on product (category_id);
create index product_created on product (created_at, id);

-- How many units of a product can be ordered now, and when more come.
create table stock (
  product_id blob primary key references product(id),
  available integer not null constraint stock_available check (available >= 0),
  restock_at integer, last_event text not null
) strict;

-- ---------------------------------------------------------------------------------------------------------- Price list
-- A list of prices; with store_id it holds for everybody in that store.
create table price_list (
  id blob primary key check (length(id) = 16),
  code text not null constraint price_list_code unique,
  name text not null,
  currency text not null check (currency in ('GBP', 'EUR')),
  store_id blob references store(id), last_event text not null
) strict;

-- The price of one unit of a product, from a quantity on.
create table price (
  price_list_id blob not null references price_list(id), product_id blob not null references product(id),
  min_quantity integer not null check (min_quantity >= 1),
  unit_price integer not null check (unit_price > 0),
  primary key (product_id, price_list_id, min_quantity)
) strict, without rowid;
create index price_by_list on price (price_list_id, product_id, min_quantity);

-- ------------------------------------------------------------------------------------------------------------- Company
-- A customer's company, and what it decides for all its people.
-- approval_above is the total above which an order waits for an approval; null for never.
create table organization (
  id blob primary key check (length(id) = 16),
  number text not null constraint organization_number unique,
  name text not null, city text not null, country text not null, vat_id text not null,
  status text not null check (status in ('active', 'on_hold', 'closed')),
  terms_days integer not null check (terms_days between 0 and 180),
  po_number text not null check (po_number in ('off', 'optional', 'required')),
  approval_above integer check (approval_above >= 0),
  support_names integer not null check (support_names in (0, 1)),
  support_consent text not null default 'allowed' check (support_consent in ('allowed', 'ask', 'never')),
  consent_at integer, last_event text not null
) strict;

-- How a company is found by its name: name_key sorts as the names do, search_key is the name as it is compared. Written
-- without an event, because it can be made again at any time.
create table organization_entry (
  organization_id blob primary key references organization(id),
  name_key blob not null, search_key text not null
) strict;
create index organization_entry_name on organization_entry (name_key, organization_id);
create index organization_entry_search on organization_entry (search_key);

-- A price list that a company buys by; the lowest rank comes first, and each rank is there once.
create table organization_price_list (
  organization_id blob not null references organization(id),
  price_list_id blob not null references price_list(id),
  rank integer not null,
  primary key (organization_id, price_list_id)
) strict, without rowid;
create unique index organization_price_list_rank on organization_price_list (organization_id, rank);

-- A person who works for a customer's company.
create table contact (
  id blob primary key check (length(id) = 16),
  organization_id blob not null references organization(id),
  name text not null, latin_name text not null, title text not null, email text not null, phone text not null,
  language text not null, time_zone text not null,
  created_at integer not null, last_event text not null
) strict;
create index contact_organization on contact (organization_id);
create index contact_created on contact (created_at, id);

-- How a contact is found and sorted in lists. Everything in it comes from the rows of the contact, the company, the
-- accounts and the orders; it is written without an event, because it can be made again at any time.
-- name_key and company_key sort as the names do; last_order_at is 0 for somebody without orders.
create table contact_entry (
  n integer primary key,
  contact_id blob not null constraint contact_entry_contact unique references contact(id),
  organization_id blob not null references organization(id),
  name_key blob not null, company_key blob not null,
  last_order_at integer not null, has_account integer not null check (has_account in (0, 1)),
  search_key text not null
) strict;
create index contact_entry_name on contact_entry (name_key, n);
create index contact_entry_company on contact_entry (company_key, name_key, n);
create index contact_entry_last_order on contact_entry (last_order_at desc, name_key, n);
create index contact_entry_organization on contact_entry (organization_id, name_key, n);
create index contact_entry_without on contact_entry (name_key, n) where not has_account;

-- The parts of three letters of search_key, for finding a contact by what stands somewhere in it.
create virtual table search_contact using fts5 (
  search_key, content = 'contact_entry', content_rowid = 'n', tokenize = 'trigram', detail = none, columnsize = 0
);
-- What is erased goes from the index too, not only out of its answers.
insert into search_contact (search_contact, rank) values ('secure-delete', 1);
create trigger search_contact_insert after insert on contact_entry begin
  insert into search_contact (rowid, search_key) values (new.n, new.search_key);
end;
create trigger search_contact_update after update of search_key on contact_entry begin
  insert into search_contact (search_contact, rowid, search_key) values ('delete', old.n, old.search_key);
  insert into search_contact (rowid, search_key) values (new.n, new.search_key);
end;
create trigger search_contact_delete after delete on contact_entry begin
  insert into search_contact (search_contact, rowid, search_key) values ('delete', old.n, old.search_key);
end;

-- The login of a contact to one store; role is what they may do in their company.
create table account (
  id blob primary key check (length(id) = 16),
  contact_id blob not null references contact(id), store_id blob not null references store(id),
  email text not null,
  email_key text not null constraint account_email unique,
  password_hash text not null,
  role text not null default 'buyer' check (role in ('admin', 'approver', 'buyer', 'viewer')),
  status text not null check (status in ('active', 'locked', 'disabled', 'invited', 'unverified')),
  last_sign_in_at integer, created_at integer not null, last_event text not null
) strict;
create index account_contact on account (contact_id);
create index account_status on account (status, contact_id);

-- A place that a company's goods are sent to.
create table address (
  id blob primary key check (length(id) = 16),
  organization_id blob not null references organization(id),
  recipient text not null, line1 text not null, line2 text not null, city text not null, region text not null,
  postcode text not null, country text not null, position integer not null, last_event text not null
) strict;
create index address_organization on address (organization_id, position);

-- --------------------------------------------------------------------------------------------------------------- Staff
-- A person who works for the seller, and their login to the portal.
create table staff (
  id blob primary key check (length(id) = 16),
  name text not null, email text not null,
  email_key text not null constraint staff_email unique,
  password_hash text not null,
  role text not null check (role in ('admin', 'supervisor', 'agent', 'junior', 'sales', 'auditor', 'finance')),
  status text not null check (status in ('active', 'disabled')),
  last_sign_in_at integer, created_at integer not null, last_event text not null
) strict;

-- What an administrator changed of what a role may do; a role without a row is as the program has it.
-- Of a session on behalf: its minutes, the largest total of an order, the number of orders, the largest discount as a
-- rate; null for no limit.
create table staff_role (
  id text primary key check (id in ('admin', 'supervisor', 'agent', 'junior', 'sales', 'auditor', 'finance')),
  permissions text not null,
  behalf_mode text not null check (behalf_mode in ('none', 'view', 'full')),
  scope text not null check (scope in ('all', 'assigned')),
  minutes integer not null check (minutes between 1 and 60),
  order_limit integer check (order_limit >= 0), orders_limit integer check (orders_limit >= 0),
  max_discount integer default 0 check (max_discount between 0 and 10000),
  last_event text not null
) strict;

-- A company or a store that somebody of the staff is confined to.
create table staff_scope (
  id blob primary key check (length(id) = 16),
  staff_id blob not null references staff(id), organization_id blob references organization(id),
  store_id blob references store(id),
  created_at integer not null, removed_at integer, last_event text not null,
  check ((organization_id is null) <> (store_id is null))
) strict;
create unique index staff_scope_organization on staff_scope (staff_id, organization_id)
  where removed_at is null and organization_id is not null;
create unique index staff_scope_store on staff_scope (staff_id, store_id)
  where removed_at is null and store_id is not null;

-- A link by which somebody becomes a member of staff once; without invited_by it was made on the command line.
create table staff_invite (
  id blob primary key check (length(id) = 16),
  name text not null, email text not null, email_key text not null,
  role text not null check (role in ('admin', 'supervisor', 'agent', 'junior', 'sales', 'auditor', 'finance')),
  token_hash blob not null constraint staff_invite_token unique check (length(token_hash) = 32),
  invited_by blob references staff(id),
  created_at integer not null, expires_at integer not null, used_at integer, revoked_at integer,
  staff_id blob references staff(id), last_event text not null
) strict;
create unique index staff_invite_open on staff_invite (email_key) where used_at is null and revoked_at is null;

-- ------------------------------------------------------------------------------------------------------------- Sign-in
-- A browser that is signed in: one of the staff to the portal, or an account to the shop.
create table session (
  id blob primary key check (length(id) = 16),
  token_hash blob not null constraint session_token unique check (length(token_hash) = 32),
  realm text not null check (realm in ('portal', 'shop')),
  staff_id blob references staff(id), account_id blob references account(id),
  user_agent text not null,
  created_at integer not null, expires_at integer not null, ended_at integer,
  ended_why text, last_event text not null,
  check ((realm = 'portal' and staff_id is not null and account_id is null)
    or (realm = 'shop' and account_id is not null and staff_id is null))
) strict;
create index session_staff on session (staff_id, ended_at);
create index session_account on session (account_id, ended_at);

-- When a session was used last. Written without an event.
create table session_seen (
  session_id blob primary key, at integer not null
) strict;

-- A second factor of somebody of the staff: an app that shows codes (totp), or a passkey.
-- last_step is the newest time step whose code was taken, so that each code is good once.
create table factor (
  id blob primary key check (length(id) = 16),
  staff_id blob not null references staff(id),
  kind text not null check (kind in ('totp', 'passkey')),
  name text not null, secret blob, credential_id text, credential text, last_step integer,
  created_at integer not null, used_at integer, removed_at integer, last_event text not null,
  check ((kind = 'totp') = (secret is not null)
    and (kind = 'passkey') = (credential_id is not null and credential is not null))
) strict;
create index factor_staff on factor (staff_id);
create unique index factor_credential on factor (credential_id) where removed_at is null;

-- A code that takes the place of a lost second factor once.
create table recovery_code (
  id blob primary key check (length(id) = 16),
  staff_id blob not null references staff(id),
  token_hash blob not null constraint recovery_code_hash unique check (length(token_hash) = 32),
  created_at integer not null, used_at integer, replaced_at integer, last_event text not null
) strict;
create index recovery_code_staff on recovery_code (staff_id);

-- What is remembered for minutes between two steps of a proof, sealed. Written without an event.
create table challenge (
  id blob primary key check (length(id) = 32),
  staff_id blob, state blob not null,
  expires_at integer not null
) strict;
create index challenge_expires on challenge (expires_at);

-- A link by which somebody chooses a new password once; asked_by is who of the staff had it sent to a customer.
create table password_reset (
  id blob primary key check (length(id) = 16),
  account_id blob references account(id), staff_id blob references staff(id),
  token_hash blob not null constraint password_reset_token unique check (length(token_hash) = 32),
  asked_by blob references staff(id),
  created_at integer not null, expires_at integer not null, ended_at integer,
  ended_why text check (ended_why in ('used', 'replaced', 'changed')),
  last_event text not null,
  check ((account_id is null) <> (staff_id is null)),
  check ((ended_at is null) = (ended_why is null))
) strict;
create unique index password_reset_account on password_reset (account_id) where ended_at is null;
create unique index password_reset_staff on password_reset (staff_id) where ended_at is null;

-- How often a guess failed for a login or an address, and when the next one is let through. Written without an event.
create table throttle (
  key text primary key,
  failures integer not null, retry_at integer not null, changed_at integer not null
) strict;

-- ----------------------------------------------------------------------------------------------------------- On behalf
-- A session in which somebody of the staff works in a customer's account.
-- slug is in its address; portal_session_id is where it was asked for; redeem_by is until when it can be opened;
-- verified_at is when the agent proved who they are, amr how (RFC 8176); consent is why the customer's word allows it;
-- second_staff_id is the second person of an override; back is the page of the portal that its end leads to;
-- previous_id is the session that this one is more time for.
create table behalf (
  id blob primary key check (length(id) = 16),
  slug text not null constraint behalf_slug unique,
  state text not null check (state in ('requested', 'active', 'ended')),
  token_hash blob constraint behalf_token unique check (token_hash is null or length(token_hash) = 32),
  staff_id blob not null references staff(id), portal_session_id blob not null references session(id),
  account_id blob not null references account(id), store_id blob not null references store(id),
  previous_id blob references behalf(id),
  mode text not null check (mode in ('view', 'full')),
  reason text not null, ticket text not null,
  minutes integer not null check (minutes between 1 and 60),
  back text not null default '',
  requested_at integer not null, redeem_by integer not null, verified_at integer,
  amr text not null default 'pwd',
  consent text not null default 'allowed'
    check (consent in ('allowed', 'asked', 'approved', 'code', 'override', 'refused')),
  second_staff_id blob references staff(id),
  started_at integer, expires_at integer, ended_at integer,
  ended_why text, ended_by text, note text not null default '', last_event text not null,
  check (state <> 'active' or (token_hash is not null and started_at is not null and expires_at is not null)),
  check (state <> 'ended' or (ended_at is not null and ended_why is not null))
) strict;
create index behalf_staff on behalf (staff_id, state);
create index behalf_account on behalf (account_id, started_at);
create index behalf_live on behalf (state, expires_at);
create index behalf_started on behalf (started_at, id);
create index behalf_staff_started on behalf (staff_id, started_at, id);
create index behalf_why on behalf (ended_why, started_at, id);
create index behalf_previous on behalf (previous_id);
create index behalf_open on behalf (account_id) where state <> 'ended';
create index behalf_asked on behalf (account_id, verified_at) where state = 'requested' and consent = 'asked';

-- What a session on behalf is found by, made from its row and the names of the people in it. Written without an event,
-- because it can be made again at any time.
create table behalf_entry (
  n integer primary key,
  behalf_id blob not null constraint behalf_entry_behalf unique references behalf(id),
  search_key text not null
) strict;
create virtual table search_behalf using fts5 (
  search_key, content = 'behalf_entry', content_rowid = 'n', tokenize = 'trigram', detail = none, columnsize = 0
);
insert into search_behalf (search_behalf, rank) values ('secure-delete', 1);
create trigger search_behalf_insert after insert on behalf_entry begin
  insert into search_behalf (rowid, search_key) values (new.n, new.search_key);
end;
create trigger search_behalf_update after update of search_key on behalf_entry begin
  insert into search_behalf (search_behalf, rowid, search_key) values ('delete', old.n, old.search_key);
  insert into search_behalf (rowid, search_key) values (new.n, new.search_key);
end;
create trigger search_behalf_delete after delete on behalf_entry begin
  insert into search_behalf (search_behalf, rowid, search_key) values ('delete', old.n, old.search_key);
end;

-- What a customer chose for their own account, whose id it has; an account without a row is as its company says.
create table support_consent (
  id blob primary key check (length(id) = 16) references account(id),
  consent text not null check (consent in ('allowed', 'ask', 'never')),
  changed_at integer not null, last_event text not null
) strict;

-- Six digits that a customer reads out to let support in.
create table consent_code (
  id blob primary key check (length(id) = 16),
  account_id blob not null references account(id),
  token_hash text not null,
  made_at integer not null, expires_at integer not null,
  tries integer not null default 0,
  ended_at integer,
  ended_why text check (ended_why in ('used', 'burnt', 'replaced')),
  last_event text not null
) strict;
create index consent_code_account on consent_code (account_id, made_at);

-- The second person of a session that was opened against the customer's word, and why; it has the session's id.
create table behalf_override (
  id blob primary key check (length(id) = 16) references behalf(id),
  staff_id blob not null references staff(id),
  reason text not null, at integer not null, last_event text not null
) strict;

-- ---------------------------------------------------------------------------------------------------------------- Cart
-- What an account is about to order, and who changed it last.
create table cart (
  id blob primary key check (length(id) = 16),
  account_id blob not null constraint cart_account unique references account(id),
  version integer not null, modified_at integer not null,
  modified_actor_id text not null, modified_actor_name text not null, modified_actor_role text not null,
  modified_subject_id text, modified_behalf_id blob references behalf(id), last_event text not null
) strict;

-- A product in a cart, and who put it there.
create table cart_line (
  cart_id blob not null references cart(id), product_id blob not null references product(id),
  position integer not null, note text not null,
  quantity integer not null check (quantity between 1 and 999999),
  added_actor_id text not null, added_actor_name text not null, added_actor_role text not null,
  added_subject_id text,
  primary key (cart_id, product_id)
) strict, without rowid;

-- --------------------------------------------------------------------------------------------------------------- Order
-- An order as it was placed, with every name and price of that moment.
-- idempotency_key and payload_hash find an order that is sent twice; discount_rate is the discount as a rate of the
-- goods.
create table orders (
  id blob primary key check (length(id) = 16),
  number text not null constraint orders_number unique,
  store_id blob not null references store(id), organization_id blob not null references organization(id),
  contact_id blob not null references contact(id), account_id blob not null references account(id),
  status text not null check (status in
    ('awaiting_approval', 'rejected', 'withdrawn', 'placed', 'confirmed', 'shipped', 'delivered', 'cancelled')),
  currency text not null,
  subtotal integer not null check (subtotal >= 0),
  discount integer not null default 0 check (discount >= 0),
  discount_rate integer not null default 0 check (discount_rate between 0 and 10000),
  discount_reason text not null default '',
  shipping integer not null check (shipping >= 0),
  tax integer not null check (tax >= 0),
  total integer not null check (total >= 0),
  tax_note text not null, po_number text not null, note text not null,
  recipient text not null, address_text text not null, shipping_method text not null,
  payment_method text not null, terms_days integer not null,
  idempotency_key text not null, payload_hash text not null,
  placed_at integer not null, version integer not null, created_at integer not null,
  created_actor_id text not null, created_actor_name text not null, created_actor_role text not null,
  created_subject_id text, created_behalf_id blob references behalf(id),
  created_event text not null, last_event text not null,
  constraint orders_key unique (account_id, created_actor_id, idempotency_key)
) strict;
create index orders_account on orders (account_id, placed_at, id);
create index orders_contact on orders (contact_id, placed_at, id);
create index orders_organization on orders (organization_id, placed_at, id);
create index orders_behalf on orders (created_behalf_id);
create index orders_placed on orders (placed_at, id);
create index orders_total on orders (total, id);
create index orders_status on orders (status, placed_at, id);
create index orders_status_total on orders (status, total, id);
create index orders_contact_total on orders (contact_id, total, id);
create index orders_account_total on orders (account_id, total, id);
create index orders_organization_total on orders (organization_id, total, id);
create index orders_waiting on orders (organization_id) where status = 'awaiting_approval';
create index orders_po_number on orders (organization_id, lower(po_number));

-- What an order is found by, made from the rows of the order, the company and the contact. Written without an event, because
-- it can be made again at any time.
create table order_entry (
  n integer primary key,
  order_id blob not null constraint order_entry_order unique references orders(id),
  placed_at integer not null, total integer not null,
  search_key text not null
) strict;
create virtual table search_order using fts5 (
  search_key, content = 'order_entry', content_rowid = 'n', tokenize = 'trigram', detail = none, columnsize = 0
);
insert into search_order (search_order, rank) values ('secure-delete', 1);
create trigger search_order_insert after insert on order_entry begin
  insert into search_order (rowid, search_key) values (new.n, new.search_key);
end;
create trigger search_order_update after update of search_key on order_entry begin
  insert into search_order (search_order, rowid, search_key) values ('delete', old.n, old.search_key);
  insert into search_order (rowid, search_key) values (new.n, new.search_key);
end;
create trigger search_order_delete after delete on order_entry begin
  insert into search_order (search_order, rowid, search_key) values ('delete', old.n, old.search_key);
end;

-- A product in an order.
create table order_line (
  order_id blob not null references orders(id),
  position integer not null,
  product_id blob not null references product(id),
  sku text not null, name text not null, unit text not null,
  quantity integer not null check (quantity >= 1),
  unit_price integer not null check (unit_price > 0),
  total integer not null check (total >= 0),
  tax_rate integer not null, note text not null,
  primary key (order_id, position)
) strict, without rowid;

-- What became of an order that the customer's company has to approve; it has the order's id.
create table approval (
  id blob primary key check (length(id) = 16) references orders(id),
  state text not null check (state in ('waiting', 'approved', 'rejected', 'withdrawn')),
  decided_at integer,
  decided_actor_id text, decided_actor_name text not null default '',
  reason text not null default '', last_event text not null,
  check ((state = 'waiting') = (decided_at is null) and (decided_at is null) = (decided_actor_id is null))
) strict;

-- ----------------------------------------------------------------------------------------------------------- Operation
-- A mail that is on its way; its text is emptied when it is delivered. Written without an event of its own.
create table outbox (
  id blob primary key check (length(id) = 16),
  recipient text not null, subject text not null, body text not null,
  contact_id blob references contact(id),
  event_id text not null, created_at integer not null,
  tries integer not null default 0, next_try_at integer not null, sent_at integer,
  last_error text not null default ''
) strict;
create index outbox_due on outbox (next_try_at) where sent_at is null;
create index outbox_contact on outbox (contact_id);

-- A mark that the program keeps about its database. Written without an event.
create table setting (
  key text primary key, value text not null
) strict;
-- In which way the tables for lists (contact_entry and the others) were made; see domain/src/entry.rs.
insert into setting (key, value) values ('entries', '1');

-- Work that one of several processes does, and until when it has it. Written without an event.
create table lease (
  name text primary key, holder text not null, until integer not null
) strict;

-- ----------------------------------------------------------------------------------------------------------- Audit log
-- An event: who did what, when. body is its canonical text, leaf the hash of that; the other columns are copies.
-- Times never go backwards in the log, so a span of time is a span of numbers.
create table audit_event (
  seq integer primary key,
  id text not null unique,
  leaf blob not null check (length(leaf) = 32),
  body text not null check (length(cast(body as blob)) <= 16384),
  type text not null, actor_id text not null, subject_id text, session_id text, at text not null
) strict;
create index audit_event_at on audit_event (at, seq);
create index audit_event_actor on audit_event (actor_id, seq);
create index audit_event_subject on audit_event (subject_id, seq);
create index audit_event_session on audit_event (session_id, seq);
create index audit_event_type on audit_event (type, seq);

-- An event of a transaction that is not committed; its images have a number above after_image.
create table audit_open (
  event_id text primary key references audit_event(id) deferrable initially deferred,
  after_image integer not null default 0
) strict, without rowid;

-- A personal value of an event, which holds only a salted hash of it, so that the value can be erased.
create table audit_pii (
  event_id text not null, field text not null,
  salt blob check (length(salt) = 16),
  value text, erased_event text,
  primary key (event_id, field)
) strict, without rowid;

-- What an event changed, before and after, as canonical text; the event holds the hash of it.
create table audit_change (
  event_id text primary key, body text, erased_event text
) strict;

-- A row as an event wrote it; once salt and image are erased, commitment says what the event holds of them.
create table audit_image (
  n integer primary key,
  event_id text not null, kind text not null, row_id text not null,
  op text not null check (op in ('insert', 'update', 'delete', 'kept')),
  salt blob check (length(salt) = 16),
  image text, commitment text, erased_event text
) strict;

-- A signature over the first events of the log, as many as size.
create table audit_checkpoint (
  size integer primary key check (size > 0),
  root blob not null check (length(root) = 32),
  frontier blob not null, note text not null, vkey text not null, at text not null
) strict;

-- How many events at the beginning of the log have no body any more.
create table audit_prune (
  size integer primary key check (size > 0), at text not null, last_event text not null
) strict;

-- What an event is about, for search: an id that it names or whose login acted, denied, or on_behalf.
create table audit_index (
  key text not null, seq integer not null,
  primary key (key, seq)
) strict, without rowid;

-- A search of the log that somebody of the staff keeps under a name.
create table audit_preset (
  id blob primary key check (length(id) = 16),
  staff_id blob not null references staff(id),
  name text not null, query text not null,
  created_at integer not null, removed_at integer,
  last_event text not null references audit_event(id) deferrable initially deferred
) strict;
create unique index audit_preset_name on audit_preset (staff_id, name) where removed_at is null;

-- Where an event is appended with all that is beside it, in one statement.
create view audit_append as
select seq, id, leaf, body, type, actor_id, subject_id, session_id, at, '' as personal, '' as change from audit_event;
