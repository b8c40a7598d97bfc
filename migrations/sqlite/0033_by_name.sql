-- Lists are sorted by the collation by_name, which the program adds to each connection. No index has it: another tool,
-- which does not know it, could not copy or check the file then. So an index holds no name for the sake of its order.
drop index product_category;
create index product_category on product (category_id);
drop index product_name;
drop index contact_organization;
create index contact_organization on contact (organization_id);
drop index contact_name;
