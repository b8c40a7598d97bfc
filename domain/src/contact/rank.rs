//! How well a contact answers a query, and why. Pure: the same on both engines.

use crate::contact::asked::{Asked, Field, Part};
use crate::contact::words::{Word, allowed, compact, skeleton, sound};
use std::collections::HashMap;

/// How a word of a query stands for a word of a contact, the best first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Way {
    /// They are the same.
    Exact,
    /// It begins with it.
    Begins,
    /// One is a familiar form of the other.
    Nickname,
    /// So many letters differ.
    Errors(u8),
    /// They sound alike.
    Sounds,
    /// They have parts in common.
    Parts,
}

/// Why a contact is shown, where it is not the word itself.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Why {
    /// The name is written in another script.
    OtherScript,
    /// The name is a familiar form of what was typed: the name.
    Nickname(String),
    /// So many letters differ in this word.
    Errors(u8, String),
    /// This word sounds like it.
    Sounds(String),
    /// This word is somewhat like it.
    Like(String),
    /// It is their e-mail address.
    Email,
    /// It is their phone number, or how it ends.
    Phone,
    /// It is a number of their company.
    Company(String),
    /// It is the number of their order.
    Order(String),
    /// It is their own number of this order: own number, order.
    Po(String, String),
    /// They bought this article.
    Bought(String),
}

/// Words that a word of a query may stand for, beside those that begin with it.
pub type Meant = HashMap<String, (Way, f64)>;

/// The kinds of words that a contact has, as [`Words`] keeps them.
const NAME: usize = 0;
const COMPANY: usize = 1;
const MAIL: usize = 2;
const PLACE: usize = 3;
const NUMBER: usize = 4;
const ADDRESS: usize = 5;
const PHONE: usize = 6;
const SECTIONS: usize = 7;

/// What a word of each kind weighs; numbers, addresses and phones are compared in another way.
const WEIGHT: [f64; 4] = [1.0, 0.75, 0.6, 0.35];

/// Signs behind a word: another script, made of others.
const OTHER_SCRIPT: char = '^';
const DERIVED: char = '~';

/// The words of a contact as one text: a line for each section.
#[derive(Clone, Debug, Default)]
pub struct Words([Vec<String>; SECTIONS]);

impl Words {
    /// The words of a contact.
    pub fn of(name: &[Word], company: &[Word], mail: &[Word], place: &[Word]) -> Words {
        let marked = |words: &[Word]| {
            words
                .iter()
                .map(|word| {
                    let mut text = word.text.clone();
                    text.extend(word.is_other_script.then_some(OTHER_SCRIPT));
                    text.extend(word.is_derived.then_some(DERIVED));
                    text
                })
                .collect()
        };
        let mut words = Words::default();
        for (section, some) in [(NAME, name), (COMPANY, company), (MAIL, mail), (PLACE, place)] {
            words.0[section] = marked(some);
        }
        words
    }

    /// Adds numbers of the company, small letters and digits.
    pub fn numbers(&mut self, numbers: impl IntoIterator<Item = String>) {
        self.0[NUMBER].extend(numbers.into_iter().filter(|number| !number.is_empty()));
    }

    /// Adds an e-mail address.
    pub fn address(&mut self, address: &str) {
        let address = address.to_lowercase();
        if !address.is_empty() && !address.contains(char::is_whitespace) && !self.0[ADDRESS].contains(&address) {
            self.0[ADDRESS].push(address);
        }
    }

    /// Adds a phone number, as [`phone`](super::words::phone) makes it.
    pub fn phone(&mut self, digits: String) {
        if !digits.is_empty() {
            self.0[PHONE].push(digits);
        }
    }

    /// As it is stored.
    pub fn text(&self) -> String {
        // A blank before each word, so that the beginning of a word can be looked for.
        self.0.each_ref().map(|words| words.iter().flat_map(|word| [" ", word]).collect::<String>()).join("\n")
    }

    /// What was stored.
    pub fn parse(text: &str) -> Words {
        let mut lines =
            text.split('\n').map(|line| line.split(' ').filter(|w| !w.is_empty()).map(str::to_owned).collect());
        Words(std::array::from_fn(|_| lines.next().unwrap_or_default()))
    }

