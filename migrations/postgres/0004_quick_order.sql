-- Quick order: lines of a sheet or of pasted text that somebody looks at before they go into the cart.

-- What a customer's company calls a product itself: its own item number. number_key is the number as it is compared, see
-- domain/src/own_item.rs: without blanks and hyphens, in small letters.
create table own_item (
  id uuid primary key,
  organization_id uuid not null references organization(id), product_id uuid not null references product(id),
  number text not null, number_key text not null,
  created_at bigint not null, removed_at bigint, last_event text not null
);
create unique index own_item_number on own_item (organization_id, number) where removed_at is null;
create index own_item_key on own_item (organization_id, number_key);
create index own_item_product on own_item (product_id);

-- The product that takes the place of one that is not sold any more.
alter table product add column replaced_by uuid references product(id);
-- Article numbers as they are compared.
create index product_sku_key on product (lower(replace(replace(replace(sku, ' ', ''), '-', ''), '_', '')));

-- What was read from a sheet or from pasted lines, and what was chosen for its rows (JSON both). It is a proposal that
-- changes nothing of the business, and is removed when its time is over, so it is written without an event.
create table quick_order (
  id uuid primary key,
  account_id uuid not null references account(id),
  version bigint not null,
  file_name text not null, size bigint not null, digest text not null,
  content text not null, choices text not null,
  created_at bigint not null, expires_at bigint not null,
  created_actor_name text not null, created_actor_role text not null, created_subject_id text
);
create index quick_order_account on quick_order (account_id, created_at);
create index quick_order_expires on quick_order (expires_at);

-- The file itself, so that it can be read again with other columns.
create table quick_order_file (
  quick_order_id uuid primary key references quick_order(id) on delete cascade,
  content bytea not null
);
