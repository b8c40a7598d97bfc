//! Signing in and out of the portal.

use crate::form::{Asked, Form, Posted};
use crate::part::credentials::{Credentials, Said, demo_logins, foot, language_choice, panel};
use crate::portal::{second_factor, set_up};
use crate::respond::{Answer, Frame, page, see, status_of_credentials};
use crate::ui::markup::Markup;
use crate::web::{Web, cookie, is_own_path};
use crate::{markup, t, words};
use axum::response::Response;
use domain::error::{Error, Problem, Realm};
use domain::policy::Role;
use domain::session::{Entered, enter};
use http::{HeaderValue, StatusCode, header};

/// Where to after signing in: an own path of the portal, else its start.
pub(crate) fn next(wanted: &str) -> &str {
    let place = wanted.split('?').next().unwrap_or_default();
    let is_portal = place == "/portal" || place.starts_with("/portal/");
    let fits =
        is_own_path(wanted) && is_portal && !place.starts_with("/portal/sign-") && !place.starts_with("/portal/api/");
    if fits { wanted } else { "/portal" }
}

/// `/portal/sign-in`
pub async fn show(web: Web, Asked(asked): Asked<Credentials>) -> Answer {
    if web.cx.staff().is_some() {
        return Ok(see(next(&asked.next)));
    }
    let missing = domain::set_up::missing(&web.site.env, web.cx.now()).await?;
    if missing.is_some_and(|missing| missing.administrator) {
        return Ok(set_up::waiting(&web));
    }
    Ok(view(&web, &Credentials::blank(&asked.next), StatusCode::OK, None))
}

/// Checks login and password and opens a session.
pub async fn sign_in(web: Web, Posted(typed, form): Posted<Credentials>) -> Answer {
    match enter(&web.cx, Realm::Portal, &typed.login, typed.password.expose()).await {
        Ok(Entered::SecondFactorRequired(half)) => Ok(second_factor::asked(&web, &half, &typed.next)),
        Ok(Entered::Session(token)) => {
            let mut response = see(&cookie::expected(&web, next(&typed.next)));
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
    let said = Said {
        title: t!("portal-sign-in-title"),
        lead: t!("portal-sign-in-lead"),
        action: "/portal/sign-in",
        login: t!("portal-email"),
        password: t!("portal-sign-in-password"),
    };
    let wanted = form.get(Credentials::next().as_str());
    page(web, &Frame::Gate, status, said.title, || {
        let passkey = web.passkeys.then(|| second_factor::passkey_button(wanted, t!("portal-sign-in-passkey")));
        let mut out = Markup::default();
        markup! {
            out,
            panel(web, form, &said, error, passkey), foot("/portal/forgot-password", t!("portal-sign-in-forgot")),
            demo_logins(web, &Role::ALL.map(Role::as_str)), language_choice(web)
        }
        out.html()
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
