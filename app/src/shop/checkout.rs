//! Checkout on one page: address, delivery, payment, references, and the button that orders.

mod discount;
pub mod files;
mod step;
mod summary;

pub use summary::amounts;

use crate::form::{Asked, Fields, Form, Name, Posted, Secret};
use crate::frame::shop::Chrome;
use crate::island::totals::{Amounts, Parts};
use crate::respond::{Answer, page, see, status_of};
use crate::shop::checkout::step::{addresses, payment, references, release, shippings, wanted_on};
use crate::shop::checkout::summary::{beside, in_words};
use crate::ui::card::Card;
use crate::ui::form::{Post, errors_at};
use crate::ui::head::Head;
use crate::ui::markup::{Markup, Part};
use crate::ui::notice::{Notice, Tone};
use crate::ui::split::split_with_rail;
use crate::ui::{self, Html};
use crate::web::Web;
use crate::{form, markup, t, words};
use axum::response::Response;
use domain::address::Address;
use domain::attachment::Attachment;
use domain::audit::Event;
use domain::cart::prepared;
use domain::cart::{Cart, State};
use domain::error::{Conflict, Denied, Error, Problem};
use domain::id::CartId;
use domain::money::Money;
use domain::order::approval::{Decider, needed};
use domain::order::db::{Terms, price_cart_discounted};
use domain::order::limit::Bounds;
use domain::order::place::Seen;
use domain::order::{Checkout, Shipping, Typed};
use domain::organization::cost_centre::CostCentre;
use domain::organization::{self, orders_nothing};
use domain::policy::Action;
use domain::session::Credentials;
use http::StatusCode;

/// The form of the checkout, to which the button in the summary belongs.
const FORM: &str = "checkout";

form! {
    /// An order as it is typed.
    pub struct Sent {
        /// The prepared cart that is ordered; empty for the customer's own.
        cart: String,
        /// Where it goes.
        address: String,
        /// How it goes there.
        shipping: String,
        /// How it is paid.
        payment: String,
        /// The customer's number for it.
        po_number: String,
        /// A note to the seller.
        note: String,
        /// The day on which it is wanted.
        requested_on: String,
        /// What it is booked to.
        cost_centre: String,
        /// The name of a file that was chosen and not attached.
        file: String,
        /// The files that the page showed.
        files: String,
        /// The file that is taken off.
        detach: String,
        /// What an agent takes off, in percent.
        discount: String,
        /// Why.
        discount_reason: String,
        /// Keeps two clicks from placing two orders.
        key: String,
        /// The totals that the page showed.
        shown: String,
        /// The version of the cart that it showed.
        cart_version: String,
        /// The number that was named as used before.
        po_number_seen: String,
        /// Who releases it: their login,
        release_login: String,
        /// password,
        release_password: Secret,
        /// and code.
        release_code: Secret,
        /// `review` shows the page again and orders nothing.
        step: String,
    }
}

/// `/checkout`; address and delivery of the query re-price the page without script.
pub async fn show(web: Web, Asked(query): Asked<Sent>) -> Answer {
    // No link prepares a discount.
    let known = Sent { discount: String::new(), discount_reason: String::new(), ..query };
    match within(web, &known.cart, false).await? {
        Ok(web) => render(&web, fresh(known)?, None).await,
        Err(other) => Ok(other),
    }
}

/// What is typed at checkout and kept on the way over another page. No password is among it.
pub const KEPT: [Name; 8] = [
    Sent::address(),
    Sent::shipping(),
    Sent::po_number(),
    Sent::note(),
    Sent::requested_on(),
    Sent::cost_centre(),
    Sent::discount(),
    Sent::discount_reason(),
];

/// The request for the cart that the form names, or the page that it leads to instead: an agent hands a prepared cart over
/// and does not order it, and one that was answered says so. What is `sent` may be a second click, which is answered like
/// the first.
pub(super) async fn within(web: Web, cart: &str, sent: bool) -> Result<Result<Web, Response>, Error> {
    if cart.is_empty() {
        let is_own = web.cx.behalf().is_none_or(|_| web.cx.prepared().is_none());
        return Ok(if is_own || sent { Ok(web) } else { Err(see(&web.href("/cart"))) });
    }
    let id = CartId::parse(cart).ok_or(Error::NotFound)?;
    let found = prepared::find(&web.cx, id).await?;
    if !sent && (found.state != State::Offered || web.cx.behalf().is_some()) {
        return Ok(Err(see(&web.href(&format!("/prepared/{id}")))));
    }
    Ok(Ok(Web { cx: web.cx.in_cart(id), ..web }))
}

/// Whether the prepared cart of the request was answered or taken back meanwhile.
async fn is_answered(web: &Web) -> Result<bool, Error> {
    match web.cx.prepared() {
        Some(id) => Ok(prepared::find(&web.cx, id).await?.state != State::Offered),
        None => Ok(false),
    }
}

