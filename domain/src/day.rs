//! A day without a time: the day on which goods are wanted.
//!
//! Rule: today is the day in UTC, for every store; the days of the record are in UTC, too. A day is stored as `2026-04-03`.

use crate::error::Problem;
use crate::time::Micros;

/// Seconds of a day.
const SECONDS: i64 = 86_400;
/// So far ahead a day may be, in days.
pub const FARTHEST: i64 = 365;

/// A day, counted from the first one of 1970.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Day(i64);

impl Day {
    /// The day of a moment in UTC.
    pub fn of(at: Micros) -> Day {
        Day(at.as_seconds().div_euclid(SECONDS))
    }

    /// Its first moment in UTC.
    pub fn at(self) -> Micros {
        Micros::seconds(self.0.saturating_mul(SECONDS))
    }

    /// So many days later.
    #[must_use]
    pub fn plus(self, days: i64) -> Day {
        Day(self.0.saturating_add(days))
    }

    /// Reads a day as `2026-04-03`, as `3.4.2026`, or with the day first as `3/4/2026`; nothing for a day that does not
    /// exist.
    ///
    /// ```
    /// use domain::day::Day;
    /// let day = Day::parse("2026-04-03");
    /// assert!(day.is_some() && day == Day::parse("3.4.2026") && day == Day::parse("03/04/2026"));
    /// assert_eq!(Day::parse("2026-02-30"), None);
    /// ```
    pub fn parse(text: &str) -> Option<Day> {
        let sign = ['-', '.', '/'].into_iter().find(|sign| text.contains(*sign))?;
        let parts: Vec<i64> = text.trim().split(sign).map(number).collect::<Option<_>>()?;
        let (year, month, day) = match (sign, parts.as_slice()) {
            ('-', [year, month, day]) => (*year, *month, *day),
            (_, [day, month, year]) => (*year, *month, *day),
            _ => return None,
        };
        let found = from_civil(year, month, day);
        let is_real = (1970..=9999).contains(&year) && found.at().date() == (year, month, day);
        is_real.then_some(found)
    }

    /// As it is stored: `2026-04-03`.
    pub fn iso(self) -> String {
        let (year, month, day) = self.at().date();
        format!("{year:04}-{month:02}-{day:02}")
    }

    /// Whether it is a Saturday or a Sunday.
    pub fn is_weekend(self) -> bool {
        // The first day of 1970 was a Thursday.
        (self.0 + 3).rem_euclid(7) >= 5
    }

    /// The day so many working days later; Saturdays and Sundays are none.
    #[must_use]
    pub fn after_working_days(self, count: i64) -> Day {
        let (mut day, mut left) = (self, count);
        while left > 0 {
            day = day.plus(1);
            left -= i64::from(!day.is_weekend());
        }
        day
    }
}

fn number(text: &str) -> Option<i64> {
    let fits = (1..=4).contains(&text.len()) && text.bytes().all(|b| b.is_ascii_digit());
    fits.then(|| text.parse().ok()).flatten()
}

/// The day of the calendar; one that does not exist gives another.
///
/// Source: Howard Hinnant's `days_from_civil`, described in "chrono-compatible low-level date algorithms".
fn from_civil(year: i64, month: i64, day: i64) -> Day {
    let year = if month <= 2 { year - 1 } else { year };
    let era = year.div_euclid(400);
    let of_era = year - era * 400;
    let of_year = (153 * ((month + 9) % 12) + 2) / 5 + day - 1;
    Day(era * 146_097 + of_era * 365 + of_era / 4 - of_era / 100 + of_year - 719_468)
}

/// What days goods may be wanted on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Window {
    /// The first.
    pub first: Day,
    /// The last.
    pub last: Day,
}

impl Window {
    /// The days that can be asked for now in a store that needs so many working days.
    pub fn of(now: Micros, lead_days: i64) -> Window {
        let today = Day::of(now);
        Window { first: today.after_working_days(lead_days), last: today.plus(FARTHEST) }
    }

    /// Reads a day as it was typed; nothing when nothing was.
    ///
    /// # Errors
    /// What is wrong with it.
    pub fn read(self, typed: &str) -> Result<Option<Day>, Problem> {
        if typed.trim().is_empty() {
            return Ok(None);
        }
        let day = Day::parse(typed.trim()).ok_or(Problem::NotADay)?;
        self.check(day).map(|()| Some(day))
    }

    /// Whether a day can be asked for.
    ///
    /// # Errors
    /// [`Problem::DayTooEarly`] or [`Problem::DayTooLate`] with the day that can.
    pub fn check(self, day: Day) -> Result<(), Problem> {
        match () {
            () if day < self.first => Err(Problem::DayTooEarly(self.first.at())),
            () if day > self.last => Err(Problem::DayTooLate(self.last.at())),
            () => Ok(()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> Day {
        Day::parse(text).expect("a day")
    }

    #[test]
    fn days_are_read_and_written() {
        for text in ["1970-01-01", "2024-02-29", "2026-12-31", "2100-03-01", "9999-12-31"] {
            assert_eq!(day(text).iso(), text);
        }
        for bad in [
            "",
            "2026",
            "2026-13-01",
            "2026-00-10",
            "2023-02-29",
            "31.4.2026",
            "1.2.26",
            "2026-1-",
            "-1-2-3",
            "a.b.c",
            "1/2/3/4",
            "0000-01-01",
        ] {
            assert_eq!(Day::parse(bad), None, "{bad}");
        }
        assert_eq!(Day::of(Micros(1_795_432_683_000_001)).iso(), "2026-11-23");
        assert_eq!(Day::of(Micros(-1)).iso(), "1969-12-31");
    }

    #[test]
    fn saturday_and_sunday_are_no_working_days() {
        // 2026-11-27 is a Friday.
        assert!(!day("2026-11-27").is_weekend() && day("2026-11-28").is_weekend() && day("2026-11-29").is_weekend());
        assert!(!day("2026-11-30").is_weekend());
        for (from, count, to) in [
            ("2026-11-26", 1, "2026-11-27"),
            ("2026-11-27", 1, "2026-11-30"),
            ("2026-11-28", 1, "2026-11-30"),
            ("2026-11-27", 0, "2026-11-27"),
            ("2026-11-27", 5, "2026-12-04"),
            ("2026-11-27", 6, "2026-12-07"),
        ] {
            assert_eq!(day(from).after_working_days(count).iso(), to, "{from} and {count}");
        }
    }

    #[test]
    fn days_are_wanted_within_a_window() {
        let now = day("2026-11-27").at().plus(Micros::seconds(86_399));
        let window = Window::of(now, 1);
        assert_eq!(window.read("  "), Ok(None));
        assert_eq!(window.read("2026-11-30"), Ok(Some(day("2026-11-30"))));
        for early in ["2026-11-29", "2026-11-27", "2020-01-01"] {
            assert_eq!(window.read(early), Err(Problem::DayTooEarly(day("2026-11-30").at())), "{early}");
        }
        assert_eq!(window.read("27.11.2027"), Ok(Some(day("2027-11-27"))));
        assert_eq!(window.read("2027-11-28"), Err(Problem::DayTooLate(day("2027-11-27").at())));
        assert_eq!(window.read("tomorrow"), Err(Problem::NotADay));
    }
}
