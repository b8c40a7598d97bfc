//! The events of a page: who for whom, what, to what, and how it went.

use super::asked::{Asked, filtered};
use crate::part::timeline;
use crate::ui::markup::{Markup, Part};
use crate::ui::table::{Column, Mark, Row, Table};
use crate::ui::{self, Html};
use crate::web::Web;
use crate::{markup, t, words};
use domain::audit::names::{Line, Thing};
use domain::audit::{Outcome, SessionKind};
use domain::policy::Action;

/// The table.
pub fn table(web: &Web, asked: &Asked, lines: &[Line]) -> Table {
    let columns = [
        Column::text(t!("audit-time")),
        Column::text(t!("audit-who")),
        Column::text(t!("audit-for")),
        Column::text(t!("portal-company")),
        Column::text(t!("audit-action")),
        Column::text(t!("audit-object")),
        Column::state(t!("audit-result")),
        Column::text(t!("audit-ip")).wide(),
        Column::text(t!("audit-session")).wide(),
    ];
    let mut table = Table::new(t!("audit-events"), columns).class("table audit").framed();
    for line in lines {
        let mark = Mark {
            about: None,
            look: (line.session_kind == "on_behalf").then_some("data-behalf"),
            id: Some(format!("e{}", line.seq)),
            is_open: asked.event == Some(line.seq),
            is_current: false,
        };
        table.row_with(&mark, |cells| row(web, asked, line, cells));
    }
    table
}

fn row(web: &Web, asked: &Asked, line: &Line, cells: &mut Row<'_>) {
    let dash = || ui::muted("–");
    let whom = line.subject.as_ref().map_or_else(dash, |subject| {
        let mut out = Markup::default();
        markup! { out, "<span>", ui::muted((t!("audit-for-before"), " ")), ui::name(&subject.name), "</span>" }
        out.html()
    });
    let note = (!line.note.is_empty()).then(|| {
        let mut out = Markup::default();
        markup! { out, "<small>", ui::name(&timeline::note(line)), "</small>" }
        out
    });
    cells.time_link(&asked.with_event(line.seq), timeline::stamp(&line.at));
    cells.name(ui::name(&timeline::who(&line.actor)), ());
    cells.cell(whom);
    cells.cell(line.company.as_ref().map_or_else(dash, |company| link(web, company)));
    cells.cell_with_note(words::action(&line.kind), ui::code(&line.kind));
    cells.cell((objects(web, line), note));
    cells.cell(ui::badge(result(&line.outcome)));
    cells.cell(if line.ip.is_empty() { dash() } else { line.ip.as_str().rendered() });
    cells.cell(session(line));
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
    let mut out = Markup::default();
    for thing in shown.into_iter().take(3) {
        markup! { out, "<span class=\"audit-object\">", words::thing(&thing.kind), " ", link(web, thing), "</span>" }
    }
    if more > 0 {
        markup! { out, "<small>", t!("audit-and-more", count = more), "</small>" }
    }
    out.html()
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
    ui::link(&href, ui::name(&name))
}

/// The session, with its page where it has one.
fn session(line: &Line) -> Html {
    if line.session.is_empty() {
        return ui::muted("–");
    }
    let all = || filtered(&format!("session:{}", line.session));
    let (kind, href) = match SessionKind::parse(&line.session_kind) {
        Some(SessionKind::OnBehalf) => (t!("portal-on-behalf"), format!("/portal/sessions/{}", line.session)),
        Some(SessionKind::Portal) => (t!("audit-session-portal"), all()),
        Some(SessionKind::Shop) | None => (t!("audit-session-shop"), all()),
    };
    let mut out = Markup::default();
    markup! {
        out,
        "<a class=\"sku\"", "href" = href, "title" = &line.session, ">", short(&line.session), "</a><small>", kind, "</small>"
    }
    out.html()
}

/// The beginning of an id is its time: the end tells ids apart.
pub fn short(id: &str) -> String {
    id.rsplit('-').next().unwrap_or_default().to_owned()
}
