//! Amounts and their sum.
//!
//! ```html
//! <dl class="totals"><div><dt>Goods</dt><dd class="money">£1,003.33</dd></div>
//!   <div class="total"><dt>Total</dt><dd class="money">£1,204.00</dd></div></dl>
//! ```

use crate::markup;
use crate::ui::Html;
use crate::ui::markup::{Markup, Part};

/// A list of amounts that is written from its first to its sum.
#[derive(Default)]
pub struct Totals {
    rows: Markup,
}

impl Totals {
    /// An amount.
    pub fn amount(mut self, term: &str, amount: &str) -> Totals {
        markup! { self.rows, "<div><dt>", term, "</dt><dd class=\"money\">", amount, "</dd></div>" }
        self
    }

    /// The sum.
    pub fn sum(mut self, term: &str, amount: &str) -> Totals {
        markup! { self.rows, "<div class=\"total\"><dt>", term, "</dt><dd class=\"money\">", amount, "</dd></div>" }
        self
    }

    /// The list, rendered.
    pub fn html(self) -> Html {
        self.rendered()
    }
}

impl Part for Totals {
    fn write(self, out: &mut Markup) {
        markup! { out, "<dl class=\"totals\">", self.rows, "</dl>" }
    }
}
