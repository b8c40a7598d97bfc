//! The seller's people: the list, and below it those who were invited and have not come yet.

pub mod invite;
pub mod person;
pub mod roles;

use crate::part::link::link;
use crate::part::person as people;
use crate::respond::{Answer, Frame, page};
use crate::t;
use crate::ui;
use crate::ui::{Html, Position, Rendered};
use crate::web::Web;
use crate::words;
use domain::policy::{Action, Role};
use domain::staff::{Filter, PAGE, StaffMember, Status};
use http::StatusCode;
use leptos::prelude::*;

/// `/portal/staff`
pub async fn show(web: Web) -> Answer {
    let asked = web.query();
    let filter = Filter {
        query: asked.get("q").trim().chars().take(domain::search::LONGEST).collect(),
        role: Role::parse(asked.get("role")),
        status: Status::parse(asked.get("status")),
    };
    let number = asked.page();
    let (members, total) = domain::staff::list(&web.cx, &filter, usize::try_from(number).unwrap_or(usize::MAX)).await?;
    let total = i64::try_from(total).unwrap_or(i64::MAX);
    let invites = domain::staff::invite::waiting(&web.cx).await?;
    let size = i64::try_from(PAGE).unwrap_or(i64::MAX);
    Ok(page(&web, &Frame::Portal, StatusCode::OK, t!("staff-title"), || {
        let position = Position { page: number, size, total };
        let list = match members.is_empty() {
            true if position.is_past_end() => ui::past_end(&web, position, |n| address(&filter, n)),
            true => nothing(&web, &filter),
            false => table(&members),
        };
        let actions = web.cx.may(Action::ManageStaff).then(|| {
            view! {
                <div class="actions">
                    <a class="btn" href="/portal/staff/roles">{t!("staff-roles")}</a>
                    <a class="btn btn-primary" href="/portal/staff/invite">{t!("staff-invite")}</a>
                </div>
            }
        });
        view! {
            <header class="page-head"><div><h1>{t!("staff-title")}</h1></div>{actions}</header>
            {ui::done(&web)}
            {search(&web, &filter, total)}
            {list}
            {ui::pages(position, |n| address(&filter, n))}
            {invite::card(&web, &invites)}
        }
    }))
}

/// The address of the list with this filter; `page` counts from 1.
fn address(filter: &Filter, page: i64) -> String {
    let page = if page > 1 { page.to_string() } else { String::new() };
    let (role, status) = (filter.role.map_or("", Role::as_str), filter.status.map_or("", Status::as_str));
    link("/portal/staff", &[("q", &filter.query), ("role", role), ("status", status), ("page", &page)])
}

fn search(web: &Web, filter: &Filter, total: i64) -> Html {
    let roles = Role::ALL
        .into_iter()
        .map(|r| view! { <option value=r.as_str() selected=filter.role == Some(r)>{words::staff_role(r)}</option> })
        .collect_view();
    let states = Status::ALL
        .into_iter()
        .map(|s| view! { <option value=s.as_str() selected=filter.status == Some(s)>{status(s).0}</option> })
        .collect_view();
    view! {
        <form class="toolbar" method="get" action="/portal/staff" role="search">
            <div class="pair">
                <label for="q">{t!("staff-search")}</label>
                <input id="q" name="q" type="search" autocomplete="off" value=filter.query.clone()/>
            </div>
            <div class="pair">
                <label for="role">{t!("portal-role")}</label>
                <select id="role" name="role"><option value="">{t!("staff-all-roles")}</option>{roles}</select>
            </div>
            <div class="pair">
                <label for="status">{t!("portal-status")}</label>
                <select id="status" name="status"><option value="">{t!("portal-all")}</option>{states}</select>
            </div>
            <button class="btn">{ui::icon(web, "search")}{t!("portal-search")}</button>
            <span class="toolbar-end">{t!("staff-count", count = total)}</span>
        </form>
    }
    .html()
}

fn nothing(web: &Web, filter: &Filter) -> Html {
    let is_narrowed = !filter.query.is_empty() || filter.role.is_some() || filter.status.is_some();
    match is_narrowed {
        true => {
            let clear = ("/portal/staff".to_owned(), t!("portal-clear-all"));
            ui::empty(web, "search", t!("staff-no-match"), t!("staff-no-match-help"), Some(clear)).html()
        }
        false => ui::empty(web, "user", t!("staff-none"), t!("staff-none-help"), None).html(),
    }
}

/// Whether somebody may sign in, and the tone of its badge.
fn status(status: Status) -> (&'static str, &'static str) {
    match status {
        Status::Active => (t!("staff-active"), "success"),
        Status::Disabled => (t!("staff-disabled"), "neutral"),
    }
}

fn table(members: &[StaffMember]) -> Html {
    let rows = members
        .iter()
        .map(|m| {
            let last = match m.last_sign_in_at {
                Some(at) => ui::moment(at).html(),
                None => t!("portal-never-signed-in").html(),
            };
            view! {
                <tr>
                    <th scope="row">
                        <a class="row-link" href=format!("/portal/staff/{}", m.id)>{people::name(&m.name)}</a>
                        <small>{ui::plain(&m.email)}</small>
                    </th>
                    <td data-label=t!("portal-role")>{words::staff_role(m.role)}</td>
                    <td data-label=t!("portal-status")>{ui::badge(status(m.status))}</td>
                    <td data-label=t!("staff-last-sign-in-utc")>{last}</td>
                </tr>
            }
        })
        .collect_view();
    view! {
        <div class="table-wrap" data-card="">
            <table class="table">
                <caption class="visually-hidden">{t!("staff-title")}</caption>
                <thead>
                    <tr>
                        <th scope="col">{t!("portal-name")}</th>
                        <th scope="col">{t!("portal-role")}</th>
                        <th scope="col">{t!("portal-status")}</th>
                        <th scope="col">{t!("staff-last-sign-in-utc")}</th>
                    </tr>
                </thead>
                <tbody>{rows}</tbody>
            </table>
        </div>
    }
    .html()
}
