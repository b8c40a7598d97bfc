//! The history of an order, a contact or a company on its own page: who for whom, what and when, from the log.

use crate::part::person;
use crate::part::timeline;
use crate::portal::audit::filtered;
use crate::t;
use crate::text;
use crate::ui::{Html, Rendered};
use crate::web::Web;
use domain::audit::history::{ALL, FEW, History, Of, Stamps};
use domain::audit::names::Line;
use domain::error::Result;
use domain::policy::Action;
use leptos::prelude::*;

/// The history and the stamps of a thing, as far as the address asks.
///
/// # Errors
/// As [`domain::audit::history::of`].
pub async fn load(web: &Web, thing: Of) -> Result<(History, Stamps)> {
    let size = if web.query().get("history") == "all" { ALL } else { FEW };
    tokio::try_join!(domain::audit::history::of(&web.cx, thing, size), domain::audit::history::stamps(&web.cx, thing))
}

/// The card. `id` is that of the thing, for the link into the log.
pub fn card(web: &Web, (history, stamps): &(History, Stamps), id: &str) -> Html {
    let all = (history.has_more && history.lines.len() <= FEW).then(|| {
        let href = format!("{}?history=all#h-history", web.plain_path());
        view! { <a href=href>{t!("history-show-all")}</a> }
    });
    let may_audit = web.cx.may(Action::ViewAudit);
    let log = may_audit.then(|| view! { <a href=filtered(&format!("object:{id}"))>{t!("history-open-log")}</a> });
    let foot = (all.is_some() || log.is_some()).then(|| view! { <footer class="card-foot">{all}{log}</footer> });
    let list = if history.lines.is_empty() {
        view! { <p class="muted">{t!("history-nothing")}</p> }.html()
    } else {
        days(may_audit, &history.lines)
    };
    view! {
        <section class="card" aria-labelledby="h-history">
            <header class="card-head"><h2 id="h-history">{t!("history-title")}</h2><span class="muted small">{t!("portal-times-utc")}</span></header>
            <div class="card-body">{by(stamps)}</div>
            <div class="card-body">{list}</div>
            {foot}
        </section>
    }
    .html()
}

/// "Created by" and "Modified by", each with both people.
pub fn by(stamps: &Stamps) -> Html {
    let row = |label: &'static str, line: &Line| {
        view! { <div><dt>{label}</dt><dd>{people(line)}<small class="muted">{timeline::stamp(&line.at)}</small></dd></div> }
    };
    view! {
        <dl class="facts" data-lines="">
            {stamps.created.as_ref().map(|line| row(t!("history-created"), line))}
            {stamps.modified.as_ref().map(|line| row(t!("history-modified"), line))}
        </dl>
    }
    .html()
}

/// Who, and for whom.
fn people(line: &Line) -> Html {
    let who = timeline::who(&line.actor);
    match &line.subject {
        Some(whom) => person::for_whom(&who, &whom.name),
        None => person::name(&who).html(),
    }
}

/// The events under the day on which they happened.
fn days(may_audit: bool, lines: &[Line]) -> Html {
    lines
        .chunk_by(|a, b| a.at.get(..10) == b.at.get(..10))
        .map(|day| {
            let title = day.first().and_then(|line| timeline::parsed(&line.at)).map(text::day);
            let items = day.iter().map(|line| item(may_audit, line)).collect_view();
            view! { <h3 class="timeline-day">{title}</h3><ol class="timeline" data-seconds="">{items}</ol> }.html()
        })
        .collect_view()
        .html()
}

fn item(may_audit: bool, line: &Line) -> Html {
    let tone = match (line.outcome.as_str(), line.kind.as_str()) {
        ("denied", _) => Some("danger"),
        (_, "order.placed" | "order.submitted") => Some("success"),
        _ => None,
    };
    let object = line.objects.first().map_or("", |o| o.name.as_str());
    let what = timeline::told(&line.kind, object, &line.note);
    let what = match may_audit {
        true => view! { <a href=format!("/portal/audit?event={}#event", line.seq)>{what}</a> }.html(),
        false => what.html(),
    };
    let is_on_behalf = line.subject.is_some();
    view! {
        <li data-tone=tone data-behalf=is_on_behalf.then_some("") title=line.kind.clone()>
            {timeline::clock(&line.at)}
            <div>{what}<small>{people(line)}</small></div>
        </li>
    }
    .html()
}
