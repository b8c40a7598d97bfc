//! The page of a file: what would become of its rows, how far it is, what became of them.

use super::columns::{self, Said};
use super::rows::{self, Query};
use super::{PATH, Query as List, at, sender};
use crate::answer::download;
use crate::form::{Asked, Fields, Form};
use crate::respond::{Answer, Frame, page, see, status_of};
use crate::shop::export::kind as kind_of_file;
use crate::ui::dialog::{Dialog, closer, opener};
use crate::ui::form::{Post, button_link, choose};
use crate::ui::head::Head;
use crate::ui::markup::{Markup, Part};
use crate::ui::notice::{Notice, Tone};
use crate::ui::{self, Html};
use crate::web::Web;
use crate::{markup, t, words};
use axum::extract::Path;
use domain::error::{Conflict, Error, Result};
use domain::export::Format;
use domain::id::ImportId;
use domain::import::job::page::Layout;
use domain::import::job::{Import, Stage, failed, page as job};
use domain::import::{Field, mapping};
use domain::policy::Action;
use http::HeaderValue;
use http::header::REFRESH;

/// Seconds after which a page looks again while its file is worked on.
const LOOK: &str = "2";

fn id(text: &str) -> Result<ImportId> {
    ImportId::parse(text).ok_or(Error::NotFound)
}

/// `/portal/import/{id}`
pub async fn show(web: Web, Path(place): Path<String>, Asked(query): Asked<Query>) -> Answer {
    render(&web, id(&place)?, &query, &Form::default()).await
}

/// Takes a step with a file: the field `do` says which.
pub async fn step(web: Web, Path(place): Path<String>, form: Form) -> Answer {
    let (id, said) = (id(&place)?, columns::said(&form));
    web.cx.check_recorded(Action::ImportData).await?;
    let import = job::find(&web.cx, id).await?;
    let here = |done: &str| format!("{}?done={done}", at(id));
    let (done, to) = match said.step.as_str() {
        "start" => (job::start(&web.cx, id).await, at(id)),
        "stop" => (job::stop(&web.cx, id).await, at(id)),
        "resume" => (job::resume(&web.cx, id).await, at(id)),
        "remove" => (job::remove(&web.cx, id).await, format!("{PATH}?done=import-removed")),
        "choose" => (choose_columns(&web, &import, &said).await, at(id)),
        "keep" => (keep(&web, &import, &said).await, here("import-mapping-kept")),
        _ => return Err(Error::NotFound.into()),
    };
    match done {
        Ok(()) => Ok(see(&to)),
        // A second click, or another person was faster: the page shows how it stands.
        Err(Error::Conflict(Conflict::State)) => Ok(see(&here("import-other"))),
        Err(error) => render(&web, id, &Query::default(), &form.reject(error)?).await,
    }
}

async fn choose_columns(web: &Web, import: &Import, said: &Said) -> Result<()> {
    job::choose(&web.cx, import.id, &columns::choice(&import.layout(), said)?).await
}

/// Keeps the columns under a name; what was changed with it is looked at, too.
async fn keep(web: &Web, import: &Import, said: &Said) -> Result<()> {
    let layout = import.layout();
    let choice = columns::choice(&layout, said)?;
    mapping::keep(&web.cx, import.kind(), &said.name, &choice).await?;
    match columns::is_same(&layout, &choice) {
        true => Ok(()),
        false => job::choose(&web.cx, import.id, &choice).await,
    }
}

/// `/portal/import/{id}/refused.csv`
pub async fn refused_csv(web: Web, Path(place): Path<String>) -> Answer {
    refused(&web, &place, Format::Csv).await
}

/// `/portal/import/{id}/refused.xlsx`
pub async fn refused_xlsx(web: Web, Path(place): Path<String>) -> Answer {
    refused(&web, &place, Format::Xlsx).await
}

