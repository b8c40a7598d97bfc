//! The cart.

use crate::form::Form;
use crate::respond::{Answer, encode, page, see};
use crate::shop::frame::Chrome;
use crate::shop::{item, quick_order};
use crate::t;
use crate::text;
use crate::ui::{self, Html, Rendered, Stepper};
use crate::web::Web;
use crate::words;
use axum::extract::Path;
use domain::cart::db::Wanted;
use domain::cart::{Cart, Line};
use domain::error::{Conflict, Error};
use domain::policy::Action;
use http::StatusCode;
use leptos::prelude::*;
use std::collections::HashMap;

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
    fn read(form: &Form, line: &Line) -> Option<Typed> {
        let quantity = form.find(&format!("quantity-{}", line.slug))?.to_owned();
        let note = form.find(&format!("note-{}", line.slug)).map_or_else(|| line.note.clone(), str::to_owned);
        let told = |error| match error {
            Error::Invalid(fields) => fields.first().map(|f| words::problem(&f.problem)),
            _ => None,
        };
        let quantity_error = domain::cart::quantity(&quantity, line.increment).err().and_then(told);
        let note_error = domain::cart::note(&note).err().and_then(told);
        Some(Typed { quantity, note, quantity_error, note_error })
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

/// The version of the cart that the form was made from.
fn shown(form: &Form) -> Option<i64> {
    form.get("version").parse().ok()
}

/// Shows the cart as it is now, with what was typed.
async fn changed_meanwhile(web: &Web, form: &Form) -> Answer {
    let cart = domain::cart::db::load(&web.cx).await?;
    let typed = cart.lines.iter().filter_map(|l| Some((l.slug.clone(), Typed::read(form, l)?.beside(l)))).collect();
    render(web, cart, Rejected { typed, is_stale: true }).await
}

/// Sets quantity and note of every line that was changed, and goes on to the checkout where that was asked for.
pub async fn change(web: Web, form: Form) -> Answer {
    web.cx.check_recorded(Action::EditCart).await?;
    let cart = domain::cart::db::load(&web.cx).await?;
    let typed: Vec<(&Line, Typed)> =
        cart.lines.iter().filter_map(|line| Some((line, Typed::read(&form, line)?))).collect();
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
        match domain::cart::db::change_shown(&web.cx, &wanted, shown(&form)).await {
            Err(Error::Conflict(Conflict::Cart)) => return changed_meanwhile(&web, &form).await,
            other => other?,
        }
    }
    Ok(see(&web.href(if form.get("next") == "checkout" { "/checkout" } else { "/cart?done=changed" })))
}

/// Removes a line; the page offers to put it back.
pub async fn remove(web: Web, Path(slug): Path<String>, form: Form) -> Answer {
    let removed = match domain::cart::db::remove_shown(&web.cx, &slug, shown(&form)).await {
        Err(Error::Conflict(Conflict::Cart)) => return changed_meanwhile(&web, &form).await,
        other => other?,
    };
    let back = format!("/cart?done=removed&slug={}&quantity={}", encode(&removed.slug), removed.quantity);
    Ok(see(&web.href(&back)))
}

/// Puts a removed line back.
pub async fn restore(web: Web, Path(slug): Path<String>, form: Form) -> Answer {
    domain::cart::db::add(&web.cx, &slug, form.get("quantity")).await?;
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
    Ok(page(web, &chrome.frame(), status, t!("cart-title"), || content(web, &cart, rejected)))
}

fn content(web: &Web, cart: &Cart, mut rejected: Rejected) -> Html {
    if cart.lines.is_empty() {
        return view! {
            <header class="page-head"><div><h1>{t!("cart-title")}</h1></div></header>
            {message(web, cart)}
            {rejected.is_stale.then(|| ui::notice(web, "warning", words::conflict(Conflict::Cart).1.to_owned()))}
            {ui::empty(web, "cart", t!("cart-empty"), t!("cart-empty-help"), Some((web.href("/c"), t!("home-browse"))))}
            <p class="quick-way"><a href=web.href(quick_order::PATH)>{t!("quick-from-sheet")}</a></p>
        }
        .html();
    }
    let writable = web.cx.may(Action::EditCart);
    let version = cart.version;
    let lines =
        cart.lines.iter().map(|l| line(web, l, version, writable, rejected.typed.remove(&l.slug))).collect_view();
    let subtotal = cart.subtotal().map_or_else(|| "–".to_owned(), text::money);
    let checkout = if cart.is_orderable() && writable {
        view! { <a class="btn btn-primary btn-large btn-wide" href=web.href("/checkout") data-saves="checkout">{t!("cart-check-out")}</a> }.html()
    } else if writable {
        view! { <p class="status" data-tone="warning">{t!("cart-marked")}</p> }.html()
    } else {
        ui::cannot_order(web)
    };
    view! {
        <header class="page-head"><div><h1>{t!("cart-title")}</h1><p class="muted">{t!("cart-lines-count", count = cart.lines.len())}</p></div></header>
        {message(web, cart)}
        {rejected.is_stale.then(|| ui::notice(web, "warning", words::conflict(Conflict::Cart).1.to_owned()))}
        {(web.cx.behalf().is_none()).then(|| support_touched(web, cart))}
        <div class="split" data-rail="">
            <section class="card" aria-label=t!("cart-lines")>
                <ul class="lines">{lines}</ul>
                {writable.then(|| view! {
                    <form id="lines" hidden method="post" action=web.href("/cart")>
                        {ui::context(web)}
                        <input type="hidden" name="next"/>
                        <input type="hidden" name="version" value=version/>
                    </form>
                })}
            </section>
            <aside class="summary card" aria-label=t!("summary-title")>
                <div class="card-body">
                    <h2>{t!("summary-title")}</h2>
                    <dl class="totals">
                        <div class="total"><dt>{t!("summary-goods")}</dt><dd class="money">{subtotal}</dd></div>
                    </dl>
                    <p class="muted">{t!("cart-later")}</p>
                    {checkout}
                    <p><a href=web.href("/c")>{t!("cart-continue")}</a></p>
                    <p><a href=web.href(quick_order::PATH)>{t!("quick-from-sheet")}</a></p>
                </div>
            </aside>
        </div>
    }
    .html()
}

