-- amr: how the agent proved who they are, by spaces (RFC 8176); every event of the session says it.
alter table behalf add column amr text not null default 'pwd';
drop trigger behalf_update;
drop trigger behalf_inserted;
drop trigger behalf_updated;
create trigger behalf_update before update on behalf when new.last_event is old.last_event or new.id is not old.id
begin select raise(abort, 'no write without an audit event'); end;
create trigger behalf_inserted after insert on behalf begin
  insert into audit_open (event_id, after_image)
  select new.last_event, coalesce((select max(n) from audit_image), 0) where not exists (select 1 from audit_open where event_id = new.last_event);
  insert into audit_image (event_id, kind, row_id, op, salt, image)
  values (new.last_event, 'behalf', lower(hex(new.id)), 'insert', randomblob(16), json_object('id', lower(hex(new.id)), 'slug', new.slug, 'state', new.state, 'staff_id', lower(hex(new.staff_id)), 'portal_session_id', lower(hex(new.portal_session_id)), 'account_id', lower(hex(new.account_id)), 'store_id', lower(hex(new.store_id)), 'mode', new.mode, 'reason', new.reason, 'ticket', new.ticket, 'minutes', new.minutes, 'requested_at', new.requested_at, 'redeem_by', new.redeem_by, 'started_at', new.started_at, 'expires_at', new.expires_at, 'ended_at', new.ended_at, 'ended_why', new.ended_why, 'ended_by', new.ended_by, 'note', new.note, 'last_event', new.last_event, 'back', new.back, 'previous_id', lower(hex(new.previous_id)), 'verified_at', new.verified_at, 'consent', new.consent, 'second_staff_id', lower(hex(new.second_staff_id)), 'amr', new.amr));
end;
create trigger behalf_updated after update on behalf begin
  insert into audit_open (event_id, after_image)
  select new.last_event, coalesce((select max(n) from audit_image), 0) where not exists (select 1 from audit_open where event_id = new.last_event);
  insert into audit_image (event_id, kind, row_id, op, salt, image)
  values (new.last_event, 'behalf', lower(hex(new.id)), 'update', randomblob(16), json_object('id', lower(hex(new.id)), 'slug', new.slug, 'state', new.state, 'staff_id', lower(hex(new.staff_id)), 'portal_session_id', lower(hex(new.portal_session_id)), 'account_id', lower(hex(new.account_id)), 'store_id', lower(hex(new.store_id)), 'mode', new.mode, 'reason', new.reason, 'ticket', new.ticket, 'minutes', new.minutes, 'requested_at', new.requested_at, 'redeem_by', new.redeem_by, 'started_at', new.started_at, 'expires_at', new.expires_at, 'ended_at', new.ended_at, 'ended_why', new.ended_why, 'ended_by', new.ended_by, 'note', new.note, 'last_event', new.last_event, 'back', new.back, 'previous_id', lower(hex(new.previous_id)), 'verified_at', new.verified_at, 'consent', new.consent, 'second_staff_id', lower(hex(new.second_staff_id)), 'amr', new.amr));
end;
