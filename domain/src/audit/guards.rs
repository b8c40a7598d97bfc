//! The guards: the triggers that let no row be written without an event, keep an image of each row that is written, and
//! let nothing but the next event into the log.
//!
//! Rule: they are described here and in [`crate::audit::tables`], and nowhere else. The newest file
//! `migrations/*/*_guards.sql` is written from the description, and a test compares the two.

#[cfg(test)]
mod file;
pub(crate) mod postgres;
#[cfg(test)]
mod sqlite;
