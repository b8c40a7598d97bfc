//! The customer's orders.

pub mod again;

use crate::form::{Asked, Choice, Fields, Form, Words};
use crate::frame::shop::Chrome;
use crate::part::line::{Line, lines};
use crate::part::{address, files, picture};
use crate::respond::{Answer, page, status_of};
use crate::shop::checkout::amounts;
use crate::shop::decision::Decision;
use crate::shop::{export, item};
use crate::ui::card::Card;
use crate::ui::facts::{Facts, dash};
use crate::ui::form::{actions, button_link};
use crate::ui::head::Head;
use crate::ui::list::List;
use crate::ui::markup::{Markup, Part};
use crate::ui::pages::Pages;
use crate::ui::split::split_with_rail;
use crate::ui::table::{Column, Table};
use crate::ui::toolbar::Toolbar;
use crate::ui::{self, Html, Position, badge};
use crate::web::Web;
use crate::words::people::By;
use crate::{form, markup, t, text, words};
use axum::extract::Path;
use domain::list::{Place, Size};
use domain::order::db::{Filter, Order, OrderLine, OrderRow};
use domain::order::{Sort, Status};
use domain::policy::Action;
use domain::text_enum::Word;
use http::StatusCode;

/// Where the list stands.
const PATH: &str = "/orders";

form! {
    /// Which orders are asked for.
    pub struct Query {
        /// Words in a number.
        q: Words,
        /// Only orders in this state.
        status: Option<Status>,
        /// In which order.
        sort: Choice<Sort>,
        /// How many on a page.
        size: Size,
        /// Which page.
        place: Place = "page",
    }
}

impl Query {
    fn filter(&self) -> Filter {
        let Query { q, status, sort, size, place } = self.clone();
        Filter { query: q.0, status, sort: sort.0, place, size }
    }

    /// The same on its first page.
    fn first(&self) -> Query {
        Query { place: Place::default(), ..self.clone() }
    }
}

/// `/orders`
pub async fn list(web: Web, Asked(query): Asked<Query>) -> Answer {
    let filter = query.filter();
    let (chrome, found) = tokio::try_join!(Chrome::load(&web), domain::order::db::own(&web.cx, &filter))?;
    domain::behalf::history::viewed(&web.cx, "orders").await?;
    Ok(page(&web, &chrome.frame(), StatusCode::OK, t!("shop-nav-orders"), || {
        let here = web.href(PATH);
        let position = Position { page: query.place.number(), size: query.size.rows(), total: found.total };
        let pages =
            Pages::beside(&found, position, |n| Query { place: Place::Page(n - 1), ..query.clone() }.address(&here))
                .sized(query.size, |size| Query { size, ..query.first() }.address(&here));
        let list = List::new(toolbar(&web, &query, found.total), table(&web, &query, &found.rows), pages);
        (Head::new(t!("shop-nav-orders")), list.html(&web, || nothing(&web, &query))).rendered()
    }))
}

fn toolbar(web: &Web, query: &Query, total: i64) -> Toolbar {
    let states = Status::ALL.into_iter().map(|status| (status.word(), words::order_status(status).0.to_owned()));
    Toolbar::new(web, &web.href(PATH), query)
        .ids("orders-")
        .search(Query::q(), t!("shop-orders-search"), t!("shop-orders-search-by"))
        .choice(Query::status(), t!("shop-orders-status"), t!("approvals-all-states"), states)
        .count(&ui::counted(total, |total| t!("shop-orders-count", count = total)))
}

fn nothing(web: &Web, query: &Query) -> Html {
    if query.q.0.is_empty() && query.status.is_none() {
        let browse = Some((web.href("/c"), t!("home-browse")));
        return ui::empty(web, "orders", t!("shop-orders-none"), t!("shop-orders-none-help"), browse);
    }
    let all = Some((web.href(PATH), t!("shop-orders-show-all")));
    ui::empty(web, "search", t!("approvals-no-match"), t!("shop-orders-no-match-help"), all)
}

