//! Addresses with a query.

use crate::respond::encode;

/// `path` with those parts of the query that say something.
///
/// ```
/// # use app::part::link::link;
/// assert_eq!(link("/portal/orders", &[("q", "M8 x"), ("status", "")]), "/portal/orders?q=M8%20x");
/// assert_eq!(link("/portal/orders", &[("q", "")]), "/portal/orders");
/// ```
pub fn link(path: &str, query: &[(&str, &str)]) -> String {
    let mut out = path.to_owned();
    let mut mark = '?';
    for (name, value) in query.iter().filter(|(_, value)| !value.is_empty()) {
        out.push(mark);
        out.push_str(name);
        out.push('=');
        out.push_str(&encode(value));
        mark = '&';
    }
    out
}
