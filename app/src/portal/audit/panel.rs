//! One event in full, beside the list.

use super::asked::{Asked, filtered};
use super::table::{link, result};
use crate::part::timeline;
use crate::t;
use crate::ui::{self, Html, Rendered};
use crate::web::Web;
use crate::words;
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
    let row = |label: &'static str, value: Html| view! { <div><dt>{label}</dt><dd>{value}</dd></div> }.html();
    let code = |text: &str| view! { <code>{text.to_owned()}</code> }.html();
    let whom = line.subject.as_ref().map(|subject| row(t!("audit-for"), link(web, subject)));
    let company = line.company.as_ref().map(|company| row(t!("portal-company"), link(web, company)));
    let objects = line
        .objects
        .iter()
        .map(|object| {
            row(t!("audit-object"), view! { {words::thing(&object.kind).to_owned()}" "{link(web, object)} }.html())
        })
        .collect_view();
    let session = (!line.session.is_empty()).then(|| {
        let all = filtered(&format!("session:{}", line.session));
        let own = (line.session_kind == "on_behalf").then(|| {
            view! { <a href=format!("/portal/sessions/{}", line.session)>{t!("audit-session-page")}</a>", " }
        });
        row(
            t!("audit-session"),
            view! { {own}<a href=all>{t!("audit-session-events")}</a><small><code>{line.session.clone()}</code></small> }.html(),
        )
    });
    view! {
        <dl class="facts">
            {row(t!("audit-time"), timeline::stamp(&line.at))}
            {row(t!("audit-who"), view! { <bdi>{timeline::who(&line.actor)}</bdi> }.html())}
            {whom}
            {company}
            {row(t!("audit-action"), code(&line.kind))}
            {objects}
            {session}
            {row(t!("audit-route"), code(&detail.route))}
            {row(t!("audit-request"), code(&detail.request))}
        </dl>
    }
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
    if values.is_empty() {
        return ().html();
    }
    let rows = values
        .into_iter()
        .map(|(key, value)| {
            let value = match value {
                Some(value) => view! { <bdi>{ui::plain(&value)}</bdi> }.html(),
                None => view! { <span class="muted">{t!("audit-erased")}</span> }.html(),
            };
            view! { <div><dt>{key.replace('_', " ")}</dt><dd>{value}</dd></div> }
        })
        .collect_view();
    view! { <section><h3>{title}</h3><dl class="facts">{rows}</dl></section> }.html()
}

/// Hashes, and what can be said about the bytes here. Whether the chain holds is what a verification says.
fn proof(detail: &Detail) -> Html {
    let line = &detail.line;
    let canonical =
        if detail.is_canonical { (t!("audit-canonical"), "success") } else { (t!("audit-not-canonical"), "danger") };
    let hashed = if detail.is_hashed { (t!("audit-fits"), "success") } else { (t!("audit-fits-not"), "danger") };
    view! {
        <section>
            <h3>{t!("audit-proof")}</h3>
            <dl class="facts">
                <div><dt>{t!("audit-event")}</dt><dd>{line.seq}<small><code>{detail.id.clone()}</code></small></dd></div>
                <div><dt>{t!("audit-hash")}</dt><dd><code class="hash">{detail.leaf.clone()}</code>" "{ui::badge(hashed)}</dd></div>
                <div><dt>{t!("audit-event-before")}</dt><dd><code class="hash">{detail.prev.clone()}</code></dd></div>
                <div><dt>{t!("audit-bytes")}</dt><dd>{ui::badge(canonical)}" JSON (RFC 8785)"</dd></div>
            </dl>
            <details class="fold"><summary>{t!("audit-show-bytes")}</summary><pre tabindex="0" class="raw">{line.body.clone()}</pre></details>
        </section>
    }
    .html()
}
