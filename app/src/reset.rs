//! A forgotten password: asking for a link, and the page behind it where a new one is chosen. One set of pages for customers
//! and staff; the address says which.
//!
//! Rule: the link is a key, so these pages carry no script, send no referrer to other sites, and are never cached.

use crate::form::{Form, Posted, Secret};
use crate::frame::gate::{self, Message};
use crate::part::credentials::foot;
use crate::respond::{Answer, Frame, page, see, status_of};
use crate::text::PLACES;
use crate::ui;
use crate::ui::field::Field;
use crate::ui::form::{Post, submit, username};
use crate::ui::markup::Markup;
use crate::web::Web;
use crate::{form, markup, t, words};
use axum::extract::Path;
use axum::response::Response;
use domain::error::{Error, Realm};
use domain::password::reset;
use domain::password::{Person, SHORTEST};
use domain::policy::Action;
use http::{HeaderValue, StatusCode, header};

form! {
    /// Who forgot their password.
    pub struct Forgot {
        /// The e-mail address.
        login: String,
    }
}

form! {
    /// What is typed behind the link.
    pub struct Chosen {
        /// The new password.
        password: Secret,
    }
}

/// Whose pages these are, and where they are.
fn realm(web: &Web) -> (Realm, &'static str, &'static str) {
    if web.is_portal() {
        (Realm::Portal, "/portal/forgot-password", "/portal/sign-in")
    } else {
        (Realm::Shop, "/forgot-password", "/sign-in")
    }
}

/// An answer that does not say where it comes from.
pub fn discreet(mut response: Response) -> Response {
    response.headers_mut().insert(header::REFERRER_POLICY, HeaderValue::from_static("no-referrer"));
    response
}

/// `/forgot-password`
pub async fn show(web: Web) -> Answer {
    web.cx.check_recorded(Action::SignIn).await?;
    Ok(question(&web, &Form::default(), StatusCode::OK, None))
}

/// Has a link sent. The answer is the same whether the e-mail address is known or not.
pub async fn ask(web: Web, Posted(typed, form): Posted<Forgot>) -> Answer {
    let (realm, own, _) = realm(&web);
    match reset::ask(&web.cx, realm, &typed.login).await {
        Ok(()) => Ok(discreet(see(&format!("{own}?done=reset-asked")))),
        Err(Error::Throttled { seconds }) => {
            let problem = Some(words::throttled(seconds));
            let mut response = question(&web, &form, StatusCode::TOO_MANY_REQUESTS, problem);
            response.headers_mut().insert(header::RETRY_AFTER, HeaderValue::from(seconds));
            Ok(response)
        }
        Err(error) => {
            let form = form.reject(error)?;
            Ok(question(&web, &form, status_of(&form), None))
        }
    }
}

fn question(web: &Web, form: &Form, status: StatusCode, problem: Option<String>) -> Response {
    let (realm, own, sign_in) = realm(web);
    let label = if realm == Realm::Portal { t!("reset-work-email") } else { t!("reset-email") };
    discreet(page(web, &Frame::Gate, status, t!("reset-title"), || {
        let post = Post::to(web, own)
            .field(Field::email(form, Forgot::login(), label).autocomplete("username").focus(true).required())
            .field(submit("btn btn-primary btn-wide", t!("reset-send")));
        let problem = problem.map(|text| ui::notice(web, "danger", text));
        let mut out = Markup::default();
        markup! {
            out,
            ui::done(web), "<section class=\"gate-card\"><h1>", t!("reset-title"), "</h1><p class=\"gate-lead\">",
            t!("reset-lead"), "</p>", problem, post, "</section>", foot(sign_in, t!("reset-back"))
        }
        out.html()
    }))
}

/// `/reset/{token}`: looking at it changes nothing.
pub async fn choose(web: Web, Path(token): Path<String>) -> Answer {
    match reset::pending(&web.cx, realm(&web).0, &token).await {
        Ok(person) => Ok(choice(&web, &person, &Form::default())),
        Err(Error::NotFound) => Ok(over(&web)),
        Err(error) => Err(error.into()),
    }
}

/// Sets the new password.
pub async fn save(web: Web, Path(token): Path<String>, Posted(typed, form): Posted<Chosen>) -> Answer {
    let (realm, _, sign_in) = realm(&web);
    let person = match reset::pending(&web.cx, realm, &token).await {
        Err(Error::NotFound) => return Ok(over(&web)),
        other => other?,
    };
    match reset::redeem(&web.cx, realm, &token, typed.password.expose()).await {
        Ok(()) => Ok(discreet(see(&format!("{sign_in}?done=password-reset")))),
        Err(Error::NotFound) => Ok(over(&web)),
        Err(error) => Ok(choice(&web, &person, &form.reject(error)?)),
    }
}

fn choice(web: &Web, person: &Person, form: &Form) -> Response {
    let lead = ui::within(t!("reset-choose-lead", email = PLACES[0]), [ui::strong(ui::plain(&person.email))]);
    discreet(page(web, &Frame::Gate, status_of(form), t!("reset-choose"), || {
        let field = Field::password(form, Chosen::password(), t!("password-new"), "new-password").hint(hint());
        let post = Post::here(web)
            .field(username(&person.email))
            .field(field.focus(true).required())
            .field(submit("btn btn-primary btn-wide", t!("reset-set")));
        let mut out = Markup::default();
        markup! {
            out,
            "<section class=\"gate-card\"><h1>", t!("reset-choose"), "</h1><p class=\"gate-lead\">", lead, "</p>", post,
            "</section>"
        }
        out.html()
    }))
}

/// What the page says once the link has expired.
fn over(web: &Web) -> Response {
    let (_, own, sign_in) = realm(web);
    let message = Message {
        title: t!("reset-over").to_owned(),
        text: t!("reset-over-help").to_owned(),
        links: vec![
            (own.to_owned(), t!("reset-ask-again").to_owned()),
            (sign_in.to_owned(), t!("sign-in-title").to_owned()),
        ],
    };
    discreet(page(web, &Frame::Gate, StatusCode::GONE, &message.title.clone(), || {
        gate::oops(StatusCode::GONE, message)
    }))
}

/// What a new password must be.
pub fn hint() -> &'static str {
    t!("password-hint")
}

const _: () = assert!(SHORTEST == 15, "the hint names the number");
