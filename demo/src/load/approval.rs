//! A company that lately approves its larger orders: its rule, and orders that wait or were decided.

use super::{Demo, MINUTE, Step, people};
use crate::contact;
use domain::cart::db as cart;
use domain::cx::{Cx, Principal};
use domain::error::{Error, Result};
use domain::order::approval::decide as decisions;
use domain::order::db::{price_up, terms};
use domain::order::place::place;
use domain::order::{Checkout, Shipping};
use domain::{address, on, organization, sql};

/// Who says it, and from which total on.
const RULE: (&str, &str) = ("therese.lacombe@brightkiln.example", "500");
/// Who only looks since then.
const VIEWER: &str = "sakura.horiuchi@brightkiln.example";
/// Minutes since it was said.
const SAID: i64 = 6_200;

/// An order above it: whose, minutes since, article and quantity, and what became of it after how many minutes and why.
struct Submitted {
    who: &'static str,
    minutes: i64,
    line: (&'static str, i64),
    decided: Option<(i64, &'static str)>,
}

const SUBMITTED: [Submitted; 4] = [
    Submitted {
        who: "olga.kovalenko@brightkiln.example",
        minutes: 4_500,
        line: ("EM-32", 32),
        decided: Some((190, "")),
    },
    Submitted {
        who: "karel.vandewiele@brightkiln.example",
        minutes: 2_950,
        line: ("BB-6205-2RS", 200),
        decided: Some((75, "Gent still has four boxes of these. Please use them up first.")),
    },
    Submitted { who: "benoit.carlier@brightkiln.example", minutes: 1_480, line: ("EM-32", 32), decided: None },
    Submitted { who: "karel.vandewiele@brightkiln.example", minutes: 130, line: ("BB-6204-2RS", 240), decided: None },
];

/// When it all happened.
pub(super) fn steps(now: i64) -> Vec<(i64, Step)> {
    let mut steps = vec![(now - SAID * MINUTE, Step::Rule)];
    for (index, order) in SUBMITTED.iter().enumerate() {
        let at = now - order.minutes * MINUTE;
        steps.push((at, Step::Submit(index)));
        steps.extend(order.decided.map(|(later, _)| (at + later * MINUTE, Step::Decide(index))));
    }
    steps
}

/// Somebody who signs in, and is at it a few minutes later.
async fn signed_in(demo: &Demo, at: i64, mail: &str) -> Result<Cx> {
    let person = place_of(mail)?;
    let session = people::sign_in(demo, at - 4 * MINUTE, person, 0).await?;
    Ok(demo.system(at).with_principal(Principal::Customer(demo.customer(person, 0), session)))
}

/// The administrator says from which total on orders need approval, and who does not order any more.
pub(super) async fn rule(demo: &Demo, at: i64) -> Result<()> {
    let cx = signed_in(demo, at, RULE.0).await?;
    organization::rule::approval(&cx, RULE.1).await?;
    organization::member::change(&cx, demo.people[place_of(VIEWER)?].1[0], "viewer").await
}

/// The place of somebody among the contacts.
fn place_of(mail: &str) -> Result<usize> {
    let place = contact::ALL.iter().position(|c| contact::email(c) == mail);
    place.ok_or_else(|| Error::Internal(format!("demo: nobody is {mail}")))
}

/// The buyer fills the cart and orders.
pub(super) async fn submit(demo: &Demo, at: i64, index: usize) -> Result<()> {
    let Submitted { who, line: (sku, quantity), .. } = SUBMITTED[index];
    let cx = signed_in(demo, at, who).await?;
    let product = demo.range.iter().find(|p| p.sku == sku);
    let product = product.ok_or_else(|| Error::Internal(format!("demo: no {sku}")))?;
    cart::add(&cx, &product.slug, &quantity.to_string()).await?;
    let (cart, terms, addresses) = (cart::load(&cx).await?, terms(&cx).await?, address::own(&cx).await?);
    let address = addresses.first().ok_or(Error::NotFound)?;
    let (totals, _) = price_up(&cart, Shipping::Standard, &address.country, &terms)?;
    let checkout = Checkout {
        address: address.id,
        shipping: Shipping::Standard,
        po_number: String::new(),
        note: String::new(),
        booking: Default::default(),
        discount: None,
        shown_total: totals.total.minor,
        key: key(index),
    };
    place(&cx, &checkout).await.map(|_| ())
}

fn key(index: usize) -> String {
    format!("submitted-{index}")
}

/// The administrator says yes or no.
pub(super) async fn decide(demo: &Demo, at: i64, index: usize) -> Result<()> {
    let cx = signed_in(demo, at, RULE.0).await?;
    let number: String = on!(&demo.env.db, c => sqlx::query_scalar(sql!("
        select number from orders where idempotency_key = $1
    ")).bind(key(index)).fetch_one(c).await?);
    match SUBMITTED[index].decided {
        Some((_, "")) => decisions::approve(&cx, &number).await,
        Some((_, why)) => decisions::reject(&cx, &number, why).await,
        None => Ok(()),
    }
}
