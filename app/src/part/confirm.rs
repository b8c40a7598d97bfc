//! A step that asks once more. The browser itself opens and closes the dialog, so it needs no script.

use crate::t;
use crate::ui;
use crate::ui::dialog::{closer, opener};
use crate::ui::{Html, Rendered};
use crate::web::Web;
use leptos::prelude::*;

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
    let heading = format!("{id}-h");
    let (opens, does) = if danger { ("btn btn-danger", "btn btn-danger") } else { ("btn", "btn btn-primary") };
    let whose = (!whose.is_empty()).then(|| view! { <span class="visually-hidden">{format!(" {whose}")}</span> });
    view! {
        {opener(&id, opens, view! { {label}{whose} }.html())}
        <dialog class="dialog" id=id.clone() popover="auto" aria-labelledby=heading.clone()>
            <form method="post" action=action>
                {ui::context(web)}
                <header class="dialog-head"><h2 id=heading.clone()>{question}</h2></header>
                <div class="dialog-body"><p>{text.to_owned()}</p></div>
                <footer class="dialog-foot">
                    {closer(&id, "btn", t!("portal-cancel").html(), None)}
                    <button class=does>{label}</button>
                </footer>
            </form>
        </dialog>
    }
    .html()
}
