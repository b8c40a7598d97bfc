//! One event in full, beside the list.

use super::asked::{Asked, filtered};
use super::table::{link, result};
use crate::portal::story;
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
                <a class="btn btn-small" href=asked.without_event(line.seq)>{ui::icon(web, "x")}"Close"</a>
            </header>
            <div class="dialog-body stack">
                {facts(web, detail)}
                {changes(detail)}
                {values("Facts", detail.details.iter().map(|(k, v)| (k.clone(), Some(v.clone()))).collect())}
                {values("Personal values, kept beside the event", detail.personal.clone())}
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
    let whom = line.subject.as_ref().map(|subject| row("For", link(web, subject)));
    let company = line.company.as_ref().map(|company| row("Company", link(web, company)));
    let objects = line
        .objects
        .iter()
        .map(|object| row("Object", view! { {words::thing(&object.kind).to_owned()}" "{link(web, object)} }.html()))
        .collect_view();
    let session = (!line.session.is_empty()).then(|| {
        let all = filtered(&format!("session:{}", line.session));
        let own = (line.session_kind == "on_behalf").then(|| {
            view! { <a href=format!("/portal/sessions/{}", line.session)>"Session page"</a>", " }
        });
        row(
            "Session",
            view! { {own}<a href=all>"all its events"</a><small><code>{line.session.clone()}</code></small> }.html(),
        )
    });
    view! {
        <dl class="facts">
            {row("Time (UTC)", story::stamp(&line.at))}
            {row("Who", view! { <bdi>{story::who(&line.actor)}</bdi> }.html())}
            {whom}
            {company}
            {row("Action", code(&line.kind))}
            {objects}
            {session}
            {row("Route", code(&detail.route))}
            {row("Request", code(&detail.request))}
        </dl>
    }
    .html()
}

/// Before and after of each changed field.
fn changes(detail: &Detail) -> Html {
    if detail.changes.is_empty() {
        let erased = detail
            .is_erased
            .then(|| view! { <p class="muted">"What was changed was erased. Its hash stays in the event."</p> });
        return erased.html();
    }
    let rows = detail.changes.iter().map(change).collect_view();
    view! {
        <section aria-labelledby="event-changes">
            <h3 id="event-changes">"Before and after"</h3>
            <table class="table change" data-narrow="keep">
                <thead><tr><th scope="col">"Field"</th><th scope="col">"Before"</th><th scope="col">"After"</th></tr></thead>
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
                None => view! { <span class="muted">"Erased"</span> }.html(),
            };
            view! { <div><dt>{key.replace('_', " ")}</dt><dd>{value}</dd></div> }
        })
        .collect_view();
    view! { <section><h3>{title}</h3><dl class="facts">{rows}</dl></section> }.html()
}

/// Hashes, and what can be said about the bytes here. Whether the chain holds is what a verification says.
fn proof(detail: &Detail) -> Html {
    let line = &detail.line;
    let canonical = if detail.is_canonical { ("Canonical", "success") } else { ("Not canonical", "danger") };
    let hashed = if detail.is_hashed { ("Fits the bytes", "success") } else { ("Does not fit the bytes", "danger") };
    view! {
        <section>
            <h3>"Proof"</h3>
            <dl class="facts">
                <div><dt>"Event"</dt><dd>{line.seq}<small><code>{detail.id.clone()}</code></small></dd></div>
                <div><dt>"Hash (leaf)"</dt><dd><code class="hash">{detail.leaf.clone()}</code>" "{ui::badge(hashed)}</dd></div>
                <div><dt>"Event before"</dt><dd><code class="hash">{detail.prev.clone()}</code></dd></div>
                <div><dt>"Stored bytes"</dt><dd>{ui::badge(canonical)}" JSON (RFC 8785)"</dd></div>
            </dl>
            <details class="fold"><summary>"Show stored bytes"</summary><pre tabindex="0" class="raw">{line.body.clone()}</pre></details>
        </section>
    }
    .html()
}
