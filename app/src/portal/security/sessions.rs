//! Where one is signed in to the portal, and signing out there from here.

use super::code_field;
use crate::form::Form;
use crate::respond::{Answer, Frame, page, see, status_of};
use crate::t;
use crate::text::PLACES;
use crate::ui::{self, Html, Rendered, Text, text_field};
use crate::web::Web;
use crate::words;
use axum::response::Response;
use domain::error::{Error, Problem};
use domain::factor::own::{Again, overview};
use domain::id::SessionId;
use domain::policy::Action;
use domain::session::own::{Own, Which, end, list};
use http::header::RETRY_AFTER;
use http::{HeaderValue, StatusCode};
use leptos::prelude::*;

/// `/portal/security/sessions`
pub async fn show(web: Web) -> Answer {
    web.cx.check_recorded(Action::ManageFactors).await?;
    view(&web, &Form::default(), None).await
}

/// Signs out elsewhere, after the password was typed once more.
pub async fn save(web: Web, form: Form) -> Answer {
    web.cx.check_recorded(Action::ManageFactors).await?;
    let again = Again { password: form.get("password"), code: form.get("code") };
    match end(&web.cx, which(&form)?, again).await {
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

/// What the pressed button says.
pub(crate) fn which(form: &Form) -> Result<Which, Error> {
    match form.get("session") {
        "others" => Ok(Which::Others),
        id => SessionId::parse(id).map(Which::One).ok_or(Error::NotFound),
    }
}

async fn view(web: &Web, form: &Form, told: Option<String>) -> Result<Response, crate::respond::Fail> {
    let all = list(&web.cx).await?;
    let most = web.cx.env().limits.portal_sessions;
    let asks_code = overview(&web.cx).await?.asks_code;
    Ok(page(web, &Frame::Portal, StatusCode::OK, t!("security-signed-in"), || {
        let steps = vec![
            (Some("/portal/security".to_owned()), t!("security-title").to_owned()),
            (None, t!("security-signed-in").to_owned()),
        ];
        let proof = view! {
            {text_field(form, Text { name: "password", label: t!("security-your-password"), kind: "password", autocomplete: "current-password", required: true, ..Text::default() })}
            {asks_code.then(|| code_field(form, t!("factor-code"), false))}
        }
        .html();
        view! {
            {ui::crumbs(steps)}
            <header class="page-head"><div><h1>{t!("security-signed-in")}</h1><ul class="meta"><li>{t!("portal-times-utc")}</li></ul></div></header>
            {ui::done(web)}
            {told.map(|text| ui::notice(web, "danger", text))}
            <p class="muted">{t!("security-sessions-most", count = most)}</p>
            {form_of(web, &all, "/portal/security/sessions", proof)}
        }
    }))
}

/// The list as a form: where somebody is signed in, with a button each, and the proof that it takes.
pub(crate) fn form_of(web: &Web, all: &[Own], action: &'static str, proof: Html) -> Html {
    let rows = all.iter().enumerate().map(|(n, own)| row(web, own, n == 0)).collect_view();
    let proof = (all.len() > 1).then(|| {
        view! {
            <div class="card-body form">
                {proof}
                // Enter presses the first button of a form.
                <div class="form-foot"><button class="btn btn-primary" name="session" value="others">{t!("security-sessions-end-others")}</button></div>
            </div>
        }
    });
    let list = view! { <ul class="card-list">{rows}</ul> }.html();
    view! {
        <section class="card narrow" aria-label=t!("security-signed-in")>
            <form method="post" action=action>
                {ui::context(web)}
                {proof}
                {list}
            </form>
        </section>
    }
    .html()
}

fn row(web: &Web, own: &Own, is_this: bool) -> Html {
    let name = words::browser::name(&own.user_agent);
    let seen = words::ago(web.cx.now().since(own.seen_at).as_seconds());
    let label = t!("security-sessions-label", browser = &name, ago = &seen);
    let end = if is_this {
        view! { <small class="muted">{t!("security-sessions-this")}</small> }.html()
    } else {
        view! { <button class="btn btn-small" name="session" value=own.id.to_string() aria-label=label>{t!("security-sessions-end")}</button> }.html()
    };
    view! {
        <li class="item">
            <div class="item-text">
                <b title=ui::plain(&own.user_agent)>{name}</b>
                <small>{ui::within(t!("security-sessions-row", time = PLACES[0], ago = seen), [ui::moment(own.created_at).html()])}</small>
            </div>
            {end}
        </li>
    }
    .html()
}
