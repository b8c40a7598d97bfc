//! Taking in data by file: what can be taken in, the form for a file, and the files that were sent.

mod columns;
mod file;
mod rows;

pub use file::{refused_csv, refused_xlsx, show, step};

use crate::answer::download;
use crate::form;
use crate::form::{Asked, Fields, Form, Page};
use crate::respond::{Answer, Frame, page, see, status_of};
use crate::shop::export::kind as kind_of_file;
use crate::shop::quick_order::upload;
use crate::text::{Language, language};
use crate::ui::card::{Card, Item};
use crate::ui::drop::drop;
use crate::ui::field::Field;
use crate::ui::form::button;
use crate::ui::head::Head;
use crate::ui::list::List;
use crate::ui::markup::{Markup, Part};
use crate::ui::pages::Pages;
use crate::ui::split::split;
use crate::ui::table::{Column, Table};
use crate::ui::toolbar::Toolbar;
use crate::ui::{self, Html, Position};
use crate::web::Web;
use crate::{markup, t, text, words};
use axum::extract::{Path, Request};
use domain::error::{Error, Field as Wrong, Problem};
use domain::export::Format;
use domain::id::{ImportId, MappingId};
use domain::import::job::{Import, LARGEST_FILE, page as job};
use domain::import::{Kind, mapping, sample as samples};
use domain::list::Size;
use domain::policy::Action;

/// Where the list stands.
const PATH: &str = "/portal/import";
/// The endings of files that are taken.
const ENDINGS: &str = ".csv,.tsv,.txt,.xlsx,.xlsm,.xls,.ods";
/// The largest file, in millions of bytes.
const LARGEST_MB: i64 = LARGEST_FILE as i64 / 1_000_000;
/// The name of the field for the file.
const FILE: &str = "file";

form! {
    /// What the list is asked for.
    pub struct Query {
        /// Only files of this kind; the form for a file begins with it, too.
        kind: String,
        /// How many on a page.
        size: Size,
        /// Which page.
        page: Page,
    }
}

form! {
    /// What is sent beside a file.
    pub struct Sent {
        /// What is in it.
        kind: String,
        /// What its columns mean, as it was kept.
        mapping: Option<MappingId>,
    }
}

/// The address of a file.
fn at(id: ImportId) -> String {
    format!("{PATH}/{id}")
}

/// What is kept about columns, with its kind.
type Kept = Vec<(Kind, mapping::Mapping)>;

async fn kept(web: &Web) -> domain::error::Result<Kept> {
    let mut all = Vec::new();
    for kind in Kind::ALL.iter().copied() {
        all.extend(mapping::list(&web.cx, kind).await?.into_iter().map(|one| (kind, one)));
    }
    Ok(all)
}

/// `/portal/import`
pub async fn list(web: Web, Asked(query): Asked<Query>) -> Answer {
    let form = Form::with(&[(Sent::kind().as_str(), &query.kind)]);
    render(&web, &query, &form).await
}

/// Keeps a file, and leads to its page.
pub async fn send(web: Web, request: Request) -> Answer {
    web.cx.check_recorded(Action::ImportData).await?;
    let read = upload::read(&web, request).await?;
    let typed = Sent::read(read.form.params());
    let kept = kept(&web).await?;
    let chosen = typed.mapping.map(|id| kept.into_iter().find(|(_, one)| one.id == id));
    let mut wrong = Vec::new();
    let mut is_wrong = |name, problem| wrong.push(Wrong { name, problem });
    let kind = Kind::parse(&typed.kind);
    match kind {
        None if typed.kind.is_empty() => is_wrong(Sent::kind().as_str(), Problem::Required),
        None => is_wrong(Sent::kind().as_str(), Problem::NotAChoice),
        Some(kind) if chosen.as_ref().is_some_and(|one| one.as_ref().is_none_or(|(of, _)| *of != kind)) => {
            is_wrong(Sent::mapping().as_str(), Problem::NotAChoice);
        }
        Some(_) => {}
    }
    match &read.file {
        None => is_wrong(FILE, Problem::Required),
        Some(file) if file.is_cut => is_wrong(FILE, Problem::FileTooLarge(LARGEST_MB)),
        Some(_) => {}
    }
    let choice = chosen.flatten().and_then(|(_, one)| one.choice());
    let sent = match (kind, read.file) {
        (Some(kind), Some(file)) if wrong.is_empty() => {
            job::send(&web.cx, kind, &file.name, &file.bytes, choice.as_ref()).await
        }
        _ => Err(Error::Invalid(wrong)),
    };
    match sent {
        Ok(id) => Ok(see(&at(id))),
        Err(error) => render(&web, &Query::default(), &read.form.reject(error)?).await,
    }
}

/// Removes what was kept about columns.
pub async fn forget(web: Web, Path(id): Path<String>, _form: Form) -> Answer {
    mapping::remove(&web.cx, MappingId::parse(&id).ok_or(Error::NotFound)?).await?;
    Ok(see(&format!("{PATH}?done=import-mapping-removed")))
}

/// `/portal/import/sample/{kind}.csv`: a small file to fill in.
pub async fn sample(web: Web, Path(name): Path<String>) -> Answer {
    let kind = name.strip_suffix(".csv").and_then(Kind::parse).ok_or(Error::NotFound)?;
    let bytes = samples::file(&web.cx, kind, language() == Language::German)?;
    Ok(download(kind_of_file(Format::Csv), &name, bytes.into()))
}

