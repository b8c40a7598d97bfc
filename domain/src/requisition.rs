//! Requisition lists: named lists of products for buying again, which people know as "Lists". Putting one into the cart
//! leaves it as it is. An account has one more list, of what it saved for later.

pub mod db;
pub mod fill;
pub mod find;
pub mod later;
pub mod lines;

use crate::error::{Error, Field, Problem, Result};
use crate::id::{AccountId, ListId, ProductId};
use crate::money::{Money, UnitPrice};
use crate::text;
use crate::text_enum::text_enum;
use crate::time::Micros;

/// The most lists of one account.
pub const MOST_LISTS: i64 = 1_000;
/// The most lines of one list.
pub const MOST_LINES: i64 = 10_000;
/// The longest name of a list, in characters.
pub const LONGEST_NAME: usize = 80;
/// The longest note of a list, in characters.
pub const LONGEST_NOTE: usize = 500;

text_enum! {
    /// What the other people of the company may do with a list.
    #[derive(Default)]
    pub enum Sharing {
        /// Nothing: they do not see it.
        #[default]
        None => "none",
        /// They see it and put it into their carts.
        Read => "read",
        /// They change its lines, its name and its note, too.
        Full => "full",
    }
}

text_enum! {
    /// Whose lists are asked for.
    pub enum Whose {
        /// The account's own.
        Own => "own",
        /// Those that other people of the company share.
        Shared => "shared",
    }
}

text_enum! {
    /// How lists are sorted.
    #[derive(Default)]
    pub enum Sort {
        /// By name.
        #[default]
        Name => "name",
        /// Changed last first.
        Changed => "changed",
    }
}

text_enum! {
    /// How the lines of a list are sorted.
    #[derive(Default)]
    pub enum LineSort {
        /// As they were added.
        #[default]
        Added => "added",
        /// By name.
        Name => "name",
        /// By article number.
        Sku => "sku",
    }
}

/// What the reader may do with a list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Access {
    /// Everything: it is their own.
    Own,
    /// Change its lines, its name and its note.
    Full,
    /// Look at it and put it into the cart.
    Read,
}

/// A list without its lines.
#[derive(Clone, Debug, sqlx::FromRow)]
pub struct List {
    /// The list.
    pub id: ListId,
    /// Its name.
    pub name: String,
    /// Its note, or empty.
    pub note: String,
    /// What the others of the company may do with it.
    pub sharing: Sharing,
    /// Counts every change.
    pub version: i64,
    /// Whose it is.
    pub account_id: AccountId,
    /// The name of that person.
    pub owner_name: String,
    /// How many lines it has.
    pub lines: i64,
    /// When it was changed last.
    pub modified_at: Micros,
    /// Who changed it last, when it was support; or empty.
    pub changed_by: String,
    /// Who made it, when it was support; or empty.
    pub created_by: String,
    matches: i64,
}

impl List {
    /// What this account may do with it.
    pub fn access(&self, account: AccountId) -> Access {
        match self.sharing {
            _ if self.account_id == account => Access::Own,
            Sharing::Full => Access::Full,
            Sharing::Read | Sharing::None => Access::Read,
        }
    }
}

/// A line with the product as it is now.
#[derive(Clone, Debug)]
pub struct Line {
    /// The product.
    pub product: ProductId,
    /// Article number.
    pub sku: String,
    /// Address part.
    pub slug: String,
    /// Name.
    pub name: String,
    /// How it is sold.
    pub unit: String,
    /// Sold in multiples of this.
    pub increment: i64,
    /// What there is.
    pub available: i64,
    /// When more comes.
    pub restock_at: Option<Micros>,
    /// How many are bought at a time.
    pub quantity: i64,
    /// The note.
    pub note: String,
    /// For one unit at this quantity.
    pub price: Option<UnitPrice>,
    /// Whether it can still be bought.
    pub active: bool,
    /// What takes its place: address part and name.
    pub successor: Option<(String, String)>,
    /// Who added it, when it was support.
    pub added_by_support: Option<String>,
}

impl Line {
    /// The amount, when there is a price and it fits.
    pub fn total(&self) -> Option<Money> {
        self.price.and_then(|price| price.times(self.quantity))
    }

    /// What stands in the way of ordering it.
    pub fn problem(&self) -> Option<Problem> {
        match () {
            () if !self.active => Some(Problem::Withdrawn(self.sku.clone())),
            () if self.price.is_none() => Some(Problem::NoPrice(self.sku.clone())),
            () if self.quantity > self.available => {
                Some(Problem::OutOfStock { sku: self.sku.clone(), available: self.available })
            }
            () if self.quantity % self.increment.max(1) != 0 => Some(Problem::NotAMultiple(self.increment)),
            () => None,
        }
    }
}

/// Name, note and sharing of a list as they were typed.
#[derive(Clone, Copy, Debug, Default)]
pub struct Typed<'a> {
    /// Field `name`.
    pub name: &'a str,
    /// Field `note`.
    pub note: &'a str,
    /// Field `sharing`; none leaves it as it is.
    pub sharing: Option<Sharing>,
}

impl<'a> Typed<'a> {
    /// Name and note without blanks around them.
    ///
    /// # Errors
    /// [`Error::Invalid`] at `name` and `note`.
    pub fn checked(&self) -> Result<(&'a str, &'a str)> {
        let mut wrong = Vec::new();
        let name = match text::line(self.name, LONGEST_NAME) {
            Ok("") => Err(Problem::Required),
            other => other,
        };
        let note = text::lines(self.note, LONGEST_NOTE);
        for (field, checked) in [("name", &name), ("note", &note)] {
            wrong.extend(checked.as_ref().err().map(|problem| Field { name: field, problem: problem.clone() }));
        }
        match (name, note) {
            (Ok(name), Ok(note)) => Ok((name, note)),
            _ => Err(Error::Invalid(wrong)),
        }
    }
}

/// Two notes as one that loses nothing, as far as a note may be long.
pub(crate) fn joined(one: &str, other: &str) -> String {
    let both = match (one.trim(), other.trim()) {
        (one, "") => one.to_owned(),
        ("", other) => other.to_owned(),
        (one, other) if one.contains(other) => one.to_owned(),
        (one, other) => format!("{one}; {other}"),
    };
    both.chars().take(crate::cart::LONGEST_NOTE).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_list_needs_a_name() {
        let wrong = |name, note| match (Typed { name, note, sharing: None }).checked() {
            Err(Error::Invalid(fields)) => fields.iter().map(|field| field.name).collect::<Vec<_>>(),
            _ => Vec::new(),
        };
        let long = "x".repeat(LONGEST_NOTE + 1);
        assert_eq!(wrong(" ", &long), ["name", "note"]);
        assert_eq!(wrong("Pay 4111 1111 1111 1111", ""), ["name"]);
        assert_eq!(Typed { name: " Weekly ", note: "", sharing: None }.checked(), Ok(("Weekly", "")));
    }

    #[test]
    fn two_notes_become_one() {
        assert_eq!(joined("a", ""), "a");
        assert_eq!(joined("", "b"), "b");
        assert_eq!(joined("a", "b"), "a; b");
        assert_eq!(joined("a; b", "b"), "a; b");
    }
}
