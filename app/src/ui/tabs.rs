//! Links to the pages that belong together.
//!
//! ```html
//! <nav class="tabs" aria-label="Account"><a href="…" aria-current="page">Overview</a><a href="…">Orders</a></nav>
//! ```

use crate::markup;
use crate::ui::Html;
use crate::ui::markup::Markup;

/// The links: address, label, and whether it is the page itself. `label` names them for those who hear the page.
pub fn tabs<'a>(label: &str, links: impl IntoIterator<Item = (String, &'a str, bool)>) -> Html {
    let mut out = Markup::default();
    markup! { out, "<nav class=\"tabs\"", "aria-label" = label, ">" }
    for (href, label, is_now) in links {
        markup! { out, "<a", "href" = href, "aria-current" = is_now.then_some("page"), ">", label, "</a>" }
    }
    out.literal("</nav>");
    out.html()
}
