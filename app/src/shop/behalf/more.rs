//! More time for a session: `/as/{slug}/more-time`.

use crate::form::Form;
use crate::function::{Again, Outcome};
use crate::part::live::Live;
use crate::portal::behalf::start::minutes;
use crate::respond::{Answer, Fail, Frame, page, see};
use crate::shop::behalf::verify::code_of;
use crate::shop::behalf::{BEHALF_COOKIE, own_path};
use crate::shop::checkout::KEPT;
use crate::t;
use crate::ui::{self, Html, Rendered, Text, text_field};
use crate::web::{Web, cookie};
use axum::response::Response;
use domain::behalf::cap;
use domain::behalf::found::{Found, principal};
use domain::credential::Token;
use domain::error::{Denied, Error, Problem};
use domain::factor::db::ways;
use domain::session::Credentials;
use http::StatusCode;
use leptos::prelude::*;

/// How long, and the agent's own login and password once more.
pub async fn show(web: Web) -> Answer {
    let form = Form::with(&[("back", web.query().get("back"))]);
    view(&web, &form).await
}

/// The form of the page. Posted from a checkout, it asks first.
pub async fn post(web: Web, form: Form) -> Answer {
    if form.get("step") == "ask" {
        return view(&web, &form).await;
    }
    match prolong(&web, form).await? {
        Outcome::Again(again) => Ok(again.dress(view(&web, &again.form).await?)),
        outcome => outcome.done(&web),
    }
}

/// Starts the next session and leads to the page where more time was asked for.
///
/// # Errors
/// What has a page of its own.
pub async fn prolong(web: &Web, form: Form) -> Result<Outcome, Fail> {
    let typed = Credentials {
        login: form.get("login"),
        password: form.get("password"),
        code: form.get("code"),
        ..Credentials::default()
    };
    let minutes = form.get("minutes").parse().unwrap_or(0);
    let error = match domain::behalf::extend::extend(&web.cx, minutes, &typed).await {
        Ok((slug, token)) => {
            let back = see(&format!("/as/{slug}{}", own_path(form.get("back")).unwrap_or("/")));
            // The session is open: whatever happens to what was typed, its cookie is set.
            let mut response = match kept(&form) {
                Some(kept) => go_on(web, &slug, &token, kept).await.unwrap_or(back),
                None => back,
            };
            cookie::set_for(&mut response, &cookie::behalf(&slug), token.expose(), BEHALF_COOKIE);
            return Ok(Outcome::Done(response));
        }
        Err(error) => error,
    };
    let (error, status, wait) = match error {
        Error::Throttled { seconds } => {
            let error = Error::field("password", Problem::TooManyTries(seconds));
            (error, StatusCode::TOO_MANY_REQUESTS, Some(seconds))
        }
        other => (other, StatusCode::UNPROCESSABLE_ENTITY, None),
    };
    let form = form.reject(error)?;
    let text = wrong(&form).unwrap_or_else(|| t!("verify-incomplete").to_owned());
    let fields = form.errors().into_iter().filter(|(name, _)| *name == "minutes").chain(form.once_more(&[]).errors());
    Ok(Outcome::Again(Box::new(Again { fields: fields.collect(), form, status, text, wait })))
}

/// What is said for the whole form.
fn wrong(form: &Form) -> Option<String> {
    form.errors().into_iter().find(|(name, _)| *name != "minutes" && !form.is_incomplete()).map(|(_, text)| text)
}

/// What was typed at checkout, as hidden fields; nothing when more time was asked for elsewhere.
pub(crate) fn kept(form: &Form) -> Option<Html> {
    form.find("note")?;
    let field = |name| view! { <input type="hidden" name=name value=form.get(name).to_owned()/> };
    Some(KEPT.map(field).collect_view().html())
}

/// The first page of the new session: what was typed stays out of addresses, so that the way back is a form.
async fn go_on(web: &Web, slug: &str, token: &Token, kept: Html) -> Result<Response, Error> {
    let Found::Open(principal) = principal(web.cx.env(), web.cx.now(), slug, token).await? else {
        return Err(Error::NotFound);
    };
    let web = Web { cx: web.cx.with_principal(*principal), base: format!("/as/{slug}"), ..web.clone() };
    let until = web.cx.behalf().map(|(.., behalf)| behalf.expires_at.clock()).unwrap_or_default();
    Ok(page(&web, &Frame::Gate, StatusCode::OK, t!("more-title"), || {
        view! {
            <section class="gate-card">
                <h1>{t!("more-done")}</h1>
                <p class="gate-lead" role="status">{t!("more-done-lead", time = until)}</p>
                <form class="form" method="post" action=web.href("/checkout")>
                    {ui::context(&web)}
                    {kept}
                    <div class="form-foot"><button class="btn btn-primary" name="step" value="review" autofocus>{t!("more-back")}</button></div>
                </form>
            </section>
        }
    }))
}

async fn view(web: &Web, form: &Form) -> Answer {
    let (staff, ..) = web.cx.behalf().ok_or(Error::Forbidden(Denied::Permission))?;
    let (until, ways) = (domain::behalf::extend::until(&web.cx).await?, ways(&web.cx, staff.id).await?);
    let cap = cap(&staff.grants, &web.cx.env().limits);
    let (login, kept) = (form.once_more(&["login"]), kept(form));
    let wrong = wrong(form);
    // What was typed at checkout goes along with a page only.
    let live = if kept.is_some() { Live::off() } else { Live::new(web, "/api/behalf/more-time") };
    // Cancelled, what was typed goes back the way it came.
    let cancel = match &kept {
        Some(_) => view! { <button class="btn" name="step" value="review" formaction=web.href("/checkout") formnovalidate>{t!("verify-cancel")}</button> }.html(),
        None => view! { <a class="btn" href=web.href(own_path(form.get("back")).unwrap_or("/"))>{t!("verify-cancel")}</a> }.html(),
    };
    let back = own_path(form.get("back")).unwrap_or("/").to_owned();
    Ok(page(web, &Frame::Gate, StatusCode::OK, t!("more-title"), || {
        view! {
            <section class="gate-card">
                <h1>{t!("more-title")}</h1>
                <p class="gate-lead">{t!("more-lead", time = until.clock())}</p>
                <form class="form" method="post" action=web.href("/more-time") data-live=live.address.clone()>
                    {live.wrong(web, wrong)}
                    {ui::context(web)}
                    <input type="hidden" name="back" value=back/>
                    {kept}
                    {minutes(form, "more", cap)}
                    {text_field(&login, Text { name: "login", label: t!("verify-email"), kind: "email", autocomplete: "username", focus: true, required: true, ..Text::default() })}
                    {text_field(&login, Text { name: "password", label: t!("verify-password"), kind: "password", autocomplete: "current-password", required: true, ..Text::default() })}
                    {live.reveal()}
                    {code_of(ways, &login)}
                    <div class="form-foot">
                        // Enter presses the first button of a form; the eye finds it last.
                        <button class="btn btn-primary">{t!("more-button")}</button>
                        {cancel}
                        {live.end()}
                    </div>
                </form>
            </section>
        }
    }))
}
