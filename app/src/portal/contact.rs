//! A contact's page: who it is, what is going on, and the accounts to act for.

use crate::part::link::link;
use crate::part::person;
use crate::portal::behalf::list;
use crate::portal::behalf::summary;
use crate::portal::orders::Columns;
use crate::portal::organization::{consent, standing, terms};
use crate::portal::{account, history, orders};
use crate::respond::{Answer, Frame, page};
use crate::t;
use crate::text;
use crate::ui;
use crate::ui::{Html, Rendered};
use crate::web::Web;
use axum::extract::Path;
use domain::audit::history::{Of, Stamps};
use domain::behalf::history::Summary;
use domain::cart::db::Glance;
use domain::contact::db::Contact;
use domain::error::Error;
use domain::id::ContactId;
use domain::list::Page;
use domain::order::db::{OrderRow, Whose};
use domain::organization;
use domain::time::Micros;
use http::StatusCode;
use leptos::prelude::*;

/// Orders and sessions on the page; the lists have all.
const RECENT: usize = 5;

/// `/portal/contacts/{id}`
pub async fn show(web: Web, Path(id): Path<String>) -> Answer {
    let id = ContactId::parse(&id).ok_or(Error::NotFound)?;
    let contact = domain::contact::db::view(&web.cx, id).await?;
    let newest = domain::order::db::Filter::default();
    let sessions = domain::behalf::history::Filter { contact: Some(id), ..Default::default() };
    let ended = summary::summary(&web).await?;
    let (accounts, rows, cart, past, carts, done, running) = tokio::try_join!(
        domain::account::db::of_contact(&web.cx, id),
        orders::recent(&web, Whose::Contact(id), &newest),
        domain::cart::db::of_contact(&web.cx, id),
        domain::behalf::history::list(&web.cx, &sessions),
        domain::audit::history::carts(&web.cx, id),
        history::load(&web, Of::Contact(id)),
        domain::behalf::history::running(&web.cx, id),
    )?;
    Ok(page(&web, &Frame::Portal, StatusCode::OK, &ui::plain(&contact.name), || {
        view! {
            {head(&web, &contact)}
            {ui::done(&web)}
            {hold(&web, &contact)}
            {ended}
            <div class="split">
                <div>
                    {rows.map(|rows| recent_orders(&web, &contact, &rows))}
                    {open_cart(&cart, &carts)}
                    {support(&web, &past.rows[..past.rows.len().min(RECENT)])}
                    {history::card(&web, &done, &id.to_string()).html()}
                </div>
                <div>
                    {account::card(&web, &accounts, &running)}
                    {company(&contact)}
                </div>
            </div>
        }
    }))
}

fn head(web: &Web, contact: &Contact) -> Html {
    let latin = person::latin(&contact.name, &contact.latin_name)
        .map(|latin| view! { " "<span class="page-alt"><bdi>{ui::plain(latin)}</bdi></span> });
    let title =
        (!contact.title.is_empty()).then(|| view! { " "<span class="badge">{ui::plain(&contact.title)}</span> });
    let phone = (!contact.phone.is_empty()).then(|| view! { <li><bdi>{ui::plain(&contact.phone)}</bdi></li> });
    let time = local_time(web.cx.now(), &contact.time_zone)
        .map(|time| view! { <li>{t!("contact-local-time", time = time)}</li> });
    let name = ui::plain(&contact.name);
    view! {
        {ui::crumbs(vec![(Some("/portal/contacts".to_owned()), t!("portal-back-to-contacts").to_owned()), (None, name.clone())])}
        <header class="page-head">
            <div>
                <h1><bdi>{name}</bdi>{latin}{title}</h1>
                <ul class="meta">
                    <li><a href=format!("/portal/organizations/{}", contact.organization_id)>{person::name(&contact.organization_name)}</a>", "{ui::plain(&contact.city)}</li>
                    <li>{ui::plain(&contact.email)}</li>
                    {phone}
                    <li>{t!("contact-speaks", language = language(&contact.language))}</li>
                    {time}
                </ul>
            </div>
            <div class="actions only-narrow"><a class="btn" href="#h-accounts">{t!("contact-go-to-accounts")}</a></div>
        </header>
    }
    .html()
}

/// What an agent must know before acting.
fn hold(web: &Web, contact: &Contact) -> Option<impl IntoView + use<>> {
    let text = match contact.organization_status {
        organization::Status::OnHold => {
            t!("contact-on-hold")
        }
        organization::Status::Closed => {
            t!("contact-closed")
        }
        organization::Status::Active => return None,
    };
    Some(ui::notice(web, "warning", text.to_owned()))
}

fn recent_orders(web: &Web, contact: &Contact, Page { rows, total, .. }: &Page<OrderRow>) -> Html {
    let list = if rows.is_empty() {
        ui::empty(web, "orders", t!("portal-no-orders-yet"), t!("contact-no-orders-help"), None).html()
    } else {
        orders::table(&rows[..rows.len().min(RECENT)], t!("portal-recent-orders"), Columns::OfOne)
    };
    let id = contact.id.to_string();
    let all = (*total > 5).then(|| view! { <footer class="card-foot"><a href=link("/portal/orders", &[("contact", &id)])>{t!("portal-all-orders")}</a></footer> });
    view! {
        <section class="card" aria-labelledby="h-orders">
            <header class="card-head"><h2 id="h-orders">{t!("portal-recent-orders")}</h2><span class="count">{ui::counted(*total, text::number)}</span></header>
            {list}
            {all}
        </section>
    }
    .html()
}

