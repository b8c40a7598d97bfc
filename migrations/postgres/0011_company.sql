-- What a customer's company decides for itself:
--   * account.role: what somebody may do in their company. The first administrators of companies that are there already
--     are named when the program begins to serve, each with an event.
--   * organization.approval_above: the total, in minor units of the order's currency, above which an order waits for
--     somebody's approval; null for never. consent_at: when the company changed its word about support.
--   * approval: an order that was submitted instead of placed, and what became of it; id is the order's.
alter table account add column role text not null default 'buyer' check (role in ('admin', 'approver', 'buyer', 'viewer'));
alter table organization add column approval_above bigint check (approval_above >= 0);
alter table organization add column consent_at bigint;
alter table orders drop constraint orders_status_check;
alter table orders add constraint orders_status_check
  check (status in ('awaiting_approval', 'rejected', 'withdrawn', 'placed', 'confirmed', 'shipped', 'delivered', 'cancelled'));
create index orders_waiting on orders (organization_id) where status = 'awaiting_approval';
create table approval (
  id uuid primary key references orders(id),
  state text not null check (state in ('waiting', 'approved', 'rejected', 'withdrawn')),
  decided_at bigint,
  decided_actor_id text,
  decided_actor_name text not null default '',
  reason text not null default '',
  last_event text not null,
  check ((state = 'waiting') = (decided_at is null) and (decided_at is null) = (decided_actor_id is null))
);
create function approval_written() returns trigger language plpgsql as $$
begin
  if tg_op = 'UPDATE' and (new.last_event is not distinct from old.last_event or new.id is distinct from old.id) then
    raise exception 'no write without an audit event';
  end if;
  perform 1 from audit_open where event_id = new.last_event;
  if not found then
    insert into audit_open (event_id, after_image) values (new.last_event, coalesce((select max(n) from audit_image), 0));
  end if;
  insert into audit_image (event_id, kind, row_id, op, salt, image)
  values (new.last_event, 'approval', replace(new.id::text, '-', ''), lower(tg_op), uuid_send(gen_random_uuid()), (row_to_json(new))::text);
  return null;
end $$;
create trigger approval_written after insert or update on approval for each row execute function approval_written();
create trigger approval_delete before delete on approval for each row execute function never_deleted();
create trigger approval_truncate before truncate on approval for each statement execute function never_deleted();
