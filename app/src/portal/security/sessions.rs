//! Where one is signed in to the portal, and signing out there from here.

use crate::form::{Form, Posted};
use crate::part::proof::code_field;
use crate::part::sign_ins::{Ending, form_of};
use crate::respond::{Answer, Frame, page, see, status_of};
use crate::ui;
use crate::ui::field::Field;
use crate::ui::head::Head;
use crate::ui::markup::Markup;
use crate::web::Web;
use crate::{markup, t, words};
use axum::response::Response;
use domain::error::{Error, Problem};
use domain::factor::own::{Again, overview};
use domain::policy::Action;
use domain::session::own::{end, list};
use http::header::RETRY_AFTER;
use http::{HeaderValue, StatusCode};

/// `/portal/security/sessions`
pub async fn show(web: Web) -> Answer {
    web.cx.check_recorded(Action::ManageFactors).await?;
    view(&web, &Form::default(), None).await
}

/// Signs out elsewhere, after the password was typed once more.
pub async fn save(web: Web, Posted(typed, form): Posted<Ending>) -> Answer {
    web.cx.check_recorded(Action::ManageFactors).await?;
    let again = Again { password: typed.password.expose(), code: typed.code.expose() };
    match end(&web.cx, typed.which()?, again).await {
        Ok(_) => Ok(see("/portal/security/sessions?done=sessions-ended")),
        // Over meanwhile, which is what was wanted.
        Err(Error::NotFound) => Ok(see("/portal/security/sessions")),
        Err(error) => refuse(&web, form, error, t!("security-mismatch")).await,
    }
}

async fn refuse(web: &Web, form: Form, error: Error, mismatch: &'static str) -> Answer {
    let seconds = if let Error::Throttled { seconds } = error { Some(seconds) } else { None };
    let (form, status, text) = match error {
        Error::Throttled { seconds } => (form, StatusCode::TOO_MANY_REQUESTS, Some(words::throttled(seconds))),
        Error::Invalid(fields) if fields.iter().any(|f| f.problem == Problem::Credentials) => {
            (form, StatusCode::UNAUTHORIZED, Some(mismatch.to_owned()))
        }
        other => {
            let form = form.reject(other)?;
            let status = status_of(&form);
            (form, status, None)
        }
    };
    let mut response = view(web, &form, text).await?;
    *response.status_mut() = status;
    if let Some(seconds) = seconds {
        response.headers_mut().insert(RETRY_AFTER, HeaderValue::from(seconds));
    }
    Ok(response)
}

async fn view(web: &Web, form: &Form, message: Option<String>) -> Result<Response, crate::respond::Fail> {
    let all = list(&web.cx).await?;
    let most = web.cx.env().limits.portal_sessions;
    let asks_code = overview(&web.cx).await?.asks_code;
    Ok(page(web, &Frame::Portal, StatusCode::OK, t!("security-signed-in"), || {
        let steps = vec![
            (Some("/portal/security".to_owned()), t!("security-title").to_owned()),
            (None, t!("security-signed-in").to_owned()),
        ];
        let password =
            Field::password(form, Ending::password(), t!("security-your-password"), "current-password").required();
        let proof = (password, asks_code.then(|| code_field(form, t!("factor-code"), false)));
        let message = message.map(|text| ui::notice(web, "danger", text));
        let mut out = Markup::default();
        markup! {
            out,
            ui::crumbs(steps), Head::new(t!("security-signed-in")).about(t!("portal-times-utc")), ui::done(web), message,
            "<p class=\"muted\">", t!("security-sessions-most", count = most), "</p>",
            form_of(web, &all, "/portal/security/sessions", proof)
        }
        out.html()
    }))
}
