//! The agent waits for the customer's yes: `/as/{slug}/verify/wait`.
//!
//! Rule: the page looks again by itself, without script, as long as nothing is typed on it; the code and the second
//! person are typed on a page that stays still. All of it is for the browser that asked (see `domain::behalf::handoff`).

use crate::form::Form;
use crate::respond::{Answer, Frame, page, see, see_portal, status_of};
use crate::shop::behalf::slug;
use crate::t;
use crate::text::PLACES;
use crate::ui::{self, Html, Rendered, Text, text_field};
use crate::web::Web;
use crate::words;
use axum::response::Response;
use domain::behalf::ask::{Standing, Waiting};
use domain::behalf::override_consent::Override;
use domain::error::{Conflict, Denied, Error, Problem};
use domain::session::Credentials;
use http::header::{REFRESH, RETRY_AFTER};
use http::{HeaderValue, StatusCode};
use leptos::prelude::*;

/// The first page of a session, which says that it has begun.
pub const STARTED: &str = "/?done=started";

/// Seconds after which the page looks again.
const LOOK: &str = "3";

/// `/as/{slug}/verify/wait`: the session as soon as it is open, until then how it stands.
pub async fn show(web: Web) -> Answer {
    if web.cx.behalf().is_some() {
        return Ok(see(&web.href(STARTED)));
    }
    let Some(waiting) = web.waiting.clone() else { return not_waiting(&web).await };
    Ok(view(&web, &waiting, &Form::default(), None))
}

/// Nobody waits in this browser: the request still has to be verified, or it is said that it cannot be used here.
async fn not_waiting(web: &Web) -> Answer {
    domain::behalf::db::pending(&web.cx, slug(web)?).await?;
    Ok(see(&web.href("/verify")))
}

/// The code that the customer read out, or a second person.
pub async fn open(web: Web, form: Form) -> Answer {
    if web.cx.behalf().is_some() {
        return Ok(see(&web.href("/")));
    }
    let Some(waiting) = web.waiting.clone() else { return not_waiting(&web).await };
    let opened = match second(&form) {
        Some(typed) => domain::behalf::override_consent::open_waiting(&web.cx, &waiting, &typed).await,
        None => domain::behalf::code::enter(&web.cx, &waiting, form.get("consent_code")).await,
    };
    match opened {
        Ok(()) => Ok(see(&web.href(STARTED))),
        // Answered, given up or too late meanwhile: the page says how it stands.
        Err(Error::Conflict(Conflict::State) | Error::Forbidden(Denied::Consent)) => Ok(see(&web.href("/verify/wait"))),
        Err(Error::Throttled { seconds }) => {
            let mut response = view(&web, &waiting, &form, Some(words::throttled(seconds)));
            *response.status_mut() = StatusCode::TOO_MANY_REQUESTS;
            response.headers_mut().insert(RETRY_AFTER, HeaderValue::from(seconds));
            Ok(response)
        }
        Err(error) => Ok(view(&web, &waiting, &form.reject(error)?, None)),
    }
}

/// The agent gives up.
pub async fn cancel(web: Web, _: Form) -> Answer {
    let contact = match &web.waiting {
        Some(waiting) => domain::behalf::ask::cancel(&web.cx, waiting).await.map(|()| waiting.contact_id)?,
        None => domain::behalf::db::cancel(&web.cx, slug(&web)?).await?,
    };
    Ok(see_portal(&web, &format!("/portal/contacts/{contact}")))
}

/// What was typed about a second person, if anything.
pub fn second(form: &Form) -> Option<Override<'_>> {
    let second = Credentials {
        login: form.get("second_login"),
        password: form.get("second_password"),
        code: form.get("second_code"),
        passkey: None,
    };
    let typed = Override { reason: form.get("override_reason"), second };
    let is_empty = typed.reason.trim().is_empty() && second.login.trim().is_empty() && second.password.is_empty();
    (!is_empty || form.get("with") == "second").then_some(typed)
}

/// The fields for a second person; `required` where the form is about nothing else.
pub fn second_fields(form: &Form, required: bool) -> Html {
    let kept = |name: &'static str, label, kind, autocomplete, hint| {
        let required = required && name != "second_code";
        text_field(form, Text { name, label, kind, autocomplete, hint, required, ..Text::default() })
    };
    view! {
        {kept("override_reason", t!("second-why"), "text", "off", t!("second-why-help"))}
        {kept("second_login", t!("second-email"), "email", "off", t!("second-help"))}
        {kept("second_password", t!("second-password"), "password", "off", "")}
        {kept("second_code", t!("second-code"), "text", "one-time-code", t!("second-code-help"))}
    }
    .html()
}

/// Whether anything is wrong with what was typed about the second person.
pub fn is_second_rejected(form: &Form) -> bool {
    form.errors().iter().any(|(name, _)| is_of_second(name))
}

/// Whether a field is about the second person.
pub fn is_of_second(name: &str) -> bool {
    name.starts_with("second_") || name == "override_reason"
}

