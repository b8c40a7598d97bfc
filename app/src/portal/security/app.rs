//! Adding an authenticator app: the key as a picture and as text, then a code to confirm.

use crate::form::Form;
use crate::portal::security::{again, refuse};
use crate::respond::{Answer, Frame, page, see, status_of};
use crate::t;
use crate::ui::{self, Html, Rendered, Text, text_field};
use crate::web::Web;
use axum::response::Response;
use domain::error::Error;
use domain::factor::own::{NewApp, begin_app, confirm_app, new_app};
use fast_qr::QRBuilder;
use leptos::prelude::*;

/// Begins to add an app.
pub async fn begin(web: Web, form: Form) -> Answer {
    match begin_app(&web.cx, form.get("name"), again(&form)).await {
        Ok(()) => Ok(see("/portal/security/app")),
        Err(error) => refuse(&web, form, error, super::view).await,
    }
}

/// `/portal/security/app`
pub async fn show(web: Web) -> Answer {
    match new_app(&web.cx).await? {
        Some(app) => Ok(view(&web, &app, &Form::default())),
        None => Ok(see("/portal/security?done=too-late")),
    }
}

/// Adds the app when the code is right.
pub async fn confirm(web: Web, form: Form) -> Answer {
    match confirm_app(&web.cx, form.get("code")).await {
        Ok(true) => Ok(see("/portal/security/codes")),
        Ok(false) => Ok(see("/portal/security?done=factor-added")),
        Err(Error::NotFound) => Ok(see("/portal/security?done=too-late")),
        Err(error) => {
            let form = form.reject(error)?;
            match new_app(&web.cx).await? {
                Some(app) => Ok(view(&web, &app, &form)),
                None => Ok(see("/portal/security?done=too-late")),
            }
        }
    }
}

fn view(web: &Web, app: &NewApp, form: &Form) -> Response {
    let blank = Form::default();
    let kept = if form.is_rejected() { form } else { &blank };
    page(web, &Frame::Portal, status_of(form), t!("security-add-app"), || {
        view! {
            {ui::crumbs(vec![(Some("/portal/security".to_owned()), t!("security-title").to_owned()), (None, t!("security-add-app").to_owned())])}
            <header class="page-head"><div><h1>{t!("security-add-app")}</h1></div></header>
            <section class="card narrow" aria-label=t!("security-add-app")>
                <form class="card-body form" method="post" action="/portal/security/app/confirm">
                    {ui::context(web)}
                    <p>{t!("security-app-scan")}</p>
                    {picture(&app.address)}
                    <p class="qr-key">{t!("security-app-key")}" "<code>{app.key.clone()}</code></p>
                    <p>{t!("security-app-type")}</p>
                    {text_field(kept, Text { name: "code", label: t!("security-app-code"), kind: "text", autocomplete: "one-time-code", hint: t!("security-app-code-help"), focus: true, required: true, ..Text::default() })}
                    <div class="form-foot">
                        <a class="btn" href="/portal/security">{t!("portal-cancel")}</a>
                        <button class="btn btn-primary">{t!("security-app-confirm")}</button>
                    </div>
                </form>
            </section>
        }
    })
}

/// A QR code, drawn: one path over a white ground, so that it can be read in the dark, too.
fn picture(text: &str) -> Html {
    let Ok(code) = QRBuilder::new(text).build() else { return ().html() };
    let dark = (0..code.size * code.size).filter(|n| code[n / code.size][n % code.size].value());
    let path: String = dark.map(|n| format!("M{} {}h1v1h-1z", n % code.size, n / code.size)).collect();
    let frame = format!("-4 -4 {0} {0}", code.size + 8);
    view! {
        <svg class="qr" viewBox=frame role="img" aria-label=t!("security-app-picture") shape-rendering="crispEdges">
            <path d=path></path>
        </svg>
    }
    .html()
}
