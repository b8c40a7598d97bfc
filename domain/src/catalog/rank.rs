//! Which product comes first: one order for both engines.
//!
//! Rule: what a product is called weighs most, then what it has, then how else it is called. What is exact is before what
//! only begins so, a synonym before a word that was meant. Among equals, what is in stock comes first, then the name decides.

use crate::catalog::text::{Asked, Query};

/// What stands between the sections of [`Candidate::words`].
pub const SECTION: &str = "|";
/// Weights of the sections: what it is, its name, what it has, how else it is called, parts of its number.
const WEIGHTS: [i64; 5] = [1_200, 1_000, 500, 300, 600];
/// For a size of several parts that stands there as it was asked for.
const JOINT: i64 = 400;

/// A product that may be meant.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Candidate<'a> {
    /// Number of its entry.
    pub n: i64,
    /// Whether some are there.
    pub in_stock: bool,
    /// Sorts as its name does.
    pub name_key: &'a str,
    /// Its parts, in sections.
    pub words: &'a str,
}

impl<'a> Candidate<'a> {
    /// Reads a line of the database: number, stock, key of the name, words.
    pub fn read(line: &'a str) -> Option<Candidate<'a>> {
        let mut fields = line.splitn(4, ' ');
        Some(Candidate {
            n: fields.next()?.parse().ok()?,
            in_stock: fields.next()? != "0",
            name_key: fields.next()?,
            words: fields.next()?,
        })
    }
}

/// How well a product fits: parts that it has not, and points for those that it has.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Fit {
    /// Parts of the query that it has not.
    pub missing: usize,
    /// More is better.
    pub points: i64,
}

/// How well `words` fit a query.
pub fn fit(query: &Query, words: &str) -> Fit {
    let mut best = [0_i64; 16];
    let mut points = 0;
    let mut place = 0;
    let (mut section, asked) = (0, &query.asked[..query.asked.len().min(16)]);
    for word in words.split(' ') {
        if word == SECTION {
            section += 1;
            place = 0;
            continue;
        }
        let weight = WEIGHTS.get(section).copied().unwrap_or(100) - (20 * place).min(200);
        place += 1;
        for (best, asked) in best.iter_mut().zip(asked) {
            *best = (*best).max(weight * likeness(asked, word) / 100);
        }
        if query.joints.iter().any(|joint| joint == word) {
            points += JOINT;
        }
    }
    let missing = best.iter().take(asked.len()).filter(|points| **points == 0).count();
    Fit { missing, points: points + best.iter().sum::<i64>() }
}

/// How much a word is what was asked for, in percent.
fn likeness(asked: &Asked, word: &str) -> i64 {
    let word = word.strip_prefix('_').unwrap_or(word);
    if word == asked.text {
        return 100;
    }
    if asked.also.iter().any(|also| also == word) {
        return 80;
    }
    if asked.is_begin && word.starts_with(&asked.text) {
        let part = 30 * asked.text.len() / word.len().max(1);
        return 40 + i64::try_from(part).unwrap_or(0);
    }
    if asked.is_begin && asked.also.iter().any(|also| also.len() > 2 && word.starts_with(also.as_str())) {
        return 35;
    }
    0
}

