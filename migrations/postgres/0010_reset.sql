-- A forgotten password.
--   * password_reset: a link by which somebody may choose a new password once; of the link only the hash is kept. asked_by
--     is the member of staff who had it sent to a customer. Of one person one link works: a new one takes its place.
--   * staff_invite.invited_by may be null: the first administrator is invited on the command line, by nobody of the staff.
create table password_reset (
  id uuid primary key,
  account_id uuid references account(id),
  staff_id uuid references staff(id),
  token_hash bytea not null constraint password_reset_token unique check (length(token_hash) = 32),
  asked_by uuid references staff(id),
  created_at bigint not null,
  expires_at bigint not null,
  ended_at bigint,
  ended_why text check (ended_why in ('used', 'replaced', 'changed')),
  last_event text not null,
  check ((account_id is null) <> (staff_id is null)),
  check ((ended_at is null) = (ended_why is null))
);
create unique index password_reset_account on password_reset (account_id) where ended_at is null;
create unique index password_reset_staff on password_reset (staff_id) where ended_at is null;
create function password_reset_written() returns trigger language plpgsql as $$
begin
  if tg_op = 'UPDATE' and (new.last_event is not distinct from old.last_event or new.id is distinct from old.id) then
    raise exception 'no write without an audit event';
  end if;
  perform 1 from audit_open where event_id = new.last_event;
  if not found then
    insert into audit_open (event_id, after_image) values (new.last_event, coalesce((select max(n) from audit_image), 0));
  end if;
  insert into audit_image (event_id, kind, row_id, op, salt, image)
  values (new.last_event, 'password_reset', replace(new.id::text, '-', ''), lower(tg_op), uuid_send(gen_random_uuid()), ((to_jsonb(new) - 'token_hash'))::text);
  return null;
end $$;
create trigger password_reset_written after insert or update on password_reset for each row execute function password_reset_written();
create trigger password_reset_delete before delete on password_reset for each row execute function never_deleted();
create trigger password_reset_truncate before truncate on password_reset for each statement execute function never_deleted();

alter table staff_invite alter column invited_by drop not null;
