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

/// Bytes that sort as this name does, the same on both engines: for lists that are too long to be sorted when they are
/// read. Another version of the collation may make other keys, so they are made again then.
///
/// # Errors
/// As [`order`].
pub fn key(name: &str) -> Result<Vec<u8>> {
    let root = CollatorBorrowed::try_new(Default::default(), Default::default());
    let root = root.map_err(|e| Error::Start(format!("names cannot be sorted: {e}")))?;
    let mut key = Vec::with_capacity(2 * name.len());
    let Ok(()) = root.write_sort_key_to(name, &mut key);
    Ok(key)
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
    fn keys_are_in_the_order_of_their_names() {
        let order = order().expect("the data");
        let names = [
            "adam", "Adam", "Åse", "Aske", "Étienne", "van Dam", "vandam", "Łukasz", "İpek", "Ömer", "Олег", "陈静", "",
        ];
        for one in names {
            for other in names {
                let keys = (key(one).expect("a key"), key(other).expect("a key"));
                assert_eq!(keys.0.cmp(&keys.1), order(one, other), "{one} and {other}");
            }
        }
    }

    /// When this fails after an update of the collation, count on the version in `domain/src/entry.rs`: then all keys are
    /// made again.
    #[test]
    fn keys_are_as_they_were_stored() {
        let hex = |name: &str| key(name).expect("a key").iter().map(|byte| format!("{byte:02x}")).collect::<String>();
        let stored = ["2b4f330145920601dc07", "313304554d3b334f010c01c3dc08", "628a622810010801d807"];
        assert_eq!(["Åse", "de Vries", "Олег"].map(hex), stored);
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
