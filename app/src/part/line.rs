//! A product in a list of what is ordered: in the cart, on an order.
//!
//! ```html
//! <ul class="lines" data-plain=""><li class="line"><span class="pic" data-size="thumb"><img …></span>
//!   <div class="line-what"><a href="…">Hex bolt M8 × 40, zinc</a><small><span class="sku">HB-0840-Z</span> · £14.20 per 100</small>…</div>
//!   <p class="line-qty">200</p><p class="line-total money">£28.40</p></li></ul>
//! ```

use crate::part::picture::{self, Size};
use crate::text::plain;
use crate::ui::markup::{Markup, Part};
use crate::web::Web;
use crate::{markup, t};

/// A line that is written part by part.
pub struct Line {
    what: Markup,
    quantity: Markup,
    total: String,
    end: Markup,
    folds: Markup,
}

impl Line {
    /// A line of this product, by its address part, name and number; `price` is in words.
    pub fn new(web: &Web, slug: &str, name: &str, sku: &str, price: &str) -> Line {
        let mut what = Markup::default();
        markup! {
            what,
            picture::show(web, slug, Size::Thumb), "<div class=\"line-what\"><a",
            "href" = web.href(&format!("/p/{slug}")), ">", name, "</a><small><span class=\"sku\">", sku, "</span> · ", price,
            "</small>"
        }
        Line {
            what,
            quantity: Markup::default(),
            total: String::new(),
            end: Markup::default(),
            folds: Markup::default(),
        }
    }

    /// The company's own item number; nothing for an empty one.
    pub fn own_number(self, number: &str) -> Line {
        if number.is_empty() { self } else { self.remark(&t!("line-own-number", number = plain(number))) }
    }

    /// A remark below its name.
    pub fn remark(mut self, text: &str) -> Line {
        markup! { self.what, "<small>", text, "</small>" }
        self
    }

    /// What is in the way of ordering it.
    pub fn problem(mut self, text: &str) -> Line {
        markup! { self.what, "<p class=\"status\" data-tone=\"warning\">", text, "</p>" }
        self
    }

    /// Anything else below its name.
    pub fn below(mut self, part: impl Part) -> Line {
        self.what.put(part);
        self
    }

    /// The note to it; nothing for an empty one.
    pub fn note(mut self, text: &str) -> Line {
        if !text.is_empty() {
            markup! { self.what, "<p class=\"line-note\">", text, "</p>" }
        }
        self
    }

    /// The note to it, to be changed; folded until it is wanted.
    pub fn note_field(mut self, is_open: bool, label: impl Part, field: impl Part) -> Line {
        markup! {
            self.folds,
            "<details class=\"line-note\"", "open" = is_open, "><summary>", label, "</summary>", field, "</details>"
        }
        self
    }

    /// Buttons and links below it.
    pub fn more(mut self, part: impl Part) -> Line {
        self.folds.put(part);
        self
    }

    /// A box to tick, which is sent with the form of this id under this name; `label` is its word.
    pub fn tick(mut self, form: &'static str, name: &str, label: impl Part, is_on: bool) -> Line {
        markup! {
            self.folds,
            "<label class=\"check line-tick\"><input type=\"checkbox\" value=\"1\"", "name" = name, "form" = form, "checked" = is_on,
            "><span>", label, "</span></label>"
        }
        self
    }

    /// How many.
    pub fn quantity(mut self, text: &str) -> Line {
        markup! { self.quantity, "<p class=\"line-qty\">", text, "</p>" }
        self
    }

    /// How many, to be changed.
    pub fn controls(mut self, part: impl Part) -> Line {
        markup! { self.quantity, "<div class=\"line-qty\">", part, "</div>" }
        self
    }

    /// What all of it costs.
    pub fn total(mut self, amount: String) -> Line {
        self.total = amount;
        self
    }

    /// Behind it all: the button that removes it.
    pub fn end(mut self, part: impl Part) -> Line {
        self.end.put(part);
        self
    }
}

impl Part for Line {
    fn write(self, out: &mut Markup) {
        markup! {
            out,
            "<li class=\"line\">", self.what, "</div>", self.quantity, "<p class=\"line-total money\">", self.total, "</p>",
            self.end
        }
        if !self.folds.is_empty() {
            markup! { out, "<div class=\"line-folds\">", self.folds, "</div>" }
        }
        out.literal("</li>");
    }
}

/// The list of them; `is_plain` where nothing of it can be changed.
pub fn lines(is_plain: bool, lines: impl IntoIterator<Item = Line>) -> Markup {
    let mut out = Markup::default();
    markup! { out, "<ul class=\"lines\"", "data-plain" = is_plain.then_some(""), ">" }
    for line in lines {
        out.put(line);
    }
    out.literal("</ul>");
    out
}
