-- Whether support may work in somebody's account.
--   * support_consent: what a customer chose for their own account; id is the account's. No row: as the company says.
--   * consent_code: six digits that the customer reads out. Of the code only a slow hash is kept, and in no image.
--   * behalf_override: the second person of a session that was opened against the customer's consent, and why; id is the session's.
create table support_consent (
  id uuid primary key references account(id),
  consent text not null check (consent in ('allowed', 'ask', 'never')),
  changed_at bigint not null,
  last_event text not null
);
create table consent_code (
  id uuid primary key,
  account_id uuid not null references account(id),
  token_hash text not null,
  made_at bigint not null,
  expires_at bigint not null,
  tries bigint not null default 0,
  ended_at bigint,
  ended_why text check (ended_why in ('used', 'burnt', 'replaced')),
  last_event text not null
);
create index consent_code_account on consent_code (account_id, made_at);
create table behalf_override (
  id uuid primary key references behalf(id),
  staff_id uuid not null references staff(id),
  reason text not null,
  at bigint not null,
  last_event text not null
);
create function support_consent_written() returns trigger language plpgsql as $$
begin
  if tg_op = 'UPDATE' and (new.last_event is not distinct from old.last_event or new.id is distinct from old.id) then
    raise exception 'no write without an audit event';
  end if;
  perform 1 from audit_open where event_id = new.last_event;
  if not found then
    insert into audit_open (event_id, after_image) values (new.last_event, coalesce((select max(n) from audit_image), 0));
  end if;
  insert into audit_image (event_id, kind, row_id, op, salt, image)
  values (new.last_event, 'support_consent', replace(new.id::text, '-', ''), lower(tg_op), uuid_send(gen_random_uuid()), (row_to_json(new))::text);
  return null;
end $$;
create trigger support_consent_written after insert or update on support_consent for each row execute function support_consent_written();
create trigger support_consent_delete before delete on support_consent for each row execute function never_deleted();
create trigger support_consent_truncate before truncate on support_consent for each statement execute function never_deleted();
create function consent_code_written() returns trigger language plpgsql as $$
begin
  if tg_op = 'UPDATE' and (new.last_event is not distinct from old.last_event or new.id is distinct from old.id) then
    raise exception 'no write without an audit event';
  end if;
  perform 1 from audit_open where event_id = new.last_event;
  if not found then
    insert into audit_open (event_id, after_image) values (new.last_event, coalesce((select max(n) from audit_image), 0));
  end if;
  insert into audit_image (event_id, kind, row_id, op, salt, image)
  values (new.last_event, 'consent_code', replace(new.id::text, '-', ''), lower(tg_op), uuid_send(gen_random_uuid()), ((to_jsonb(new) - 'token_hash'))::text);
  return null;
end $$;
create trigger consent_code_written after insert or update on consent_code for each row execute function consent_code_written();
create trigger consent_code_delete before delete on consent_code for each row execute function never_deleted();
create trigger consent_code_truncate before truncate on consent_code for each statement execute function never_deleted();
create function behalf_override_written() returns trigger language plpgsql as $$
begin
  if tg_op = 'UPDATE' and (new.last_event is not distinct from old.last_event or new.id is distinct from old.id) then
    raise exception 'no write without an audit event';
  end if;
  perform 1 from audit_open where event_id = new.last_event;
  if not found then
    insert into audit_open (event_id, after_image) values (new.last_event, coalesce((select max(n) from audit_image), 0));
  end if;
  insert into audit_image (event_id, kind, row_id, op, salt, image)
  values (new.last_event, 'behalf_override', replace(new.id::text, '-', ''), lower(tg_op), uuid_send(gen_random_uuid()), (row_to_json(new))::text);
  return null;
end $$;
create trigger behalf_override_written after insert or update on behalf_override for each row execute function behalf_override_written();
create trigger behalf_override_delete before delete on behalf_override for each row execute function never_deleted();
create trigger behalf_override_truncate before truncate on behalf_override for each statement execute function never_deleted();
