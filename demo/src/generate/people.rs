//! Made-up companies, people and orders of any size, for tests of load and of search: the same for the same seed, whatever
//! the size.
//!
//! Rule: a person depends on the seed and their place alone, so the first thousand of a quarter of a million are the thousand
//! of a small database. Phone numbers have a country code that no country has.

pub mod measure;
mod names;
pub mod question;

use super::{Size, generated};
use crate::dice::{between, chance, pick, roll};
use domain::audit::Event;
use domain::cx::Cx;
use domain::env::Env;
use domain::error::{Error, Result};
use domain::id::{AccountId, ContactId, OrderId, OrganizationId, StoreId};
use domain::policy::Action;
use domain::session::email_key;
use domain::time::Micros;
use domain::{exec, on, sql};
use names::{LOCALES, Locale, Part, Shape};
use std::sync::Arc;

/// The setting that says which people were generated.
const PEOPLE: &str = "generated people";
/// People in a batch.
const BATCH: u64 = 500;
/// So many people work for a company, on average.
const PER_COMPANY: u64 = 12;
/// The first people work for so many companies.
const FIRST_COMPANIES: u64 = 160;
/// Of so many people, the last two have the name of the one before them.
const NAMESAKES: u64 = 50;

impl Size {
    /// How many people there are.
    pub fn people(self) -> u64 {
        match self {
            Size::Small => 2_000,
            Size::Medium => 20_000,
            Size::Large => 250_000,
        }
    }
}

/// A made-up person.
#[derive(Clone, Debug)]
pub struct Person {
    /// Their place.
    pub index: u64,
    /// Name in their own script.
    pub name: String,
    /// The usual form in Latin letters.
    pub latin: String,
    /// What is stored as that: not everybody's is known.
    pub stored_latin: String,
    /// First name in Latin letters.
    pub given: String,
    /// Last name in Latin letters.
    pub family: String,
    /// Language code.
    pub language: &'static str,
    /// Place of the company.
    pub company: u64,
    /// E-mail.
    pub email: String,
    /// Digits of the phone number behind the country code.
    pub phone: String,
    /// Whether the name is in another script than Latin.
    pub is_foreign: bool,
    /// Whether somebody else has this name.
    pub has_namesake: bool,
}

/// A made-up company.
#[derive(Clone, Debug)]
pub struct Company {
    /// Customer number.
    pub number: String,
    /// Name.
    pub name: String,
    /// The name without its legal form.
    pub called: String,
    /// VAT id.
    pub vat_id: String,
}

/// How many names a locale has.
fn names_of(locale: &Locale) -> u64 {
    let [given, stems, ends, before] = [locale.given, locale.stems, locale.ends, locale.before].map(|p| p.len() as u64);
    match locale.shape {
        Shape::TwoLast => given * stems * (stems - 1),
        // Two signs, of which the second may be missing, where given names have one each.
        Shape::Joined if locale.language == "zh" => given * given * stems,
        _ => given * stems * ends * before,
    }
}

fn at(parts: &[Part], n: u64) -> Part {
    let index = usize::try_from(n % parts.len().max(1) as u64).unwrap_or(0);
    parts.get(index).copied().unwrap_or(("", ""))
}

fn latin((native, latin): Part) -> &'static str {
    if latin.is_empty() { native } else { latin }
}

/// A number from 0 to before `size` for each `n`, no two alike below `size`.
fn shuffled(seed: u64, n: u64, size: u64) -> u64 {
    // Without a common factor the steps meet every number once.
    let common = |mut a: u64, mut b: u64| {
        while b != 0 {
            (a, b) = (b, a % b);
        }
        a
    };
    let mut step = (size / 2 + size / 8 + 1) | 1;
    while common(step, size) != 1 {
        step += 2;
    }
    ((n % size) * step + roll("shuffle", seed, "start") % size) % size
}

/// The locale of a place, and the place of the person in it.
fn locale_of(index: u64) -> (&'static Locale, u64) {
    // A thousand places have each locale as often as its share says, spread over them.
    let place = (index * 617) % 1_000;
    let mut from = 0;
    for locale in &LOCALES {
        if place < from + locale.share {
            return (locale, (index / 1_000) * locale.share + (place - from));
        }
        from += locale.share;
    }
    (&LOCALES[0], index)
}

