//! Why an on-behalf session ended, or a request for one.

pub use crate::error::ended::Cause;

use crate::session::life;

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
