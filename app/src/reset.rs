//! A forgotten password: asking for a link, and the page behind it where a new one is chosen. One set of pages for customers
//! and staff; the address says which.
//!
//! Rule: the link is a key, so these pages carry no script, tell no other site where they are, and are never kept.

use crate::form::Form;
use crate::respond::{Answer, Frame, Told, page, see, status_of};
use crate::ui::{self, Text, text_field};
use crate::web::Web;
use crate::words;
use axum::extract::Path;
use axum::response::Response;
use domain::error::{Error, Realm};
use domain::password::reset;
use domain::password::{Person, SHORTEST};
use domain::policy::Action;
use http::{HeaderValue, StatusCode, header};
use leptos::prelude::*;

/// Whose pages these are, and where they are.
fn realm(web: &Web) -> (Realm, &'static str, &'static str) {
    if web.is_portal() {
        (Realm::Portal, "/portal/forgot-password", "/portal/sign-in")
    } else {
        (Realm::Shop, "/forgot-password", "/sign-in")
    }
}

/// An answer that does not say where it comes from.
fn discreet(mut response: Response) -> Response {
    response.headers_mut().insert(header::REFERRER_POLICY, HeaderValue::from_static("no-referrer"));
    response
}

/// `/forgot-password`
pub async fn show(web: Web) -> Answer {
    web.cx.check_recorded(Action::SignIn).await?;
    Ok(question(&web, &Form::default(), StatusCode::OK, None))
}

/// Has a link sent; the answer is the same whoever the e-mail belongs to.
pub async fn ask(web: Web, form: Form) -> Answer {
    let (realm, own, _) = realm(&web);
    match reset::ask(&web.cx, realm, form.get("login")).await {
        Ok(()) => Ok(discreet(see(&format!("{own}?done=reset-asked")))),
        Err(Error::Throttled { seconds }) => {
            let told = Some(words::throttled(seconds));
            let mut response = question(&web, &form, StatusCode::TOO_MANY_REQUESTS, told);
            response.headers_mut().insert(header::RETRY_AFTER, HeaderValue::from(seconds));
            Ok(response)
        }
        Err(error) => {
            let form = form.reject(error)?;
            Ok(question(&web, &form, status_of(&form), None))
        }
    }
}

fn question(web: &Web, form: &Form, status: StatusCode, told: Option<String>) -> Response {
    let (realm, own, sign_in) = realm(web);
    let label = if realm == Realm::Portal { "Work e-mail" } else { "E-mail" };
    discreet(page(web, &Frame::Gate, status, "Forgot your password?", || {
        view! {
            {ui::done(web)}
            <section class="gate-card">
                <h1>"Forgot your password?"</h1>
                <p class="gate-lead">"Type the e-mail that you sign in with. A link to choose a new password goes there."</p>
                {told.map(|text| ui::notice(web, "danger", text))}
                <form class="form" method="post" action=own>
                    {ui::context(web)}
                    {text_field(form, Text { name: "login", label, kind: "email", autocomplete: "username", focus: true, required: true, ..Text::default() })}
                    <button class="btn btn-primary btn-wide">"Send the link"</button>
                </form>
            </section>
            <p class="gate-foot"><a href=sign_in>"Back to sign-in"</a></p>
        }
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
pub async fn save(web: Web, Path(token): Path<String>, form: Form) -> Answer {
    let (realm, _, sign_in) = realm(&web);
    let person = match reset::pending(&web.cx, realm, &token).await {
        Err(Error::NotFound) => return Ok(over(&web)),
        other => other?,
    };
    match reset::redeem(&web.cx, realm, &token, form.get("password")).await {
        Ok(()) => Ok(discreet(see(&format!("{sign_in}?done=password-reset")))),
        Err(Error::NotFound) => Ok(over(&web)),
        Err(error) => Ok(choice(&web, &person, &form.reject(error)?)),
    }
}

fn choice(web: &Web, person: &Person, form: &Form) -> Response {
    discreet(page(web, &Frame::Gate, status_of(form), "Choose a new password", || {
        view! {
            <section class="gate-card">
                <h1>"Choose a new password"</h1>
                <p class="gate-lead">"You sign in as "<b>{ui::plain(&person.email)}</b>". Wherever you are signed in now, that ends."</p>
                // Posted to the address of the page, so that the link stands nowhere in it.
                <form class="form" method="post">
                    {ui::context(web)}
                    <input type="hidden" name="login" autocomplete="username" value=person.email.clone()/>
                    {text_field(form, Text { name: "password", label: "New password", kind: "password", autocomplete: "new-password", hint: HINT, focus: true, required: true, ..Text::default() })}
                    <button class="btn btn-primary btn-wide">"Set password"</button>
                </form>
            </section>
        }
    }))
}

/// What the page says once the link works no more.
fn over(web: &Web) -> Response {
    let (_, own, sign_in) = realm(web);
    let told = Told {
        title: "This link works no more".to_owned(),
        text: "It was used, a newer one took its place, or it is older than fifteen minutes. Ask for another one."
            .to_owned(),
        links: vec![(own.to_owned(), "Ask for a new link".to_owned()), (sign_in.to_owned(), "Sign in".to_owned())],
    };
    discreet(page(web, &Frame::Gate, StatusCode::GONE, &told.title.clone(), || ui::gate::oops(StatusCode::GONE, told)))
}

/// What a new password must be.
pub const HINT: &str = "At least 15 characters; several unrelated words are good. Every character counts, spaces too.";
const _: () = assert!(SHORTEST == 15, "the hint names the number");
