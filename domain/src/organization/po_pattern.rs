//! How the order numbers of a company look: `#` stands for a digit, `@` for a letter, `*` at the end for anything that
//! follows, and every other sign for itself.

use crate::error::Problem;
use crate::text;

/// The longest pattern, in characters.
const LONGEST: usize = 40;
/// The digits and letters of an example.
const DIGITS: &str = "123456789";
const LETTERS: &str = "ABCDEFGH";

/// Reads a pattern as it is typed; nothing when every number will do.
///
/// # Errors
/// What is wrong with it.
pub fn read(typed: &str) -> Result<&str, Problem> {
    let pattern = text::line(typed, LONGEST)?;
    match pattern.find('*') {
        Some(at) if at + 1 < pattern.len() => Err(Problem::StarInside),
        _ => Ok(pattern),
    }
}

/// Whether a number looks like the pattern; an empty one fits all.
///
/// ```
/// use domain::organization::po_pattern::fits;
/// assert!(fits("PO-####", "PO-2041") && fits("@@-*", "NM-7/a") && fits("", "x"));
/// assert!(!fits("PO-####", "PO-204") && !fits("PO-####", "po-2041"));
/// ```
pub fn fits(pattern: &str, number: &str) -> bool {
    if pattern.is_empty() {
        return true;
    }
    let mut signs = number.chars();
    for wanted in pattern.chars() {
        let is_right = match (wanted, signs.next()) {
            ('*', _) => return true,
            (_, None) => false,
            ('#', Some(sign)) => sign.is_ascii_digit(),
            ('@', Some(sign)) => sign.is_alphabetic(),
            (wanted, Some(sign)) => wanted == sign,
        };
        if !is_right {
            return false;
        }
    }
    signs.next().is_none()
}

/// A number that fits.
pub fn example(pattern: &str) -> String {
    let (mut digits, mut letters) = (DIGITS.chars().cycle(), LETTERS.chars().cycle());
    let sign = |wanted: char| match wanted {
        '#' => digits.next(),
        '@' => letters.next(),
        '*' => Some('1'),
        other => Some(other),
    };
    pattern.chars().filter_map(sign).collect()
}

/// Whether a number of a company with this pattern is right.
///
/// # Errors
/// [`Problem::PoPattern`] with a number that is.
pub fn check(pattern: &str, number: &str) -> Result<(), Problem> {
    if number.is_empty() || fits(pattern, number) { Ok(()) } else { Err(Problem::PoPattern(example(pattern))) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn each_sign_of_a_pattern_stands_for_what_it_says() {
        for (pattern, number, is_right) in [
            ("#", "7", true),
            ("#", "a", false),
            ("#", "", false),
            ("#", "77", false),
            ("@", "é", true),
            ("@", "7", false),
            ("A#*", "A1", true),
            ("A#*", "A1 and so on", true),
            ("A#*", "A", false),
            ("*", "", true),
            ("PO 20##/@@", "PO 2026/NM", true),
            ("PO 20##/@@", "PO 2026/N", false),
        ] {
            assert_eq!(fits(pattern, number), is_right, "{pattern} {number}");
        }
        assert_eq!(example("PO-####-@@*"), "PO-1234-AB1");
        assert_eq!(check("PO-##", "PO-1"), Err(Problem::PoPattern("PO-12".to_owned())));
        assert_eq!(check("PO-##", ""), Ok(()), "whether it may be empty is another rule");
        assert_eq!(read("A*B"), Err(Problem::StarInside));
        assert_eq!(read(" PO-* "), Ok("PO-*"));
    }

    proptest! {
        #[test]
        fn the_example_of_a_pattern_fits_it(pattern in "[#@A-Z0-9 /-]{0,20}[*]?") {
            prop_assert!(pattern.is_empty() || fits(&pattern, &example(&pattern)), "{} {}", pattern, example(&pattern));
        }
    }
}
