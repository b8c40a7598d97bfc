-- A company has one price list of each rank: which of two of the same rank counts would be chance.
create unique index organization_price_list_rank on organization_price_list (organization_id, rank);
-- Whether a company has used a PO number before is asked with each order.
create index orders_po_number on orders (organization_id, lower(po_number));