/// The person of a place.
pub fn person(seed: u64, index: u64) -> Person {
    let namesake = index % NAMESAKES;
    let named = if namesake >= NAMESAKES - 2 { index - (namesake - (NAMESAKES - 3)) } else { index };
    let (locale, place) = locale_of(named);
    let n = shuffled(seed, place, names_of(locale));
    let (given, rest) = (at(locale.given, n), n / locale.given.len() as u64);
    let (stem, rest) = (at(locale.stems, rest), rest / locale.stems.len() as u64);
    let (given_native, given_latin, family_native, family_latin) = match locale.shape {
        Shape::TwoLast => {
            let second = at(locale.stems, n / locale.given.len() as u64 + 1 + rest);
            let of = |part: fn(Part) -> &'static str| format!("{} {}", part(stem), part(second));
            (given.0.to_owned(), latin(given).to_owned(), of(|p| p.0), of(latin))
        }
        Shape::Joined if locale.language == "zh" => {
            let second = at(locale.given, rest);
            let both = format!("{}{}", latin(given), latin(second).to_lowercase());
            (format!("{}{}", given.0, second.0), both, stem.0.to_owned(), latin(stem).to_owned())
        }
        _ => {
            let (end, before) = (at(locale.ends, rest), at(locale.before, rest / locale.ends.len() as u64));
            let of = |part: fn(Part) -> &'static str| format!("{}{}{}", part(before), part(stem), part(end));
            (given.0.to_owned(), latin(given).to_owned(), of(|p| p.0), of(latin))
        }
    };
    let name = match locale.shape {
        Shape::Joined => format!("{family_native}{given_native}"),
        Shape::LastFirst => format!("{family_native} {given_native}"),
        Shape::Western | Shape::TwoLast => format!("{given_native} {family_native}"),
    };
    let latin = format!("{given_latin} {family_latin}");
    let is_foreign = name != latin;
    let entity = format!("{seed} person");
    // Those who come later work for companies that come later too, so that no company depends on how many there are.
    let company = roll(&entity, index, "company") % (index / PER_COMPANY).max(FIRST_COMPANIES);
    let is_latin_known = !is_foreign || !chance(&entity, index, "latin", 25);
    let address = |text: &str| text.chars().filter(char::is_ascii_alphanumeric).collect::<String>().to_lowercase();
    let (local_given, local_family) = (ascii(&given_latin), ascii(&family_latin));
    let has_namesake = names_of(locale) <= place || matches!(namesake, 47..=49);
    Person {
        index,
        stored_latin: if is_latin_known { latin.clone() } else { name.clone() },
        name,
        email: format!(
            "{}.{}@{}-{index}.example",
            address(&local_given),
            address(&local_family),
            address(&self::company(seed, company).called)
        ),
        latin,
        given: given_latin,
        family: family_latin,
        language: locale.language,
        company,
        phone: format!("{:010}", 2_000_000_000 + shuffled(seed ^ 7, index, 7_900_000_001)),
        is_foreign,
        has_namesake,
    }
}

/// Letters without marks, as people write their names in addresses.
fn ascii(text: &str) -> String {
    domain::search::fold(text).replace('ß', "ss").replace('ł', "l").replace('ø', "o")
}

/// How many companies so many people work for.
pub fn companies(people: u64) -> u64 {
    (people / PER_COMPANY).max(FIRST_COMPANIES)
}

/// The company of a place. Not the number of people decides, so that it stays the same.
pub fn company(seed: u64, index: u64) -> Company {
    const FIRST: [&str; 40] = [
        "Amber", "Anvil", "Arrow", "Beacon", "Birch", "Bramble", "Bright", "Cinder", "Clover", "Copper", "Crest",
        "Delta", "Dove", "Ember", "Falcon", "Flint", "Garnet", "Granite", "Harbour", "Hearth", "Heron", "Indigo",
        "Iron", "Juniper", "Kestrel", "Lantern", "Larch", "Marble", "Meadow", "Nimbus", "Onyx", "Otter", "Pebble",
        "Quarry", "Ridge", "Saffron", "Slate", "Tern", "Vector", "Willow",
    ];
    const SECOND: [&str; 25] = [
        "brook", "cast", "cliff", "craft", "crane", "drift", "field", "forge", "gate", "haven", "kiln", "lock", "loom",
        "mark", "mill", "moor", "point", "quay", "reach", "spring", "stone", "vale", "wharf", "works", "yard",
    ];
    const BRANCH: [&str; 22] = [
        "Engineering",
        "Hydraulics",
        "Logistics",
        "Metalworks",
        "Foods",
        "Robotics",
        "Shipping",
        "Timber",
        "Plastics",
        "Energy",
        "Construction",
        "Instruments",
        "Textiles",
        "Rail",
        "Marine",
        "Dairy",
        "Optics",
        "Ceramics",
        "Packaging",
        "Agrar",
        "Pumpen",
        "Outillage",
    ];
    let n = shuffled(seed ^ 3, index, (FIRST.len() * SECOND.len() * BRANCH.len()) as u64);
    let first = FIRST[usize::try_from(n % 40).unwrap_or(0)];
    let second = SECOND[usize::try_from(n / 40 % 25).unwrap_or(0)];
    let branch = BRANCH[usize::try_from(n / 1_000 % 22).unwrap_or(0)];
    let called = format!("{first}{second} {branch}");
    let legal = pick(&format!("{seed} company"), index, "legal", &["Ltd", "GmbH", "SA", "BV", "Srl", "AB"]);
    Company {
        number: format!("C-{}", 200_000 + index),
        name: format!("{called} {legal}"),
        called,
        vat_id: format!("XX{:09}", 300_000_000 + index * 37),
    }
}

