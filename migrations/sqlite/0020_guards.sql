-- The guards: no row is written without an event, of each row that is written an image is kept, and nothing but the
-- next event comes into the log.
-- This file is written from domain/src/audit/tables.rs and domain/src/audit/guards/ by
--   BEHALF_TEST_WRITE_GUARDS=1 cargo test --package domain --features database --lib the_files_of_guards

drop trigger if exists audit_event_insert;
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
  or coalesce(new.body->>'$.rows.n', 0) is not (
    select count(*) from audit_image i join audit_open o on o.event_id = new.id and i.n > o.after_image where i.event_id = new.id)
begin select raise(abort, 'audit: not the next event'); end;
drop trigger if exists audit_event_update;
create trigger audit_event_update before update on audit_event
when new.body is not '{}' or old.seq >= coalesce((select max(size) from audit_prune), 0)
  or new.seq is not old.seq or new.id is not old.id or new.leaf is not old.leaf or new.type is not old.type
  or new.actor_id is not old.actor_id or new.subject_id is not old.subject_id
  or new.session_id is not old.session_id or new.at is not old.at
begin select raise(abort, 'audit: append-only'); end;
drop trigger if exists audit_event_delete;
create trigger audit_event_delete before delete on audit_event
begin select raise(abort, 'audit: append-only'); end;
drop trigger if exists audit_index_insert;
create trigger audit_index_insert before insert on audit_index when new.seq is not (select max(seq) from audit_event)
begin select raise(abort, 'audit: only the newest event is indexed'); end;
drop trigger if exists audit_index_update;
create trigger audit_index_update before update on audit_index
begin select raise(abort, 'audit: append-only'); end;
drop trigger if exists audit_index_delete;
create trigger audit_index_delete before delete on audit_index
begin select raise(abort, 'audit: append-only'); end;
drop trigger if exists audit_open_insert;
create trigger audit_open_insert before insert on audit_open when exists (select 1 from audit_event where id = new.event_id)
begin select raise(abort, 'event must be new in this transaction'); end;
drop trigger if exists audit_open_update;
create trigger audit_open_update before update on audit_open
begin select raise(abort, 'an open event is closed by its event alone'); end;
drop trigger if exists audit_open_delete;
create trigger audit_open_delete before delete on audit_open when not exists (select 1 from audit_event where id = old.event_id)
begin select raise(abort, 'an open event is closed by its event alone'); end;
drop trigger if exists audit_pii_update;
create trigger audit_pii_update before update on audit_pii
when new.value is not null or new.salt is not null or old.erased_event is not null or new.erased_event is null
  or new.event_id is not old.event_id or new.field is not old.field
begin select raise(abort, 'audit: only erased, with an event'); end;
drop trigger if exists audit_pii_delete;
create trigger audit_pii_delete before delete on audit_pii when not exists (select 1 from audit_event where id = old.event_id and body = '{}')
begin select raise(abort, 'audit: only erased, with an event'); end;
drop trigger if exists audit_change_update;
create trigger audit_change_update before update on audit_change when new.body is not null or old.erased_event is not null or new.erased_event is null or new.event_id is not old.event_id
begin select raise(abort, 'audit: only erased, with an event'); end;
drop trigger if exists audit_change_delete;
create trigger audit_change_delete before delete on audit_change when not exists (select 1 from audit_event where id = old.event_id and body = '{}')
begin select raise(abort, 'audit: only erased, with an event'); end;
drop trigger if exists audit_image_insert;
create trigger audit_image_insert before insert on audit_image when not exists (select 1 from audit_open where event_id = new.event_id)
begin select raise(abort, 'event must be new in this transaction'); end;
drop trigger if exists audit_image_update;
create trigger audit_image_update before update on audit_image
when new.image is not null or new.salt is not null or new.commitment is null or old.erased_event is not null
  or new.erased_event is null or new.n is not old.n or new.event_id is not old.event_id or new.kind is not old.kind
  or new.row_id is not old.row_id or new.op is not old.op
begin select raise(abort, 'audit: only erased, with an event'); end;
drop trigger if exists audit_image_delete;
create trigger audit_image_delete before delete on audit_image when not exists (select 1 from audit_event where id = old.event_id and body = '{}')
begin select raise(abort, 'audit: only erased, with an event'); end;
drop trigger if exists audit_checkpoint_insert;
create trigger audit_checkpoint_insert before insert on audit_checkpoint when new.size <= coalesce((select max(size) from audit_checkpoint), 0) or new.size > (select max(seq) + 1 from audit_event)
begin select raise(abort, 'audit: not the next checkpoint'); end;
drop trigger if exists audit_checkpoint_update;
create trigger audit_checkpoint_update before update on audit_checkpoint
begin select raise(abort, 'audit: append-only'); end;
drop trigger if exists audit_checkpoint_delete;
create trigger audit_checkpoint_delete before delete on audit_checkpoint
begin select raise(abort, 'audit: append-only'); end;
drop trigger if exists audit_prune_insert;
create trigger audit_prune_insert before insert on audit_prune when new.size <= (select max(size) from audit_prune)
begin select raise(abort, 'audit: append-only'); end;
drop trigger if exists audit_prune_update;
create trigger audit_prune_update before update on audit_prune
begin select raise(abort, 'audit: append-only'); end;
drop trigger if exists audit_prune_delete;
create trigger audit_prune_delete before delete on audit_prune
begin select raise(abort, 'audit: append-only'); end;
drop trigger if exists audit_event_inserted;
create trigger audit_event_inserted after insert on audit_event begin
  delete from audit_open where event_id = new.id;
end;
drop trigger if exists audit_event_indexed;
create trigger audit_event_indexed after insert on audit_event begin
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
drop trigger if exists audit_pii_inserted;
create trigger audit_pii_inserted after insert on audit_pii begin
  insert into audit_open (event_id, after_image) select new.event_id, coalesce((select max(n) from audit_image), 0) where not exists (select 1 from audit_open where event_id = new.event_id);
end;
drop trigger if exists audit_pii_updated;
create trigger audit_pii_updated after update on audit_pii begin
  insert into audit_open (event_id, after_image) select new.erased_event, coalesce((select max(n) from audit_image), 0) where not exists (select 1 from audit_open where event_id = new.erased_event);
end;
drop trigger if exists audit_change_inserted;
create trigger audit_change_inserted after insert on audit_change begin
  insert into audit_open (event_id, after_image) select new.event_id, coalesce((select max(n) from audit_image), 0) where not exists (select 1 from audit_open where event_id = new.event_id);
end;
drop trigger if exists audit_change_updated;
create trigger audit_change_updated after update on audit_change begin
  insert into audit_open (event_id, after_image) select new.erased_event, coalesce((select max(n) from audit_image), 0) where not exists (select 1 from audit_open where event_id = new.erased_event);
end;
drop trigger if exists audit_image_updated;
create trigger audit_image_updated after update on audit_image begin
  insert into audit_open (event_id, after_image) select new.erased_event, coalesce((select max(n) from audit_image), 0) where not exists (select 1 from audit_open where event_id = new.erased_event);
end;
drop trigger if exists audit_prune_inserted;
create trigger audit_prune_inserted after insert on audit_prune begin
  insert into audit_open (event_id, after_image) select new.last_event, coalesce((select max(n) from audit_image), 0) where not exists (select 1 from audit_open where event_id = new.last_event);
end;
drop trigger if exists audit_append_insert;
create trigger audit_append_insert instead of insert on audit_append begin
  insert into audit_pii (event_id, field, salt, value)
  select new.id, p.value->>0, unhex(p.value->>1), p.value->>2 from json_each(new.personal) p;
  insert into audit_change (event_id, body) select new.id, new.change where new.change is not null;
  insert into audit_event (seq, id, leaf, body, type, actor_id, subject_id, session_id, at)
  values (new.seq, new.id, new.leaf, new.body, new.type, new.actor_id, new.subject_id, new.session_id, new.at);
end;
drop trigger if exists audit_preset_update;
create trigger audit_preset_update before update on audit_preset when new.last_event is old.last_event
begin select raise(abort, 'no write without an audit event'); end;
drop trigger if exists audit_preset_inserted;
create trigger audit_preset_inserted after insert on audit_preset when exists (select 1 from audit_event where id = new.last_event)
begin select raise(abort, 'event must be new in this transaction'); end;
drop trigger if exists audit_preset_updated;
create trigger audit_preset_updated after update on audit_preset when exists (select 1 from audit_event where id = new.last_event)
begin select raise(abort, 'event must be new in this transaction'); end;
drop trigger if exists audit_preset_delete;
create trigger audit_preset_delete before delete on audit_preset
begin select raise(abort, 'audit_preset rows are never deleted'); end;

drop trigger if exists store_update;
create trigger store_update before update on store when new.last_event is old.last_event or new.id is not old.id
begin select raise(abort, 'no write without an audit event'); end;
drop trigger if exists store_inserted;
create trigger store_inserted after insert on store begin
  insert into audit_open (event_id, after_image) select new.last_event, coalesce((select max(n) from audit_image), 0) where not exists (select 1 from audit_open where event_id = new.last_event);
  insert into audit_image (event_id, kind, row_id, op, salt, image) values (new.last_event, 'store', lower(hex(new.id)), 'insert', randomblob(16), json_object('id', lower(hex(new.id)), 'code', new.code, 'name', new.name, 'currency', new.currency, 'country', new.country, 'tagline', new.tagline, 'position', new.position, 'last_event', new.last_event, 'order_minimum', new.order_minimum, 'lead_days', new.lead_days, 'address', new.address, 'languages', new.languages, 'tax_standard', new.tax_standard, 'tax_reduced', new.tax_reduced, 'mail_from', new.mail_from));
end;
drop trigger if exists store_updated;
create trigger store_updated after update on store begin
  insert into audit_open (event_id, after_image) select new.last_event, coalesce((select max(n) from audit_image), 0) where not exists (select 1 from audit_open where event_id = new.last_event);
  insert into audit_image (event_id, kind, row_id, op, salt, image) values (new.last_event, 'store', lower(hex(new.id)), 'update', randomblob(16), json_object('id', lower(hex(new.id)), 'code', new.code, 'name', new.name, 'currency', new.currency, 'country', new.country, 'tagline', new.tagline, 'position', new.position, 'last_event', new.last_event, 'order_minimum', new.order_minimum, 'lead_days', new.lead_days, 'address', new.address, 'languages', new.languages, 'tax_standard', new.tax_standard, 'tax_reduced', new.tax_reduced, 'mail_from', new.mail_from));
end;
drop trigger if exists store_delete;
create trigger store_delete before delete on store
begin select raise(abort, 'store rows are never deleted'); end;

