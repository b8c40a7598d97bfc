//! Addresses of pages: with a query, or of another noun.

use crate::form::address;
use crate::web::Web;
use domain::id::QuickOrderId;
use domain::quick_order::Filled;
use std::fmt::Display;

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

/// The start form of a session on behalf, in the portal. `who`: the id of an account, or of a contact. `to`: the page of the
/// storefront to begin on; `back`: the page of the portal to end on. Whatever is empty is left out.
///
/// ```
/// # use app::part::link::start;
/// assert_eq!(start("0190-d5f1", "SUP 1", "/cart", ""), "/portal/behalf/new?account=0190-d5f1&ticket=SUP%201&to=%2Fcart");
/// assert_eq!(start("0190-d5f1", "", "", ""), "/portal/behalf/new?account=0190-d5f1");
/// ```
pub fn start(who: impl Display, ticket: &str, to: &str, back: &str) -> String {
    let rest = link("", &[("ticket", ticket), ("to", to), ("back", back)]);
    format!("/portal/behalf/new?account={who}{}", rest.replacen('?', "&", 1))
}

/// The page that says what became of lines that were put into the cart at once.
pub fn filled(web: &Web, id: QuickOrderId, filled: Filled) -> String {
    let done = if filled.rows == 0 { "none" } else { "added" };
    web.href(&format!("/quick-order/{id}?done={done}&rows={}&left={}", filled.rows, filled.left))
}
