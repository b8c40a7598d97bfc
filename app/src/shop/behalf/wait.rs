//! The agent waits for the customer's yes: `/as/{slug}/verify/wait`.
//!
//! Rule: the page looks again by itself, without script, as long as nothing is typed on it; the code and the second
//! person are typed on a page that stays still. All of it is for the browser that asked (see `domain::behalf::handoff`).

use crate::form::{Asked, Form, Posted, Secret};
use crate::respond::{Answer, Frame, page, see, see_portal, status_of};
use crate::shop::behalf::slug;
use crate::text::PLACES;
use crate::ui::facts::Facts;
use crate::ui::field::Field;
use crate::ui::form::{Post, actions, button, button_link, submit};
use crate::ui::gate_card::GateCard;
use crate::ui::markup::{Markup, Part};
use crate::ui::notice::{Notice, Tone};
use crate::ui::{self, Html};
use crate::web::Web;
use crate::{form, markup, t, words};
use axum::response::Response;
use domain::behalf::ask::{Standing, Waiting};
use domain::behalf::landing::landing;
use domain::behalf::override_consent::Override;
use domain::error::{Conflict, Denied, Error, Problem};
use domain::session::Credentials;
use http::header::{REFRESH, RETRY_AFTER};
use http::{HeaderValue, StatusCode};

/// The first page of a session that was asked for to begin on the page `to`; it says that the session has begun.
pub fn started(to: &str) -> String {
    let page = landing(to).unwrap_or("/");
    format!("{page}{}done=started", if page.contains('?') { '&' } else { '?' })
}

/// Seconds after which the page looks again.
const LOOK: &str = "3";

form! {
    /// What the page is asked for.
    pub struct Query {
        /// `code` or `second`: what is to be typed.
        with: String,
    }
}

form! {
    /// What the customer read out.
    pub struct Code {
        /// Six digits.
        consent_code: String,
    }
}

form! {
    /// A second person, who lets the agent in without the customer's consent.
    pub struct Second {
        /// Why.
        override_reason: String,
        /// Their login,
        second_login: String,
        /// password,
        second_password: Secret,
        /// and code.
        second_code: Secret,
        /// `second` when the form is about nothing else.
        with: String,
    }
}

impl Second {
    /// What was typed, if anything.
    pub fn typed(&self) -> Option<Override<'_>> {
        let second = Credentials {
            login: &self.second_login,
            password: self.second_password.expose(),
            code: self.second_code.expose(),
            passkey: None,
        };
        let typed = Override { reason: &self.override_reason, second };
        let is_empty = typed.reason.trim().is_empty() && second.login.trim().is_empty() && second.password.is_empty();
        (!is_empty || self.with == "second").then_some(typed)
    }
}

/// `/as/{slug}/verify/wait`: the session as soon as it is open, until then how it stands.
pub async fn show(web: Web, Asked(query): Asked<Query>) -> Answer {
    if web.cx.behalf().is_some() {
        return Ok(see(&web.href(&started(&domain::behalf::landing::of(&web.cx).await?))));
    }
    let Some(waiting) = web.waiting.clone() else { return not_waiting(&web).await };
    Ok(view(&web, &waiting, &query.with, &Form::default(), None))
}

/// Nobody waits in this browser: the request still has to be verified, or it is said that it cannot be used here.
async fn not_waiting(web: &Web) -> Answer {
    domain::behalf::db::pending(&web.cx, slug(web)?).await?;
    Ok(see(&web.href("/verify")))
}

