//! One event in full, beside the list.

use super::asked::{Asked, filtered};
use super::table::{link, result};
use crate::part::timeline;
use crate::ui::facts::Facts;
use crate::ui::markup::Markup;
use crate::ui::{self, Html, Rendered};
use crate::web::Web;
use crate::{markup, t, words};
use domain::audit::detail::{Change, Detail};
use leptos::prelude::*;

/// The panel. Its link closes it and leads back to the row.
pub fn panel(web: &Web, asked: &Asked, detail: &Detail) -> Html {
    let line = &detail.line;
    view! {
        <aside class="panel" id="event" tabindex="-1" aria-labelledby="event-h">
            <header class="dialog-head">
                <h2 id="event-h">{words::action(&line.kind)}" "{ui::badge(result(&line.outcome))}</h2>
                <a class="btn btn-small" href=asked.without_event(line.seq)>{ui::icon(web, "x")}{t!("portal-close")}</a>
            </header>
            <div class="dialog-body stack">
                {facts(web, detail)}
                {changes(detail)}
                {values(t!("audit-facts"), detail.details.iter().map(|(k, v)| (k.clone(), Some(v.clone()))).collect())}
                {values(t!("audit-personal"), detail.personal.clone())}
                {proof(detail)}
            </div>
        </aside>
    }
    .html()
}

fn facts(web: &Web, detail: &Detail) -> Html {
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
        .html()
}

/// Before and after of each changed field.
fn changes(detail: &Detail) -> Html {
    if detail.changes.is_empty() {
        let erased = detail.is_erased.then(|| view! { <p class="muted">{t!("audit-changes-erased")}</p> });
        return erased.html();
    }
    let rows = detail.changes.iter().map(change).collect_view();
    view! {
        <section aria-labelledby="event-changes">
            <h3 id="event-changes">{t!("portal-before-and-after")}</h3>
            <table class="table change" data-narrow="keep">
                <thead><tr><th scope="col">{t!("portal-field")}</th><th scope="col">{t!("portal-before")}</th><th scope="col">{t!("portal-after")}</th></tr></thead>
                <tbody>{rows}</tbody>
            </table>
        </section>
    }
    .html()
}

fn change(change: &Change) -> Html {
    let before = (!change.before.is_empty()).then(|| view! { <del>{ui::plain(&change.before)}</del> });
    let after = (!change.after.is_empty()).then(|| view! { <ins>{ui::plain(&change.after)}</ins> });
    view! { <tr><th scope="row"><code>{change.field.clone()}</code></th><td>{before}</td><td>{after}</td></tr> }.html()
}

fn values(title: &'static str, values: Vec<(String, Option<String>)>) -> Html {
    let mut out = Markup::default();
    if values.is_empty() {
        return out.html();
    }
    let facts = values.into_iter().fold(Facts::default(), |facts, (key, value)| {
        let value = value.map_or_else(|| ui::muted(t!("audit-erased")), |value| ui::name(&value));
        facts.fact(&key.replace('_', " "), value)
    });
    markup! { out, "<section><h3>", title, "</h3>", facts, "</section>" }
    out.html()
}

/// Hashes, and what can be said about the bytes here. Whether the chain holds is what a verification says.
fn proof(detail: &Detail) -> Html {
    let line = &detail.line;
    let canonical =
        if detail.is_canonical { (t!("audit-canonical"), "success") } else { (t!("audit-not-canonical"), "danger") };
    let hashed = if detail.is_hashed { (t!("audit-fits"), "success") } else { (t!("audit-fits-not"), "danger") };
    let hash = |text: &str| {
        let mut out = Markup::default();
        markup! { out, "<code class=\"hash\">", text, "</code>" }
        out
    };
    let mut event = Markup::default();
    markup! { event, line.seq.to_string(), "<small>", ui::code(&detail.id), "</small>" }
    let facts = Facts::default()
        .fact(t!("audit-event"), event)
        .fact(t!("audit-hash"), ((hash(&detail.leaf), " "), ui::badge(hashed)))
        .fact(t!("audit-event-before"), hash(&detail.prev))
        .fact(t!("audit-bytes"), (ui::badge(canonical), " JSON (RFC 8785)"));
    let mut out = Markup::default();
    markup! {
        out,
        "<section><h3>", t!("audit-proof"), "</h3>", facts, "<details class=\"fold\"><summary>", t!("audit-show-bytes"),
        "</summary><pre tabindex=\"0\" class=\"raw\">", &line.body, "</pre></details></section>"
    }
    out.html()
}