drop trigger if exists category_update;
create trigger category_update before update on category when new.last_event is old.last_event or new.id is not old.id
begin select raise(abort, 'no write without an audit event'); end;
drop trigger if exists category_inserted;
create trigger category_inserted after insert on category begin
  insert into audit_open (event_id, after_image) select new.last_event, coalesce((select max(n) from audit_image), 0) where not exists (select 1 from audit_open where event_id = new.last_event);
  insert into audit_image (event_id, kind, row_id, op, salt, image) values (new.last_event, 'category', lower(hex(new.id)), 'insert', randomblob(16), json_object('id', lower(hex(new.id)), 'parent_id', lower(hex(new.parent_id)), 'slug', new.slug, 'name', new.name, 'summary', new.summary, 'position', new.position, 'last_event', new.last_event));
end;
drop trigger if exists category_updated;
create trigger category_updated after update on category begin
  insert into audit_open (event_id, after_image) select new.last_event, coalesce((select max(n) from audit_image), 0) where not exists (select 1 from audit_open where event_id = new.last_event);
  insert into audit_image (event_id, kind, row_id, op, salt, image) values (new.last_event, 'category', lower(hex(new.id)), 'update', randomblob(16), json_object('id', lower(hex(new.id)), 'parent_id', lower(hex(new.parent_id)), 'slug', new.slug, 'name', new.name, 'summary', new.summary, 'position', new.position, 'last_event', new.last_event));
end;
drop trigger if exists category_delete;
create trigger category_delete before delete on category
begin select raise(abort, 'category rows are never deleted'); end;

drop trigger if exists product_update;
create trigger product_update before update on product when new.last_event is old.last_event or new.id is not old.id
begin select raise(abort, 'no write without an audit event'); end;
drop trigger if exists product_inserted;
create trigger product_inserted after insert on product begin
  insert into audit_open (event_id, after_image) select new.last_event, coalesce((select max(n) from audit_image), 0) where not exists (select 1 from audit_open where event_id = new.last_event);
  insert into audit_image (event_id, kind, row_id, op, salt, image) values (new.last_event, 'product', lower(hex(new.id)), 'insert', randomblob(16), json_object('id', lower(hex(new.id)), 'sku', new.sku, 'slug', new.slug, 'category_id', lower(hex(new.category_id)), 'name', new.name, 'summary', new.summary, 'description', new.description, 'attributes', new.attributes, 'drawing', new.drawing, 'unit', new.unit, 'increment', new.increment, 'tax_class', new.tax_class, 'status', new.status, 'search_key', new.search_key, 'created_at', new.created_at, 'last_event', new.last_event, 'replaced_by', lower(hex(new.replaced_by)), 'gtin', new.gtin));
end;
drop trigger if exists product_updated;
create trigger product_updated after update on product begin
  insert into audit_open (event_id, after_image) select new.last_event, coalesce((select max(n) from audit_image), 0) where not exists (select 1 from audit_open where event_id = new.last_event);
  insert into audit_image (event_id, kind, row_id, op, salt, image) values (new.last_event, 'product', lower(hex(new.id)), 'update', randomblob(16), json_object('id', lower(hex(new.id)), 'sku', new.sku, 'slug', new.slug, 'category_id', lower(hex(new.category_id)), 'name', new.name, 'summary', new.summary, 'description', new.description, 'attributes', new.attributes, 'drawing', new.drawing, 'unit', new.unit, 'increment', new.increment, 'tax_class', new.tax_class, 'status', new.status, 'search_key', new.search_key, 'created_at', new.created_at, 'last_event', new.last_event, 'replaced_by', lower(hex(new.replaced_by)), 'gtin', new.gtin));
end;
drop trigger if exists product_delete;
create trigger product_delete before delete on product
begin select raise(abort, 'product rows are never deleted'); end;

drop trigger if exists stock_update;
create trigger stock_update before update on stock when new.last_event is old.last_event or new.product_id is not old.product_id
begin select raise(abort, 'no write without an audit event'); end;
drop trigger if exists stock_inserted;
create trigger stock_inserted after insert on stock begin
  insert into audit_open (event_id, after_image) select new.last_event, coalesce((select max(n) from audit_image), 0) where not exists (select 1 from audit_open where event_id = new.last_event);
  insert into audit_image (event_id, kind, row_id, op, salt, image) values (new.last_event, 'stock', lower(hex(new.product_id)), 'insert', randomblob(16), json_object('product_id', lower(hex(new.product_id)), 'available', new.available, 'restock_at', new.restock_at, 'last_event', new.last_event));
end;
drop trigger if exists stock_updated;
create trigger stock_updated after update on stock begin
  insert into audit_open (event_id, after_image) select new.last_event, coalesce((select max(n) from audit_image), 0) where not exists (select 1 from audit_open where event_id = new.last_event);
  insert into audit_image (event_id, kind, row_id, op, salt, image) values (new.last_event, 'stock', lower(hex(new.product_id)), 'update', randomblob(16), json_object('product_id', lower(hex(new.product_id)), 'available', new.available, 'restock_at', new.restock_at, 'last_event', new.last_event));
end;
drop trigger if exists stock_delete;
create trigger stock_delete before delete on stock
begin select raise(abort, 'stock rows are never deleted'); end;

drop trigger if exists synonym_update;
create trigger synonym_update before update on synonym when new.last_event is old.last_event or new.id is not old.id
begin select raise(abort, 'no write without an audit event'); end;
drop trigger if exists synonym_inserted;
create trigger synonym_inserted after insert on synonym begin
  insert into audit_open (event_id, after_image) select new.last_event, coalesce((select max(n) from audit_image), 0) where not exists (select 1 from audit_open where event_id = new.last_event);
  insert into audit_image (event_id, kind, row_id, op, salt, image) values (new.last_event, 'synonym', lower(hex(new.id)), 'insert', randomblob(16), json_object('id', lower(hex(new.id)), 'store_id', lower(hex(new.store_id)), 'word', new.word, 'means', new.means, 'last_event', new.last_event));
end;
drop trigger if exists synonym_updated;
create trigger synonym_updated after update on synonym begin
  insert into audit_open (event_id, after_image) select new.last_event, coalesce((select max(n) from audit_image), 0) where not exists (select 1 from audit_open where event_id = new.last_event);
  insert into audit_image (event_id, kind, row_id, op, salt, image) values (new.last_event, 'synonym', lower(hex(new.id)), 'update', randomblob(16), json_object('id', lower(hex(new.id)), 'store_id', lower(hex(new.store_id)), 'word', new.word, 'means', new.means, 'last_event', new.last_event));
end;
drop trigger if exists synonym_delete;
create trigger synonym_delete before delete on synonym
begin select raise(abort, 'synonym rows are never deleted'); end;

drop trigger if exists price_list_update;
create trigger price_list_update before update on price_list when new.last_event is old.last_event or new.id is not old.id
begin select raise(abort, 'no write without an audit event'); end;
drop trigger if exists price_list_inserted;
create trigger price_list_inserted after insert on price_list begin
  insert into audit_open (event_id, after_image) select new.last_event, coalesce((select max(n) from audit_image), 0) where not exists (select 1 from audit_open where event_id = new.last_event);
  insert into audit_image (event_id, kind, row_id, op, salt, image) values (new.last_event, 'price_list', lower(hex(new.id)), 'insert', randomblob(16), json_object('id', lower(hex(new.id)), 'code', new.code, 'name', new.name, 'currency', new.currency, 'store_id', lower(hex(new.store_id)), 'last_event', new.last_event, 'valid_from', new.valid_from, 'valid_until', new.valid_until));
end;
drop trigger if exists price_list_updated;
create trigger price_list_updated after update on price_list begin
  insert into audit_open (event_id, after_image) select new.last_event, coalesce((select max(n) from audit_image), 0) where not exists (select 1 from audit_open where event_id = new.last_event);
  insert into audit_image (event_id, kind, row_id, op, salt, image) values (new.last_event, 'price_list', lower(hex(new.id)), 'update', randomblob(16), json_object('id', lower(hex(new.id)), 'code', new.code, 'name', new.name, 'currency', new.currency, 'store_id', lower(hex(new.store_id)), 'last_event', new.last_event, 'valid_from', new.valid_from, 'valid_until', new.valid_until));
end;
drop trigger if exists price_list_delete;
create trigger price_list_delete before delete on price_list
begin select raise(abort, 'price_list rows are never deleted'); end;

drop trigger if exists price_update;
create trigger price_update before update on price when new.product_id is not old.product_id or new.price_list_id is not old.price_list_id or new.min_quantity is not old.min_quantity or new.valid_from is not old.valid_from
begin select raise(abort, 'price keeps its key'); end;
drop trigger if exists price_inserted;
create trigger price_inserted after insert on price begin
  insert into audit_image (event_id, kind, row_id, op, salt, image) values ((select last_event from price_list where id = new.price_list_id), 'price', lower(hex(new.product_id)) || ':' || lower(hex(new.price_list_id)) || ':' || new.min_quantity || ':' || new.valid_from, 'insert', randomblob(16), json_object('price_list_id', lower(hex(new.price_list_id)), 'product_id', lower(hex(new.product_id)), 'min_quantity', new.min_quantity, 'unit_price', new.unit_price, 'valid_from', new.valid_from, 'valid_until', new.valid_until));
end;
drop trigger if exists price_updated;
create trigger price_updated after update on price begin
  insert into audit_image (event_id, kind, row_id, op, salt, image) values ((select last_event from price_list where id = new.price_list_id), 'price', lower(hex(new.product_id)) || ':' || lower(hex(new.price_list_id)) || ':' || new.min_quantity || ':' || new.valid_from, 'update', randomblob(16), json_object('price_list_id', lower(hex(new.price_list_id)), 'product_id', lower(hex(new.product_id)), 'min_quantity', new.min_quantity, 'unit_price', new.unit_price, 'valid_from', new.valid_from, 'valid_until', new.valid_until));
end;
drop trigger if exists price_deleted;
create trigger price_deleted after delete on price begin
  insert into audit_image (event_id, kind, row_id, op, salt, image) values ((select last_event from price_list where id = old.price_list_id), 'price', lower(hex(old.product_id)) || ':' || lower(hex(old.price_list_id)) || ':' || old.min_quantity || ':' || old.valid_from, 'delete', randomblob(16), '{}');
end;

drop trigger if exists organization_update;
create trigger organization_update before update on organization when new.last_event is old.last_event or new.id is not old.id
begin select raise(abort, 'no write without an audit event'); end;
drop trigger if exists organization_inserted;
create trigger organization_inserted after insert on organization begin
  insert into audit_open (event_id, after_image) select new.last_event, coalesce((select max(n) from audit_image), 0) where not exists (select 1 from audit_open where event_id = new.last_event);
  insert into audit_image (event_id, kind, row_id, op, salt, image) values (new.last_event, 'organization', lower(hex(new.id)), 'insert', randomblob(16), json_object('id', lower(hex(new.id)), 'number', new.number, 'name', new.name, 'city', new.city, 'country', new.country, 'vat_id', new.vat_id, 'status', new.status, 'terms_days', new.terms_days, 'po_number', new.po_number, 'approval_above', new.approval_above, 'support_names', new.support_names, 'support_consent', new.support_consent, 'consent_at', new.consent_at, 'last_event', new.last_event, 'cost_centre', new.cost_centre, 'po_pattern', new.po_pattern));
