-- A discount that an agent gives on the goods of an order on behalf:
--   * orders: the amount, the same per ten thousand of the goods, and why; who gave it is who placed the order.
--   * staff_role.max_discount: how much a role gives alone, per ten thousand; none for no limit. Roles that were changed
--     before there were discounts give none.
alter table orders add column discount integer not null default 0 check (discount >= 0);
alter table orders add column discount_rate integer not null default 0 check (discount_rate between 0 and 10000);
alter table orders add column discount_reason text not null default '';
alter table staff_role add column max_discount integer default 0 check (max_discount between 0 and 10000);
drop trigger orders_inserted;
drop trigger orders_updated;
create trigger orders_inserted after insert on orders begin
  insert into audit_open (event_id, after_image)
  select new.last_event, coalesce((select max(n) from audit_image), 0) where not exists (select 1 from audit_open where event_id = new.last_event);
  insert into audit_image (event_id, kind, row_id, op, salt, image)
  values (new.last_event, 'orders', lower(hex(new.id)), 'insert', randomblob(16), json_object('id', lower(hex(new.id)), 'number', new.number, 'store_id', lower(hex(new.store_id)), 'organization_id', lower(hex(new.organization_id)), 'contact_id', lower(hex(new.contact_id)), 'account_id', lower(hex(new.account_id)), 'status', new.status, 'currency', new.currency, 'subtotal', new.subtotal, 'shipping', new.shipping, 'tax', new.tax, 'total', new.total, 'tax_note', new.tax_note, 'po_number', new.po_number, 'note', new.note, 'recipient', new.recipient, 'address_text', new.address_text, 'shipping_method', new.shipping_method, 'payment_method', new.payment_method, 'terms_days', new.terms_days, 'placed_at', new.placed_at, 'idempotency_key', new.idempotency_key, 'payload_hash', new.payload_hash, 'search_key', new.search_key, 'version', new.version, 'created_at', new.created_at, 'created_actor_id', new.created_actor_id, 'created_actor_name', new.created_actor_name, 'created_actor_role', new.created_actor_role, 'created_subject_id', new.created_subject_id, 'created_behalf_id', lower(hex(new.created_behalf_id)), 'created_event', new.created_event, 'last_event', new.last_event, 'discount', new.discount, 'discount_rate', new.discount_rate, 'discount_reason', new.discount_reason));
end;
create trigger orders_updated after update on orders begin
  insert into audit_open (event_id, after_image)
  select new.last_event, coalesce((select max(n) from audit_image), 0) where not exists (select 1 from audit_open where event_id = new.last_event);
  insert into audit_image (event_id, kind, row_id, op, salt, image)
  values (new.last_event, 'orders', lower(hex(new.id)), 'update', randomblob(16), json_object('id', lower(hex(new.id)), 'number', new.number, 'store_id', lower(hex(new.store_id)), 'organization_id', lower(hex(new.organization_id)), 'contact_id', lower(hex(new.contact_id)), 'account_id', lower(hex(new.account_id)), 'status', new.status, 'currency', new.currency, 'subtotal', new.subtotal, 'shipping', new.shipping, 'tax', new.tax, 'total', new.total, 'tax_note', new.tax_note, 'po_number', new.po_number, 'note', new.note, 'recipient', new.recipient, 'address_text', new.address_text, 'shipping_method', new.shipping_method, 'payment_method', new.payment_method, 'terms_days', new.terms_days, 'placed_at', new.placed_at, 'idempotency_key', new.idempotency_key, 'payload_hash', new.payload_hash, 'search_key', new.search_key, 'version', new.version, 'created_at', new.created_at, 'created_actor_id', new.created_actor_id, 'created_actor_name', new.created_actor_name, 'created_actor_role', new.created_actor_role, 'created_subject_id', new.created_subject_id, 'created_behalf_id', lower(hex(new.created_behalf_id)), 'created_event', new.created_event, 'last_event', new.last_event, 'discount', new.discount, 'discount_rate', new.discount_rate, 'discount_reason', new.discount_reason));
end;
drop trigger staff_role_inserted;
drop trigger staff_role_updated;
create trigger staff_role_inserted after insert on staff_role begin
  insert into audit_open (event_id, after_image)
  select new.last_event, coalesce((select max(n) from audit_image), 0) where not exists (select 1 from audit_open where event_id = new.last_event);
  insert into audit_image (event_id, kind, row_id, op, salt, image)
  values (new.last_event, 'staff_role', new.id, 'insert', randomblob(16), json_object('id', new.id, 'permissions', new.permissions, 'behalf_mode', new.behalf_mode, 'scope', new.scope, 'minutes', new.minutes, 'order_limit', new.order_limit, 'orders_limit', new.orders_limit, 'last_event', new.last_event, 'max_discount', new.max_discount));
end;
create trigger staff_role_updated after update on staff_role begin
  insert into audit_open (event_id, after_image)
  select new.last_event, coalesce((select max(n) from audit_image), 0) where not exists (select 1 from audit_open where event_id = new.last_event);
  insert into audit_image (event_id, kind, row_id, op, salt, image)
  values (new.last_event, 'staff_role', new.id, 'update', randomblob(16), json_object('id', new.id, 'permissions', new.permissions, 'behalf_mode', new.behalf_mode, 'scope', new.scope, 'minutes', new.minutes, 'order_limit', new.order_limit, 'orders_limit', new.orders_limit, 'last_event', new.last_event, 'max_discount', new.max_discount));
end;
