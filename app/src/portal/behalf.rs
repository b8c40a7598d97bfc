//! On-behalf sessions in the portal: starting one, the list of them, and each one's page.

pub mod detail;
pub mod handoff;
pub mod help;
pub mod list;
pub mod named;
pub mod start;
pub mod summary;
pub mod way;
