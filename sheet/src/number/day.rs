//! Days in cells and text.

use crate::format::NumberFormat;
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
    match cell {
        Cell::Date { date, .. } => Ok(Day { date: *date, or: None, sure: true }),
        // A day whose format was lost: what it was is only likely.
        Cell::Number { value, .. } if (36_526.0..73_051.0).contains(value) => {
            match NumberFormat::known(14).cell(*value, false) {
                Cell::Date { date, .. } => Ok(Day { date, or: None, sure: false }),
                _ => Err(DayRefused::NotADay),
            }
        }
        Cell::Text(text) => from_text(text.trim()),
        _ => Err(DayRefused::NotADay),
    }
}

fn from_text(text: &str) -> Result<Day, DayRefused> {
    let text = text.split(['T', ' ']).next().unwrap_or_default().trim_end_matches('.');
    let mark = text.chars().find(|letter| matches!(letter, '-' | '.' | '/')).ok_or(DayRefused::NotADay)?;
    let parts: Vec<&str> = text.split(mark).collect();
    let [first, second, third] = parts.as_slice() else { return Err(DayRefused::NotADay) };
    let number = |part: &str| part.parse::<i16>().ok().filter(|_| part.len() <= 4 && !part.starts_with(['+', '-']));
    let (Some(a), Some(b), Some(c)) = (number(first), number(second), number(third)) else {
        return Err(DayRefused::NotADay);
    };
    let date = |year: i16, month: i16, day: i16| {
        let year = if year < 100 { year + 2000 } else { year };
        Date::new(year, u8::try_from(month).ok()?, u8::try_from(day).ok()?)
    };
    let sure = |date: Option<Date>| date.map(|date| Day { date, or: None, sure: true }).ok_or(DayRefused::NoSuchDay);
    match (first.len(), mark) {
        (4, _) => sure(date(a, b, c)),
        // With points the day always comes first.
        (_, '.') => sure(date(c, b, a)),
        _ => match (date(c, b, a), date(c, a, b)) {
            (Some(one), Some(other)) if one != other => Ok(Day { date: one, or: Some(other), sure: false }),
            (one, other) => sure(one.or(other)),
        },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Result<(String, Option<String>), DayRefused> {
        day(&Cell::from(text)).map(|found| (found.date.to_string(), found.or.map(|date| date.to_string())))
    }

    #[test]
    fn days_are_read_and_asked_when_they_can_be_two() {
        assert_eq!(read("2026-04-03"), Ok(("2026-04-03".to_owned(), None)));
        assert_eq!(read("03.04.2026"), Ok(("2026-04-03".to_owned(), None)));
        assert_eq!(read("31/12/2023"), Ok(("2023-12-31".to_owned(), None)));
        assert_eq!(read("03/04/2026"), Ok(("2026-04-03".to_owned(), Some("2026-03-04".to_owned()))));
        assert_eq!(read("31.02.2026"), Err(DayRefused::NoSuchDay));
        assert_eq!(read("soon"), Err(DayRefused::NotADay));
        let number = Cell::Number { value: 46115.0, shown: "46115".to_owned() };
        assert_eq!(
            day(&number).map(|found| (found.date.to_string(), found.sure)),
            Ok(("2026-04-03".to_owned(), false))
        );
    }
}
