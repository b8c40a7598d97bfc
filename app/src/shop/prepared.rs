//! Carts that support prepares: the list, one of them, and what agent and customer do with it.

pub mod around;
mod fields;
pub mod notice;
mod show;

use crate::form::{Asked, Fields, Form, Page, Posted};
use crate::frame::shop::Chrome;
use crate::respond::{Answer, page, see};
use crate::shop::account::tabs;
use crate::shop::prepared::fields::{Chosen, PATH, Said, address, id};
use crate::shop::{cart, item};
use crate::ui::head::Head;
use crate::ui::list::list as listed;
use crate::ui::markup::Part;
use crate::ui::table::{Column, Table};
use crate::ui::toolbar::Toolbar;
use crate::ui::{self, Html, Position};
use crate::web::Web;
use crate::words::prepared::{by, state};
use crate::{form, t};
use axum::extract::Path;
use domain::cart::State;
use domain::cart::prepared::find::PAGE;
use domain::cart::prepared::{self, Prepared, answer};
use domain::error::{Conflict, Error};
use domain::id::CartId;
use domain::text_enum::Word;
use http::StatusCode;

form! {
    /// Which prepared carts are asked for.
    pub struct Query {
        /// Only those in this state.
        state: Option<State>,
        /// Which page.
        page: Page,
    }
}

/// `/prepared`
pub async fn list(web: Web, Asked(query): Asked<Query>) -> Answer {
    let number = query.page.0;
    let found = prepared::list(&web.cx, query.state, number).await?;
    let chrome = Chrome::load(&web).await?;
    domain::behalf::history::viewed(&web.cx, "prepared_carts").await?;
    let position = Position { page: number, size: PAGE, total: found.total };
    Ok(page(&web, &chrome.frame(), StatusCode::OK, t!("prepared-title"), || {
        let link = |n| Query { page: Page::number(n), ..query.clone() }.address(&web.href(PATH));
        let states = State::ALL.into_iter().filter(|one| *one != State::Own);
        let states = states.map(|one| (one.word(), state(one).0.to_owned()));
        let toolbar = Toolbar::new(&web, &web.href(PATH), &query)
            .ids("prepared-")
            .choice(Query::state(), t!("prepared-state"), t!("prepared-all-states"), states)
            .count(&ui::counted(found.total, |total| t!("prepared-count", count = total)));
        let rows = listed(&web, toolbar, position, link, table(&web, &found.rows), || nothing(&web, &query));
        (Head::new(t!("prepared-title")), tabs(&web, PATH), ui::done(&web), rows).rendered()
    }))
}

fn nothing(web: &Web, query: &Query) -> Html {
    match query.state {
        None => ui::empty(web, "cart", t!("prepared-none"), t!("prepared-none-help"), None),
        Some(_) => {
            let all = Some((web.href(PATH), t!("prepared-show-all")));
            ui::empty(web, "search", t!("prepared-no-match"), t!("prepared-no-match-help"), all)
        }
    }
}

fn table(web: &Web, rows: &[Prepared]) -> Table {
    let columns = [
        Column::text(t!("prepared-by")),
        Column::text(t!("prepared-when")).named(),
        Column::state(t!("prepared-state")),
        Column::number(t!("cart-lines")),
    ];
    let mut table = Table::new(t!("prepared-title"), columns).framed();
    for cart in rows {
        table.row(|row| {
            row.link(&address(web, cart.id), ui::name(&by(cart)), ui::name(&cart.message));
            row.cell(ui::moment(cart.offered_at.unwrap_or(cart.created_at)));
            row.cell(ui::badge(state(cart.state)));
            row.cell(crate::text::number(cart.lines));
        });
    }
    table
}

/// An agent begins a prepared cart and works in it from then on.
pub async fn begin(web: Web, _: Form) -> Answer {
    prepared::begin(&web.cx).await?;
    Ok(see(&web.href("/cart?done=prepared-begun")))
}

/// An agent goes on with another cart.
pub async fn choose(web: Web, Posted(chosen, _): Posted<Chosen>) -> Answer {
    let cart = match chosen.cart.as_str() {
        "" => None,
        text => Some(id(text)?),
    };
    match prepared::choose(&web.cx, cart).await {
        Err(Error::Conflict(Conflict::State)) => late(&web, id(&chosen.cart)?).await,
        other => {
            other?;
            let done = if cart.is_some() { "prepared-chosen" } else { "prepared-own" };
            Ok(see(&web.href(&format!("/cart?done={done}"))))
        }
    }
}

