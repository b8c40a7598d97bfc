-- Views that people of staff keep of the lists of the portal: what a list was asked for, as in its address, by name.
create table saved_view (
  id blob primary key check (length(id) = 16),
  staff_id blob not null references staff(id),
  page text not null check (page in ('contacts', 'orders')),
  name text not null, query text not null,
  created_at integer not null, removed_at integer,
  last_event text not null
) strict;
create unique index saved_view_name on saved_view (staff_id, page, name) where removed_at is null;
