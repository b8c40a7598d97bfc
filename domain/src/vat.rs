//! VAT ids: what the id of a business looks like in its country.
//!
//! Rule: this says whether an id can be one, not whether somebody has it. The check digit is looked at where its rule is
//! published and simple: Austria, Belgium, Denmark, Finland, France, Germany, Greece, Italy, Luxembourg, the Netherlands,
//! Poland and Portugal. The source of the shapes is the European Commission's list for VIES.

use crate::text_enum::text_enum;

text_enum! {
    /// The tax rate of a product.
    pub enum TaxClass {
        /// The full rate.
        Standard => "standard",
        /// The lower rate.
        Reduced => "reduced",
        /// None.
        Zero => "zero",
    }
}

/// The tax rates of a store's own country, per ten thousand.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Rates {
    /// Of the standard class.
    pub standard: i64,
    /// Of the reduced class.
    pub reduced: i64,
}

impl Rates {
    /// Those of a country that the program knows; a store anywhere else says its own.
    ///
    /// Source: VAT Act 1994 (United Kingdom), sections 2 and 29A; Umsatzsteuergesetz (Germany), § 12.
    pub fn known(country: &str) -> Option<Rates> {
        match country {
            "GB" => Some(Rates { standard: 2_000, reduced: 500 }),
            "DE" => Some(Rates { standard: 1_900, reduced: 700 }),
            _ => None,
        }
    }
}

/// The member states of the European Union by their ISO 3166 codes.
pub const EU: [&str; 27] = [
    "AT", "BE", "BG", "HR", "CY", "CZ", "DK", "EE", "FI", "FR", "DE", "GR", "HU", "IE", "IT", "LV", "LT", "LU", "MT",
    "NL", "PL", "PT", "RO", "SK", "SI", "ES", "SE",
];

/// A VAT id of the right shape.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct VatId {
    /// The country by its ISO 3166 code; `XI` is Northern Ireland.
    pub country: String,
    /// What follows the two letters of the country.
    pub number: String,
}

impl VatId {
    /// Reads an id however it is grouped.
    ///
    /// ```
    /// use domain::vat::VatId;
    /// assert_eq!(VatId::parse("EL 094 259 216").map(|id| id.country).as_deref(), Some("GR"));
    /// assert_eq!(VatId::parse("X"), None);
    /// ```
    pub fn parse(text: &str) -> Option<VatId> {
        let plain: String = text
            .chars()
            .filter(|c| !c.is_whitespace() && !matches!(c, '.' | '-'))
            .map(|c| c.to_ascii_uppercase())
            .collect();
        if !plain.is_ascii() || plain.len() < 4 {
            return None;
        }
        let (prefix, number) = plain.split_at(2);
        let country = match prefix {
            "EL" => "GR",
            // The code of the country is not the prefix of its ids.
            "GR" => return None,
            other => other,
        };
        has_shape(country, number).then(|| VatId { country: country.to_owned(), number: number.to_owned() })
    }

    /// Whether it is that of a business in the European Union.
    pub fn is_of_eu(&self) -> bool {
        EU.contains(&self.country.as_str())
    }
}

/// A shape as text: `9` is a digit, `A` a letter, `*` one or the other; everything else stands for itself.
fn is_like(shape: &str, number: &str) -> bool {
    shape.len() == number.len()
        && shape.bytes().zip(number.bytes()).all(|(s, b)| match s {
            b'9' => b.is_ascii_digit(),
            b'A' => b.is_ascii_uppercase(),
            b'*' => b.is_ascii_digit() || b.is_ascii_uppercase(),
            other => b == other,
        })
}

fn has_shape(country: &str, number: &str) -> bool {
    let any = |shapes: &[&str]| shapes.iter().any(|shape| is_like(shape, number));
    let d = digits(number);
    match country {
        "AT" => any(&["U99999999"]) && austria(&d),
        "BE" => any(&["0999999999", "1999999999"]) && value(&d[..8]) % 97 + value(&d[8..]) == 97,
        "BG" => any(&["999999999", "9999999999"]),
        "HR" | "LV" => any(&["99999999999"]),
        "CY" => any(&["99999999A"]),
        "CZ" => any(&["99999999", "999999999", "9999999999"]),
        "DE" => any(&["999999999"]) && d[0] != 0 && germany(&d),
        "DK" => any(&["99999999"]) && weighed(&d, &[2, 7, 6, 5, 4, 3, 2, 1]).is_multiple_of(11),
        "EE" => any(&["999999999"]),
        "ES" => any(&["A9999999*", "99999999A"]),
        "FI" => any(&["99999999"]) && eleven(&d, &[7, 9, 10, 5, 8, 4, 2]) == Some(d[7]),
        "FR" => france(number),
        "GR" => any(&["999999999"]) && weighed(&d, &[256, 128, 64, 32, 16, 8, 4, 2]) % 11 % 10 == d[8],
        "HU" | "MT" | "SI" => any(&["99999999"]),
        "IE" => any(&["9999999A", "9999999AA", "9A99999A"]),
        "IT" => any(&["99999999999"]) && luhn(&d),
        "LT" => any(&["999999999", "999999999999"]),
        "LU" => any(&["99999999"]) && value(&d[..6]) % 89 == value(&d[6..]),
        "NL" => any(&["999999999B99"]) && netherlands(number, &d),
        "PL" => any(&["9999999999"]) && weighed(&d, &[6, 5, 7, 2, 3, 4, 5, 6, 7]) % 11 == d[9],
        "PT" => any(&["999999999"]) && eleven(&d, &[9, 8, 7, 6, 5, 4, 3, 2]).unwrap_or(0) == d[8],
        "RO" => (2..=10).contains(&number.len()) && d.len() == number.len() && d[0] != 0,
        "SE" => any(&["999999999999"]),
        "SK" => any(&["9999999999"]),
        "GB" | "XI" => any(&["999999999", "999999999999", "GD999", "HA999"]),
        "CH" => any(&["E999999999", "E999999999MWST", "E999999999TVA", "E999999999IVA"]),
        "NO" => any(&["999999999", "999999999MVA"]),
        _ => false,
    }
}

