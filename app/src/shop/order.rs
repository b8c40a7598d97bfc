//! The customer's orders.

use crate::form::Form;
use crate::frame::shop::Chrome;
use crate::part::orders::{filter, heads};
use crate::respond::{Answer, encode, page, status_of};
use crate::shop::checkout::amounts;
use crate::shop::decision::Decision;
use crate::shop::item;
use crate::t;
use crate::text;
use crate::ui::{self, Position};
use crate::ui::{Html, Rendered};
use crate::web::Web;
use crate::words;
use crate::words::people::By;
use axum::extract::Path;
use domain::order::db::{Filter, Order, OrderLine, OrderRow, PAGE};
use domain::order::{Sort, Status};
use http::StatusCode;
use leptos::prelude::*;

/// `/orders`
pub async fn list(web: Web) -> Answer {
    let filter = filter(&web.query());
    let (chrome, found) = tokio::try_join!(Chrome::load(&web), domain::order::db::own(&web.cx, &filter))?;
    domain::behalf::history::viewed(&web.cx, "orders").await?;
    let (rows, total) = (&found.rows, found.total);
    let position = Position { page: filter.place.number(), size: PAGE, total };
    let here = web.href("/orders");
    let Filter { query: words, status, sort, .. } = filter;
    let first = |sort: Sort| {
        let status = status.map_or("", Status::as_str);
        format!("{here}?q={}&status={status}&sort={}", encode(&words), sort.as_str())
    };
    let link = |sort: Sort, page: i64| format!("{}&page={page}", first(sort));
    Ok(page(&web, &chrome.frame(), StatusCode::OK, t!("shop-nav-orders"), || {
        let table = if position.is_past_end() {
            ui::past_end(&web, position, |page| link(sort, page))
        } else if rows.is_empty() && words.is_empty() && status.is_none() {
            ui::empty(
                &web,
                "orders",
                t!("shop-orders-none"),
                t!("shop-orders-none-help"),
                Some((web.href("/c"), t!("home-browse"))),
            )
            .html()
        } else if rows.is_empty() {
            ui::empty(
                &web,
                "search",
                t!("approvals-no-match"),
                t!("shop-orders-no-match-help"),
                Some((here.clone(), t!("shop-orders-show-all"))),
            )
            .html()
        } else {
            table(&web, rows, heads(t!("shop-orders-placed-utc"), sort, |sort| link(sort, 1)))
        };
        let options = Status::ALL
            .into_iter()
            .map(|s| view! { <option value=s.as_str() selected=status == Some(s)>{words::order_status(s).0}</option> })
            .collect_view();
        view! {
            <header class="page-head"><div><h1>{t!("shop-nav-orders")}</h1></div></header>
            <form class="toolbar" method="get" action=here.clone()>
                <div class="search">
                    <label class="visually-hidden" for="orders-q">{t!("shop-orders-search")}</label>
                    {ui::icon(&web, "search")}
                    <input id="orders-q" name="q" type="search" placeholder=t!("shop-orders-search-by") value=words.clone()/>
                </div>
                <label class="visually-hidden" for="status">{t!("shop-orders-status")}</label>
                <select id="status" name="status"><option value="">{t!("approvals-all-states")}</option>{options}</select>
                {(sort != Sort::default()).then(|| view! { <input type="hidden" name="sort" value=sort.as_str()/> })}
                <button class="btn">{t!("shop-orders-filter")}</button>
                <span class="toolbar-end" role="status">{ui::counted(total, |total| t!("shop-orders-count", count = total))}</span>
            </form>
            {table}
            {ui::pages_beside(&found, position, &first(sort), |page| link(sort, page))}
        }
    }))
}

