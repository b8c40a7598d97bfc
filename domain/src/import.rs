//! Taking in a firm's own data by file: categories, products, prices, stock, companies, contacts, own item numbers, orders.
//!
//! Rules:
//! - What is in a file is found again by the seller's own numbers. A row that says nothing new changes nothing, so the same
//!   file taken in twice is taken in once.
//! - A column that a file does not have, and a cell with nothing in it, leave what is there as it is.
//! - Nothing is all or nothing: a row that cannot be taken is refused with its reason, and the others are taken.
//! - Looking and writing are one function: [`take`] says what would become of the records, and writes them when asked to.
//! - Each batch is one transaction with one event of the record; the place up to which a file was taken in is written with
//!   it, so that work that was broken off goes on where it was.
//! - No account is given a password, no mail is sent, and no address of a file is fetched.

mod batch;
mod categories;
mod companies;
mod company_rows;
mod contact_rows;
mod contacts;
mod fields;
mod item_numbers;
pub mod job;
pub mod mapping;
mod order_rows;
mod orders;
mod places;
mod prices;
mod products;
pub mod sample;
mod stock;
mod stores;
mod tree;

use crate::catalog::entry::Written;
use crate::error::Result;
use crate::id::ProductId;
use crate::text_enum::text_enum;
use crate::time::Micros;
use crate::tx::Tx;
use serde::{Deserialize, Serialize};
pub use sheet::import::{Choice, Field, Kind, Record, Source, Table};
use std::collections::{HashMap, HashSet};

text_enum! {
    /// What becomes of a record.
    #[derive(Default)]
    pub enum State {
        /// It is taken in.
        New => "new",
        /// Something of what is there is made another.
        Changed => "changed",
        /// All of it is there already.
        #[default]
        Unchanged => "unchanged",
        /// It is not taken.
        Refused => "refused",
    }
}

text_enum! {
    /// Why a record is refused, or what people should know about one that is taken.
    pub enum Code {
        /// Nothing says which thing it is.
        NoNumber => "no_number",
        /// The row before with the same number is taken.
        Twice => "twice",
        /// Something that a new thing must have is missing.
        Missing => "missing",
        /// It is no number.
        NotANumber => "not_a_number",
        /// It must not be less than nothing, or than one.
        TooSmall => "too_small",
        /// It is larger than anything can be.
        TooLarge => "too_large",
        /// The text is too long.
        TooLong => "too_long",
        /// It has a character that no text may have.
        Unprintable => "unprintable",
        /// It is the number of a payment card.
        CardNumber => "card_number",
        /// It is no day.
        NotADay => "not_a_day",
        /// It is none of the words that are known here.
        UnknownWord => "unknown_word",
        /// No such article.
        UnknownArticle => "unknown_article",
        /// No such company.
        UnknownCompany => "unknown_company",
        /// No such person.
        UnknownPerson => "unknown_person",
        /// No such store.
        UnknownStore => "unknown_store",
        /// No such currency, or no store that sells in it.
        UnknownCurrency => "unknown_currency",
        /// No such price list.
        UnknownList => "unknown_list",
        /// It is no e-mail address.
        NotAnEmail => "not_an_email",
        /// It has no number and may be the same as one that is there.
        MaybeTheSame => "maybe_the_same",
        /// The file says that it is to be deleted: nothing is deleted by a file.
        Deletes => "deletes",
        /// The category would stand below itself.
        Circle => "circle",
        /// A variant whose group is not in the file.
        NoGroup => "no_group",
        /// A set of other articles.
        IsASet => "is_a_set",
        /// It is sold elsewhere.
        SoldElsewhere => "sold_elsewhere",
        /// Another row or article has a number that is easily taken for it.
        LooksLike => "looks_like",
        /// The number may have been spoilt by a spreadsheet.
        Spoilt => "spoilt",
        /// The code below the bars belongs to another article: it is left out.
        GtinTaken => "gtin_taken",
        /// There were less than none: none were taken.
        BelowNone => "below_none",
        /// Stock is not counted: it can always be ordered.
        NotCounted => "not_counted",
        /// It is not on sale.
        NotOnSale => "not_on_sale",
        /// The price was rounded to four places.
        Rounded => "rounded",
        /// A larger quantity costs more for each.
        DearerTier => "dearer_tier",
        /// It may be meant in another way.
        NotSure => "not_sure",
        /// Pictures and documents are named, and not fetched.
        NotFetched => "not_fetched",
        /// Something new was made beside it, such as a category or a price list.
        AlsoMade => "also_made",
        /// The login belongs to somebody else: the person has none.
        LoginTaken => "login_taken",
        /// The person belongs to another company.
        OtherCompany => "other_company",
        /// The person was erased: nothing of them is written again.
        Erased => "erased",
        /// The address has no street: it is taken as it is.
        NoStreet => "no_street",
        /// The order was taken in before and is left as it is.
        OrderStays => "order_stays",
        /// It has a blank in its number.
        BlankInNumber => "blank_in_number",
        /// Markup was taken out of a text.
        MadePlain => "made_plain",
        /// Only the name and the texts of its variants.
        OnlyAGroup => "only_a_group",
        /// A kind of article that is not known here.
        OtherType => "other_type",
        /// The file has a lower price for a time, which is left out.
        SalePrice => "sale_price",
        /// It is in several categories: the first was taken.
        OneCategory => "one_category",
        /// The file hides the row.
        HiddenRow => "hidden_row",
        /// Characters were taken out that no text may hold.
        Cleaned => "cleaned",
    }
}

