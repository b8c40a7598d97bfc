//! Quick order: many lines at once, from a sheet, from pasted text or typed.
//!
//! What was read is kept as a proposal ([`db`]). Each time it is looked at, its lines are matched with the products as they
//! are now ([`matching`]), and each line gets a [`State`] with a [`Reason`]. Nothing goes into the cart before somebody says
//! so, and lines that cannot go hold up no others.

pub mod db;
pub mod failed;
pub mod fill;
pub mod find;
pub mod matching;
pub mod read;
pub mod refill;
pub mod slots;
mod unit;

use crate::cart::many::Before;
use crate::id::ListId;
use crate::text_enum::text_enum;
use crate::time::Micros;
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};

/// The longest name of a file that is kept, in characters.
pub const LONGEST_NAME: usize = 100;
/// The largest file, in bytes.
pub const LARGEST_FILE: usize = 20_000_000;
/// Proposals that are kept for an account; with one more the oldest goes.
pub const KEPT: i64 = 10;
/// How long a proposal is kept.
pub const LIFE: Micros = Micros::minutes(14 * 24 * 60);

text_enum! {
    /// What becomes of a line.
    pub enum State {
        /// Somebody has to choose.
        Choose => "choose",
        /// There is no such number.
        Unknown => "unknown",
        /// The product is not sold any more, another one takes its place.
        Replaced => "replaced",
        /// It cannot be bought by this company.
        NotVisible => "not-visible",
        /// The file hides the row.
        Hidden => "hidden",
        /// A spreadsheet changed the number.
        Spoilt => "spoilt",
        /// It cannot go as it is.
        Refused => "refused",
        /// Less goes, because there is no more.
        Reduced => "reduced",
        /// More goes, because of the pack size.
        Stepped => "stepped",
        /// It goes together with an earlier row.
        Summed => "summed",
        /// It goes as it is.
        Matched => "matched",
    }
}

impl State {
    /// Whether such a line goes into the cart.
    pub fn goes(self) -> bool {
        matches!(self, State::Matched | State::Stepped | State::Reduced | State::Summed)
    }

    /// Whether somebody should look at such a line.
    pub fn is_problem(self) -> bool {
        !matches!(self, State::Matched | State::Summed)
    }
}

/// A line as it was read.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Line {
    /// Its number as a spreadsheet counts; of pasted text the number of the line.
    pub row: u32,
    /// Whether the file hides it.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub hidden: bool,
    /// Whether characters were taken out that no text may hold.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub cleaned: bool,
    /// The row as typed.
    pub typed: String,
    /// What may be the number of a product, in the order in which it is looked for.
    pub numbers: Vec<String>,
    /// What a spreadsheet may have done to the first of them.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub spoilt: Option<Spoilt>,
    /// The name of the product.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub name: String,
    /// How many.
    pub amount: Amount,
    /// The same as typed.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub quantity: String,
    /// The unit as typed.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub unit: String,
    /// The note.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub note: String,
    /// The day on which it is wanted.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub day: Option<Day>,
    /// What one cost when it was bought before, in ten-thousandths of the store's currency.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub was: Option<i64>,
}

impl Line {
    /// The number of the product as typed; empty when there is none.
    pub fn number(&self) -> &str {
        self.numbers.first().map_or("", String::as_str)
    }
}

/// Where lines come from that nobody typed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Origin {
    /// The order of this number.
    Order(String),
    /// A requisition list.
    List(ListId),
}

/// What went into the cart.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Filled {
    /// Rows that went.
    pub rows: usize,
    /// Rows that did not fit into the cart.
    pub left: usize,
}

/// How many.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Amount {
    /// The digits as one whole number, how many of them stand behind the point, and whether it can be read in one way only.
    Number(i64, u8, bool),
    /// Nothing was said, where nothing has to be said.
    One,
    /// It is no quantity.
    No(Fault),
}

impl Default for Amount {
    fn default() -> Amount {
        Amount::No(Fault::Missing)
    }
}

/// Why something is no quantity.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Fault {
    /// There is none.
    Missing,
    /// It is less than zero.
    Negative,
    /// It is zero.
    Zero,
    /// It is no number.
    NotANumber,
    /// It is a date.
    Date,
    /// It is true or false.
    Bool,
    /// It is a formula without a result, or an error.
    Formula,
    /// It is not whole.
    Fraction,
    /// It is more than a line may hold.
    TooLarge,
}

/// What a spreadsheet did to a number.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Spoilt {
    /// It became a date.
    Date,
    /// It became a power of ten.
    Power,
    /// Its last digits are lost.
    Digits,
    /// It became true or false.
    Bool,
    /// It became an error, or is a formula without a result.
    Error,
}

/// A day on which a line is wanted.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Day {
    /// This day, as in `2026-04-03`.
    Sure(String),
    /// Perhaps this one.
    Perhaps(String),
    /// It is none.
    No,
}

/// Why a line has its state.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Reason {
    /// Nothing is to be said.
    Fits,
    /// Sold in steps: from how many to how many, and the step.
    Stepped {
        /// What was wanted.
        from: i64,
        /// The step.
        step: i64,
    },
    /// There is less: how many were wanted, how many there are, and when more come.
    Reduced {
        /// What was wanted.
        from: i64,
        /// What there is.
        available: i64,
        /// When more come.
        restock_at: Option<Micros>,
    },
    /// The same product as in this earlier row.
    Summed(u32),
    /// The number differs in blanks or hyphens.
    Alike,
    /// The number fits several products.
    Several,
    /// The unit is not the one that the product is sold in.
    Unit {
        /// The unit as typed.
        typed: String,
        /// How the product is sold.
        sold: String,
    },
    /// The quantity can be read in two ways.
    Unsure,
    /// No product has this number.
    Unknown,
    /// The row has no number.
    NoNumber,
    /// Another product takes its place.
    Replaced,
    /// It has no price for this company.
    NoPrice,
    /// It is not sold any more, and nothing takes its place.
    Withdrawn,
    /// The file hides the row.
    Hidden,
    /// A spreadsheet changed the number.
    Spoilt(Spoilt),
    /// The quantity cannot be taken.
    Quantity(Fault),
    /// Together with these rows it is more than a line of the cart may hold.
    Together(Vec<u32>),
}

/// Something that can be chosen for a line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Pick {
    /// This product, by its article number and its name.
    Product {
        /// Article number.
        sku: String,
        /// Name.
        name: String,
    },
    /// So many of the product.
    Quantity(i64),
}

/// What is said beside the state.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Remark {
    /// It was found by the company's own number.
    Own,
    /// The quantity was converted from this.
    Converted(String),
    /// Characters were taken out.
    Cleaned,
    /// The day on which it is wanted.
    Day(Day),
    /// It has no quantity, so one was taken.
    One,
}

/// What somebody chose for the rows of a proposal, and what became of it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Choices {
    /// By the number of the row.
    pub rows: BTreeMap<u32, Choice>,
    /// Rows that are in the cart.
    pub added: BTreeSet<u32>,
    /// How the last addition is taken back.
    pub undo: Option<Undo>,
}

/// What was chosen for a row.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Choice {
    /// The number of the product.
    pub number: Option<String>,
    /// How many, in the unit that the product is sold in.
    pub quantity: Option<i64>,
    /// Whether the row is taken although the file hides it.
    pub take: bool,
}

/// How an addition to the cart is taken back.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Undo {
    /// The version of the cart after it.
    pub version: i64,
    /// The rows that went.
    pub rows: Vec<u32>,
    /// The lines of the cart before it.
    pub before: Vec<Before>,
}