/// The page of the cart that is ordered.
fn cart_page(web: &Web) -> String {
    match (web.cx.prepared(), web.cx.behalf()) {
        (Some(id), None) => web.href(&format!("/prepared/{id}")),
        _ => web.href("/cart"),
    }
}

/// A form of its own order, filled in with what is known.
fn fresh(known: Sent) -> Result<Form, Error> {
    let Sent { cart, address, shipping, po_number, note, requested_on, cost_centre, discount, discount_reason, .. } =
        known;
    let (payment, key) = ("account".to_owned(), domain::credential::slug()?);
    let kept = Sent { cart, address, shipping, po_number, note, requested_on, cost_centre, ..Sent::default() };
    Ok(Sent { discount, discount_reason, payment, key, ..kept }.form())
}

/// Places the order at the total that was shown; another total is shown first, as when it is asked for. Back from a page
/// that was in between, everything is only shown again.
pub async fn place(web: Web, Posted(sent, form): Posted<Sent>) -> Answer {
    let web = match within(web, &sent.cart, true).await? {
        Ok(web) => web,
        Err(other) => return Ok(other),
    };
    if sent.step == "review" {
        let form = if sent.key.is_empty() { fresh(sent)? } else { form };
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
        address: &sent.address,
        shipping: &sent.shipping,
        payment: &sent.payment,
        po_number: &sent.po_number,
        note: &sent.note,
        requested_on: &sent.requested_on,
        cost_centre: &sent.cost_centre,
        files: &sent.files,
        discount: percent,
        discount_reason: reason,
        shown: &sent.shown,
        key: &sent.key,
    };
    if terms.status != organization::Status::Active {
        web.cx.refused(Event::denied("authz.denied", Denied::OnHold.as_str()).detail("action", "PlaceOrder")).await?;
        return render(&web, form, Some(Refused::Denied)).await;
    }
    let seen = Seen { cart: sent.cart_version.parse().ok(), po_number: form.find(Sent::po_number_seen().as_str()) };
    let placed = match Checkout::parse(&typed, &terms.rules(web.cx.now())) {
        // A file that was only chosen would be missing on the order.
        Ok(_) if !sent.file.is_empty() => {
            let name = domain::attachment::clean(&sent.file);
            Err(Error::field(Sent::file().as_str(), Problem::NotAttached(name)))
        }
        Ok(checkout) => {
            let second = Credentials {
                login: &sent.release_login,
                password: sent.release_password.expose(),
                code: sent.release_code.expose(),
                ..Credentials::default()
            };
            domain::order::place::place_shown(&web.cx, &checkout, &second, seen).await
        }
        Err(error) => Err(error),
    };
    match placed {
        Ok(number) => Ok(see(&web.href(&format!("/orders/{number}?placed=1")))),
        Err(Error::Conflict(Conflict::Cart)) if is_answered(&web).await? => Ok(see(&cart_page(&web))),
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
    /// The lines that are ordered.
    cart: Cart,
    /// What the order can be booked to.
    cost_centres: Vec<CostCentre>,
    /// The files that hang on the cart.
    files: Vec<Attachment>,
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

    /// What is missing to the smallest order of the store, and that.
    fn missing(&self) -> Option<(Money, Money)> {
        self.terms.missing(self.cart.subtotal()?)
    }

    /// The files that the page shows, as they come back with the form.
    fn file_ids(&self) -> String {
        self.files.iter().map(|file| file.id.to_string()).collect::<Vec<_>>().join(",")
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
    let (chrome, cart, terms, addresses, cost_centres, files) = tokio::try_join!(
        Chrome::load(web),
        domain::cart::db::load(&web.cx),
        domain::order::db::terms(&web.cx),
        domain::address::own(&web.cx),
        domain::organization::cost_centre::list(&web.cx),
        domain::attachment::of_cart(&web.cx)
    )?;
    let cart = cart.ordered();
    if cart.lines.is_empty() && !form.is_rejected() && refused.is_none() {
        let own = cart_page(web);
        return Ok(see(&if cart.left > 0 { format!("{own}?done=nothing-ticked") } else { own }));
    }
    domain::behalf::history::viewed(&web.cx, "addresses").await?;
    let address = addresses
        .iter()
        .position(|a| a.id.to_string() == form.get(Sent::address().as_str()))
        .or((!addresses.is_empty()).then_some(0));
    let shipping = Shipping::parse(form.get(Sent::shipping().as_str())).unwrap_or(Shipping::Standard);
    // A discount that cannot be read is named at its field, and none until then.
    let rate = discount::rate(web, &form).unwrap_or(0);
    let amounts = if cart.is_orderable() { amounts_of(&cart, rate, &terms, &addresses) } else { Vec::new() };
    let bounds = domain::order::limit::bounds(&web.cx).await?;
    let parts = if discount::may_give(web) { parts_of(&cart, &terms, &amounts) } else { Vec::new() };
    let mut shown = Shown {
        cart,
        cost_centres,
        files,
        terms,
        addresses,
        address,
        shipping,
        amounts,
        parts,
        rate,
        bounds,
        asked: None,
    };
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
    let changed = match refused {
        Some(Refused::Conflict(conflict)) => Some(words::conflict(conflict).1.to_owned()),
        Some(Refused::TooFast(seconds)) => Some(words::throttled(seconds)),
        // The notice of the hold says it.
        Some(Refused::Denied) | None => None,
    };
    let hold = orders_nothing(shown.terms.status).map(|denied| words::denied(denied).1);
    let messages = (
        hold.map(|text| Notice::new(web, Tone::Danger, text)),
        changed.map(|text| Notice::new(web, Tone::Warning, text)),
        wrong(web, form),
    );
    let get = |name: Name| form.get(name.as_str());
    // A person who has read about the other order sends the same PO number again on purpose.
    let is_told = form.error(Sent::po_number().as_str()).is_some();
    let po_number_seen = get(if is_told { Sent::po_number() } else { Sent::po_number_seen() }).trim();
    let step = |number, id, title, content: Html| Card::step(number, id, title).body(content);
    let post = Post::named(web, FORM, "checkout", &web.href("/checkout"))
        .hidden(Sent::cart().as_str(), get(Sent::cart()))
        .hidden(Sent::key().as_str(), get(Sent::key()))
        .hidden(Sent::shown().as_str(), &shown.totals())
        .hidden(Sent::cart_version().as_str(), &shown.cart.version.to_string())
        .hidden(Sent::po_number_seen().as_str(), po_number_seen)
        .hidden(Sent::files().as_str(), &shown.file_ids())
        .field(enter(web))
        .field(step(1, "h-address", t!("checkout-address"), addresses(shown, form)))
        .field(step(
            2,
            "h-shipping",
            t!("checkout-method"),
            (shippings(shown, form), wanted_on(shown, form)).rendered(),
        ))
        .field(step(3, "h-payment", t!("checkout-payment"), payment(shown, form)))
        .field(step(
            4,
            "h-references",
            t!("checkout-references"),
            (references(shown, form), files::show(web, shown, form)).rendered(),
        ))
        .field(discount::show(web, form))
        .field(release(web, shown, form));
    let cart = if cart_page(web) == web.href("/cart") { t!("cart-title") } else { t!("prepared-for-you") };
    let steps = vec![(Some(cart_page(web)), cart.to_owned()), (None, t!("checkout-title").to_owned())];
    let head = (ui::crumbs(steps), Head::new(t!("checkout-title")));
    (head, messages, split_with_rail(post, beside(web, shown))).rendered()
}

/// Enter in a field presses the first button of its form: the one that orders, and none of those for files.
fn enter(web: &Web) -> Option<Markup> {
    let mut out = Markup::default();
    markup! {
        out,
        "<button class=\"visually-hidden\" tabindex=\"-1\" aria-hidden=\"true\">", t!("checkout-place"), "</button>"
    }
    web.cx.may(Action::PlaceOrder).then_some(out)
}

/// What is wrong, above the form: each leads to its place.
fn wrong(web: &Web, form: &Form) -> Option<Html> {
    let errors = form.errors().into_iter().map(|(name, text)| {
        let (place, label) = place_of(name);
        (place, label, text)
    });
    errors_at(web, t!("checkout-not-placed"), errors)
}

/// Where something is put right: the id of the place, and what it is called.
fn place_of(name: &'static str) -> (&'static str, &'static str) {
    match name {
        "address" => (name, t!("checkout-address")),
        "shipping" => (name, t!("checkout-method")),
        "payment" => (name, t!("checkout-payment")),
        "po_number" => (name, t!("checkout-po-number")),
        "note" => (name, t!("checkout-note")),
        "requested_on" => (name, t!("checkout-day")),
        "cost_centre" => (name, t!("cost-centre")),
        "file" => (name, t!("files-title")),
        "minimum" => ("summary", t!("checkout-minimum")),
        "discount" => (name, t!("checkout-discount")),
        "discount_reason" => (name, t!("checkout-discount-reason")),
        "release_login" => (name, t!("release-email")),
        "release_password" => (name, t!("release-password")),
        "release_code" => (name, t!("release-code")),
        "limit" => ("release", t!("checkout-limit")),
        "cart" => ("summary", t!("cart-title")),
        _ => ("summary", t!("shop-orders-order")),
    }
}
