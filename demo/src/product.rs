//! The demo's products: families written once, multiplied by their sizes and finishes.

mod abrasives;
mod adhesives;
mod bearings;
mod cleaning;
mod electrical;
mod fastener_parts;
mod fasteners;
mod hydraulics;
mod lighting;
mod office;
mod packaging;
mod pneumatics;
mod safety;
mod storage;
mod tools;

use super::dice::{between, chance};

const DAY: i64 = 86_400_000_000;
/// Days between two batches of new products.
const MONTH: i64 = 30;

/// A product as the demo makes it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Product {
    /// Slug of its category.
    pub category: &'static str,
    /// Article number, for example `HB-M8-40-ZN`.
    pub sku: String,
    /// Its place in an address.
    pub slug: String,
    /// Name, for example "Hex bolt DIN 933 M8 × 40, zinc plated".
    pub name: String,
    /// One line for lists.
    pub summary: String,
    /// Two to four sentences.
    pub description: String,
    /// Facts in the order they are shown.
    pub attributes: Vec<(&'static str, String)>,
    /// Key of the picture, see [`crate::drawing::svg`].
    pub drawing: String,
    /// What one of it is: each, pack of 100, metre.
    pub unit: &'static str,
    /// Step of quantity.
    pub increment: i64,
    /// Unit price in ten-thousandths of a pound.
    pub gbp: i64,
    /// Unit price in ten-thousandths of a euro.
    pub eur: i64,
    /// Other ways to write and to call it, for the search.
    pub keywords: String,
    /// The number under its bar code; the first digits are those that shops give themselves.
    pub gtin: String,
    /// In stock.
    pub available: i64,
    /// When more is expected, in microseconds UTC.
    pub restock_at: Option<i64>,
    /// When it came into the range, in microseconds UTC.
    pub created_at: i64,
}

/// The whole range as it stands at `now`.
pub fn all(now: i64) -> Vec<Product> {
    let families: [fn() -> Vec<Product>; 15] = [
        fasteners::all,
        fastener_parts::all,
        bearings::all,
        tools::all,
        abrasives::all,
        safety::all,
        electrical::all,
        pneumatics::all,
        hydraulics::all,
        adhesives::all,
        cleaning::all,
        packaging::all,
        storage::all,
        lighting::all,
        office::all,
    ];
    let mut products: Vec<Product> = families.iter().flat_map(|family| family()).collect();
    for (index, product) in (0..).zip(&mut products) {
        stock(product, index, now);
        product.keywords = keywords(product);
        product.gtin = gtin(index);
    }
    products
}

/// How much there is: much of what is cheap, little of some, none of a few.
fn stock(product: &mut Product, index: u64, now: i64) {
    let usual = match product.gbp {
        ..5_000 => 4_000,
        5_000..50_000 => 600,
        50_000..500_000 => 90,
        _ => 18,
    };
    let dice = |field, least, most| between("stock", index, field, least, most);
    // What the story of the demo buys must be there.
    let needed = super::order::is_told(&product.sku);
    let pieces = if needed {
        usual
    } else if chance("stock", index, "none", 5) {
        0
    } else if chance("stock", index, "low", 10) {
        dice("few", 1, 9) * product.increment
    } else {
        dice("many", usual / 3, usual)
    };
    product.available = pieces - pieces % product.increment;
    if product.available <= 9 * product.increment && !needed {
        product.restock_at = Some(now + dice("restock", 2, 28) * DAY);
    }
    let age = if needed { 700 } else { dice("age", 3, 725) };
    product.created_at = now - age * DAY - dice("minute", 0, 1_439) * 60_000_000;
}

/// When the batch that `created_at` belongs to was taken into the shop: once a month.
pub fn imported_at(created_at: i64, now: i64) -> i64 {
    let age = (now - created_at) / DAY;
    now - (age / MONTH * MONTH).max(1) * DAY
}

/// The number under the bar code of the product at this place: thirteen digits, the last one to check the others.
pub fn gtin(index: u64) -> String {
    let body = format!("29{:010}", (index + 1) * 37);
    let sum: u32 =
        body.bytes().zip([1, 3].into_iter().cycle()).map(|(digit, weight)| u32::from(digit - b'0') * weight).sum();
    format!("{body}{}", (10 - sum % 10) % 10)
}

/// Sizes written together, the number without hyphens, and what the family says.
fn keywords(product: &Product) -> String {
    let mut words = vec![product.keywords.clone(), product.sku.replace('-', "")];
    words.extend(product.name.contains(" × ").then(|| compact(&product.name)));
    words.extend(product.attributes.iter().filter(|(_, v)| v.contains(" × ")).map(|(_, v)| compact(v)));
    words.retain(|w| !w.is_empty());
    words.join(" ")
}

/// The words of `text` that hold a size, as "m8x40".
fn compact(text: &str) -> String {
    let joined = text.to_lowercase().replace(" × ", "x");
    let sizes: Vec<&str> =
        joined.split([' ', ',']).filter(|w| w.contains('x') && w.chars().any(|c| c.is_ascii_digit())).collect();
    sizes.join(" ")
}

impl Product {
    /// A product with its number and name; the rest follows.
    fn new(category: &'static str, sku: impl Into<String>, name: impl Into<String>) -> Product {
        let (sku, name) = (sku.into(), name.into());
        Product {
            category,
            slug: slug(&name),
            summary: String::new(),
            description: String::new(),
            attributes: Vec::new(),
            drawing: String::new(),
            unit: "each",
            increment: 1,
            gbp: 0,
            eur: 0,
            keywords: String::new(),
            gtin: String::new(),
            available: 0,
            restock_at: None,
            created_at: 0,
            sku,
            name,
        }
    }

