//! Pictures and documents of products: the way to those of one product, and a ZIP for many.

use crate::form::parts::{self, File, Limits, head};
use crate::form::{Asked, Form};
use crate::part::media::serve;
use crate::portal::product_media;
use crate::respond::{Answer, Fail, Frame, page, see, status_of};
use crate::ui::card::Card;
use crate::ui::drop::drop;
use crate::ui::field::Field;
use crate::ui::form::{Get, submit};
use crate::ui::head::Head;
use crate::ui::markup::{Markup, Part};
use crate::ui::notice::{Notice, Tone};
use crate::ui::split::split;
use crate::ui::table::{Column, Table};
use crate::ui::{self, Html};
use crate::web::Web;
use crate::{form, markup, t, words};
use axum::extract::{Path, Request};
use axum::response::Response;
use domain::error::{BadFile, Error, Problem};
use domain::media::show::find_any;
use domain::media::upload::{LARGEST_ZIP, LARGEST_ZIP_MB, Row, State, take};
use domain::media::{LARGEST, edit};
use domain::policy::Action;
use http::{HeaderMap, StatusCode};
use std::time::{Duration, Instant};

/// Where the page stands.
pub const PATH: &str = "/portal/media";
/// So long an archive is worked on, so that its answer comes within the time of a request.
const WORK: Duration = Duration::from_secs(22);
/// What stands around files.
const AROUND: usize = 64 * 1024;
/// Files of one product that are sent at once.
const AT_ONCE: usize = 10;

form! {
    /// Which product is looked for.
    pub struct Query {
        /// Its article number.
        article: String,
    }
}

/// `/portal/media`
pub async fn show(web: Web, Asked(query): Asked<Query>) -> Answer {
    web.cx.check_recorded(Action::ManageMedia).await?;
    let article = query.article.trim();
    if article.is_empty() {
        return Ok(view(&web, &Form::default(), None));
    }
    match edit::find(&web.cx, article).await {
        Ok((product, _)) => Ok(see(&product_media::address(&product.sku))),
        Err(Error::NotFound) => {
            let form = Form::with(&[(Query::article().as_str(), article)]);
            let unknown = Error::field("article", Problem::UnknownArticle);
            Ok(view(&web, &form.reject(unknown)?, None))
        }
        Err(other) => Err(other.into()),
    }
}

/// Takes a ZIP, and says what became of each file.
pub async fn upload(web: Web, request: Request) -> Answer {
    let end = Instant::now() + WORK;
    web.cx.check_recorded(Action::ManageMedia).await?;
    let (form, files) = read(&web, request, 1, LARGEST_ZIP).await?;
    let Some(file) = files.into_iter().next() else {
        return Ok(view(&web, &form.reject(Error::field("file", Problem::Required))?, None));
    };
    if file.is_cut {
        return Ok(view(&web, &form.reject(Error::field("file", Problem::FileTooLarge(LARGEST_ZIP_MB)))?, None));
    }
    match take(&web.cx, &file.name, file.bytes, end).await {
        Ok(rows) => Ok(view(&web, &form, Some(&rows))),
        Err(error) => Ok(view(&web, &form.reject(error)?, None)),
    }
}

/// Reads a form with files beside it.
async fn read(web: &Web, request: Request, files: usize, largest: usize) -> Result<(Form, Vec<File>), Fail> {
    let (_, boundary) = head(request.headers());
    let Some(boundary) = boundary else { return Err(Fail::Status(StatusCode::UNSUPPORTED_MEDIA_TYPE)) };
    let part: fn(&str, bool) -> usize = match largest {
        LARGEST_ZIP => |name, _| if name == "file" { LARGEST_ZIP } else { AROUND },
        _ => |name, _| if name == "file" { LARGEST } else { AROUND },
    };
    let limits = Limits { part, files, fields: 10, whole: LARGEST_ZIP + AROUND };
    parts::read(web, request, boundary, &limits).await
}