impl Code {
    /// Whether a record with it is not taken; the others are remarks.
    pub fn refuses(self) -> bool {
        use Code::{
            AlsoMade, BelowNone, BlankInNumber, Cleaned, DearerTier, GtinTaken, HiddenRow, LoginTaken, LooksLike,
            MadePlain, NoStreet, NotCounted, NotFetched, NotOnSale, NotSure, OneCategory, OrderStays, Rounded,
            SalePrice, Spoilt,
        };
        !matches!(
            self,
            AlsoMade
                | BelowNone
                | BlankInNumber
                | Cleaned
                | DearerTier
                | GtinTaken
                | HiddenRow
                | LoginTaken
                | LooksLike
                | MadePlain
                | NoStreet
                | NotCounted
                | NotFetched
                | NotOnSale
                | NotSure
                | OneCategory
                | OrderStays
                | Rounded
                | SalePrice
                | Spoilt
        )
    }
}

impl<'de> Deserialize<'de> for Code {
    fn deserialize<D: serde::Deserializer<'de>>(from: D) -> std::result::Result<Code, D::Error> {
        let text = <std::borrow::Cow<'_, str>>::deserialize(from)?;
        Code::parse(&text).ok_or_else(|| serde::de::Error::custom(text))
    }
}

/// A reason, with where it is and what was typed there.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reason {
    /// What it is.
    pub code: Code,
    /// The row of a part that it is about, where that is not the first.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub row: Option<u32>,
    /// The code of the field; empty for the whole record.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub field: String,
    /// What was typed, or what it is about.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub typed: String,
}

/// What is made another.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Change {
    /// The code of the field.
    pub field: String,
    /// As it is.
    pub before: String,
    /// As it becomes.
    pub after: String,
}

/// What becomes of a record.
#[derive(Clone, Debug, Default)]
pub struct Outcome {
    /// Its row, as a spreadsheet counts it.
    pub row: u32,
    /// Further rows that belong to it.
    pub parts: Vec<u32>,
    /// What it is found by.
    pub key: String,
    /// What becomes of it.
    pub state: State,
    /// Why, and what people should know.
    pub reasons: Vec<Reason>,
    /// What is made another.
    pub changes: Vec<Change>,
}

/// How many records became what.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Counts {
    /// Rows with something in them, of all records.
    pub read: i64,
    /// See [`State::New`].
    pub new: i64,
    /// See [`State::Changed`].
    pub changed: i64,
    /// See [`State::Unchanged`].
    pub unchanged: i64,
    /// See [`State::Refused`].
    pub refused: i64,
}

impl Counts {
    /// Counts an outcome.
    pub fn add(&mut self, outcome: &Outcome) {
        self.read += 1 + i64::try_from(outcome.parts.len()).unwrap_or(0);
        match outcome.state {
            State::New => self.new += 1,
            State::Changed => self.changed += 1,
            State::Unchanged => self.unchanged += 1,
            State::Refused => self.refused += 1,
        }
    }

    /// Counts those of `other` too.
    pub fn plus(self, other: Counts) -> Counts {
        Counts {
            read: self.read + other.read,
            new: self.new + other.new,
            changed: self.changed + other.changed,
            unchanged: self.unchanged + other.unchanged,
            refused: self.refused + other.refused,
        }
    }

    /// Whether anything is written for them.
    pub fn writes(self) -> bool {
        self.new + self.changed > 0
    }
}

/// Rows of a file that are one thing: a product, a company with its addresses, an order with its lines.
#[derive(Clone, Debug)]
pub struct Unit {
    /// Its records, in the order of the file; at least one.
    pub records: Vec<Record>,
    /// The row of the same number before it, which is taken instead.
    pub twice: Option<u32>,
    /// The row and number of another thing with a number that is easily taken for this.
    pub alike: Option<(u32, String)>,
}

/// What one part of a file passes on to the next.
#[derive(Default)]
struct Carried {
    /// Articles of the file by number, for those that name each other.
    articles: HashMap<String, ProductId>,
    /// What would be made beside the records, so that it is said once.
    made: HashSet<String>,
    /// Numbers of companies of the file by their names without signs, to say which one a row without a number may be.
    names: HashMap<String, String>,
    /// Companies that were made beside contacts, which nothing shows where nothing is written.
    companies: Vec<stores::Company>,
    /// What of the catalogue's index was written already.
    written: Written,
}

/// What all batches of a part of a file share.
pub struct Work<'a> {
    /// The part as it was read.
    pub table: &'a Table,
    /// Whether it is written, or only said what would be.
    pub write: bool,
    /// The time.
    pub now: Micros,
    carried: Carried,
}

impl<'a> Work<'a> {
    /// For the records of a file.
    pub fn new(table: &'a Table, write: bool, now: Micros) -> Work<'a> {
        Work { table, write, now, carried: Carried::default() }
    }

    fn carry(&mut self, carried: Carried) {
        self.carried = carried;
    }

    fn carried(self) -> Carried {
        self.carried
    }
}

/// Says what becomes of the units, and writes them when the work is to be written: within a transaction of the caller.
///
/// # Errors
/// [`crate::error::Error::Unavailable`]; then nothing of the transaction may be kept.
pub async fn take(tx: &mut Tx, work: &mut Work<'_>, units: &[Unit]) -> Result<Vec<Outcome>> {
    match work.table.kind {
        Kind::Categories => categories::take(tx, work, units).await,
        Kind::Products => products::take(tx, work, units).await,
        Kind::Prices => prices::take(tx, work, units).await,
        Kind::Stock => stock::take(tx, work, units).await,
        Kind::Companies => companies::take(tx, work, units).await,
        Kind::Contacts => contacts::take(tx, work, units).await,
        Kind::ItemNumbers => item_numbers::take(tx, work, units).await,
        Kind::Orders => orders::take(tx, work, units).await,
    }
}
