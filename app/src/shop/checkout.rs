//! Checkout on one page: address, delivery, payment, references, and the button that orders.

mod discount;

use crate::form::Form;
use crate::island::totals::{Amounts, Totals as TotalsIsland};
use crate::respond::{Answer, page, see, status_of};
use crate::shop::frame::Chrome;
use crate::ui::{self, Text, text_field};
use crate::ui::{Html, Rendered};
use crate::web::Web;
use crate::words;
use domain::address::Address;
use domain::cart::Cart;
use domain::error::{Conflict, Denied, Error, Problem};
use domain::money::{Money, percent};
use domain::order::approval::{Decider, needed};
use domain::order::limit::Bounds;
use domain::order::store::{Terms, price_less};
use domain::order::{Checkout, Shipping, Totals, Typed};
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
    let terms = domain::order::store::terms(&web.cx).await?;
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
    let placed = match Checkout::parse(&typed, &terms.po_number) {
        Ok(checkout) => {
            let second = Credentials {
                login: form.get("release_login"),
                password: form.get("release_password"),
                code: form.get("release_code"),
                ..Credentials::default()
            };
            domain::order::place::place_released(&web.cx, &checkout, &second).await
        }
        Err(error) => Err(error),
    };
    match placed {
        Ok(number) => Ok(see(&web.href(&format!("/orders/{number}?placed=1")))),
        Err(Error::Conflict(Conflict::Total)) => render(&web, form, Some(Conflict::Total)).await,
        Err(error) => {
            let form = form.reject(error)?;
            render(&web, form, None).await
        }
    }
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

    /// Which other choice goes beyond, in words, when the chosen one does not.
    fn limit_of_others(&self) -> Option<String> {
        let is_beyond = |amounts: &Amounts| self.beyond(amounts).is_some();
        let mut here = Shipping::ALL.into_iter().zip(self.of_address().into_iter().flatten());
        let method = here.find(|(_, amounts)| is_beyond(amounts)).map(|(method, _)| method);
        let elsewhere = || self.amounts.iter().flat_map(|(_, amounts)| amounts).any(is_beyond);
        match method {
            Some(method) => Some(format!("With {} delivery", words::shipping(method.as_str()).0)),
            None => elsewhere().then(|| "To another address".to_owned()),
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
                .map(|shipping| price_less(cart, rate, shipping, country, terms).ok())
                .map(|priced| priced.map(|(totals, tax)| in_words(totals, tax.note)))
                .collect::<Option<Vec<Amounts>>>()?;
            Some((country.to_owned(), amounts))
        })
        .collect()
}

/// The amounts of an order, in words.
pub fn in_words(totals: Totals, tax_note: &str) -> Amounts {
    Amounts {
        goods: totals.subtotal.to_string(),
        discount: (totals.discount_rate > 0).then(|| {
            let amount = Money::new(-totals.discount.minor, totals.discount.currency);
            (format!("Discount ({})", percent(totals.discount_rate)), amount.to_string())
        }),
        delivery: if totals.shipping.minor == 0 { "Free".to_owned() } else { totals.shipping.to_string() },
        tax_label: format!("Tax ({tax_note})"),
        tax: totals.tax.to_string(),
        total: totals.total.to_string(),
        minor: totals.total.minor,
    }
}

async fn render(web: &Web, form: Form, conflict: Option<Conflict>) -> Answer {
    let (chrome, cart, terms, addresses) = tokio::try_join!(
        Chrome::load(web),
        domain::cart::store::load(&web.cx),
        domain::order::store::terms(&web.cx),
        domain::address::own(&web.cx)
    )?;
    if cart.lines.is_empty() && !form.is_rejected() {
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
    let mut shown = Shown { cart, terms, addresses, address, shipping, amounts, rate, bounds, asked: None };
    shown.asked = needed(&web.cx, &shown.terms, shown.largest()).await?;
    let status = match conflict {
        Some(_) => StatusCode::CONFLICT,
        None => status_of(&form),
    };
    Ok(page(web, &chrome.frame(), status, "Checkout", || content(web, &shown, &form, conflict)))
}

fn content(web: &Web, shown: &Shown, form: &Form, conflict: Option<Conflict>) -> Html {
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
                <div><h2>"The order was not placed"</h2><ul>{items}</ul></div>
            </div>
        }
    });
    let changed = conflict.map(|c| ui::notice(web, "warning", words::conflict(c).1.to_owned()));
    let hold =
        (shown.terms.status != "active").then(|| ui::notice(web, "danger", words::denied(Denied::OnHold).1.to_owned()));
    view! {
        {ui::crumbs(vec![(Some(web.href("/cart")), "Cart".to_owned()), (None, "Checkout".to_owned())])}
        <header class="page-head"><div><h1>"Checkout"</h1></div></header>
        {hold}
        {changed}
        {summary}
        <div class="split" data-rail="">
            <form class="checkout" id="checkout" method="post" action=web.href("/checkout")>
                {ui::context(web)}
                <input type="hidden" name="key" value=form.get("key").to_owned()/>
                <input type="hidden" name="shown" value=shown.totals()/>
                {step(1, "Delivery address", addresses(shown, form))}
                {step(2, "Delivery method", shippings(shown, form))}
                {step(3, "Payment", payment(shown, form))}
                {step(4, "References", references(shown, form))}
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
    let is_asked = ["limit", "release_login", "release_password"].iter().any(|name| form.error(name).is_some());
    let (tone, text) = match (shown.limit(), shown.limit_of_others()) {
        (Some(problem), _) => ("warning", words::problem(&problem)),
        (None, _) if is_asked => ("warning", form.error("limit").unwrap_or_default()),
        (None, Some(choice)) => {
            let text =
                "this order goes above your limit, and a second person has to release it. Otherwise leave this empty.";
            ("info", format!("{choice} {text}"))
        }
        (None, None) => return None,
    };
    let field = |name, label, kind, autocomplete, hint, optional| {
        text_field(form, Text { name, label, kind, autocomplete, hint, optional, focus: false })
    };
    Some(
        view! {
            <section class="card step" id="release" aria-labelledby="h-release">
                <header class="card-head"><span class="step-no" aria-hidden="true">"6"</span><h2 id="h-release">"Release by a second person"</h2></header>
                <div class="card-body form">
                    {ui::notice(web, tone, text)}
                    <p>"Somebody else who may release limits types their own login here. The record of the order names both of you."</p>
                    {field("release_login", "Their work e-mail", "email", "off", "", false)}
                    {field("release_password", "Their password", "password", "off", "", false)}
                    {field("release_code", "Their code", "text", "off", "Only if they sign in with one.", true)}
                </div>
            </section>
        }
        .html(),
    )
}

