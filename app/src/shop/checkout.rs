//! Checkout on one page: address, delivery, payment, references, and the button that orders.

mod discount;
mod step;
mod summary;

pub use summary::amounts;

use crate::form::Form;
use crate::frame::shop::Chrome;
use crate::island::totals::{Amounts, Parts};
use crate::respond::{Answer, page, see, status_of};
use crate::shop::checkout::step::{addresses, payment, references, shippings, step};
use crate::shop::checkout::summary::{aside, in_words};
use crate::t;
use crate::ui::{self, Text, text_field};
use crate::ui::{Html, Rendered};
use crate::web::Web;
use crate::words;
use domain::address::Address;
use domain::audit::Event;
use domain::cart::Cart;
use domain::error::{Conflict, Denied, Error, Problem};
use domain::money::Money;
use domain::order::approval::{Decider, needed};
use domain::order::db::{Terms, price_cart_discounted};
use domain::order::limit::Bounds;
use domain::order::place::Seen;
use domain::order::{Checkout, Shipping, Typed};
use domain::organization::{self, orders_nothing};
use domain::policy::Action;
use domain::session::Credentials;
use http::StatusCode;
use leptos::prelude::*;

/// `/checkout`; address and delivery of the query re-price the page without script.
pub async fn show(web: Web) -> Answer {
    let query = web.query();
    // No link prepares a discount.
    let known = |name: &'static str| if name.starts_with("discount") { "" } else { query.get(name) };
    render(&web, fresh(known)?, None).await
}

/// What is typed at checkout and kept on the way over another page. No password is among it.
pub const KEPT: [&str; 6] = ["address", "shipping", "po_number", "note", "discount", "discount_reason"];

/// A form of its own order, filled in with what is known.
fn fresh<'a>(known: impl Fn(&'static str) -> &'a str) -> Result<Form, Error> {
    let key = domain::credential::slug()?;
    let mut values = vec![("payment", "account"), ("key", key.as_str())];
    values.extend(KEPT.map(|name| (name, known(name))));
    Ok(Form::with(&values))
}

/// Places the order at the total that was shown; another total is shown first, as when it is asked for. Back from a page
/// that was in between, everything is only shown again.
pub async fn place(web: Web, form: Form) -> Answer {
    if form.get("step") == "review" {
        let form = if form.get("key").is_empty() { fresh(|name| form.get(name))? } else { form };
        let form = match discount::rate(&web, &form) {
            Ok(_) => form,
            Err(error) => form.reject(error)?,
        };
        return render(&web, form, None).await;
    }
    web.cx.check_recorded(Action::PlaceOrder).await?;
    let terms = domain::order::db::terms(&web.cx).await?;
    let (percent, reason) = discount::typed(&web, &form);
    let typed = Typed {
        address: form.get("address"),
        shipping: form.get("shipping"),
        payment: form.get("payment"),
        po_number: form.get("po_number"),
        note: form.get("note"),
        discount: percent,
        discount_reason: reason,
        shown: form.get("shown"),
        key: form.get("key"),
    };
    if terms.status != organization::Status::Active {
        web.cx.refused(Event::denied("authz.denied", Denied::OnHold.as_str()).detail("action", "PlaceOrder")).await?;
        return render(&web, form, Some(Refused::Denied)).await;
    }
    let seen = Seen { cart: form.get("cart_version").parse().ok(), po_number: form.find("po_number_seen") };
    let placed = match Checkout::parse(&typed, terms.po_number) {
        Ok(checkout) => {
            let second = Credentials {
                login: form.get("release_login"),
                password: form.get("release_password"),
                code: form.get("release_code"),
                ..Credentials::default()
            };
            domain::order::place::place_shown(&web.cx, &checkout, &second, seen).await
        }
        Err(error) => Err(error),
    };
    match placed {
        Ok(number) => Ok(see(&web.href(&format!("/orders/{number}?placed=1")))),
        Err(Error::Conflict(conflict @ (Conflict::Total | Conflict::Cart))) => {
            render(&web, form, Some(Refused::Conflict(conflict))).await
        }
        Err(Error::Forbidden(Denied::OnHold)) => render(&web, form, Some(Refused::Denied)).await,
        Err(Error::Throttled { seconds }) => {
            let mut response = render(&web, form, Some(Refused::TooFast(seconds))).await?;
            response.headers_mut().insert(http::header::RETRY_AFTER, seconds.into());
            Ok(response)
        }
        Err(error) => {
            let form = form.reject(error)?;
            render(&web, form, None).await
        }
    }
}

