//! One's own second factors and password.

pub mod app;
pub mod codes;
pub mod keys;
pub mod passkey;
pub mod password;
pub mod remove;
pub mod sessions;

use crate::form::Form;
use crate::part::proof::{Proof, credentials};
use crate::respond::{Answer, Frame, page, status_of};
use crate::text;
use crate::ui::card::{Card, Item};
use crate::ui::field::Field;
use crate::ui::form::{Post, button_link, submit, submit_to};
use crate::ui::head::Head;
use crate::ui::markup::{Markup, Part};
use crate::ui::{self, Html};
use crate::web::Web;
use crate::{markup, t, words};
use axum::response::Response;
use domain::error::{Error, Problem};
use domain::factor::db::Factor;
use domain::factor::own::{Overview, overview};
use domain::factor::{Kind, Setup};
use http::{HeaderValue, StatusCode, header};

/// `/portal/security`
pub async fn show(web: Web) -> Answer {
    let overview = overview(&web.cx).await?;
    Ok(view(&web, &overview, &Form::default(), StatusCode::OK, None))
}

/// Why a form was not taken: its status, a sentence for the page, and the form with what is wrong at its fields.
fn refusal(form: Form, error: Error) -> Result<(StatusCode, Option<String>, Form), Error> {
    match error {
        Error::Throttled { seconds } => Ok((StatusCode::TOO_MANY_REQUESTS, Some(words::throttled(seconds)), form)),
        Error::Invalid(fields) if fields.iter().any(|f| f.problem == Problem::Credentials) => {
            let text = t!("security-mismatch").to_owned();
            Ok((StatusCode::UNAUTHORIZED, Some(text), form))
        }
        other => form.reject(other).map(|form| (status_of(&form), None, form)),
    }
}

/// A page of this part, with what is wrong.
type Draw = fn(&Web, &Overview, &Form, StatusCode, Option<String>) -> Response;

/// The page again, with what is wrong.
async fn refuse(web: &Web, form: Form, error: Error, draw: Draw) -> Answer {
    let seconds = if let Error::Throttled { seconds } = error { Some(seconds) } else { None };
    let (status, message, form) = refusal(form, error)?;
    let overview = overview(&web.cx).await?;
    Ok(waiting(draw(web, &overview, &form, status, message), seconds))
}

fn waiting(mut response: Response, seconds: Option<i64>) -> Response {
    if let Some(seconds) = seconds {
        response.headers_mut().insert(header::RETRY_AFTER, HeaderValue::from(seconds));
    }
    response
}

fn view(web: &Web, overview: &Overview, form: &Form, status: StatusCode, message: Option<String>) -> Response {
    let must = web.cx.staff().is_some_and(|s| s.must_enrol);
    page(web, &Frame::Portal, status, t!("security-title"), || {
        let notices = must.then(|| ("warning", t!("security-must").to_owned())).into_iter();
        let notices = notices.chain(message.map(|text| ("danger", text)));
        let notices: Vec<Html> = notices.map(|(tone, text)| ui::notice(web, tone, text)).collect();
        let language = Card::new("h-language", t!("language-title")).narrow().remark(web.language.name());
        let mut out = Markup::default();
        markup! {
            out,
            Head::new(t!("security-title")).about(t!("security-lead")), ui::done(web), notices, factors(web, overview),
            add(web, overview, form),
            way("h-password", t!("security-password"), "/portal/security/password", t!("security-change-password")),
            way("h-sessions", t!("security-signed-in"), "/portal/security/sessions", t!("security-signed-in-open")),
            language.beside(ui::languages(web)), keys::card(web)
        }
        out.html()
    })
}

/// A page of this part: the path to it, its question, what is wrong, and what is asked.
fn framed(name: &str, question: impl Part, message: Option<Html>, card: impl Part) -> Html {
    let steps = vec![(Some("/portal/security".to_owned()), t!("security-title").to_owned()), (None, name.to_owned())];
    let mut out = Markup::default();
    markup! { out, ui::crumbs(steps), Head::new(question), message, card }
    out.html()
}

/// The way back without having done it.
fn cancel() -> Html {
    button_link("btn", "/portal/security", t!("portal-cancel"))
}

/// A card that only leads to a page.
fn way(id: &str, title: &str, href: &str, label: &str) -> Card {
    Card::new(id, title).narrow().beside(button_link("btn btn-small", href, label))
}

fn factors(web: &Web, overview: &Overview) -> Card {
    let count = i64::try_from(overview.factors.len()).unwrap_or(i64::MAX);
    let card = Card::new("h-factors", t!("security-factors")).count(count);
    if overview.factors.is_empty() {
        return card.flush(ui::empty(web, "key", t!("security-no-factor"), t!("security-no-factor-help"), None));
    }
    let mut left = Markup::default();
    markup! { left, "<span>", t!("security-codes-left", count = overview.codes), "</span>" }
    let codes = button_link("btn btn-small", "/portal/security/codes/new", t!("security-new-codes"));
    card.rows(overview.factors.iter().map(|f| row(web, f, overview.may_remove)), "").foot(Some((left, codes)))
}

/// The icon and the words of a kind of factor.
fn kind(factor: &Factor) -> (&'static str, &'static str) {
    match factor.kind {
        Kind::Totp => ("phone", t!("security-app")),
        Kind::Passkey => ("key", t!("security-passkey")),
    }
}

/// What a factor is called: by its owner, or by its kind.
fn called(factor: &Factor) -> String {
    if factor.name.is_empty() { kind(factor).1.to_owned() } else { ui::plain(&factor.name) }
}

fn row(web: &Web, factor: &Factor, may_remove: bool) -> Item {
    let (icon, kind) = kind(factor);
    let day = text::day(factor.created_at);
    let about = match factor.used_at {
        Some(at) => {
            let ago = words::ago(web.cx.now().since(at).as_seconds());
            t!("security-factor-used", kind = kind, day = day, ago = ago)
        }
        None => t!("security-factor-unused", kind = kind, day = day),
    };
    let name = called(factor);
    let label = t!("security-remove-label", name = &name);
    let end = match may_remove {
        true => {
            let mut out = Markup::default();
            let href = format!("/portal/security/factors/{}", factor.id);
            markup! {
                out, "<a class=\"btn btn-small\"", "href" = href, "aria-label" = label, ">", t!("portal-remove"), "</a>"
            }
            out.html()
        }
        false => ui::aside(t!("security-last-stays")),
    };
    Item::new(ui::name(&name)).picture(ui::icon(web, icon)).note(about).end(end)
}

/// One form with a button for each thing that can be made; the credentials are asked for once.
fn add(web: &Web, overview: &Overview, form: &Form) -> Card {
    let passkeys = web.passkeys;
    let factors = web.site.env.part::<Setup>();
    let mut elsewhere = Markup::default();
    if !passkeys && factors.has_passkeys() {
        let text = t!("security-passkeys-elsewhere", host = factors.passkey_host());
        markup! { elsewhere, "<p class=\"muted\">", text, "</p>" }
    }
    // Enter presses the first button of a form; the eye finds it last.
    let passkey = passkeys.then(|| submit_to("btn", "/portal/security/passkey", t!("security-add-passkey")));
    let post = Post::in_card(web, "/portal/security/app")
        .field(Field::text(form, Proof::name(), t!("portal-name")).hint(t!("security-name-help")).optional())
        .field(credentials(form, overview.asks, overview.asks_code))
        .field(elsewhere)
        .foot((submit("btn btn-primary", t!("security-add-app")), passkey));
    Card::new("h-add", t!("security-add")).narrow().flush(post)
}
