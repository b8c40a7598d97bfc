//! One's own second factors and password.

pub mod app;
pub mod codes;
pub mod passkey;
pub mod password;
pub mod remove;
pub mod sessions;

use crate::form::Form;
use crate::respond::{Answer, Frame, page, status_of};
use crate::ui::{self, Html, Rendered, Text, text_field};
use crate::web::Web;
use crate::words;
use axum::response::Response;
use domain::error::{Error, Problem};
use domain::factor::Kind;
use domain::factor::own::{Again, Overview, overview};
use domain::factor::store::Factor;
use http::{HeaderValue, StatusCode, header};
use leptos::prelude::*;

/// `/portal/security`
pub async fn show(web: Web) -> Answer {
    let overview = overview(&web.cx).await?;
    Ok(view(&web, &overview, &Form::default(), StatusCode::OK, None))
}

/// The credentials of a form.
fn again(form: &Form) -> Again<'_> {
    Again { password: form.get("password"), code: form.get("code") }
}

/// Why a form was not taken: its status, a sentence for the page, and the form with what is wrong at its fields.
fn refusal(form: Form, error: Error) -> Result<(StatusCode, Option<String>, Form), Error> {
    match error {
        Error::Throttled { seconds } => Ok((StatusCode::TOO_MANY_REQUESTS, Some(words::throttled(seconds)), form)),
        Error::Invalid(fields) if fields.iter().any(|f| f.problem == Problem::Credentials) => {
            let text = "Password and code do not match. A code works once: wait for the next one.".to_owned();
            Ok((StatusCode::UNAUTHORIZED, Some(text), form))
        }
        other => form.reject(other).map(|form| (status_of(&form), None, form)),
    }
}

/// A page of this part, with what is wrong.
type Draw = fn(&Web, &Overview, &Form, StatusCode, Option<String>) -> Response;

/// The page again, with what is wrong.
async fn refuse(web: &Web, form: Form, error: Error, draw: Draw) -> Answer {
    let seconds = if let Error::Throttled { seconds } = error { Some(seconds) } else { None };
    let (status, told, form) = refusal(form, error)?;
    let overview = overview(&web.cx).await?;
    Ok(waiting(draw(web, &overview, &form, status, told), seconds))
}

fn waiting(mut response: Response, seconds: Option<i64>) -> Response {
    if let Some(seconds) = seconds {
        response.headers_mut().insert(header::RETRY_AFTER, HeaderValue::from(seconds));
    }
    response
}

fn view(web: &Web, overview: &Overview, form: &Form, status: StatusCode, told: Option<String>) -> Response {
    let must = web.cx.staff().is_some_and(|s| s.must_enrol);
    page(web, &Frame::Portal, status, "Security", || {
        view! {
            <header class="page-head"><div><h1>"Security"</h1><ul class="meta"><li>"How you prove that it is you"</li></ul></div></header>
            {ui::done(web)}
            {must.then(|| ui::notice(web, "warning", "Add a second factor to go on. Until then no other page of the portal opens.".to_owned()))}
            {told.map(|text| ui::notice(web, "danger", text))}
            {factors(web, overview)}
            {add(web, overview, form)}
            <section class="card narrow" aria-labelledby="h-password">
                <header class="card-head"><h2 id="h-password">"Password"</h2><a class="btn btn-small" href="/portal/security/password">"Change password"</a></header>
            </section>
            <section class="card narrow" aria-labelledby="h-sessions">
                <header class="card-head"><h2 id="h-sessions">"Where you are signed in"</h2><a class="btn btn-small" href="/portal/security/sessions">"Look and sign out"</a></header>
            </section>
        }
    })
}

