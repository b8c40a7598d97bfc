//! Adding a passkey. The island asks the browser for it; without script the page says what else there is.

use crate::form::Form;
use crate::island::passkey::Passkey;
use crate::portal::security::{again, refuse};
use crate::respond::{Answer, Frame, page, see};
use crate::t;
use crate::ui;
use crate::web::Web;
use domain::error::{Error, Problem};
use domain::factor::own::{begin_key, confirm_key, new_key};
use http::StatusCode;
use leptos::prelude::*;

/// Begins to add a passkey.
pub async fn begin(web: Web, form: Form) -> Answer {
    match begin_key(&web.cx, form.get("name"), again(&form)).await {
        Ok(()) => Ok(see("/portal/security/passkey")),
        Err(error) => refuse(&web, form, error, super::view).await,
    }
}

/// `/portal/security/passkey`
pub async fn show(web: Web) -> Answer {
    let Some(options) = new_key(&web.cx).await? else { return Ok(see("/portal/security?done=too-late")) };
    Ok(page(&web, &Frame::Portal, StatusCode::OK, t!("security-add-passkey"), || {
        view! {
            {ui::crumbs(vec![(Some("/portal/security".to_owned()), t!("security-title").to_owned()), (None, t!("security-add-passkey").to_owned())])}
            <header class="page-head"><div><h1>{t!("security-add-passkey")}</h1></div></header>
            <section class="card narrow" aria-label=t!("security-add-passkey")>
                <form class="card-body form" method="post" action="/portal/security/passkey/confirm">
                    {ui::context(&web)}
                    <p>{t!("security-passkey-lead")}</p>
                    <Passkey options=options create=true label=t!("security-passkey-create").to_owned() failed=t!("security-passkey-failed").to_owned() bare=t!("security-passkey-bare").to_owned()/>
                    <div class="form-foot"><a class="btn" href="/portal/security">{t!("portal-cancel")}</a></div>
                </form>
            </section>
        }
    }))
}

/// Adds the passkey that the browser made.
pub async fn confirm(web: Web, form: Form) -> Answer {
    match confirm_key(&web.cx, form.get("answer")).await {
        Ok(true) => Ok(see("/portal/security/codes")),
        Ok(false) => Ok(see("/portal/security?done=factor-added")),
        Err(Error::NotFound) => Ok(see("/portal/security?done=too-late")),
        Err(Error::Invalid(fields)) => {
            let problem = fields.first().map(|f| f.problem.clone()).filter(|p| *p != Problem::Required);
            let problem = problem.unwrap_or(Problem::Passkey);
            refuse(&web, form, Error::field("name", problem), super::view).await
        }
        Err(error) => Err(error.into()),
    }
}
