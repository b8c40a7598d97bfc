//! The cart.

pub mod line;
pub mod mend;
mod typed;

use crate::form::{Fields, Form, Posted};
use crate::frame::shop::Chrome;
use crate::island::cart_live::CartLive;
use crate::part::line::lines;
use crate::part::ordering::cannot_order;
use crate::part::picture;
use crate::part::price;
use crate::respond::{Answer, encode, page, see};
use crate::shop::cart::line::{plain, writable};
pub use crate::shop::cart::typed::Sent;
use crate::shop::cart::typed::{FORM, Rejected, Typed, by_slug, here, is_own_page, read};
use crate::shop::lists::{into, later};
use crate::shop::prepared::around::Around;
use crate::shop::{export, item};
use crate::text::in_language;
use crate::ui::card::{aside, body, untitled};
use crate::ui::form::{Post, actions, button_link, choose_of_form, submit};
use crate::ui::head::Head;
use crate::ui::markup::{Markup, Part};
use crate::ui::notice::{Notice, Tone};
use crate::ui::split::split_with_rail;
use crate::ui::totals::Totals;
use crate::ui::{self, Html, Rendered};
use crate::web::Web;
use crate::{form, markup, t, text, words};
use axum::body::Body;
use axum::extract::Path;
use axum::response::{IntoResponse, Response};
use domain::cart::{Cart, Line, live};
use domain::cx::ActorRole;
use domain::error::{Conflict, Error, Problem};
use domain::id::ProductId;
use domain::order::db::Terms;
use domain::policy::Action;
use domain::price::why::{Why, why};
use http::header::{CACHE_CONTROL, CONTENT_TYPE};
use http::{HeaderValue, StatusCode};
use leptos::prelude::*;
use std::collections::HashMap;

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

/// `/cart`, or the prepared cart of the request.
pub async fn show(web: Web) -> Answer {
    let cart = domain::cart::db::load(&web.cx).await?;
    render(&web, cart, Rejected::default(), &Form::default()).await
}

/// The page after somebody else changed the cart.
pub async fn stale(web: &Web) -> Answer {
    again(web, Form::default(), Error::Conflict(Conflict::Cart)).await
}

/// The page with a form beside the lines that was not taken.
pub async fn again(web: &Web, form: Form, error: Error) -> Answer {
    let is_stale = matches!(error, Error::Conflict(Conflict::Cart));
    let form = if is_stale { form } else { form.reject(error)? };
    let cart = domain::cart::db::load(&web.cx).await?;
    render(web, cart, Rejected { typed: HashMap::new(), is_stale }, &form).await
}

/// Shows the cart as it is now, with what was typed.
async fn changed_meanwhile(web: &Web, sent: &Sent) -> Answer {
    let cart = domain::cart::db::load(&web.cx).await?;
    let typed = read(sent, &cart).into_iter().map(|(line, typed)| (line.slug.clone(), typed.beside(line))).collect();
    render(web, cart, Rejected { typed, is_stale: true }, &Form::default()).await
}

