//! All orders, and the table of orders that other pages share.

use crate::form::{Asked, Choice, Fields, Form, Params, Posted, Words};
use crate::part::assigned;
use crate::part::views::{self, Typed, Views};
use crate::respond::{Answer, Frame, page, status_of};
use crate::ui::badge;
use crate::ui::head::Head;
use crate::ui::list::List;
use crate::ui::markup::Part;
use crate::ui::pages::Pages;
use crate::ui::table::{Column, Table};
use crate::ui::toolbar::Toolbar;
use crate::ui::{self, Html, Position};
use crate::web::Web;
use crate::words::people::{By, po};
use crate::{form, t, text, words};
use domain::id::{ContactId, OrganizationId};
use domain::list::{Page, Place, Size};
use domain::order::db::{Filter, OrderRow, Whose};
use domain::order::{Sort, Status};
use domain::policy::Action;
use domain::saved_view::Page as Saved;
use domain::text_enum::Word;

/// The address of the list.
const PATH: &str = "/portal/orders";

form! {
    /// What the list is asked for.
    pub struct Query {
        /// Words in a number, a company or a name.
        q: Words,
        /// Only orders in this state.
        status: Option<Status>,
        /// Only orders of this person.
        contact: Option<ContactId>,
        /// Only orders of this company.
        company: Option<OrganizationId>,
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
        Filter { query: self.q.0.clone(), status: self.status, sort: self.sort.0, place: self.place, size: self.size }
    }

    /// The same on its first page.
    fn first(&self) -> Query {
        Query { place: Place::default(), ..self.clone() }
    }

    fn is_narrowed(&self) -> bool {
        !self.q.0.is_empty() || self.status.is_some() || self.contact.is_some() || self.company.is_some()
    }

    fn whose(&self) -> Whose {
        match (self.contact, self.company) {
            (Some(contact), _) => Whose::Contact(contact),
            (None, Some(company)) => Whose::Organization(company),
            (None, None) => Whose::All,
        }
    }
}

/// The orders for the page of their contact or company; nothing for people who may not see orders.
pub async fn recent(web: &Web, whose: Whose, filter: &Filter) -> domain::error::Result<Option<Page<OrderRow>>> {
    match web.cx.may(Action::ViewAllOrders) {
        true => domain::order::db::all(&web.cx, whose, filter).await.map(Some),
        false => Ok(None),
    }
}

/// `/portal/orders`
pub async fn show(web: Web, Asked(query): Asked<Query>) -> Answer {
    view(&web, &query, Form::default()).await
}

/// Saves what the list is asked for as a view.
pub async fn save(web: Web, posted: Posted<Typed>) -> Answer {
    let query = Query::read(&Params::parse(&posted.0.view)).first();
    match views::save(&web, Saved::Orders, PATH, &query, posted).await? {
        Ok(saved) => Ok(saved),
        Err(form) => view(&web, &query, form).await,
    }
}

/// The page, with what was typed to save a view.
async fn view(web: &Web, query: &Query, form: Form) -> Answer {
    let found = domain::order::db::all(&web.cx, query.whose(), &query.filter()).await?;
    let none_assigned = found.total == 0 && domain::organization::none_assigned(&web.cx).await?;
    let views = Views::load(web, Saved::Orders, PATH, &query.first(), form).await?;
    Ok(page(web, &Frame::Portal, status_of(views.form()), t!("portal-orders-title"), || {
        let position = Position { page: query.place.number(), size: query.size.rows(), total: found.total };
        let pages =
            Pages::beside(&found, position, |n| Query { place: Place::Page(n - 1), ..query.clone() }.address(PATH))
                .sized(query.size, |size| Query { size, ..query.first() }.address(PATH));
        let table = table(&found.rows, t!("portal-orders-title"), Columns::All(query));
        let list = List::new(toolbar(web, query, &found), table, pages).above(views.html(web));
        let list = list.html(web, || if none_assigned { assigned::none(web) } else { nothing(web, query) });
        (Head::new(t!("portal-orders-title")), ui::done(web), list).rendered()
    }))
}

