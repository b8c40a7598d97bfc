//! The customer's orders.

use crate::form::Form;
use crate::orders::{filter, heads};
use crate::respond::{Answer, encode, page, status_of};
use crate::shop::checkout::amounts;
use crate::shop::decision::Decision;
use crate::shop::frame::Chrome;
use crate::shop::item;
use crate::ui::{self, Position};
use crate::ui::{Html, Rendered};
use crate::web::Web;
use crate::words;
use crate::words::people::By;
use axum::extract::Path;
use domain::money::percent;
use domain::order::store::{Filter, Order, OrderLine, PAGE, Row};
use domain::order::{Sort, Status};
use http::StatusCode;
use leptos::prelude::*;

/// `/orders`
pub async fn list(web: Web) -> Answer {
    let filter = filter(&web.query());
    let (chrome, rows) = tokio::try_join!(Chrome::load(&web), domain::order::store::own(&web.cx, &filter))?;
    domain::behalf::history::viewed(&web.cx, "orders").await?;
    let mut total = rows.first().map_or(0, |r| r.matches);
    if rows.is_empty() && filter.page > 0 {
        let first = Filter { page: 0, ..filter.clone() };
        total = domain::order::store::own(&web.cx, &first).await?.first().map_or(0, |r| r.matches);
    }
    let position = Position { page: filter.page, size: PAGE, total };
    let here = web.href("/orders");
    let Filter { query: words, status, sort, .. } = filter;
    let link = |sort: Sort, page: i64| {
        let status = status.map_or("", Status::as_str);
        format!("{here}?q={}&status={status}&sort={}&page={page}", encode(&words), sort.as_str())
    };
    Ok(page(&web, &chrome.frame(), StatusCode::OK, "Orders", || {
        let table = if position.is_past_end() {
            ui::past_end(&web, position, |page| link(sort, page))
        } else if rows.is_empty() && words.is_empty() && status.is_none() {
            ui::empty(
                &web,
                "orders",
                "No orders yet",
                "Orders that you place, or that support places for you, stand here.",
                Some((web.href("/c"), "Browse products")),
            )
            .html()
        } else if rows.is_empty() {
            ui::empty(
                &web,
                "search",
                "No order matches",
                "Search by order number or PO number, or show all orders.",
                Some((here.clone(), "Show all orders")),
            )
            .html()
        } else {
            table(&web, &rows, heads("Placed (UTC)", sort, |sort| link(sort, 1)))
        };
        let options = Status::ALL
            .into_iter()
            .map(|s| view! { <option value=s.as_str() selected=status == Some(s)>{words::order_status(s).0}</option> })
            .collect_view();
        view! {
            <header class="page-head"><div><h1>"Orders"</h1></div></header>
            <form class="toolbar" method="get" action=here.clone()>
                <div class="search">
                    <label class="visually-hidden" for="orders-q">"Search orders"</label>
                    {ui::icon(&web, "search")}
                    <input id="orders-q" name="q" type="search" placeholder="Order or PO number" value=words.clone()/>
                </div>
                <label class="visually-hidden" for="status">"Status"</label>
                <select id="status" name="status"><option value="">"All states"</option>{options}</select>
                {(sort != Sort::default()).then(|| view! { <input type="hidden" name="sort" value=sort.as_str()/> })}
                <button class="btn">"Filter"</button>
                <span class="toolbar-end" role="status">{words::count(total, "order", "orders")}</span>
            </form>
            {table}
            {ui::pages(position, |page| link(sort, page))}
        }
    }))
}