/// Adds files to one product.
pub async fn add(web: Web, request: Request) -> Answer {
    web.cx.check_recorded(Action::ManageMedia).await?;
    let (form, files) = read(&web, request, AT_ONCE, LARGEST).await?;
    let sku = form.get(Query::article().as_str()).to_owned();
    let files = files.into_iter().map(|File { name, bytes, is_cut }| domain::attachment::Sent { name, bytes, is_cut });
    match edit::add(&web.cx, &sku, files.collect()).await {
        Ok(_) => Ok(see(&format!("{}?done=media-added", product_media::address(&sku)))),
        Err(error @ Error::Invalid(_)) => product_media::render(&web, &sku, &form.reject(error)?).await,
        Err(other) => Err(other.into()),
    }
}

/// `/portal/media/{digest}/{file}`: a file as staff see it, whether its product can be bought or not.
pub async fn file(web: Web, Path((digest, file)): Path<(String, String)>, headers: HeaderMap) -> Answer {
    let served = find_any(&web.cx, &digest).await?;
    serve(&web, &headers, &served, &file).await
}

fn view(web: &Web, form: &Form, rows: Option<&[Row]>) -> Response {
    page(web, &Frame::Portal, status_of(form), t!("media-title"), || {
        let find = Get::to(PATH, t!("media-one"))
            .field(Field::text(form, Query::article(), t!("media-article")).longest(100))
            .field(submit("btn", t!("media-open")));
        let one = Card::new("h-one", t!("media-one")).body(find);
        let wrong = form.error("file");
        let hint = t!("media-zip-help", size = LARGEST_ZIP_MB);
        let zip =
            upload_form(web, PATH, "", drop(web, t!("media-zip"), ".zip", hint, wrong.as_deref()), t!("media-send"));
        let zip = Card::new("h-zip", t!("media-many")).body_with("card-body stack", zip);
        (Head::new(t!("media-title")), rows.map(|rows| result(web, rows)), split(zip, one)).rendered()
    })
}

/// A form that sends files.
pub fn upload_form(web: &Web, action: &str, article: &str, field: Html, label: &str) -> Markup {
    let mut out = Markup::default();
    markup! {
        out,
        "<form class=\"form\" method=\"post\" enctype=\"multipart/form-data\"", "action" = action, ">", ui::context(web)
    }
    if !article.is_empty() {
        markup! { out, "<input type=\"hidden\"", "name" = Query::article().as_str(), "value" = article, ">" }
    }
    markup! {
        out,
        field, "<div class=\"form-foot\"><button class=\"btn btn-primary\">", label, "</button></div></form>"
    }
    out
}

/// What became of each file.
fn result(web: &Web, rows: &[Row]) -> Markup {
    let count = |is: fn(&State) -> bool| rows.iter().filter(|row| is(&row.state)).count();
    let attached = count(|state| *state == State::Attached);
    let refused = count(|state| matches!(state, State::Refused(_)));
    let tone = if refused == 0 { Tone::Success } else { Tone::Warning };
    let text = t!("media-result", attached = attached, refused = refused, all = rows.len());
    let columns = [Column::text(t!("media-file")), Column::text(t!("media-article")), Column::text(t!("media-state"))];
    let mut table = Table::new(t!("media-result-files"), columns).framed();
    for row in rows {
        let (tone, words) = match row.state {
            State::Attached => ("success", t!("media-attached").to_owned()),
            State::There => ("neutral", t!("media-there").to_owned()),
            State::Refused(BadFile::NoTime) => ("warning", t!("media-no-time").to_owned()),
            State::Refused(bad) => ("danger", words::media::why(bad).to_owned()),
        };
        table.row(|cells| {
            cells.name(ui::name(&row.path), ());
            match row.sku.as_str() {
                "" => cells.cell("–"),
                sku => cells.cell(ui::link(&product_media::address(sku), sku)),
            }
            cells.cell(ui::status(tone, words));
        });
    }
    let mut out = Markup::default();
    markup! { out, Notice::new(web, tone, text), table }
    out
}
