//! An order's page for staff.

use crate::part::files;
use crate::portal::behalf::{summary, way};
use crate::portal::history;
use crate::respond::{Answer, Frame, page};
use crate::shop::checkout::amounts;
use crate::shop::decision::Decision;
use crate::shop::order::facts;
use crate::ui::card::Card;
use crate::ui::head::Head;
use crate::ui::markup::Part;
use crate::ui::split::split_with_rail;
use crate::ui::table::{Column, Table};
use crate::ui::{self, Html};
use crate::web::Web;
use crate::words::people::By;
use crate::{t, text, words};
use axum::extract::Path;
use domain::audit::history::Of;
use domain::id::BehalfId;
use domain::order::db::{Order, OrderLine};
use http::StatusCode;

/// `/portal/orders/{number}`
pub async fn show(web: Web, Path(number): Path<String>) -> Answer {
    let (order, lines) = domain::order::db::find_any(&web.cx, &number).await?;
    let session = visible(&web, order.behalf_id).await?;
    let decision = Decision::load(&web, &order).await?;
    let done = history::load(&web, Of::Order(order.id)).await?;
    let files = domain::attachment::of_order(&web.cx, order.id).await?;
    let title = t!("portal-order-title", number = &order.number);
    let ended = summary::summary(&web).await?;
    let act = way::of_account(&web, order.contact_id, order.account_id, &format!("/orders/{}", order.number)).await?;
    Ok(page(&web, &Frame::Portal, StatusCode::OK, &title, || {
        let steps = vec![
            (Some("/portal/orders".to_owned()), t!("portal-orders-title").to_owned()),
            (None, order.number.clone()),
        ];
        let count = i64::try_from(lines.len()).unwrap_or(i64::MAX);
        let ordered = Card::new("h-lines", t!("portal-lines")).count(count).flush(table(&order, &lines));
        let sum = Card::new("h-sum", t!("portal-order-summary")).body(amounts(order.totals(), order.tax_basis));
        // What the customer's company decided, or whom it waits for there; staff read it.
        let approval = decision.map(|d| Card::new("h-approval", t!("portal-order-approval")).body(d.facts()));
        let session = session.map(|id| ui::link(&format!("/portal/sessions/{id}"), t!("portal-order-session")));
        let about = Card::new("h-about", t!("portal-order-about"))
            .body(facts(&order, By::of(&order).for_staff(), By::prepared(&order, true)))
            .foot(session);
        let files = files::card(&web, &files, "/portal/attachments", true);
        let happened = (ordered, history::card(&web, &done, &order.id.to_string()));
        (ui::crumbs(steps), head(&order, act), ended, split_with_rail(happened, (sum, approval, about, files)))
            .rendered()
    }))
}

/// The on-behalf session, when this person may open its page: others' sessions are for supervisors.
async fn visible(web: &Web, session: Option<BehalfId>) -> domain::error::Result<Option<BehalfId>> {
    let Some(id) = session else { return Ok(None) };
    Ok(domain::behalf::history::may_open(&web.cx, id).await?.then_some(id))
}

fn head(order: &Order, act: Option<Html>) -> Head {
    let contact = format!("/portal/contacts/{}", order.contact_id);
    let company = format!("/portal/organizations/{}", order.organization_id);
    Head::new(t!("portal-order-title", number = &order.number))
        .beside(ui::badge(words::order_status(order.status)))
        .about(ui::link(&contact, ui::name(&order.contact_name)))
        .about(ui::link(&company, ui::name(&order.organization_name)))
        .about(&order.store_name)
        .actions(act)
}

fn table(order: &Order, lines: &[OrderLine]) -> Table {
    let columns = [
        Column::text(t!("portal-order-product")),
        Column::number(t!("portal-order-quantity")),
        Column::number(t!("portal-order-price")),
        Column::number(t!("portal-total")).lead(),
    ];
    let mut table = Table::new(t!("portal-order-lines"), columns);
    for line in lines {
        table.row(|row| {
            let note = (!line.note.is_empty()).then(|| (t!("portal-order-note"), " ", ui::name(&line.note)).rendered());
            let day = line.requested_on().map(|day| t!("order-line-day", day = text::day(day.at())).rendered());
            let added =
                (!line.added_by.is_empty()).then(|| ui::name(&t!("prepared-line-by", who = ui::plain(&line.added_by))));
            let notes = [Some(line.sku.as_str().rendered()), day, note, added];
            row.name_with_notes(&line.name, notes.into_iter().flatten());
            row.cell(text::number(line.quantity));
            row.cell(format!("{} {}", text::unit_price(line.price(order)), line.unit));
            row.cell(text::money(line.total(order)));
        });
    }
    table
}
