//! What people of the demo do again and again: find a contact, act on their behalf, fill a cart, order.

use crate::app::TestApp;
use crate::browser::Browser;
use crate::form::Form;
use crate::page::Page;
use demo::Login;

/// The first person of the demo with this role.
pub fn login(role: &str) -> Login {
    demo::logins().into_iter().find(|l| l.role == role).expect("a login with this role")
}

/// The customer whose login begins with these letters.
pub fn customer(name: &str) -> Login {
    let is_meant = |l: &Login| l.role == "buyer" && l.login.starts_with(name);
    demo::logins().into_iter().find(is_meant).expect("a customer of this name")
}

/// The id in an address, right behind these words.
#[track_caller]
pub fn id_in(address: &str, begins: &str) -> String {
    let rest = address.strip_prefix(begins).unwrap_or_else(|| panic!("{address} does not begin with {begins}"));
    rest.split(['/', '?']).next().unwrap_or_default().to_owned()
}

/// The contact that these words find in the portal: their id and that of their first account.
pub async fn contact(portal: &Browser, words: &str) -> (String, String) {
    let id = id_in(&portal.open(&format!("/portal/contacts?q={words}")).await.link_to(CONTACT), CONTACT);
    let page = portal.open(&format!("{CONTACT}{id}")).await;
    let action = page.attr("form[action^=\"/portal/accounts/\"][action$=\"/on-behalf\"]", "action");
    (id, id_in(&action, "/portal/accounts/"))
}

const CONTACT: &str = "/portal/contacts/";

/// The form that asks for a session on behalf of this account, filled in.
pub async fn wish(portal: &Browser, account: &str) -> Form {
    let path = format!("/portal/accounts/{account}/on-behalf");
    let form = portal.open(&path).await.form_to(&path);
    form.set("preset", "Help with an order").set("ticket", "SUP-1").set("mode", "full").set("minutes", "30")
}

/// A session on behalf, in the browser of the agent that opened it.
pub struct Acting {
    pub browser: Browser,
    /// `/as/{slug}`
    pub base: String,
}

impl Acting {
    /// The agent acts for Oleg.
    pub async fn new(app: &TestApp) -> Acting {
        Acting::in_browser(app.sign_in("agent").await, "oleg").await
    }

    /// The agent of this browser acts for the customer that these words find.
    pub async fn in_browser(browser: Browser, words: &str) -> Acting {
        let (_, account) = contact(&browser, words).await;
        let form = wish(&browser, &account).await;
        Acting::asked(browser, &form).await
    }

    /// The agent sends this wish and proves who they are.
    pub async fn asked(browser: Browser, wish: &Form) -> Acting {
        let asked = browser.submit(wish).await.is(303);
        let base = asked.location.strip_suffix("/verify").expect("the page that verifies").to_owned();
        let form = browser.open(&asked.location).await.form_to(&asked.location);
        let ana = login("agent");
        browser.submit(&form.set("login", ana.login).set("password", ana.password)).await.is(303);
        Acting { browser, base }
    }

    /// An address of the storefront under this session.
    pub fn at(&self, path: &str) -> String {
        format!("{}{path}", self.base)
    }

    pub async fn get(&self, path: &str) -> Page {
        self.browser.get(&self.at(path)).await
    }

    pub async fn open(&self, path: &str) -> Page {
        self.browser.open(&self.at(path)).await
    }

    pub async fn post(&self, path: &str, fields: &[(&str, &str)]) -> Page {
        self.browser.post(&self.at(path), fields).await
    }
}

/// A product that can be ordered, at an address of the storefront that begins with `base`.
pub async fn product(browser: &Browser, base: &str) -> String {
    let page = browser.open(&format!("{base}/search?q=M8")).await;
    let begins = format!("{base}/p/");
    let cards = page.all("li.product-card").into_iter().filter(|card| card.words().contains("in stock"));
    let links = cards.flat_map(|card| card.select("a[href]")).filter_map(|link| link.attr("href"));
    links.filter_map(|link| link.strip_prefix(&begins)).next().expect("a product in stock").to_owned()
}

/// Puts the least that is sold of a product into the cart; gives how many that are.
pub async fn add(browser: &Browser, base: &str, product: &str) -> i64 {
    let path = format!("{base}/p/{product}");
    let form = browser.open(&path).await.form_to(&path);
    let least = form.value("quantity").parse().expect("a number");
    browser.submit(&form).await.is(303);
    least
}

/// Fills the cart and orders with these fields; gives the answer to the order.
pub async fn order(browser: &Browser, base: &str, fields: &[(&str, &str)]) -> Page {
    let product = product(browser, base).await;
    add(browser, base, &product).await;
    let path = format!("{base}/checkout");
    let form = browser.open(&path).await.form("form#checkout");
    let form = fields.iter().fold(form, |form, (name, value)| form.set(name, value));
    browser.submit(&form).await
}

/// The number of the order that an answer leads to.
#[track_caller]
pub fn number_of(placed: &Page) -> String {
    let rest = placed.location.split_once("/orders/").unwrap_or_else(|| panic!("no order, but {}", placed.location)).1;
    rest.split('?').next().unwrap_or_default().to_owned()
}
