//! A message for the whole page, or for a part of it.
//!
//! ```html
//! <div class="notice" data-tone="danger" role="alert"><svg class="icon" aria-hidden="true">…</svg>
//!   <div><h2>Payment was declined</h2><p>…</p><div class="actions">…</div></div></div>
//! ```

use crate::markup;
use crate::ui::markup::{Markup, Part};
use crate::ui::{Html, icon};
use crate::web::Web;
use domain::text_enum::Word;

/// How a message is meant; it decides about the colour, the picture, and how urgently it is read out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tone {
    /// Good to know.
    Info,
    /// Something was done.
    Success,
    /// Something needs care.
    Warning,
    /// Something went wrong.
    Danger,
}

impl Tone {
    /// All of them.
    pub const ALL: [Tone; 4] = [Tone::Info, Tone::Success, Tone::Warning, Tone::Danger];

    /// As the style sheet calls it.
    pub const fn as_str(self) -> &'static str {
        match self {
            Tone::Info => "info",
            Tone::Success => "success",
            Tone::Warning => "warning",
            Tone::Danger => "danger",
        }
    }

    const fn look(self) -> (&'static str, &'static str) {
        match self {
            Tone::Info => ("info", "status"),
            Tone::Success => ("check", "status"),
            Tone::Warning | Tone::Danger => ("alert", "alert"),
        }
    }
}

impl Word for Tone {
    fn word(self) -> String {
        self.as_str().to_owned()
    }

    fn of(text: &str) -> Option<Tone> {
        Tone::ALL.into_iter().find(|tone| tone.as_str() == text)
    }
}

/// A message.
pub struct Notice {
    tone: Tone,
    role: &'static str,
    picture: Html,
    inside: Markup,
}

impl Notice {
    fn of(web: &Web, tone: Tone, inside: Markup) -> Notice {
        let (symbol, role) = tone.look();
        Notice { tone, role, picture: icon(web, symbol), inside }
    }

    /// A message of one sentence or more.
    pub fn new(web: &Web, tone: Tone, text: impl Part) -> Notice {
        let mut inside = Markup::default();
        markup! { inside, "<p>", text, "</p>" }
        Notice::of(web, tone, inside)
    }

    /// A message that is not read out when the page comes: it belongs to what is beside it.
    pub fn remark(web: &Web, text: impl Part) -> Notice {
        Notice { role: "note", ..Notice::new(web, Tone::Info, text) }
    }

    /// A message with a heading and a picture of its own, in a place that says by itself what changes in it.
    pub fn in_place(web: &Web, tone: Tone, symbol: &str, title: &str, text: impl Part) -> Notice {
        Notice { role: "note", picture: icon(web, symbol), ..Notice::titled(web, tone, title, text) }
    }

    /// With a heading.
    pub fn titled(web: &Web, tone: Tone, title: &str, text: impl Part) -> Notice {
        let mut inside = Markup::default();
        markup! { inside, "<h2>", title, "</h2><p>", text, "</p>" }
        Notice::of(web, tone, inside)
    }

    /// Anything else below.
    pub fn below(mut self, part: impl Part) -> Notice {
        self.inside.put(part);
        self
    }

    /// Links and buttons below.
    pub fn actions(mut self, part: impl Part) -> Notice {
        markup! { self.inside, "<div class=\"actions\">", part, "</div>" }
        self
    }

    /// The message, rendered.
    pub fn html(self) -> Html {
        self.rendered()
    }
}

/// A message of one sentence; the tone by its name, `info`, `success`, `warning` or `danger`.
pub fn notice(web: &Web, tone: &'static str, text: String) -> Html {
    let tone = Tone::of(tone).unwrap_or(Tone::Danger);
    Notice::new(web, tone, text).html()
}

impl Part for Notice {
    fn write(self, out: &mut Markup) {
        markup! {
            out,
            "<div class=\"notice\"", "data-tone" = self.tone.as_str(), "role" = self.role, ">",
            self.picture, "<div>", self.inside, "</div></div>"
        }
    }
}
