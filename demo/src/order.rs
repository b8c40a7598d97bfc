//! The demo's orders and open carts: a year of them, busy in autumn, quiet in August, on working days.

use super::contact::{self, Contact};
use super::dice::{between, chance, pick};
use super::product::{Product, imported_at};
use super::{organization, staff};
use domain::account;
use domain::order::{Shipping, Status};
use domain::organization::{PoRule, Status as CompanyStatus};

const DAY: i64 = 86_400_000_000;
const MINUTE: i64 = 60_000_000;

/// What lies in Oleg's cart: article number and quantity.
pub const STORY: [(&str, i64); 3] = [("HB-M8-40-ZN", 200), ("HN-M8-ZN", 2), ("BB-6204-2RS", 4)];

type Lines = &'static [(&'static str, i64)];

/// Whose cart is open, minutes since the last line, lines; Oleg's first.
const CARTS: [(&str, i64, Lines); 4] = [
    ("oleg@northmere.example", 95, &STORY),
    ("emma.clarke@northmere.example", 240, &[("GN-9", 20), ("EM-32", 4)]),
    (
        "olga.kovalenko@brightkiln.example",
        1_500,
        &[("BF-15", 5), ("CG-M20-PA", 50), ("CB-C16-3P", 2), ("CX-200-48", 3)],
    ),
    ("aoife.brannigan@fenlight.example", 4_400, &[("HV-OR-XL", 12)]),
];

/// What Ana ordered for Oleg, the older order first.
const BY_ANA: [Lines; 2] = [
    &[("BB-6205-2RS", 6), ("RS-25-47-7", 4), ("RT-50", 1)],
    &[("SC-M8-30-BK", 100), ("FW-M8-ZN", 1), ("TL-M-50", 2), ("SP-13", 3)],
];

/// How orders get to their buyers: mostly in the usual way.
const SHIPPING: [Shipping; 6] = [
    Shipping::Standard,
    Shipping::Standard,
    Shipping::Standard,
    Shipping::Standard,
    Shipping::Express,
    Shipping::Collect,
];

/// Orders besides Oleg's.
const OTHERS: u64 = 106;

/// Oleg's orders: days ago, and which of [`BY_ANA`] it is, if it is one.
const OLEG: [(i64, Option<usize>); 5] = [(338, None), (241, None), (127, Some(0)), (46, None), (6, Some(1))];

/// An order as the demo makes it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Order {
    /// When, in microseconds UTC.
    pub at: i64,
    /// Place of the buyer in [`contact::ALL`].
    pub contact: usize,
    /// Which of the buyer's logins.
    pub account: usize,
    /// E-mail of the member of staff who placed it on the buyer's behalf.
    pub agent: Option<&'static str>,
    /// Where it is.
    pub status: Status,
    /// The buyer's order number, or empty.
    pub po_number: String,
    /// Note to the seller, or empty.
    pub note: &'static str,
    /// How it gets to the buyer.
    pub shipping: Shipping,
    /// Place of the address in the company's list.
    pub address: usize,
    /// Place of the product in the range, and quantity.
    pub lines: Vec<(usize, i64)>,
}

/// An open cart.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cart {
    /// Place of the buyer in [`contact::ALL`].
    pub contact: usize,
    /// When the last line was added.
    pub at: i64,
    /// Place of the product in the range, and quantity.
    pub lines: Vec<(usize, i64)>,
}

/// Whether the story needs the article, so that it must be in stock and have been there for long.
pub fn is_told(sku: &str) -> bool {
    BY_ANA.into_iter().chain(CARTS.map(|(_, _, lines)| lines)).flatten().any(|(told, _)| *told == sku)
}

/// All orders, oldest first.
pub fn all(now: i64, products: &[Product]) -> Vec<Order> {
    let days = working_days(now);
    let mut orders: Vec<Order> = (0..OTHERS)
        .map(|k| {
            let day = spread(&days, k);
            let (contact, account) = buyer(k);
            order(k, now, day, contact, account, products)
        })
        .collect();
    for (k, order) in (0_u64..).zip(&mut orders) {
        // Every fifteenth was placed by support or sales for the customer.
        let company = &organization::ALL[contact::ALL[order.contact].organization];
        if k % 15 == 7 && company.status == CompanyStatus::Active {
            let sales = ["ana@kilnworth.example", "ben@kilnworth.example", "farid@kilnworth.example"];
            let is_theirs = staff::SALES_COMPANIES.contains(&company.name);
            order.agent = Some(pick("order", k, "agent", if is_theirs { &sales } else { &sales[..2] }));
        }
    }
    for (k, (day, by_ana)) in (OTHERS..).zip(OLEG) {
        let mut own = order(k, now, day, 0, 0, products);
        if let Some(lines) = by_ana.and_then(|n| BY_ANA.get(n)) {
            own.agent = Some("ana@kilnworth.example");
            own.lines = lines.iter().filter_map(|(sku, n)| Some((place(products, sku)?, *n))).collect();
        }
        own.po_number = format!("NM-{}", 20_417 + k * 3);
        own.status = Status::Delivered;
        orders.push(own);
    }
    for order in &mut orders {
        if order.agent.is_some() {
            // On behalf goes through the shop itself, so it must be in stock, and a call is short.
            order.lines.retain(|(p, quantity)| products[*p].available >= quantity * 3);
            order.lines.truncate(4);
            if order.lines.is_empty() {
                order.lines = STORY.iter().filter_map(|(sku, n)| Some((place(products, sku)?, *n))).collect();
            }
        }
    }
    orders.sort_by_key(|o| o.at);
    advance(&mut orders, now);
    orders
}

