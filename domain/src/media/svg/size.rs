//! How large a drawing is shown, and how much there is to draw once all references are followed.

use std::collections::HashMap;

/// The most elements that are drawn, with those that are drawn again by reference.
const MOST: u64 = 200_000;
/// What browsers take where a drawing says nothing.
const UNKNOWN: (u32, u32) = (300, 150);

/// Width and height of a drawing with these attributes, in pixels.
pub(super) fn of(attributes: &[(&'static str, String)]) -> (u32, u32) {
    let given = |wanted: &str| attributes.iter().find(|(name, _)| *name == wanted).map(|(_, value)| value.as_str());
    let sides = given("width").and_then(length).zip(given("height").and_then(length));
    let boxed = given("viewBox").and_then(|text| {
        let mut numbers = text.split([' ', ',']).filter(|part| !part.is_empty()).map(|part| part.parse::<f64>().ok());
        let numbers = [numbers.next()??, numbers.next()??, numbers.next()??, numbers.next()??];
        Some((pixels(numbers[2])?, pixels(numbers[3])?))
    });
    sides.or(boxed).unwrap_or(UNKNOWN)
}

/// A length with its unit; none for a share of something else.
fn length(text: &str) -> Option<u32> {
    let text = text.trim();
    let end = text.find(|c: char| !c.is_ascii_digit() && !matches!(c, '.' | '-' | '+')).unwrap_or(text.len());
    let number: f64 = text[..end].parse().ok()?;
    let unit = match text[end..].trim() {
        "" | "px" => 1.0,
        "pt" => 4.0 / 3.0,
        "pc" | "em" => 16.0,
        "mm" => 96.0 / 25.4,
        "cm" => 960.0 / 25.4,
        "in" => 96.0,
        _ => return None,
    };
    pixels(number * unit)
}

#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "the bounds are checked")]
fn pixels(number: f64) -> Option<u32> {
    (number > 0.0 && number <= 100_000.0).then(|| (number.round() as u32).max(1))
}

/// How many elements there are in each part with an id, and which others it refers to.
#[derive(Default)]
pub(super) struct Sizes {
    /// The part that each open element is in: its place in `parts`.
    open: Vec<usize>,
    parts: Vec<Part>,
    ids: HashMap<String, usize>,
}

#[derive(Default)]
struct Part {
    /// Its own elements.
    elements: u64,
    /// The parts that it holds.
    inner: Vec<usize>,
    /// What it refers to.
    references: Vec<String>,
}

impl Sizes {
    /// An element begins, with its id and what it refers to.
    pub(super) fn begun(&mut self, id: Option<&str>, reference: Option<&str>) {
        let outer = self.open.last().copied();
        let at = match (outer, id) {
            (Some(outer), None) => outer,
            (outer, id) => {
                self.parts.push(Part::default());
                let at = self.parts.len() - 1;
                if let Some(outer) = outer {
                    self.parts[outer].inner.push(at);
                }
                if let Some(id) = id {
                    self.ids.entry(id.to_owned()).or_insert(at);
                }
                at
            }
        };
        self.parts[at].elements += 1;
        if let Some(id) = reference.and_then(|reference| reference.strip_prefix('#')) {
            self.parts[at].references.push(id.to_owned());
        }
        self.open.push(at);
    }

    /// The innermost element ends.
    pub(super) fn ended(&mut self) {
        self.open.pop();
    }

    /// Whether all of it is too much, or some part refers to itself.
    pub(super) fn is_too_much(&self) -> bool {
        let mut known = vec![Known::No; self.parts.len()];
        !self.parts.is_empty() && self.drawn(0, &mut known, 0).is_none_or(|drawn| drawn > MOST)
    }

    /// How many elements are drawn for a part; none for one that refers to itself, or through too many others.
    fn drawn(&self, at: usize, known: &mut [Known], depth: usize) -> Option<u64> {
        match known[at] {
            Known::Is(drawn) => return Some(drawn),
            Known::Open => return None,
            Known::No if depth > 500 => return None,
            Known::No => {}
        }
        known[at] = Known::Open;
        let part = &self.parts[at];
        let mut drawn = part.elements;
        let referred = part.references.iter().filter_map(|id| self.ids.get(id).copied());
        for other in part.inner.iter().copied().chain(referred) {
            drawn = drawn.saturating_add(self.drawn(other, known, depth + 1)?);
        }
        known[at] = Known::Is(drawn);
        Some(drawn)
    }
}

#[derive(Clone, Copy)]
enum Known {
    No,
    Open,
    Is(u64),
}
