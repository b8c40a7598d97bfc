//! One on-behalf session: who, for whom, why, and everything that was done, in order.

use crate::portal::person;
use crate::portal::sessions::{mode, state};
use crate::portal::story::{clock, sentence, sums};
use crate::respond::{Answer, Frame, page};
use crate::ui::{Html, Rendered};
use crate::web::Web;
use crate::{ui, words};
use axum::extract::Path;
use domain::audit::store::Entry;
use domain::behalf::history::Summary;
use domain::error::Error;
use domain::id::BehalfId;
use domain::policy::Action;
use http::StatusCode;
use leptos::prelude::*;

/// `/portal/sessions/{id}`
pub async fn show(web: Web, Path(id): Path<String>) -> Answer {
    let id = BehalfId::parse(&id).ok_or(Error::NotFound)?;
    let (session, entries) = domain::behalf::history::story(&web.cx, id).await?;
    let title = format!("{} for {}", ui::plain(&session.staff_name), ui::plain(&session.contact_name));
    Ok(page(&web, &Frame::Portal, StatusCode::OK, &format!("Session: {title}"), || {
        view! {
            {ui::crumbs(vec![(Some("/portal/sessions".to_owned()), "Sessions".to_owned()), (None, title.clone())])}
            {head(&web, &session)}
            {counters(&entries)}
            <div class="split">
                <div>
                    <section class="card" aria-labelledby="h-story">
                        <header class="card-head"><h2 id="h-story">"What was done"</h2><span class="count">{entries.len().to_string()}</span></header>
                        <div class="card-body">{story(&web, &entries)}</div>
                    </section>
                </div>
                <div>{facts(&session)}</div>
            </div>
        }
    }))
}

fn head(web: &Web, session: &Summary) -> Html {
    let (state, tone) = state(session, web.cx.now());
    let customer = ui::plain(&session.contact_name);
    let back = web.cx.may(Action::ViewContacts).then(|| {
        let href = format!("/portal/contacts/{}", session.contact_id);
        view! { <div class="actions"><a class="btn btn-primary" href=href>"Back to "<bdi>{customer}</bdi></a></div> }
    });
    view! {
        <header class="page-head">
            <div>
                <h1>{person::for_whom(&session.staff_name, &session.contact_name)}" "{ui::badge((&state, tone))}</h1>
                <ul class="meta">
                    <li><bdi>{ui::plain(&session.organization_name)}</bdi></li>
                    <li>{session.store_name.clone()}</li>
                </ul>
            </div>
            {back}
        </header>
    }
    .html()
}

fn counters(entries: &[Entry]) -> Html {
    let sums = sums(entries);
    let counters =
        [("Pages viewed", sums.views), ("Changes", sums.changes), ("Orders", sums.orders), ("Refused", sums.refusals)]
            .into_iter()
            .map(|(label, n)| view! { <div><dt>{label}</dt><dd>{domain::money::grouped(n.unsigned_abs())}</dd></div> })
            .collect_view();
    view! { <dl class="stats">{counters}</dl> }.html()
}

fn story(web: &Web, entries: &[Entry]) -> Html {
    if entries.is_empty() {
        return ui::empty(web, "history", "Nothing was done", "The session has no entry in the log.", None).html();
    }
    let may_open = web.cx.may(Action::ViewAllOrders);
    let items = entries
        .iter()
        .map(|entry| {
            let tone = match (entry.outcome.as_str(), entry.kind.as_str()) {
                ("denied", _) => Some("danger"),
                (_, "order.placed") => Some("success"),
                _ => None,
            };
            let order = entry.object.strip_prefix("order ").filter(|_| may_open && entry.kind == "order.placed");
            let text = sentence(entry);
            let what = match order {
                Some(number) => view! { <a href=format!("/portal/orders/{number}")>{text}</a> }.html(),
                None => text.html(),
            };
            view! {
                <li data-tone=tone>
                    {clock(&entry.at)}
                    <div>{what}<small>{entry.kind.clone()}</small></div>
                </li>
            }
        })
        .collect_view();
    view! { <ol class="timeline">{items}</ol> }.html()
}

fn facts(session: &Summary) -> Html {
    let dash = |text: &str| if text.is_empty() { "–".to_owned() } else { ui::plain(text) };
    let end = match session.ended_at {
        Some(at) => view! {
            <div><dt>"Ended"</dt><dd>{ui::moment(at)}" UTC"</dd></div>
            <div><dt>"Cause"</dt><dd>{words::ended_short(&session.ended_why)}</dd></div>
        }
        .html(),
        None => {
            view! { <div><dt>"Ends at the latest"</dt><dd>{ui::moment(session.expires_at)}" UTC"</dd></div> }.html()
        }
    };
    let note = (!session.note.is_empty())
        .then(|| view! { <div><dt>"Note"</dt><dd><bdi>{ui::plain(&session.note)}</bdi></dd></div> });
    view! {
        <section class="card" aria-labelledby="h-facts">
            <header class="card-head"><h2 id="h-facts">"Session"</h2></header>
            <div class="card-body">
                <dl class="facts">
                    <div><dt>"Agent"</dt><dd>{person::name(&session.staff_name)}</dd></div>
                    <div><dt>"Customer"</dt><dd>{person::name(&session.contact_name)}</dd></div>
                    <div><dt>"Company"</dt><dd>{person::name(&session.organization_name)}</dd></div>
                    <div><dt>"Reason"</dt><dd><bdi>{dash(&session.reason)}</bdi></dd></div>
                    <div><dt>"Ticket"</dt><dd><bdi>{dash(&session.ticket)}</bdi></dd></div>
                    <div><dt>"Mode"</dt><dd>{mode(session)}</dd></div>
                    <div><dt>"Started"</dt><dd>{ui::moment(session.started_at)}" UTC"</dd></div>
                    {end}
                    {note}
                </dl>
            </div>
        </section>
    }
    .html()
}
