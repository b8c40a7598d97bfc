//! Products, with what a sheet of products often says besides: stock, the price for everybody, own categories.

use super::fields::Fields;
use super::prices::{Lists, articles, shown};
use super::tree::Tree;
use super::{Code, Outcome, State, Unit, Work, stock};
use crate::audit::canonical::sha256_hex;
use crate::catalog::text::slug;
use crate::catalog::{Status, entry};
use crate::db::pairs;
use crate::error::Result;
use crate::id::{CategoryId, PriceListId, ProductId};
use crate::money::Currency;
use crate::search;
use crate::time::Micros;
use crate::tx::Tx;
use crate::vat::TaxClass;
use crate::{exec, on_tx};
use serde_json::{Value, json};
use sheet::import::{Field, Source};
use std::collections::{HashMap, HashSet};

/// The most attributes of a product.
const ATTRIBUTES: usize = 60;

/// SQL that writes the products of the JSON list `$1`; `$2` is the time, `$3` the event.
macro_rules! write_products {
    ($id:literal, $category:literal, $texts:literal, $step:literal, $rest:literal, $replaced:literal, $from:literal) => {
        concat!(
            "insert into product (id, category_id, sku, slug, name, summary, description, attributes, unit, increment,
                                  tax_class, status, search_key, gtin, replaced_by, drawing, created_at, last_event)
             select ",
            $id,
            ", ",
            $category,
            $texts,
            $step,
            $rest,
            $replaced,
            ", '', $2, $3 from ",
            $from,
            " where true
             on conflict (id) do update
             set category_id = excluded.category_id, name = excluded.name, summary = excluded.summary,
                 description = excluded.description, attributes = excluded.attributes, unit = excluded.unit,
                 increment = excluded.increment, tax_class = excluded.tax_class, status = excluded.status,
                 search_key = excluded.search_key, gtin = excluded.gtin, replaced_by = excluded.replaced_by,
                 last_event = excluded.last_event"
        )
    };
}

/// SQL for the products with the numbers in a list.
macro_rules! there {
    ($list:literal) => {
        concat!(
            "select p.id, p.sku, p.category_id, p.slug, p.name, p.summary, p.description, p.attributes, p.unit, p.increment,
                    p.tax_class, p.status, p.search_key, p.gtin, p.replaced_by, r.sku as replacement
             from product p left join product r on r.id = p.replaced_by
             where p.sku ",
            $list
        )
    };
}

/// SQL for prices for everybody: of a list of lists, for one piece, without a day.
macro_rules! base_prices {
    ($lists:literal, $products:literal) => {
        concat!(
            "select price_list_id, product_id, unit_price from price
             where min_quantity = 1 and valid_from = 0 and price_list_id ",
            $lists,
            " and product_id ",
            $products
        )
    };
}

pairs! {
    /// Writes products; those that are there stay under their id, number, address and time.
    WRITE {
        sqlite: write_products!(
            "unhex(replace(value->>0, '-', ''))", "unhex(replace(value->>1, '-', ''))",
            ", value->>2, value->>3, value->>4, value->>5, value->>6, value->>7, value->>8", ", value->>9",
            ", value->>10, value->>11, value->>12, value->>13", ", unhex(replace(value->>14, '-', ''))",
            "json_each($1)"
        ),
        postgres: write_products!(
            "cast(value->>0 as uuid)", "cast(value->>1 as uuid)",
            ", value->>2, value->>3, value->>4, value->>5, value->>6, value->>7, value->>8", ", cast(value->>9 as bigint)",
            ", value->>10, value->>11, value->>12, value->>13", ", cast(value->>14 as uuid)",
            "jsonb_array_elements(cast($1 as jsonb))"
        )
    }
    /// The products with the numbers in the JSON list `$1`.
    THERE {
        sqlite: there!("in (select value from json_each($1))"),
        postgres: there!("= any(array(select jsonb_array_elements_text(cast($1 as jsonb))))")
    }
    /// The addresses of pages among the JSON list `$1` that products have.
    SLUGS {
        sqlite: "select slug from product where slug in (select value from json_each($1))",
        postgres: "select slug from product
                   where slug = any(array(select jsonb_array_elements_text(cast($1 as jsonb))))"
    }
    /// The codes below bars among the JSON list `$1`, and the products that have them.
    GTINS {
        sqlite: "select gtin, sku from product where gtin in (select value from json_each($1))",
        postgres: "select gtin, sku from product
                   where gtin = any(array(select jsonb_array_elements_text(cast($1 as jsonb))))"
    }
    /// The prices for everybody of the products `$2` in the lists `$1`, both JSON lists.
    BASE_PRICES {
        sqlite: base_prices!(
            "in (select unhex(replace(value, '-', '')) from json_each($1))",
            "in (select unhex(replace(value, '-', '')) from json_each($2))"
        ),
        postgres: base_prices!(
            "= any(array(select cast(jsonb_array_elements_text(cast($1 as jsonb)) as uuid)))",
            "= any(array(select cast(jsonb_array_elements_text(cast($2 as jsonb)) as uuid)))"
        )
    }
}

