//! Who is about to be acted for, and the agent's own login and password: `/as/{slug}/verify`.

use crate::form::{Fields, Form, Secret};
use crate::function::{Again, Outcome};
use crate::part::live::Live;
use crate::part::proof::code_field;
use crate::respond::{Answer, Fail, Frame, page, see, status_of_credentials};
use crate::shop::behalf::wait::{Second, started};
use crate::shop::behalf::{BEHALF_COOKIE, slug, wait};
use crate::text::PLACES;
use crate::ui::facts::Facts;
use crate::ui::field::Field;
use crate::ui::form::{Post, button, submit, submit_form};
use crate::ui::gate_card::GateCard;
use crate::ui::markup::Part;
use crate::ui::notice::{Notice, Tone};
use crate::ui::{self, Html};
use crate::web::{Web, cookie};
use crate::{form, t, words};
use axum::response::Response;
use domain::behalf::consent::Consent;
use domain::behalf::db::{Pending, Verified, pending};
use domain::behalf::landing;
use domain::cx::Mode;
use domain::error::{Denied, Error, Problem};
use domain::factor::db::{Ways, ways};
use domain::session::Credentials;
use http::StatusCode;

form! {
    /// Who the agent is.
    pub struct Typed {
        /// Work e-mail.
        login: String,
        /// Password.
        password: Secret,
        /// Code of the second factor.
        code: Secret,
    }
}

/// `/as/{slug}/verify`: who is about to be entered, by whom and why, and the agent's own login and password.
pub async fn show(web: Web) -> Answer {
    if web.waiting.is_some() {
        return Ok(see(&web.href("/verify/wait")));
    }
    let (pending, ways) = asked(&web).await?;
    Ok(view(&web, &pending, ways, &Form::default(), None))
}

/// The request under the address, and how its agent can prove who they are.
async fn asked(web: &Web) -> Result<(Pending, Ways), Error> {
    let pending = pending(&web.cx, slug(web)?).await?;
    let ways = ways(&web.cx, pending.staff()).await?;
    Ok((pending, ways))
}

/// Into the session that was opened, or to the page on which it waits for the customer.
pub(crate) fn opened(web: &Web, slug: &str, verified: &Verified) -> Response {
    let place = if verified.waits { "/verify/wait".to_owned() } else { started(&verified.to) };
    let mut response = see(&cookie::expected(web, &web.href(&place)));
    cookie::set_for(&mut response, &cookie::behalf(slug), verified.token.expose(), BEHALF_COOKIE);
    response
}

/// The second of two clicks, when the browser kept the cookie of the first: it leads where that one led.
pub(crate) async fn opened_before(web: &Web) -> Result<Option<Response>, Error> {
    Ok(match (web.cx.behalf(), &web.waiting) {
        (Some(_), _) => Some(see(&web.href(&started(&landing::of(&web.cx).await?)))),
        (None, Some(_)) => Some(see(&web.href("/verify/wait"))),
        (None, None) => None,
    })
}

/// The form of the page.
pub async fn post(web: Web, form: Form) -> Answer {
    match prove(&web, form).await? {
        Outcome::Again(again) => {
            let (pending, ways) = asked(&web).await?;
            Ok(again.dress(view(&web, &pending, ways, &again.form, Some(again.text.clone()))))
        }
        outcome => outcome.done(&web),
    }
}

/// Checks the agent's own login and password and opens the session.
///
/// # Errors
/// What has a page of its own, such as a request that can no longer be used.
pub async fn prove(web: &Web, form: Form) -> Result<Outcome, Fail> {
    if let Some(answer) = opened_before(web).await? {
        return Ok(Outcome::Done(answer));
    }
    let slug = slug(web)?.to_owned();
    let (_, ways) = asked(web).await?;
    let (typed, second) = (Typed::read(form.params()), Second::read(form.params()));
    let form = form.without(&Typed::secrets()).without(&Second::secrets());
    let Typed { login, password, code } = &typed;
    let proof = Credentials { login, password: password.expose(), code: code.expose(), passkey: None };
    let error = match domain::behalf::db::verify(&web.cx, &slug, &proof, second.typed().as_ref()).await {
        Ok(verified) => return Ok(Outcome::Done(opened(web, &slug, &verified))),
        Err(error) => error,
    };
    let (form, status, wait) = match error {
        Error::Throttled { seconds } => {
            let form = form.reject(Error::field(Typed::password().as_str(), Problem::Credentials))?;
            (form, StatusCode::TOO_MANY_REQUESTS, Some(seconds))
        }
        Error::Forbidden(Denied::Consent) => (form, StatusCode::FORBIDDEN, None),
        error => {
            let form = form.reject(error)?;
            // Right credentials of the wrong person are another answer than wrong ones.
            let is_other = form.error("browser").is_some();
            let status = if is_other { StatusCode::FORBIDDEN } else { status_of_credentials(&form) };
            (form, status, None)
        }
    };
    let text = refusal_text(&form, status, ways);
    // That credentials do not match is said once for the whole form, not at one of its fields.
    let of_second = form.errors().into_iter().filter(|(name, _)| wait::is_of_second(name));
    let mut fields: Vec<_> = form.once_more(&[]).errors();
    fields.extend(of_second.filter(|(name, _)| fields.iter().all(|(marked, _)| marked != name)).collect::<Vec<_>>());
    Ok(Outcome::Again(Box::new(Again { form, fields, status, text, wait })))
}

