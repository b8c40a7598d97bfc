//! The bar of a session on behalf: who acts for whom and why, the time left, and the ways to more time, to another session
//! and to the end.
//!
//! The pages that its buttons lead to are in [`crate::shop::behalf`].

pub mod switch;

use crate::island::countdown::Countdown;
use crate::island::end_session::EndSession;
use crate::t;
use crate::text::PLACES;
use crate::ui::{self, Html, Rendered};
use crate::web::Web;
use domain::cx::Mode;
use leptos::prelude::*;

/// What the button that ends the session sends along when the form of the checkout is sent with it.
pub const FROM_CHECKOUT: &str = "end";
/// The bar: first in the body of every page under `/as/{slug}` while the session is open (R44).
///
/// On a page with a checkout, asking for more time takes along what was typed there.
pub fn bar(web: &Web, body: &str) -> Option<impl IntoView + use<>> {
    let (staff, customer, behalf) = web.cx.behalf()?;
    let left = behalf.expires_at.since(web.cx.now()).as_seconds().max(0);
    let seconds = u32::try_from(left).unwrap_or(0);
    let why = match (behalf.ticket.is_empty(), behalf.reason.is_empty()) {
        (true, _) => ui::plain(&behalf.reason),
        (false, true) => t!("bar-ticket", ticket = ui::plain(&behalf.ticket)),
        (false, false) => {
            t!("bar-ticket-reason", ticket = ui::plain(&behalf.ticket), reason = ui::plain(&behalf.reason))
        }
    };
    let typed = body.contains("form=\"checkout\"").then_some("checkout");
    // Enter in a field presses the first button of its form, wherever that stands: it shall not be the one for more time.
    let enter = typed.map(|form| {
        view! { <button class="visually-hidden" form=form tabindex="-1" aria-hidden="true">{t!("checkout-place")}</button> }
    });
    let more = typed.map(|_| web.href("/more-time"));
    let who = [
        view! { <bdi>{ui::plain(&staff.name)}</bdi> }.html(),
        view! { <b><bdi>{ui::plain(&customer.name)}</bdi></b> }.html(),
    ];
    Some(view! {
        <section class="behalf-bar" role="region" aria-label=t!("bar-label")>
            <p class="behalf-who">
                <strong class="behalf-tag">{t!("on-behalf")}</strong>
                <span>{ui::within(t!("bar-who", staff = PLACES[0], customer = PLACES[1]), who)}</span>
                <span class="behalf-login"><bdi>{ui::plain(&customer.email)}</bdi></span>
                <span><bdi>{ui::plain(&customer.organization_name)}</bdi></span>
                <span>{customer.store_name.clone()}</span>
                {(behalf.mode == Mode::View).then(|| view! { <span>{t!("view-only")}</span> })}
            </p>
            <p class="behalf-why"><bdi>{why}</bdi></p>
            <p class="behalf-left" data-soon=(left <= 120).then_some("")>
                {ui::icon(web, "clock")}
                <span class="visually-hidden">{format!("{} ", t!("bar-left"))}</span>
                <Countdown seconds=seconds base=web.base.clone()/>
            </p>
            // A button, so that the first link of the page stays the one to its content.
            <form method="get" action=web.href("/more-time")>
                <input type="hidden" name="back" value=web.plain_path().to_owned()/>
                {enter}
                <button
                    class="behalf-more"
                    name=typed.map(|_| "step")
                    value=typed.map(|_| "ask")
                    form=typed
                    formmethod=typed.map(|_| "post")
                    formaction=more
                    formnovalidate=typed.is_some()
                >
                    {t!("more-title")}
                </button>
            </form>
            {switch::opener(web)}
            {end_button(web, typed)}
        </section>
        <div class="behalf-frame" aria-hidden="true"></div>
        {switch::dialog(web)}
        {unsent(web)}
    })
}

/// The button. At a checkout (`typed`) it takes along what was typed there.
fn end_button(web: &Web, typed: Option<&'static str>) -> Html {
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
fn unsent(web: &Web) -> Html {
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