/// A product as its row has it.
#[derive(Clone, sqlx::FromRow)]
struct Row {
    id: ProductId,
    category_id: CategoryId,
    sku: String,
    slug: String,
    name: String,
    summary: String,
    description: String,
    attributes: String,
    unit: String,
    increment: i64,
    tax_class: TaxClass,
    status: Status,
    search_key: String,
    gtin: Option<String>,
    replaced_by: Option<ProductId>,
    replacement: Option<String>,
}

/// A record that was read.
struct Wanted<'a> {
    fields: Fields<'a>,
    sku: String,
    name: Option<String>,
    summary: Option<String>,
    description: Option<String>,
    category: Option<String>,
    unit: Option<String>,
    step: Option<i64>,
    tax_class: Option<TaxClass>,
    status: Option<Status>,
    gtin: Option<String>,
    replacement: Option<String>,
    keywords: Option<String>,
    attributes: Vec<(String, String)>,
    price: Option<i64>,
    currency: Option<String>,
    stock: Option<i64>,
    restock: Option<Micros>,
}

fn read<'a>(work: &Work<'a>, unit: &'a Unit) -> Wanted<'a> {
    use Status::{Active, Withdrawn};
    let mut fields = Fields::of(work.table, unit);
    let sku = fields.number(Field::Sku, 60).unwrap_or_default();
    if sku.is_empty() && !fields.is_refused() {
        fields.say(Code::NoNumber, Some(Field::Sku), "");
    }
    let tax = [
        ("standard", TaxClass::Standard),
        ("normal", TaxClass::Standard),
        ("taxable", TaxClass::Standard),
        ("taxablegoods", TaxClass::Standard),
        ("full", TaxClass::Standard),
        ("voll", TaxClass::Standard),
        ("reduced", TaxClass::Reduced),
        ("reducedrate", TaxClass::Reduced),
        ("ermassigt", TaxClass::Reduced),
        ("reduit", TaxClass::Reduced),
        ("zero", TaxClass::Zero),
        ("zerorate", TaxClass::Zero),
        ("none", TaxClass::Zero),
        ("keine", TaxClass::Zero),
        ("0", TaxClass::Zero),
        ("zerorated", TaxClass::Zero),
    ];
    let states = [
        ("active", Active),
        ("aktiv", Active),
        ("actif", Active),
        ("1", Active),
        ("yes", Active),
        ("ja", Active),
        ("oui", Active),
        ("true", Active),
        ("published", Active),
        ("withdrawn", Withdrawn),
        ("inactive", Withdrawn),
        ("inaktiv", Withdrawn),
        ("inactif", Withdrawn),
        ("0", Withdrawn),
        ("2", Withdrawn),
        ("no", Withdrawn),
        ("nein", Withdrawn),
        ("non", Withdrawn),
        ("false", Withdrawn),
        ("draft", Withdrawn),
        ("archived", Withdrawn),
        ("discontinued", Withdrawn),
        ("ausgelaufen", Withdrawn),
        ("-1", Withdrawn),
        ("1disabled", Withdrawn),
    ];
    let mut attributes: Vec<(String, String)> = fields.attributes();
    if let Some(brand) = fields.line(Field::Brand, 200) {
        attributes.push((Field::Brand.code().to_owned(), brand));
    }
    attributes.truncate(ATTRIBUTES);
    let price = fields.ten_thousandths(Field::Price, 1);
    if let Some(below) = price.filter(|price| *price < 0) {
        fields.say(Code::TooSmall, Some(Field::Price), &shown(below));
    }
    // Nothing is given away: a price of nothing is a price on request.
    let price = price.filter(|price| *price > 0);
    let not_counted = work.table.source == Source::WooCommerce && fields.has(Field::Stock);
    let stock = if not_counted && !fields.record().has(Field::Stock) {
        fields.say(Code::NotCounted, Some(Field::Stock), "");
        Some(stock::NOT_COUNTED)
    } else {
        stock::read(&mut fields)
    };
    Wanted {
        sku,
        name: fields.line(Field::Name, 300),
        summary: fields.line(Field::Summary, 1_000),
        description: fields.lines(Field::Description, 20_000),
        category: fields.line(Field::Category, 400),
        unit: fields.line(Field::Unit, 60),
        step: fields.whole(Field::Step, 1),
        tax_class: fields.word(Field::TaxClass, &tax),
        status: fields.word(Field::Status, &states),
        gtin: fields.gtin(Field::Gtin),
        replacement: fields.number(Field::Replacement, 60),
        keywords: fields.line(Field::Keywords, 1_000),
        attributes,
        price,
        currency: fields.given(Field::Currency),
        stock,
        restock: fields.day(Field::RestockOn),
        fields,
    }
}

