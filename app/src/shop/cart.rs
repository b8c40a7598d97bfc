//! The cart.

use crate::form::{Each, Fields, Form, Posted};
use crate::frame::shop::Chrome;
use crate::island::cart_live::CartLive;
use crate::part::line::{self, lines};
use crate::part::ordering::cannot_order;
use crate::respond::{Answer, encode, page, see};
use crate::shop::item;
use crate::shop::prepared::around::Around;
use crate::text::in_language;
use crate::ui::card::{aside, body, untitled};
use crate::ui::field::Field;
use crate::ui::form::{Post, button_link, submit, submit_form};
use crate::ui::head::Head;
use crate::ui::markup::{Markup, Part};
use crate::ui::notice::{Notice, Tone};
use crate::ui::split::split_with_rail;
use crate::ui::stepper::Stepper;
use crate::ui::totals::Totals;
use crate::ui::{self, Html, Rendered};
use crate::web::Web;
use crate::{form, markup, t, text, words};
use axum::body::Body;
use axum::extract::Path;
use axum::response::{IntoResponse, Response};
use domain::cart::db::Wanted;
use domain::cart::{Cart, Line, live};
use domain::cx::ActorRole;
use domain::error::{Conflict, Error};
use domain::policy::Action;
use http::header::{CACHE_CONTROL, CONTENT_TYPE};
use http::{HeaderValue, StatusCode};
use leptos::prelude::*;
use std::collections::HashMap;

/// The form of all lines, which stands apart from them.
const FORM: &str = "lines";

form! {
    /// The cart as it is sent. Each line has its fields, by the address part of its product.
    pub struct Sent {
        /// How many of each product.
        quantity: Each = "quantity-",
        /// The note to each.
        note: Each = "note-",
        /// The version of the cart that the form was made from.
        version: String,
        /// `checkout` when that is where to go on.
        next: String,
    }
}

form! {
    /// What was just done.
    pub struct Done {
        /// Its code.
        done: String,
        /// The address part of the product.
        slug: String,
        /// How many there were of it.
        quantity: String,
    }
}

/// What was typed into the lines and was not taken, by the address part of the product, and why.
#[derive(Default)]
struct Rejected {
    typed: HashMap<String, Typed>,
    /// Somebody changed the cart since it was shown.
    is_stale: bool,
}

/// Quantity and note of a line as they were typed, and what is wrong with them.
#[derive(Default)]
struct Typed {
    quantity: String,
    note: String,
    quantity_error: Option<String>,
    note_error: Option<String>,
}

impl Typed {
    fn read(sent: &Sent, line: &Line) -> Option<Typed> {
        let quantity = sent.quantity.get(&line.slug)?.to_owned();
        let note = sent.note.get(&line.slug).unwrap_or(&line.note).to_owned();
        let problem = |error| match error {
            Error::Invalid(fields) => fields.first().map(|f| words::problem(&f.problem)),
            _ => None,
        };
        let quantity_error = domain::cart::quantity(&quantity, line.increment).err().and_then(problem);
        let note_error = domain::cart::note(&note).err().and_then(problem);
        Some(Typed { quantity, note, quantity_error, note_error })
    }

    /// What is in the cart.
    fn of(line: &Line) -> Typed {
        Typed { quantity: line.quantity.to_string(), note: line.note.clone(), ..Typed::default() }
    }

    fn is_wrong(&self) -> bool {
        self.quantity_error.is_some() || self.note_error.is_some()
    }

    /// The same where the cart was changed meanwhile: what is in it now stands beside what was typed.
    fn beside(mut self, line: &Line) -> Typed {
        if self.quantity_error.is_none() && self.quantity.trim() != line.quantity.to_string() {
            self.quantity_error = Some(t!("cart-now", quantity = line.quantity.to_string()));
        }
        self
    }

    fn is_change(&self, line: &Line) -> bool {
        self.quantity.trim() != line.quantity.to_string() || self.note.trim() != line.note
    }
}

/// `/cart`, or the prepared cart of the request.
pub async fn show(web: Web) -> Answer {
    let cart = domain::cart::db::load(&web.cx).await?;
    render(&web, cart, Rejected::default(), &Form::default()).await
}

/// Where the cart of this request stands: a customer reads a prepared one on a page of its own.
fn here(web: &Web) -> String {
    match (web.cx.prepared(), web.cx.behalf()) {
        (Some(id), None) => format!("/prepared/{id}"),
        _ => "/cart".to_owned(),
    }
}

/// The page after somebody else changed the cart.
pub async fn stale(web: Web) -> Answer {
    again(web, Form::default(), Error::Conflict(Conflict::Cart)).await
}

