//! Where a list is, and the ways to its other pages.
//!
//! ```html
//! <nav class="pages" aria-label="Pages"><span>1–25 of 312</span><span class="pages-links">
//!   <a class="btn btn-small" rel="first">First</a><a class="btn btn-small" rel="prev">Previous</a>
//!   <a class="btn btn-small" rel="next">Next</a><a class="btn btn-small" rel="last">Last</a></span></nav>
//! ```

use crate::ui::markup::{Markup, Part};
use crate::ui::{Html, empty};
use crate::web::Web;
use crate::{markup, t};
use domain::list::{COUNTED, Page, Size, is_more};

/// Where a list is whose rows are counted.
#[derive(Clone, Copy)]
pub struct Position {
    /// Page, from 0.
    pub page: i64,
    /// Rows on a page.
    pub size: i64,
    /// Rows in all.
    pub total: i64,
}

impl Position {
    /// The last page, from 0.
    fn last(self) -> i64 {
        (self.total - 1).max(0) / self.size
    }

    /// Whether the list is shorter than the page that is asked for.
    pub fn is_past_end(self) -> bool {
        self.total > 0 && self.page > self.last()
    }
}

/// The ways through a list. Each is an address, or nothing where it leads nowhere.
#[derive(Default)]
pub struct Pages {
    /// What tells these ways from others on the same page, for those who hear it; or empty.
    pub label: String,
    /// What is seen of how many.
    pub text: String,
    /// To the first page.
    pub first: Option<String>,
    /// To the page before.
    pub previous: Option<String>,
    /// To the page behind.
    pub next: Option<String>,
    /// To the last page.
    pub last: Option<String>,
    /// What the ways to the page before and to the page behind are called, where that is not "Previous" and "Next".
    pub names: Option<[&'static str; 2]>,
    /// How many rows a page may have: the number, its address, and whether it is that many now.
    pub sizes: Vec<(i64, String, bool)>,
    /// The page that is asked for when the list is shorter, and the address of its last page.
    pub missing: Option<(Position, String)>,
}

impl Pages {
    /// Those of a counted list; `link` makes the address of a page counted from 1.
    pub fn of(position: Position, link: impl Fn(i64) -> String) -> Pages {
        let Position { page, size, total } = position;
        let last = position.last();
        if total == 0 {
            return Pages::default();
        }
        if position.is_past_end() {
            return Pages { missing: Some((position, link(last + 1))), ..Pages::default() };
        }
        let (from, to) = ((page * size + 1).min(total), ((page + 1) * size).min(total));
        let text = match is_more(total) {
            true => t!("list-pages-more", from = from, to = to, total = COUNTED),
            false => t!("list-pages", from = from, to = to, total = total),
        };
        Pages {
            text,
            // The first and the last page are worth a link where they are not the next ones.
            first: (page > 1).then(|| link(1)),
            previous: (page > 0).then(|| link(page)),
            next: (page < last).then(|| link(page + 2)),
            last: (page + 1 < last).then(|| link(last + 1)),
            ..Pages::default()
        }
    }

    /// Those of a list that may hold more than is counted. Pages beyond that have no number: their addresses name the row
    /// that they are beside. `link` makes the address of a page counted from 1.
    pub fn beside<T>(found: &Page<T>, position: Position, link: impl Fn(i64) -> String) -> Pages {
        if !is_more(found.total) {
            return Pages::of(position, link);
        }
        let first = link(1);
        let mark = if first.contains('?') { '&' } else { '?' };
        let step = |name: &str, value: String| format!("{first}{mark}{name}={value}");
        let previous = found.before.map(|cursor| step("before", cursor.to_string()));
        let next = found.after.map(|cursor| step("after", cursor.to_string()));
        Pages {
            text: t!("list-more-than", count = COUNTED),
            first: previous.is_some().then(|| first.clone()),
            last: next.is_some().then(|| step("page", "last".to_owned())),
            previous,
            next,
            ..Pages::default()
        }
    }

    /// With the choice of how many rows a page has, `now` of them; `link` makes the address of the first page with so many.
    /// A list that fits on the smallest page has nothing to choose.
    pub fn sized(mut self, now: Size, link: impl Fn(Size) -> String) -> Pages {
        let ways = [&self.first, &self.previous, &self.next, &self.last];
        if now != Size::default() || ways.into_iter().any(Option::is_some) {
            self.sizes = Size::ALL.map(|size| (size.rows(), link(size), size == now)).to_vec();
        }
        self
    }

