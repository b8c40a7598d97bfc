//! Reads what somebody typed into the box of contacts: names, an address that was pasted from a mail program, phone
//! numbers, numbers of orders and companies, and operators.

use crate::contact::narrow::Accounts;
use crate::contact::pieces::{Run, address, pieces, runs};
use crate::contact::words::{compact, phone, typed};
use crate::organization::member::Role;
use crate::search::LONGEST;
use crate::text_enum::Word as _;

/// How many parts of a query are looked at.
const PARTS: usize = 8;

/// The length of the number of an order, without its sign.
const ORDER: usize = 7;

/// What a part of a query is compared with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Field {
    /// Everything that it can be.
    Any,
    /// Name and numbers of the company.
    Company,
    /// E-mail addresses.
    Email,
    /// Phone numbers.
    Phone,
    /// Numbers of orders.
    Order,
    /// The customer's own numbers of orders.
    Po,
}

/// A part of a query.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Part {
    /// What it is compared with.
    pub field: Field,
    /// As a word; empty when it cannot be one.
    pub word: String,
    /// As a number without signs; empty when it cannot be one.
    pub number: String,
    /// As a phone number, from its last digit to its first; empty when it cannot be one.
    pub phone: String,
    /// As an e-mail address or its beginning; empty when it cannot be one.
    pub email: String,
}

impl Part {
    fn empty(field: Field) -> Part {
        Part { field, word: String::new(), number: String::new(), phone: String::new(), email: String::new() }
    }

    fn word(field: Field, word: &str) -> Part {
        let mut part = Part { word: word.to_owned(), ..Part::empty(field) };
        if word.len() >= 3 && word.bytes().any(|b| b.is_ascii_digit()) {
            part.number = word.to_ascii_uppercase();
        }
        part
    }

    /// A number of any kind, as it was typed. At least four digits can be the end of a phone number.
    fn number(field: Field, text: &str) -> Part {
        let (number, phone) = (compact(text), phone(text));
        let word =
            if matches!(field, Field::Any | Field::Company) { number.to_ascii_lowercase() } else { String::new() };
        let is_phone = matches!(field, Field::Any | Field::Phone) && phone.len() >= 4 && !has_letters(text);
        let number = if matches!(field, Field::Phone | Field::Company) { String::new() } else { number };
        Part { word, number, phone: if is_phone { phone } else { String::new() }, ..Part::empty(field) }
    }

    fn email(address: &str) -> Part {
        Part { email: address.to_owned(), ..Part::empty(Field::Email) }
    }
}

/// What was asked for.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Asked {
    /// All of these must be found.
    pub parts: Vec<Part>,
    /// None of these may be found: words and beginnings of words, with `true` for those of the company alone.
    pub without: Vec<(bool, String)>,
    /// The number of an order without digits, perhaps: who has an order of exactly this number comes first.
    pub order: Option<Part>,
    /// What to look for when nothing is found by the parts, one after the other.
    pub instead: Vec<Vec<Part>>,
    /// Only people with such accounts.
    pub accounts: Option<Accounts>,
    /// Only people with an account of this role.
    pub role: Option<Role>,
    /// Only people with an account in the store of this code.
    pub store: Option<String>,
}

/// Forms of companies: they tell nobody apart.
const LEGAL: [&str; 28] = [
    "ltd", "limited", "plc", "llc", "llp", "inc", "corp", "gmbh", "ag", "kg", "ohg", "ug", "sa", "sas", "sarl", "sprl",
    "srl", "spa", "sl", "slu", "bv", "nv", "oy", "ab", "as", "aps", "ev", "co",
];

/// Signs that mean something to one search engine or another, and nothing here.
const SIGNS: [char; 12] = ['*', '%', '_', '?', '\\', '^', '$', '[', ']', '|', '~', '!'];

/// Whether this can be the domain of an e-mail address.
fn is_domain(piece: &str) -> bool {
    let is_label = |label: &str| label.len() >= 2 && label.chars().all(|c| c.is_ascii_alphanumeric() || c == '-');
    piece.contains('.') && piece.split('.').all(is_label)
}

