//! All orders, and the table of orders that other pages share.

use crate::part::link::link;
use crate::part::orders::{filter, heads};
use crate::part::person;
use crate::respond::{Answer, Frame, page};
use crate::t;
use crate::text;
use crate::ui::{self, Position};
use crate::ui::{Html, Rendered};
use crate::web::Web;
use crate::words;
use crate::words::people::{By, po};
use domain::id::{ContactId, OrganizationId};
use domain::list::Page;
use domain::order::db::{Filter, OrderRow, PAGE, Whose};
use domain::order::{Sort, Status};
use domain::policy::Action;
use http::StatusCode;
use leptos::prelude::*;

/// Which columns a table of orders has.
pub enum Columns {
    /// All of them, with these heads for time and total.
    All([Html; 2]),
    /// Those that fit beside the page of the contact or company whose orders they are.
    OfOne,
}

/// The orders for the page of their contact or company; nothing for people who may not see orders.
pub async fn recent(web: &Web, whose: Whose, filter: &Filter) -> domain::error::Result<Option<Page<OrderRow>>> {
    match web.cx.may(Action::ViewAllOrders) {
        true => domain::order::db::all(&web.cx, whose, filter).await.map(Some),
        false => Ok(None),
    }
}

/// What of the orders is asked for.
struct Asked {
    filter: Filter,
    contact: Option<ContactId>,
    company: Option<OrganizationId>,
}

impl Asked {
    fn read(web: &Web) -> Asked {
        let query = web.query();
        Asked {
            filter: filter(&query),
            contact: ContactId::parse(query.get("contact")),
            company: OrganizationId::parse(query.get("company")),
        }
    }

    fn is_narrowed(&self) -> bool {
        !self.filter.query.is_empty()
            || self.filter.status.is_some()
            || self.contact.is_some()
            || self.company.is_some()
    }

    fn scope(&self) -> Whose {
        match (self.contact, self.company) {
            (Some(contact), _) => Whose::Contact(contact),
            (None, Some(company)) => Whose::Organization(company),
            (None, None) => Whose::All,
        }
    }