/// The number of an order, and the customer's own.
pub fn order_numbers(seed: u64, order: u64) -> (String, String) {
    // An odd factor gives each order a number of its own.
    let number = (order + 1).wrapping_mul(0x9e37_79b1) % (1 << 34);
    let po = 1_000_000 + shuffled(seed ^ 5, order, 9_000_000);
    (domain::order::number_from(number ^ (seed & 0xffff)), format!("PO-{po}"))
}

/// How many orders so many people placed.
pub fn orders(people: u64) -> u64 {
    people * 2 / 5
}

/// The person who placed an order.
pub fn buyer(order: u64) -> u64 {
    order * 5 / 2
}

/// Loads so many people; `progress` hears how many are there.
///
/// # Errors
/// [`Error::Start`] when people were generated into this database already.
pub async fn load(env: &Arc<Env>, now: Micros, seed: u64, size: Size, progress: impl Fn(u64)) -> Result<u64> {
    if generated(env, PEOPLE).await?.is_some() {
        return Err(Error::Start("people were generated into this database already: take an empty one".to_owned()));
    }
    let cx = Cx::system(env.clone(), now, "generate");
    let people = size.people();
    let store = store(&cx, seed, people).await?;
    let companies: Vec<OrganizationId> = (0..companies(people)).map(|_| OrganizationId::fresh()).collect();
    for (batch, ids) in (0_u64..).zip(companies.chunks(usize::try_from(BATCH).unwrap_or(1))) {
        write_companies(&cx, seed, batch * BATCH, ids).await?;
    }
    let mut accounts: Vec<(ContactId, AccountId, u64)> = Vec::new();
    for from in (0..people).step_by(usize::try_from(BATCH).unwrap_or(1)) {
        let some: Vec<Person> = (from..people.min(from + BATCH)).map(|index| person(seed, index)).collect();
        accounts.extend(write_people(&cx, store, &companies, &some).await?);
        progress(from + some.len() as u64);
    }
    for from in (0..orders(people)).step_by(usize::try_from(BATCH).unwrap_or(1)) {
        write_orders(&cx, seed, store, &companies, &accounts, from..orders(people).min(from + BATCH)).await?;
    }
    domain::entry::make_all(&env.db).await?;
    Ok(people)
}

