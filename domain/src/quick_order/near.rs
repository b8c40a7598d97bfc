//! Article numbers that differ from a typed one by little: for a number that is not found.

use crate::own_item::key;

/// So many are shown for one number.
const SHOWN: usize = 3;

/// Article numbers as they are compared, for many searches.
pub(super) struct Near<'a>(Vec<(&'a str, Vec<char>)>);

impl<'a> Near<'a> {
    /// For these article numbers.
    pub(super) fn of(skus: impl Iterator<Item = &'a str>) -> Near<'a> {
        Near(skus.map(|sku| (sku, key(sku).chars().collect())).collect())
    }

    /// The nearest of them: one mistake in a short number, two in a long one.
    pub(super) fn find(&self, number: &str) -> Vec<&'a str> {
        let wanted: Vec<char> = key(number).chars().take(60).collect();
        let most = match wanted.len() {
            0..=3 => return Vec::new(),
            4..=7 => 1,
            _ => 2,
        };
        let mut found: Vec<(usize, &str)> =
            self.0.iter().filter_map(|(sku, chars)| Some((distance(&wanted, chars, most)?, *sku))).collect();
        found.sort_unstable();
        found.into_iter().take(SHOWN).map(|(_, sku)| sku).collect()
    }
}

/// How many letters differ, are missing, too many, or have changed places with their neighbour; none when more than `most`.
fn distance(a: &[char], b: &[char], most: usize) -> Option<usize> {
    if a.len().abs_diff(b.len()) > most {
        return None;
    }
    let mut before: Vec<usize> = Vec::new();
    let mut last: Vec<usize> = (0..=b.len()).collect();
    for (i, x) in a.iter().enumerate() {
        let mut next = vec![i + 1];
        for (j, y) in b.iter().enumerate() {
            let mut least = (last[j] + usize::from(x != y)).min(last[j + 1] + 1).min(next[j] + 1);
            if i > 0 && j > 0 && *x == b[j - 1] && a[i - 1] == *y {
                least = least.min(before[j - 1] + 1);
            }
            next.push(least);
        }
        if next.iter().all(|n| *n > most) {
            return None;
        }
        before = std::mem::replace(&mut last, next);
    }
    last.last().copied().filter(|n| *n <= most)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_mistake_or_two_are_found() {
        let skus = ["HB-M8-40-ZN", "HB-M8-45-ZN", "BB-6204-2RS", "TL-M-50", "417"];
        let near = Near::of(skus.into_iter());
        assert_eq!(near.find("HB-M8-04-ZN")[0], "HB-M8-40-ZN");
        assert_eq!(near.find("BB 6204 2R"), ["BB-6204-2RS"]);
        assert_eq!(near.find("TLM60"), ["TL-M-50"]);
        assert!(near.find("41").is_empty() && near.find("XY-999-1").is_empty());
        assert!(near.find(&"x".repeat(10_000)).is_empty());
    }
}
