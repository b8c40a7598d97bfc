-- A discount that an agent gives on the goods of an order on behalf:
--   * orders: the amount, the same per ten thousand of the goods, and why; who gave it is who placed the order.
--   * staff_role.max_discount: how much a role gives alone, per ten thousand; none for no limit. Roles that were changed
--     before there were discounts give none.
alter table orders add column discount bigint not null default 0 check (discount >= 0);
alter table orders add column discount_rate bigint not null default 0 check (discount_rate between 0 and 10000);
alter table orders add column discount_reason text not null default '';
alter table staff_role add column max_discount bigint default 0 check (max_discount between 0 and 10000);
