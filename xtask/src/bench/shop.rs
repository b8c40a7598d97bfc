//! What customers and agents do, as the pages offer it: the forms are read from the HTML, as a browser would.

use std::path::Path;
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};

use super::http::{Answer, Client};
use crate::cmd;
use crate::fail::{Fail, Outcome};

/// Stock in these many lots is left for customers with an open cart.
const RESERVE: u64 = 5;
/// The most on-behalf sessions one agent may have open.
pub const SESSIONS: usize = 5;
/// The most orders that the demo's agents may place in one session.
const ORDERS: usize = 10;

/// A demo login.
#[derive(Clone, Debug)]
pub struct Login {
    role: String,
    login: String,
    password: String,
}

/// The demo logins that the program prints.
pub fn logins(binary: &Path) -> Outcome<Vec<Login>> {
    let text = cmd::output(cmd::clean(binary).args(["demo", "--logins"]), "The demo logins could not be printed.")?;
    let value =
        |line: &str, name: &str| -> Option<String> { Some(between(line, &format!("\"{name}\":\""), "\"")?.to_owned()) };
    let read = |line| {
        Some(Login { role: value(line, "role")?, login: value(line, "login")?, password: value(line, "password")? })
    };
    Ok(text.lines().filter_map(read).collect())
}

/// Somebody with a cart: a customer, or an agent who acts for one.
#[derive(Clone, Debug)]
pub struct Buyer {
    /// The login of the person.
    pub login: String,
    /// What stands before every address: nothing, or `/as/{slug}`.
    pub base: String,
    /// The session.
    pub cookie: String,
}

impl Buyer {
    /// Somebody who is not signed in.
    pub fn visitor() -> Buyer {
        Buyer { login: String::new(), base: String::new(), cookie: String::new() }
    }
}

/// Signs in everybody who buys for themselves.
pub fn buyers(client: &mut Client, logins: &[Login]) -> Outcome<Vec<Buyer>> {
    let mut found = Vec::new();
    for login in logins.iter().filter(|login| login.role == "buyer") {
        let cookie = sign_in(client, "/sign-in", "__Host-shop=", login).map_err(Fail::new)?;
        found.push(Buyer { login: login.login.clone(), base: String::new(), cookie });
    }
    Ok(found)
}

/// An agent at work for as many customers as one agent may act for at once. A session whose orders are used up is ended,
/// and another one for the same customer takes its place.
pub struct Agent {
    login: Login,
    portal: String,
    sessions: Vec<Mutex<Session>>,
}

/// A session on behalf of somebody.
struct Session {
    buyer: Buyer,
    orders: usize,
}

impl Agent {
    /// Signs in and begins a session for each of the first `customers`.
    pub fn begin(client: &mut Client, logins: &[Login], customers: &[Buyer]) -> Result<Agent, String> {
        let login = logins.iter().find(|login| login.role == "agent").ok_or("the demo has no agent")?.clone();
        let portal = sign_in(client, "/portal/sign-in", "__Host-portal=", &login)?;
        let mut agent = Agent { login, portal, sessions: Vec::new() };
        for customer in customers.iter().take(SESSIONS) {
            let buyer = agent.act(client, &customer.login)?;
            agent.sessions.push(Mutex::new(Session { buyer, orders: 0 }));
        }
        Ok(agent)
    }

    /// How many sessions there are.
    pub fn count(&self) -> usize {
        self.sessions.len()
    }

    /// Who buys in the session of client `number`.
    pub fn buyer(&self, number: usize) -> Result<Buyer, String> {
        let session = self.sessions[number % self.sessions.len()].lock().map_err(|_| "a client failed")?;
        Ok(session.buyer.clone())
    }

    /// Makes sure that the session of client `number` has an order left.
    pub fn ready(&self, client: &mut Client, number: usize) -> Result<(), String> {
        let mut session = self.sessions[number % self.sessions.len()].lock().map_err(|_| "a client failed")?;
        if session.orders >= ORDERS {
            let path = format!("{}/end", session.buyer.base);
            expect(client.post(&path, &session.buyer.cookie, &[])?, 303, &path)?;
            session.buyer = self.act(client, &session.buyer.login)?;
            session.orders = 0;
        }
        session.orders += 1;
        Ok(())
    }

