//! Orders that support placed on behalf of a customer: a whole session each, through the functions of the shop itself.

use super::{Demo, MINUTE, people};
use crate::{contact, dice, organization, staff};
use domain::audit::{Event, SessionKind};
use domain::behalf::consent::{Basis, Consent};
use domain::behalf::{PRESETS, Request, db as sessions, ending};
use domain::credential::Token;
use domain::cx::{Behalf, Customer, Mode, Principal, Staff};
use domain::error::{Error, Result};
use domain::id::{BehalfId, OrderId};
use domain::order::discount::Discount;
use domain::order::{self, Checkout, db as orders};
use domain::policy::{Action, Grants};
use domain::time::Micros;
use domain::{cart, on, on_tx, session, sql};

/// Signs the agent in, opens the session, fills the cart, places the order, and ends everything again.
pub(super) async fn place(demo: &mut Demo, index: usize) -> Result<()> {
    let order = demo.orders[index].clone();
    let at = |minutes: i64| order.at + minutes * MINUTE;
    let agent = agent(demo, order.agent.unwrap_or_default())?;
    let customer = demo.customer(order.contact, order.account);
    let portal = people::session(demo, at(-12), people::Who::Staff(agent.id)).await?;
    let staff = Principal::Staff(agent.clone(), portal);

    let dice = |field| dice::between("behalf", u64::try_from(index).unwrap_or(0), field, 0, 899);
    let preset = usize::try_from(dice("reason")).unwrap_or(0) % 3;
    let ticket = format!("SUP-{}", 1_100 + dice("ticket") * 2);
    let request = Request {
        reason: PRESETS[preset].to_owned(),
        ticket,
        mode: Mode::Full,
        minutes: 30,
        back: String::new(),
        to: String::new(),
        second: false,
    };
    let cx = demo.system(at(-10)).with_principal(staff.clone());
    let slug = sessions::request(&cx, customer.account, &request).await?;
    let behalf =
        start(demo, at(-9), &agent, &customer, contact::ALL[order.contact].organization, slug, request).await?;
    let acting = Principal::Behalf(agent, customer, Box::new(behalf));

    for (minute, (product, quantity)) in (-8..).zip(&order.lines) {
        let cx = demo.system(at(minute)).with_principal(acting.clone());
        cart::db::add(&cx, &demo.range[*product].slug, &quantity.to_string()).await?;
    }
    let number = check_out(demo, index, acting.clone()).await?;
    ending::end(&demo.system(at(1)).with_principal(acting), "").await?;
    session::sign_out(&demo.system(at(5)).with_principal(staff)).await?;
    let id: OrderId = on!(&demo.env.db, c => sqlx::query_scalar(sql!("
        select id from orders where number = $1
    ")).bind(&number).fetch_one(c).await?);
    demo.placed[index] = Some(id);
    Ok(())
}

fn agent(demo: &Demo, email: &str) -> Result<Staff> {
    let found = staff::ALL.iter().zip(&demo.staff).find(|(m, _)| m.email == email);
    match found {
        Some((member, id)) => Ok(Staff {
            id: *id,
            name: member.name.to_owned(),
            email: member.email.to_owned(),
            role: member.role,
            grants: Box::new(Grants::of(member.role)),
            must_enrol: false,
        }),
        None => Err(Error::Internal(format!("demo: nobody is {email}"))),
    }
}

/// What proving the password does; the loader knows it fits.
async fn start(
    demo: &Demo,
    at: i64,
    agent: &Staff,
    customer: &Customer,
    company: usize,
    slug: String,
    request: Request,
) -> Result<Behalf> {
    let mut tx = demo.system(at).begin(Action::RunJob).await?;
    // Where the company wants to be asked, the customer said yes.
    let how = if organization::ALL[company].consent() == Consent::Ask { Basis::Approved } else { Basis::Allowed };
    let (event, expires_at) = (tx.event().to_owned(), Micros(at).plus(Micros::minutes(request.minutes)));
    let id: BehalfId = on_tx!(tx, c => sqlx::query_scalar(sql!("
        update behalf
        set state = 'active', token_hash = $2, started_at = $3, expires_at = $4, last_event = $5, verified_at = $3,
            consent = $6
        where slug = $1 and state = 'requested'
        returning id
    ")).bind(&slug).bind(Token::fresh()?.hash()).bind(at).bind(expires_at).bind(&event)
        .bind(how).fetch_one(c).await?);
    session::first_seen(&mut tx, id.0).await?;
    let started = Event::new("on_behalf.started")
        .by("staff", agent.id)
        .for_customer(customer.account, customer.contact, customer.organization)
        .in_session(SessionKind::OnBehalf, id)
        .target("behalf", id)
        .target("contact", customer.contact)
        .detail("mode", request.mode)
        .detail("consent", how)
        .personal("reason", &request.reason);
    tx.commit(started).await?;
    Ok(Behalf {
        prepared: None,
        id,
        slug,
        mode: request.mode,
        reason: request.reason,
        ticket: request.ticket,
        amr: "pwd".to_owned(),
        proved_at: Micros(at),
        started_at: Micros(at),
        expires_at,
        others: Vec::new(),
    })
}

/// The checkout page and its button; gives the number of the order.
async fn check_out(demo: &Demo, index: usize, acting: Principal) -> Result<String> {
    let order = &demo.orders[index];
    let company = contact::ALL[order.contact].organization;
    let cx = demo.system(order.at).with_principal(acting);
    let shipping = order.shipping;
    let country = organization::ALL[company].addresses[order.address][5];
    let cart = cart::db::load(&cx).await?;
    let discount = dice::chance("behalf", u64::try_from(index).unwrap_or(0), "discount", 25)
        .then(|| Discount { rate: 300, reason: "Agreed on the phone after the late delivery".to_owned() });
    let rate = discount.as_ref().map_or(0, |d| d.rate);
    let (totals, _) = orders::price_cart_discounted(&cart, rate, shipping, country, &orders::terms(&cx).await?)?;
    let checkout = Checkout {
        address: demo.companies[company].1[order.address],
        shipping,
        po_number: order.po_number.clone(),
        note: order.note.to_owned(),
        booking: Default::default(),
        discount,
        shown_total: totals.total.minor,
        key: format!("demo-{index}"),
    };
    order::place::place(&cx, &checkout).await
}
