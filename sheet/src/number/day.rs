//! Days in cells and text.

use crate::{Cell, Date};

/// A day that was read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Day {
    /// The day.
    pub date: Date,
    /// The other way to read it, which must be asked: `03/04/2026` is the third of April or the fourth of March. A plain
    /// number such as 46115 has none, and is not sure all the same.
    pub or: Option<Date>,
    /// Whether it can be read in only one way.
    pub sure: bool,
}

/// Why a cell is no day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DayRefused {
    /// It is written as a day that the calendar does not have, such as the 31st of February.
    NoSuchDay,
    /// It is no day.
    NotADay,
}

/// Reads a day. An empty cell is no day.
pub fn day(cell: &Cell) -> Result<Day, DayRefused> {
    let _ = cell;
    Err(DayRefused::NotADay)
}