/// The last three weeks are still under way, the newest least.
fn advance(orders: &mut [Order], now: i64) {
    let recent = orders.iter().filter(|o| o.at > now - 21 * DAY).count();
    for (rank, order) in orders.iter_mut().rev().take(recent).enumerate() {
        order.status = match rank * 20 / recent {
            0..5 => Status::Placed,
            5..9 => Status::Confirmed,
            9..14 => Status::Shipped,
            _ => Status::Delivered,
        };
    }
}

/// Open carts; Oleg's first.
pub fn carts(now: i64, products: &[Product]) -> Vec<Cart> {
    let carts = CARTS.iter().filter_map(|(mail, minutes, lines)| {
        let contact = contact::ALL.iter().position(|c| contact::email(c) == *mail)?;
        let lines = lines.iter().filter_map(|(sku, n)| Some((place(products, sku)?, *n))).collect();
        Some(Cart { contact, at: now - minutes * MINUTE, lines })
    });
    carts.collect()
}

fn place(products: &[Product], sku: &str) -> Option<usize> {
    products.iter().position(|p| p.sku == sku)
}

/// Days ago and how busy each was: nothing at weekends, less in August and at the turn of the year.
fn working_days(now: i64) -> Vec<(i64, i64)> {
    const MONTHS: [i64; 12] = [9, 10, 12, 10, 11, 11, 8, 6, 12, 13, 12, 7];
    let busy = |day: i64| {
        let then = domain::time::Micros(now - day * DAY);
        // 1 January 1970 was a Thursday.
        let weekday = (then.as_seconds().div_euclid(86_400) + 4).rem_euclid(7);
        let (_, month, _) = then.date();
        let usual = MONTHS[usize::try_from(month - 1).unwrap_or(0).min(11)];
        match (weekday, day) {
            (0 | 6, _) => 0,
            // The demo is about what is going on, so the last weeks are the busiest.
            (_, ..=16) => usual * 3,
            _ => usual,
        }
    };
    (1..=362).rev().map(|day| (day, busy(day))).collect()
}

/// The day of order `k` when orders are dealt out evenly over the busyness.
fn spread(days: &[(i64, i64)], k: u64) -> i64 {
    let all: i64 = days.iter().map(|(_, busy)| busy).sum();
    let mut rest = all * (2 * i64::try_from(k).unwrap_or(0) + 1) / (2 * i64::try_from(OTHERS).unwrap_or(1));
    for (day, busy) in days {
        rest -= busy;
        if rest < 0 {
            return *day;
        }
    }
    days.last().map_or(1, |(day, _)| *day)
}

/// Who orders: companies by weight, then one of their people who may sign in; Oleg's orders are his own story.
fn buyer(k: u64) -> (usize, usize) {
    let all: i64 = organization::ALL.iter().map(|o| o.weight).sum();
    let mut rest = between("order", k, "company", 0, all - 1);
    let company = organization::ALL.iter().position(|o| {
        rest -= o.weight;
        rest < 0
    });
    let company = company.unwrap_or(0);
    // The company on hold has not ordered for a while.
    let company =
        if organization::ALL[company].status == CompanyStatus::OnHold && k > OTHERS * 3 / 4 { 2 } else { company };
    let people: Vec<(usize, usize)> = contact::ALL
        .iter()
        .enumerate()
        .skip(1)
        .filter(|(_, c)| c.organization == company)
        .flat_map(|(place, c)| active(c).map(move |account| (place, account)))
        .collect();
    pick("order", k, "person", &people)
}

fn active(contact: &Contact) -> impl Iterator<Item = usize> + use<> {
    let accounts = contact.accounts;
    (0..accounts.len()).filter(move |n| accounts[*n].1 == account::Status::Active)
}