    /// Words by which the contact is found: those that may have errors first, then all others.
    pub fn indexed(&self) -> (Vec<String>, Vec<String>) {
        let mut plain: Vec<String> = self.0[..=PLACE].iter().flatten().map(|word| bare(word).to_owned()).collect();
        plain.sort_unstable();
        plain.dedup();
        let mut others: Vec<String> = self.0[NUMBER].iter().filter(|number| !plain.contains(number)).cloned().collect();
        others.extend(self.0[ADDRESS].iter().map(|address| format!("@{address}")));
        others.extend(self.0[PHONE].iter().map(|digits| format!("#{digits}")));
        others.sort_unstable();
        others.dedup();
        (plain, others)
    }
}

fn bare(word: &str) -> &str {
    word.trim_end_matches([OTHER_SCRIPT, DERIVED])
}

/// How a word of a query stands for a word, by what both are alone; with how alike they are, from 0 to 1.
pub fn likeness(typed: &str, word: &str) -> Option<(Way, f64)> {
    if typed == word {
        return Some((Way::Exact, 1.0));
    }
    if word.starts_with(typed) {
        return Some((Way::Begins, 0.9 + 0.08 * typed.len() as f64 / word.len() as f64));
    }
    let longer = typed.len().max(word.len()) as f64;
    let errors = strsim::osa_distance(typed, word);
    if errors <= allowed(typed.len().min(word.len() + 1)) {
        let likeness = 0.92 * (1.0 - errors as f64 / longer);
        return Some((Way::Errors(u8::try_from(errors).unwrap_or(u8::MAX)), likeness));
    }
    // The beginning of a longer word, with an error.
    if typed.len() >= 4 && word.len() > typed.len() + 1 {
        let begun = [typed.len() - 1, typed.len(), typed.len() + 1].map(|n| strsim::osa_distance(typed, &word[..n]));
        let least = begun.into_iter().min().unwrap_or(usize::MAX);
        if least <= allowed(typed.len()).min(2) {
            let likeness = 0.8 * (1.0 - least as f64 / typed.len() as f64);
            return Some((Way::Errors(u8::try_from(least).unwrap_or(u8::MAX)), likeness));
        }
    }
    let likeness = 1.0 - errors as f64 / longer;
    let same = |least: usize, one: String, other: String| one.len() >= least && one == other;
    // Short words and two consonants alone sound like too many.
    let sounds = || same(2, sound(typed), sound(word)) || same(3, skeleton(typed), skeleton(word));
    if typed.len() >= 5 && likeness >= 0.35 && sounds() {
        return Some((Way::Sounds, 0.35 + 0.35 * likeness));
    }
    let has_parts = typed.len() >= 5 && likeness >= 0.6;
    ((typed.len() >= 4 && word.contains(typed)) || has_parts).then_some((Way::Parts, 0.3 + 0.3 * likeness))
}

/// How well a contact answers, and why.
#[derive(Clone, Debug, PartialEq)]
pub struct Answer {
    /// The more, the better.
    pub score: f64,
    /// The worst way in which a part was found.
    pub worst: Way,
    /// Why it is shown, where that is not plain.
    pub why: Vec<Why>,
    /// Words of the contact that were found, for marking them: how many of their letters.
    pub found: Vec<(String, usize)>,
}

/// What was found by numbers, of one contact: for each part of the query.
pub type ByNumber = HashMap<usize, Why>;

/// How a contact answers; nothing when a part is not found.
pub fn answer(
    asked: &Asked,
    parts: &[Part],
    meant: &[Meant],
    words: &Words,
    by_number: Option<&ByNumber>,
) -> Option<Answer> {
    if asked.without.iter().any(|(of_company, word)| is_there(words, *of_company, word)) {
        return None;
    }
    let mut answer = Answer { score: 0.0, worst: Way::Exact, why: Vec::new(), found: Vec::new() };
    let mut names = 0;
    let mut places = Vec::new();
    for (n, part) in parts.iter().enumerate() {
        let number = by_number.and_then(|found| found.get(&n));
        let of_part = best(part, &meant[n], words, number)?;
        answer.score += of_part.likeness;
        answer.worst = answer.worst.max(of_part.way);
        names += usize::from(of_part.place.is_some());
        places.extend(of_part.place);
        if let Some(why) = of_part.why.filter(|why| !answer.why.contains(why)) {
            answer.why.push(why);
        }
        answer.found.extend(of_part.found);
    }
    // Who has these names and no others comes before who has more.
    let own = words.0[NAME].iter().filter(|word| !word.ends_with(DERIVED)).count();
    if names > 0 {
        answer.score += 0.1 * (names.min(own) as f64 / own.max(1) as f64);
        // Two last names may stand the other way round at somebody else.
        answer.score += if places.is_sorted() { 0.01 } else { 0.0 };
    }
    Some(answer)
}

