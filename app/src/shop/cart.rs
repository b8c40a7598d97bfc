//! The cart.

use crate::form::{Each, Fields, Form, Posted};
use crate::frame::shop::Chrome;
use crate::part::line::{self, lines};
use crate::part::ordering::cannot_order;
use crate::part::price;
use crate::respond::{Answer, encode, page, see};
use crate::shop::item;
use crate::ui::card::{aside, body, untitled};
use crate::ui::field::Field;
use crate::ui::form::{Post, submit, submit_form};
use crate::ui::head::Head;
use crate::ui::markup::{Markup, Part};
use crate::ui::notice::{Notice, Tone};
use crate::ui::split::split_with_rail;
use crate::ui::stepper::Stepper;
use crate::ui::totals::Totals;
use crate::ui::{self, Html};
use crate::web::Web;
use crate::{form, markup, t, text, words};
use axum::extract::Path;
use domain::cart::db::Wanted;
use domain::cart::{Cart, Line};
use domain::error::{Conflict, Error};
use domain::id::ProductId;
use domain::policy::Action;
use domain::price::why::{Why, why};
use http::StatusCode;
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
        /// How many there were of products of which there are fewer now: `{product}.{quantity}`, with `~` between them.
        before: String,
    }
}

/// So many lines say why they cost what they cost; the others lead to the page that does.
const EXPLAINED: usize = 200;
/// So many products of which there are fewer now are named.
const FEWER: usize = 5;

/// Why lines cost what they cost, by product.
type Reasons = HashMap<ProductId, Why>;

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

/// `/cart`
pub async fn show(web: Web) -> Answer {
    let cart = domain::cart::db::load(&web.cx).await?;
    render(&web, cart, Rejected::default()).await
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
    render(web, cart, Rejected { typed, is_stale: true }).await
}