/// What of the database a batch is compared with.
struct There {
    products: HashMap<String, Row>,
    replacements: HashMap<String, ProductId>,
    slugs: HashSet<String>,
    gtins: HashMap<String, String>,
    stock: HashMap<ProductId, (i64, Option<i64>)>,
    prices: HashMap<(PriceListId, ProductId), i64>,
}

impl There {
    async fn read(tx: &mut Tx, wanted: &[Wanted<'_>], lists: &[PriceListId]) -> Result<There> {
        let list = |texts: Vec<&str>| json!(texts).to_string();
        let (sql, numbers) = (THERE.in_tx(tx.db()), list(wanted.iter().map(|w| w.sku.as_str()).collect()));
        let rows: Vec<Row> = on_tx!(tx, c => sqlx::query_as(sql).bind(&numbers).fetch_all(c).await?);
        let slugs: Vec<String> = wanted.iter().flat_map(slugs).collect();
        let (sql, asked) = (SLUGS.in_tx(tx.db()), json!(slugs).to_string());
        let taken: Vec<String> = on_tx!(tx, c => sqlx::query_scalar(sql).bind(&asked).fetch_all(c).await?);
        let (sql, asked) = (GTINS.in_tx(tx.db()), list(wanted.iter().filter_map(|w| w.gtin.as_deref()).collect()));
        let gtins: Vec<(String, String)> = on_tx!(tx, c => sqlx::query_as(sql).bind(&asked).fetch_all(c).await?);
        let ids: Vec<ProductId> = rows.iter().map(|row| row.id).collect();
        let (sql, asked, lists) = (BASE_PRICES.in_tx(tx.db()), json!(ids).to_string(), json!(lists).to_string());
        let prices: Vec<(PriceListId, ProductId, i64)> =
            on_tx!(tx, c => sqlx::query_as(sql).bind(&lists).bind(&asked).fetch_all(c).await?);
        Ok(There {
            replacements: articles(tx, &wanted.iter().filter_map(|w| w.replacement.clone()).collect()).await?,
            stock: stock::there(tx, &ids).await?,
            products: rows.into_iter().map(|row| (row.sku.clone(), row)).collect(),
            slugs: taken.into_iter().collect(),
            gtins: gtins.into_iter().collect(),
            prices: prices.into_iter().map(|(list, product, price)| ((list, product), price)).collect(),
        })
    }
}

/// The addresses that the page of a product may have, the best first.
fn slugs(wanted: &Wanted<'_>) -> [String; 3] {
    let name = wanted.name.as_deref().unwrap_or_default();
    let mark: String = sha256_hex(wanted.sku.as_bytes()).chars().take(8).collect();
    let short = |text: String| text.chars().take(80).collect::<String>().trim_matches('-').to_owned();
    let own = Some(short(slug(name))).filter(|slug| !slug.is_empty()).unwrap_or_else(|| format!("article-{mark}"));
    let with_number = Some(format!("{own}-{}", short(slug(&wanted.sku)))).filter(|slug| !slug.ends_with('-'));
    let last = format!("{own}-{mark}");
    [own, with_number.unwrap_or_else(|| last.clone()), last]
}

/// Says what becomes of products, and writes them.
pub(super) async fn take(tx: &mut Tx, work: &mut Work<'_>, units: &[Unit]) -> Result<Vec<Outcome>> {
    let mut wanted: Vec<Wanted<'_>> = units.iter().map(|unit| read(work, unit)).collect();
    let mut lists = Lists::read(tx).await?;
    let mut base: HashMap<Currency, Vec<PriceListId>> = HashMap::new();
    for w in wanted.iter_mut().filter(|w| w.price.is_some()) {
        let typed = w.currency.clone();
        let currency = match &typed {
            None => lists.usual(),
            Some(typed) => Currency::parse(&typed.to_uppercase()).filter(|found| lists.is_sold_in(*found)),
        };
        let Some(currency) = currency else {
            w.fields.say(Code::UnknownCurrency, Some(Field::Currency), &typed.unwrap_or_default());
            continue;
        };
        w.currency = Some(currency.code().to_owned());
        if !base.contains_key(&currency) && !w.fields.is_refused() {
            base.insert(currency, lists.base(tx, work, currency).await?);
        }
    }
    let all: Vec<PriceListId> = base.values().flatten().copied().collect();
    let mut there = There::read(tx, &wanted, &all).await?;
    let mut tree = Tree::read(tx).await?;
    let mut written = Batch::default();
    let mut out = Vec::with_capacity(units.len());
    for (wanted, unit) in wanted.into_iter().zip(units) {
        let to = Into { lists: &mut lists, base: &base, tree: &mut tree, there: &mut there, batch: &mut written };
        out.push(one(tx, work, to, wanted, unit).await?);
    }
    written.write(tx, work).await?;
    lists.write(tx, work).await?;
    Ok(out)
}

/// Where a product goes.
struct Into<'a> {
    lists: &'a mut Lists,
    base: &'a HashMap<Currency, Vec<PriceListId>>,
    tree: &'a mut Tree,
    there: &'a mut There,
    batch: &'a mut Batch,
}

