//! From one session of the agent into another one: the button in the bar, and where it leads.
//!
//! Rule: the page names sessions by their ids and no addresses. Where one leads is found out when it is clicked, so that
//! one that got more time meanwhile is found, too. Only sessions of this browser open; others lead to their page in the
//! portal.

use crate::api::reply::Session;
use crate::form::Form;
use crate::frame::bar::switch::{list, sessions};
use crate::function::{Again, Outcome};
use crate::respond::{Answer, Fail, Frame, page, see, see_portal};
use crate::t;
use crate::ui;
use crate::ui::form::{button_link, foot};
use crate::ui::gate_card::GateCard;
use crate::ui::notice::{Notice, Tone};
use crate::web::Web;
use axum::response::Response;
use domain::behalf::others::other;
use domain::error::{Conflict, Denied, Error};
use domain::id::BehalfId;
use http::StatusCode;

/// The form of the list.
pub async fn post(web: Web, form: Form) -> Answer {
    match lead(&web, form.get("to")).await? {
        Outcome::Others(sessions) => Ok(view(&web, sessions, None)),
        Outcome::Again(again) => Ok(again.dress(view(&web, sessions(&web), Some(again.text.clone())))),
        outcome => outcome.done(&web),
    }
}

/// Into the session with this id; without one, which there are.
///
/// # Errors
/// [`Denied::Permission`] outside of a session.
pub async fn lead(web: &Web, to: &str) -> Result<Outcome, Fail> {
    if web.cx.behalf().is_none() {
        return Err(Error::Forbidden(Denied::Permission).into());
    }
    if to.is_empty() {
        return Ok(Outcome::Others(sessions(web)));
    }
    let id = BehalfId::parse(to).ok_or(Error::NotFound)?;
    match other(&web.cx, id).await {
        Ok(other) if web.held.contains(&other.slug) => Ok(Outcome::Done(see(&format!("/as/{}/", other.slug)))),
        Ok(other) => Ok(Outcome::Done(see_portal(web, &format!("/portal/sessions/{}", other.id)))),
        Err(Error::Conflict(Conflict::State)) => Ok(Outcome::Again(Box::new(Again {
            form: Form::default(),
            fields: Vec::new(),
            status: StatusCode::CONFLICT,
            text: t!("switch-over").to_owned(),
            wait: None,
        }))),
        Err(error) => Err(error.into()),
    }
}

/// The list on a page of its own.
fn view(web: &Web, sessions: Vec<Session>, wrong: Option<String>) -> Response {
    let customer = web.cx.behalf().map(|(_, customer, _)| ui::plain(&customer.name)).unwrap_or_default();
    page(web, &Frame::Gate, StatusCode::OK, t!("switch-title"), || {
        let content = match sessions.is_empty() {
            true => ui::paragraph(t!("switch-none")),
            false => list(web, sessions),
        };
        let back = button_link("btn", &web.href("/"), t!("switch-back", customer = customer));
        GateCard::new(t!("switch-title"))
            .part(wrong.map(|text| Notice::new(web, Tone::Warning, text)))
            .part(content)
            .part(foot(back))
            .html()
    })
}