/// Sets quantity and note of every line that was changed, and goes on to the checkout where that was asked for.
pub async fn change(web: Web, Posted(sent, _): Posted<Sent>) -> Answer {
    web.cx.check_recorded(Action::EditCart).await?;
    let cart = domain::cart::db::load(&web.cx).await?;
    let typed: Vec<(&Line, Typed)> =
        cart.lines.iter().filter_map(|line| Some((line, Typed::read(&sent, line)?))).collect();
    if typed.iter().any(|(_, typed)| typed.is_wrong()) {
        let typed = typed.into_iter().map(|(line, typed)| (line.slug.clone(), typed)).collect();
        return render(&web, cart, Rejected { typed, is_stale: false }).await;
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
    let fewer = typed.iter().filter(|(line, typed)| typed.quantity.trim().parse().is_ok_and(|n: i64| n < line.quantity));
    let fewer: Vec<String> = fewer.take(FEWER).map(|(line, _)| format!("{}.{}", line.slug, line.quantity)).collect();
    let back = form::address("/cart", [("done", "changed"), (Done::before().as_str(), &fewer.join("~"))].into_iter());
    Ok(see(&web.href(if sent.next == "checkout" { "/checkout" } else { &back })))
}

/// Removes a line; the page offers to put it back.
pub async fn remove(web: Web, Path(slug): Path<String>, Posted(sent, _): Posted<Sent>) -> Answer {
    let removed = match domain::cart::db::remove_shown(&web.cx, &slug, sent.shown()).await {
        Err(Error::Conflict(Conflict::Cart)) => return changed_meanwhile(&web, &sent).await,
        other => other?,
    };
    let back = format!("/cart?done=removed&slug={}&quantity={}", encode(&removed.slug), removed.quantity);
    Ok(see(&web.href(&back)))
}

/// Puts a removed line back.
pub async fn restore(web: Web, Path(slug): Path<String>, Posted(typed, _): Posted<item::Wanted>) -> Answer {
    domain::cart::db::add(&web.cx, &slug, &typed.quantity).await?;
    Ok(see(&web.href("/cart?done=restored")))
}

async fn render(web: &Web, cart: Cart, rejected: Rejected) -> Answer {
    let chrome = Chrome::load(web).await?;
    domain::behalf::history::viewed(&web.cx, "cart").await?;
    let status = match () {
        () if rejected.is_stale => StatusCode::CONFLICT,
        () if rejected.typed.is_empty() => StatusCode::OK,
        () => StatusCode::UNPROCESSABLE_ENTITY,
    };
    let wanted: Vec<(ProductId, i64)> =
        cart.lines.iter().take(EXPLAINED).map(|line| (line.product, line.quantity)).collect();
    let why = why(&web.cx, &web.scope(), &wanted).await?;
    Ok(page(web, &chrome.frame(), status, t!("cart-title"), || content(web, &cart, &why, rejected)))
}

fn content(web: &Web, cart: &Cart, why: &Reasons, mut rejected: Rejected) -> Html {
    let stale = rejected.is_stale.then(|| Notice::new(web, Tone::Warning, words::conflict(Conflict::Cart).1));
    let messages = (message(web, cart), dearer(web, cart, why), stale);
    if cart.lines.is_empty() {
        let browse = Some((web.href("/c"), t!("home-browse")));
        let nothing = ui::empty(web, "cart", t!("cart-empty"), t!("cart-empty-help"), browse);
        let sheet = ui::paragraph(sheet_link(web));
        return (Head::new(t!("cart-title")), messages, nothing, sheet).rendered();
    }
    let is_writable = web.cx.may(Action::EditCart);
    let head = Head::new(t!("cart-title")).about(t!("cart-lines-count", count = cart.lines.len()));
    let rows = cart.lines.iter().map(|one| match is_writable {
        true => {
            writable(web, one, why, cart.version, rejected.typed.remove(&one.slug).unwrap_or_else(|| Typed::of(one)))
        }
        false => row(web, one, why).note(&one.note).quantity(&one.quantity.to_string()),
    });
    let list = lines(false, rows);
    let form = is_writable.then(|| {
        let version = cart.version.to_string();
        Post::unseen(web, FORM, &web.href("/cart"))
            .hidden(Sent::next().as_str(), "")
            .hidden(Sent::version().as_str(), &version)
    });
    let list = untitled(t!("cart-lines"), (list, form));
    (head, messages, support_touched(web, cart), split_with_rail(list, summary(web, cart, is_writable))).rendered()
}

/// The way to an order from a sheet.
fn sheet_link(web: &Web) -> Html {
    ui::link(&web.href("/quick-order"), t!("quick-from-sheet"))
}

/// What it costs, and the way to the checkout.
fn summary(web: &Web, cart: &Cart, is_writable: bool) -> Html {
    let subtotal = cart.subtotal().map_or_else(|| "–".to_owned(), text::money);
    let mut out = Markup::default();
    markup! {
        out,
        "<h2>", t!("summary-title"), "</h2>", Totals::default().sum(t!("summary-goods"), &subtotal),
        ui::muted_paragraph(t!("cart-later"))
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
    let Done { done, slug, quantity, .. } = Done::read(&web.query());
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
    let back = Post::with_class(web, "actions", &web.href(&format!("/cart/{slug}/restore")))
        .hidden(item::Wanted::quantity().as_str(), quantity)
        .field(submit("btn btn-small", t!("cart-put-back")));
    Notice::new(web, Tone::Success, t!("cart-removed")).below(back).html()
}

/// Says which products cost more since there are fewer of them.
fn dearer(web: &Web, cart: &Cart, why: &Reasons) -> Option<Html> {
    let Done { before, .. } = Done::read(&web.query());
    let texts = before.split('~').take(FEWER).filter_map(|part| {
        let (slug, quantity) = part.split_once('.')?;
        let line = cart.lines.iter().find(|line| line.slug == slug)?;
        price::dearer(why.get(&line.product)?, quantity.parse().ok()?, &line.name, &line.unit)
    });
    let texts: Vec<String> = texts.collect();
    (!texts.is_empty()).then(|| Notice::new(web, Tone::Warning, texts.join(" ")).html())
}

/// Why a line costs what it costs, and what a little more would cost.
fn reasons(web: &Web, line: &Line, why: &Reasons) -> Markup {
    let mut out = Markup::default();
    match why.get(&line.product) {
        Some(why) => markup! {
            out,
            price::hint_line(why, &line.unit, line.increment), price::panel(web, why, &line.unit, &line.name, false)
        },
        None => {
            let address = web.href(&format!("/p/{}?quantity={}", line.slug, line.quantity));
            markup! { out, "<small>", ui::link(&address, t!("price-why")), "</small>" }
        }
    }
    out
}

/// A line as everybody reads it.
fn row(web: &Web, line: &Line, why: &Reasons) -> line::Line {
    let price = match line.price {
        Some(price) => format!("{} {}", text::unit_price(price), item::per(&line.unit)),
        None => t!("item-on-request").to_owned(),
    };
    let mut row = line::Line::new(web, &line.slug, &line.name, &line.sku, &price)
        .total(line.total().map_or_else(|| "–".to_owned(), text::money));
    if line.added_by_support.is_some() && web.cx.behalf().is_none() {
        row = row.remark(t!("cart-by-support"));
    }
    row = row.more(reasons(web, line, why));
    match line.problem() {
        Some(problem) => row.problem(&words::problem(&problem)),
        None => row,
    }
}

/// A line with the fields that change it, and the button that removes it.
fn writable(web: &Web, line: &Line, why: &Reasons, version: i64, typed: Typed) -> line::Line {
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
    let remove = Post::with_class(web, "line-remove", &web.href(&format!("/cart/{}/remove", line.slug)))
        .hidden(Sent::version().as_str(), &version.to_string())
        .field(ui::form::icon_button("btn btn-quiet btn-icon btn-small", &name, ui::icon(web, "trash")));
    row(web, line, why).note_field(has_note, (label, ui::visually_hidden(&of)), field).controls(controls).end(remove)
}
