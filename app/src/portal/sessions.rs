//! On-behalf sessions: live ones first, then those that are over.

use crate::portal::link::link;
use crate::portal::person;
use crate::respond::{Answer, Frame, page};
use crate::ui::{Html, Rendered};
use crate::web::Web;
use crate::{ui, words};
use domain::behalf::history::Summary;
use domain::policy::Action;
use domain::time::Micros;
use http::StatusCode;
use leptos::prelude::*;

/// Sessions on a page.
const PAGE: i64 = 25;

/// Whether a session is live and how long still, or why it is over; with the tone of its badge.
pub fn state(session: &Summary, now: Micros) -> (String, &'static str) {
    let left = session.expires_at.since(now).as_seconds();
    match (session.state.as_str(), left) {
        ("active", 1..) => (format!("Live, {} min left", (left + 59) / 60), "success"),
        ("active", _) => (words::ended_short("expired").to_owned(), "neutral"),
        _ => (words::ended_short(&session.ended_why).to_owned(), "neutral"),
    }
}

/// The reason with its ticket.
pub fn why(session: &Summary) -> String {
    let reason = ui::plain(&session.reason);
    match (session.ticket.is_empty(), reason.is_empty()) {
        (true, _) => reason,
        (false, true) => format!("Ticket {}", ui::plain(&session.ticket)),
        (false, false) => format!("Ticket {}: {reason}", ui::plain(&session.ticket)),
    }
}

/// The mode in words.
pub fn mode(session: &Summary) -> &'static str {
    if session.mode == "view" { "View only" } else { "Full" }
}

/// `/portal/sessions`
pub async fn show(web: Web) -> Answer {
    let number = web.query().page();
    let mut rows = domain::behalf::history::list(&web.cx, None, number.saturating_mul(PAGE), PAGE + 1).await?;
    let has_more = rows.len() > 25;
    rows.truncate(25);
    Ok(page(&web, &Frame::Portal, StatusCode::OK, "Sessions", || {
        let whose = if web.cx.may(Action::ViewSessions) {
            "On-behalf sessions of everybody"
        } else {
            "Your on-behalf sessions"
        };
        view! {
            <header class="page-head"><div><h1>"Sessions"</h1><ul class="meta"><li>{whose}</li></ul></div></header>
            {if rows.is_empty() { nothing(&web, number) } else { table(&web, &rows) }}
            {pages(number, has_more)}
        }
    }))
}

fn nothing(web: &Web, page: i64) -> Html {
    let contacts = web.cx.may(Action::LoginOnBehalf).then(|| ("/portal/contacts".to_owned(), "Find a contact"));
    let (title, text, action) = if page > 0 {
        (
            "Nothing on this page",
            "The list is shorter than that.",
            Some(("/portal/sessions".to_owned(), "Go to the first page")),
        )
    } else {
        ("No sessions yet", "A session starts with Login on behalf on a contact's page.", contacts)
    };
    ui::empty(web, "sessions", title, text, action).html()
}

fn table(web: &Web, rows: &[Summary]) -> Html {
    let now = web.cx.now();
    let lines = rows
        .iter()
        .map(|s| {
            let (state, tone) = state(s, now);
            let is_live = tone == "success";
            view! {
                <tr data-behalf=is_live.then_some("")>
                    <th scope="row">
                        <a class="row-link" href=format!("/portal/sessions/{}", s.id)>{person::for_whom(&s.staff_name, &s.contact_name)}</a>
                    </th>
                    <td data-label="Company"><bdi>{ui::plain(&s.organization_name)}</bdi><small>{s.store_name.clone()}</small></td>
                    <td data-label="Reason"><bdi>{why(s)}</bdi><small>{mode(s)}</small></td>
                    <td data-label="State">{ui::badge((&state, tone))}</td>
                    <td data-label="Started (UTC)">{ui::moment(s.started_at)}</td>
                </tr>
            }
        })
        .collect_view();
    view! {
        <div class="table-wrap" data-card="">
            <table class="table">
                <caption class="visually-hidden">"On-behalf sessions"</caption>
                <thead>
                    <tr>
                        <th scope="col">"Session"</th>
                        <th scope="col">"Company and store"</th>
                        <th scope="col">"Reason"</th>
                        <th scope="col">"State"</th>
                        <th scope="col">"Started (UTC)"</th>
                    </tr>
                </thead>
                <tbody>{lines}</tbody>
            </table>
        </div>
    }
    .html()
}

fn pages(number: i64, has_more: bool) -> Html {
    if number == 0 && !has_more {
        return ().html();
    }
    let address = |n: i64| link("/portal/sessions", &[("page", &n.to_string())]);
    let newer = (number > 0).then(|| view! { <a class="btn btn-small" rel="prev" href=address(number)>"Previous"</a> });
    let older = has_more.then(|| view! { <a class="btn btn-small" rel="next" href=address(number + 2)>"Next"</a> });
    view! {
        <nav class="pages" aria-label="Pages">
            <span>{format!("Page {}", number + 1)}</span>
            <span class="pages-links">{newer}{older}</span>
        </nav>
    }
    .html()
}
