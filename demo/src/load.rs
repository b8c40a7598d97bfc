//! Loading the demo through the one write door, in the order in which it would have happened.
//!
//! Each step is a transaction of its own with the time of the step, so that the log reads like two years of business:
//! the catalogue arrives in batches, companies are taken on, orders come in. What support does on behalf runs through
//! the same functions as in the shop.

mod approval;
mod behalf;
mod catalog;
#[cfg(test)]
mod check;
mod order;
mod people;

use super::{category, contact, order as orders, organization, price, product, staff};
use domain::account;
use domain::cx::{Customer, Cx, Principal};
use domain::env::Env;
use domain::error::{Error, Result};
use domain::id::{
    AccountId, AddressId, CategoryId, ContactId, OrderId, OrganizationId, PriceListId, ProductId, StaffId, StoreId,
};
use domain::order::Status;
use domain::time::Micros;
use domain::{cart, on, outbox, own_item, session, sql};
use std::sync::Arc;

const DAY: i64 = 86_400_000_000;
const MINUTE: i64 = 60_000_000;
/// Days since the log was opened.
const OPENED: i64 = 730;
/// Own numbers of Oleg's company: article number, own number.
const OWN_ITEMS: [(&str, &str); 3] =
    [("HB-M8-40-ZN", "N-10408"), ("BB-6204-2RS", "N-20047"), ("CA-H07RN-3G15", "CABLE 3G1.5")];

/// What was loaded.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Summary {
    /// Categories of all three levels.
    pub categories: usize,
    /// Products.
    pub products: usize,
    /// Companies.
    pub organizations: usize,
    /// People.
    pub contacts: usize,
    /// Their logins.
    pub accounts: usize,
    /// Orders.
    pub orders: usize,
}

/// The data with the ids it gets, made before anything is written so that rows can refer to each other.
struct Demo {
    env: Arc<Env>,
    now: i64,
    stores: Vec<StoreId>,
    staff: Vec<StaffId>,
    lists: Vec<PriceListId>,
    tree: Vec<(CategoryId, category::Category)>,
    range: Vec<product::Product>,
    products: Vec<ProductId>,
    companies: Vec<(OrganizationId, Vec<AddressId>)>,
    people: Vec<(ContactId, Vec<AccountId>)>,
    orders: Vec<orders::Order>,
    placed: Vec<Option<OrderId>>,
    /// Hashes of the known passwords, by login.
    hashes: Vec<(&'static str, String)>,
}

/// A transaction or a few that belong together.
#[derive(Clone, Copy, Debug)]
enum Step {
    Open,
    Tree,
    Batch(i64),
    Company(usize),
    Person(usize),
    SignIn(usize, usize),
    Order(usize),
    Advance(usize, Status),
    Cart(usize),
    /// A company says from which total on it approves.
    Rule,
    Submit(usize),
    Decide(usize),
    /// A company has its own numbers for some products.
    OwnItems,
}

/// Loads the demo as it stands at `now` into an empty database.
///
/// # Errors
/// [`Error::Start`] when there is data already; whatever the database says otherwise.
pub async fn load(env: &Arc<Env>, now: Micros) -> Result<Summary> {
    let events: i64 =
        on!(&env.db, c => sqlx::query_scalar(sql!("select count(*) from audit_event")).fetch_one(c).await?);
    if events > 0 {
        return Err(Error::Start("the demo is loaded into an empty database only".to_owned()));
    }
    let mut demo = Demo::new(env.clone(), now.0).await?;
    let carts = orders::carts(now.0, &demo.range);
    for (at, step) in demo.steps(&carts) {
        demo.run(at, step, &carts).await?;
    }
    outbox::mark_all_delivered(env).await?;
    domain::bought::make_all(&env.db).await?;
    Ok(Summary {
        categories: demo.tree.len(),
        products: demo.products.len(),
        organizations: demo.companies.len(),
        contacts: demo.people.len(),
        accounts: demo.people.iter().map(|(_, accounts)| accounts.len()).sum(),
        orders: demo.orders.len(),
    })
}

impl Demo {
    async fn new(env: Arc<Env>, now: i64) -> Result<Demo> {
        let range = product::all(now);
        let orders = orders::all(now, &range);
        let companies = organization::ALL.iter();
        let people = contact::ALL.iter();
        Ok(Demo {
            hashes: people::hashes(&env).await?,
            now,
            stores: super::STORES.iter().map(|_| StoreId::fresh()).collect(),
            staff: staff::ALL.iter().map(|_| StaffId::fresh()).collect(),
            lists: price::LISTS.iter().map(|_| PriceListId::fresh()).collect(),
            tree: category::all().into_iter().map(|c| (CategoryId::fresh(), c)).collect(),
            products: range.iter().map(|_| ProductId::fresh()).collect(),
            companies: companies
                .map(|o| (OrganizationId::fresh(), o.addresses.iter().map(|_| AddressId::fresh()).collect()))
                .collect(),
            people: people
                .map(|c| (ContactId::fresh(), c.accounts.iter().map(|_| AccountId::fresh()).collect()))
                .collect(),
            placed: vec![None; orders.len()],
            orders,
            range,
            env,
        })
    }

