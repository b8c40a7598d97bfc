//! What is only there while somebody acts on behalf: the bar, the verification, the end.

pub mod access;
pub mod end;
pub mod handoff;
pub mod wait;

use crate::form::Form;
use crate::island::countdown::Countdown;
use crate::portal::behalf::start::minutes;
use crate::portal::security::code_field;
use crate::respond::{Answer, Frame, Told, page, see, see_portal, status_of_credentials};
use crate::shop::checkout::KEPT;
use crate::t;
use crate::text::{self, PLACES};
use crate::ui::{self, Html, Rendered, Text, text_field};
use crate::web::{Web, cookie};
use crate::words;
use axum::response::{IntoResponse, Response};
use domain::behalf::consent::Consent;
use domain::behalf::db::{Pending, Verified};
use domain::behalf::found::{Found, principal};
use domain::behalf::{Cause, cap};
use domain::credential::Token;
use domain::cx::Mode;
use domain::error::{Denied, Ended, Error, NotOpen, Problem};
use domain::factor::db::{Ways, ways};
use domain::session::Credentials;
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
            {end::button(web, typed)}
        </section>
        <div class="behalf-frame" aria-hidden="true"></div>
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

/// `/as/{slug}/verify`: who is about to be entered, by whom and why, and the agent's own login and password.
pub async fn verify_page(web: Web) -> Answer {
    if web.waiting.is_some() {
        return Ok(see(&web.href("/verify/wait")));
    }
    let pending = domain::behalf::db::pending(&web.cx, slug(&web)?).await?;
    let ways = ways(&web.cx, pending.staff()).await?;
    Ok(verify_view(&web, &pending, ways, &Form::default(), StatusCode::OK))
}

/// Into the session that was opened, or to the page on which it waits for the customer.
pub(crate) fn opened(web: &Web, slug: &str, verified: &Verified) -> Response {
    let place = web.href(if verified.waits { "/verify/wait" } else { wait::STARTED });
    let mut response = see(&cookie::expected(web, &place));
    cookie::set_for(&mut response, &cookie::behalf(slug), verified.token.expose(), BEHALF_COOKIE);
    response
}

/// Checks the agent's own login and password and opens the session.
pub async fn verify(web: Web, form: Form) -> Answer {
    let slug = slug(&web)?.to_owned();
    let pending = domain::behalf::db::pending(&web.cx, &slug).await?;
    let ways = ways(&web.cx, pending.staff()).await?;
    let typed =
        Credentials { login: form.get("login"), password: form.get("password"), code: form.get("code"), passkey: None };
    let second = wait::second(&form);
    match domain::behalf::db::verify(&web.cx, &slug, &typed, second.as_ref()).await {
        Ok(verified) => Ok(opened(&web, &slug, &verified)),
        Err(Error::Throttled { seconds }) => {
            let form = form.reject(Error::field("password", Problem::Credentials))?;
            let mut response = verify_view(&web, &pending, ways, &form, StatusCode::TOO_MANY_REQUESTS);
            response.headers_mut().insert(http::header::RETRY_AFTER, http::HeaderValue::from(seconds));
            Ok(response)
        }
        Err(Error::Forbidden(Denied::Consent)) => Ok(verify_view(&web, &pending, ways, &form, StatusCode::FORBIDDEN)),
        Err(error) => {
            let form = form.reject(error)?;
            // Right credentials of the wrong person are another answer than wrong ones.
            let is_other = form.error("browser").is_some();
            let status = if is_other { StatusCode::FORBIDDEN } else { status_of_credentials(&form) };
            Ok(verify_view(&web, &pending, ways, &form, status))
        }
    }
}

