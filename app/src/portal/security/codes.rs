//! Recovery codes: shown once, until their owner has put them away. Making new ones asks first, because the old ones go.

use crate::form::Form;
use crate::portal::security::{again, credentials, refuse};
use crate::respond::{Answer, Frame, page, see};
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
        0 => "You have none left.".to_owned(),
        n => format!("{} left work no more from then on.", crate::words::count(n, "code that is", "codes that are")),
    };
    page(web, &Frame::Portal, status, "New recovery codes", || {
        view! {
            {ui::crumbs(vec![(Some("/portal/security".to_owned()), "Security".to_owned()), (None, "New recovery codes".to_owned())])}
            <header class="page-head"><div><h1>"Make new recovery codes?"</h1></div></header>
            {told.map(|text| ui::notice(web, "danger", text))}
            <section class="card narrow" aria-label="New recovery codes">
                <form class="card-body form" method="post" action="/portal/security/codes">
                    {ui::context(web)}
                    <p>{text}" The new ones are shown once, on the next page."</p>
                    {credentials(form, overview.asks, overview.asks_code)}
                    <div class="form-foot">
                        <a class="btn" href="/portal/security">"Cancel"</a>
                        <button class="btn btn-danger">"Make new codes"</button>
                    </div>
                </form>
            </section>
        }
    })
}

/// `/portal/security/codes`
pub async fn show(web: Web) -> Answer {
    let Some(codes) = shown_codes(&web.cx).await? else { return Ok(see("/portal/security")) };
    Ok(page(&web, &Frame::Portal, StatusCode::OK, "Recovery codes", || {
        let codes = codes.into_iter().map(|code| view! { <li><code>{code}</code></li> }).collect_view();
        view! {
            {ui::crumbs(vec![(Some("/portal/security".to_owned()), "Security".to_owned()), (None, "Recovery codes".to_owned())])}
            <header class="page-head"><div><h1>"Recovery codes"</h1></div></header>
            <section class="card narrow" aria-label="Recovery codes">
                <form class="card-body form" method="post" action="/portal/security/codes/saved">
                    {ui::context(&web)}
                    <p>"Each of these signs you in once, in place of a code of your app or a passkey. Print them or keep them in a password manager: they are not shown again."</p>
                    <ol class="codes">{codes}</ol>
                    <div class="form-foot"><button class="btn btn-primary">"I have kept them"</button></div>
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
