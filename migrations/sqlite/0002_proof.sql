-- Proof and erasure.
--   * A row cites its event before that event is in the log. audit_open holds the events that are cited so far; its
--     foreign key lets no transaction commit before each of them is in the log, and a row of it goes only then. It is
--     empty between transactions, so appending costs the same however long the log is.
--   * audit_image holds every row as it was written, one image a write, made by triggers (and as it stood, 'kept', where
--     older images went or were never made). An event commits in `rows` to
--     the images of its rows by salted hashes, so that each business row can be compared with the log. Every event from
--     here on has the key `rows`, and its number is the number of images: what was written cannot be kept silent.
--   * What may hold personal data (audit_pii, audit_change, audit_image) is never deleted by itself: it is erased in place
--     by a transaction with an event of its own. The commitments in the log stay.
--   * audit_checkpoint holds the signed checkpoints. The signing key is not in the database.
--   * audit_prune says below which event bodies were let go; leaves stay, so roots and proofs stay.

-- The foreign keys of last_event made every append search all tables for rows that wait for it. audit_open takes their
-- place; the columns and their data stay as they are.
pragma writable_schema = on;
update sqlite_master set sql = replace(sql, ' references audit_event(id) deferrable initially deferred', '') where type = 'table';
pragma writable_schema = reset;

create table audit_open (
  event_id text primary key references audit_event(id) deferrable initially deferred,
  -- The images of the event come after this one.
  after_image integer not null default 0
) strict, without rowid;
create trigger audit_open_insert before insert on audit_open when exists (select 1 from audit_event where id = new.event_id)
begin select raise(abort, 'event must be new in this transaction'); end;
create trigger audit_open_update before update on audit_open
begin select raise(abort, 'an open event is closed by its event alone'); end;
create trigger audit_open_delete before delete on audit_open when not exists (select 1 from audit_event where id = old.event_id)
begin select raise(abort, 'an open event is closed by its event alone'); end;

alter table audit_pii rename to audit_pii_before;
create table audit_pii (
  event_id text not null,
  field text not null,
  salt blob check (length(salt) = 16),
  value text,
  erased_event text,
  primary key (event_id, field)
) strict, without rowid;
insert into audit_pii (event_id, field, salt, value) select event_id, field, salt, value from audit_pii_before;
drop table audit_pii_before;

alter table audit_change rename to audit_change_before;
create table audit_change (
  event_id text primary key,
  body text,
  erased_event text
) strict;
insert into audit_change (event_id, body) select event_id, body from audit_change_before;
drop table audit_change_before;

create table audit_image (
  n integer primary key,
  event_id text not null,
  kind text not null,
  row_id text not null,
  op text not null check (op in ('insert', 'update', 'delete', 'kept')),
  salt blob check (length(salt) = 16),
  image text,
  -- What the event committed to, once salt and image are erased.
  commitment text,
  erased_event text
) strict;

create table audit_prune (
  size integer primary key check (size > 0),
  at text not null,
  last_event text not null
) strict;
create trigger audit_prune_insert before insert on audit_prune when new.size <= (select max(size) from audit_prune)
begin select raise(abort, 'audit: append-only'); end;
create trigger audit_prune_inserted after insert on audit_prune
begin insert into audit_open (event_id, after_image) select new.last_event, coalesce((select max(n) from audit_image), 0) where not exists (select 1 from audit_open where event_id = new.last_event); end;
create trigger audit_prune_update before update on audit_prune
begin select raise(abort, 'audit: append-only'); end;
create trigger audit_prune_delete before delete on audit_prune
begin select raise(abort, 'audit: append-only'); end;

-- What lies beside an event is written before it, in the same transaction.
create trigger audit_pii_inserted after insert on audit_pii
begin insert into audit_open (event_id, after_image) select new.event_id, coalesce((select max(n) from audit_image), 0) where not exists (select 1 from audit_open where event_id = new.event_id); end;
create trigger audit_change_inserted after insert on audit_change
begin insert into audit_open (event_id, after_image) select new.event_id, coalesce((select max(n) from audit_image), 0) where not exists (select 1 from audit_open where event_id = new.event_id); end;
create trigger audit_image_insert before insert on audit_image when not exists (select 1 from audit_open where event_id = new.event_id)
begin select raise(abort, 'event must be new in this transaction'); end;

-- It is erased once, by a transaction with an event of its own, and goes for good only with the body of its event.
create trigger audit_pii_update before update on audit_pii
when new.value is not null or new.salt is not null or old.erased_event is not null or new.erased_event is null
  or new.event_id is not old.event_id or new.field is not old.field