async fn one(tx: &mut Tx, work: &mut Work<'_>, to: Into<'_>, mut wanted: Wanted<'_>, unit: &Unit) -> Result<Outcome> {
    let old = to.there.products.get(&wanted.sku).cloned();
    let sku = wanted.sku.clone();
    if old.is_none() && wanted.name.is_none() && !wanted.fields.is_refused() {
        wanted.fields.say(Code::Missing, Some(Field::Name), "");
    }
    let replacement = match &wanted.replacement {
        None => None,
        Some(number) => {
            let found = to.there.replacements.get(number).or_else(|| work.carried.articles.get(number)).copied();
            if found.is_none() {
                wanted.fields.say(Code::UnknownArticle, Some(Field::Replacement), number);
            }
            found
        }
    };
    if let Some(gtin) = &wanted.gtin
        && let Some(other) = to.there.gtins.get(gtin).filter(|other| **other != sku).cloned()
    {
        wanted.fields.say(Code::GtinTaken, Some(Field::Gtin), &format!("{gtin} ({other})"));
        wanted.gtin = None;
    }
    if wanted.fields.is_refused() {
        return Ok(wanted.fields.outcome(unit, sku, old.is_none()));
    }
    if let Some(gtin) = &wanted.gtin {
        to.there.gtins.insert(gtin.clone(), sku.clone());
    }
    let category = match (&wanted.category, &old) {
        (Some(called), _) => Some(category(tx, work, to.tree, called, &mut wanted.fields).await?),
        (None, Some(_)) => None,
        (None, None) => Some(category(tx, work, to.tree, "Products", &mut wanted.fields).await?),
    };
    let mut row = old.clone().unwrap_or_else(|| Row {
        id: ProductId::fresh(),
        category_id: CategoryId::fresh(),
        sku: sku.clone(),
        slug: String::new(),
        name: String::new(),
        summary: String::new(),
        description: String::new(),
        attributes: "[]".to_owned(),
        unit: "each".to_owned(),
        increment: 1,
        tax_class: TaxClass::Standard,
        status: Status::Active,
        search_key: String::new(),
        gtin: None,
        replaced_by: None,
        replacement: None,
    });
    if row.slug.is_empty() {
        let free = slugs(&wanted).into_iter().find(|slug| !to.there.slugs.contains(slug));
        row.slug = free.unwrap_or_else(|| row.id.to_string());
        to.there.slugs.insert(row.slug.clone());
    }
    work.carried.articles.insert(sku.clone(), row.id);
    apply(&mut row, &wanted, category, replacement)?;
    let group = to.tree.get(row.category_id).map(|group| group.name.clone()).unwrap_or_default();
    let keywords = wanted.keywords.clone().or_else(|| row.search_key.split('\u{1f}').nth(3).map(str::to_owned));
    row.search_key = search::key(&[&row.name, &row.sku, &group, &keywords.unwrap_or_default()]);
    let is_new = old.is_none();
    if let Some(old) = &old {
        compare(&mut wanted.fields, old, &row, to.tree);
    }
    let differs =
        is_new || !wanted.fields.changes.is_empty() || old.is_some_and(|old| old.search_key != row.search_key);
    beside(to.lists, to.base, to.there, to.batch, &mut wanted, row.id, is_new);
    if differs {
        to.batch.products.push(row);
    }
    let mut outcome = wanted.fields.outcome(unit, sku, is_new);
    // What is found by words that people do not see is no change that they can read.
    if differs && outcome.state == State::Unchanged {
        outcome.state = State::Changed;
    }
    Ok(outcome)
}

