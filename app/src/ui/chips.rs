//! Ready choices, as links side by side, of which one may be the present one.
//!
//! ```html
//! <nav aria-label="Show"><ul class="chips"><li><a class="chip" href="…" aria-current="true">Everything</a></li></ul></nav>
//! ```

use crate::ui::markup::{Markup, Part};
use crate::ui::picture;
use crate::web::Web;
use crate::{markup, t};

/// What a list is narrowed to, in a list of chips: its link takes it away; `icon` says so to the eye.
pub fn removable(out: &mut Markup, icon: impl Part, href: &str, label: &str, value: &str) {
    markup! {
        out,
        "<li><a class=\"chip\"", "href" = href, "><i>", label, "</i> <bdi>", value, "</bdi>", icon,
        "<span class=\"visually-hidden\">", t!("kit-remove-filter"), "</span></a></li>"
    }
}

/// Choices that are written one by one.
pub struct Chips {
    name: String,
    class: Option<&'static str>,
    rows: Markup,
}

impl Chips {
    /// Choices with this name, for those who hear the page.
    pub fn new(name: &str) -> Chips {
        Chips { name: name.to_owned(), class: None, rows: Markup::default() }
    }

    /// At the end of their line.
    pub fn at_end(mut self) -> Chips {
        self.class = Some("end");
        self
    }

    /// A choice; `is_now` when it is the present one.
    pub fn choice(mut self, href: &str, label: &str, is_now: bool) -> Chips {
        let now = is_now.then_some("true");
        markup! {
            self.rows,
            "<li><a class=\"chip\"", "href" = href, "aria-current" = now, "><bdi>", label, "</bdi></a></li>"
        }
        self
    }

    /// The way back to no choice.
    pub fn clear(mut self, web: &Web, href: &str, label: &str) -> Chips {
        markup! { self.rows, "<li><a class=\"chip\"", "href" = href, ">", picture(web, "x"), label, "</a></li>" }
        self
    }
}

impl Part for Chips {
    fn write(self, out: &mut Markup) {
        markup! {
            out,
            "<nav", "class" = self.class, "aria-label" = self.name, "><ul class=\"chips\">", self.rows, "</ul></nav>"
        }
    }
}