/// The page with a form beside the lines that was not taken.
pub async fn again(web: Web, form: Form, error: Error) -> Answer {
    let is_stale = matches!(error, Error::Conflict(Conflict::Cart));
    let form = if is_stale { form } else { form.reject(error)? };
    let cart = domain::cart::db::load(&web.cx).await?;
    render(&web, cart, Rejected { typed: HashMap::new(), is_stale }, &form).await
}

impl Sent {
    /// The version of the cart that the form was made from.
    fn shown(&self) -> Option<i64> {
        self.version.parse().ok()
    }
}

/// Shows the cart as it is now, with what was typed.
async fn changed_meanwhile(web: &Web, sent: &Sent) -> Answer {
    let cart = domain::cart::db::load(&web.cx).await?;
    let typed = cart.lines.iter().filter_map(|l| Some((l.slug.clone(), Typed::read(sent, l)?.beside(l)))).collect();
    render(web, cart, Rejected { typed, is_stale: true }, &Form::default()).await
}

/// Sets quantity and note of every line that was changed, and goes on to the checkout where that was asked for.
pub async fn change(web: Web, Posted(sent, _): Posted<Sent>) -> Answer {
    web.cx.check_recorded(Action::EditCart).await?;
    let cart = domain::cart::db::load(&web.cx).await?;
    let typed: Vec<(&Line, Typed)> =
        cart.lines.iter().filter_map(|line| Some((line, Typed::read(&sent, line)?))).collect();
    if typed.iter().any(|(_, typed)| typed.is_wrong()) {
        let typed = typed.into_iter().map(|(line, typed)| (line.slug.clone(), typed)).collect();
        return render(&web, cart, Rejected { typed, is_stale: false }, &Form::default()).await;
    }
    let wanted: Vec<Wanted<'_>> = typed
        .iter()
        .filter(|(line, typed)| typed.is_change(line))
        .map(|(line, typed)| Wanted { slug: &line.slug, quantity: &typed.quantity, note: &typed.note })
        .collect();
    if !wanted.is_empty() {
        match domain::cart::db::change_shown(&web.cx, &wanted, sent.shown()).await {
            Err(Error::Conflict(Conflict::Cart)) => return changed_meanwhile(&web, &sent).await,
            other => other?,
        }
    }
    let next = match (sent.next.as_str(), web.cx.prepared()) {
        ("checkout", Some(id)) => format!("/checkout?cart={id}"),
        ("checkout", None) => "/checkout".to_owned(),
        _ => format!("{}?done=changed", here(&web)),
    };
    Ok(see(&web.href(&next)))
}

/// Removes a line; the page offers to put it back.
pub async fn remove(web: Web, Path(slug): Path<String>, Posted(sent, _): Posted<Sent>) -> Answer {
    let removed = match domain::cart::db::remove_shown(&web.cx, &slug, sent.shown()).await {
        Err(Error::Conflict(Conflict::Cart)) => return changed_meanwhile(&web, &sent).await,
        other => other?,
    };
    let back = format!("{}?done=removed&slug={}&quantity={}", here(&web), encode(&removed.slug), removed.quantity);
    Ok(see(&web.href(&back)))
}

/// Puts a removed line back.
pub async fn restore(web: Web, Path(slug): Path<String>, Posted(typed, _): Posted<item::Wanted>) -> Answer {
    domain::cart::db::add(&web.cx, &slug, &typed.quantity).await?;
    Ok(see(&web.href(&format!("{}?done=restored", here(&web)))))
}

async fn render(web: &Web, cart: Cart, rejected: Rejected, form: &Form) -> Answer {
    let (chrome, around) = tokio::try_join!(Chrome::load(web), Around::load(web, &cart, form))?;
    domain::behalf::history::viewed(&web.cx, "cart").await?;
    let status = match () {
        () if rejected.is_stale => StatusCode::CONFLICT,
        () if rejected.typed.is_empty() && !form.is_rejected() => StatusCode::OK,
        () => StatusCode::UNPROCESSABLE_ENTITY,
    };
    let title = around.title.clone().unwrap_or_else(|| t!("cart-title").to_owned());
    Ok(page(web, &chrome.frame(), status, &title, || content(web, &cart, rejected, around, &title)))
}

