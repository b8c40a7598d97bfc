-- An index in the order of a list of contacts has what its filters compare, so that a contact that is left out is not read.
drop index contact_entry_name;
drop index contact_entry_company;
drop index contact_entry_last_order;
drop index contact_entry_organization;
create index contact_entry_name on contact_entry (name_key, n) include (contact_id, organization_id, has_account);
create index contact_entry_company on contact_entry (company_key, name_key, n)
  include (contact_id, organization_id, has_account);
create index contact_entry_last_order on contact_entry (last_order_at desc, name_key, n)
  include (contact_id, organization_id, has_account);
create index contact_entry_organization on contact_entry (organization_id, name_key, n) include (contact_id);
-- The role of each member of a company is read from the index too.
drop index account_contact;
create index account_contact on account (contact_id, role, id);
