//! A table of rows that are read, sorted and followed.
//!
//! ```html
//! <div class="table-wrap" data-card=""><table class="table">
//!   <caption class="visually-hidden">Contacts</caption>
//!   <thead><tr><th scope="col" aria-sort="ascending"><a class="sort" href="?sort=name">Name</a></th>
//!     <th scope="col" class="num">Total</th></tr></thead>
//!   <tbody><tr><th scope="row"><a class="row-link" href="…">Oleg Koval</a><small>Northmere Ltd</small></th>
//!     <td data-label="State" data-line="1"><span class="badge">Active</span></td>
//!     <td class="num" data-label="Total">1,204.00</td></tr></tbody>
//! </table></div>
//! ```
//!
//! On a phone each row becomes two lines. The first has what names the row, and at its end the cells of the columns that
//! stand there ([`Column::state`], [`Column::lead`]). The second has all others, one behind the other: numbers, and columns
//! that are [`Column::named`], with the head of their column before them. So the heads are said once, here.

use crate::markup;
use crate::ui::Html;
use crate::ui::markup::{Markup, Part};
use domain::list::Direction;

/// The head of a column.
pub struct Column {
    label: String,
    kind: Kind,
    narrow: Narrow,
    sort: Option<Sort>,
}

/// Where a column stands on a phone.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Narrow {
    /// On the second line.
    Second,
    /// On the second line, behind its head.
    Named,
    /// At the end of the first line.
    First,
    /// Nowhere.
    Hidden,
}

/// What stands in a column.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Text,
    Number,
    Actions,
}

/// How a column can be sorted by.
struct Sort {
    now: Option<&'static str>,
    href: String,
}

impl Column {
    fn new(label: &str, kind: Kind, narrow: Narrow) -> Column {
        Column { label: label.to_owned(), kind, narrow, sort: None }
    }

    /// Texts that say by themselves what they are.
    pub fn text(label: &str) -> Column {
        Column::new(label, Kind::Text, Narrow::Second)
    }

    /// A badge: on a phone it stands beside what names the row.
    pub fn state(label: &str) -> Column {
        Column::new(label, Kind::Text, Narrow::First)
    }

    /// Numbers and amounts, aligned at their end.
    pub fn number(label: &str) -> Column {
        Column::new(label, Kind::Number, Narrow::Named)
    }

    /// Buttons; the label is for those who hear the page.
    pub fn actions(label: &str) -> Column {
        Column::new(label, Kind::Actions, Narrow::Second)
    }

    /// Says on a phone what it is, for a text that does not say it by itself, such as a time.
    pub fn named(mut self) -> Column {
        self.narrow = Narrow::Named;
        self
    }

    /// Stands on a phone beside what names the row, for the number that people look for.
    pub fn lead(mut self) -> Column {
        self.narrow = Narrow::First;
        self
    }

    /// Is left out on a phone, for what the page of the row says, too.
    pub fn wide(mut self) -> Column {
        self.narrow = Narrow::Hidden;
        self
    }

    /// A click on the head leads to the address that `link` makes of a direction: the other one when the list is sorted by
    /// this column `now`, else `first`.
    pub fn directed(self, now: Option<Direction>, first: Direction, link: impl Fn(Direction) -> String) -> Column {
        let state = now.map(|direction| match direction {
            Direction::Ascending => "ascending",
            Direction::Descending => "descending",
        });
        self.sorted(state, link(now.map_or(first, Direction::reversed)))
    }

    /// A click on the head leads to `href`; `now` is `ascending` or `descending` when the list is sorted by it.
    pub fn sorted(mut self, now: Option<&'static str>, href: String) -> Column {
        self.sort = Some(Sort { now, href });
        self
    }
}

/// What tells a row apart from the others.
#[derive(Default)]
pub struct Mark {
    /// An empty attribute for its look.
    pub look: Option<&'static str>,
    /// Its id, for links to it.
    pub id: Option<String>,
    /// An attribute that says what it is about, such as `data-sku`, with its value.
    pub about: Option<(&'static str, String)>,
    /// Whether it is the one that is shown beside the table.
    pub is_open: bool,
    /// Whether it is the one that holds now.
    pub is_current: bool,
}

/// How the style sheet calls a table that is moved sideways.
const SIDEWAYS: &str = "scroll";

/// A table that is written row by row.
pub struct Table {
    caption: String,
    columns: Vec<Column>,
    class: &'static str,
    frame: bool,
    is_captioned: bool,
    narrow: Option<&'static str>,
    rows: Markup,
    foot: Markup,
}

impl Table {
    /// A table with these columns; the caption is for those who hear the page.
    pub fn new(caption: &str, columns: impl Into<Vec<Column>>) -> Table {
        Table {
            caption: caption.to_owned(),
            columns: columns.into(),
            class: "table",
            frame: false,
            is_captioned: false,
            narrow: None,
            rows: Markup::default(),
            foot: Markup::default(),
        }
    }

    /// With a class for a look of its own, such as `table audit`.
    pub fn class(mut self, class: &'static str) -> Table {
        self.class = class;
        self
    }