fn table(web: &Web, rows: &[OrderRow], [placed, total]: [Html; 2]) -> Html {
    let rows = rows
        .iter()
        .map(|r| {
            let by = By::row(r).for_company(r.support_names, web.cx.behalf().is_none());
            view! {
                <tr>
                    <th scope="row"><a class="row-link sku" href=web.href(&format!("/orders/{}", r.number))>{r.number.clone()}</a></th>
                    <td data-label=t!("shop-orders-placed")>{ui::moment(r.placed_at)}</td>
                    <td data-label=t!("checkout-po-number")>{if r.po_number.is_empty() { "–".to_owned() } else { r.po_number.clone() }}</td>
                    <td data-label=t!("shop-orders-placed-by")><bdi>{by}</bdi></td>
                    <td data-label=t!("shop-orders-status")>{ui::badge(words::order_status(r.status))}</td>
                    <td class="num" data-label=t!("cart-lines")>{r.lines.to_string()}</td>
                    <td class="num" data-label=t!("shop-orders-total")>{text::money(r.total())}</td>
                </tr>
            }
        })
        .collect_view();
    view! {
        <div class="table-wrap" data-card="">
            <table class="table">
                <caption class="visually-hidden">{t!("shop-nav-orders")}</caption>
                <thead>
                    <tr>
                        <th scope="col">{t!("shop-orders-order")}</th>
                        {placed}
                        <th scope="col">{t!("checkout-po-number")}</th>
                        <th scope="col">{t!("shop-orders-placed-by")}</th>
                        <th scope="col">{t!("shop-orders-status")}</th>
                        <th scope="col" class="num">{t!("cart-lines")}</th>
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
    let (chrome, (order, lines)) = tokio::try_join!(Chrome::load(web), domain::order::db::find_own(&web.cx, number))?;
    domain::behalf::history::viewed(&web.cx, "order").await?;
    let decision = Decision::load(web, &order).await?;
    let is_new = web.query().get("placed") == "1" && web.cx.now().since(order.placed_at).as_seconds() < 3_600;
    let (heading, title) = match order.status {
        Status::Placed if is_new => {
            (Some(t!("shop-order-placed")), t!("shop-order-placed-title", number = &order.number))
        }
        Status::AwaitingApproval if is_new => {
            (Some(t!("shop-order-submitted")), t!("shop-order-submitted-title", number = &order.number))
        }
        _ => (None, t!("shop-order-title", number = &order.number)),
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
            (Some((_, customer, _)), true) => {
                t!("shop-order-submitted-for", customer = ui::plain(&customer.name), whom = whom)
            }
            (Some((_, customer, _)), false) => t!("shop-order-placed-for", customer = ui::plain(&customer.name)),
            (None, true) => t!("shop-order-submitted-text", whom = whom),
            (None, false) => t!("shop-order-placed-text").to_owned(),
        };
        view! {
            <section class="receipt" role="status">
                {ui::icon(web, "check")}
                <h1>{heading}</h1>
                <p>{text}</p>
                <p class="receipt-no">{order.number.clone()}</p>
                <div class="actions">
                    <a class="btn" href=web.href("/orders")>{t!("shop-order-all")}</a>
                    <a class="btn" href=web.href("/c")>{t!("cart-continue")}</a>
                </div>
            </section>
        }
        .html()
    } else {
        view! {
            {ui::crumbs(vec![(Some(web.href("/orders")), t!("shop-nav-orders").to_owned()), (None, order.number.clone())])}
            <header class="page-head"><div><h1>{t!("shop-order-title", number = &order.number)}" "{ui::badge(words::order_status(order.status))}</h1></div></header>
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
                <header class="card-head"><h2 id="lines">{t!("cart-lines")}</h2><span class="count">{lines.len().to_string()}</span></header>
                <ul class="lines" data-plain="">{rows}</ul>
            </section>
            <div>
                {decision.map(|d| d.card(web, order, form))}
                <section class="card" aria-labelledby="sum"><header class="card-head"><h2 id="sum">{t!("summary-title")}</h2></header>
                    <div class="card-body">{amounts(order.totals(), order.tax_basis)}</div>
                </section>
                <section class="card" aria-labelledby="about"><header class="card-head"><h2 id="about">{t!("shop-order-about")}</h2></header>
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
        t!("shop-order-terms-at-once").to_owned()
    } else {
        t!("shop-order-terms", days = order.terms_days)
    };
    // Whoever placed the order gave it.
    let rate = order.totals().discount_rate;
    let discount = (rate > 0).then(|| {
        let given = t!("shop-order-discount", share = text::percent(rate), by = &by);
        let reason = ui::plain(&order.discount_reason);
        view! { <div><dt>{t!("checkout-discount")}</dt><dd><bdi>{given}</bdi><br/><small class="muted"><bdi>{reason}</bdi></small></dd></div> }
    });
    view! {
        <dl class="facts">
            <div><dt>{if is_placed { t!("shop-orders-placed") } else { t!("approvals-submitted") }}</dt><dd>{ui::moment_utc(order.placed_at)}</dd></div>
            <div>
                <dt>{if is_placed { t!("shop-orders-placed-by") } else { t!("shop-order-submitted-by") }}</dt>
                <dd><bdi>{by}</bdi>{order.on_behalf.then(|| view! { " "<span class="badge-behalf">{t!("on-behalf")}</span> })}</dd>
            </div>
            {discount}
            <div><dt>{t!("checkout-method")}</dt><dd>{words::shipping(order.shipping_method).0}</dd></div>
            <div><dt>{t!("checkout-address")}</dt><dd><address class="address"><bdi>{order.recipient.clone()}</bdi>{address}</address></dd></div>
            <div><dt>{t!("checkout-payment")}</dt><dd>{terms}</dd></div>
            <div>
                <dt>{t!("checkout-po-number")}</dt>
                <dd>
                    {if order.po_number.is_empty() { "–".to_owned() } else { order.po_number.clone() }}
                    {order.po_number_before.clone().map(|number| view! { <br/><small class="muted">{t!("shop-order-po-before", number = number)}</small> })}
                </dd>
            </div>
            {(!order.note.is_empty()).then(|| view! { <div><dt>{t!("cart-note")}</dt><dd>{order.note.clone()}</dd></div> })}
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
                <small><span class="sku">{line.sku.clone()}</span>{format!(" · {} {}", text::unit_price(line.price(order)), item::per(&line.unit))}</small>
                {(!line.note.is_empty()).then(|| view! { <p class="line-note">{line.note.clone()}</p> })}
            </div>
            <p class="line-qty">{text::number(line.quantity)}</p>
            <p class="line-total money">{text::money(line.total(order))}</p>
        </li>
    }
    .html()
}