/// The code that the customer read out, or a second person.
pub async fn open(web: Web, Posted(second, form): Posted<Second>) -> Answer {
    if web.cx.behalf().is_some() {
        return Ok(see(&web.href("/")));
    }
    let Some(waiting) = web.waiting.clone() else { return not_waiting(&web).await };
    let (with, opened) = match second.typed() {
        Some(typed) => ("second", domain::behalf::override_consent::open_waiting(&web.cx, &waiting, &typed).await),
        None => {
            let code = form.get(Code::consent_code().as_str());
            ("code", domain::behalf::code::enter(&web.cx, &waiting, code).await)
        }
    };
    match opened {
        Ok(()) => Ok(see(&web.href(&started(&waiting.to_page)))),
        // Answered, given up or too late meanwhile: the page says how it stands.
        Err(Error::Conflict(Conflict::State) | Error::Forbidden(Denied::Consent)) => Ok(see(&web.href("/verify/wait"))),
        Err(Error::Throttled { seconds }) => {
            let mut response = view(&web, &waiting, with, &form, Some(words::throttled(seconds)));
            *response.status_mut() = StatusCode::TOO_MANY_REQUESTS;
            response.headers_mut().insert(RETRY_AFTER, HeaderValue::from(seconds));
            Ok(response)
        }
        Err(error) => Ok(view(&web, &waiting, with, &form.reject(error)?, None)),
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

/// The fields for a second person; `is_required` where the form is about nothing else.
fn second_fields(form: &Form, is_required: bool) -> Html {
    let asked = |field: Field<'_>| if is_required { field.required().html() } else { field.html() };
    let code = Field::secret_text(form, Second::second_code(), t!("second-code"))
        .autocomplete("one-time-code")
        .hint(t!("second-code-help"));
    let fields = (
        asked(Field::text(form, Second::override_reason(), t!("second-why")).hint(t!("second-why-help"))),
        asked(Field::email(form, Second::second_login(), t!("second-email")).hint(t!("second-help"))),
        asked(Field::password(form, Second::second_password(), t!("second-password"), "off")),
        code,
    );
    fields.rendered()
}

/// The same within another form.
pub fn second_panel(form: &Form) -> Html {
    let mut out = Markup::default();
    markup! { out, "<div class=\"form\">", second_fields(form, false), "</div>" }
    out.html()
}

/// Whether anything is wrong with what was typed about the second person.
pub fn is_second_rejected(form: &Form) -> bool {
    form.errors().iter().any(|(name, _)| is_of_second(name))
}

/// Whether a field is about the second person.
pub fn is_of_second(name: &str) -> bool {
    name.starts_with("second_") || name == Second::override_reason().as_str()
}

/// `with`: what is to be typed, `code` or `second`.
fn view(web: &Web, waiting: &Waiting, with: &str, form: &Form, refused: Option<String>) -> Response {
    let standing = waiting.standing(web.cx.now());
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
    let mut response = page(web, &Frame::Gate, status_of(form), &title, || {
        let panel = GateCard::new(&title);
        let panel = match (standing, with) {
            (Standing::Open, "code") => typed_code(web, waiting, form, refused, panel),
            (Standing::Open, "second") => two_people(web, waiting, form, refused, panel),
            (Standing::Open, _) => open_question(web, waiting, panel),
            (over, _) => answered(web, waiting, over, panel),
        };
        panel.foot(t!("wait-recorded")).html()
    });
    if !is_still {
        response.headers_mut().insert(REFRESH, HeaderValue::from_static(LOOK));
    }
    response
}

fn open_question(web: &Web, waiting: &Waiting, panel: GateCard) -> GateCard {
    let left = waiting.redeem_by.since(web.cx.now()).as_seconds().max(0);
    let time = t!("wait-minutes", time = format!("{}:{:02}", left / 60, left % 60));
    let why = match waiting.ticket.as_str() {
        "" => waiting.reason.clone(),
        ticket => t!("ticket-reason", ticket = ui::plain(ticket), reason = ui::plain(&waiting.reason)),
    };
    let facts = Facts::default()
        .fact(t!("verify-customer"), ui::name(&waiting.contact_name))
        .fact(t!("shop-nav-company"), ui::name(&waiting.organization_name))
        .fact(t!("support-reason"), ui::name(&why))
        .fact(t!("bar-left"), time);
    let ways = (
        button_link("btn btn-primary", &web.href("/verify/wait?with=code"), t!("wait-type-code")),
        button_link("btn", &web.href("/verify/wait?with=second"), t!("second-title")),
        button(web, &web.href("/verify/cancel"), "btn btn-quiet", t!("verify-cancel"), ""),
    );
    let customer = ui::strong(ui::name(&waiting.contact_name));
    panel
        .news(ui::within(t!("wait-lead", customer = PLACES[0]), [customer]))
        .part(facts)
        .part(ui::paragraph(t!("wait-phone")))
        .part(actions(ways))
}

/// The form that is typed while the customer is waited for.
fn post(web: &Web, fields: impl Part, class: &'static str, label: &str) -> Post {
    let back = button_link("btn", &web.href("/verify/wait"), t!("wait-back"));
    Post::to(web, &web.href("/verify/wait")).field(fields).foot((back, submit(class, label)))
}

fn typed_code(web: &Web, waiting: &Waiting, form: &Form, refused: Option<String>, panel: GateCard) -> GateCard {
    let field = Field::text(form, Code::consent_code(), t!("wait-code")).focus(true).required();
    panel
        .lead(ui::within(t!("wait-code-lead", customer = PLACES[0]), [ui::name(&waiting.contact_name)]))
        .part(refused.map(|text| Notice::new(web, Tone::Danger, text)))
        .part(post(web, field, "btn btn-primary", t!("wait-start")))
}

fn two_people(web: &Web, waiting: &Waiting, form: &Form, refused: Option<String>, panel: GateCard) -> GateCard {
    let is_wrong = form.error(Second::second_password().as_str()).is_some_and(|_| form.errors().len() == 1);
    let refused = refused.or(is_wrong.then(|| words::problem(&Problem::Credentials)));
    let post = post(web, second_fields(form, true), "btn btn-danger", t!("second-start"));
    panel
        .lead(ui::within(t!("second-lead", customer = PLACES[0]), [ui::name(&waiting.contact_name)]))
        .part(refused.map(|text| Notice::new(web, Tone::Danger, text)))
        .part(post.hidden(Second::with().as_str(), "second"))
}

fn answered(web: &Web, waiting: &Waiting, over: Standing, panel: GateCard) -> GateCard {
    let text = match over {
        Standing::Refused => t!("wait-refused-help"),
        Standing::Cancelled => t!("wait-cancelled-help"),
        Standing::Open | Standing::Expired => t!("wait-expired-help"),
    };
    let contact = web.portal(&format!("/portal/contacts/{}", waiting.contact_id));
    panel.news(text).part(actions(button_link("btn btn-primary", &contact, t!("behalf-back-to-contact"))))
}

#[cfg(test)]
mod tests {
    use super::started;

    #[test]
    fn the_first_page_says_that_a_session_has_begun() {
        for (to, page) in [
            ("", "/?done=started"),
            ("/cart", "/cart?done=started"),
            ("/orders?page=2", "/orders?page=2&done=started"),
            // Only a page of the list leads anywhere, even if the row has another one.
            ("//evil.example", "/?done=started"),
            ("/sign-out", "/?done=started"),
        ] {
            assert_eq!(started(to), page, "{to}");
        }
    }
}
