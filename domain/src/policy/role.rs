//! Roles of the seller's people.

use crate::text_enum::text_enum;

text_enum! {
    /// The role of a member of staff.
    pub enum Role {
        /// Manages staff; acts for nobody.
        Admin => "admin",
        /// Leads the agents: sees live sessions and may end them.
        Supervisor => "supervisor",
        /// Customer support.
        Agent => "agent",
        /// Customer support in training: may look on behalf, change nothing.
        Junior => "junior",
        /// Sales representative.
        Sales => "sales",
        /// Reads the record; acts for nobody.
        Auditor => "auditor",
        /// Invoices and credit.
        Finance => "finance",
    }
}

impl Role {
    /// As people are told.
    pub fn title(self) -> &'static str {
        match self {
            Role::Admin => "Administrator",
            Role::Supervisor => "Supervisor",
            Role::Agent => "Support",
            Role::Junior => "Support trainee",
            Role::Sales => "Sales representative",
            Role::Auditor => "Auditor",
            Role::Finance => "Finance",
        }
    }
}