    fn whose(&self) -> [(&'static str, String); 2] {
        let contact = self.contact.map(|c| c.to_string()).unwrap_or_default();
        let company = self.company.map(|c| c.to_string()).unwrap_or_default();
        [("contact", contact), ("company", company)]
    }

    /// The address of the list in this order; `page` counts from 1.
    fn address(&self, sort: Sort, page: i64) -> String {
        let [(_, contact), (_, company)] = self.whose();
        let page = if page > 1 { page.to_string() } else { String::new() };
        let sort = if sort == Sort::default() { "" } else { sort.as_str() };
        link(
            "/portal/orders",
            &[
                ("q", &self.filter.query),
                ("status", self.filter.status.map_or("", Status::as_str)),
                ("contact", &contact),
                ("company", &company),
                ("sort", sort),
                ("page", &page),
            ],
        )
    }
}

/// `/portal/orders`
pub async fn show(web: Web) -> Answer {
    let asked = Asked::read(&web);
    let Filter { sort, place, .. } = asked.filter;
    let found = domain::order::db::all(&web.cx, asked.scope(), &asked.filter).await?;
    let (rows, total) = (&found.rows, found.total);
    let position = Position { page: place.number(), size: PAGE, total };
    let none_assigned = total == 0 && domain::organization::none_assigned(&web.cx).await?;
    Ok(page(&web, &Frame::Portal, StatusCode::OK, t!("portal-orders-title"), || {
        let list = if position.is_past_end() {
            ui::past_end(&web, position, |n| asked.address(sort, n))
        } else if none_assigned {
            ui::none_assigned(&web)
        } else if rows.is_empty() {
            nothing(&web, &asked)
        } else {
            table(
                rows,
                t!("portal-orders-title"),
                Columns::All(heads(t!("portal-placed-utc"), sort, |sort| asked.address(sort, 1))),
            )
        };
        view! {
            <header class="page-head"><div><h1>{t!("portal-orders-title")}</h1></div></header>
            {toolbar(&web, &asked, total)}
            {chip(&web, &asked, rows.first())}
            {list}
            {ui::pages_beside(&found, position, &asked.address(sort, 1), |n| asked.address(sort, n))}
        }
    }))
}

fn toolbar(web: &Web, asked: &Asked, total: i64) -> Html {
    let options = Status::ALL
        .into_iter()
        .map(|s| view! { <option value=s.as_str() selected=asked.filter.status == Some(s)>{words::order_status(s).0}</option> })
        .collect_view();
    let kept = asked
        .whose()
        .into_iter()
        .filter(|(_, value)| !value.is_empty())
        .chain((asked.filter.sort != Sort::default()).then(|| ("sort", asked.filter.sort.as_str().to_owned())))
        .map(|(name, value)| view! { <input type="hidden" name=name value=value/> })
        .collect_view();
    view! {
        <form class="toolbar" method="get" action="/portal/orders" role="search">
            <div class="search">
                <label class="visually-hidden" for="q">{t!("portal-orders-search")}</label>
                {ui::icon(web, "search")}
                <input id="q" name="q" type="search" maxlength="400" placeholder=t!("portal-orders-search-help") value=asked.filter.query.clone()/>
            </div>
            <label for="status">{t!("portal-status")}</label>
            <select id="status" name="status"><option value="">{t!("portal-all")}</option>{options}</select>
            {kept}
            <button class="btn">{t!("portal-search")}</button>
            <span class="toolbar-end" role="status">{ui::counted(total, |total| t!("portal-orders-count", count = total))}</span>
        </form>
    }
    .html()
}

/// Whose orders they are, when they are somebody's, with the way back to everybody's.
fn chip(web: &Web, asked: &Asked, first: Option<&OrderRow>) -> Option<Html> {
    let (label, name) = match (asked.contact, asked.company) {
        (Some(_), _) => (t!("portal-contact"), first.map(|r| r.contact_name.as_str())),
        (None, Some(_)) => (t!("portal-company"), first.map(|r| r.organization_name.as_str())),
        (None, None) => return None,
    };
    let name = name.map_or_else(|| t!("portal-orders-without").to_owned(), ui::plain);
    let without = link(
        "/portal/orders",
        &[("q", &asked.filter.query), ("status", asked.filter.status.map_or("", Status::as_str))],
    );
    Some(
        view! {
            <ul class="chips">
                <li>
                    <a class="chip" href=without>
                        {label}" "<i>{t!("portal-orders-is")}</i>" "<bdi>{name}</bdi>
                        {ui::icon(web, "x")}
                        <span class="visually-hidden">{t!("portal-orders-remove-filter")}</span>
                    </a>
                </li>
            </ul>
        }
        .html(),
    )
}

fn nothing(web: &Web, asked: &Asked) -> Html {
    let (title, text, action) = match asked.is_narrowed() {
        true => (
            t!("portal-orders-no-match"),
            t!("portal-orders-no-match-help"),
            Some(("/portal/orders".to_owned(), t!("portal-orders-show-all"))),
        ),
        false => (t!("portal-no-orders-yet"), t!("portal-orders-none-help"), None),
    };
    ui::empty(web, "orders", title, text, action).html()
}

/// A table of orders.
pub fn table(rows: &[OrderRow], caption: &'static str, columns: Columns) -> Html {
    let (is_full, [placed, total]) = match columns {
        Columns::All(heads) => (true, heads),
        Columns::OfOne => (
            false,
            [
                view! { <th scope="col">{t!("portal-placed-utc")}</th> }.html(),
                view! { <th scope="col" class="num">{t!("portal-total")}</th> }.html(),
            ],
        ),
    };
    let lines = rows.iter().map(|row| line(row, is_full)).collect_view();
    view! {
        <div class="table-wrap" data-card=is_full.then_some("")>
            <table class="table">
                <caption class="visually-hidden">{caption}</caption>
                <thead>
                    <tr>
                        <th scope="col">{t!("portal-orders-order")}</th>
                        {is_full.then(|| view! { <th scope="col">{t!("portal-customer")}</th> })}
                        {placed}
                        <th scope="col">{t!("portal-orders-placed-by")}</th>
                        <th scope="col">{t!("portal-status")}</th>
                        {is_full.then(|| view! { <th scope="col" class="num">{t!("portal-lines")}</th> })}
                        {total}
                    </tr>
                </thead>
                <tbody>{lines}</tbody>
            </table>
        </div>
    }
    .html()
}

fn line(row: &OrderRow, is_full: bool) -> Html {
    let is_on_behalf = row.on_behalf;
    let by = By::row(row).for_staff();
    let po = (!row.po_number.is_empty()).then(|| view! { <small><bdi>{po(&row.po_number)}</bdi></small> });
    let customer = is_full.then(|| {
        view! {
            <td data-label=t!("portal-customer")>{person::name(&row.contact_name)}<small><bdi>{ui::plain(&row.organization_name)}</bdi></small></td>
        }
    });
    let lines = is_full.then(|| view! { <td class="num" data-label=t!("portal-lines")>{text::number(row.lines)}</td> });
    view! {
        <tr data-behalf=is_on_behalf.then_some("")>
            <th scope="row"><a class="row-link sku" href=format!("/portal/orders/{}", row.number)>{row.number.clone()}</a>{po}</th>
            {customer}
            <td data-label=t!("portal-placed-utc")>{ui::moment(row.placed_at)}</td>
            <td data-label=t!("portal-orders-placed-by")>
                <bdi>{by}</bdi>
                {is_on_behalf.then(|| view! { " "<span class="badge-behalf">{t!("portal-on-behalf")}</span> })}
            </td>
            <td data-label=t!("portal-status")>{ui::badge(words::order_status(row.status))}</td>
            {lines}
            <td class="num" data-label=t!("portal-total")>{text::money(row.total())}</td>
        </tr>
    }
    .html()
}
