//! Ending a session on behalf: its button in the bar, and a short question when the end would leave something undone.
//!
//! Rule: the server asks when the agent changed the cart without ordering, or typed something at checkout that was not sent.
//! What was typed on other pages only the browser knows; where there is script, it asks by itself.

use crate::form::Form;
use crate::island::end_session::EndSession;
use crate::respond::{Frame, page};
use crate::shop::behalf::kept;
use crate::t;
use crate::text::PLACES;
use crate::ui::{self, Html, Rendered};
use crate::web::{Web, is_own_path};
use crate::words;
use axum::response::Response;
use domain::behalf::own::leaves_cart;
use domain::error::Result;
use http::StatusCode;
use leptos::prelude::*;

/// What the end session button sends along when the form of the checkout is sent with it.
const FROM_CHECKOUT: &str = "end";
/// The fields of the checkout that are typed and not chosen.
const TYPED: [&str; 4] = ["po_number", "note", "discount", "discount_reason"];

/// The button. At a checkout (`typed`) it takes along what was typed there.
pub fn button(web: &Web, typed: Option<&'static str>) -> Html {
    view! {
        <form class="behalf-end" method="post" action=web.href("/end")>
            {ui::context(web)}
            <input type="hidden" name="page" value=web.path.clone()/>
            <button
                name=typed.map(|_| "step")
                value=typed.map(|_| FROM_CHECKOUT)
                form=typed
                formmethod=typed.map(|_| "post")
                formaction=typed.map(|_| web.href("/end"))
                formnovalidate=typed.is_some()
            >
                {t!("leave-button")}
            </button>
        </form>
    }
    .html()
}

/// The question about what was typed on the page. The island opens it, which alone knows.
pub fn unsent(web: &Web) -> Html {
    view! {
        <dialog class="dialog" id="end-unsent" aria-labelledby="end-unsent-h">
            <form method="post" action=web.href("/end")>
                {ui::context(web)}
                <header class="dialog-head"><h2 id="end-unsent-h">{t!("leave-title")}</h2></header>
                <div class="dialog-body"><p>{t!("leave-unsent")}</p></div>
                <footer class="dialog-foot">
                    // Closes the dialog in every browser; nothing is sent.
                    <button class="btn btn-primary" formmethod="dialog" autofocus>{t!("leave-stay")}</button>
                    <button class="btn btn-danger">{t!("leave-now")}</button>
                </footer>
            </form>
        </dialog>
        <EndSession/>
    }
    .html()
}

/// The note about the session; the order note of a checkout is none.
pub fn note(form: &Form) -> &str {
    if form.get("step") == FROM_CHECKOUT { "" } else { form.get("note") }
}

/// The page that asks before the session ends; nothing when nothing is left undone, or the agent has answered.
pub async fn question(web: &Web, form: &Form) -> Result<Option<Response>> {
    let Some((_, customer, behalf)) = web.cx.behalf() else { return Ok(None) };
    if form.get("sure") == "1" {
        return Ok(None);
    }
    let is_typed = form.get("step") == FROM_CHECKOUT && TYPED.iter().any(|name| !form.get(name).trim().is_empty());
    let leaves_cart = leaves_cart(&web.cx, behalf.id).await?;
    if !is_typed && !leaves_cart {
        return Ok(None);
    }
    let customer = view! { <b><bdi>{ui::plain(&customer.name)}</bdi></b> }.html();
    let typed = is_typed.then(|| ui::notice(web, "warning", t!("leave-unsent-checkout").to_owned()));
    let cart = leaves_cart.then(|| ui::notice(web, "warning", words::leaves_cart().to_owned()));
    // What was typed goes back the way it came.
    let back = match kept(form).filter(|_| is_typed) {
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
    Ok(Some(page(web, &Frame::Gate, StatusCode::OK, t!("leave-title"), || {
        view! {
            <section class="gate-card">
                <h1>{t!("leave-title")}</h1>
                <p class="gate-lead">{ui::within(t!("leave-lead", customer = PLACES[0]), [customer])}</p>
                {typed}
                {cart}
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
    })))
}
