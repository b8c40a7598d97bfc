//! Buttons that open and close a dialog.
//!
//! Rule: while a dialog is open, the keyboard reaches nothing behind it, with script and without. The browser itself opens
//! and closes it (`popovertarget`), and the style sheet makes the page behind it inert, see `dialog.css`.

use crate::ui::{Html, Rendered};
use leptos::prelude::*;

/// The button that opens the dialog with this id.
pub fn opener(id: &str, class: &'static str, label: Html) -> Html {
    view! { <button type="button" class=class popovertarget=id.to_owned()>{label}</button> }.html()
}

/// The button that closes the dialog with this id; `name` is for a button that shows only a picture.
pub fn closer(id: &str, class: &'static str, label: Html, name: Option<&'static str>) -> Html {
    view! {
        <button type="button" class=class aria-label=name popovertarget=id.to_owned() popovertargetaction="hide">
            {label}
        </button>
    }
    .html()
}

#[cfg(test)]
mod tests {
    /// Every dialog that a button opens carries the class for which the style sheet makes the page behind it inert.
    #[test]
    fn no_page_opens_a_dialog_in_another_way() {
        let mut folders = vec![std::path::PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/src"))];
        let mut dialogs = 0;
        while let Some(folder) = folders.pop() {
            for path in std::fs::read_dir(folder).expect("a folder").flatten().map(|entry| entry.path()) {
                if path.is_dir() {
                    folders.push(path);
                } else if !path.ends_with("ui/dialog.rs") {
                    let text = std::fs::read_to_string(&path).expect("a file");
                    assert!(!text.contains("popovertarget="), "{}: use ui::dialog", path.display());
                    for tag in text.split("<dialog ").skip(1).filter_map(|rest| rest.split('>').next()) {
                        assert!(tag.starts_with("class=\"dialog\""), "{}: {tag}", path.display());
                        dialogs += 1;
                    }
                }
            }
        }
        assert!(dialogs > 3, "{dialogs}");
    }
}
