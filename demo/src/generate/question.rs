//! What is asked of a generated catalogue, with the right answers: every product knows what it is.

use super::family::{ALL, Family, Place, sku};
use crate::dice::{between, pick, roll};
use domain::catalog::text::stem;

/// Which kind of question it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// A number of a product, in some spelling.
    Number,
    /// A thing with some of its values.
    Attributes,
    /// The same with one typing error.
    Error,
    /// A number that no product has.
    WrongNumber,
}

/// A question.
#[derive(Clone, Debug)]
pub struct Question {
    /// Which kind.
    pub kind: Kind,
    /// What is typed.
    pub text: String,
    /// The product that it was made from.
    pub place: Place,
    /// Words of the thing that is asked for.
    words: Vec<String>,
    /// Values that are asked for: name of the attribute and label.
    values: Vec<(&'static str, String)>,
}

impl Question {
    /// How well a product answers: 2 when it is what is asked for, 1 when only the thing is right, else 0.
    pub fn grade(&self, (family, row): Place) -> u8 {
        let family = &ALL[family];
        let noun = words(family);
        if !self.words.iter().all(|word| noun.contains(word)) {
            return 0;
        }
        let values = family.values(row);
        let has = |(name, label): &(&'static str, String)| {
            family.axes.iter().zip(&values).any(|(axis, value)| axis.name == *name && axis.label(*value) == *label)
        };
        if self.values.iter().all(has) { 2 } else { 1 }
    }
}

/// The words of what a family is, as they are compared.
fn words(family: &Family) -> Vec<String> {
    family.noun.to_lowercase().split(' ').map(stem).collect()
}

/// So many questions of each kind about a catalogue of so many products.
pub fn all(seed: u64, places: &[Place], each: u64) -> Vec<Question> {
    let kinds = [Kind::Number, Kind::Attributes, Kind::Error, Kind::WrongNumber];
    kinds.into_iter().flat_map(|kind| (0..each).map(move |index| question(seed, places, kind, index))).collect()
}

fn question(seed: u64, places: &[Place], kind: Kind, index: u64) -> Question {
    let entity = format!("{seed} {kind:?}");
    let most = i64::try_from(places.len()).unwrap_or(1) - 1;
    let at = usize::try_from(between(&entity, index, "product", 0, most)).unwrap_or(0);
    let place = places[at];
    let number = sku(place);
    let empty = Question { kind, text: String::new(), place, words: Vec::new(), values: Vec::new() };
    match kind {
        Kind::Number => {
            let text = match roll(&entity, index, "spelling") % 7 {
                0 => number,
                1 => number.to_lowercase(),
                2 => number.replace('-', ""),
                3 => number.replace('-', " ").to_lowercase(),
                4 => number.replace('-', "\u{2011}"),
                5 => number.chars().map(cyrillic).collect(),
                _ => crate::product::gtin(10_000_000 + at as u64),
            };
            Question { text, ..empty }
        }
        Kind::WrongNumber => {
            let mut signs: Vec<char> = number.chars().collect();
            let digits: Vec<usize> = (0..signs.len()).filter(|n| signs[*n].is_ascii_uppercase()).collect();
            let changed = pick(&entity, index, "sign", &digits);
            signs[changed] = if signs[changed] == 'Q' { 'Y' } else { 'Q' };
            Question { text: signs.into_iter().collect(), ..empty }
        }
        Kind::Attributes | Kind::Error => asked(&entity, index, place, empty),
    }
}

/// A thing with one to three of its values, in the words that people type.
fn asked(entity: &str, index: u64, (family, row): Place, question: Question) -> Question {
    let family = &ALL[family];
    let values = family.values(row);
    let noun: Vec<&str> = family.noun.split(' ').collect();
    let is_standard = roll(entity, index, "standard").is_multiple_of(4);
    let taken = if is_standard { noun.len() } else { noun.len().min(2) };
    let mut typed: Vec<String> = noun[..taken].iter().map(|word| word.to_lowercase()).collect();
    let words: Vec<String> = typed.iter().map(|word| stem(word)).collect();
    if question.kind == Kind::Error {
        let is_word = |n: &usize| typed[*n].len() > 3 && typed[*n].bytes().all(|b| b.is_ascii_lowercase());
        // A word of three letters has no error that could be put right.
        if let Some(longest) = (0..taken).filter(is_word).max_by_key(|n| typed[*n].len()) {
            typed[longest] = wrong(entity, index, &typed[longest]);
        }
    } else if roll(entity, index, "plural").is_multiple_of(3) && taken <= 2 {
        let last = typed.len() - 1;
        typed[last] = format!("{}s", typed[last]).replace("xs", "xes").replace("shelvings", "shelving");
    }
    let (mut sizes, mut kinds, mut wanted) = (Vec::new(), Vec::new(), Vec::new());
    let one_kind = roll(entity, index, "kind") % family.axes.len() as u64;
    for (n, (axis, value)) in (0_u64..).zip(family.axes.iter().zip(&values)) {
        if axis.is_size {
            sizes.push((axis, *value));
            wanted.push((axis.name, axis.label(*value)));
        } else if n == one_kind && question.kind == Kind::Attributes {
            kinds.push(axis.values[*value].to_owned());
            wanted.push((axis.name, axis.label(*value)));
        }
    }
    let written: Vec<String> =
        sizes.iter().map(|(axis, value)| format!("{}{}", axis.lead, axis.values[*value])).collect();
    let between_sizes = pick(entity, index, "between", &["x", " x ", "*", " × ", " "]);
    let mut size = written.join(between_sizes);
    if roll(entity, index, "comma").is_multiple_of(3) {
        size = size.replace('.', ",");
    }
    let thing = typed.join(" ");
    let text = match roll(entity, index, "order") % 3 {
        0 => format!("{size} {thing} {}", kinds.join(" ")),
        1 => format!("{thing} {size} {}", kinds.join(" ")),
        _ => format!("{thing} {} {size}", kinds.join(" ")),
    };
    Question { text: text.trim().to_owned(), words, values: wanted, ..question }
}

/// A word with one letter left out, doubled, changed or swapped; never the first one.
fn wrong(entity: &str, index: u64, word: &str) -> String {
    let mut letters: Vec<char> = word.chars().collect();
    let last = i64::try_from(letters.len()).unwrap_or(2) - 1;
    let at = usize::try_from(between(entity, index, "letter", 1, last.max(1))).unwrap_or(1).min(letters.len() - 1);
    match roll(entity, index, "error") % 4 {
        0 if letters.len() > 4 => drop(letters.remove(at)),
        1 => letters.insert(at, letters[at]),
        2 => letters[at] = if letters[at] == 'z' { 'w' } else { 'z' },
        _ if letters[at] == letters[at - 1] => letters.insert(at, 'z'),
        _ => letters.swap(at, at - 1),
    }
    letters.into_iter().collect()
}

/// A letter of Cyrillic that looks like a Latin one.
fn cyrillic(letter: char) -> char {
    match letter {
        'A' => 'А',
        'B' => 'В',
        'C' => 'С',
        'E' => 'Е',
        'H' => 'Н',
        'K' => 'К',
        'M' => 'М',
        'O' => 'О',
        'P' => 'Р',
        'T' => 'Т',
        'X' => 'Х',
        other => other,
    }
}

/// How good the order of answers is: 1 when no better one is possible among `best`, all grades there are.
pub fn ndcg(grades: &[u8], best: &[usize; 3]) -> f64 {
    let gain =
        |(place, grade): (usize, u8)| (f64::from(2_u32.pow(u32::from(grade))) - 1.0) / (place as f64 + 2.0).log2();
    let found: f64 = grades.iter().copied().take(10).enumerate().map(gain).sum();
    let ideal = std::iter::repeat_n(2, best[2]).chain(std::iter::repeat_n(1, best[1])).take(10);
    let most: f64 = ideal.enumerate().map(gain).sum();
    if most > 0.0 { found / most } else { 1.0 }
}

#[cfg(test)]
mod tests {
    use super::super::family::places;
    use super::*;

    #[test]
    fn questions_are_answered_by_their_product() {
        let places = places(1_000);
        for question in all(42, &places, 50) {
            if matches!(question.kind, Kind::Attributes | Kind::Error) {
                assert_eq!(question.grade(question.place), 2, "{question:?}");
            }
            assert!(!question.text.is_empty());
        }
        assert_eq!(all(42, &places, 5)[7].text, all(42, &places, 9)[11].text, "more questions change none");
    }

    #[test]
    fn the_best_order_has_one_point() {
        assert!((ndcg(&[2, 2, 1], &[0, 1, 2]) - 1.0).abs() < 1e-9);
        assert!(ndcg(&[1, 2, 2], &[0, 1, 2]) < 0.95);
        assert!(ndcg(&[0, 0], &[0, 5, 5]) < 1e-9);
    }
}
