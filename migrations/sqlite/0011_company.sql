-- What a customer's company decides for itself:
--   * account.role: what somebody may do in their company. The first administrators of companies that are there already
--     are named when the program begins to serve, each with an event.
--   * organization.approval_above: the total, in minor units of the order's currency, above which an order waits for
--     somebody's approval; null for never. consent_at: when the company changed its word about support.
--   * approval: an order that was submitted instead of placed, and what became of it; id is the order's.
alter table account add column role text not null default 'buyer' check (role in ('admin', 'approver', 'buyer', 'viewer'));
alter table organization add column approval_above integer check (approval_above >= 0);
alter table organization add column consent_at integer;
pragma writable_schema = on;
update sqlite_master
set sql = replace(sql, 'status in (''placed'', ''confirmed'',', 'status in (''awaiting_approval'', ''rejected'', ''withdrawn'', ''placed'', ''confirmed'',')
where type = 'table' and name = 'orders';
pragma writable_schema = reset;
create index orders_waiting on orders (organization_id) where status = 'awaiting_approval';
create table approval (
  id blob primary key check (length(id) = 16) references orders(id),
  state text not null check (state in ('waiting', 'approved', 'rejected', 'withdrawn')),
  decided_at integer,
  decided_actor_id text,
  decided_actor_name text not null default '',
  reason text not null default '',
  last_event text not null,
  check ((state = 'waiting') = (decided_at is null) and (decided_at is null) = (decided_actor_id is null))
) strict;
drop trigger account_update;
drop trigger account_inserted;
drop trigger account_updated;
create trigger account_update before update on account when new.last_event is old.last_event or new.id is not old.id
begin select raise(abort, 'no write without an audit event'); end;
create trigger account_inserted after insert on account begin
  insert into audit_open (event_id, after_image)
  select new.last_event, coalesce((select max(n) from audit_image), 0) where not exists (select 1 from audit_open where event_id = new.last_event);
  insert into audit_image (event_id, kind, row_id, op, salt, image)
  values (new.last_event, 'account', lower(hex(new.id)), 'insert', randomblob(16), json_object('id', lower(hex(new.id)), 'contact_id', lower(hex(new.contact_id)), 'store_id', lower(hex(new.store_id)), 'email', new.email, 'email_key', new.email_key, 'password_check', substr(new.password_hash, -12), 'status', new.status, 'last_sign_in_at', new.last_sign_in_at, 'created_at', new.created_at, 'last_event', new.last_event, 'role', new.role));
end;
create trigger account_updated after update on account begin
  insert into audit_open (event_id, after_image)
  select new.last_event, coalesce((select max(n) from audit_image), 0) where not exists (select 1 from audit_open where event_id = new.last_event);
  insert into audit_image (event_id, kind, row_id, op, salt, image)
  values (new.last_event, 'account', lower(hex(new.id)), 'update', randomblob(16), json_object('id', lower(hex(new.id)), 'contact_id', lower(hex(new.contact_id)), 'store_id', lower(hex(new.store_id)), 'email', new.email, 'email_key', new.email_key, 'password_check', substr(new.password_hash, -12), 'status', new.status, 'last_sign_in_at', new.last_sign_in_at, 'created_at', new.created_at, 'last_event', new.last_event, 'role', new.role));
end;
drop trigger organization_update;
drop trigger organization_inserted;
drop trigger organization_updated;
create trigger organization_update before update on organization when new.last_event is old.last_event or new.id is not old.id
begin select raise(abort, 'no write without an audit event'); end;
create trigger organization_inserted after insert on organization begin
  insert into audit_open (event_id, after_image)
  select new.last_event, coalesce((select max(n) from audit_image), 0) where not exists (select 1 from audit_open where event_id = new.last_event);
  insert into audit_image (event_id, kind, row_id, op, salt, image)
  values (new.last_event, 'organization', lower(hex(new.id)), 'insert', randomblob(16), json_object('id', lower(hex(new.id)), 'number', new.number, 'name', new.name, 'city', new.city, 'country', new.country, 'vat_id', new.vat_id, 'status', new.status, 'terms_days', new.terms_days, 'po_number', new.po_number, 'support_names', new.support_names, 'support_consent', new.support_consent, 'last_event', new.last_event, 'approval_above', new.approval_above, 'consent_at', new.consent_at));
end;
create trigger organization_updated after update on organization begin
  insert into audit_open (event_id, after_image)
  select new.last_event, coalesce((select max(n) from audit_image), 0) where not exists (select 1 from audit_open where event_id = new.last_event);
  insert into audit_image (event_id, kind, row_id, op, salt, image)
  values (new.last_event, 'organization', lower(hex(new.id)), 'update', randomblob(16), json_object('id', lower(hex(new.id)), 'number', new.number, 'name', new.name, 'city', new.city, 'country', new.country, 'vat_id', new.vat_id, 'status', new.status, 'terms_days', new.terms_days, 'po_number', new.po_number, 'support_names', new.support_names, 'support_consent', new.support_consent, 'last_event', new.last_event, 'approval_above', new.approval_above, 'consent_at', new.consent_at));
end;
create trigger approval_update before update on approval when new.last_event is old.last_event or new.id is not old.id
begin select raise(abort, 'no write without an audit event'); end;
create trigger approval_inserted after insert on approval begin
  insert into audit_open (event_id, after_image)
  select new.last_event, coalesce((select max(n) from audit_image), 0) where not exists (select 1 from audit_open where event_id = new.last_event);
  insert into audit_image (event_id, kind, row_id, op, salt, image)
  values (new.last_event, 'approval', lower(hex(new.id)), 'insert', randomblob(16), json_object('id', lower(hex(new.id)), 'state', new.state, 'decided_at', new.decided_at, 'decided_actor_id', new.decided_actor_id, 'decided_actor_name', new.decided_actor_name, 'reason', new.reason, 'last_event', new.last_event));
end;
create trigger approval_updated after update on approval begin
  insert into audit_open (event_id, after_image)
  select new.last_event, coalesce((select max(n) from audit_image), 0) where not exists (select 1 from audit_open where event_id = new.last_event);
  insert into audit_image (event_id, kind, row_id, op, salt, image)
  values (new.last_event, 'approval', lower(hex(new.id)), 'update', randomblob(16), json_object('id', lower(hex(new.id)), 'state', new.state, 'decided_at', new.decided_at, 'decided_actor_id', new.decided_actor_id, 'decided_actor_name', new.decided_actor_name, 'reason', new.reason, 'last_event', new.last_event));
end;
create trigger approval_delete before delete on approval
begin select raise(abort, 'approval rows are never deleted'); end;
