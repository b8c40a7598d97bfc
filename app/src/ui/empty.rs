//! What stands where a list has nothing to show: why, and what to do.
//!
//! ```html
//! <div class="empty"><svg class="icon" data-size="large" aria-hidden="true">…</svg>
//!   <h2>No contact matches</h2><p>…</p><div class="actions"><a class="btn" href="…">Clear filters</a></div></div>
//! ```

use crate::markup;
use crate::ui::Html;
use crate::ui::markup::Markup;
use crate::web::Web;

/// An empty list; `action` is an address with its label.
pub fn empty(web: &Web, symbol: &str, title: &str, text: &str, action: Option<(String, &str)>) -> Html {
    let mut out = Markup::default();
    markup! {
        out,
        "<div class=\"empty\"><svg class=\"icon\" data-size=\"large\" aria-hidden=\"true\"><use",
        "href" = format!("{}#{symbol}", web.asset("icons.svg")), "></use></svg><h2>", title, "</h2><p>", text, "</p>"
    }
    if let Some((href, label)) = action {
        markup! { out, "<div class=\"actions\"><a class=\"btn\"", "href" = href, ">", label, "</a></div>" }
    }
    out.literal("</div>");
    out.html()
}
