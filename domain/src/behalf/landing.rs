//! The page of the storefront that a session begins on, where a link names one.
//!
//! Rule: only pages of a list, which change nothing by being opened and which an agent may open on behalf. Nothing else is
//! written down, and what is read is looked at again before anybody is led there.

use crate::cx::{Cx, Principal};
use crate::error::Result;
use crate::{on, sql};
use uuid::Uuid;

/// The pages that a session may begin on, as routes: `{id}` stands for an id, any other place for a plain word.
pub const PAGES: [&str; 18] = [
    "/",
    "/c",
    "/c/{category}",
    "/p/{product}",
    "/search",
    "/compare",
    "/cart",
    "/quick-order",
    "/lists",
    "/lists/{id}",
    "/bought",
    "/prepared",
    "/prepared/{id}",
    "/checkout",
    "/orders",
    "/orders/{number}",
    "/approvals",
    "/account",
];
/// The longest address, in bytes.
const LONGEST: usize = 400;

/// The address, when it is one of a page that a session may begin on. It is a path of the storefront, without the `/as/…` of
/// a session, and may have a query.
pub fn landing(to: &str) -> Option<&str> {
    let (path, query) = to.split_once('?').unwrap_or((to, ""));
    (to.len() <= LONGEST && PAGES.iter().any(|page| is_at(page, path)) && is_query(query)).then_some(to)
}

/// Whether a path is one of this route.
fn is_at(route: &str, path: &str) -> bool {
    let (places, parts) = (route.split('/'), path.split('/'));
    let is_as_long = places.clone().count() == parts.clone().count();
    is_as_long
        && places.zip(parts).all(|(place, part)| match place {
            "{id}" => Uuid::try_parse(part).is_ok() && is_word(part),
            place if place.starts_with('{') => is_word(part),
            place => place == part,
        })
}

/// Whether a part of a path needs no encoding and leads nowhere else.
fn is_word(part: &str) -> bool {
    let is_plain = part.bytes().all(|b| b.is_ascii_alphanumeric() || b"-_.".contains(&b));
    is_plain && !part.is_empty() && !part.starts_with('.')
}

/// Whether a query has nothing in it that an address must not have, neither as it stands nor encoded.
fn is_query(query: &str) -> bool {
    let is_plain = query.bytes().all(|b| b.is_ascii_alphanumeric() || b"-_.~=&+,:%".contains(&b));
    let mut encoded = query.split('%').skip(1).map(|rest| u8::from_str_radix(rest.get(..2)?, 16).ok());
    is_plain && encoded.all(|byte| byte.is_some_and(|b| b >= b' ' && b != 0x7f && b != b'\\'))
}

/// The page that the open session of `cx` begins on; its start page where none was asked for.
///
/// # Errors
/// [`Error::Unavailable`](crate::error::Error::Unavailable).
pub async fn of(cx: &Cx) -> Result<String> {
    let Principal::Behalf(.., behalf) = cx.principal() else { return Ok(String::new()) };
    Ok(on!(cx.db(), c => sqlx::query_scalar(sql!("
        select to_page from behalf where id = $1
    ")).bind(behalf.id).fetch_one(c).await?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_session_begins_on_a_page_of_the_storefront() {
        for page in [
            "/",
            "/cart",
            "/orders/4F7-22KD",
            "/orders?status=delivered&page=2",
            "/prepared/0190d5f1-7f3a-7c31-9a6b-5b0c6a1e2d3f",
            "/search?q=M8%20bolt",
            "/p/hex-bolt-m8x40",
        ] {
            assert_eq!(landing(page), Some(page));
        }
    }

    #[test]
    fn no_session_begins_elsewhere() {
        let long = format!("/search?q={}", "x".repeat(LONGEST));
        for other in [
            "",
            "cart",
            "//evil.example",
            "/\\evil.example",
            "\\\\evil.example",
            "https://evil.example/cart",
            "javascript:alert(1)",
            "/cart//",
            "/cart/",
            "/orders//evil.example",
            "/orders/..",
            "/orders/../portal",
            "/orders/%2e%2e",
            "/orders/a b",
            "/orders/a\r\nSet-Cookie: x=y",
            "/cart\u{0}",
            "/search?q=%0d%0aSet-Cookie",
            "/search?q=%5c",
            "/search?q=%",
            "/search?q=%+1",
            "/search?q=<b>",
            "/cart#lines",
            "/sign-in",
            "/sign-out",
            "/verify",
            "/end",
            "/as/abc/cart",
            "/portal/contacts",
            "/cart/undo",
            "/cart/export",
            "/cart/version",
            "/prepared/choose",
            "/lists/add",
            "/account/password",
            "/account/impersonate/0190d5f1-7f3a-7c31-9a6b-5b0c6a1e2d3f",
            "/api/behalf/end",
            "/orders/4F7-22KD/export",
            &long,
        ] {
            assert_eq!(landing(other), None, "{other:?}");
        }
    }
}