async fn category(
    tx: &mut Tx,
    work: &mut Work<'_>,
    tree: &mut Tree,
    called: &str,
    fields: &mut Fields<'_>,
) -> Result<CategoryId> {
    let (id, made) = tree.find_or_make(tx, work, called).await?;
    for path in made {
        if work.carried.made.insert(path.clone()) {
            fields.say(Code::AlsoMade, Some(Field::Category), &path);
        }
    }
    Ok(id)
}

/// Takes what the file says into the row.
fn apply(
    row: &mut Row,
    wanted: &Wanted<'_>,
    category: Option<CategoryId>,
    replacement: Option<ProductId>,
) -> Result<()> {
    let set = |into: &mut String, from: &Option<String>| {
        if let Some(text) = from {
            into.clone_from(text);
        }
    };
    set(&mut row.name, &wanted.name);
    set(&mut row.summary, &wanted.summary);
    set(&mut row.description, &wanted.description);
    set(&mut row.unit, &wanted.unit);
    row.category_id = category.unwrap_or(row.category_id);
    row.increment = wanted.step.unwrap_or(row.increment);
    row.tax_class = wanted.tax_class.unwrap_or(row.tax_class);
    row.status = wanted.status.unwrap_or(row.status);
    if wanted.gtin.is_some() {
        row.gtin.clone_from(&wanted.gtin);
    }
    if replacement.is_some() {
        row.replaced_by = replacement;
        row.replacement.clone_from(&wanted.replacement);
    }
    let mut attributes: Vec<(String, String)> = serde_json::from_str(&row.attributes).unwrap_or_default();
    for (name, value) in &wanted.attributes {
        match attributes.iter_mut().find(|(other, _)| other == name) {
            Some((_, old)) => old.clone_from(value),
            None => attributes.push((name.clone(), value.clone())),
        }
    }
    attributes.truncate(ATTRIBUTES);
    row.attributes = json!(attributes).to_string();
    Ok(())
}

