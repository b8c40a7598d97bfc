//! Prices: of a list, of a company, or for everybody in a store; from a quantity on, from a day on.

use super::fields::Fields;
use super::{Code, Outcome, Unit, Work};
use crate::db::pairs;
use crate::error::Result;
use crate::id::{OrganizationId, PriceListId, ProductId, StoreId};
use crate::money::Currency;
use crate::time::Micros;
use crate::tx::Tx;
use crate::{exec, on_tx, sql};
use serde_json::{Value, json};
use sheet::import::Field;
use std::collections::{HashMap, HashSet};

/// Microseconds of a day.
const DAY: i64 = 86_400_000_000;
/// The longest code of a list, in characters.
const LONGEST: usize = 60;

/// SQL that writes the prices of the JSON list `$1`: list, product, quantity, price, from, until.
macro_rules! write_prices {
    ($list:literal, $product:literal, $whole:literal, $from:literal) => {
        concat!(
            "insert into price (price_list_id, product_id, min_quantity, unit_price, valid_from, valid_until)
             select ",
            $list,
            ", ",
            $product,
            $whole,
            " from ",
            $from,
            " where true
             on conflict (product_id, price_list_id, min_quantity, valid_from) do update
             set unit_price = excluded.unit_price, valid_until = excluded.valid_until"
        )
    };
}

pairs! {
    /// Writes prices.
    WRITE {
        sqlite: write_prices!(
            "unhex(replace(value->>0, '-', ''))", "unhex(replace(value->>1, '-', ''))",
            ", value->>2, value->>3, value->>4, value->>5", "json_each($1)"
        ),
        postgres: write_prices!(
            "cast(value->>0 as uuid)", "cast(value->>1 as uuid)",
            ", cast(value->>2 as bigint), cast(value->>3 as bigint), cast(value->>4 as bigint), cast(value->>5 as bigint)",
            "jsonb_array_elements(cast($1 as jsonb))"
        )
    }
    /// The prices of the products in the JSON list `$1`.
    PRICES {
        sqlite: "select product_id, price_list_id, min_quantity, valid_from, unit_price, valid_until from price
                 where product_id in (select unhex(replace(value, '-', '')) from json_each($1))",
        postgres: "select product_id, price_list_id, min_quantity, valid_from, unit_price, valid_until from price
                   where product_id = any(array(select cast(jsonb_array_elements_text(cast($1 as jsonb)) as uuid)))"
    }
    /// The products with the numbers in the JSON list `$1`.
    pub(super) ARTICLES {
        sqlite: "select sku, id from product where sku in (select value from json_each($1))",
        postgres: "select sku, id from product
                   where sku = any(array(select jsonb_array_elements_text(cast($1 as jsonb))))"
    }
    /// The companies with the numbers in the JSON list `$1`.
    pub(super) COMPANIES {
        sqlite: "select number, id, name from organization where number in (select value from json_each($1))",
        postgres: "select number, id, name from organization
                   where number = any(array(select jsonb_array_elements_text(cast($1 as jsonb))))"
    }
}

/// A price as it stands.
#[derive(sqlx::FromRow)]
struct Row {
    product_id: ProductId,
    price_list_id: PriceListId,
    min_quantity: i64,
    valid_from: i64,
    unit_price: i64,
    valid_until: Option<i64>,
}

/// What a price is found by: list, product, quantity, from.
type Key = (PriceListId, ProductId, i64, i64);

/// A price list.
#[derive(Clone, Debug, sqlx::FromRow)]
pub(super) struct List {
    pub id: PriceListId,
    pub code: String,
    pub currency: Currency,
    pub store_id: Option<StoreId>,
}

/// A store, as far as prices need it.
#[derive(Clone, Debug, sqlx::FromRow)]
pub(super) struct StoreRow {
    pub id: StoreId,
    pub code: String,
    pub currency: Currency,
}

/// All price lists and stores, and which lists this transaction wrote already.
pub(super) struct Lists {
    pub stores: Vec<StoreRow>,
    lists: Vec<List>,
    touched: HashSet<PriceListId>,
    rows: Vec<Value>,
}

