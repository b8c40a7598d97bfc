//! One's own second factors and password.

pub mod app;
pub mod codes;
pub mod passkey;
pub mod password;
pub mod remove;
pub mod sessions;

use crate::form::Form;
use crate::respond::{Answer, Frame, page, status_of};
use crate::t;
use crate::text;
use crate::ui::{self, Html, Rendered, Text, text_field};
use crate::web::Web;
use crate::words;
use axum::response::Response;
use domain::error::{Error, Problem};
use domain::factor::db::Factor;
use domain::factor::own::{Again, Overview, overview};
use domain::factor::{Kind, Setup};
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
            let text = t!("security-mismatch").to_owned();
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
    page(web, &Frame::Portal, status, t!("security-title"), || {
        view! {
            <header class="page-head"><div><h1>{t!("security-title")}</h1><ul class="meta"><li>{t!("security-lead")}</li></ul></div></header>
            {ui::done(web)}
            {must.then(|| ui::notice(web, "warning", t!("security-must").to_owned()))}
            {told.map(|text| ui::notice(web, "danger", text))}
            {factors(web, overview)}
            {add(web, overview, form)}
            <section class="card narrow" aria-labelledby="h-password">
                <header class="card-head"><h2 id="h-password">{t!("security-password")}</h2><a class="btn btn-small" href="/portal/security/password">{t!("security-change-password")}</a></header>
            </section>
            <section class="card narrow" aria-labelledby="h-sessions">
                <header class="card-head"><h2 id="h-sessions">{t!("security-signed-in")}</h2><a class="btn btn-small" href="/portal/security/sessions">{t!("security-signed-in-open")}</a></header>
            </section>
            <section class="card narrow" aria-labelledby="h-language">
                <header class="card-head"><h2 id="h-language">{t!("language-title")}</h2><span class="muted">{web.language.name()}</span>{ui::languages(web)}</header>
            </section>
        }
    })
}

fn factors(web: &Web, overview: &Overview) -> Html {
    let rows = overview.factors.iter().map(|f| row(web, f, overview.may_remove)).collect_view();
    let count = overview.factors.len();
    let list = if overview.factors.is_empty() {
        ui::empty(web, "key", t!("security-no-factor"), t!("security-no-factor-help"), None).html()
    } else {
        view! { <ul class="card-list">{rows}</ul> }.html()
    };
    let codes = (!overview.factors.is_empty()).then(|| {
        view! { <footer class="card-foot"><span>{t!("security-codes-left", count = overview.codes)}</span><a class="btn btn-small" href="/portal/security/codes/new">{t!("security-new-codes")}</a></footer> }
    });
    view! {
        <section class="card" aria-labelledby="h-factors">
            <header class="card-head"><h2 id="h-factors">{t!("security-factors")}</h2><span class="count">{count}</span></header>
            {list}
            {codes}
        </section>
    }
    .html()
}

/// The icon and the words of a kind of factor.
fn kind(factor: &Factor) -> (&'static str, &'static str) {
    match factor.kind {
        Kind::Totp => ("phone", t!("security-app")),
        Kind::Passkey => ("key", t!("security-passkey")),
    }
}

/// What a factor is called: by its owner, or by its kind.
fn called(factor: &Factor) -> String {
    if factor.name.is_empty() { kind(factor).1.to_owned() } else { ui::plain(&factor.name) }
}

fn row(web: &Web, factor: &Factor, may_remove: bool) -> Html {
    let (icon, kind) = kind(factor);
    let day = text::day(factor.created_at);
    let about = match factor.used_at {
        Some(at) => {
            let ago = words::ago(web.cx.now().since(at).as_seconds());
            t!("security-factor-used", kind = kind, day = day, ago = ago)
        }
        None => t!("security-factor-unused", kind = kind, day = day),
    };
    let name = called(factor);
    let label = t!("security-remove-label", name = &name);
    let end = if may_remove {
        let href = format!("/portal/security/factors/{}", factor.id);
        view! { <a class="btn btn-small" href=href aria-label=label>{t!("portal-remove")}</a> }.html()
    } else {
        view! { <small class="muted">{t!("security-last-stays")}</small> }.html()
    };
    view! {
        <li class="item">
            {ui::icon(web, icon)}
            <div class="item-text">
                <b><bdi>{name}</bdi></b>
                <small>{about}</small>
            </div>
            {end}
        </li>
    }
    .html()
}

/// One form with a button for each thing that can be made; the credentials are asked for once.
fn add(web: &Web, overview: &Overview, form: &Form) -> Html {
    let passkeys = web.passkeys;
    let factors = web.site.env.part::<Setup>();
    let elsewhere = (!passkeys && factors.has_passkeys()).then(|| {
        view! { <p class="muted">{t!("security-passkeys-elsewhere", host = factors.passkey_host())}</p> }
    });
    view! {
        <section class="card narrow" aria-labelledby="h-add">
            <header class="card-head"><h2 id="h-add">{t!("security-add")}</h2></header>
            <form class="card-body form" method="post" action="/portal/security/app">
                {ui::context(web)}
                {text_field(form, Text { name: "name", label: t!("portal-name"), kind: "text", autocomplete: "off", hint: t!("security-name-help"), optional: true, ..Text::default() })}
                {credentials(form, overview.asks, overview.asks_code)}
                {elsewhere}
                <div class="form-foot">
                    // Enter presses the first button of a form; the eye finds it last.
                    <button class="btn btn-primary">{t!("security-add-app")}</button>
                    {passkeys.then(|| view! { <button class="btn" formaction="/portal/security/passkey">{t!("security-add-passkey")}</button> })}
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
                label: t!("security-your-password"),
                kind: "password",
                autocomplete: "current-password",
                hint: t!("security-asked-again"),
                required: true,
                ..Text::default()
            },
        )
    });
    let code = (asks && asks_code).then(|| code_field(form, t!("factor-code"), false));
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
            <p class="hint" id="code-hint">{t!("security-code-help")}</p>
            {ui::error_text("code", error)}
        </div>
    }
    .html()
}
