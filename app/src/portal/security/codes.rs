//! Recovery codes: shown once, until their owner has put them away.

use crate::form::Form;
use crate::portal::security::{again, refuse};
use crate::respond::{Answer, Frame, page, see};
use crate::ui;
use crate::web::Web;
use domain::factor::own::{hide_codes, renew_codes, shown_codes};
use http::StatusCode;
use leptos::prelude::*;

/// Makes new codes in place of the old ones.
pub async fn renew(web: Web, form: Form) -> Answer {
    match renew_codes(&web.cx, again(&form)).await {
        Ok(()) => Ok(see("/portal/security/codes")),
        Err(error) => refuse(&web, form, error).await,
    }
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
