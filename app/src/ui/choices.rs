//! One of few, each with a line about it and something at its end.
//!
//! ```html
//! <fieldset class="choices" id="shipping" data-grid=""><legend class="visually-hidden">Delivery</legend>
//!   <label class="choice"><input type="radio" name="shipping" value="express" checked>
//!     <span class="choice-text"><b>Express</b><small>The next working day</small></span>
//!     <span class="choice-end money">£9.00<small>Total £1,204.00</small></span></label>
//!   <p class="error" id="shipping-err">…</p></fieldset>
//! ```

use crate::form::{Form, Name};
use crate::markup;
use crate::ui::Html;
use crate::ui::markup::{Markup, Part};

/// A group of choices that is written choice by choice.
pub struct Choices {
    name: &'static str,
    legend: String,
    error: Option<String>,
    is_grid: bool,
    inside: Markup,
}

impl Choices {
    /// A group; the legend is for those who hear the page.
    pub fn new(form: &Form, name: Name, legend: &str) -> Choices {
        let name = name.as_str();
        Choices { name, legend: legend.to_owned(), error: form.error(name), is_grid: false, inside: Markup::default() }
    }

    /// Its choices stand in columns.
    pub fn in_columns(mut self) -> Choices {
        self.is_grid = true;
        self
    }

    /// A choice: what is sent, whether it is made, what it is, and a line about it.
    pub fn choice(self, value: &str, is_chosen: bool, title: &str, text: &str) -> Choices {
        self.add(value, is_chosen, title, text, ())
    }

    /// The same with an amount at its end, and a line below that.
    pub fn priced<P: Part>(
        self,
        value: &str,
        is_chosen: bool,
        words: [&str; 2],
        price: &str,
        note: Option<P>,
    ) -> Choices {
        let mut end = Markup::default();
        markup! { end, "<span class=\"choice-end money\">", price }
        if let Some(note) = note {
            markup! { end, "<small>", note, "</small>" }
        }
        end.literal("</span>");
        let [title, text] = words;
        self.add(value, is_chosen, title, text, end)
    }

    fn add(mut self, value: &str, is_chosen: bool, title: &str, text: &str, end: impl Part) -> Choices {
        markup! {
            self.inside,
            "<label class=\"choice\"><input type=\"radio\"", "name" = self.name, "value" = value, "checked" = is_chosen,
            "><span class=\"choice-text\"><b>", title, "</b><small>", text, "</small></span>", end, "</label>"
        }
        self
    }

    /// The group, rendered.
    pub fn html(self) -> Html {
        self.rendered()
    }
}

impl Part for Choices {
    fn write(self, out: &mut Markup) {
        let described = self.error.is_some().then(|| format!("{}-err", self.name));
        markup! {
            out,
            "<fieldset class=\"choices\"", "id" = self.name, "data-grid" = self.is_grid.then_some(""),
            "aria-describedby" = described.as_deref(), "><legend class=\"visually-hidden\">", self.legend, "</legend>",
            self.inside
        }
        if let Some(text) = self.error {
            markup! { out, "<p class=\"error\"", "id" = described, ">", text, "</p>" }
        }
        out.literal("</fieldset>");
    }
}
