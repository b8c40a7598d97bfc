//! Facts: terms with what holds.
//!
//! ```html
//! <dl class="facts"><div><dt>Payment terms</dt><dd>30 days</dd></div></dl>
//! ```

use crate::markup;
use crate::ui::Html;
use crate::ui::markup::{Markup, Part};

/// A list of facts.
#[derive(Default)]
pub struct Facts {
    look: Option<&'static str>,
    rows: Markup,
}

impl Facts {
    /// With the term above, side by side.
    pub fn stacked() -> Facts {
        Facts { look: Some("data-stacked"), ..Facts::default() }
    }

    /// With lines of small text below a value.
    pub fn lines() -> Facts {
        Facts { look: Some("data-lines"), ..Facts::default() }
    }

    /// A term and what holds.
    pub fn fact(mut self, term: &str, value: impl Part) -> Facts {
        markup! { self.rows, "<div><dt>", term, "</dt><dd>", value, "</dd></div>" }
        self
    }

    /// A term and a code or number, in the letters for those.
    pub fn code(mut self, term: &str, value: impl Part) -> Facts {
        markup! { self.rows, "<div><dt>", term, "</dt><dd class=\"sku\">", value, "</dd></div>" }
        self
    }

    /// A fact with a remark on a line of its own.
    pub fn noted(mut self, term: &str, value: impl Part, note: &str) -> Facts {
        markup! {
            self.rows,
            "<div><dt>", term, "</dt><dd>", value, "<br><small class=\"muted\">", note, "</small></dd></div>"
        }
        self
    }

    /// A fact, where there is one.
    pub fn maybe<P: Part>(self, term: &str, value: Option<P>) -> Facts {
        match value {
            Some(value) => self.fact(term, value),
            None => self,
        }
    }

    /// The list, rendered.
    pub fn html(self) -> Html {
        self.rendered()
    }
}

impl Part for Facts {
    fn write(self, out: &mut Markup) {
        markup! { out, "<dl class=\"facts\"" }
        if let Some(look) = self.look {
            out.attribute(look, "");
        }
        markup! { out, ">", self.rows, "</dl>" }
    }
}

/// Numbers that sum something up, side by side.
pub fn sums<'a>(all: impl IntoIterator<Item = (&'a str, i64)>) -> Html {
    let mut out = Markup::default();
    out.literal("<dl class=\"stats\">");
    for (term, number) in all {
        markup! { out, "<div><dt>", term, "</dt><dd>", crate::text::number(number), "</dd></div>" }
    }
    out.literal("</dl>");
    out.html()
}

/// The same where each number has the way to what is counted.
pub fn figures<'a>(all: impl IntoIterator<Item = (&'a str, i64, String)>) -> Html {
    let mut out = Markup::default();
    out.literal("<dl class=\"stats\">");
    for (term, number, href) in all {
        markup! {
            out, "<div><dt>", term, "</dt><dd><a", "href" = href, ">", crate::text::number(number), "</a></dd></div>"
        }
    }
    out.literal("</dl>");
    out.html()
}

/// What is written where there is no value.
pub fn dash(text: &str) -> &str {
    if text.is_empty() { "–" } else { text }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_fact_that_is_not_there_leaves_no_row() {
        let mut out = Markup::default();
        out.put(Facts::stacked().fact("Name", "A<b").code("No.", "7").maybe("Note", None::<&str>));
        assert_eq!(
            out.as_str(),
            "<dl class=\"facts\" data-stacked=\"\"><div><dt>Name</dt><dd>A&lt;b</dd></div>\
             <div><dt>No.</dt><dd class=\"sku\">7</dd></div></dl>"
        );
    }
}