fn toolbar(web: &Web, query: &Query, found: &Page<OrderRow>) -> Toolbar {
    let states = Status::ALL.into_iter().map(|status| (status.word(), words::order_status(status).0.to_owned()));
    let toolbar = Toolbar::new(web, PATH, query)
        .search(Query::q(), t!("portal-orders-search"), t!("portal-orders-search-help"))
        .choice(Query::status(), t!("portal-status"), t!("portal-all"), states)
        .count(&ui::counted(found.total, |total| t!("portal-orders-count", count = total)));
    let name = |of: fn(&OrderRow) -> &String| {
        found.rows.first().map_or_else(|| t!("portal-orders-without").to_owned(), |row| ui::plain(of(row)))
    };
    match query.whose() {
        Whose::All => toolbar,
        Whose::Contact(_) => toolbar.fixed(Query::contact(), t!("portal-contact"), &name(|row| &row.contact_name)),
        Whose::Organization(_) => {
            toolbar.fixed(Query::company(), t!("portal-company"), &name(|row| &row.organization_name))
        }
    }
}

fn nothing(web: &Web, query: &Query) -> Html {
    if !query.is_narrowed() {
        return ui::empty(web, "orders", t!("portal-no-orders-yet"), t!("portal-orders-none-help"), None);
    }
    let all = (PATH.to_owned(), t!("portal-orders-show-all"));
    ui::empty(web, "orders", t!("portal-orders-no-match"), t!("portal-orders-no-match-help"), Some(all))
}

/// Which columns a table of orders has.
#[derive(Clone, Copy)]
pub enum Columns<'a> {
    /// All of them, sorted as the list is asked for.
    All(&'a Query),
    /// Those that fit beside the page of the contact or company whose orders they are.
    OfOne,
}

impl Columns<'_> {
    fn heads(self) -> Vec<Column> {
        let placed = Column::text(t!("portal-placed-utc"));
        let by = Column::text(t!("portal-orders-placed-by")).wide();
        let total = Column::number(t!("portal-total")).lead();
        let (order, status) = (Column::text(t!("portal-orders-order")), Column::state(t!("portal-status")));
        let Columns::All(query) = self else { return vec![order, placed, by, status, total] };
        let now = query.sort.0;
        let sorted = |column: Column, down: Sort| {
            let state = [(down, "descending"), (down.reversed(), "ascending")];
            let state = state.into_iter().find(|(sort, _)| *sort == now).map(|(_, state)| state);
            let next = if now == down { down.reversed() } else { down };
            column.sorted(state, Query { sort: Choice(next), ..query.first() }.address(PATH))
        };
        vec![
            order,
            Column::text(t!("portal-customer")),
            sorted(placed, Sort::Newest),
            by,
            status,
            Column::number(t!("portal-lines")).wide(),
            sorted(total, Sort::Largest),
        ]
    }
}

/// A table of orders.
pub fn table(rows: &[OrderRow], caption: &'static str, columns: Columns<'_>) -> Table {
    let is_full = matches!(columns, Columns::All(_));
    let table = Table::new(caption, columns.heads());
    let mut table = if is_full { table.framed() } else { table };
    for order in rows {
        let behalf = order.on_behalf.then(|| (" ", badge::behalf(t!("portal-on-behalf"))));
        table.marked_row(order.on_behalf.then_some("data-behalf"), |row| {
            let po = (!order.po_number.is_empty()).then(|| ui::name(&po(&order.po_number)));
            row.code_link(&format!("{PATH}/{}", order.number), &order.number, po);
            if is_full {
                row.cell_with_note(ui::name(&order.contact_name), ui::name(&order.organization_name));
            }
            row.cell(ui::moment(order.placed_at));
            row.cell((ui::name(&By::row(order).for_staff()), behalf));
            row.cell(ui::badge(words::order_status(order.status)));
            if is_full {
                row.cell(text::number(order.lines));
            }
            row.cell(text::money(order.total()));
        });
    }
    table
}
