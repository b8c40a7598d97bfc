//! The second step of signing in: a code, a recovery code or a passkey; a passkey may also stand alone.

use crate::form::Form;
use crate::island::passkey::Passkey;
use crate::portal::security::code_field;
use crate::portal::sign_in::next;
use crate::respond::{Answer, Frame, encode, page, see, status_of_credentials};
use crate::t;
use crate::ui;
use crate::web::{Web, cookie};
use crate::words;
use axum::response::Response;
use domain::credential::Token;
use domain::error::{Error, Realm};
use domain::factor::Setup;
use domain::factor::db::Ways;
use domain::factor::passkey::{Assertion, options};
use domain::factor::sign_in::{ask_passkey, pending, with_code, with_passkey};
use http::{HeaderValue, StatusCode, header};
use leptos::prelude::*;

/// How long the browser keeps what ties the steps together, in seconds.
const STEP: u32 = 300;

/// Leads to the page that asks for the second factor.
pub fn asked(web: &Web, half: &Token, wanted: &str) -> Response {
    let code = format!("/portal/sign-in/code?next={}", encode(wanted));
    let mut response = see(&cookie::expected(web, &code));
    cookie::set_for(&mut response, &cookie::step(None), half.expose(), STEP);
    response
}

/// `/portal/sign-in/code`
pub async fn show(web: Web) -> Answer {
    let half = pending(&web.cx, web.step.as_deref()).await?;
    let form = Form::with(&[("next", web.query().get("next"))]);
    Ok(code_page(&web, half.ways, &form, StatusCode::OK, None))
}

/// Completes the sign-in with a code.
pub async fn code(web: Web, form: Form) -> Answer {
    match with_code(&web.cx, web.step.as_deref(), form.get("code")).await {
        Ok(token) => Ok(signed_in(&web, &token, form.get("next"))),
        // The form was sent twice, and the browser has the session of the first time.
        Err(Error::SignIn(_)) if web.cx.staff().is_some() => Ok(see(next(form.get("next")))),
        Err(Error::SignIn(realm)) => Err(Error::SignIn(realm).into()),
        Err(Error::Throttled { seconds }) => {
            let half = pending(&web.cx, web.step.as_deref()).await?;
            let told = Some(words::throttled(seconds));
            let mut response = code_page(&web, half.ways, &form, StatusCode::TOO_MANY_REQUESTS, told);
            response.headers_mut().insert(header::RETRY_AFTER, HeaderValue::from(seconds));
            Ok(response)
        }
        Err(error) => {
            let half = pending(&web.cx, web.step.as_deref()).await?;
            let form = form.reject(error)?;
            Ok(code_page(&web, half.ways, &form, status_of_credentials(&form), None))
        }
    }
}

fn signed_in(web: &Web, token: &Token, wanted: &str) -> Response {
    let mut response = see(&cookie::expected(web, next(wanted)));
    cookie::set(&mut response, cookie::PORTAL, token.expose());
    cookie::clear(&mut response, &cookie::step(None));
    response
}

fn code_page(web: &Web, ways: Ways, form: &Form, status: StatusCode, told: Option<String>) -> Response {
    let label = if ways.app { t!("factor-code") } else { t!("factor-recovery-code") };
    let passkey = (ways.passkey && web.passkeys).then(|| passkey_button(form.get("next"), t!("factor-use-passkey")));
    let elsewhere = (ways.passkey && !web.passkeys).then(|| {
        let setup = web.site.env.part::<Setup>();
        view! { <p class="muted">{t!("factor-passkey-elsewhere", host = setup.passkey_host())}</p> }
    });
    page(web, &Frame::Gate, status, t!("factor-title"), || {
        view! {
            <section class="gate-card">
                <h1>{t!("factor-heading")}</h1>
                <p class="gate-lead">{t!("factor-lead")}</p>
                {told.map(|text| ui::notice(web, "danger", text))}
                <form class="form" method="post" action="/portal/sign-in/code">
                    <input type="hidden" name="next" value=form.get("next").to_owned()/>
                    {code_field(form, label, true)}
                    <button class="btn btn-primary btn-wide">{t!("portal-sign-in-title")}</button>
                </form>
                {passkey}
                {elsewhere}
            </section>
            <p class="gate-foot"><a href="/portal/sign-in">{t!("factor-start-again")}</a></p>
        }
    })
}

/// The form that asks for a passkey.
pub fn passkey_button(wanted: &str, label: &'static str) -> impl IntoView + use<> {
    view! {
        <p class="or"><span>{t!("factor-or")}</span></p>
        <form method="post" action="/portal/sign-in/passkey">
            <input type="hidden" name="next" value=wanted.to_owned()/>
            <button class="btn btn-wide">{label}</button>
        </form>
    }
}

/// Asks for a passkey.
pub async fn ask(web: Web, form: Form) -> Answer {
    let token = ask_passkey(&web.cx, web.step.as_deref()).await?;
    let page = format!("/portal/sign-in/passkey?next={}", encode(form.get("next")));
    let mut response = see(&cookie::expected(&web, &page));
    if let Some(token) = token {
        cookie::set_for(&mut response, &cookie::step(None), token.expose(), STEP);
    }
    Ok(response)
}

/// `/portal/sign-in/passkey`
pub async fn passkey(web: Web) -> Answer {
    let found = match web.step.as_deref() {
        Some(step) => options(&web.cx, step).await?,
        None => None,
    };
    let options = found.ok_or(Error::SignIn(Realm::Portal))?;
    let after_password = pending(&web.cx, web.step.as_deref()).await.is_ok();
    let wanted = web.query().get("next").to_owned();
    let back = if after_password { "/portal/sign-in/code" } else { "/portal/sign-in" };
    Ok(page(&web, &Frame::Gate, StatusCode::OK, t!("factor-passkey-title"), || {
        view! {
            <section class="gate-card">
                <h1>{t!("factor-use-passkey")}</h1>
                <p class="gate-lead">{t!("factor-passkey-lead")}</p>
                <form class="form" method="post" action="/portal/sign-in/passkey/confirm">
                    <input type="hidden" name="next" value=wanted/>
                    <Passkey options=options create=false label=t!("portal-continue").to_owned() failed=t!("factor-passkey-failed").to_owned() bare=t!("factor-passkey-bare").to_owned()/>
                </form>
            </section>
            <p class="gate-foot"><a href=back>{t!("factor-other-way")}</a></p>
        }
    }))
}

/// Completes the sign-in with a passkey.
pub async fn passkey_confirm(web: Web, form: Form) -> Answer {
    let step = web.step.clone().ok_or(Error::SignIn(Realm::Portal))?;
    let assertion = Assertion { holder: &step, answer: form.get("answer") };
    match with_passkey(&web.cx, &assertion).await {
        Ok(token) => Ok(signed_in(&web, &token, form.get("next"))),
        Err(error @ Error::Invalid(_)) => {
            let form = form.reject(error)?;
            let wanted = form.get("next").to_owned();
            Ok(page(&web, &Frame::Gate, status_of_credentials(&form), t!("factor-passkey-title"), || {
                view! {
                    <section class="gate-card">
                        <h1>{t!("factor-use-passkey")}</h1>
                        {ui::notice(&web, "danger", words::no_passkey(&form))}
                        {passkey_button(&wanted, t!("factor-try-again"))}
                    </section>
                    <p class="gate-foot"><a href="/portal/sign-in">{t!("factor-other-way")}</a></p>
                }
            }))
        }
        Err(error) => Err(error.into()),
    }
}
