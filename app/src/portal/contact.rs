//! A contact's page: who it is, what is going on, and the accounts to act for.

use crate::part::link::link;
use crate::part::person;
use crate::portal::behalf::{list, summary, way};
use crate::portal::orders::Columns;
use crate::portal::organization::{consent, standing, terms};
use crate::portal::{account, history, orders, problem};
use crate::respond::{Answer, Frame, page};
use crate::ui::badge::label;
use crate::ui::card::{Card, Item};
use crate::ui::facts::Facts;
use crate::ui::form::button_link;
use crate::ui::head::Head;
use crate::ui::markup::Part;
use crate::ui::notice::{Notice, Tone};
use crate::ui::split::split;
use crate::ui::table::{Column, Table};
use crate::ui::{self, Html};
use crate::web::Web;
use crate::{t, text, words};
use axum::extract::Path;
use domain::account::db::Account;
use domain::audit::history::{Of, Stamps};
use domain::behalf::history::Summary;
use domain::cart::State;
use domain::cart::db::Glance;
use domain::cart::prepared::Prepared;
use domain::contact::db::Contact;
use domain::error::Error;
use domain::id::{AccountId, ContactId};
use domain::list::Page;
use domain::order::db::{OrderRow, Whose};
use domain::organization;
use domain::policy::Action;
use domain::time::Micros;
use http::StatusCode;

/// Orders and sessions on the page; the lists have all.
const RECENT: usize = 5;

/// `/portal/contacts/{id}`
pub async fn show(web: Web, Path(id): Path<String>) -> Answer {
    let id = ContactId::parse(&id).ok_or(Error::NotFound)?;
    let contact = domain::contact::db::view(&web.cx, id).await?;
    let newest = domain::order::db::Filter::default();
    let sessions = domain::behalf::history::Filter { contact: Some(id), ..Default::default() };
    let ended = summary::summary(&web).await?;
    let may_invite = web.cx.may(Action::InviteCustomers);
    let (accounts, rows, cart, prepared, past, carts, done, running, problems, invites) = tokio::try_join!(
        domain::account::db::of_contact(&web.cx, id),
        orders::recent(&web, Whose::Contact(id), &newest),
        domain::cart::db::of_contact(&web.cx, id),
        domain::cart::prepared::of_contact(&web.cx, id),
        domain::behalf::history::list(&web.cx, &sessions),
        domain::audit::history::carts(&web.cx, id),
        history::load(&web, Of::Contact(id)),
        domain::behalf::history::running(&web.cx, id),
        domain::problem::db::of_contact(&web.cx, id),
        domain::account::invite::of_contact(&web.cx, id),
    )?;
    let is_closed = contact.organization_status == organization::Status::Closed;
    let can_be_invited =
        may_invite && !is_closed && !domain::account::invite::choices(&web.cx, id).await?.stores.is_empty();
    Ok(page(&web, &Frame::Portal, StatusCode::OK, &ui::plain(&contact.name), || {
        let steps = vec![
            (Some("/portal/contacts".to_owned()), t!("portal-back-to-contacts").to_owned()),
            (None, ui::plain(&contact.name)),
        ];
        let happened = (
            rows.map(|rows| recent_orders(&web, &contact, &rows)),
            (open_cart(&web, &cart, &carts, &accounts), prepared_carts(&web, &prepared, &accounts)),
            (support(&web, &past.rows[..past.rows.len().min(RECENT)]), problem::card(&problems)),
            history::card(&web, &done, &id.to_string()),
        );
        let invite = can_be_invited.then(|| ui::link(&format!("/portal/contacts/{id}/invite"), t!("customer-invite")));
        let card = account::card(&web, &accounts, &running, &invites).foot(invite);
        let known = (card, company(&contact));
        let top = (ui::crumbs(steps), head(&web, &contact, &accounts), ui::done(&web), hold(&web, &contact), ended);
        (top, split(happened, known)).rendered()
    }))
}

fn head(web: &Web, contact: &Contact, accounts: &[Account]) -> Head {
    let company = format!("/portal/organizations/{}", contact.organization_id);
    let mut head = Head::new(ui::name(&contact.name));
    if let Some(latin) = person::latin(&contact.name, &contact.latin_name) {
        head = head.spelled(ui::name(latin));
    }
    if !contact.title.is_empty() {
        head = head.beside(label(ui::plain(&contact.title)));
    }
    let place = format!(", {}", ui::plain(&contact.city));
    head =
        head.about((ui::link(&company, ui::name(&contact.organization_name)), place)).about(ui::plain(&contact.email));
    if !contact.phone.is_empty() {
        head = head.about(ui::name(&contact.phone));
    }
    head = head.about(t!("contact-speaks", language = language(&contact.language)));
    if let Some(time) = local_time(web.cx.now(), &contact.time_zone) {
        head = head.about(t!("contact-local-time", time = time));
    }
    match way::of_contact(web, accounts) {
        Some(way) => head.actions(way),
        None => head.narrow_actions(button_link("btn", "#h-accounts", t!("contact-go-to-accounts"))),
    }
}

/// The way into an account, where it can be entered: to this page of the storefront.
fn into(web: &Web, accounts: &[Account], account: AccountId, to: &str, whose: &str) -> Option<Html> {
    accounts.iter().find(|other| other.id == account && other.refusal().is_none())?;
    way::in_row(web, account, to, whose)
}

