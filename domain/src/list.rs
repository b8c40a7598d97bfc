//! Pages of lists that may be long.
//!
//! Rule: the page is chosen first, through an index or among few, and only its rows are completed. What matches is counted
//! up to [`COUNTED`]; beyond that a list says that there is more, and its pages are found by the row beside them
//! ([`Place::After`], [`Place::Before`]) instead of by a number.

use crate::error::Result;
use crate::text_enum::{Word, text_enum};
use std::fmt;
use uuid::Uuid;

/// So many rows are counted, and as many are sorted without an index.
pub const COUNTED: i64 = 3_000;

/// Whether there is more than was counted.
pub fn is_more(total: i64) -> bool {
    total > COUNTED
}

/// How many rows a page of a list has: one of few numbers, so that nobody asks for a whole table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Size(i64);

impl Size {
    /// All of them; the first holds where nothing is asked for.
    pub const ALL: [Size; 3] = [Size(25), Size(50), Size(100)];

    /// The number of rows.
    pub const fn rows(self) -> i64 {
        self.0
    }
}

impl Default for Size {
    fn default() -> Size {
        Size::ALL[0]
    }
}

impl Word for Size {
    fn word(self) -> String {
        self.0.to_string()
    }

    fn of(text: &str) -> Option<Size> {
        Size::ALL.into_iter().find(|size| size.word() == text)
    }
}

text_enum! {
    /// Which way a list is sorted.
    #[derive(Default)]
    pub enum Direction {
        /// From the first to the last.
        #[default]
        Ascending => "asc",
        /// The other way round.
        Descending => "desc",
    }
}

impl Direction {
    /// The other way round.
    #[must_use]
    pub fn reversed(self) -> Direction {
        match self {
            Direction::Ascending => Direction::Descending,
            Direction::Descending => Direction::Ascending,
        }
    }
}

/// A page of a list.
#[derive(Clone, Debug)]
pub struct Page<T> {
    /// Its rows.
    pub rows: Vec<T>,
    /// How many rows match in all; [`COUNTED`] and one for more than that.
    pub total: i64,
    /// The first row, when there are rows before it.
    pub before: Option<Cursor>,
    /// The last row, when there are rows after it.
    pub after: Option<Cursor>,
}

impl<T> Page<T> {
    /// A page that has a number.
    pub fn of(rows: Vec<T>, total: i64) -> Page<T> {
        Page { rows, total, before: None, after: None }
    }
}

/// A row as its list sorts it: the number it is sorted by, and its id.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Cursor {
    /// What the list is sorted by.
    pub key: i64,
    /// The row.
    pub id: Uuid,
}

impl Cursor {
    /// Before every row of a list.
    pub fn before_all(is_descending: bool) -> Cursor {
        match is_descending {
            true => Cursor { key: i64::MAX, id: Uuid::max() },
            false => Cursor { key: i64::MIN, id: Uuid::nil() },
        }
    }

    /// Reads an address.
    pub fn parse(text: &str) -> Option<Cursor> {
        let (key, id) = text.split_once('.')?;
        Some(Cursor { key: key.parse().ok()?, id: Uuid::try_parse(id).ok()? })
    }
}

impl fmt::Display for Cursor {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}.{}", self.key, self.id.simple())
    }
}

/// Which page of a list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place {
    /// The page with this number, from 0.
    Page(i64),
    /// What follows this row.
    After(Cursor),
    /// What comes before this row.
    Before(Cursor),
    /// The end of the list.
    Last,
}

impl Default for Place {
    fn default() -> Place {
        Place::Page(0)
    }
}

impl Place {
    /// Whether the list is read from its end.
    pub fn is_backward(self) -> bool {
        matches!(self, Place::Before(_) | Place::Last)
    }

    /// The row that the page is beside.
    pub fn cursor(self) -> Option<Cursor> {
        match self {
            Place::After(cursor) | Place::Before(cursor) => Some(cursor),
            Place::Page(_) | Place::Last => None,
        }
    }

    /// The number of the page, from 0; 0 for one without.
    pub fn number(self) -> i64 {
        if let Place::Page(number) = self { number } else { 0 }
    }

    /// How many rows are left out before a page of `size`.
    pub fn offset(self, size: i64) -> i64 {
        self.number().saturating_mul(size)
    }

    /// The page, of rows that were read from here on, one more than `size` of them when there are as many.
    pub fn cut<T>(self, mut rows: Vec<T>, size: i64, total: i64, cursor: impl Fn(&T) -> Cursor) -> Page<T> {
        let size = usize::try_from(size).unwrap_or(usize::MAX);
        let goes_on = rows.len() > size;
        rows.truncate(size);
        let (is_before, is_after) = match self {
            Place::Page(number) => (number > 0, goes_on),
            Place::After(_) => (true, goes_on),
            Place::Before(_) => (goes_on, true),
            Place::Last => (goes_on, false),
        };
        if self.is_backward() {
            rows.reverse();
        }
        let before = rows.first().filter(|_| is_before).map(&cursor);
        let after = rows.last().filter(|_| is_after).map(&cursor);
        Page { rows, total, before, after }
    }
}

/// The page `number`, from 0, by `read`. A page past the end has no row that says how many match, so the first is asked.
///
/// # Errors
/// Those of `read`.
pub async fn page<T, F: Future<Output = Result<Page<T>>>>(number: i64, read: impl Fn(i64) -> F) -> Result<Page<T>> {
    let page = read(number).await?;
    if number > 0 && page.rows.is_empty() {
        return Ok(Page { total: read(0).await?.total, ..page });
    }
    Ok(page)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cursor(key: &i64) -> Cursor {
        Cursor { key: *key, id: Uuid::nil() }
    }

    #[test]
    fn a_page_has_one_of_few_sizes() {
        assert_eq!(Size::default().rows(), 25);
        assert_eq!(Size::ALL.map(|size| Size::of(&size.word())), Size::ALL.map(Some));
        for wrong in ["", "0", "-25", "30", "025", "1000000"] {
            assert_eq!(Size::of(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn a_cursor_is_read_as_it_is_written() {
        let one = Cursor { key: -7, id: Uuid::from_u128(9) };
        assert_eq!(Cursor::parse(&one.to_string()), Some(one));
        for wrong in ["", "7", "7.", "x.0", "7.zz", ".00000000000000000000000000000000"] {
            assert_eq!(Cursor::parse(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn a_page_knows_what_is_on_both_sides() {
        let sides = |place: Place, rows: Vec<i64>| {
            let page = place.cut(rows, 2, 9, cursor);
            (page.rows, page.before.map(|c| c.key), page.after.map(|c| c.key))
        };
        assert_eq!(sides(Place::Page(0), vec![1, 2, 3]), (vec![1, 2], None, Some(2)));
        assert_eq!(sides(Place::Page(1), vec![3]), (vec![3], Some(3), None));
        assert_eq!(sides(Place::After(cursor(&2)), vec![3, 4, 5]), (vec![3, 4], Some(3), Some(4)));
        assert_eq!(sides(Place::Before(cursor(&5)), vec![4, 3, 2]), (vec![3, 4], Some(3), Some(4)));
        assert_eq!(sides(Place::Before(cursor(&3)), vec![2, 1]), (vec![1, 2], None, Some(2)));
        assert_eq!(sides(Place::Last, vec![9, 8, 7]), (vec![8, 9], Some(8), None));
        assert_eq!(sides(Place::Last, Vec::new()), (Vec::new(), None, None));
    }
}
