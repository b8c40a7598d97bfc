//! Dialogs, and the buttons that open and close them.
//!
//! ```html
//! <button type="button" class="btn" popovertarget="end">End</button>
//! <dialog class="dialog" id="end" popover="auto" aria-labelledby="end-h">
//!   <header class="dialog-head"><h2 id="end-h">End the session?</h2></header>
//!   <div class="dialog-body">…</div><footer class="dialog-foot">…</footer></dialog>
//! ```
//!
//! Rule: while a dialog is open, the keyboard reaches nothing behind it, with script and without. The browser itself opens
//! and closes it (`popovertarget`), and the style sheet makes the page behind it inert, see `dialog.css`.

use crate::markup;
use crate::ui::markup::{Markup, Part};
use crate::ui::{Html, context, icon};
use crate::web::Web;

/// The button that opens the dialog with this id.
pub fn opener(id: &str, class: &'static str, label: impl Part) -> Html {
    let mut out = Markup::default();
    markup! { out, "<button type=\"button\"", "class" = class, "popovertarget" = id, ">", label, "</button>" }
    out.html()
}

/// The button that closes the dialog with this id; `name` is for a button that shows only a picture.
pub fn closer(id: &str, class: &'static str, label: impl Part, name: Option<&'static str>) -> Html {
    let mut out = Markup::default();
    markup! {
        out,
        "<button type=\"button\"", "class" = class, "aria-label" = name, "popovertarget" = id,
        "popovertargetaction" = "hide", ">", label, "</button>"
    }
    out.html()
}

/// A dialog with a form in it.
pub struct Dialog<'a, T = &'a str> {
    /// Its id; that of its heading has `-h` behind.
    pub id: &'a str,
    /// The question.
    pub title: T,
    /// Where the form is posted to.
    pub action: &'a str,
}

impl<T: Part> Dialog<'_, T> {
    /// The dialog with what is asked, and its buttons.
    pub fn html(self, web: &Web, body: impl Part, buttons: impl Part) -> Html {
        self.write(web, None, (), body, buttons)
    }

    /// The same whose answer comes in a tab of its own; a button named `close` in its head closes it.
    pub fn in_new_tab(self, web: &Web, close: &'static str, body: impl Part, buttons: impl Part) -> Html {
        let close = closer(self.id, "btn btn-quiet btn-icon btn-small", icon(web, "x"), Some(close));
        self.write(web, Some("_blank"), close, body, buttons)
    }

    fn write(
        self,
        web: &Web,
        target: Option<&'static str>,
        close: impl Part,
        body: impl Part,
        buttons: impl Part,
    ) -> Html {
        let mut out = Markup::default();
        let heading = format!("{}-h", self.id);
        markup! {
            out,
            "<dialog class=\"dialog\"", "id" = self.id, "popover" = "auto", "aria-labelledby" = &heading,
            "><form method=\"post\"", "action" = self.action, "target" = target, "rel" = target.map(|_| "noopener"), ">",
            context(web), "<header class=\"dialog-head\"><h2", "id" = &heading, ">", self.title, "</h2>", close,
            "</header><div class=\"dialog-body form\">", body, "</div><footer class=\"dialog-foot\">", buttons,
            "</footer></form></dialog>"
        }
        out.html()
    }
}

#[cfg(test)]
mod tests {
    /// Every dialog that a button opens carries the class for which the style sheet makes the page behind it inert.
    #[test]
    fn no_page_opens_a_dialog_in_another_way() {
        let mut dialogs = 0;
        for source in sources::files(concat!(env!("CARGO_MANIFEST_DIR"), "/src"), ".rs") {
            if ["ui/dialog.rs", "ui/markup.rs"].contains(&source.name.as_str()) {
                continue;
            }
            assert!(!source.text.contains("popovertarget="), "{}: use ui::dialog", source.name);
            dialogs += source.text.matches("Dialog {").count();
            for tag in source.text.split("<dialog ").skip(1).filter_map(|rest| rest.split('>').next()) {
                assert!(tag.starts_with("class=\"dialog\""), "{}: {tag}", source.name);
                dialogs += 1;
            }
        }
        assert!(dialogs > 1, "{dialogs}");
    }
}