fn factors(web: &Web, overview: &Overview) -> Html {
    let rows = overview.factors.iter().map(|f| row(web, f, overview.may_remove)).collect_view();
    let count = overview.factors.len();
    let list = if overview.factors.is_empty() {
        ui::empty(
            web,
            "key",
            "No second factor yet",
            "A password alone can be stolen. Add an app or a passkey below.",
            None,
        )
        .html()
    } else {
        view! { <ul class="card-list">{rows}</ul> }.html()
    };
    let codes = (!overview.factors.is_empty()).then(|| {
        let left = words::count(overview.codes, "recovery code", "recovery codes");
        view! { <footer class="card-foot"><span>{format!("{left} left, for when you have none of these at hand.")}</span><a class="btn btn-small" href="/portal/security/codes/new">"New recovery codes"</a></footer> }
    });
    view! {
        <section class="card" aria-labelledby="h-factors">
            <header class="card-head"><h2 id="h-factors">"Second factors"</h2><span class="count">{count}</span></header>
            {list}
            {codes}
        </section>
    }
    .html()
}

fn row(web: &Web, factor: &Factor, may_remove: bool) -> Html {
    let (icon, kind) = match factor.kind {
        Kind::Totp => ("phone", "Authenticator app"),
        Kind::Passkey => ("key", "Passkey"),
    };
    let used = match factor.used_at {
        Some(at) => format!("last used {}", words::ago(web.cx.now().since(at).as_seconds())),
        None => "not used yet".to_owned(),
    };
    let name = ui::plain(&factor.name);
    let label = format!("Remove {name}");
    let end = if may_remove {
        let href = format!("/portal/security/factors/{}", factor.id);
        view! { <a class="btn btn-small" href=href aria-label=label>"Remove"</a> }.html()
    } else {
        view! { <small class="muted">"The last one stays"</small> }.html()
    };
    view! {
        <li class="item">
            {ui::icon(web, icon)}
            <div class="item-text">
                <b><bdi>{name}</bdi></b>
                <small>{format!("{kind} · added {} · {used}", factor.created_at.day())}</small>
            </div>
            {end}
        </li>
    }
    .html()
}

/// One form with a button for each thing that can be made; the credentials are asked for once.
fn add(web: &Web, overview: &Overview, form: &Form) -> Html {
    let passkeys = web.passkeys;
    let factors = &web.site.env.factors;
    let elsewhere = (!passkeys && factors.has_passkeys()).then(|| {
        view! { <p class="muted">{format!("Passkeys can be added at {} only.", factors.passkey_host())}</p> }
    });
    view! {
        <section class="card narrow" aria-labelledby="h-add">
            <header class="card-head"><h2 id="h-add">"Add a second factor"</h2></header>
            <form class="card-body form" method="post" action="/portal/security/app">
                {ui::context(web)}
                {text_field(form, Text { name: "name", label: "Name", kind: "text", autocomplete: "off", hint: "So that you know it again, such as Work phone.", optional: true, ..Text::default() })}
                {credentials(form, overview.asks, overview.asks_code)}
                {elsewhere}
                <div class="form-foot">
                    // Enter presses the first button of a form; the eye finds it last.
                    <button class="btn btn-primary">"Add authenticator app"</button>
                    {passkeys.then(|| view! { <button class="btn" formaction="/portal/security/passkey">"Add passkey"</button> })}
                </div>
            </form>
        </section>
    }
    .html()
}

/// The fields that ask for the credentials again, when they are asked for.
fn credentials(form: &Form, asks: bool, asks_code: bool) -> Html {
    let password = asks.then(|| {
        text_field(
            form,
            Text {
                name: "password",
                label: "Your password",
                kind: "password",
                autocomplete: "current-password",
                hint: "Asked for again because you signed in a while ago.",
                required: true,
                ..Text::default()
            },
        )
    });
    let code = (asks && asks_code).then(|| code_field(form, "Code from your authenticator app", false));
    view! { {password}{code} }.html()
}

/// The field for a code; it is never filled in again.
pub fn code_field(form: &Form, label: &'static str, focus: bool) -> Html {
    let error = form.error("code");
    let described = if error.is_some() { "code-hint code-err" } else { "code-hint" };
    view! {
        <div class="field">
            <label for="code">{label}</label>
            <input id="code" name="code" inputmode="text" autocomplete="one-time-code" autocapitalize="characters" spellcheck="false" autofocus=focus required=true aria-describedby=described aria-invalid=error.is_some().then_some("true")/>
            <p class="hint" id="code-hint">"Six digits, or one of your recovery codes."</p>
            {ui::error_text("code", error)}
        </div>
    }
    .html()
}