begin select raise(abort, 'audit: only erased, with an event'); end;
create trigger audit_pii_updated after update on audit_pii
begin insert into audit_open (event_id, after_image) select new.erased_event, coalesce((select max(n) from audit_image), 0) where not exists (select 1 from audit_open where event_id = new.erased_event); end;
create trigger audit_pii_delete before delete on audit_pii
when not exists (select 1 from audit_event where id = old.event_id and body = '{}')
begin select raise(abort, 'audit: only erased, with an event'); end;
create trigger audit_change_update before update on audit_change
when new.body is not null or old.erased_event is not null or new.erased_event is null or new.event_id is not old.event_id
begin select raise(abort, 'audit: only erased, with an event'); end;
create trigger audit_change_updated after update on audit_change
begin insert into audit_open (event_id, after_image) select new.erased_event, coalesce((select max(n) from audit_image), 0) where not exists (select 1 from audit_open where event_id = new.erased_event); end;
create trigger audit_change_delete before delete on audit_change
when not exists (select 1 from audit_event where id = old.event_id and body = '{}')
begin select raise(abort, 'audit: only erased, with an event'); end;
create trigger audit_image_update before update on audit_image
when new.image is not null or new.salt is not null or new.commitment is null or old.erased_event is not null
  or new.erased_event is null or new.n is not old.n or new.event_id is not old.event_id or new.kind is not old.kind
  or new.row_id is not old.row_id or new.op is not old.op
begin select raise(abort, 'audit: only erased, with an event'); end;
create trigger audit_image_updated after update on audit_image
begin insert into audit_open (event_id, after_image) select new.erased_event, coalesce((select max(n) from audit_image), 0) where not exists (select 1 from audit_open where event_id = new.erased_event); end;
create trigger audit_image_delete before delete on audit_image
when not exists (select 1 from audit_event where id = old.event_id and body = '{}')
begin select raise(abort, 'audit: only erased, with an event'); end;

drop trigger audit_event_insert;
create trigger audit_event_insert before insert on audit_event
when new.seq is not (select coalesce(max(seq), -1) + 1 from audit_event)
  or new.body->>'$.prev' is not coalesce((select lower(hex(leaf)) from audit_event order by seq desc limit 1), lower(hex(zeroblob(32))))
  or exists (select 1 from audit_event where id = new.id)
  or new.body->>'$.id' is not new.id
  or new.body->>'$.seq' is not new.seq
  or new.body->>'$.type' is not new.type
  or new.body->>'$.time' is not new.at
  or new.body->>'$.actor.id' is not new.actor_id
  or new.body->>'$.on_behalf_of.id' is not new.subject_id
  or new.body->>'$.session.id' is not new.session_id
  or coalesce(json_type(new.body, '$.rows'), 'missing') not in ('null', 'object')
  or coalesce(new.body->>'$.rows.n', 0) is not (select count(*) from audit_image i join audit_open o on o.event_id = new.id and i.n > o.after_image where i.event_id = new.id)
begin select raise(abort, 'audit: not the next event'); end;
create trigger audit_event_inserted after insert on audit_event
begin delete from audit_open where event_id = new.id; end;
drop trigger audit_event_update;
create trigger audit_event_update before update on audit_event
when new.body is not '{}'
  or old.seq >= coalesce((select max(size) from audit_prune), 0)
  or new.seq is not old.seq or new.id is not old.id or new.leaf is not old.leaf or new.type is not old.type
  or new.actor_id is not old.actor_id or new.subject_id is not old.subject_id
  or new.session_id is not old.session_id or new.at is not old.at
begin select raise(abort, 'audit: append-only'); end;

-- Appends an event and what lies beside it in one statement: personal is [[field, salt in hexadecimal, value], …].
create view audit_append as
select seq, id, leaf, body, type, actor_id, subject_id, session_id, at, '' as personal, '' as change from audit_event;
create trigger audit_append_insert instead of insert on audit_append begin
  insert into audit_pii (event_id, field, salt, value)
  select new.id, p.value->>0, unhex(p.value->>1), p.value->>2 from json_each(new.personal) p;
  insert into audit_change (event_id, body) select new.id, new.change where new.change is not null;
  insert into audit_event (seq, id, leaf, body, type, actor_id, subject_id, session_id, at)
  values (new.seq, new.id, new.leaf, new.body, new.type, new.actor_id, new.subject_id, new.session_id, new.at);
end;

create table audit_checkpoint (
  size integer primary key check (size > 0),
  root blob not null check (length(root) = 32),
  frontier blob not null,
  note text not null,
  vkey text not null,
  at text not null
) strict;
create trigger audit_checkpoint_insert before insert on audit_checkpoint
when new.size <= coalesce((select max(size) from audit_checkpoint), 0) or new.size > (select max(seq) + 1 from audit_event)
begin select raise(abort, 'audit: not the next checkpoint'); end;
create trigger audit_checkpoint_update before update on audit_checkpoint
begin select raise(abort, 'audit: append-only'); end;
create trigger audit_checkpoint_delete before delete on audit_checkpoint
begin select raise(abort, 'audit: append-only'); end;

-- Each write of an aggregate opens its event and leaves an image; a part is written only while its aggregate is.

drop trigger store_update;
drop trigger store_inserted;
drop trigger store_updated;
create trigger store_update before update on store when new.last_event is old.last_event or new.id is not old.id
begin select raise(abort, 'no write without an audit event'); end;
create trigger store_inserted after insert on store begin
  insert into audit_open (event_id, after_image)
  select new.last_event, coalesce((select max(n) from audit_image), 0) where not exists (select 1 from audit_open where event_id = new.last_event);
  insert into audit_image (event_id, kind, row_id, op, salt, image)
  values (new.last_event, 'store', lower(hex(new.id)), 'insert', randomblob(16), json_object('id', lower(hex(new.id)), 'code', new.code, 'name', new.name, 'currency', new.currency, 'country', new.country, 'tagline', new.tagline, 'position', new.position, 'last_event', new.last_event));
