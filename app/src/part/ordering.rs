//! Why something cannot be ordered or changed by the reader of a storefront page.

use crate::ui::{self, Html};
use crate::web::Web;
use crate::{t, text};
use domain::cart::Line;
use domain::error::{Denied, Error};
use domain::policy::{self, Action};

/// Why the reader neither fills the cart nor orders.
pub fn cannot_order(web: &Web) -> Html {
    ui::not_on_behalf(web, || match (policy::check(web.cx.principal(), Action::PlaceOrder), web.cx.behalf()) {
        (Err(Error::Forbidden(Denied::MemberRole)), None) => t!("cannot-order-own-role"),
        (Err(Error::Forbidden(Denied::MemberRole)), _) => t!("cannot-order-customer-role"),
        _ => t!("cannot-order-view-only"),
    })
}

/// What is said of a line whose price is not the one that was shown last.
pub fn price_change(line: &Line) -> Option<String> {
    let (before, now) = (line.price_before()?, line.price?);
    Some(t!("cart-price-changed", before = text::unit_price(before), now = text::unit_price(now)))
}
