//! Narrowing a list by what products have: values with counts, and ranges of measures.
//!
//! A value of an attribute is a mark, `code.key`, as `length.40-mm`: so it stands in addresses, and so it is looked for. The
//! categories of a product are marks of the code `c`.

use crate::catalog::text::slug;
use std::collections::HashMap;

/// The code of the marks for categories.
pub const CATEGORY: &str = "c";
/// The code of the mark for what all sizes of a thing are called together.
pub const FAMILY: &str = "f";
/// The code of the filter for the price that a company pays; no mark has it.
pub const PRICE: &str = "price";
/// What a mark begins with among the words of a product.
pub const SIGN: &str = "__";
/// How many attributes a list is narrowed by at most.
const FACETS: usize = 8;
/// How many filters an address may have.
const FILTERS: usize = 12;

/// A value of an attribute as people read it, and as a measure where it is one.
#[derive(Clone, Debug, PartialEq)]
pub struct Value {
    /// Name of the attribute in marks.
    pub code: String,
    /// The value in marks.
    pub key: String,
    /// Name of the attribute.
    pub name: String,
    /// The value.
    pub label: String,
    /// The number of a measure.
    pub number: Option<f64>,
    /// Its unit.
    pub unit: String,
}

impl Value {
    /// Reads an attribute of a product; none when nothing of it can stand in a mark.
    pub fn of(name: &str, label: &str) -> Option<Value> {
        let (code, key) = (slug(name).replace('.', "-"), slug(label));
        let measure = measure(label);
        let (number, unit) = measure.map_or((None, String::new()), |(number, unit)| (Some(number), unit));
        let value = Value { code, key, name: name.to_owned(), label: label.to_owned(), number, unit };
        let is_own = [CATEGORY, FAMILY, PRICE].contains(&value.code.as_str());
        (!value.code.is_empty() && !value.key.is_empty() && !is_own).then_some(value)
    }

    /// What all sizes of a thing are called together.
    pub fn family(label: &str) -> Value {
        let (code, key) = (FAMILY.to_owned(), slug(label));
        Value { code, key, name: String::new(), label: label.to_owned(), number: None, unit: String::new() }
    }

    /// Its mark.
    pub fn mark(&self) -> String {
        format!("{}.{}", self.code, self.key)
    }
}

/// The number and the unit of a text that is one measure: "1,250 N", "40 mm", "0.5 l".
fn measure(label: &str) -> Option<(f64, String)> {
    let label = label.trim();
    let end = label.find(|c: char| !(c.is_ascii_digit() || matches!(c, '.' | ','))).unwrap_or(label.len());
    let (digits, unit) = label.split_at(end);
    let unit = unit.trim();
    let is_unit = unit.chars().count() <= 8
        && unit.chars().all(|c| c.is_alphabetic() || matches!(c, '²' | '³' | '°' | '%' | '/'));
    let number: f64 = digits.replace(',', "").parse().ok()?;
    is_unit.then(|| (number, unit.to_owned()))
}

/// What one attribute is narrowed to: some of its values, or a range.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Filter {
    /// The attribute.
    pub code: String,
    /// One of these values.
    pub keys: Vec<String>,
    /// Or a measure from here on …
    pub from: Option<f64>,
    /// … up to there.
    pub to: Option<f64>,
}

impl Filter {
    /// Whether it asks for a range.
    pub fn is_range(&self) -> bool {
        self.from.is_some() || self.to.is_some()
    }
}

/// Filters, as an address has them: `length.40-mm~length.50-mm~depth.10..20`.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Filters(pub Vec<Filter>);

impl Filters {
    /// Reads an address; what cannot be read asks for nothing.
    pub fn parse(text: &str) -> Filters {
        let mut out = Filters::default();
        for part in text.split('~').take(FILTERS * 4) {
            let Some((code, rest)) = part.split_once('.') else { continue };
            if code.is_empty() || slug(code) != code {
                continue;
            }
            match rest.split_once("..") {
                Some((from, to)) => out.set_range(code, bound(from), bound(to)),
                None if !rest.is_empty() && slug(rest) == rest => out.of(code).keys.push(rest.to_owned()),
                None => {}
            }
        }
        out.0.retain(|filter| !filter.keys.is_empty() || filter.is_range());
        out.0.iter_mut().for_each(|filter| {
            filter.keys.sort();
            filter.keys.dedup();
        });
        out.0.truncate(FILTERS);
        out
    }

    /// As it stands in an address.
    pub fn text(&self) -> String {
        let mut parts = Vec::new();
        for filter in &self.0 {
            parts.extend(filter.keys.iter().map(|key| format!("{}.{key}", filter.code)));
            if filter.is_range() {
                let written = |bound: Option<f64>| bound.map(|n| n.to_string()).unwrap_or_default();
                parts.push(format!("{}.{}..{}", filter.code, written(filter.from), written(filter.to)));
            }
        }
        parts.join("~")
    }

