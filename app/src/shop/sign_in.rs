//! Signing in and out of the storefront.

use crate::form::{Asked, Form, Posted};
use crate::part::credentials::{Credentials, Said, demo_logins, foot, language_choice, panel};
use crate::respond::{Answer, Frame, page, see, status_of_credentials};
use crate::ui::markup::Markup;
use crate::web::{Web, cookie, is_own_path};
use crate::{markup, t};
use axum::response::Response;
use domain::error::{Denied, Error, Problem, Realm};
use http::{HeaderValue, StatusCode, header};

/// Where to after signing in: an own path of the storefront, else the start page.
pub(crate) fn next(wanted: &str) -> &str {
    let fits = is_own_path(wanted) && !wanted.starts_with("/portal") && !wanted.starts_with("/as/");
    if fits { wanted } else { "/" }
}

/// `/sign-in`
pub async fn show(web: Web, Asked(asked): Asked<Credentials>) -> Answer {
    if web.cx.behalf().is_some() {
        return Err(Error::Forbidden(Denied::NotOnBehalf).into());
    }
    if web.cx.customer().is_some() {
        return Ok(see(next(&asked.next)));
    }
    Ok(view(&web, &Credentials::blank(&asked.next), StatusCode::OK, None))
}

/// Checks login and password and opens a session.
pub async fn sign_in(web: Web, Posted(typed, form): Posted<Credentials>) -> Answer {
    if web.cx.behalf().is_some() {
        return Err(Error::Forbidden(Denied::NotOnBehalf).into());
    }
    match domain::session::sign_in(&web.cx, Realm::Shop, &typed.login, typed.password.expose()).await {
        Ok(token) => {
            let mut response = see(&cookie::expected(&web, next(&typed.next)));
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
    let lead = t!("sign-in-lead", store = &web.store().name);
    let said = Said {
        title: t!("sign-in-title"),
        lead: &lead,
        action: "/sign-in",
        login: t!("reset-email"),
        password: t!("password-title"),
    };
    page(web, &Frame::Gate, status, said.title, || {
        let mut out = Markup::default();
        markup! {
            out,
            panel(web, form, &said, error, ()), foot("/forgot-password", t!("reset-title")),
            demo_logins(web, &["buyer"]), foot("/", t!("sign-in-without")), language_choice(web)
        }
        out.html()
    })
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
