//! The events of a page: who for whom, what, to what, and how it went.

use super::asked::{Asked, filtered};
use crate::part::timeline;
use crate::t;
use crate::ui::{self, Html, Rendered};
use crate::web::Web;
use crate::words;
use domain::audit::names::{Line, Thing};
use domain::audit::{Outcome, SessionKind};
use domain::policy::Action;
use leptos::prelude::*;

/// The table.
pub fn table(web: &Web, asked: &Asked, lines: &[Line]) -> Html {
    let rows = lines.iter().map(|line| row(web, asked, line)).collect_view();
    view! {
        <div class="table-wrap" data-card="">
            <table class="table audit">
                <caption class="visually-hidden">{t!("audit-events")}</caption>
                <thead>
                    <tr>
                        <th scope="col">{t!("audit-time")}</th>
                        <th scope="col">{t!("audit-who")}</th>
                        <th scope="col">{t!("audit-for")}</th>
                        <th scope="col">{t!("portal-company")}</th>
                        <th scope="col">{t!("audit-action")}</th>
                        <th scope="col">{t!("audit-object")}</th>
                        <th scope="col">{t!("audit-result")}</th>
                        <th scope="col">{t!("audit-ip")}</th>
                        <th scope="col">{t!("audit-session")}</th>
                    </tr>
                </thead>
                <tbody>{rows}</tbody>
            </table>
        </div>
    }
    .html()
}

fn row(web: &Web, asked: &Asked, line: &Line) -> Html {
    let is_on_behalf = line.session_kind == "on_behalf";
    let dash = || view! { <span class="muted">"–"</span> }.html();
    let subject = line.subject.as_ref().map(|s| ui::plain(&s.name));
    let whom = match &subject {
        Some(name) => {
            view! { <span><span class="muted">{t!("audit-for-before")}" "</span><bdi>{name.clone()}</bdi></span> }
                .html()
        }
        None => dash(),
    };
    let company = match &line.company {
        Some(company) => link(web, company),
        None => dash(),
    };
    let note = (!line.note.is_empty()).then(|| view! { <small><bdi>{timeline::note(line)}</bdi></small> });
    let ip = if line.ip.is_empty() { dash() } else { line.ip.clone().html() };
    let is_open = asked.event == Some(line.seq);
    view! {
        <tr id=format!("e{}", line.seq) data-behalf=is_on_behalf.then_some("") aria-selected=is_open.then_some("true")>
            <td class="audit-time" data-label=t!("audit-time")><a class="row-link" href=asked.with_event(line.seq)>{timeline::stamp(&line.at)}</a></td>
            <th scope="row"><bdi>{timeline::who(&line.actor)}</bdi></th>
            <td data-label=t!("audit-for")>{whom}</td>
            <td data-label=t!("portal-company")>{company}</td>
            <td data-label=t!("audit-action")>{words::action(&line.kind)}<small><code>{line.kind.clone()}</code></small></td>
            <td data-label=t!("audit-object")>{objects(web, line)}{note}</td>
            <td data-label=t!("audit-result")>{ui::badge(result(&line.outcome))}</td>
            <td data-label=t!("audit-ip")>{ip}</td>
            <td data-label=t!("audit-session")>{session(line)}</td>
        </tr>
    }
    .html()
}

/// How it went, and the tone of its badge.
pub fn result(outcome: &str) -> (&'static str, &'static str) {
    match Outcome::parse(outcome) {
        Some(Outcome::Success) => (t!("audit-done"), "success"),
        Some(Outcome::Denied) | None => (t!("audit-refused"), "danger"),
    }
}

/// What it was done to, except the customer that another column names.
fn objects(web: &Web, line: &Line) -> Html {
    let named = |thing: &&Thing| {
        let is_subject = line.subject.as_ref().is_some_and(|s| s.id == thing.id);
        let is_company = line.company.as_ref().is_some_and(|c| c.id == thing.id);
        let is_session = thing.kind == "session" && thing.id == line.session;
        let is_login = thing.kind == "account" && line.objects.iter().any(|o| o.kind == "contact");
        !is_session && !is_login && (line.objects.len() == 1 || !(is_subject || is_company))
    };
    let mut shown: Vec<&Thing> = line.objects.iter().filter(named).collect();
    if shown.is_empty() {
        shown.extend(line.objects.first());
    }
    let more = shown.len().saturating_sub(3);
    let all = shown
        .into_iter()
        .take(3)
        .map(|thing| {
            view! { <span class="audit-object">{words::thing(&thing.kind).to_owned()}" "{link(web, thing)}</span> }
                .html()
        })
        .collect_view();
    view! { {all}{(more > 0).then(|| view! { <small>{t!("audit-and-more", count = more)}</small> })} }.html()
}

/// A thing with a link to its page for those who may open it, else to everything the log says about it.
pub fn link(web: &Web, thing: &Thing) -> Html {
    let name = if thing.name.is_empty() { short(&thing.id) } else { ui::plain(&thing.name) };
    let may = |action| web.cx.may(action);
    let own = match thing.kind.as_str() {
        "order" if may(Action::ViewAllOrders) => Some(format!("/portal/orders/{}", thing.name)),
        "contact" if may(Action::ViewContacts) => Some(format!("/portal/contacts/{}", thing.id)),
        "organization" if may(Action::ViewContacts) => Some(format!("/portal/organizations/{}", thing.id)),
        "behalf" if may(Action::ViewSessions) => Some(format!("/portal/sessions/{}", thing.id)),
        _ => None,
    };
    let key = if thing.kind == "organization" { "company" } else { "object" };
    let href = own.unwrap_or_else(|| filtered(&format!("{key}:{}", thing.id)));
    view! { <a href=href><bdi>{name}</bdi></a> }.html()
}

/// The session, with its page where it has one.
fn session(line: &Line) -> Html {
    if line.session.is_empty() {
        return view! { <span class="muted">"–"</span> }.html();
    }
    let all = || filtered(&format!("session:{}", line.session));
    let (kind, href) = match SessionKind::parse(&line.session_kind) {
        Some(SessionKind::OnBehalf) => (t!("portal-on-behalf"), format!("/portal/sessions/{}", line.session)),
        Some(SessionKind::Portal) => (t!("audit-session-portal"), all()),
        Some(SessionKind::Shop) | None => (t!("audit-session-shop"), all()),
    };
    view! { <a class="sku" href=href title=line.session.clone()>{short(&line.session)}</a><small>{kind}</small> }.html()
}

/// The beginning of an id is its time: the end tells ids apart.
pub fn short(id: &str) -> String {
    id.rsplit('-').next().unwrap_or_default().to_owned()
}
