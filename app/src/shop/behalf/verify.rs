//! Who is about to be acted for, and the agent's own login and password: `/as/{slug}/verify`.

use crate::form::Form;
use crate::function::{Again, Outcome};
use crate::part::live::Live;
use crate::part::proof::code_field;
use crate::respond::{Answer, Fail, Frame, page, see, status_of_credentials};
use crate::shop::behalf::{BEHALF_COOKIE, slug, wait};
use crate::t;
use crate::text::PLACES;
use crate::ui::{self, Html, Rendered, Text, text_field};
use crate::web::{Web, cookie};
use crate::words;
use axum::response::Response;
use domain::behalf::consent::Consent;
use domain::behalf::db::{Pending, Verified, pending};
use domain::cx::Mode;
use domain::error::{Denied, Error, Problem};
use domain::factor::db::{Ways, ways};
use domain::session::Credentials;
use http::StatusCode;
use leptos::prelude::*;

/// `/as/{slug}/verify`: who is about to be entered, by whom and why, and the agent's own login and password.
pub async fn show(web: Web) -> Answer {
    if web.waiting.is_some() {
        return Ok(see(&web.href("/verify/wait")));
    }
    let (pending, ways) = asked(&web).await?;
    Ok(view(&web, &pending, ways, &Form::default(), None))
}

/// The request under the address, and how its agent can prove who they are.
async fn asked(web: &Web) -> Result<(Pending, Ways), Error> {
    let pending = pending(&web.cx, slug(web)?).await?;
    let ways = ways(&web.cx, pending.staff()).await?;
    Ok((pending, ways))
}

/// Into the session that was opened, or to the page on which it waits for the customer.
pub(crate) fn opened(web: &Web, slug: &str, verified: &Verified) -> Response {
    let place = web.href(if verified.waits { "/verify/wait" } else { wait::STARTED });
    let mut response = see(&cookie::expected(web, &place));
    cookie::set_for(&mut response, &cookie::behalf(slug), verified.token.expose(), BEHALF_COOKIE);
    response
}

/// The form of the page.
pub async fn post(web: Web, form: Form) -> Answer {
    match prove(&web, form).await? {
        Outcome::Again(again) => {
            let (pending, ways) = asked(&web).await?;
            Ok(again.dress(view(&web, &pending, ways, &again.form, Some(again.text.clone()))))
        }
        outcome => outcome.done(&web),
    }
}

/// Checks the agent's own login and password and opens the session.
///
/// # Errors
/// What has a page of its own, such as a request that cannot be used any more.
pub async fn prove(web: &Web, form: Form) -> Result<Outcome, Fail> {
    let slug = slug(web)?.to_owned();
    let (_, ways) = asked(web).await?;
    let typed =
        Credentials { login: form.get("login"), password: form.get("password"), code: form.get("code"), passkey: None };
    let second = wait::second(&form);
    let error = match domain::behalf::db::verify(&web.cx, &slug, &typed, second.as_ref()).await {
        Ok(verified) => return Ok(Outcome::Done(opened(web, &slug, &verified))),
        Err(error) => error,
    };
    let (form, status, wait) = match error {
        Error::Throttled { seconds } => {
            let form = form.reject(Error::field("password", Problem::Credentials))?;
            (form, StatusCode::TOO_MANY_REQUESTS, Some(seconds))
        }
        Error::Forbidden(Denied::Consent) => (form, StatusCode::FORBIDDEN, None),
        error => {
            let form = form.reject(error)?;
            // Right credentials of the wrong person are another answer than wrong ones.
            let is_other = form.error("browser").is_some();
            let status = if is_other { StatusCode::FORBIDDEN } else { status_of_credentials(&form) };
            (form, status, None)
        }
    };
    let text = told(&form, status, ways);
    // That credentials do not match is said once for the whole form, not at one of its fields.
    let of_second = form.errors().into_iter().filter(|(name, _)| wait::is_of_second(name));
    let mut fields: Vec<_> = form.once_more(&[]).errors();
    fields.extend(of_second.filter(|(name, _)| fields.iter().all(|(marked, _)| marked != name)).collect::<Vec<_>>());
    Ok(Outcome::Again(Box::new(Again { form, fields, status, text, wait })))
}

/// Why the session was not opened.
fn told(form: &Form, status: StatusCode, ways: Ways) -> String {
    if let Some(text) = form.error("browser") {
        return text;
    }
    match status {
        StatusCode::FORBIDDEN => t!("verify-not-allowed"),
        _ if wait::is_second_rejected(form) => t!("verify-second-wrong"),
        _ if form.is_incomplete() => t!("verify-incomplete"),
        StatusCode::TOO_MANY_REQUESTS => t!("verify-too-many"),
        _ if ways.any() => t!("verify-no-match-code"),
        _ => t!("verify-no-match"),
    }
    .to_owned()
}

/// The field for the code of somebody who has a second factor.
pub(super) fn code_of(ways: Ways, form: &Form) -> Option<Html> {
    let label = if ways.app { t!("verify-code") } else { t!("verify-recovery-code") };
    (ways.any() || form.error("code").is_some()).then(|| code_field(form, label, false))
}

fn view(web: &Web, pending: &Pending, ways: Ways, form: &Form, wrong: Option<String>) -> Response {
    let pending = pending.clone();
    let live = Live::new(web, "/api/behalf/verify");
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
    page(web, &Frame::Gate, StatusCode::OK, t!("verify-title"), || {
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
                <form class="form" method="post" action=web.href("/verify") data-live=live.address.clone()>
                    {live.wrong(web, wrong)}
                    {text_field(&kept, Text { name: "login", label: t!("verify-email"), kind: "email", autocomplete: "username", focus: true, required: true, ..Text::default() })}
                    {text_field(&kept, Text { name: "password", label: t!("verify-password"), kind: "password", autocomplete: "current-password", required: true, ..Text::default() })}
                    {live.reveal()}
                    {code_of(ways, &kept)}
                    {second}
                    <div class="form-foot">
                        {live.end()}
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