fn order(k: u64, now: i64, day: i64, person: usize, account: usize, products: &[Product]) -> Order {
    let dice = |field, least, most| between("order", k, field, least, most);
    let midnight = (now - day * DAY).div_euclid(DAY) * DAY;
    // Between half past six and half past three UTC: office hours from Lisbon to Kyiv.
    let at = (midnight + dice("minute", 390, 930) * MINUTE + dice("second", 0, 59) * 1_000_000).min(now - 30 * MINUTE);
    let company = &organization::ALL[contact::ALL[person].organization];
    let po_number = match company.po_number {
        PoRule::Required => format!("45{:08}", 17_203 + k * 37),
        PoRule::Optional if chance("order", k, "po", 60) => format!("PO-{}", 3_108 + k * 7),
        PoRule::Optional | PoRule::Off => String::new(),
    };
    let notes = [
        "Please deliver before noon.",
        "Leave with the gatehouse.",
        "Part delivery is fine.",
        "Call before delivery, the dock is narrow.",
    ];
    let most = i64::try_from(company.addresses.len()).unwrap_or(1) - 1;
    Order {
        at,
        contact: person,
        account,
        agent: None,
        status: if chance("order", k, "cancelled", 6) { Status::Cancelled } else { Status::Delivered },
        po_number,
        note: if chance("order", k, "note", 18) { pick("order", k, "words", &notes) } else { "" },
        shipping: pick("order", k, "shipping", &SHIPPING),
        address: usize::try_from(dice("address", 0, most).min(dice("again", 0, most))).unwrap_or(0),
        lines: lines(k, at, now, products),
    }
}

/// One to twelve different products that were in the range at the time.
fn lines(k: u64, at: i64, now: i64, products: &[Product]) -> Vec<(usize, i64)> {
    let wanted = pick("order", k, "lines", &[1_usize, 1, 2, 2, 2, 3, 3, 3, 4, 4, 5, 5, 6, 7, 9, 12]);
    let known: Vec<usize> = (0..products.len()).filter(|p| imported_at(products[*p].created_at, now) < at).collect();
    let mut lines: Vec<(usize, i64)> = Vec::with_capacity(wanted);
    let mut throw = 0_u64;
    while lines.len() < wanted && throw < 100 {
        let p = pick("line", k * 1_000 + throw, "product", &known);
        throw += 1;
        if lines.iter().any(|(q, _)| *q == p) {
            continue;
        }
        let product = &products[p];
        let dice = |most| between("line", k * 1_000 + throw, "quantity", 1, most);
        let steps = match product.gbp {
            ..5_000 => [1, 2, 4, 4, 8, 10, 20][usize::try_from(dice(7) - 1).unwrap_or(0)],
            5_000..50_000 => [1, 2, 5, 10, 20][usize::try_from(dice(5) - 1).unwrap_or(0)],
            50_000..500_000 => dice(8),
            _ => dice(2),
        };
        lines.push((p, steps * product.increment));
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::HashSet;

    const NOW: i64 = 1_780_000_000_000_000;

    #[test]
    fn a_year_of_orders_in_every_state_on_working_days() {
        for now in [NOW, NOW + 91 * DAY, NOW + 200 * DAY, NOW + 303 * DAY] {
            let products = crate::product::all(now);
            let orders = all(now, &products);
            assert!((105..=120).contains(&orders.len()), "{}", orders.len());
            assert!(orders.windows(2).all(|o| o[0].at <= o[1].at));
            let states: HashSet<Status> = orders.iter().map(|o| o.status).collect();
            assert_eq!(states.len(), 5, "{states:?}");
            for o in &orders {
                assert!(o.at > now - 366 * DAY && o.at < now, "{o:?}");
                assert!((1..=12).contains(&o.lines.len()), "{o:?}");
                let unique: HashSet<usize> = o.lines.iter().map(|(p, _)| *p).collect();
                assert_eq!(unique.len(), o.lines.len());
                for (p, quantity) in &o.lines {
                    assert!(quantity % products[*p].increment == 0 && *quantity > 0, "{}", products[*p].sku);
                    assert!(imported_at(products[*p].created_at, now) < o.at, "{} before it existed", products[*p].sku);
                }
                let company = &organization::ALL[contact::ALL[o.contact].organization];
                assert!(company.po_number != PoRule::Required || !o.po_number.is_empty());
                assert_eq!(contact::ALL[o.contact].accounts[o.account].1, account::Status::Active);
                assert!(o.address < company.addresses.len());
            }
        }
    }

    #[test]
    fn five_are_olegs_and_two_of_these_were_placed_by_ana() {
        let products = crate::product::all(NOW);
        let orders = all(NOW, &products);
        let olegs: Vec<&Order> = orders.iter().filter(|o| o.contact == 0).collect();
        assert_eq!(olegs.len(), 5);
        let by_ana: Vec<usize> =
            olegs.iter().filter(|o| o.agent == Some("ana@kilnworth.example")).map(|o| o.lines.len()).collect();
        assert_eq!(by_ana, [3, 4]);
        assert!((6..=14).contains(&orders.iter().filter(|o| o.agent.is_some()).count()));
    }

    #[test]
    fn four_carts_are_open_and_can_be_ordered() {
        let products = crate::product::all(NOW);
        let carts = carts(NOW, &products);
        assert_eq!(carts.iter().map(|c| c.lines.len()).collect::<Vec<_>>(), [3, 2, 4, 1]);
        assert_eq!(carts[0].contact, 0);
        for (p, quantity) in carts.iter().flat_map(|c| &c.lines) {
            assert_eq!(quantity % products[*p].increment, 0, "{}", products[*p].sku);
        }
    }
}
