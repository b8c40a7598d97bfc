//! Time as microseconds since 1970 in UTC. Nobody but the request's [`Cx`](crate::cx::Cx) asks a clock.

use serde::{Deserialize, Serialize};

/// A point in time, or a span, in microseconds; UTC.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "database", derive(sqlx::Type), sqlx(transparent))]
pub struct Micros(pub i64);

impl Micros {
    /// `n` seconds as a span.
    pub const fn seconds(n: i64) -> Micros {
        Micros(n * 1_000_000)
    }

    /// `n` minutes as a span.
    pub const fn minutes(n: i64) -> Micros {
        Micros::seconds(n * 60)
    }

    /// This time plus a span; saturates.
    pub fn plus(self, span: Micros) -> Micros {
        Micros(self.0.saturating_add(span.0))
    }

    /// The span from `earlier` to this time; negative when it is later.
    pub fn since(self, earlier: Micros) -> Micros {
        Micros(self.0.saturating_sub(earlier.0))
    }

    /// Whole seconds, rounded down.
    pub fn as_seconds(self) -> i64 {
        self.0.div_euclid(1_000_000)
    }

    /// RFC 3339 with microseconds, the form used in the audit log.
    ///
    /// ```
    /// use domain::time::Micros;
    /// assert_eq!(Micros(0).rfc3339(), "1970-01-01T00:00:00.000000Z");
    /// assert_eq!(Micros(1_795_432_683_000_001).rfc3339(), "2026-11-23T11:18:03.000001Z");
    /// ```
    pub fn rfc3339(self) -> String {
        let (y, mo, d) = self.date();
        let s = self.as_seconds().rem_euclid(86_400);
        let micros = self.0.rem_euclid(1_000_000);
        format!("{y:04}-{mo:02}-{d:02}T{:02}:{:02}:{:02}.{micros:06}Z", s / 3600, s / 60 % 60, s % 60)
    }

    /// Year, month (1–12) and day (1–31) in UTC.
    ///
    /// Source: Howard Hinnant's `civil_from_days`, described in "chrono-compatible low-level date algorithms".
    pub fn date(self) -> (i64, i64, i64) {
        let days = self.as_seconds().div_euclid(86_400) + 719_468;
        let era = days.div_euclid(146_097);
        let of_era = days.rem_euclid(146_097);
        let year = (of_era - of_era / 1460 + of_era / 36_524 - of_era / 146_096) / 365;
        let of_year = of_era - (365 * year + year / 4 - year / 100);
        let shifted = (5 * of_year + 2) / 153;
        let day = of_year - (153 * shifted + 2) / 5 + 1;
        let month = if shifted < 10 { shifted + 3 } else { shifted - 9 };
        (year + era * 400 + i64::from(month <= 2), month, day)
    }

    /// "14 May 2026".
    pub fn day(self) -> String {
        let (y, m, d) = self.date();
        format!("{d} {} {y}", month(m))
    }

    /// "14 May 2026, 16:40" in UTC.
    pub fn minute(self) -> String {
        let s = self.as_seconds().rem_euclid(86_400);
        format!("{}, {:02}:{:02}", self.day(), s / 3600, s / 60 % 60)
    }

    /// "16:40:03" in UTC.
    pub fn clock(self) -> String {
        let s = self.as_seconds().rem_euclid(86_400);
        format!("{:02}:{:02}:{:02}", s / 3600, s / 60 % 60, s % 60)
    }
}

fn month(number: i64) -> &'static str {
    match number {
        1 => "Jan",
        2 => "Feb",
        3 => "Mar",
        4 => "Apr",
        5 => "May",
        6 => "Jun",
        7 => "Jul",
        8 => "Aug",
        9 => "Sep",
        10 => "Oct",
        11 => "Nov",
        _ => "Dec",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_around_leap_days() {
        assert_eq!(Micros::seconds(951_782_400).date(), (2000, 2, 29));
        assert_eq!(Micros::seconds(1_709_164_800).date(), (2024, 2, 29));
        assert_eq!(Micros::seconds(1_709_251_200).day(), "1 Mar 2024");
        assert_eq!(Micros::seconds(-1).rfc3339(), "1969-12-31T23:59:59.000000Z");
    }
}
