//! An order's page for staff.

use crate::part::link::link;
use crate::part::person;
use crate::portal::account::disabled;
use crate::portal::behalf::summary;
use crate::portal::history;
use crate::respond::{Answer, Frame, page};
use crate::shop::checkout::amounts;
use crate::shop::decision::Decision;
use crate::shop::order::facts;
use crate::t;
use crate::text;
use crate::ui::{Html, Rendered};
use crate::web::Web;
use crate::words::people::By;
use crate::{ui, words};
use axum::extract::Path;
use domain::audit::history::Of;
use domain::id::BehalfId;
use domain::order::db::{Order, OrderLine};
use domain::policy::Action;
use http::StatusCode;
use leptos::prelude::*;

/// `/portal/orders/{number}`
pub async fn show(web: Web, Path(number): Path<String>) -> Answer {
    let (order, lines) = domain::order::db::find_any(&web.cx, &number).await?;
    let session = visible(&web, order.behalf_id).await?;
    let decision = Decision::load(&web, &order).await?;
    let done = history::load(&web, Of::Order(order.id)).await?;
    let title = t!("portal-order-title", number = &order.number);
    let ended = summary::summary(&web).await?;
    let act = start(&web, &order).await?;
    Ok(page(&web, &Frame::Portal, StatusCode::OK, &title, || {
        view! {
            {head(&order, act)}
            {ended}
            <div class="split" data-rail="">
                <div>
                    <section class="card" aria-labelledby="h-lines">
                        <header class="card-head"><h2 id="h-lines">{t!("portal-lines")}</h2><span class="count">{lines.len().to_string()}</span></header>
                        {table(&order, &lines)}
                    </section>
                    {history::card(&web, &done, &order.id.to_string()).html()}
                </div>
                <div>{summary(&order)}{decision.as_ref().map(approval)}{about(&order, session)}</div>
            </div>
        }
    }))
}

/// The on-behalf session, when this person may open its page: others' sessions are for supervisors.
async fn visible(web: &Web, session: Option<BehalfId>) -> domain::error::Result<Option<BehalfId>> {
    let Some(id) = session else { return Ok(None) };
    Ok(domain::behalf::history::may_open(&web.cx, id).await?.then_some(id))
}

/// The way into the account that ordered, or why there is none; nothing for people who may not act on behalf.
async fn start(web: &Web, order: &Order) -> domain::error::Result<Option<Html>> {
    if !web.cx.may_start_behalf() || !web.cx.may(Action::ViewContacts) {
        return Ok(None);
    }
    let accounts = domain::account::db::of_contact(&web.cx, order.contact_id).await?;
    let Some(account) = accounts.into_iter().find(|account| account.id == order.account_id) else { return Ok(None) };
    Ok(Some(match account.refusal() {
        Some(denied) => disabled(&account, denied, false),
        None => {
            let href = link(&format!("/portal/accounts/{}/on-behalf", account.id), &[("back", web.plain_path())]);
            view! { <a class="btn btn-primary" href=href>{t!("portal-login-on-behalf")}</a> }.html()
        }
    }))
}

fn head(order: &Order, act: Option<Html>) -> Html {
    view! {
        {ui::crumbs(vec![(Some("/portal/orders".to_owned()), t!("portal-orders-title").to_owned()), (None, order.number.clone())])}
        <header class="page-head">
            <div>
                <h1>{t!("portal-order-title", number = &order.number)}" "{ui::badge(words::order_status(order.status))}</h1>
                <ul class="meta">
                    <li><a href=format!("/portal/contacts/{}", order.contact_id)>{person::name(&order.contact_name)}</a></li>
                    <li><a href=format!("/portal/organizations/{}", order.organization_id)>{person::name(&order.organization_name)}</a></li>
                    <li>{order.store_name.clone()}</li>
                </ul>
            </div>
            <div class="actions">{act}</div>
        </header>
    }
    .html()
}

fn table(order: &Order, lines: &[OrderLine]) -> Html {
    let rows = lines
        .iter()
        .map(|l| {
            let note = (!l.note.is_empty()).then(|| view! { <small>{t!("portal-order-note")}" "<bdi>{ui::plain(&l.note)}</bdi></small> });
            view! {
                <tr>
                    <th scope="row">{l.name.clone()}<small class="sku">{l.sku.clone()}</small>{note}</th>
                    <td class="num" data-label=t!("portal-order-quantity")>{text::number(l.quantity)}</td>
                    <td class="num" data-label=t!("portal-order-price")>{format!("{} {}", text::unit_price(l.price(order)), l.unit)}</td>
                    <td class="num" data-label=t!("portal-total")>{text::money(l.total(order))}</td>
                </tr>
            }
        })
        .collect_view();
    view! {
        <div class="table-wrap">
            <table class="table">
                <caption class="visually-hidden">{t!("portal-order-lines")}</caption>
                <thead>
                    <tr>
                        <th scope="col">{t!("portal-order-product")}</th>
                        <th scope="col" class="num">{t!("portal-order-quantity")}</th>
                        <th scope="col" class="num">{t!("portal-order-price")}</th>
                        <th scope="col" class="num">{t!("portal-total")}</th>
                    </tr>
                </thead>
                <tbody>{rows}</tbody>
            </table>
        </div>
    }
    .html()
}

fn summary(order: &Order) -> Html {
    view! {
        <section class="card" aria-labelledby="h-sum">
            <header class="card-head"><h2 id="h-sum">{t!("portal-order-summary")}</h2></header>
            <div class="card-body">{amounts(order.totals(), order.tax_basis)}</div>
        </section>
    }
    .html()
}

/// What the customer's company decided, or whom it waits for there; staff read it.
fn approval(decision: &Decision) -> Html {
    view! {
        <section class="card" aria-labelledby="h-approval">
            <header class="card-head"><h2 id="h-approval">{t!("portal-order-approval")}</h2></header>
            <div class="card-body">{decision.facts()}</div>
        </section>
    }
    .html()
}

fn about(order: &Order, session: Option<BehalfId>) -> Html {
    let by = By::of(order).for_staff();
    let session = session.map(|id| {
        view! { <footer class="card-foot"><a href=format!("/portal/sessions/{id}")>{t!("portal-order-session")}</a></footer> }
    });
    view! {
        <section class="card" aria-labelledby="h-about">
            <header class="card-head"><h2 id="h-about">{t!("portal-order-about")}</h2></header>
            <div class="card-body">{facts(order, by)}</div>
            {session}
        </section>
    }
    .html()
}
