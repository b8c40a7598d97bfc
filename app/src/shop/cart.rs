//! The cart.

use crate::form::Form;
use crate::respond::{Answer, encode, page, see, status_of};
use crate::shop::frame::Chrome;
use crate::ui::{self, Html, Rendered, Stepper};
use crate::web::Web;
use crate::words;
use axum::extract::Path;
use domain::cart::{Cart, Line};
use domain::policy::Action;
use leptos::prelude::*;

/// `/cart`
pub async fn show(web: Web) -> Answer {
    render(&web, None).await
}

/// Sets quantity and note of a line.
pub async fn change(web: Web, Path(slug): Path<String>, form: Form) -> Answer {
    match domain::cart::store::change(&web.cx, &slug, form.get("quantity"), form.get("note")).await {
        Ok(()) => Ok(see(&web.href("/cart?done=changed"))),
        Err(error) => render(&web, Some((slug, form.reject(error)?))).await,
    }
}

/// Removes a line; the page offers to put it back.
pub async fn remove(web: Web, Path(slug): Path<String>, _form: Form) -> Answer {
    let removed = domain::cart::store::remove(&web.cx, &slug).await?;
    let back = format!("/cart?done=removed&slug={}&quantity={}", encode(&removed.slug), removed.quantity);
    Ok(see(&web.href(&back)))
}

/// Puts a removed line back.
pub async fn restore(web: Web, Path(slug): Path<String>, form: Form) -> Answer {
    domain::cart::store::add(&web.cx, &slug, form.get("quantity")).await?;
    Ok(see(&web.href("/cart?done=restored")))
}

async fn render(web: &Web, rejected: Option<(String, Form)>) -> Answer {
    let (chrome, cart) = tokio::try_join!(Chrome::load(web), domain::cart::store::load(&web.cx))?;
    domain::behalf::history::viewed(&web.cx, "cart").await?;
    let status = rejected.as_ref().map_or(http::StatusCode::OK, |(_, form)| status_of(form));
    Ok(page(web, &chrome.frame(), status, "Cart", || content(web, &cart, rejected.as_ref())))
}

fn content(web: &Web, cart: &Cart, rejected: Option<&(String, Form)>) -> Html {
    if cart.lines.is_empty() {
        return view! {
            <header class="page-head"><div><h1>"Cart"</h1></div></header>
            {message(web)}
            {ui::empty(web, "cart", "The cart is empty", "Search for a product or an SKU, or browse the categories.", Some((web.href("/c"), "Browse products")))}
        }
        .html();
    }
    let writable = web.cx.may(Action::EditCart);
    let lines = cart
        .lines
        .iter()
        .map(|l| line(web, l, writable, rejected.filter(|(slug, _)| *slug == l.slug).map(|(_, form)| form)))
        .collect_view();
    let subtotal = cart.subtotal().map_or_else(|| "–".to_owned(), |m| m.to_string());
    let checkout = if cart.is_orderable() && writable {
        view! { <a class="btn btn-primary btn-large btn-wide" href=web.href("/checkout")>"Check out"</a> }.html()
    } else if writable {
        view! { <p class="status" data-tone="warning">"Change or remove the marked lines to check out."</p> }.html()
    } else {
        view! { <p class="not-on-behalf">"Not possible in a view-only session."</p> }.html()
    };
    view! {
        <header class="page-head"><div><h1>"Cart"</h1><p class="muted">{words::count(i64::try_from(cart.lines.len()).unwrap_or(0), "line", "lines")}</p></div></header>
        {message(web)}
        {(web.cx.behalf().is_none()).then(|| support_touched(web, cart))}
        <div class="split" data-rail="">
            <section class="card" aria-label="Lines"><ul class="lines">{lines}</ul></section>
            <aside class="summary card" aria-label="Summary">
                <div class="card-body">
                    <h2>"Summary"</h2>
                    <dl class="totals">
                        <div class="total"><dt>"Goods, net"</dt><dd class="money">{subtotal}</dd></div>
                    </dl>
                    <p class="muted">"Delivery and tax are added at checkout."</p>
                    {checkout}
                </div>
            </aside>
        </div>
    }
    .html()
}

