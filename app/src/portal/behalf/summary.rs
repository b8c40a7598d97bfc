//! Back in the portal after a session: what was done in it, and a note about it.

use crate::part::person;
use crate::part::timeline::sentence;
use crate::portal::behalf::detail;
use crate::respond::{Answer, see};
use crate::t;
use crate::text::PLACES;
use crate::ui::{Html, Rendered};
use crate::web::Web;
use crate::{form::Form, ui, words};
use axum::extract::Path;
use domain::audit::db::Entry;
use domain::behalf::history::{Summary, Sums, is_change};
use domain::behalf::{back, note};
use domain::error::{Error, Result};
use domain::id::BehalfId;
use leptos::prelude::*;

/// Changes that are listed; the session's page has all.
const MOST: usize = 8;

/// What was done in the session that the address names as ended, for the agent who comes back from it.
///
/// # Errors
/// As [`domain::behalf::history::ended`].
pub async fn summary(web: &Web) -> Result<Option<Html>> {
    let Some(id) = BehalfId::parse(web.query().get("ended")) else { return Ok(None) };
    let found = domain::behalf::history::ended(&web.cx, id).await?;
    Ok(found.map(|(session, entries)| view(web, &session, &entries)))
}

fn view(web: &Web, session: &Summary, entries: &[Entry]) -> Html {
    let sums = Sums::of(entries);
    let counted = t!("portal-ended-counted", orders = sums.orders, changes = sums.changes, views = sums.views);
    let changes: Vec<&Entry> = entries.iter().filter(|e| is_change(&e.kind, &e.outcome)).collect();
    let more = changes.len().saturating_sub(MOST);
    let lines = changes.iter().take(MOST).map(|e| view! { <li>{sentence(e)}</li> }).collect_view();
    let list = (!changes.is_empty()).then(|| view! { <ul>{lines}</ul> });
    let rest = (more > 0).then(|| view! { <p class="muted small">{t!("portal-ended-more", count = more)}</p> });
    let noted = (!session.note.is_empty())
        .then(|| view! { <p><b>{t!("portal-ended-note")}</b>" "<bdi>{ui::plain(&session.note)}</bdi></p> });
    let story = format!("/portal/sessions/{}", session.id);
    let whom = person::for_whom(&session.staff_name, &session.contact_name);
    view! {
        <section class="card" aria-labelledby="h-ended">
            <header class="card-head">
                <h2 id="h-ended">{ui::within(t!("portal-ended-title", session = PLACES[0]), [whom])}</h2>
                <a class="end" href=story.clone()>{t!("portal-ended-everything")}</a>
            </header>
            <div class="card-body form">
                <p role="status">{session.ended_why.map_or(t!("portal-ended-over"), words::ended)}" "{counted}</p>
                {list}
                {rest}
                {noted}
                {note_form(web, session, &Form::default())}
            </div>
        </section>
    }
    .html()
}

/// Where the agent of a session that is over writes their note; `form` is one that was refused.
pub fn note_form(web: &Web, session: &Summary, form: &Form) -> Html {
    let label = if session.note.is_empty() { t!("portal-ended-add-note") } else { t!("portal-ended-change-note") };
    let back = form.find("back").unwrap_or(web.plain_path()).to_owned();
    view! {
        <form class="form" method="post" action=format!("/portal/sessions/{}/note", session.id)>
            {ui::context(web)}
            <input type="hidden" name="back" value=back/>
            {note_field("session-note", label, form)}
            <div class="actions"><button class="btn">{t!("portal-ended-save-note")}</button></div>
        </form>
    }
    .html()
}

/// The field `note`, with what was typed into it and why that was refused.
pub fn note_field(id: &'static str, label: &'static str, form: &Form) -> Html {
    let error = form.error("note");
    let (is_wrong, error_id) = (error.is_some(), format!("{id}-err"));
    view! {
        <div class="field">
            <label for=id>{label}" "<span class="optional">{t!("field-optional")}</span></label>
            <textarea
                id=id
                name="note"
                maxlength=note::LONGEST.to_string()
                rows="2"
                aria-describedby=is_wrong.then(|| error_id.clone())
                aria-invalid=is_wrong.then_some("true")
            >{ui::area_text(form.get("note"))}</textarea>
            {ui::error_text(id, error)}
        </div>
    }
    .html()
}

/// Writes the note and leads back to the page it was written on.
pub async fn save(web: Web, Path(id): Path<String>, form: Form) -> Answer {
    let id = BehalfId::parse(&id).ok_or(Error::NotFound)?;
    let page = Some(back(form.get("back"))).filter(|page| !page.is_empty());
    let page = page.map_or_else(|| format!("/portal/sessions/{id}"), |page| format!("{page}?ended={id}"));
    match note::write(&web.cx, id, form.get("note")).await {
        Ok(()) => Ok(see(&page)),
        Err(error) => match form.reject(error)? {
            // Nothing was typed: nothing is to be saved.
            form if form.is_incomplete() => Ok(see(&page)),
            form => detail::render(&web, id, &form).await,
        },
    }
}
