//! A prepared cart that its reader cannot change: what became of it, and what can be done next.

use super::fields::{PATH, address};
use crate::form::Form;
use crate::frame::shop::Chrome;
use crate::part::line::lines;
use crate::part::picture;
use crate::respond::{Answer, page};
use crate::shop::cart::line::plain;
use crate::ui::card::Card;
use crate::ui::facts::Facts;
use crate::ui::form::{Post, actions, button_link, submit};
use crate::ui::head::Head;
use crate::ui::markup::{Markup, Part};
use crate::ui::notice::{Notice, Tone};
use crate::ui::split::split_with_rail;
use crate::ui::{self, Html};
use crate::web::Web;
use crate::words::prepared::{by, state};
use crate::{t, words};
use domain::cart::prepared::Prepared;
use domain::cart::{Cart, State};
use domain::error::Conflict;
use domain::policy::Action;
use http::StatusCode;

/// The page; `status` says whether a step came too late.
pub(super) async fn render(web: &Web, cart: Prepared, status: StatusCode, form: &Form) -> Answer {
    let (chrome, held) =
        tokio::try_join!(Chrome::load(web), async { domain::cart::db::load(&web.cx.in_cart(cart.id)).await })?;
    domain::behalf::history::viewed(&web.cx, "prepared_cart").await?;
    picture::load(web, held.lines.iter().map(|line| line.slug.as_str())).await?;
    let late = status == StatusCode::CONFLICT;
    let status = if form.is_rejected() { StatusCode::UNPROCESSABLE_ENTITY } else { status };
    Ok(page(web, &chrome.frame(), status, t!("prepared-one"), || content(web, &cart, &held, late)))
}

fn content(web: &Web, cart: &Prepared, held: &Cart, late: bool) -> Html {
    let steps = vec![(Some(web.href(PATH)), t!("prepared-title").to_owned()), (None, t!("prepared-one").to_owned())];
    let head = Head::new(t!("prepared-one")).beside(ui::badge(state(cart.state)));
    let late = late.then(|| Notice::new(web, Tone::Warning, words::conflict(Conflict::State).1));
    let what = match web.cx.behalf() {
        Some(_) => ui::for_reader(web, || (super::around::said(web), for_agent(web, cart)).rendered()),
        None => (ui::done(web), for_customer(web, cart)).rendered(),
    };
    let rows = held.lines.iter().map(|line| plain(web, line, Markup::default()));
    let count = i64::try_from(held.lines.len()).unwrap_or(i64::MAX);
    let card = Card::new("lines", t!("cart-lines")).count(count);
    let card = match held.lines.is_empty() {
        true => card.items([], t!("prepared-no-lines")),
        false => card.flush(lines(true, rows)),
    };
    let about = Card::new("about", t!("prepared-about")).body(facts(web, cart));
    (ui::crumbs(steps), head, late, what, split_with_rail(card, about)).rendered()
}

/// Who prepared it and when, what was said, and what became of it.
pub(super) fn facts(web: &Web, cart: &Prepared) -> Html {
    let order = cart.order_number.as_deref();
    let order = order.map(|number| ui::link(&web.href(&format!("/orders/{number}")), number));
    Facts::default()
        .fact(t!("prepared-by"), ui::name(&by(cart)))
        .maybe(t!("prepared-handed-over"), cart.offered_at.map(ui::moment_utc))
        .maybe(t!("prepared-message"), Some(ui::name(&cart.message)).filter(|_| !cart.message.is_empty()))
        .maybe(t!("prepared-answered"), cart.answered_at.map(ui::moment_utc))
        .maybe(t!("prepared-answer"), Some(ui::name(&cart.answer)).filter(|_| !cart.answer.is_empty()))
        .maybe(t!("shop-orders-order"), order)
        .html()
}

/// What the agent can do next.
fn for_agent(web: &Web, cart: &Prepared) -> Html {
    let step = |what: &str, label: &str| {
        Post::with_class(web, "", &format!("{}/{what}", address(web, cart.id)))
            .field(submit("btn btn-primary", label))
            .rendered()
    };
    let next = match cart.state {
        State::Draft => Some(go_on(web, cart, "btn btn-primary")),
        State::Offered => Some(step("take-back", t!("prepared-take-back"))),
        State::Withdrawn => Some(step("reopen", t!("prepared-reopen"))),
        State::Own | State::Ordered | State::Merged | State::Declined => None,
    };
    let next = next.filter(|_| web.cx.may(Action::PrepareCart));
    let text = match cart.state {
        State::Own | State::Draft => t!("prepared-agent-draft"),
        State::Offered => t!("prepared-agent-offered"),
        State::Withdrawn => t!("prepared-agent-withdrawn"),
        State::Ordered => t!("prepared-agent-ordered"),
        State::Merged => t!("prepared-agent-merged"),
        State::Declined => t!("prepared-agent-declined"),
    };
    let back = button_link("btn", &web.href("/cart"), t!("quick-to-cart"));
    (Notice::new(web, Tone::Info, text), actions((next, super::around::leave(web, "btn"), back))).rendered()
}

/// The button that goes on with a draft.
pub(super) fn go_on(web: &Web, cart: &Prepared, class: &'static str) -> Html {
    Post::with_class(web, "", &web.href("/prepared/choose"))
        .hidden(super::Chosen::cart().as_str(), &cart.id.to_string())
        .field(submit(class, t!("prepared-continue")))
        .rendered()
}

/// What became of it, and how the customer takes the lines out of the own cart again.
fn for_customer(web: &Web, cart: &Prepared) -> Html {
    let text = match cart.state {
        State::Own | State::Draft | State::Withdrawn => t!("prepared-you-withdrawn"),
        State::Offered => t!("prepared-you-offered"),
        State::Ordered => t!("prepared-you-ordered"),
        State::Merged => t!("prepared-you-merged"),
        State::Declined => t!("prepared-you-declined"),
    };
    let mut buttons = Markup::default();
    if cart.state == State::Merged {
        buttons.put(button_link("btn", &web.href("/cart"), t!("quick-to-cart")));
    }
    if cart.is_undoable && web.cx.may(Action::AnswerPrepared) {
        let undo = Post::with_class(web, "", &format!("{}/undo", address(web, cart.id)));
        buttons.put(undo.field(submit("btn", t!("prepared-undo"))));
    }
    (Notice::new(web, Tone::Info, text), actions(buttons)).rendered()
}
