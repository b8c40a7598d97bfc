//! The seller's people: the list, and below it those who were invited and have not come yet.

pub mod invite;
pub mod person;
pub mod roles;

use crate::form::{Asked, Choice, Fields, Page, Words};
use crate::respond::{Answer, Frame, page};
use crate::ui::form::button_link;
use crate::ui::head::Head;
use crate::ui::list::List;
use crate::ui::markup::{Markup, Part};
use crate::ui::pages::Pages;
use crate::ui::table::{Column, Table};
use crate::ui::toolbar::Toolbar;
use crate::ui::{self, Html, Position};
use crate::web::Web;
use crate::{form, markup, t, words};
use domain::list::{Direction, Size};
use domain::policy::{Action, Role};
use domain::staff::{Filter, Sort, StaffMember, Status};
use domain::text_enum::Word;
use http::StatusCode;

/// The address of the list.
const PATH: &str = "/portal/staff";

form! {
    /// What the list is asked for.
    pub struct Query {
        /// Words in a name or an address.
        q: Words,
        /// Only people with this role.
        role: Option<Role>,
        /// Only people who may sign in, or may not.
        status: Option<Status>,
        /// In which order.
        sort: Choice<Sort>,
        /// Which way.
        direction: Choice<Direction> = "dir",
        /// How many on a page.
        size: Size,
        /// Which page.
        page: Page,
    }
}

impl Query {
    /// The same on its first page.
    fn first(&self) -> Query {
        Query { page: Page::default(), ..self.clone() }
    }

    fn is_narrowed(&self) -> bool {
        !self.q.0.is_empty() || self.role.is_some() || self.status.is_some()
    }
}

/// `/portal/staff`
pub async fn show(web: Web, Asked(query): Asked<Query>) -> Answer {
    let filter = Filter {
        query: query.q.0.clone(),
        role: query.role,
        status: query.status,
        sort: query.sort.0,
        direction: query.direction.0,
        size: query.size,
    };
    let number = query.page.0;
    let (members, total) = domain::staff::list(&web.cx, &filter, usize::try_from(number).unwrap_or(usize::MAX)).await?;
    let total = i64::try_from(total).unwrap_or(i64::MAX);
    let invites = domain::staff::invite::waiting(&web.cx).await?;
    let position = Position { page: number, size: query.size.rows(), total };
    Ok(page(&web, &Frame::Portal, StatusCode::OK, t!("staff-title"), || {
        let actions = web.cx.may(Action::ManageStaff).then(|| {
            let roles = button_link("btn", "/portal/staff/roles", t!("staff-roles"));
            (roles, button_link("btn btn-primary", "/portal/staff/invite", t!("staff-invite")))
        });
        let pages = Pages::of(position, |n| Query { page: Page::number(n), ..query.clone() }.address(PATH))
            .sized(query.size, |size| Query { size, ..query.first() }.address(PATH));
        let list = List::new(toolbar(&web, &query, total), table(&members, &query), pages);
        let mut out = Markup::default();
        markup! {
            out,
            Head::new(t!("staff-title")).actions(actions), ui::done(&web),
            list.html(&web, || nothing(&web, &query)),
            invite::card(&web, &invites)
        }
        out.html()
    }))
}

fn toolbar(web: &Web, query: &Query, total: i64) -> Toolbar {
    let roles = Role::ALL.into_iter().map(|role| (role.word(), words::staff_role(role).to_owned()));
    let states = Status::ALL.into_iter().map(|one| (one.word(), status(one).0.to_owned()));
    Toolbar::new(web, PATH, query)
        .search(Query::q(), t!("staff-search"), t!("staff-search"))
        .choice(Query::role(), t!("portal-role"), t!("staff-all-roles"), roles)
        .choice(Query::status(), t!("portal-status"), t!("portal-all"), states)
        .count(&t!("staff-count", count = total))
}

fn nothing(web: &Web, query: &Query) -> Html {
    if !query.is_narrowed() {
        return ui::empty(web, "user", t!("staff-none"), t!("staff-none-help"), None);
    }
    let clear = (PATH.to_owned(), t!("portal-clear-all"));
    ui::empty(web, "search", t!("staff-no-match"), t!("staff-no-match-help"), Some(clear))
}

/// Whether somebody may sign in, and the tone of its badge.
fn status(status: Status) -> (&'static str, &'static str) {
    match status {
        Status::Active => (t!("staff-active"), "success"),
        Status::Disabled => (t!("staff-disabled"), "neutral"),
    }
}

fn table(members: &[StaffMember], query: &Query) -> Table {
    let sorted = |column: Column, sort: Sort| {
        column.directed((query.sort.0 == sort).then_some(query.direction.0), Direction::Ascending, |direction| {
            Query { sort: Choice(sort), direction: Choice(direction), ..query.first() }.address(PATH)
        })
    };
    let columns = [
        sorted(Column::text(t!("portal-name")), Sort::Name),
        sorted(Column::text(t!("portal-role")), Sort::Role),
        Column::state(t!("portal-status")),
        sorted(Column::text(t!("staff-last-sign-in-utc")).named(), Sort::LastSignIn),
    ];
    let mut table = Table::new(t!("staff-title"), columns).framed();
    for m in members {
        table.row(|row| {
            row.link(&format!("/portal/staff/{}", m.id), ui::name(&m.name), ui::plain(&m.email));
            row.cell(words::staff_role(m.role));
            row.cell(ui::badge(status(m.status)));
            row.cell(m.last_sign_in_at.map_or_else(|| t!("staff-never").rendered(), ui::moment));
        });
    }
    table
}