/// What people say before a number.
const LABELS: [&str; 24] = [
    "po",
    "order",
    "orders",
    "no",
    "nr",
    "number",
    "nummer",
    "bestellung",
    "bestellnummer",
    "auftrag",
    "auftragsnummer",
    "kunde",
    "kundennummer",
    "customer",
    "vat",
    "ust",
    "ustid",
    "tel",
    "telefon",
    "phone",
    "mobile",
    "mobil",
    "commande",
    "id",
];

/// Whether a word says nothing of a company but its legal form.
fn is_legal_form(word: &str) -> bool {
    LEGAL.contains(&word)
}

fn has_letters(text: &str) -> bool {
    text.chars().any(char::is_alphabetic)
}

fn has_digits(text: &str) -> bool {
    text.chars().any(char::is_numeric)
}

impl Asked {
    /// Whether nothing is looked for; filters may be asked for nevertheless.
    pub fn is_empty(&self) -> bool {
        self.parts.is_empty() && self.without.is_empty()
    }

    /// Reads a query. Nothing that is typed is an error.
    pub fn read(query: &str) -> Asked {
        let short: String = query.chars().take(LONGEST).map(|c| if c.is_control() { ' ' } else { c }).collect();
        let mut asked = Asked::default();
        let mut plain: Vec<&str> = Vec::new();
        for piece in pieces(&short) {
            asked.piece(piece, &mut plain);
        }
        asked.plain(&plain.join(" "));
        asked.parts.truncate(PARTS);
        asked
    }