/// Finds a store, or makes one in an empty database.
async fn store(cx: &Cx, seed: u64, people: u64) -> Result<StoreId> {
    let known: Option<StoreId> = on!(cx.db(), c => sqlx::query_scalar(sql!("
        select id from store order by position limit 1
    ")).fetch_optional(c).await?);
    let mut tx = cx.begin(Action::RunJob).await?;
    let event = tx.event().to_owned();
    let id = known.unwrap_or_else(StoreId::fresh);
    if known.is_none() {
        let store = &crate::STORES[0];
        exec!(tx, "
            insert into store (id, code, name, currency, country, tagline, position, last_event)
            values ($1, $2, $3, $4, $5, $6, 0, $7)
        "; id, store.code, store.name, store.currency, store.country, store.tagline, &event)
        .one()?;
    }
    exec!(tx, "insert into setting (key, value) values ($1, $2)"; PEOPLE, format!("{seed} {people}")).one()?;
    tx.commit(Event::new("people.generated").detail("people", i64::try_from(people).unwrap_or(i64::MAX))).await?;
    Ok(id)
}

async fn write_companies(cx: &Cx, seed: u64, from: u64, ids: &[OrganizationId]) -> Result<()> {
    let mut tx = cx.begin(Action::RunJob).await?;
    let event = tx.event().to_owned();
    for (index, id) in (from..).zip(ids) {
        let made = company(seed, index);
        let city = pick(
            "city",
            index,
            "city",
            &["London", "Lyon", "Hamburg", "Gdańsk", "Utrecht", "Malmö", "Sevilla", "Torino"],
        );
        exec!(tx, "
            insert into organization (id, number, name, city, country, vat_id, status, terms_days, po_number, support_names,
                                      support_consent, last_event)
            values ($1, $2, $3, $4, 'GB', $5, 'active', 30, 'optional', $6, 'allowed', $7)
        "; *id, made.number, made.name, city, made.vat_id, true, &event)
        .one()?;
    }
    let count = i64::try_from(ids.len()).unwrap_or(i64::MAX);
    tx.commit(Event::new("people.generated").detail("companies", count)).await
}

async fn write_people(
    cx: &Cx,
    store: StoreId,
    companies: &[OrganizationId],
    people: &[Person],
) -> Result<Vec<(ContactId, AccountId, u64)>> {
    let mut tx = cx.begin(Action::RunJob).await?;
    let (event, at) = (tx.event().to_owned(), cx.now());
    let mut out = Vec::with_capacity(people.len());
    for person in people {
        let (contact, account) = (ContactId::fresh(), AccountId::fresh());
        let company = companies[usize::try_from(person.company).unwrap_or(0)];
        let phone = format!("+999 {} {} {}", &person.phone[..2], &person.phone[2..6], &person.phone[6..]);
        exec!(tx, "
            insert into contact (id, organization_id, name, latin_name, title, email, phone, language, time_zone, created_at,
                                 last_event)
            values ($1, $2, $3, $4, 'Buyer', $5, $6, $7, 'Europe/London', $8, $9)
        "; contact, company, &person.name, &person.stored_latin, &person.email, phone, person.language, at, &event)
        .one()?;
        exec!(tx, "
            insert into account (id, contact_id, store_id, email, email_key, password_hash, status, created_at, last_event, role)
            values ($1, $2, $3, $4, $5, '!', 'active', $6, $7, 'buyer')
        "; account, contact, store, &person.email, email_key(&person.email), at, &event)
        .one()?;
        out.push((contact, account, person.company));
    }
    let count = i64::try_from(people.len()).unwrap_or(i64::MAX);
    tx.commit(Event::new("people.generated").detail("contacts", count)).await?;
    Ok(out)
}

async fn write_orders(
    cx: &Cx,
    seed: u64,
    store: StoreId,
    companies: &[OrganizationId],
    accounts: &[(ContactId, AccountId, u64)],
    range: std::ops::Range<u64>,
) -> Result<()> {
    let mut tx = cx.begin(Action::RunJob).await?;
    let event = tx.event().to_owned();
    let count = i64::try_from(range.end - range.start).unwrap_or(i64::MAX);
    for order in range {
        let (contact, account, company) = accounts[usize::try_from(buyer(order)).unwrap_or(0).min(accounts.len() - 1)];
        let company = companies[usize::try_from(company).unwrap_or(0)];
        let (number, po) = order_numbers(seed, order);
        let at = Micros(cx.now().0 - between(&format!("{seed} order"), order, "age", 1, 500_000) * 60_000_000);
        let id = OrderId::fresh();
        exec!(tx, "
            insert into orders (id, number, store_id, organization_id, contact_id, account_id, status, currency,
                subtotal, shipping, tax, total, tax_note, po_number, note, recipient, address_text, shipping_method,
                payment_method, terms_days, placed_at, idempotency_key, payload_hash, version,
                created_at, created_actor_id, created_actor_name, created_actor_role, created_event, last_event)
            values ($1, $2, $3, $4, $5, $6, 'delivered', 'GBP', 0, 0, 0, 0, '', $7, '', '', '', 'standard', 'account', 30, $8, $9,
                '', 1, $8, $10, 'Generated', 'customer', $11, $11)
        "; id, number, store, company, contact, account, po, at, id.to_string(), account.to_string(), &event)
        .one()?;
    }
    tx.commit(Event::new("people.generated").detail("orders", count)).await
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::HashSet;

    #[test]
    fn people_depend_on_the_seed_and_their_place_alone() {
        let [one, other] = [person(42, 77), person(42, 77)];
        assert_eq!((one.name, one.email, one.phone), (other.name, other.email, other.phone));
        assert_ne!(person(42, 77).name, person(43, 77).name);
    }

    #[test]
    fn addresses_phones_and_numbers_are_of_one_alone() {
        let people: Vec<Person> = (0..20_000).map(|index| person(42, index)).collect();
        let emails: HashSet<&str> = people.iter().map(|p| p.email.as_str()).collect();
        let phones: HashSet<&str> = people.iter().map(|p| p.phone.as_str()).collect();
        let names: HashSet<&str> = people.iter().map(|p| p.name.as_str()).collect();
        assert_eq!((emails.len(), phones.len()), (20_000, 20_000));
        assert!((19_000..19_500).contains(&names.len()), "{} names: two of fifty have a namesake", names.len());
        let orders: HashSet<(String, String)> = (0..8_000).map(|order| order_numbers(42, order)).collect();
        assert_eq!(orders.len(), 8_000);
        let companies: HashSet<String> = (0..20_000).map(|index| company(42, index).name).collect();
        assert_eq!(companies.len(), 20_000);
    }
}
