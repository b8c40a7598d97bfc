//! Where a prepared cart is, in words.

use crate::words::people;
use crate::{t, words};
use domain::cart::State;
use domain::cart::prepared::Prepared;

/// The state of a prepared cart, and the tone of its badge.
pub fn state(state: State) -> (&'static str, &'static str) {
    match state {
        State::Own | State::Draft => (t!("prepared-state-draft"), "info"),
        State::Offered => (t!("prepared-state-offered"), "warning"),
        State::Ordered => (t!("prepared-state-ordered"), "success"),
        State::Merged => (t!("prepared-state-merged"), "success"),
        State::Declined => (t!("prepared-state-declined"), "danger"),
        State::Withdrawn => (t!("prepared-state-withdrawn"), "neutral"),
    }
}

/// Who prepared it, as the company reads it: "Ana Ortiz (Support)".
pub fn by(cart: &Prepared) -> String {
    people::support(cart.names, &cart.staff_name, words::staff_role(cart.staff_role))
}

/// The same as staff reads it.
pub fn by_for_staff(cart: &Prepared) -> String {
    people::support(true, &cart.staff_name, words::staff_role(cart.staff_role))
}
