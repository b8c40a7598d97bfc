-- Ordering: prepared carts, requisition lists, what was bought before, days, cost centres and attachments.

-- An account has its own cart, and beside it carts that support prepares for the customer. state is own for the account's
-- own cart; the others say where a prepared cart is. message is what support says with a prepared cart, answer what the
-- customer said. created_* is who began a prepared cart; empty for an own cart.
alter table cart drop constraint cart_account;
alter table cart add column state text not null default 'own'
  check (state in ('own', 'draft', 'offered', 'ordered', 'merged', 'declined', 'withdrawn'));
alter table cart add column message text not null default '';
alter table cart add column answer text not null default '';
alter table cart add column offered_at bigint;
alter table cart add column answered_at bigint;
alter table cart add column created_at bigint;
alter table cart add column created_actor_id text not null default '';
alter table cart add column created_actor_name text not null default '';
alter table cart add column created_behalf_id uuid references behalf(id);
create unique index cart_own on cart (account_id) where state = 'own';
create index cart_account on cart (account_id, state, created_at);

-- is_selected is 0 for a line that stays when the cart is ordered; requested_on is the day on which it is wanted, as in
-- 2026-04-03; shown_price is the price of one unit that the cart showed last.
alter table cart_line add column is_selected bigint not null default 1 check (is_selected in (0, 1));
alter table cart_line add column requested_on text;
alter table cart_line add column shown_price bigint;

-- The prepared cart that an agent works in during the session; null for the customer's own cart.
alter table behalf add column cart_id uuid references cart(id);

-- A named list of products for buying again. kind is later for the lines that an account saved for later, one such list
-- each; sharing is what the other people of the company may do with it.
create table requisition_list (
  id uuid primary key,
  account_id uuid not null references account(id), organization_id uuid not null references organization(id),
  kind text not null check (kind in ('named', 'later')),
  name text not null, name_key text not null, note text not null,
  sharing text not null check (sharing in ('none', 'read', 'full')),
  version bigint not null, created_at bigint not null,
  created_actor_id text not null, created_actor_name text not null, created_actor_role text not null,
  created_subject_id text, created_behalf_id uuid references behalf(id),
  modified_at bigint not null, modified_actor_name text not null, modified_subject_id text,
  removed_at bigint, last_event text not null
);
create index requisition_list_account on requisition_list (account_id, kind, name_key, id) where removed_at is null;
create index requisition_list_shared on requisition_list (organization_id, name_key, id)
  where removed_at is null and sharing <> 'none';
create unique index requisition_list_later on requisition_list (account_id) where kind = 'later';

-- A product in a list.
create table requisition_line (
  list_id uuid not null references requisition_list(id), product_id uuid not null references product(id),
  position bigint not null,
  quantity bigint not null check (quantity between 1 and 999999),
  note text not null,
  added_actor_name text not null, added_actor_role text not null, added_subject_id text, added_at bigint not null,
  primary key (list_id, product_id)
);

-- What an account bought before: the last time, how many then, and how often. Everything in it comes from the orders; it is
-- written without an event, because it can be made again at any time.
create table bought_item (
  account_id uuid not null references account(id), product_id uuid not null references product(id),
  last_at bigint not null, last_quantity bigint not null, times bigint not null,
  primary key (account_id, product_id)
);
create index bought_item_last on bought_item (account_id, last_at desc, product_id);

-- What a company books its orders to. cost_centre of the company says whether an order names one; po_pattern is how its own
-- order numbers look: # for a digit, @ for a letter, * for anything that follows, every other sign for itself.
create table cost_centre (
  id uuid primary key,
  organization_id uuid not null references organization(id),
  code text not null, name text not null, position bigint not null,
  removed_at bigint, last_event text not null
);
create unique index cost_centre_code on cost_centre (organization_id, code) where removed_at is null;
alter table organization add column cost_centre text not null default 'off'
  check (cost_centre in ('off', 'optional', 'required'));
alter table organization add column po_pattern text not null default '';

-- The smallest goods value of an order in minor units, and the working days between an order and its earliest delivery.
alter table store add column order_minimum bigint not null default 0 check (order_minimum >= 0);
alter table store add column lead_days bigint not null default 1 check (lead_days between 0 and 365);

-- From when and until when the prices of a list hold; null for no limit.
alter table price_list add column valid_from bigint;
alter table price_list add column valid_until bigint;
create index organization_price_list_list on organization_price_list (price_list_id);

-- What an order says besides: the day on which it is wanted, what it is booked to, and the prepared cart that it came from.
-- Of a line: the day, the company's own number, and whose hand put it into the cart.
alter table orders add column requested_on text;
alter table orders add column cost_centre text not null default '';
alter table orders add column prepared_cart_id uuid references cart(id);
alter table orders add column prepared_by text not null default '';
alter table order_line add column requested_on text;
alter table order_line add column own_number text not null default '';
alter table order_line add column added_actor_name text not null default '';
alter table order_line add column added_subject_id text;

-- A file that belongs to an order, or to one that is about to be placed (order_id is null). Its content stands apart, so
-- that the record holds its digest alone.
create table attachment (
  id uuid primary key,
  account_id uuid not null references account(id), cart_id uuid not null references cart(id),
  order_id uuid references orders(id),
  file_name text not null, media_type text not null, size bigint not null, digest text not null,
  created_at bigint not null, created_actor_name text not null, created_actor_role text not null,
  created_subject_id text, removed_at bigint, last_event text not null
);
create index attachment_cart on attachment (cart_id) where order_id is null and removed_at is null;
create index attachment_order on attachment (order_id);
create table attachment_file (
  attachment_id uuid primary key references attachment(id),
  content bytea not null
);
