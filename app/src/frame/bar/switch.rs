//! The button in the bar that opens the list of the agent's other sessions.
//!
//! Rule: the list names sessions by their ids and no addresses. Where one leads is found out when it is clicked.

use crate::api::reply::Session;
use crate::t;
use crate::ui::{self, Html, Rendered, dialog};
use crate::web::Web;
use leptos::prelude::*;

/// The id of the dialog.
const DIALOG: &str = "switch";

/// The sessions that can be switched to.
pub fn sessions(web: &Web) -> Vec<Session> {
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
pub fn list(web: &Web, sessions: Vec<Session>) -> Html {
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
