//! Back in the portal after a session: what was done in it, and a note about it.

use crate::form::{Form, Posted};
use crate::part::person;
use crate::part::timeline::sentence;
use crate::portal::behalf::detail;
use crate::respond::{Answer, see};
use crate::text::PLACES;
use crate::ui::card::Card;
use crate::ui::field::Field;
use crate::ui::form::{Post, actions, submit};
use crate::ui::markup::Markup;
use crate::ui::{self, Html};
use crate::web::Web;
use crate::{form, markup, t, words};
use axum::extract::Path;
use domain::audit::db::Entry;
use domain::behalf::history::{Summary, Sums, is_change};
use domain::behalf::{back, note};
use domain::error::{Error, Result};
use domain::id::BehalfId;

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
    let mut done = Markup::default();
    let why = session.ended_why.map_or(t!("portal-ended-over"), words::ended);
    markup! { done, "<p role=\"status\">", why, " ", counted, "</p>" }
    if !changes.is_empty() {
        done.literal("<ul>");
        for change in changes.into_iter().take(MOST) {
            markup! { done, "<li>", sentence(change), "</li>" }
        }
        done.literal("</ul>");
    }
    if more > 0 {
        markup! { done, "<p class=\"muted small\">", t!("portal-ended-more", count = more), "</p>" }
    }
    if !session.note.is_empty() {
        markup! { done, "<p><b>", t!("portal-ended-note"), "</b> ", ui::name(&session.note), "</p>" }
    }
    done.put(note_form(web, session, &Form::default()));
    let whom = person::for_whom(&session.staff_name, &session.contact_name);
    let mut everything = Markup::default();
    let story = format!("/portal/sessions/{}", session.id);
    markup! { everything, "<a class=\"end\"", "href" = story, ">", t!("portal-ended-everything"), "</a>" }
    Card::new("h-ended", ui::within(t!("portal-ended-title", session = PLACES[0]), [whom]))
        .beside(everything)
        .body_with("card-body form", done)
        .html()
}

form! {
    /// A note about a session.
    pub struct Note {
        /// The note.
        note: String,
        /// The page of the portal that it was written on.
        back: String,
    }
}

/// Where the agent of a session that is over writes their note; `form` is one that was refused.
pub fn note_form(web: &Web, session: &Summary, form: &Form) -> Html {
    let label = if session.note.is_empty() { t!("portal-ended-add-note") } else { t!("portal-ended-change-note") };
    Post::to(web, &format!("/portal/sessions/{}/note", session.id))
        .hidden(Note::back().as_str(), form.find(Note::back().as_str()).unwrap_or(web.plain_path()))
        .field(note_field("session-note", label, form))
        .field(actions(submit("btn", t!("portal-ended-save-note"))))
        .html()
}

/// The field `note`, with what was typed into it and why that was refused.
pub fn note_field(id: &'static str, label: &'static str, form: &Form) -> Html {
    let longest = u32::try_from(note::LONGEST).unwrap_or(u32::MAX);
    Field::area(form, Note::note(), label, 2).id(id).optional().longest(longest).html()
}

/// Writes the note and leads back to the page it was written on.
pub async fn save(web: Web, Path(id): Path<String>, Posted(typed, form): Posted<Note>) -> Answer {
    let id = BehalfId::parse(&id).ok_or(Error::NotFound)?;
    let page = Some(back(&typed.back)).filter(|page| !page.is_empty());
    let page = page.map_or_else(|| format!("/portal/sessions/{id}"), |page| format!("{page}?ended={id}"));
    match note::write(&web.cx, id, &typed.note).await {
        Ok(()) => Ok(see(&page)),
        Err(error) => match form.reject(error)? {
            // Nothing was typed: nothing is to be saved.
            form if form.is_incomplete() => Ok(see(&page)),
            form => detail::render(&web, id, &form).await,
        },
    }
}
