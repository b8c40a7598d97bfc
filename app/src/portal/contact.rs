//! A contact's page: who it is, what is going on, and the accounts to act for.

use crate::portal::link::link;
use crate::portal::orders::Columns;
use crate::portal::organization::{consent, standing, terms};
use crate::portal::{account, ended, history, orders, person, sessions};
use crate::respond::{Answer, Frame, page};
use crate::ui;
use crate::ui::{Html, Rendered};
use crate::web::Web;
use axum::extract::Path;
use domain::audit::history::{Of, Stamps};
use domain::behalf::history::Summary;
use domain::cart::store::Glance;
use domain::contact::store::Contact;
use domain::error::Error;
use domain::id::ContactId;
use domain::order::store::{Row, Whose};
use domain::organization;
use domain::time::Micros;
use http::StatusCode;
use leptos::prelude::*;

/// Orders and sessions on the page; the lists have all.
const RECENT: usize = 5;

/// `/portal/contacts/{id}`
pub async fn show(web: Web, Path(id): Path<String>) -> Answer {
    let id = ContactId::parse(&id).ok_or(Error::NotFound)?;
    let contact = domain::contact::store::view(&web.cx, id).await?;
    let newest = domain::order::store::Filter::default();
    let sessions = domain::behalf::history::Filter { contact: Some(id), ..Default::default() };
    let ended = ended::summary(&web).await?;
    let (accounts, rows, cart, past, carts, done, running) = tokio::try_join!(
        domain::account::store::of_contact(&web.cx, id),
        orders::recent(&web, Whose::Contact(id), &newest),
        domain::cart::store::of_contact(&web.cx, id),
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
                    {support(&web, &past[..past.len().min(RECENT)])}
                    {history::card(&web, &done, &id.to_string())}
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
    let phone = (!contact.phone.is_empty()).then(|| view! { <li>{ui::plain(&contact.phone)}</li> });
    let time = local_time(web.cx.now(), &contact.time_zone).map(|time| view! { <li>{time}" there"</li> });
    let name = ui::plain(&contact.name);
    view! {
        {ui::crumbs(vec![(Some("/portal/contacts".to_owned()), "Contacts".to_owned()), (None, name.clone())])}
        <header class="page-head">
            <div>
                <h1><bdi>{name}</bdi>{latin}{title}</h1>
                <ul class="meta">
                    <li><a href=format!("/portal/organizations/{}", contact.organization_id)>{person::name(&contact.organization_name)}</a>", "{ui::plain(&contact.city)}</li>
                    <li>{ui::plain(&contact.email)}</li>
                    {phone}
                    <li>"Speaks "{language(&contact.language).to_owned()}</li>
                    {time}
                </ul>
            </div>
            <div class="actions only-narrow"><a class="btn" href="#h-accounts">"Go to accounts"</a></div>
        </header>
    }
    .html()
}

/// What an agent must know before acting.
fn hold(web: &Web, contact: &Contact) -> Option<impl IntoView + use<>> {
    let text = match contact.organization_status {
        organization::Status::OnHold => {
            "The company is on credit hold: orders cannot be placed at the moment. Finance can lift the hold."
        }
        organization::Status::Closed => {
            "The company is closed: its people cannot sign in, nobody can act for them, and nothing is ordered."
        }
        organization::Status::Active => return None,
    };
    Some(ui::notice(web, "warning", text.to_owned()))
}

fn recent_orders(web: &Web, contact: &Contact, rows: &[Row]) -> Html {
    let total = rows.first().map_or(0, |r| r.matches);
    let list = if rows.is_empty() {
        ui::empty(
            web,
            "orders",
            "No orders yet",
            "Orders that the contact places, or that support places for them, stand here.",
            None,
        )
        .html()
    } else {
        orders::table(&rows[..rows.len().min(RECENT)], "Recent orders", Columns::OfOne)
    };
    let id = contact.id.to_string();
    let all = (total > 5).then(|| view! { <footer class="card-foot"><a href=link("/portal/orders", &[("contact", &id)])>"All orders"</a></footer> });
    view! {
        <section class="card" aria-labelledby="h-orders">
            <header class="card-head"><h2 id="h-orders">"Recent orders"</h2><span class="count">{total.to_string()}</span></header>
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
                    <td data-label="Store">{l.store_name.clone()}</td>
                    <td class="num" data-label="Quantity">{domain::money::grouped(l.quantity.unsigned_abs())}</td>
                    <td data-label="Unit">{l.unit.clone()}</td>
                </tr>
            }
        })
        .collect_view();
    let list = if lines.is_empty() {
        view! { <div class="card-body"><p class="muted">"The cart is empty."</p></div> }.html()
    } else {
        view! {
            <div class="table-wrap">
                <table class="table">
                    <caption class="visually-hidden">"Lines in the open cart"</caption>
                    <thead>
                        <tr>
                            <th scope="col">"Product"</th>
                            <th scope="col">"Store"</th>
                            <th scope="col" class="num">"Quantity"</th>
                            <th scope="col">"Unit"</th>
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
            <header class="card-head"><h2 id="h-cart">"Open cart"</h2><span class="count">{lines.len().to_string()}</span></header>
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
            let (state, tone) = sessions::state(s, now);
            view! {
                <li class="item">
                    <div class="item-text">
                        <a href=format!("/portal/sessions/{}", s.id)>{person::for_whom(&s.staff_name, &s.contact_name)}</a>
                        <small><bdi>{sessions::why(s)}</bdi></small>
                        <small>{ui::moment(s.started_at)}</small>
                    </div>
                    {ui::badge((&state, tone))}
                </li>
            }
        })
        .collect_view();
    let list = if past.is_empty() {
        view! { <div class="card-body"><p class="muted">"No support session that you may see."</p></div> }.html()
    } else {
        view! { <ul class="card-list">{rows}</ul> }.html()
    };
    view! {
        <section class="card" aria-labelledby="h-support">
            <header class="card-head"><h2 id="h-support">"Support sessions"</h2><span class="muted small">"Times in UTC"</span></header>
            {list}
        </section>
    }
    .html()
}

