//! Fields that must be filled in.
//!
//! Rule: nothing typed is no try. Forms that ask for credentials refuse an empty field before anything is looked up, so it
//! is neither counted against the person nor written into the log.

use crate::error::{Error, Field, Problem, Result};

/// Refuses what is empty, each at its field. Spaces alone are a password, but no e-mail and no code.
///
/// # Errors
/// [`Error::Invalid`] with [`Problem::Required`] at each empty field.
pub fn required(fields: &[(&'static str, &str)]) -> Result<()> {
    let is_empty = |name: &str, value: &str| match name.ends_with("password") || name == "current" || name == "new" {
        true => value.is_empty(),
        false => value.trim().is_empty(),
    };
    let wrong: Vec<Field> = fields
        .iter()
        .filter(|(name, value)| is_empty(name, value))
        .map(|(name, _)| Field { name, problem: Problem::Required })
        .collect();
    if wrong.is_empty() { Ok(()) } else { Err(Error::Invalid(wrong)) }
}

/// Gives the problem of field `from` to field `to`, for forms with two people.
pub(crate) fn renamed(error: Error, from: &str, to: &'static str) -> Error {
    match error {
        Error::Invalid(fields) => Error::Invalid(
            fields
                .into_iter()
                .map(|field| if field.name == from { Field { name: to, ..field } } else { field })
                .collect(),
        ),
        other => other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_empty_field_is_named() {
        let names = |error: Error| match error {
            Error::Invalid(fields) => fields.iter().map(|f| (f.name, f.problem.clone())).collect::<Vec<_>>(),
            other => panic!("{other:?}"),
        };
        let wrong = required(&[("login", "  "), ("password", ""), ("code", "1")]).expect_err("two are empty");
        assert_eq!(names(wrong), [("login", Problem::Required), ("password", Problem::Required)]);
        assert_eq!(required(&[("login", "a"), ("password", "  ")]), Ok(()));
        let moved = renamed(Error::field("code", Problem::Required), "code", "second_code");
        assert_eq!(names(moved), [("second_code", Problem::Required)]);
    }
}
