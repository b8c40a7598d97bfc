//! What a statement wrote.
//!
//! Rule: a statement that must change a row is asked whether it did. So [`exec!`](crate::exec) gives the number of rows in a
//! type that cannot be passed over, and whoever writes says what the number must be. A number that must not be is a failure,
//! and with it nothing of the transaction happened.

use crate::error::{Error, Result};

/// How many rows a statement wrote.
#[must_use = "say how many rows the statement must have written"]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Rows {
    number: u64,
    sql: &'static str,
}

impl Rows {
    /// What `sql` wrote; for [`exec!`](crate::exec).
    pub fn of(sql: &'static str, number: u64) -> Rows {
        Rows { number, sql }
    }

    /// One row was written.
    ///
    /// # Errors
    /// [`Error::Internal`] for any other number.
    pub fn one(self) -> Result<()> {
        if self.number == 1 { Ok(()) } else { Err(self.wrong()) }
    }

    /// One row was written, or none because its condition did not hold; whether it was one.
    ///
    /// # Errors
    /// [`Error::Internal`] for more.
    pub fn one_or_none(self) -> Result<bool> {
        if self.number <= 1 { Ok(self.number == 1) } else { Err(self.wrong()) }
    }

    /// As many as there were; how many.
    pub fn count(self) -> i64 {
        i64::try_from(self.number).unwrap_or(i64::MAX)
    }

    /// As many as there were, and nobody needs to know how many.
    pub fn any_number(self) {}

    fn wrong(self) -> Error {
        let sql: Vec<&str> = self.sql.split_whitespace().collect();
        Error::Internal(format!("a statement that writes one row wrote {}: {}", self.number, sql.join(" ")))
    }
}

/// Runs a statement in a transaction and gives the [`Rows`](crate::db::write::Rows) that it wrote:
/// `exec!(tx, "update …"; one, two)`. Instead of a literal it takes what [`sql!`](crate::sql) gave.
#[macro_export]
macro_rules! exec {
    ($tx:expr, $sql:literal $(; $($value:expr),+ $(,)?)?) => {
        $crate::exec!($tx, $crate::sql!($sql) $(; $($value),+)?)
    };
    ($tx:expr, $sql:expr $(; $($value:expr),+ $(,)?)?) => {{
        let sql = $sql;
        let number = $crate::on_tx!($tx, c => sqlx::query(sql)$($(.bind($value))+)?.execute(c).await?.rows_affected());
        $crate::db::write::Rows::of(sql, number)
    }};
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_of_rows_that_must_not_be_is_a_failure() {
        let wrote = |number| Rows::of("update  x\n set y = 1", number);
        assert_eq!(wrote(1).one(), Ok(()));
        assert_eq!((wrote(0).one_or_none(), wrote(1).one_or_none()), (Ok(false), Ok(true)));
        assert_eq!(wrote(7).count(), 7);
        let failure = |number| {
            Err(Error::Internal(format!("a statement that writes one row wrote {number}: update x set y = 1")))
        };
        assert_eq!(wrote(0).one(), failure(0));
        assert_eq!(wrote(2).one(), failure(2));
        assert_eq!(wrote(2).one_or_none(), failure(2).map(|()| false));
    }
}
