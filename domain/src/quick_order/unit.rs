//! Units of quantities: words and codes of several languages, and the quantity in the unit that a product is sold in.
//!
//! Rule: nothing is converted that could be meant otherwise; then somebody is asked.

use crate::cart::LARGEST_QUANTITY;
use crate::quick_order::Fault;

/// A unit that is known.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Unit {
    /// So many single pieces.
    Pieces(i64),
    /// Several pieces that are sold as one.
    Pack,
    /// A length: so many of these make so many metres.
    Length { each: i64, metres: i64 },
    /// What something is in, or made up as.
    Form(&'static str),
}

/// Words and codes (UN/ECE Recommendation 20 and 21, and what people write), in small letters without points.
const KNOWN: [(Unit, &[&str]); 20] = [
    (
        Unit::Pieces(1),
        &[
            "each", "ea", "pc", "pce", "pcs", "piece", "pieces", "c62", "h87", "nar", "unit", "units", "u", "un", "st",
            "stk", "stck", "stück", "stuck", "stueck", "pz", "pièce", "pièces", "unité", "unités", "ud", "one",
        ],
    ),
    (Unit::Pieces(12), &["dz", "dzn", "dozen", "dutzend", "dtz", "douzaine"]),
    (Unit::Pieces(100), &["cen", "hundred", "hundert"]),
    (Unit::Pieces(1_000), &["mil", "thousand", "tausend", "tsd"]),
    (
        Unit::Pack,
        &[
            "pack",
            "packs",
            "pck",
            "pk",
            "pkg",
            "pkt",
            "pa",
            "pac",
            "packet",
            "packets",
            "package",
            "packages",
            "packung",
            "packungen",
            "paket",
            "pakete",
            "päckchen",
            "vpe",
            "ve",
            "paquet",
            "paquets",
            "nmp",
            "xpk",
            "xpa",
        ],
    ),
    (
        Unit::Length { each: 1, metres: 1 },
        &["m", "mtr", "metre", "metres", "meter", "meters", "mètre", "mètres", "lfm", "lfdm", "rm"],
    ),
    (
        Unit::Length { each: 1, metres: 1_000 },
        &["km", "kmt", "ktm", "kilometre", "kilometres", "kilometer", "kilomètre"],
    ),
    (Unit::Length { each: 10, metres: 1 }, &["dm", "dmt"]),
    (Unit::Length { each: 100, metres: 1 }, &["cm", "cmt", "centimetre", "zentimeter", "centimètre"]),
    (Unit::Length { each: 1_000, metres: 1 }, &["mm", "mmt", "millimetre", "millimeter", "millimètre"]),
    (Unit::Form("roll"), &["roll", "rolls", "ro", "rl", "rle", "rolle", "rollen", "rouleau", "rouleaux", "xro"]),
    (Unit::Form("pair"), &["pair", "pairs", "pr", "npr", "paar", "paire", "paires"]),
    (
        Unit::Form("bottle"),
        &["bottle", "bottles", "bo", "btl", "fl", "flasche", "flaschen", "bouteille", "flacon", "xbo"],
    ),
    (Unit::Form("can"), &["can", "cans", "ca", "dose", "dosen", "do", "canette", "xca"]),
    (Unit::Form("canister"), &["canister", "canisters", "ci", "kan", "kanister", "bidon", "jerrican", "xci"]),
    (
        Unit::Form("box"),
        &[
            "box",
            "boxes",
            "bx",
            "ct",
            "ctn",
            "carton",
            "cartons",
            "karton",
            "kartons",
            "ktn",
            "kiste",
            "kisten",
            "kt",
            "schachtel",
            "boîte",
            "xbx",
            "xct",
        ],
    ),
    (Unit::Form("bag"), &["bag", "bags", "bg", "beutel", "sack", "säcke", "sac", "sachet", "xbg"]),
    (Unit::Form("sheet"), &["sheet", "sheets", "blatt", "bogen", "bg", "feuille", "feuilles", "xst"]),
    (Unit::Form("set"), &["set", "sets", "satz", "sätze", "jeu", "kit"]),
    (Unit::Form("tube"), &["tube", "tubes", "tu", "tub", "tuben", "kartusche", "cartridge"]),
];

