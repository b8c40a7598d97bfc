//! Rows of companies and their addresses, and writing many of them.

use super::Work;
use super::companies::TERMS;
use crate::db::pairs;
use crate::error::Result;
use crate::exec;
use crate::id::{AddressId, OrganizationId, PriceListId};
use crate::organization::{PoRule, Status, find};
use crate::tx::Tx;
use serde_json::{Value, json};

/// SQL that writes the companies of the JSON list `$1`; `$2` is the event.
macro_rules! write_companies {
    ($id:literal, $terms:literal, $from:literal) => {
        concat!(
            "insert into organization (id, number, name, city, country, vat_id, status, po_number, terms_days, support_names,
                                       last_event)
             select ",
            $id,
            ", value->>1, value->>2, value->>3, value->>4, value->>5, value->>6, value->>7, ",
            $terms,
            ", (1 = 1), $2 from ",
            $from,
            " where true
             on conflict (id) do update
             set name = excluded.name, city = excluded.city, country = excluded.country, vat_id = excluded.vat_id,
                 status = excluded.status, po_number = excluded.po_number, terms_days = excluded.terms_days,
                 last_event = excluded.last_event"
        )
    };
}

/// SQL that writes the addresses of the JSON list `$1`; `$2` is the event.
macro_rules! write_addresses {
    ($ids:literal, $position:literal, $from:literal) => {
        concat!(
            "insert into address (id, organization_id, number, recipient, line1, line2, city, region, postcode, country,
                                  position, last_event)
             select ",
            $ids,
            ", value->>2, value->>3, value->>4, value->>5, value->>6, value->>7, value->>8, value->>9, ",
            $position,
            ", $2 from ",
            $from,
            " where true
             on conflict (id) do update
             set number = excluded.number, recipient = excluded.recipient, line1 = excluded.line1, line2 = excluded.line2,
                 city = excluded.city, region = excluded.region, postcode = excluded.postcode, country = excluded.country,
                 last_event = excluded.last_event"
        )
    };
}

pairs! {
    /// Writes companies.
    COMPANIES {
        sqlite: write_companies!("unhex(replace(value->>0, '-', ''))", "value->>8", "json_each($1)"),
        postgres: write_companies!(
            "cast(value->>0 as uuid)", "cast(value->>8 as bigint)", "jsonb_array_elements(cast($1 as jsonb))"
        )
    }
    /// Writes addresses.
    ADDRESSES {
        sqlite: write_addresses!(
            "unhex(replace(value->>0, '-', '')), unhex(replace(value->>1, '-', ''))", "value->>10", "json_each($1)"
        ),
        postgres: write_addresses!(
            "cast(value->>0 as uuid), cast(value->>1 as uuid)", "cast(value->>10 as bigint)",
            "jsonb_array_elements(cast($1 as jsonb))"
        )
    }
    /// Takes all price lists from the companies in the JSON list `$1`.
    TAKE_LISTS {
        sqlite: "delete from organization_price_list
                 where organization_id in (select unhex(replace(value, '-', '')) from json_each($1))",
        postgres: "delete from organization_price_list
                   where organization_id = any(array(select cast(jsonb_array_elements_text(cast($1 as jsonb)) as uuid)))"
    }
    /// Gives price lists to companies: `$1` is a JSON list of company, list and rank.
    GIVE_LISTS {
        sqlite: "insert into organization_price_list (organization_id, price_list_id, rank)
                 select unhex(replace(value->>0, '-', '')), unhex(replace(value->>1, '-', '')), value->>2
                 from json_each($1)",
        postgres: "insert into organization_price_list (organization_id, price_list_id, rank)
                   select cast(value->>0 as uuid), cast(value->>1 as uuid), cast(value->>2 as bigint)
                   from jsonb_array_elements(cast($1 as jsonb))"
    }
}

