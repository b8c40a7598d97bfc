//! Counting what is read, and building sheets within the limits.

use std::time::Instant;

use crate::{Cell, Limits, Refusal, Row, Sheet};

/// How much of the limits is used up.
pub(crate) struct Guard<'a> {
    pub(crate) limits: &'a Limits,
    begun: Instant,
    cells: usize,
    text: u64,
}

impl<'a> Guard<'a> {
    pub(crate) fn new(limits: &'a Limits) -> Self {
        Self { limits, begun: Instant::now(), cells: 0, text: 0 }
    }

    /// Refuses when reading has taken too long.
    pub(crate) fn time(&self) -> Result<(), Refusal> {
        if self.begun.elapsed() > self.limits.time { Err(Refusal::TooSlow) } else { Ok(()) }
    }

    fn row(&mut self, rows: usize, row: &Row) -> Result<(), Refusal> {
        if rows.is_multiple_of(256) {
            self.time()?;
        }
        if rows >= self.limits.rows {
            return Err(Refusal::TooManyRows { limit: self.limits.rows });
        }
        // Cells left empty before a filled one take memory too.
        self.cells = self.cells.saturating_add(row.cells.len());
        if self.cells > self.limits.cells {
            return Err(Refusal::TooManyCells { limit: self.limits.cells });
        }
        // One text that many cells share is unpacked again for each of them.
        let text: usize = row.cells.iter().map(|cell| cell.text().len()).sum();
        self.text = self.text.saturating_add(u64::try_from(text).unwrap_or(u64::MAX));
        if self.text > self.limits.unpacked {
            return Err(Refusal::TooLarge { bytes: self.limits.unpacked, unpacked: true });
        }
        Ok(())
    }
}

/// Builds one sheet, row after row.
pub(crate) struct Builder {
    sheet: Sheet,
    row: Row,
    /// Bytes of the texts in the row.
    text: usize,
}

impl Builder {
    pub(crate) fn new(name: String, hidden: bool) -> Self {
        Self { sheet: Sheet { name, hidden, ..Sheet::default() }, row: Row { number: 1, ..Row::default() }, text: 0 }
    }

    pub(crate) fn sheet(&mut self) -> &mut Sheet {
        &mut self.sheet
    }

    /// The number of the row that is being built.
    pub(crate) fn number(&self) -> u32 {
        self.row.number
    }

    /// Begins a row; the one before must have been ended.
    pub(crate) fn begin(&mut self, number: u32, hidden: bool) {
        self.row = Row { number, hidden, ..Row::default() };
        self.text = 0;
    }

    /// Says that characters were taken out of the row.
    pub(crate) fn cleaned(&mut self) {
        self.row.cleaned = true;
    }

    /// Sets a cell of the row.
    pub(crate) fn put(&mut self, column: usize, cell: Cell, limits: &Limits) -> Result<(), Refusal> {
        if cell.is_empty() {
            return Ok(());
        }
        let row = self.row.number;
        if column >= limits.columns {
            return Err(Refusal::TooManyColumns { limit: limits.columns, row });
        }
        let bytes = cell.text().len();
        self.text = self.text.saturating_add(bytes);
        if bytes > limits.cell || self.text > limits.bytes {
            return Err(Refusal::CellTooLong { bytes: limits.cell, row });
        }
        if self.row.cells.len() <= column {
            self.row.cells.resize(column + 1, Cell::Empty);
        }
        if let Some(place) = self.row.cells.get_mut(column) {
            *place = cell;
        }
        Ok(())
    }

    /// Ends the row `times` times; an empty one is only counted. Afterwards the next row is being built.
    pub(crate) fn end(&mut self, times: u32, guard: &mut Guard<'_>) -> Result<(), Refusal> {
        let next = self.row.number.saturating_add(times);
        let row = std::mem::replace(&mut self.row, Row { number: next, ..Row::default() });
        self.text = 0;
        if row.cells.is_empty() {
            return Ok(());
        }
        for repeat in 1..times {
            guard.row(self.sheet.rows.len(), &row)?;
            self.sheet.rows.push(Row { number: row.number.saturating_add(repeat - 1), ..row.clone() });
        }
        guard.row(self.sheet.rows.len(), &row)?;
        let number = next.saturating_sub(1).max(row.number);
        self.sheet.rows.push(Row { number, ..row });
        Ok(())
    }

    /// The sheet, with its rows in order.
    pub(crate) fn finish(mut self) -> Sheet {
        if !self.sheet.rows.is_sorted_by_key(|row| row.number) {
            self.sheet.rows.sort_by_key(|row| row.number);
        }
        self.sheet.rows.dedup_by_key(|row| row.number);
        self.sheet
    }

    /// The sheet without its rows, because they are too many.
    pub(crate) fn skip(self, why: Refusal) -> Sheet {
        Sheet { rows: Vec::new(), merged: Vec::new(), skipped: Some(why), ..self.sheet }
    }
}

/// Takes characters out that no text may hold. Says whether there were any.
pub(crate) fn clean(text: &mut String) -> bool {
    let bad = |letter: char| letter.is_control() && !matches!(letter, '\n' | '\t' | '\r');
    if !text.contains(bad) {
        return false;
    }
    text.retain(|letter| !bad(letter));
    true
}
