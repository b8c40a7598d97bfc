//! The audit log: who did what, for whom. Read only; what is kept are filters.

mod asked;
mod form;
mod panel;
mod table;

pub use asked::filtered;

use crate::form::Form;
use crate::part::link::link;
use crate::respond::{Answer, Frame, page, see};
use crate::t;
use crate::ui;
use crate::ui::{Html, Rendered};
use crate::web::Web;
use asked::Asked;
use axum::body::Body;
use axum::extract::Path;
use axum::response::Response;
use domain::audit::download::{self, Download, Format};
use domain::audit::query::Query;
use domain::audit::reading::{Reading, read};
use domain::audit::{preset, query};
use domain::error::{Error, Problem};
use domain::id::PresetId;
use domain::policy::Action;
use http::header::{CACHE_CONTROL, CONTENT_DISPOSITION, CONTENT_TYPE};
use http::{HeaderValue, StatusCode};
use leptos::prelude::*;
use std::time::Duration;

/// How long an answer waits for a verification, which takes seconds for a million events.
const PATIENCE: Duration = Duration::from_secs(15);
/// Events on a page.
const PAGE: usize = 50;

/// `/portal/audit`; that it was read is in the log too.
pub async fn show(web: Web) -> Answer {
    render(&web, Asked::read(&web.query())).await
}

/// Keeps a filter under a name.
pub async fn save(web: Web, form: Form) -> Answer {
    web.cx.check_recorded(Action::ViewAudit).await?;
    let asked = Asked::of_line(form.get("q"));
    if asked.error.is_some() {
        return render(&web, asked).await;
    }
    match preset::save(&web.cx, form.get("name"), &asked.query).await {
        Ok(_) => Ok(see(&format!("{}&done=kept", filtered(&asked.query.line())))),
        Err(error @ Error::Invalid(_)) => {
            let typed = Some((String::new(), form.get("name").to_owned()));
            render(&web, Asked { name: typed, ..asked }.refused(&error)).await
        }
        Err(other) => Err(other.into()),
    }
}

/// Verifies the log against the database now. Whoever has a very large log finds the result on the page later.
pub async fn verify(web: Web, form: Form) -> Answer {
    web.cx.check_recorded(Action::ViewAudit).await?;
    let cx = web.cx.clone();
    // It goes on when the browser leaves, so that what was begun is recorded.
    let running = tokio::spawn(async move { domain::audit::verify::now(&cx).await });
    let done = match tokio::time::timeout(PATIENCE, running).await {
        Ok(Ok(report)) => report?.map_or("verifying", |_| "verified"),
        Ok(Err(error)) => return Err(Error::Internal(format!("verifying: {error}")).into()),
        Err(_) => "verifying",
    };
    let asked = Asked::of_line(form.get("q"));
    Ok(see(&link("/portal/audit", &[("q", &asked.query.line()), ("done", done)])))
}

/// Removes one of the own filters.
pub async fn remove(web: Web, Path(id): Path<String>, _form: Form) -> Answer {
    let id = PresetId::parse(&id).ok_or(Error::NotFound)?;
    preset::remove(&web.cx, id).await?;
    Ok(see("/portal/audit?done=unkept"))
}

/// The filter as a file, sent while it is being made.
pub async fn export(web: Web, form: Form) -> Answer {
    web.cx.check_recorded(Action::ViewAudit).await?;
    let asked = Asked::of_line(form.get("q"));
    if asked.error.is_some() {
        return render(&web, asked).await;
    }
    let format = Format::parse(form.get("format")).ok_or(Error::field("format", Problem::NotAChoice))?;
    let file = download::begin(&web.cx, &asked.query, format).await?;
    let kind = match format {
        Format::Csv => "text/csv; charset=utf-8",
        Format::Jsonl => "application/jsonl; charset=utf-8",
    };
    let (year, month, day) = web.cx.now().date();
    let name = format!("attachment; filename=\"audit-{year:04}-{month:02}-{day:02}.{}\"", format.as_str());
    let mut response = Response::new(Body::from_stream(futures::stream::try_unfold(file, part)));
    let headers = response.headers_mut();
    headers.insert(CONTENT_TYPE, HeaderValue::from_static(kind));
    headers.insert(CACHE_CONTROL, HeaderValue::from_static("no-store"));
    if let Ok(name) = HeaderValue::from_str(&name) {
        headers.insert(CONTENT_DISPOSITION, name);
    }
    Ok(response)
}

