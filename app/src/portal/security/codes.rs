//! Recovery codes: shown once, until their owner has put them away. Making new ones asks first, because the old ones go.

use crate::form::Form;
use crate::portal::security::{again, credentials, refuse};
use crate::respond::{Answer, Frame, page, see};
use crate::t;
use crate::ui;
use crate::web::Web;
use axum::response::Response;
use domain::factor::own::{Overview, hide_codes, overview, renew_codes, shown_codes};
use http::StatusCode;
use leptos::prelude::*;

/// `/portal/security/codes/new`
pub async fn ask(web: Web) -> Answer {
    let overview = overview(&web.cx).await?;
    if overview.factors.is_empty() {
        return Ok(see("/portal/security"));
    }
    Ok(question(&web, &overview, &Form::default(), StatusCode::OK, None))
}

/// Makes new codes in place of the old ones.
pub async fn renew(web: Web, form: Form) -> Answer {
    match renew_codes(&web.cx, again(&form)).await {
        Ok(()) => Ok(see("/portal/security/codes")),
        Err(error) => refuse(&web, form, error, question).await,
    }
}

fn question(web: &Web, overview: &Overview, form: &Form, status: StatusCode, told: Option<String>) -> Response {
    let text = match overview.codes {
        0 => t!("security-codes-none-left").to_owned(),
        n => t!("security-codes-stop", count = n),
    };
    page(web, &Frame::Portal, status, t!("security-new-codes"), || {
        view! {
            {ui::crumbs(vec![(Some("/portal/security".to_owned()), t!("security-title").to_owned()), (None, t!("security-new-codes").to_owned())])}
            <header class="page-head"><div><h1>{t!("security-codes-question")}</h1></div></header>
            {told.map(|text| ui::notice(web, "danger", text))}
            <section class="card narrow" aria-label=t!("security-new-codes")>
                <form class="card-body form" method="post" action="/portal/security/codes">
                    {ui::context(web)}
                    <p>{text}</p>
                    {credentials(form, overview.asks, overview.asks_code)}
                    <div class="form-foot">
                        <a class="btn" href="/portal/security">{t!("portal-cancel")}</a>
                        <button class="btn btn-danger">{t!("security-codes-make")}</button>
                    </div>
                </form>
            </section>
        }
    })
}

/// `/portal/security/codes`
pub async fn show(web: Web) -> Answer {
    let Some(codes) = shown_codes(&web.cx).await? else { return Ok(see("/portal/security")) };
    Ok(page(&web, &Frame::Portal, StatusCode::OK, t!("security-codes-title"), || {
        let codes = codes.into_iter().map(|code| view! { <li><code>{code}</code></li> }).collect_view();
        view! {
            {ui::crumbs(vec![(Some("/portal/security".to_owned()), t!("security-title").to_owned()), (None, t!("security-codes-title").to_owned())])}
            <header class="page-head"><div><h1>{t!("security-codes-title")}</h1></div></header>
            <section class="card narrow" aria-label=t!("security-codes-title")>
                <form class="card-body form" method="post" action="/portal/security/codes/saved">
                    {ui::context(&web)}
                    <p>{t!("security-codes-help")}</p>
                    <ol class="codes">{codes}</ol>
                    <div class="form-foot"><button class="btn btn-primary">{t!("security-codes-kept")}</button></div>
                </form>
            </section>
        }
    }))
}

/// They are shown no more.
pub async fn saved(web: Web, _form: Form) -> Answer {
    hide_codes(&web.cx).await?;
    Ok(see("/portal/security"))
}
