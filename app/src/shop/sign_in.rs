//! Signing in and out of the storefront.

use crate::form::Form;
use crate::respond::{Answer, Frame, page, see, status_of_credentials};
use crate::t;
use crate::ui::{self, Text, text_field};
use crate::ui::{Html, Rendered};
use crate::web::{Web, cookie, is_own_path};
use axum::response::Response;
use domain::error::{Denied, Error, Problem, Realm};
use http::{HeaderValue, StatusCode, header};
use leptos::prelude::*;

/// Where to after signing in: an own path of the storefront, else the start page.
pub(crate) fn next(wanted: &str) -> &str {
    let fits = is_own_path(wanted) && !wanted.starts_with("/portal") && !wanted.starts_with("/as/");
    if fits { wanted } else { "/" }
}

/// `/sign-in`
pub async fn show(web: Web) -> Answer {
    if web.cx.behalf().is_some() {
        return Err(Error::Forbidden(Denied::NotOnBehalf).into());
    }
    let form = Form::with(&[("next", web.query().get("next"))]);
    if web.cx.customer().is_some() {
        return Ok(see(next(form.get("next"))));
    }
    Ok(view(&web, &form, StatusCode::OK, None))
}

/// Checks login and password and opens a session.
pub async fn sign_in(web: Web, form: Form) -> Answer {
    if web.cx.behalf().is_some() {
        return Err(Error::Forbidden(Denied::NotOnBehalf).into());
    }
    match domain::session::sign_in(&web.cx, Realm::Shop, form.get("login"), form.get("password")).await {
        Ok(token) => {
            let mut response = see(&cookie::expected(&web, next(form.get("next"))));
            cookie::set(&mut response, cookie::SHOP, token.expose());
            Ok(response)
        }
        Err(Error::Throttled { seconds }) => {
            let text = crate::words::throttled(seconds);
            let mut response = view(&web, &form, StatusCode::TOO_MANY_REQUESTS, Some(text));
            response.headers_mut().insert(header::RETRY_AFTER, HeaderValue::from(seconds));
            Ok(response)
        }
        Err(error) => {
            let form = form.reject(error)?;
            let text = (!form.is_incomplete()).then(|| crate::words::problem(&Problem::Credentials));
            Ok(view(&web, &form, status_of_credentials(&form), text))
        }
    }
}

fn view(web: &Web, form: &Form, status: StatusCode, error: Option<String>) -> Response {
    let kept = form.once_more(&["login"]);
    let is_known = !form.get("login").trim().is_empty();
    let logins = demo_logins(web, &["buyer"]);
    page(web, &Frame::Gate, status, t!("sign-in-title"), || {
        view! {
            {ui::done(web)}
            <section class="gate-card">
                <h1>{t!("sign-in-title")}</h1>
                <p class="gate-lead">{t!("sign-in-lead", store = &web.store().name)}</p>
                {error.map(|text| ui::notice(web, "danger", text))}
                <form class="form" method="post" action="/sign-in">
                    <input type="hidden" name="next" value=form.get("next").to_owned()/>
                    {text_field(&kept, Text { name: "login", label: t!("reset-email"), kind: "email", autocomplete: "username", focus: !is_known, required: true, ..Text::default() })}
                    {text_field(&kept, Text { name: "password", label: t!("password-title"), kind: "password", autocomplete: "current-password", focus: is_known, required: true, ..Text::default() })}
                    <button class="btn btn-primary btn-wide">{t!("sign-in-title")}</button>
                </form>
            </section>
            <p class="gate-foot"><a href="/forgot-password">{t!("reset-title")}</a></p>
            {logins}
            <p class="gate-foot"><a href="/">{t!("sign-in-without")}</a></p>
        }
    })
}

/// The known logins of the demo with these roles; there are none outside it.
pub fn demo_logins(web: &Web, roles: &[&str]) -> Option<Html> {
    let known = &web.site.known_logins;
    if known.is_empty() {
        return None;
    }
    let rows = known
        .iter()
        .filter(|l| roles.contains(&l.role))
        .map(|l| {
            view! {
                <li class="item">
                    <div class="item-text">
                        <b><bdi>{l.name.to_owned()}</bdi></b>
                        <small>{l.login.to_owned()}</small>
                        <small><code>{l.password.to_owned()}</code></small>
                    </div>
                    <span class="badge">{l.role.to_owned()}</span>
                </li>
            }
        })
        .collect_view();
    let fold = view! {
        <details class="fold">
            <summary>{t!("sign-in-demo")}</summary>
            <section class="gate-card gate-demo"><ul class="card-list">{rows}</ul></section>
        </details>
    };
    Some(fold.html())
}

/// Ends the session; nothing of it stays in the browser.
pub async fn sign_out(web: Web, _form: Form) -> Answer {
    if web.cx.behalf().is_some() {
        return Err(Error::Forbidden(Denied::NotOnBehalf).into());
    }
    domain::session::sign_out(&web.cx).await?;
    let mut response = see("/sign-in?done=signed-out");
    cookie::clear(&mut response, cookie::SHOP);
    response.headers_mut().insert("clear-site-data", HeaderValue::from_static("\"cache\", \"storage\""));
    Ok(response)
}