/// Why an order was not placed, when it is nothing that was typed. The page is shown again with all that was.
#[derive(Clone, Copy)]
enum Refused {
    /// Something changed since the page was shown.
    Conflict(Conflict),
    /// The company may not order.
    Denied,
    /// Too many orders, or too many wrong passwords; seconds to wait.
    TooFast(i64),
}

/// What the page shows: prices for the chosen address and delivery.
struct Shown {
    cart: Cart,
    terms: Terms,
    addresses: Vec<Address>,
    address: Option<usize>,
    shipping: Shipping,
    /// For each country that is delivered to: the amounts of each of [`Shipping::ALL`]. Nothing while the cart cannot be
    /// ordered.
    amounts: Vec<(String, Vec<Amounts>)>,
    /// The same, as what they are made of, where a discount may be given.
    parts: Vec<Vec<Parts>>,
    /// The discount that these amounts hold, per ten thousand of the goods.
    rate: i64,
    /// How far the agent goes without a second person.
    bounds: Bounds,
    /// Who has to approve it, when one of the totals is above what the company lets pass.
    asked: Option<Vec<Decider>>,
}

impl Shown {
    /// The amounts of the chosen address.
    fn of_address(&self) -> Option<&Vec<Amounts>> {
        let country = self.address.map_or("", |i| self.addresses[i].country.as_str());
        self.amounts.iter().find(|(c, _)| c == country).map(|(_, amounts)| amounts)
    }

    /// What an order at these amounts goes beyond.
    fn beyond(&self, amounts: &Amounts) -> Option<Problem> {
        self.bounds.problem(Money::new(amounts.minor, self.cart.currency), self.rate)
    }

    /// The amounts of the chosen address and delivery.
    fn chosen(&self) -> Option<&Amounts> {
        let method = Shipping::ALL.into_iter().position(|s| s == self.shipping)?;
        self.of_address()?.get(method)
    }

    /// What the order with the chosen address and delivery goes beyond.
    fn limit(&self) -> Option<Problem> {
        self.beyond(self.chosen()?)
    }

    /// What is said when another choice goes beyond and the chosen one does not.
    fn limit_of_others(&self) -> Option<String> {
        let is_beyond = |amounts: &Amounts| self.beyond(amounts).is_some();
        let mut here = Shipping::ALL.into_iter().zip(self.of_address().into_iter().flatten());
        let method = here.find(|(_, amounts)| is_beyond(amounts)).map(|(method, _)| method);
        let elsewhere = || self.amounts.iter().flat_map(|(_, amounts)| amounts).any(is_beyond);
        match method {
            Some(method) => Some(t!("checkout-limit-method", method = words::shipping(method).0)),
            None => elsewhere().then(|| t!("checkout-limit-address").to_owned()),
        }
    }

    /// The largest total of the chosen address.
    fn largest(&self) -> Money {
        let minor = self.of_address().into_iter().flatten().map(|a| a.minor).max();
        Money::new(minor.unwrap_or(0), self.cart.currency)
    }

    /// Whether what is chosen needs approval.
    fn waits(&self) -> bool {
        let total = self.chosen().map(|amounts| Money::new(amounts.minor, self.cart.currency));
        self.asked.is_some() && total.is_some_and(|total| self.terms.is_above(total))
    }

    /// The totals that the page shows, as they come back with the form.
    fn totals(&self) -> String {
        let totals: Vec<String> = self.of_address().into_iter().flatten().map(|a| a.minor.to_string()).collect();
        totals.join(",")
    }
}