fn company(contact: &Contact) -> Html {
    view! {
        <section class="card" aria-labelledby="h-company">
            <header class="card-head"><h2 id="h-company">"Company"</h2></header>
            <div class="card-body">
                <dl class="facts">
                    <div>
                        <dt>"Name"</dt>
                        <dd><a href=format!("/portal/organizations/{}", contact.organization_id)>{person::name(&contact.organization_name)}</a></dd>
                    </div>
                    <div><dt>"Customer number"</dt><dd class="sku">{contact.organization_number.clone()}</dd></div>
                    <div><dt>"Status"</dt><dd>{ui::badge(standing(contact.organization_status))}</dd></div>
                    <div><dt>"Terms"</dt><dd>{terms(contact.terms_days)}</dd></div>
                    <div><dt>"The company about support access"</dt><dd>{consent(contact.support_consent)}<br/><small class="muted">"The customer can be stricter; the stricter word counts."</small></dd></div>
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

/// The English name of a language; the code itself for others.
fn language(code: &str) -> &str {
    match code.split('-').next().unwrap_or_default() {
        "ar" => "Arabic",
        "bg" => "Bulgarian",
        "cs" => "Czech",
        "cy" => "Welsh",
        "da" => "Danish",
        "de" => "German",
        "el" => "Greek",
        "en" => "English",
        "es" => "Spanish",
        "fi" => "Finnish",
        "fr" => "French",
        "ga" => "Irish",
        "he" => "Hebrew",
        "hi" => "Hindi",
        "hr" => "Croatian",
        "hu" => "Hungarian",
        "it" => "Italian",
        "ja" => "Japanese",
        "ka" => "Georgian",
        "ko" => "Korean",
        "nl" => "Dutch",
        "no" | "nb" | "nn" => "Norwegian",
        "pl" => "Polish",
        "pt" => "Portuguese",
        "ro" => "Romanian",
        "ru" => "Russian",
        "sk" => "Slovak",
        "sv" => "Swedish",
        "tr" => "Turkish",
        "th" => "Thai",
        "uk" => "Ukrainian",
        "vi" => "Vietnamese",
        "zh" => "Chinese",
        _ => code,
    }
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
        assert_eq!((language("uk"), language("en-GB"), language("xx")), ("Ukrainian", "English", "xx"));
    }
}
