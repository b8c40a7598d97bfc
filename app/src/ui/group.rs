//! Fields that belong together under one legend, and boxes to tick.
//!
//! ```html
//! <fieldset class="field ticks" id="stores"><legend>Stores</legend>
//!   <label class="check"><input type="checkbox" name="store-1"><span>UK store<small>…</small></span></label>
//!   <p class="hint">…</p></fieldset>
//! ```

use crate::markup;
use crate::ui::Html;
use crate::ui::markup::{Markup, Part};

/// A group that is written part by part, in the order of the calls.
pub struct Group {
    class: &'static str,
    id: Option<&'static str>,
    inside: Markup,
}

impl Group {
    /// A group under this legend.
    pub fn new(legend: &str) -> Group {
        let mut inside = Markup::default();
        markup! { inside, "<legend>", legend, "</legend>" }
        Group { class: "field", id: None, inside }
    }

    /// Its boxes stand in columns.
    pub fn in_columns(mut self) -> Group {
        self.class = "field ticks";
        self
    }

    /// With an id, so that links and errors lead to it.
    pub fn id(mut self, id: &'static str) -> Group {
        self.id = Some(id);
        self
    }

    /// A field, or a box to tick.
    pub fn field(mut self, part: impl Part) -> Group {
        self.inside.put(part);
        self
    }

    /// A line of help.
    pub fn hint(mut self, text: &str) -> Group {
        markup! { self.inside, "<p class=\"hint\">", text, "</p>" }
        self
    }

    /// What is wrong with the whole group.
    pub fn error(mut self, name: &str, text: Option<String>) -> Group {
        if let Some(text) = text {
            markup! { self.inside, "<p class=\"error\"", "id" = format!("{name}-err"), ">", text, "</p>" }
        }
        self
    }

    /// The group, rendered.
    pub fn html(self) -> Html {
        self.rendered()
    }
}

impl Part for Group {
    fn write(self, out: &mut Markup) {
        markup! { out, "<fieldset", "class" = self.class, "id" = self.id, ">", self.inside, "</fieldset>" }
    }
}

/// A box to tick, one of many: the name of its field, its label, and a line below or nothing.
pub fn tick(name: &str, label: impl Part, note: &str, is_on: bool) -> Html {
    let mut out = Markup::default();
    markup! {
        out,
        "<label class=\"check\"><input type=\"checkbox\"", "name" = name, "checked" = is_on, "><span>", label
    }
    if !note.is_empty() {
        markup! { out, "<small>", note, "</small>" }
    }
    out.literal("</span></label>");
    out.html()
}
