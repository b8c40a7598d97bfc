-- Proof and erasure.
--   * audit_image holds every row as it was written, one image a write, made by triggers. An event commits in `rows` to
--     the images of its rows by salted hashes, so that each business row can be compared with the log. Every event from
--     here on has the key `rows`, and its number is the number of images: what was written cannot be kept silent.
--   * What may hold personal data (audit_pii, audit_change, audit_image) is never deleted by itself: it is erased in place
--     by a transaction with an event of its own. The commitments in the log stay.
--   * audit_checkpoint holds the signed checkpoints. The signing key is not in the database.
--   * audit_prune says below which event bodies were let go; leaves stay, so roots and proofs stay.

create table audit_prune (
  size integer primary key check (size > 0),
  at text not null,
  last_event text not null references audit_event(id) deferrable initially deferred
) strict;
create trigger audit_prune_inserted after insert on audit_prune when exists (select 1 from audit_event where id = new.last_event)
begin select raise(abort, 'event must be new in this transaction'); end;
create trigger audit_prune_update before update on audit_prune
begin select raise(abort, 'audit: append-only'); end;
create trigger audit_prune_delete before delete on audit_prune
begin select raise(abort, 'audit: append-only'); end;

drop trigger audit_event_update;
create trigger audit_event_update before update on audit_event
when new.body is not '{}'
  or old.seq >= coalesce((select max(size) from audit_prune), 0)
  or new.seq is not old.seq or new.id is not old.id or new.leaf is not old.leaf or new.type is not old.type
  or new.actor_id is not old.actor_id or new.subject_id is not old.subject_id
  or new.session_id is not old.session_id or new.at is not old.at
begin select raise(abort, 'audit: append-only'); end;

alter table audit_pii rename to audit_pii_before;
create table audit_pii (
  event_id text not null references audit_event(id) deferrable initially deferred,
  field text not null,
  salt blob check (length(salt) = 16),
  value text,
  erased_event text references audit_event(id) deferrable initially deferred,
  primary key (event_id, field)
) strict;
insert into audit_pii (event_id, field, salt, value) select event_id, field, salt, value from audit_pii_before;
drop table audit_pii_before;
create trigger audit_pii_insert before insert on audit_pii when exists (select 1 from audit_event where id = new.event_id)
begin select raise(abort, 'event must be new in this transaction'); end;
create trigger audit_pii_update before update on audit_pii
when new.value is not null or new.salt is not null or old.erased_event is not null or new.erased_event is null
  or exists (select 1 from audit_event where id = new.erased_event)
  or new.event_id is not old.event_id or new.field is not old.field
begin select raise(abort, 'audit: only erased, with an event'); end;
create trigger audit_pii_delete before delete on audit_pii
when not exists (select 1 from audit_event where id = old.event_id and seq < (select max(size) from audit_prune))
begin select raise(abort, 'audit: only erased, with an event'); end;

alter table audit_change rename to audit_change_before;
create table audit_change (
  event_id text primary key references audit_event(id) deferrable initially deferred,
  body text,
  erased_event text references audit_event(id) deferrable initially deferred
) strict;
insert into audit_change (event_id, body) select event_id, body from audit_change_before;
drop table audit_change_before;
create trigger audit_change_insert before insert on audit_change when exists (select 1 from audit_event where id = new.event_id)
begin select raise(abort, 'event must be new in this transaction'); end;
create trigger audit_change_update before update on audit_change
when new.body is not null or old.erased_event is not null or new.erased_event is null
  or exists (select 1 from audit_event where id = new.erased_event)
  or new.event_id is not old.event_id
begin select raise(abort, 'audit: only erased, with an event'); end;
create trigger audit_change_delete before delete on audit_change
when not exists (select 1 from audit_event where id = old.event_id and seq < (select max(size) from audit_prune))
begin select raise(abort, 'audit: only erased, with an event'); end;

