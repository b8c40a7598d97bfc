//! The marks of a form that shows its answer without a new page. They are there only where islands run.
//!
//! Rule: a page that asks for a password carries a script only in a browser that runs the islands of this program already,
//! which it says by a cookie (0068). The form works alike without.

use crate::island::live_form::LiveForm;
use crate::t;
use crate::ui::{self, Html, Rendered};
use crate::web::Web;
use leptos::prelude::*;

/// How a form answers.
pub struct Live {
    /// The server function that it is sent to in place, if it is.
    pub address: Option<String>,
}

impl Live {
    /// In place by the server function at this path, where islands run.
    pub fn new(web: &Web, path: &str) -> Live {
        Live { address: web.runs_islands.then(|| web.href(path)) }
    }

    /// By a page.
    pub fn off() -> Live {
        Live { address: None }
    }

    /// The place for what is wrong with the whole form; it is in the form.
    pub fn wrong(&self, web: &Web, text: Option<String>) -> Option<Html> {
        if self.address.is_none() {
            return text.map(|text| ui::notice(web, "danger", text).html());
        }
        let is_hidden = text.is_none();
        let notice = ui::notice(web, "danger", text.unwrap_or_default());
        Some(view! { <div data-wrong="" tabindex="-1" hidden=is_hidden>{notice}</div> }.html())
    }

    /// The choice to see the password that is typed, behind its field.
    pub fn reveal(&self) -> Option<Html> {
        self.address.as_ref().map(|_| {
            view! {
                <label class="check" data-reveal="" hidden><input type="checkbox"/><span>{t!("live-show")}</span></label>
            }
            .html()
        })
    }

    /// The end of the form: the island, and what it says.
    pub fn end(&self) -> Option<Html> {
        self.address.as_ref().map(|_| {
            view! {
                <p class="hint" role="status" data-busy=t!("live-busy") data-lost=t!("live-lost") data-unread=t!("live-unread")></p>
                <LiveForm/>
            }
            .html()
        })
    }
}