end;
create trigger store_updated after update on store begin
  insert into audit_open (event_id, after_image)
  select new.last_event, coalesce((select max(n) from audit_image), 0) where not exists (select 1 from audit_open where event_id = new.last_event);
  insert into audit_image (event_id, kind, row_id, op, salt, image)
  values (new.last_event, 'store', lower(hex(new.id)), 'update', randomblob(16), json_object('id', lower(hex(new.id)), 'code', new.code, 'name', new.name, 'currency', new.currency, 'country', new.country, 'tagline', new.tagline, 'position', new.position, 'last_event', new.last_event));
end;
drop trigger category_update;
drop trigger category_inserted;
drop trigger category_updated;
create trigger category_update before update on category when new.last_event is old.last_event or new.id is not old.id
begin select raise(abort, 'no write without an audit event'); end;
create trigger category_inserted after insert on category begin
  insert into audit_open (event_id, after_image)
  select new.last_event, coalesce((select max(n) from audit_image), 0) where not exists (select 1 from audit_open where event_id = new.last_event);
  insert into audit_image (event_id, kind, row_id, op, salt, image)
  values (new.last_event, 'category', lower(hex(new.id)), 'insert', randomblob(16), json_object('id', lower(hex(new.id)), 'parent_id', lower(hex(new.parent_id)), 'slug', new.slug, 'name', new.name, 'summary', new.summary, 'position', new.position, 'last_event', new.last_event));
end;
create trigger category_updated after update on category begin
  insert into audit_open (event_id, after_image)
  select new.last_event, coalesce((select max(n) from audit_image), 0) where not exists (select 1 from audit_open where event_id = new.last_event);
  insert into audit_image (event_id, kind, row_id, op, salt, image)
  values (new.last_event, 'category', lower(hex(new.id)), 'update', randomblob(16), json_object('id', lower(hex(new.id)), 'parent_id', lower(hex(new.parent_id)), 'slug', new.slug, 'name', new.name, 'summary', new.summary, 'position', new.position, 'last_event', new.last_event));
end;
drop trigger product_update;
drop trigger product_inserted;
drop trigger product_updated;
create trigger product_update before update on product when new.last_event is old.last_event or new.id is not old.id
begin select raise(abort, 'no write without an audit event'); end;
create trigger product_inserted after insert on product begin
  insert into audit_open (event_id, after_image)
  select new.last_event, coalesce((select max(n) from audit_image), 0) where not exists (select 1 from audit_open where event_id = new.last_event);
  insert into audit_image (event_id, kind, row_id, op, salt, image)
  values (new.last_event, 'product', lower(hex(new.id)), 'insert', randomblob(16), json_object('id', lower(hex(new.id)), 'sku', new.sku, 'slug', new.slug, 'category_id', lower(hex(new.category_id)), 'name', new.name, 'summary', new.summary, 'description', new.description, 'attributes', new.attributes, 'drawing', new.drawing, 'unit', new.unit, 'increment', new.increment, 'tax_class', new.tax_class, 'status', new.status, 'search_key', new.search_key, 'created_at', new.created_at, 'last_event', new.last_event));
end;
create trigger product_updated after update on product begin
  insert into audit_open (event_id, after_image)
  select new.last_event, coalesce((select max(n) from audit_image), 0) where not exists (select 1 from audit_open where event_id = new.last_event);
  insert into audit_image (event_id, kind, row_id, op, salt, image)
  values (new.last_event, 'product', lower(hex(new.id)), 'update', randomblob(16), json_object('id', lower(hex(new.id)), 'sku', new.sku, 'slug', new.slug, 'category_id', lower(hex(new.category_id)), 'name', new.name, 'summary', new.summary, 'description', new.description, 'attributes', new.attributes, 'drawing', new.drawing, 'unit', new.unit, 'increment', new.increment, 'tax_class', new.tax_class, 'status', new.status, 'search_key', new.search_key, 'created_at', new.created_at, 'last_event', new.last_event));
end;
drop trigger stock_update;
drop trigger stock_inserted;
drop trigger stock_updated;
create trigger stock_update before update on stock when new.last_event is old.last_event or new.product_id is not old.product_id
begin select raise(abort, 'no write without an audit event'); end;
create trigger stock_inserted after insert on stock begin
  insert into audit_open (event_id, after_image)
  select new.last_event, coalesce((select max(n) from audit_image), 0) where not exists (select 1 from audit_open where event_id = new.last_event);
  insert into audit_image (event_id, kind, row_id, op, salt, image)
  values (new.last_event, 'stock', lower(hex(new.product_id)), 'insert', randomblob(16), json_object('product_id', lower(hex(new.product_id)), 'available', new.available, 'restock_at', new.restock_at, 'last_event', new.last_event));
end;
create trigger stock_updated after update on stock begin
  insert into audit_open (event_id, after_image)
  select new.last_event, coalesce((select max(n) from audit_image), 0) where not exists (select 1 from audit_open where event_id = new.last_event);
  insert into audit_image (event_id, kind, row_id, op, salt, image)
  values (new.last_event, 'stock', lower(hex(new.product_id)), 'update', randomblob(16), json_object('product_id', lower(hex(new.product_id)), 'available', new.available, 'restock_at', new.restock_at, 'last_event', new.last_event));
