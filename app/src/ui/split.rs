//! A page in two columns: what it is about, and what belongs to it. On a narrow page the second stands below.
//!
//! ```html
//! <div class="split"><div>…cards…</div><div>…cards…</div></div>
//! ```

use crate::markup;
use crate::ui::Html;
use crate::ui::markup::{Markup, Part};

/// Two columns; the first is twice as wide.
pub fn split(first: impl Part, second: impl Part) -> Html {
    written(None, first, second)
}

/// Two columns; the second is as wide as a form and no wider.
pub fn split_with_rail(first: impl Part, second: impl Part) -> Html {
    written(Some(""), first, second)
}

/// The first column alone, as wide as it is beside a second.
pub fn first_column(part: impl Part) -> Html {
    let mut out = Markup::default();
    markup! { out, "<div class=\"split\"><div>", part, "</div></div>" }
    out.html()
}

fn written(rail: Option<&str>, first: impl Part, second: impl Part) -> Html {
    let mut out = Markup::default();
    markup! {
        out,
        "<div class=\"split\"", "data-rail" = rail, "><div>", first, "</div><div>", second, "</div></div>"
    }
    out.html()
}