/// The amounts of each delivery to each country less a discount per ten thousand, in words.
fn amounts_of(cart: &Cart, rate: i64, terms: &Terms, addresses: &[Address]) -> Vec<(String, Vec<Amounts>)> {
    let mut countries: Vec<&str> = addresses.iter().map(|a| a.country.as_str()).collect();
    countries.sort_unstable();
    countries.dedup();
    countries
        .into_iter()
        .filter_map(|country| {
            let amounts = Shipping::ALL
                .into_iter()
                .map(|shipping| price_cart_discounted(cart, rate, shipping, country, terms).ok())
                .map(|priced| priced.map(|(totals, tax)| in_words(&totals, tax.basis)))
                .collect::<Option<Vec<Amounts>>>()?;
            Some((country.to_owned(), amounts))
        })
        .collect()
}

/// What the amounts of each delivery to each country are made of, in the order of [`amounts_of`].
fn parts_of(cart: &Cart, terms: &Terms, amounts: &[(String, Vec<Amounts>)]) -> Vec<Vec<Parts>> {
    let one = |country: &str, shipping| {
        let order = domain::order::db::parts(cart, shipping, country, terms).ok()?;
        let (lines, tax) = (order.lines, order.tax);
        let mut rates: Vec<i64> = lines.iter().map(|(_, rate)| *rate).collect();
        rates.sort_unstable();
        rates.dedup();
        let sum = |rate: &i64| (lines.iter().filter(|(_, r)| r == rate).map(|(m, _)| m.minor).sum(), *rate);
        let tax_label = summary::tax_label(tax.basis);
        Some(Parts {
            goods: rates.iter().map(sum).collect(),
            delivery: (order.delivery.minor, tax.standard),
            tax_label,
        })
    };
    let of = |(country, _): &(String, Vec<Amounts>)| Shipping::ALL.into_iter().map(|s| one(country, s)).collect();
    amounts.iter().map(of).collect::<Option<_>>().unwrap_or_default()
}

async fn render(web: &Web, form: Form, refused: Option<Refused>) -> Answer {
    let (chrome, cart, terms, addresses) = tokio::try_join!(
        Chrome::load(web),
        domain::cart::db::load(&web.cx),
        domain::order::db::terms(&web.cx),
        domain::address::own(&web.cx)
    )?;
    if cart.lines.is_empty() && !form.is_rejected() && refused.is_none() {
        return Ok(see(&web.href("/cart")));
    }
    domain::behalf::history::viewed(&web.cx, "addresses").await?;
    let address =
        addresses.iter().position(|a| a.id.to_string() == form.get("address")).or((!addresses.is_empty()).then_some(0));
    let shipping = Shipping::parse(form.get("shipping")).unwrap_or(Shipping::Standard);
    // A discount that cannot be read is told at its field, and none until then.
    let rate = discount::rate(web, &form).unwrap_or(0);
    let amounts = if cart.is_orderable() { amounts_of(&cart, rate, &terms, &addresses) } else { Vec::new() };
    let bounds = domain::order::limit::bounds(&web.cx).await?;
    let parts = if discount::may_give(web) { parts_of(&cart, &terms, &amounts) } else { Vec::new() };
    let mut shown = Shown { cart, terms, addresses, address, shipping, amounts, parts, rate, bounds, asked: None };
    shown.asked = needed(&web.cx, &shown.terms, shown.largest()).await?;
    let status = match refused {
        Some(Refused::Conflict(_)) => StatusCode::CONFLICT,
        Some(Refused::Denied) => StatusCode::FORBIDDEN,
        Some(Refused::TooFast(_)) => StatusCode::TOO_MANY_REQUESTS,
        None => status_of(&form),
    };
    Ok(page(web, &chrome.frame(), status, t!("checkout-title"), || content(web, &shown, &form, refused)))
}

