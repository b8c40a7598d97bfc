//! Checks whether a browser keeps cookies, and explains a lost cookie instead of showing the sign-in page again.
//!
//! Rule: a redirect that sets a cookie adds a mark to the address until this browser has sent a cookie
//! ([`cookie::expected`]). A request with the mark must bring the cookie. If it does, a redirect removes the mark; if not,
//! the person reads what to do.

use crate::portal::sign_in::next as portal_next;
use crate::respond::{Frame, encode, page, see};
use crate::shop::sign_in::next as shop_next;
use crate::t;
use crate::web::{Web, cookie, is_own_path};
use crate::words::cookie::{self as kept, Lost, at_http, happened};
use axum::response::Response;
use http::StatusCode;
use leptos::prelude::*;

/// What an address with the mark waits for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Expected {
    /// The name of the cookie.
    pub cookie: String,
    /// The address without the mark, and without `/as/{slug}`.
    place: String,
    lost: Lost,
}

impl Expected {
    /// Reads an address; `slug` of `/as/{slug}` when it stood under one. Nothing when there is no mark.
    pub fn of(path: &str, slug: Option<&str>, is_portal: bool) -> Option<Expected> {
        let place = cookie::without_mark(path).filter(|place| is_own_path(place))?;
        let is_step = ["/portal/sign-in/code", "/portal/sign-in/passkey", "/verify/passkey"]
            .contains(&place.split('?').next().unwrap_or_default());
        let (cookie, lost) = match slug {
            _ if is_step => (cookie::step(slug), Lost::Step),
            Some(slug) => (cookie::behalf(slug), Lost::Behalf),
            None if is_portal => (cookie::PORTAL.to_owned(), Lost::SignIn),
            None => (cookie::SHOP.to_owned(), Lost::SignIn),
        };
        Some(Expected { cookie, place: place.to_owned(), lost })
    }

    /// The answer: on to the address itself, or the page that says what to do.
    pub fn answer(&self, web: &Web, has_come: bool) -> Response {
        if has_come { see(&web.href(&self.place)) } else { lost(web, self) }
    }
}

/// Where somebody begins again.
fn again(web: &Web, expected: &Expected) -> String {
    if !web.base.is_empty() {
        return "/portal".to_owned();
    }
    let (query, is_portal) = (expected.place.split_once('?').map_or("", |(_, query)| query), web.is_portal());
    let wanted = match expected.lost {
        Lost::Step => crate::form::Params::parse(query).get("next").to_owned(),
        Lost::SignIn | Lost::Behalf => expected.place.clone(),
    };
    if is_portal {
        format!("/portal/sign-in?next={}", encode(portal_next(&wanted)))
    } else {
        format!("/sign-in?next={}", encode(shop_next(&wanted)))
    }
}

fn lost(web: &Web, expected: &Expected) -> Response {
    let again = again(web, expected);
    let secure = secure_address(web, &again);
    let at_http = (!web.secure).then(|| at_http(secure.is_some(), web.is_local));
    let self_made = web.site.https.as_ref().is_some_and(|https| https.self_made);
    let label = if web.base.is_empty() { t!("kept-again") } else { t!("kept-portal") };
    let here = if web.base.is_empty() { again } else { web.portal(&again) };
    let class = if secure.is_some() { "btn" } else { "btn btn-primary" };
    page(web, &Frame::Gate, StatusCode::UNAUTHORIZED, kept::title(), || {
        view! {
            <section class="gate-card" role="alert">
                <h1>{kept::title()}</h1>
                <p>{happened(expected.lost)}</p>
                {at_http.map(|text| view! { <p>{text}</p> })}
                {secure.clone().map(|address| view! { <p><a href=address.clone()>{shown(&address)}</a></p> })}
                {(secure.is_some() && self_made).then(|| view! { <p>{kept::self_made()}</p> })}
                <p>{kept::blocked()}</p>
                <div class="actions">
                    {secure.map(|address| view! { <a class="btn btn-primary" href=address>{t!("kept-open")}</a> })}
                    <a class=class href=here>{label}</a>
                </div>
            </section>
        }
    })
}

/// The same place by https, when the browser is not at it and there is such an address.
fn secure_address(web: &Web, path: &str) -> Option<String> {
    let https = web.site.https.as_ref().filter(|_| !web.secure && web.site.hosts.is_none())?;
    Some(format!("{}{path}", https.origin))
}

/// An address without its query, as one reads it out.
fn shown(address: &str) -> String {
    address.split('?').next().unwrap_or_default().to_owned()
}

/// What a page says that could not be shown because no cookie came, after a session may have been opened a moment ago.
pub fn hint(web: &Web) -> String {
    let address = secure_address(web, "/portal").map(|address| format!(" {address}")).unwrap_or_default();
    let at_http =
        if web.secure { String::new() } else { format!(" {}{address}", at_http(!address.is_empty(), web.is_local)) };
    format!("{}{at_http} {}", t!("kept-hint"), kept::blocked())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn expected_cookie_follows_from_the_address() {
        let of = |path: &str, slug: Option<&str>| {
            Expected::of(path, slug, path.starts_with("/portal")).map(|e| (e.cookie, e.place))
        };
        let some = |cookie: &str, place: &str| Some((cookie.to_owned(), place.to_owned()));
        assert_eq!(of("/orders?q=1&cookie=expected", None), some("__Host-shop", "/orders?q=1"));
        assert_eq!(of("/portal?cookie=expected", None), some("__Host-portal", "/portal"));
        let code = "/portal/sign-in/code?next=%2Fportal";
        assert_eq!(of(&format!("{code}&cookie=expected"), None), some("__Host-step", code));
        assert_eq!(of("/?cookie=expected", Some("abc")), some("__Host-as-abc", "/"));
        assert_eq!(of("/verify/passkey?cookie=expected", Some("abc")), some("__Host-step-abc", "/verify/passkey"));
        for foreign in ["//evil?cookie=expected", "/\\evil?cookie=expected", "/%2Fevil?cookie=expected", "/orders"] {
            assert_eq!(of(foreign, None), None, "{foreign}");
        }
    }
}
