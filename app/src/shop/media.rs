//! The pictures and documents of a product on its page, and the addresses they are served at.
//!
//! ```html
//! <div class="product-pic"><ul class="gallery" tabindex="0" aria-label="Pictures">
//!   <li id="picture-1"><span class="pic" data-photo>…</span></li></ul>
//!   <ul class="gallery-ways"><li><a href="#picture-1" aria-label="Picture 1">…</a></li></ul></div>
//! ```

use crate::markup;
use crate::part::files::size;
use crate::part::media::serve;
use crate::part::picture::{self, DOCUMENT, Size};
use crate::respond::Answer;
use crate::t;
use crate::ui::markup::Markup;
use crate::web::Web;
use axum::extract::Path;
use domain::catalog::Item;
use domain::media::Kind;
use domain::media::show::{self, File};
use http::HeaderMap;

/// `/media/{digest}/{file}`
pub async fn file(web: Web, Path((digest, file)): Path<(String, String)>, headers: HeaderMap) -> Answer {
    let served = show::find(&web.cx, &digest).await?;
    serve(&web, &headers, &served, &file).await
}

/// The pictures of a product beside what is said of it. They lie side by side, and links below bring each into view.
pub fn gallery(web: &Web, item: &Item, files: &[File]) -> Markup {
    let base = web.href("/media");
    let pictures: Vec<&File> = files.iter().filter(|file| file.picture.kind != Kind::Document).collect();
    let mut out = Markup::default();
    out.literal("<div class=\"product-pic\">");
    if pictures.is_empty() {
        out.put(picture::drawn(&item.slug, &t!("product-drawing", product = &item.name), Size::Page));
    } else {
        markup! { out, "<ul class=\"gallery\" tabindex=\"0\"", "aria-label" = t!("product-pictures"), ">" }
        for (n, file) in pictures.iter().enumerate() {
            let title = file.picture.title.as_str();
            let alt = if title.is_empty() { item.name.as_str() } else { title };
            let photo = picture::photo(&base, &file.picture, alt, Size::Page, n > 0);
            markup! { out, "<li", "id" = format!("picture-{}", n + 1), ">", photo, "</li>" }
        }
        out.literal("</ul>");
    }
    if pictures.len() > 1 {
        out.literal("<ul class=\"gallery-ways\">");
        for (n, file) in pictures.iter().enumerate() {
            markup! {
                out,
                "<li><a", "href" = format!("#picture-{}", n + 1), "aria-label" = t!("product-picture", number = n + 1), ">",
                picture::photo(&base, &file.picture, "", Size::Thumb, true), "</a></li>"
            }
        }
        out.literal("</ul>");
    }
    out.literal("</div>");
    out
}

/// The documents of a product, with what they are and how large; nothing where it has none.
pub fn documents(web: &Web, files: &[File]) -> Option<Markup> {
    let documents: Vec<&File> = files.iter().filter(|file| file.picture.kind == Kind::Document).collect();
    if documents.is_empty() {
        return None;
    }
    let mut out = Markup::default();
    markup! { out, "<h2>", t!("product-documents"), "</h2><ul class=\"documents\">" }
    for file in documents {
        let title = file.picture.title.as_str();
        let title = if title.is_empty() { file.file_name.as_str() } else { title };
        let href = web.href(&format!("/media/{}/{DOCUMENT}", file.picture.digest));
        markup! {
            out,
            "<li><a", "href" = href, " download>", title, "</a> <small class=\"muted\">PDF · ", size(file.size), "</small></li>"
        }
    }
    out.literal("</ul>");
    Some(out)
}