/// Says what is made another.
fn compare(fields: &mut Fields<'_>, old: &Row, new: &Row, tree: &Tree) {
    fields.change(Field::Name, &old.name, &new.name);
    fields.change(Field::Summary, &old.summary, &new.summary);
    fields.change(Field::Description, &old.description, &new.description);
    fields.change(Field::Unit, &old.unit, &new.unit);
    fields.change(Field::Step, &old.increment.to_string(), &new.increment.to_string());
    fields.change(Field::TaxClass, old.tax_class.as_str(), new.tax_class.as_str());
    fields.change(Field::Status, old.status.as_str(), new.status.as_str());
    fields.change(Field::Gtin, old.gtin.as_deref().unwrap_or_default(), new.gtin.as_deref().unwrap_or_default());
    let number = |row: &Row| row.replacement.clone().unwrap_or_default();
    fields.change(Field::Replacement, &number(old), &number(new));
    fields.change(Field::Category, &tree.path(old.category_id), &tree.path(new.category_id));
    let plain = |row: &Row| {
        let pairs: Vec<(String, String)> = serde_json::from_str(&row.attributes).unwrap_or_default();
        pairs.into_iter().map(|(name, value)| format!("{name}: {value}")).collect::<Vec<_>>().join("; ")
    };
    fields.change(Field::Attribute, &plain(old), &plain(new));
}

/// Stock and price of the record.
fn beside(
    lists: &mut Lists,
    base: &HashMap<Currency, Vec<PriceListId>>,
    there: &There,
    batch: &mut Batch,
    wanted: &mut Wanted<'_>,
    product: ProductId,
    is_new: bool,
) {
    let before = there.stock.get(&product).copied();
    let (old, old_restock) = before.unwrap_or((0, None));
    let new = wanted.stock.unwrap_or(old);
    let restock = if wanted.fields.has(Field::RestockOn) { wanted.restock.map(|at| at.0) } else { old_restock };
    if before.is_none() || (new, restock) != (old, old_restock) {
        batch.stock.push((product, new, restock));
        if !is_new {
            wanted.fields.change(Field::Stock, &old.to_string(), &new.to_string());
            let day = |at: Option<i64>| at.map(|at| crate::day::Day::of(Micros(at)).iso()).unwrap_or_default();
            wanted.fields.change(Field::RestockOn, &day(old_restock), &day(restock));
        }
    }
    let currency = wanted.currency.as_deref().and_then(Currency::parse);
    let into = currency.and_then(|currency| base.get(&currency)).into_iter().flatten();
    for list in into {
        let Some(price) = wanted.price else { continue };
        let before = there.prices.get(&(*list, product)).copied();
        if before != Some(price) {
            lists.put(*list, product, 1, price, 0, None);
            if !is_new {
                wanted.fields.change(Field::Price, &before.map(shown).unwrap_or_default(), &shown(price));
            }
        }
    }
}

/// What a batch writes.
#[derive(Default)]
struct Batch {
    products: Vec<Row>,
    stock: Vec<(ProductId, i64, Option<i64>)>,
}

impl Batch {
    async fn write(self, tx: &mut Tx, work: &mut Work<'_>) -> Result<()> {
        if !work.write {
            return Ok(());
        }
        let rows: Vec<Value> = self
            .products
            .iter()
            .map(|row| {
                json!([
                    row.id,
                    row.category_id,
                    row.sku,
                    row.slug,
                    row.name,
                    row.summary,
                    row.description,
                    row.attributes,
                    row.unit,
                    row.increment,
                    row.tax_class,
                    row.status,
                    row.search_key,
                    row.gtin,
                    row.replaced_by
                ])
            })
            .collect();
        if !rows.is_empty() {
            let event = tx.event().to_owned();
            let (sql, rows) = (WRITE.in_tx(tx.db()), Value::Array(rows).to_string());
            exec!(tx, sql; rows, work.now, event).any_number();
        }
        let ids: Vec<ProductId> = self.products.iter().map(|row| row.id).collect();
        stock::write(tx, work, self.stock).await?;
        if !ids.is_empty() {
            entry::refresh_many(tx.db(), &ids, &mut work.carried.written).await?;
        }
        Ok(())
    }
}
