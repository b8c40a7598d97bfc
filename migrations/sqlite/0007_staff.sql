-- Mail on its way, and what staff may do:
--   * outbox: mails are written in the transaction of the event they are about and delivered afterwards; the text is
--     emptied once it is delivered. Nothing is claimed about these rows.
--   * staff_role: what an administrator changed of what a role may do; a role without a row is as the program has it.
--   * staff_scope: the companies and stores that a person is confined to; taken away by removed_at.
--   * staff_invite: somebody who may choose a password once; of the link only the hash is kept.
create table outbox (
  id blob primary key check (length(id) = 16),
  recipient text not null,
  subject text not null,
  body text not null,
  contact_id blob references contact(id),
  event_id text not null,
  created_at integer not null,
  tries integer not null default 0,
  next_try_at integer not null,
  sent_at integer,
  last_error text not null default ''
) strict;
create index outbox_due on outbox (next_try_at) where sent_at is null;
create index outbox_contact on outbox (contact_id);

create table staff_role (
  id text primary key check (id in ('admin', 'supervisor', 'agent', 'junior', 'sales', 'auditor', 'finance')),
  permissions text not null,
  behalf_mode text not null check (behalf_mode in ('none', 'view', 'full')),
  scope text not null check (scope in ('all', 'assigned')),
  minutes integer not null check (minutes between 1 and 60),
  order_limit integer check (order_limit >= 0),
  orders_limit integer check (orders_limit >= 0),
  last_event text not null
) strict;
create trigger staff_role_update before update on staff_role when new.last_event is old.last_event or new.id is not old.id
begin select raise(abort, 'no write without an audit event'); end;
create trigger staff_role_inserted after insert on staff_role begin
  insert into audit_open (event_id, after_image)
  select new.last_event, coalesce((select max(n) from audit_image), 0) where not exists (select 1 from audit_open where event_id = new.last_event);
  insert into audit_image (event_id, kind, row_id, op, salt, image)
  values (new.last_event, 'staff_role', new.id, 'insert', randomblob(16), json_object('id', new.id, 'permissions', new.permissions, 'behalf_mode', new.behalf_mode, 'scope', new.scope, 'minutes', new.minutes, 'order_limit', new.order_limit, 'orders_limit', new.orders_limit, 'last_event', new.last_event));
end;
create trigger staff_role_updated after update on staff_role begin
  insert into audit_open (event_id, after_image)
  select new.last_event, coalesce((select max(n) from audit_image), 0) where not exists (select 1 from audit_open where event_id = new.last_event);
  insert into audit_image (event_id, kind, row_id, op, salt, image)
  values (new.last_event, 'staff_role', new.id, 'update', randomblob(16), json_object('id', new.id, 'permissions', new.permissions, 'behalf_mode', new.behalf_mode, 'scope', new.scope, 'minutes', new.minutes, 'order_limit', new.order_limit, 'orders_limit', new.orders_limit, 'last_event', new.last_event));
end;
create trigger staff_role_delete before delete on staff_role
begin select raise(abort, 'staff_role rows are never deleted'); end;

create table staff_scope (
  id blob primary key check (length(id) = 16),
  staff_id blob not null references staff(id),
  organization_id blob references organization(id),
  store_id blob references store(id),
  created_at integer not null,
  removed_at integer,
  last_event text not null,
  check ((organization_id is null) <> (store_id is null))
) strict;
create unique index staff_scope_organization on staff_scope (staff_id, organization_id) where removed_at is null and organization_id is not null;
create unique index staff_scope_store on staff_scope (staff_id, store_id) where removed_at is null and store_id is not null;
create trigger staff_scope_update before update on staff_scope when new.last_event is old.last_event or new.id is not old.id
begin select raise(abort, 'no write without an audit event'); end;
create trigger staff_scope_inserted after insert on staff_scope begin
  insert into audit_open (event_id, after_image)
  select new.last_event, coalesce((select max(n) from audit_image), 0) where not exists (select 1 from audit_open where event_id = new.last_event);
  insert into audit_image (event_id, kind, row_id, op, salt, image)
  values (new.last_event, 'staff_scope', lower(hex(new.id)), 'insert', randomblob(16), json_object('id', lower(hex(new.id)), 'staff_id', lower(hex(new.staff_id)), 'organization_id', lower(hex(new.organization_id)), 'store_id', lower(hex(new.store_id)), 'created_at', new.created_at, 'removed_at', new.removed_at, 'last_event', new.last_event));
