//! From one session of the agent into another one: the button in the bar, and where it leads.
//!
//! Rule: the page names sessions by their ids and no addresses. Where one leads is found out when it is clicked, so that
//! one that got more time meanwhile is found, too. Only sessions of this browser open; others lead to their page in the
//! portal.

use crate::api::behalf::Session;
use crate::form::Form;
use crate::function::{Again, Outcome};
use crate::respond::{Answer, Fail, Frame, page, see, see_portal};
use crate::t;
use crate::ui::form::{button_link, foot};
use crate::ui::gate_card::GateCard;
use crate::ui::notice::{Notice, Tone};
use crate::ui::{self, Html, Rendered, dialog};
use crate::web::Web;
use axum::response::Response;
use domain::behalf::others::other;
use domain::error::{Conflict, Denied, Error};
use domain::id::BehalfId;
use http::StatusCode;
use leptos::prelude::*;

/// The id of the dialog.
const DIALOG: &str = "switch";

/// The sessions that can be switched to.
fn sessions(web: &Web) -> Vec<Session> {
    let others = web.cx.behalf().map(|(.., behalf)| behalf.others.as_slice()).unwrap_or_default();
    let session = |other: &domain::cx::Other| Session {
        id: other.id.to_string(),
        customer: ui::plain(&other.contact_name),
        company: ui::plain(&other.organization_name),
        store: other.store_name.clone(),
        seconds: other.ends_at.since(web.cx.now()).as_seconds().max(0),
        here: web.held.contains(&other.slug),
    };
    others.iter().map(session).collect()
}

/// The button in the bar; nothing when there is no other session.
pub fn opener(web: &Web) -> Option<Html> {
    let n = sessions(web).len();
    (n > 0).then(|| dialog::opener(DIALOG, "behalf-switch", format!("{} ({n})", t!("switch-button")).html()))
}

/// The list that the button opens.
pub fn dialog(web: &Web) -> Option<Html> {
    let sessions = sessions(web);
    (!sessions.is_empty()).then(|| {
        view! {
            <dialog class="dialog" id=DIALOG popover="auto" aria-labelledby="switch-h">
                <header class="dialog-head">
                    <h2 id="switch-h">{t!("switch-title")}</h2>
                    {dialog::closer(DIALOG, "btn btn-quiet btn-icon btn-small", ui::icon(web, "x").html(), Some(t!("portal-close")))}
                </header>
                <div class="dialog-body">{list(web, sessions)}</div>
            </dialog>
        }
        .html()
    })
}

/// A button for each session.
fn list(web: &Web, sessions: Vec<Session>) -> Html {
    let rows = sessions
        .into_iter()
        .map(|session| {
            let left = t!("switch-left", count = session.seconds / 60);
            view! {
                <li>
                    <button class="switch-to" name="to" value=session.id>
                        <b><bdi>{session.customer}</bdi></b>
                        <span><bdi>{session.company}</bdi>" · "{session.store}</span>
                        <span class="switch-left">{left}</span>
                        {(!session.here).then(|| view! { <span class="badge">{t!("switch-elsewhere")}</span> })}
                    </button>
                </li>
            }
        })
        .collect_view();
    view! {
        <form method="post" action=web.href("/api/behalf/switch")>
            {ui::context(web)}
            <ul class="switch-list">{rows}</ul>
            <p class="hint">{t!("switch-help")}</p>
        </form>
    }
    .html()
}

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