/// Sets what was changed of every line, and goes on to the checkout where that was asked for.
pub async fn change(web: Web, Posted(sent, _): Posted<Sent>) -> Answer {
    web.cx.check_recorded(Action::EditCart).await?;
    let cart = domain::cart::db::load(&web.cx).await?;
    let typed = read(&sent, &cart);
    if typed.iter().any(|(_, typed)| typed.is_wrong()) {
        let rejected = Rejected { typed: by_slug(typed), is_stale: false };
        return render(&web, cart.clone(), rejected, &Form::default()).await;
    }
    let all = sent.all();
    let changed = typed.iter().filter(|(line, typed)| typed.is_change(line, all.is_none()));
    let edits: Vec<_> = changed.map(|(line, typed)| typed.edit(line, all.is_none())).collect();
    if !edits.is_empty() || all.is_some() {
        match domain::cart::db::save(&web.cx, &edits, all, sent.shown()).await {
            Err(Error::Conflict(Conflict::Cart)) => return changed_meanwhile(&web, &sent).await,
            other => other?,
        }
    }
    let fewer =
        typed.iter().filter(|(line, typed)| typed.quantity.trim().parse().is_ok_and(|n: i64| n < line.quantity));
    let fewer: Vec<String> = fewer.take(FEWER).map(|(line, _)| format!("{}.{}", line.slug, line.quantity)).collect();
    let next = match (sent.next.as_str(), web.cx.prepared()) {
        ("checkout", Some(id)) => format!("/checkout?cart={id}"),
        ("checkout", None) => "/checkout".to_owned(),
        _ => form::address(&here(&web), [("done", "changed"), (Done::before().as_str(), &fewer.join("~"))].into_iter()),
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

/// Moves a line out of the cart to those that are saved for later.
pub async fn save_for_later(web: Web, Path(slug): Path<String>, Posted(sent, _): Posted<later::Saved>) -> Answer {
    match domain::requisition::later::save(&web.cx, &slug, sent.version.parse().ok()).await {
        Err(Error::Conflict(Conflict::Cart)) => return stale(&web).await,
        other => other?,
    }
    Ok(see(&web.href("/cart?done=later")))
}

/// Puts a removed line back.
pub async fn restore(web: Web, Path(slug): Path<String>, Posted(typed, _): Posted<item::Wanted>) -> Answer {
    domain::cart::db::add(&web.cx, &slug, &typed.quantity).await?;
    Ok(see(&web.href(&format!("{}?done=restored", here(&web)))))
}

async fn render(web: &Web, cart: Cart, rejected: Rejected, form: &Form) -> Answer {
    let products: Vec<ProductId> = cart.lines.iter().map(|line| line.product).collect();
    let own = domain::own_item::of(&web.cx, &products);
    let (terms, saved) = (domain::order::db::terms(&web.cx), domain::requisition::later::all(&web.cx));
    let around = Around::load(web, &cart, form);
    let (chrome, terms, own, saved, around) = tokio::try_join!(Chrome::load(web), terms, own, saved, around)?;
    domain::behalf::history::viewed(&web.cx, "cart").await?;
    let status = match () {
        () if rejected.is_stale => StatusCode::CONFLICT,
        () if rejected.typed.is_empty() && !form.is_rejected() => StatusCode::OK,
        () => StatusCode::UNPROCESSABLE_ENTITY,
    };
    let wanted: Vec<(ProductId, i64)> =
        cart.lines.iter().take(EXPLAINED).map(|line| (line.product, line.quantity)).collect();
    let why = why(&web.cx, &web.scope(), &wanted).await?;
    let slugs = cart.lines.iter().map(|line| line.slug.as_str());
    picture::load(web, slugs.chain(saved.iter().map(|line| line.slug.as_str()))).await?;
    let title = around.title.clone().unwrap_or_else(|| t!("cart-title").to_owned());
    Ok(page(web, &chrome.frame(), status, &title, || {
        let shown = Shown { cart: &cart, terms: &terms, own: &own, why: &why };
        let saved = is_own_page(web).then(|| later::section(web, &saved));
        (content(web, &shown, rejected, around, &title), saved).rendered()
    }))
}

/// A cart with what is said about its lines.
struct Shown<'a> {
    cart: &'a Cart,
    terms: &'a Terms,
    /// The company's own numbers.
    own: &'a HashMap<ProductId, String>,
    why: &'a Reasons,
}

fn content(web: &Web, shown: &Shown<'_>, mut rejected: Rejected, around: Around, title: &str) -> Html {
    let Shown { cart, terms, own, why } = *shown;
    let stale = rejected.is_stale.then(|| Notice::new(web, Tone::Warning, words::conflict(Conflict::Cart).1));
    let messages = (message(web, cart), later::message(web), dearer(web, cart, why), stale, around.above);
    if cart.lines.is_empty() {
        let browse = Some((web.href("/c"), t!("home-browse")));
        let nothing = ui::empty(web, "cart", t!("cart-empty"), t!("cart-empty-help"), browse);
        let sheet = ui::paragraph(sheet_link(web));
        let empty = (Head::new(title), messages, nothing, sheet, (around.next, around.below)).rendered();
        return shared(web, cart, empty);
    }
    let is_writable = web.cx.may(Action::EditCart);
    let head = Head::new(title)
        .about(t!("cart-lines-count", count = cart.lines.len()))
        .actions(is_own_page(web).then(|| export::ways(web, &web.href("/cart/export"))));
    // What cannot be ordered comes first, then what has another price.
    let mut sorted: Vec<&Line> = cart.lines.iter().collect();
    sorted.sort_by_key(|line| (line.severity().unwrap_or(u8::MAX), line.price_before().is_none()));
    let rows = sorted.into_iter().map(|one| {
        let reasons = reasons(web, one, why);
        let line = match is_writable {
            true => {
                let typed = rejected.typed.remove(&one.slug).unwrap_or_else(|| Typed::of(one));
                writable(web, one, reasons, cart.version, typed)
            }
            false => plain(web, one, reasons),
        };
        line.own_number(own.get(&one.product).map_or("", String::as_str))
    });
    let list = lines(false, rows);
    let form = is_writable.then(|| {
        let version = cart.version.to_string();
        Post::unseen(web, FORM, &web.href(&here(web)))
            .hidden(Sent::next().as_str(), "")
            .hidden(Sent::boxes().as_str(), "1")
            .hidden(Sent::version().as_str(), &version)
    });
    let list = untitled(t!("cart-lines"), (is_writable.then(|| ticks(web, cart)), list, form));
    let mends = is_writable && is_own_page(web);
    let notices = (support_touched(web, cart), mends.then(|| (wrong(web, cart), other_prices(web, cart))));
    let sums = summary(web, cart, terms, is_writable, around.next);
    let all = (head, messages, notices, split_with_rail(list, sums), around.below).rendered();
    shared(web, cart, all)
}

/// The buttons that tick, where there is something to choose.
fn ticks(web: &Web, cart: &Cart) -> Option<Html> {
    let here = web.href(&here(web));
    let button = |value, label| choose_of_form("btn btn-small", FORM, Sent::select(), value, &here, label);
    let has_choice = cart.lines.len() > 1 || cart.lines.iter().any(|line| !line.is_selected);
    has_choice.then(|| body(actions((button("all", t!("cart-tick-all")), button("none", t!("cart-tick-none"))))))
}

/// That lines cannot be ordered, with the button that mends them.
fn wrong(web: &Web, cart: &Cart) -> Option<Notice> {
    let count = cart.lines.iter().filter(|line| line.problem().is_some()).count();
    let safe = cart.lines.iter().filter(|line| line.safe().is_some()).count();
    let notice = (count > 0).then(|| Notice::new(web, Tone::Warning, t!("cart-wrong-lines", count = count)))?;
    if safe == 0 {
        return Some(notice);
    }
    let label = t!("mend-all", count = safe);
    let button = choose_of_form("btn btn-small", FORM, Sent::mend(), "all", &web.href("/cart/mend"), label);
    Some(notice.actions(button).below(ui::muted_paragraph(t!("mend-all-help"))))
}

/// That prices are not those that were shown last.
fn other_prices(web: &Web, cart: &Cart) -> Option<Notice> {
    let count = cart.lines.iter().filter(|line| line.price_before().is_some()).count();
    let seen = Post::with_class(web, "actions", &web.href("/cart/prices"))
        .hidden(Sent::version().as_str(), &cart.version.to_string())
        .field(submit("btn btn-small", t!("cart-prices-seen")));
    (count > 0).then(|| Notice::new(web, Tone::Warning, t!("cart-prices-changed", count = count)).below(seen))
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

/// `/cart/version`: the version of the cart, and on the next line who made it, for the open page of somebody else, which asks
/// again and again.
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

/// What the ticked lines cost, and the way to the checkout, or what comes `next` in place of it.
fn summary(web: &Web, cart: &Cart, terms: &Terms, is_writable: bool, next: Option<Html>) -> Html {
    let (ordered, all) = (cart.clone().ordered(), cart.lines.len());
    let goods = ordered.subtotal();
    let subtotal = goods.map_or_else(|| "–".to_owned(), text::money);
    let part = (ordered.left > 0).then(|| {
        let (count, all) = (text::number(count(ordered.lines.len())), text::number(count(all)));
        ui::muted_paragraph(t!("cart-part", count = count, all = all))
    });
    let mut out = Markup::default();
    markup! {
        out,
        "<h2>", t!("summary-title"), "</h2>", part, Totals::default().sum(t!("summary-goods"), &subtotal),
        ui::muted_paragraph(t!("cart-later"))
    }
    if let Some(next) = next {
        out.put(next);
        return aside("summary card", None, t!("summary-title"), body(out));
    }
    let missing = goods.and_then(|goods| terms.missing(goods));
    match (missing, ordered.lines.is_empty()) {
        _ if !is_writable => out.put(cannot_order(web)),
        (_, true) => out.put(ui::status("warning", words::problem(&Problem::NothingSelected))),
        _ if !ordered.is_orderable() => out.put(ui::status("warning", t!("cart-marked"))),
        (Some((missing, minimum)), _) => {
            out.put(ui::status("warning", words::problem(&Problem::BelowMinimum { missing, minimum })));
        }
        (None, _) => markup! {
            out,
            "<a class=\"btn btn-primary btn-large btn-wide\"", "href" = web.href("/checkout"), "data-saves" = "checkout", ">",
            t!("cart-check-out"), "</a>"
        },
    }
    out.put(ui::paragraph(ui::link(&web.href("/c"), t!("cart-continue"))));
    out.put(ui::paragraph(sheet_link(web)));
    out.put(into::of_cart(web, None));
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
        "mended" => Some(mended(web, cart, &quantity)),
        "nothing-ticked" => Some(Notice::new(web, Tone::Warning, words::problem(&Problem::NothingSelected)).html()),
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

/// That lines were mended, with the button that takes it back.
fn mended(web: &Web, cart: &Cart, quantity: &str) -> Html {
    let back = Post::with_class(web, "actions", &web.href("/cart/undo"))
        .hidden(Sent::version().as_str(), &cart.version.to_string())
        .field(submit("btn btn-small", t!("mend-undo")));
    let text = t!("mend-done", count = quantity.parse::<i64>().unwrap_or(1));
    Notice::new(web, Tone::Success, text).below(back).html()
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

fn count(number: usize) -> i64 {
    i64::try_from(number).unwrap_or(i64::MAX)
}
