-- Finding in the log.
--   * audit_index says which events are about what. It is filled by a trigger from the event itself and only while that
--     event is the newest: what is found through it is still read from the event.
--       an id       the thing, customer, login or company that the event names, or whose login acted
--       denied      what was not done
--       on_behalf   what was done for somebody
--   * audit_preset holds the filters that staff keep under a name.

create table audit_index (
  key text not null,
  seq integer not null,
  primary key (key, seq)
) strict, without rowid;

insert or ignore into audit_index (key, seq)
select t.value->>'$.id', e.seq from audit_event e, json_each(e.body, '$.target') t where t.value->>'$.id' is not null;
insert or ignore into audit_index (key, seq)
select v.value, e.seq from audit_event e, json_each(json_array(
  e.body->>'$.on_behalf_of.id', e.body->>'$.on_behalf_of.account', e.body->>'$.on_behalf_of.org',
  case when e.body->>'$.outcome' <> 'success' then 'denied' end,
  case when e.subject_id is not null then 'on_behalf' end)) v where v.value is not null;
insert or ignore into audit_index (key, seq)
select lower(substr(v.value, 1, 8) || '-' || substr(v.value, 9, 4) || '-' || substr(v.value, 13, 4) || '-' || substr(v.value, 17, 4) || '-' || substr(v.value, 21)), e.seq
from audit_event e
join account a on a.id = unhex(replace(e.actor_id, '-', ''))
join contact k on k.id = a.contact_id
join json_each(json_array(hex(a.id), hex(k.id), hex(k.organization_id))) v;

create trigger audit_event_indexed after insert on audit_event
begin
  insert or ignore into audit_index (key, seq)
  select t.value->>'$.id', new.seq from json_each(new.body, '$.target') t where t.value->>'$.id' is not null;
  insert or ignore into audit_index (key, seq)
  select v.value, new.seq from json_each(json_array(
    new.body->>'$.on_behalf_of.id', new.body->>'$.on_behalf_of.account', new.body->>'$.on_behalf_of.org',
    case when new.body->>'$.outcome' <> 'success' then 'denied' end,
    case when new.subject_id is not null then 'on_behalf' end)) v where v.value is not null;
  insert or ignore into audit_index (key, seq)
  select lower(substr(v.value, 1, 8) || '-' || substr(v.value, 9, 4) || '-' || substr(v.value, 13, 4) || '-' || substr(v.value, 17, 4) || '-' || substr(v.value, 21)), new.seq
  from account a
  join contact k on k.id = a.contact_id
  join json_each(json_array(hex(a.id), hex(k.id), hex(k.organization_id))) v
  where a.id = unhex(replace(new.actor_id, '-', ''));
end;
create trigger audit_index_insert before insert on audit_index
when new.seq is not (select max(seq) from audit_event)
begin select raise(abort, 'audit: only the newest event is indexed'); end;
create trigger audit_index_update before update on audit_index
begin select raise(abort, 'audit: append-only'); end;
create trigger audit_index_delete before delete on audit_index
begin select raise(abort, 'audit: append-only'); end;

-- Times never go backwards in the log, so a span of time is a span of numbers.
create index audit_event_at on audit_event (at, seq);

create table audit_preset (
  id blob primary key check (length(id) = 16),
  staff_id blob not null references staff(id),
  name text not null,
  query text not null,
  created_at integer not null,
  removed_at integer,
  last_event text not null references audit_event(id) deferrable initially deferred
) strict;
create unique index audit_preset_name on audit_preset (staff_id, name) where removed_at is null;
create trigger audit_preset_update before update on audit_preset when new.last_event is old.last_event
begin select raise(abort, 'no write without an audit event'); end;
create trigger audit_preset_inserted after insert on audit_preset when exists (select 1 from audit_event where id = new.last_event)
begin select raise(abort, 'event must be new in this transaction'); end;
create trigger audit_preset_updated after update on audit_preset when exists (select 1 from audit_event where id = new.last_event)
begin select raise(abort, 'event must be new in this transaction'); end;
create trigger audit_preset_delete before delete on audit_preset
begin select raise(abort, 'audit_preset rows are never deleted'); end;
