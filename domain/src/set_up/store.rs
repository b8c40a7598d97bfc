//! What is typed to make a store, and what of it can be taken.

use crate::address::COUNTRIES;
use crate::error::{Field, Problem};
use crate::money::{Currency, amount};
use crate::staff::is_email;
use crate::store::Values;
use crate::text::{line, lines};
use crate::vat::Rates;

/// The languages that the pages of a store can be in.
pub const LANGUAGES: [&str; 2] = ["en", "de"];
/// The longest code.
const LONGEST_CODE: usize = 20;
/// All of something, per ten thousand.
const WHOLE: i64 = 10_000;

/// The typed values of a store.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Typed {
    /// Name.
    pub name: String,
    /// Short code; empty for `main`.
    pub code: String,
    /// One line about it; may be empty.
    pub tagline: String,
    /// Its address in lines; may be empty.
    pub address: String,
    /// ISO code of the country it sells from.
    pub country: String,
    /// ISO code of its currency.
    pub currency: String,
    /// Tags of the languages of its pages.
    pub languages: Vec<String>,
    /// The standard tax rate in percent, such as `8.1`; empty where the program knows that of the country.
    pub tax_standard: String,
    /// The reduced one; empty for the same rate.
    pub tax_reduced: String,
    /// Sender of mail, an address or `Name <address>`; empty for the one of the settings.
    pub mail_from: String,
}

impl Typed {
    /// The values, or what is wrong at each field; the name is at `store_name`, every other field at its own name.
    pub(crate) fn check(&self) -> Result<Values, Vec<Field>> {
        let mut wrong = Vec::new();
        let mut text = |name, checked: Result<&str, Problem>, is_required: bool| match checked {
            Ok("") if is_required => {
                wrong.push(Field { name, problem: Problem::Required });
                String::new()
            }
            Ok(text) => text.to_owned(),
            Err(problem) => {
                wrong.push(Field { name, problem });
                String::new()
            }
        };
        let name = text("store_name", line(&self.name, 80), true);
        let tagline = text("tagline", line(&self.tagline, 200), false);
        let address = text("address", lines(&self.address, 500), false);
        let mail_from = text("mail_from", line(&self.mail_from, 254), false);
        let code = match self.code.trim() {
            "" => "main".to_owned(),
            code => code.to_owned(),
        };
        let mut must = |name, is_right: bool, problem| {
            if !is_right {
                wrong.push(Field { name, problem });
            }
        };
        let is_code = code.len() <= LONGEST_CODE
            && code.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-');
        must("code", is_code, Problem::NotACodeName);
        let country = self.country.trim();
        must("country", COUNTRIES.iter().any(|(code, _)| *code == country), Problem::NotAChoice);
        let currency = Currency::parse(self.currency.trim());
        must("currency", currency.is_some(), Problem::NotAChoice);
        must("languages", !self.languages.is_empty(), Problem::Required);
        must("languages", self.languages.iter().all(|tag| LANGUAGES.contains(&tag.as_str())), Problem::NotAChoice);
        must("mail_from", mail_from.is_empty() || is_sender(&mail_from), Problem::NotAnEmail);
        let rates = rates(country, &self.tax_standard, &self.tax_reduced).unwrap_or_else(|fields| {
            wrong.extend(fields);
            None
        });
        let languages: Vec<&str> =
            LANGUAGES.into_iter().filter(|tag| self.languages.iter().any(|typed| typed == tag)).collect();
        match currency {
            Some(currency) if wrong.is_empty() => Ok(Values {
                name,
                code,
                tagline,
                address,
                country: country.to_owned(),
                currency,
                languages: languages.join(" "),
                rates,
                mail_from,
            }),
            _ => Err(wrong),
        }
    }
}