fn is_there(words: &Words, of_company: bool, word: &str) -> bool {
    let sections = if of_company { COMPANY..=COMPANY } else { NAME..=PLACE };
    words.0[sections].iter().flatten().any(|known| bare(known).starts_with(word))
}

/// The best that a contact has for a part.
struct Best {
    way: Way,
    likeness: f64,
    why: Option<Why>,
    found: Option<(String, usize)>,
    /// Where among the words of the name it stands.
    place: Option<usize>,
}

fn best(part: &Part, meant: &Meant, words: &Words, number: Option<&Why>) -> Option<Best> {
    let plain =
        |likeness: f64, why: Why| Some(Best { way: Way::Exact, likeness, why: Some(why), found: None, place: None });
    if let Some(why) = number {
        let is_whole = match why {
            Why::Order(number) | Why::Bought(number) => compact(number) == part.number,
            // The letters in front of a number are often left out.
            Why::Po(number, _) => {
                let whole = compact(number);
                whole == part.number || whole.trim_start_matches(|c: char| c.is_ascii_alphabetic()) == part.number
            }
            _ => false,
        };
        return plain(if is_whole { 1.6 } else { 1.2 }, why.clone());
    }
    if !part.phone.is_empty() {
        // A stored number may lack what the typed one has in front.
        let is_end = |digits: &&String| {
            digits.starts_with(&part.phone) || (digits.len() >= 7 && part.phone.starts_with(digits.as_str()))
        };
        if words.0[PHONE].iter().any(|digits| is_end(&digits)) {
            return plain(if part.phone.len() >= 7 { 1.5 } else { 1.1 }, Why::Phone);
        }
    }
    if !part.email.is_empty() {
        let address = words.0[ADDRESS].iter().find(|address| is_address(address, &part.email))?;
        let likeness = if *address == part.email { 1.5 } else { 1.1 };
        return plain(likeness, Why::Email);
    }
    if part.word.is_empty() {
        return None;
    }
    let is_number = part.word.bytes().any(|b| b.is_ascii_digit());
    if is_number
        && part.word.len() >= 3
        && matches!(part.field, Field::Any | Field::Company)
        && let Some(found) =
            words.0[NUMBER].iter().filter(|known| known.starts_with(&part.word)).min_by_key(|n| n.len())
    {
        let likeness = if *found == part.word { 1.4 } else { 0.9 };
        return plain(likeness, Why::Company(found.to_uppercase()));
    }
    let sections: &[usize] = if part.field == Field::Company { &[COMPANY] } else { &[NAME, COMPANY, MAIL, PLACE] };
    let mut best: Option<Best> = None;
    for section in sections {
        for (place, word) in words.0[*section].iter().enumerate() {
            let plain = bare(word);
            let begins = || plain.starts_with(&part.word).then(|| likeness(&part.word, plain)).flatten();
            let Some((way, likeness)) = begins().or_else(|| meant.get(plain).copied()) else { continue };
            let is_derived = word.ends_with(DERIVED);
            let likeness = likeness * WEIGHT[*section] - if is_derived { 0.01 } else { 0.0 };
            if best.as_ref().is_some_and(|best| best.likeness >= likeness) {
                continue;
            }
            let is_foreign = *section == NAME && word.contains(OTHER_SCRIPT);
            let letters = if way <= Way::Begins { part.word.len() } else { plain.len() };
            best = Some(Best {
                way,
                likeness,
                why: why(way, plain, is_foreign),
                found: Some((plain.to_owned(), letters)),
                place: (*section == NAME).then_some(place),
            });
        }
    }
    best
}

/// Whether an address is meant: it begins so, or its domain does.
fn is_address(address: &str, typed: &str) -> bool {
    address.starts_with(typed) || (typed.starts_with('@') && address.contains(typed))
}