impl Lists {
    /// As they are now.
    pub async fn read(tx: &mut Tx) -> Result<Lists> {
        let stores = on_tx!(tx, c => sqlx::query_as(sql!("
            select id, code, currency from store order by position, code
        ")).fetch_all(c).await?);
        let lists = on_tx!(tx, c => sqlx::query_as(sql!("
            select id, code, currency, store_id from price_list order by code
        ")).fetch_all(c).await?);
        Ok(Lists { stores, lists, touched: HashSet::new(), rows: Vec::new() })
    }

    /// The currency that is meant where a file names none: that of the first store.
    pub fn usual(&self) -> Option<Currency> {
        self.stores.first().map(|store| store.currency)
    }

    /// The list with this code.
    pub fn get(&self, code: &str) -> Option<&List> {
        self.lists.iter().find(|list| list.code == code)
    }

    /// The codes of lists.
    pub fn codes(&self, ids: &[PriceListId]) -> Vec<&str> {
        let code = |id: &PriceListId| self.lists.iter().find(|list| list.id == *id).map(|list| list.code.as_str());
        ids.iter().filter_map(code).collect()
    }

    /// Whether a store sells in this currency.
    pub fn is_sold_in(&self, currency: Currency) -> bool {
        self.stores.iter().any(|store| store.currency == currency)
    }

    /// The lists for everybody of the stores that sell in this currency.
    pub async fn base(&mut self, tx: &mut Tx, work: &Work<'_>, currency: Currency) -> Result<Vec<PriceListId>> {
        let mut out = Vec::new();
        for store in self.stores.clone().into_iter().filter(|store| store.currency == currency) {
            let is_base = |list: &&List| list.store_id == Some(store.id) && list.currency == currency;
            let id = match self.lists.iter().find(is_base) {
                Some(list) => list.id,
                None => self.make(tx, work, &format!("base-{}", store.code), currency, Some(store.id)).await?,
            };
            out.push(id);
        }
        Ok(out)
    }

    /// The list with this code in this currency, made when there is none; and whether it was.
    pub async fn named(
        &mut self,
        tx: &mut Tx,
        work: &Work<'_>,
        code: &str,
        currency: Currency,
    ) -> Result<(PriceListId, bool)> {
        let fits = |list: &&List| list.currency == currency;
        // Two currencies of one group of customers are two lists.
        let other = format!("{code}-{}", currency.code());
        let found = self.get(code).filter(fits).or_else(|| self.get(&other).filter(fits)).map(|list| list.id);
        if let Some(id) = found {
            return Ok((id, false));
        }
        let code = if self.get(code).is_none() { code.to_owned() } else { other };
        Ok((self.make(tx, work, &code, currency, None).await?, true))
    }

    async fn make(
        &mut self,
        tx: &mut Tx,
        work: &Work<'_>,
        code: &str,
        currency: Currency,
        store_id: Option<StoreId>,
    ) -> Result<PriceListId> {
        let list = List { id: PriceListId::fresh(), code: code.to_owned(), currency, store_id };
        let id = list.id;
        if work.write {
            let event = tx.event().to_owned();
            exec!(tx, "
                insert into price_list (id, code, name, currency, store_id, last_event) values ($1, $2, $3, $4, $5, $6)
            "; id, code, code, currency, store_id, &event)
            .one()?;
        }
        self.touched.insert(id);
        self.lists.push(list);
        Ok(id)
    }

    /// Remembers a price to be written by [`Lists::write`].
    pub fn put(
        &mut self,
        list: PriceListId,
        product: ProductId,
        quantity: i64,
        price: i64,
        from: i64,
        until: Option<i64>,
    ) {
        self.rows.push(json!([list, product, quantity, price, from, until]));
    }

    /// Writes the prices that were put.
    pub async fn write(&mut self, tx: &mut Tx, work: &Work<'_>) -> Result<()> {
        let rows = std::mem::take(&mut self.rows);
        if rows.is_empty() || !work.write {
            return Ok(());
        }
        let event = tx.event().to_owned();
        let lists: HashSet<PriceListId> =
            rows.iter().filter_map(|row| PriceListId::parse(row[0].as_str().unwrap_or_default())).collect();
        for list in lists {
            if self.touched.insert(list) {
                exec!(tx, "update price_list set last_event = $2 where id = $1"; list, &event).one()?;
            }
        }
        let (sql, rows) = (WRITE.in_tx(tx.db()), Value::Array(rows).to_string());
        exec!(tx, sql; rows).any_number();
        crate::catalog::entry::changed(tx.db()).await
    }
}

/// Ids of things by what a file calls them, in one query.
pub(super) async fn articles(tx: &mut Tx, numbers: &HashSet<String>) -> Result<HashMap<String, ProductId>> {
    let (sql, list) = (ARTICLES.in_tx(tx.db()), json!(numbers).to_string());
    let rows: Vec<(String, ProductId)> = on_tx!(tx, c => sqlx::query_as(sql).bind(&list).fetch_all(c).await?);
    Ok(rows.into_iter().collect())
}

/// Companies by number, with their names, in one query.
pub(super) async fn companies(
    tx: &mut Tx,
    numbers: &HashSet<String>,
) -> Result<HashMap<String, (OrganizationId, String)>> {
    if numbers.is_empty() {
        return Ok(HashMap::new());
    }
    let (sql, list) = (COMPANIES.in_tx(tx.db()), json!(numbers).to_string());
    let rows: Vec<(String, OrganizationId, String)> =
        on_tx!(tx, c => sqlx::query_as(sql).bind(&list).fetch_all(c).await?);
    Ok(rows.into_iter().map(|(number, id, name)| (number, (id, name))).collect())
}

/// A row of a file.
struct Wanted<'a> {
    fields: Fields<'a>,
    sku: String,
    list: Option<String>,
    company: Option<String>,
    currency: Option<String>,
    quantity: i64,
    price: Option<i64>,
    from: i64,
    until: Option<i64>,
}

fn read<'a>(work: &Work<'a>, unit: &'a Unit) -> Wanted<'a> {
    let mut fields = Fields::of(work.table, unit);
    let sku = fields.number(Field::Sku, 60).unwrap_or_default();
    if sku.is_empty() && !fields.is_refused() {
        fields.say(Code::NoNumber, Some(Field::Sku), "");
    }
    let per = fields.whole(Field::PriceUnit, 1).unwrap_or(1);
    let price = fields.ten_thousandths(Field::Price, per);
    match price {
        Some(price) if price <= 0 => {
            let typed = fields.given(Field::Price).unwrap_or_default();
            fields.say(Code::TooSmall, Some(Field::Price), &typed);
        }
        None if !fields.is_refused() => fields.say(Code::Missing, Some(Field::Price), ""),
        _ => {}
    }
    let until = fields.day(Field::ValidUntil);
    Wanted {
        sku,
        list: fields.number(Field::PriceList, LONGEST),
        company: fields.number(Field::Company, 60),
        currency: fields.given(Field::Currency),
        quantity: fields.whole(Field::MinQuantity, 1).unwrap_or(1),
        price,
        from: fields.day(Field::ValidFrom).map_or(0, |day| day.0),
        // The last day is one on which it still holds.
        until: until.map(|day| day.0 + DAY),
        fields,
    }
}

/// Says what becomes of prices, and writes them.
pub(super) async fn take(tx: &mut Tx, work: &mut Work<'_>, units: &[Unit]) -> Result<Vec<Outcome>> {
    let mut wanted: Vec<Wanted<'_>> = units.iter().map(|unit| read(work, unit)).collect();
    let articles = articles(tx, &wanted.iter().map(|w| w.sku.clone()).collect()).await?;
    let companies = companies(tx, &wanted.iter().filter_map(|w| w.company.clone()).collect()).await?;
    let mut lists = Lists::read(tx).await?;
    let mut company_lists = CompanyLists::default();
    let ids = json!(articles.values().collect::<Vec<_>>()).to_string();
    let sql = PRICES.in_tx(tx.db());
    let rows: Vec<Row> = on_tx!(tx, c => sqlx::query_as(sql).bind(&ids).fetch_all(c).await?);
    let mut there: HashMap<Key, (i64, Option<i64>)> = rows
        .into_iter()
        .map(|row| {
            let key = (row.price_list_id, row.product_id, row.min_quantity, row.valid_from);
            (key, (row.unit_price, row.valid_until))
        })
        .collect();
    let mut out: Vec<(Vec<Key>, bool)> = Vec::with_capacity(units.len());
    for wanted in &mut wanted {
        let product = articles.get(&wanted.sku).copied();
        if product.is_none() && !wanted.fields.is_refused() {
            wanted.fields.say(Code::UnknownArticle, Some(Field::Sku), &wanted.sku);
        }
        let into = into(tx, work, &mut lists, &mut company_lists, &companies, wanted).await?;
        let (Some(product), Some(price), false) = (product, wanted.price, wanted.fields.is_refused()) else {
            out.push((Vec::new(), false));
            continue;
        };
        let mut is_new = false;
        let mut keys = Vec::new();
        for list in into {
            let key = (list, product, wanted.quantity, wanted.from);
            let before = there.insert(key, (price, wanted.until));
            keys.push(key);
            match before {
                Some((old, until)) if old == price && until == wanted.until => continue,
                None => is_new = true,
                Some((old, until)) => {
                    wanted.fields.change(Field::Price, &shown(old), &shown(price));
                    wanted.fields.change(Field::ValidUntil, &day(until), &day(wanted.until));
                }
            }
            lists.put(list, product, wanted.quantity, price, wanted.from, wanted.until);
        }
        out.push((keys, is_new));
    }
    say_dearer(&mut wanted, &out, &there);
    lists.write(tx, work).await?;
    company_lists.write(tx, work).await?;
    let each = wanted.into_iter().zip(out).zip(units);
    Ok(each
        .map(|((wanted, (_, is_new)), unit)| {
            let key = wanted.sku.clone();
            wanted.fields.outcome(unit, key, is_new)
        })
        .collect())
}

/// Lists of companies that were made for them, to be given to them.
#[derive(Default)]
struct CompanyLists(Vec<(OrganizationId, PriceListId)>);

impl CompanyLists {
    async fn write(self, tx: &mut Tx, work: &Work<'_>) -> Result<()> {
        if !work.write {
            return Ok(());
        }
        let event = tx.event().to_owned();
        let mut touched = HashSet::new();
        for (company, list) in self.0 {
            if touched.insert(company) {
                exec!(tx, "update organization set last_event = $2 where id = $1"; company, &event).one()?;
            }
            // What was agreed with the company itself comes before the lists that it shares with others.
            exec!(tx, "
                insert into organization_price_list (organization_id, price_list_id, rank)
                select $1, $2, coalesce(min(rank), 2) - 1 from organization_price_list where organization_id = $1
            "; company, list)
            .one()?;
        }
        Ok(())
    }
}

/// The lists into which a price comes.
async fn into(
    tx: &mut Tx,
    work: &Work<'_>,
    lists: &mut Lists,
    company_lists: &mut CompanyLists,
    companies: &HashMap<String, (OrganizationId, String)>,
    wanted: &mut Wanted<'_>,
) -> Result<Vec<PriceListId>> {
    let named = wanted.list.as_deref().and_then(|code| lists.get(code)).map(|list| list.currency);
    let currency = match &wanted.currency {
        None => named.or_else(|| lists.usual()),
        Some(typed) => Currency::parse(&typed.to_uppercase()).filter(|found| lists.is_sold_in(*found)),
    };
    let Some(currency) = currency else {
        let typed = wanted.currency.clone().unwrap_or_default();
        wanted.fields.say(Code::UnknownCurrency, Some(Field::Currency), &typed);
        return Ok(Vec::new());
    };
    if let Some(number) = &wanted.company {
        let Some((company, _)) = companies.get(number) else {
            wanted.fields.say(Code::UnknownCompany, Some(Field::Company), number);
            return Ok(Vec::new());
        };
        if wanted.fields.is_refused() {
            return Ok(Vec::new());
        }
        let (list, is_new) = lists.named(tx, work, &format!("contract-{number}"), currency).await?;
        if is_new {
            company_lists.0.push((*company, list));
        }
        return Ok(vec![list]);
    }
    if wanted.fields.is_refused() {
        return Ok(Vec::new());
    }
    match wanted.list.clone() {
        None => lists.base(tx, work, currency).await,
        Some(code) => {
            let (list, is_new) = lists.named(tx, work, &code, currency).await?;
            if is_new {
                wanted.fields.say(Code::AlsoMade, Some(Field::PriceList), &code);
            }
            Ok(vec![list])
        }
    }
}

/// Says where a larger quantity costs more for each, with the prices as they are now.
fn say_dearer(wanted: &mut [Wanted<'_>], out: &[(Vec<Key>, bool)], there: &HashMap<Key, (i64, Option<i64>)>) {
    // Quantity, beginning and price.
    type Tier = (i64, i64, i64);
    let mut tiers: HashMap<(PriceListId, ProductId), Vec<Tier>> = HashMap::new();
    for ((list, product, quantity, from), (price, _)) in there {
        tiers.entry((*list, *product)).or_default().push((*quantity, *from, *price));
    }
    for (wanted, (keys, _)) in wanted.iter_mut().zip(out) {
        let dearer = keys.iter().any(|(list, product, quantity, from)| {
            let below = tiers.get(&(*list, *product)).into_iter().flatten();
            let below = below.filter(|(other, begun, _)| other < quantity && begun == from);
            below.max_by_key(|(other, ..)| *other).is_some_and(|(.., price)| wanted.price > Some(*price))
        });
        if dearer {
            let typed = wanted.fields.given(Field::Price).unwrap_or_default();
            wanted.fields.say(Code::DearerTier, Some(Field::Price), &typed);
        }
    }
}

/// The last day on which a price holds.
fn day(until: Option<i64>) -> String {
    until.map(|until| crate::day::Day::of(Micros(until - 1)).iso()).unwrap_or_default()
}

/// A price as people write it.
pub(super) fn shown(price: i64) -> String {
    let (whole, rest) = (price / 10_000, price % 10_000);
    let rest = format!("{rest:04}");
    let short = rest.trim_end_matches('0');
    format!("{whole}.{short:0<2}")
}
