//! Numbers, quantities, article numbers and days as people write them in cells.

mod article;
mod day;
mod decimal;
mod quantity;

pub use article::{Article, Spoilt, article};
pub use day::{Day, DayRefused, day};
pub use decimal::{Decimal, DecimalMark, DecimalRefused, decimal};
pub use quantity::{Quantity, QuantityRefused, quantity};