fn content(web: &Web, cart: &Cart, mut rejected: Rejected, around: Around, title: &str) -> Html {
    let stale = rejected.is_stale.then(|| Notice::new(web, Tone::Warning, words::conflict(Conflict::Cart).1));
    let messages = (message(web, cart), stale, around.above);
    if cart.lines.is_empty() {
        let browse = Some((web.href("/c"), t!("home-browse")));
        let nothing = ui::empty(web, "cart", t!("cart-empty"), t!("cart-empty-help"), browse);
        let sheet = ui::paragraph(sheet_link(web));
        let empty = (Head::new(title), messages, nothing, sheet, (around.next, around.below)).rendered();
        return shared(web, cart, empty);
    }
    let is_writable = web.cx.may(Action::EditCart);
    let head = Head::new(title).about(t!("cart-lines-count", count = cart.lines.len()));
    let rows = cart.lines.iter().map(|one| match is_writable {
        true => writable(web, one, cart.version, rejected.typed.remove(&one.slug).unwrap_or_else(|| Typed::of(one))),
        false => row(web, one).note(&one.note).quantity(&one.quantity.to_string()),
    });
    let list = lines(false, rows);
    let form = is_writable.then(|| {
        let version = cart.version.to_string();
        Post::unseen(web, FORM, &web.href(&here(web)))
            .hidden(Sent::next().as_str(), "")
            .hidden(Sent::version().as_str(), &version)
    });
    let list = untitled(t!("cart-lines"), (list, form));
    let sums = summary(web, cart, is_writable, around.next);
    let all = (head, messages, support_touched(web, cart), split_with_rail(list, sums), around.below).rendered();
    shared(web, cart, all)
}

/// The same where two people may be at the cart: with script each sees what the other one changes.
fn shared(web: &Web, cart: &Cart, inside: Html) -> Html {
    if !live::is_shared(&web.cx) {
        return inside;
    }
    let mut text = Markup::default();
    markup! { text, "<span data-text></span>" }
    let page = web.href("/cart");
    let notice = Notice::new(web, Tone::Warning, text).actions(button_link("btn btn-small", &page, t!("cart-show")));
    let mut out = Markup::default();
    markup! {
        out,
        "<div id=\"cart-changed\" hidden>", notice, "</div><div id=\"cart-now\"",
        "data-version" = cart.version.to_string(), "data-live" = web.href("/cart/version"), "data-page" = &page, ">", inside,
        "</div>", view! { <CartLive/> }.html()
    }
    out.html()
}

/// `/cart/version`: the version of the cart, and on the next line who made it, for the open page of somebody else, which asks again and again.
pub async fn version(web: Web) -> Answer {
    let Some(change) = live::last_change(&web.cx).await? else { return Ok(StatusCode::NO_CONTENT.into_response()) };
    let text = in_language(web.own_language, || match (change.is_own, change.role) {
        (true, _) => t!("cart-changed-by-you").to_owned(),
        (false, ActorRole::Staff(role)) => {
            let names = change.names || web.cx.behalf().is_some();
            t!("cart-changed-by", who = words::people::support(names, &change.name, words::staff_role(role)))
        }
        (false, _) => t!("cart-changed-by", who = ui::plain(&change.name)),
    });
    let mut response = Response::new(Body::from(format!("{}\n{text}", change.version)));
    let headers = response.headers_mut();
    headers.insert(CONTENT_TYPE, HeaderValue::from_static("text/plain; charset=utf-8"));
    headers.insert(CACHE_CONTROL, HeaderValue::from_static("no-store"));
    Ok(response)
}

/// The way to an order from a sheet.
fn sheet_link(web: &Web) -> Html {
    ui::link(&web.href("/quick-order"), t!("quick-from-sheet"))
}

/// What it costs, and the way to the checkout, or what comes `next` in place of it.
fn summary(web: &Web, cart: &Cart, is_writable: bool, next: Option<Html>) -> Html {
    let subtotal = cart.subtotal().map_or_else(|| "–".to_owned(), text::money);
    let mut out = Markup::default();
    markup! {
        out,
        "<h2>", t!("summary-title"), "</h2>", Totals::default().sum(t!("summary-goods"), &subtotal),
        ui::muted_paragraph(t!("cart-later"))
    }
    if let Some(next) = next {
        out.put(next);
        return aside("summary card", None, t!("summary-title"), body(out));
    }
    match () {
        () if !is_writable => out.put(cannot_order(web)),
        () if !cart.is_orderable() => out.put(ui::status("warning", t!("cart-marked"))),
        () => markup! {
            out,
            "<a class=\"btn btn-primary btn-large btn-wide\"", "href" = web.href("/checkout"), "data-saves" = "checkout", ">",
            t!("cart-check-out"), "</a>"
        },
    }
    out.put(ui::paragraph(ui::link(&web.href("/c"), t!("cart-continue"))));
    out.put(ui::paragraph(sheet_link(web)));
    aside("summary card", None, t!("summary-title"), body(out))
}