async fn render(web: &Web, query: &Query, form: &Form) -> Answer {
    let of = Kind::parse(&query.kind);
    let found = job::list(&web.cx, of, query.size, query.page.0).await?;
    let kept = kept(web).await?;
    Ok(page(web, &Frame::Portal, status_of(form), t!("import-title"), || {
        let position = Position { page: query.page.0, size: query.size.rows(), total: found.total };
        let first = |size| Query { size, page: Page::default(), ..query.clone() };
        let pages = Pages::of(position, |n| Query { page: Page::number(n), ..query.clone() }.address(PATH))
            .sized(query.size, |size| first(size).address(PATH));
        let all = Kind::ALL.iter().map(|kind| (kind.code().to_owned(), words::import::kind(*kind).to_owned()));
        let toolbar = Toolbar::new(web, PATH, query)
            .ids("imports-")
            .choice(Query::kind(), t!("import-kind"), t!("portal-all"), all)
            .count(&ui::counted(found.total, |total| t!("import-count", count = total)));
        let list = List::new(toolbar, table(&found.rows), pages).html(web, || match of {
            None => ui::empty(web, "file", t!("import-none"), t!("import-none-help"), None),
            Some(_) => {
                let all = (PATH.to_owned(), t!("import-show-all"));
                ui::empty(web, "file", t!("import-no-match"), t!("import-no-match-help"), Some(all))
            }
        });
        let side = (sending(web, form, &kept), (!kept.is_empty()).then(|| of_columns(web, &kept))).rendered();
        let files = ui::section::section("h-files", t!("import-files"), list);
        let head = Head::new(t!("import-title")).about(t!("import-about"));
        (head, ui::done(web), split(kinds(web), side), files).rendered()
    }))
}

/// What can be taken in, in the order of a first day.
fn kinds(web: &Web) -> Card {
    let row = |kind: &Kind| {
        let (kind, name) = (*kind, words::import::kind(*kind));
        let href = Query { kind: kind.code().to_owned(), ..Query::default() }.address(PATH);
        let sample = format!("{PATH}/sample/{}.csv", kind.code());
        let label = (ui::icon(web, "download"), t!("import-sample"), ui::visually_hidden(name));
        Item::link(&format!("{href}#h-send"), name).note(words::import::about(kind)).end(ui::form::button_link(
            "btn btn-small",
            &sample,
            label,
        ))
    };
    Card::new("h-kinds", t!("import-kinds")).items(Kind::ALL.iter().map(row), "")
}

/// The form for a file.
fn sending(web: &Web, form: &Form, kept: &Kept) -> Card {
    let all = Kind::ALL.iter().map(|kind| (kind.code().to_owned(), words::import::kind(*kind).to_owned()));
    let kind = Field::select(form, Sent::kind(), t!("import-kind"), Some(t!("import-choose-kind")), all);
    let named = |(kind, one): &(Kind, mapping::Mapping)| {
        let text = t!("import-mapping-of", kind = words::import::kind(*kind), name = ui::plain(&one.name));
        (one.id.to_string(), text)
    };
    let mapping = (!kept.is_empty()).then(|| {
        Field::select(
            form,
            Sent::mapping(),
            t!("import-mapping"),
            Some(t!("import-mapping-none")),
            kept.iter().map(named),
        )
        .hint(t!("import-mapping-help"))
        .optional()
    });
    let wrong = form.error(FILE);
    let help = t!("import-file-help", size = LARGEST_MB);
    let mut out = Markup::default();
    markup! {
        out,
        "<form class=\"form\" method=\"post\" enctype=\"multipart/form-data\"", "action" = PATH, ">", ui::context(web), kind,
        drop(web, t!("quick-file"), ENDINGS, help, wrong.as_deref()), mapping,
        "<div class=\"form-foot\"><button class=\"btn btn-primary\">", t!("import-send"), "</button></div></form>"
    }
    Card::new("h-send", t!("import-send-title")).body_with("card-body stack", out)
}

/// What is kept about columns.
fn of_columns(web: &Web, kept: &Kept) -> Card {
    let row = |(kind, one): &(Kind, mapping::Mapping)| {
        let remove = format!("{PATH}/mappings/{}/remove", one.id);
        Item::new(ui::name(&one.name)).note(words::import::kind(*kind)).end(button(
            web,
            &remove,
            "btn btn-small",
            t!("import-mapping-remove"),
            &ui::plain(&one.name),
        ))
    };
    Card::new("h-kept", t!("import-mappings")).items(kept.iter().map(row), "")
}

/// Who sent a file.
fn sender(import: &Import) -> Html {
    match import.staff_id {
        Some(_) => ui::name(&import.staff_name),
        None => ui::muted(t!("import-command-line")),
    }
}

fn table(rows: &[Import]) -> Table {
    let columns = [
        Column::text(t!("import-file")),
        Column::state(t!("portal-status")),
        Column::text(t!("import-sent-utc")),
        Column::text(t!("import-by")).wide(),
        Column::number(t!("import-state-new")),
        Column::number(t!("import-state-changed")),
        Column::number(t!("import-state-unchanged")).wide(),
        Column::number(t!("import-state-refused")),
    ];
    let mut table = Table::new(t!("import-files"), columns).framed();
    for import in rows {
        let counts = import.counts();
        table.row(|row| {
            row.link(&at(import.id), ui::name(&import.file_name), words::import::kind(import.kind()));
            row.cell(ui::badge(words::import::stage(import.state)));
            row.cell(ui::moment(import.created_at));
            row.cell(sender(import));
            for count in [counts.new, counts.changed, counts.unchanged, counts.refused] {
                row.cell(text::number(count));
            }
        });
    }
    table
}