fn support_touched(web: &Web, cart: &Cart) -> Option<impl IntoView + use<>> {
    let any = cart.lines.iter().any(|l| l.added_by_support.is_some()) || cart.touched_by_support.is_some();
    any.then(|| ui::notice(web, "info", "Support has worked in this cart for you.".to_owned()))
}

fn message(web: &Web) -> Html {
    let query = web.query();
    let slug = query.get("slug").to_owned();
    if query.get("done") == "removed"
        && !slug.is_empty()
        && slug.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-')
    {
        let quantity = query.get("quantity").to_owned();
        return view! {
            <div class="notice" data-tone="success" role="status">
                {ui::icon(web, "check")}
                <div>
                    <p>"The line was removed."</p>
                    <form class="actions" method="post" action=web.href(&format!("/cart/{slug}/restore"))>
                        {ui::context(web)}
                        <input type="hidden" name="quantity" value=quantity/>
                        <button class="btn btn-small">"Put it back"</button>
                    </form>
                </div>
            </div>
        }
        .html();
    }
    ui::done(web).html()
}

fn line(web: &Web, line: &Line, writable: bool, rejected: Option<&Form>) -> Html {
    let quantity_error = rejected.and_then(|f| f.error("quantity"));
    let note_error = rejected.and_then(|f| f.error("note"));
    let typed = rejected.map_or_else(|| line.quantity.to_string(), |f| f.get("quantity").to_owned());
    let note = rejected.map_or_else(|| line.note.clone(), |f| f.get("note").to_owned());
    let price = line.price.map_or_else(|| "Price on request".to_owned(), |p| format!("{p} {}", line.unit));
    let total = line.total().map_or_else(|| "–".to_owned(), |t| t.to_string());
    let problem = line.problem().map(|p| words::problem(&p));
    let id = format!("quantity-{}", line.slug);
    let error_id = format!("{id}-err");
    let note_id = format!("note-{}", line.slug);
    let form_id = format!("line-{}", line.slug);
    let has_note = !note.is_empty() || note_error.is_some();
    let controls = writable.then(|| {
        let stepper = ui::stepper(Stepper {
            id,
            of: line.name.clone(),
            value: typed,
            step: line.increment,
            small: true,
            error: quantity_error.is_some().then(|| error_id.clone()),
        });
        view! {
            <form class="line-qty" id=form_id.clone() method="post" action=web.href(&format!("/cart/{}", line.slug))>
                {ui::context(web)}
                {stepper}
                <button class="btn btn-small">"Update"<span class="visually-hidden">{format!(" {}", line.name)}</span></button>
                {quantity_error.map(|text| view! { <p class="error" id=error_id>{text}</p> })}
            </form>
        }
    });
    let note_field = if writable {
        view! {
            <details class="line-note" open=has_note>
                <summary>{if has_note { "Note" } else { "Add note" }}<span class="visually-hidden">{format!(" to {}", line.name)}</span></summary>
                <label class="visually-hidden" for=note_id.clone()>{format!("Note to {}", line.name)}</label>
                <textarea id=note_id name="note" rows="2" form=form_id>{note}</textarea>
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
                {line.added_by_support.clone().filter(|_| web.cx.behalf().is_none()).map(|_| view! { <small>"Added by support for you"</small> })}
                {problem.map(|text| view! { <p class="status" data-tone="warning">{text}</p> })}
                {note_field}
            </div>
            {controls}
            {(!writable).then(|| view! { <p class="line-qty">{line.quantity.to_string()}</p> })}
            <p class="line-total money">{total}</p>
            {writable.then(|| view! {
                <form class="line-remove" method="post" action=web.href(&format!("/cart/{}/remove", line.slug))>
                    {ui::context(web)}
                    <button class="btn btn-quiet btn-icon btn-small" aria-label=format!("Remove {}", line.name)>{ui::icon(web, "trash")}</button>
                </form>
            })}
        </li>
    }
    .html()
}
