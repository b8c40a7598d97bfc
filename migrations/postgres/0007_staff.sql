-- Mail on its way, and what staff may do:
--   * outbox: mails are written in the transaction of the event they are about and delivered afterwards; the text is
--     emptied once it is delivered. Nothing is claimed about these rows.
--   * staff_role: what an administrator changed of what a role may do; a role without a row is as the program has it.
--   * staff_scope: the companies and stores that a person is confined to; taken away by removed_at.
--   * staff_invite: somebody who may choose a password once; of the link only the hash is kept.
create table outbox (
  id uuid primary key,
  recipient text not null,
  subject text not null,
  body text not null,
  contact_id uuid references contact(id),
  event_id text not null,
  created_at bigint not null,
  tries bigint not null default 0,
  next_try_at bigint not null,
  sent_at bigint,
  last_error text not null default ''
);
create index outbox_due on outbox (next_try_at) where sent_at is null;
create index outbox_contact on outbox (contact_id);

create table staff_role (
  id text primary key check (id in ('admin', 'supervisor', 'agent', 'junior', 'sales', 'auditor', 'finance')),
  permissions text not null,
  behalf_mode text not null check (behalf_mode in ('none', 'view', 'full')),
  scope text not null check (scope in ('all', 'assigned')),
  minutes bigint not null check (minutes between 1 and 60),
  order_limit bigint check (order_limit >= 0),
  orders_limit bigint check (orders_limit >= 0),
  last_event text not null
);
create function staff_role_written() returns trigger language plpgsql as $$
begin
  if tg_op = 'UPDATE' and (new.last_event is not distinct from old.last_event or new.id is distinct from old.id) then
    raise exception 'no write without an audit event';
  end if;
  perform 1 from audit_open where event_id = new.last_event;
  if not found then
    insert into audit_open (event_id, after_image) values (new.last_event, coalesce((select max(n) from audit_image), 0));
  end if;
  insert into audit_image (event_id, kind, row_id, op, salt, image)
  values (new.last_event, 'staff_role', new.id, lower(tg_op), uuid_send(gen_random_uuid()), (row_to_json(new))::text);
  return null;
end $$;
create trigger staff_role_written after insert or update on staff_role for each row execute function staff_role_written();
create trigger staff_role_delete before delete on staff_role for each row execute function never_deleted();
create trigger staff_role_truncate before truncate on staff_role for each statement execute function never_deleted();

create table staff_scope (
  id uuid primary key,
  staff_id uuid not null references staff(id),
  organization_id uuid references organization(id),
  store_id uuid references store(id),
  created_at bigint not null,
  removed_at bigint,
  last_event text not null,
  check ((organization_id is null) <> (store_id is null))
);
create unique index staff_scope_organization on staff_scope (staff_id, organization_id) where removed_at is null and organization_id is not null;
create unique index staff_scope_store on staff_scope (staff_id, store_id) where removed_at is null and store_id is not null;
create function staff_scope_written() returns trigger language plpgsql as $$
begin
  if tg_op = 'UPDATE' and (new.last_event is not distinct from old.last_event or new.id is distinct from old.id) then
    raise exception 'no write without an audit event';
  end if;
  perform 1 from audit_open where event_id = new.last_event;
  if not found then
    insert into audit_open (event_id, after_image) values (new.last_event, coalesce((select max(n) from audit_image), 0));
  end if;
  insert into audit_image (event_id, kind, row_id, op, salt, image)
  values (new.last_event, 'staff_scope', replace(new.id::text, '-', ''), lower(tg_op), uuid_send(gen_random_uuid()), (row_to_json(new))::text);
  return null;
end $$;
create trigger staff_scope_written after insert or update on staff_scope for each row execute function staff_scope_written();
create trigger staff_scope_delete before delete on staff_scope for each row execute function never_deleted();
create trigger staff_scope_truncate before truncate on staff_scope for each statement execute function never_deleted();

create table staff_invite (
  id uuid primary key,
  name text not null,
  email text not null,
  email_key text not null,
  role text not null check (role in ('admin', 'supervisor', 'agent', 'junior', 'sales', 'auditor', 'finance')),
  token_hash bytea not null constraint staff_invite_token unique check (length(token_hash) = 32),
  invited_by uuid not null references staff(id),
  created_at bigint not null,
  expires_at bigint not null,
  used_at bigint,
  revoked_at bigint,
  staff_id uuid references staff(id),
  last_event text not null
);
create unique index staff_invite_open on staff_invite (email_key) where used_at is null and revoked_at is null;
create function staff_invite_written() returns trigger language plpgsql as $$
begin
  if tg_op = 'UPDATE' and (new.last_event is not distinct from old.last_event or new.id is distinct from old.id) then
    raise exception 'no write without an audit event';
  end if;
  perform 1 from audit_open where event_id = new.last_event;
  if not found then
    insert into audit_open (event_id, after_image) values (new.last_event, coalesce((select max(n) from audit_image), 0));
  end if;
  insert into audit_image (event_id, kind, row_id, op, salt, image)
  values (new.last_event, 'staff_invite', replace(new.id::text, '-', ''), lower(tg_op), uuid_send(gen_random_uuid()), ((to_jsonb(new) - 'token_hash'))::text);
  return null;
end $$;
create trigger staff_invite_written after insert or update on staff_invite for each row execute function staff_invite_written();
create trigger staff_invite_delete before delete on staff_invite for each row execute function never_deleted();
create trigger staff_invite_truncate before truncate on staff_invite for each statement execute function never_deleted();