fn known(text: &str) -> Option<Unit> {
    KNOWN.iter().find(|(_, words)| words.contains(&text)).map(|(unit, _)| *unit)
}

/// How a product is sold, as `pack of 100` or `roll`.
struct Sold<'a> {
    unit: Option<Unit>,
    /// How many pieces are in one of it, where that is a number of pieces.
    pieces: Option<i64>,
    text: &'a str,
}

impl Sold<'_> {
    fn of(text: &str) -> Sold<'_> {
        let (word, rest) = text.split_once(" of ").unwrap_or((text, ""));
        Sold { unit: known(&word.to_lowercase()), pieces: rest.trim().parse().ok().filter(|n| *n > 0), text }
    }
}

/// A quantity in the unit that the product is sold in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Quantity {
    /// So many; whether the number is another one than was typed.
    Is(i64, bool),
    /// It may be meant as one of these.
    Ask(Vec<i64>),
    /// It cannot be taken.
    No(Fault),
}

/// What `digits` with `places` behind the point of `unit` are, of a product that is sold by `sold`.
pub(super) fn quantity(digits: i64, places: u8, unit: &str, sold: &str) -> Quantity {
    let typed = unit.trim().trim_end_matches('.').to_lowercase().replace('.', "");
    let sold = Sold::of(sold);
    let as_is = || whole(digits, places, 1, 1).map_or_else(Quantity::No, |n| Quantity::Is(n, false));
    if typed.is_empty() || typed == sold.text {
        return as_is();
    }
    // "pack of 100", "box 5": the number in it must be the one of the product.
    let (word, number) = match typed.find(|c: char| c.is_ascii_digit()) {
        Some(at) => {
            (typed[..at].trim().trim_end_matches(" of").trim_end_matches(" à").trim(), Some(typed[at..].trim()))
        }
        None => (typed.as_str(), None),
    };
    let unit = known(&typed).or_else(|| known(word).filter(|_| number.is_some_and(|n| is_size_of(n, &sold))));
    match (unit, sold.unit) {
        (Some(Unit::Length { each, metres }), Some(Unit::Length { .. })) => {
            let changes = each != metres;
            whole(digits, places, metres, each).map_or_else(Quantity::No, |n| Quantity::Is(n, changes))
        }
        (Some(Unit::Pieces(many)), Some(Unit::Pieces(1))) => {
            whole(digits, places, many, 1).map_or_else(Quantity::No, |n| Quantity::Is(n, many > 1))
        }
        (Some(Unit::Pieces(many)), Some(Unit::Pack | Unit::Form(_))) if sold.pieces.is_some() => {
            pieces(digits, places, many, sold.pieces.unwrap_or(1))
        }
        (Some(Unit::Pieces(1)), Some(Unit::Form("pair"))) => pieces(digits, places, 1, 2),
        // One piece of what is sold by the roll is a roll.
        (Some(Unit::Pieces(1)), Some(Unit::Form(_))) => as_is(),
        (Some(one), Some(other)) if one == other => as_is(),
        _ => match whole(digits, places, 1, 1) {
            Ok(n) => Quantity::Ask(vec![n]),
            Err(fault) => Quantity::No(fault),
        },
    }
}

fn is_size_of(number: &str, sold: &Sold<'_>) -> bool {
    number.parse::<i64>().ok().is_some_and(|n| sold.pieces == Some(n))
}

/// Pieces of what is sold by several: perhaps pieces were meant, perhaps packs.
fn pieces(digits: i64, places: u8, many: i64, of: i64) -> Quantity {
    match whole(digits, places, many, 1) {
        Ok(pieces) => {
            let mut picks = vec![pieces.div_euclid(of) + i64::from(pieces % of != 0), pieces];
            picks.dedup();
            Quantity::Ask(picks)
        }
        Err(fault) => Quantity::No(fault),
    }
}

