-- What an on-behalf session needs beyond its start and end:
--   * back: the portal page it was started from, where its end leads to.
--   * previous_id: the session that this one is more time for.
--   * verified_at: when the agent proved who they are; the customer may still have to say yes.
--   * consent: on what the customer's consent rests: 'allowed', 'approved' live, 'code' read out, 'override' by two persons.
--   * second_staff_id: the second person of an override.
alter table behalf add column back text not null default '';
alter table behalf add column previous_id uuid references behalf(id);
alter table behalf add column verified_at bigint;
alter table behalf add column consent text not null default 'allowed' check (consent in ('allowed', 'asked', 'approved', 'code', 'override', 'refused'));
alter table behalf add column second_staff_id uuid references staff(id);
create index behalf_previous on behalf (previous_id);
create index behalf_started on behalf (started_at, id);
create index behalf_asked on behalf (account_id, verified_at) where state = 'requested' and consent = 'asked';
