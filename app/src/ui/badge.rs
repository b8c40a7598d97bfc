//! One word about a state, or a plain label.
//!
//! ```html
//! <span class="badge" data-tone="success">Paid</span>
//! <span class="badge">Senior buyer</span>
//! <span class="badge-behalf">On behalf</span>
//! ```

use crate::markup;
use crate::ui::Html;
use crate::ui::markup::{Markup, Part};

/// A text with its tone: `success`, `warning`, `danger`, `info` or `neutral`.
pub fn badge((text, tone): (&str, &str)) -> Html {
    let mut out = Markup::default();
    markup! { out, "<span class=\"badge\"", "data-tone" = tone, ">", text, "</span>" }
    out.html()
}

/// A label without a tone.
pub fn label(text: impl Part) -> Html {
    let mut out = Markup::default();
    markup! { out, "<span class=\"badge\">", text, "</span>" }
    out.html()
}

/// A label that stands out, in the colours of what is done for somebody else.
pub fn behalf(text: impl Part) -> Html {
    let mut out = Markup::default();
    markup! { out, "<span class=\"badge-behalf\">", text, "</span>" }
    out.html()
}
