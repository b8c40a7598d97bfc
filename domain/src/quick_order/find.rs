//! Looking up the products that lines may mean: a few statements for all lines together.

use crate::catalog::Status;
use crate::catalog::find::{Wanted, near_products, search};
use crate::cx::Cx;
use crate::db::pairs;
use crate::error::{Error, Result};
use crate::id::ProductId;
use crate::money::UnitPrice;
use crate::on;
use crate::own_item::{ascii_key, key, sku_key};
use crate::policy::Action;
use crate::price::{PriceRow, price_holds, price_lists};
use crate::quick_order::db::Proposal;
use crate::quick_order::matching::{Offer, Offers, Row, numbers, rows, trimmed};
use crate::quick_order::{Pick, State};
use crate::store::Scope;
use crate::time::Micros;
use serde_json::{Value, json};
use std::collections::{BTreeSet, HashMap};

/// Rows without a product for which near ones are looked for.
const NEAR: usize = 200;
/// Those of them that are looked for by words.
const BY_WORDS: usize = 20;

/// SQL for the products with a number of the list: `$list` follows `in` or `=`.
macro_rules! products {
    ($list:literal) => {
        concat!(
            "with found (id) as (
                select p.id from product p where ",
            sku_key!(),
            $list,
            " union
                select o.product_id from own_item o
                where o.organization_id = $2 and o.removed_at is null and o.number_key",
            $list,
            ")
            select p.id, p.sku, p.slug, p.name, p.unit, p.increment, coalesce(s.available, 0) as available, s.restock_at,
                   p.status, r.sku as successor
            from found f
            join product p on p.id = f.id
            left join stock s on s.product_id = p.id
            left join product r on r.id = p.replaced_by
            order by p.sku"
        )
    };
}

/// SQL for the own numbers of the list.
macro_rules! own_numbers {
    ($list:literal) => {
        concat!(
            "select o.product_id, o.number from own_item o
             where o.organization_id = $2 and o.removed_at is null and o.number_key",
            $list,
            " order by o.number"
        )
    };
}

/// SQL for all prices of the products of the list that hold for a company.
macro_rules! prices {
    ($list:literal) => {
        concat!(
            "with ",
            price_lists!("$5"),
            " select x.product_id, l.rank, x.min_quantity, x.unit_price
             from lists l
             join price x on x.price_list_id = l.id
             where ",
            price_holds!("$5"),
            " and x.product_id",
            $list
        )
    };
}

pairs! {
    /// The products with these numbers; `$1` is a JSON list.
    PRODUCTS {
        sqlite: products!(" in (select value from json_each($1))"),
        postgres: products!(" = any(array(select jsonb_array_elements_text(cast($1 as jsonb))))")
    }
    /// Own numbers among these.
    OWN {
        sqlite: own_numbers!(" in (select value from json_each($1))"),
        postgres: own_numbers!(" = any(array(select jsonb_array_elements_text(cast($1 as jsonb))))")
    }
    /// The prices of these products.
    PRICES {
        sqlite: prices!(" in (select unhex(replace(value, '-', '')) from json_each($1))"),
        postgres: prices!(" = any(array(select cast(jsonb_array_elements_text(cast($1 as jsonb)) as uuid)))")
    }
}

/// A proposal with what becomes of its lines.
pub struct Matched {
    /// The proposal.
    pub proposal: Proposal,
    /// The products that its lines may mean.
    pub offers: Offers,
    /// A row for each line.
    pub rows: Vec<Row>,
}

/// What becomes of the lines of a proposal, with the products as they are now.
///
/// # Errors
/// [`Error::SignIn`].
pub async fn matched(cx: &Cx, proposal: Proposal) -> Result<Matched> {
    let all: BTreeSet<&str> = numbers(&proposal.reading.lines, &proposal.choices).collect();
    let offers = offers(cx, &all).await?;
    let busy = tokio::task::spawn_blocking(move || {
        let rows = rows(&proposal.reading.lines, &proposal.choices, &offers);
        Matched { proposal, offers, rows }
    });
    busy.await.map_err(|e| Error::Internal(format!("matching: {e}")))
}

/// The same with near products for the rows that have none.
///
/// # Errors
/// As [`matched`].
pub async fn matched_near(cx: &Cx, proposal: Proposal) -> Result<Matched> {
    let mut matched = matched(cx, proposal).await?;
    let lines = &matched.proposal.reading.lines;
    let wanted: Vec<(usize, String)> = matched
        .rows
        .iter()
        .enumerate()
        .filter(|(_, row)| row.state == State::Unknown && !row.is_added)
        .filter_map(|(place, row)| {
            let line = lines.get(row.line)?;
            let chosen = matched.proposal.choices.rows.get(&line.row).and_then(|choice| choice.number.as_deref());
            let text = trimmed(chosen.unwrap_or(line.number()));
            Some((place, if text.is_empty() { line.name.clone() } else { text.to_owned() }))
        })
        .filter(|(_, text)| !text.is_empty())
        .take(NEAR)
        .collect();
    if wanted.is_empty() {
        return Ok(matched);
    }
    for (place, picks) in near(cx, wanted).await? {
        matched.rows[place].picks = picks;
    }
    Ok(matched)
}

