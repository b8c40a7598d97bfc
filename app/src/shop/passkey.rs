//! Confirming with a passkey before acting on behalf: a page of its own, because the one that asks for the password carries
//! no script (R57).

use crate::form::{Form, Posted, Secret};
use crate::island::passkey::Passkey;
use crate::respond::{Answer, Frame, page, see, status_of_credentials};
use crate::shop::behalf::slug;
use crate::shop::behalf::verify::{opened, opened_before};
use crate::text::PLACES;
use crate::ui::form::{Post, button};
use crate::ui::gate_card::GateCard;
use crate::ui::markup::Part;
use crate::ui::notice::{Notice, Tone};
use crate::ui::{self, Rendered};
use crate::web::{Web, cookie};
use crate::{form, t, words};
use axum::response::Response;
use domain::behalf::db::{Pending, pending};
use domain::credential::Token;
use domain::error::Error;
use domain::factor::passkey::{Assertion, ask, options};
use http::StatusCode;
use leptos::prelude::*;

form! {
    /// What the browser's passkey says.
    pub struct Answered {
        /// As the island writes it.
        answer: Secret,
    }
}

/// How long the browser keeps what it was asked with, in seconds.
const STEP: u32 = 300;

/// Asks for a passkey of the person who asked for the session.
pub async fn begin(web: Web, _form: Form) -> Answer {
    let slug = slug(&web)?;
    let pending = pending(&web.cx, slug).await?;
    let token = Token::fresh()?;
    ask(&web.cx, &token, Some(pending.staff())).await?;
    let mut response = see(&cookie::expected(&web, &web.href("/verify/passkey")));
    cookie::set_for(&mut response, &cookie::step(Some(slug)), token.expose(), STEP);
    Ok(response)
}

/// `/as/{slug}/verify/passkey`
pub async fn show(web: Web) -> Answer {
    let pending = pending(&web.cx, slug(&web)?).await?;
    let found = match web.step.as_deref() {
        Some(step) => options(&web.cx, step).await?,
        None => None,
    };
    match found {
        Some(options) => Ok(view(&web, &pending, StatusCode::OK, Ok(options))),
        None => Ok(see(&web.href("/verify"))),
    }
}

/// Opens the session for the passkey.
pub async fn confirm(web: Web, Posted(typed, form): Posted<Answered>) -> Answer {
    let slug = slug(&web)?.to_owned();
    let Some(step) = web.step.clone() else {
        if let Some(answer) = opened_before(&web).await? {
            return Ok(answer);
        }
        pending(&web.cx, &slug).await?;
        return Ok(see(&web.href("/verify")));
    };
    let passkey = Assertion { holder: &step, answer: typed.answer.expose() };
    match domain::behalf::passkey::open(&web.cx, &slug, &passkey).await {
        Ok(verified) => {
            let mut response = opened(&web, &slug, &verified);
            cookie::clear(&mut response, &cookie::step(Some(&slug)));
            Ok(response)
        }
        Err(error @ Error::Invalid(_)) => {
            let form = form.reject(error)?;
            let pending = pending(&web.cx, &slug).await?;
            Ok(view(&web, &pending, status_of_credentials(&form), Err(words::no_passkey(&form))))
        }
        Err(error) => Err(error.into()),
    }
}

/// With what the browser is asked, or with what is said when its answer did not fit.
fn view(web: &Web, pending: &Pending, status: StatusCode, options: Result<String, String>) -> Response {
    let until = t!("verify-until", time = pending.redeem_by.clock());
    page(web, &Frame::Gate, status, t!("verify-title"), || {
        let asking = match options {
            Ok(options) => {
                let (label, failed) =
                    (t!("verify-passkey-continue").to_owned(), t!("verify-passkey-failed").to_owned());
                let bare = t!("verify-passkey-bare").to_owned();
                let island =
                    view! { <Passkey options=options create=false label=label failed=failed bare=bare/> }.html();
                Post::to(web, &web.href("/verify/passkey/confirm")).field(island).html()
            }
            Err(text) => {
                let again = web.href("/verify/passkey");
                let again = button(web, &again, "btn btn-primary btn-wide", t!("verify-passkey-again"), "");
                Part::rendered((Notice::new(web, Tone::Danger, text), again))
            }
        };
        let who = [ui::strong(ui::name(&pending.contact_name)), ui::name(&pending.organization_name)];
        let lead = ui::within(t!("verify-passkey-lead", customer = PLACES[0], company = PLACES[1]), who);
        GateCard::new(t!("verify-title"))
            .lead((lead, " ", until))
            .part(asking)
            .foot(ui::link(&web.href("/verify"), t!("verify-passkey-password")))
            .html()
    })
}
