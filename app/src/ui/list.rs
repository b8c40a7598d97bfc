//! A list: its toolbar, its rows or what is said instead, and the ways to its other pages.

use crate::ui::markup::Markup;
use crate::ui::table::Table;
use crate::ui::toolbar::Toolbar;
use crate::ui::{Html, Position, pages, past_end};
use crate::web::Web;

/// A counted list. `link` makes the address of a page counted from 1; `nothing` is said when no row is there.
pub fn list(
    web: &Web,
    toolbar: Toolbar,
    position: Position,
    link: impl Fn(i64) -> String,
    table: Table,
    nothing: impl FnOnce() -> Html,
) -> Html {
    let mut out = Markup::default();
    out.put(toolbar);
    if position.is_past_end() {
        out.put(past_end(web, position, &link));
    } else if table.is_empty() {
        out.put(nothing());
    } else {
        out.put(table);
    }
    out.put(pages(position, link));
    out.html()
}
