//! What is only there while somebody acts on behalf: the bar, the verification, the end.

use crate::form::Form;
use crate::island::countdown::Countdown;
use crate::portal::security::code_field;
use crate::respond::{Answer, Frame, Told, page, see};
use crate::ui::{self, Text, text_field};
use crate::web::{Web, cookie};
use crate::words;
use axum::response::Response;
use domain::behalf::store::Pending;
use domain::credential::Token;
use domain::cx::Mode;
use domain::error::{Denied, Ended, Error, Problem};
use domain::factor::store::{Ways, ways};
use domain::session::Credentials;
use http::StatusCode;
use leptos::prelude::*;

/// How long the browser keeps the cookie of a session, in seconds: longer than any session, so that tabs of one that has
/// ended are told so.
const BEHALF_COOKIE: u32 = 12 * 3_600;

/// The bar: first in the body of every page under `/as/{slug}` while the session is open (R44).
pub fn bar(web: &Web) -> Option<impl IntoView + use<>> {
    let (staff, customer, behalf) = web.cx.behalf()?;
    let left = behalf.expires_at.since(web.cx.now()).as_seconds().max(0);
    let seconds = u32::try_from(left).unwrap_or(0);
    let why = match (behalf.ticket.is_empty(), behalf.reason.is_empty()) {
        (true, _) => ui::plain(&behalf.reason),
        (false, true) => format!("Ticket {}", ui::plain(&behalf.ticket)),
        (false, false) => format!("Ticket {} · {}", ui::plain(&behalf.ticket), ui::plain(&behalf.reason)),
    };
    Some(view! {
        <section class="behalf-bar" role="region" aria-label="Acting on behalf">
            <p class="behalf-who">
                <strong class="behalf-tag">"On behalf"</strong>
                <span>
                    <bdi>{ui::plain(&staff.name)}</bdi>
                    " logged in as "
                    <b><bdi>{ui::plain(&customer.name)}</bdi></b>
                </span>
                <span><bdi>{ui::plain(&customer.organization_name)}</bdi></span>
                <span>{customer.store_name.clone()}</span>
                {(behalf.mode == Mode::View).then(|| view! { <span>"View only"</span> })}
            </p>
            <p class="behalf-why"><bdi>{why}</bdi></p>
            <p class="behalf-left" data-soon=(left <= 120).then_some("")>
                {ui::icon(web, "clock")}
                <span class="visually-hidden">"Time left "</span>
                <Countdown seconds=seconds/>
            </p>
            <form class="behalf-end" method="post" action=web.href("/end")>
                {ui::context(web)}
                <button>"End session"</button>
            </form>
        </section>
        <div class="behalf-frame" aria-hidden="true"></div>
    })
}

/// What the page of a session that is over, or of a request that cannot be used, says.
pub fn told(web: &Web, ended: &Ended) -> Told {
    let contacts = ("/portal/contacts".to_owned(), "Go to contacts in the portal".to_owned());
    let contact = (!ended.contact.is_empty())
        .then(|| (format!("/portal/contacts/{}", ended.contact), "Back to the contact".to_owned()));
    let links = contact.into_iter().chain([contacts]).collect();
    if !ended.was_open {
        return Told {
            title: "This session cannot be opened".to_owned(),
            text: "The request was used already, is older than a minute, or was made by somebody else. \
                   Go back to the contact in the portal and click Login on behalf again."
                .to_owned(),
            links,
        };
    }
    Told {
        title: "This session has ended".to_owned(),
        text: format!(
            "{} Nothing you do on this page reaches the customer any more. What was done until {} UTC is recorded.",
            words::ended(&ended.why),
            if ended.at.0 > 0 { ended.at.minute() } else { web.cx.now().minute() }
        ),
        links,
    }
}

pub(crate) fn slug(web: &Web) -> Result<&str, Error> {
    web.base.strip_prefix("/as/").ok_or(Error::NotFound)
}

/// `/as/{slug}/verify`: who is about to be entered, by whom and why, and the agent's own login and password.
pub async fn verify_page(web: Web) -> Answer {
    let pending = domain::behalf::store::pending(&web.cx, slug(&web)?).await?;
    let ways = ways(&web.cx, pending.staff()).await?;
    Ok(verify_view(&web, &pending, ways, &Form::default(), StatusCode::OK))
}

/// Into the session that was opened.
pub(crate) fn opened(web: &Web, slug: &str, token: &Token) -> Response {
    let mut response = see(&web.href("/"));
    cookie::set_for(&mut response, &cookie::behalf(slug), token.expose(), BEHALF_COOKIE);
    response
}

