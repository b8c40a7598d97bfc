//! Ending a session on behalf: its button in the bar, and a short question when the end would leave something undone.
//!
//! Rule: the server asks when the agent changed the cart without ordering, or typed something at checkout that was not sent.
//! What was typed on other pages only the browser knows; where there is script, it asks by itself.

use crate::form::Form;
use crate::frame::bar::FROM_CHECKOUT;
use crate::function::Outcome;
use crate::respond::{Answer, Fail, Frame, page, see_portal};
use crate::shop::behalf::more::kept;
use crate::shop::behalf::{BEHALF_COOKIE, slug};
use crate::t;
use crate::text::PLACES;
use crate::ui::{self, Rendered};
use crate::web::{Web, cookie, is_own_path};
use crate::words;
use axum::response::Response;
use domain::behalf::own::leaves_cart;
use domain::error::{Denied, Error, Result};
use http::StatusCode;
use leptos::prelude::*;

/// The fields of the checkout that are typed and not chosen.
const TYPED: [&str; 4] = ["po_number", "note", "discount", "discount_reason"];

/// The note about the session; the order note of a checkout is none.
pub fn note(form: &Form) -> &str {
    if form.get("step") == FROM_CHECKOUT { "" } else { form.get("note") }
}

/// Whether something was typed at the checkout that the form comes from.
fn is_typed(form: &Form) -> bool {
    form.get("step") == FROM_CHECKOUT && TYPED.iter().any(|name| !form.get(name).trim().is_empty())
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
        let Some((.., behalf)) = web.cx.behalf().filter(|_| form.get("sure") != "1") else { return Ok(None) };
        let typed = is_typed(form);
        let cart = leaves_cart(&web.cx, behalf.id).await?;
        Ok((typed || cart).then_some(Lost { typed, cart }))
    }

    fn told(self) -> Vec<String> {
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
        return Ok(Outcome::Asks(lost.told()));
    }
    // The cookie stays, with another value: it opens nothing any more, tells this browser's other tabs that the session
    // has ended, and its change takes the pages of the session out of the browser's memory.
    let slug = slug(web)?.to_owned();
    let left = domain::behalf::ending::end(&web.cx, note(form)).await?;
    let mut response = see_portal(web, &format!("{}?ended={}", left.back, left.id));
    cookie::set_for(&mut response, &cookie::behalf(&slug), left.token.expose(), BEHALF_COOKIE);
    Ok(Outcome::Done(response))
}

/// The page that asks before the session ends, because this is lost by it.
fn question(web: &Web, form: &Form, lost: Vec<String>) -> Response {
    let customer = web.cx.behalf().map(|(_, customer, _)| ui::plain(&customer.name)).unwrap_or_default();
    let customer = view! { <b><bdi>{customer}</bdi></b> }.html();
    let lost = lost.into_iter().map(|text| ui::notice(web, "warning", text)).collect_view();
    // What was typed goes back the way it came.
    let back = match kept(form).filter(|_| is_typed(form)) {
        Some(kept) => view! {
            <form method="post" action=web.href("/checkout")>
                {ui::context(web)}
                {kept}
                <button class="btn btn-primary" name="step" value="review">{t!("leave-stay")}</button>
            </form>
        }
        .html(),
        None => {
            let page = form.get("page");
            let page = if is_own_path(page) { page } else { "/cart" };
            view! { <a class="btn btn-primary" href=web.href(page)>{t!("leave-stay")}</a> }.html()
        }
    };
    page(web, &Frame::Gate, StatusCode::OK, t!("leave-title"), || {
        view! {
            <section class="gate-card">
                <h1>{t!("leave-title")}</h1>
                <p class="gate-lead">{ui::within(t!("leave-lead", customer = PLACES[0]), [customer])}</p>
                {lost}
                <div class="form-foot">
                    <form method="post" action=web.href("/end")>
                        {ui::context(web)}
                        <input type="hidden" name="sure" value="1"/>
                        <input type="hidden" name="note" value=note(form).to_owned()/>
                        <button class="btn btn-danger">{t!("leave-now")}</button>
                    </form>
                    {back}
                </div>
            </section>
        }
    })
}