fn field_label(name: &str) -> &'static str {
    match name {
        "address" => "Delivery address",
        "shipping" => "Delivery method",
        "payment" => "Payment",
        "po_number" => "PO number",
        "note" => "Order note",
        "discount" => "Discount",
        "discount_reason" => "Reason for the discount",
        "cart" => "Cart",
        "limit" => "Limit",
        "release_login" => "Their work e-mail",
        "release_password" => "Their password",
        _ => "Order",
    }
}

fn field_anchor(name: &str) -> &str {
    match name {
        "address" | "shipping" | "payment" | "po_number" | "note" | "discount" | "discount_reason"
        | "release_login" | "release_password" => name,
        "limit" => "release",
        _ => "summary",
    }
}

fn step(number: u8, title: &'static str, content: Html) -> Html {
    view! {
        <section class="card step">
            <header class="card-head"><span class="step-no" aria-hidden="true">{number.to_string()}</span><h2>{title}</h2></header>
            <div class="card-body">{content}</div>
        </section>
    }
    .html()
}

fn choices(id: &'static str, legend: &'static str, error: Option<String>, options: Vec<Html>, is_grid: bool) -> Html {
    view! {
        <fieldset class="choices" id=id data-grid=is_grid.then_some("")>
            <legend class="visually-hidden">{legend}</legend>
            {options}
            {ui::error_text(id, error)}
        </fieldset>
    }
    .html()
}

fn choice(name: &'static str, value: String, is_chosen: bool, title: String, text: String, end: Html) -> Html {
    view! {
        <label class="choice">
            <input type="radio" name=name value=value checked=is_chosen/>
            <span class="choice-text"><b>{title}</b><small>{text}</small></span>
            {end}
        </label>
    }
    .html()
}

fn addresses(shown: &Shown, form: &Form) -> Html {
    if shown.addresses.is_empty() {
        return view! { <p id="address">"Your company has no delivery address yet. Contact us and we will add it."</p> }.html();
    }
    let options = shown
        .addresses
        .iter()
        .enumerate()
        .map(|(i, a)| {
            choice(
                "address",
                a.id.to_string(),
                shown.address == Some(i),
                a.line1.clone(),
                [vec![a.recipient.clone()], a.lines().split_off(1)].concat().join(", "),
                ().html(),
            )
        })
        .collect();
    choices("address", "Delivery address", form.error("address"), options, true)
}

fn shippings(shown: &Shown, form: &Form) -> Html {
    let subtotal = shown.cart.subtotal().unwrap_or(Money::zero(shown.cart.currency));
    let options = Shipping::ALL
        .into_iter()
        .enumerate()
        .map(|(i, s)| {
            let (title, text) = words::shipping(s.as_str());
            let cost = s.cost(subtotal);
            let cost = if cost.minor == 0 { "Free".to_owned() } else { cost.to_string() };
            let total = shown.of_address().and_then(|amounts| amounts.get(i)).map(|a| a.total.clone());
            let end = view! {
                <span class="choice-end money">
                    {cost}
                    {total.map(|total| view! { <small>"Total "<span data-total=s.as_str()>{total}</span></small> })}
                </span>
            };
            choice(
                "shipping",
                s.as_str().to_owned(),
                shown.shipping == s,
                title.to_owned(),
                text.to_owned(),
                end.html(),
            )
        })
        .collect();
    choices("shipping", "Delivery method", form.error("shipping"), options, false)
}

