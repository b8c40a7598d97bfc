-- What a customer was shown when a page refused or failed, and how it came to that: support reads it by the reference that
-- stands on that page. It is no business of theirs and is removed after some weeks, so it is written without an event; that
-- it was read is one. reasons and typed are JSON, see domain/src/problem.rs: never passwords, codes or numbers of cards.
create table problem (
  reference text primary key,
  account_id blob not null references account(id),
  -- Acted for the customer: the session on behalf. No reference, so that what is written here waits for no session.
  behalf_id blob,
  at integer not null, expires_at integer not null,
  method text not null, address text not null, page text not null,
  status integer not null, title text not null, reasons text not null, typed text not null,
  version text not null, browser text not null, request_id text not null
) strict;
create index problem_account on problem (account_id, at);
create index problem_expires on problem (expires_at);