end;
drop trigger if exists organization_updated;
create trigger organization_updated after update on organization begin
  insert into audit_open (event_id, after_image) select new.last_event, coalesce((select max(n) from audit_image), 0) where not exists (select 1 from audit_open where event_id = new.last_event);
  insert into audit_image (event_id, kind, row_id, op, salt, image) values (new.last_event, 'organization', lower(hex(new.id)), 'update', randomblob(16), json_object('id', lower(hex(new.id)), 'number', new.number, 'name', new.name, 'city', new.city, 'country', new.country, 'vat_id', new.vat_id, 'status', new.status, 'terms_days', new.terms_days, 'po_number', new.po_number, 'approval_above', new.approval_above, 'support_names', new.support_names, 'support_consent', new.support_consent, 'consent_at', new.consent_at, 'last_event', new.last_event, 'cost_centre', new.cost_centre, 'po_pattern', new.po_pattern));
end;
drop trigger if exists organization_delete;
create trigger organization_delete before delete on organization
begin select raise(abort, 'organization rows are never deleted'); end;

drop trigger if exists organization_price_list_update;
create trigger organization_price_list_update before update on organization_price_list when new.organization_id is not old.organization_id or new.price_list_id is not old.price_list_id
begin select raise(abort, 'organization_price_list keeps its key'); end;
drop trigger if exists organization_price_list_inserted;
create trigger organization_price_list_inserted after insert on organization_price_list begin
  insert into audit_image (event_id, kind, row_id, op, salt, image) values ((select last_event from organization where id = new.organization_id), 'organization_price_list', lower(hex(new.organization_id)) || ':' || lower(hex(new.price_list_id)), 'insert', randomblob(16), json_object('organization_id', lower(hex(new.organization_id)), 'price_list_id', lower(hex(new.price_list_id)), 'rank', new.rank));
end;
drop trigger if exists organization_price_list_updated;
create trigger organization_price_list_updated after update on organization_price_list begin
  insert into audit_image (event_id, kind, row_id, op, salt, image) values ((select last_event from organization where id = new.organization_id), 'organization_price_list', lower(hex(new.organization_id)) || ':' || lower(hex(new.price_list_id)), 'update', randomblob(16), json_object('organization_id', lower(hex(new.organization_id)), 'price_list_id', lower(hex(new.price_list_id)), 'rank', new.rank));
end;
drop trigger if exists organization_price_list_deleted;
create trigger organization_price_list_deleted after delete on organization_price_list begin
  insert into audit_image (event_id, kind, row_id, op, salt, image) values ((select last_event from organization where id = old.organization_id), 'organization_price_list', lower(hex(old.organization_id)) || ':' || lower(hex(old.price_list_id)), 'delete', randomblob(16), '{}');
end;

drop trigger if exists contact_update;
create trigger contact_update before update on contact when new.last_event is old.last_event or new.id is not old.id
begin select raise(abort, 'no write without an audit event'); end;
drop trigger if exists contact_inserted;
create trigger contact_inserted after insert on contact begin
  insert into audit_open (event_id, after_image) select new.last_event, coalesce((select max(n) from audit_image), 0) where not exists (select 1 from audit_open where event_id = new.last_event);
  insert into audit_image (event_id, kind, row_id, op, salt, image) values (new.last_event, 'contact', lower(hex(new.id)), 'insert', randomblob(16), json_object('id', lower(hex(new.id)), 'organization_id', lower(hex(new.organization_id)), 'name', new.name, 'latin_name', new.latin_name, 'title', new.title, 'email', new.email, 'phone', new.phone, 'language', new.language, 'time_zone', new.time_zone, 'created_at', new.created_at, 'last_event', new.last_event, 'number', new.number));
end;
drop trigger if exists contact_updated;
create trigger contact_updated after update on contact begin
  insert into audit_open (event_id, after_image) select new.last_event, coalesce((select max(n) from audit_image), 0) where not exists (select 1 from audit_open where event_id = new.last_event);
  insert into audit_image (event_id, kind, row_id, op, salt, image) values (new.last_event, 'contact', lower(hex(new.id)), 'update', randomblob(16), json_object('id', lower(hex(new.id)), 'organization_id', lower(hex(new.organization_id)), 'name', new.name, 'latin_name', new.latin_name, 'title', new.title, 'email', new.email, 'phone', new.phone, 'language', new.language, 'time_zone', new.time_zone, 'created_at', new.created_at, 'last_event', new.last_event, 'number', new.number));
end;
drop trigger if exists contact_delete;
create trigger contact_delete before delete on contact
begin select raise(abort, 'contact rows are never deleted'); end;

drop trigger if exists account_update;
create trigger account_update before update on account when new.last_event is old.last_event or new.id is not old.id
begin select raise(abort, 'no write without an audit event'); end;
drop trigger if exists account_inserted;
create trigger account_inserted after insert on account begin
  insert into audit_open (event_id, after_image) select new.last_event, coalesce((select max(n) from audit_image), 0) where not exists (select 1 from audit_open where event_id = new.last_event);
  insert into audit_image (event_id, kind, row_id, op, salt, image) values (new.last_event, 'account', lower(hex(new.id)), 'insert', randomblob(16), json_object('id', lower(hex(new.id)), 'contact_id', lower(hex(new.contact_id)), 'store_id', lower(hex(new.store_id)), 'email', new.email, 'email_key', new.email_key, 'password_check', substr(new.password_hash, -12), 'role', new.role, 'status', new.status, 'last_sign_in_at', new.last_sign_in_at, 'created_at', new.created_at, 'last_event', new.last_event));
end;
drop trigger if exists account_updated;
create trigger account_updated after update on account begin
  insert into audit_open (event_id, after_image) select new.last_event, coalesce((select max(n) from audit_image), 0) where not exists (select 1 from audit_open where event_id = new.last_event);
  insert into audit_image (event_id, kind, row_id, op, salt, image) values (new.last_event, 'account', lower(hex(new.id)), 'update', randomblob(16), json_object('id', lower(hex(new.id)), 'contact_id', lower(hex(new.contact_id)), 'store_id', lower(hex(new.store_id)), 'email', new.email, 'email_key', new.email_key, 'password_check', substr(new.password_hash, -12), 'role', new.role, 'status', new.status, 'last_sign_in_at', new.last_sign_in_at, 'created_at', new.created_at, 'last_event', new.last_event));
end;
drop trigger if exists account_delete;
create trigger account_delete before delete on account
begin select raise(abort, 'account rows are never deleted'); end;

drop trigger if exists account_invite_update;
create trigger account_invite_update before update on account_invite when new.last_event is old.last_event or new.account_id is not old.account_id
begin select raise(abort, 'no write without an audit event'); end;
drop trigger if exists account_invite_inserted;
create trigger account_invite_inserted after insert on account_invite begin
  insert into audit_open (event_id, after_image) select new.last_event, coalesce((select max(n) from audit_image), 0) where not exists (select 1 from audit_open where event_id = new.last_event);
  insert into audit_image (event_id, kind, row_id, op, salt, image) values (new.last_event, 'account_invite', lower(hex(new.account_id)), 'insert', randomblob(16), json_object('account_id', lower(hex(new.account_id)), 'invited_by', lower(hex(new.invited_by)), 'language', new.language, 'created_at', new.created_at, 'expires_at', new.expires_at, 'used_at', new.used_at, 'revoked_at', new.revoked_at, 'last_event', new.last_event));
end;
drop trigger if exists account_invite_updated;
create trigger account_invite_updated after update on account_invite begin
  insert into audit_open (event_id, after_image) select new.last_event, coalesce((select max(n) from audit_image), 0) where not exists (select 1 from audit_open where event_id = new.last_event);
  insert into audit_image (event_id, kind, row_id, op, salt, image) values (new.last_event, 'account_invite', lower(hex(new.account_id)), 'update', randomblob(16), json_object('account_id', lower(hex(new.account_id)), 'invited_by', lower(hex(new.invited_by)), 'language', new.language, 'created_at', new.created_at, 'expires_at', new.expires_at, 'used_at', new.used_at, 'revoked_at', new.revoked_at, 'last_event', new.last_event));
end;
drop trigger if exists account_invite_delete;
create trigger account_invite_delete before delete on account_invite
begin select raise(abort, 'account_invite rows are never deleted'); end;

drop trigger if exists address_update;
create trigger address_update before update on address when new.last_event is old.last_event or new.id is not old.id
begin select raise(abort, 'no write without an audit event'); end;
drop trigger if exists address_inserted;
create trigger address_inserted after insert on address begin
  insert into audit_open (event_id, after_image) select new.last_event, coalesce((select max(n) from audit_image), 0) where not exists (select 1 from audit_open where event_id = new.last_event);
  insert into audit_image (event_id, kind, row_id, op, salt, image) values (new.last_event, 'address', lower(hex(new.id)), 'insert', randomblob(16), json_object('id', lower(hex(new.id)), 'organization_id', lower(hex(new.organization_id)), 'recipient', new.recipient, 'line1', new.line1, 'line2', new.line2, 'city', new.city, 'region', new.region, 'postcode', new.postcode, 'country', new.country, 'position', new.position, 'last_event', new.last_event, 'number', new.number));
end;
drop trigger if exists address_updated;
create trigger address_updated after update on address begin
  insert into audit_open (event_id, after_image) select new.last_event, coalesce((select max(n) from audit_image), 0) where not exists (select 1 from audit_open where event_id = new.last_event);
  insert into audit_image (event_id, kind, row_id, op, salt, image) values (new.last_event, 'address', lower(hex(new.id)), 'update', randomblob(16), json_object('id', lower(hex(new.id)), 'organization_id', lower(hex(new.organization_id)), 'recipient', new.recipient, 'line1', new.line1, 'line2', new.line2, 'city', new.city, 'region', new.region, 'postcode', new.postcode, 'country', new.country, 'position', new.position, 'last_event', new.last_event, 'number', new.number));
end;
drop trigger if exists address_delete;
create trigger address_delete before delete on address
begin select raise(abort, 'address rows are never deleted'); end;

drop trigger if exists staff_update;
create trigger staff_update before update on staff when new.last_event is old.last_event or new.id is not old.id
begin select raise(abort, 'no write without an audit event'); end;
drop trigger if exists staff_inserted;
create trigger staff_inserted after insert on staff begin
  insert into audit_open (event_id, after_image) select new.last_event, coalesce((select max(n) from audit_image), 0) where not exists (select 1 from audit_open where event_id = new.last_event);
  insert into audit_image (event_id, kind, row_id, op, salt, image) values (new.last_event, 'staff', lower(hex(new.id)), 'insert', randomblob(16), json_object('id', lower(hex(new.id)), 'name', new.name, 'email', new.email, 'email_key', new.email_key, 'password_check', substr(new.password_hash, -12), 'role', new.role, 'status', new.status, 'last_sign_in_at', new.last_sign_in_at, 'created_at', new.created_at, 'last_event', new.last_event));
