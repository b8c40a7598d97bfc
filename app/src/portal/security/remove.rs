//! Removing a factor: asks first, with password and code.

use crate::form::Form;
use crate::part::person;
use crate::portal::security::{code_field, refusal, waiting};
use crate::respond::{Answer, Frame, page, see};
use crate::t;
use crate::text::PLACES;
use crate::ui::{self, Rendered, Text, text_field};
use crate::web::Web;
use axum::extract::Path;
use axum::response::Response;
use domain::error::Error;
use domain::factor::db::Factor;
use domain::factor::own::{Again, factor, remove};
use domain::id::FactorId;
use http::StatusCode;
use leptos::prelude::*;

/// `/portal/security/factors/{id}`
pub async fn show(web: Web, Path(id): Path<String>) -> Answer {
    let factor = factor(&web.cx, FactorId::parse(&id).ok_or(Error::NotFound)?).await?;
    Ok(view(&web, &factor, &Form::default(), StatusCode::OK, None))
}

/// Removes it.
pub async fn save(web: Web, Path(id): Path<String>, form: Form) -> Answer {
    let id = FactorId::parse(&id).ok_or(Error::NotFound)?;
    let found = factor(&web.cx, id).await?;
    let typed = Again { password: form.get("password"), code: form.get("code") };
    match remove(&web.cx, id, typed).await {
        Ok(()) => Ok(see("/portal/security?done=factor-removed")),
        Err(error) => {
            let seconds = if let Error::Throttled { seconds } = error { Some(seconds) } else { None };
            let (status, told, form) = refusal(form, error)?;
            Ok(waiting(view(&web, &found, &form, status, told), seconds))
        }
    }
}

fn view(web: &Web, factor: &Factor, form: &Form, status: StatusCode, told: Option<String>) -> Response {
    let name = super::called(factor);
    page(web, &Frame::Portal, status, t!("security-remove-title"), || {
        view! {
            {ui::crumbs(vec![(Some("/portal/security".to_owned()), t!("security-title").to_owned()), (None, t!("security-remove-label", name = &name))])}
            <header class="page-head"><div><h1>{ui::within(t!("security-remove-question", name = PLACES[0]), [person::name(&name).html()])}</h1></div></header>
            {told.map(|text| ui::notice(web, "danger", text))}
            <section class="card narrow" aria-label=t!("security-remove-title")>
                <form class="card-body form" method="post" action=format!("/portal/security/factors/{}/remove", factor.id)>
                    {ui::context(web)}
                    <p>{t!("security-remove-help")}</p>
                    {text_field(form, Text { name: "password", label: t!("security-your-password"), kind: "password", autocomplete: "current-password", focus: true, required: true, ..Text::default() })}
                    {code_field(form, t!("factor-code"), false)}
                    <div class="form-foot">
                        <a class="btn" href="/portal/security">{t!("portal-cancel")}</a>
                        <button class="btn btn-danger">{t!("portal-remove")}</button>
                    </div>
                </form>
            </section>
        }
    })
}
