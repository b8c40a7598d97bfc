//! One thing that a file holds, and what is to be said of it.

use std::borrow::Cow;
use std::sync::Arc;

use super::{Field, values};
use crate::Cell;
use crate::number::{self, Article, Day, DayRefused, Decimal, DecimalMark, DecimalRefused, Spoilt};

/// One thing of the file: usually one row. A product of Shopify with rows that only have pictures has several.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Record {
    /// The number of its row as a spreadsheet counts it, headings included.
    pub row: u32,
    /// Further rows that only add to it.
    pub parts: Vec<u32>,
    /// What its cells hold, without empty ones. Pictures and documents may stand here several times.
    pub values: Vec<(Field, Cell)>,
    /// What all variants of one group have; its own values come first.
    pub shared: Option<Arc<Shared>>,
    /// Its own attributes: name and value.
    pub attributes: Vec<(String, String)>,
    /// What was read and changed, or is not sure.
    pub remarks: Vec<Remark>,
    /// Why it is not imported.
    pub refusal: Option<Refusal>,
}

/// What all variants of one group have.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Shared {
    /// Values, as in [`Record::values`].
    pub values: Vec<(Field, Cell)>,
    /// Attributes: name and value.
    pub attributes: Vec<(String, String)>,
}

/// What was read and changed, or is not sure.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Remark {
    /// The stock is less than nothing and is taken as 0. With what the file says.
    NegativeStock(String),
    /// A text had markup and was made plain.
    HtmlMadePlain(Field),
    /// It is not on sale. With what the file says, such as `draft`.
    NotOnSale(String),
    /// So many addresses of pictures are kept; the pictures were not fetched.
    PicturesNotFetched(usize),
    /// The file has a sale price for it, which is left out.
    SalePrice(String),
    /// It is in several categories; the one that was taken.
    Categories(String),
    /// A spreadsheet may have changed this number.
    Spoilt(Field, Spoilt),
    /// The file hides the row.
    HiddenRow,
    /// Characters were taken out that no text may hold.
    Cleaned,
}

/// Why a record is not imported.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Refusal {
    /// It has no article number.
    NoNumber,
    /// The product whose variant it is is not in the file.
    NoParent,
    /// It is a group of products that are sold alone.
    Grouped,
    /// It is sold elsewhere.
    External,
    /// It only gives its name and texts to its variants.
    ParentOnly,
    /// It is of a type that is not known here, such as a subscription.
    OtherType,
}

impl Remark {
    /// The stable word.
    pub fn code(&self) -> &'static str {
        match self {
            Self::NegativeStock(_) => "negative_stock",
            Self::HtmlMadePlain(_) => "html_made_plain",
            Self::NotOnSale(_) => "not_on_sale",
            Self::PicturesNotFetched(_) => "pictures_not_fetched",
            Self::SalePrice(_) => "sale_price",
            Self::Categories(_) => "categories",
            Self::Spoilt(_, Spoilt::Date) => "spoilt_date",
            Self::Spoilt(_, Spoilt::Power) => "spoilt_power",
            Self::Spoilt(_, Spoilt::Digits) => "spoilt_digits",
            Self::Spoilt(_, Spoilt::Bool) => "spoilt_bool",
            Self::Spoilt(_, Spoilt::Error) => "spoilt_error",
            Self::HiddenRow => "hidden_row",
            Self::Cleaned => "cleaned",
        }
    }
}

impl Refusal {
    /// The stable word.
    pub fn code(self) -> &'static str {
        match self {
            Self::NoNumber => "no_number",
            Self::NoParent => "no_parent",
            Self::Grouped => "grouped",
            Self::External => "external",
            Self::ParentOnly => "parent_only",
            Self::OtherType => "other_type",
        }
    }
}

impl Record {
    /// The cell of a field; an empty one when the record has none.
    pub fn cell(&self, field: Field) -> &Cell {
        self.cells(field).next().unwrap_or(&Cell::Empty)
    }