fn digits(number: &str) -> Vec<u64> {
    number.bytes().filter(u8::is_ascii_digit).map(|b| u64::from(b - b'0')).collect()
}

fn value(digits: &[u64]) -> u64 {
    digits.iter().fold(0, |value, digit| value * 10 + digit)
}

/// The sum of the first digits, each times its weight.
fn weighed(digits: &[u64], weights: &[u64]) -> u64 {
    digits.iter().zip(weights).map(|(digit, weight)| digit * weight).sum()
}

/// The check digit that is missing to a multiple of eleven; none where it would have two places.
fn eleven(digits: &[u64], weights: &[u64]) -> Option<u64> {
    match weighed(digits, weights) % 11 {
        0 => Some(0),
        1 => None,
        rest => Some(11 - rest),
    }
}

/// Every second digit from the right counts twice, and the sum ends in 0.
pub(crate) fn luhn(digits: &[u64]) -> bool {
    let twice = |digit: u64| if digit > 4 { digit * 2 - 9 } else { digit * 2 };
    let sum: u64 = digits.iter().rev().enumerate().map(|(i, d)| if i % 2 == 1 { twice(*d) } else { *d }).sum();
    sum.is_multiple_of(10)
}

fn austria(d: &[u64]) -> bool {
    let twice = |digit: u64| digit * 2 / 10 + digit * 2 % 10;
    let sum: u64 = d[..7].iter().enumerate().map(|(i, d)| if i % 2 == 1 { twice(*d) } else { *d }).sum();
    (10 - (sum + 4) % 10) % 10 == d[7]
}

/// ISO 7064, MOD 11,10.
fn germany(d: &[u64]) -> bool {
    let product = d[..8].iter().fold(10, |product, digit| match (digit + product) % 10 {
        0 => 20 % 11,
        sum => sum * 2 % 11,
    });
    (11 - product) % 10 == d[8]
}

/// Two signs and the SIREN; where the signs are digits, they follow from it.
fn france(number: &str) -> bool {
    if !is_like("**999999999", number) || number[..2].contains(['I', 'O']) {
        return false;
    }
    match number[..2].parse::<u64>() {
        Ok(key) => (12 + 3 * (value(&digits(&number[2..])) % 97)) % 97 == key,
        Err(_) => true,
    }
}

/// The number of a company by its old rule, or that of one person by the rule of 2020.
fn netherlands(number: &str, d: &[u64]) -> bool {
    let is_old = weighed(d, &[9, 8, 7, 6, 5, 4, 3, 2]) % 11 == d[8];
    // N, L and B as 23, 21 and 11, and the whole is 1 more than a multiple of 97.
    let as_number = format!("2321{}11{}", &number[..9], &number[10..]);
    let rest = as_number.bytes().fold(0, |rest, b| (rest * 10 + u64::from(b - b'0')) % 97);
    is_old || rest == 1
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Ids that fit the published rules: one for each country at least.
    const GOOD: &[&str] = &[
        "ATU13585627",
        "BE0428759497",
        "BG175074752",
        "HR33392005961",
        "CY10259033P",
        "CZ25123891",
        "DE136695976",
        "DK13585628",
        "EE100931558",
        "ESA28015865",
        "ES54362315K",
        "ESX2482300W",
        "FI20774740",
        "FR40303265045",
        "FRK7399859412",
        "EL094259216",
        "HU12892312",
        "IE6433435F",
        "IE6433435OA",
        "IE8D79739I",
        "IT00743110157",
        "LT119511515",
        "LT100001919017",
        "LU15027442",
        "LV40003521600",
        "MT11679112",
        "NL004495445B01",
        "NL000099998B57",
        "PL8567346215",
        "PT501964843",
        "RO18547290",
        "SE123456789701",
        "SI50223054",
        "SK2022749619",
        "GB980780684",
        "GBGD001",
        "XI110305878",
        "CHE123456788MWST",
        "CHE-123.456.788",
        "NO974760673MVA",
        "EL 094 259 216",
    ];

    #[test]
    fn an_id_of_each_country_has_its_shape() {
        for good in GOOD {
            assert!(VatId::parse(good).is_some(), "{good}");
        }
        for country in EU {
            assert!(GOOD.iter().any(|id| VatId::parse(id).is_some_and(|id| id.country == country)), "{country}");
        }
        assert_eq!(VatId::parse("fr 40 303 265 045"), VatId::parse("FR40303265045"));
    }

    #[test]
    fn what_cannot_be_an_id_is_none() {
        for bad in [
            "",
            "X",
            "FR",
            "FR00",
            "FR1",
            "-",
            "n/a",
            "none",
            "FR40303265046",
            "DE136695977",
            "IT00743110158",
            "ATU13585626",
            "BE0428759498",
            "DK13585629",
            "FI20774741",
            "EL094259217",
            "LU15027443",
            "NL004495446B01",
            "PL8567346216",
            "PT501964844",
            "GR094259216",
            "US123456789",
            "40303265045",
            "FRI1303265045",
            "FR40303265045X",
            "DE00000000",
            "DE０００００００００",
            "NL004495445X01",
            "CZ1234567",
            "SE12345678970",
        ] {
            assert_eq!(VatId::parse(bad), None, "{bad}");
        }
    }
}