create table audit_image (
  n integer primary key,
  event_id text not null references audit_event(id) deferrable initially deferred,
  kind text not null,
  row_id text not null,
  op text not null check (op in ('insert', 'update', 'delete')),
  salt blob check (length(salt) = 16),
  image text,
  -- What the event committed to, once salt and image are erased.
  commitment text,
  erased_event text references audit_event(id) deferrable initially deferred
) strict;
create index audit_image_event on audit_image (event_id, n);
create trigger audit_image_insert before insert on audit_image when exists (select 1 from audit_event where id = new.event_id)
begin select raise(abort, 'event must be new in this transaction'); end;
create trigger audit_image_update before update on audit_image
when new.image is not null or new.salt is not null or new.commitment is null or old.erased_event is not null or new.erased_event is null
  or exists (select 1 from audit_event where id = new.erased_event)
  or new.n is not old.n or new.event_id is not old.event_id or new.kind is not old.kind
  or new.row_id is not old.row_id or new.op is not old.op
begin select raise(abort, 'audit: only erased, with an event'); end;
create trigger audit_image_delete before delete on audit_image
when not exists (select 1 from audit_event where id = old.event_id and seq < (select max(size) from audit_prune))
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
  or json_type(new.body, '$.rows') is null
  or coalesce(new.body->>'$.rows.n', 0) is not (select count(*) from audit_image where event_id = new.id)
begin select raise(abort, 'audit: not the next event'); end;

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

