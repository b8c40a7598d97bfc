//! The guards: triggers that refuse a row without an event, store an image of each row that is written, and let only
//! the next event into the log.
//!
//! Rule: they are described here and in [`crate::audit::tables`] only. The newest file `migrations/*/*_guards.sql` is
//! generated from the description, and a test compares the two.

#[cfg(test)]
mod file;
pub(crate) mod postgres;
#[cfg(test)]
mod sqlite;