end;
drop trigger price_list_update;
drop trigger price_list_inserted;
drop trigger price_list_updated;
create trigger price_list_update before update on price_list when new.last_event is old.last_event or new.id is not old.id
begin select raise(abort, 'no write without an audit event'); end;
create trigger price_list_inserted after insert on price_list begin
  insert into audit_open (event_id, after_image)
  select new.last_event, coalesce((select max(n) from audit_image), 0) where not exists (select 1 from audit_open where event_id = new.last_event);
  insert into audit_image (event_id, kind, row_id, op, salt, image)
  values (new.last_event, 'price_list', lower(hex(new.id)), 'insert', randomblob(16), json_object('id', lower(hex(new.id)), 'code', new.code, 'name', new.name, 'currency', new.currency, 'store_id', lower(hex(new.store_id)), 'last_event', new.last_event));
end;
create trigger price_list_updated after update on price_list begin
  insert into audit_open (event_id, after_image)
  select new.last_event, coalesce((select max(n) from audit_image), 0) where not exists (select 1 from audit_open where event_id = new.last_event);
  insert into audit_image (event_id, kind, row_id, op, salt, image)
  values (new.last_event, 'price_list', lower(hex(new.id)), 'update', randomblob(16), json_object('id', lower(hex(new.id)), 'code', new.code, 'name', new.name, 'currency', new.currency, 'store_id', lower(hex(new.store_id)), 'last_event', new.last_event));
end;
drop trigger organization_update;
drop trigger organization_inserted;
drop trigger organization_updated;
create trigger organization_update before update on organization when new.last_event is old.last_event or new.id is not old.id
begin select raise(abort, 'no write without an audit event'); end;
create trigger organization_inserted after insert on organization begin
  insert into audit_open (event_id, after_image)
  select new.last_event, coalesce((select max(n) from audit_image), 0) where not exists (select 1 from audit_open where event_id = new.last_event);
  insert into audit_image (event_id, kind, row_id, op, salt, image)
  values (new.last_event, 'organization', lower(hex(new.id)), 'insert', randomblob(16), json_object('id', lower(hex(new.id)), 'number', new.number, 'name', new.name, 'city', new.city, 'country', new.country, 'vat_id', new.vat_id, 'status', new.status, 'terms_days', new.terms_days, 'po_number', new.po_number, 'support_names', new.support_names, 'support_consent', new.support_consent, 'last_event', new.last_event));
end;
create trigger organization_updated after update on organization begin
  insert into audit_open (event_id, after_image)
  select new.last_event, coalesce((select max(n) from audit_image), 0) where not exists (select 1 from audit_open where event_id = new.last_event);
  insert into audit_image (event_id, kind, row_id, op, salt, image)
  values (new.last_event, 'organization', lower(hex(new.id)), 'update', randomblob(16), json_object('id', lower(hex(new.id)), 'number', new.number, 'name', new.name, 'city', new.city, 'country', new.country, 'vat_id', new.vat_id, 'status', new.status, 'terms_days', new.terms_days, 'po_number', new.po_number, 'support_names', new.support_names, 'support_consent', new.support_consent, 'last_event', new.last_event));
end;
drop trigger contact_update;
drop trigger contact_inserted;
drop trigger contact_updated;
create trigger contact_update before update on contact when new.last_event is old.last_event or new.id is not old.id
begin select raise(abort, 'no write without an audit event'); end;
create trigger contact_inserted after insert on contact begin
  insert into audit_open (event_id, after_image)
  select new.last_event, coalesce((select max(n) from audit_image), 0) where not exists (select 1 from audit_open where event_id = new.last_event);
  insert into audit_image (event_id, kind, row_id, op, salt, image)
  values (new.last_event, 'contact', lower(hex(new.id)), 'insert', randomblob(16), json_object('id', lower(hex(new.id)), 'organization_id', lower(hex(new.organization_id)), 'name', new.name, 'latin_name', new.latin_name, 'title', new.title, 'email', new.email, 'phone', new.phone, 'language', new.language, 'time_zone', new.time_zone, 'search_key', new.search_key, 'created_at', new.created_at, 'last_event', new.last_event));
end;
create trigger contact_updated after update on contact begin
  insert into audit_open (event_id, after_image)
  select new.last_event, coalesce((select max(n) from audit_image), 0) where not exists (select 1 from audit_open where event_id = new.last_event);
  insert into audit_image (event_id, kind, row_id, op, salt, image)
  values (new.last_event, 'contact', lower(hex(new.id)), 'update', randomblob(16), json_object('id', lower(hex(new.id)), 'organization_id', lower(hex(new.organization_id)), 'name', new.name, 'latin_name', new.latin_name, 'title', new.title, 'email', new.email, 'phone', new.phone, 'language', new.language, 'time_zone', new.time_zone, 'search_key', new.search_key, 'created_at', new.created_at, 'last_event', new.last_event));
