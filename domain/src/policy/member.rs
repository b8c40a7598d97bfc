//! Roles of a customer's people in their company.

use crate::text_enum::text_enum;

text_enum! {
    /// What somebody may do in their company.
    pub enum Role {
        /// Orders, decides what waits for approval, and says what holds in the company.
        Admin => "admin",
        /// Orders, and decides what waits for approval.
        Approver => "approver",
        /// Orders.
        Buyer => "buyer",
        /// Sees what a buyer sees.
        Viewer => "viewer",
    }
}

impl Role {
    /// Whether they fill the cart and order.
    pub fn may_order(self) -> bool {
        self != Role::Viewer
    }

    /// Whether they decide about orders that wait for approval.
    pub fn may_decide(self) -> bool {
        matches!(self, Role::Admin | Role::Approver)
    }
}
