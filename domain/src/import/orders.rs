//! Orders of the past: one row for each line. An order that is there is never changed, and stock is not touched.

use super::fields::Fields;
use super::order_rows::{Line, Login, Order, There, write};
use super::prices::articles;
use super::stores::{Companies, Company, Lost, Stores};
use super::{Code, Outcome, Unit, Work};
use crate::error::Result;
use crate::id::{OrganizationId, ProductId};
use crate::money::{Currency, Money, UnitPrice};
use crate::order::{LARGEST_TOTAL, Status};
use crate::session::email_key;
use crate::time::Micros;
use crate::tx::Tx;
use sheet::import::Field;
use std::collections::{HashMap, HashSet};

/// Microseconds of a day.
const DAY: i64 = 86_400_000_000;
/// The most lines of an order.
const LINES: usize = 2_000;

/// Words for the states of an order.
const STATES: &[(&str, Status)] = &[
    ("placed", Status::Placed),
    ("open", Status::Placed),
    ("new", Status::Placed),
    ("pending", Status::Placed),
    ("offen", Status::Placed),
    ("neu", Status::Placed),
    ("ouvert", Status::Placed),
    ("ouverte", Status::Placed),
    ("enattente", Status::Placed),
    ("confirmed", Status::Confirmed),
    ("authorized", Status::Confirmed),
    ("bestatigt", Status::Confirmed),
    ("inbearbeitung", Status::Confirmed),
    ("processing", Status::Confirmed),
    ("confirme", Status::Confirmed),
    ("confirmee", Status::Confirmed),
    ("shipped", Status::Shipped),
    ("fulfilled", Status::Shipped),
    ("versandt", Status::Shipped),
    ("versendet", Status::Shipped),
    ("geliefert", Status::Delivered),
    ("expedie", Status::Shipped),
    ("expediee", Status::Shipped),
    ("delivered", Status::Delivered),
    ("paid", Status::Delivered),
    ("invoiced", Status::Delivered),
    ("complete", Status::Delivered),
    ("completed", Status::Delivered),
    ("done", Status::Delivered),
    ("closed", Status::Delivered),
    ("erledigt", Status::Delivered),
    ("abgeschlossen", Status::Delivered),
    ("fakturiert", Status::Delivered),
    ("bezahlt", Status::Delivered),
    ("livre", Status::Delivered),
    ("livree", Status::Delivered),
    ("termine", Status::Delivered),
    ("facture", Status::Delivered),
    ("cancelled", Status::Cancelled),
    ("canceled", Status::Cancelled),
    ("refunded", Status::Cancelled),
    ("voided", Status::Cancelled),
    ("storniert", Status::Cancelled),
    ("abgebrochen", Status::Cancelled),
    ("annule", Status::Cancelled),
    ("annulee", Status::Cancelled),
];

/// A row of an order.
struct WantedLine {
    row: Option<u32>,
    sku: String,
    name: Option<String>,
    unit: Option<String>,
    quantity: i64,
    price: i64,
    total: Option<i64>,
    note: String,
}

/// What the records of an order say.
struct Wanted<'a> {
    fields: Fields<'a>,
    number: Option<String>,
    placed_at: Option<Micros>,
    company: Option<String>,
    email: Option<String>,
    status: Option<Status>,
    po_number: Option<String>,
    currency: Option<String>,
    lines: Vec<WantedLine>,
}