/// The tax rates: what was typed, or nothing where the program knows those of the country.
fn rates(country: &str, standard: &str, reduced: &str) -> Result<Option<Rates>, Vec<Field>> {
    let rate = |name, typed: &str| match amount(typed).filter(|rate| *rate <= WHOLE) {
        Some(rate) => Ok(rate),
        None => Err(Field { name, problem: Problem::NotBetween(0, 100) }),
    };
    match (standard.trim(), reduced.trim()) {
        ("", "") if Rates::known(country).is_some() => Ok(None),
        ("", _) => Err(vec![Field { name: "tax_standard", problem: Problem::Required }]),
        (typed, "") => {
            let standard = rate("tax_standard", typed).map_err(|field| vec![field])?;
            Ok(Some(Rates { standard, reduced: standard }))
        }
        (first, second) => match (rate("tax_standard", first), rate("tax_reduced", second)) {
            (Ok(standard), Ok(reduced)) => Ok(Some(Rates { standard, reduced })),
            (one, other) => Err([one.err(), other.err()].into_iter().flatten().collect()),
        },
    }
}

/// Whether mail can be sent as from this: an address, or a name and an address in angle brackets.
fn is_sender(text: &str) -> bool {
    match text.split_once('<') {
        None => is_email(text),
        Some((name, rest)) => {
            let plain = |c: char| c.is_alphanumeric() || " -.&'".contains(c);
            !name.trim().is_empty() && name.chars().all(plain) && rest.strip_suffix('>').is_some_and(is_email)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn typed() -> Typed {
        Typed {
            name: " Kilnworth ".to_owned(),
            address: "1 Mill Lane\nLondon".to_owned(),
            country: "GB".to_owned(),
            currency: "GBP".to_owned(),
            languages: vec!["de".to_owned(), "en".to_owned()],
            ..Typed::default()
        }
    }

    fn wrong(typed: Typed) -> Vec<(&'static str, Problem)> {
        typed.check().expect_err("wrong").into_iter().map(|field| (field.name, field.problem)).collect()
    }

    #[test]
    fn what_is_left_empty_has_a_usual_value() {
        let checked = typed().check().expect("right");
        assert_eq!(
            (checked.name.as_str(), checked.code.as_str(), checked.languages.as_str()),
            ("Kilnworth", "main", "en de")
        );
        assert_eq!(checked.rates, None, "the program knows them");
    }

    #[test]
    fn every_wrong_field_is_named() {
        let all = Typed { code: "My Shop".to_owned(), mail_from: "nobody".to_owned(), ..Typed::default() };
        let names: Vec<&str> = wrong(all).into_iter().map(|(name, _)| name).collect();
        assert_eq!(names, ["store_name", "code", "country", "currency", "languages", "mail_from", "tax_standard"]);
        let text = |text: &str| text.to_owned();
        assert_eq!(wrong(Typed { currency: text("JPY"), ..typed() }), [("currency", Problem::NotAChoice)]);
        assert_eq!(wrong(Typed { country: text("GERMANY"), ..typed() })[0], ("country", Problem::NotAChoice));
        assert_eq!(wrong(Typed { languages: vec![text("fr")], ..typed() }), [("languages", Problem::NotAChoice)]);
    }

    #[test]
    fn rates_are_asked_for_where_they_are_not_known() {
        let text = |text: &str| text.to_owned();
        let swiss = |standard: &str, reduced: &str| Typed {
            country: text("CH"),
            currency: text("CHF"),
            tax_standard: text(standard),
            tax_reduced: text(reduced),
            ..typed()
        };
        assert_eq!(wrong(swiss("", "")), [("tax_standard", Problem::Required)]);
        assert_eq!(wrong(swiss("", "2.6")), [("tax_standard", Problem::Required)]);
        assert_eq!(wrong(swiss("100.01", "x")).len(), 2);
        assert_eq!(swiss("8.1", "2,6").check().expect("right").rates, Some(Rates { standard: 810, reduced: 260 }));
        assert_eq!(swiss("8.1", "").check().expect("right").rates, Some(Rates { standard: 810, reduced: 810 }));
        let own = Typed { tax_standard: text("17.5"), tax_reduced: text("0"), ..typed() };
        assert_eq!(own.check().expect("right").rates, Some(Rates { standard: 1_750, reduced: 0 }));
    }

    #[test]
    fn a_sender_is_an_address_with_or_without_a_name() {
        for good in ["shop@kilnworth.example", "Kilnworth & Sons <shop@kilnworth.example>"] {
            assert!(is_sender(good), "{good}");
        }
        for bad in
            ["shop", "<shop@kilnworth.example>", "A\" <shop@k.example>", "A <shop@k.example> x", "A, B <a@k.example>"]
        {
            assert!(!is_sender(bad), "{bad}");
        }
    }
}