fn verify_view(web: &Web, pending: &Pending, ways: Ways, form: &Form, status: StatusCode) -> Response {
    let pending = pending.clone();
    let error = (form.is_rejected() || status == StatusCode::FORBIDDEN).then(|| {
        let text = if let Some(text) = form.error("browser") {
            text
        } else if status == StatusCode::FORBIDDEN {
            t!("verify-not-allowed").to_owned()
        } else if wait::is_second_rejected(form) {
            t!("verify-second-wrong").to_owned()
        } else if form.is_incomplete() {
            t!("verify-incomplete").to_owned()
        } else if status == StatusCode::TOO_MANY_REQUESTS {
            t!("verify-too-many").to_owned()
        } else {
            if ways.any() { t!("verify-no-match-code") } else { t!("verify-no-match") }.to_owned()
        };
        ui::notice(web, "danger", text)
    });
    let kept = form.once_more(&["login"]);
    let in_the_way = words::consent_in_the_way(pending.consent);
    let opened = pending.consent == Consent::Never || wait::is_second_rejected(form);
    let second = in_the_way.map(|_| {
        view! {
            <details class="fold" open=opened>
                <summary>{t!("second-title")}</summary>
                <div class="form">{wait::second_fields(form, false)}</div>
            </details>
        }
    });
    let reason = if pending.ticket.is_empty() {
        pending.reason.clone()
    } else {
        t!("ticket-reason", ticket = &pending.ticket, reason = &pending.reason)
    };
    let passkey = (ways.passkey && web.passkeys).then(|| {
        view! {
            <p class="or"><span>{t!("verify-or")}</span></p>
            <form method="post" action=web.href("/verify/passkey")><button class="btn btn-wide">{t!("verify-use-passkey")}</button></form>
        }
    });
    let customer = view! { <b><bdi>{ui::plain(&pending.contact_name)}</bdi></b> }.html();
    page(web, &Frame::Gate, status, t!("verify-title"), || {
        view! {
            <section class="gate-card">
                <h1>{t!("verify-title")}</h1>
                <p class="gate-lead">
                    {ui::within(t!("verify-lead", customer = PLACES[0]), [customer])}
                    " "
                    {t!("verify-until", time = pending.redeem_by.clock())}
                </p>
                <dl class="facts">
                    <div><dt>{t!("verify-customer")}</dt><dd><bdi>{ui::plain(&pending.contact_name)}</bdi></dd></div>
                    <div><dt>{t!("shop-nav-account")}</dt><dd>{ui::plain(&pending.account_email)}</dd></div>
                    <div><dt>{t!("shop-nav-company")}</dt><dd><bdi>{ui::plain(&pending.organization_name)}</bdi></dd></div>
                    <div><dt>{t!("foot-store")}</dt><dd>{pending.store_name}</dd></div>
                    <div><dt>{t!("support-reason")}</dt><dd><bdi>{ui::plain(&reason)}</bdi></dd></div>
                    <div><dt>{t!("verify-requested-by")}</dt><dd><bdi>{ui::plain(&pending.staff_name)}</bdi>", "{ui::moment(pending.requested_at)}</dd></div>
                    {(pending.mode == Mode::View).then(|| view! { <div><dt>{t!("support-mode")}</dt><dd>{t!("view-only")}</dd></div> })}
                </dl>
                {in_the_way.map(|text| ui::notice(web, "info", text.to_owned()))}
                {error}
                <form class="form" method="post" action=web.href("/verify")>
                    {text_field(&kept, Text { name: "login", label: t!("verify-email"), kind: "email", autocomplete: "username", focus: true, required: true, ..Text::default() })}
                    {text_field(&kept, Text { name: "password", label: t!("verify-password"), kind: "password", autocomplete: "current-password", required: true, ..Text::default() })}
                    {code_of(ways, &kept)}
                    {second}
                    <div class="form-foot">
                        <button class="btn" form="cancel">{t!("verify-cancel")}</button>
                        <button class="btn btn-primary">{t!("verify-button")}</button>
                    </div>
                </form>
                <form id="cancel" method="post" action=web.href("/verify/cancel")></form>
                {passkey}
            </section>
            <p class="gate-foot">{t!("verify-recorded")}</p>
        }
    })
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

/// Ends the session and leads to the page of the portal that it was started from, which says what was done.
pub async fn end(web: Web, form: Form) -> Answer {
    if web.cx.behalf().is_none() {
        return Err(Error::Forbidden(Denied::Permission).into());
    }
    if let Some(question) = end::question(&web, &form).await? {
        return Ok(question);
    }
    // The cookie stays, with another value: it opens nothing any more, tells this browser's other tabs that the session
    // has ended, and its change takes the pages of the session out of the browser's memory.
    let slug = slug(&web)?.to_owned();
    let left = domain::behalf::ending::end(&web.cx, end::note(&form)).await?;
    let mut response = see_portal(&web, &format!("{}?ended={}", left.back, left.id));
    cookie::set_for(&mut response, &cookie::behalf(&slug), left.token.expose(), BEHALF_COOKIE);
    Ok(response)
}

/// `/as/{slug}/more-time`: how long, and the agent's own login and password once more.
pub async fn more_time(web: Web) -> Answer {
    let form = Form::with(&[("back", web.query().get("back"))]);
    more_view(&web, &form, StatusCode::OK).await
}

/// Starts the next session and leads to the page where more time was asked for. Posted from a checkout, it asks first.
pub async fn extend(web: Web, form: Form) -> Answer {
    if form.get("step") == "ask" {
        return more_view(&web, &form, StatusCode::OK).await;
    }
    let typed = Credentials {
        login: form.get("login"),
        password: form.get("password"),
        code: form.get("code"),
        ..Credentials::default()
    };
    let minutes = form.get("minutes").parse().unwrap_or(0);
    match domain::behalf::extend::extend(&web.cx, minutes, &typed).await {
        Ok((slug, token)) => {
            let back = see(&format!("/as/{slug}{}", own_path(form.get("back")).unwrap_or("/")));
            // The session is open: whatever happens to what was typed, its cookie is set.
            let mut response = match kept(&form) {
                Some(kept) => go_on(&web, &slug, &token, kept).await.unwrap_or(back),
                None => back,
            };
            cookie::set_for(&mut response, &cookie::behalf(&slug), token.expose(), BEHALF_COOKIE);
            Ok(response)
        }
        Err(error) => {
            let (error, status) = match error {
                Error::Throttled { seconds } => {
                    (Error::field("password", Problem::TooManyTries(seconds)), StatusCode::TOO_MANY_REQUESTS)
                }
                other => (other, StatusCode::UNPROCESSABLE_ENTITY),
            };
            let form = form.reject(error)?;
            more_view(&web, &form, status).await
        }
    }
}

/// What was typed at checkout, as hidden fields; nothing when more time was asked for elsewhere.
pub(crate) fn kept(form: &Form) -> Option<Html> {
    form.find("note")?;
    let field = |name| view! { <input type="hidden" name=name value=form.get(name).to_owned()/> };
    Some(KEPT.map(field).collect_view().html())
}

/// The first page of the new session: what was typed stays out of addresses, so that the way back is a form.
async fn go_on(web: &Web, slug: &str, token: &Token, kept: Html) -> Result<Response, Error> {
    let Found::Open(principal) = principal(web.cx.env(), web.cx.now(), slug, token).await? else {
        return Err(Error::NotFound);
    };
    let web = Web { cx: web.cx.with_principal(*principal), base: format!("/as/{slug}"), ..web.clone() };
    let until = web.cx.behalf().map(|(.., behalf)| behalf.expires_at.clock()).unwrap_or_default();
    Ok(page(&web, &Frame::Gate, StatusCode::OK, t!("more-title"), || {
        view! {
            <section class="gate-card">
                <h1>{t!("more-done")}</h1>
                <p class="gate-lead" role="status">{t!("more-done-lead", time = until)}</p>
                <form class="form" method="post" action=web.href("/checkout")>
                    {ui::context(&web)}
                    {kept}
                    <div class="form-foot"><button class="btn btn-primary" name="step" value="review" autofocus>{t!("more-back")}</button></div>
                </form>
            </section>
        }
    }))
}

/// A page of the storefront to go back to.
fn own_path(path: &str) -> Option<&str> {
    let is_own = path.starts_with('/') && path.bytes().all(|b| b.is_ascii_alphanumeric() || b"/-_.".contains(&b));
    (is_own && !path.starts_with("//")).then_some(path)
}

/// The field for the code of somebody who has a second factor.
fn code_of(ways: Ways, form: &Form) -> Option<Html> {
    let label = if ways.app { t!("verify-code") } else { t!("verify-recovery-code") };
    (ways.any() || form.error("code").is_some()).then(|| code_field(form, label, false))
}

async fn more_view(web: &Web, form: &Form, status: StatusCode) -> Answer {
    let (staff, ..) = web.cx.behalf().ok_or(Error::Forbidden(Denied::Permission))?;
    let (until, ways) = (domain::behalf::extend::until(&web.cx).await?, ways(&web.cx, staff.id).await?);
    let cap = cap(&staff.grants, &web.cx.env().limits);
    let (login, kept) = (form.once_more(&["login"]), kept(form));
    let wrong = form.errors().into_iter().find(|(name, _)| *name != "minutes" && !form.is_incomplete());
    let wrong = wrong.map(|(_, text)| ui::notice(web, "danger", text));
    // Cancelled, what was typed goes back the way it came.
    let cancel = match &kept {
        Some(_) => view! { <button class="btn" name="step" value="review" formaction=web.href("/checkout") formnovalidate>{t!("verify-cancel")}</button> }.html(),
        None => view! { <a class="btn" href=web.href(own_path(form.get("back")).unwrap_or("/"))>{t!("verify-cancel")}</a> }.html(),
    };
    let back = own_path(form.get("back")).unwrap_or("/").to_owned();
    Ok(page(web, &Frame::Gate, status, t!("more-title"), || {
        view! {
            <section class="gate-card">
                <h1>{t!("more-title")}</h1>
                <p class="gate-lead">{t!("more-lead", time = until.clock())}</p>
                {wrong}
                <form class="form" method="post" action=web.href("/more-time")>
                    {ui::context(web)}
                    <input type="hidden" name="back" value=back/>
                    {kept}
                    {minutes(form, "more", cap)}
                    {text_field(&login, Text { name: "login", label: t!("verify-email"), kind: "email", autocomplete: "username", focus: true, required: true, ..Text::default() })}
                    {text_field(&login, Text { name: "password", label: t!("verify-password"), kind: "password", autocomplete: "current-password", required: true, ..Text::default() })}
                    {code_of(ways, &login)}
                    <div class="form-foot">
                        // Enter presses the first button of a form; the eye finds it last.
                        <button class="btn btn-primary">{t!("more-button")}</button>
                        {cancel}
                    </div>
                </form>
            </section>
        }
    }))
}