fn content(web: &Web, shown: &Shown, form: &Form, refused: Option<Refused>) -> Html {
    let errors = form.errors();
    let summary = (!errors.is_empty()).then(|| {
        let items = errors
            .iter()
            .map(|(name, text)| {
                let label = field_label(name);
                view! { <li><a href=format!("#{}", field_anchor(name))>{label}</a>": "{text.clone()}</li> }
            })
            .collect_view();
        view! {
            <div class="notice error-summary" data-tone="danger" role="alert" tabindex="-1">
                {ui::icon(web, "alert")}
                <div><h2>{t!("checkout-not-placed")}</h2><ul>{items}</ul></div>
            </div>
        }
    });
    let changed = match refused {
        Some(Refused::Conflict(conflict)) => Some(ui::notice(web, "warning", words::conflict(conflict).1.to_owned())),
        Some(Refused::TooFast(seconds)) => Some(ui::notice(web, "warning", words::throttled(seconds))),
        // The notice of the hold says it.
        Some(Refused::Denied) | None => None,
    };
    // Whoever was told of the other order sends the same PO number again on purpose.
    let is_told = form.error("po_number").is_some();
    let po_number_seen = if is_told { form.get("po_number") } else { form.get("po_number_seen") }.trim().to_owned();
    let hold =
        orders_nothing(shown.terms.status).map(|denied| ui::notice(web, "danger", words::denied(denied).1.to_owned()));
    view! {
        {ui::crumbs(vec![(Some(web.href("/cart")), t!("cart-title").to_owned()), (None, t!("checkout-title").to_owned())])}
        <header class="page-head"><div><h1>{t!("checkout-title")}</h1></div></header>
        {hold}
        {changed}
        {summary}
        <div class="split" data-rail="">
            <form class="checkout" id="checkout" method="post" action=web.href("/checkout")>
                {ui::context(web)}
                <input type="hidden" name="key" value=form.get("key").to_owned()/>
                <input type="hidden" name="shown" value=shown.totals()/>
                <input type="hidden" name="cart_version" value=shown.cart.version/>
                <input type="hidden" name="po_number_seen" value=po_number_seen/>
                {step(1, t!("checkout-address"), addresses(shown, form))}
                {step(2, t!("checkout-method"), shippings(shown, form))}
                {step(3, t!("checkout-payment"), payment(shown, form))}
                {step(4, t!("checkout-references"), references(shown, form))}
                {discount::show(web, form)}
                {release(web, shown, form)}
            </form>
            {aside(web, shown)}
        </div>
    }
    .html()
}

/// The fields of the second person, where the order needs one, or would with another address or delivery.
fn release(web: &Web, shown: &Shown, form: &Form) -> Option<Html> {
    let is_asked =
        ["limit", "release_login", "release_password", "release_code"].iter().any(|name| form.error(name).is_some());
    let (tone, text) = match (shown.limit(), shown.limit_of_others()) {
        (Some(problem), _) => ("warning", words::problem(&problem)),
        (None, _) if is_asked => ("warning", form.error("limit").unwrap_or_default()),
        (None, Some(text)) => ("info", text),
        (None, None) => return None,
    };
    let field = |name, label, kind, autocomplete, hint, optional| {
        text_field(form, Text { name, label, kind, autocomplete, hint, optional, ..Text::default() })
    };
    Some(
        view! {
            <section class="card step" id="release" aria-labelledby="h-release">
                <header class="card-head"><span class="step-no" aria-hidden="true">"6"</span><h2 id="h-release">{t!("release-title")}</h2></header>
                <div class="card-body form">
                    {ui::notice(web, tone, text)}
                    <p>{t!("release-help")}</p>
                    {field("release_login", t!("release-email"), "email", "off", "", false)}
                    {field("release_password", t!("release-password"), "password", "off", "", false)}
                    {field("release_code", t!("release-code"), "text", "off", t!("release-code-help"), true)}
                </div>
            </section>
        }
        .html(),
    )
}

fn field_label(name: &str) -> &'static str {
    match name {
        "address" => t!("checkout-address"),
        "shipping" => t!("checkout-method"),
        "payment" => t!("checkout-payment"),
        "po_number" => t!("checkout-po-number"),
        "note" => t!("checkout-note"),
        "discount" => t!("checkout-discount"),
        "discount_reason" => t!("checkout-discount-reason"),
        "cart" => t!("cart-title"),
        "limit" => t!("checkout-limit"),
        "release_login" => t!("release-email"),
        "release_password" => t!("release-password"),
        "release_code" => t!("release-code"),
        _ => t!("shop-orders-order"),
    }
}

fn field_anchor(name: &str) -> &str {
    match name {
        "address" | "shipping" | "payment" | "po_number" | "note" | "discount" | "discount_reason"
        | "release_login" | "release_password" | "release_code" => name,
        "limit" => "release",
        _ => "summary",
    }
}