end;
drop trigger if exists staff_updated;
create trigger staff_updated after update on staff begin
  insert into audit_open (event_id, after_image) select new.last_event, coalesce((select max(n) from audit_image), 0) where not exists (select 1 from audit_open where event_id = new.last_event);
  insert into audit_image (event_id, kind, row_id, op, salt, image) values (new.last_event, 'staff', lower(hex(new.id)), 'update', randomblob(16), json_object('id', lower(hex(new.id)), 'name', new.name, 'email', new.email, 'email_key', new.email_key, 'password_check', substr(new.password_hash, -12), 'role', new.role, 'status', new.status, 'last_sign_in_at', new.last_sign_in_at, 'created_at', new.created_at, 'last_event', new.last_event));
end;
drop trigger if exists staff_delete;
create trigger staff_delete before delete on staff
begin select raise(abort, 'staff rows are never deleted'); end;

drop trigger if exists staff_role_update;
create trigger staff_role_update before update on staff_role when new.last_event is old.last_event or new.id is not old.id
begin select raise(abort, 'no write without an audit event'); end;
drop trigger if exists staff_role_inserted;
create trigger staff_role_inserted after insert on staff_role begin
  insert into audit_open (event_id, after_image) select new.last_event, coalesce((select max(n) from audit_image), 0) where not exists (select 1 from audit_open where event_id = new.last_event);
  insert into audit_image (event_id, kind, row_id, op, salt, image) values (new.last_event, 'staff_role', new.id, 'insert', randomblob(16), json_object('id', new.id, 'permissions', new.permissions, 'behalf_mode', new.behalf_mode, 'scope', new.scope, 'minutes', new.minutes, 'order_limit', new.order_limit, 'orders_limit', new.orders_limit, 'max_discount', new.max_discount, 'last_event', new.last_event));
end;
drop trigger if exists staff_role_updated;
create trigger staff_role_updated after update on staff_role begin
  insert into audit_open (event_id, after_image) select new.last_event, coalesce((select max(n) from audit_image), 0) where not exists (select 1 from audit_open where event_id = new.last_event);
  insert into audit_image (event_id, kind, row_id, op, salt, image) values (new.last_event, 'staff_role', new.id, 'update', randomblob(16), json_object('id', new.id, 'permissions', new.permissions, 'behalf_mode', new.behalf_mode, 'scope', new.scope, 'minutes', new.minutes, 'order_limit', new.order_limit, 'orders_limit', new.orders_limit, 'max_discount', new.max_discount, 'last_event', new.last_event));
end;
drop trigger if exists staff_role_delete;
create trigger staff_role_delete before delete on staff_role
begin select raise(abort, 'staff_role rows are never deleted'); end;

drop trigger if exists staff_scope_update;
create trigger staff_scope_update before update on staff_scope when new.last_event is old.last_event or new.id is not old.id
begin select raise(abort, 'no write without an audit event'); end;
drop trigger if exists staff_scope_inserted;
create trigger staff_scope_inserted after insert on staff_scope begin
  insert into audit_open (event_id, after_image) select new.last_event, coalesce((select max(n) from audit_image), 0) where not exists (select 1 from audit_open where event_id = new.last_event);
  insert into audit_image (event_id, kind, row_id, op, salt, image) values (new.last_event, 'staff_scope', lower(hex(new.id)), 'insert', randomblob(16), json_object('id', lower(hex(new.id)), 'staff_id', lower(hex(new.staff_id)), 'organization_id', lower(hex(new.organization_id)), 'store_id', lower(hex(new.store_id)), 'created_at', new.created_at, 'removed_at', new.removed_at, 'last_event', new.last_event));
end;
drop trigger if exists staff_scope_updated;
create trigger staff_scope_updated after update on staff_scope begin
  insert into audit_open (event_id, after_image) select new.last_event, coalesce((select max(n) from audit_image), 0) where not exists (select 1 from audit_open where event_id = new.last_event);
  insert into audit_image (event_id, kind, row_id, op, salt, image) values (new.last_event, 'staff_scope', lower(hex(new.id)), 'update', randomblob(16), json_object('id', lower(hex(new.id)), 'staff_id', lower(hex(new.staff_id)), 'organization_id', lower(hex(new.organization_id)), 'store_id', lower(hex(new.store_id)), 'created_at', new.created_at, 'removed_at', new.removed_at, 'last_event', new.last_event));
end;
drop trigger if exists staff_scope_delete;
create trigger staff_scope_delete before delete on staff_scope
begin select raise(abort, 'staff_scope rows are never deleted'); end;

drop trigger if exists staff_invite_update;
create trigger staff_invite_update before update on staff_invite when new.last_event is old.last_event or new.id is not old.id
begin select raise(abort, 'no write without an audit event'); end;
drop trigger if exists staff_invite_inserted;
create trigger staff_invite_inserted after insert on staff_invite begin
  insert into audit_open (event_id, after_image) select new.last_event, coalesce((select max(n) from audit_image), 0) where not exists (select 1 from audit_open where event_id = new.last_event);
  insert into audit_image (event_id, kind, row_id, op, salt, image) values (new.last_event, 'staff_invite', lower(hex(new.id)), 'insert', randomblob(16), json_object('id', lower(hex(new.id)), 'name', new.name, 'email', new.email, 'email_key', new.email_key, 'role', new.role, 'invited_by', lower(hex(new.invited_by)), 'created_at', new.created_at, 'expires_at', new.expires_at, 'used_at', new.used_at, 'revoked_at', new.revoked_at, 'staff_id', lower(hex(new.staff_id)), 'last_event', new.last_event));
end;
drop trigger if exists staff_invite_updated;
create trigger staff_invite_updated after update on staff_invite begin
  insert into audit_open (event_id, after_image) select new.last_event, coalesce((select max(n) from audit_image), 0) where not exists (select 1 from audit_open where event_id = new.last_event);
  insert into audit_image (event_id, kind, row_id, op, salt, image) values (new.last_event, 'staff_invite', lower(hex(new.id)), 'update', randomblob(16), json_object('id', lower(hex(new.id)), 'name', new.name, 'email', new.email, 'email_key', new.email_key, 'role', new.role, 'invited_by', lower(hex(new.invited_by)), 'created_at', new.created_at, 'expires_at', new.expires_at, 'used_at', new.used_at, 'revoked_at', new.revoked_at, 'staff_id', lower(hex(new.staff_id)), 'last_event', new.last_event));
end;
drop trigger if exists staff_invite_delete;
create trigger staff_invite_delete before delete on staff_invite
begin select raise(abort, 'staff_invite rows are never deleted'); end;

drop trigger if exists session_update;
create trigger session_update before update on session when new.last_event is old.last_event or new.id is not old.id
begin select raise(abort, 'no write without an audit event'); end;
drop trigger if exists session_inserted;
create trigger session_inserted after insert on session begin
  insert into audit_open (event_id, after_image) select new.last_event, coalesce((select max(n) from audit_image), 0) where not exists (select 1 from audit_open where event_id = new.last_event);
  insert into audit_image (event_id, kind, row_id, op, salt, image) values (new.last_event, 'session', lower(hex(new.id)), 'insert', randomblob(16), json_object('id', lower(hex(new.id)), 'realm', new.realm, 'staff_id', lower(hex(new.staff_id)), 'account_id', lower(hex(new.account_id)), 'user_agent', new.user_agent, 'created_at', new.created_at, 'expires_at', new.expires_at, 'ended_at', new.ended_at, 'ended_why', new.ended_why, 'last_event', new.last_event));
end;
drop trigger if exists session_updated;
create trigger session_updated after update on session begin
  insert into audit_open (event_id, after_image) select new.last_event, coalesce((select max(n) from audit_image), 0) where not exists (select 1 from audit_open where event_id = new.last_event);
  insert into audit_image (event_id, kind, row_id, op, salt, image) values (new.last_event, 'session', lower(hex(new.id)), 'update', randomblob(16), json_object('id', lower(hex(new.id)), 'realm', new.realm, 'staff_id', lower(hex(new.staff_id)), 'account_id', lower(hex(new.account_id)), 'user_agent', new.user_agent, 'created_at', new.created_at, 'expires_at', new.expires_at, 'ended_at', new.ended_at, 'ended_why', new.ended_why, 'last_event', new.last_event));
end;
drop trigger if exists session_delete;
create trigger session_delete before delete on session
begin select raise(abort, 'session rows are never deleted'); end;

drop trigger if exists factor_update;
create trigger factor_update before update on factor when new.last_event is old.last_event or new.id is not old.id
begin select raise(abort, 'no write without an audit event'); end;
drop trigger if exists factor_inserted;
create trigger factor_inserted after insert on factor begin
  insert into audit_open (event_id, after_image) select new.last_event, coalesce((select max(n) from audit_image), 0) where not exists (select 1 from audit_open where event_id = new.last_event);
  insert into audit_image (event_id, kind, row_id, op, salt, image) values (new.last_event, 'factor', lower(hex(new.id)), 'insert', randomblob(16), json_object('id', lower(hex(new.id)), 'staff_id', lower(hex(new.staff_id)), 'kind', new.kind, 'name', new.name, 'credential_id', new.credential_id, 'credential', new.credential, 'last_step', new.last_step, 'created_at', new.created_at, 'used_at', new.used_at, 'removed_at', new.removed_at, 'last_event', new.last_event));
end;
drop trigger if exists factor_updated;
create trigger factor_updated after update on factor begin
  insert into audit_open (event_id, after_image) select new.last_event, coalesce((select max(n) from audit_image), 0) where not exists (select 1 from audit_open where event_id = new.last_event);
  insert into audit_image (event_id, kind, row_id, op, salt, image) values (new.last_event, 'factor', lower(hex(new.id)), 'update', randomblob(16), json_object('id', lower(hex(new.id)), 'staff_id', lower(hex(new.staff_id)), 'kind', new.kind, 'name', new.name, 'credential_id', new.credential_id, 'credential', new.credential, 'last_step', new.last_step, 'created_at', new.created_at, 'used_at', new.used_at, 'removed_at', new.removed_at, 'last_event', new.last_event));
end;
drop trigger if exists factor_delete;
create trigger factor_delete before delete on factor
begin select raise(abort, 'factor rows are never deleted'); end;

