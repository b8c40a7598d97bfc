//! Why an on-behalf session ended, or a request for one.

use crate::session::life;
use crate::text_enum::text_enum;

text_enum! {
    /// Why it ended; the causes of sessions that were open come first.
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

impl From<life::Cause> for Cause {
    /// The cause of the end of a session that rests on a portal session, by that of the portal session.
    fn from(portal: life::Cause) -> Cause {
        match portal {
            life::Cause::Expired => Cause::PortalExpired,
            life::Cause::Idle => Cause::PortalIdle,
            life::Cause::Disabled => Cause::AgentDisabled,
            life::Cause::SignedOut
            | life::Cause::Superseded
            | life::Cause::TooMany
            | life::Cause::Revoked
            | life::Cause::PasswordChanged
            | life::Cause::CompanyClosed => Cause::SignedOut,
        }
    }
}