fn table(web: &Web, rows: &[Row], [placed, total]: [Html; 2]) -> Html {
    let rows = rows
        .iter()
        .map(|r| {
            let by = By::row(r).for_company(r.support_names, web.cx.behalf().is_none());
            view! {
                <tr>
                    <th scope="row"><a class="row-link sku" href=web.href(&format!("/orders/{}", r.number))>{r.number.clone()}</a></th>
                    <td data-label="Placed">{ui::moment(r.placed_at)}</td>
                    <td data-label="PO number">{if r.po_number.is_empty() { "–".to_owned() } else { r.po_number.clone() }}</td>
                    <td data-label="Placed by"><bdi>{by}</bdi></td>
                    <td data-label="Status">{ui::badge(words::order_status(r.status))}</td>
                    <td class="num" data-label="Lines">{r.lines.to_string()}</td>
                    <td class="num" data-label="Total">{r.total().to_string()}</td>
                </tr>
            }
        })
        .collect_view();
    view! {
        <div class="table-wrap" data-card="">
            <table class="table">
                <caption class="visually-hidden">"Orders"</caption>
                <thead>
                    <tr>
                        <th scope="col">"Order"</th>
                        {placed}
                        <th scope="col">"PO number"</th>
                        <th scope="col">"Placed by"</th>
                        <th scope="col">"Status"</th>
                        <th scope="col" class="num">"Lines"</th>
                        {total}
                    </tr>
                </thead>
                <tbody>{rows}</tbody>
            </table>
        </div>
    }
    .html()
}

/// `/orders/{number}`; right after placing it, the page begins with the confirmation.
pub async fn show(web: Web, Path(number): Path<String>) -> Answer {
    render(&web, &number, &Form::default()).await
}

/// The page, with what was typed to decide about the order.
pub async fn render(web: &Web, number: &str, form: &Form) -> Answer {
    let (chrome, (order, lines)) =
        tokio::try_join!(Chrome::load(web), domain::order::store::find_own(&web.cx, number))?;
    domain::behalf::history::viewed(&web.cx, "order").await?;
    let decision = Decision::load(web, &order).await?;
    let is_new = web.query().get("placed") == "1" && web.cx.now().since(order.placed_at).as_seconds() < 3_600;
    let heading = match order.status {
        Status::Placed if is_new => Some("Order placed"),
        Status::AwaitingApproval if is_new => Some("Sent for approval"),
        _ => None,
    };
    let title = match heading {
        Some("Order placed") => format!("Order {} placed", order.number),
        Some(_) => format!("Order {} sent for approval", order.number),
        None => format!("Order {}", order.number),
    };
    Ok(page(web, &chrome.frame(), status_of(form), &title, || {
        content(web, (&order, &lines), heading, decision.as_ref(), form)
    }))
}

fn content(
    web: &Web,
    (order, lines): (&Order, &[OrderLine]),
    heading: Option<&'static str>,
    decision: Option<&Decision>,
    form: &Form,
) -> Html {
    let head = if let Some(heading) = heading {
        let whom = decision.map(Decision::whom).unwrap_or_default();
        let text = match (web.cx.behalf(), order.status == Status::AwaitingApproval) {
            (Some((_, customer, _)), true) => format!(
                "It belongs to {} and goes to {whom} for approval. Nobody at support can approve it.",
                ui::plain(&customer.name)
            ),
            (Some((_, customer, _)), false) => format!(
                "It belongs to {}. Read the number out to them; they find it among their orders.",
                ui::plain(&customer.name)
            ),
            (None, true) => {
                format!("It goes to {whom} for approval. You get a mail when it is decided; its prices are kept.")
            }
            (None, false) => {
                "Thank you. We will confirm it shortly; the number below is all you need to ask about it.".to_owned()
            }
        };
        view! {
            <section class="receipt" role="status">
                {ui::icon(web, "check")}
                <h1>{heading}</h1>
                <p>{text}</p>
                <p class="receipt-no">{order.number.clone()}</p>
                <div class="actions">
                    <a class="btn" href=web.href("/orders")>"All orders"</a>
                    <a class="btn" href=web.href("/c")>"Continue shopping"</a>
                </div>
            </section>
        }
        .html()
    } else {
        view! {
            {ui::crumbs(vec![(Some(web.href("/orders")), "Orders".to_owned()), (None, order.number.clone())])}
            <header class="page-head"><div><h1>"Order "{order.number.clone()}" "{ui::badge(words::order_status(order.status))}</h1></div></header>
        }
        .html()
    };
    let rows = lines.iter().map(|l| line(web, order, l)).collect_view();
    let is_own = web.cx.customer().is_some_and(|c| c.account == order.account_id);
    let by = By::of(order).for_company(order.support_names, is_own && web.cx.behalf().is_none());
    view! {
        {head}
        {ui::done(web)}
        <div class="split" data-rail="">
            <section class="card" aria-labelledby="lines">
                <header class="card-head"><h2 id="lines">"Lines"</h2><span class="count">{lines.len().to_string()}</span></header>
                <ul class="lines" data-plain="">{rows}</ul>
            </section>
            <div>
                {decision.map(|d| d.card(web, order, form))}
                <section class="card" aria-labelledby="sum"><header class="card-head"><h2 id="sum">"Summary"</h2></header>
                    <div class="card-body">{amounts(order.totals(), &order.tax_note)}</div>
                </section>
                <section class="card" aria-labelledby="about"><header class="card-head"><h2 id="about">"About this order"</h2></header>
                    <div class="card-body">{facts(order, by)}</div>
                </section>
            </div>
        </div>
    }
    .html()
}