end;
drop trigger account_update;
drop trigger account_inserted;
drop trigger account_updated;
create trigger account_update before update on account when new.last_event is old.last_event or new.id is not old.id
begin select raise(abort, 'no write without an audit event'); end;
create trigger account_inserted after insert on account begin
  insert into audit_open (event_id, after_image)
  select new.last_event, coalesce((select max(n) from audit_image), 0) where not exists (select 1 from audit_open where event_id = new.last_event);
  insert into audit_image (event_id, kind, row_id, op, salt, image)
  values (new.last_event, 'account', lower(hex(new.id)), 'insert', randomblob(16), json_object('id', lower(hex(new.id)), 'contact_id', lower(hex(new.contact_id)), 'store_id', lower(hex(new.store_id)), 'email', new.email, 'email_key', new.email_key, 'password_check', substr(new.password_hash, -12), 'status', new.status, 'last_sign_in_at', new.last_sign_in_at, 'created_at', new.created_at, 'last_event', new.last_event));
end;
create trigger account_updated after update on account begin
  insert into audit_open (event_id, after_image)
  select new.last_event, coalesce((select max(n) from audit_image), 0) where not exists (select 1 from audit_open where event_id = new.last_event);
  insert into audit_image (event_id, kind, row_id, op, salt, image)
  values (new.last_event, 'account', lower(hex(new.id)), 'update', randomblob(16), json_object('id', lower(hex(new.id)), 'contact_id', lower(hex(new.contact_id)), 'store_id', lower(hex(new.store_id)), 'email', new.email, 'email_key', new.email_key, 'password_check', substr(new.password_hash, -12), 'status', new.status, 'last_sign_in_at', new.last_sign_in_at, 'created_at', new.created_at, 'last_event', new.last_event));
end;
drop trigger address_update;
drop trigger address_inserted;
drop trigger address_updated;
create trigger address_update before update on address when new.last_event is old.last_event or new.id is not old.id
begin select raise(abort, 'no write without an audit event'); end;
create trigger address_inserted after insert on address begin
  insert into audit_open (event_id, after_image)
  select new.last_event, coalesce((select max(n) from audit_image), 0) where not exists (select 1 from audit_open where event_id = new.last_event);
  insert into audit_image (event_id, kind, row_id, op, salt, image)
  values (new.last_event, 'address', lower(hex(new.id)), 'insert', randomblob(16), json_object('id', lower(hex(new.id)), 'organization_id', lower(hex(new.organization_id)), 'recipient', new.recipient, 'line1', new.line1, 'line2', new.line2, 'city', new.city, 'region', new.region, 'postcode', new.postcode, 'country', new.country, 'position', new.position, 'last_event', new.last_event));
end;
create trigger address_updated after update on address begin
  insert into audit_open (event_id, after_image)
  select new.last_event, coalesce((select max(n) from audit_image), 0) where not exists (select 1 from audit_open where event_id = new.last_event);
  insert into audit_image (event_id, kind, row_id, op, salt, image)
  values (new.last_event, 'address', lower(hex(new.id)), 'update', randomblob(16), json_object('id', lower(hex(new.id)), 'organization_id', lower(hex(new.organization_id)), 'recipient', new.recipient, 'line1', new.line1, 'line2', new.line2, 'city', new.city, 'region', new.region, 'postcode', new.postcode, 'country', new.country, 'position', new.position, 'last_event', new.last_event));
end;
drop trigger staff_update;
drop trigger staff_inserted;
drop trigger staff_updated;
create trigger staff_update before update on staff when new.last_event is old.last_event or new.id is not old.id
begin select raise(abort, 'no write without an audit event'); end;
create trigger staff_inserted after insert on staff begin
  insert into audit_open (event_id, after_image)
  select new.last_event, coalesce((select max(n) from audit_image), 0) where not exists (select 1 from audit_open where event_id = new.last_event);
  insert into audit_image (event_id, kind, row_id, op, salt, image)
  values (new.last_event, 'staff', lower(hex(new.id)), 'insert', randomblob(16), json_object('id', lower(hex(new.id)), 'name', new.name, 'email', new.email, 'email_key', new.email_key, 'password_check', substr(new.password_hash, -12), 'role', new.role, 'status', new.status, 'last_sign_in_at', new.last_sign_in_at, 'created_at', new.created_at, 'last_event', new.last_event));
end;
create trigger staff_updated after update on staff begin
  insert into audit_open (event_id, after_image)
  select new.last_event, coalesce((select max(n) from audit_image), 0) where not exists (select 1 from audit_open where event_id = new.last_event);
  insert into audit_image (event_id, kind, row_id, op, salt, image)
  values (new.last_event, 'staff', lower(hex(new.id)), 'update', randomblob(16), json_object('id', lower(hex(new.id)), 'name', new.name, 'email', new.email, 'email_key', new.email_key, 'password_check', substr(new.password_hash, -12), 'role', new.role, 'status', new.status, 'last_sign_in_at', new.last_sign_in_at, 'created_at', new.created_at, 'last_event', new.last_event));
end;
drop trigger session_update;
drop trigger session_inserted;
drop trigger session_updated;
create trigger session_update before update on session when new.last_event is old.last_event or new.id is not old.id
begin select raise(abort, 'no write without an audit event'); end;
create trigger session_inserted after insert on session begin
  insert into audit_open (event_id, after_image)
  select new.last_event, coalesce((select max(n) from audit_image), 0) where not exists (select 1 from audit_open where event_id = new.last_event);
  insert into audit_image (event_id, kind, row_id, op, salt, image)
  values (new.last_event, 'session', lower(hex(new.id)), 'insert', randomblob(16), json_object('id', lower(hex(new.id)), 'realm', new.realm, 'staff_id', lower(hex(new.staff_id)), 'account_id', lower(hex(new.account_id)), 'user_agent', new.user_agent, 'created_at', new.created_at, 'expires_at', new.expires_at, 'ended_at', new.ended_at, 'ended_why', new.ended_why, 'last_event', new.last_event));