drop trigger if exists recovery_code_update;
create trigger recovery_code_update before update on recovery_code when new.last_event is old.last_event or new.id is not old.id
begin select raise(abort, 'no write without an audit event'); end;
drop trigger if exists recovery_code_inserted;
create trigger recovery_code_inserted after insert on recovery_code begin
  insert into audit_open (event_id, after_image) select new.last_event, coalesce((select max(n) from audit_image), 0) where not exists (select 1 from audit_open where event_id = new.last_event);
  insert into audit_image (event_id, kind, row_id, op, salt, image) values (new.last_event, 'recovery_code', lower(hex(new.id)), 'insert', randomblob(16), json_object('id', lower(hex(new.id)), 'staff_id', lower(hex(new.staff_id)), 'created_at', new.created_at, 'used_at', new.used_at, 'replaced_at', new.replaced_at, 'last_event', new.last_event));
end;
drop trigger if exists recovery_code_updated;
create trigger recovery_code_updated after update on recovery_code begin
  insert into audit_open (event_id, after_image) select new.last_event, coalesce((select max(n) from audit_image), 0) where not exists (select 1 from audit_open where event_id = new.last_event);
  insert into audit_image (event_id, kind, row_id, op, salt, image) values (new.last_event, 'recovery_code', lower(hex(new.id)), 'update', randomblob(16), json_object('id', lower(hex(new.id)), 'staff_id', lower(hex(new.staff_id)), 'created_at', new.created_at, 'used_at', new.used_at, 'replaced_at', new.replaced_at, 'last_event', new.last_event));
end;
drop trigger if exists recovery_code_delete;
create trigger recovery_code_delete before delete on recovery_code
begin select raise(abort, 'recovery_code rows are never deleted'); end;

drop trigger if exists password_reset_update;
create trigger password_reset_update before update on password_reset when new.last_event is old.last_event or new.id is not old.id
begin select raise(abort, 'no write without an audit event'); end;
drop trigger if exists password_reset_inserted;
create trigger password_reset_inserted after insert on password_reset begin
  insert into audit_open (event_id, after_image) select new.last_event, coalesce((select max(n) from audit_image), 0) where not exists (select 1 from audit_open where event_id = new.last_event);
  insert into audit_image (event_id, kind, row_id, op, salt, image) values (new.last_event, 'password_reset', lower(hex(new.id)), 'insert', randomblob(16), json_object('id', lower(hex(new.id)), 'account_id', lower(hex(new.account_id)), 'staff_id', lower(hex(new.staff_id)), 'asked_by', lower(hex(new.asked_by)), 'created_at', new.created_at, 'expires_at', new.expires_at, 'ended_at', new.ended_at, 'ended_why', new.ended_why, 'last_event', new.last_event));
end;
drop trigger if exists password_reset_updated;
create trigger password_reset_updated after update on password_reset begin
  insert into audit_open (event_id, after_image) select new.last_event, coalesce((select max(n) from audit_image), 0) where not exists (select 1 from audit_open where event_id = new.last_event);
  insert into audit_image (event_id, kind, row_id, op, salt, image) values (new.last_event, 'password_reset', lower(hex(new.id)), 'update', randomblob(16), json_object('id', lower(hex(new.id)), 'account_id', lower(hex(new.account_id)), 'staff_id', lower(hex(new.staff_id)), 'asked_by', lower(hex(new.asked_by)), 'created_at', new.created_at, 'expires_at', new.expires_at, 'ended_at', new.ended_at, 'ended_why', new.ended_why, 'last_event', new.last_event));
end;
drop trigger if exists password_reset_delete;
create trigger password_reset_delete before delete on password_reset
begin select raise(abort, 'password_reset rows are never deleted'); end;

drop trigger if exists behalf_update;
create trigger behalf_update before update on behalf when new.last_event is old.last_event or new.id is not old.id
begin select raise(abort, 'no write without an audit event'); end;
drop trigger if exists behalf_inserted;
create trigger behalf_inserted after insert on behalf begin
  insert into audit_open (event_id, after_image) select new.last_event, coalesce((select max(n) from audit_image), 0) where not exists (select 1 from audit_open where event_id = new.last_event);
  insert into audit_image (event_id, kind, row_id, op, salt, image) values (new.last_event, 'behalf', lower(hex(new.id)), 'insert', randomblob(16), json_object('id', lower(hex(new.id)), 'slug', new.slug, 'state', new.state, 'staff_id', lower(hex(new.staff_id)), 'portal_session_id', lower(hex(new.portal_session_id)), 'account_id', lower(hex(new.account_id)), 'store_id', lower(hex(new.store_id)), 'previous_id', lower(hex(new.previous_id)), 'mode', new.mode, 'reason', new.reason, 'ticket', new.ticket, 'minutes', new.minutes, 'back', new.back, 'requested_at', new.requested_at, 'redeem_by', new.redeem_by, 'verified_at', new.verified_at, 'amr', new.amr, 'consent', new.consent, 'second_staff_id', lower(hex(new.second_staff_id)), 'started_at', new.started_at, 'expires_at', new.expires_at, 'ended_at', new.ended_at, 'ended_why', new.ended_why, 'ended_by', new.ended_by, 'note', new.note, 'last_event', new.last_event, 'cart_id', lower(hex(new.cart_id)), 'to_page', new.to_page));
end;
drop trigger if exists behalf_updated;
create trigger behalf_updated after update on behalf begin
  insert into audit_open (event_id, after_image) select new.last_event, coalesce((select max(n) from audit_image), 0) where not exists (select 1 from audit_open where event_id = new.last_event);
  insert into audit_image (event_id, kind, row_id, op, salt, image) values (new.last_event, 'behalf', lower(hex(new.id)), 'update', randomblob(16), json_object('id', lower(hex(new.id)), 'slug', new.slug, 'state', new.state, 'staff_id', lower(hex(new.staff_id)), 'portal_session_id', lower(hex(new.portal_session_id)), 'account_id', lower(hex(new.account_id)), 'store_id', lower(hex(new.store_id)), 'previous_id', lower(hex(new.previous_id)), 'mode', new.mode, 'reason', new.reason, 'ticket', new.ticket, 'minutes', new.minutes, 'back', new.back, 'requested_at', new.requested_at, 'redeem_by', new.redeem_by, 'verified_at', new.verified_at, 'amr', new.amr, 'consent', new.consent, 'second_staff_id', lower(hex(new.second_staff_id)), 'started_at', new.started_at, 'expires_at', new.expires_at, 'ended_at', new.ended_at, 'ended_why', new.ended_why, 'ended_by', new.ended_by, 'note', new.note, 'last_event', new.last_event, 'cart_id', lower(hex(new.cart_id)), 'to_page', new.to_page));
end;
drop trigger if exists behalf_delete;
create trigger behalf_delete before delete on behalf
begin select raise(abort, 'behalf rows are never deleted'); end;

drop trigger if exists support_consent_update;
create trigger support_consent_update before update on support_consent when new.last_event is old.last_event or new.id is not old.id
begin select raise(abort, 'no write without an audit event'); end;
drop trigger if exists support_consent_inserted;
create trigger support_consent_inserted after insert on support_consent begin
  insert into audit_open (event_id, after_image) select new.last_event, coalesce((select max(n) from audit_image), 0) where not exists (select 1 from audit_open where event_id = new.last_event);
  insert into audit_image (event_id, kind, row_id, op, salt, image) values (new.last_event, 'support_consent', lower(hex(new.id)), 'insert', randomblob(16), json_object('id', lower(hex(new.id)), 'consent', new.consent, 'changed_at', new.changed_at, 'last_event', new.last_event));
end;
drop trigger if exists support_consent_updated;
create trigger support_consent_updated after update on support_consent begin
  insert into audit_open (event_id, after_image) select new.last_event, coalesce((select max(n) from audit_image), 0) where not exists (select 1 from audit_open where event_id = new.last_event);
  insert into audit_image (event_id, kind, row_id, op, salt, image) values (new.last_event, 'support_consent', lower(hex(new.id)), 'update', randomblob(16), json_object('id', lower(hex(new.id)), 'consent', new.consent, 'changed_at', new.changed_at, 'last_event', new.last_event));
end;
drop trigger if exists support_consent_delete;
create trigger support_consent_delete before delete on support_consent
begin select raise(abort, 'support_consent rows are never deleted'); end;

drop trigger if exists consent_code_update;
create trigger consent_code_update before update on consent_code when new.last_event is old.last_event or new.id is not old.id
begin select raise(abort, 'no write without an audit event'); end;
drop trigger if exists consent_code_inserted;
create trigger consent_code_inserted after insert on consent_code begin
  insert into audit_open (event_id, after_image) select new.last_event, coalesce((select max(n) from audit_image), 0) where not exists (select 1 from audit_open where event_id = new.last_event);
  insert into audit_image (event_id, kind, row_id, op, salt, image) values (new.last_event, 'consent_code', lower(hex(new.id)), 'insert', randomblob(16), json_object('id', lower(hex(new.id)), 'account_id', lower(hex(new.account_id)), 'made_at', new.made_at, 'expires_at', new.expires_at, 'tries', new.tries, 'ended_at', new.ended_at, 'ended_why', new.ended_why, 'last_event', new.last_event, 'lookup', lower(hex(new.lookup)), 'typed_session_id', lower(hex(new.typed_session_id))));
end;
drop trigger if exists consent_code_updated;
create trigger consent_code_updated after update on consent_code begin
  insert into audit_open (event_id, after_image) select new.last_event, coalesce((select max(n) from audit_image), 0) where not exists (select 1 from audit_open where event_id = new.last_event);
  insert into audit_image (event_id, kind, row_id, op, salt, image) values (new.last_event, 'consent_code', lower(hex(new.id)), 'update', randomblob(16), json_object('id', lower(hex(new.id)), 'account_id', lower(hex(new.account_id)), 'made_at', new.made_at, 'expires_at', new.expires_at, 'tries', new.tries, 'ended_at', new.ended_at, 'ended_why', new.ended_why, 'last_event', new.last_event, 'lookup', lower(hex(new.lookup)), 'typed_session_id', lower(hex(new.typed_session_id))));
end;
drop trigger if exists consent_code_delete;
create trigger consent_code_delete before delete on consent_code
begin select raise(abort, 'consent_code rows are never deleted'); end;

drop trigger if exists behalf_override_update;
create trigger behalf_override_update before update on behalf_override when new.last_event is old.last_event or new.id is not old.id
begin select raise(abort, 'no write without an audit event'); end;
drop trigger if exists behalf_override_inserted;
create trigger behalf_override_inserted after insert on behalf_override begin
  insert into audit_open (event_id, after_image) select new.last_event, coalesce((select max(n) from audit_image), 0) where not exists (select 1 from audit_open where event_id = new.last_event);
  insert into audit_image (event_id, kind, row_id, op, salt, image) values (new.last_event, 'behalf_override', lower(hex(new.id)), 'insert', randomblob(16), json_object('id', lower(hex(new.id)), 'staff_id', lower(hex(new.staff_id)), 'reason', new.reason, 'at', new.at, 'last_event', new.last_event));
