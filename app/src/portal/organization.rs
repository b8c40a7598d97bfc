//! A company's page: its facts, its people, its addresses, its orders.

use crate::form::Form;
use crate::part::link::link;
use crate::part::{address, person};
use crate::portal::administrator::card;
use crate::portal::behalf::way;
use crate::portal::contacts::INVITE;
use crate::portal::orders::Columns;
use crate::portal::{history, orders, organization_price};
use crate::respond::{Answer, Frame, page, status_of};
use crate::text;
use crate::ui::card::Card;
use crate::ui::facts::{Facts, dash};
use crate::ui::head::Head;
use crate::ui::markup::Part;
use crate::ui::split::split;
use crate::ui::table::{Column, Table};
use crate::web::Web;
use crate::{t, ui, words};
use axum::extract::Path;
use domain::address::Address;
use domain::audit::history::Of;
use domain::behalf::consent::Consent;
use domain::contact::db::{ContactRow, Filter};
use domain::error::{Error, Result};
use domain::id::OrganizationId;
use domain::list::Page;
use domain::order::db::{OrderRow, Whose};
use domain::organization::{Organization, Status, administrator};
use domain::policy::Action;
use http::StatusCode;

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
    let asked = organization_price::asked(web, id).await?;
    let status = if asked.is_wrong() { StatusCode::UNPROCESSABLE_ENTITY } else { status_of(form) };
    let (members, addresses, rows, done, logins) = tokio::try_join!(
        contacts(web, id),
        domain::address::of_organization(&web.cx, id),
        orders::recent(web, Whose::Organization(id), &newest),
        history::load(web, Of::Organization(id)),
        administrator::logins(&web.cx, id),
    )?;
    Ok(page(web, &Frame::Portal, status, &ui::plain(&company.name), || {
        let steps = vec![
            (Some("/portal/contacts".to_owned()), t!("portal-back-to-contacts").to_owned()),
            (None, ui::plain(&company.name)),
        ];
        let head = Head::new(ui::name(&company.name))
            .beside(ui::badge(standing(company.status)))
            .about(format!("{}, {}", ui::plain(&company.city), words::country(&company.country)))
            .code(&company.number);
        let orders = rows.map(|rows| recent(web, id, &rows));
        let first = (people(web, &company, &members), orders, history::card(web, &done, &id.to_string()));
        let price = organization_price::card(id, &asked);
        let second = (facts(&company), price, card(web, id, &logins, form), places(&addresses));
        (ui::crumbs(steps), head, ui::done(web), split(first, second)).rendered()
    }))
}

/// The first people of the company, by name.
async fn contacts(web: &Web, id: OrganizationId) -> Result<Page<ContactRow>> {
    let theirs = Filter { organization: Some(id), ..Filter::default() };
    domain::contact::db::list(&web.cx, &theirs, 0, PEOPLE).await
}

fn people(web: &Web, company: &Organization, Page { rows: members, total, .. }: &Page<ContactRow>) -> Card {
    let id = company.id.to_string();
    let card = Card::new("h-people", t!("organization-contacts")).counted(ui::counted(*total, text::number));
    if members.is_empty() {
        let (title, text) = (t!("organization-no-contacts"), t!("organization-no-contacts-help"));
        return card.flush(ui::empty(web, "users", title, text, None));
    }
    let mut columns = vec![
        Column::text(t!("portal-contact")),
        Column::text(t!("organization-contact-title")),
        Column::state(t!("portal-accounts")),
    ];
    let may_start = web.cx.may_start_behalf();
    if may_start {
        columns.push(Column::actions(t!("portal-login-on-behalf")));
    }
    let mut table = Table::new(t!("organization-contacts-caption"), columns);
    for m in members {
        table.row(|row| {
            let href = format!("/portal/contacts/{}", m.id);
            row.link(&href, ui::name(&m.name), person::latin_and_mail(&m.name, &m.latin_name, &m.email));
            row.cell(ui::plain(&m.title));
            row.cell(match m.accounts {
                0 => t!("portal-no-account").to_owned(),
                count => t!("organization-accounts", count = count),
            });
            if may_start {
                row.cell((m.accounts > 0).then(|| way::in_row(web, m.id, "", &m.latin_name)).flatten());
            }
        });
    }
    let all = (*total > PEOPLE)
        .then(|| ui::link(&link("/portal/contacts", &[("company", &id)]), t!("organization-all-contacts")));
    let invites = web.cx.may(Action::InviteCustomers) && company.status != Status::Closed;
    let invite = invites.then(|| ui::link(&link(INVITE, &[("company", &id)]), t!("customer-invite-all")));
    let has_foot = all.is_some() || invite.is_some();
    card.flush(table).foot(has_foot.then_some((all, invite)))
}

fn recent(web: &Web, id: OrganizationId, Page { rows, total, .. }: &Page<OrderRow>) -> Card {
    let card = Card::new("h-orders", t!("portal-recent-orders")).counted(ui::counted(*total, text::number));
    if rows.is_empty() {
        let (title, text) = (t!("portal-no-orders-yet"), t!("organization-no-orders-help"));
        return card.flush(ui::empty(web, "orders", title, text, None));
    }
    let all = (*total > 10)
        .then(|| ui::link(&link("/portal/orders", &[("company", &id.to_string())]), t!("portal-all-orders")));
    card.flush(orders::table(&rows[..rows.len().min(10)], t!("portal-recent-orders"), Columns::OfOne)).foot(all)
}

fn facts(company: &Organization) -> Card {
    let facts = Facts::default()
        .code(t!("portal-customer-number"), &company.number)
        .code(t!("organization-vat"), dash(&company.vat_id))
        .fact(t!("portal-terms"), terms(company.terms_days))
        .fact(t!("organization-po"), words::company::po_rule(company.po_number))
        .maybe(
            t!("company-po-pattern"),
            Some(&company.po_pattern).filter(|pattern| !pattern.is_empty()).map(crate::ui::code),
        )
        .fact(t!("cost-centre"), cost_centre(company))
        .fact(t!("organization-approval"), words::company::above(company.approval_above))
        .noted(t!("portal-support-rule"), consent(company.support_consent), t!("portal-support-rule-help"));
    Card::new("h-facts", t!("portal-company")).body(facts)
}

/// Whether orders name a cost centre, and how many there are.
fn cost_centre(company: &Organization) -> String {
    let rule = words::company::cost_rule(company.cost_centre);
    match company.cost_centres {
        0 => rule.to_owned(),
        count => format!("{rule} · {}", t!("cost-centres-count", count = count)),
    }
}

fn places(addresses: &[Address]) -> Card {
    let count = i64::try_from(addresses.len()).unwrap_or(i64::MAX);
    Card::new("h-places", t!("organization-addresses"))
        .count(count)
        .rows(addresses.iter().map(address::row), t!("organization-no-address"))
}
