//! A new password of one's own: asks for the old one, and for the second factor of a person who has one.

use super::refuse;
use crate::form::{Form, Posted};
use crate::part::credentials::{NewPassword, others};
use crate::part::proof::code_field;
use crate::reset::hint;
use crate::respond::{Answer, Frame, page, see};
use crate::ui;
use crate::ui::field::Field;
use crate::ui::form::{Post, button_link, submit};
use crate::ui::head::Head;
use crate::ui::markup::Markup;
use crate::web::Web;
use crate::{markup, t};
use axum::response::Response;
use domain::factor::own::{Again, Overview, overview};
use domain::password::change::change_own;
use http::StatusCode;

/// `/portal/security/password`
pub async fn show(web: Web) -> Answer {
    let overview = overview(&web.cx).await?;
    Ok(view(&web, &overview, &NewPassword::blank(), StatusCode::OK, None))
}

/// Sets it; other sessions end unless the box was cleared.
pub async fn save(web: Web, Posted(typed, form): Posted<NewPassword>) -> Answer {
    let again = Again { password: typed.password.expose(), code: typed.code.expose() };
    match change_own(&web.cx, again, typed.chosen.expose(), typed.others_end()).await {
        Ok(()) => Ok(see("/portal/security?done=password")),
        Err(error) => refuse(&web, form, error, view).await,
    }
}

fn view(web: &Web, overview: &Overview, form: &Form, status: StatusCode, message: Option<String>) -> Response {
    page(web, &Frame::Portal, status, t!("security-password"), || {
        let steps = vec![
            (Some("/portal/security".to_owned()), t!("security-title").to_owned()),
            (None, t!("security-password").to_owned()),
        ];
        let current =
            Field::password(form, NewPassword::password(), t!("security-password-current"), "current-password");
        let new =
            Field::password(form, NewPassword::chosen(), t!("security-password-new"), "new-password").hint(hint());
        let post = Post::in_card(web, "/portal/security/password")
            .field(current.focus(true).required())
            .field(overview.asks_code.then(|| code_field(form, t!("factor-code"), false)))
            .field(new.required())
            .field(others(form, t!("security-password-others")))
            .foot((
                button_link("btn", "/portal/security", t!("portal-cancel")),
                submit("btn btn-primary", t!("security-change-password")),
            ));
        let message = message.map(|text| ui::notice(web, "danger", text));
        let mut out = Markup::default();
        markup! {
            out,
            ui::crumbs(steps), Head::new(t!("security-password")), message,
            ui::card::unnamed(t!("security-password-change"), post)
        }
        out.html()
    })
}