end;
create trigger session_updated after update on session begin
  insert into audit_open (event_id, after_image)
  select new.last_event, coalesce((select max(n) from audit_image), 0) where not exists (select 1 from audit_open where event_id = new.last_event);
  insert into audit_image (event_id, kind, row_id, op, salt, image)
  values (new.last_event, 'session', lower(hex(new.id)), 'update', randomblob(16), json_object('id', lower(hex(new.id)), 'realm', new.realm, 'staff_id', lower(hex(new.staff_id)), 'account_id', lower(hex(new.account_id)), 'user_agent', new.user_agent, 'created_at', new.created_at, 'expires_at', new.expires_at, 'ended_at', new.ended_at, 'ended_why', new.ended_why, 'last_event', new.last_event));
end;
drop trigger behalf_update;
drop trigger behalf_inserted;
drop trigger behalf_updated;
create trigger behalf_update before update on behalf when new.last_event is old.last_event or new.id is not old.id
begin select raise(abort, 'no write without an audit event'); end;
create trigger behalf_inserted after insert on behalf begin
  insert into audit_open (event_id, after_image)
  select new.last_event, coalesce((select max(n) from audit_image), 0) where not exists (select 1 from audit_open where event_id = new.last_event);
  insert into audit_image (event_id, kind, row_id, op, salt, image)
  values (new.last_event, 'behalf', lower(hex(new.id)), 'insert', randomblob(16), json_object('id', lower(hex(new.id)), 'slug', new.slug, 'state', new.state, 'staff_id', lower(hex(new.staff_id)), 'portal_session_id', lower(hex(new.portal_session_id)), 'account_id', lower(hex(new.account_id)), 'store_id', lower(hex(new.store_id)), 'mode', new.mode, 'reason', new.reason, 'ticket', new.ticket, 'minutes', new.minutes, 'requested_at', new.requested_at, 'redeem_by', new.redeem_by, 'started_at', new.started_at, 'expires_at', new.expires_at, 'ended_at', new.ended_at, 'ended_why', new.ended_why, 'ended_by', new.ended_by, 'note', new.note, 'last_event', new.last_event));
end;
create trigger behalf_updated after update on behalf begin
  insert into audit_open (event_id, after_image)
  select new.last_event, coalesce((select max(n) from audit_image), 0) where not exists (select 1 from audit_open where event_id = new.last_event);
  insert into audit_image (event_id, kind, row_id, op, salt, image)
  values (new.last_event, 'behalf', lower(hex(new.id)), 'update', randomblob(16), json_object('id', lower(hex(new.id)), 'slug', new.slug, 'state', new.state, 'staff_id', lower(hex(new.staff_id)), 'portal_session_id', lower(hex(new.portal_session_id)), 'account_id', lower(hex(new.account_id)), 'store_id', lower(hex(new.store_id)), 'mode', new.mode, 'reason', new.reason, 'ticket', new.ticket, 'minutes', new.minutes, 'requested_at', new.requested_at, 'redeem_by', new.redeem_by, 'started_at', new.started_at, 'expires_at', new.expires_at, 'ended_at', new.ended_at, 'ended_why', new.ended_why, 'ended_by', new.ended_by, 'note', new.note, 'last_event', new.last_event));
end;
drop trigger cart_update;
drop trigger cart_inserted;
drop trigger cart_updated;
create trigger cart_update before update on cart when new.last_event is old.last_event or new.id is not old.id
begin select raise(abort, 'no write without an audit event'); end;
create trigger cart_inserted after insert on cart begin
  insert into audit_open (event_id, after_image)
  select new.last_event, coalesce((select max(n) from audit_image), 0) where not exists (select 1 from audit_open where event_id = new.last_event);
  insert into audit_image (event_id, kind, row_id, op, salt, image)
  values (new.last_event, 'cart', lower(hex(new.id)), 'insert', randomblob(16), json_object('id', lower(hex(new.id)), 'account_id', lower(hex(new.account_id)), 'version', new.version, 'modified_at', new.modified_at, 'modified_actor_id', new.modified_actor_id, 'modified_actor_name', new.modified_actor_name, 'modified_actor_role', new.modified_actor_role, 'modified_subject_id', new.modified_subject_id, 'modified_behalf_id', lower(hex(new.modified_behalf_id)), 'last_event', new.last_event));
end;
create trigger cart_updated after update on cart begin
  insert into audit_open (event_id, after_image)
  select new.last_event, coalesce((select max(n) from audit_image), 0) where not exists (select 1 from audit_open where event_id = new.last_event);
  insert into audit_image (event_id, kind, row_id, op, salt, image)
  values (new.last_event, 'cart', lower(hex(new.id)), 'update', randomblob(16), json_object('id', lower(hex(new.id)), 'account_id', lower(hex(new.account_id)), 'version', new.version, 'modified_at', new.modified_at, 'modified_actor_id', new.modified_actor_id, 'modified_actor_name', new.modified_actor_name, 'modified_actor_role', new.modified_actor_role, 'modified_subject_id', new.modified_subject_id, 'modified_behalf_id', lower(hex(new.modified_behalf_id)), 'last_event', new.last_event));
