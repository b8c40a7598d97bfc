-- A forgotten password.
--   * password_reset: a link by which somebody may choose a new password once; of the link only the hash is kept. asked_by
--     is the member of staff who had it sent to a customer. Of one person one link works: a new one takes its place.
--   * staff_invite.invited_by may be null: the first administrator is invited on the command line, by nobody of the staff.
create table password_reset (
  id blob primary key check (length(id) = 16),
  account_id blob references account(id),
  staff_id blob references staff(id),
  token_hash blob not null constraint password_reset_token unique check (length(token_hash) = 32),
  asked_by blob references staff(id),
  created_at integer not null,
  expires_at integer not null,
  ended_at integer,
  ended_why text check (ended_why in ('used', 'replaced', 'changed')),
  last_event text not null,
  check ((account_id is null) <> (staff_id is null)),
  check ((ended_at is null) = (ended_why is null))
) strict;
create unique index password_reset_account on password_reset (account_id) where ended_at is null;
create unique index password_reset_staff on password_reset (staff_id) where ended_at is null;
create trigger password_reset_update before update on password_reset when new.last_event is old.last_event or new.id is not old.id
begin select raise(abort, 'no write without an audit event'); end;
create trigger password_reset_inserted after insert on password_reset begin
  insert into audit_open (event_id, after_image)
  select new.last_event, coalesce((select max(n) from audit_image), 0) where not exists (select 1 from audit_open where event_id = new.last_event);
  insert into audit_image (event_id, kind, row_id, op, salt, image)
  values (new.last_event, 'password_reset', lower(hex(new.id)), 'insert', randomblob(16), json_object('id', lower(hex(new.id)), 'account_id', lower(hex(new.account_id)), 'staff_id', lower(hex(new.staff_id)), 'asked_by', lower(hex(new.asked_by)), 'created_at', new.created_at, 'expires_at', new.expires_at, 'ended_at', new.ended_at, 'ended_why', new.ended_why, 'last_event', new.last_event));
end;
create trigger password_reset_updated after update on password_reset begin
  insert into audit_open (event_id, after_image)
  select new.last_event, coalesce((select max(n) from audit_image), 0) where not exists (select 1 from audit_open where event_id = new.last_event);
  insert into audit_image (event_id, kind, row_id, op, salt, image)
  values (new.last_event, 'password_reset', lower(hex(new.id)), 'update', randomblob(16), json_object('id', lower(hex(new.id)), 'account_id', lower(hex(new.account_id)), 'staff_id', lower(hex(new.staff_id)), 'asked_by', lower(hex(new.asked_by)), 'created_at', new.created_at, 'expires_at', new.expires_at, 'ended_at', new.ended_at, 'ended_why', new.ended_why, 'last_event', new.last_event));
end;
create trigger password_reset_delete before delete on password_reset
begin select raise(abort, 'password_reset rows are never deleted'); end;

-- SQLite takes no constraint back: the table is made anew, with its rows as they are and its triggers as they were.
create table staff_invite_anew (
  id blob primary key check (length(id) = 16),
  name text not null,
  email text not null,
  email_key text not null,
  role text not null check (role in ('admin', 'supervisor', 'agent', 'junior', 'sales', 'auditor', 'finance')),
  token_hash blob not null constraint staff_invite_token unique check (length(token_hash) = 32),
  invited_by blob references staff(id),
  created_at integer not null,
  expires_at integer not null,
  used_at integer,
  revoked_at integer,
  staff_id blob references staff(id),
  last_event text not null
) strict;
insert into staff_invite_anew select * from staff_invite;
drop table staff_invite;
alter table staff_invite_anew rename to staff_invite;
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