/// The rows that were refused, as a file with the reasons.
async fn refused(web: &Web, place: &str, format: Format) -> Answer {
    let id = id(place)?;
    web.cx.check_recorded(Action::ImportData).await?;
    let headings = [t!("quick-head-reason"), t!("quick-head-row")];
    let bytes = failed::write(&web.cx, id, format, headings, words::import::reasons).await?;
    Ok(download(kind_of_file(format), &format!("rows-to-mend.{}", format.as_str()), bytes.into()))
}

async fn render(web: &Web, id: ImportId, query: &Query, form: &Form) -> Answer {
    let import = job::find(&web.cx, id).await?;
    let found = job::rows(&web.cx, id, query.state, query.size, query.page.0).await?;
    let is_working = matches!(import.state, Stage::Checking | Stage::Running);
    let title = ui::plain(&import.file_name);
    let layout = import.layout();
    let mut response = page(web, &Frame::Portal, status_of(form), &title, || {
        let crumbs = ui::crumbs(vec![(Some(PATH.to_owned()), t!("import-title").to_owned()), (None, title.clone())]);
        let head = (crumbs, head(&import, &layout), ui::done(web));
        if is_working {
            return (head, working(web, &import)).rendered();
        }
        let rows = is_read(&import).then(|| (rows::sums(&import), rows::list(web, &import, query, &found)));
        let (sums, list) = rows.map_or((None, None), |(sums, list)| (Some(sums), Some(list)));
        let is_open = matches!(import.state, Stage::Checked | Stage::Failed);
        let columns = is_open.then(|| columns::correct(web, &import, &layout, form)).flatten();
        (head, state(web, &import, &layout), sums, columns, list).rendered()
    });
    if is_working {
        response.headers_mut().insert(REFRESH, HeaderValue::from_static(LOOK));
    }
    Ok(response)
}

/// Whether there is something to say about its rows.
fn is_read(import: &Import) -> bool {
    matches!(import.state, Stage::Checked | Stage::Stopped | Stage::Done) && import.failure.is_empty()
}

fn head(import: &Import, layout: &Layout) -> Head {
    let source = words::import::source(&layout.source, import.kind());
    let size = t!("import-size", size = (import.size + 1023) / 1024);
    Head::new(ui::name(&import.file_name))
        .beside(ui::badge(words::import::stage(import.state)))
        .about(source.unwrap_or_else(|| words::import::kind(import.kind()).to_owned()))
        .about(size)
        .about(sender(import))
        .about(ui::moment_utc(import.created_at))
}

/// How far a file is that is worked on.
fn working(web: &Web, import: &Import) -> Html {
    let (done, all) = import.progress(&web.cx);
    let is_written = import.state == Stage::Running;
    let title = if is_written { t!("import-running") } else { t!("import-checking") };
    let so_far = match all {
        0 => t!("import-reading").to_owned(),
        all => t!("import-so-far", done = done, all = all),
    };
    let mut bar = Markup::default();
    let value = (all > 0).then(|| done.to_string());
    let most = (all > 0).then(|| all.to_string());
    markup! {
        bar,
        "<p><progress id=\"progress\"", "value" = value.as_deref(), "max" = most.as_deref(), "aria-label" = title, ">",
        "</progress></p><p>", so_far, "</p>", ui::muted_paragraph(t!("import-leave"))
    }
    let stop = match is_written {
        true => Some(Post::with_class(web, "actions", &at(import.id)).field(press("btn", "stop", t!("import-stop")))),
        false => None,
    };
    ui::card::Card::new("h-progress", title).body_with("card-body stack", (bar, stop)).html()
}

/// A button that takes a step.
fn press(class: &'static str, step: &str, label: impl Part) -> Html {
    choose(class, Said::step(), step, label, None)
}