create trigger store_image_inserted after insert on store
begin insert into audit_image (event_id, kind, row_id, op, salt, image)
values (new.last_event, 'store', lower(hex(new.id)), 'insert', randomblob(16), json_object('id', lower(hex(new.id)), 'code', new.code, 'name', new.name, 'currency', new.currency, 'country', new.country, 'tagline', new.tagline, 'position', new.position, 'last_event', new.last_event)); end;
create trigger store_image_updated after update on store
begin insert into audit_image (event_id, kind, row_id, op, salt, image)
values (new.last_event, 'store', lower(hex(new.id)), 'update', randomblob(16), json_object('id', lower(hex(new.id)), 'code', new.code, 'name', new.name, 'currency', new.currency, 'country', new.country, 'tagline', new.tagline, 'position', new.position, 'last_event', new.last_event)); end;
create trigger category_image_inserted after insert on category
begin insert into audit_image (event_id, kind, row_id, op, salt, image)
values (new.last_event, 'category', lower(hex(new.id)), 'insert', randomblob(16), json_object('id', lower(hex(new.id)), 'parent_id', lower(hex(new.parent_id)), 'slug', new.slug, 'name', new.name, 'summary', new.summary, 'position', new.position, 'last_event', new.last_event)); end;
create trigger category_image_updated after update on category
begin insert into audit_image (event_id, kind, row_id, op, salt, image)
values (new.last_event, 'category', lower(hex(new.id)), 'update', randomblob(16), json_object('id', lower(hex(new.id)), 'parent_id', lower(hex(new.parent_id)), 'slug', new.slug, 'name', new.name, 'summary', new.summary, 'position', new.position, 'last_event', new.last_event)); end;
create trigger product_image_inserted after insert on product
begin insert into audit_image (event_id, kind, row_id, op, salt, image)
values (new.last_event, 'product', lower(hex(new.id)), 'insert', randomblob(16), json_object('id', lower(hex(new.id)), 'sku', new.sku, 'slug', new.slug, 'category_id', lower(hex(new.category_id)), 'name', new.name, 'summary', new.summary, 'description', new.description, 'attributes', new.attributes, 'drawing', new.drawing, 'unit', new.unit, 'increment', new.increment, 'tax_class', new.tax_class, 'status', new.status, 'search_key', new.search_key, 'created_at', new.created_at, 'last_event', new.last_event)); end;
create trigger product_image_updated after update on product
begin insert into audit_image (event_id, kind, row_id, op, salt, image)
values (new.last_event, 'product', lower(hex(new.id)), 'update', randomblob(16), json_object('id', lower(hex(new.id)), 'sku', new.sku, 'slug', new.slug, 'category_id', lower(hex(new.category_id)), 'name', new.name, 'summary', new.summary, 'description', new.description, 'attributes', new.attributes, 'drawing', new.drawing, 'unit', new.unit, 'increment', new.increment, 'tax_class', new.tax_class, 'status', new.status, 'search_key', new.search_key, 'created_at', new.created_at, 'last_event', new.last_event)); end;
create trigger stock_image_inserted after insert on stock
begin insert into audit_image (event_id, kind, row_id, op, salt, image)
values (new.last_event, 'stock', lower(hex(new.product_id)), 'insert', randomblob(16), json_object('product_id', lower(hex(new.product_id)), 'available', new.available, 'restock_at', new.restock_at, 'last_event', new.last_event)); end;
create trigger stock_image_updated after update on stock
begin insert into audit_image (event_id, kind, row_id, op, salt, image)
values (new.last_event, 'stock', lower(hex(new.product_id)), 'update', randomblob(16), json_object('product_id', lower(hex(new.product_id)), 'available', new.available, 'restock_at', new.restock_at, 'last_event', new.last_event)); end;
create trigger price_list_image_inserted after insert on price_list
begin insert into audit_image (event_id, kind, row_id, op, salt, image)
values (new.last_event, 'price_list', lower(hex(new.id)), 'insert', randomblob(16), json_object('id', lower(hex(new.id)), 'code', new.code, 'name', new.name, 'currency', new.currency, 'store_id', lower(hex(new.store_id)), 'last_event', new.last_event)); end;
create trigger price_list_image_updated after update on price_list
begin insert into audit_image (event_id, kind, row_id, op, salt, image)
values (new.last_event, 'price_list', lower(hex(new.id)), 'update', randomblob(16), json_object('id', lower(hex(new.id)), 'code', new.code, 'name', new.name, 'currency', new.currency, 'store_id', lower(hex(new.store_id)), 'last_event', new.last_event)); end;
create trigger organization_image_inserted after insert on organization
begin insert into audit_image (event_id, kind, row_id, op, salt, image)
values (new.last_event, 'organization', lower(hex(new.id)), 'insert', randomblob(16), json_object('id', lower(hex(new.id)), 'number', new.number, 'name', new.name, 'city', new.city, 'country', new.country, 'vat_id', new.vat_id, 'status', new.status, 'terms_days', new.terms_days, 'po_number', new.po_number, 'support_names', new.support_names, 'support_consent', new.support_consent, 'last_event', new.last_event)); end;
create trigger organization_image_updated after update on organization
begin insert into audit_image (event_id, kind, row_id, op, salt, image)
values (new.last_event, 'organization', lower(hex(new.id)), 'update', randomblob(16), json_object('id', lower(hex(new.id)), 'number', new.number, 'name', new.name, 'city', new.city, 'country', new.country, 'vat_id', new.vat_id, 'status', new.status, 'terms_days', new.terms_days, 'po_number', new.po_number, 'support_names', new.support_names, 'support_consent', new.support_consent, 'last_event', new.last_event)); end;
create trigger contact_image_inserted after insert on contact
begin insert into audit_image (event_id, kind, row_id, op, salt, image)
values (new.last_event, 'contact', lower(hex(new.id)), 'insert', randomblob(16), json_object('id', lower(hex(new.id)), 'organization_id', lower(hex(new.organization_id)), 'name', new.name, 'latin_name', new.latin_name, 'title', new.title, 'email', new.email, 'phone', new.phone, 'language', new.language, 'time_zone', new.time_zone, 'search_key', new.search_key, 'created_at', new.created_at, 'last_event', new.last_event)); end;
create trigger contact_image_updated after update on contact
begin insert into audit_image (event_id, kind, row_id, op, salt, image)
values (new.last_event, 'contact', lower(hex(new.id)), 'update', randomblob(16), json_object('id', lower(hex(new.id)), 'organization_id', lower(hex(new.organization_id)), 'name', new.name, 'latin_name', new.latin_name, 'title', new.title, 'email', new.email, 'phone', new.phone, 'language', new.language, 'time_zone', new.time_zone, 'search_key', new.search_key, 'created_at', new.created_at, 'last_event', new.last_event)); end;
create trigger account_image_inserted after insert on account
begin insert into audit_image (event_id, kind, row_id, op, salt, image)
values (new.last_event, 'account', lower(hex(new.id)), 'insert', randomblob(16), json_object('id', lower(hex(new.id)), 'contact_id', lower(hex(new.contact_id)), 'store_id', lower(hex(new.store_id)), 'email', new.email, 'email_key', new.email_key, 'password_check', substr(new.password_hash, -12), 'status', new.status, 'last_sign_in_at', new.last_sign_in_at, 'created_at', new.created_at, 'last_event', new.last_event)); end;
create trigger account_image_updated after update on account
begin insert into audit_image (event_id, kind, row_id, op, salt, image)
values (new.last_event, 'account', lower(hex(new.id)), 'update', randomblob(16), json_object('id', lower(hex(new.id)), 'contact_id', lower(hex(new.contact_id)), 'store_id', lower(hex(new.store_id)), 'email', new.email, 'email_key', new.email_key, 'password_check', substr(new.password_hash, -12), 'status', new.status, 'last_sign_in_at', new.last_sign_in_at, 'created_at', new.created_at, 'last_event', new.last_event)); end;
create trigger address_image_inserted after insert on address
begin insert into audit_image (event_id, kind, row_id, op, salt, image)
values (new.last_event, 'address', lower(hex(new.id)), 'insert', randomblob(16), json_object('id', lower(hex(new.id)), 'organization_id', lower(hex(new.organization_id)), 'recipient', new.recipient, 'line1', new.line1, 'line2', new.line2, 'city', new.city, 'region', new.region, 'postcode', new.postcode, 'country', new.country, 'position', new.position, 'last_event', new.last_event)); end;
create trigger address_image_updated after update on address
begin insert into audit_image (event_id, kind, row_id, op, salt, image)
values (new.last_event, 'address', lower(hex(new.id)), 'update', randomblob(16), json_object('id', lower(hex(new.id)), 'organization_id', lower(hex(new.organization_id)), 'recipient', new.recipient, 'line1', new.line1, 'line2', new.line2, 'city', new.city, 'region', new.region, 'postcode', new.postcode, 'country', new.country, 'position', new.position, 'last_event', new.last_event)); end;
create trigger staff_image_inserted after insert on staff
begin insert into audit_image (event_id, kind, row_id, op, salt, image)
values (new.last_event, 'staff', lower(hex(new.id)), 'insert', randomblob(16), json_object('id', lower(hex(new.id)), 'name', new.name, 'email', new.email, 'email_key', new.email_key, 'password_check', substr(new.password_hash, -12), 'role', new.role, 'status', new.status, 'last_sign_in_at', new.last_sign_in_at, 'created_at', new.created_at, 'last_event', new.last_event)); end;
create trigger staff_image_updated after update on staff
begin insert into audit_image (event_id, kind, row_id, op, salt, image)
values (new.last_event, 'staff', lower(hex(new.id)), 'update', randomblob(16), json_object('id', lower(hex(new.id)), 'name', new.name, 'email', new.email, 'email_key', new.email_key, 'password_check', substr(new.password_hash, -12), 'role', new.role, 'status', new.status, 'last_sign_in_at', new.last_sign_in_at, 'created_at', new.created_at, 'last_event', new.last_event)); end;
create trigger session_image_inserted after insert on session
begin insert into audit_image (event_id, kind, row_id, op, salt, image)
values (new.last_event, 'session', lower(hex(new.id)), 'insert', randomblob(16), json_object('id', lower(hex(new.id)), 'realm', new.realm, 'staff_id', lower(hex(new.staff_id)), 'account_id', lower(hex(new.account_id)), 'user_agent', new.user_agent, 'created_at', new.created_at, 'expires_at', new.expires_at, 'ended_at', new.ended_at, 'ended_why', new.ended_why, 'last_event', new.last_event)); end;
create trigger session_image_updated after update on session
begin insert into audit_image (event_id, kind, row_id, op, salt, image)
values (new.last_event, 'session', lower(hex(new.id)), 'update', randomblob(16), json_object('id', lower(hex(new.id)), 'realm', new.realm, 'staff_id', lower(hex(new.staff_id)), 'account_id', lower(hex(new.account_id)), 'user_agent', new.user_agent, 'created_at', new.created_at, 'expires_at', new.expires_at, 'ended_at', new.ended_at, 'ended_why', new.ended_why, 'last_event', new.last_event)); end;
create trigger behalf_image_inserted after insert on behalf
begin insert into audit_image (event_id, kind, row_id, op, salt, image)
values (new.last_event, 'behalf', lower(hex(new.id)), 'insert', randomblob(16), json_object('id', lower(hex(new.id)), 'slug', new.slug, 'state', new.state, 'staff_id', lower(hex(new.staff_id)), 'portal_session_id', lower(hex(new.portal_session_id)), 'account_id', lower(hex(new.account_id)), 'store_id', lower(hex(new.store_id)), 'mode', new.mode, 'reason', new.reason, 'ticket', new.ticket, 'minutes', new.minutes, 'requested_at', new.requested_at, 'redeem_by', new.redeem_by, 'started_at', new.started_at, 'expires_at', new.expires_at, 'ended_at', new.ended_at, 'ended_why', new.ended_why, 'ended_by', new.ended_by, 'note', new.note, 'last_event', new.last_event)); end;
create trigger behalf_image_updated after update on behalf
begin insert into audit_image (event_id, kind, row_id, op, salt, image)
values (new.last_event, 'behalf', lower(hex(new.id)), 'update', randomblob(16), json_object('id', lower(hex(new.id)), 'slug', new.slug, 'state', new.state, 'staff_id', lower(hex(new.staff_id)), 'portal_session_id', lower(hex(new.portal_session_id)), 'account_id', lower(hex(new.account_id)), 'store_id', lower(hex(new.store_id)), 'mode', new.mode, 'reason', new.reason, 'ticket', new.ticket, 'minutes', new.minutes, 'requested_at', new.requested_at, 'redeem_by', new.redeem_by, 'started_at', new.started_at, 'expires_at', new.expires_at, 'ended_at', new.ended_at, 'ended_why', new.ended_why, 'ended_by', new.ended_by, 'note', new.note, 'last_event', new.last_event)); end;
create trigger cart_image_inserted after insert on cart
begin insert into audit_image (event_id, kind, row_id, op, salt, image)
values (new.last_event, 'cart', lower(hex(new.id)), 'insert', randomblob(16), json_object('id', lower(hex(new.id)), 'account_id', lower(hex(new.account_id)), 'version', new.version, 'modified_at', new.modified_at, 'modified_actor_id', new.modified_actor_id, 'modified_actor_name', new.modified_actor_name, 'modified_actor_role', new.modified_actor_role, 'modified_subject_id', new.modified_subject_id, 'modified_behalf_id', lower(hex(new.modified_behalf_id)), 'last_event', new.last_event)); end;
create trigger cart_image_updated after update on cart
begin insert into audit_image (event_id, kind, row_id, op, salt, image)
values (new.last_event, 'cart', lower(hex(new.id)), 'update', randomblob(16), json_object('id', lower(hex(new.id)), 'account_id', lower(hex(new.account_id)), 'version', new.version, 'modified_at', new.modified_at, 'modified_actor_id', new.modified_actor_id, 'modified_actor_name', new.modified_actor_name, 'modified_actor_role', new.modified_actor_role, 'modified_subject_id', new.modified_subject_id, 'modified_behalf_id', lower(hex(new.modified_behalf_id)), 'last_event', new.last_event)); end;
create trigger orders_image_inserted after insert on orders
begin insert into audit_image (event_id, kind, row_id, op, salt, image)
values (new.last_event, 'orders', lower(hex(new.id)), 'insert', randomblob(16), json_object('id', lower(hex(new.id)), 'number', new.number, 'store_id', lower(hex(new.store_id)), 'organization_id', lower(hex(new.organization_id)), 'contact_id', lower(hex(new.contact_id)), 'account_id', lower(hex(new.account_id)), 'status', new.status, 'currency', new.currency, 'subtotal', new.subtotal, 'shipping', new.shipping, 'tax', new.tax, 'total', new.total, 'tax_note', new.tax_note, 'po_number', new.po_number, 'note', new.note, 'recipient', new.recipient, 'address_text', new.address_text, 'shipping_method', new.shipping_method, 'payment_method', new.payment_method, 'terms_days', new.terms_days, 'placed_at', new.placed_at, 'idempotency_key', new.idempotency_key, 'payload_hash', new.payload_hash, 'search_key', new.search_key, 'version', new.version, 'created_at', new.created_at, 'created_actor_id', new.created_actor_id, 'created_actor_name', new.created_actor_name, 'created_actor_role', new.created_actor_role, 'created_subject_id', new.created_subject_id, 'created_behalf_id', lower(hex(new.created_behalf_id)), 'created_event', new.created_event, 'last_event', new.last_event)); end;
create trigger orders_image_updated after update on orders
begin insert into audit_image (event_id, kind, row_id, op, salt, image)
values (new.last_event, 'orders', lower(hex(new.id)), 'update', randomblob(16), json_object('id', lower(hex(new.id)), 'number', new.number, 'store_id', lower(hex(new.store_id)), 'organization_id', lower(hex(new.organization_id)), 'contact_id', lower(hex(new.contact_id)), 'account_id', lower(hex(new.account_id)), 'status', new.status, 'currency', new.currency, 'subtotal', new.subtotal, 'shipping', new.shipping, 'tax', new.tax, 'total', new.total, 'tax_note', new.tax_note, 'po_number', new.po_number, 'note', new.note, 'recipient', new.recipient, 'address_text', new.address_text, 'shipping_method', new.shipping_method, 'payment_method', new.payment_method, 'terms_days', new.terms_days, 'placed_at', new.placed_at, 'idempotency_key', new.idempotency_key, 'payload_hash', new.payload_hash, 'search_key', new.search_key, 'version', new.version, 'created_at', new.created_at, 'created_actor_id', new.created_actor_id, 'created_actor_name', new.created_actor_name, 'created_actor_role', new.created_actor_role, 'created_subject_id', new.created_subject_id, 'created_behalf_id', lower(hex(new.created_behalf_id)), 'created_event', new.created_event, 'last_event', new.last_event)); end;
create trigger price_image_inserted after insert on price
begin insert into audit_image (event_id, kind, row_id, op, salt, image)
select p.last_event, 'price', lower(hex(new.price_list_id)) || ':' || lower(hex(new.product_id)) || ':' || new.min_quantity, 'insert', randomblob(16), json_object('price_list_id', lower(hex(new.price_list_id)), 'product_id', lower(hex(new.product_id)), 'min_quantity', new.min_quantity, 'unit_price', new.unit_price) from price_list p where p.id = new.price_list_id; end;
create trigger price_image_updated after update on price
begin insert into audit_image (event_id, kind, row_id, op, salt, image)
select p.last_event, 'price', lower(hex(new.price_list_id)) || ':' || lower(hex(new.product_id)) || ':' || new.min_quantity, 'update', randomblob(16), json_object('price_list_id', lower(hex(new.price_list_id)), 'product_id', lower(hex(new.product_id)), 'min_quantity', new.min_quantity, 'unit_price', new.unit_price) from price_list p where p.id = new.price_list_id; end;
create trigger price_image_deleted after delete on price
begin insert into audit_image (event_id, kind, row_id, op, salt, image)
select p.last_event, 'price', lower(hex(old.price_list_id)) || ':' || lower(hex(old.product_id)) || ':' || old.min_quantity, 'delete', randomblob(16), '{}' from price_list p where p.id = old.price_list_id; end;
create trigger organization_price_list_image_inserted after insert on organization_price_list
begin insert into audit_image (event_id, kind, row_id, op, salt, image)
select p.last_event, 'organization_price_list', lower(hex(new.organization_id)) || ':' || lower(hex(new.price_list_id)), 'insert', randomblob(16), json_object('organization_id', lower(hex(new.organization_id)), 'price_list_id', lower(hex(new.price_list_id)), 'rank', new.rank) from organization p where p.id = new.organization_id; end;
create trigger organization_price_list_image_updated after update on organization_price_list
begin insert into audit_image (event_id, kind, row_id, op, salt, image)
select p.last_event, 'organization_price_list', lower(hex(new.organization_id)) || ':' || lower(hex(new.price_list_id)), 'update', randomblob(16), json_object('organization_id', lower(hex(new.organization_id)), 'price_list_id', lower(hex(new.price_list_id)), 'rank', new.rank) from organization p where p.id = new.organization_id; end;
create trigger organization_price_list_image_deleted after delete on organization_price_list
begin insert into audit_image (event_id, kind, row_id, op, salt, image)
select p.last_event, 'organization_price_list', lower(hex(old.organization_id)) || ':' || lower(hex(old.price_list_id)), 'delete', randomblob(16), '{}' from organization p where p.id = old.organization_id; end;
create trigger cart_line_image_inserted after insert on cart_line
begin insert into audit_image (event_id, kind, row_id, op, salt, image)
select p.last_event, 'cart_line', lower(hex(new.cart_id)) || ':' || lower(hex(new.product_id)), 'insert', randomblob(16), json_object('cart_id', lower(hex(new.cart_id)), 'product_id', lower(hex(new.product_id)), 'position', new.position, 'quantity', new.quantity, 'note', new.note, 'added_actor_id', new.added_actor_id, 'added_actor_name', new.added_actor_name, 'added_actor_role', new.added_actor_role, 'added_subject_id', new.added_subject_id) from cart p where p.id = new.cart_id; end;
create trigger cart_line_image_updated after update on cart_line
begin insert into audit_image (event_id, kind, row_id, op, salt, image)
select p.last_event, 'cart_line', lower(hex(new.cart_id)) || ':' || lower(hex(new.product_id)), 'update', randomblob(16), json_object('cart_id', lower(hex(new.cart_id)), 'product_id', lower(hex(new.product_id)), 'position', new.position, 'quantity', new.quantity, 'note', new.note, 'added_actor_id', new.added_actor_id, 'added_actor_name', new.added_actor_name, 'added_actor_role', new.added_actor_role, 'added_subject_id', new.added_subject_id) from cart p where p.id = new.cart_id; end;
create trigger cart_line_image_deleted after delete on cart_line
begin insert into audit_image (event_id, kind, row_id, op, salt, image)
select p.last_event, 'cart_line', lower(hex(old.cart_id)) || ':' || lower(hex(old.product_id)), 'delete', randomblob(16), '{}' from cart p where p.id = old.cart_id; end;
create trigger order_line_image_inserted after insert on order_line
begin insert into audit_image (event_id, kind, row_id, op, salt, image)
select p.last_event, 'order_line', lower(hex(new.order_id)) || ':' || new.position, 'insert', randomblob(16), json_object('order_id', lower(hex(new.order_id)), 'position', new.position, 'product_id', lower(hex(new.product_id)), 'sku', new.sku, 'name', new.name, 'unit', new.unit, 'quantity', new.quantity, 'unit_price', new.unit_price, 'total', new.total, 'tax_rate', new.tax_rate, 'note', new.note) from orders p where p.id = new.order_id; end;
create trigger order_line_image_updated after update on order_line
begin insert into audit_image (event_id, kind, row_id, op, salt, image)
select p.last_event, 'order_line', lower(hex(new.order_id)) || ':' || new.position, 'update', randomblob(16), json_object('order_id', lower(hex(new.order_id)), 'position', new.position, 'product_id', lower(hex(new.product_id)), 'sku', new.sku, 'name', new.name, 'unit', new.unit, 'quantity', new.quantity, 'unit_price', new.unit_price, 'total', new.total, 'tax_rate', new.tax_rate, 'note', new.note) from orders p where p.id = new.order_id; end;
create trigger order_line_image_deleted after delete on order_line
begin insert into audit_image (event_id, kind, row_id, op, salt, image)
select p.last_event, 'order_line', lower(hex(old.order_id)) || ':' || old.position, 'delete', randomblob(16), '{}' from orders p where p.id = old.order_id; end;
