//! Confirming with a passkey before acting on behalf: a page of its own, because the one that asks for the password carries
//! no script (R57).

use crate::form::Form;
use crate::island::passkey::Passkey;
use crate::respond::{Answer, Frame, page, see, status_of_credentials};
use crate::shop::behalf::slug;
use crate::shop::behalf::verify::opened;
use crate::shop::behalf::wait::STARTED;
use crate::t;
use crate::text::PLACES;
use crate::ui::{self, Rendered};
use crate::web::{Web, cookie};
use crate::words;
use axum::response::Response;
use domain::behalf::db::{Pending, pending};
use domain::credential::Token;
use domain::error::Error;
use domain::factor::passkey::{Assertion, ask, options};
use http::StatusCode;
use leptos::prelude::*;

/// How long the browser keeps what it was asked with, in seconds.
const STEP: u32 = 300;

/// Asks for a passkey of whoever asked for the session.
pub async fn begin(web: Web, _form: Form) -> Answer {
    let slug = slug(&web)?;
    let pending = pending(&web.cx, slug).await?;
    let token = Token::fresh()?;
    ask(&web.cx, &token, Some(pending.staff())).await?;
    let mut response = see(&cookie::expected(&web, &web.href("/verify/passkey")));
    cookie::set_for(&mut response, &cookie::step(Some(slug)), token.expose(), STEP);
    Ok(response)
}

/// `/as/{slug}/verify/passkey`
pub async fn show(web: Web) -> Answer {
    let pending = pending(&web.cx, slug(&web)?).await?;
    let found = match web.step.as_deref() {
        Some(step) => options(&web.cx, step).await?,
        None => None,
    };
    match found {
        Some(options) => Ok(view(&web, &pending, StatusCode::OK, Ok(options))),
        None => Ok(see(&web.href("/verify"))),
    }
}

/// Opens the session for the passkey.
pub async fn confirm(web: Web, form: Form) -> Answer {
    let slug = slug(&web)?.to_owned();
    let Some(step) = web.step.clone() else {
        // The second of two clicks, when the browser kept the answer to the first.
        if web.cx.behalf().is_some() {
            return Ok(see(&web.href(STARTED)));
        }
        pending(&web.cx, &slug).await?;
        return Ok(see(&web.href("/verify")));
    };
    let passkey = Assertion { holder: &step, answer: form.get("answer") };
    match domain::behalf::passkey::open(&web.cx, &slug, &passkey).await {
        Ok(verified) => {
            let mut response = opened(&web, &slug, &verified);
            cookie::clear(&mut response, &cookie::step(Some(&slug)));
            Ok(response)
        }
        Err(error @ Error::Invalid(_)) => {
            let form = form.reject(error)?;
            let pending = pending(&web.cx, &slug).await?;
            Ok(view(&web, &pending, status_of_credentials(&form), Err(words::no_passkey(&form))))
        }
        Err(error) => Err(error.into()),
    }
}

/// With what the browser is asked, or with what is said when its answer did not fit.
fn view(web: &Web, pending: &Pending, status: StatusCode, options: Result<String, String>) -> Response {
    let failed = options.as_ref().err().map(|text| ui::notice(web, "danger", text.clone()));
    let asking = options.ok().map(|options| {
        view! {
            <form class="form" method="post" action=web.href("/verify/passkey/confirm")>
                <Passkey options=options create=false label=t!("verify-passkey-continue").to_owned() failed=t!("verify-passkey-failed").to_owned() bare=t!("verify-passkey-bare").to_owned()/>
            </form>
        }
    });
    let again = failed.is_some().then(|| {
        view! { <form method="post" action=web.href("/verify/passkey")><button class="btn btn-primary btn-wide">{t!("verify-passkey-again")}</button></form> }
    });
    let customer = view! { <b><bdi>{ui::plain(&pending.contact_name)}</bdi></b> }.html();
    let company = view! { <bdi>{ui::plain(&pending.organization_name)}</bdi> }.html();
    page(web, &Frame::Gate, status, t!("verify-title"), || {
        view! {
            <section class="gate-card">
                <h1>{t!("verify-title")}</h1>
                <p class="gate-lead">
                    {ui::within(t!("verify-passkey-lead", customer = PLACES[0], company = PLACES[1]), [customer, company])}
                    " "
                    {t!("verify-until", time = pending.redeem_by.clock())}
                </p>
                {failed}
                {asking}
                {again}
            </section>
            <p class="gate-foot"><a href=web.href("/verify")>{t!("verify-passkey-password")}</a></p>
        }
    })
}