fn payment(shown: &Shown, form: &Form) -> Html {
    let text = if shown.terms.terms_days == 0 {
        "By invoice, due at once".to_owned()
    } else {
        format!("By invoice, due in {} days", shown.terms.terms_days)
    };
    choices(
        "payment",
        "Payment",
        form.error("payment"),
        vec![choice("payment", "account".to_owned(), true, "On account".to_owned(), text, ().html())],
        false,
    )
}

fn references(shown: &Shown, form: &Form) -> Html {
    let po = match shown.terms.po_number.as_str() {
        "off" => ().html(),
        rule => text_field(
            form,
            Text {
                name: "po_number",
                label: "PO number",
                kind: "text",
                autocomplete: "off",
                hint: "Printed on the order and the invoice.",
                optional: rule != "required",
                focus: false,
            },
        ),
    };
    let error = form.error("note");
    view! {
        {po}
        <div class="field">
            <label for="note">"Order note "<span class="optional">"optional"</span></label>
            <textarea id="note" name="note" rows="3" aria-invalid=error.is_some().then_some("true")>{ui::area_text(form.get("note"))}</textarea>
            {ui::error_text("note", error)}
        </div>
    }
    .html()
}

fn aside(web: &Web, shown: &Shown) -> Html {
    let lines = shown
        .cart
        .lines
        .iter()
        .map(|l| {
            let total = l.total().map_or_else(|| "–".to_owned(), |t| t.to_string());
            let problem = l.problem().map(|p: Problem| words::problem(&p));
            view! {
                <li>
                    <span>{format!("{} × {}", l.quantity, l.name)}{problem.map(|p| view! { <small class="status" data-tone="warning">{p}</small> })}</span>
                    <span class="money">{total}</span>
                </li>
            }
        })
        .collect_view();
    let label = match (web.cx.behalf(), shown.waits()) {
        (Some((_, customer, _)), false) => format!("Place order for {}", ui::plain(&customer.name)),
        (None, false) => "Place order".to_owned(),
        (_, true) => "Send for approval".to_owned(),
    };
    let approval = shown.asked.as_ref().zip(shown.terms.approval_above).map(|(asked, above)| {
        ui::notice(web, "info", words::company::beforehand(Money::new(above, shown.cart.currency), asked))
    });
    let action = match () {
        () if !web.cx.may(Action::PlaceOrder) => ui::cannot_order(web),
        () if shown.of_address().is_none() => view! {
            <p class="status" data-tone="warning">"Some lines cannot be ordered as they are."</p>
            <a class="btn btn-wide" href=web.href("/cart")>"Back to the cart"</a>
        }
        .html(),
        () if shown.terms.status != "active" || shown.addresses.is_empty() => ().html(),
        () => view! { <button class="btn btn-primary btn-large btn-wide" form="checkout">{label}</button> }.html(),
    };
    view! {
        <aside class="summary card" id="summary" aria-label="Summary">
            <div class="card-body">
                <h2>"Summary"</h2>
                <ul class="mini-lines">{lines}</ul>
                {live(shown)}
                {shown.limit().is_some().then(|| view! {
                    <p class="status" data-tone="warning"><span>"Above your limit: "<a href="#release">"a second person has to release it"</a></span></p>
                })}
                {approval}
                {action}
                <p class="muted">"The order is binding. You will see a confirmation with its number."</p>
            </div>
        </aside>
    }
    .html()
}

/// The amounts of what is chosen, following it where there is script.
fn live(shown: &Shown) -> Option<Html> {
    let country = &shown.addresses.get(shown.address?)?.country;
    let group_of = |country: &str| shown.amounts.iter().position(|(c, _)| c == country);
    let number = |n: usize| u32::try_from(n).unwrap_or(0);
    let group = number(group_of(country)?);
    let method = number(Shipping::ALL.into_iter().position(|s| s == shown.shipping)?);
    let groups = shown.amounts.iter().map(|(_, amounts)| amounts.clone()).collect();
    let addresses =
        shown.addresses.iter().filter_map(|a| Some((a.id.to_string(), number(group_of(&a.country)?)))).collect();
    let methods = Shipping::ALL.map(|s| s.as_str().to_owned()).to_vec();
    Some(view! { <TotalsIsland groups addresses methods group method/> }.html())
}

/// The amounts of a placed order as a list.
pub fn amounts(totals: Totals, tax_note: &str) -> Html {
    let Amounts { goods, discount, delivery, tax_label, tax, total, .. } = in_words(totals, tax_note);
    view! {
        <dl class="totals">
            <div><dt>"Goods, net"</dt><dd class="money">{goods}</dd></div>
            {discount.map(|(label, amount)| view! { <div><dt>{label}</dt><dd class="money">{amount}</dd></div> })}
            <div><dt>"Delivery"</dt><dd class="money">{delivery}</dd></div>
            <div><dt>{tax_label}</dt><dd class="money">{tax}</dd></div>
            <div class="total"><dt>"Total"</dt><dd class="money">{total}</dd></div>
        </dl>
    }
    .html()
}
