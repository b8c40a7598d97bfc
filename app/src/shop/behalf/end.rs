//! Ending a session on behalf: its button in the bar, and a short question when the end would leave something undone.
//!
//! Rule: the server asks when the agent changed the cart without ordering, or typed something at checkout that was not sent.
//! What was typed on other pages only the browser knows; where there is script, it asks by itself.

use crate::form::{Form, Name};
use crate::frame::bar::FROM_CHECKOUT;
use crate::function::Outcome;
use crate::respond::{Answer, Fail, Frame, page, see_portal};
use crate::shop::behalf::more::kept;
use crate::shop::behalf::{BEHALF_COOKIE, slug};
use crate::shop::checkout::Sent;
use crate::text::PLACES;
use crate::ui;
use crate::ui::form::{Post, button_link, choose, foot, submit};
use crate::ui::gate_card::GateCard;
use crate::ui::notice::{Notice, Tone};
use crate::web::{Web, cookie, is_own_path};
use crate::{form, t, words};
use axum::response::Response;
use domain::behalf::own::leaves_cart;
use domain::error::{Denied, Error, Result};
use http::StatusCode;

/// The fields of the checkout that are typed and not chosen.
const TYPED: [Name; 5] =
    [Sent::po_number(), Sent::note(), Sent::requested_on(), Sent::discount(), Sent::discount_reason()];

form! {
    /// The end of a session.
    pub struct Leaving {
        /// A note about it.
        note: String,
        /// `1`: also when something is lost by it.
        sure: String,
        /// The page to go back to.
        page: String,
        /// `end` when the form of the checkout came with it.
        step: String,
    }
}

/// The note about the session; the order note of a checkout is none.
pub fn note(form: &Form) -> &str {
    if form.get(Leaving::step().as_str()) == FROM_CHECKOUT { "" } else { form.get(Leaving::note().as_str()) }
}

/// Whether something was typed at the checkout that the form comes from.
fn is_typed(form: &Form) -> bool {
    form.get(Leaving::step().as_str()) == FROM_CHECKOUT
        && TYPED.iter().any(|name| !form.get(name.as_str()).trim().is_empty())
}

/// What the end of the session would lose.
#[derive(Clone, Copy)]
struct Lost {
    /// What was typed at checkout.
    typed: bool,
    /// A changed cart without an order.
    cart: bool,
}

impl Lost {
    /// Nothing when nothing is lost, or the agent has answered.
    async fn of(web: &Web, form: &Form) -> Result<Option<Lost>> {
        let Some((.., behalf)) = web.cx.behalf().filter(|_| form.get(Leaving::sure().as_str()) != "1") else {
            return Ok(None);
        };
        let typed = is_typed(form);
        let cart = leaves_cart(&web.cx, behalf.id).await?;
        Ok((typed || cart).then_some(Lost { typed, cart }))
    }

    fn losses(self) -> Vec<String> {
        let typed = self.typed.then(|| t!("leave-unsent-checkout").to_owned());
        typed.into_iter().chain(self.cart.then(|| words::leaves_cart().to_owned())).collect()
    }
}

/// The form of the page: ends the session, or asks first.
pub async fn post(web: Web, form: Form) -> Answer {
    match leave(&web, &form).await? {
        Outcome::Asks(lost) => Ok(question(&web, &form, lost)),
        outcome => outcome.done(&web),
    }
}

/// Ends the session and leads to the page of the portal that it was started from, which says what was done.
///
/// # Errors
/// [`Denied::Permission`] outside of a session.
pub async fn leave(web: &Web, form: &Form) -> std::result::Result<Outcome, Fail> {
    if web.cx.behalf().is_none() {
        return Err(Error::Forbidden(Denied::Permission).into());
    }
    if let Some(lost) = Lost::of(web, form).await? {
        return Ok(Outcome::Asks(lost.losses()));
    }
    // The cookie stays, with another value: it no longer opens anything, tells this browser's other tabs that the session
    // has ended, and its change takes the pages of the session out of the browser's memory.
    let slug = slug(web)?.to_owned();
    let left = domain::behalf::ending::end(&web.cx, note(form)).await?;
    let mut response = see_portal(web, &format!("{}?ended={}", left.back, left.id));
    cookie::set_for(&mut response, &cookie::behalf(&slug), left.token.expose(), BEHALF_COOKIE);
    Ok(Outcome::Done(response))
}

/// The page that asks before the session ends, because this is lost by it.
fn question(web: &Web, form: &Form, lost: Vec<String>) -> Response {
    let customer = web.cx.behalf().map(|(_, customer, _)| ui::name(&customer.name));
    let lost: Vec<Notice> = lost.into_iter().map(|text| Notice::new(web, Tone::Warning, text)).collect();
    // What was typed goes back the way it came.
    let back = match kept(form).filter(|_| is_typed(form)) {
        Some(kept) => {
            let stay = choose("btn btn-primary", Leaving::step(), "review", t!("leave-stay"), None);
            Post::with_class(web, "", &web.href("/checkout")).field((kept, stay)).html()
        }
        None => {
            let page = form.get(Leaving::page().as_str());
            let page = if is_own_path(page) { page } else { "/cart" };
            button_link("btn btn-primary", &web.href(page), t!("leave-stay"))
        }
    };
    page(web, &Frame::Gate, StatusCode::OK, t!("leave-title"), || {
        let leave = Post::with_class(web, "", &web.href("/end"))
            .hidden(Leaving::sure().as_str(), "1")
            .hidden(Leaving::note().as_str(), note(form))
            .field(submit("btn btn-danger", t!("leave-now")));
        GateCard::new(t!("leave-title"))
            .lead(ui::within(t!("leave-lead", customer = PLACES[0]), [ui::strong(customer)]))
            .part(lost)
            .part(foot((leave, back)))
            .html()
    })
}