    /// All cells of a field: its own, or else those of its group.
    pub fn cells(&self, field: Field) -> impl Iterator<Item = &Cell> {
        let of = move |(known, cell): &(Field, Cell)| *known == field && !cell.is_empty();
        let own = self.values.iter().any(of);
        let group = self.shared.as_deref().filter(|_| !own).map(|shared| &*shared.values).unwrap_or_default();
        self.values.iter().chain(group).filter(move |value| of(value)).map(|(_, cell)| cell)
    }

    /// Whether the record has something in a field.
    pub fn has(&self, field: Field) -> bool {
        self.cells(field).next().is_some()
    }

    /// The text of a field without blanks around it, and without the apostrophe or the `="…"` that keep a spreadsheet from
    /// changing it. Empty when the record has none.
    pub fn text(&self, field: Field) -> String {
        values::text(self.cell(field), field).into_owned()
    }

    /// The article number in a field, with what a spreadsheet may have done to it.
    pub fn article(&self, field: Field) -> Option<Article> {
        number::article(self.cell(field))
    }

    /// The number in a field and whether it can be read in only one way; none when the record has nothing there. `mark` is
    /// [`super::Table::mark`]. A currency beside the number is left out.
    pub fn number(&self, field: Field, mark: DecimalMark) -> Option<Result<(Decimal, bool), DecimalRefused>> {
        Some(self.cell(field)).filter(|cell| !cell.is_empty()).map(|cell| values::number(cell, mark))
    }

    /// The day in a field; none when the record has nothing there.
    pub fn day(&self, field: Field) -> Option<Result<Day, DayRefused>> {
        Some(self.cell(field)).filter(|cell| !cell.is_empty()).map(number::day)
    }

    /// Yes or no in a field, in English, German or French; none when it is neither.
    pub fn yes(&self, field: Field) -> Option<bool> {
        values::yes(&self.text(field))
    }

    /// The days until payment, such as 30 of `Net 30`; none when it is no number of days.
    pub fn terms(&self) -> Option<u32> {
        values::terms(&self.text(Field::TermsDays))
    }

    /// The name of a person: the whole name, or first and last name.
    pub fn full_name(&self) -> String {
        let name = self.text(Field::Name);
        if name.is_empty() {
            format!("{} {}", self.text(Field::FirstName), self.text(Field::LastName)).trim().to_owned()
        } else {
            name
        }
    }

    /// The pictures or documents of a product, each as its address or name.
    pub fn list(&self, field: Field) -> Vec<String> {
        self.cells(field).flat_map(|cell| values::addresses(&values::text(cell, field))).collect()
    }

    /// All attributes: its own, then those of its group that it has not itself.
    pub fn all_attributes(&self) -> impl Iterator<Item = (&str, &str)> {
        let group = self.shared.as_deref().map(|shared| &*shared.attributes).unwrap_or_default();
        let group = group.iter().filter(|(name, _)| !self.attributes.iter().any(|(own, _)| own == name));
        self.attributes.iter().chain(group).map(|(name, value)| (name.as_str(), value.as_str()))
    }

    /// Sets a field, in place of what it has.
    pub(super) fn set(&mut self, field: Field, text: impl Into<String>) {
        self.values.retain(|(known, _)| *known != field);
        self.values.push((field, Cell::Text(text.into())));
    }

    /// Refuses it, if it is not refused already.
    pub(super) fn refuse(&mut self, why: Refusal) {
        self.refusal.get_or_insert(why);
    }
}

/// A text as a person sees it: without the blanks around it.
pub(super) fn trimmed(text: Cow<'_, str>) -> Cow<'_, str> {
    match text {
        Cow::Borrowed(text) => Cow::Borrowed(text.trim()),
        Cow::Owned(text) => Cow::Owned(text.trim().to_owned()),
    }
}
