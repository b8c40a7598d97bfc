-- Whether support may work in somebody's account.
--   * support_consent: what a customer chose for their own account; id is the account's. No row: as the company says.
--   * consent_code: six digits that the customer reads out. Of the code only a slow hash is kept, and in no image.
--   * behalf_override: the second person of a session that was opened against the customer's consent, and why; id is the session's.
create table support_consent (
  id blob primary key check (length(id) = 16) references account(id),
  consent text not null check (consent in ('allowed', 'ask', 'never')),
  changed_at integer not null,
  last_event text not null
) strict;
create table consent_code (
  id blob primary key check (length(id) = 16),
  account_id blob not null references account(id),
  token_hash text not null,
  made_at integer not null,
  expires_at integer not null,
  tries integer not null default 0,
  ended_at integer,
  ended_why text check (ended_why in ('used', 'burnt', 'replaced')),
  last_event text not null
) strict;
create index consent_code_account on consent_code (account_id, made_at);
create table behalf_override (
  id blob primary key check (length(id) = 16) references behalf(id),
  staff_id blob not null references staff(id),
  reason text not null,
  at integer not null,
  last_event text not null
) strict;
create trigger support_consent_update before update on support_consent when new.last_event is old.last_event or new.id is not old.id
begin select raise(abort, 'no write without an audit event'); end;
create trigger support_consent_inserted after insert on support_consent begin
  insert into audit_open (event_id, after_image)
  select new.last_event, coalesce((select max(n) from audit_image), 0) where not exists (select 1 from audit_open where event_id = new.last_event);
  insert into audit_image (event_id, kind, row_id, op, salt, image)
  values (new.last_event, 'support_consent', lower(hex(new.id)), 'insert', randomblob(16), json_object('id', lower(hex(new.id)), 'consent', new.consent, 'changed_at', new.changed_at, 'last_event', new.last_event));
end;
create trigger support_consent_updated after update on support_consent begin
  insert into audit_open (event_id, after_image)
  select new.last_event, coalesce((select max(n) from audit_image), 0) where not exists (select 1 from audit_open where event_id = new.last_event);
  insert into audit_image (event_id, kind, row_id, op, salt, image)
  values (new.last_event, 'support_consent', lower(hex(new.id)), 'update', randomblob(16), json_object('id', lower(hex(new.id)), 'consent', new.consent, 'changed_at', new.changed_at, 'last_event', new.last_event));
end;
create trigger support_consent_delete before delete on support_consent
begin select raise(abort, 'support_consent rows are never deleted'); end;
create trigger consent_code_update before update on consent_code when new.last_event is old.last_event or new.id is not old.id
begin select raise(abort, 'no write without an audit event'); end;
create trigger consent_code_inserted after insert on consent_code begin
  insert into audit_open (event_id, after_image)
  select new.last_event, coalesce((select max(n) from audit_image), 0) where not exists (select 1 from audit_open where event_id = new.last_event);
  insert into audit_image (event_id, kind, row_id, op, salt, image)
  values (new.last_event, 'consent_code', lower(hex(new.id)), 'insert', randomblob(16), json_object('id', lower(hex(new.id)), 'account_id', lower(hex(new.account_id)), 'made_at', new.made_at, 'expires_at', new.expires_at, 'tries', new.tries, 'ended_at', new.ended_at, 'ended_why', new.ended_why, 'last_event', new.last_event));
end;
create trigger consent_code_updated after update on consent_code begin
  insert into audit_open (event_id, after_image)
  select new.last_event, coalesce((select max(n) from audit_image), 0) where not exists (select 1 from audit_open where event_id = new.last_event);
  insert into audit_image (event_id, kind, row_id, op, salt, image)
  values (new.last_event, 'consent_code', lower(hex(new.id)), 'update', randomblob(16), json_object('id', lower(hex(new.id)), 'account_id', lower(hex(new.account_id)), 'made_at', new.made_at, 'expires_at', new.expires_at, 'tries', new.tries, 'ended_at', new.ended_at, 'ended_why', new.ended_why, 'last_event', new.last_event));
end;
create trigger consent_code_delete before delete on consent_code
begin select raise(abort, 'consent_code rows are never deleted'); end;
create trigger behalf_override_update before update on behalf_override when new.last_event is old.last_event or new.id is not old.id
begin select raise(abort, 'no write without an audit event'); end;
create trigger behalf_override_inserted after insert on behalf_override begin
  insert into audit_open (event_id, after_image)
  select new.last_event, coalesce((select max(n) from audit_image), 0) where not exists (select 1 from audit_open where event_id = new.last_event);
  insert into audit_image (event_id, kind, row_id, op, salt, image)
  values (new.last_event, 'behalf_override', lower(hex(new.id)), 'insert', randomblob(16), json_object('id', lower(hex(new.id)), 'staff_id', lower(hex(new.staff_id)), 'reason', new.reason, 'at', new.at, 'last_event', new.last_event));
end;
create trigger behalf_override_updated after update on behalf_override begin
  insert into audit_open (event_id, after_image)
  select new.last_event, coalesce((select max(n) from audit_image), 0) where not exists (select 1 from audit_open where event_id = new.last_event);
  insert into audit_image (event_id, kind, row_id, op, salt, image)
  values (new.last_event, 'behalf_override', lower(hex(new.id)), 'update', randomblob(16), json_object('id', lower(hex(new.id)), 'staff_id', lower(hex(new.staff_id)), 'reason', new.reason, 'at', new.at, 'last_event', new.last_event));
end;
create trigger behalf_override_delete before delete on behalf_override
begin select raise(abort, 'behalf_override rows are never deleted'); end;