/// Checks the agent's own login and password and opens the session.
pub async fn verify(web: Web, form: Form) -> Answer {
    let slug = slug(&web)?.to_owned();
    let pending = domain::behalf::store::pending(&web.cx, &slug).await?;
    let ways = ways(&web.cx, pending.staff()).await?;
    let typed =
        Credentials { login: form.get("login"), password: form.get("password"), code: form.get("code"), passkey: None };
    match domain::behalf::store::verify(&web.cx, &slug, &typed).await {
        Ok(token) => Ok(opened(&web, &slug, &token)),
        Err(Error::Throttled { seconds }) => {
            let form = form.reject(Error::field("password", Problem::Credentials))?;
            let mut response = verify_view(&web, &pending, ways, &form, StatusCode::TOO_MANY_REQUESTS);
            response.headers_mut().insert(http::header::RETRY_AFTER, http::HeaderValue::from(seconds));
            Ok(response)
        }
        Err(error) => {
            let form = form.reject(error)?;
            Ok(verify_view(&web, &pending, ways, &form, StatusCode::UNAUTHORIZED))
        }
    }
}

fn verify_view(web: &Web, pending: &Pending, ways: Ways, form: &Form, status: StatusCode) -> Response {
    let pending = pending.clone();
    let error = form.is_rejected().then(|| {
        let text = if status == StatusCode::TOO_MANY_REQUESTS {
            "Too many tries. Wait a few seconds, then try again. If this request runs out meanwhile, start again from the contact.".to_owned()
        } else {
            if ways.any() { "These do not match. Check all of them and try again. A code works once." } else { "Login and password do not match. Check both and try again." }.to_owned()
        };
        ui::notice(web, "danger", text)
    });
    let kept = Form::with(&[("login", form.get("login"))]);
    let reason = if pending.ticket.is_empty() {
        pending.reason.clone()
    } else {
        format!("Ticket {} {}", pending.ticket, pending.reason)
    };
    let passkey = (ways.passkey && web.passkeys).then(|| {
        view! {
            <p class="or"><span>"or"</span></p>
            <form method="post" action=web.href("/verify/passkey")><button class="btn btn-wide">"Use your passkey"</button></form>
        }
    });
    page(web, &Frame::Gate, status, "Confirm it is you", || {
        view! {
            <section class="gate-card">
                <h1>"Confirm it is you"</h1>
                <p class="gate-lead">
                    "You are about to work on behalf of "<b><bdi>{ui::plain(&pending.contact_name)}</bdi></b>". "
                    {format!("Confirm by {} UTC.", pending.redeem_by.clock())}
                </p>
                <dl class="facts">
                    <div><dt>"Customer"</dt><dd><bdi>{ui::plain(&pending.contact_name)}</bdi></dd></div>
                    <div><dt>"Account"</dt><dd>{ui::plain(&pending.account_email)}</dd></div>
                    <div><dt>"Company"</dt><dd><bdi>{ui::plain(&pending.organization_name)}</bdi></dd></div>
                    <div><dt>"Store"</dt><dd>{pending.store_name}</dd></div>
                    <div><dt>"Reason"</dt><dd><bdi>{ui::plain(&reason)}</bdi></dd></div>
                    <div><dt>"Requested by"</dt><dd><bdi>{ui::plain(&pending.staff_name)}</bdi>", "{ui::moment(pending.requested_at)}</dd></div>
                    {(pending.mode == "view").then(|| view! { <div><dt>"Mode"</dt><dd>"View only"</dd></div> })}
                </dl>
                {error}
                <form class="form" method="post" action=web.href("/verify")>
                    {text_field(&kept, Text { name: "login", label: "Your work e-mail", kind: "email", autocomplete: "username", focus: true, ..Text::default() })}
                    {text_field(&kept, Text { name: "password", label: "Your password", kind: "password", autocomplete: "current-password", ..Text::default() })}
                    {ways.any().then(|| code_field(&Form::default(), if ways.app { "Code from your authenticator app" } else { "Recovery code" }, false))}
                    <div class="form-foot">
                        <a class="btn" href=format!("/portal/contacts/{}", pending.contact_id)>"Cancel"</a>
                        <button class="btn btn-primary">"Verify and continue"</button>
                    </div>
                </form>
                {passkey}
            </section>
            <p class="gate-foot">"Use your own work login, never the customer's. Everything done in this session is recorded."</p>
        }
    })
}

/// `/as/{slug}/end` opened by link changes nothing: it leads back into the session.
pub async fn end_page(web: Web) -> Answer {
    web.cx.behalf().ok_or(Error::NotFound)?;
    Ok(see(&web.href("/")))
}

/// Ends the session and leads to the page that lists what was done.
pub async fn end(web: Web, form: Form) -> Answer {
    if web.cx.behalf().is_none() {
        return Err(Error::Forbidden(Denied::Permission).into());
    }
    // The cookie stays: it opens nothing any more, but tells this browser's other tabs that the session has ended.
    let id = domain::behalf::store::end(&web.cx, form.get("note")).await?;
    Ok(see(&format!("/portal/sessions/{id}")))
}
