//! Who did something for whom: one wording for every page.

use crate::t;
use crate::text::plain;
use crate::words::{role, staff_role};
use domain::cx::ActorRole;
use domain::order::db::{Order, OrderRow};

/// Somebody who placed an order, and the customer whose order it is.
#[derive(Clone, Copy, Debug)]
pub struct By<'a> {
    /// The name of who did it.
    pub actor: &'a str,
    /// Their role.
    pub role: ActorRole,
    /// Whether it was done on behalf of the customer.
    pub is_on_behalf: bool,
    /// The customer, as the page calls them.
    pub customer: &'a str,
}

impl<'a> By<'a> {
    /// Who placed an order.
    pub fn of(order: &'a Order) -> By<'a> {
        By {
            actor: &order.actor_name,
            role: order.actor_role,
            is_on_behalf: order.on_behalf,
            customer: &order.contact_name,
        }
    }

    /// Who placed an order of a list.
    pub fn row(row: &'a OrderRow) -> By<'a> {
        By { actor: &row.actor_name, role: row.actor_role, is_on_behalf: row.on_behalf, customer: &row.contact_name }
    }

    /// Who prepared the cart that was ordered, if somebody did, as staff reads it (`names` is true) or people of the company.
    pub fn prepared(order: &Order, names: bool) -> Option<String> {
        let role = order.prepared_role.map_or("", staff_role);
        (!order.prepared_by.is_empty()).then(|| support(names, &order.prepared_by, role))
    }

    /// As staff reads it: "Ana Silva (Support) for Oleg Koval", or the customer alone, under the name that the page uses.
    pub fn for_staff(self) -> String {
        match self.is_on_behalf {
            true => {
                t!("person-for-whom", who = support(true, self.actor, role(self.role)), whom = plain(self.customer))
            }
            false => plain(self.customer),
        }
    }

    /// As people of the company read it: the name of support only where the company lets them; `is_own` when the customer
    /// reads it themself.
    pub fn for_company(self, names: bool, is_own: bool) -> String {
        let whom = if is_own { t!("person-you").to_owned() } else { plain(self.customer) };
        match (self.is_on_behalf, names) {
            (false, _) => plain(self.customer),
            (true, _) => t!("person-for-whom", who = support(names, self.actor, role(self.role)), whom = whom),
        }
    }
}

/// Somebody from support as customers read it: their role in words, and their name where the company lets its people read
/// names.
pub fn support(names: bool, name: &str, role: &str) -> String {
    if names { t!("person-with-role", name = plain(name), role = role) } else { role.to_owned() }
}

/// A customer's order number, which often says already what it is: "PO-3829", "PO 3829".
pub fn po(number: &str) -> String {
    let is_marked = number.get(..2).is_some_and(|start| start.eq_ignore_ascii_case("po"));
    if is_marked { plain(number) } else { t!("po-number", number = plain(number)) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::policy::Role;

    #[test]
    fn one_order_is_described_the_same_everywhere() {
        let ana =
            By { actor: "Ana Silva", role: ActorRole::Staff(Role::Agent), is_on_behalf: true, customer: "Oleg Koval" };
        assert_eq!(ana.for_staff(), "Ana Silva (Support) for Oleg Koval");
        assert_eq!(ana.for_company(true, true), "Ana Silva (Support) for you");
        assert_eq!(ana.for_company(true, false), "Ana Silva (Support) for Oleg Koval");
        assert_eq!(ana.for_company(false, true), "Support for you");
        let own = By {
            actor: "Олег Коваль", role: ActorRole::Customer, is_on_behalf: false, customer: "Oleg Koval"
        };
        assert_eq!((own.for_staff(), own.for_company(true, true)), ("Oleg Koval".to_owned(), "Oleg Koval".to_owned()));
    }

    #[test]
    fn po_number_has_its_prefix_once() {
        assert_eq!(
            (po("PO-3829"), po("po 7"), po("3829"), po("é")),
            ("PO-3829".to_owned(), "po 7".to_owned(), "PO 3829".to_owned(), "PO é".to_owned())
        );
    }
}
