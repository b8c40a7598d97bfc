-- What an on-behalf session needs beyond its start and end:
--   * back: the portal page it was started from, where its end leads to.
--   * previous_id: the session that this one is more time for.
--   * verified_at: when the agent proved who they are; the customer may still have to say yes.
--   * consent: on what the customer's consent rests: 'allowed', 'approved' live, 'code' read out, 'override' by two persons.
--   * second_staff_id: the second person of an override.
alter table behalf add column back text not null default '';
alter table behalf add column previous_id blob references behalf(id);
alter table behalf add column verified_at integer;
alter table behalf add column consent text not null default 'allowed' check (consent in ('allowed', 'asked', 'approved', 'code', 'override', 'refused'));
alter table behalf add column second_staff_id blob references staff(id);
create index behalf_previous on behalf (previous_id);
create index behalf_started on behalf (started_at, id);
create index behalf_asked on behalf (account_id, verified_at) where state = 'requested' and consent = 'asked';
drop trigger behalf_update;
drop trigger behalf_inserted;
drop trigger behalf_updated;
create trigger behalf_update before update on behalf when new.last_event is old.last_event or new.id is not old.id
begin select raise(abort, 'no write without an audit event'); end;
create trigger behalf_inserted after insert on behalf begin
  insert into audit_open (event_id, after_image)
  select new.last_event, coalesce((select max(n) from audit_image), 0) where not exists (select 1 from audit_open where event_id = new.last_event);
  insert into audit_image (event_id, kind, row_id, op, salt, image)
  values (new.last_event, 'behalf', lower(hex(new.id)), 'insert', randomblob(16), json_object('id', lower(hex(new.id)), 'slug', new.slug, 'state', new.state, 'staff_id', lower(hex(new.staff_id)), 'portal_session_id', lower(hex(new.portal_session_id)), 'account_id', lower(hex(new.account_id)), 'store_id', lower(hex(new.store_id)), 'mode', new.mode, 'reason', new.reason, 'ticket', new.ticket, 'minutes', new.minutes, 'requested_at', new.requested_at, 'redeem_by', new.redeem_by, 'started_at', new.started_at, 'expires_at', new.expires_at, 'ended_at', new.ended_at, 'ended_why', new.ended_why, 'ended_by', new.ended_by, 'note', new.note, 'last_event', new.last_event, 'back', new.back, 'previous_id', lower(hex(new.previous_id)), 'verified_at', new.verified_at, 'consent', new.consent, 'second_staff_id', lower(hex(new.second_staff_id))));
end;
create trigger behalf_updated after update on behalf begin
  insert into audit_open (event_id, after_image)
  select new.last_event, coalesce((select max(n) from audit_image), 0) where not exists (select 1 from audit_open where event_id = new.last_event);
  insert into audit_image (event_id, kind, row_id, op, salt, image)
  values (new.last_event, 'behalf', lower(hex(new.id)), 'update', randomblob(16), json_object('id', lower(hex(new.id)), 'slug', new.slug, 'state', new.state, 'staff_id', lower(hex(new.staff_id)), 'portal_session_id', lower(hex(new.portal_session_id)), 'account_id', lower(hex(new.account_id)), 'store_id', lower(hex(new.store_id)), 'mode', new.mode, 'reason', new.reason, 'ticket', new.ticket, 'minutes', new.minutes, 'requested_at', new.requested_at, 'redeem_by', new.redeem_by, 'started_at', new.started_at, 'expires_at', new.expires_at, 'ended_at', new.ended_at, 'ended_why', new.ended_why, 'ended_by', new.ended_by, 'note', new.note, 'last_event', new.last_event, 'back', new.back, 'previous_id', lower(hex(new.previous_id)), 'verified_at', new.verified_at, 'consent', new.consent, 'second_staff_id', lower(hex(new.second_staff_id))));
end;