/// The number times `by`, divided by `of`, when that is whole and not too large.
fn whole(digits: i64, places: u8, by: i64, of: i64) -> Result<i64, Fault> {
    let over = 10_i128.checked_pow(u32::from(places)).map(|over| over * i128::from(of)).ok_or(Fault::Fraction)?;
    let all = i128::from(digits) * i128::from(by);
    match all / over {
        _ if all % over != 0 => Err(Fault::Fraction),
        n if n > i128::from(LARGEST_QUANTITY) => Err(Fault::TooLarge),
        n if n < 1 => Err(Fault::Zero),
        n => i64::try_from(n).map_err(|_| Fault::TooLarge),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(number: &str, unit: &str, sold: &str) -> Quantity {
        let (whole, part) = number.split_once('.').unwrap_or((number, ""));
        let digits = format!("{whole}{part}").parse().expect("digits");
        quantity(digits, u8::try_from(part.len()).expect("few"), unit, sold)
    }

    #[test]
    fn unit_of_sale_changes_nothing() {
        for (unit, sold) in [
            ("", "each"),
            ("Stk.", "each"),
            ("pce", "each"),
            ("C62", "each"),
            ("Pck", "pack of 100"),
            ("PACK", "pack of 100"),
            ("pack of 100", "pack of 100"),
            ("m", "metre"),
            ("MTR", "metre"),
            ("rouleau", "roll"),
            ("RO", "roll"),
            ("Stück", "roll"),
            ("Ktn", "box of 5 reams"),
        ] {
            assert_eq!(of("3", unit, sold), Quantity::Is(3, false), "{unit} of {sold}");
        }
    }

    #[test]
    fn lengths_are_converted_and_never_cut() {
        assert_eq!(of("0.05", "km", "metre"), Quantity::Is(50, true));
        assert_eq!(of("500", "cm", "metre"), Quantity::Is(5, true));
        assert_eq!(of("250", "cm", "metre"), Quantity::No(Fault::Fraction));
        assert_eq!(of("2.5", "m", "metre"), Quantity::No(Fault::Fraction));
        assert_eq!(of("9000", "km", "metre"), Quantity::No(Fault::TooLarge));
        assert_eq!(of("2", "dozen", "each"), Quantity::Is(24, true));
    }

    #[test]
    fn pieces_of_packs_are_asked() {
        assert_eq!(of("200", "PCE", "pack of 100"), Quantity::Ask(vec![2, 200]));
        assert_eq!(of("150", "pcs", "pack of 100"), Quantity::Ask(vec![2, 150]));
        assert_eq!(of("1", "C62", "pack of 100"), Quantity::Ask(vec![1]));
        assert_eq!(of("3", "pcs", "pair"), Quantity::Ask(vec![2, 3]));
    }

    #[test]
    fn what_is_not_known_is_asked() {
        for (unit, sold) in
            [("SET", "each"), ("kg", "each"), ("pallets", "roll"), ("km", "roll"), ("pack of 50", "pack of 100")]
        {
            assert_eq!(of("2", unit, sold), Quantity::Ask(vec![2]), "{unit} of {sold}");
        }
        assert_eq!(of("2.5", "each", "each"), Quantity::No(Fault::Fraction));
    }

    #[test]
    fn nothing_overflows() {
        for places in [0, 1, 18, 19, 38, 39, 255] {
            for digits in [i64::MIN, -1, 0, 1, i64::MAX] {
                for unit in ["", "km", "mm", "pcs", "dozen", "x"] {
                    for sold in ["each", "metre", "pack of 100", "pack of 9223372036854775807", "pair", ""] {
                        let _ = quantity(digits, places, unit, sold);
                    }
                }
            }
        }
    }
}
