//! The order in which people look for a name: the root order of the Unicode collation, the same on both engines.
//!
//! Rule: a list that people read by a name is sorted by `collate by_name`, with something unique after it. PostgreSQL has
//! the collation from a migration; SQLite learns it with each connection that this program opens, so no index and no
//! trigger may use it: another tool could not copy or check the file then.

use crate::error::{Error, Result};
use icu_collator::CollatorBorrowed;
use sqlx::sqlite::SqliteConnectOptions;
use std::cmp::Ordering;

/// Connections that know the collation `by_name`.
pub(crate) fn known_by(options: SqliteConnectOptions) -> Result<SqliteConnectOptions> {
    let order = order()?;
    Ok(options.collation("by_name", order))
}

/// Compares two names. Names that look the same are compared by their bytes, as PostgreSQL does it.
///
/// # Errors
/// [`Error::Start`] when the program was built without the data of the collation.
pub(crate) fn order() -> Result<impl Fn(&str, &str) -> Ordering + Send + Sync + 'static> {
    let root = CollatorBorrowed::try_new(Default::default(), Default::default());
    let root = root.map_err(|e| Error::Start(format!("names cannot be sorted: {e}")))?;
    Ok(move |one: &str, other: &str| root.compare(one, other).then_with(|| one.cmp(other)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_with_marks_are_next_to_their_letters_and_cyrillic_is_after_latin() {
        let order = order().expect("the data");
        let sorted = [
            "adam",
            "Adam",
            "Åse",
            "Aske",
            "Étienne",
            "Eva",
            "İpek",
            "Ivo",
            "Łukasz",
            "Lulu",
            "Oman",
            "Ömer",
            "Omid",
            "Zoë",
            "Олег",
            "Ольга",
            "陈静",
        ];
        let mut names = sorted;
        names.reverse();
        names.sort_by(|one, other| order(one, other));
        assert_eq!(names, sorted);
    }

    #[test]
    fn names_that_look_alike_have_an_order_too() {
        let order = order().expect("the data");
        let (composed, decomposed) = ("Zo\u{eb}", "Zoe\u{308}");
        assert_eq!(order(composed, composed), Ordering::Equal);
        assert_eq!(order(composed, decomposed), composed.cmp(decomposed));
        assert_ne!(order(composed, decomposed), Ordering::Equal);
    }
}
