//! What is typed to find a generated person, with the right answers.

use super::names::FAMILIAR;
use super::{Person, buyer, company, order_numbers, orders, person};
use crate::dice::{between, pick, roll};
use domain::contact::words::{typed, words};

/// Which kind of question it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// First and last name.
    Exact,
    /// The same with one typing error.
    OneError,
    /// The same with two typing errors.
    TwoErrors,
    /// Last name first.
    Swapped,
    /// The beginnings of both.
    Prefixes,
    /// A name in Latin letters of somebody who writes it in another script.
    OtherScript,
    /// The name in that script.
    OwnScript,
    /// A familiar form of the first name.
    Nickname,
    /// An e-mail address, with what mail programs write around it.
    Email,
    /// A phone number in some notation.
    Phone,
    /// The number of an order.
    Order,
    /// The customer's own number of an order.
    Po,
    /// A customer number.
    Customer,
    /// A VAT id.
    Vat,
}

/// All kinds: name, what hit@1 should be at least, and hit@5.
pub const KINDS: [(Kind, &str, f64, f64); 14] = [
    (Kind::Exact, "exact", 0.98, 0.98),
    (Kind::OneError, "one_typo", 0.97, 0.97),
    (Kind::TwoErrors, "two_typos", 0.90, 0.90),
    (Kind::Swapped, "swapped", 0.97, 0.97),
    (Kind::Prefixes, "prefixes", 0.95, 0.95),
    (Kind::OtherScript, "other_script", 0.93, 0.93),
    (Kind::OwnScript, "own_script", 0.93, 0.93),
    (Kind::Nickname, "nickname", 0.0, 0.95),
    (Kind::Email, "email", 1.0, 1.0),
    (Kind::Phone, "phone", 1.0, 1.0),
    (Kind::Order, "order", 1.0, 1.0),
    (Kind::Po, "po", 1.0, 1.0),
    (Kind::Customer, "customer_number", 1.0, 1.0),
    (Kind::Vat, "vat_id", 1.0, 1.0),
];

/// A question.
#[derive(Clone, Debug)]
pub struct Question {
    /// Which kind.
    pub kind: Kind,
    /// What is typed.
    pub text: String,
    /// The e-mail of the person who is meant.
    pub email: String,
    /// The name of their company; everybody who works there is right where only the company is asked for.
    pub company: String,
    /// The beginnings that were typed: whoever has names that begin so is as right as the one who is meant.
    pub begins: Vec<String>,
}

/// A contact that was found.
#[derive(Clone, Debug)]
pub struct Found {
    /// E-mail.
    pub email: String,
    /// Name, in Latin letters where that is known.
    pub name: String,
    /// Name of the company.
    pub company: String,
}

impl Question {
    /// Whether a contact is right.
    pub fn is_right(&self, found: &Found) -> bool {
        let of_found = words(&[found.name.as_str(), &found.company].join(" "));
        let begins = |typed: &String| of_found.iter().any(|word| word.text.starts_with(typed.as_str()));
        match self.kind {
            Kind::Customer | Kind::Vat => self.company == found.company,
            Kind::Prefixes => self.begins.iter().all(begins),
            _ => self.email == found.email,
        }
    }
}

/// So many questions of each kind about so many people.
pub fn all(seed: u64, asked: u64, people: u64, each: u64) -> Vec<Question> {
    KINDS.iter().flat_map(|(kind, ..)| (0..each).map(|index| question(seed, asked, people, *kind, index))).collect()
}