fn read<'a>(work: &Work<'a>, unit: &'a Unit) -> Wanted<'a> {
    let fields = Fields::of(work.table, unit);
    let mut wanted = Wanted {
        fields,
        number: None,
        placed_at: None,
        company: None,
        email: None,
        status: None,
        po_number: None,
        currency: None,
        lines: Vec::with_capacity(unit.records.len()),
    };
    for (n, record) in unit.records.iter().take(LINES).enumerate() {
        if n > 0 {
            wanted.fields.part(record);
        }
        part(&mut wanted, (n > 0).then_some(record.row));
    }
    let (fields, now) = (&mut wanted.fields, work.now.0);
    fields.back_to(&unit.records[0]);
    if unit.records.len() > LINES {
        fields.say(Code::TooLarge, Some(Field::Order), &unit.records.len().to_string());
    }
    if wanted.number.is_none() && !fields.is_refused() {
        fields.say(Code::NoNumber, Some(Field::Order), "");
    }
    match wanted.placed_at {
        None if !fields.is_refused() => fields.say(Code::Missing, Some(Field::PlacedAt), ""),
        // A clock elsewhere may be ahead by some hours, and no more.
        Some(at) if at.0 > now + DAY => {
            let typed = fields.given(Field::PlacedAt).unwrap_or_default();
            fields.say(Code::NotADay, Some(Field::PlacedAt), &typed);
        }
        _ => {}
    }
    wanted
}

/// What one row says: a line, and of the order what no earlier row said.
fn part(wanted: &mut Wanted<'_>, row: Option<u32>) {
    let fields = &mut wanted.fields;
    wanted.number = wanted.number.take().or_else(|| fields.number(Field::Order, 60));
    wanted.placed_at = wanted.placed_at.or_else(|| placed_at(fields));
    wanted.company = wanted.company.take().or_else(|| fields.number(Field::Company, 160));
    wanted.email = wanted.email.take().or_else(|| fields.line(Field::Email, 254));
    wanted.status = wanted.status.or_else(|| fields.word(Field::Status, STATES));
    wanted.po_number = wanted.po_number.take().or_else(|| fields.line(Field::PoNumber, 60));
    wanted.currency = wanted.currency.take().or_else(|| fields.given(Field::Currency));
    let sku = fields.number(Field::Sku, 60).unwrap_or_default();
    if sku.is_empty() && !fields.is_refused() {
        fields.say(Code::NoNumber, Some(Field::Sku), "");
    }
    let quantity = fields.whole(Field::Quantity, 1);
    if quantity.is_none() && fields.given(Field::Quantity).is_none() {
        fields.say(Code::Missing, Some(Field::Quantity), "");
    }
    let price = fields.ten_thousandths(Field::Price, 1);
    match price {
        Some(price) if price <= 0 => {
            let typed = fields.given(Field::Price).unwrap_or_default();
            fields.say(Code::TooSmall, Some(Field::Price), &typed);
        }
        None if fields.given(Field::Price).is_none() => fields.say(Code::Missing, Some(Field::Price), ""),
        _ => {}
    }
    let line = WantedLine {
        row,
        sku,
        name: fields.line(Field::Name, 300),
        unit: fields.line(Field::Unit, 60),
        quantity: quantity.unwrap_or(1),
        price: price.unwrap_or(1),
        total: fields.ten_thousandths(Field::Total, 1).map(|total| total / 100),
        note: fields.line(Field::Note, 500).unwrap_or_default(),
    };
    wanted.lines.push(line);
}

/// The moment in which an order was placed: a day, or a time such as `2026-04-03 14:05` or `2026-04-03T14:05:30+02:00`.
fn placed_at(fields: &mut Fields<'_>) -> Option<Micros> {
    let day = fields.day(Field::PlacedAt)?;
    let typed = fields.given(Field::PlacedAt)?;
    Some(day.plus(Micros::seconds(typed.split_once(['T', ' ']).map_or(0, |(_, time)| seconds(time)))))
}