    /// Takes an operator, something that is left out or an e-mail address; the rest is plain.
    fn piece<'a>(&mut self, piece: &'a str, plain: &mut Vec<&'a str>) {
        let (is_without, rest) = match piece.strip_prefix(['-', '−']) {
            Some(rest) if rest.starts_with(|c: char| c.is_alphabetic() || c == '"') => (true, rest),
            _ => (false, piece),
        };
        if let Some((name, value)) = rest.split_once([':', '：']) {
            let value = value.trim_matches(|c: char| c == '"' || c.is_whitespace());
            if !value.is_empty() && self.operator(&name.to_lowercase(), value, is_without) {
                return;
            }
        }
        if is_without {
            self.without.extend(typed(rest).map(|word| (false, word)));
            return;
        }
        match address(piece) {
            Some(address) => self.parts.push(Part::email(&address)),
            None => plain.push(piece),
        }
    }

    /// Whether there is such an operator and it can have this value.
    fn operator(&mut self, name: &str, value: &str, is_without: bool) -> bool {
        let of_company = || typed(value).filter(|word| !is_legal_form(word));
        match name {
            "company" | "firma" | "org" if is_without => {
                self.without.extend(of_company().map(|word| (true, word)));
                true
            }
            _ if is_without => false,
            "company" | "firma" | "org" => {
                match has_digits(value) && !value.contains(' ') {
                    true => self.parts.push(Part::number(Field::Company, value)),
                    false => self.parts.extend(of_company().map(|word| Part::word(Field::Company, &word))),
                }
                true
            }
            "email" | "mail" | "mailto" | "e-mail" => {
                let address = address(value).unwrap_or_else(|| value.to_lowercase());
                self.parts.push(Part::email(&address));
                true
            }
            "phone" | "tel" | "telefon" | "sip" if has_digits(value) => {
                self.parts.push(Part::number(Field::Phone, value));
                true
            }
            "order" | "bestellung" | "auftrag" if has_digits(value) || value.len() >= 3 => {
                self.parts.push(Part::number(Field::Order, value));
                true
            }
            "po" if has_digits(value) || value.len() >= 3 => {
                self.parts.push(Part::number(Field::Po, value));
                true
            }
            "role" => Role::parse(&value.to_lowercase()).map(|role| self.role = Some(role)).is_some(),
            "status" => Accounts::of(&value.to_lowercase()).map(|status| self.accounts = Some(status)).is_some(),
            "store" => {
                self.store = Some(value.to_lowercase());
                true
            }
            _ => false,
        }
    }

    /// Takes names and numbers. Beside a whole e-mail address, a name is looked for only when nobody has the address.
    fn plain(&mut self, text: &str) {
        let mut parts = Vec::new();
        let mut rest = String::new();
        for run in runs(text) {
            match run {
                Run::Digits(run) => parts.push(Part::number(Field::Any, run)),
                Run::Other(run) => {
                    rest.push_str(run);
                    rest.push(' ');
                }
            }
        }
        let (mut names, mut domains, mut of_domains) = (Vec::new(), Vec::new(), Vec::new());
        for piece in rest.split_whitespace() {
            if piece.contains(SIGNS) && piece.contains(char::is_alphanumeric) {
                // Words have no such signs, so this finds nobody. It is not read as a pattern.
                parts.push(Part::word(Field::Any, &piece.to_lowercase()));
                continue;
            }
            if is_domain(piece) {
                domains.push(Part::email(&format!("@{}", piece.to_lowercase())));
                of_domains.extend(typed(piece));
            }
            // Letters and digits with signs between them are one number, and perhaps words.
            if has_digits(piece) {
                parts.push(Part::number(Field::Any, piece));
            } else {
                names.push(piece);
            }
        }
        let names: Vec<String> = typed(&names.join(" ")).collect();
        let has_numbers = !parts.is_empty();
        let is_said = |word: &String| {
            !(is_legal_form(word) && (names.len() > 1 || has_numbers))
                && !(has_numbers && LABELS.contains(&word.as_str()))
        };
        let said: Vec<Part> = names.iter().filter(|w| is_said(w)).map(|word| Part::word(Field::Any, word)).collect();
        let is_label = |piece: &&str| LABELS.contains(&piece.to_lowercase().as_str());
        let whole = compact(&text.split_whitespace().skip_while(is_label).collect::<String>());
        if whole.len() == ORDER && !has_digits(text) && self.parts.is_empty() {
            self.order = Some(Part { number: whole.clone(), ..Part::empty(Field::Order) });
        }
        let is_in_pieces = parts.len() > 1 || (has_numbers && !said.is_empty());
        if self.parts.iter().any(|part| !part.email.is_empty()) {
            let local = |part: &Part| typed(part.email.split('@').next().unwrap_or_default()).collect::<Vec<_>>();
            let of_address = self.parts.iter().flat_map(local).map(|word| Part::word(Field::Any, &word)).collect();
            self.instead.extend([said, of_address].into_iter().filter(|parts| !parts.is_empty()));
            return;
        }
        if !domains.is_empty() {
            // "northmere.example oleg": the domain of an address, and not two words.
            let others = names.iter().filter(|word| !of_domains.contains(word));
            domains.extend(others.map(|word| Part::word(Field::Any, word)));
            self.instead.push(domains);
        }
        parts.extend(said);
        self.parts.extend(parts);
        // "4F7 22KD" is one number in two pieces.
        if is_in_pieces && (5..=24).contains(&whole.len()) {
            let joined =
                vec![Part { number: whole.clone(), word: whole.to_ascii_lowercase(), ..Part::empty(Field::Any) }];
            // So is "C 10001", whose letters alone are in too many words.
            let is_led_by_letters =
                matches!(names.as_slice(), [letters] if letters.len() <= 3) && self.parts.len() == 2;
            let instead = if is_led_by_letters { std::mem::replace(&mut self.parts, joined) } else { joined };
            self.instead.push(instead);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::account::Status;

    fn words_of(query: &str) -> Vec<String> {
        Asked::read(query).parts.into_iter().map(|part| part.word).collect()
    }

    #[test]
    fn names_are_words_in_any_order() {
        assert_eq!(words_of("Koval, Oleg"), ["koval", "oleg"]);
        assert_eq!(words_of("  O'Cuinn   Seán "), ["ocuinn", "sean"]);
        assert_eq!(words_of("Northmere Ltd"), ["northmere"]);
        assert_eq!(words_of("ltd"), ["ltd"]);
        assert_eq!(words_of("陈静"), ["chen", "jing"]);
    }

    #[test]
    fn addresses_of_mail_programs_are_found() {
        for text in [
            "oleg@northmere.example",
            "\"Koval, Oleg\" <oleg@northmere.example>",
            "Oleg Koval <oleg@northmere.example>;",
            "mailto:Oleg@Northmere.example",
            "mailto:oleg@northmere.example?subject=Price",
            "<oleg@northmere.example>",
            "email:oleg@northmere.example",
        ] {
            let asked = Asked::read(text);
            assert_eq!(asked.parts, [Part::email("oleg@northmere.example")], "{text}");
        }
        assert_eq!(Asked::read("Oleg Koval <oleg@northmere.example>").instead.len(), 2);
    }

    #[test]
    fn phones_are_found_in_every_notation() {
        for text in ["+442079460123", "(020) 7946 0123", "020 7946 0123", "tel:+44-20-7946-0123", "7946.0123"] {
            let asked = Asked::read(text);
            assert_eq!(asked.parts.len(), 1, "{text}: {asked:?}");
            assert!(
                phone("+44 20 7946 0123").starts_with(&asked.parts[0].phone) && asked.parts[0].phone.len() >= 8,
                "{asked:?}"
            );
        }
        let mixed = Asked::read("oleg 0123");
        assert_eq!((mixed.parts[0].phone.as_str(), mixed.parts[1].word.as_str()), ("3210", "oleg"));
    }

    #[test]
    fn numbers_are_compared_without_signs() {
        for text in ["4F7-22KD", "#4F7-22KD", "4f7–22kd", "order 4F7-22KD", "order:4F7-22KD"] {
            let asked = Asked::read(text);
            assert_eq!(asked.parts.iter().map(|part| part.number.as_str()).collect::<Vec<_>>(), ["4F722KD"], "{text}");
        }
        let in_pieces = Asked::read("4F7 22KD");
        assert_eq!(in_pieces.instead[0][0].number, "4F722KD");
        assert_eq!(Asked::read("c 10001").parts[0].word, "c10001");
        assert_eq!(Asked::read("C-10001").parts[0].word, "c10001");
        assert_eq!(Asked::read("auk-jtmd").order.map(|part| part.number).as_deref(), Some("AUKJTMD"));
        assert_eq!(Asked::read("order auk-jtmd").order.map(|part| part.number).as_deref(), Some("AUKJTMD"));
        assert_eq!(Asked::read("oleg koval").order, None);
    }

    #[test]
    fn operators_narrow() {
        let asked =
            Asked::read("koval company:\"North Mere Ltd\" role:buyer status:locked store:uk -olga -company:brightkiln");
        assert_eq!(
            asked.parts.iter().map(|part| (part.field, part.word.as_str())).collect::<Vec<_>>(),
            [(Field::Company, "north"), (Field::Company, "mere"), (Field::Any, "koval")]
        );
        assert_eq!(asked.without, [(false, "olga".to_owned()), (true, "brightkiln".to_owned())]);
        assert_eq!((asked.role, asked.store.as_deref()), (Some(Role::Buyer), Some("uk")));
        assert_eq!(asked.accounts, Some(Accounts::In(Status::Locked)));
        assert_eq!(words_of("note:this"), ["note", "this"], "no operator");
    }

    #[test]
    fn nothing_that_is_typed_is_an_error() {
        let long = "x".repeat(10_000);
        for text in [
            "",
            "   ",
            "%",
            "*",
            "\"",
            "\"\"\"",
            "-",
            "--",
            ":",
            "company:",
            "@",
            "😀",
            "\u{202e}abc\u{0}",
            "( ) / +",
            long.as_str(),
            "' or 1=1 --",
            "AND OR NOT NEAR(",
            "role:king",
        ] {
            let asked = Asked::read(text);
            assert!(asked.parts.len() <= PARTS, "{asked:?}");
        }
        assert!(Asked::read(" \u{200b} ").is_empty());
        assert_eq!(words_of("ole* koval"), ["ole*", "koval"], "a sign is a sign");
        assert_eq!(
            Asked::read("northmere.example oleg").instead[0].iter().map(|part| part.email.as_str()).collect::<Vec<_>>(),
            ["@northmere.example", ""]
        );
    }
}