/// The facts of an order; `by` is who placed it, in words for the reader.
pub fn facts(order: &Order, by: String) -> Html {
    let is_placed = match order.status {
        Status::AwaitingApproval | Status::Rejected | Status::Withdrawn => false,
        Status::Placed | Status::Confirmed | Status::Shipped | Status::Delivered | Status::Cancelled => true,
    };
    let address = order.address_text.lines().map(|l| view! { <br/>{l.to_owned()} }).collect_view();
    let terms = if order.terms_days == 0 {
        "On account, due at once".to_owned()
    } else {
        format!("On account, {} days", order.terms_days)
    };
    // Whoever placed the order gave it.
    let rate = order.totals().discount_rate;
    let discount = (rate > 0).then(|| {
        let given = format!("{} by {by}", percent(rate));
        let reason = ui::plain(&order.discount_reason);
        view! { <div><dt>"Discount"</dt><dd><bdi>{given}</bdi><br/><small class="muted"><bdi>{reason}</bdi></small></dd></div> }
    });
    view! {
        <dl class="facts">
            <div><dt>{if is_placed { "Placed" } else { "Submitted" }}</dt><dd>{ui::moment(order.placed_at)}" UTC"</dd></div>
            <div>
                <dt>{if is_placed { "Placed by" } else { "Submitted by" }}</dt>
                <dd><bdi>{by}</bdi>{order.on_behalf.then(|| view! { " "<span class="badge-behalf">"On behalf"</span> })}</dd>
            </div>
            {discount}
            <div><dt>"Delivery method"</dt><dd>{words::shipping(order.shipping_method).0}</dd></div>
            <div><dt>"Delivery address"</dt><dd><address class="address"><bdi>{order.recipient.clone()}</bdi>{address}</address></dd></div>
            <div><dt>"Payment"</dt><dd>{terms}</dd></div>
            <div>
                <dt>"PO number"</dt>
                <dd>
                    {if order.po_number.is_empty() { "–".to_owned() } else { order.po_number.clone() }}
                    {order.po_number_before.clone().map(|number| view! { <br/><small class="muted">{format!("Used before, on order {number}")}</small> })}
                </dd>
            </div>
            {(!order.note.is_empty()).then(|| view! { <div><dt>"Note"</dt><dd>{order.note.clone()}</dd></div> })}
        </dl>
    }
    .html()
}

fn line(web: &Web, order: &Order, line: &OrderLine) -> Html {
    view! {
        <li class="line">
            <span class="pic" data-size="thumb"><img src=format!("/pic/{}.svg", line.slug) alt="" width="48" height="48" loading="lazy"/></span>
            <div class="line-what">
                <a href=web.href(&format!("/p/{}", line.slug))>{line.name.clone()}</a>
                <small><span class="sku">{line.sku.clone()}</span>{format!(" · {} {}", line.price(order), item::per(&line.unit))}</small>
                {(!line.note.is_empty()).then(|| view! { <p class="line-note">{line.note.clone()}</p> })}
            </div>
            <p class="line-qty">{domain::money::grouped(line.quantity.unsigned_abs())}</p>
            <p class="line-total money">{line.total(order).to_string()}</p>
        </li>
    }
    .html()
}
