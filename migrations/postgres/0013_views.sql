-- Views that people of staff keep of the lists of the portal: what a list was asked for, as in its address, by name.
create table saved_view (
  id uuid primary key,
  staff_id uuid not null references staff(id),
  page text not null check (page in ('contacts', 'orders')),
  name text not null, query text not null,
  created_at bigint not null, removed_at bigint,
  last_event text not null
);
create unique index saved_view_name on saved_view (staff_id, page, name) where removed_at is null;