end;
drop trigger orders_update;
drop trigger orders_inserted;
drop trigger orders_updated;
create trigger orders_update before update on orders when new.last_event is old.last_event or new.id is not old.id
begin select raise(abort, 'no write without an audit event'); end;
create trigger orders_inserted after insert on orders begin
  insert into audit_open (event_id, after_image)
  select new.last_event, coalesce((select max(n) from audit_image), 0) where not exists (select 1 from audit_open where event_id = new.last_event);
  insert into audit_image (event_id, kind, row_id, op, salt, image)
  values (new.last_event, 'orders', lower(hex(new.id)), 'insert', randomblob(16), json_object('id', lower(hex(new.id)), 'number', new.number, 'store_id', lower(hex(new.store_id)), 'organization_id', lower(hex(new.organization_id)), 'contact_id', lower(hex(new.contact_id)), 'account_id', lower(hex(new.account_id)), 'status', new.status, 'currency', new.currency, 'subtotal', new.subtotal, 'shipping', new.shipping, 'tax', new.tax, 'total', new.total, 'tax_note', new.tax_note, 'po_number', new.po_number, 'note', new.note, 'recipient', new.recipient, 'address_text', new.address_text, 'shipping_method', new.shipping_method, 'payment_method', new.payment_method, 'terms_days', new.terms_days, 'placed_at', new.placed_at, 'idempotency_key', new.idempotency_key, 'payload_hash', new.payload_hash, 'search_key', new.search_key, 'version', new.version, 'created_at', new.created_at, 'created_actor_id', new.created_actor_id, 'created_actor_name', new.created_actor_name, 'created_actor_role', new.created_actor_role, 'created_subject_id', new.created_subject_id, 'created_behalf_id', lower(hex(new.created_behalf_id)), 'created_event', new.created_event, 'last_event', new.last_event));
end;
create trigger orders_updated after update on orders begin
  insert into audit_open (event_id, after_image)
  select new.last_event, coalesce((select max(n) from audit_image), 0) where not exists (select 1 from audit_open where event_id = new.last_event);
  insert into audit_image (event_id, kind, row_id, op, salt, image)
  values (new.last_event, 'orders', lower(hex(new.id)), 'update', randomblob(16), json_object('id', lower(hex(new.id)), 'number', new.number, 'store_id', lower(hex(new.store_id)), 'organization_id', lower(hex(new.organization_id)), 'contact_id', lower(hex(new.contact_id)), 'account_id', lower(hex(new.account_id)), 'status', new.status, 'currency', new.currency, 'subtotal', new.subtotal, 'shipping', new.shipping, 'tax', new.tax, 'total', new.total, 'tax_note', new.tax_note, 'po_number', new.po_number, 'note', new.note, 'recipient', new.recipient, 'address_text', new.address_text, 'shipping_method', new.shipping_method, 'payment_method', new.payment_method, 'terms_days', new.terms_days, 'placed_at', new.placed_at, 'idempotency_key', new.idempotency_key, 'payload_hash', new.payload_hash, 'search_key', new.search_key, 'version', new.version, 'created_at', new.created_at, 'created_actor_id', new.created_actor_id, 'created_actor_name', new.created_actor_name, 'created_actor_role', new.created_actor_role, 'created_subject_id', new.created_subject_id, 'created_behalf_id', lower(hex(new.created_behalf_id)), 'created_event', new.created_event, 'last_event', new.last_event));
end;
drop trigger price_insert;
drop trigger price_update;
drop trigger price_delete;
create trigger price_update before update on price when new.product_id is not old.product_id or new.price_list_id is not old.price_list_id or new.min_quantity is not old.min_quantity
begin select raise(abort, 'price keeps its key'); end;
create trigger price_inserted after insert on price begin
  insert into audit_image (event_id, kind, row_id, op, salt, image)
  values ((select last_event from price_list where id = new.price_list_id), 'price', lower(hex(new.product_id)) || ':' || lower(hex(new.price_list_id)) || ':' || new.min_quantity, 'insert', randomblob(16), json_object('price_list_id', lower(hex(new.price_list_id)), 'product_id', lower(hex(new.product_id)), 'min_quantity', new.min_quantity, 'unit_price', new.unit_price));
end;
create trigger price_updated after update on price begin
  insert into audit_image (event_id, kind, row_id, op, salt, image)
  values ((select last_event from price_list where id = new.price_list_id), 'price', lower(hex(new.product_id)) || ':' || lower(hex(new.price_list_id)) || ':' || new.min_quantity, 'update', randomblob(16), json_object('price_list_id', lower(hex(new.price_list_id)), 'product_id', lower(hex(new.product_id)), 'min_quantity', new.min_quantity, 'unit_price', new.unit_price));
end;
create trigger price_deleted after delete on price begin
  insert into audit_image (event_id, kind, row_id, op, salt, image)
  values ((select last_event from price_list where id = old.price_list_id), 'price', lower(hex(old.product_id)) || ':' || lower(hex(old.price_list_id)) || ':' || old.min_quantity, 'delete', randomblob(16), '{}');
