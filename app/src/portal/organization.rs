//! A company's page: its facts, its people, its addresses, its orders.

use crate::form::Form;
use crate::part::link::link;
use crate::part::person;
use crate::portal::administrator::card;
use crate::portal::orders::Columns;
use crate::portal::{history, orders};
use crate::respond::{Answer, Frame, page, status_of};
use crate::t;
use crate::text;
use crate::ui::{Html, Rendered};
use crate::web::Web;
use crate::{ui, words};
use axum::extract::Path;
use domain::address::{Address, country};
use domain::audit::history::Of;
use domain::behalf::consent::Consent;
use domain::contact::db::{ContactRow, Filter};
use domain::error::{Error, Result};
use domain::id::OrganizationId;
use domain::list::Page;
use domain::order::db::{OrderRow, Whose};
use domain::organization::{Organization, PoRule, Status, administrator};
use leptos::prelude::*;

/// So many of its people are on the page of a company.
const PEOPLE: i64 = 25;

/// Whether a company may order, and the tone of its badge.
pub fn standing(status: Status) -> (&'static str, &'static str) {
    match status {
        Status::Active => (t!("organization-active"), "success"),
        Status::OnHold => (t!("organization-on-hold"), "danger"),
        Status::Closed => (t!("organization-closed"), "neutral"),
    }
}

/// Whether a company lets support act for its people.
pub fn consent(consent: Consent) -> &'static str {
    match consent {
        Consent::Allowed => t!("organization-consent-allowed"),
        Consent::Ask => t!("organization-consent-ask"),
        Consent::Never => t!("organization-consent-never"),
    }
}

/// Days to pay, in words.
pub fn terms(days: i64) -> String {
    if days == 0 { t!("organization-terms-at-once").to_owned() } else { t!("organization-terms-days", days = days) }
}

/// `/portal/organizations/{id}`
pub async fn show(web: Web, Path(id): Path<String>) -> Answer {
    view(&web, OrganizationId::parse(&id).ok_or(Error::NotFound)?, &Form::default()).await
}

/// The page, with what was typed to name an administrator.
pub async fn view(web: &Web, id: OrganizationId, form: &Form) -> Answer {
    let company = domain::organization::find(&web.cx, id).await?;
    let newest = domain::order::db::Filter::default();
    let (members, addresses, rows, done, logins) = tokio::try_join!(
        contacts(web, id),
        domain::address::of_organization(&web.cx, id),
        orders::recent(web, Whose::Organization(id), &newest),
        history::load(web, Of::Organization(id)),
        administrator::logins(&web.cx, id),
    )?;
    Ok(page(web, &Frame::Portal, status_of(form), &ui::plain(&company.name), || {
        let name = ui::plain(&company.name);
        view! {
            {ui::crumbs(vec![(Some("/portal/contacts".to_owned()), t!("portal-back-to-contacts").to_owned()), (None, name.clone())])}
            <header class="page-head">
                <div>
                    <h1><bdi>{name}</bdi>" "{ui::badge(standing(company.status))}</h1>
                    <ul class="meta">
                        <li>{ui::plain(&company.city)}", "{country(&company.country).to_owned()}</li>
                        <li class="sku">{company.number.clone()}</li>
                    </ul>
                </div>
            </header>
            {ui::done(web)}
            <div class="split">
                <div>{people(web, id, &members)}{rows.map(|rows| recent(web, id, &rows))}{history::card(web, &done, &id.to_string())}</div>
                <div>{facts(&company)}{card(web, id, &logins, form)}{places(&addresses)}</div>
            </div>
        }
    }))
}

/// The first people of the company, by name.
async fn contacts(web: &Web, id: OrganizationId) -> Result<Page<ContactRow>> {
    let theirs = Filter { organization: Some(id), ..Filter::default() };
    domain::contact::db::list(&web.cx, &theirs, 0, PEOPLE).await
}

