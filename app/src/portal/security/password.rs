//! A new password of one's own: asks for the old one, and for the second factor of whoever has one.

use super::{code_field, refuse};
use crate::form::Form;
use crate::reset::hint;
use crate::respond::{Answer, Frame, page, see};
use crate::t;
use crate::ui::{self, Text, text_field};
use crate::web::Web;
use axum::response::Response;
use domain::factor::own::{Again, Overview, overview};
use domain::password::change::{Others, change_own};
use http::StatusCode;
use leptos::prelude::*;

/// `/portal/security/password`
pub async fn show(web: Web) -> Answer {
    let overview = overview(&web.cx).await?;
    Ok(view(&web, &overview, &Form::with(&[("others", "end")]), StatusCode::OK, None))
}

/// Sets it; other sessions end unless the box was cleared.
pub async fn save(web: Web, form: Form) -> Answer {
    let others = if form.get("others") == "end" { Others::End } else { Others::Keep };
    let typed = Again { password: form.get("password"), code: form.get("code") };
    match change_own(&web.cx, typed, form.get("new"), others).await {
        Ok(()) => Ok(see("/portal/security?done=password")),
        Err(error) => refuse(&web, form, error, view).await,
    }
}

fn view(web: &Web, overview: &Overview, form: &Form, status: StatusCode, told: Option<String>) -> Response {
    page(web, &Frame::Portal, status, t!("security-password"), || {
        view! {
            {ui::crumbs(vec![(Some("/portal/security".to_owned()), t!("security-title").to_owned()), (None, t!("security-password").to_owned())])}
            <header class="page-head"><div><h1>{t!("security-password")}</h1></div></header>
            {told.map(|text| ui::notice(web, "danger", text))}
            <section class="card narrow" aria-label=t!("security-password-change")>
                <form class="card-body form" method="post" action="/portal/security/password">
                    {ui::context(web)}
                    {text_field(form, Text { name: "password", label: t!("security-password-current"), kind: "password", autocomplete: "current-password", focus: true, required: true, ..Text::default() })}
                    {overview.asks_code.then(|| code_field(form, t!("factor-code"), false))}
                    {text_field(form, Text { name: "new", label: t!("security-password-new"), kind: "password", autocomplete: "new-password", hint: hint(), required: true, ..Text::default() })}
                    <label class="check">
                        <input type="checkbox" name="others" value="end" checked=form.get("others") == "end"/>
                        <span>{t!("security-password-others")}</span>
                    </label>
                    <div class="form-foot">
                        <a class="btn" href="/portal/security">{t!("portal-cancel")}</a>
                        <button class="btn btn-primary">{t!("security-change-password")}</button>
                    </div>
                </form>
            </section>
        }
    })
}
