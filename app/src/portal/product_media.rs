//! The pictures and documents of one product, as staff care for them.

use crate::answer::encode;
use crate::form::{Form, Posted};
use crate::part::confirm::{Ask, ask};
use crate::part::files::size;
use crate::part::picture::{self, DOCUMENT, Size};
use crate::portal::media::{PATH, upload_form};
use crate::respond::{Answer, Frame, page, see, status_of};
use crate::ui::card::{Card, Item};
use crate::ui::drop::many;
use crate::ui::field::Field;
use crate::ui::form::{Post, actions, button, submit};
use crate::ui::head::Head;
use crate::ui::markup::Part;
use crate::ui::split::split;
use crate::ui::{self, Html};
use crate::web::Web;
use crate::{form, t};
use axum::extract::Path;
use domain::catalog::Status;
use domain::error::Error;
use domain::id::MediaId;
use domain::media::edit::{self, Product};
use domain::media::kind::ACCEPTED;
use domain::media::show::File;
use domain::media::{Kind, LARGEST_MB, LONGEST_TITLE};

form! {
    /// What is typed about a file.
    pub struct Typed {
        /// What a picture shows, or how a document is called.
        title: String,
        /// The file it was typed for.
        file_id: String,
    }
}

/// The address of the page of a product.
pub fn address(sku: &str) -> String {
    format!("/portal/products/{}/media", encode(sku))
}

/// `/portal/products/{sku}/media`
pub async fn show(web: Web, Path(sku): Path<String>) -> Answer {
    render(&web, &sku, &Form::default()).await
}

/// Says what a picture shows, or how a document is called.
pub async fn rename(web: Web, Path((sku, id)): Path<(String, String)>, Posted(typed, form): Posted<Typed>) -> Answer {
    match edit::rename(&web.cx, &sku, media(&id)?, &typed.title).await {
        Ok(()) => Ok(see(&format!("{}?done=media-saved", address(&sku)))),
        Err(error @ Error::Invalid(_)) => {
            let form = form.set(Typed::file_id(), &id).reject(error)?;
            render(&web, &sku, &form).await
        }
        Err(other) => Err(other.into()),
    }
}

/// Moves a file one place to the front.
pub async fn move_up(web: Web, Path((sku, id)): Path<(String, String)>, _: Form) -> Answer {
    edit::move_up(&web.cx, &sku, media(&id)?).await?;
    Ok(see(&format!("{}?done=media-saved", address(&sku))))
}

/// Takes a file from the product.
pub async fn remove(web: Web, Path((sku, id)): Path<(String, String)>, _: Form) -> Answer {
    edit::remove(&web.cx, &sku, media(&id)?).await?;
    Ok(see(&format!("{}?done=media-removed", address(&sku))))
}

fn media(id: &str) -> Result<MediaId, Error> {
    MediaId::parse(id).ok_or(Error::NotFound)
}

/// The page, with what was sent and not taken.
pub async fn render(web: &Web, sku: &str, form: &Form) -> Answer {
    let (product, files) = edit::find(&web.cx, sku).await?;
    Ok(page(web, &Frame::Portal, status_of(form), &t!("media-of", product = &product.name), || {
        content(web, &product, &files, form)
    }))
}

fn content(web: &Web, product: &Product, files: &[File], form: &Form) -> Html {
    let steps = vec![(Some(PATH.to_owned()), t!("media-title").to_owned()), (None, product.sku.clone())];
    let head = Head::new(&product.name)
        .code(&product.sku)
        .actions(ui::link(&web.shop(&format!("/p/{}", product.slug)), t!("media-in-shop")));
    let withdrawn = (product.status == Status::Withdrawn).then(|| ui::muted_paragraph(t!("media-withdrawn")));
    let count = i64::try_from(files.len()).unwrap_or(i64::MAX);
    let items = files.iter().enumerate().map(|(n, file)| item(web, product, file, n == 0, form));
    let list = Card::new("h-files", t!("media-files")).count(count).items(items, t!("media-none"));
    let wrong: Vec<String> =
        form.errors().into_iter().filter(|(name, _)| *name == "file").map(|(_, text)| text).collect();
    let wrong = (!wrong.is_empty()).then(|| wrong.join(" "));
    let field = many(web, t!("media-choose"), ACCEPTED, t!("media-choose-help", size = LARGEST_MB), wrong.as_deref());
    let add = upload_form(web, "/portal/media/add", &product.sku, field, t!("media-add"));
    let add = Card::new("h-add", t!("media-add")).body_with("card-body stack", add);
    (ui::crumbs(steps), head, ui::done(web), withdrawn, split(list, add)).rendered()
}

fn item(web: &Web, product: &Product, file: &File, is_first: bool, form: &Form) -> Item {
    let here = format!("{}/{}", address(&product.sku), file.id);
    let digest = &file.picture.digest;
    let is_document = file.picture.kind == Kind::Document;
    let name = ui::plain(&file.file_name);
    let what = match file.picture.kind {
        Kind::Document => format!("PDF · {}", size(file.size)),
        Kind::Picture | Kind::Svg => format!("{} × {} · {}", file.picture.width, file.picture.height, size(file.size)),
    };
    let is_rejected = form.find(Typed::file_id().as_str()) == Some(&file.id.to_string());
    let typed = match is_rejected {
        true => form.clone(),
        false => Form::with(&[(Typed::title().as_str(), &file.picture.title)]),
    };
    let label = if is_document { t!("media-called") } else { t!("media-alt") };
    let longest = u32::try_from(LONGEST_TITLE).unwrap_or(u32::MAX);
    let field =
        Field::text(&typed, Typed::title(), label).id(&format!("title-{}", file.id)).longest(longest).optional();
    let save = Post::to(web, &here)
        .field(field)
        .field(submit("btn btn-small", (t!("media-save"), ui::visually_hidden(&name))));
    let up = (!is_first).then(|| button(web, &format!("{here}/up"), "btn btn-small", t!("media-up"), &name));
    let remove = Ask {
        id: format!("remove-{}", file.id),
        label: t!("media-remove"),
        whose: name.clone(),
        question: t!("media-remove-question", file = &name),
        text: t!("media-remove-text"),
        action: format!("{here}/remove"),
        danger: true,
    };
    let row = match is_document {
        true => Item::link(&format!("{PATH}/{digest}/{DOCUMENT}"), ui::name(&file.file_name)),
        false => Item::new(ui::name(&file.file_name)).picture(picture::photo(
            PATH,
            &file.picture,
            &file.picture.title,
            Size::Thumb,
            true,
        )),
    };
    row.note(what).end(actions((up, ask(web, remove)))).below(save)
}