fn view(web: &Web, waiting: &Waiting, form: &Form, refused: Option<String>) -> Response {
    let standing = waiting.standing(web.cx.now());
    let with = web.query().get("with").to_owned();
    let with = if form.is_rejected() || refused.is_some() {
        if second(form).is_some() { "second".to_owned() } else { "code".to_owned() }
    } else {
        with
    };
    let customer = ui::plain(&waiting.contact_name);
    let title = match standing {
        Standing::Open if with == "code" => t!("wait-code-title").to_owned(),
        Standing::Open if with == "second" => t!("second-title").to_owned(),
        Standing::Open => t!("wait-title", customer = customer),
        Standing::Refused => t!("wait-refused", customer = customer),
        Standing::Cancelled => t!("wait-cancelled").to_owned(),
        Standing::Expired => t!("wait-expired", customer = customer),
    };
    let is_still = standing != Standing::Open || with == "code" || with == "second";
    let mut response = page(web, &Frame::Gate, status_of(form), &title.clone(), || {
        let content = match (standing, with.as_str()) {
            (Standing::Open, "code") => typed_code(web, waiting, form, refused),
            (Standing::Open, "second") => two_people(web, waiting, form, refused),
            (Standing::Open, _) => open_question(web, waiting),
            (over, _) => answered(web, waiting, over),
        };
        view! {
            <section class="gate-card">
                <h1>{title}</h1>
                {content}
            </section>
            <p class="gate-foot">{t!("wait-recorded")}</p>
        }
    });
    if !is_still {
        response.headers_mut().insert(REFRESH, HeaderValue::from_static(LOOK));
    }
    response
}

fn open_question(web: &Web, waiting: &Waiting) -> Html {
    let left = waiting.redeem_by.since(web.cx.now()).as_seconds().max(0);
    let time = t!("wait-minutes", time = format!("{}:{:02}", left / 60, left % 60));
    let why = if waiting.ticket.is_empty() {
        ui::plain(&waiting.reason)
    } else {
        t!("ticket-reason", ticket = ui::plain(&waiting.ticket), reason = ui::plain(&waiting.reason))
    };
    let customer = view! { <b><bdi>{ui::plain(&waiting.contact_name)}</bdi></b> }.html();
    view! {
        <p class="gate-lead" role="status">{ui::within(t!("wait-lead", customer = PLACES[0]), [customer])}</p>
        <dl class="facts">
            <div><dt>{t!("verify-customer")}</dt><dd><bdi>{ui::plain(&waiting.contact_name)}</bdi></dd></div>
            <div><dt>{t!("shop-nav-company")}</dt><dd><bdi>{ui::plain(&waiting.organization_name)}</bdi></dd></div>
            <div><dt>{t!("support-reason")}</dt><dd><bdi>{why}</bdi></dd></div>
            <div><dt>{t!("bar-left")}</dt><dd>{time}</dd></div>
        </dl>
        <p>{t!("wait-phone")}</p>
        <div class="actions">
            <a class="btn btn-primary" href=web.href("/verify/wait?with=code")>{t!("wait-type-code")}</a>
            <a class="btn" href=web.href("/verify/wait?with=second")>{t!("second-title")}</a>
            <form method="post" action=web.href("/verify/cancel")><button class="btn btn-quiet">{t!("verify-cancel")}</button></form>
        </div>
    }
    .html()
}

fn typed_code(web: &Web, waiting: &Waiting, form: &Form, refused: Option<String>) -> Html {
    let customer = view! { <bdi>{ui::plain(&waiting.contact_name)}</bdi> }.html();
    view! {
        <p class="gate-lead">{ui::within(t!("wait-code-lead", customer = PLACES[0]), [customer])}</p>
        {refused.map(|text| ui::notice(web, "danger", text))}
        <form class="form" method="post" action=web.href("/verify/wait")>
            {text_field(form, Text { name: "consent_code", label: t!("wait-code"), kind: "text", autocomplete: "off", focus: true, required: true, ..Text::default() })}
            <div class="form-foot">
                <a class="btn" href=web.href("/verify/wait")>{t!("wait-back")}</a>
                <button class="btn btn-primary">{t!("wait-start")}</button>
            </div>
        </form>
    }
    .html()
}

fn two_people(web: &Web, waiting: &Waiting, form: &Form, refused: Option<String>) -> Html {
    let customer = view! { <bdi>{ui::plain(&waiting.contact_name)}</bdi> }.html();
    let wrong = form.error("second_password").is_some_and(|_| form.errors().len() == 1);
    let refused = refused.or(wrong.then(|| words::problem(&Problem::Credentials)));
    view! {
        <p class="gate-lead">{ui::within(t!("second-lead", customer = PLACES[0]), [customer])}</p>
        {refused.map(|text| ui::notice(web, "danger", text))}
        <form class="form" method="post" action=web.href("/verify/wait")>
            <input type="hidden" name="with" value="second"/>
            {second_fields(form, true)}
            <div class="form-foot">
                <a class="btn" href=web.href("/verify/wait")>{t!("wait-back")}</a>
                <button class="btn btn-danger">{t!("second-start")}</button>
            </div>
        </form>
    }
    .html()
}

fn answered(web: &Web, waiting: &Waiting, over: Standing) -> Html {
    let text = match over {
        Standing::Refused => t!("wait-refused-help"),
        Standing::Cancelled => t!("wait-cancelled-help"),
        Standing::Open | Standing::Expired => t!("wait-expired-help"),
    };
    view! {
        <p class="gate-lead" role="status">{text}</p>
        <div class="actions"><a class="btn btn-primary" href=web.portal(&format!("/portal/contacts/{}", waiting.contact_id))>{t!("behalf-back-to-contact")}</a></div>
    }
    .html()
}
