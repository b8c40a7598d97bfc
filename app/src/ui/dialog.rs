//! Buttons that open and close a dialog.
//!
//! Rule: while a dialog is open, the keyboard reaches nothing behind it, with script and without. The browser itself opens
//! it as a modal dialog (`command`). A browser that does not know this opens it as a popover, and the style sheet hides the
//! page behind it, so that it takes no focus either.

use crate::ui::{Html, Rendered};
use leptos::attr::custom::custom_attribute;
use leptos::prelude::*;

/// The button that opens the dialog with this id.
pub fn opener(id: &str, class: &'static str, label: Html) -> Html {
    let id = id.to_owned();
    view! {
        <button
            type="button"
            class=class
            popovertarget=id.clone()
            {..custom_attribute("commandfor", id)}
            {..custom_attribute("command", "show-modal")}
        >
            {label}
        </button>
    }
    .html()
}

/// The button that closes the dialog with this id; `name` is for a button that shows only a picture.
pub fn closer(id: &str, class: &'static str, label: Html, name: Option<&'static str>) -> Html {
    let id = id.to_owned();
    view! {
        <button
            type="button"
            class=class
            aria-label=name
            popovertarget=id.clone()
            popovertargetaction="hide"
            {..custom_attribute("commandfor", id)}
            {..custom_attribute("command", "close")}
        >
            {label}
        </button>
    }
    .html()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_button_names_its_dialog_to_new_and_to_older_browsers() {
        let html = opener("ask", "btn", "Ask".html()).to_html();
        for part in ["commandfor=\"ask\"", "command=\"show-modal\"", "popovertarget=\"ask\"", "type=\"button\""] {
            assert!(html.contains(part), "{part}: {html}");
        }
        let html = closer("ask", "btn", "No".html(), Some("Close")).to_html();
        for part in ["command=\"close\"", "popovertargetaction=\"hide\"", "aria-label=\"Close\""] {
            assert!(html.contains(part), "{part}: {html}");
        }
    }

    /// A dialog that is opened in another way would let the keyboard behind it.
    #[test]
    fn no_page_opens_a_dialog_by_itself() {
        let mut folders = vec![std::path::PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/src"))];
        while let Some(folder) = folders.pop() {
            for path in std::fs::read_dir(folder).expect("a folder").flatten().map(|entry| entry.path()) {
                if path.is_dir() {
                    folders.push(path);
                } else if !path.ends_with("ui/dialog.rs") {
                    let text = std::fs::read_to_string(&path).expect("a file");
                    assert!(!text.contains("popovertarget="), "{}: use ui::dialog", path.display());
                }
            }
        }
    }
}