/// Why the session was not opened.
fn refusal_text(form: &Form, status: StatusCode, ways: Ways) -> String {
    if let Some(text) = form.error("browser") {
        return text;
    }
    match status {
        StatusCode::FORBIDDEN => t!("verify-not-allowed"),
        _ if wait::is_second_rejected(form) => t!("verify-second-wrong"),
        _ if form.is_incomplete() => t!("verify-incomplete"),
        StatusCode::TOO_MANY_REQUESTS => t!("verify-too-many"),
        _ if ways.any() => t!("verify-no-match-code"),
        _ => t!("verify-no-match"),
    }
    .to_owned()
}

/// The field for the code of somebody who has a second factor.
pub(super) fn code_of(ways: Ways, form: &Form) -> Option<Html> {
    let label = if ways.app { t!("verify-code") } else { t!("verify-recovery-code") };
    (ways.any() || form.error("code").is_some()).then(|| code_field(form, label, false))
}

fn view(web: &Web, pending: &Pending, ways: Ways, form: &Form, wrong: Option<String>) -> Response {
    let live = Live::new(web, "/api/behalf/verify");
    let kept = form.once_more(&[Typed::login().as_str()]);
    // The browser is that of the agent's portal session, so their login need not be typed again.
    let kept = match kept.get(Typed::login().as_str()) {
        "" => kept.set(Typed::login(), &pending.staff_email),
        _ => kept,
    };
    let has_code = pending.has_code && pending.consent != Consent::Never;
    let in_the_way = words::consent_in_the_way(pending.consent).filter(|_| !has_code);
    let opened = pending.consent == Consent::Never || wait::is_second_rejected(form);
    page(web, &Frame::Gate, StatusCode::OK, t!("verify-title"), || {
        let second = in_the_way.map(|_| ui::fold(t!("second-title"), opened, wait::second_panel(form)));
        let customer = ui::strong(ui::name(&pending.contact_name));
        let until = t!("verify-until", time = pending.redeem_by.clock());
        let post = Post::live(web, &web.href("/verify"), live.address.as_deref())
            .field(live.wrong(web, wrong))
            .field(credentials(&kept, &live))
            .field(code_of(ways, &kept))
            .field(second)
            .foot((
                live.end(),
                submit_form("btn", "cancel", t!("verify-cancel")),
                submit("btn btn-primary", t!("verify-button")),
            ));
        let panel = GateCard::new(t!("verify-title"))
            .lead((ui::within(t!("verify-lead", customer = PLACES[0]), [customer]), " ", until))
            .part(facts(pending))
            .part(in_the_way.map(|text| Notice::new(web, Tone::Info, text)))
            .part(has_code.then(|| Notice::new(web, Tone::Success, t!("start-code-typed"))))
            .part(post)
            .part(Post::named(web, "cancel", "", &web.href("/verify/cancel")));
        let panel = match ways.passkey && web.passkeys {
            true => {
                let passkey = button(web, &web.href("/verify/passkey"), "btn btn-wide", t!("verify-use-passkey"), "");
                panel.or(t!("verify-or"), passkey)
            }
            false => panel,
        };
        panel.foot(t!("verify-recorded")).html()
    })
}

/// The fields for the agent's own login and password.
pub(super) fn credentials(kept: &Form, live: &Live) -> Html {
    let is_filled = !kept.get(Typed::login().as_str()).is_empty();
    let login =
        Field::email(kept, Typed::login(), t!("verify-email")).autocomplete("username").focus(!is_filled).required();
    let password =
        Field::password(kept, Typed::password(), t!("verify-password"), "current-password").focus(is_filled).required();
    (login, password, live.reveal()).rendered()
}

/// Who is about to be entered, by whom and why.
fn facts(pending: &Pending) -> Facts {
    let reason = match pending.ticket.as_str() {
        "" => pending.reason.clone(),
        ticket => t!("ticket-reason", ticket = ticket, reason = &pending.reason),
    };
    let by = (ui::name(&pending.staff_name), ", ", ui::moment(pending.requested_at));
    Facts::default()
        .fact(t!("verify-customer"), ui::name(&pending.contact_name))
        .fact(t!("shop-nav-account"), ui::plain(&pending.account_email))
        .fact(t!("shop-nav-company"), ui::name(&pending.organization_name))
        .fact(t!("foot-store"), &pending.store_name)
        .fact(t!("support-reason"), ui::name(&reason))
        .fact(t!("verify-requested-by"), by)
        .maybe(t!("support-mode"), (pending.mode == Mode::View).then_some(t!("view-only")))
}
