//! Companies' own item numbers.

use super::fields::Fields;
use super::prices::articles;
use super::stores::{Companies, Lost};
use super::{Code, Outcome, Unit, Work};
use crate::db::pairs;
use crate::error::Result;
use crate::id::{OrganizationId, OwnItemId, ProductId};
use crate::own_item::{LONGEST, ascii_key};
use crate::tx::Tx;
use crate::{exec, on_tx};
use serde_json::{Value, json};
use sheet::import::Field;
use std::collections::{BTreeSet, HashMap, HashSet};

pairs! {
    /// Waits until no other transaction changes numbers of the companies in the JSON list `$1`; see own_item/change.rs.
    LOCK {
        sqlite: "select count(value) from json_each($1)",
        postgres: "select count(x.lock) from (
                     select cast(pg_advisory_xact_lock(4019, hashtext(j.value)) as text) as lock
                     from (select value from jsonb_array_elements_text(cast($1 as jsonb)) order by value) j) x"
    }
    /// The numbers that are there of the JSON list `$1` of companies and keys.
    THERE {
        sqlite: "select o.id, o.organization_id, o.number_key, o.number, o.product_id, p.sku
                 from json_each($1) j
                 join own_item o on o.organization_id = unhex(replace(j.value->>0, '-', '')) and o.number_key = j.value->>1
                 join product p on p.id = o.product_id
                 where o.removed_at is null order by o.number",
        postgres: "select o.id, o.organization_id, o.number_key, o.number, o.product_id, p.sku
                   from jsonb_array_elements(cast($1 as jsonb)) j
                   join own_item o on o.organization_id = cast(j.value->>0 as uuid) and o.number_key = j.value->>1
                   join product p on p.id = o.product_id
                   where o.removed_at is null order by o.number"
    }
    /// Ends the numbers of the JSON list `$1`; `$2` is the time, `$3` the event.
    END {
        sqlite: "update own_item set removed_at = $2, last_event = $3
                 where id in (select unhex(replace(value, '-', '')) from json_each($1))",
        postgres: "update own_item set removed_at = $2, last_event = $3
                   where id = any(array(select cast(jsonb_array_elements_text(cast($1 as jsonb)) as uuid)))"
    }
    /// Writes the numbers of the JSON list `$1`: id, company, product, number, key; `$2` is the time, `$3` the event.
    PUT {
        sqlite: "insert into own_item (id, organization_id, product_id, number, number_key, created_at, last_event)
                 select unhex(replace(value->>0, '-', '')), unhex(replace(value->>1, '-', '')),
                        unhex(replace(value->>2, '-', '')), value->>3, value->>4, $2, $3
                 from json_each($1)",
        postgres: "insert into own_item (id, organization_id, product_id, number, number_key, created_at, last_event)
                   select cast(value->>0 as uuid), cast(value->>1 as uuid), cast(value->>2 as uuid), value->>3, value->>4, $2, $3
                   from jsonb_array_elements(cast($1 as jsonb))"
    }
}

/// A number that is there.
#[derive(sqlx::FromRow)]
struct Row {
    id: OwnItemId,
    organization_id: OrganizationId,
    number_key: String,
    number: String,
    product_id: ProductId,
    sku: String,
}

/// What a record says.
struct Wanted<'a> {
    fields: Fields<'a>,
    company: Option<String>,
    number: Option<String>,
    sku: Option<String>,
    organization: Option<OrganizationId>,
    product: Option<ProductId>,
}

fn read<'a>(work: &Work<'a>, unit: &'a Unit) -> Wanted<'a> {
    let mut fields = Fields::of(work.table, unit);
    let company = fields.number(Field::Company, 160);
    let number = fields.number(Field::OwnNumber, LONGEST);
    let sku = fields.number(Field::Sku, 60);
    if !fields.is_refused() {
        if number.as_deref().is_none_or(|number| ascii_key(number).is_empty()) {
            fields.say(Code::NoNumber, Some(Field::OwnNumber), number.as_deref().unwrap_or_default());
        }
        if sku.is_none() {
            fields.say(Code::NoNumber, Some(Field::Sku), "");
        }
        if company.is_none() {
            fields.say(Code::UnknownCompany, Some(Field::Company), "");
        }
    }
    Wanted { fields, company, number, sku, organization: None, product: None }
}

