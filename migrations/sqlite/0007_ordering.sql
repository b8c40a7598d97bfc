-- Ordering: prepared carts, requisition lists, what was bought before, days, cost centres and attachments.

-- An account has its own cart, and beside it carts that support prepares for the customer. SQLite drops a constraint only
-- with its table, so both tables are made again; their guards come with the next file.
drop trigger if exists cart_update;
drop trigger if exists cart_inserted;
drop trigger if exists cart_updated;
drop trigger if exists cart_delete;
drop trigger if exists cart_line_update;
drop trigger if exists cart_line_inserted;
drop trigger if exists cart_line_updated;
drop trigger if exists cart_line_deleted;
alter table cart rename to cart_before;
alter table cart_line rename to cart_line_before;
-- What an account is about to order, and who changed it last.
-- state is own for the account's own cart; the others say where a prepared cart is. message is what support says with a
-- prepared cart, answer what the customer said. created_* is who began a prepared cart; empty for an own cart.
create table cart (
  id blob primary key check (length(id) = 16),
  account_id blob not null references account(id),
  version integer not null, modified_at integer not null,
  modified_actor_id text not null, modified_actor_name text not null, modified_actor_role text not null,
  modified_subject_id text, modified_behalf_id blob references behalf(id), last_event text not null,
  state text not null default 'own'
    check (state in ('own', 'draft', 'offered', 'ordered', 'merged', 'declined', 'withdrawn')),
  message text not null default '', answer text not null default '',
  offered_at integer, answered_at integer,
  created_at integer, created_actor_id text not null default '', created_actor_name text not null default '',
  created_behalf_id blob references behalf(id)
) strict;
create unique index cart_own on cart (account_id) where state = 'own';
create index cart_account on cart (account_id, state, created_at);

-- A product in a cart, and who put it there. is_selected is 0 for a line that stays when the cart is ordered; requested_on
-- is the day on which it is wanted, as in 2026-04-03; shown_price is the price of one unit that the cart showed last.
create table cart_line (
  cart_id blob not null references cart(id), product_id blob not null references product(id),
  position integer not null, note text not null,
  quantity integer not null check (quantity between 1 and 999999),
  added_actor_id text not null, added_actor_name text not null, added_actor_role text not null,
  added_subject_id text,
  is_selected integer not null default 1 check (is_selected in (0, 1)),
  requested_on text, shown_price integer,
  primary key (cart_id, product_id)
) strict, without rowid;
insert into cart (id, account_id, version, modified_at, modified_actor_id, modified_actor_name, modified_actor_role,
                  modified_subject_id, modified_behalf_id, last_event)
select id, account_id, version, modified_at, modified_actor_id, modified_actor_name, modified_actor_role,
       modified_subject_id, modified_behalf_id, last_event from cart_before;
insert into cart_line (cart_id, product_id, position, note, quantity, added_actor_id, added_actor_name, added_actor_role,
                       added_subject_id)
select cart_id, product_id, position, note, quantity, added_actor_id, added_actor_name, added_actor_role, added_subject_id
from cart_line_before;
drop table cart_line_before;
drop table cart_before;

-- The prepared cart that an agent works in during the session; null for the customer's own cart.
alter table behalf add column cart_id blob references cart(id);

-- A named list of products for buying again. kind is later for the lines that an account saved for later, one such list
-- each; sharing is what the other people of the company may do with it.
create table requisition_list (
  id blob primary key check (length(id) = 16),
  account_id blob not null references account(id), organization_id blob not null references organization(id),
  kind text not null check (kind in ('named', 'later')),
  name text not null, name_key text not null, note text not null,
  sharing text not null check (sharing in ('none', 'read', 'full')),
  version integer not null, created_at integer not null,
  created_actor_id text not null, created_actor_name text not null, created_actor_role text not null,
  created_subject_id text, created_behalf_id blob references behalf(id),
  modified_at integer not null, modified_actor_name text not null, modified_subject_id text,
  removed_at integer, last_event text not null
) strict;
create index requisition_list_account on requisition_list (account_id, kind, name_key, id) where removed_at is null;
create index requisition_list_shared on requisition_list (organization_id, name_key, id)
  where removed_at is null and sharing <> 'none';
create unique index requisition_list_later on requisition_list (account_id) where kind = 'later';

-- A product in a list.
create table requisition_line (
  list_id blob not null references requisition_list(id), product_id blob not null references product(id),
  position integer not null,
  quantity integer not null check (quantity between 1 and 999999),
  note text not null,
  added_actor_name text not null, added_actor_role text not null, added_subject_id text, added_at integer not null,
  primary key (list_id, product_id)
) strict, without rowid;

-- What an account bought before: the last time, how many then, and how often. Everything in it comes from the orders; it is
-- written without an event, because it can be made again at any time.
create table bought_item (
  account_id blob not null references account(id), product_id blob not null references product(id),
  last_at integer not null, last_quantity integer not null, times integer not null,
  primary key (account_id, product_id)
) strict, without rowid;
create index bought_item_last on bought_item (account_id, last_at desc, product_id);

-- What a company books its orders to. cost_centre of the company says whether an order names one; po_pattern is how its own
-- order numbers look: # for a digit, @ for a letter, * for anything that follows, every other sign for itself.
create table cost_centre (
  id blob primary key check (length(id) = 16),
  organization_id blob not null references organization(id),
  code text not null, name text not null, position integer not null,
  removed_at integer, last_event text not null
) strict;
create unique index cost_centre_code on cost_centre (organization_id, code) where removed_at is null;
alter table organization add column cost_centre text not null default 'off'
  check (cost_centre in ('off', 'optional', 'required'));
alter table organization add column po_pattern text not null default '';

-- The smallest goods value of an order in minor units, and the working days between an order and its earliest delivery.
alter table store add column order_minimum integer not null default 0 check (order_minimum >= 0);
alter table store add column lead_days integer not null default 1 check (lead_days between 0 and 365);

-- From when and until when the prices of a list hold; null for no limit.
alter table price_list add column valid_from integer;
alter table price_list add column valid_until integer;
create index organization_price_list_list on organization_price_list (price_list_id);

-- What an order says besides: the day on which it is wanted, what it is booked to, and the prepared cart that it came from.
-- Of a line: the day, the company's own number, and whose hand put it into the cart.
alter table orders add column requested_on text;
alter table orders add column cost_centre text not null default '';
alter table orders add column prepared_cart_id blob references cart(id);
alter table orders add column prepared_by text not null default '';
alter table order_line add column requested_on text;
alter table order_line add column own_number text not null default '';
alter table order_line add column added_actor_name text not null default '';
alter table order_line add column added_subject_id text;

-- A file that belongs to an order, or to one that is about to be placed (order_id is null). Its content stands apart, so
-- that the record holds its digest alone.
create table attachment (
  id blob primary key check (length(id) = 16),
  account_id blob not null references account(id), cart_id blob not null references cart(id),
  order_id blob references orders(id),
  file_name text not null, media_type text not null, size integer not null, digest text not null,
  created_at integer not null, created_actor_name text not null, created_actor_role text not null,
  created_subject_id text, removed_at integer, last_event text not null
) strict;
create index attachment_cart on attachment (cart_id) where order_id is null and removed_at is null;
create index attachment_order on attachment (order_id);
create table attachment_file (
  attachment_id blob primary key references attachment(id),
  content blob not null
) strict;
