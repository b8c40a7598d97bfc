//! Why a browser is not signed in although what was typed was right: it did not keep the session cookie.

/// The title of the page that says so.
pub const TITLE: &str = "Your browser did not keep the session cookie";

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
        Lost::SignIn => {
            "What you typed was right. But the browser did not send back the cookie that says who you are, so you are not signed in."
        }
        Lost::Step => "The browser did not send back the cookie that the next step needs, so you are not signed in.",
        Lost::Behalf => {
            "What you typed was right. But the browser did not send back the cookie of this session, so it cannot be shown here. It ends by itself."
        }
    }
}

/// What the address has to do with it, where the browser is at one without https. `has_secure`: whether the program has
/// another address; `is_local`: whether this is the machine that it runs on.
pub fn at_http(has_secure: bool, is_local: bool) -> &'static str {
    match (has_secure, is_local) {
        (true, _) => {
            "This address begins with http://. Some browsers, Safari among them, keep the cookie only where the address begins with https://. Use this one:"
        }
        (false, true) => {
            "This address begins with http://. Some browsers, Safari among them, keep the cookie only where the address begins with https://. Start the program with --tls self-signed, or use another browser."
        }
        (false, false) => {
            "This address begins with http://. Browsers keep the cookie only where the address begins with https://. Ask the people who run this site for that address."
        }
    }
}

/// What a browser says about a certificate that the program made, and what to do.
pub const SELF_MADE: &str = "The program made the certificate of that address itself, so your browser warns you once. On your own machine you can go on.";

/// What to do at any address.
pub const BLOCKED: &str =
    "Cookies may also be blocked: allow them for this site in the settings of your browser, then try again.";