    fn sold(self, unit: &'static str, increment: i64) -> Product {
        Product { unit, increment, ..self }
    }

    /// Sets the pound price and the euro price from it: 1.17, rounded like a price list.
    fn price(self, ten_thousandths: i64) -> Product {
        let round = |n: i64| if n < 10_000 { ((n + 2) / 5 * 5).max(5) } else { (n + 250) / 500 * 500 };
        Product { gbp: round(ten_thousandths), eur: round(ten_thousandths * 117 / 100), ..self }
    }

    fn summary(self, text: impl Into<String>) -> Product {
        Product { summary: text.into(), ..self }
    }

    fn text(self, text: impl Into<String>) -> Product {
        Product { description: text.into(), ..self }
    }

    fn fact(mut self, name: &'static str, value: impl Into<String>) -> Product {
        self.attributes.push((name, value.into()));
        self
    }

    fn drawing(self, key: impl Into<String>) -> Product {
        Product { drawing: key.into(), ..self }
    }

    fn words(self, text: impl Into<String>) -> Product {
        Product { keywords: text.into(), ..self }
    }
}

/// The name as it stands in an address: "hex-bolt-din-933-m8x40-zinc-plated".
fn slug(name: &str) -> String {
    let mut out = String::new();
    for c in name.to_lowercase().replace(" × ", "x").chars() {
        match c {
            'a'..='z' | '0'..='9' => out.push(c),
            'µ' => out.push('u'),
            '²' => out.push('2'),
            'é' => out.push('e'),
            '\'' | '’' => {}
            _ if out.ends_with('-') || out.is_empty() => {}
            _ => out.push('-'),
        }
    }
    out.trim_end_matches('-').to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::HashSet;

    const NOW: i64 = 1_780_000_000_000_000;

    fn check(each: impl Fn(&Product)) {
        all(NOW).iter().for_each(each);
    }

    #[test]
    fn numbers_and_addresses_are_unique_and_plain() {
        let all = all(NOW);
        assert!(all.len() >= 420, "{} products", all.len());
        let (mut skus, mut slugs, mut names) = (HashSet::new(), HashSet::new(), HashSet::new());
        for p in &all {
            assert!(skus.insert(&p.sku) && slugs.insert(&p.slug) && names.insert(&p.name), "{} twice", p.sku);
            let plain = |c: char| c.is_ascii_uppercase() || c.is_ascii_digit() || "-.".contains(c);
            assert!(p.sku.chars().all(plain) && p.sku.len() <= 24, "{}", p.sku);
        }
    }

    #[test]
    fn every_product_is_complete() {
        let leaves: HashSet<&str> = {
            let tree = crate::category::all();
            let parents: HashSet<_> = tree.iter().filter_map(|c| c.parent).collect();
            tree.iter().map(|c| c.slug).filter(|s| !parents.contains(s)).collect()
        };
        let used: HashSet<&str> = all(NOW).iter().map(|p| p.category).collect();
        assert_eq!(leaves.difference(&used).count(), 0, "empty: {:?}", leaves.difference(&used));
        check(|p| {
            assert!(leaves.contains(p.category), "{} in {}", p.sku, p.category);
            assert!(p.summary.len() > 15 && p.summary.len() < 120, "{}: {}", p.sku, p.summary);
            let sentences = p.description.matches(". ").count() + 1;
            assert!(p.description.ends_with('.') && (2..=5).contains(&sentences), "{}: {}", p.sku, p.description);
            assert!(p.attributes.len() >= 3, "{}", p.sku);
            assert!(p.gbp > 0 && p.eur > p.gbp, "{}", p.sku);
            assert!(p.available % p.increment == 0 && (p.available > 0 || p.restock_at.is_some()), "{}", p.sku);
            assert!(p.created_at < NOW && p.created_at > NOW - 732 * DAY && p.restock_at.is_none_or(|t| t > NOW));
        });
    }

    #[test]
    fn every_product_has_a_small_picture_with_its_size() {
        let carton = crate::drawing::svg("").len();
        check(|p| {
            let svg = crate::drawing::svg(&p.drawing);
            assert!(svg.len() < 2_048, "{} has {} bytes: {}", p.sku, svg.len(), p.drawing);
            assert!(p.drawing.contains(";t="), "{} without a label", p.sku);
            assert!(p.drawing.starts_with("carton;") || svg.len() != carton, "{}", p.sku);
            let label = p.drawing.split(";t=").nth(1).unwrap_or_default();
            assert!(label.chars().count() <= 26, "{}: {label}", p.sku);
        });
    }

    #[test]
    fn every_product_has_its_bar_code() {
        let codes: HashSet<String> = all(NOW).into_iter().map(|p| p.gtin).collect();
        assert_eq!(codes.len(), all(NOW).len());
        assert_eq!(gtin(0), "2900000000377");
        check(|p| assert!(p.gtin.len() == 13 && p.gtin.starts_with("29"), "{}", p.gtin));
    }

    #[test]
    fn a_size_is_found_however_it_is_written() {
        let all = all(NOW);
        let bolt = all.iter().find(|p| p.sku == "HB-M8-40-ZN").expect("the bolt of the story");
        assert_eq!(bolt.name, "Hex bolt DIN 933 M8 × 40, zinc plated");
        assert_eq!(bolt.slug, "hex-bolt-din-933-m8x40-zinc-plated");
        assert!(bolt.keywords.contains("m8x40") && bolt.keywords.contains("HBM840ZN"), "{}", bolt.keywords);
    }
}