fn table(web: &Web, query: &Query, rows: &[OrderRow]) -> Table {
    // A click sorts down first, and up when it was down.
    let sorted = |column: Column, down: Sort| {
        let now = query.sort.0;
        let (state, next) = match now {
            now if now == down => (Some("descending"), down.reversed()),
            now if now == down.reversed() => (Some("ascending"), down),
            _ => (None, down),
        };
        column.sorted(state, Query { sort: Choice(next), ..query.first() }.address(&web.href(PATH)))
    };
    let may_again = web.cx.may(Action::EditCart);
    let mut columns = vec![
        Column::text(t!("shop-orders-order")),
        sorted(Column::text(t!("shop-orders-placed-utc")), Sort::Newest),
        Column::text(t!("checkout-po-number")).named(),
        Column::text(t!("shop-orders-placed-by")),
        Column::state(t!("shop-orders-status")),
        Column::number(t!("cart-lines")).wide(),
        sorted(Column::number(t!("shop-orders-total")).lead(), Sort::Largest),
    ];
    columns.extend(may_again.then(|| Column::actions(t!("again-all"))));
    let mut table = Table::new(t!("shop-nav-orders"), columns).framed();
    for r in rows {
        table.row(|row| {
            row.code_link(&web.href(&format!("{PATH}/{}", r.number)), &r.number, ());
            row.cell(ui::moment(r.placed_at));
            row.cell(dash(&r.po_number));
            row.cell(ui::name(&By::row(r).for_company(r.support_names, web.cx.behalf().is_none())));
            row.cell(ui::badge(words::order_status(r.status)));
            row.cell(text::number(r.lines));
            row.cell(text::money(r.total()));
            if may_again {
                row.cell(again::small(web, &r.number));
            }
        });
    }
    table
}

form! {
    /// What the page of an order is asked for.
    pub struct Shown {
        /// Whether the order was placed just now.
        placed: bool,
    }
}

/// `/orders/{number}`; right after placing it, the page begins with the confirmation.
pub async fn show(web: Web, Path(number): Path<String>) -> Answer {
    render(&web, &number, &Form::default()).await
}

/// The page, with what was typed to decide about the order.
pub async fn render(web: &Web, number: &str, form: &Form) -> Answer {
    let (chrome, (order, lines)) = tokio::try_join!(Chrome::load(web), domain::order::db::find_own(&web.cx, number))?;
    domain::behalf::history::viewed(&web.cx, "order").await?;
    let decision = Decision::load(web, &order).await?;
    let files = domain::attachment::of_order(&web.cx, order.id).await?;
    picture::load(web, lines.iter().map(|line| line.slug.as_str())).await?;
    let is_new = Shown::read(&web.query()).placed && web.cx.now().since(order.placed_at).as_seconds() < 3_600;
    let (heading, title) = match order.status {
        Status::Placed if is_new => {
            (Some(t!("shop-order-placed")), t!("shop-order-placed-title", number = &order.number))
        }
        Status::AwaitingApproval if is_new => {
            (Some(t!("shop-order-submitted")), t!("shop-order-submitted-title", number = &order.number))
        }
        _ => (None, t!("shop-order-title", number = &order.number)),
    };
    Ok(page(web, &chrome.frame(), status_of(form), &title, || {
        let head = match heading {
            Some(heading) => receipt(web, &order, decision.as_ref(), heading),
            None => head(web, &order),
        };
        let is_own = web.cx.customer().is_some_and(|c| c.account == order.account_id) && web.cx.behalf().is_none();
        let by = By::of(&order).for_company(order.support_names, is_own);
        let side = (
            decision.map(|d| d.card(web, &order, form)),
            Card::new("sum", t!("summary-title")).body(amounts(order.totals(), order.tax_basis)),
            Card::new("about", t!("shop-order-about")).body(facts(
                &order,
                by,
                By::prepared(&order, order.support_names),
            )),
            files::card(web, &files, "/attachments", web.cx.behalf().is_some()),
        );
        (head, ui::done(web), split_with_rail(ordered(web, &order, &lines), side)).rendered()
    }))
}

fn head(web: &Web, order: &Order) -> Html {
    let steps = vec![(Some(web.href(PATH)), t!("shop-nav-orders").to_owned()), (None, order.number.clone())];
    let head = Head::new(t!("shop-order-title", number = &order.number));
    let ways = export::ways(web, &web.href(&format!("{PATH}/{}/export", order.number)));
    let badge = ui::badge(words::order_status(order.status));
    (ui::crumbs(steps), head.beside(badge).actions(ways)).rendered()
}