/// `/prepared/{id}`
pub async fn open(web: Web, Path(place): Path<String>) -> Answer {
    let id = id(&place)?;
    let found = prepared::find(&web.cx, id).await?;
    match (web.cx.behalf().is_some(), found.state) {
        (false, State::Offered) => cart::show(at(&web, id)).await,
        _ => show::render(&web, found, StatusCode::OK, &Form::default()).await,
    }
}

/// The request of a customer within a prepared cart.
fn at(web: &Web, id: CartId) -> Web {
    Web { cx: web.cx.in_cart(id), ..web.clone() }
}

/// The page of a cart whose state did not allow a step.
async fn late(web: &Web, id: CartId) -> Answer {
    let found = prepared::find(&web.cx, id).await?;
    if web.cx.behalf().is_none() && found.state == State::Offered {
        return cart::stale(&at(web, id)).await;
    }
    show::render(web, found, StatusCode::CONFLICT, &Form::default()).await
}

/// The customer changes a cart that was handed over.
async fn within(web: &Web, place: &str) -> Result<Web, Error> {
    let id = id(place)?;
    prepared::find(&web.cx, id).await?;
    Ok(at(web, id))
}

/// Sets quantities and notes.
pub async fn change(web: Web, Path(place): Path<String>, posted: Posted<cart::Sent>) -> Answer {
    cart::change(within(&web, &place).await?, posted).await
}

/// Removes a line.
pub async fn remove(web: Web, Path((place, slug)): Path<(String, String)>, posted: Posted<cart::Sent>) -> Answer {
    cart::remove(within(&web, &place).await?, Path(slug), posted).await
}

/// Puts a removed line back.
pub async fn restore(web: Web, Path((place, slug)): Path<(String, String)>, posted: Posted<item::Wanted>) -> Answer {
    cart::restore(within(&web, &place).await?, Path(slug), posted).await
}

/// An agent hands it over.
pub async fn hand_over(web: Web, Path(place): Path<String>, Posted(said, form): Posted<Said>) -> Answer {
    let cart = id(&place)?;
    match prepared::hand_over(&web.cx, cart, &said.message, said.shown()).await {
        Ok(()) => Ok(see(&format!("{}?done=prepared-handed-over", address(&web, cart)))),
        Err(Error::Conflict(Conflict::State)) => late(&web, cart).await,
        Err(error) => cart::again(&at(&web, cart), form, error).await,
    }
}

/// An agent takes it back.
pub async fn take_back(web: Web, Path(place): Path<String>, _: Form) -> Answer {
    let cart = id(&place)?;
    stepped(&web, cart, prepared::take_back(&web.cx, cart).await, "prepared-taken-back").await
}

/// An agent goes on with one that was taken back.
pub async fn reopen(web: Web, Path(place): Path<String>, _: Form) -> Answer {
    let cart = id(&place)?;
    match prepared::reopen(&web.cx, cart).await {
        Ok(()) => Ok(see(&web.href("/cart?done=prepared-chosen"))),
        other => stepped(&web, cart, other, "").await,
    }
}

/// An agent throws a draft away.
pub async fn discard(web: Web, Path(place): Path<String>, _: Form) -> Answer {
    let cart = id(&place)?;
    match prepared::discard(&web.cx, cart).await {
        Ok(()) => Ok(see(&web.href("/cart?done=prepared-discarded"))),
        other => stepped(&web, cart, other, "").await,
    }
}

async fn stepped(web: &Web, id: CartId, done: Result<(), Error>, code: &str) -> Answer {
    match done {
        Ok(()) => Ok(see(&format!("{}?done={code}", address(web, id)))),
        Err(Error::Conflict(_)) => late(web, id).await,
        Err(other) => Err(other.into()),
    }
}

/// The customer puts its lines into the own cart.
pub async fn merge(web: Web, Path(place): Path<String>, Posted(said, form): Posted<Said>) -> Answer {
    let cart = id(&place)?;
    match answer::merge(&web.cx, cart, said.shown()).await {
        Err(error @ Error::Invalid(_)) => cart::again(&at(&web, cart), form, error).await,
        done => stepped(&web, cart, done, "prepared-merged").await,
    }
}

/// The customer takes them out again.
pub async fn undo(web: Web, Path(place): Path<String>, _: Form) -> Answer {
    let cart = id(&place)?;
    stepped(&web, cart, answer::undo_merge(&web.cx, cart).await, "prepared-undone").await
}

/// The customer declines it.
pub async fn decline(web: Web, Path(place): Path<String>, Posted(said, form): Posted<Said>) -> Answer {
    let cart = id(&place)?;
    match answer::decline(&web.cx, cart, &said.reason).await {
        Err(error @ Error::Invalid(_)) => cart::again(&at(&web, cart), form, error).await,
        done => stepped(&web, cart, done, "prepared-declined").await,
    }
}
