//! Families of products and their axes: a product is a family with one value of each axis, and knows what it is.

mod all;

pub use all::ALL;

use crate::dice::between;

/// What a family differs in.
#[derive(Clone, Copy, Debug)]
pub struct Axis {
    /// Name of the attribute.
    pub name: &'static str,
    /// What stands before a value: `M` of `M8`.
    pub lead: &'static str,
    /// Its values.
    pub values: &'static [&'static str],
    /// What stands after a value: `mm`.
    pub unit: &'static str,
    /// Whether it is a part of the size in the name.
    pub is_size: bool,
}

impl Axis {
    /// The value as an attribute: `M8`, `40 mm`.
    pub fn label(&self, value: usize) -> String {
        let text = self.values[value];
        if self.unit.is_empty() { format!("{}{text}", self.lead) } else { format!("{}{text} {}", self.lead, self.unit) }
    }

    /// The value in a number: `M8`, `ZINPLA`.
    fn code(&self, value: usize) -> String {
        let text = self.values[value].replace('.', "D").replace('/', "F");
        match self.is_size {
            true => format!("{}{text}", self.lead),
            false => {
                let words = text.split(|c: char| !c.is_ascii_alphanumeric());
                words.map(|word| word.chars().take(4).collect::<String>().to_uppercase()).collect()
            }
        }
    }
}

/// Products of one kind.
#[derive(Clone, Copy, Debug)]
pub struct Family {
    /// The first letters of its numbers.
    pub code: &'static str,
    /// What it is.
    pub noun: &'static str,
    /// Slug of its category.
    pub category: &'static str,
    /// Price of the smallest one, in ten-thousandths of a pound.
    pub price: i64,
    /// What it differs in; the first changes fastest.
    pub axes: &'static [Axis],
}

impl Family {
    /// How many products it has.
    pub fn len(&self) -> usize {
        self.axes.iter().map(|axis| axis.values.len()).product()
    }

    /// Whether it has none.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The value of each axis of the product at `row`.
    pub fn values(&self, row: usize) -> Vec<usize> {
        let mut rest = row;
        let digit = |axis: &Axis| {
            let value = rest % axis.values.len();
            rest /= axis.values.len();
            value
        };
        self.axes.iter().map(digit).collect()
    }
}

/// A family and a row of it, by their numbers.
pub type Place = (usize, usize);

/// The places of so many products: one of each family in turn, each family from its beginning.
pub fn places(products: usize) -> Vec<Place> {
    let longest = ALL.iter().map(Family::len).max().unwrap_or(0);
    let rounds = (0..longest).flat_map(|row| (0..ALL.len()).map(move |family| (family, row)));
    rounds.filter(|(family, row)| *row < ALL[*family].len()).take(products).collect()
}

/// A product as it is generated.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Made {
    /// Article number.
    pub sku: String,
    /// Its place in an address.
    pub slug: String,
    /// Name.
    pub name: String,
    /// One line.
    pub summary: String,
    /// Slug of its category.
    pub category: &'static str,
    /// Names and values.
    pub attributes: Vec<(&'static str, String)>,
    /// Key of its picture.
    pub drawing: String,
    /// The number under its bar code.
    pub gtin: String,
    /// Unit price in ten-thousandths of a pound.
    pub price: i64,
    /// In stock.
    pub available: i64,
    /// Hours since it came.
    pub age: i64,
}

/// The number of the product at this place.
pub fn sku((family, row): Place) -> String {
    let family = &ALL[family];
    let values = family.values(row);
    let mut out = format!("{}-", family.code);
    for (n, (axis, value)) in family.axes.iter().zip(values).enumerate() {
        if n > 0 {
            out.push(if axis.is_size { 'X' } else { '-' });
        }
        out.push_str(&axis.code(value));
    }
    out
}

/// The product at this place; `index` is its number among all.
pub fn made(seed: u64, place: Place, index: u64) -> Made {
    let family = &ALL[place.0];
    let values = family.values(place.1);
    let with: Vec<(&Axis, usize)> = family.axes.iter().zip(values.iter().copied()).collect();
    let sizes: Vec<String> = with
        .iter()
        .filter(|(axis, _)| axis.is_size)
        .map(|(axis, value)| format!("{}{}", axis.lead, axis.values[*value]))
        .collect();
    let unit = with.iter().rev().find(|(axis, _)| axis.is_size).map_or("", |(axis, _)| axis.unit);
    let kinds: Vec<&str> =
        with.iter().filter(|(axis, _)| !axis.is_size).map(|(axis, value)| axis.values[*value]).collect();
    // A thread says its unit itself.
    let unit = if with[0].0.lead.is_empty() && !unit.is_empty() { format!(" {unit}") } else { String::new() };
    let name = format!("{} {}{unit}, {}", family.noun, sizes.join(" × "), kinds.join(", "));
    let sku = sku(place);
    let dice = |field, least, most| between(&format!("{seed}"), index, field, least, most);
    let grown: i64 = values.iter().map(|value| i64::try_from(*value).unwrap_or(0)).sum();
    Made {
        slug: format!("{}-{}", family.category, sku.to_lowercase()),
        summary: format!("{}, {}.", family.noun, kinds.join(", ")),
        category: family.category,
        attributes: with.iter().map(|(axis, value)| (axis.name, axis.label(*value))).collect(),
        drawing: format!("carton;t={}", sizes.join(" × ")),
        gtin: crate::product::gtin(10_000_000 + index),
        price: family.price + family.price * grown / 8,
        available: if dice("stock", 0, 99) < 8 { 0 } else { dice("pieces", 1, 5_000) },
        age: dice("age", 24, 20_000),
        name,
        sku,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::catalog::text::number_key;
    use std::collections::HashSet;

    #[test]
    fn a_hundred_thousand_products_have_a_number_each() {
        let places = places(100_000);
        assert_eq!(places.len(), 100_000);
        let keys: HashSet<String> = places.iter().map(|place| number_key(&sku(*place))).collect();
        assert_eq!(keys.len(), places.len());
        let slugs: HashSet<&str> = crate::category::all().iter().map(|c| c.slug).collect();
        for family in ALL {
            assert!(slugs.contains(family.category), "{}: there is no category {}", family.noun, family.category);
        }
    }

    #[test]
    fn a_small_catalogue_is_the_beginning_of_a_large_one() {
        assert_eq!(places(1_000), places(100_000)[..1_000]);
        let all: Vec<Made> = places(1_000).into_iter().zip(0..).map(|(place, index)| made(42, place, index)).collect();
        let families: HashSet<usize> = places(1_000).into_iter().map(|(family, _)| family).collect();
        assert_eq!(families.len(), ALL.len(), "a small catalogue has every family");
        assert_eq!(all[0].name, "Hex bolt DIN 933 M3 × 6, zinc plated, pack of 10");
        assert_eq!(all[0].sku, "GHB-M3X6-ZINCPLAT-PACKOF10");
        assert_ne!(made(42, (0, 0), 0).available, made(7, (0, 0), 0).available);
        assert!(all.iter().all(|one| one.price > 0 && one.sku.len() <= 60));
    }
}
