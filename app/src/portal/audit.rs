//! The audit log: who did what, for whom. Read only; what is kept are filters.

mod asked;
mod form;
mod panel;
mod table;

pub use asked::filtered;

use crate::answer::download as save_as;
use crate::form::{Asked as AskedFor, Posted};
use crate::respond::{Answer, Frame, page, see};
use crate::ui::head::Head;
use crate::ui::markup::Part;
use crate::ui::notice::{Notice, Tone};
use crate::ui::pages::Pages;
use crate::ui::{self, Html};
use crate::web::Web;
use crate::{form as form_of, t};
use asked::{Asked, Log, PATH};
use axum::body::Body;
use axum::extract::Path;
use domain::audit::download::{self, Download, Format};
use domain::audit::preset;
use domain::audit::query::Query;
use domain::audit::reading::{Reading, read};
use domain::error::{Error, Problem};
use domain::id::PresetId;
use domain::list::Size;
use domain::policy::Action;
use http::StatusCode;
use std::time::Duration;

/// How long an answer waits for a verification, which takes seconds for a million events.
const PATIENCE: Duration = Duration::from_secs(15);

form_of! {
    /// What is done with a filter.
    pub struct Kept {
        /// Its line.
        q: String,
        /// The name that it is kept under.
        name: String,
        /// The kind of file that it is taken out as.
        format: String,
    }
}

/// `/portal/audit`; that it was read is in the log too.
pub async fn show(web: Web, AskedFor(log): AskedFor<Log>) -> Answer {
    render(&web, Asked::read(&log)).await
}

/// Keeps a filter under a name.
pub async fn save(web: Web, Posted(typed, _): Posted<Kept>) -> Answer {
    web.cx.check_recorded(Action::ViewAudit).await?;
    let asked = Asked::of_line(&typed.q);
    if asked.error.is_some() {
        return render(&web, asked).await;
    }
    match preset::save(&web.cx, &typed.name, &asked.query).await {
        Ok(_) => Ok(see(&format!("{}&done=kept", filtered(&asked.query.line())))),
        Err(error @ Error::Invalid(_)) => {
            let typed = Some((String::new(), typed.name));
            render(&web, Asked { name: typed, ..asked }.refused(&error)).await
        }
        Err(other) => Err(other.into()),
    }
}

/// Verifies the log against the database now. With a very large log the administrator finds the result on the page later.
pub async fn verify(web: Web, Posted(typed, _): Posted<Kept>) -> Answer {
    web.cx.check_recorded(Action::ViewAudit).await?;
    let cx = web.cx.clone();
    // It goes on when the browser leaves, so that what was begun is recorded.
    let running = tokio::spawn(async move { domain::audit::verify::now(&cx).await });
    let done = match tokio::time::timeout(PATIENCE, running).await {
        Ok(Ok(report)) => report?.map_or("verifying", |_| "verified"),
        Ok(Err(error)) => return Err(Error::Internal(format!("verifying: {error}")).into()),
        Err(_) => "verifying",
    };
    let asked = Asked::of_line(&typed.q);
    Ok(see(&crate::form::address(PATH, [("q", asked.query.line().as_str()), ("done", done)].into_iter())))
}

/// Removes one of the own filters.
pub async fn remove(web: Web, Path(id): Path<String>, _: Posted<Kept>) -> Answer {
    let id = PresetId::parse(&id).ok_or(Error::NotFound)?;
    preset::remove(&web.cx, id).await?;
    Ok(see("/portal/audit?done=unkept"))
}