/// Finds the company and the article.
fn find(w: &mut Wanted<'_>, companies: &Companies, articles: &HashMap<String, ProductId>) {
    let (Some(called), Some(sku), false) = (&w.company, &w.sku, w.fields.is_refused()) else { return };
    match companies.called(called) {
        Ok(company) => w.organization = Some(company.id),
        Err(Lost::Several(numbers)) => w.fields.say(Code::MaybeTheSame, Some(Field::Company), &numbers),
        Err(Lost::Unknown) => w.fields.say(Code::UnknownCompany, Some(Field::Company), called),
    }
    w.product = articles.get(sku).copied();
    if w.product.is_none() {
        w.fields.say(Code::UnknownArticle, Some(Field::Sku), sku);
    }
}

/// Says what becomes of item numbers, and writes them.
pub(super) async fn take(tx: &mut Tx, work: &mut Work<'_>, units: &[Unit]) -> Result<Vec<Outcome>> {
    let mut wanted: Vec<Wanted<'_>> = units.iter().map(|unit| read(work, unit)).collect();
    let called: HashSet<String> = wanted.iter().filter_map(|w| w.company.clone()).collect();
    let companies = Companies::read(tx, &called).await?;
    let articles = articles(tx, &wanted.iter().filter_map(|w| w.sku.clone()).collect()).await?;
    wanted.iter_mut().for_each(|w| find(w, &companies, &articles));
    let organizations: BTreeSet<OrganizationId> = wanted.iter().filter_map(|w| w.organization).collect();
    if work.write && !organizations.is_empty() {
        let (sql, list) = (LOCK.in_tx(tx.db()), json!(organizations).to_string());
        let _: i64 = on_tx!(tx, c => sqlx::query_scalar(sql).bind(&list).fetch_one(c).await?);
    }
    let key = |w: &Wanted<'_>| Some((w.organization?, ascii_key(w.number.as_deref()?)));
    let (sql, list) = (THERE.in_tx(tx.db()), json!(wanted.iter().filter_map(key).collect::<Vec<_>>()).to_string());
    let rows: Vec<Row> = on_tx!(tx, c => sqlx::query_as(sql).bind(&list).fetch_all(c).await?);
    let mut there: HashMap<(OrganizationId, String), Vec<Row>> = HashMap::new();
    for row in rows {
        there.entry((row.organization_id, row.number_key.clone())).or_default().push(row);
    }
    let (mut ends, mut puts, mut seen) = (Vec::new(), Vec::new(), HashMap::new());
    let mut out = Vec::with_capacity(units.len());
    for (mut w, unit) in wanted.into_iter().zip(units) {
        let number = w.number.clone().unwrap_or_default();
        let shown = [w.company.as_deref().unwrap_or_default(), &number].join(" ").trim().to_owned();
        let mut is_new = false;
        if let (Some(organization), Some(product), Some(place), false) =
            (w.organization, w.product, key(&w), w.fields.is_refused())
        {
            if let Some(row) = seen.insert(place.clone(), unit.records[0].row) {
                w.fields.say(Code::Twice, Some(Field::OwnNumber), &row.to_string());
                seen.insert(place, row);
                out.push(w.fields.outcome(unit, shown, false));
                continue;
            }
            let rows = there.get(&place).map_or(&[][..], Vec::as_slice);
            let old = rows.iter().find(|row| row.number == number).or(rows.first());
            if let Some(old) = old {
                w.fields.change(Field::OwnNumber, &old.number, &number);
                w.fields.change(Field::Sku, &old.sku, w.sku.as_deref().unwrap_or_default());
            }
            is_new = old.is_none();
            let is_same = old.is_some_and(|old| old.number == number && old.product_id == product);
            if !is_same {
                ends.extend(old.map(|old| old.id));
                puts.push(json!([OwnItemId::fresh(), organization, product, number, place.1]));
            }
        }
        out.push(w.fields.outcome(unit, shown, is_new));
    }
    write(tx, work, ends, puts).await?;
    Ok(out)
}

async fn write(tx: &mut Tx, work: &Work<'_>, ends: Vec<OwnItemId>, puts: Vec<Value>) -> Result<()> {
    if !work.write || puts.is_empty() {
        return Ok(());
    }
    let event = tx.event().to_owned();
    if !ends.is_empty() {
        let (sql, list) = (END.in_tx(tx.db()), json!(ends).to_string());
        exec!(tx, sql; list, work.now, &event).any_number();
    }
    let (sql, list) = (PUT.in_tx(tx.db()), Value::Array(puts).to_string());
    exec!(tx, sql; list, work.now, &event).any_number();
    Ok(())
}
