//! The event with which an on-behalf session begins, in whichever way it came to be open.

use crate::audit::{Event, SessionKind};
use crate::cx::Mode;
use crate::id::{AccountId, BehalfId, ContactId, OrganizationId, StaffId};
use crate::principal::methods;
use crate::time::Micros;
use serde_json::json;

/// What every beginning says.
pub(crate) struct Started<'a> {
    pub id: BehalfId,
    pub staff: StaffId,
    /// Account, contact and company of the customer.
    pub customer: (AccountId, ContactId, OrganizationId),
    pub mode: Mode,
    pub reason: &'a str,
    pub ticket: &'a str,
    /// How the agent proved who they are, by spaces.
    pub amr: &'a str,
    /// When they did.
    pub proved_at: Micros,
}

impl Started<'_> {
    /// The event, which is the first of the session.
    pub(crate) fn event(&self) -> Event {
        let (account, contact, organization) = self.customer;
        let mut event = Event::new("on_behalf.started")
            .by("staff", self.staff)
            .for_customer(account, contact, organization)
            .target("behalf", self.id)
            .target("contact", contact)
            .detail("mode", self.mode)
            .personal("reason", self.reason);
        event.session = Some(json!({
            "amr": methods(self.amr),
            "auth_time": self.proved_at.rfc3339(),
            "id": self.id.to_string(),
            "kind": SessionKind::OnBehalf,
            "ticket": self.ticket,
        }));
        event
    }
}