    /// Everything that happened, in time order.
    fn steps(&self, carts: &[orders::Cart]) -> Vec<(i64, Step)> {
        let opened = self.now - OPENED * DAY;
        let mut steps = vec![(opened, Step::Open), (opened + MINUTE, Step::Tree)];
        let mut batches: Vec<i64> = self.range.iter().map(|p| product::imported_at(p.created_at, self.now)).collect();
        batches.sort_unstable();
        batches.dedup();
        steps.extend(batches.into_iter().map(|at| (at, Step::Batch(at))));
        let joined = |company: usize| self.now - (700 - i64::try_from(company).unwrap_or(0) * 18) * DAY;
        steps.extend((0..self.companies.len()).map(|company| (joined(company), Step::Company(company))));
        for (index, person) in contact::ALL.iter().enumerate() {
            if people::came_later(person) {
                let days = super::dice::between("contact", u64::try_from(index).unwrap_or(0), "age", 4, 340);
                steps.push((self.now - days * DAY, Step::Person(index)));
            }
            steps.extend(self.sign_in(index, person, carts));
        }
        for (index, order) in self.orders.iter().enumerate() {
            steps.push((order.at, Step::Order(index)));
            steps.extend(self.progress(index, order));
        }
        steps.extend(carts.iter().enumerate().map(|(index, cart)| (cart.at, Step::Cart(index))));
        steps.extend(approval::steps(self.now));
        steps.push((self.now - 3 * DAY, Step::OwnItems));
        steps.sort_by_key(|(at, _)| *at);
        steps
    }

    /// The last time each account signed in: shortly before its last order or its cart, or some day.
    fn sign_in(&self, index: usize, person: &contact::Contact, carts: &[orders::Cart]) -> Vec<(i64, Step)> {
        let mut out = Vec::new();
        for (account, (_, status)) in person.accounts.iter().enumerate() {
            if !matches!(*status, account::Status::Active | account::Status::Locked)
                || (account == 0 && carts.iter().any(|c| c.contact == index))
            {
                continue;
            }
            let own = |o: &&orders::Order| o.contact == index && o.account == account && o.agent.is_none();
            let seed = u64::try_from(index * 2 + account).unwrap_or(0);
            let some_day = self.now - super::dice::between("account", seed, "seen", 1_500, 90_000) * MINUTE;
            let at = self.orders.iter().rev().find(own).map_or(some_day, |o| o.at - 4 * MINUTE);
            out.push((at, Step::SignIn(index, account)));
        }
        out
    }

