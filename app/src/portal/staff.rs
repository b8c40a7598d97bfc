//! The list of staff.

use crate::portal::person;
use crate::respond::{Answer, Frame, page};
use crate::ui::{Html, Rendered};
use crate::web::Web;
use crate::{ui, words};
use domain::staff::Member;
use http::StatusCode;
use leptos::prelude::*;

/// `/portal/staff`
pub async fn show(web: Web) -> Answer {
    let members = domain::staff::list(&web.cx, &Default::default(), 0).await?.0;
    Ok(page(&web, &Frame::Portal, StatusCode::OK, "Staff", || {
        let count = i64::try_from(members.len()).unwrap_or(i64::MAX);
        let list = if members.is_empty() {
            ui::empty(&web, "user", "No staff yet", "The first administrator is added on the command line.", None)
                .html()
        } else {
            table(&members)
        };
        view! {
            <header class="page-head">
                <div><h1>"Staff"</h1><ul class="meta"><li>{words::count(count, "person", "people")}</li></ul></div>
            </header>
            {list}
        }
    }))
}

fn table(members: &[Member]) -> Html {
    let rows = members
        .iter()
        .map(|m| {
            let status = if m.status == "active" { ("Active", "success") } else { ("Disabled", "neutral") };
            let last = match m.last_sign_in_at {
                Some(at) => ui::moment(at).html(),
                None => "Never signed in".html(),
            };
            view! {
                <tr>
                    <th scope="row">{person::name(&m.name)}<small>{ui::plain(&m.email)}</small></th>
                    <td data-label="Role">{words::role(&m.role)}</td>
                    <td data-label="Status">{ui::badge(status)}</td>
                    <td data-label="Last sign-in (UTC)">{last}</td>
                </tr>
            }
        })
        .collect_view();
    view! {
        <div class="table-wrap" data-card="">
            <table class="table">
                <caption class="visually-hidden">"Staff"</caption>
                <thead>
                    <tr>
                        <th scope="col">"Name"</th>
                        <th scope="col">"Role"</th>
                        <th scope="col">"Status"</th>
                        <th scope="col">"Last sign-in (UTC)"</th>
                    </tr>
                </thead>
                <tbody>{rows}</tbody>
            </table>
        </div>
    }
    .html()
}