    /// Its caption is seen.
    pub fn captioned(mut self) -> Table {
        self.is_captioned = true;
        self
    }

    /// With a frame of its own, when it does not lie in a card.
    pub fn framed(mut self) -> Table {
        self.frame = true;
        self
    }

    /// Keeps its columns on a phone, for few and short ones that are read by their heads.
    pub fn kept(mut self) -> Table {
        self.narrow = Some("keep");
        self
    }

    /// Keeps its columns on a phone and is moved sideways there, for columns that are compared with each other.
    pub fn moved(mut self) -> Table {
        self.narrow = Some(SIDEWAYS);
        self
    }

    /// Writes a row.
    pub fn row(&mut self, write: impl FnOnce(&mut Row<'_>)) {
        self.marked_row(None, write);
    }

    /// Writes a row with an empty attribute for its look.
    pub fn marked_row(&mut self, mark: Option<&'static str>, write: impl FnOnce(&mut Row<'_>)) {
        self.row_with(&Mark { look: mark, ..Mark::default() }, write);
    }

    /// Writes a row with these marks.
    pub fn row_with(&mut self, mark: &Mark, write: impl FnOnce(&mut Row<'_>)) {
        markup! { self.rows, "<tr", "id" = mark.id.as_deref() }
        if let Some(look) = mark.look {
            self.rows.attribute(look, "");
        }
        if let Some((name, value)) = &mark.about {
            self.rows.attribute(name, value);
        }
        markup! { self.rows, "aria-selected" = mark.is_open.then_some("true"), "aria-current" = mark.is_current.then_some("true"), ">" }
        write(&mut Row { columns: &self.columns, next: 0, out: &mut self.rows });
        self.rows.literal("</tr>");
    }

    /// Writes the row below all others.
    pub fn foot(&mut self, write: impl FnOnce(&mut Row<'_>)) {
        self.foot.literal("<tr>");
        write(&mut Row { columns: &self.columns, next: 0, out: &mut self.foot });
        self.foot.literal("</tr>");
    }

    /// Whether no row was written.
    pub fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }

    /// The table, rendered.
    pub fn html(self) -> Html {
        self.rendered()
    }
}

/// A row that is written cell by cell, from the first column to the last.
pub struct Row<'a> {
    columns: &'a [Column],
    next: usize,
    out: &'a mut Markup,
}

impl Row<'_> {
    fn column(&mut self) -> Option<&Column> {
        let column = self.columns.get(self.next);
        self.next += 1;
        column
    }

    /// The cell that names the row and leads to its page; the link covers the row.
    pub fn link(&mut self, href: &str, name: impl Part, note: impl Part) {
        self.linked("row-link", href, name, note);
    }

    /// The same with several lines of small text.
    pub fn link_with_notes(&mut self, href: &str, name: impl Part, notes: impl IntoIterator<Item = Html>) {
        self.next += 1;
        markup! { self.out, "<th scope=\"row\"><a class=\"row-link\"", "href" = href, ">", name, "</a>" }
        for note in notes {
            self.note(note);
        }
        self.out.literal("</th>");
    }

    /// The same for a row that is named by a code or number.
    pub fn code_link(&mut self, href: &str, code: impl Part, note: impl Part) {
        self.linked("row-link sku", href, code, note);
    }

    /// The same with something behind the link, such as a badge.
    pub fn link_with(&mut self, href: &str, name: impl Part, beside: impl Part) {
        self.next += 1;
        markup! {
            self.out,
            "<th scope=\"row\"><span><a class=\"row-link\"", "href" = href, ">", name, "</a>", beside, "</span></th>"
        }
    }

    fn linked(&mut self, class: &'static str, href: &str, name: impl Part, note: impl Part) {
        self.next += 1;
        markup! { self.out, "<th scope=\"row\"><a", "class" = class, "href" = href, ">", name, "</a>" }
        self.note(note);
        self.out.literal("</th>");
    }

    /// The cell that names a row without a page of its own.
    pub fn name(&mut self, name: impl Part, note: impl Part) {
        self.next += 1;
        markup! { self.out, "<th scope=\"row\"><span>", name, "</span>" }
        self.note(note);
        self.out.literal("</th>");
    }

    /// The same with several lines of small text.
    pub fn name_with_notes(&mut self, name: impl Part, notes: impl IntoIterator<Item = Html>) {
        self.next += 1;
        markup! { self.out, "<th scope=\"row\"><span>", name, "</span>" }
        for note in notes {
            self.note(note);
        }
        self.out.literal("</th>");
    }

    /// A cell that leads to the page of its row without naming it, such as a time; the link covers the row.
    pub fn time_link(&mut self, href: &str, value: impl Part) {
        let mut link = Markup::default();
        markup! { link, "<a class=\"row-link\"", "href" = href, ">", value, "</a>" }
        self.cell(link);
    }

    /// A cell.
    pub fn cell(&mut self, value: impl Part) {
        self.cell_with_note(value, ());
    }

