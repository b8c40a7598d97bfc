//! Recovery codes: shown once, until their owner has put them away. Making new ones asks first, because the old ones go.

use crate::form::{Form, Posted};
use crate::part::proof::{Proof, credentials};
use crate::portal::security::{cancel, framed, refuse};
use crate::respond::{Answer, Frame, page, see};
use crate::ui;
use crate::ui::form::{Post, submit};
use crate::ui::markup::Markup;
use crate::web::Web;
use crate::{markup, t};
use axum::response::Response;
use domain::factor::own::{Overview, hide_codes, overview, renew_codes, shown_codes};
use domain::set_up::steps::Facts;
use http::StatusCode;

/// `/portal/security/codes/new`
pub async fn ask(web: Web) -> Answer {
    let overview = overview(&web.cx).await?;
    if overview.factors.is_empty() {
        return Ok(see("/portal/security"));
    }
    Ok(question(&web, &overview, &Form::default(), StatusCode::OK, None))
}

/// Makes new codes in place of the old ones.
pub async fn renew(web: Web, Posted(typed, form): Posted<Proof>) -> Answer {
    match renew_codes(&web.cx, typed.again()).await {
        Ok(()) => Ok(see("/portal/security/codes")),
        Err(error) => refuse(&web, form, error, question).await,
    }
}

fn question(web: &Web, overview: &Overview, form: &Form, status: StatusCode, message: Option<String>) -> Response {
    let text = match overview.codes {
        0 => t!("security-codes-none-left").to_owned(),
        n => t!("security-codes-stop", count = n),
    };
    page(web, &Frame::Portal, status, t!("security-new-codes"), || {
        let post = Post::in_card(web, "/portal/security/codes")
            .field(ui::paragraph(text))
            .field(credentials(form, overview.asks, overview.asks_code))
            .foot((cancel(), submit("btn btn-danger", t!("security-codes-make"))));
        let message = message.map(|text| ui::notice(web, "danger", text));
        let name = t!("security-new-codes");
        framed(name, t!("security-codes-question"), message, ui::card::unnamed(name, post))
    })
}

/// `/portal/security/codes`
pub async fn show(web: Web) -> Answer {
    let Some(codes) = shown_codes(&web.cx).await? else { return Ok(see("/portal/security")) };
    Ok(page(&web, &Frame::Portal, StatusCode::OK, t!("security-codes-title"), || {
        let mut list = Markup::default();
        markup! { list, "<p>", t!("security-codes-help"), "</p><ol class=\"codes\">" }
        for code in codes {
            markup! { list, "<li>", ui::code(code), "</li>" }
        }
        list.literal("</ol>");
        let post = Post::in_card(&web, "/portal/security/codes/saved")
            .field(list)
            .foot(submit("btn btn-primary", t!("security-codes-kept")));
        let name = t!("security-codes-title");
        framed(name, name, None, ui::card::unnamed(name, post))
    }))
}

/// They are shown no more.
pub async fn saved(web: Web, _form: Form) -> Answer {
    hide_codes(&web.cx).await?;
    // On the first day the way goes on.
    Ok(see(if web.to_do.is_some_and(Facts::is_bare) { "/portal/start" } else { "/portal/security" }))
}
