//! What becomes of the rows of a file: how many, and each of them.

use super::at;
use crate::form;
use crate::form::{Fields, Page};
use crate::ui::chips::Chips;
use crate::ui::facts::figures;
use crate::ui::markup::{Markup, Part};
use crate::ui::pages::Pages;
use crate::ui::section::section;
use crate::ui::table::{Column, Mark, Table};
use crate::ui::{self, Html, Position};
use crate::web::Web;
use crate::{markup, t, text, words};
use domain::import::State;
use domain::import::job::{Import, Kept};
use domain::list::{Page as Found, Size};

/// The id of the heading of the rows.
const HERE: &str = "#h-rows";

form! {
    /// Which rows are asked for.
    pub struct Query {
        /// Only those that become this.
        state: Option<State>,
        /// How many on a page.
        size: Size,
        /// Which page.
        page: Page,
    }
}

impl Query {
    fn of(&self, state: Option<State>) -> Query {
        Query { state, size: self.size, page: Page::default() }
    }
}

fn count(import: &Import, state: State) -> i64 {
    let counts = import.counts();
    match state {
        State::New => counts.new,
        State::Changed => counts.changed,
        State::Unchanged => counts.unchanged,
        State::Refused => counts.refused,
    }
}

/// How many rows become what, each number with the way to its rows.
pub(super) fn sums(import: &Import) -> Html {
    let path = at(import.id);
    figures(State::ALL.iter().map(|state| {
        let href = Query::default().of(Some(*state)).address(&path);
        (words::import::state(*state).0, count(import, *state), format!("{href}{HERE}"))
    }))
}

/// The rows that are kept, with filter and pages.
pub(super) fn list(web: &Web, import: &Import, query: &Query, found: &Found<Kept>) -> Html {
    let path = at(import.id);
    let link = |query: Query| format!("{}{HERE}", query.address(&path));
    let chips = Chips::new(t!("import-show")).choice(&link(query.of(None)), t!("portal-all"), query.state.is_none());
    let chips = State::ALL.iter().fold(chips, |chips, state| {
        let label = t!("import-of-state", state = words::import::state(*state).0, count = count(import, *state));
        chips.choice(&link(query.of(Some(*state))), &label, query.state == Some(*state))
    });
    let position = Position { page: query.page.0, size: query.size.rows(), total: found.total };
    let pages = Pages::of(position, |n| link(Query { page: Page::number(n), ..query.clone() }))
        .sized(query.size, |size| link(Query { size, ..query.of(query.state) }));
    let mut out = Markup::default();
    markup! { out, chips, ui::muted_paragraph(t!("import-rows-help")) }
    match &pages.missing {
        Some((position, last)) => out.put(ui::past_end(web, *position, |_| last.clone())),
        None if found.rows.is_empty() => {
            let all = query.state.map(|_| (link(query.of(None)), t!("import-rows-all")));
            out.put(ui::empty(web, "list", t!("import-rows-none"), t!("import-rows-none-help"), all));
        }
        None => out.put(table(&found.rows)),
    }
    out.put(pages);
    section("h-rows", t!("import-rows"), out)
}

fn table(rows: &[Kept]) -> Table {
    let columns = [
        Column::text(t!("import-key")),
        Column::state(t!("portal-status")),
        Column::text(t!("import-what")),
        Column::number(t!("import-row")),
    ];
    let mut table = Table::new(t!("import-rows"), columns).framed();
    for one in rows {
        let mark = Mark { about: Some(("data-state", one.state.as_str().to_owned())), ..Mark::default() };
        table.row_with(&mark, |row| {
            row.name(ui::code(ui::facts::dash(&ui::plain(&one.key))), ());
            row.cell(ui::badge(words::import::state(one.state)));
            row.cell(what(one));
            row.cell(text::number(one.number));
        });
    }
    table
}

/// The reasons of a row, then what is made another: "Field: before → after".
fn what(one: &Kept) -> Html {
    let reasons = one.reasons.iter().map(|reason| ui::plain(&words::import::reason(reason)));
    let changes = one.changes.iter().map(|change| {
        let (field, before, after) = words::import::change(change);
        let (before, after) = (ui::plain(ui::facts::dash(before)), ui::plain(ui::facts::dash(after)));
        t!("import-change", field = field, before = before, after = after)
    });
    let mut out = Markup::default();
    for (n, line) in reasons.chain(changes).enumerate() {
        if n > 0 {
            out.literal("<br>");
        }
        markup! { out, "<bdi>", line, "</bdi>" }
    }
    out.rendered()
}
