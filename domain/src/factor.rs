//! Second factors of staff: codes of an authenticator app, passkeys, and recovery codes for when they are lost.
//!
//! Rules: where it is required, somebody without a factor reaches nothing but the page to enrol one (R9). A code opens
//! once (R10). A passkey proves who is there with user verification, on a challenge that is good once (R11). Everything
//! that asks for credentials again asks for the factor too: the rule stands in [`crate::session::prove_staff`].

pub mod challenge;
pub mod own;
pub mod passkey;
pub mod recovery;
pub mod reset;
pub mod sign_in;
pub mod store;
pub mod totp;

use crate::error::{Error, Result};
use crate::secret::Key;
use std::sync::OnceLock;
use url::Url;
use webauthn_rs::{Webauthn, WebauthnBuilder};

/// What a process needs to know about second factors.
#[derive(Debug, Default)]
pub struct Setup {
    /// Whether all staff must have one.
    pub required: bool,
    /// Who asks for passkeys; none when the program has no name that passkeys could belong to.
    passkeys: Option<Webauthn>,
    /// The address that passkeys belong to, as browsers name it in `Host`.
    host: String,
    /// The key that secrets are sealed with; found when serving begins.
    key: OnceLock<Key>,
}

impl Setup {
    /// A setup for the address under which people reach the program.
    pub fn new(required: bool, origin: &Url) -> Setup {
        // Passkeys belong to a name: with an address that is a number there are none.
        let name = origin.domain().unwrap_or_default();
        let passkeys = WebauthnBuilder::new(name, origin).and_then(|b| b.rp_name("Behalf").build()).ok();
        let port = origin.port().map(|port| format!(":{port}")).unwrap_or_default();
        Setup { required, passkeys, host: format!("{name}{port}"), key: OnceLock::new() }
    }

    /// Sets the key, once.
    pub fn unlock(&self, key: Key) {
        let _already_set = self.key.set(key);
    }

    /// Whether passkeys can be used at all.
    pub fn has_passkeys(&self) -> bool {
        self.passkeys.is_some()
    }

    /// The only host at which passkeys can be used.
    pub fn passkey_host(&self) -> &str {
        &self.host
    }

    /// Whether passkeys can be used by a browser that is at this host: no browser gives them to another one.
    pub fn has_passkeys_at(&self, host: &str) -> bool {
        self.has_passkeys() && self.host.eq_ignore_ascii_case(host)
    }

    pub(crate) fn key(&self) -> Result<&Key> {
        self.key.get().ok_or_else(|| Error::Internal("the secret key was not looked for".to_owned()))
    }

    pub(crate) fn passkeys(&self) -> Result<&Webauthn> {
        self.passkeys.as_ref().ok_or(Error::NotFound)
    }
}

/// What kind of factor it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Codes of an authenticator app.
    Totp,
    /// A passkey.
    Passkey,
}

impl Kind {
    /// As stored.
    pub fn as_str(self) -> &'static str {
        match self {
            Kind::Totp => "totp",
            Kind::Passkey => "passkey",
        }
    }

    /// Reads the stored form.
    pub fn parse(text: &str) -> Option<Kind> {
        [Kind::Totp, Kind::Passkey].into_iter().find(|k| k.as_str() == text)
    }
}
