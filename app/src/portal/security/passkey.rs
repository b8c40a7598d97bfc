//! Adding a passkey. The island asks the browser for it; without script the page says what else there is.

use crate::form::Posted;
use crate::island::passkey::Passkey;
use crate::part::proof::Proof;
use crate::portal::security::{cancel, framed, refuse};
use crate::respond::{Answer, Frame, page, see};
use crate::t;
use crate::ui::form::Post;
use crate::ui::{self, Rendered};
use crate::web::Web;
use domain::error::{Error, Problem};
use domain::factor::own::{begin_key, confirm_key, new_key};
use http::StatusCode;
use leptos::prelude::*;

/// Begins to add a passkey.
pub async fn begin(web: Web, Posted(typed, form): Posted<Proof>) -> Answer {
    match begin_key(&web.cx, &typed.name, typed.again()).await {
        Ok(()) => Ok(see("/portal/security/passkey")),
        Err(error) => refuse(&web, form, error, super::view).await,
    }
}

/// `/portal/security/passkey`
pub async fn show(web: Web) -> Answer {
    let Some(options) = new_key(&web.cx).await? else { return Ok(see("/portal/security?done=too-late")) };
    Ok(page(&web, &Frame::Portal, StatusCode::OK, t!("security-add-passkey"), || {
        let island = view! {
            <Passkey options=options create=true label=t!("security-passkey-create").to_owned() failed=t!("security-passkey-failed").to_owned() bare=t!("security-passkey-bare").to_owned()/>
        };
        let post = Post::in_card(&web, "/portal/security/passkey/confirm")
            .field((ui::paragraph(t!("security-passkey-lead")), island.html()))
            .foot(cancel());
        let name = t!("security-add-passkey");
        framed(name, name, None, ui::card::unnamed(name, post))
    }))
}

/// Adds the passkey that the browser made.
pub async fn confirm(web: Web, Posted(typed, form): Posted<Proof>) -> Answer {
    match confirm_key(&web.cx, typed.answer.expose()).await {
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
