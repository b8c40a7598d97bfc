//! Why a browser is not signed in although what was typed was right: it did not keep the session cookie.

use crate::t;

/// The title of the page that says so.
pub fn title() -> &'static str {
    t!("cookie-title")
}

/// What the missing cookie was for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Lost {
    /// A session of the storefront or the portal.
    SignIn,
    /// The next step of signing in or of confirming.
    Step,
    /// A session on behalf.
    Behalf,
}

/// What happened.
pub fn happened(lost: Lost) -> &'static str {
    match lost {
        Lost::SignIn => t!("cookie-sign-in"),
        Lost::Step => t!("cookie-step"),
        Lost::Behalf => t!("cookie-behalf"),
    }
}

/// What the address has to do with it, where the browser is at one without https. `has_secure`: whether the program has
/// another address; `is_local`: whether this is the machine that it runs on.
pub fn at_http(has_secure: bool, is_local: bool) -> &'static str {
    match (has_secure, is_local) {
        (true, _) => t!("cookie-http-secure"),
        (false, true) => t!("cookie-http-local"),
        (false, false) => t!("cookie-http"),
    }
}

/// What a browser says about a certificate that the program made, and what to do.
pub fn self_made() -> &'static str {
    t!("cookie-self-made")
}

/// What to do at any address.
pub fn blocked() -> &'static str {
    t!("cookie-blocked")
}
