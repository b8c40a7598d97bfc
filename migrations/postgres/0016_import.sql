-- Data that comes in by file: what was taken in, and prices that hold from a day on.

-- valid_from and valid_until say from when and until when the price of a row holds; 0 and null for no limit.
alter table price drop constraint price_pkey;
alter table price add column valid_from bigint not null default 0;
alter table price add column valid_until bigint;
alter table price add primary key (product_id, price_list_id, min_quantity, valid_from);
drop index price_by_list;
create index price_by_list on price (price_list_id, product_id, min_quantity, valid_from);

-- The seller's own number of an address of a company and of a contact, by which rows of files find them again; or empty.
alter table address add column number text not null default '';
create unique index address_number on address (organization_id, number) where number <> '';
alter table contact add column number text not null default '';
create index contact_number on contact (number) where number <> '';

-- A file that was taken in. choice (JSON) says what its columns mean where that was not found, layout (JSON) what was found;
-- next is the record from which on work goes on; the counts are of records; staff_id is null for the command line.
create table import (
  id uuid primary key,
  kind text not null
    check (kind in ('categories', 'products', 'prices', 'stock', 'companies', 'contacts', 'item-numbers', 'orders')),
  file_name text not null, size bigint not null, digest text not null,
  choice text not null, layout text not null default '',
  state text not null check (state in ('checking', 'checked', 'running', 'stopped', 'done', 'failed', 'removed')),
  failure text not null default '',
  records bigint not null default 0, next bigint not null default 0, read_rows bigint not null default 0,
  new_count bigint not null default 0, changed_count bigint not null default 0,
  unchanged_count bigint not null default 0, refused_count bigint not null default 0,
  staff_id uuid references staff(id), staff_name text not null,
  created_at bigint not null, finished_at bigint, last_event text not null
);
create index import_created on import (created_at, id);
create index import_open on import (state) where state in ('checking', 'running');

-- The file itself. It is removed 30 days after the import ended.
create table import_file (
  import_id uuid primary key references import(id),
  content bytea not null
);

-- What became of a row of the file: reasons (JSON) are codes with the field and what was typed; changes (JSON) say what is
-- another. Rows that change nothing and have no reason are counted, not kept.
create table import_row (
  import_id uuid not null references import(id), number bigint not null,
  state text not null check (state in ('new', 'changed', 'unchanged', 'refused')),
  key text not null, reasons text not null, changes text not null,
  primary key (import_id, number)
);
create index import_row_state on import_row (import_id, state, number);

-- What columns mean, kept under a name for files of the same kind.
create table import_mapping (
  id uuid primary key,
  kind text not null, name text not null, choice text not null,
  created_at bigint not null, removed_at bigint, last_event text not null
);
create unique index import_mapping_name on import_mapping (kind, name) where removed_at is null;