fn support_touched(web: &Web, cart: &Cart) -> Option<impl IntoView + use<>> {
    let any = cart.lines.iter().any(|l| l.added_by_support.is_some()) || cart.touched_by_support.is_some();
    any.then(|| ui::notice(web, "info", t!("cart-support").to_owned()))
}

/// What was just done, by the code in the address.
fn message(web: &Web, cart: &Cart) -> Html {
    let query = web.query();
    let slug = query.get("slug");
    match query.get("done") {
        "removed" if slug.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-') && !slug.is_empty() => {
            removed(web, slug, query.get("quantity").to_owned())
        }
        "added" => match cart.lines.iter().find(|l| l.slug == slug) {
            Some(line) => added(web, line),
            None => ui::done(web).html(),
        },
        _ => ui::done(web).html(),
    }
}

fn added(web: &Web, line: &Line) -> Html {
    match line.problem() {
        Some(problem) => {
            let text = t!("cart-added-problem", product = &line.name, problem = words::problem(&problem));
            ui::notice(web, "warning", text).html()
        }
        None => ui::notice(web, "success", t!("cart-added", product = &line.name)).html(),
    }
}

fn removed(web: &Web, slug: &str, quantity: String) -> Html {
    view! {
        <div class="notice" data-tone="success" role="status">
            {ui::icon(web, "check")}
            <div>
                <p>{t!("cart-removed")}</p>
                <form class="actions" method="post" action=web.href(&format!("/cart/{slug}/restore"))>
                    {ui::context(web)}
                    <input type="hidden" name="quantity" value=quantity/>
                    <button class="btn btn-small">{t!("cart-put-back")}</button>
                </form>
            </div>
        </div>
    }
    .html()
}

fn line(web: &Web, line: &Line, version: i64, writable: bool, rejected: Option<Typed>) -> Html {
    let Typed { quantity, note, quantity_error, note_error } = rejected.unwrap_or_else(|| Typed {
        quantity: line.quantity.to_string(),
        note: line.note.clone(),
        ..Typed::default()
    });
    let price = match line.price {
        Some(price) => format!("{} {}", text::unit_price(price), item::per(&line.unit)),
        None => t!("item-on-request").to_owned(),
    };
    let total = line.total().map_or_else(|| "–".to_owned(), text::money);
    let problem = line.problem().map(|p| words::problem(&p));
    let id = format!("quantity-{}", line.slug);
    let error_id = format!("{id}-err");
    let note_id = format!("note-{}", line.slug);
    let has_note = !note.is_empty() || note_error.is_some();
    let controls = writable.then(|| {
        let stepper = ui::stepper(Stepper {
            name: id.clone(),
            id,
            form: Some("lines"),
            of: line.name.clone(),
            value: quantity,
            step: line.increment,
            small: true,
            error: quantity_error.is_some().then(|| error_id.clone()),
        });
        view! {
            <div class="line-qty">
                {stepper}
                <button class="btn btn-small" form="lines">{t!("cart-update")}<span class="visually-hidden">{format!(" {}", line.name)}</span></button>
                {quantity_error.map(|text| view! { <p class="error" id=error_id>{text}</p> })}
            </div>
        }
    });
    let note_field = if writable {
        view! {
            <details class="line-note" open=has_note>
                <summary>{if has_note { t!("cart-note") } else { t!("cart-add-note") }}<span class="visually-hidden">{format!(" {}", t!("cart-note-of", product = &line.name))}</span></summary>
                <label class="visually-hidden" for=note_id.clone()>{t!("cart-note-to", product = &line.name)}</label>
                <textarea id=note_id.clone() name=note_id rows="2" form="lines">{ui::area_text(&note)}</textarea>
                {note_error.map(|text| view! { <p class="error">{text}</p> })}
            </details>
        }
        .html()
    } else {
        (!note.is_empty()).then(|| view! { <p class="line-note">{note}</p> }).html()
    };
    view! {
        <li class="line">
            <span class="pic" data-size="thumb"><img src=format!("/pic/{}.svg", line.slug) alt="" width="48" height="48" loading="lazy"/></span>
            <div class="line-what">
                <a href=web.href(&format!("/p/{}", line.slug))>{line.name.clone()}</a>
                <small><span class="sku">{line.sku.clone()}</span>" · "{price}</small>
                {line.added_by_support.clone().filter(|_| web.cx.behalf().is_none()).map(|_| view! { <small>{t!("cart-by-support")}</small> })}
                {problem.map(|text| view! { <p class="status" data-tone="warning">{text}</p> })}
                {note_field}
            </div>
            {controls}
            {(!writable).then(|| view! { <p class="line-qty">{line.quantity.to_string()}</p> })}
            <p class="line-total money">{total}</p>
            {writable.then(|| view! {
                <form class="line-remove" method="post" action=web.href(&format!("/cart/{}/remove", line.slug))>
                    {ui::context(web)}
                    <input type="hidden" name="version" value=version/>
                    <button class="btn btn-quiet btn-icon btn-small" aria-label=t!("cart-remove", product = &line.name)>{ui::icon(web, "trash")}</button>
                </form>
            })}
        </li>
    }
    .html()
}
