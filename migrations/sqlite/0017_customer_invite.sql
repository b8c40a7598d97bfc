-- Customers are invited to the storefront.

-- A link by which the person of an account that is invited chooses the first password of it, once. An account has one: a newer
-- link takes its place. invited_by is who of the staff had it sent; language is the one of its mail, empty for the contact's.
create table account_invite (
  account_id blob primary key references account(id),
  token_hash blob not null constraint account_invite_token unique check (length(token_hash) = 32),
  invited_by blob not null references staff(id), language text not null,
  created_at integer not null, expires_at integer not null, used_at integer, revoked_at integer,
  last_event text not null
) strict;
create index account_invite_open on account_invite (expires_at) where used_at is null and revoked_at is null;
