-- Second factors of staff.
--   * factor: what somebody has enrolled. secret is sealed with a key outside the database; last_step is the newest time
--     step whose code was taken, so that each code is good once. Rows are never deleted, only removed.
--   * recovery_code: the hash of a code that opens once, when the factor is lost.
--   * challenge: what stands between two steps of a proof, for minutes: a half-done sign-in, a passkey that is asked for,
--     codes that are being shown. Sealed too. A free table: it says nothing about what was done.
create table factor (
  id blob primary key check (length(id) = 16),
  staff_id blob not null references staff(id),
  kind text not null check (kind in ('totp', 'passkey')),
  name text not null,
  secret blob,
  credential_id text,
  credential text,
  last_step integer,
  created_at integer not null,
  used_at integer,
  removed_at integer,
  last_event text not null,
  check ((kind = 'totp') = (secret is not null) and (kind = 'passkey') = (credential_id is not null and credential is not null))
) strict;
create index factor_staff on factor (staff_id);
create unique index factor_credential on factor (credential_id) where removed_at is null;

create table recovery_code (
  id blob primary key check (length(id) = 16),
  staff_id blob not null references staff(id),
  token_hash blob not null constraint recovery_code_hash unique check (length(token_hash) = 32),
  created_at integer not null,
  used_at integer,
  replaced_at integer,
  last_event text not null
) strict;
create index recovery_code_staff on recovery_code (staff_id);

create table challenge (
  id blob primary key check (length(id) = 32),
  staff_id blob,
  state blob not null,
  expires_at integer not null
) strict;
create index challenge_expires on challenge (expires_at);

create trigger factor_update before update on factor when new.last_event is old.last_event or new.id is not old.id
begin select raise(abort, 'no write without an audit event'); end;
create trigger factor_inserted after insert on factor begin
  insert into audit_open (event_id, after_image)
  select new.last_event, coalesce((select max(n) from audit_image), 0) where not exists (select 1 from audit_open where event_id = new.last_event);
  insert into audit_image (event_id, kind, row_id, op, salt, image)
  values (new.last_event, 'factor', lower(hex(new.id)), 'insert', randomblob(16), json_object('id', lower(hex(new.id)), 'staff_id', lower(hex(new.staff_id)), 'kind', new.kind, 'name', new.name, 'credential_id', new.credential_id, 'credential', new.credential, 'last_step', new.last_step, 'created_at', new.created_at, 'used_at', new.used_at, 'removed_at', new.removed_at, 'last_event', new.last_event));
end;
create trigger factor_updated after update on factor begin
  insert into audit_open (event_id, after_image)
  select new.last_event, coalesce((select max(n) from audit_image), 0) where not exists (select 1 from audit_open where event_id = new.last_event);
  insert into audit_image (event_id, kind, row_id, op, salt, image)
  values (new.last_event, 'factor', lower(hex(new.id)), 'update', randomblob(16), json_object('id', lower(hex(new.id)), 'staff_id', lower(hex(new.staff_id)), 'kind', new.kind, 'name', new.name, 'credential_id', new.credential_id, 'credential', new.credential, 'last_step', new.last_step, 'created_at', new.created_at, 'used_at', new.used_at, 'removed_at', new.removed_at, 'last_event', new.last_event));
end;
create trigger factor_delete before delete on factor
begin select raise(abort, 'factor rows are never deleted'); end;

create trigger recovery_code_update before update on recovery_code when new.last_event is old.last_event or new.id is not old.id
begin select raise(abort, 'no write without an audit event'); end;
create trigger recovery_code_inserted after insert on recovery_code begin
  insert into audit_open (event_id, after_image)
  select new.last_event, coalesce((select max(n) from audit_image), 0) where not exists (select 1 from audit_open where event_id = new.last_event);
  insert into audit_image (event_id, kind, row_id, op, salt, image)
  values (new.last_event, 'recovery_code', lower(hex(new.id)), 'insert', randomblob(16), json_object('id', lower(hex(new.id)), 'staff_id', lower(hex(new.staff_id)), 'created_at', new.created_at, 'used_at', new.used_at, 'replaced_at', new.replaced_at, 'last_event', new.last_event));
end;
create trigger recovery_code_updated after update on recovery_code begin
  insert into audit_open (event_id, after_image)
  select new.last_event, coalesce((select max(n) from audit_image), 0) where not exists (select 1 from audit_open where event_id = new.last_event);
  insert into audit_image (event_id, kind, row_id, op, salt, image)
  values (new.last_event, 'recovery_code', lower(hex(new.id)), 'update', randomblob(16), json_object('id', lower(hex(new.id)), 'staff_id', lower(hex(new.staff_id)), 'created_at', new.created_at, 'used_at', new.used_at, 'replaced_at', new.replaced_at, 'last_event', new.last_event));
end;
create trigger recovery_code_delete before delete on recovery_code
begin select raise(abort, 'recovery_code rows are never deleted'); end;
