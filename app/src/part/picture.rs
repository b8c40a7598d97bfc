//! The picture of a product: the first one that was uploaded, in a width that fits, or the drawing where there is none.
//!
//! ```html
//! <span class="pic" data-photo data-size="thumb"><img src="/media/…/96.webp" alt="" width="48" height="48" loading="lazy"></span>
//! ```

use crate::markup;
use crate::ui::markup::Markup;
use crate::web::Web;
use domain::error::Result;
use domain::media::show::Picture;
use domain::media::{Kind, widths};

/// How large a picture is shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Size {
    /// Beside a line.
    Thumb,
    /// In a grid.
    Card,
    /// On the page of its product.
    Page,
}

impl Size {
    /// The room for it, in pixels of the page.
    fn side(self) -> u32 {
        match self {
            Size::Thumb => 48,
            Size::Card => 240,
            Size::Page => 480,
        }
    }

    /// How wide it is shown, for browsers that choose a file by it.
    fn sizes(self) -> &'static str {
        match self {
            Size::Thumb => "48px",
            Size::Card => "(max-width: 760px) 88px, 260px",
            Size::Page => "(max-width: 760px) 100vw, 480px",
        }
    }
}

/// Finds the first pictures of products, by their slugs, for the page of this request.
///
/// # Errors
/// As [`domain::media::show::firsts`].
pub async fn load<'a>(web: &Web, slugs: impl IntoIterator<Item = &'a str>) -> Result<()> {
    let slugs: Vec<&str> = slugs.into_iter().collect();
    web.pictures.keep(domain::media::show::firsts(&web.cx, &slugs).await?);
    Ok(())
}

/// The picture of a product whose name stands beside it.
pub fn show(web: &Web, slug: &str, size: Size) -> Markup {
    let Some(picture) = web.pictures.of(slug) else { return drawn(slug, "", size) };
    let title = picture.title.clone();
    photo(&web.href("/media"), &picture, &title, size, true)
}

/// The address of the small picture of a product; empty where none was uploaded.
pub fn thumb(web: &Web, slug: &str) -> String {
    web.pictures.of(slug).map(|picture| address(&web.href("/media"), &picture, Size::Thumb)).unwrap_or_default()
}

/// The drawing of a product.
pub fn drawn(slug: &str, alt: &str, size: Size) -> Markup {
    let (mut out, side) = (Markup::default(), size.side().to_string());
    markup! {
        out,
        "<span class=\"pic\"", "data-size" = mark(size), "><img", "src" = format!("/pic/{slug}.svg"), "alt" = alt,
        "width" = &side, "height" = &side, "loading" = (size != Size::Page).then_some("lazy"), "></span>"
    }
    out
}

/// A picture that was uploaded. `base`: what the addresses of files begin with here.
pub fn photo(base: &str, picture: &Picture, alt: &str, size: Size, is_lazy: bool) -> Markup {
    let Picture { digest, kind, width, height, .. } = picture;
    let mut out = Markup::default();
    let all = (*kind == Kind::Picture).then(|| {
        let all = widths(*width).into_iter().map(|width| format!("{base}/{digest}/{width}.webp {width}w"));
        all.collect::<Vec<_>>().join(", ")
    });
    let (across, down) = fitted(*width, *height, i64::from(size.side()));
    markup! {
        out,
        "<span class=\"pic\" data-photo", "data-size" = mark(size), "><img", "src" = address(base, picture, size), "srcset" = all.as_deref(),
        "sizes" = all.as_ref().map(|_| size.sizes()), "alt" = alt, "width" = across.to_string(),
        "height" = down.to_string(), "loading" = is_lazy.then_some("lazy"), "></span>"
    }
    out
}

/// The address of the file that fits best without more than is needed.
fn address(base: &str, picture: &Picture, size: Size) -> String {
    let Picture { digest, kind, width, .. } = picture;
    if *kind != Kind::Picture {
        return format!("{base}/{digest}/{DRAWING}");
    }
    let widths = widths(*width);
    let near = widths.iter().find(|width| **width >= size.side()).or(widths.last()).copied().unwrap_or(1);
    format!("{base}/{digest}/{near}.webp")
}

/// The last part of the address of a drawing.
pub const DRAWING: &str = "drawing.svg";
/// The last part of the address of a document.
pub const DOCUMENT: &str = "document.pdf";

fn mark(size: Size) -> Option<&'static str> {
    (size == Size::Thumb).then_some("thumb")
}

/// Width and height within a square, in the proportion of the picture.
fn fitted(width: i64, height: i64, side: i64) -> (i64, i64) {
    let (width, height) = (width.max(1), height.max(1));
    match width >= height {
        true => (side, (side * height / width).max(1)),
        false => ((side * width / height).max(1), side),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn picture(kind: Kind, width: i64, height: i64) -> Picture {
        Picture { digest: "d".to_owned(), kind, width, height, title: String::new() }
    }

    #[test]
    fn a_picture_is_offered_in_its_widths() {
        let card = photo("/media", &picture(Kind::Picture, 500, 250), "A <bolt>", Size::Card, true);
        assert_eq!(
            card.as_str(),
            "<span class=\"pic\" data-photo><img src=\"/media/d/320.webp\" srcset=\"/media/d/96.webp 96w, /media/d/320.webp 320w, \
             /media/d/500.webp 500w\" sizes=\"(max-width: 760px) 88px, 260px\" alt=\"A &lt;bolt&gt;\" width=\"240\" height=\"120\" \
             loading=\"lazy\"></span>"
        );
        let page = photo("/as/x/media", &picture(Kind::Svg, 10, 20), "", Size::Page, false);
        assert_eq!(
            page.as_str(),
            "<span class=\"pic\" data-photo><img src=\"/as/x/media/d/drawing.svg\" alt=\"\" width=\"240\" height=\"480\"></span>"
        );
    }

    #[test]
    fn a_product_without_a_picture_is_drawn() {
        let thumb = drawn("bolt", "", Size::Thumb);
        assert_eq!(
            thumb.as_str(),
            "<span class=\"pic\" data-size=\"thumb\"><img src=\"/pic/bolt.svg\" alt=\"\" width=\"48\" height=\"48\" \
             loading=\"lazy\"></span>"
        );
    }
}