end;
drop trigger if exists behalf_override_updated;
create trigger behalf_override_updated after update on behalf_override begin
  insert into audit_open (event_id, after_image) select new.last_event, coalesce((select max(n) from audit_image), 0) where not exists (select 1 from audit_open where event_id = new.last_event);
  insert into audit_image (event_id, kind, row_id, op, salt, image) values (new.last_event, 'behalf_override', lower(hex(new.id)), 'update', randomblob(16), json_object('id', lower(hex(new.id)), 'staff_id', lower(hex(new.staff_id)), 'reason', new.reason, 'at', new.at, 'last_event', new.last_event));
end;
drop trigger if exists behalf_override_delete;
create trigger behalf_override_delete before delete on behalf_override
begin select raise(abort, 'behalf_override rows are never deleted'); end;

drop trigger if exists cart_update;
create trigger cart_update before update on cart when new.last_event is old.last_event or new.id is not old.id
begin select raise(abort, 'no write without an audit event'); end;
drop trigger if exists cart_inserted;
create trigger cart_inserted after insert on cart begin
  insert into audit_open (event_id, after_image) select new.last_event, coalesce((select max(n) from audit_image), 0) where not exists (select 1 from audit_open where event_id = new.last_event);
  insert into audit_image (event_id, kind, row_id, op, salt, image) values (new.last_event, 'cart', lower(hex(new.id)), 'insert', randomblob(16), json_object('id', lower(hex(new.id)), 'account_id', lower(hex(new.account_id)), 'version', new.version, 'modified_at', new.modified_at, 'modified_actor_id', new.modified_actor_id, 'modified_actor_name', new.modified_actor_name, 'modified_actor_role', new.modified_actor_role, 'modified_subject_id', new.modified_subject_id, 'modified_behalf_id', lower(hex(new.modified_behalf_id)), 'last_event', new.last_event, 'state', new.state, 'message', new.message, 'answer', new.answer, 'offered_at', new.offered_at, 'answered_at', new.answered_at, 'created_at', new.created_at, 'created_actor_id', new.created_actor_id, 'created_actor_name', new.created_actor_name, 'created_behalf_id', lower(hex(new.created_behalf_id))));
end;
drop trigger if exists cart_updated;
create trigger cart_updated after update on cart begin
  insert into audit_open (event_id, after_image) select new.last_event, coalesce((select max(n) from audit_image), 0) where not exists (select 1 from audit_open where event_id = new.last_event);
  insert into audit_image (event_id, kind, row_id, op, salt, image) values (new.last_event, 'cart', lower(hex(new.id)), 'update', randomblob(16), json_object('id', lower(hex(new.id)), 'account_id', lower(hex(new.account_id)), 'version', new.version, 'modified_at', new.modified_at, 'modified_actor_id', new.modified_actor_id, 'modified_actor_name', new.modified_actor_name, 'modified_actor_role', new.modified_actor_role, 'modified_subject_id', new.modified_subject_id, 'modified_behalf_id', lower(hex(new.modified_behalf_id)), 'last_event', new.last_event, 'state', new.state, 'message', new.message, 'answer', new.answer, 'offered_at', new.offered_at, 'answered_at', new.answered_at, 'created_at', new.created_at, 'created_actor_id', new.created_actor_id, 'created_actor_name', new.created_actor_name, 'created_behalf_id', lower(hex(new.created_behalf_id))));
end;
drop trigger if exists cart_delete;
create trigger cart_delete before delete on cart
begin select raise(abort, 'cart rows are never deleted'); end;

drop trigger if exists cart_line_update;
create trigger cart_line_update before update on cart_line when new.cart_id is not old.cart_id or new.product_id is not old.product_id
begin select raise(abort, 'cart_line keeps its key'); end;
drop trigger if exists cart_line_inserted;
create trigger cart_line_inserted after insert on cart_line begin
  insert into audit_image (event_id, kind, row_id, op, salt, image) values ((select last_event from cart where id = new.cart_id), 'cart_line', lower(hex(new.cart_id)) || ':' || lower(hex(new.product_id)), 'insert', randomblob(16), json_object('cart_id', lower(hex(new.cart_id)), 'product_id', lower(hex(new.product_id)), 'position', new.position, 'note', new.note, 'quantity', new.quantity, 'added_actor_id', new.added_actor_id, 'added_actor_name', new.added_actor_name, 'added_actor_role', new.added_actor_role, 'added_subject_id', new.added_subject_id, 'is_selected', new.is_selected, 'requested_on', new.requested_on, 'shown_price', new.shown_price));
end;
drop trigger if exists cart_line_updated;
create trigger cart_line_updated after update on cart_line begin
  insert into audit_image (event_id, kind, row_id, op, salt, image) values ((select last_event from cart where id = new.cart_id), 'cart_line', lower(hex(new.cart_id)) || ':' || lower(hex(new.product_id)), 'update', randomblob(16), json_object('cart_id', lower(hex(new.cart_id)), 'product_id', lower(hex(new.product_id)), 'position', new.position, 'note', new.note, 'quantity', new.quantity, 'added_actor_id', new.added_actor_id, 'added_actor_name', new.added_actor_name, 'added_actor_role', new.added_actor_role, 'added_subject_id', new.added_subject_id, 'is_selected', new.is_selected, 'requested_on', new.requested_on, 'shown_price', new.shown_price));
end;
drop trigger if exists cart_line_deleted;
create trigger cart_line_deleted after delete on cart_line begin
  insert into audit_image (event_id, kind, row_id, op, salt, image) values ((select last_event from cart where id = old.cart_id), 'cart_line', lower(hex(old.cart_id)) || ':' || lower(hex(old.product_id)), 'delete', randomblob(16), '{}');
end;

drop trigger if exists orders_update;
create trigger orders_update before update on orders when new.last_event is old.last_event or new.id is not old.id
begin select raise(abort, 'no write without an audit event'); end;
drop trigger if exists orders_inserted;
create trigger orders_inserted after insert on orders begin
  insert into audit_open (event_id, after_image) select new.last_event, coalesce((select max(n) from audit_image), 0) where not exists (select 1 from audit_open where event_id = new.last_event);
  insert into audit_image (event_id, kind, row_id, op, salt, image) values (new.last_event, 'orders', lower(hex(new.id)), 'insert', randomblob(16), json_object('id', lower(hex(new.id)), 'number', new.number, 'store_id', lower(hex(new.store_id)), 'organization_id', lower(hex(new.organization_id)), 'contact_id', lower(hex(new.contact_id)), 'account_id', lower(hex(new.account_id)), 'status', new.status, 'currency', new.currency, 'subtotal', new.subtotal, 'discount', new.discount, 'discount_rate', new.discount_rate, 'discount_reason', new.discount_reason, 'shipping', new.shipping, 'tax', new.tax, 'total', new.total, 'tax_note', new.tax_note, 'po_number', new.po_number, 'note', new.note, 'recipient', new.recipient, 'address_text', new.address_text, 'shipping_method', new.shipping_method, 'payment_method', new.payment_method, 'terms_days', new.terms_days, 'idempotency_key', new.idempotency_key, 'payload_hash', new.payload_hash, 'placed_at', new.placed_at, 'version', new.version, 'created_at', new.created_at, 'created_actor_id', new.created_actor_id, 'created_actor_name', new.created_actor_name, 'created_actor_role', new.created_actor_role, 'created_subject_id', new.created_subject_id, 'created_behalf_id', lower(hex(new.created_behalf_id)), 'created_event', new.created_event, 'last_event', new.last_event, 'requested_on', new.requested_on, 'cost_centre', new.cost_centre, 'prepared_cart_id', lower(hex(new.prepared_cart_id)), 'prepared_by', new.prepared_by));
end;
drop trigger if exists orders_updated;
create trigger orders_updated after update on orders begin
  insert into audit_open (event_id, after_image) select new.last_event, coalesce((select max(n) from audit_image), 0) where not exists (select 1 from audit_open where event_id = new.last_event);
  insert into audit_image (event_id, kind, row_id, op, salt, image) values (new.last_event, 'orders', lower(hex(new.id)), 'update', randomblob(16), json_object('id', lower(hex(new.id)), 'number', new.number, 'store_id', lower(hex(new.store_id)), 'organization_id', lower(hex(new.organization_id)), 'contact_id', lower(hex(new.contact_id)), 'account_id', lower(hex(new.account_id)), 'status', new.status, 'currency', new.currency, 'subtotal', new.subtotal, 'discount', new.discount, 'discount_rate', new.discount_rate, 'discount_reason', new.discount_reason, 'shipping', new.shipping, 'tax', new.tax, 'total', new.total, 'tax_note', new.tax_note, 'po_number', new.po_number, 'note', new.note, 'recipient', new.recipient, 'address_text', new.address_text, 'shipping_method', new.shipping_method, 'payment_method', new.payment_method, 'terms_days', new.terms_days, 'idempotency_key', new.idempotency_key, 'payload_hash', new.payload_hash, 'placed_at', new.placed_at, 'version', new.version, 'created_at', new.created_at, 'created_actor_id', new.created_actor_id, 'created_actor_name', new.created_actor_name, 'created_actor_role', new.created_actor_role, 'created_subject_id', new.created_subject_id, 'created_behalf_id', lower(hex(new.created_behalf_id)), 'created_event', new.created_event, 'last_event', new.last_event, 'requested_on', new.requested_on, 'cost_centre', new.cost_centre, 'prepared_cart_id', lower(hex(new.prepared_cart_id)), 'prepared_by', new.prepared_by));
end;
drop trigger if exists orders_delete;
create trigger orders_delete before delete on orders
begin select raise(abort, 'orders rows are never deleted'); end;

drop trigger if exists order_line_update;
create trigger order_line_update before update on order_line when new.order_id is not old.order_id or new.position is not old.position
begin select raise(abort, 'order_line keeps its key'); end;
drop trigger if exists order_line_inserted;
create trigger order_line_inserted after insert on order_line begin
  insert into audit_image (event_id, kind, row_id, op, salt, image) values ((select last_event from orders where id = new.order_id), 'order_line', lower(hex(new.order_id)) || ':' || new.position, 'insert', randomblob(16), json_object('order_id', lower(hex(new.order_id)), 'position', new.position, 'product_id', lower(hex(new.product_id)), 'sku', new.sku, 'name', new.name, 'unit', new.unit, 'quantity', new.quantity, 'unit_price', new.unit_price, 'total', new.total, 'tax_rate', new.tax_rate, 'note', new.note, 'requested_on', new.requested_on, 'own_number', new.own_number, 'added_actor_name', new.added_actor_name, 'added_subject_id', new.added_subject_id));
