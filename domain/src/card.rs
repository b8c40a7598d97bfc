//! Numbers of payment cards in what people write.
//!
//! Rule: they must not be stored where nobody expects them (PCI DSS 3.2). What looks like one is refused at its field,
//! by [`crate::text`]. To look like one takes a length, a beginning that card companies use, groups as they stand on cards,
//! and the check digit. So the numbers of articles, parcels, phones, accounts and orders pass; one in ten that has all the rest does not.

use crate::vat::luhn;

/// Digits that nothing stands between.
type Group = Vec<u64>;

/// The longest gap between two groups, in characters.
const GAP: usize = 3;

/// Whether `text` holds what looks like the number of a payment card.
///
/// ```
/// use domain::card;
/// assert!(card::is_in("charge 4111 1111 1111 1111 please"));
/// assert!(!card::is_in("order 4500123456, call +49 170 1234567890"));
/// ```
pub fn is_in(text: &str) -> bool {
    runs(text).iter().any(|groups| (0..groups.len()).any(|from| begins_one(&groups[from..])))
}

/// Whether a card's number begins with the first group.
fn begins_one(groups: &[Group]) -> bool {
    let mut digits = Vec::new();
    for (n, group) in groups.iter().enumerate() {
        // Groups begin with the four digits that a card begins with, or with eight.
        if n > 0 && !(groups[0].len().is_multiple_of(4) && group.len() <= 8) {
            return false;
        }
        digits.extend(group);
        if digits.len() > 19 {
            return false;
        }
        if is_number(&digits, n > 0) {
            return true;
        }
    }
    false
}

/// Whether all of these digits are the number of a card.
fn is_number(digits: &[u64], is_grouped: bool) -> bool {
    if !luhn(digits) || (!is_grouped && is_gtin(digits)) {
        return false;
    }
    let first = |n: usize| digits.iter().take(n).fold(0, |value, digit| value * 10 + digit);
    match digits.len() {
        13 => first(1) == 4,
        14 => matches!(first(2), 36 | 38 | 39) || matches!(first(3), 300..=305),
        15 => matches!(first(2), 34 | 37),
        // Visa, Mastercard, JCB, Discover, UnionPay, Maestro.
        16 => {
            first(1) == 4
                || matches!(first(2), 51..=55 | 62 | 65)
                || matches!(first(3), 644..=649)
                || matches!(first(4), 2_221..=2_720 | 3_528..=3_589 | 6_011)
                || is_maestro(first(4))
        }
        17 | 18 => first(2) == 62 || is_maestro(first(4)),
        19 => first(1) == 4 || matches!(first(2), 62 | 65) || is_maestro(first(4)),
        _ => false,
    }
}

fn is_maestro(first: u64) -> bool {
    matches!(first, 5_018 | 5_020 | 5_038 | 5_893 | 6_304 | 6_759 | 6_761..=6_763)
}

/// The number of an article on its bar code: 13 or 14 digits with a check digit of their own.
fn is_gtin(digits: &[u64]) -> bool {
    let weighed = digits.iter().rev().enumerate().map(|(i, d)| if i % 2 == 1 { d * 3 } else { *d });
    matches!(digits.len(), 13 | 14) && weighed.sum::<u64>().is_multiple_of(10)
}

/// Groups of digits that stand close to each other.
fn runs(text: &str) -> Vec<Vec<Group>> {
    let mut runs: Vec<Vec<Group>> = Vec::new();
    let (mut groups, mut group): (Vec<Group>, Group) = (Vec::new(), Group::new());
    let mut gap = 0;
    for c in text.chars().chain(['|']) {
        if let Some(digit) = digit(c) {
            gap = 0;
            group.push(digit);
            continue;
        }
        if !group.is_empty() {
            groups.push(std::mem::take(&mut group));
        }
        gap += 1;
        if gap > GAP || !is_separator(c) {
            if !groups.is_empty() {
                runs.push(std::mem::take(&mut groups));
            }
            gap = 0;
        }
    }
    runs
}

fn is_separator(c: char) -> bool {
    c.is_whitespace()
        || matches!(c, '-' | '.' | '_' | '\u{b7}' | '\u{ad}' | '\u{200b}' | '\u{2010}'..='\u{2015}' | '\u{2212}')
}

/// A digit, also as wide as other scripts write it.
fn digit(c: char) -> Option<u64> {
    let plain = match c {
        '\u{ff10}'..='\u{ff19}' => char::from_u32(u32::from(c) - 0xff10 + u32::from('0'))?,
        other => other,
    };
    plain.to_digit(10).map(u64::from)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_of_cards_are_found_however_they_are_grouped() {
        for text in [
            "4111111111111111",
            "4111 1111 1111 1111",
            "4111-1111-1111-1111",
            "4111.1111.1111.1111",
            "4111 - 1111 1111  1111",
            "41111111 11111111",
            "4111 11111111 1111",
            "Visa4111111111111111",
            "card: 4111 1111 1111 1111 12/27 123",
            "PO 7, 4111 1111 1111 1111, exp 1227",
            "12 4111 1111 1111 1111",
            "\u{ff14}111111111111111",
            "4111\u{a0}1111\u{a0}1111\u{a0}1111",
            "5500 0000 0000 0004",
            "2223003122003222",
            "3782 822463 10005",
            "378282246310005",
            "6011 1111 1111 1117",
            "3056 9309 0259 04",
            "3530 1113 3330 0000",
            "6200 0000 0000 0005",
            "4222222222222",
            "6759649826438453",
        ] {
            assert!(is_in(text), "{text}");
        }
    }

    #[test]
    fn other_numbers_are_not_taken_for_cards() {
        for text in [
            "",
            "PO-3829",
            "4111 1111 1111 1112",
            // Articles and parcels by GS1.
            "4006381333931",
            "4006381333931 4006381333931",
            "14006381333938",
            "5901234123457",
            "00340123450000000017",
            "(00)340123450000000017",
            // Phones.
            "+49 170 123 456 78 90",
            "0049 170 1234567890",
            "+44 20 7946 0958 ext. 12",
            // Accounts.
            "DE89 3704 0044 0532 0130 00",
            "NO93 8601 1117 947",
            "GB29 NWBK 6016 1331 9268 19",
            // Orders, dates, amounts, and lists of numbers.
            "4500123456 / 00010",
            "4500123456-00010",
            "2026-11-29 21:15:04 4711",
            "1234567890123456",
            "0000000000000000",
            "qty 4 x 1200, 1200, 1200, 1200",
            "SKU 5500-0000-0000-0001",
        ] {
            assert!(!is_in(text), "{text}");
        }
    }
}
