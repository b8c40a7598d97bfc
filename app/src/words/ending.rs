//! Why an on-behalf session ended, for each reader.

use crate::t;
use domain::behalf::Cause;

/// Why an on-behalf session ended, for its agent.
pub fn ended(why: Cause) -> &'static str {
    match why {
        Cause::Stop => t!("ended-stop"),
        Cause::Idle => t!("ended-idle-itself"),
        Cause::Expired => t!("ended-expired"),
        Cause::Superseded => t!("ended-superseded"),
        Cause::SignedOut => t!("ended-signed-out"),
        Cause::PortalIdle => t!("ended-portal-idle"),
        Cause::PortalExpired => t!("ended-portal-expired"),
        Cause::AgentDisabled => t!("ended-agent-disabled"),
        Cause::PermissionLost => t!("ended-permission-lost"),
        Cause::SubjectDisabled => t!("ended-subject-disabled"),
        Cause::CompanyClosed => t!("ended-company-closed"),
        Cause::ConsentWithdrawn => t!("ended-consent-withdrawn"),
        Cause::Customer => t!("ended-customer"),
        Cause::Supervisor => t!("ended-supervisor"),
        Cause::Off => t!("ended-off"),
        Cause::Refused | Cause::Cancelled => t!("ended-over"),
    }
}

/// The same for lists, where the reader is not the agent.
pub fn ended_short(why: Cause) -> &'static str {
    match why {
        Cause::Stop => t!("cause-stop"),
        Cause::Idle => t!("cause-idle"),
        Cause::Expired => t!("cause-expired"),
        Cause::Superseded => t!("cause-superseded"),
        Cause::SignedOut => t!("cause-signed-out"),
        Cause::PortalIdle => t!("cause-portal-idle"),
        Cause::PortalExpired => t!("cause-portal-expired"),
        Cause::AgentDisabled => t!("cause-agent-disabled"),
        Cause::PermissionLost => t!("cause-permission-lost"),
        Cause::SubjectDisabled => t!("cause-subject-disabled"),
        Cause::CompanyClosed => t!("cause-company-closed"),
        Cause::ConsentWithdrawn => t!("cause-consent-withdrawn"),
        Cause::Customer => t!("cause-customer"),
        Cause::Supervisor => t!("cause-supervisor"),
        Cause::Off => t!("cause-off"),
        Cause::Refused | Cause::Cancelled => t!("cause-other"),
    }
}

/// Why a session in their account ended, for the customer.
pub fn ended_own(why: Cause) -> &'static str {
    match why {
        Cause::Customer => t!("own-cause-customer"),
        Cause::ConsentWithdrawn => t!("own-cause-consent-withdrawn"),
        Cause::Stop => t!("own-cause-stop"),
        Cause::Idle => t!("own-cause-idle"),
        other => ended_short(other),
    }
}

/// Why support was never let in, for the customer.
pub fn unopened(why: Cause) -> &'static str {
    match why {
        Cause::Refused => t!("unopened-refused"),
        Cause::Cancelled
        | Cause::SignedOut
        | Cause::PortalIdle
        | Cause::PortalExpired
        | Cause::AgentDisabled
        | Cause::PermissionLost
        | Cause::Off => t!("unopened-cancelled"),
        Cause::Stop
        | Cause::Expired
        | Cause::Idle
        | Cause::Superseded
        | Cause::Supervisor
        | Cause::Customer
        | Cause::ConsentWithdrawn
        | Cause::SubjectDisabled
        | Cause::CompanyClosed => t!("unopened-late"),
    }
}