/// A company as its row has it.
#[derive(Clone, sqlx::FromRow)]
pub(super) struct Row {
    pub id: OrganizationId,
    pub number: String,
    pub name: String,
    pub city: String,
    pub country: String,
    pub vat_id: String,
    pub status: Status,
    pub terms_days: i64,
    pub po_number: PoRule,
}

impl Row {
    /// A new one, with what is usual.
    pub fn new(id: OrganizationId, number: &str, name: &str, country: &str) -> Row {
        Row {
            id,
            number: number.to_owned(),
            name: name.to_owned(),
            city: String::new(),
            country: country.to_owned(),
            vat_id: String::new(),
            status: Status::Active,
            terms_days: TERMS,
            po_number: PoRule::Optional,
        }
    }
}

/// An address as its row has it.
#[derive(Clone, sqlx::FromRow)]
pub(super) struct AddressRow {
    pub id: AddressId,
    pub organization_id: OrganizationId,
    pub number: String,
    pub recipient: String,
    pub line1: String,
    pub line2: String,
    pub city: String,
    pub region: String,
    pub postcode: String,
    pub country: String,
    pub position: i64,
}

/// What a batch writes.
#[derive(Default)]
pub(super) struct Batch {
    /// Companies that are new or another, and whether they are new.
    pub companies: Vec<(Row, bool)>,
    /// Companies that are found by other words now.
    pub renamed: Vec<OrganizationId>,
    /// Addresses that are new or another.
    pub addresses: Vec<AddressRow>,
    /// All price lists of companies, the first first.
    pub lists: Vec<(OrganizationId, Vec<PriceListId>)>,
}

impl Batch {
    /// Writes it.
    pub async fn write(self, tx: &mut Tx, work: &Work<'_>) -> Result<()> {
        if !work.write {
            return Ok(());
        }
        let event = tx.event().to_owned();
        let company = |(row, _): &(Row, bool)| {
            let [status, rule] = [row.status.as_str(), row.po_number.as_str()];
            json!([row.id, row.number, row.name, row.city, row.country, row.vat_id, status, rule, row.terms_days])
        };
        let rows: Vec<Value> = self.companies.iter().map(company).collect();
        if !rows.is_empty() {
            let (sql, rows) = (COMPANIES.in_tx(tx.db()), Value::Array(rows).to_string());
            exec!(tx, sql; rows, &event).any_number();
        }
        let address = |row: &AddressRow| {
            json!([
                row.id,
                row.organization_id,
                row.number,
                row.recipient,
                row.line1,
                row.line2,
                row.city,
                row.region,
                row.postcode,
                row.country,
                row.position
            ])
        };
        let rows: Vec<Value> = self.addresses.iter().map(address).collect();
        if !rows.is_empty() {
            let (sql, rows) = (ADDRESSES.in_tx(tx.db()), Value::Array(rows).to_string());
            exec!(tx, sql; rows, &event).any_number();
        }
        if !self.lists.is_empty() {
            let companies: Vec<OrganizationId> = self.lists.iter().map(|(company, _)| *company).collect();
            let (sql, list) = (TAKE_LISTS.in_tx(tx.db()), json!(companies).to_string());
            exec!(tx, sql; list).any_number();
            let ranked = |(company, lists): &(OrganizationId, Vec<PriceListId>)| -> Vec<Value> {
                (1_i64..).zip(lists).map(|(rank, list)| json!([company, list, rank])).collect()
            };
            let rows: Vec<Value> = self.lists.iter().flat_map(ranked).collect();
            let (sql, rows) = (GIVE_LISTS.in_tx(tx.db()), Value::Array(rows).to_string());
            exec!(tx, sql; rows).any_number();
        }
        let new = self.companies.iter().filter(|(_, is_new)| *is_new).map(|(row, _)| row.id);
        let changed: Vec<OrganizationId> = new.chain(self.renamed).collect();
        if changed.is_empty() { Ok(()) } else { find::refresh_many(tx.db(), &changed).await }
    }
}