end;
drop trigger if exists order_line_updated;
create trigger order_line_updated after update on order_line begin
  insert into audit_image (event_id, kind, row_id, op, salt, image) values ((select last_event from orders where id = new.order_id), 'order_line', lower(hex(new.order_id)) || ':' || new.position, 'update', randomblob(16), json_object('order_id', lower(hex(new.order_id)), 'position', new.position, 'product_id', lower(hex(new.product_id)), 'sku', new.sku, 'name', new.name, 'unit', new.unit, 'quantity', new.quantity, 'unit_price', new.unit_price, 'total', new.total, 'tax_rate', new.tax_rate, 'note', new.note, 'requested_on', new.requested_on, 'own_number', new.own_number, 'added_actor_name', new.added_actor_name, 'added_subject_id', new.added_subject_id));
end;
drop trigger if exists order_line_deleted;
create trigger order_line_deleted after delete on order_line begin
  insert into audit_image (event_id, kind, row_id, op, salt, image) values ((select last_event from orders where id = old.order_id), 'order_line', lower(hex(old.order_id)) || ':' || old.position, 'delete', randomblob(16), '{}');
end;

drop trigger if exists approval_update;
create trigger approval_update before update on approval when new.last_event is old.last_event or new.id is not old.id
begin select raise(abort, 'no write without an audit event'); end;
drop trigger if exists approval_inserted;
create trigger approval_inserted after insert on approval begin
  insert into audit_open (event_id, after_image) select new.last_event, coalesce((select max(n) from audit_image), 0) where not exists (select 1 from audit_open where event_id = new.last_event);
  insert into audit_image (event_id, kind, row_id, op, salt, image) values (new.last_event, 'approval', lower(hex(new.id)), 'insert', randomblob(16), json_object('id', lower(hex(new.id)), 'state', new.state, 'decided_at', new.decided_at, 'decided_actor_id', new.decided_actor_id, 'decided_actor_name', new.decided_actor_name, 'reason', new.reason, 'last_event', new.last_event));
end;
drop trigger if exists approval_updated;
create trigger approval_updated after update on approval begin
  insert into audit_open (event_id, after_image) select new.last_event, coalesce((select max(n) from audit_image), 0) where not exists (select 1 from audit_open where event_id = new.last_event);
  insert into audit_image (event_id, kind, row_id, op, salt, image) values (new.last_event, 'approval', lower(hex(new.id)), 'update', randomblob(16), json_object('id', lower(hex(new.id)), 'state', new.state, 'decided_at', new.decided_at, 'decided_actor_id', new.decided_actor_id, 'decided_actor_name', new.decided_actor_name, 'reason', new.reason, 'last_event', new.last_event));
end;
drop trigger if exists approval_delete;
create trigger approval_delete before delete on approval
begin select raise(abort, 'approval rows are never deleted'); end;

drop trigger if exists own_item_update;
create trigger own_item_update before update on own_item when new.last_event is old.last_event or new.id is not old.id
begin select raise(abort, 'no write without an audit event'); end;
drop trigger if exists own_item_inserted;
create trigger own_item_inserted after insert on own_item begin
  insert into audit_open (event_id, after_image) select new.last_event, coalesce((select max(n) from audit_image), 0) where not exists (select 1 from audit_open where event_id = new.last_event);
  insert into audit_image (event_id, kind, row_id, op, salt, image) values (new.last_event, 'own_item', lower(hex(new.id)), 'insert', randomblob(16), json_object('id', lower(hex(new.id)), 'organization_id', lower(hex(new.organization_id)), 'product_id', lower(hex(new.product_id)), 'number', new.number, 'number_key', new.number_key, 'created_at', new.created_at, 'removed_at', new.removed_at, 'last_event', new.last_event));
end;
drop trigger if exists own_item_updated;
create trigger own_item_updated after update on own_item begin
  insert into audit_open (event_id, after_image) select new.last_event, coalesce((select max(n) from audit_image), 0) where not exists (select 1 from audit_open where event_id = new.last_event);
  insert into audit_image (event_id, kind, row_id, op, salt, image) values (new.last_event, 'own_item', lower(hex(new.id)), 'update', randomblob(16), json_object('id', lower(hex(new.id)), 'organization_id', lower(hex(new.organization_id)), 'product_id', lower(hex(new.product_id)), 'number', new.number, 'number_key', new.number_key, 'created_at', new.created_at, 'removed_at', new.removed_at, 'last_event', new.last_event));
end;
drop trigger if exists own_item_delete;
create trigger own_item_delete before delete on own_item
begin select raise(abort, 'own_item rows are never deleted'); end;

drop trigger if exists requisition_list_update;
create trigger requisition_list_update before update on requisition_list when new.last_event is old.last_event or new.id is not old.id
begin select raise(abort, 'no write without an audit event'); end;
drop trigger if exists requisition_list_inserted;
create trigger requisition_list_inserted after insert on requisition_list begin
  insert into audit_open (event_id, after_image) select new.last_event, coalesce((select max(n) from audit_image), 0) where not exists (select 1 from audit_open where event_id = new.last_event);
  insert into audit_image (event_id, kind, row_id, op, salt, image) values (new.last_event, 'requisition_list', lower(hex(new.id)), 'insert', randomblob(16), json_object('id', lower(hex(new.id)), 'account_id', lower(hex(new.account_id)), 'organization_id', lower(hex(new.organization_id)), 'kind', new.kind, 'name', new.name, 'name_key', new.name_key, 'note', new.note, 'sharing', new.sharing, 'version', new.version, 'created_at', new.created_at, 'created_actor_id', new.created_actor_id, 'created_actor_name', new.created_actor_name, 'created_actor_role', new.created_actor_role, 'created_subject_id', new.created_subject_id, 'created_behalf_id', lower(hex(new.created_behalf_id)), 'modified_at', new.modified_at, 'modified_actor_name', new.modified_actor_name, 'modified_subject_id', new.modified_subject_id, 'removed_at', new.removed_at, 'last_event', new.last_event));
end;
drop trigger if exists requisition_list_updated;
create trigger requisition_list_updated after update on requisition_list begin
  insert into audit_open (event_id, after_image) select new.last_event, coalesce((select max(n) from audit_image), 0) where not exists (select 1 from audit_open where event_id = new.last_event);
  insert into audit_image (event_id, kind, row_id, op, salt, image) values (new.last_event, 'requisition_list', lower(hex(new.id)), 'update', randomblob(16), json_object('id', lower(hex(new.id)), 'account_id', lower(hex(new.account_id)), 'organization_id', lower(hex(new.organization_id)), 'kind', new.kind, 'name', new.name, 'name_key', new.name_key, 'note', new.note, 'sharing', new.sharing, 'version', new.version, 'created_at', new.created_at, 'created_actor_id', new.created_actor_id, 'created_actor_name', new.created_actor_name, 'created_actor_role', new.created_actor_role, 'created_subject_id', new.created_subject_id, 'created_behalf_id', lower(hex(new.created_behalf_id)), 'modified_at', new.modified_at, 'modified_actor_name', new.modified_actor_name, 'modified_subject_id', new.modified_subject_id, 'removed_at', new.removed_at, 'last_event', new.last_event));
end;
drop trigger if exists requisition_list_delete;
create trigger requisition_list_delete before delete on requisition_list
begin select raise(abort, 'requisition_list rows are never deleted'); end;

drop trigger if exists requisition_line_update;
create trigger requisition_line_update before update on requisition_line when new.list_id is not old.list_id or new.product_id is not old.product_id
begin select raise(abort, 'requisition_line keeps its key'); end;
drop trigger if exists requisition_line_inserted;
create trigger requisition_line_inserted after insert on requisition_line begin
  insert into audit_image (event_id, kind, row_id, op, salt, image) values ((select last_event from requisition_list where id = new.list_id), 'requisition_line', lower(hex(new.list_id)) || ':' || lower(hex(new.product_id)), 'insert', randomblob(16), json_object('list_id', lower(hex(new.list_id)), 'product_id', lower(hex(new.product_id)), 'position', new.position, 'quantity', new.quantity, 'note', new.note, 'added_actor_name', new.added_actor_name, 'added_actor_role', new.added_actor_role, 'added_subject_id', new.added_subject_id, 'added_at', new.added_at));
end;
drop trigger if exists requisition_line_updated;
create trigger requisition_line_updated after update on requisition_line begin
  insert into audit_image (event_id, kind, row_id, op, salt, image) values ((select last_event from requisition_list where id = new.list_id), 'requisition_line', lower(hex(new.list_id)) || ':' || lower(hex(new.product_id)), 'update', randomblob(16), json_object('list_id', lower(hex(new.list_id)), 'product_id', lower(hex(new.product_id)), 'position', new.position, 'quantity', new.quantity, 'note', new.note, 'added_actor_name', new.added_actor_name, 'added_actor_role', new.added_actor_role, 'added_subject_id', new.added_subject_id, 'added_at', new.added_at));
end;
drop trigger if exists requisition_line_deleted;
create trigger requisition_line_deleted after delete on requisition_line begin
  insert into audit_image (event_id, kind, row_id, op, salt, image) values ((select last_event from requisition_list where id = old.list_id), 'requisition_line', lower(hex(old.list_id)) || ':' || lower(hex(old.product_id)), 'delete', randomblob(16), '{}');
end;

drop trigger if exists cost_centre_update;
create trigger cost_centre_update before update on cost_centre when new.last_event is old.last_event or new.id is not old.id
begin select raise(abort, 'no write without an audit event'); end;
drop trigger if exists cost_centre_inserted;
create trigger cost_centre_inserted after insert on cost_centre begin
  insert into audit_open (event_id, after_image) select new.last_event, coalesce((select max(n) from audit_image), 0) where not exists (select 1 from audit_open where event_id = new.last_event);
  insert into audit_image (event_id, kind, row_id, op, salt, image) values (new.last_event, 'cost_centre', lower(hex(new.id)), 'insert', randomblob(16), json_object('id', lower(hex(new.id)), 'organization_id', lower(hex(new.organization_id)), 'code', new.code, 'name', new.name, 'position', new.position, 'removed_at', new.removed_at, 'last_event', new.last_event));
end;
drop trigger if exists cost_centre_updated;
create trigger cost_centre_updated after update on cost_centre begin
  insert into audit_open (event_id, after_image) select new.last_event, coalesce((select max(n) from audit_image), 0) where not exists (select 1 from audit_open where event_id = new.last_event);
  insert into audit_image (event_id, kind, row_id, op, salt, image) values (new.last_event, 'cost_centre', lower(hex(new.id)), 'update', randomblob(16), json_object('id', lower(hex(new.id)), 'organization_id', lower(hex(new.organization_id)), 'code', new.code, 'name', new.name, 'position', new.position, 'removed_at', new.removed_at, 'last_event', new.last_event));
end;
drop trigger if exists cost_centre_delete;
create trigger cost_centre_delete before delete on cost_centre
begin select raise(abort, 'cost_centre rows are never deleted'); end;

