//! What pages of the storefront and of the portal share: names of people, events in words, addresses, a step that asks first.

pub mod confirm;
pub mod link;
pub mod live;
pub mod orders;
pub mod person;
pub mod timeline;
