//! Addresses with a query.

use crate::form::address;

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
