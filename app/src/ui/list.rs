//! A list: its toolbar, its rows or what is said instead, and the ways to its other pages.

use crate::ui::markup::{Markup, Part};
use crate::ui::pages::Pages;
use crate::ui::table::Table;
use crate::ui::toolbar::Toolbar;
use crate::ui::{Html, Position, past_end};
use crate::web::Web;

/// A list that is put together.
pub struct List {
    toolbar: Toolbar,
    above: Markup,
    table: Table,
    pages: Pages,
}

impl List {
    /// A list of these rows with the ways to its other pages.
    pub fn new(toolbar: Toolbar, table: Table, pages: Pages) -> List {
        List { toolbar, above: Markup::default(), table, pages }
    }

    /// Between the toolbar and the rows.
    pub fn above(mut self, part: impl Part) -> List {
        self.above.put(part);
        self
    }

    /// The list, rendered; `nothing` is said when no row is there.
    pub fn html(self, web: &Web, nothing: impl FnOnce() -> Html) -> Html {
        let mut out = Markup::default();
        out.put((self.toolbar, self.above));
        match &self.pages.missing {
            Some((position, last)) => out.put(past_end(web, *position, |_| last.clone())),
            None if self.table.is_empty() => out.put(nothing()),
            None => out.put(self.table),
        }
        out.put(self.pages);
        out.html()
    }
}

/// A counted list. `link` makes the address of a page counted from 1; `nothing` is said when no row is there.
pub fn list(
    web: &Web,
    toolbar: Toolbar,
    position: Position,
    link: impl Fn(i64) -> String,
    table: Table,
    nothing: impl FnOnce() -> Html,
) -> Html {
    List::new(toolbar, table, Pages::of(position, link)).html(web, nothing)
}
