//! What was submitted for approval in the customer's company, for those who decide: what waits comes first.

use crate::form::{Asked, Fields, Page, Words};
use crate::frame::shop::Chrome;
use crate::respond::{Answer, page};
use crate::shop::account::tabs;
use crate::ui::facts::dash;
use crate::ui::head::Head;
use crate::ui::list::list;
use crate::ui::markup::Part;
use crate::ui::table::{Column, Table};
use crate::ui::toolbar::Toolbar;
use crate::ui::{self, Html, Position, badge};
use crate::web::Web;
use crate::words::company;
use crate::{form, t, text};
use domain::order::approval::State;
use domain::order::approval::list::{ApprovalRow, Filter, PAGE};
use domain::text_enum::Word;
use http::StatusCode;

/// Where the page stands.
const PATH: &str = "/approvals";

form! {
    /// Which orders are asked for.
    pub struct Query {
        /// Words in a number or a name.
        q: Words,
        /// Only what stands like this.
        state: Option<State>,
        /// Which page.
        page: Page,
    }
}

/// `/approvals`
pub async fn show(web: Web, Asked(query): Asked<Query>) -> Answer {
    let number = query.page.0;
    let filter = Filter { query: query.q.0.clone(), state: query.state, page: number };
    let found = domain::order::approval::list::list(&web.cx, &filter).await?;
    let chrome = Chrome::load(&web).await?;
    domain::behalf::history::viewed(&web.cx, "approvals").await?;
    let position = Position { page: number, size: PAGE, total: found.total };
    Ok(page(&web, &chrome.frame(), StatusCode::OK, t!("shop-nav-approvals"), || {
        let address = |n| Query { page: Page::number(n), ..query.clone() }.address(&web.href(PATH));
        let toolbar = toolbar(&web, &query, found.total);
        let list = list(&web, toolbar, position, address, table(&web, &found.rows), || nothing(&web, &query));
        (Head::new(t!("shop-nav-approvals")), tabs(&web, PATH), list).rendered()
    }))
}

fn toolbar(web: &Web, query: &Query, total: i64) -> Toolbar {
    let states = State::ALL.into_iter().map(|state| (state.word(), company::approval(state).0.to_owned()));
    Toolbar::new(web, &web.href(PATH), query)
        .ids("approvals-")
        .search(Query::q(), t!("approvals-search"), t!("approvals-search-by"))
        .choice(Query::state(), t!("approvals-state"), t!("approvals-all-states"), states)
        .count(&ui::counted(total, |total| t!("shop-orders-count", count = total)))
}

fn nothing(web: &Web, query: &Query) -> Html {
    if query.q.0.is_empty() && query.state.is_none() {
        return ui::empty(web, "check", t!("approvals-none"), t!("approvals-none-help"), None);
    }
    let all = Some((web.href(PATH), t!("approvals-show-all")));
    ui::empty(web, "search", t!("approvals-no-match"), t!("approvals-no-match-help"), all)
}

fn table(web: &Web, rows: &[ApprovalRow]) -> Table {
    let columns = [
        Column::text(t!("shop-orders-order")),
        Column::text(t!("approvals-from")),
        Column::text(t!("approvals-submitted-utc")),
        Column::state(t!("approvals-state")),
        Column::text(t!("decision-by")).wide(),
        Column::number(t!("shop-orders-total")).lead(),
    ];
    let me = web.cx.customer().map(|c| c.contact);
    let mut table = Table::new(t!("shop-nav-approvals"), columns).framed();
    for r in rows {
        let own = (me == Some(r.contact_id)).then(|| (" ", t!("company-you")));
        let behalf = r.on_behalf.then(|| (" ", badge::behalf(t!("on-behalf"))));
        table.marked_row((r.state != State::Waiting).then_some("data-muted"), |row| {
            row.code_link(&web.href(&format!("/orders/{}", r.number)), &r.number, ());
            row.cell((ui::name(&r.contact_name), own, behalf));
            row.cell(ui::moment(r.placed_at));
            row.cell(ui::badge(company::approval(r.state)));
            row.cell(ui::name(dash(&r.decided_actor_name)));
            row.cell(text::money(r.total()));
        });
    }
    table
}