/// The filter as a file, sent while it is being made.
pub async fn export(web: Web, Posted(typed, _): Posted<Kept>) -> Answer {
    web.cx.check_recorded(Action::ViewAudit).await?;
    let asked = Asked::of_line(&typed.q);
    if asked.error.is_some() {
        return render(&web, asked).await;
    }
    let format = Format::parse(&typed.format).ok_or(Error::field("format", Problem::NotAChoice))?;
    let file = download::begin(&web.cx, &asked.query, format).await?;
    let kind = match format {
        Format::Csv => "text/csv; charset=utf-8",
        Format::Jsonl => "application/jsonl; charset=utf-8",
    };
    let (year, month, day) = web.cx.now().date();
    let name = format!("audit-{year:04}-{month:02}-{day:02}.{}", format.as_str());
    Ok(save_as(kind, &name, Body::from_stream(futures::stream::try_unfold(file, part))))
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
    let size = usize::try_from(asked.size.rows()).unwrap_or(usize::MAX);
    let (reading, asked) = match read(&web.cx, &query, asked.before, size, asked.event).await {
        Ok(reading) => (reading, asked),
        Err(error @ Error::Invalid(_)) => {
            (read(&web.cx, &Query::default(), None, size, None).await?, asked.refused(&error))
        }
        Err(other) => return Err(other.into()),
    };
    let is_wrong = asked.error.is_some() || asked.name.is_some();
    let status = if is_wrong { StatusCode::UNPROCESSABLE_ENTITY } else { StatusCode::OK };
    Ok(page(web, &Frame::Portal, status, t!("audit-title"), || {
        let list = match (asked.error.is_some(), reading.page.lines.is_empty()) {
            (true, _) => ().rendered(),
            (false, true) => nothing(web, &asked, &reading),
            (false, false) => table::table(web, &asked, &reading.page.lines).html(),
        };
        let head = Head::new(t!("audit-title"))
            .below(form::verified(web, &asked, &reading))
            .actions(form::export(web, &asked));
        let ways = asked.error.is_none().then(|| pages(&asked, &reading));
        let panel = reading.detail.as_ref().map(|detail| panel::panel(web, &asked, detail));
        let (line, controls) = (form::line(&asked), form::controls(&asked, &reading));
        let asks = (form::presets(web, &asked, &reading), line, controls, form::keep(web, &asked, &reading));
        ((head, ui::done(web), broken(web, &reading)), asks, (list, ways, panel)).rendered()
    }))
}

/// What the last verification found, and what it could not look at.
fn broken(web: &Web, reading: &Reading) -> Option<Notice> {
    let last = reading.verified.as_ref()?;
    if last.findings > 0 {
        let text = match last.first.is_empty() {
            true => t!("audit-broken").to_owned(),
            false => t!("audit-broken-first", first = ui::plain(&last.first)),
        };
        return Some(Notice::new(web, Tone::Danger, text));
    }
    (!last.left_out.is_empty()).then(|| {
        let what: Vec<String> = last.left_out.iter().map(|what| ui::plain(what)).collect();
        Notice::new(web, Tone::Warning, t!("audit-left-out", what = what.join("; ")))
    })
}

fn nothing(web: &Web, asked: &Asked, reading: &Reading) -> Html {
    let (title, text, action) = match (reading.page.stopped, asked.query.is_empty(), asked.before.is_some()) {
        (true, ..) => (t!("audit-nothing-so-far"), t!("audit-nothing-so-far-help"), None),
        (_, false, _) => (t!("audit-no-match"), t!("audit-no-match-help"), Some(t!("portal-clear-filters"))),
        (_, true, true) => (t!("audit-nothing-older"), t!("audit-nothing-older-help"), Some(t!("audit-to-newest"))),
        (_, true, false) => (t!("audit-empty"), t!("audit-empty-help"), None),
    };
    ui::empty(web, "shield", title, text, action.map(|label| (PATH.to_owned(), label)))
}

/// The log is read from its newest event on and never counted.
fn pages(asked: &Asked, reading: &Reading) -> Pages {
    let (newer, older) = (asked.newer(), reading.page.older.map(|last| asked.older(last)));
    if newer.is_none() && older.is_none() && asked.size == Size::default() {
        return Pages::default();
    }
    let (text, on) = match reading.page.stopped {
        true => (t!("audit-more-back"), t!("audit-search-on")),
        false => (t!("audit-newest-first"), t!("audit-older")),
    };
    let names = Some([t!("audit-newer"), on]);
    Pages { text: text.to_owned(), previous: newer, next: older, names, ..Pages::default() }
        .sized(asked.size, |size| asked.sized(size))
}
