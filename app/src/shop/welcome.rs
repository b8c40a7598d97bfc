//! The page behind the link of an invitation, where a customer chooses their first password.
//!
//! Rule: the link is a key, as the one for a new password is; see [`crate::reset`].

use crate::form::{Form, Posted, Secret};
use crate::frame::gate::{self, Message};
use crate::reset::{discreet, hint};
use crate::respond::{Answer, Frame, page, see, status_of};
use crate::text::PLACES;
use crate::ui;
use crate::ui::field::Field;
use crate::ui::form::{Post, submit, username};
use crate::ui::markup::Markup;
use crate::web::Web;
use crate::{form, markup, t};
use axum::extract::Path;
use axum::response::Response;
use domain::account::invite::accept::{Welcome, accept, welcome};
use domain::error::Error;
use http::StatusCode;

form! {
    /// What is typed behind the link.
    pub struct Chosen {
        /// The password.
        password: Secret,
    }
}

/// `/welcome/{token}`: looking at it changes nothing.
pub async fn show(web: Web, Path(token): Path<String>) -> Answer {
    match welcome(&web.cx, &token).await {
        Ok(invited) => Ok(choice(&web, &invited, &Form::default())),
        Err(Error::NotFound) => Ok(over(&web)),
        Err(error) => Err(error.into()),
    }
}

/// Sets the password.
pub async fn save(web: Web, Path(token): Path<String>, Posted(typed, form): Posted<Chosen>) -> Answer {
    let invited = match welcome(&web.cx, &token).await {
        Err(Error::NotFound) => return Ok(over(&web)),
        other => other?,
    };
    match accept(&web.cx, &token, typed.password.expose()).await {
        Ok(()) => Ok(discreet(see("/sign-in?done=account-joined"))),
        Err(Error::NotFound) => Ok(over(&web)),
        Err(error) => Ok(choice(&web, &invited, &form.reject(error)?)),
    }
}

fn choice(web: &Web, invited: &Welcome, form: &Form) -> Response {
    let lead = ui::within(
        t!("welcome-lead", name = PLACES[0], store = PLACES[1], company = PLACES[2], email = PLACES[3]),
        [
            ui::name(&invited.name),
            ui::name(&invited.store),
            ui::name(&invited.company),
            ui::strong(ui::plain(&invited.email)),
        ],
    );
    discreet(page(web, &Frame::Gate, status_of(form), t!("welcome-title"), || {
        let field = Field::password(form, Chosen::password(), t!("welcome-password"), "new-password").hint(hint());
        let post = Post::here(web)
            .field(username(&invited.email))
            .field(field.focus(true).required())
            .field(submit("btn btn-primary btn-wide", t!("reset-set")));
        let mut out = Markup::default();
        markup! {
            out,
            "<section class=\"gate-card\"><h1>", t!("welcome-title"), "</h1><p class=\"gate-lead\">", lead, "</p>", post,
            "</section>"
        }
        out.html()
    }))
}

/// What the page says once the link works no more.
fn over(web: &Web) -> Response {
    let message = Message {
        title: t!("welcome-over").to_owned(),
        text: t!("welcome-over-help").to_owned(),
        links: vec![
            ("/forgot-password".to_owned(), t!("reset-ask-again").to_owned()),
            ("/sign-in".to_owned(), t!("sign-in-title").to_owned()),
        ],
    };
    discreet(page(web, &Frame::Gate, StatusCode::GONE, &message.title.clone(), || {
        gate::oops(StatusCode::GONE, message)
    }))
}