    fn of(&mut self, code: &str) -> &mut Filter {
        let at = self.0.iter().position(|filter| filter.code == code).unwrap_or_else(|| {
            self.0.push(Filter { code: code.to_owned(), ..Filter::default() });
            self.0.len() - 1
        });
        &mut self.0[at]
    }

    /// The filter of an attribute.
    pub fn get(&self, code: &str) -> Option<&Filter> {
        self.0.iter().find(|filter| filter.code == code)
    }

    /// The range of prices, where there is one.
    pub fn price(&self) -> Option<&Filter> {
        self.get(PRICE).filter(|filter| filter.is_range())
    }

    /// Sets the range of an attribute; a range without bounds takes it away. Bounds in the wrong order are swapped.
    pub fn set_range(&mut self, code: &str, from: Option<f64>, to: Option<f64>) {
        let (from, to) = match (from, to) {
            (Some(from), Some(to)) if from > to => (Some(to), Some(from)),
            bounds => bounds,
        };
        let filter = self.of(code);
        (filter.from, filter.to) = (from, to);
        self.0.retain(|filter| !filter.keys.is_empty() || filter.is_range());
    }

    /// The same with a value more, or without it where it is chosen.
    #[must_use]
    pub fn toggled(&self, code: &str, key: &str) -> Filters {
        let mut out = self.clone();
        let filter = out.of(code);
        match filter.keys.iter().position(|one| one == key) {
            Some(at) => drop(filter.keys.remove(at)),
            None => filter.keys.push(key.to_owned()),
        }
        out.0.retain(|filter| !filter.keys.is_empty() || filter.is_range());
        out
    }

    /// The same without the filter of an attribute.
    #[must_use]
    pub fn without(&self, code: &str) -> Filters {
        Filters(self.0.iter().filter(|filter| filter.code != code).cloned().collect())
    }
}

/// A bound that was typed, with a comma or a point.
pub fn bound(text: &str) -> Option<f64> {
    let number: f64 = text.trim().replace(',', ".").parse().ok()?;
    (number.is_finite() && number.abs() < 1e12).then_some(number)
}

/// A value that a list can be narrowed to.
#[derive(Clone, Debug, PartialEq)]
pub struct Choice {
    /// The value in marks.
    pub key: String,
    /// What people read; the key where it is not known.
    pub label: String,
    /// The number of a measure.
    pub number: Option<f64>,
    /// How many products have it.
    pub count: i64,
}

/// An attribute that a list can be narrowed by.
#[derive(Clone, Debug, PartialEq)]
pub struct Facet {
    /// The attribute in marks.
    pub code: String,
    /// What people read.
    pub name: String,
    /// The unit of its measures, if all of its values are measures of one unit.
    pub unit: Option<String>,
    /// Its values: measures by size, others by how many have them.
    pub choices: Vec<Choice>,
}

/// Counts the marks of products, a line for each.
pub fn count(lines: &str) -> HashMap<&str, i64> {
    let mut counts = HashMap::new();
    for line in lines.lines() {
        let mut is_leaf = true;
        for mark in line.split(' ').filter_map(|mark| mark.strip_prefix(SIGN)) {
            if mark.starts_with("c.") {
                // The first is where the product is, the others are above it.
                if !is_leaf {
                    continue;
                }
                is_leaf = false;
            }
            *counts.entry(mark).or_insert(0) += 1;
        }
    }
    counts
}

