-- Finding in the log.
--   * audit_index says which events are about what. It is filled by a trigger from the event itself and only while that
--     event is the newest: what is found through it is still read from the event.
--       an id       the thing, customer, login or company that the event names, or whose login acted
--       denied      what was not done
--       on_behalf   what was done for somebody
--   * audit_preset holds the filters that staff keep under a name.

create table audit_index (
  key text not null,
  seq bigint not null,
  primary key (key, seq)
);

create function audit_keys(body jsonb) returns setof text language sql stable as $$
  select t->>'id' from jsonb_array_elements(body->'target') t where t->>'id' is not null
  union
  select v from unnest(array[
    body->'on_behalf_of'->>'id', body->'on_behalf_of'->>'account', body->'on_behalf_of'->>'org',
    case when body->>'outcome' <> 'success' then 'denied' end,
    case when body->'on_behalf_of'->>'id' is not null then 'on_behalf' end]) v where v is not null
  union
  select v::text
  from account a
  join contact k on k.id = a.contact_id
  cross join unnest(array[a.id, k.id, k.organization_id]) v
  where a.id = case when body->'actor'->>'kind' = 'account' then cast(body->'actor'->>'id' as uuid) end
$$;

insert into audit_index (key, seq)
select k, e.seq from audit_event e cross join lateral audit_keys(cast(e.body as jsonb)) k;

create function audit_event_indexed() returns trigger language plpgsql as $$
begin
  insert into audit_index (key, seq) select k, new.seq from audit_keys(cast(new.body as jsonb)) k;
  return new;
end $$;
create trigger audit_event_indexed after insert on audit_event for each row execute function audit_event_indexed();
create function audit_index_check() returns trigger language plpgsql as $$
begin
  if new.seq is distinct from (select max(seq) from audit_event) then
    raise exception 'audit: only the newest event is indexed';
  end if;
  return new;
end $$;
create trigger audit_index_insert before insert on audit_index for each row execute function audit_index_check();
create trigger audit_index_update before update or delete on audit_index for each row execute function audit_append_only();
create trigger audit_index_truncate before truncate on audit_index for each statement execute function audit_append_only();

-- Times never go backwards in the log, so a span of time is a span of numbers.
create index audit_event_at on audit_event (at, seq);

create table audit_preset (
  id uuid primary key,
  staff_id uuid not null references staff(id),
  name text not null,
  query text not null,
  created_at bigint not null,
  removed_at bigint,
  last_event text not null references audit_event(id) deferrable initially deferred
);
create unique index audit_preset_name on audit_preset (staff_id, name) where removed_at is null;
create function audit_preset_written() returns trigger language plpgsql as $$
begin
  if tg_op = 'UPDATE' and new.last_event is not distinct from old.last_event then
    raise exception 'no write without an audit event';
  end if;
  if exists (select 1 from audit_event where id = new.last_event) then
    raise exception 'event must be new in this transaction';
  end if;
  return new;
end $$;
create trigger audit_preset_written before insert or update on audit_preset for each row execute function audit_preset_written();
create trigger audit_preset_delete before delete on audit_preset for each row execute function never_deleted();
create trigger audit_preset_truncate before truncate on audit_preset for each statement execute function never_deleted();
