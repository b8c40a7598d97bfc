//! Server functions with an interface of their own, which forms without script use too.

#[expect(missing_docs, reason = "the macros make items that cannot be documented")]
pub mod behalf;
pub mod reply;