fn people(web: &Web, id: OrganizationId, Page { rows: members, total, .. }: &Page<ContactRow>) -> Html {
    let rows = members
        .iter()
        .map(|m| {
            let latin = person::latin(&m.name, &m.latin_name).map(|latin| view! { <bdi>{ui::plain(latin)}</bdi>" · " });
            let accounts = if m.accounts == 0 {
                t!("portal-no-account").to_owned()
            } else {
                t!("organization-accounts", count = m.accounts)
            };
            view! {
                <tr>
                    <th scope="row">
                        <a class="row-link" href=format!("/portal/contacts/{}", m.id)>{person::name(&m.name)}</a>
                        <small>{latin}{ui::plain(&m.email)}</small>
                    </th>
                    <td data-label=t!("organization-contact-title")>{ui::plain(&m.title)}</td>
                    <td data-label=t!("portal-accounts")>{accounts}</td>
                </tr>
            }
        })
        .collect_view();
    let list = if members.is_empty() {
        ui::empty(web, "users", t!("organization-no-contacts"), t!("organization-no-contacts-help"), None).html()
    } else {
        view! {
            <div class="table-wrap">
                <table class="table">
                    <caption class="visually-hidden">{t!("organization-contacts-caption")}</caption>
                    <thead><tr><th scope="col">{t!("portal-contact")}</th><th scope="col">{t!("organization-contact-title")}</th><th scope="col">{t!("portal-accounts")}</th></tr></thead>
                    <tbody>{rows}</tbody>
                </table>
            </div>
        }
        .html()
    };
    let id = id.to_string();
    let all = (*total > PEOPLE).then(|| {
        view! { <footer class="card-foot"><a href=link("/portal/contacts", &[("company", &id)])>{t!("organization-all-contacts")}</a></footer> }
    });
    view! {
        <section class="card" aria-labelledby="h-people">
            <header class="card-head"><h2 id="h-people">{t!("organization-contacts")}</h2><span class="count">{ui::counted(*total, text::number)}</span></header>
            {list}
            {all}
        </section>
    }
    .html()
}

fn recent(web: &Web, id: OrganizationId, Page { rows, total, .. }: &Page<OrderRow>) -> Html {
    let list = if rows.is_empty() {
        ui::empty(web, "orders", t!("portal-no-orders-yet"), t!("organization-no-orders-help"), None).html()
    } else {
        orders::table(&rows[..rows.len().min(10)], t!("portal-recent-orders"), Columns::OfOne)
    };
    let id = id.to_string();
    let all = (*total > 10).then(|| view! { <footer class="card-foot"><a href=link("/portal/orders", &[("company", &id)])>{t!("portal-all-orders")}</a></footer> });
    view! {
        <section class="card" aria-labelledby="h-orders">
            <header class="card-head"><h2 id="h-orders">{t!("portal-recent-orders")}</h2><span class="count">{ui::counted(*total, text::number)}</span></header>
            {list}
            {all}
        </section>
    }
    .html()
}

fn facts(company: &Organization) -> Html {
    let po = match company.po_number {
        PoRule::Required => t!("organization-po-required"),
        PoRule::Optional => t!("organization-po-optional"),
        PoRule::Off => t!("organization-po-off"),
    };
    let vat = if company.vat_id.is_empty() { "–".to_owned() } else { company.vat_id.clone() };
    view! {
        <section class="card" aria-labelledby="h-facts">
            <header class="card-head"><h2 id="h-facts">{t!("portal-company")}</h2></header>
            <div class="card-body">
                <dl class="facts">
                    <div><dt>{t!("portal-customer-number")}</dt><dd class="sku">{company.number.clone()}</dd></div>
                    <div><dt>{t!("organization-vat")}</dt><dd class="sku">{vat}</dd></div>
                    <div><dt>{t!("portal-terms")}</dt><dd>{terms(company.terms_days)}</dd></div>
                    <div><dt>{t!("organization-po")}</dt><dd>{po}</dd></div>
                    <div><dt>{t!("organization-approval")}</dt><dd>{words::company::above(company.approval_above)}</dd></div>
                    <div><dt>{t!("portal-support-rule")}</dt><dd>{consent(company.support_consent)}<br/><small class="muted">{t!("portal-support-rule-help")}</small></dd></div>
                </dl>
            </div>
        </section>
    }
    .html()
}

fn places(addresses: &[Address]) -> Html {
    let items = addresses
        .iter()
        .map(|a| {
            let lines = a.lines().into_iter().map(|line| view! { <br/>{ui::plain(&line)} }.html()).collect_view();
            view! { <li><address class="address">{person::name(&a.recipient)}{lines}</address></li> }
        })
        .collect_view();
    let list = if addresses.is_empty() {
        view! { <div class="card-body"><p class="muted">{t!("organization-no-address")}</p></div> }.html()
    } else {
        view! { <ul class="card-list">{items}</ul> }.html()
    };
    view! {
        <section class="card" aria-labelledby="h-places">
            <header class="card-head"><h2 id="h-places">{t!("organization-addresses")}</h2><span class="count">{addresses.len().to_string()}</span></header>
            {list}
        </section>
    }
    .html()
}
