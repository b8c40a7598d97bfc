//! Server functions that programs may call. Forms without script use the same addresses.

#[expect(missing_docs, reason = "the macros make items that cannot be documented")]
pub mod behalf;
pub mod reply;
