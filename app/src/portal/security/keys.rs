//! Switching single letters off as keys: for somebody who speaks to the computer, a word must not move the page (WCAG 2.1.4).
//! The choice belongs to the browser, as colours do.

use crate::form;
use crate::form::Posted;
use crate::respond::{Answer, see};
use crate::t;
use crate::ui;
use crate::ui::card::Card;
use crate::ui::form::{Post, choose};
use crate::web::{Web, cookie};
use domain::error::{Error, Problem};
use domain::policy::Action;

form! {
    /// What is chosen.
    pub struct Chosen {
        /// `on` or `off`.
        keys: String,
    }
}

/// The card with the switch.
pub fn card(web: &Web) -> Card {
    let (state, value, label) = match web.has_letter_keys {
        true => (t!("keys-on"), "off", t!("keys-switch-off")),
        false => (t!("keys-off"), "on", t!("keys-switch-on")),
    };
    let post =
        Post::in_row(web, "/portal/security/keys").field(choose("btn btn-small", Chosen::keys(), value, label, None));
    Card::new("h-keys", t!("keys-title")).narrow().remark(state).beside(post).body(ui::muted_paragraph(t!("keys-help")))
}

/// `POST /portal/security/keys`
pub async fn save(web: Web, Posted(chosen, _): Posted<Chosen>) -> Answer {
    web.cx.check_recorded(Action::ManageFactors).await?;
    let mut response = see("/portal/security?done=keys");
    match chosen.keys.as_str() {
        "on" => cookie::clear(&mut response, cookie::KEYS),
        "off" => cookie::remember(&mut response, cookie::KEYS, "off"),
        _ => return Err(Error::field("keys", Problem::NotAChoice).into()),
    }
    Ok(response)
}