fn why(way: Way, word: &str, is_foreign: bool) -> Option<Why> {
    match way {
        Way::Exact | Way::Begins if is_foreign => Some(Why::OtherScript),
        Way::Exact | Way::Begins => None,
        Way::Nickname => Some(Why::Nickname(word.to_owned())),
        Way::Errors(n) => Some(Why::Errors(n, word.to_owned())),
        Way::Sounds => Some(Why::Sounds(word.to_owned())),
        Way::Parts => Some(Why::Like(word.to_owned())),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::contact::nickname;
    use crate::contact::words::{phone, words};

    fn contact(name: &str, company: &str, address: &str, number: &str) -> Words {
        let mut made = Words::of(&words(name), &words(company), &words(address.split('@').next().unwrap_or("")), &[]);
        made.address(address);
        made.phone(phone(number));
        made.numbers(["c10001".to_owned()]);
        made
    }

    fn rank(query: &str, of: &Words) -> Option<Answer> {
        let asked = Asked::read(query);
        let (plain, _) = of.indexed();
        let meant: Vec<Meant> = asked
            .parts
            .iter()
            .map(|part| {
                let near = plain.iter().filter_map(|word| Some((word.clone(), likeness(&part.word, word)?)));
                let familiar = nickname::others(&part.word).into_iter().map(|w| (w.to_owned(), (Way::Nickname, 0.85)));
                near.chain(familiar).collect()
            })
            .collect();
        answer(&asked, &asked.parts, &meant, of, None)
    }

    #[test]
    fn the_nearest_name_comes_first() {
        let oleg = contact("Oleg Koval", "Northmere Ltd", "oleg@northmere.example", "+44 20 7946 0123");
        let olga = contact("Olga Kovalenko", "Brightkiln SA", "olga.kovalenko@brightkiln.example", "+33 1 99 00 00 01");
        for query in
            ["oleg koval", "koval oleg", "kowal", "kovall", "olek", "koval northmere", "oleg@north", "0123", "kova"]
        {
            let score = |of: &Words| rank(query, of).map_or(0.0, |answer| answer.score);
            assert!(score(&oleg) > score(&olga), "{query}: {:?} and {:?}", rank(query, &oleg), rank(query, &olga));
        }
        assert!(rank("koval -oleg", &oleg).is_none() && rank("koval -company:northmere", &oleg).is_none());
        assert!(rank("company:koval", &oleg).is_none(), "the name is no company");
    }

    #[test]
    fn the_reason_is_said() {
        let oleg = contact("Олег Коваль", "Northmere Ltd", "oleg@northmere.example", "+44 20 7946 0123");
        let why = |query: &str| rank(query, &oleg).map(|answer| answer.why).unwrap_or_default();
        assert_eq!(why("koval"), [Why::OtherScript]);
        assert_eq!(why("kowal"), [Why::Errors(1, "koval".to_owned())]);
        assert_eq!(why("+44 (0)20 7946 0123"), [Why::Phone]);
        assert_eq!(why("C-10001"), [Why::Company("C10001".to_owned())]);
        assert_eq!(why("oleg@northmere.example"), [Why::Email]);
        let robert = contact("Robert Miller", "Northmere Ltd", "r@northmere.example", "");
        assert_eq!(rank("bob", &robert).map(|answer| answer.why), Some(vec![Why::Nickname("robert".to_owned())]));
    }

    #[test]
    fn errors_in_numbers_are_not_forgiven() {
        let oleg = contact("Oleg Koval", "Northmere Ltd", "oleg@northmere.example", "+44 20 7946 0123");
        for query in ["C-10002", "7946 0124", "c1000l1"] {
            assert!(rank(query, &oleg).is_none(), "{query}: {:?}", rank(query, &oleg));
        }
    }

    #[test]
    fn words_are_kept_as_one_text() {
        let oleg = contact("Олег Коваль", "Northmere Ltd", "oleg@northmere.example", "+44 20 7946 0123");
        assert_eq!(Words::parse(&oleg.text()).text(), oleg.text());
        let (plain, others) = oleg.indexed();
        assert!(
            plain.contains(&"koval".to_owned()) && others.contains(&"#321064970244".to_owned()),
            "{plain:?} {others:?}"
        );
    }
}