/// Says to the customer that support was at the cart.
fn support_touched(web: &Web, cart: &Cart) -> Option<Notice> {
    let any = cart.lines.iter().any(|l| l.added_by_support.is_some()) || cart.touched_by_support.is_some();
    (any && web.cx.behalf().is_none()).then(|| Notice::new(web, Tone::Info, t!("cart-support")))
}

/// What was just done, by the code in the address.
fn message(web: &Web, cart: &Cart) -> Option<Html> {
    let Done { done, slug, quantity } = Done::read(&web.query());
    match done.as_str() {
        "removed" if slug.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-') && !slug.is_empty() => {
            Some(removed(web, &slug, &quantity))
        }
        "added" => match cart.lines.iter().find(|l| l.slug == slug) {
            Some(line) => Some(added(web, line)),
            None => ui::done(web),
        },
        _ => ui::done(web),
    }
}

fn added(web: &Web, line: &Line) -> Html {
    match line.problem() {
        Some(problem) => {
            let text = t!("cart-added-problem", product = &line.name, problem = words::problem(&problem));
            Notice::new(web, Tone::Warning, text).html()
        }
        None => Notice::new(web, Tone::Success, t!("cart-added", product = &line.name)).html(),
    }
}

fn removed(web: &Web, slug: &str, quantity: &str) -> Html {
    let back = Post::with_class(web, "actions", &web.href(&format!("{}/{slug}/restore", here(web))))
        .hidden(item::Wanted::quantity().as_str(), quantity)
        .field(submit("btn btn-small", t!("cart-put-back")));
    Notice::new(web, Tone::Success, t!("cart-removed")).below(back).html()
}

/// A line as everybody reads it.
pub fn row(web: &Web, line: &Line) -> line::Line {
    let price = match line.price {
        Some(price) => format!("{} {}", text::unit_price(price), item::per(&line.unit)),
        None => t!("item-on-request").to_owned(),
    };
    let mut row = line::Line::new(web, &line.slug, &line.name, &line.sku, &price)
        .total(line.total().map_or_else(|| "–".to_owned(), text::money));
    match (&line.added_by_support, web.cx.behalf()) {
        (Some(_), None) => row = row.remark(t!("cart-by-support")),
        (None, None) => {}
        (by, Some(_)) => row = row.remark(&in_language(web.own_language, || added_by(by.as_deref()))),
    }
    match line.problem() {
        Some(problem) => row.problem(&words::problem(&problem)),
        None => row,
    }
}

/// Whose hand added a line, as the agent reads it.
fn added_by(support: Option<&str>) -> String {
    match support {
        Some(name) => t!("prepared-line-by", who = ui::plain(name)),
        None => t!("prepared-line-own").to_owned(),
    }
}

/// A line with the fields that change it, and the button that removes it.
fn writable(web: &Web, line: &Line, version: i64, typed: Typed) -> line::Line {
    let Typed { quantity, note, quantity_error, note_error } = typed;
    let id = Sent::quantity().of(&line.slug);
    let error_id = format!("{id}-err");
    let mut controls = Markup::default();
    controls.put(Stepper {
        name: id.clone(),
        id,
        form: Some(FORM),
        of: line.name.clone(),
        value: quantity,
        step: line.increment,
        small: true,
        error: quantity_error.is_some().then(|| error_id.clone()),
    });
    controls.put(submit_form("btn btn-small", FORM, (t!("cart-update"), ui::visually_hidden(&line.name))));
    if let Some(text) = quantity_error {
        markup! { controls, "<p class=\"error\"", "id" = error_id, ">", text, "</p>" }
    }
    let has_note = !note.is_empty() || note_error.is_some();
    let label = if has_note { t!("cart-note") } else { t!("cart-add-note") };
    let (of, to) = (t!("cart-note-of", product = &line.name), t!("cart-note-to", product = &line.name));
    let form = Form::with(&[(Sent::note().as_str(), &note)]);
    let field = Field::area(&form, Sent::note(), &to, 2).of(&line.slug).of_form(FORM).label_unseen().wrong(note_error);
    let name = t!("cart-remove", product = &line.name);
    let remove = Post::with_class(web, "line-remove", &web.href(&format!("{}/{}/remove", here(web), line.slug)))
        .hidden(Sent::version().as_str(), &version.to_string())
        .field(ui::form::icon_button("btn btn-quiet btn-icon btn-small", &name, ui::icon(web, "trash")));
    row(web, line).note_field(has_note, (label, ui::visually_hidden(&of)), field).controls(controls).end(remove)
}
