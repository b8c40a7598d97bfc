//! One event in full, beside the list.

use super::asked::{Asked, filtered};
use super::table::{link, result};
use crate::part::timeline;
use crate::ui::facts::Facts;
use crate::ui::markup::Markup;
use crate::ui::panel::{Panel, added, hash, raw, removed};
use crate::ui::table::{Column, Table};
use crate::ui::{self, Html};
use crate::web::Web;
use crate::{markup, t, words};
use domain::audit::detail::{Change, Detail};

/// The panel. Its link closes it and leads back to the row.
pub fn panel(web: &Web, asked: &Asked, detail: &Detail) -> Panel {
    let line = &detail.line;
    let title = (words::action(&line.kind), " ", ui::badge(result(&line.outcome)));
    let close = asked.without_event(line.seq);
    let mut panel = Panel::new(web, "event", title, (&close, t!("portal-close"))).part(facts(web, detail));
    if !detail.changes.is_empty() {
        panel = panel.section(t!("portal-before-and-after"), changes(&detail.changes));
    } else if detail.is_erased {
        panel = panel.part(ui::muted(t!("audit-changes-erased")));
    }
    if !detail.details.is_empty() {
        let facts = detail.details.iter().map(|(key, value)| (key, Some(value)));
        panel = panel.section(t!("audit-facts"), values(facts));
    }
    if !detail.personal.is_empty() {
        let facts = detail.personal.iter().map(|(key, value)| (key, value.as_ref()));
        panel = panel.section(t!("audit-personal"), values(facts));
    }
    let bytes = ui::fold(t!("audit-show-bytes"), false, raw(&line.body));
    panel.section(t!("audit-proof"), (proof(detail), bytes))
}

fn facts(web: &Web, detail: &Detail) -> Facts {
    let line = &detail.line;
    let mut facts = Facts::default()
        .fact(t!("audit-time"), timeline::stamp(&line.at))
        .fact(t!("audit-who"), ui::name(&timeline::who(&line.actor)))
        .maybe(t!("audit-for"), line.subject.as_ref().map(|subject| link(web, subject)))
        .maybe(t!("portal-company"), line.company.as_ref().map(|company| link(web, company)))
        .fact(t!("audit-action"), ui::code(&line.kind));
    for object in &line.objects {
        facts = facts.fact(t!("audit-object"), ((words::thing(&object.kind), " "), link(web, object)));
    }
    let session = (!line.session.is_empty()).then(|| {
        let mut out = Markup::default();
        if line.session_kind == "on_behalf" {
            let own = ui::link(&format!("/portal/sessions/{}", line.session), t!("audit-session-page"));
            markup! { out, own, ", " }
        }
        let all = ui::link(&filtered(&format!("session:{}", line.session)), t!("audit-session-events"));
        markup! { out, all, "<small>", ui::code(&line.session), "</small>" }
        out
    });
    facts
        .maybe(t!("audit-session"), session)
        .fact(t!("audit-route"), ui::code(&detail.route))
        .fact(t!("audit-request"), ui::code(&detail.request))
}

/// Before and after of each changed field.
fn changes(changes: &[Change]) -> Table {
    let columns =
        [Column::text(t!("portal-field")), Column::text(t!("portal-before")), Column::text(t!("portal-after"))];
    let mut table = Table::new(t!("portal-before-and-after"), columns).class("table change").kept();
    let shown = |text: &str, part: fn(&str) -> Html| (!text.is_empty()).then(|| part(&ui::plain(text)));
    for change in changes {
        table.row(|row| {
            row.name(ui::code(&change.field), ());
            row.cell(shown(&change.before, removed));
            row.cell(shown(&change.after, added));
        });
    }
    table
}

fn values<'a>(values: impl Iterator<Item = (&'a String, Option<&'a String>)>) -> Facts {
    values.fold(Facts::default(), |facts, (key, value)| {
        let value = value.map_or_else(|| ui::muted(t!("audit-erased")), |value| ui::name(value));
        facts.fact(&key.replace('_', " "), value)
    })
}

/// Hashes, and what can be said about the bytes here. Whether the chain holds is what a verification says.
fn proof(detail: &Detail) -> Facts {
    let line = &detail.line;
    let canonical =
        if detail.is_canonical { (t!("audit-canonical"), "success") } else { (t!("audit-not-canonical"), "danger") };
    let hashed = if detail.is_hashed { (t!("audit-fits"), "success") } else { (t!("audit-fits-not"), "danger") };
    let mut event = Markup::default();
    markup! { event, line.seq.to_string(), "<small>", ui::code(&detail.id), "</small>" }
    Facts::default()
        .fact(t!("audit-event"), event)
        .fact(t!("audit-hash"), (hash(&detail.leaf), " ", ui::badge(hashed)))
        .fact(t!("audit-event-before"), hash(&detail.prev))
        .fact(t!("audit-bytes"), (ui::badge(canonical), " JSON (RFC 8785)"))
}
