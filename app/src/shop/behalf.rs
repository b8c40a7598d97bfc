//! What is only there while somebody acts on behalf: the bar, the verification, the end.

pub mod access;
pub mod end;
pub mod handoff;
pub mod more;
pub mod switch;
pub mod verify;
pub mod wait;

use crate::island::countdown::Countdown;
use crate::respond::{Answer, Told, see};
use crate::t;
use crate::text::{self, PLACES};
use crate::ui::{self, Rendered};
use crate::web::Web;
use crate::words;
use axum::response::IntoResponse;
use domain::behalf::Cause;
use domain::cx::Mode;
use domain::error::{Ended, Error, NotOpen};
use http::StatusCode;
use leptos::prelude::*;

/// How long the browser keeps the cookie of a session, in seconds: longer than any session, so that tabs of one that has
/// ended are told so.
const BEHALF_COOKIE: u32 = 12 * 3_600;

/// The bar: first in the body of every page under `/as/{slug}` while the session is open (R44).
///
/// On a page with a checkout, asking for more time takes along what was typed there.
pub fn bar(web: &Web, body: &str) -> Option<impl IntoView + use<>> {
    let (staff, customer, behalf) = web.cx.behalf()?;
    let left = behalf.expires_at.since(web.cx.now()).as_seconds().max(0);
    let seconds = u32::try_from(left).unwrap_or(0);
    let why = match (behalf.ticket.is_empty(), behalf.reason.is_empty()) {
        (true, _) => ui::plain(&behalf.reason),
        (false, true) => t!("bar-ticket", ticket = ui::plain(&behalf.ticket)),
        (false, false) => {
            t!("bar-ticket-reason", ticket = ui::plain(&behalf.ticket), reason = ui::plain(&behalf.reason))
        }
    };
    let typed = body.contains("form=\"checkout\"").then_some("checkout");
    // Enter in a field presses the first button of its form, wherever that stands: it shall not be the one for more time.
    let enter = typed.map(|form| {
        view! { <button class="visually-hidden" form=form tabindex="-1" aria-hidden="true">{t!("checkout-place")}</button> }
    });
    let more = typed.map(|_| web.href("/more-time"));
    let who = [
        view! { <bdi>{ui::plain(&staff.name)}</bdi> }.html(),
        view! { <b><bdi>{ui::plain(&customer.name)}</bdi></b> }.html(),
    ];
    Some(view! {
        <section class="behalf-bar" role="region" aria-label=t!("bar-label")>
            <p class="behalf-who">
                <strong class="behalf-tag">{t!("on-behalf")}</strong>
                <span>{ui::within(t!("bar-who", staff = PLACES[0], customer = PLACES[1]), who)}</span>
                <span class="behalf-login"><bdi>{ui::plain(&customer.email)}</bdi></span>
                <span><bdi>{ui::plain(&customer.organization_name)}</bdi></span>
                <span>{customer.store_name.clone()}</span>
                {(behalf.mode == Mode::View).then(|| view! { <span>{t!("view-only")}</span> })}
            </p>
            <p class="behalf-why"><bdi>{why}</bdi></p>
            <p class="behalf-left" data-soon=(left <= 120).then_some("")>
                {ui::icon(web, "clock")}
                <span class="visually-hidden">{format!("{} ", t!("bar-left"))}</span>
                <Countdown seconds=seconds base=web.base.clone()/>
            </p>
            // A button, so that the first link of the page stays the one to its content.
            <form method="get" action=web.href("/more-time")>
                <input type="hidden" name="back" value=web.plain_path().to_owned()/>
                {enter}
                <button
                    class="behalf-more"
                    name=typed.map(|_| "step")
                    value=typed.map(|_| "ask")
                    form=typed
                    formmethod=typed.map(|_| "post")
                    formaction=more
                    formnovalidate=typed.is_some()
                >
                    {t!("more-title")}
                </button>
            </form>
            {switch::opener(web)}
            {end::button(web, typed)}
        </section>
        <div class="behalf-frame" aria-hidden="true"></div>
        {switch::dialog(web)}
        {end::unsent(web)}
    })
}

/// What the page of a session that is over, or of a request that cannot be used, says.
pub fn told(web: &Web, ended: &Ended) -> Told {
    let contacts = (web.portal("/portal/contacts"), t!("behalf-to-contacts").to_owned());
    let contact = (!ended.contact.is_empty())
        .then(|| (web.portal(&format!("/portal/contacts/{}", ended.contact)), t!("behalf-back-to-contact").to_owned()));
    let links = contact.into_iter().chain([contacts]).collect();
    let NotOpen::Ended(cause) = ended.why else {
        let has_none = ended.why == NotOpen::NoCookie || !web.keeps_cookies;
        let hint = if has_none { format!(" {}", crate::kept::hint(web)) } else { String::new() };
        return Told { title: t!("not-open-title").to_owned(), text: format!("{}{hint}", t!("not-open-text")), links };
    };
    Told {
        title: t!("ended-title").to_owned(),
        text: format!(
            "{}{} {}",
            words::ended(cause),
            if cause == Cause::Idle {
                format!(" {}", t!("ended-idle", span = words::span(web.cx.env().limits.behalf_idle)))
            } else {
                String::new()
            },
            t!("ended-text", time = text::minute(if ended.at.0 > 0 { ended.at } else { web.cx.now() }))
        ),
        links,
    }
}

pub(crate) fn slug(web: &Web) -> Result<&str, Error> {
    web.base.strip_prefix("/as/").ok_or(Error::NotFound)
}

/// `/as/{slug}/alive`: whether the session is open, for its open pages, which ask again and again. Over, it is 410 like
/// every other address of the session.
pub async fn alive(web: Web) -> Answer {
    web.cx.behalf().ok_or(Error::NotFound)?;
    Ok(StatusCode::NO_CONTENT.into_response())
}

/// `/as/{slug}/end` opened by link changes nothing: it leads back into the session.
pub async fn end_page(web: Web) -> Answer {
    web.cx.behalf().ok_or(Error::NotFound)?;
    Ok(see(&web.href("/")))
}

/// A page of the storefront to go back to.
fn own_path(path: &str) -> Option<&str> {
    let is_own = path.starts_with('/') && path.bytes().all(|b| b.is_ascii_alphanumeric() || b"/-_.".contains(&b));
    (is_own && !path.starts_with("//")).then_some(path)
}