/// What an agent must know before acting.
fn hold(web: &Web, contact: &Contact) -> Option<Notice> {
    let text = match contact.organization_status {
        organization::Status::OnHold => t!("contact-on-hold"),
        organization::Status::Closed => t!("contact-closed"),
        organization::Status::Active => return None,
    };
    Some(Notice::new(web, Tone::Warning, text))
}

fn recent_orders(web: &Web, contact: &Contact, Page { rows, total, .. }: &Page<OrderRow>) -> Card {
    let card = Card::new("h-orders", t!("portal-recent-orders")).counted(ui::counted(*total, text::number));
    if rows.is_empty() {
        let (title, text) = (t!("portal-no-orders-yet"), t!("contact-no-orders-help"));
        return card.flush(ui::empty(web, "orders", title, text, None));
    }
    let all = link("/portal/orders", &[("contact", &contact.id.to_string())]);
    let all = (usize::try_from(*total).unwrap_or(usize::MAX) > RECENT).then(|| ui::link(&all, t!("portal-all-orders")));
    let table = orders::table(&rows[..rows.len().min(RECENT)], t!("portal-recent-orders"), Columns::OfOne);
    card.flush(table).foot(all)
}

fn open_cart(web: &Web, lines: &[Glance], carts: &[(String, Stamps)], accounts: &[Account]) -> Card {
    let count = i64::try_from(lines.len()).unwrap_or(i64::MAX);
    let mut card = Card::new("h-cart", t!("contact-cart")).count(count);
    if lines.is_empty() {
        card = card.items([], t!("contact-cart-empty"));
    } else {
        let columns = [
            Column::text(t!("contact-product")),
            Column::text(t!("portal-store")),
            Column::number(t!("contact-quantity")).lead(),
            Column::text(t!("contact-unit")),
        ];
        let mut table = Table::new(t!("contact-cart-lines"), columns);
        for line in lines {
            table.row(|row| {
                row.name(ui::plain(&line.name), &line.sku);
                row.cell(&line.store_name);
                row.cell(text::number(line.quantity));
                row.cell(&line.unit);
            });
        }
        card = card.flush(table);
    }
    for (store, stamps) in carts {
        let store = (carts.len() > 1).then(|| ui::aside(store));
        card = card.body((store, history::by(stamps)));
    }
    // The lines of one cart stand together.
    for cart in lines.chunk_by(|one, next| one.account_id == next.account_id) {
        let whose = t!("start-cart-of", store = &cart[0].store_name);
        if let Some(way) = into(web, accounts, cart[0].account_id, "/cart", &whose) {
            card = card.body(way);
        }
    }
    card
}

/// Carts that support prepared, with what became of them.
fn prepared_carts(web: &Web, all: &[Prepared], accounts: &[Account]) -> Card {
    let items = all.iter().map(|cart| {
        let title = ui::name(&words::prepared::by_for_staff(cart)).rendered();
        let item = match &cart.order_number {
            Some(number) => Item::link(&format!("/portal/orders/{number}"), title).note(number),
            None => Item::new(title),
        };
        let item = item.note((
            ui::moment(cart.created_at),
            " · ",
            t!("prepared-lines", count = cart.lines),
            " · ",
            &cart.store_name,
        ));
        let item = if cart.answer.is_empty() { item } else { item.note(ui::name(&cart.answer)) };
        let is_open = matches!(cart.state, State::Draft | State::Offered);
        let whose = t!("start-prepared-of", store = &cart.store_name);
        let way =
            is_open.then(|| into(web, accounts, cart.account_id, &format!("/prepared/{}", cart.id), &whose)).flatten();
        let item = if let Some(way) = way { item.below(way) } else { item };
        item.end(ui::badge(words::prepared::state(cart.state)))
    });
    Card::new("h-prepared", t!("prepared-title")).remark(t!("portal-times-utc")).items(items, t!("prepared-none"))
}

fn support(web: &Web, past: &[Summary]) -> Card {
    let items = past.iter().map(|session| {
        let (state, tone) = list::state(session, web.cx.now());
        let title = person::for_whom(&session.staff_name, &session.contact_name);
        Item::link(&format!("/portal/sessions/{}", session.id), title)
            .note(ui::name(&list::why(session)))
            .note(ui::moment(session.started_at))
            .end(ui::badge((&state, tone)))
    });
    Card::new("h-support", t!("contact-support"))
        .remark(t!("portal-times-utc"))
        .items(items, t!("contact-support-none"))
}

fn company(contact: &Contact) -> Card {
    let page = format!("/portal/organizations/{}", contact.organization_id);
    let facts = Facts::default()
        .fact(t!("portal-name"), ui::link(&page, ui::name(&contact.organization_name)))
        .code(t!("portal-customer-number"), &contact.organization_number)
        .fact(t!("portal-status"), ui::badge(standing(contact.organization_status)))
        .fact(t!("portal-terms"), terms(contact.terms_days))
        .noted(t!("portal-support-rule"), consent(contact.support_consent), t!("portal-support-rule-help"));
    Card::new("h-company", t!("portal-company")).body(facts)
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