end;
create trigger staff_scope_updated after update on staff_scope begin
  insert into audit_open (event_id, after_image)
  select new.last_event, coalesce((select max(n) from audit_image), 0) where not exists (select 1 from audit_open where event_id = new.last_event);
  insert into audit_image (event_id, kind, row_id, op, salt, image)
  values (new.last_event, 'staff_scope', lower(hex(new.id)), 'update', randomblob(16), json_object('id', lower(hex(new.id)), 'staff_id', lower(hex(new.staff_id)), 'organization_id', lower(hex(new.organization_id)), 'store_id', lower(hex(new.store_id)), 'created_at', new.created_at, 'removed_at', new.removed_at, 'last_event', new.last_event));
end;
create trigger staff_scope_delete before delete on staff_scope
begin select raise(abort, 'staff_scope rows are never deleted'); end;

create table staff_invite (
  id blob primary key check (length(id) = 16),
  name text not null,
  email text not null,
  email_key text not null,
  role text not null check (role in ('admin', 'supervisor', 'agent', 'junior', 'sales', 'auditor', 'finance')),
  token_hash blob not null constraint staff_invite_token unique check (length(token_hash) = 32),
  invited_by blob not null references staff(id),
  created_at integer not null,
  expires_at integer not null,
  used_at integer,
  revoked_at integer,
  staff_id blob references staff(id),
  last_event text not null
) strict;
create unique index staff_invite_open on staff_invite (email_key) where used_at is null and revoked_at is null;
create trigger staff_invite_update before update on staff_invite when new.last_event is old.last_event or new.id is not old.id
begin select raise(abort, 'no write without an audit event'); end;
create trigger staff_invite_inserted after insert on staff_invite begin
  insert into audit_open (event_id, after_image)
  select new.last_event, coalesce((select max(n) from audit_image), 0) where not exists (select 1 from audit_open where event_id = new.last_event);
  insert into audit_image (event_id, kind, row_id, op, salt, image)
  values (new.last_event, 'staff_invite', lower(hex(new.id)), 'insert', randomblob(16), json_object('id', lower(hex(new.id)), 'name', new.name, 'email', new.email, 'email_key', new.email_key, 'role', new.role, 'invited_by', lower(hex(new.invited_by)), 'created_at', new.created_at, 'expires_at', new.expires_at, 'used_at', new.used_at, 'revoked_at', new.revoked_at, 'staff_id', lower(hex(new.staff_id)), 'last_event', new.last_event));
end;
create trigger staff_invite_updated after update on staff_invite begin
  insert into audit_open (event_id, after_image)
  select new.last_event, coalesce((select max(n) from audit_image), 0) where not exists (select 1 from audit_open where event_id = new.last_event);
  insert into audit_image (event_id, kind, row_id, op, salt, image)
  values (new.last_event, 'staff_invite', lower(hex(new.id)), 'update', randomblob(16), json_object('id', lower(hex(new.id)), 'name', new.name, 'email', new.email, 'email_key', new.email_key, 'role', new.role, 'invited_by', lower(hex(new.invited_by)), 'created_at', new.created_at, 'expires_at', new.expires_at, 'used_at', new.used_at, 'revoked_at', new.revoked_at, 'staff_id', lower(hex(new.staff_id)), 'last_event', new.last_event));
end;
create trigger staff_invite_delete before delete on staff_invite
begin select raise(abort, 'staff_invite rows are never deleted'); end;
