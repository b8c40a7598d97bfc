//! A step that asks once more. The browser itself opens and closes the dialog, so it needs no script.

use crate::ui::Html;
use crate::ui::dialog::{Dialog, closer, opener};
use crate::ui::form::submit;
use crate::ui::markup::{Markup, Part};
use crate::web::Web;
use crate::{markup, t};

/// What is asked.
pub struct Ask<'a> {
    /// Keeps it apart from others on the page.
    pub id: String,
    /// On the button that opens it, and on the one that does it.
    pub label: &'static str,
    /// Said behind the label to those who hear the page, where there are several; or empty.
    pub whose: String,
    /// The question.
    pub question: String,
    /// What will happen.
    pub text: &'a str,
    /// Where it is done.
    pub action: String,
    /// Whether it takes something away.
    pub danger: bool,
}

/// The button, with the dialog that it opens.
pub fn ask(web: &Web, step: Ask<'_>) -> Html {
    let Ask { id, label, whose, question, text, action, danger } = step;
    let (opens, does) = if danger { ("btn btn-danger", "btn btn-danger") } else { ("btn", "btn btn-primary") };
    let mut inside = Markup::default();
    inside.put(label);
    if !whose.is_empty() {
        markup! { inside, "<span class=\"visually-hidden\"> ", whose, "</span>" }
    }
    let mut body = Markup::default();
    markup! { body, "<p>", text, "</p>" }
    let buttons = (closer(&id, "btn", t!("portal-cancel"), None), submit(does, label));
    let dialog = Dialog { id: &id, title: &question, action: &action }.html(web, body, buttons);
    (opener(&id, opens, inside), dialog).rendered()
}
