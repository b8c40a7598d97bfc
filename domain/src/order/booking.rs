//! What an order says besides its goods: the day on which it is wanted, the cost centre, the number of the company, its files;
//! and the rules for them.

use crate::cart::Cart;
use crate::day::{Day, Window};
use crate::error::{Conflict, Error, Problem, Result};
use crate::id::{AttachmentId, CartId, CostCentreId, OrderId, OrganizationId};
use crate::money::Money;
use crate::order::Checkout;
use crate::order::db::Terms;
use crate::organization::{CostRule, PoRule, po_pattern};
use crate::time::Micros;
use crate::tx::Tx;
use crate::{exec, on_tx, sql, text};

/// What was chosen of it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Booking {
    /// The day on which the order is wanted.
    pub requested_on: Option<Day>,
    /// What it is booked to.
    pub cost_centre: Option<CostCentreId>,
    /// The files that the page showed, sorted.
    pub files: Vec<AttachmentId>,
}

impl Booking {
    /// Its values, in which two orders differ. An order without any has none.
    pub(super) fn parts(&self) -> Vec<String> {
        if *self == Booking::default() {
            return Vec::new();
        }
        let day = self.requested_on.map(Day::iso).unwrap_or_default();
        let centre = self.cost_centre.map(|id| id.to_string()).unwrap_or_default();
        [day, centre].into_iter().chain(self.files.iter().map(ToString::to_string)).collect()
    }
}

/// Reads the files of the form, sorted; what is none is left out.
pub fn files(typed: &str) -> Vec<AttachmentId> {
    let mut all: Vec<AttachmentId> = typed.split(',').filter_map(AttachmentId::parse).collect();
    all.sort_unstable();
    all.dedup();
    all
}

/// What the company and the store ask of an order.
#[derive(Clone, Copy, Debug)]
pub struct Rules<'a> {
    /// Whether it carries a number of the company.
    pub po_number: PoRule,
    /// How that looks.
    pub po_pattern: &'a str,
    /// Whether it names a cost centre.
    pub cost_centre: CostRule,
    /// The days on which it can be wanted.
    pub window: Window,
}

impl<'a> Rules<'a> {
    /// Nothing is asked for, in a store that delivers at once.
    pub fn none() -> Rules<'a> {
        let window = Window::of(Micros(0), 0);
        Rules { po_number: PoRule::Off, po_pattern: "", cost_centre: CostRule::Off, window }
    }

    /// Reads the number of the company.
    ///
    /// # Errors
    /// What is wrong with it.
    pub fn po_number(self, typed: &str) -> std::result::Result<&str, Problem> {
        let number = if self.po_number == PoRule::Off { "" } else { typed.trim() };
        if self.po_number == PoRule::Required && number.is_empty() {
            return Err(Problem::Required);
        }
        text::line(number, 40)?;
        po_pattern::check(self.po_pattern, number)?;
        Ok(number)
    }

    /// Reads the chosen cost centre.
    ///
    /// # Errors
    /// What is wrong with it.
    pub fn cost_centre(self, typed: &str) -> std::result::Result<Option<CostCentreId>, Problem> {
        match (self.cost_centre, typed.trim()) {
            (CostRule::Off, _) | (CostRule::Optional, "") => Ok(None),
            (CostRule::Required, "") => Err(Problem::Required),
            (_, typed) => CostCentreId::parse(typed).map(Some).ok_or(Problem::NotAChoice),
        }
    }
}

impl Terms {
    /// What is asked of an order now.
    pub fn rules(&self, now: Micros) -> Rules<'_> {
        Rules {
            po_number: self.po_number,
            po_pattern: &self.po_pattern,
            cost_centre: self.cost_centre,
            window: Window::of(now, self.lead_days),
        }
    }

    /// What goods are missing to the smallest order of the store, and that minimum; nothing when it is reached. The goods
    /// count before a discount.
    pub fn missing(&self, goods: Money) -> Option<(Money, Money)> {
        let minimum = Money::new(self.order_minimum, goods.currency);
        let missing = minimum.checked_sub(goods)?;
        (missing.minor > 0).then_some((missing, minimum))
    }
}

