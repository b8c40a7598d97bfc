//! A part of a page under a heading.
//!
//! ```html
//! <section class="stack" aria-labelledby="h-list"><h2 class="section-title" id="h-list">Members</h2>…</section>
//! <section class="band"><header class="band-head"><h2>New</h2><a href="…">All</a></header>…</section>
//! ```

use crate::markup;
use crate::ui::Html;
use crate::ui::markup::{Markup, Part};

/// A part of a page; `id` is the heading's.
pub fn section(id: &str, title: &str, inside: impl Part) -> Html {
    let mut out = Markup::default();
    markup! {
        out,
        "<section class=\"stack\"", "aria-labelledby" = id, "><h2 class=\"section-title\"", "id" = id, ">", title, "</h2>",
        inside, "</section>"
    }
    out.html()
}

/// A part as wide as the page, with a way on beside its heading.
pub fn band(title: &str, way: impl Part, inside: impl Part) -> Html {
    let mut out = Markup::default();
    markup! {
        out,
        "<section class=\"band\"><header class=\"band-head\"><h2>", title, "</h2>", way, "</header>", inside, "</section>"
    }
    out.html()
}
