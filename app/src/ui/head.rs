//! The head of a page: the path to it, its title, a line about it, what can be done.
//!
//! ```html
//! <nav class="crumbs" aria-label="Breadcrumb"><ol><li><a href="…">Contacts</a></li><li aria-current="page">Oleg</li></ol></nav>
//! <header class="page-head"><div><h1>Oleg Koval <span class="badge">Senior buyer</span></h1>
//!   <ul class="meta"><li>Northmere Ltd</li></ul></div><div class="actions">…</div></header>
//! ```

use crate::ui::Html;
use crate::ui::markup::{Markup, Part};
use crate::{markup, t};

/// The path to a page: address and label of each step; the last has no address.
pub fn crumbs(steps: Vec<(Option<String>, String)>) -> Html {
    let mut out = Markup::default();
    markup! { out, "<nav class=\"crumbs\"", "aria-label" = t!("breadcrumb"), "><ol>" }
    for (href, label) in steps {
        match href {
            Some(href) => markup! { out, "<li><a", "href" = href, ">", label, "</a></li>" },
            None => markup! { out, "<li aria-current=\"page\">", label, "</li>" },
        }
    }
    out.literal("</ol></nav>");
    out.html()
}

/// The head of a page.
pub struct Head {
    title: Markup,
    meta: Markup,
    below: Markup,
    actions: Markup,
    class: &'static str,
}

impl Head {
    /// A head with this title.
    pub fn new(title: impl Part) -> Head {
        let mut written = Markup::default();
        written.put(title);
        let nothing = Markup::default;
        Head { title: written, meta: nothing(), below: nothing(), actions: nothing(), class: "actions" }
    }

    /// Behind the title: a badge, another spelling.
    pub fn beside(mut self, part: impl Part) -> Head {
        markup! { self.title, " ", part }
        self
    }

    /// Behind the title: its other spelling.
    pub fn spelled(mut self, part: impl Part) -> Head {
        markup! { self.title, " <span class=\"page-alt\">", part, "</span>" }
        self
    }

    /// One thing about it, on the line below.
    pub fn about(mut self, part: impl Part) -> Head {
        markup! { self.meta, "<li>", part, "</li>" }
        self
    }

    /// A code or number of it, on the line below.
    pub fn code(mut self, part: impl Part) -> Head {
        markup! { self.meta, "<li class=\"sku\">", part, "</li>" }
        self
    }

    /// Anything else below.
    pub fn below(mut self, part: impl Part) -> Head {
        self.below.put(part);
        self
    }

    /// Buttons at the end; the one that people come for stands last.
    pub fn actions(mut self, part: impl Part) -> Head {
        self.actions.put(part);
        self
    }

    /// Buttons that only a narrow page needs.
    pub fn narrow_actions(mut self, part: impl Part) -> Head {
        self.class = "actions only-narrow";
        self.actions(part)
    }

    /// The head, rendered.
    pub fn html(self) -> Html {
        self.rendered()
    }
}

impl Part for Head {
    fn write(self, out: &mut Markup) {
        markup! { out, "<header class=\"page-head\"><div><h1>", self.title, "</h1>" }
        if !self.meta.is_empty() {
            markup! { out, "<ul class=\"meta\">", self.meta, "</ul>" }
        }
        markup! { out, self.below, "</div>" }
        if !self.actions.is_empty() {
            markup! { out, "<div", "class" = self.class, ">", self.actions, "</div>" }
        }
        out.literal("</header>");
    }
}