/// Checks the lines of a cart that is about to be ordered.
///
/// # Errors
/// [`Error::Invalid`] at `cart` or `minimum`.
pub(super) fn check_cart(cart: &Cart, terms: &Terms) -> Result<()> {
    if cart.lines.is_empty() {
        let problem = if cart.left > 0 { Problem::NothingSelected } else { Problem::EmptyCart };
        return Err(Error::field("cart", problem));
    }
    let wrong: Vec<crate::error::Field> = cart
        .lines
        .iter()
        .flat_map(crate::cart::Line::problems)
        .map(|problem| crate::error::Field { name: "cart", problem })
        .collect();
    if !wrong.is_empty() {
        return Err(Error::Invalid(wrong));
    }
    match cart.subtotal().and_then(|goods| terms.missing(goods)) {
        Some((missing, minimum)) => Err(Error::field("minimum", Problem::BelowMinimum { missing, minimum })),
        None => Ok(()),
    }
}

/// Checks what the order says besides; gives the cost centre as the order keeps it: its code and its name.
///
/// # Errors
/// [`Error::Invalid`] at `po_number`, `requested_on` or `cost_centre`.
pub(super) async fn check(
    tx: &mut Tx,
    organization: OrganizationId,
    terms: &Terms,
    checkout: &Checkout,
) -> Result<String> {
    let rules = terms.rules(tx.cx().now());
    po_pattern::check(rules.po_pattern, &checkout.po_number).map_err(|problem| Error::field("po_number", problem))?;
    if let Some(day) = checkout.booking.requested_on {
        rules.window.check(day).map_err(|problem| Error::field("requested_on", problem))?;
    }
    let wrong = |problem| Error::field("cost_centre", problem);
    let id = match (rules.cost_centre, checkout.booking.cost_centre) {
        (CostRule::Off, _) | (CostRule::Optional, None) => return Ok(String::new()),
        (CostRule::Required, None) => return Err(wrong(Problem::Required)),
        (_, Some(id)) => id,
    };
    let row: Option<(String, String)> = on_tx!(tx, c => sqlx::query_as(sql!("
        select code, name from cost_centre where id = $1 and organization_id = $2 and removed_at is null
    ")).bind(id).bind(organization).fetch_optional(c).await?);
    let (code, name) = row.ok_or_else(|| wrong(Problem::NotAChoice))?;
    Ok(if name.is_empty() { code } else { format!("{code} {name}") })
}

/// Hangs the files of the cart on its order.
///
/// # Errors
/// [`Conflict::Cart`] when they are not those that the page showed.
pub(super) async fn take_files(tx: &mut Tx, cart: CartId, order: OrderId, shown: &[AttachmentId]) -> Result<()> {
    let mut there: Vec<AttachmentId> = on_tx!(tx, c => sqlx::query_scalar(sql!("
        select id from attachment where cart_id = $1 and order_id is null and removed_at is null
    ")).bind(cart).fetch_all(c).await?);
    there.sort_unstable();
    if there != shown {
        return Err(Error::Conflict(Conflict::Cart));
    }
    if !there.is_empty() {
        let event = tx.event().to_owned();
        exec!(tx, "
            update attachment set order_id = $2, last_event = $3
            where cart_id = $1 and order_id is null and removed_at is null
        "; cart, order, &event)
        .any_number();
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rules_of_the_company_are_asked_of_each_order() {
        let rules = Rules {
            po_number: PoRule::Required,
            po_pattern: "PO-##",
            cost_centre: CostRule::Required,
            ..Rules::none()
        };
        assert_eq!(rules.po_number(" PO-12 "), Ok("PO-12"));
        assert_eq!(rules.po_number(""), Err(Problem::Required));
        assert_eq!(rules.po_number("12"), Err(Problem::PoPattern("PO-12".to_owned())));
        assert_eq!(Rules { po_number: PoRule::Optional, ..rules }.po_number(""), Ok(""));
        assert_eq!(Rules { po_number: PoRule::Off, ..rules }.po_number("12"), Ok(""), "it is not asked for");
        let id = CostCentreId::fresh();
        assert_eq!(rules.cost_centre(&id.to_string()), Ok(Some(id)));
        assert_eq!(rules.cost_centre(""), Err(Problem::Required));
        assert_eq!(rules.cost_centre("4711"), Err(Problem::NotAChoice));
        assert_eq!(Rules { cost_centre: CostRule::Optional, ..rules }.cost_centre(""), Ok(None));
        assert_eq!(Rules { cost_centre: CostRule::Off, ..rules }.cost_centre(&id.to_string()), Ok(None));
    }

    #[test]
    fn files_are_read_sorted_and_once() {
        let (a, b) = (AttachmentId::fresh(), AttachmentId::fresh());
        assert_eq!(files(&format!("{b},{a},x,{b}")), [a, b]);
        assert_eq!(files(""), []);
    }
}
