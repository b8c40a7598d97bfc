//! A quantity; its two buttons appear when the island `Steppers` of the page is awake.
//!
//! ```html
//! <div class="stepper" data-small=""><button type="button" hidden aria-label="One less …">−</button>
//!   <input id="q" name="q" inputmode="numeric" aria-label="Quantity of …" value="10" data-step="10">
//!   <button type="button" hidden aria-label="One more …">+</button></div>
//! ```

use crate::ui::Html;
use crate::ui::markup::{Markup, Part};
use crate::{markup, t};

/// What a quantity field looks like.
#[derive(Default)]
pub struct Stepper {
    /// Name.
    pub name: String,
    /// Id.
    pub id: String,
    /// Id of its form, when it does not stand in it.
    pub form: Option<&'static str>,
    /// Of what it is the quantity.
    pub of: String,
    /// What stands in it, as it was typed.
    pub value: String,
    /// The pack size.
    pub step: i64,
    /// Whether it stands in a list.
    pub small: bool,
    /// Id of the error text, if there is one.
    pub error: Option<String>,
}

impl Stepper {
    /// The field, rendered.
    pub fn html(self) -> Html {
        self.rendered()
    }
}

impl Part for Stepper {
    fn write(self, out: &mut Markup) {
        let Stepper { name, id, form, of, value, step, small, error } = self;
        markup! {
            out,
            "<div class=\"stepper\"", "data-small" = small.then_some(""), "><button type=\"button\" hidden",
            "aria-label" = t!("stepper-less", product = &of), ">−</button><input", "id" = id, "name" = name, "form" = form,
            " inputmode=\"numeric\" autocomplete=\"off\"", "aria-label" = t!("stepper-quantity", product = &of),
            "aria-invalid" = error.is_some().then_some("true"), "aria-describedby" = error, "value" = value,
            "data-step" = step.to_string(), "><button type=\"button\" hidden",
            "aria-label" = t!("stepper-more", product = &of), ">+</button></div>"
        }
    }
}
