-- Second factors of staff.
--   * factor: what somebody has enrolled. secret is sealed with a key outside the database; last_step is the newest time
--     step whose code was taken, so that each code is good once. Rows are never deleted, only removed.
--   * recovery_code: the hash of a code that opens once, when the factor is lost.
--   * challenge: what stands between two steps of a proof, for minutes: a half-done sign-in, a passkey that is asked for,
--     codes that are being shown. Sealed too. A free table: it says nothing about what was done.
create table factor (
  id uuid primary key,
  staff_id uuid not null references staff(id),
  kind text not null check (kind in ('totp', 'passkey')),
  name text not null,
  secret bytea,
  credential_id text,
  credential text,
  last_step bigint,
  created_at bigint not null,
  used_at bigint,
  removed_at bigint,
  last_event text not null,
  check ((kind = 'totp') = (secret is not null) and (kind = 'passkey') = (credential_id is not null and credential is not null))
);
create index factor_staff on factor (staff_id);
create unique index factor_credential on factor (credential_id) where removed_at is null;

create table recovery_code (
  id uuid primary key,
  staff_id uuid not null references staff(id),
  token_hash bytea not null constraint recovery_code_hash unique check (length(token_hash) = 32),
  created_at bigint not null,
  used_at bigint,
  replaced_at bigint,
  last_event text not null
);
create index recovery_code_staff on recovery_code (staff_id);

create table challenge (
  id bytea primary key check (length(id) = 32),
  staff_id uuid,
  state bytea not null,
  expires_at bigint not null
);
create index challenge_expires on challenge (expires_at);

create function factor_written() returns trigger language plpgsql as $$
begin
  if tg_op = 'UPDATE' and (new.last_event is not distinct from old.last_event or new.id is distinct from old.id) then
    raise exception 'no write without an audit event';
  end if;
  perform 1 from audit_open where event_id = new.last_event;
  if not found then
    insert into audit_open (event_id, after_image) values (new.last_event, coalesce((select max(n) from audit_image), 0));
  end if;
  insert into audit_image (event_id, kind, row_id, op, salt, image)
  values (new.last_event, 'factor', replace(new.id::text, '-', ''), lower(tg_op), uuid_send(gen_random_uuid()), ((to_jsonb(new) - 'secret'))::text);
  return null;
end $$;
create trigger factor_written after insert or update on factor for each row execute function factor_written();
create trigger factor_delete before delete on factor for each row execute function never_deleted();
create trigger factor_truncate before truncate on factor for each statement execute function never_deleted();

create function recovery_code_written() returns trigger language plpgsql as $$
begin
  if tg_op = 'UPDATE' and (new.last_event is not distinct from old.last_event or new.id is distinct from old.id) then
    raise exception 'no write without an audit event';
  end if;
  perform 1 from audit_open where event_id = new.last_event;
  if not found then
    insert into audit_open (event_id, after_image) values (new.last_event, coalesce((select max(n) from audit_image), 0));
  end if;
  insert into audit_image (event_id, kind, row_id, op, salt, image)
  values (new.last_event, 'recovery_code', replace(new.id::text, '-', ''), lower(tg_op), uuid_send(gen_random_uuid()), ((to_jsonb(new) - 'token_hash'))::text);
  return null;
end $$;
create trigger recovery_code_written after insert or update on recovery_code for each row execute function recovery_code_written();
create trigger recovery_code_delete before delete on recovery_code for each row execute function never_deleted();
create trigger recovery_code_truncate before truncate on recovery_code for each statement execute function never_deleted();
