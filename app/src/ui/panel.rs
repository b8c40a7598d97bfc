//! One thing in full, beside the list that it stands in. Its link closes it and leads back to the row.
//!
//! ```html
//! <aside class="panel" id="event" tabindex="-1" aria-labelledby="event-h"><header class="dialog-head">
//!   <h2 id="event-h">Order placed <span class="badge">Done</span></h2><a class="btn btn-small" href="…">Close</a></header>
//!   <div class="dialog-body stack">…<section><h3>Before and after</h3>…</section></div></aside>
//! ```

use crate::markup;
use crate::ui::form::button_link;
use crate::ui::markup::{Markup, Part};
use crate::ui::{Html, picture};
use crate::web::Web;

/// A panel that is written section by section.
pub struct Panel {
    id: &'static str,
    head: Markup,
    inside: Markup,
}

impl Panel {
    /// A panel with this id about this; `close` is an address and its label.
    pub fn new(web: &Web, id: &'static str, title: impl Part, close: (&str, &str)) -> Panel {
        let (href, label) = close;
        let mut head = Markup::default();
        let close = button_link("btn btn-small", href, (picture(web, "x"), label));
        markup! { head, "<h2", "id" = format!("{id}-h"), ">", title, "</h2>", close }
        Panel { id, head, inside: Markup::default() }
    }

    /// A part without a heading.
    pub fn part(mut self, part: impl Part) -> Panel {
        self.inside.put(part);
        self
    }

    /// A part under a heading.
    pub fn section(mut self, title: &str, part: impl Part) -> Panel {
        markup! { self.inside, "<section><h3>", title, "</h3>", part, "</section>" }
        self
    }

    /// The panel, rendered.
    pub fn html(self) -> Html {
        self.rendered()
    }
}

impl Part for Panel {
    fn write(self, out: &mut Markup) {
        markup! {
            out,
            "<aside class=\"panel\"", "id" = self.id, "tabindex" = "-1", "aria-labelledby" = format!("{}-h", self.id),
            "><header class=\"dialog-head\">", self.head, "</header><div class=\"dialog-body stack\">", self.inside,
            "</div></aside>"
        }
    }
}

/// A text that was taken away.
pub fn removed(text: &str) -> Html {
    let mut out = Markup::default();
    markup! { out, "<del>", text, "</del>" }
    out.html()
}

/// A text that was added.
pub fn added(text: &str) -> Html {
    let mut out = Markup::default();
    markup! { out, "<ins>", text, "</ins>" }
    out.html()
}

/// A long value in which no word ends, such as a hash.
pub fn hash(text: &str) -> Html {
    let mut out = Markup::default();
    markup! { out, "<code class=\"hash\">", text, "</code>" }
    out.html()
}

/// Bytes as they are, to be scrolled through.
pub fn raw(text: &str) -> Html {
    let mut out = Markup::default();
    markup! { out, "<pre tabindex=\"0\" class=\"raw\">", text, "</pre>" }
    out.html()
}
