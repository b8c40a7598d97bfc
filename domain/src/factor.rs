//! Second factors of staff: codes of an authenticator app, passkeys, and recovery codes.
//!
//! Rules: where a factor is required, a person without one reaches only the page to add one (R9). A code works once
//! (R10). A passkey proves the person with user verification, on a challenge that works once (R11). Everything that
//! asks for the password again asks for the factor too, in [`crate::session::prove_staff`].

pub(crate) mod again;
pub mod challenge;
pub mod db;
pub mod own;
pub mod passkey;
pub mod recovery;
pub mod reset;
pub mod sign_in;
pub mod totp;

use crate::error::{Error, Result};
use crate::secret::Key;
use crate::text_enum::text_enum;
use std::sync::OnceLock;
use url::Url;
use webauthn_rs::{Webauthn, WebauthnBuilder};

/// The settings and keys for second factors.
#[derive(Debug, Default)]
pub struct Setup {
    /// Whether all staff must have one.
    pub required: bool,
    /// Makes and checks passkeys; none when the program has no host name for them.
    passkeys: Option<Webauthn>,
    /// Where passkeys can be used, as browsers name it in `Host`; the portal first.
    hosts: Vec<String>,
    /// The key that secrets are sealed with; loaded when the server starts.
    key: OnceLock<Key>,
}

impl Setup {
    /// A setup for one address of the program.
    pub fn new(required: bool, origin: &Url) -> Setup {
        Setup::both(required, origin, None)
    }

    /// The same with a second address of the same host, for https besides http.
    pub fn both(required: bool, origin: &Url, secure: Option<&Url>) -> Setup {
        // Passkeys belong to a name: with an address that is a number there are none.
        let secure = secure.filter(|other| *other != origin && other.domain() == origin.domain());
        let origins: Vec<&Url> = [origin].into_iter().chain(secure).collect();
        Setup::of(required, origin.domain().unwrap_or_default(), &origins)
    }

    /// A setup for a portal and a storefront with different hosts. A passkey is used at both, so it belongs to their shared
    /// domain; without one there are no passkeys.
    pub fn apart(required: bool, portal: &Url, shop: &Url) -> Setup {
        let domain = shared(portal.domain().unwrap_or_default(), shop.domain().unwrap_or_default());
        Setup::of(required, &domain, &[portal, shop])
    }

    fn of(required: bool, name: &str, origins: &[&Url]) -> Setup {
        let made = origins.iter().copied().try_fold(None, |builder: Option<WebauthnBuilder<'_>>, origin| {
            Some(Some(match builder {
                None => WebauthnBuilder::new(name, origin).ok()?,
                Some(builder) => builder.append_allowed_origin(origin),
            }))
        });
        let passkeys = made.flatten().and_then(|builder| builder.rp_name("Behalf").build().ok());
        let host = |origin: &&Url| {
            let port = origin.port().map(|port| format!(":{port}")).unwrap_or_default();
            format!("{}{port}", origin.domain().unwrap_or_default())
        };
        Setup { required, passkeys, hosts: origins.iter().map(host).collect(), key: OnceLock::new() }
    }

    /// Sets the key, once.
    pub fn unlock(&self, key: Key) {
        let _already_set = self.key.set(key);
    }

    /// Whether passkeys can be used at all.
    pub fn has_passkeys(&self) -> bool {
        self.passkeys.is_some()
    }

    /// The host of the portal at which passkeys can be used.
    pub fn passkey_host(&self) -> &str {
        self.hosts.first().map_or("", String::as_str)
    }

    /// Whether passkeys can be used at this host; browsers do not use them at others.
    pub fn has_passkeys_at(&self, host: &str) -> bool {
        self.has_passkeys() && self.hosts.iter().any(|own| own.eq_ignore_ascii_case(host))
    }

    pub(crate) fn key(&self) -> Result<&Key> {
        self.key.get().ok_or_else(|| Error::Internal("the secret key was not looked for".to_owned()))
    }

    pub(crate) fn passkeys(&self) -> Result<&Webauthn> {
        self.passkeys.as_ref().ok_or(Error::NotFound)
    }
}

/// The domain that two host names share, at least two labels long; empty when there is none.
fn shared(one: &str, other: &str) -> String {
    let same = one.rsplit('.').zip(other.rsplit('.')).take_while(|(a, b)| a == b);
    let labels: Vec<&str> = same.map(|(label, _)| label).collect();
    if labels.len() < 2 { String::new() } else { labels.into_iter().rev().collect::<Vec<_>>().join(".") }
}

text_enum! {
    /// What kind of factor it is.
    pub enum Kind {
        /// Codes of an authenticator app.
        Totp => "totp",
        /// A passkey.
        Passkey => "passkey",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn passkeys_belong_to_shared_domain() {
        assert_eq!(shared("shop.example", "portal.shop.example"), "shop.example");
        assert_eq!(shared("www.shop.example", "staff.shop.example"), "shop.example");
        for (one, other) in [("shop.example", "portal.example"), ("shop.localhost", "portal.localhost"), ("", "")] {
            assert_eq!(shared(one, other), "", "{one} and {other}");
        }
        let at = |url: &str| url.parse::<Url>().expect("an address");
        let setup = Setup::apart(false, &at("https://portal.shop.example"), &at("https://shop.example:8443"));
        assert!(setup.has_passkeys_at("portal.shop.example") && setup.has_passkeys_at("shop.example:8443"));
        assert!(!setup.has_passkeys_at("shop.example") && !setup.has_passkeys_at("other.shop.example"));
        assert_eq!(setup.passkey_host(), "portal.shop.example");
        assert!(!Setup::apart(false, &at("https://portal.example"), &at("https://shop.example")).has_passkeys());
        let both = Setup::both(false, &at("http://localhost:3000"), Some(&at("https://localhost:3000")));
        assert!(both.has_passkeys_at("localhost:3000"));
        let origins: Vec<String> =
            both.passkeys.iter().flat_map(|p| p.get_allowed_origins()).map(|o| o.to_string()).collect();
        assert_eq!(origins, ["http://localhost:3000/", "https://localhost:3000/"]);
    }
}