fn open_cart(lines: &[Glance], carts: &[(String, Stamps)]) -> Html {
    let rows = lines
        .iter()
        .map(|l| {
            view! {
                <tr>
                    <th scope="row">{ui::plain(&l.name)}<small class="sku">{l.sku.clone()}</small></th>
                    <td data-label=t!("portal-store")>{l.store_name.clone()}</td>
                    <td class="num" data-label=t!("contact-quantity")>{text::number(l.quantity)}</td>
                    <td data-label=t!("contact-unit")>{l.unit.clone()}</td>
                </tr>
            }
        })
        .collect_view();
    let list = if lines.is_empty() {
        view! { <div class="card-body"><p class="muted">{t!("contact-cart-empty")}</p></div> }.html()
    } else {
        view! {
            <div class="table-wrap">
                <table class="table">
                    <caption class="visually-hidden">{t!("contact-cart-lines")}</caption>
                    <thead>
                        <tr>
                            <th scope="col">{t!("contact-product")}</th>
                            <th scope="col">{t!("portal-store")}</th>
                            <th scope="col" class="num">{t!("contact-quantity")}</th>
                            <th scope="col">{t!("contact-unit")}</th>
                        </tr>
                    </thead>
                    <tbody>{rows}</tbody>
                </table>
            </div>
        }
        .html()
    };
    let by = carts
        .iter()
        .map(|(store, stamps)| {
            let store = (carts.len() > 1).then(|| view! { <p class="muted small">{store.clone()}</p> });
            view! { <div class="card-body">{store}{history::by(stamps)}</div> }
        })
        .collect_view();
    view! {
        <section class="card" aria-labelledby="h-cart">
            <header class="card-head"><h2 id="h-cart">{t!("contact-cart")}</h2><span class="count">{lines.len().to_string()}</span></header>
            {list}
            {by}
        </section>
    }
    .html()
}

fn support(web: &Web, past: &[Summary]) -> Html {
    let now = web.cx.now();
    let rows = past
        .iter()
        .map(|s| {
            let (state, tone) = list::state(s, now);
            view! {
                <li class="item">
                    <div class="item-text">
                        <a href=format!("/portal/sessions/{}", s.id)>{person::for_whom(&s.staff_name, &s.contact_name)}</a>
                        <small><bdi>{list::why(s)}</bdi></small>
                        <small>{ui::moment(s.started_at)}</small>
                    </div>
                    {ui::badge((&state, tone))}
                </li>
            }
        })
        .collect_view();
    let list = if past.is_empty() {
        view! { <div class="card-body"><p class="muted">{t!("contact-support-none")}</p></div> }.html()
    } else {
        view! { <ul class="card-list">{rows}</ul> }.html()
    };
    view! {
        <section class="card" aria-labelledby="h-support">
            <header class="card-head"><h2 id="h-support">{t!("contact-support")}</h2><span class="muted small">{t!("portal-times-utc")}</span></header>
            {list}
        </section>
    }
    .html()
}

fn company(contact: &Contact) -> Html {
    view! {
        <section class="card" aria-labelledby="h-company">
            <header class="card-head"><h2 id="h-company">{t!("portal-company")}</h2></header>
            <div class="card-body">
                <dl class="facts">
                    <div>
                        <dt>{t!("portal-name")}</dt>
                        <dd><a href=format!("/portal/organizations/{}", contact.organization_id)>{person::name(&contact.organization_name)}</a></dd>
                    </div>
                    <div><dt>{t!("portal-customer-number")}</dt><dd class="sku">{contact.organization_number.clone()}</dd></div>
                    <div><dt>{t!("portal-status")}</dt><dd>{ui::badge(standing(contact.organization_status))}</dd></div>
                    <div><dt>{t!("portal-terms")}</dt><dd>{terms(contact.terms_days)}</dd></div>
                    <div><dt>{t!("portal-support-rule")}</dt><dd>{consent(contact.support_consent)}<br/><small class="muted">{t!("portal-support-rule-help")}</small></dd></div>
                </dl>
            </div>
        </section>
    }
    .html()
}

/// "14:32" at the contact's place, when the system knows the zone.
fn local_time(now: Micros, zone: &str) -> Option<String> {
    let zone = jiff::tz::TimeZone::get(zone).ok()?;
    let there = jiff::Timestamp::from_microsecond(now.0).ok()?.to_zoned(zone);
    Some(format!("{:02}:{:02}", there.hour(), there.minute()))
}

/// The name of a language; the code itself for one that is not known.
fn language(code: &str) -> String {
    t!("contact-language", language = code.split('-').next().unwrap_or_default(), code = code)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_unknown_zone_has_no_time() {
        assert_eq!(local_time(Micros(0), "Nowhere/Never"), None);
        assert_eq!(local_time(Micros(0), "UTC").as_deref(), Some("00:00"));
    }

    #[test]
    fn languages_have_names() {
        let named = ["uk", "en-GB", "nb", "xx-YY"].map(language);
        assert_eq!(named, ["Ukrainian", "English", "Norwegian", "xx-YY"]);
    }
}