/// Near products for texts of rows; what comes twice is looked for once.
async fn near(cx: &Cx, wanted: Vec<(usize, String)>) -> Result<Vec<(usize, Vec<Pick>)>> {
    let mut known: HashMap<String, Vec<Pick>> = HashMap::new();
    let (mut all, mut by_words) = (Vec::new(), 0);
    for (place, text) in wanted {
        if let Some(picks) = known.get(&text) {
            all.push((place, picks.clone()));
            continue;
        }
        let near = near_products(cx, &text).await?.into_iter();
        let mut picks: Vec<Pick> = near.map(|(sku, name)| Pick::Product { sku, name }).collect();
        if (picks.is_empty() || is_name(&text)) && by_words < BY_WORDS {
            by_words += 1;
            let named = words(cx, &text).await?;
            picks = if named.is_empty() { picks } else { named };
        }
        known.insert(text, picks.clone());
        all.push((place, picks));
    }
    Ok(all)
}

/// Whether a text is rather the name of a product than a number: several words, one of them of letters alone.
fn is_name(text: &str) -> bool {
    let is_word = |word: &str| word.chars().count() > 2 && word.chars().all(char::is_alphabetic);
    text.split_whitespace().count() > 1 && text.split_whitespace().any(is_word)
}

/// The first products in which all words of a text stand.
async fn words(cx: &Cx, text: &str) -> Result<Vec<Pick>> {
    if text.chars().filter(|c| c.is_alphanumeric()).count() < 3 {
        return Ok(Vec::new());
    }
    let customer = cx.require_customer(Action::ViewCart)?;
    let scope = Scope { store: customer.store, currency: customer.currency, organization: Some(customer.organization) };
    let wanted = Wanted { query: text.to_owned(), size: 3, ..Default::default() };
    let found = search(cx, &scope, &wanted).await?;
    Ok(found.items.into_iter().map(|item| Pick::Product { sku: item.sku, name: item.name }).collect())
}

#[derive(sqlx::FromRow)]
struct OfferRow {
    id: ProductId,
    sku: String,
    slug: String,
    name: String,
    unit: String,
    increment: i64,
    available: i64,
    restock_at: Option<Micros>,
    status: Status,
    successor: Option<String>,
}

/// The products that these numbers may mean, with what takes the place of those that are gone.
async fn offers(cx: &Cx, numbers: &BTreeSet<&str>) -> Result<Offers> {
    let customer = cx.require_customer(Action::ViewCart)?;
    let keys: BTreeSet<String> = numbers.iter().flat_map(|number| [key(number), ascii_key(number)]).collect();
    let mut offers = Offers::default();
    let mut next: Vec<String> = keys.into_iter().filter(|key| !key.is_empty()).collect();
    let own = own(cx, &next).await?;
    let mut ids = Vec::new();
    // What takes the place of a product may have been replaced itself.
    for _ in 0..3 {
        if next.is_empty() {
            break;
        }
        let (sql, list) = (PRODUCTS.of(cx.db()), json!(next).to_string());
        let found: Vec<OfferRow> = on!(cx.db(), c => sqlx::query_as(sql)
            .bind(&list).bind(customer.organization).fetch_all(c).await?);
        next = found.iter().filter_map(|row| row.successor.as_deref().map(ascii_key)).collect();
        for row in found {
            ids.push(row.id);
            offers.add(Offer {
                id: row.id,
                sku: row.sku,
                slug: row.slug,
                name: row.name,
                unit: row.unit,
                increment: row.increment,
                available: row.available,
                restock_at: row.restock_at,
                active: row.status == Status::Active,
                successor: row.successor,
                prices: Vec::new(),
            });
        }
    }
    for (product, number) in own {
        offers.add_own(&number, product);
    }
    let (sql, list) = (PRICES.of(cx.db()), Value::from_iter(ids.iter().map(ToString::to_string)).to_string());
    let prices: Vec<(ProductId, i64, i64, i64)> = on!(cx.db(), c => sqlx::query_as(sql)
        .bind(&list).bind(customer.organization).bind(customer.currency).bind(customer.store).bind(cx.now()).fetch_all(c).await?);
    for (product, rank, min_quantity, price) in prices {
        if let Some(offer) = offers.of(product) {
            offer.prices.push(PriceRow { rank, min_quantity, price: UnitPrice::new(price, customer.currency) });
        }
    }
    Ok(offers)
}

async fn own(cx: &Cx, keys: &[String]) -> Result<Vec<(ProductId, String)>> {
    let customer = cx.require_customer(Action::ViewCart)?;
    let (sql, list) = (OWN.of(cx.db()), json!(keys).to_string());
    Ok(on!(cx.db(), c => sqlx::query_as(sql).bind(&list).bind(customer.organization).fetch_all(c).await?))
}