    /// Signs out, which ends the sessions.
    pub fn end(self, client: &mut Client) -> Result<(), String> {
        expect(client.post("/portal/sign-out", &self.portal, &[])?, 303, "/portal/sign-out").map(drop)
    }

    /// Begins a session on behalf of the customer with this login.
    fn act(&self, client: &mut Client, customer: &str) -> Result<Buyer, String> {
        let list = client.get(&format!("/portal/contacts?q={customer}"), &self.portal)?;
        let contact = between(&list.body, "href=\"/portal/contacts/", "\"").ok_or("the contact was not found")?;
        let page = client.get(&format!("/portal/contacts/{contact}"), &self.portal)?;
        let form = form(&page.body, "/on-behalf\"").ok_or("the contact has no form for acting on behalf")?;
        let action = between(form, "action=\"", "\"").ok_or("a form without an address")?.to_owned();
        let mut fields = hidden(form);
        fields.extend([("preset", "Help with an order"), ("mode", "full"), ("minutes", "30")]);
        let asked = expect(client.post(&action, &self.portal, &fields)?, 303, &action)?;
        let base = asked.location.strip_suffix("/verify").ok_or("a request that leads nowhere")?.to_owned();
        let name = format!("__Host-as-{}=", base.trim_start_matches("/as/"));
        let cookie = sign_in_with(client, &asked.location, &self.portal, &name, &self.login)?;
        Ok(Buyer { login: customer.to_owned(), base, cookie })
    }
}

fn sign_in(client: &mut Client, path: &str, cookie: &str, login: &Login) -> Result<String, String> {
    sign_in_with(client, path, "", cookie, login)
}

/// The same in a browser that has this cookie already.
fn sign_in_with(client: &mut Client, path: &str, known: &str, cookie: &str, login: &Login) -> Result<String, String> {
    let answer = client.post(path, known, &[("login", &login.login), ("password", &login.password)])?;
    let answer = expect(answer, 303, path)?;
    answer.cookies.into_iter().find(|set| set.starts_with(cookie)).ok_or(format!("{path} set no {cookie}"))
}

/// A product that every buyer can order.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Product {
    /// Its address.
    pub slug: String,
    /// The smallest quantity.
    pub increment: u64,
    /// How often that is in stock.
    lots: u64,
}

/// What is in stock, and what of it is not yet taken.
pub struct Shelf {
    products: Mutex<Vec<Product>>,
    next: AtomicUsize,
}

impl Shelf {
    /// Reads from the search which products all of `buyers` can order.
    pub fn read(client: &mut Client, buyers: &[Buyer]) -> Outcome<Self> {
        let mut common: Option<Vec<Product>> = None;
        for buyer in buyers {
            let mut own = Vec::new();
            for page in 1..1_000 {
                let path = format!("/search?q=&page={page}");
                let answer = client.get(&path, &buyer.cookie).and_then(|answer| expect(answer, 200, &path));
                let body = answer.map_err(Fail::new)?.body;
                own.extend(products(&body));
                if !body.contains(&format!("page={}\"", page + 1)) {
                    break;
                }
            }
            common = Some(match common.take() {
                None => own,
                Some(common) => common.into_iter().filter(|p| own.iter().any(|o| o.slug == p.slug)).collect(),
            });
        }
        let mut products = common.unwrap_or_default();
        products.sort_by_key(|product| std::cmp::Reverse(product.lots));
        if products.is_empty() {
            return Err(Fail::new("The shop offers nothing that can be ordered: is this the demo?"));
        }
        Ok(Self { products: Mutex::new(products), next: AtomicUsize::new(0) })
    }

    /// The products, those with the most stock first.
    pub fn products(&self) -> Vec<Product> {
        self.products.lock().map(|products| products.clone()).unwrap_or_default()
    }

