//! Files of an order: attaching them at checkout, taking them off, and the list of them.
//!
//! Rule: a file goes with a button of its own, which sends the whole form and shows the page again with everything that was
//! typed. The button that orders sends no file; a file that was chosen and not attached is named then.

use super::{Sent, Shown, fresh, render, within};
use crate::form::parts::{self, Limits, head};
use crate::form::{Fields, Form, Posted};
use crate::part::files::item;
use crate::respond::{Answer, Fail};
use crate::ui::Html;
use crate::ui::card::rows;
use crate::ui::form::choose_elsewhere;
use crate::ui::markup::Markup;
use crate::web::Web;
use crate::{markup, t, ui, words};
use axum::extract::Request;
use domain::attachment::{self, LARGEST, LARGEST_MB, MOST, Sent as File};
use domain::error::{Error, Problem};
use domain::id::AttachmentId;
use domain::policy::Action;
use domain::quick_order::slots::Slots;
use http::StatusCode;

/// The largest field beside the files, in bytes.
const LARGEST_FIELD: usize = 16 * 1024;
/// How much is read of a form with files. One file more than there may be is enough to say so.
const LIMITS: Limits = Limits {
    part: |_, is_file| if is_file { LARGEST } else { LARGEST_FIELD },
    files: MOST as usize + 1,
    fields: 100,
    whole: LARGEST * 2 * 5 + 1024 * 1024,
};

/// Attaches the files that were chosen, and shows the checkout again.
pub async fn attach(web: Web, request: Request) -> Answer {
    web.cx.check_recorded(Action::EditCart).await?;
    let (form, files) = read(&web, request).await?;
    let web = match within(web, form.get(Sent::cart().as_str()), true).await? {
        Ok(web) => web,
        Err(elsewhere) => return Ok(elsewhere),
    };
    let form = again(form)?;
    let form = match attachment::add(&web.cx, files).await {
        Ok(_) => form,
        Err(error) => form.reject(error)?,
    };
    render(&web, form, None).await
}

/// Takes a file off, and shows the checkout again.
pub async fn detach(web: Web, Posted(sent, form): Posted<Sent>) -> Answer {
    web.cx.check_recorded(Action::EditCart).await?;
    let id = AttachmentId::parse(&sent.detach).ok_or(Error::NotFound)?;
    let web = match within(web, &sent.cart, true).await? {
        Ok(web) => web,
        Err(elsewhere) => return Ok(elsewhere),
    };
    match attachment::remove(&web.cx, id).await {
        // A second click.
        Ok(()) | Err(Error::NotFound) => render(&web, again(form)?, None).await,
        Err(other) => Err(other.into()),
    }
}

/// The form as it is shown again; one that no page sent gets a key of its own.
fn again(form: Form) -> Result<Form, Error> {
    let form = form.without(&Sent::secrets()).without(&[Sent::file().as_str(), Sent::detach().as_str()]);
    if form.get(Sent::key().as_str()).is_empty() { fresh(Sent::read(form.params())) } else { Ok(form) }
}

/// The fields and files of a request.
async fn read(web: &Web, request: Request) -> Result<(Form, Vec<File>), Fail> {
    let (length, boundary) = head(request.headers());
    let Some(boundary) = boundary else {
        let body = axum::body::to_bytes(request.into_body(), crate::form::LARGEST_FORM).await;
        let body = body.map_err(|_| Fail::Status(StatusCode::PAYLOAD_TOO_LARGE))?;
        return Ok((Form::read(web, &body)?, Vec::new()));
    };
    let room = web.cx.env().part::<Slots>().room(length).await?;
    let read = parts::read(web, request, boundary, &LIMITS).await;
    drop(room);
    let (form, files) = read?;
    let files = files.into_iter().map(|parts::File { name, bytes, is_cut }| File { name, bytes, is_cut });
    Ok((form, files.collect()))
}

/// The files that hang on the cart, and the field for more.
pub(super) fn show(web: &Web, shown: &Shown, form: &Form) -> Html {
    let is_writable = web.cx.may(Action::EditCart);
    let list = shown.files.iter().map(|file| {
        let item = item(file, &web.href(&format!("/attachments/{}", file.id)), web.cx.behalf().is_some());
        if !is_writable {
            return item;
        }
        let label = (t!("files-remove"), ui::visually_hidden(&file.file_name));
        let remove = web.href("/checkout/detach");
        item.end(choose_elsewhere("btn btn-small", Sent::detach(), &file.id.to_string(), &remove, label))
    });
    let list: Vec<_> = list.collect();
    let mut out = Markup::default();
    markup! { out, "<fieldset class=\"field\" id=\"files\"><legend>", t!("files-title"), " <span class=\"optional\">", t!("field-optional"), "</span></legend>" }
    if !list.is_empty() {
        out.put(rows(list));
    }
    let is_full = i64::try_from(shown.files.len()).unwrap_or(i64::MAX) >= MOST;
    let error = form.error(Sent::file().as_str());
    match (is_writable, is_full && error.is_none()) {
        (false, _) => {}
        (true, true) => out.put(ui::muted_paragraph(words::problem(&Problem::TooManyFiles(MOST)))),
        (true, false) => field(&mut out, web, error),
    }
    out.literal("</fieldset>");
    out.html()
}

fn field(out: &mut Markup, web: &Web, error: Option<String>) {
    let described = if error.is_some() { "file-hint file-err" } else { "file-hint" };
    let accept: Vec<String> = attachment::ENDINGS.iter().map(|(ending, _)| format!(".{ending}")).collect();
    markup! {
        out,
        "<label class=\"visually-hidden\" for=\"file\">", t!("files-add"), "</label><div class=\"drop\">", ui::icon(web, "file"),
        "<input id=\"file\" name=\"file\" type=\"file\" multiple", "accept" = accept.join(","),
        "aria-describedby" = described, "aria-invalid" = error.is_some().then_some("true"),
        "></div><div class=\"actions\"><button class=\"btn btn-small\" formenctype=\"multipart/form-data\" formnovalidate",
        "formaction" = web.href("/checkout/attach"), ">", t!("files-attach"),
        "</button></div><p class=\"hint\" id=\"file-hint\">", t!("files-help", count = MOST, size = LARGEST_MB), "</p>"
    }
    if let Some(text) = error {
        markup! { out, "<p class=\"error\" id=\"file-err\">", text, "</p>" }
    }
}
