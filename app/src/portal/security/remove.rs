//! Removing a factor: asks first, with password and code.

use crate::form::{Form, Posted};
use crate::part::proof::{Proof, code_field};
use crate::portal::security::{cancel, framed, refusal, waiting};
use crate::respond::{Answer, Frame, page, see};
use crate::t;
use crate::text::PLACES;
use crate::ui;
use crate::ui::field::Field;
use crate::ui::form::{Post, submit};
use crate::web::Web;
use axum::extract::Path;
use axum::response::Response;
use domain::error::Error;
use domain::factor::db::Factor;
use domain::factor::own::{factor, remove};
use domain::id::FactorId;
use http::StatusCode;

/// `/portal/security/factors/{id}`
pub async fn show(web: Web, Path(id): Path<String>) -> Answer {
    let factor = factor(&web.cx, FactorId::parse(&id).ok_or(Error::NotFound)?).await?;
    Ok(view(&web, &factor, &Form::default(), StatusCode::OK, None))
}

/// Removes it.
pub async fn save(web: Web, Path(id): Path<String>, Posted(typed, form): Posted<Proof>) -> Answer {
    let id = FactorId::parse(&id).ok_or(Error::NotFound)?;
    let found = factor(&web.cx, id).await?;
    match remove(&web.cx, id, typed.again()).await {
        Ok(()) => Ok(see("/portal/security?done=factor-removed")),
        Err(error) => {
            let seconds = if let Error::Throttled { seconds } = error { Some(seconds) } else { None };
            let (status, message, form) = refusal(form, error)?;
            Ok(waiting(view(&web, &found, &form, status, message), seconds))
        }
    }
}

fn view(web: &Web, factor: &Factor, form: &Form, status: StatusCode, message: Option<String>) -> Response {
    let name = super::called(factor);
    page(web, &Frame::Portal, status, t!("security-remove-title"), || {
        let password =
            Field::password(form, Proof::password(), t!("security-your-password"), "current-password").focus(true);
        let post = Post::in_card(web, &format!("/portal/security/factors/{}/remove", factor.id))
            .field(ui::paragraph(t!("security-remove-help")))
            .field(password.required())
            .field(code_field(form, t!("factor-code"), false))
            .foot((cancel(), submit("btn btn-danger", t!("portal-remove"))));
        let question = ui::within(t!("security-remove-question", name = PLACES[0]), [ui::name(&name)]);
        let message = message.map(|text| ui::notice(web, "danger", text));
        let card = ui::card::unnamed(t!("security-remove-title"), post);
        framed(&t!("security-remove-label", name = &name), question, message, card)
    })
}