end;
drop trigger organization_price_list_insert;
drop trigger organization_price_list_update;
drop trigger organization_price_list_delete;
create trigger organization_price_list_update before update on organization_price_list when new.organization_id is not old.organization_id or new.price_list_id is not old.price_list_id
begin select raise(abort, 'organization_price_list keeps its key'); end;
create trigger organization_price_list_inserted after insert on organization_price_list begin
  insert into audit_image (event_id, kind, row_id, op, salt, image)
  values ((select last_event from organization where id = new.organization_id), 'organization_price_list', lower(hex(new.organization_id)) || ':' || lower(hex(new.price_list_id)), 'insert', randomblob(16), json_object('organization_id', lower(hex(new.organization_id)), 'price_list_id', lower(hex(new.price_list_id)), 'rank', new.rank));
end;
create trigger organization_price_list_updated after update on organization_price_list begin
  insert into audit_image (event_id, kind, row_id, op, salt, image)
  values ((select last_event from organization where id = new.organization_id), 'organization_price_list', lower(hex(new.organization_id)) || ':' || lower(hex(new.price_list_id)), 'update', randomblob(16), json_object('organization_id', lower(hex(new.organization_id)), 'price_list_id', lower(hex(new.price_list_id)), 'rank', new.rank));
end;
create trigger organization_price_list_deleted after delete on organization_price_list begin
  insert into audit_image (event_id, kind, row_id, op, salt, image)
  values ((select last_event from organization where id = old.organization_id), 'organization_price_list', lower(hex(old.organization_id)) || ':' || lower(hex(old.price_list_id)), 'delete', randomblob(16), '{}');
end;
drop trigger cart_line_insert;
drop trigger cart_line_update;
drop trigger cart_line_delete;
create trigger cart_line_update before update on cart_line when new.cart_id is not old.cart_id or new.product_id is not old.product_id
begin select raise(abort, 'cart_line keeps its key'); end;
create trigger cart_line_inserted after insert on cart_line begin
  insert into audit_image (event_id, kind, row_id, op, salt, image)
  values ((select last_event from cart where id = new.cart_id), 'cart_line', lower(hex(new.cart_id)) || ':' || lower(hex(new.product_id)), 'insert', randomblob(16), json_object('cart_id', lower(hex(new.cart_id)), 'product_id', lower(hex(new.product_id)), 'position', new.position, 'quantity', new.quantity, 'note', new.note, 'added_actor_id', new.added_actor_id, 'added_actor_name', new.added_actor_name, 'added_actor_role', new.added_actor_role, 'added_subject_id', new.added_subject_id));
end;
create trigger cart_line_updated after update on cart_line begin
  insert into audit_image (event_id, kind, row_id, op, salt, image)
  values ((select last_event from cart where id = new.cart_id), 'cart_line', lower(hex(new.cart_id)) || ':' || lower(hex(new.product_id)), 'update', randomblob(16), json_object('cart_id', lower(hex(new.cart_id)), 'product_id', lower(hex(new.product_id)), 'position', new.position, 'quantity', new.quantity, 'note', new.note, 'added_actor_id', new.added_actor_id, 'added_actor_name', new.added_actor_name, 'added_actor_role', new.added_actor_role, 'added_subject_id', new.added_subject_id));
end;
create trigger cart_line_deleted after delete on cart_line begin
  insert into audit_image (event_id, kind, row_id, op, salt, image)
  values ((select last_event from cart where id = old.cart_id), 'cart_line', lower(hex(old.cart_id)) || ':' || lower(hex(old.product_id)), 'delete', randomblob(16), '{}');
end;
drop trigger order_line_insert;
drop trigger order_line_update;
drop trigger order_line_delete;
create trigger order_line_update before update on order_line when new.order_id is not old.order_id or new.position is not old.position
begin select raise(abort, 'order_line keeps its key'); end;
create trigger order_line_inserted after insert on order_line begin
  insert into audit_image (event_id, kind, row_id, op, salt, image)
  values ((select last_event from orders where id = new.order_id), 'order_line', lower(hex(new.order_id)) || ':' || new.position, 'insert', randomblob(16), json_object('order_id', lower(hex(new.order_id)), 'position', new.position, 'product_id', lower(hex(new.product_id)), 'sku', new.sku, 'name', new.name, 'unit', new.unit, 'quantity', new.quantity, 'unit_price', new.unit_price, 'total', new.total, 'tax_rate', new.tax_rate, 'note', new.note));
end;
create trigger order_line_updated after update on order_line begin
  insert into audit_image (event_id, kind, row_id, op, salt, image)
  values ((select last_event from orders where id = new.order_id), 'order_line', lower(hex(new.order_id)) || ':' || new.position, 'update', randomblob(16), json_object('order_id', lower(hex(new.order_id)), 'position', new.position, 'product_id', lower(hex(new.product_id)), 'sku', new.sku, 'name', new.name, 'unit', new.unit, 'quantity', new.quantity, 'unit_price', new.unit_price, 'total', new.total, 'tax_rate', new.tax_rate, 'note', new.note));
end;
create trigger order_line_deleted after delete on order_line begin
  insert into audit_image (event_id, kind, row_id, op, salt, image)
  values ((select last_event from orders where id = old.order_id), 'order_line', lower(hex(old.order_id)) || ':' || old.position, 'delete', randomblob(16), '{}');
end;
