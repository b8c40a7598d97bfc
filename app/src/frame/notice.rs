//! The notice at the top of the customer's own pages: support is logged in, or asks to log in. With script it appears on
//! open pages without a reload.
//!
//! Rule: page and stream use the same text. The agent does not see the notice, because the bar says the same.

use crate::answer::{Answer, see};
use crate::form::{Form, Posted};
use crate::text::in_language;
use crate::ui::dialog::{Dialog, closer, opener};
use crate::ui::form::{Post, button_link, submit};
use crate::ui::markup::{Markup, Part};
use crate::ui::notice::{Notice, Tone};
use crate::ui::{self, Html, Rendered};
use crate::web::{Web, is_own_path};
use crate::words::people::support as who;
use crate::{form, markup, t, words};
use axum::extract::Path;
use axum::response::sse::{Event, Sse};
use axum::response::{IntoResponse, Response};
use domain::behalf::live::{Listener, Support};
use domain::cx::Mode;
use domain::error::{Conflict, Error};
use domain::id::BehalfId;
use domain::policy::Action;
use domain::time::Micros;
use futures::Stream;
use http::header::CACHE_CONTROL;
use http::{HeaderName, HeaderValue, StatusCode};
use leptos::prelude::*;
use std::convert::Infallible;
use std::time::Duration;

form! {
    /// The customer's answer.
    pub struct Said {
        /// The page on which the question was answered.
        back: String,
    }
}

/// The place of the notice, empty while no support session is open, and its island; not rendered for visitors and on behalf.
pub fn place(web: &Web, support: &[Support]) -> Option<Html> {
    let is_own = web.cx.customer().is_some() && web.cx.behalf().is_none();
    is_own.then(|| {
        let mut out = Markup::default();
        markup! {
            out,
            "<div class=\"support-now\" id=\"support-now\" role=\"region\"", "aria-label" = t!("notice-label"),
            "aria-live" = "polite", "data-rev" = revision(support), ">", content(web, support, &web.path), "</div>",
            view! { <crate::island::support_notice::SupportNotice/> }.html()
        }
        out.html()
    })
}

/// What tells one notice from another.
fn revision(support: &[Support]) -> String {
    support.iter().map(|s| format!("{}{} ", if s.asks() { "?" } else { "!" }, s.id)).collect()
}

/// `page`: where the notice is read, and where its answers lead back to.
fn content(web: &Web, support: &[Support], page: &str) -> Html {
    let notices = support.iter().map(|s| if s.asks() { asks(web, s, page) } else { is_in(web, s) });
    notices.collect::<Vec<_>>().rendered()
}

/// Who from support it is, and why.
fn who_and_why(support: &Support) -> Html {
    let name = who(support.names, &support.staff_name, words::staff_role(support.staff_role));
    let ticket =
        (!support.ticket.is_empty()).then(|| format!("{} ", t!("bar-ticket", ticket = ui::plain(&support.ticket))));
    let mut out = Markup::default();
    markup! { out, ui::name(&name), ": <bdi>", ticket, ui::plain(&support.reason), "</bdi>" }
    out.html()
}

/// Support asks to come in: yes or no.
fn asks(web: &Web, support: &Support, page: &str) -> Notice {
    let answer = |verb: &str, class: &'static str, label: &str| {
        Post::with_class(web, "", &format!("/account/support-access/{}/{verb}", support.id))
            .hidden(Said::back().as_str(), page)
            .field(submit(class, label))
    };
    let what = match support.mode {
        Mode::View => t!("notice-asks-to-look"),
        Mode::Full => t!("notice-asks-to-work"),
    };
    Notice::in_place(web, Tone::Info, "shield", what, who_and_why(support)).actions((
        answer("allow", "btn btn-primary btn-small", t!("notice-allow")),
        answer("refuse", "btn btn-small", t!("notice-refuse")),
    ))
}

/// Support is in: since when, why, and the way to end it.
fn is_in(web: &Web, support: &Support) -> Notice {
    let details = format!("/account/support-access/{}", support.id);
    let since = support.since.clock();
    let since = since.get(..5).unwrap_or_default();
    let what = match support.mode {
        Mode::View => t!("notice-looking", time = since),
        Mode::Full => t!("notice-working", time = since),
    };
    let (tone, forced) = match support.is_override() {
        true => (Tone::Danger, Some(ui::paragraph(t!("notice-forced")))),
        false => (Tone::Warning, None),
    };
    Notice::in_place(web, tone, "shield", &what, who_and_why(support))
        .below(forced)
        .actions((end_dialog(web, support.id, "notice"), button_link("btn btn-small", &details, t!("notice-details"))))
}