/// What is said first of an order that was placed just now.
fn receipt(web: &Web, order: &Order, decision: Option<&Decision>, heading: &str) -> Html {
    let whom = decision.map(Decision::whom).unwrap_or_default();
    let text = match (web.cx.behalf(), order.status == Status::AwaitingApproval) {
        (Some((_, customer, _)), true) => {
            t!("shop-order-submitted-for", customer = ui::plain(&customer.name), whom = whom)
        }
        (Some((_, customer, _)), false) => t!("shop-order-placed-for", customer = ui::plain(&customer.name)),
        (None, true) => t!("shop-order-submitted-text", whom = whom),
        (None, false) => t!("shop-order-placed-text").to_owned(),
    };
    let ways = (
        button_link("btn", &web.href(PATH), t!("shop-order-all")),
        button_link("btn", &web.href("/c"), t!("cart-continue")),
    );
    let mut out = Markup::default();
    markup! {
        out,
        "<section class=\"receipt\" role=\"status\">", ui::icon(web, "check"), "<h1>", heading, "</h1><p>", text,
        "</p><p class=\"receipt-no\">", &order.number, "</p>", actions(ways), "</section>"
    }
    out.html()
}

fn ordered(web: &Web, order: &Order, all: &[OrderLine]) -> Card {
    let rows = (1..).zip(all).map(|(place, l)| {
        let price = format!("{} {}", text::unit_price(l.price(order)), item::per(&l.unit));
        let line = Line::new(web, &l.slug, &l.name, &l.sku, &price).own_number(&l.own_number);
        let line = match (l.added_by.as_str(), order.support_names) {
            ("", _) => line,
            (_, false) => line.remark(t!("shop-order-line-support")),
            (name, true) => line.remark(&t!("shop-order-line-by", who = ui::plain(name))),
        };
        let line = line
            .note(&l.note)
            .below(l.requested_on().map(|day| ui::aside(t!("order-line-day", day = text::day(day.at())))))
            .quantity(&text::number(l.quantity))
            .total(text::money(l.total(order)));
        again::ticked(web, line, place, &l.name)
    });
    let count = i64::try_from(all.len()).unwrap_or(i64::MAX);
    Card::new("lines", t!("cart-lines"))
        .count(count)
        .flush(lines(true, rows))
        .foot(Some(again::buttons(web, &order.number)))
}

/// The facts of an order; `by` is who placed it and `prepared` who prepared its cart, in words for the reader.
pub fn facts(order: &Order, by: String, prepared: Option<String>) -> Html {
    let is_placed = match order.status {
        Status::AwaitingApproval | Status::Rejected | Status::Withdrawn => false,
        Status::Placed | Status::Confirmed | Status::Shipped | Status::Delivered | Status::Cancelled => true,
    };
    let (when, who) = match is_placed {
        true => (t!("shop-orders-placed"), t!("shop-orders-placed-by")),
        false => (t!("approvals-submitted"), t!("shop-order-submitted-by")),
    };
    let terms = match order.terms_days {
        0 => t!("shop-order-terms-at-once").to_owned(),
        days => t!("shop-order-terms", days = days),
    };
    let on_behalf = order.on_behalf.then(|| (" ", badge::behalf(t!("on-behalf"))));
    let mut facts = Facts::default()
        .fact(when, ui::moment_utc(order.placed_at))
        .fact(who, (ui::name(&by), on_behalf))
        .maybe(t!("prepared-by"), prepared.map(|who| ui::name(&who)));
    let rate = order.totals().discount_rate;
    if rate > 0 {
        // The person who placed the order gave it.
        let given = t!("shop-order-discount", share = text::percent(rate), by = by);
        facts = facts.noted(t!("checkout-discount"), ui::name(&given), &ui::plain(&order.discount_reason));
    }
    let po = dash(&order.po_number);
    let place = address::written(&order.recipient, &address::lines_of_order(&order.address_text));
    facts = facts
        .fact(t!("checkout-method"), words::shipping(order.shipping_method).0)
        .fact(t!("checkout-address"), place)
        .fact(t!("checkout-payment"), terms);
    facts = match &order.po_number_before {
        Some(number) => facts.noted(t!("checkout-po-number"), po, &t!("shop-order-po-before", number = number)),
        None => facts.fact(t!("checkout-po-number"), po),
    };
    let centre = Some(&order.cost_centre).filter(|centre| !centre.is_empty()).map(|centre| ui::name(centre));
    facts = facts
        .maybe(t!("cost-centre"), centre)
        .maybe(t!("checkout-day"), order.requested_on().map(|day| text::day(day.at())));
    facts.maybe(t!("cart-note"), Some(&order.note).filter(|note| !note.is_empty())).html()
}
