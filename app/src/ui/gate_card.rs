//! The panel of a page that is nothing else: signing in, verifying, a question.
//!
//! ```html
//! <section class="gate-card"><h1>Confirm it is you</h1><p class="gate-lead">…</p>…</section>
//! <p class="gate-foot">Everything done in this session is recorded.</p>
//! ```

use crate::markup;
use crate::ui::Html;
use crate::ui::markup::{Markup, Part};

/// A panel that is written part by part.
pub struct GateCard {
    inside: Markup,
    below: Markup,
}

impl GateCard {
    /// A panel with this heading.
    pub fn new(title: impl Part) -> GateCard {
        let mut inside = Markup::default();
        markup! { inside, "<h1>", title, "</h1>" }
        GateCard { inside, below: Markup::default() }
    }

    /// What it is about.
    pub fn lead(mut self, text: impl Part) -> GateCard {
        markup! { self.inside, "<p class=\"gate-lead\">", text, "</p>" }
        self
    }

    /// What has happened; it is read out at once.
    pub fn news(mut self, text: impl Part) -> GateCard {
        markup! { self.inside, "<p class=\"gate-lead\" role=\"status\">", text, "</p>" }
        self
    }

    /// A part of it: facts, a message, a form.
    pub fn part(mut self, part: impl Part) -> GateCard {
        self.inside.put(part);
        self
    }

    /// Another way to do the same, behind a word such as "or".
    pub fn or(mut self, word: &str, part: impl Part) -> GateCard {
        markup! { self.inside, "<p class=\"or\"><span>", word, "</span></p>", part }
        self
    }

    /// A line under the panel.
    pub fn foot(mut self, text: impl Part) -> GateCard {
        markup! { self.below, "<p class=\"gate-foot\">", text, "</p>" }
        self
    }

    /// The panel, rendered.
    pub fn html(self) -> Html {
        self.rendered()
    }
}

impl Part for GateCard {
    fn write(self, out: &mut Markup) {
        markup! { out, "<section class=\"gate-card\">", self.inside, "</section>", self.below }
    }
}
