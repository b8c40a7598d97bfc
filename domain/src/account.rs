//! A login of a contact for a store. A contact has none, one or several.

pub mod store;

use crate::error::Denied;

/// The state of an account.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Status {
    /// May sign in.
    Active,
    /// Locked by the company or by staff.
    Locked,
    /// Switched off.
    Disabled,
    /// Invited, never signed in.
    Invited,
    /// Registered, e-mail not confirmed.
    Unverified,
}

impl Status {
    /// All states.
    pub const ALL: [Status; 5] =
        [Status::Active, Status::Locked, Status::Disabled, Status::Invited, Status::Unverified];

    /// As stored.
    pub fn as_str(self) -> &'static str {
        match self {
            Status::Active => "active",
            Status::Locked => "locked",
            Status::Disabled => "disabled",
            Status::Invited => "invited",
            Status::Unverified => "unverified",
        }
    }

    /// Reads the stored form.
    pub fn parse(text: &str) -> Option<Status> {
        Status::ALL.into_iter().find(|s| s.as_str() == text)
    }

    /// Why nobody may act for an account in this state, or `None` when one may (R39).
    pub fn refusal(self) -> Option<Denied> {
        match self {
            Status::Active => None,
            Status::Locked => Some(Denied::Locked),
            Status::Disabled => Some(Denied::Disabled),
            Status::Invited => Some(Denied::Invited),
            Status::Unverified => Some(Denied::Unverified),
        }
    }
}