    /// The states an order went through, each in its time and none in the future.
    fn progress(&self, index: usize, order: &orders::Order) -> Vec<(i64, Step)> {
        let way: &[(Status, i64)] = match order.status {
            Status::Confirmed => &[(Status::Confirmed, 150)],
            Status::Shipped => &[(Status::Confirmed, 150), (Status::Shipped, 1_700)],
            Status::Delivered => &[(Status::Confirmed, 150), (Status::Shipped, 1_700), (Status::Delivered, 4_500)],
            Status::Cancelled => &[(Status::Cancelled, 900)],
            Status::Placed | Status::AwaitingApproval | Status::Rejected | Status::Withdrawn => &[],
        };
        let latest = self.now - 20 * MINUTE;
        way.iter().map(|(to, minutes)| ((order.at + minutes * MINUTE).min(latest), Step::Advance(index, *to))).collect()
    }

    async fn run(&mut self, at: i64, step: Step, carts: &[orders::Cart]) -> Result<()> {
        match step {
            Step::Open => people::open(self, at).await,
            Step::Tree => catalog::tree(self, at).await,
            Step::Batch(batch) => catalog::batch(self, at, batch).await,
            Step::Company(company) => people::company(self, at, company).await,
            Step::Person(person) => people::person(self, at, person).await,
            Step::SignIn(person, account) => people::sign_in(self, at, person, account).await.map(|_| ()),
            Step::Order(index) if self.orders[index].agent.is_some() => behalf::place(self, index).await,
            Step::Order(index) => order::place(self, at, index).await,
            Step::Advance(index, to) => order::advance(self, at, index, to).await,
            Step::Cart(index) => self.fill(at, &carts[index]).await,
            Step::Rule => approval::rule(self, at).await,
            Step::Submit(index) => approval::submit(self, at, index).await,
            Step::Decide(index) => approval::decide(self, at, index).await,
            Step::OwnItems => self.own_items(at).await,
        }
    }

    /// Puts the lines of an open cart in, by its owner.
    async fn fill(&self, at: i64, open: &orders::Cart) -> Result<()> {
        let session = people::sign_in(self, at - 6 * MINUTE, open.contact, 0).await?;
        let principal = Principal::Customer(self.customer(open.contact, 0), session);
        for (minute, (product, quantity)) in (-5..).zip(&open.lines) {
            let cx = self.system(at + minute * MINUTE).with_principal(principal.clone());
            cart::db::add(&cx, &self.range[*product].slug, &quantity.to_string()).await?;
        }
        session::sign_out(&self.system(at + MINUTE).with_principal(principal)).await
    }

    /// Oleg's company calls some products by numbers of its own.
    async fn own_items(&self, at: i64) -> Result<()> {
        let numbers: Vec<(ProductId, &str)> = OWN_ITEMS
            .iter()
            .filter_map(|(sku, number)| Some((self.products[self.range.iter().position(|p| p.sku == *sku)?], *number)))
            .collect();
        let oleg = contact::ALL.iter().find(|contact| contact.latin_name() == "Oleg Koval");
        let company = oleg.map_or(0, |contact| contact.organization);
        own_item::add(&self.system(at), self.companies[company].0, &numbers).await
    }

    /// The loader's own context at `at`.
    fn system(&self, at: i64) -> Cx {
        Cx::system(self.env.clone(), Micros(at), "demo")
    }

    /// A buyer as a session would know them.
    fn customer(&self, person: usize, account: usize) -> Customer {
        let contact = &contact::ALL[person];
        let company = &organization::ALL[contact.organization];
        let store = self.store_of(person, account);
        Customer {
            account: self.people[person].1[account],
            contact: self.people[person].0,
            organization: self.companies[contact.organization].0,
            role: contact::role(person),
            store: self.stores[store],
            currency: super::STORES[store].currency,
            name: contact.name.to_owned(),
            email: contact::account_email(contact, account),
            organization_name: company.name.to_owned(),
            store_name: super::STORES[store].name.to_owned(),
            store_code: super::STORES[store].code.to_owned(),
            language: contact.language.to_owned(),
            cart_lines: 0,
            approvals: 0,
            support: 0,
        }
    }

    /// Place of an account's store.
    fn store_of(&self, person: usize, account: usize) -> usize {
        let code = contact::ALL[person].accounts.get(account).map_or("", |(store, _)| store);
        super::STORES.iter().position(|s| s.code == code).unwrap_or(0)
    }
}