/// `seed` made the people, `asked` makes the questions.
fn question(seed: u64, asked: u64, people: u64, kind: Kind, index: u64) -> Question {
    let entity = format!("{asked} {kind:?}");
    let order = roll(&entity, index, "order") % orders(people);
    let is_wanted = |person: &Person| match kind {
        Kind::OtherScript | Kind::OwnScript => person.is_foreign,
        Kind::Nickname => FAMILIAR.iter().any(|(name, _)| *name == person.given),
        Kind::OneError | Kind::TwoErrors | Kind::Prefixes | Kind::Exact | Kind::Swapped => !person.is_foreign,
        _ => true,
    };
    let some = (0..).map(|n| person(seed, roll(&entity, index, &format!("person {n}")) % people));
    let person = match kind {
        Kind::Order | Kind::Po => person(seed, buyer(order)),
        _ => some.take(2_000).find(is_wanted).unwrap_or_else(|| self::person(seed, 0)),
    };
    let of = company(seed, person.company);
    // Who has a namesake is asked for with the company.
    let with = if person.has_namesake { format!(" {}", of.called) } else { String::new() };
    let (given, family) = (&person.given, &person.family);
    let text = match kind {
        Kind::Exact => format!("{given} {family}{with}"),
        Kind::OneError => format!("{}{with}", wrong(&entity, index, 0, &format!("{given} {family}"))),
        Kind::TwoErrors => {
            let once = wrong(&entity, index, 0, &format!("{given} {family}"));
            format!("{}{with}", wrong(&entity, index, 1, &once))
        }
        Kind::Swapped => format!("{family}{} {given}{with}", pick(&entity, index, "comma", &["", ","])),
        Kind::Prefixes => {
            let begins = |word: &str, least: usize| {
                word.chars().take(least.max(word.chars().count().saturating_sub(2))).collect::<String>()
            };
            let last = family.rsplit(' ').next().unwrap_or(family);
            let first_last =
                if family.starts_with(char::is_lowercase) { last } else { family.split(' ').next().unwrap_or(family) };
            let second = family.split(' ').nth(1).filter(|_| !family.starts_with(char::is_lowercase));
            let second = second.map_or(String::new(), |word| format!(" {}", begins(word, 3)));
            format!("{} {}{second}{with}", given.chars().take(3).collect::<String>(), begins(first_last, 4))
        }
        Kind::OtherScript => format!("{}{with}", person.latin),
        Kind::OwnScript => format!("{}{with}", person.name),
        Kind::Nickname => {
            let familiar: Vec<&str> =
                FAMILIAR.iter().filter(|(name, _)| name == given).map(|(_, short)| *short).collect();
            format!("{} {family}{with}", familiar.first().copied().unwrap_or(given))
        }
        Kind::Email => match roll(&entity, index, "form") % 4 {
            0 => person.email.clone(),
            1 => format!("\"{family}, {given}\" <{}>", person.email),
            2 => format!("mailto:{}", person.email),
            _ => person.email.to_uppercase(),
        },
        Kind::Phone => {
            let digits = &person.phone;
            match roll(&entity, index, "form") % 6 {
                0 => format!("+999{digits}"),
                1 => format!("00999 {} {}", &digits[..3], &digits[3..]),
                2 => format!("+999 (0){} {}", &digits[..2], &digits[2..]),
                3 => format!("(0{}) {}-{}", &digits[..2], &digits[2..6], &digits[6..]),
                4 => format!("0{}.{}.{}", &digits[..2], &digits[2..6], &digits[6..]),
                _ => digits.clone(),
            }
        }
        Kind::Order => {
            let number = order_numbers(seed, order).0;
            match roll(&entity, index, "form") % 6 {
                0 => number,
                1 => format!("#{number}"),
                2 => number.replace('-', ""),
                3 => number.replace('-', "–").to_lowercase(),
                4 => number.replace('-', " "),
                _ => format!("order {}", number.to_lowercase()),
            }
        }
        Kind::Po => {
            let po = order_numbers(seed, order).1;
            match roll(&entity, index, "form") % 4 {
                0 => po,
                1 => po.replace("PO-", "po "),
                2 => po.replace("PO-", ""),
                _ => po.replace('-', ""),
            }
        }
        Kind::Customer => match roll(&entity, index, "form") % 3 {
            0 => of.number.clone(),
            1 => of.number.replace('-', " ").to_lowercase(),
            _ => of.number.replace("C-", ""),
        },
        Kind::Vat => match roll(&entity, index, "form") % 3 {
            0 => of.vat_id.clone(),
            1 => format!("{} {}", &of.vat_id[..2], &of.vat_id[2..]),
            _ => of.vat_id.to_lowercase(),
        },
    };
    let begins = match kind {
        Kind::Prefixes => typed(&text).collect(),
        _ => Vec::new(),
    };
    Question { kind, text, email: person.email, company: of.name, begins }
}

/// A text with one letter left out, put in, changed, or swapped with the next; in a word of four letters or more, and never
/// the first of a word.
fn wrong(entity: &str, index: u64, time: u64, text: &str) -> String {
    let mut letters: Vec<char> = text.chars().collect();
    let starts_at = |at: usize| letters[..at].iter().rposition(|c| *c == ' ').map_or(0, |n| n + 1);
    let ends_at = |at: usize| letters[at..].iter().position(|c| *c == ' ').map_or(letters.len(), |n| at + n);
    let places: Vec<usize> = (0..letters.len())
        .filter(|at| letters[*at] != ' ' && *at > starts_at(*at) && ends_at(*at) - starts_at(*at) >= 4)
        .collect();
    if places.is_empty() {
        return text.to_owned();
    }
    let field = |name: &str| format!("{name} {time}");
    let at = pick(entity, index, &field("place"), &places);
    let letter = char::from(b'a' + u8::try_from(between(entity, index, &field("letter"), 0, 25)).unwrap_or(0));
    match roll(entity, index, &field("error")) % 4 {
        0 => drop(letters.remove(at)),
        1 => letters.insert(at, letter),
        2 if letters[at] != letter => letters[at] = letter,
        _ if at + 1 < letters.len() && letters[at + 1] != ' ' && letters[at + 1] != letters[at] => {
            letters.swap(at, at + 1)
        }
        _ => drop(letters.remove(at)),
    }
    letters.into_iter().collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn errors_are_as_many_as_are_asked_for() {
        for index in 0..500 {
            let [name, once] = ["Jürgen Steinbauer".to_owned(), wrong("test", index, 0, "Jürgen Steinbauer")];
            assert_ne!(name, once);
            assert!(once.starts_with('J') && once.contains(" S"), "{once}");
        }
    }

    #[test]
    fn more_questions_change_none() {
        let [few, many] = [all(42, 7, 2_000, 3), all(42, 7, 2_000, 9)];
        assert_eq!(few[4].text, many[10].text);
        assert!(few.iter().all(|question| !question.text.trim().is_empty()));
    }
}
