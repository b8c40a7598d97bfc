//! Signing in and out of the portal.

use crate::form::Form;
use crate::portal::second_factor;
use crate::respond::{Answer, Frame, page, see, status_of_credentials};
use crate::shop::sign_in::demo_logins;
use crate::t;
use crate::ui::{self, Text, text_field};
use crate::web::{Web, cookie, is_own_path};
use crate::words;
use axum::response::Response;
use domain::error::{Error, Problem, Realm};
use domain::policy::Role;
use domain::session::{Entered, enter};
use http::{HeaderValue, StatusCode, header};
use leptos::prelude::*;

/// Where to after signing in: an own path of the portal, else its start.
pub(crate) fn next(wanted: &str) -> &str {
    let place = wanted.split('?').next().unwrap_or_default();
    let is_portal = place == "/portal" || place.starts_with("/portal/");
    let fits =
        is_own_path(wanted) && is_portal && !place.starts_with("/portal/sign-") && !place.starts_with("/portal/api/");
    if fits { wanted } else { "/portal" }
}

/// `/portal/sign-in`
pub async fn show(web: Web) -> Answer {
    let query = web.query();
    if web.cx.staff().is_some() {
        return Ok(see(next(query.get("next"))));
    }
    let form = Form::with(&[("next", query.get("next"))]);
    Ok(view(&web, &form, StatusCode::OK, None))
}

/// Checks login and password and opens a session.
pub async fn sign_in(web: Web, form: Form) -> Answer {
    match enter(&web.cx, Realm::Portal, form.get("login"), form.get("password")).await {
        Ok(Entered::SecondFactorRequired(half)) => Ok(second_factor::asked(&web, &half, form.get("next"))),
        Ok(Entered::Session(token)) => {
            let mut response = see(&cookie::expected(&web, next(form.get("next"))));
            cookie::set(&mut response, cookie::PORTAL, token.expose());
            Ok(response)
        }
        Err(Error::Throttled { seconds }) => {
            let text = t!("portal-sign-in-throttled", seconds = seconds);
            let mut response = view(&web, &form, StatusCode::TOO_MANY_REQUESTS, Some(text));
            response.headers_mut().insert(header::RETRY_AFTER, HeaderValue::from(seconds));
            Ok(response)
        }
        Err(error) => {
            let form = form.reject(error)?;
            let text = (!form.is_incomplete()).then(|| words::problem(&Problem::Credentials));
            Ok(view(&web, &form, status_of_credentials(&form), text))
        }
    }
}

fn view(web: &Web, form: &Form, status: StatusCode, error: Option<String>) -> Response {
    let kept = form.once_more(&["login"]);
    let is_known = !form.get("login").trim().is_empty();
    let passkey = web.passkeys.then(|| second_factor::passkey_button(form.get("next"), t!("portal-sign-in-passkey")));
    let logins = demo_logins(web, &Role::ALL.map(Role::as_str));
    page(web, &Frame::Gate, status, t!("portal-sign-in-title"), || {
        view! {
            {ui::done(web)}
            <section class="gate-card">
                <h1>{t!("portal-sign-in-title")}</h1>
                <p class="gate-lead">{t!("portal-sign-in-lead")}</p>
                {error.map(|text| ui::notice(web, "danger", text))}
                <form class="form" method="post" action="/portal/sign-in">
                    <input type="hidden" name="next" value=form.get("next").to_owned()/>
                    {text_field(&kept, Text { name: "login", label: t!("portal-email"), kind: "email", autocomplete: "username", focus: !is_known, required: true, ..Text::default() })}
                    {text_field(&kept, Text { name: "password", label: t!("portal-sign-in-password"), kind: "password", autocomplete: "current-password", focus: is_known, required: true, ..Text::default() })}
                    <button class="btn btn-primary btn-wide">{t!("portal-sign-in-title")}</button>
                </form>
                {passkey}
            </section>
            <p class="gate-foot"><a href="/portal/forgot-password">{t!("portal-sign-in-forgot")}</a></p>
            {logins}
        }
    })
}

/// Ends the session and every on-behalf session that was started from it; nothing of it stays in the browser.
pub async fn sign_out(web: Web) -> Answer {
    domain::session::sign_out(&web.cx).await?;
    let mut response = see("/portal/sign-in?done=signed-out");
    cookie::clear(&mut response, cookie::PORTAL);
    response.headers_mut().insert("clear-site-data", HeaderValue::from_static("\"cache\", \"storage\""));
    Ok(response)
}

#[cfg(test)]
mod tests {
    use super::next;

    #[test]
    fn only_portal_pages_are_gone_on_to() {
        assert_eq!(next("/portal/orders?q=1"), "/portal/orders?q=1");
        for other in
            ["", "/cart", "/portals", "//evil/portal", "/portal/sign-in", "/portal/sign-out", "https://evil/portal"]
        {
            assert_eq!(next(other), "/portal", "{other}");
        }
    }
}
