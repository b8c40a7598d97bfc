//! What a request is told whose on-behalf session is not open: why, and since when.

use crate::text_enum::text_enum;
use crate::time::Micros;

/// An address of a session on behalf that opens nothing any more.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ended {
    /// The slug of the address.
    pub slug: String,
    /// Why.
    pub why: NotOpen,
    /// When.
    pub at: Micros,
    /// The contact's id, for the way back to the portal.
    pub contact: String,
}

impl Ended {
    /// The cause of the end of a session that was open.
    pub fn cause(&self) -> Option<Cause> {
        match self.why {
            NotOpen::Ended(cause) => Some(cause),
            NotOpen::Unusable | NotOpen::NoCookie => None,
        }
    }

    /// Whether the session was ever open; a request that was not used in time was not.
    pub fn was_open(&self) -> bool {
        self.cause().is_some()
    }
}

/// Why an address of a session on behalf opens nothing any more.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NotOpen {
    /// The session was open, and ended.
    Ended(Cause),
    /// The session was never open in this browser: its request was used, is over, or is another browser's.
    Unusable,
    /// The same, and the browser showed no cookie of it.
    NoCookie,
}

text_enum! {
    /// Why an on-behalf session ended, or a request for one; the causes of sessions that were open come first.
    pub enum Cause {
        /// Its agent ended it.
        Stop => "stop",
        /// Its time was over.
        Expired => "expired",
        /// It was not used for too long.
        Idle => "idle",
        /// It goes on as another session, with more time.
        Superseded => "superseded",
        /// The agent signed out of the portal.
        SignedOut => "signed_out",
        /// The agent's portal session was not used for too long.
        PortalIdle => "portal_idle",
        /// The agent's portal session reached its limit.
        PortalExpired => "portal_expired",
        /// A supervisor ended it.
        Supervisor => "supervisor",
        /// The customer ended it.
        Customer => "customer",
        /// The customer, or their company, withdrew the consent.
        ConsentWithdrawn => "consent_withdrawn",
        /// The agent has no access any more.
        AgentDisabled => "agent_disabled",
        /// The agent may not act on behalf any more, or not for this customer.
        PermissionLost => "permission_lost",
        /// The customer's login was locked or disabled.
        SubjectDisabled => "subject_disabled",
        /// The customer's company was closed.
        CompanyClosed => "company_closed",
        /// Login on behalf was switched off.
        Off => "off",
        /// The customer refused the request.
        Refused => "refused",
        /// The agent gave the request up.
        Cancelled => "cancelled",
    }
}

impl Cause {
    /// Whether a session that was open can end so; a request can end in other ways, too.
    pub fn is_of_session(self) -> bool {
        match self {
            Cause::Stop
            | Cause::Expired
            | Cause::Idle
            | Cause::Superseded
            | Cause::SignedOut
            | Cause::PortalIdle
            | Cause::PortalExpired
            | Cause::Supervisor
            | Cause::Customer
            | Cause::ConsentWithdrawn
            | Cause::AgentDisabled
            | Cause::PermissionLost
            | Cause::SubjectDisabled
            | Cause::CompanyClosed
            | Cause::Off => true,
            Cause::Refused | Cause::Cancelled => false,
        }
    }
}
