//! The fields that ask for the password and the second factor once more.

use crate::form;
use crate::form::{Form, Secret};
use crate::ui::Html;
use crate::ui::field::Field;
use crate::ui::markup::{Markup, Part};
use crate::{markup, t};
use domain::factor::own::Again;

form! {
    /// What is typed where a second factor is made, removed or used.
    pub struct Proof {
        /// The name of a new factor.
        name: String,
        /// The password.
        password: Secret,
        /// The code of a second factor.
        code: Secret,
        /// What the browser's passkey says.
        answer: Secret,
        /// Where to afterwards, while signing in.
        next: String,
    }
}

impl Proof {
    /// The credentials.
    pub fn again(&self) -> Again<'_> {
        Again { password: self.password.expose(), code: self.code.expose() }
    }
}

/// The fields that ask for the credentials again, when they are asked for.
pub fn credentials(form: &Form, asks: bool, asks_code: bool) -> Html {
    let password = asks.then(|| {
        Field::password(form, Proof::password(), t!("security-your-password"), "current-password")
            .hint(t!("security-asked-again"))
            .required()
    });
    (password, (asks && asks_code).then(|| code_field(form, t!("factor-code"), false))).rendered()
}

/// The field for a code; it is never filled in again.
pub fn code_field(form: &Form, label: &'static str, focus: bool) -> Html {
    let error = form.error(Proof::code().as_str());
    let described = if error.is_some() { "code-hint code-err" } else { "code-hint" };
    let mut out = Markup::default();
    markup! {
        out,
        "<div class=\"field\"><label for=\"code\">", label, "</label><input id=\"code\"", "name" = Proof::code().as_str(),
        "inputmode" = "text", "autocomplete" = "one-time-code", "autocapitalize" = "characters", "spellcheck" = "false",
        "autofocus" = focus, "required" = true, "aria-describedby" = described,
        "aria-invalid" = error.is_some().then_some("true"), "><p class=\"hint\" id=\"code-hint\">",
        t!("security-code-help"), "</p>"
    }
    if let Some(text) = error {
        markup! { out, "<p class=\"error\" id=\"code-err\">", text, "</p>" }
    }
    out.literal("</div>");
    out.html()
}