    /// Those of a list that is read from one row on, without a count: the number of rows here, the address of the first page
    /// unless this is it, and of the next page where there is one.
    pub fn keyset(rows: usize, first: Option<String>, next: Option<String>) -> Pages {
        let text = if rows == 0 { String::new() } else { t!("kit-rows", count = rows) };
        Pages { text, first, next, ..Pages::default() }
    }

    /// The ways, rendered.
    pub fn html(self) -> Html {
        self.rendered()
    }
}

impl Part for Pages {
    fn write(self, out: &mut Markup) {
        if self.text.is_empty() {
            return;
        }
        let label = if self.label.is_empty() { t!("list-pages-label").to_owned() } else { self.label };
        markup! { out, "<nav class=\"pages\"", "aria-label" = label, "><span>", self.text, "</span>" }
        if self.sizes.len() > 1 {
            markup! { out, "<span class=\"pages-sizes\">", t!("kit-rows-a-page"), "<ol>" }
            for (size, href, is_now) in self.sizes {
                let now = is_now.then_some("true");
                markup! {
                    out, "<li><a", "href" = href, "aria-current" = now, ">", size.to_string(), "</a></li>"
                }
            }
            out.literal("</ol></span>");
        }
        out.literal("<span class=\"pages-links\">");
        let [previous, next] = self.names.unwrap_or([t!("list-previous"), t!("list-next")]);
        let ways = [
            ("first", self.first, t!("list-first")),
            ("prev", self.previous, previous),
            ("next", self.next, next),
            ("last", self.last, t!("list-last")),
        ];
        for (rel, href, label) in ways {
            if let Some(href) = href {
                markup! { out, "<a class=\"btn btn-small\"", "rel" = rel, "href" = href, ">", label, "</a>" }
            }
        }
        out.literal("</span></nav>");
    }
}

/// What stands on a page past the end of a list, with the way to its last page; `link` makes the address of a page counted
/// from 1.
pub fn past_end(web: &Web, position: Position, link: impl Fn(i64) -> String) -> Html {
    let last = position.last() + 1;
    let title = t!("list-no-page", page = position.page + 1);
    let text = t!("list-ends", page = last);
    empty(web, "search", &title, &text, Some((link(last), t!("list-last-page"))))
}

/// How many rows a list has, in `words`, or that there are more than are counted.
pub fn counted(total: i64, words: impl Fn(i64) -> String) -> String {
    if is_more(total) { t!("list-more-than", count = COUNTED) } else { words(total) }
}

/// The pages of a counted list; `link` makes the address of a page counted from 1.
pub fn pages(position: Position, link: impl Fn(i64) -> String) -> Html {
    Pages::of(position, link).html()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_way_leads_nowhere() {
        let ways = |page, total| {
            let pages = Pages::of(Position { page, size: 10, total }, |n| n.to_string());
            [pages.first, pages.previous, pages.next, pages.last].map(Option::unwrap_or_default).join(",")
        };
        assert_eq!(ways(0, 0), ",,,");
        assert_eq!(ways(0, 10), ",,,");
        assert_eq!(ways(0, 11), ",,2,");
        assert_eq!(ways(0, 55), ",,2,6");
        assert_eq!(ways(3, 55), "1,3,5,6");
        assert_eq!(ways(5, 55), "1,5,,");
        assert_eq!(ways(6, 55), ",,,");
    }

    #[test]
    fn page_size_is_offered_when_it_matters() {
        let sizes = |total, now: Size| {
            let of = Pages::of(Position { page: 0, size: now.rows(), total }, |n| n.to_string());
            of.sized(now, |size| format!("/l?size={}", size.rows())).sizes
        };
        let [small, middle, _] = Size::ALL;
        assert_eq!(sizes(25, small), []);
        assert_eq!(sizes(26, small).len(), 3);
        let chosen = sizes(3, middle);
        assert_eq!(chosen[1], (50, "/l?size=50".to_owned(), true), "there is a way back");
        assert!(!chosen[0].2 && !chosen[2].2);
    }
}