/// A button that asks once more. The browser itself opens and closes the dialog, so it needs no script.
///
/// `place` keeps the ids of several on one page apart.
pub fn end_dialog(web: &Web, id: BehalfId, place: &str) -> Html {
    let key = format!("end-{place}-{id}");
    let action = format!("/account/support-access/{id}/end");
    let dialog = Dialog { id: &key, title: t!("notice-end-title"), action: &action };
    let buttons = (closer(&key, "btn", t!("verify-cancel"), None), submit("btn btn-danger", t!("leave-button")));
    let dialog = dialog.html(web, ui::paragraph(t!("notice-end-text")), buttons);
    (opener(&key, "btn btn-danger btn-small", t!("notice-end")), dialog).rendered()
}

fn id(text: &str) -> Result<BehalfId, Error> {
    BehalfId::parse(text).ok_or(Error::NotFound)
}

/// Back to the page on which the question was answered.
fn back(said: &Said) -> Response {
    see(if is_own_path(&said.back) { &said.back } else { "/account/support-access" })
}

/// The customer's yes.
pub async fn allow(web: Web, Path(of): Path<String>, Posted(said, _): Posted<Said>) -> Answer {
    domain::behalf::ask::approve(&web.cx, id(&of)?).await?;
    Ok(back(&said))
}

/// The customer's no.
pub async fn refuse(web: Web, Path(of): Path<String>, Posted(said, _): Posted<Said>) -> Answer {
    domain::behalf::ask::refuse(&web.cx, id(&of)?).await?;
    Ok(back(&said))
}

/// The customer ends a session.
pub async fn end(web: Web, Path(of): Path<String>, _: Form) -> Answer {
    match domain::behalf::customer::end(&web.cx, id(&of)?).await {
        // Somebody else was quicker: it is over, which is what was wanted.
        Ok(()) | Err(Error::Conflict(Conflict::State)) => {}
        Err(other) => return Err(other.into()),
    }
    Ok(see(&format!("/account/support-access/{of}?done=support-ended")))
}

/// `/account/live`: what the notice says, again whenever it changes. It ends with the customer's own session and with
/// the process, and is no use of the session.
pub async fn live(web: Web) -> Answer {
    if web.cx.behalf().is_some() {
        web.cx.check_recorded(Action::AnswerSupport).await?;
    }
    // A signed-out browser, or one connection too many, gets no content and does not ask again.
    let Some(listener) = Listener::of(&web.cx) else { return Ok(StatusCode::NO_CONTENT.into_response()) };
    let mut response = Sse::new(stream(web, listener)).into_response();
    response.headers_mut().insert(CACHE_CONTROL, HeaderValue::from_static("no-store"));
    // A proxy must not collect it.
    response.headers_mut().insert(HeaderName::from_static("x-accel-buffering"), HeaderValue::from_static("no"));
    Ok(response)
}

/// A connection to an open page: what it was sent last, and where news comes from.
struct Watch {
    web: Web,
    listener: Listener,
    last: Option<String>,
}

fn stream(web: Web, listener: Listener) -> impl Stream<Item = Result<Event, Infallible>> + use<> {
    futures::stream::unfold(Watch { web, listener, last: None }, |mut watch| async move {
        if watch.last.is_some() && !watch.listener.changed().await {
            return None;
        }
        let now = Micros(jiff::Timestamp::now().as_microsecond());
        let support = match watch.listener.look(now).await {
            Ok(Some(support)) => support,
            Ok(None) => return None,
            // The next look may find the database again.
            Err(_) => return Some((Ok(Event::default().comment("later")), watch)),
        };
        let revision = revision(&support);
        if watch.last.as_ref() == Some(&revision) {
            return Some((Ok(Event::default().comment("same")), watch));
        }
        // A browser ignores an event without data, so a space stands for an empty notice.
        let html = if support.is_empty() {
            " ".to_owned()
        } else {
            // The stream runs on its own, after the request was answered.
            in_language(watch.web.language, || content(&watch.web, &support, watch.web.query().get("page")).to_html())
        };
        let event = Event::default().id(revision.as_str()).retry(Duration::from_secs(5)).data(html);
        watch.last = Some(revision);
        Some((Ok(event), watch))
    })
}