/// How a file stands, and what can be done with it.
fn state(web: &Web, import: &Import, layout: &Layout) -> Html {
    match import.state {
        Stage::Checking | Stage::Running => ().rendered(),
        Stage::Checked if import.failure == "missing" => missing(web, import, layout),
        Stage::Checked => decide(web, import),
        Stage::Failed => {
            let why = words::import::failure(&import.failure);
            Notice::titled(web, Tone::Danger, t!("import-failed"), why)
                .actions((another(import, t!("import-another")), discard(web, import)))
                .html()
        }
        Stage::Removed => Notice::new(web, Tone::Info, t!("import-removed")).html(),
        Stage::Stopped => {
            let text = t!("import-stopped", done = import.next, all = import.records);
            let on =
                Post::with_class(web, "", &at(import.id)).field(press("btn btn-primary", "resume", t!("import-go-on")));
            Notice::titled(web, Tone::Warning, t!("import-stopped-title"), text).actions((on, mend(web, import))).html()
        }
        Stage::Done => {
            let counts = import.counts();
            let text = t!("import-done", new = counts.new, changed = counts.changed);
            let tone = if counts.refused > 0 { Tone::Warning } else { Tone::Success };
            let notice = Notice::titled(web, tone, t!("import-done-title"), text);
            if counts.refused == 0 {
                return notice.actions(another(import, t!("import-another"))).html();
            }
            let refused = ui::paragraph(t!("import-done-refused", count = counts.refused));
            notice.below(refused).actions(mend(web, import)).html()
        }
    }
}

/// The way to the form for the next file of this kind.
fn another(import: &Import, label: &str) -> Html {
    let href = List { kind: import.kind().code().to_owned(), ..List::default() }.address(PATH);
    button_link("btn", &format!("{href}#h-send"), label)
}

/// The refused rows as a file, and where the mended file is sent.
fn mend(web: &Web, import: &Import) -> Option<Html> {
    if import.counts().refused == 0 {
        return None;
    }
    let file = |ending: &str, label: &str| {
        let href = format!("{}/refused.{ending}", at(import.id));
        button_link("btn", &href, (ui::icon(web, "download"), label))
    };
    let ways = (
        file("xlsx", t!("import-refused-xlsx")),
        file("csv", t!("import-refused-csv")),
        another(import, t!("import-send-mended")),
    );
    Some(ways.rendered())
}

/// Columns that are needed were not found.
fn missing(web: &Web, import: &Import, layout: &Layout) -> Html {
    let fields = layout.missing.iter().filter_map(|code| Field::parse(code)).map(words::import::field);
    let fields = fields.collect::<Vec<_>>().join(", ");
    Notice::titled(web, Tone::Danger, t!("import-missing-title"), t!("import-missing", fields = fields))
        .actions(discard(web, import))
        .html()
}

/// What would become of the rows is known: yes or no.
fn decide(web: &Web, import: &Import) -> Html {
    let counts = import.counts();
    let going = counts.new + counts.changed;
    let text = match (going, counts.refused) {
        (0, 0) => t!("import-nothing-new").to_owned(),
        (0, _) => t!("import-nothing-possible").to_owned(),
        (_, 0) => t!("import-preview-all").to_owned(),
        (_, refused) => t!("import-preview-some", refused = refused),
    };
    let start = (going > 0).then(|| {
        let label = t!("import-take-in", count = going);
        Post::with_class(web, "", &at(import.id)).field(press("btn btn-primary", "start", label))
    });
    let notice = Notice::titled(web, Tone::Info, t!("import-preview"), text);
    notice.actions((start, mend(web, import), discard(web, import))).html()
}

/// Decides against a file, after a question.
fn discard(web: &Web, import: &Import) -> Html {
    let body = ui::paragraph(t!("import-discard-help"));
    let buttons =
        (closer("discard", "btn", t!("portal-cancel"), None), press("btn btn-danger", "remove", t!("import-discard")));
    let dialog = Dialog { id: "discard", title: t!("import-discard-ask"), action: &at(import.id) };
    (opener("discard", "btn", t!("import-discard")), dialog.html(web, body, buttons)).rendered()
}
