//! The reader and writer of sheets: workbooks, text files and pasted text of others, read within limits.
//!
//! Rules:
//! - What is read is hostile until proven. Every way in counts what it unpacks and stops at [`Limits`]; nothing here
//!   panics, writes a file, makes a request or runs a formula.
//! - The content decides what a file is, never its name.
//! - A cell keeps what the person sees. Leading zeros, dates and numbers are told apart, and nothing is guessed in silence:
//!   what is not sure is said ([`columns::Ask`], [`number::Quantity::sure`], [`number::Spoilt`]).
//! - Refusals are codes. The pages word them.
//!
//! The way of a file: [`read`] gives a [`Book`], [`columns::find`] says where its columns are, [`order::lines`] reads the
//! lines. Pasted text takes [`paste::read`] and gives the same lines.

mod book;
mod limits;

pub mod columns;
pub mod number;
pub mod order;
pub mod paste;
pub mod write;

pub use book::{Book, Cell, Date, Format, Merge, Row, Sheet};
pub use limits::{Limits, Refusal};

/// Reads a file: a workbook (XLSX, XLSM, XLS, ODS), text with separators in any encoding, or tables of HTML.
/// `name` is the name of the file, only used as the name of a sheet that has none.
pub fn read(bytes: &[u8], name: Option<&str>, limits: &Limits) -> Result<Book, Refusal> {
    let _ = (bytes, name, limits);
    Err(Refusal::NotASheet)
}