/// Seconds since midnight in UTC of a time with or without its distance to UTC; 0 for anything else.
fn seconds(time: &str) -> i64 {
    let time = time.trim().trim_end_matches('Z');
    let sign = time.rfind(['+', '-']);
    let (clock, zone) = sign.map_or((time, ""), |place| time.split_at(place));
    let number =
        |text: Option<&str>, most: i64| text.and_then(|t| t.parse::<i64>().ok()).filter(|n| (0..=most).contains(n));
    let clock = clock.split('.').next().unwrap_or_default().trim();
    let mut parts = clock.split(':');
    let (Some(hours), Some(minutes)) = (number(parts.next(), 23), number(parts.next(), 59)) else { return 0 };
    let seconds = number(parts.next(), 59).unwrap_or(0);
    let digits: String = zone.chars().filter(char::is_ascii_digit).collect();
    let away = match (number(digits.get(..2), 14), number(digits.get(2..4), 59)) {
        (Some(hours), minutes) => hours * 3_600 + minutes.unwrap_or(0) * 60,
        _ => 0,
    };
    let away = if zone.starts_with('-') { -away } else { away };
    hours * 3_600 + minutes * 60 + seconds - away
}

/// Says what becomes of orders, and writes them.
pub(super) async fn take(tx: &mut Tx, work: &mut Work<'_>, units: &[Unit]) -> Result<Vec<Outcome>> {
    let stores = Stores::read(tx).await?;
    let wanted: Vec<Wanted<'_>> = units.iter().map(|unit| read(work, unit)).collect();
    let called: HashSet<String> = wanted.iter().filter_map(|w| w.company.clone()).collect();
    let companies = Companies::read(tx, &called).await?;
    let articles = articles(tx, &wanted.iter().flat_map(|w| &w.lines).map(|line| line.sku.clone()).collect()).await?;
    let keys: Vec<String> = wanted.iter().filter_map(|w| w.email.as_deref()).map(email_key).collect();
    let numbers: Vec<&str> = wanted.iter().filter_map(|w| w.number.as_deref()).collect();
    let mut there = There::read(tx, &numbers, &keys, &articles.values().collect::<Vec<_>>()).await?;
    let is_nobody = |w: &&Wanted<'_>| w.email.as_deref().is_none_or(|email| there.login(&email_key(email)).is_none());
    let of = |w: &Wanted<'_>| Some(companies.called(w.company.as_deref()?).ok()?.id);
    let nobody: HashSet<OrganizationId> = wanted.iter().filter(is_nobody).filter_map(of).collect();
    there.read_first(tx, &nobody).await?;
    let (mut orders, mut out) = (Vec::new(), Vec::with_capacity(units.len()));
    for (mut w, unit) in wanted.into_iter().zip(units) {
        let key = w.number.clone().unwrap_or_default();
        let order = order(&mut w, &stores, &companies, &articles, &there);
        let mut is_new = false;
        if let Some(order) = order.filter(|_| !w.fields.is_refused()) {
            match there.order(&key) {
                None => {
                    is_new = true;
                    orders.push(order);
                }
                Some(old) if old.is_as(&order) => {}
                Some(_) => w.fields.say(Code::OrderStays, Some(Field::Order), &key),
            }
        }
        out.push(w.fields.outcome(unit, key, is_new));
    }
    write(tx, work, &orders).await?;
    Ok(out)
}

