//! Addresses of pages: with a query, or of another noun.

use crate::form::address;
use crate::web::Web;
use domain::id::QuickOrderId;
use domain::quick_order::Filled;

/// `path` with those parts of the query that say something.
///
/// ```
/// # use app::part::link::link;
/// assert_eq!(link("/portal/orders", &[("q", "M8 x"), ("status", "")]), "/portal/orders?q=M8%20x");
/// assert_eq!(link("/portal/orders", &[("q", "")]), "/portal/orders");
/// ```
pub fn link(path: &str, query: &[(&str, &str)]) -> String {
    address(path, query.iter().copied())
}

/// The page that says what became of lines that were put into the cart at once.
pub fn filled(web: &Web, id: QuickOrderId, filled: Filled) -> String {
    let done = if filled.rows == 0 { "none" } else { "added" };
    web.href(&format!("/quick-order/{id}?done={done}&rows={}&left={}", filled.rows, filled.left))
}