    /// A cell with a line of small text.
    pub fn cell_with_note(&mut self, value: impl Part, note: impl Part) {
        let (kind, narrow, label) = match self.column() {
            Some(column) => (column.kind, column.narrow, column.label.clone()),
            None => (Kind::Text, Narrow::Second, String::new()),
        };
        let class = match (kind, narrow) {
            (Kind::Text, Narrow::Hidden) => Some("hide-narrow"),
            (Kind::Text, _) => None,
            (Kind::Number, Narrow::Hidden) => Some("num hide-narrow"),
            (Kind::Number, _) => Some("num"),
            (Kind::Actions, _) => Some("table-actions"),
        };
        let line = (narrow == Narrow::First).then_some("1");
        let label = (kind != Kind::Actions).then_some(label);
        markup! { self.out, "<td", "class" = class, "data-label" = label, "data-line" = line }
        if kind == Kind::Text && narrow == Narrow::Named {
            self.out.attribute("data-named", "");
        }
        markup! { self.out, ">", value }
        self.note(note);
        self.out.literal("</td>");
    }

    fn note(&mut self, note: impl Part) {
        let mut small = Markup::default();
        small.put(note);
        if !small.is_empty() {
            markup! { self.out, "<small>", small, "</small>" }
        }
    }
}

impl Part for Table {
    fn write(self, out: &mut Markup) {
        out.literal("<div class=\"table-wrap\"");
        if self.frame {
            out.attribute("data-card", "");
        }
        if self.narrow == Some(SIDEWAYS) {
            // The keyboard moves it, too.
            markup! { out, " tabindex=\"0\" role=\"region\"", "aria-label" = &self.caption }
        }
        markup! {
            out,
            "><table", "class" = self.class, "data-narrow" = self.narrow, "><caption",
            "class" = (!self.is_captioned).then_some("visually-hidden"), ">", self.caption,
            "</caption><thead><tr>"
        }
        for Column { label, kind, sort, .. } in self.columns {
            out.literal("<th scope=\"col\"");
            if kind == Kind::Number {
                out.literal(" class=\"num\"");
            }
            match (sort, kind) {
                (Some(Sort { now, href }), _) => {
                    markup! { out, "aria-sort" = now, "><a class=\"sort\"", "href" = href, ">", label, "</a></th>" }
                }
                (None, Kind::Actions) => {
                    markup! { out, "><span class=\"visually-hidden\">", label, "</span></th>" }
                }
                (None, _) => {
                    markup! { out, ">", label, "</th>" }
                }
            }
        }
        markup! { out, "</tr></thead><tbody>", self.rows, "</tbody>" }
        if !self.foot.is_empty() {
            markup! { out, "<tfoot>", self.foot, "</tfoot>" }
        }
        out.literal("</table></div>");
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cell_has_the_head_of_its_column_as_label() {
        let mut table =
            Table::new("Orders", [Column::text("Order"), Column::number("Lines & more"), Column::actions("Do")]);
        table.marked_row(Some("data-muted"), |row| {
            row.code_link("/o/1?a&b", "4F7", "PO 9");
            row.cell("12");
            row.cell("x");
        });
        let mut out = Markup::default();
        out.put(table);
        assert!(out.as_str().contains(
            "<tbody><tr data-muted=\"\"><th scope=\"row\"><a class=\"row-link sku\" href=\"/o/1?a&amp;b\">4F7</a>\
             <small>PO 9</small></th><td class=\"num\" data-label=\"Lines &amp; more\">12</td>\
             <td class=\"table-actions\">x</td></tr></tbody>"
        ));
    }

    #[test]
    fn each_cell_knows_its_place_on_a_phone() {
        let columns = [
            Column::text("Name"),
            Column::state("State"),
            Column::text("Seen").named(),
            Column::text("Note").wide(),
            Column::number("Sum").lead(),
        ];
        let mut table = Table::new("T", columns);
        table.row(|row| {
            row.name("Ana", "Agent");
            ["on", "today", "x", "7"].into_iter().for_each(|text| row.cell(text));
        });
        let mut out = Markup::default();
        out.put(table);
        assert!(out.as_str().contains(
            "<tr><th scope=\"row\"><span>Ana</span><small>Agent</small></th>\
             <td data-label=\"State\" data-line=\"1\">on</td><td data-label=\"Seen\" data-named=\"\">today</td>\
             <td class=\"hide-narrow\" data-label=\"Note\">x</td>\
             <td class=\"num\" data-label=\"Sum\" data-line=\"1\">7</td></tr>"
        ));
    }

    #[test]
    fn a_sorted_column_says_so() {
        let table = Table::new("T", [Column::text("Name").sorted(Some("ascending"), "/l?sort=x".to_owned())]).framed();
        let mut out = Markup::default();
        out.put(table);
        assert!(out.as_str().starts_with("<div class=\"table-wrap\" data-card=\"\"><table class=\"table\">"));
        assert!(
            out.as_str().contains(
                "<th scope=\"col\" aria-sort=\"ascending\"><a class=\"sort\" href=\"/l?sort=x\">Name</a></th>"
            )
        );
    }
}
