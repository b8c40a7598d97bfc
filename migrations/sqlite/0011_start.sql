-- Starts from elsewhere: a link may name the page of the storefront that a session begins on, and a customer's code may be
-- typed in the portal before a session is asked for.

-- The page of the storefront that a session begins on; empty for its start page.
alter table behalf add column to_page text not null default '';

-- What a code is found by, a hash with a key that is not in the database, and the portal session in which it was typed.
alter table consent_code add column lookup blob check (lookup is null or length(lookup) = 32);
alter table consent_code add column typed_session_id blob references session(id);
create index consent_code_lookup on consent_code (lookup) where ended_at is null;