/// The order of the records; none with a reason that refuses it.
fn order(
    w: &mut Wanted<'_>,
    stores: &Stores,
    companies: &Companies,
    articles: &HashMap<String, ProductId>,
    there: &There,
) -> Option<Order> {
    let company = match w.company.as_deref().map(|called| companies.called(called)) {
        None => None,
        Some(Ok(company)) => Some(company),
        Some(Err(lost)) => {
            let typed = w.company.clone().unwrap_or_default();
            match lost {
                Lost::Unknown => w.fields.say(Code::UnknownCompany, Some(Field::Company), &typed),
                Lost::Several(numbers) => w.fields.say(Code::MaybeTheSame, Some(Field::Company), &numbers),
            }
            return None;
        }
    };
    let login = login(w, company, there)?;
    let currency = match &w.currency {
        None => stores.get(login.store_id).map(|store| store.currency),
        Some(typed) => Currency::parse(&typed.to_uppercase()),
    };
    let own = stores.get(login.store_id).filter(|store| Some(store.currency) == currency);
    let Some(store) = own.or_else(|| stores.selling_in(currency?)) else {
        let typed = w.currency.clone().unwrap_or_default();
        w.fields.say(Code::UnknownCurrency, Some(Field::Currency), &typed);
        return None;
    };
    let mut lines = Vec::with_capacity(w.lines.len());
    let mut sum = Some(Money::zero(store.currency));
    for line in &w.lines {
        let Some(product) = articles.get(&line.sku).copied() else {
            w.fields.say_at(line.row, Code::UnknownArticle, Some(Field::Sku), &line.sku);
            continue;
        };
        let total = UnitPrice::new(line.price, store.currency).times(line.quantity);
        sum = sum.zip(total).and_then(|(sum, total)| sum.checked_add(total));
        let total = total.map_or(0, |total| total.minor);
        if let Some(typed) = line.total.filter(|typed| (typed - total).abs() > 1) {
            let typed = crate::money::plain(typed);
            w.fields.say_at(line.row, Code::NotSure, Some(Field::Total), &typed);
        }
        let (known, unit) = there.product(product);
        lines.push(Line {
            product,
            sku: line.sku.clone(),
            name: line.name.clone().unwrap_or_else(|| known.to_owned()),
            unit: line.unit.clone().unwrap_or_else(|| unit.to_owned()),
            quantity: line.quantity,
            unit_price: line.price,
            total,
            note: line.note.clone(),
        });
    }
    let Some(total) = sum.map(|sum| sum.minor).filter(|sum| *sum <= LARGEST_TOTAL) else {
        w.fields.say(Code::TooLarge, Some(Field::Total), "");
        return None;
    };
    Some(Order {
        number: w.number.clone()?,
        store: store.id,
        login: login.clone(),
        status: w.status,
        currency: store.currency,
        total,
        po_number: w.po_number.clone().unwrap_or_default(),
        placed_at: w.placed_at?,
        lines,
    })
}

/// Whose order it is: the login with the e-mail address, or else the first one of the company.
fn login<'a>(w: &mut Wanted<'_>, company: Option<&Company>, there: &'a There) -> Option<&'a Login> {
    let by_email = w.email.as_deref().and_then(|email| there.login(&email_key(email)));
    let Some(company) = company else {
        if by_email.is_none() {
            let typed = w.email.clone().unwrap_or_default();
            w.fields.say(Code::UnknownCompany, Some(Field::Company), &typed);
        }
        return by_email;
    };
    if let Some(login) = by_email.filter(|login| login.organization_id == company.id) {
        return Some(login);
    }
    let typed = w.email.clone().unwrap_or_default();
    if by_email.is_some() {
        w.fields.say(Code::OtherCompany, Some(Field::Email), &typed);
        return None;
    }
    let first = there.first(company.id);
    match first {
        None => w.fields.say(Code::UnknownPerson, Some(Field::Email), &typed),
        // Who ordered it has no login: the order stands with the first person who has one.
        Some(_) if !typed.is_empty() => w.fields.say(Code::NotSure, Some(Field::Email), &typed),
        Some(_) => {}
    }
    first
}

#[cfg(test)]
mod tests {
    use super::seconds;

    #[test]
    fn a_time_is_read_with_its_distance_to_utc() {
        for (typed, expected) in [
            ("14:05", 14 * 3_600 + 5 * 60),
            ("14:05:30Z", 14 * 3_600 + 5 * 60 + 30),
            ("14:05:30.123+02:00", 12 * 3_600 + 5 * 60 + 30),
            ("14:05:30 +0200", 12 * 3_600 + 5 * 60 + 30),
            ("00:30 -0130", 2 * 3_600),
            ("25:00", 0),
            ("soon", 0),
            ("", 0),
        ] {
            assert_eq!(seconds(typed), expected, "{typed}");
        }
    }
}
