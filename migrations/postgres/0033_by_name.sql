-- The order in which people look for names, as the program has it for SQLite. No index has it: another version of ICU may
-- sort otherwise, and an index would be wrong then. So an index holds no name for the sake of its order.
create collation by_name (provider = icu, locale = 'und');
drop index product_category;
create index product_category on product (category_id);
drop index product_name;
drop index contact_organization;
create index contact_organization on contact (organization_id);
drop index contact_name;
