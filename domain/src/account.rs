//! A login of a contact for a store. A contact has none, one or several.

pub mod db;
#[cfg(feature = "database")]
pub mod invite;

use crate::error::Denied;
use crate::text_enum::text_enum;

text_enum! {
    /// The state of an account.
    pub enum Status {
        /// May sign in.
        Active => "active",
        /// Locked by the company or by staff.
        Locked => "locked",
        /// Switched off.
        Disabled => "disabled",
        /// Invited, never signed in.
        Invited => "invited",
        /// Registered, e-mail not confirmed.
        Unverified => "unverified",
    }
}

text_enum! {
    /// Whether somebody can sign in: the state of their login, of a customer or of staff, or that the company is closed.
    pub enum Access {
        /// They can.
        Active => "active",
        /// The login is locked.
        Locked => "locked",
        /// The login is switched off.
        Disabled => "disabled",
        /// They were invited and have not signed in yet.
        Invited => "invited",
        /// Their e-mail is not confirmed.
        Unverified => "unverified",
        /// Nobody of a closed company signs in.
        CompanyClosed => "company_closed",
    }
}

impl Access {
    /// Why nobody may act for somebody in this state, or `None` when one may (R39).
    pub fn refusal(self) -> Option<Denied> {
        match self {
            Access::Active => None,
            Access::Locked => Some(Denied::Locked),
            Access::Disabled => Some(Denied::Disabled),
            Access::Invited => Some(Denied::Invited),
            Access::Unverified => Some(Denied::Unverified),
            Access::CompanyClosed => Some(Denied::Closed),
        }
    }
}