/// The candidates, best first.
pub fn ranked<'a>(query: &Query, candidates: impl Iterator<Item = Candidate<'a>>) -> Vec<(Fit, Candidate<'a>)> {
    let mut all: Vec<(Fit, Candidate<'a>)> = candidates.map(|one| (fit(query, one.words), one)).collect();
    all.sort_unstable_by(|(one_fit, one), (other_fit, other)| {
        (one_fit.missing.cmp(&other_fit.missing))
            .then(other_fit.points.cmp(&one_fit.points))
            .then(other.in_stock.cmp(&one.in_stock))
            .then(one.name_key.cmp(other.name_key))
            .then(one.n.cmp(&other.n))
    });
    all
}

/// How many typing errors a word of this length may have.
pub fn errors_allowed(length: usize) -> usize {
    match length {
        ..=3 => 0,
        4..=8 => 1,
        _ => 2,
    }
}

/// How many letters must be put in, left out, changed or swapped with their neighbour to make one word of the other; none
/// when more than `most`.
pub fn distance(one: &[char], other: &[char], most: usize) -> Option<usize> {
    if one.len().abs_diff(other.len()) > most {
        return None;
    }
    let mut before = vec![0; other.len() + 1];
    let mut last: Vec<usize> = (0..=other.len()).collect();
    for (i, a) in one.iter().enumerate() {
        let mut now = vec![i + 1; other.len() + 1];
        for (j, b) in other.iter().enumerate() {
            let changed = last[j] + usize::from(a != b);
            now[j + 1] = changed.min(last[j + 1] + 1).min(now[j] + 1);
            if i > 0 && j > 0 && *a == other[j - 1] && one[i - 1] == *b {
                now[j + 1] = now[j + 1].min(before[j - 1] + 1);
            }
        }
        if now.iter().all(|errors| *errors > most) {
            return None;
        }
        before = std::mem::replace(&mut last, now);
    }
    last.last().copied().filter(|errors| *errors <= most)
}

/// The words that may have been meant by `typed`, nearest first; a word that begins with another letter or has other letters
/// is farther.
pub fn meant(typed: &str, known: &[String]) -> Vec<String> {
    let sorted = |word: &[char]| {
        let mut letters = word.to_vec();
        letters.sort_unstable();
        letters
    };
    let typed: Vec<char> = typed.chars().collect();
    let (allowed, letters) = (errors_allowed(typed.len()), sorted(&typed));
    let near = known.iter().filter_map(|word| {
        let other: Vec<char> = word.chars().collect();
        let errors = distance(&typed, &other, allowed).filter(|errors| *errors > 0)?;
        let begins_otherwise = usize::from(other.first() != typed.first());
        let has_others = usize::from(sorted(&other) != letters);
        Some((2 * errors + begins_otherwise + has_others, word))
    });
    let mut near: Vec<(usize, &String)> = near.collect();
    near.sort();
    let nearest = near.first().map_or(0, |(far, _)| *far);
    near.into_iter().take_while(|(far, _)| *far <= nearest + 1).take(4).map(|(_, word)| word.clone()).collect()
}

/// The parts of three letters of a word, with its beginning and its end.
pub fn grams(word: &str) -> Vec<String> {
    let letters: Vec<char> = "  ".chars().chain(word.chars()).chain([' ']).collect();
    let mut grams: Vec<String> = letters.windows(3).map(|three| three.iter().collect()).collect();
    grams.sort_unstable();
    grams.dedup();
    grams
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::catalog::text::{noun, parts, query};

    /// The words of a product with this name, as its entry has them.
    fn words(name: &str) -> String {
        format!("_{} | {} | | |", noun(name).unwrap_or_default(), parts(name).join(" "))
    }

    fn order(asked: &str, products: &[(&str, bool)]) -> Vec<String> {
        let all: Vec<String> = products.iter().map(|(name, _)| words(name)).collect();
        let candidates = products.iter().zip(&all).zip(1..).map(|(((name, in_stock), words), n)| Candidate {
            n,
            in_stock: *in_stock,
            name_key: name,
            words,
        });
        let query = query(asked, false);
        ranked(&query, candidates).into_iter().map(|(_, one)| one.name_key.to_owned()).collect()
    }

    #[test]
    fn bolts_are_before_cutters_and_boltless_shelves() {
        let all = [("Boltless shelving", true), ("Bolt cutter 600 mm", true), ("Hex bolt M8", true)];
        assert_eq!(order("bolts", &all), ["Hex bolt M8", "Bolt cutter 600 mm", "Boltless shelving"]);
    }

    #[test]
    fn what_is_in_stock_is_before_what_is_not() {
        let all = [("Hex bolt M8 × 20", false), ("Hex bolt M8 × 40", true)];
        assert_eq!(order("hex bolt", &all), ["Hex bolt M8 × 40", "Hex bolt M8 × 20"]);
        assert_eq!(order("hex bolt m8x20", &all)[0], "Hex bolt M8 × 20", "but what was asked for is first");
    }

    #[test]
    fn a_size_as_it_was_asked_for_is_first() {
        let all = [("Hex bolt M10 × 8", true), ("Hex bolt M8 × 10", true)];
        assert_eq!(order("M8x10", &all)[0], "Hex bolt M8 × 10");
        assert_eq!(order("8mm bolt", &all)[0], "Hex bolt M8 × 10");
    }

    #[test]
    fn one_error_is_allowed_in_a_word_by_its_length() {
        let known: Vec<String> = ["bolt", "blow", "belt", "hexagon", "washer", "nut"].map(str::to_owned).to_vec();
        assert_eq!(meant("blot", &known), ["bolt", "blow"], "swapped letters are nearer than others");
        assert_eq!(meant("hexgon", &known), ["hexagon"]);
        assert_eq!(meant("wahser", &known), ["washer"]);
        assert!(meant("nit", &known).is_empty(), "a short word has no errors");
        assert!(meant("bolt", &["bolt".to_owned()]).is_empty(), "a word that is known is not meant otherwise");
        let letters = |word: &str| word.chars().collect::<Vec<char>>();
        let within = |one, other, most| super::distance(&letters(one), &letters(other), most);
        let distance = |one, other| within(one, other, 9).expect("few errors");
        assert_eq!((distance("ab", "ba"), distance("abc", ""), distance("kitten", "sitting")), (1, 3, 3));
        assert_eq!((within("kitten", "sitting", 3), within("kitten", "sitting", 2)), (Some(3), None));
    }

    #[test]
    fn a_line_is_read_as_it_is_written() {
        let one = Candidate::read("7 0 2a4b _bolt | hex bolt | |").map(|one| (one.n, one.in_stock, one.words));
        assert_eq!(one, Some((7, false, "_bolt | hex bolt | |")));
        assert_eq!(Candidate::read(""), None);
        assert_eq!(grams("bo"), ["  b", " bo", "bo "]);
    }
}