drop trigger if exists attachment_update;
create trigger attachment_update before update on attachment when new.last_event is old.last_event or new.id is not old.id
begin select raise(abort, 'no write without an audit event'); end;
drop trigger if exists attachment_inserted;
create trigger attachment_inserted after insert on attachment begin
  insert into audit_open (event_id, after_image) select new.last_event, coalesce((select max(n) from audit_image), 0) where not exists (select 1 from audit_open where event_id = new.last_event);
  insert into audit_image (event_id, kind, row_id, op, salt, image) values (new.last_event, 'attachment', lower(hex(new.id)), 'insert', randomblob(16), json_object('id', lower(hex(new.id)), 'account_id', lower(hex(new.account_id)), 'cart_id', lower(hex(new.cart_id)), 'order_id', lower(hex(new.order_id)), 'file_name', new.file_name, 'media_type', new.media_type, 'size', new.size, 'digest', new.digest, 'created_at', new.created_at, 'created_actor_name', new.created_actor_name, 'created_actor_role', new.created_actor_role, 'created_subject_id', new.created_subject_id, 'removed_at', new.removed_at, 'last_event', new.last_event));
end;
drop trigger if exists attachment_updated;
create trigger attachment_updated after update on attachment begin
  insert into audit_open (event_id, after_image) select new.last_event, coalesce((select max(n) from audit_image), 0) where not exists (select 1 from audit_open where event_id = new.last_event);
  insert into audit_image (event_id, kind, row_id, op, salt, image) values (new.last_event, 'attachment', lower(hex(new.id)), 'update', randomblob(16), json_object('id', lower(hex(new.id)), 'account_id', lower(hex(new.account_id)), 'cart_id', lower(hex(new.cart_id)), 'order_id', lower(hex(new.order_id)), 'file_name', new.file_name, 'media_type', new.media_type, 'size', new.size, 'digest', new.digest, 'created_at', new.created_at, 'created_actor_name', new.created_actor_name, 'created_actor_role', new.created_actor_role, 'created_subject_id', new.created_subject_id, 'removed_at', new.removed_at, 'last_event', new.last_event));
end;
drop trigger if exists attachment_delete;
create trigger attachment_delete before delete on attachment
begin select raise(abort, 'attachment rows are never deleted'); end;

drop trigger if exists import_update;
create trigger import_update before update on import when new.last_event is old.last_event or new.id is not old.id
begin select raise(abort, 'no write without an audit event'); end;
drop trigger if exists import_inserted;
create trigger import_inserted after insert on import begin
  insert into audit_open (event_id, after_image) select new.last_event, coalesce((select max(n) from audit_image), 0) where not exists (select 1 from audit_open where event_id = new.last_event);
  insert into audit_image (event_id, kind, row_id, op, salt, image) values (new.last_event, 'import', lower(hex(new.id)), 'insert', randomblob(16), json_object('id', lower(hex(new.id)), 'kind', new.kind, 'file_name', new.file_name, 'size', new.size, 'digest', new.digest, 'choice', new.choice, 'layout', new.layout, 'state', new.state, 'failure', new.failure, 'records', new.records, 'next', new.next, 'read_rows', new.read_rows, 'new_count', new.new_count, 'changed_count', new.changed_count, 'unchanged_count', new.unchanged_count, 'refused_count', new.refused_count, 'staff_id', lower(hex(new.staff_id)), 'staff_name', new.staff_name, 'created_at', new.created_at, 'finished_at', new.finished_at, 'last_event', new.last_event));
end;
drop trigger if exists import_updated;
create trigger import_updated after update on import begin
  insert into audit_open (event_id, after_image) select new.last_event, coalesce((select max(n) from audit_image), 0) where not exists (select 1 from audit_open where event_id = new.last_event);
  insert into audit_image (event_id, kind, row_id, op, salt, image) values (new.last_event, 'import', lower(hex(new.id)), 'update', randomblob(16), json_object('id', lower(hex(new.id)), 'kind', new.kind, 'file_name', new.file_name, 'size', new.size, 'digest', new.digest, 'choice', new.choice, 'layout', new.layout, 'state', new.state, 'failure', new.failure, 'records', new.records, 'next', new.next, 'read_rows', new.read_rows, 'new_count', new.new_count, 'changed_count', new.changed_count, 'unchanged_count', new.unchanged_count, 'refused_count', new.refused_count, 'staff_id', lower(hex(new.staff_id)), 'staff_name', new.staff_name, 'created_at', new.created_at, 'finished_at', new.finished_at, 'last_event', new.last_event));
end;
drop trigger if exists import_delete;
create trigger import_delete before delete on import
begin select raise(abort, 'import rows are never deleted'); end;

drop trigger if exists import_mapping_update;
create trigger import_mapping_update before update on import_mapping when new.last_event is old.last_event or new.id is not old.id
begin select raise(abort, 'no write without an audit event'); end;
drop trigger if exists import_mapping_inserted;
create trigger import_mapping_inserted after insert on import_mapping begin
  insert into audit_open (event_id, after_image) select new.last_event, coalesce((select max(n) from audit_image), 0) where not exists (select 1 from audit_open where event_id = new.last_event);
  insert into audit_image (event_id, kind, row_id, op, salt, image) values (new.last_event, 'import_mapping', lower(hex(new.id)), 'insert', randomblob(16), json_object('id', lower(hex(new.id)), 'kind', new.kind, 'name', new.name, 'choice', new.choice, 'created_at', new.created_at, 'removed_at', new.removed_at, 'last_event', new.last_event));
end;
drop trigger if exists import_mapping_updated;
create trigger import_mapping_updated after update on import_mapping begin
  insert into audit_open (event_id, after_image) select new.last_event, coalesce((select max(n) from audit_image), 0) where not exists (select 1 from audit_open where event_id = new.last_event);
  insert into audit_image (event_id, kind, row_id, op, salt, image) values (new.last_event, 'import_mapping', lower(hex(new.id)), 'update', randomblob(16), json_object('id', lower(hex(new.id)), 'kind', new.kind, 'name', new.name, 'choice', new.choice, 'created_at', new.created_at, 'removed_at', new.removed_at, 'last_event', new.last_event));
end;
drop trigger if exists import_mapping_delete;
create trigger import_mapping_delete before delete on import_mapping
begin select raise(abort, 'import_mapping rows are never deleted'); end;

drop trigger if exists media_update;
create trigger media_update before update on media when new.last_event is old.last_event or new.id is not old.id
begin select raise(abort, 'no write without an audit event'); end;
drop trigger if exists media_inserted;
create trigger media_inserted after insert on media begin
  insert into audit_open (event_id, after_image) select new.last_event, coalesce((select max(n) from audit_image), 0) where not exists (select 1 from audit_open where event_id = new.last_event);
  insert into audit_image (event_id, kind, row_id, op, salt, image) values (new.last_event, 'media', lower(hex(new.id)), 'insert', randomblob(16), json_object('id', lower(hex(new.id)), 'digest', new.digest, 'kind', new.kind, 'media_type', new.media_type, 'file_name', new.file_name, 'size', new.size, 'width', new.width, 'height', new.height, 'created_at', new.created_at, 'last_event', new.last_event));
end;
drop trigger if exists media_updated;
create trigger media_updated after update on media begin
  insert into audit_open (event_id, after_image) select new.last_event, coalesce((select max(n) from audit_image), 0) where not exists (select 1 from audit_open where event_id = new.last_event);
  insert into audit_image (event_id, kind, row_id, op, salt, image) values (new.last_event, 'media', lower(hex(new.id)), 'update', randomblob(16), json_object('id', lower(hex(new.id)), 'digest', new.digest, 'kind', new.kind, 'media_type', new.media_type, 'file_name', new.file_name, 'size', new.size, 'width', new.width, 'height', new.height, 'created_at', new.created_at, 'last_event', new.last_event));
end;
drop trigger if exists media_delete;
create trigger media_delete before delete on media
begin select raise(abort, 'media rows are never deleted'); end;

drop trigger if exists product_media_update;
create trigger product_media_update before update on product_media when new.product_id is not old.product_id or new.media_id is not old.media_id
begin select raise(abort, 'product_media keeps its key'); end;
drop trigger if exists product_media_inserted;
create trigger product_media_inserted after insert on product_media begin
  insert into audit_image (event_id, kind, row_id, op, salt, image) values ((select last_event from product where id = new.product_id), 'product_media', lower(hex(new.product_id)) || ':' || lower(hex(new.media_id)), 'insert', randomblob(16), json_object('product_id', lower(hex(new.product_id)), 'media_id', lower(hex(new.media_id)), 'position', new.position, 'title', new.title));
end;
drop trigger if exists product_media_updated;
create trigger product_media_updated after update on product_media begin
  insert into audit_image (event_id, kind, row_id, op, salt, image) values ((select last_event from product where id = new.product_id), 'product_media', lower(hex(new.product_id)) || ':' || lower(hex(new.media_id)), 'update', randomblob(16), json_object('product_id', lower(hex(new.product_id)), 'media_id', lower(hex(new.media_id)), 'position', new.position, 'title', new.title));
end;
drop trigger if exists product_media_deleted;
create trigger product_media_deleted after delete on product_media begin
  insert into audit_image (event_id, kind, row_id, op, salt, image) values ((select last_event from product where id = old.product_id), 'product_media', lower(hex(old.product_id)) || ':' || lower(hex(old.media_id)), 'delete', randomblob(16), '{}');
end;

drop trigger if exists saved_view_update;
create trigger saved_view_update before update on saved_view when new.last_event is old.last_event or new.id is not old.id
begin select raise(abort, 'no write without an audit event'); end;
drop trigger if exists saved_view_inserted;
create trigger saved_view_inserted after insert on saved_view begin
  insert into audit_open (event_id, after_image) select new.last_event, coalesce((select max(n) from audit_image), 0) where not exists (select 1 from audit_open where event_id = new.last_event);
  insert into audit_image (event_id, kind, row_id, op, salt, image) values (new.last_event, 'saved_view', lower(hex(new.id)), 'insert', randomblob(16), json_object('id', lower(hex(new.id)), 'staff_id', lower(hex(new.staff_id)), 'page', new.page, 'name', new.name, 'query', new.query, 'created_at', new.created_at, 'removed_at', new.removed_at, 'last_event', new.last_event));
end;
drop trigger if exists saved_view_updated;
create trigger saved_view_updated after update on saved_view begin
  insert into audit_open (event_id, after_image) select new.last_event, coalesce((select max(n) from audit_image), 0) where not exists (select 1 from audit_open where event_id = new.last_event);
  insert into audit_image (event_id, kind, row_id, op, salt, image) values (new.last_event, 'saved_view', lower(hex(new.id)), 'update', randomblob(16), json_object('id', lower(hex(new.id)), 'staff_id', lower(hex(new.staff_id)), 'page', new.page, 'name', new.name, 'query', new.query, 'created_at', new.created_at, 'removed_at', new.removed_at, 'last_event', new.last_event));
end;
drop trigger if exists saved_view_delete;
create trigger saved_view_delete before delete on saved_view
begin select raise(abort, 'saved_view rows are never deleted'); end;
