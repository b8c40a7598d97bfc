//! Who acts: a visitor, a customer, a member of staff, a member of staff for a customer, or the program itself.

use crate::id::{AccountId, BehalfId, CartId, ContactId, OrganizationId, SessionId, StaffId, StoreId};
use crate::money::Currency;
use crate::policy::grants::{Grants, Mode};
use crate::policy::member;
use crate::policy::role::Role;
use crate::text_enum::text_column;
use crate::time::Micros;

/// Who is asking.
#[derive(Clone, Debug)]
pub enum Principal {
    /// Nobody is signed in.
    Anonymous,
    /// The program itself: jobs, the demo loader, the command line.
    System,
    /// A customer with a session of their own.
    Customer(Customer, SessionId),
    /// A member of staff in the portal.
    Staff(Staff, SessionId),
    /// A member of staff who acts for a customer.
    Behalf(Staff, Customer, Box<Behalf>),
}

/// A signed-in account with everything a page needs to know about it.
#[derive(Clone, Debug)]
pub struct Customer {
    /// The login.
    pub account: AccountId,
    /// The person.
    pub contact: ContactId,
    /// Their company.
    pub organization: OrganizationId,
    /// What they may do in it.
    pub role: member::Role,
    /// The store the login is for.
    pub store: StoreId,
    /// The store's currency.
    pub currency: Currency,
    /// The person's name.
    pub name: String,
    /// The login's e-mail.
    pub email: String,
    /// The company's name.
    pub organization_name: String,
    /// The store's name.
    pub store_name: String,
    /// The store's code.
    pub store_code: String,
    /// The language they speak, as a tag (BCP 47).
    pub language: String,
    /// Lines in their cart when the request began.
    pub cart_lines: i64,
    /// Carts that support handed over and that waited for their answer when the request began.
    pub prepared: i64,
    /// Orders of the company that waited for an approval when the request began.
    pub approvals: i64,
    /// Sessions of support in the account, or that ask for it, when the request began; some may be over by time.
    pub support: i64,
}

/// A member of staff.
#[derive(Clone, Debug)]
pub struct Staff {
    /// The person.
    pub id: StaffId,
    /// Their name.
    pub name: String,
    /// Their work e-mail.
    pub email: String,
    /// Their role.
    pub role: Role,
    /// What they may do.
    pub grants: Box<Grants>,
    /// Whether they must enrol a second factor before anything else (R9).
    pub must_enrol: bool,
}

/// The open on-behalf session of a request.
#[derive(Clone, Debug)]
pub struct Behalf {
    /// The session.
    pub id: BehalfId,
    /// Its address: `/as/{slug}`.
    pub slug: String,
    /// View only or full.
    pub mode: Mode,
    /// Why it was started.
    pub reason: String,
    /// The ticket, or empty.
    pub ticket: String,
    /// How the agent proved who they are: methods by spaces (RFC 8176, and `rec` for a recovery code).
    pub amr: String,
    /// When they did.
    pub proved_at: Micros,
    /// When the session was opened.
    pub started_at: Micros,
    /// When it ends at the latest.
    pub expires_at: Micros,
    /// The prepared cart that the agent works in; `None` for the customer's own cart.
    pub prepared: Option<CartId>,
    /// The other sessions that the agent has open.
    pub others: Vec<Other>,
}

/// Another open session of the same agent.
#[derive(Clone, Debug, sqlx::FromRow)]
pub struct Other {
    /// The session.
    pub id: BehalfId,
    /// Its address: `/as/{slug}`.
    pub slug: String,
    /// The customer's name.
    pub contact_name: String,
    /// The company's name.
    pub organization_name: String,
    /// The store's name.
    pub store_name: String,
    /// When it ends at the latest.
    pub ends_at: Micros,
}

/// Methods of a proof (RFC 8176), separated by spaces, one by one.
pub(crate) fn methods(amr: &str) -> Vec<&str> {
    amr.split_whitespace().collect()
}

/// The role of who writes a row.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum ActorRole {
    /// Nobody is signed in.
    Visitor,
    /// The program itself.
    System,
    /// A customer.
    Customer,
    /// A member of staff with this role.
    Staff(Role),
}

impl ActorRole {
    /// As stored.
    pub fn as_str(self) -> &'static str {
        match self {
            ActorRole::Visitor => "visitor",
            ActorRole::System => "system",
            ActorRole::Customer => "customer",
            ActorRole::Staff(role) => role.as_str(),
        }
    }

    /// Reads the stored form.
    pub fn parse(text: &str) -> Option<ActorRole> {
        match text {
            "visitor" => Some(ActorRole::Visitor),
            "system" => Some(ActorRole::System),
            "customer" => Some(ActorRole::Customer),
            other => Role::parse(other).map(ActorRole::Staff),
        }
    }
}

text_column!(ActorRole, as_str);

/// The label of a row: who did it and for whom, as of then.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stamp {
    /// Id of the human, or `anonymous` or `system`.
    pub actor_id: String,
    /// Their name as of then.
    pub actor_name: String,
    /// Their role as of then.
    pub actor_role: ActorRole,
    /// Contact id of the customer for whom, when it is somebody else.
    pub subject_id: Option<String>,
    /// The on-behalf session.
    pub behalf: Option<BehalfId>,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_role_of_a_row_is_read_as_it_is_written() {
        let of_staff = Role::ALL.into_iter().map(ActorRole::Staff);
        for role in of_staff.chain([ActorRole::Visitor, ActorRole::System, ActorRole::Customer]) {
            assert_eq!(ActorRole::parse(role.as_str()), Some(role));
        }
        assert_eq!(ActorRole::parse("owner"), None);
    }
}