    /// Takes one lot of a product, of another one each time.
    fn take(&self) -> Result<Product, String> {
        let mut products = self.products.lock().map_err(|_| "a client failed")?;
        let count = products.len();
        for _ in 0..count {
            let place = self.next.fetch_add(1, Ordering::Relaxed) % count;
            if let Some(product) = products.get_mut(place).filter(|product| product.lots > RESERVE) {
                product.lots -= 1;
                return Ok(product.clone());
            }
        }
        Err("the stock is used up".to_owned())
    }
}

/// The products of a page with a form, in stock.
fn products(html: &str) -> Vec<Product> {
    let read = |card: &str| {
        let slug = between(card, "href=\"/p/", "\"")?.to_owned();
        let stock = between(card, "class=\"status\"", "</span>").or(between(card, "data-tone=", "</span>"))?;
        let digits: String = stock.rsplit('>').next()?.chars().filter(char::is_ascii_digit).collect();
        let input = tags(form(card, "/p/")?, "<input ").find(|tag| tag.contains("name=\"quantity\""))?;
        let increment: u64 = between(input, " value=\"", "\"")?.parse().ok()?;
        Some(Product { slug, increment, lots: digits.parse::<u64>().ok()? / increment.max(1) })
    };
    html.split("<li class=\"product-card\"").skip(1).filter_map(read).collect()
}

/// Looks at a page.
pub fn look(client: &mut Client, buyer: &Buyer, path: &str) -> Result<(), String> {
    let path = format!("{}{path}", buyer.base);
    expect(client.get(&path, &buyer.cookie)?, 200, &path).map(drop)
}

/// Puts the smallest quantity of a product into the cart.
pub fn add(client: &mut Client, buyer: &Buyer, product: &Product) -> Result<(), String> {
    let path = format!("{}/p/{}", buyer.base, product.slug);
    let answer = client.post(&path, &buyer.cookie, &[("quantity", &product.increment.to_string())])?;
    expect(answer, 303, &path).map(drop)
}

/// Puts a line into the empty cart, opens the checkout and orders. After a failure the cart is emptied.
pub fn checkout(client: &mut Client, buyer: &Buyer, shelf: &Shelf) -> Result<(), String> {
    let placed = prepare(client, buyer, shelf).and_then(|form| place(client, buyer, &form));
    if placed.is_err() {
        clear(client, buyer)?;
    }
    placed
}

/// Names and values of a form.
pub type Fields = Vec<(String, String)>;

/// Puts a line into the empty cart and opens the checkout; gives its form, filled in.
pub fn prepare(client: &mut Client, buyer: &Buyer, shelf: &Shelf) -> Result<Fields, String> {
    let product = shelf.take()?;
    add(client, buyer, &product)?;
    let path = format!("{}/checkout", buyer.base);
    let page = expect(client.get(&path, &buyer.cookie)?, 200, &path)?;
    let form = form(&page.body, "id=\"checkout\"").ok_or("the checkout has no form")?;
    let first = tags(form, "<input ").find(|tag| tag.contains("name=\"address\"")).ok_or("there is no address")?;
    let mut fields = hidden(form);
    fields.push(("address", between(first, " value=\"", "\"").ok_or("an address without a value")?));
    fields.extend([("shipping", "standard"), ("payment", "account"), ("po_number", "BENCH"), ("step", "place")]);
    Ok(fields.into_iter().map(|(name, value)| (name.to_owned(), value.to_owned())).collect())
}

/// Places the order that was prepared.
pub fn place(client: &mut Client, buyer: &Buyer, form: &Fields) -> Result<(), String> {
    let path = format!("{}/checkout", buyer.base);
    let fields: Vec<(&str, &str)> = form.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
    let answer = expect(client.post(&path, &buyer.cookie, &fields)?, 303, &path)?;
    if answer.location.starts_with(&format!("{}/orders/", buyer.base)) {
        Ok(())
    } else {
        Err(format!("POST {path} led to {}", answer.location))
    }
}