async fn part(mut file: Download) -> Result<Option<(String, Download)>, std::io::Error> {
    match file.part().await {
        Ok(Some(text)) => Ok(Some((text, file))),
        Ok(None) => Ok(None),
        // The file ends early, which the browser tells: half an export must not look like a whole one.
        Err(error) => {
            tracing::error!(?error, "an export of the audit log broke off");
            Err(std::io::Error::other("the export broke off"))
        }
    }
}

/// The page; without events when the filter cannot be read.
async fn render(web: &Web, asked: Asked) -> Answer {
    let query = if asked.error.is_some() { Query::default() } else { asked.query.clone() };
    let (reading, asked) = match read(&web.cx, &query, asked.before, PAGE, asked.event).await {
        Ok(reading) => (reading, asked),
        Err(error @ Error::Invalid(_)) => {
            (read(&web.cx, &Query::default(), None, PAGE, None).await?, asked.refused(&error))
        }
        Err(other) => return Err(other.into()),
    };
    let is_wrong = asked.error.is_some() || asked.name.is_some();
    let status = if is_wrong { StatusCode::UNPROCESSABLE_ENTITY } else { StatusCode::OK };
    Ok(page(web, &Frame::Portal, status, t!("audit-title"), || {
        let list = match (asked.error.is_some(), reading.page.lines.is_empty()) {
            (true, _) => ().html(),
            (false, true) => nothing(web, &asked, &reading),
            (false, false) => table::table(web, &asked, &reading.page.lines).html(),
        };
        let older = reading.page.older.map(|last| asked.older(last));
        view! {
            <header class="page-head">
                <div><h1>{t!("audit-title")}</h1>{form::verified(web, &asked, &reading)}</div>
                {form::export(web, &asked)}
            </header>
            {ui::done(web)}
            {broken(web, &reading)}
            {form::presets(web, &asked, &reading)}
            {form::line(&asked)}
            {form::controls(&asked, &reading)}
            {form::keep(web, &asked, &reading)}
            {list}
            {asked.error.is_none().then(|| pages(asked.newer(), older, reading.page.stopped))}
            {reading.detail.as_ref().map(|detail| panel::panel(web, &asked, detail))}
        }
    }))
}

/// What the last verification found, and what it could not look at.
fn broken(web: &Web, reading: &Reading) -> Option<Html> {
    let last = reading.verified.as_ref()?;
    if last.findings > 0 {
        let text = match last.first.is_empty() {
            true => t!("audit-broken").to_owned(),
            false => t!("audit-broken-first", first = ui::plain(&last.first)),
        };
        return Some(ui::notice(web, "danger", text).html());
    }
    (!last.left_out.is_empty()).then(|| {
        let what: Vec<String> = last.left_out.iter().map(|what| ui::plain(what)).collect();
        ui::notice(web, "warning", t!("audit-left-out", what = what.join("; "))).html()
    })
}

fn nothing(web: &Web, asked: &Asked, reading: &Reading) -> Html {
    let (title, text, action) = match (reading.page.stopped, asked.query.is_empty(), asked.before.is_some()) {
        (true, ..) => (t!("audit-nothing-so-far"), t!("audit-nothing-so-far-help"), None),
        (_, false, _) => (t!("audit-no-match"), t!("audit-no-match-help"), Some(t!("portal-clear-filters"))),
        (_, true, true) => (t!("audit-nothing-older"), t!("audit-nothing-older-help"), Some(t!("audit-to-newest"))),
        (_, true, false) => (t!("audit-empty"), t!("audit-empty-help"), None),
    };
    ui::empty(web, "shield", title, text, action.map(|label| ("/portal/audit".to_owned(), label))).html()
}

fn pages(newer: Option<String>, older: Option<String>, stopped: bool) -> Html {
    if newer.is_none() && older.is_none() {
        return ().html();
    }
    let (told, label) = if stopped {
        (t!("audit-more-back"), t!("audit-search-on"))
    } else {
        (t!("audit-newest-first"), t!("audit-older"))
    };
    view! {
        <nav class="pages" aria-label=t!("list-pages-label")>
            <span>{told}</span>
            <span class="pages-links">
                {newer.map(|href| view! { <a class="btn btn-small" rel="prev" href=href>{t!("audit-newer")}</a> })}
                {older.map(|href| view! { <a class="btn btn-small" rel="next" href=href>{label}</a> })}
            </span>
        </nav>
    }
    .html()
}

/// The longest line, for the field.
fn longest() -> String {
    query::LONGEST.to_string()
}
