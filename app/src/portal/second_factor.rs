//! The second step of signing in: a code, a recovery code or a passkey; a passkey may also stand alone.

use crate::form::{Asked, Fields, Form, Posted};
use crate::island::passkey::Passkey;
use crate::part::credentials::foot;
use crate::part::proof::{Proof, code_field};
use crate::portal::sign_in::next;
use crate::respond::{Answer, Frame, encode, page, see, status_of_credentials};
use crate::ui::form::{Post, submit};
use crate::ui::markup::Markup;
use crate::ui::{self, Html};
use crate::web::{Web, cookie};
use crate::{markup, t, words};
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
pub async fn show(web: Web, Asked(asked): Asked<Proof>) -> Answer {
    let half = pending(&web.cx, web.step.as_deref()).await?;
    let form = Proof { next: asked.next, ..Proof::default() }.form();
    Ok(code_page(&web, half.ways, &form, StatusCode::OK, None))
}

/// Completes the sign-in with a code.
pub async fn code(web: Web, Posted(typed, form): Posted<Proof>) -> Answer {
    match with_code(&web.cx, web.step.as_deref(), typed.code.expose()).await {
        Ok(token) => Ok(signed_in(&web, &token, &typed.next)),
        // The form was sent twice, and the browser has the session of the first time.
        Err(Error::SignIn(_)) if web.cx.staff().is_some() => Ok(see(next(&typed.next))),
        Err(Error::SignIn(realm)) => Err(Error::SignIn(realm).into()),
        Err(Error::Throttled { seconds }) => {
            let half = pending(&web.cx, web.step.as_deref()).await?;
            let message = Some(words::throttled(seconds));
            let mut response = code_page(&web, half.ways, &form, StatusCode::TOO_MANY_REQUESTS, message);
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

fn code_page(web: &Web, ways: Ways, form: &Form, status: StatusCode, message: Option<String>) -> Response {
    let label = if ways.app { t!("factor-code") } else { t!("factor-recovery-code") };
    let wanted = form.get(Proof::next().as_str());
    let passkey = (ways.passkey && web.passkeys).then(|| passkey_button(wanted, t!("factor-use-passkey")));
    page(web, &Frame::Gate, status, t!("factor-title"), || {
        let post = Post::bare("/portal/sign-in/code")
            .hidden(Proof::next().as_str(), wanted)
            .field(code_field(form, label, true))
            .field(submit("btn btn-primary btn-wide", t!("portal-sign-in-title")));
        let message = message.map(|text| ui::notice(web, "danger", text));
        let mut out = Markup::default();
        markup! {
            out,
            "<section class=\"gate-card\"><h1>", t!("factor-heading"), "</h1><p class=\"gate-lead\">", t!("factor-lead"),
            "</p>", message, post, passkey
        }
        if ways.passkey && !web.passkeys {
            let text = t!("factor-passkey-elsewhere", host = web.site.env.part::<Setup>().passkey_host());
            markup! { out, "<p class=\"muted\">", text, "</p>" }
        }
        markup! { out, "</section>", foot("/portal/sign-in", t!("factor-start-again")) }
        out.html()
    })
}

/// The form that asks for a passkey.
pub fn passkey_button(wanted: &str, label: &'static str) -> Html {
    let post = Post::bare("/portal/sign-in/passkey").hidden("next", wanted).field(submit("btn btn-wide", label));
    let mut out = Markup::default();
    markup! { out, "<p class=\"or\"><span>", t!("factor-or"), "</span></p>", post }
    out.html()
}

/// Asks for a passkey.
pub async fn ask(web: Web, Posted(typed, _): Posted<Proof>) -> Answer {
    let token = ask_passkey(&web.cx, web.step.as_deref()).await?;
    let page = format!("/portal/sign-in/passkey?next={}", encode(&typed.next));
    let mut response = see(&cookie::expected(&web, &page));
    if let Some(token) = token {
        cookie::set_for(&mut response, &cookie::step(None), token.expose(), STEP);
    }
    Ok(response)
}

/// `/portal/sign-in/passkey`
pub async fn passkey(web: Web, Asked(asked): Asked<Proof>) -> Answer {
    let found = match web.step.as_deref() {
        Some(step) => options(&web.cx, step).await?,
        None => None,
    };
    let options = found.ok_or(Error::SignIn(Realm::Portal))?;
    let after_password = pending(&web.cx, web.step.as_deref()).await.is_ok();
    let back = if after_password { "/portal/sign-in/code" } else { "/portal/sign-in" };
    Ok(page(&web, &Frame::Gate, StatusCode::OK, t!("factor-passkey-title"), || {
        view! {
            <section class="gate-card">
                <h1>{t!("factor-use-passkey")}</h1>
                <p class="gate-lead">{t!("factor-passkey-lead")}</p>
                <form class="form" method="post" action="/portal/sign-in/passkey/confirm">
                    <input type="hidden" name="next" value=asked.next/>
                    <Passkey options=options create=false label=t!("portal-continue").to_owned() failed=t!("factor-passkey-failed").to_owned() bare=t!("factor-passkey-bare").to_owned()/>
                </form>
            </section>
            <p class="gate-foot"><a href=back>{t!("factor-other-way")}</a></p>
        }
    }))
}

/// Completes the sign-in with a passkey.
pub async fn passkey_confirm(web: Web, Posted(typed, form): Posted<Proof>) -> Answer {
    let step = web.step.clone().ok_or(Error::SignIn(Realm::Portal))?;
    let assertion = Assertion { holder: &step, answer: typed.answer.expose() };
    match with_passkey(&web.cx, &assertion).await {
        Ok(token) => Ok(signed_in(&web, &token, &typed.next)),
        Err(error @ Error::Invalid(_)) => {
            let form = form.reject(error)?;
            let wanted = typed.next.clone();
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