/// Empties the cart.
pub fn clear(client: &mut Client, buyer: &Buyer) -> Result<(), String> {
    let path = format!("{}/cart", buyer.base);
    let page = expect(client.get(&path, &buyer.cookie)?, 200, &path)?;
    for tag in tags(&page.body, "<form ") {
        if let Some(action) = between(tag, "action=\"", "\"").filter(|action| action.ends_with("/remove")) {
            expect(client.post(action, &buyer.cookie, &[])?, 303, action)?;
        }
    }
    Ok(())
}

/// The answer, when it has this status.
fn expect(answer: Answer, status: u16, path: &str) -> Result<Answer, String> {
    if answer.status == status {
        return Ok(answer);
    }
    let why = between(&answer.body, "role=\"alert\"", "</div>").map(text).unwrap_or_default();
    Err(format!("{path} gave {} instead of {status} {why}", answer.status).trim_end().to_owned())
}

/// The words of a piece of HTML that begins inside a tag.
fn text(html: &str) -> String {
    let words: Vec<&str> = html.split('>').filter_map(|piece| piece.split('<').next()).collect();
    words.join(" ").split_whitespace().skip(1).take(40).collect::<Vec<_>>().join(" ")
}

/// What stands between the first `before` and the next `after`.
fn between<'a>(text: &'a str, before: &str, after: &str) -> Option<&'a str> {
    let rest = &text[text.find(before)? + before.len()..];
    rest.find(after).map(|end| &rest[..end])
}

/// Every tag that begins with `start`.
fn tags<'a>(html: &'a str, start: &'a str) -> impl Iterator<Item = &'a str> {
    html.match_indices(start).filter_map(|(place, _)| html[place..].split('>').next())
}

/// The form whose tag holds `mark`.
fn form<'a>(html: &'a str, mark: &str) -> Option<&'a str> {
    html.split("<form ").skip(1).find_map(|form| {
        let tag = form.split('>').next()?;
        tag.contains(mark).then(|| form.split("</form>").next().unwrap_or(form))
    })
}

/// Names and values of the hidden fields of a form.
fn hidden(form: &str) -> Vec<(&str, &str)> {
    tags(form, "<input ")
        .filter(|tag| tag.contains("type=\"hidden\""))
        .filter_map(|tag| Some((between(tag, " name=\"", "\"")?, between(tag, " value=\"", "\"").unwrap_or_default())))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    const CARD: &str = r#"<ul><li class="product-card"><h3><a href="/p/nut-m8">Nut</a></h3>
        <p><span class="sku">N-8</span> <span data-tone="success" class="status">3,900 in stock</span></p>
        <form method="post" action="/p/nut-m8" class="add"><input type="hidden" name="context" value="x">
        <input id="q" name="quantity" inputmode="numeric" value="25"></form></li>
        <li class="product-card"><a href="/p/on-request">R</a><span data-tone="success" class="status">9 left</span></li></ul>"#;

    #[test]
    fn a_product_is_read_from_its_card() {
        let want = Product { slug: "nut-m8".to_owned(), increment: 25, lots: 156 };
        assert_eq!(products(CARD), [want]);
    }

    #[test]
    fn hidden_fields_are_those_of_the_form() {
        assert_eq!(form(CARD, "class=\"add\"").map(hidden), Some(vec![("context", "x")]));
        assert_eq!(form(CARD, "id=\"checkout\""), None);
    }

    #[test]
    fn a_shelf_gives_no_more_than_there_is() {
        let product = |slug: &str, lots| Product { slug: slug.to_owned(), increment: 1, lots };
        let shelf = Shelf { products: Mutex::new(vec![product("a", 7), product("b", 6)]), next: AtomicUsize::new(0) };
        let taken: Vec<String> = (0..3).filter_map(|_| shelf.take().ok()).map(|product| product.slug).collect();
        assert_eq!(taken, ["a", "b", "a"]);
        assert!(shelf.take().is_err());
    }
}