/// The attributes that most products have, each with its values, and at the end the families; `known` says what the marks mean. An attribute with one
/// value alone narrows nothing.
pub fn facets(counts: &HashMap<&str, i64>, known: &HashMap<String, Value>) -> Vec<Facet> {
    let mut by_code: HashMap<&str, Vec<(&str, i64)>> = HashMap::new();
    for (mark, count) in counts {
        if let Some((code, key)) = mark.split_once('.') {
            by_code.entry(code).or_default().push((key, *count));
        }
    }
    let mut facets: Vec<(i64, Facet)> = Vec::new();
    for (code, values) in by_code.into_iter().filter(|(code, values)| values.len() > 1 || *code == FAMILY) {
        let all: i64 = values.iter().map(|(_, count)| count).sum();
        let (mut name, mut units, mut choices) = (String::new(), Vec::new(), Vec::new());
        for (key, count) in values {
            let value = known.get(&format!("{code}.{key}"));
            if let Some(value) = value {
                name.clone_from(&value.name);
            }
            units.push(value.filter(|value| value.number.is_some()).map(|value| value.unit.clone()));
            let label = value.map_or_else(|| key.to_owned(), |value| value.label.clone());
            choices.push(Choice { key: key.to_owned(), label, number: value.and_then(|value| value.number), count });
        }
        let unit = units[0].clone().filter(|unit| units.iter().all(|one| one.as_ref() == Some(unit)));
        choices.sort_by(|one, other| match (&unit, one.number, other.number) {
            (Some(_), Some(a), Some(b)) => a.total_cmp(&b).then(one.key.cmp(&other.key)),
            _ => other.count.cmp(&one.count).then(one.key.cmp(&other.key)),
        });
        facets.push((all, Facet { code: code.to_owned(), name, unit, choices }));
    }
    facets.sort_by(|(one_count, one), (other_count, other)| {
        let place = |facet: &Facet| facet.code != CATEGORY;
        place(one).cmp(&place(other)).then(other_count.cmp(one_count)).then(one.code.cmp(&other.code))
    });
    // What hardly any of the products have narrows little.
    let most = facets.iter().map(|(all, _)| *all).max().unwrap_or(0);
    let facets = facets.into_iter().filter(|(all, facet)| facet.code == CATEGORY || all * 10 >= most);
    let (families, mut facets): (Vec<Facet>, Vec<Facet>) =
        facets.map(|(_, facet)| facet).partition(|facet| facet.code == FAMILY);
    facets.truncate(FACETS);
    facets.extend(families);
    facets
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_is_read_as_it_is_written() {
        let text = "length.40-mm~length.50-mm~depth.10..20.5~c.hex-bolts";
        let filters = Filters::parse(text);
        assert_eq!(filters.text(), text);
        assert_eq!(filters.get("depth").map(|f| (f.from, f.to)), Some((Some(10.0), Some(20.5))));
        for wrong in
            ["", "~", "length", "length.", ".40", "a b.c", "x.y*", "x...", "x.\"~y.(", "depth.a..b", "depth.nan..inf"]
        {
            assert_eq!(Filters::parse(wrong), Filters::default(), "{wrong}");
        }
        assert_eq!(Filters::parse("depth.20..10").text(), "depth.10..20");
        assert_eq!(filters.toggled("length", "40-mm").text(), "length.50-mm~depth.10..20.5~c.hex-bolts");
        assert_eq!(filters.toggled("depth", "5-mm").without("depth").without("c").text(), "length.40-mm~length.50-mm");
        assert_eq!(Filters::default().toggled("a", "b").text(), "a.b");
    }

    #[test]
    fn a_measure_has_a_number_and_a_unit() {
        let read = |label| Value::of("Length", label).and_then(|v| v.number.map(|n| (n, v.unit)));
        assert_eq!(read("1,250 N"), Some((1250.0, "N".to_owned())));
        assert_eq!(read("0.5 l"), Some((0.5, "l".to_owned())));
        assert_eq!(read("16"), Some((16.0, String::new())));
        for text in ["M8 × 1.25 mm", "10–20 mm", "Steel 8.8", "3 × 4", "40 mm and more"] {
            assert_eq!(read(text), None, "{text}");
        }
        assert_eq!(Value::of("Length", "40 mm").map(|v| v.mark()), Some("length.40-mm".to_owned()));
    }

    #[test]
    fn values_are_counted_and_sorted() {
        let lines = "__all __c.bolts __c.fasteners __length.40-mm __material.steel\n\
                     __all __c.bolts __c.fasteners __length.5-mm __material.steel\n\
                     __all __c.nuts __c.fasteners __material.brass __x.y";
        let known: HashMap<String, Value> =
            [("Length", "40 mm"), ("Length", "5 mm"), ("Material", "Steel"), ("Material", "Brass")]
                .iter()
                .filter_map(|(name, label)| Value::of(name, label))
                .map(|value| (value.mark(), value))
                .collect();
        let facets = facets(&count(lines), &known);
        let told: Vec<(String, Vec<(String, i64)>)> = facets
            .iter()
            .map(|f| (f.code.clone(), f.choices.iter().map(|c| (c.label.clone(), c.count)).collect()))
            .collect();
        let pair = |label: &str, count| (label.to_owned(), count);
        assert_eq!(told[0], ("c".to_owned(), vec![pair("bolts", 2), pair("nuts", 1)]));
        assert_eq!(told[1], ("material".to_owned(), vec![pair("Steel", 2), pair("Brass", 1)]));
        assert_eq!(told[2], ("length".to_owned(), vec![pair("5 mm", 1), pair("40 mm", 1)]));
        assert_eq!((told.len(), facets[2].unit.as_deref()), (3, Some("mm")));
    }
}
